"""The paper as Markdown, for the minutes: to be pasted, changed and kept as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realloc.report.paper.content import Paper, Signature
from realloc.report.paper.grids import Grid
from realloc.report.paper.memo import (
    Block,
    Heading,
    Letterhead,
    Paragraph,
    Remark,
    Section,
    Signatures,
    blocks,
)

# What Markdown, or HTML within it, could take for more than a letter, and what only could at the start.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_FIRST = re.compile(r"^([-+=])")
_DOTS = "…" * 16


def write(paper: Paper) -> bytes:
    """The paper as a .md file in UTF-8."""
    parts = [part for block in blocks(paper) for part in _block(paper, block)]
    return ("\n\n".join(parts) + "\n").encode()


def _block(paper: Paper, block: Block) -> Iterator[str]:
    match block:
        case Section():
            return
        case Letterhead():
            head = block.head
            yield f"# {escaped(block.title)}"
            for key, text in (
                ("p-office", head.office),
                ("p-telephone", head.telephone),
                ("p-reference", head.reference),
                ("p-date", head.date),
                ("p-subject-label", head.subject),
                ("p-to", head.addressee),
            ):
                yield f"**{escaped(paper.say(key))}** {escaped(text) or _DOTS}"
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Paragraph():
            yield _line(f"{block.number} {block.text}" if block.number else block.text)
        case Remark():
            yield f"**{escaped(block.text)}**"
        case Signatures():
            for who in block.signatures:
                yield from _signature(paper, who)
        case Grid():
            yield _grid(block)


def _signature(paper: Paper, who: Signature) -> Iterator[str]:
    yield f"**{escaped(who.level_name)}**"
    if who.level:
        yield _line(paper.say("p-approves", n=who.lines, amount=who.amount, in_words=paper.words(who.amount)))
    name, position = escaped(who.name) or _DOTS, escaped(who.position) or _DOTS
    yield f"{paper.say('p-signed')} {_DOTS} ( {name} ) {paper.say('p-position')} {position}"


def _grid(grid: Grid) -> str:
    lines = [
        _row(column.heading for column in grid.columns),
        "| " + " | ".join("---:" if column.right else "---" for column in grid.columns) + " |",
        *(_row(cells, strong=number in grid.strong) for number, cells in enumerate(grid.rows)),
    ]
    return "\n".join(lines)


def _row(cells: Iterator[str] | tuple[str, ...], *, strong: bool = False) -> str:
    shown = [escaped(cell) for cell in cells]
    return "| " + " | ".join(f"**{cell}**" if strong and cell else cell for cell in shown) + " |"


def _line(text: str) -> str:
    """A paragraph whose first letter starts no list and no line of dashes."""
    return _FIRST.sub(r"\\\1", escaped(text))


def escaped(text: str) -> str:
    """Text with every sign of Markdown and HTML as a letter."""
    return _MARKS.sub(r"\\\1", text)
