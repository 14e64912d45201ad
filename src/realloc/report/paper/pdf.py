"""The paper as a PDF: set by Typst in Sarabun, whose letters are embedded.

The text is handed over as data beside a fixed document, `memo.typ`, so that nothing in a planner's files is
ever markup. Typst breaks Thai between words by itself. Only the fonts of this package are used, so that the
same paper gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import typst

from realloc.report.layout import BREAK, wrap
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
from realloc.report.paper.widths import widths

_HERE = Path(__file__).parent
_FONTS = _HERE.parents[1] / "fonts"
_TEXT_WIDTH = {False: 453.5, True: 756.8}  # points, by whether the page is landscape: A4 less its margins
_TINY, _SMALL = 8.5, 9.5  # points, as memo.typ has them
_MOST_TAGGED = 5_000  # rows; beyond it the tags for screen readers take longer, and more room, than all else
_DOTS = "." * 46
_LONG_THAI = re.compile(r"[\u0e00-\u0e7f]{100,}")
_UNBROKEN = re.compile(r"[^\s\u0e00-\u0e7f/-]{18}(?=[^\s\u0e00-\u0e7f/-])")


def write(paper: Paper) -> bytes:
    """The paper as a .pdf file; the same paper gives the same bytes."""
    data = _data(paper)
    rows = sum(len(block.get("rows", ())) for section in data["sections"] for block in section["blocks"])
    files = {
        "main": (_HERE / "memo.typ").read_bytes(),
        "paper.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    compile_files = cast(Callable[..., bytes], typst.compile)  # its types leave out files given as a dict
    return compile_files(
        files, font_paths=[str(_FONTS)], ignore_system_fonts=True, pdf_tags=rows <= _MOST_TAGGED
    )


def _data(paper: Paper) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for block in blocks(paper):
        if isinstance(block, Section):
            if sections and sections[-1]["landscape"] == block.landscape:
                sections[-1]["blocks"].append({"kind": "page"})
                continue
            sections.append({"landscape": block.landscape, "blocks": []})
        else:
            sections[-1]["blocks"].append(_block(paper, block, landscape=sections[-1]["landscape"]))
    return {
        "title": paper.head.subject,
        "lang": paper.lang,
        "thai-digits": paper.voice.thai_digits,
        "footer": paper.say("p-footer", plan=paper.audit.plan_fingerprint[7:19]),
        "page": paper.say("p-page", page="{page}", pages="{pages}"),
        "sections": sections,
    }


def _block(paper: Paper, block: Block, *, landscape: bool) -> dict[str, Any]:
    match block:
        case Letterhead():
            return _letterhead(paper, block)
        case Heading():
            return {"kind": "heading", "level": block.level, "text": _breakable(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "number": block.number, "text": _breakable(block.text)}
        case Remark():
            return {"kind": "remark", "text": _breakable(block.text)}
        case Signatures():
            return {"kind": "signatures", "places": [_signature(paper, who) for who in block.signatures]}
        case Grid():
            return _grid(block, _TEXT_WIDTH[landscape])
        case _:
            raise TypeError(type(block).__name__)


def _letterhead(paper: Paper, block: Letterhead) -> dict[str, Any]:
    head = block.head

    def entry(key: str, text: str, part: int = 1) -> dict[str, Any]:
        return {"label": paper.say(key), "text": _breakable(text), "part": part}

    return {
        "kind": "letterhead",
        "title": block.title,
        "rows": [
            [entry("p-office", head.office, 2), entry("p-telephone", head.telephone)],
            [entry("p-reference", head.reference), entry("p-date", head.date)],
            [entry("p-subject-label", head.subject)],
        ],
        "to": entry("p-to", head.addressee),
    }


def _signature(paper: Paper, who: Signature) -> dict[str, Any]:
    decides = paper.say("p-approves", n=who.lines, amount=who.amount, in_words=paper.words(who.amount))
    return {
        "title": who.level_name,
        "decides": decides if who.level else "",
        "lines": [
            f"{paper.say('p-signed')} {_DOTS}",
            f"( {who.name or _DOTS} )",
            f"{paper.say('p-position')} {who.position or _DOTS}",
            f"{paper.say('p-date')} ........./........./.........",
        ],
    }


def _grid(grid: Grid, width: float) -> dict[str, Any]:
    size = _TINY if len(grid.columns) > 7 else _SMALL
    return {
        "kind": "table",
        "columns": [
            {
                "heading": column.heading,
                "right": column.right,
                "centre": column.kind == "number",
                "width": round(wide, 2),
            }
            for column, wide in zip(grid.columns, widths(grid, width, size), strict=True)
        ],
        "rows": [[_breakable(cell) for cell in row] for row in grid.rows],
        "strong": grid.strong,
    }


def _breakable(text: str) -> str:
    """The text with places to break a line within what has neither blanks nor words that Typst knows."""
    text = _LONG_THAI.sub(lambda run: BREAK.join(wrap(run[0], 30)), text)
    return _UNBROKEN.sub(lambda run: run[0] + BREAK, text)
