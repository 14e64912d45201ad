"""An Excel workbook that prints grids: cells, formats, page set-up, and formulas that carry their values.

Amounts are numbers of baht with two decimals. Excel keeps 15 digits of a number, and so a workbook holds
amounts below 10,000,000,000,000 baht exactly, whatever is added up (`added` rounds where binary fractions
could be a satang off); a larger one is refused. Other figures that are longer stay texts. No text starts a
formula, not even where a person edits its cell: it carries Excel's mark of a text (quotePrefix).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from realloc import money
from realloc.errors import UsageError
from realloc.report.layout import width, wrap
from realloc.report.paper.content import Paper
from realloc.report.paper.grids import Grid, Kind
from realloc.report.paper.widths import widths
from realloc.report.paper.words import arabic_digits

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

EXACT_DIGITS = 15  # what Excel keeps of a number
LONGEST_TEXT = 32_767  # what Excel keeps of a text, in UTF-16 units
_FONT, _SIZE = "TH Sarabun New", 14
# Widths are in digits of the workbook's font, as Excel measures columns.
_WIDE = 150.0  # of a sheet
_EM = 2.0  # of the font's size
_LETTER = 0.88
_BESIDE = 16  # of a column beside a grid
_LINE = 19.5  # points
_TALLEST = 409  # points: what Excel allows
_MADE = datetime(1980, 1, 1)  # a date of its own would be a clock; the paper's is in its text
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_TEXT_LIKE_FORMULA = ("=", "+", "-", "@")

type Style = dict[str, Any]

_HEADING: Style = {"bold": True, "bg_color": "#E6EDEF", "bottom": 1, "text_wrap": True, "valign": "bottom"}
_CELL: Style = {"valign": "top", "bottom": 4, "bottom_color": "#8A979E", "text_wrap": True}
_SUM: Style = {"bold": True, "top": 1, "valign": "top", "text_wrap": True}
_RIGHT: Style = {"align": "right", "text_wrap": False}
_LEFT: Style = {"align": "left", "indent": 1}
_WRONG: Style = {"bg_color": "#F6C9C9", "font_color": "#8F0012", "bold": True}
_WELL: Style = {"font_color": "#0A6A45"}
TITLE: Style = {"bold": True, "font_size": 18}
PART: Style = {"bold": True, "font_size": 15}
PLAIN: Style = {"valign": "top"}
REMARK: Style = {"valign": "top", "italic": True, "font_color": "#4A5560"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid on its sheet. Rows and columns of the grid count from 0, its headings are row -1."""

    sheet: Sheet
    grid: Grid
    top: int

    def at(self, row: int, column: int, *, fixed: str = "", abroad: bool = False) -> str:
        """A cell's address; `fixed` may name "row" and "column", `abroad` names the sheet as well."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        address = xl_rowcol_to_cell(
            self.top + 1 + row, column, row_abs="row" in fixed, col_abs="column" in fixed
        )
        return f"{self.sheet.quoted}!{address}" if abroad else address

    def span(self, first: int, last: int, column: int, *, abroad: bool = False) -> str:
        """The address of a column's cells from the first row to the last, fixed."""
        both = "row column"
        return f"{self.at(first, column, fixed=both, abroad=abroad)}:{self.at(last, column, fixed=both)}"

    def satang(self, row: int, column: int) -> int:
        """An amount of the grid."""
        return money.parse(arabic_digits(self.grid.rows[row][column]))

    def live(self, row: int, column: int, formula: str) -> None:
        """Put a formula where the grid has a figure or a text, which becomes its value."""
        cell = self.grid.rows[row][column]
        number, pattern = _number(cell)
        look = self.sheet.look(self.grid, row, column, pattern)
        self.sheet.formula(self.top + 1 + row, column, formula, look, cell if number is None else number)

    def beside(self, column: int, heading: str, figures: Sequence[str]) -> None:
        """A column beside the grid, which belongs to the workbook and not to the paper's table."""
        self.sheet.aside(self.top, column, heading)
        for row, figure in enumerate(figures):
            self.sheet.figure(self.top + 1 + row, column, figure)

    def beside_live(self, column: int, heading: str, formulas: Sequence[str], value: str) -> None:
        """Likewise, of formulas that say `value` where all is well, and are red where they do not."""
        self.sheet.aside(self.top, column, heading)
        for row, formula in enumerate(formulas):
            self.sheet.formula(self.top + 1 + row, column, formula, _CELL | _WELL, value)
        self.red(column, f'{self.at(0, column, fixed="column")}<>"{value}"')

    def red(self, column: int, formula: str) -> None:
        """Turn a column's cells red where a formula about the first of them is true.

        It may look at this sheet only: Excel 2007 refuses, and others drop, a condition about another one.
        """
        self.sheet.red(self.top + 1, self.top + len(self.grid.rows), column, formula)


