"""What is seen in a Markdown file: its tables and its other lines."""

from __future__ import annotations

import re

from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.refusing import MOST_CELLS, too_much

_CELL = re.compile(r"[^\\|]*(?:\\.[^\\|]*)*")
_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~&$=+-])")


def read(content: bytes) -> Pages:
    """The tables and lines of a .md file, in order. Raises ValueError for what is no text."""
    if content.count(b"|") > MOST_CELLS:
        raise too_much()
    tables: list[Table] = []
    passages: list[Passage] = []
    rows: list[tuple[str, ...]] = []
    lines = content.decode("utf-8-sig").splitlines()  # a UnicodeDecodeError is a ValueError
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("|"):
            if not _RULE.fullmatch(line.strip()):
                rows.append(_cells(line))
        else:
            if rows:
                tables.append(Table(tuple(rows)))
                rows = []
            if line.strip():
                passages.append(Passage(_plain(line.lstrip("# ")), f"{number}"))
    return Pages(tuple(tables), tuple(passages))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    cells, place = [], 0
    while place <= len(inner):
        cell = _CELL.match(inner, place)
        assert cell is not None
        cells.append(_plain(cell[0]))
        place = cell.end() + 1
    return tuple(cells)


def _plain(text: str) -> str:
    """The text without emphasis and escapes."""
    return _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)\*\*", "", text.strip()))
