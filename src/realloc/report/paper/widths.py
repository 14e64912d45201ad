"""How wide a table's columns are: figures are never broken, words share what is left."""

from __future__ import annotations

from realloc.report.layout import width
from realloc.report.paper.grids import Grid

_WHOLE = ("amount", "figure", "number")
_MOST = 0.6  # of the table's width, for all columns of figures together: beyond it they have to break


def widths(grid: Grid, total: float, figure: float) -> list[float]:
    """The width of each column, `total` together, where a figure's digit takes `figure`; all in one unit."""
    whole = {
        place: (1 + _longest(grid, place)) * figure
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


def _longest(grid: Grid, place: int) -> int:
    """The most characters of a figure, or of a word of the heading, in a column."""
    words = grid.columns[place].heading.split()
    return max([*(len(row[place]) for row in grid.rows), *map(width, words)])