class Book:
    """A workbook in the making."""

    def __init__(self, paper: Paper) -> None:
        from xlsxwriter import Workbook

        self.paper = paper
        self._stream = BytesIO()
        self._book = Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": _FONT, "font_size": _SIZE},
            },
        )
        self._book.set_properties(
            {"title": _short(paper.head.subject), "author": "realloc", "created": _MADE}
        )
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, name: str) -> Sheet:
        return Sheet(self, self._book.add_worksheet(name))

    def style(self, style: Style) -> Format:
        key = tuple(sorted(style.items()))
        if key not in self._styles:
            # Without this the font would be the theme's, whatever its name.
            self._styles[key] = self._book.add_format(style | {"font_scheme": "none"})
        return self._styles[key]

    def bytes(self) -> bytes:
        self._book.close()
        return self._stream.getvalue()


class Sheet:
    """A worksheet that is filled from the top down; `row` is where the next block goes."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self.book = book
        self.paper = book.paper
        self.quoted = "'" + worksheet.get_name().replace("'", "''") + "'"
        self.row = 0
        self._sheet = worksheet
        self._widths: Sequence[float] = (_WIDE,)
        self._set_up()

    def _set_up(self) -> None:
        sheet, paper = self._sheet, self.paper
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        page = paper.say("p-page", page="&P", pages="&N")
        sheet.set_footer(f'&L&"{_FONT}"&10{paper.audit.plan_fingerprint}&R&"{_FONT}"&12{page}')

    def measure(self, grid: Grid) -> None:
        """Give the columns the widths that suit a grid."""
        sizes = zip(widths(grid, _WIDE, _EM), grid.columns, strict=True)
        self.widths([round(max(size, _longest_word(column.heading) + 2), 1) for size, column in sizes])

    def widths(self, sizes: Sequence[float]) -> None:
        self._widths = sizes
        for column, size in enumerate(sizes):
            self._sheet.set_column(column, column, size)

    def passage(self, text: str, style: Style = PLAIN) -> None:
        """A text across the columns; its row is as high as its lines need."""
        scale = style.get("font_size", _SIZE) / _SIZE
        self._height(self.row, _lines_of(text, sum(self._widths) / scale) * scale)
        if len(self._widths) > 1:
            self._sheet.merge_range(self.row, 0, self.row, len(self._widths) - 1, "")
        self._text(self.row, 0, text, style | {"text_wrap": True})
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def grid(self, grid: Grid) -> Placed:
        """A table under its title."""
        self.passage(grid.title, PART)
        return self._rows(grid)

    def long_grid(self, grid: Grid) -> Placed:
        """The table that a sheet is about: its headings stay in sight, and are printed on every page."""
        placed = self._rows(grid)
        self._sheet.repeat_rows(placed.top)
        self._sheet.freeze_panes(placed.top + 1, 0)
        return placed

    def _rows(self, grid: Grid) -> Placed:
        placed = Placed(self, grid, self.row)
        for place, column in enumerate(grid.columns):
            self._text(self.row, place, column.heading, _HEADING | _aligned(column.kind))
        self._tall(grid, self.row, [column.heading for column in grid.columns])
        for row, cells in enumerate(grid.rows):
            for place, cell in enumerate(cells):
                self._cell(grid, (self.row + 1 + row, place), (row, place), cell)
            self._tall(grid, self.row + 1 + row, cells)
        self.row += len(grid.rows) + 2
        return placed

    def _tall(self, grid: Grid, row: int, cells: Sequence[str]) -> None:
        """Make a row as high as its texts need: not every program does so by itself."""
        texts = [
            (cell, size)
            for cell, size, column in zip(cells, self._widths, grid.columns, strict=False)
            if column.kind not in ("amount", "figure", "number")
        ]
        self._height(row, max(_lines_of(*text) for text in texts))

    def _height(self, row: int, lines: float) -> None:
        self._sheet.set_row(row, min(_TALLEST, lines * _LINE))

    def _cell(self, grid: Grid, at: tuple[int, int], place: tuple[int, int], cell: str) -> None:
        kind = grid.columns[place[1]].kind
        number, pattern = _number(cell) if kind in ("amount", "figure", "number") else (None, "")
        if number is not None:
            self._sheet.write_number(*at, number, self.book.style(self.look(grid, *place, pattern)))
        elif kind == "amount" and _NUMBER.fullmatch(_plain(cell)):
            raise _too_large(cell)
        else:
            self._text(*at, cell, self.look(grid, *place))

    def look(self, grid: Grid, row: int, column: int, pattern: str = "") -> Style:
        """How a cell of a grid looks; `pattern` is that of its number."""
        style = (_SUM if row in grid.strong else _CELL) | _aligned(grid.columns[column].kind)
        return style | self._pattern(pattern)

    def _pattern(self, pattern: str) -> Style:
        thai = "[$-D00041E]" if self.paper.voice.thai_digits else ""
        return {"num_format": thai + pattern} if pattern else {}

    def _text(self, row: int, column: int, text: str, style: Style) -> None:
        marked = {"quote_prefix": True} if text.startswith(_TEXT_LIKE_FORMULA) else {}
        self._sheet.write_string(row, column, _short(text), self.book.style(style | marked))

    def figure(self, row: int, column: int, text: str) -> None:
        """A figure beside a grid."""
        number, pattern = _number(text)
        if number is not None:
            self._sheet.write_number(row, column, number, self.book.style(_CELL | self._pattern(pattern)))

    def formula(self, row: int, column: int, formula: str, style: Style, value: float | str) -> None:
        self._sheet.write_formula(row, column, f"={formula}", self.book.style(style), value)

    def aside(self, row: int, column: int, heading: str) -> None:
        """The heading of a column beside a grid."""
        self._sheet.set_column(column, column, _BESIDE)
        self._text(row, column, heading, _HEADING)

    def spacer(self, column: int) -> None:
        """An empty column that ends the paper's table."""
        self._sheet.set_column(column, column, 2)

    def banner(self, row: int, formula: str, value: str) -> None:
        """A formula across the sheet that says `value` where all is well, and is red where it does not."""
        self.formula(row, 0, formula, PLAIN | _WELL, value)
        self.red(row, row, 0, f'$A${row + 1}<>"{value}"')

    def red(self, first: int, last: int, column: int, formula: str) -> None:
        rule = {"type": "formula", "criteria": f"={formula}", "format": self.book.style(_WRONG)}
        self._sheet.conditional_format(first, column, last, column, rule)

    def protect(self) -> None:
        """Keep off slips of the hand; there is no password, and whatever is changed the checks find."""
        self._sheet.protect("", {"format_columns": True, "format_rows": True})


