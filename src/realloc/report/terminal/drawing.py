"""What rich draws: text that wraps between Thai words, and tables whose amounts are never cut."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import Box
from rich.console import Console, JustifyMethod, OverflowMethod
from rich.table import Table
from rich.text import Lines, Text

from realloc.report.layout import GAP, Column, fit, wrap

# rich's way to say: a line under the headings, and nothing else.
_UNDER_HEADINGS = Box("    \n    \n ─  \n    \n    \n    \n    \n    \n")


class Phrase(Text):
    """Text from anywhere, never read as markup, wrapped by `layout.wrap`."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        lines = Lines(Text(line, self.style) for line in wrap(self.plain, width))
        lines.justify(console, width, justify=justify or "left", overflow="fold")
        return lines


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], total: int) -> Table | None:
    """The rows as a table of at most `total` columns, under a heading and a line where columns have one.

    The widths are ours, as rich would cut what does not fit. None where even the narrowest columns do not fit
    beside each other.
    """
    widths = fit(columns, rows, total)
    if widths is None:
        return None
    drawn = Table(
        box=_UNDER_HEADINGS,
        show_edge=False,
        show_header=any(column.heading for column in columns),
        header_style="none",
        pad_edge=False,
        padding=(0, len(GAP) - 1, 0, 0),
    )
    for column, size in zip(columns, widths, strict=True):
        drawn.add_column(Phrase(column.heading), width=size, justify="right" if column.right else "left")
    for row in rows:
        drawn.add_row(*map(Phrase, row))
    return drawn
