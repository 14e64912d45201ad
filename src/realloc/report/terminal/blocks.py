"""Tables with a column a scenario, as many side by side as fit."""

from __future__ import annotations

from collections.abc import Sequence

from realloc.report.layout import Column, width
from realloc.report.layout import name as heading
from realloc.report.terminal.page import Page


def draw_blocks(page: Page, names: Sequence[str], rows: Sequence[Sequence[str]], repeated: int = 0) -> None:
    """Rows whose first cell is a label, with as many of the named columns at a time as fit.

    The first `repeated` columns come again each time.
    """
    label = 36 if page.wide else 20
    widest = max([10] + [width(cell) for row in rows for cell in row[1:] if _is_figure(cell)])
    at_once = max(1, (page.width - label) // (widest + 2) - repeated)
    blocks = -(-max(1, len(names) - repeated) // at_once)
    at_once = -(-max(1, len(names) - repeated) // blocks)
    always = range(repeated)
    for start in range(repeated, max(len(names), repeated + 1), at_once):
        if start > repeated:
            page.line("")
        places = [*always, *range(start, min(start + at_once, len(names)))]
        columns = [Column("", least=label)]
        columns += [heading(names[k], right=True, least=widest) for k in places]
        page.table(columns, [[row[0], *(row[1 + k] for k in places)] for row in rows], list)


def _is_figure(cell: str) -> bool:
    return cell[-3:-2] == "." and cell[:1].isdigit()