def added(cells: str, how_many: int, most: int) -> str:
    """The sum of cells as a formula that is right to the satang, where it comes to at most `most` satang.

    Adding binary fractions is off by less than how_many x most / 2^53, which rounding mends as long as that
    is far below a satang. Beyond that, whole satang are added, which a double holds exactly.
    """
    if how_many * most < 2**51:
        return f"ROUND(SUM({cells}),2)"
    return f"SUMPRODUCT(ROUND({cells}*100,0))/100"


def added_where(keys: str, key: str, cells: str, how_many: int, most: int) -> str:
    """Likewise, of the cells whose key is `key`, a number."""
    if how_many * most < 2**51:
        return f"ROUND(SUMIF({keys},{key},{cells}),2)"
    return f"SUMPRODUCT(({keys}={key})*ROUND({cells}*100,0))/100"


def same(one: str, other: str) -> str:
    """Whether two cells are the same to the satang, as a formula; a text is no amount."""
    return f"IFERROR(ROUND({one}*100,0)=ROUND({other}*100,0),FALSE)"


def _number(text: str) -> tuple[float | None, str]:
    """A figure as a number and its pattern; None where it is no number, or one that Excel would round."""
    plain = _plain(text)
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain.replace(".", "").lstrip("-0")) > EXACT_DIGITS:
        return None, ""
    decimals = len(match[1] or "")
    return float(Decimal(plain)), "#,##0" + ("." + "0" * decimals if decimals else "")


def _plain(text: str) -> str:
    return arabic_digits(text).replace(",", "")


def _aligned(kind: Kind) -> Style:
    return _RIGHT if kind in ("amount", "figure") else {} if kind == "number" else _LEFT


def _longest_word(text: str) -> int:
    return max(map(width, text.split()), default=0)


def _lines_of(text: str, size: float) -> int:
    """How many lines a text takes in a cell; never too few."""
    columns = int(size / _LETTER)
    return 1 if len(text) <= columns else len(wrap(text, columns))


def _short(text: str) -> str:
    """As much of a text as a cell holds."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT - 2].decode("utf-16-le", "ignore") + "…"


def _too_large(amount: str) -> UsageError:
    most = money.baht(10**EXACT_DIGITS - 1)
    return UsageError(
        f"{amount} baht: a workbook holds amounts exactly up to {most}; print the paper as .docx or .pdf.",
        f"{amount} บาท: สมุดงาน Excel เก็บจำนวนเงินได้แม่นตรงไม่เกิน {most} โปรดจัดพิมพ์เป็น .docx หรือ .pdf",
    )
