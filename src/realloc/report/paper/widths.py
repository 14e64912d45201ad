"""How wide a table's columns are: figures are never broken, words share what is left."""

from __future__ import annotations

from realloc.report.layout import cells
from realloc.report.paper.grids import Grid

_WHOLE = ("amount", "figure", "number")
_MOST = 0.6  # of the table's width, for all columns of figures together: beyond it they have to break
_PADDING = 1.1  # of the font's size, on both sides of a cell together

# Of the font's size, in bold Sarabun: the widest font that a paper is set in.
_WIDTHS = (
    dict.fromkeys("0123456789", 0.565) | dict.fromkeys("๐๑๒๓๔๕๖๗๘๙", 0.72) | dict.fromkeys(",.() -", 0.3)
)
_LETTER = 0.62


def widths(grid: Grid, total: float, size: float) -> list[float]:
    """The width of each column, `total` together, at this size of the font; all in one unit."""
    whole = {
        place: _longest(grid, place) * size + _PADDING * size
        for place, column in enumerate(grid.columns)
        if column.kind in _WHOLE
    }
    shrink = min(1.0, _MOST * total / (sum(whole.values()) or 1))
    whole = {place: needed * shrink for place, needed in whole.items()}
    left = total - sum(whole.values())
    parts = sum(column.part for place, column in enumerate(grid.columns) if place not in whole)
    return [
        whole[place] if place in whole else left * column.part / parts
        for place, column in enumerate(grid.columns)
    ]


def _longest(grid: Grid, place: int) -> float:
    """The width of the longest figure, or word of the heading, in a column, at a size of 1."""
    words = (*(row[place] for row in grid.rows), *grid.columns[place].heading.split())
    return max(map(_width, words), default=0.0)


def _width(text: str) -> float:
    return sum(_WIDTHS.get(piece, _LETTER * columns) for piece, columns in cells(text))
