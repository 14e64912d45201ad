"""A case's tables as one Excel workbook to fill in: a sheet a table, with everything that helps to fill it.

Headings are in Thai and English, each with a note; fixed choices have drop-downs, figures their formats.
What is written reads back as the same values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from realloc.case import aliases
from realloc.case.columns import REQUIRED, TABLES, Column
from realloc.case.grid import EXCEL_DIGITS, MOST_LINES
from realloc.case.tables import Table
from realloc.case.writing import cell_text, number
from realloc.errors import Lang
from realloc.report import catalogue_columns as texts
from realloc.report.layout import width

FORMATS = {
    "money": "#,##0.00",
    "integer": "#,##0",
    "share": "0.00##",
    "score": "0.####",
    "date": "yyyy-mm-dd",
}
WIDTHS = {"text": 24, "items": 18, "choice": 20, "yes-no": 10, "money": 17, "date": 13}
WRAPPED = ("text", "items")
WIDER = {"id": 10, "name": 52, "name_en": 40, "agency": 34, "note": 44}
FIRST_DATE = "DATE(2000,1,1)"
A3 = 8  # as Excel numbers papers
PAGES_WIDE = 2
LINE_HEIGHT = 15  # points
HEADER_HEIGHT = 36
TALLEST = 6  # lines of a row
FILTER_BUTTON = 4  # columns
NOTE_SIZE = (150, 300)  # pixels, height and width
REQUIRED_FILL, OPTIONAL_FILL = "1F4E79", "5B7F9E"
YES_NO = {"th": {True: "ใช่", False: "ไม่ใช่"}, "en": {True: "yes", False: "no"}}

_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def workbook(tables: Sequence[Table], lang: Lang) -> bytes:
    """Return the tables as a workbook. `lang` is that of the fixed choices and of the sheets' names."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        title = aliases.SHEETS[table.name][0] if lang == "th" else table.name
        _fill(book.create_sheet(title), table, lang)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def word(column: Column, value: str, lang: Lang) -> str:
    """Return how a choice is written: in Thai by the first of the words that are read as it."""
    thai = next((alias for alias, meant in column.also.items() if meant == value), value)
    return thai if lang == "th" else value


def _fill(sheet: Any, table: Table, lang: Lang) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    columns = TABLES[table.name]
    sheet.freeze_panes = "C2"  # the headings, and what a row is called
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(table) + 1}"
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3
    sheet.page_setup.fitToWidth = PAGES_WIDE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for position, column in enumerate(columns.values(), 1):
        letter = get_column_letter(position)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _width(column)
        _dress(dimension, column)  # for the rows that are still to come
        check = _check(column, lang)
        if check is not None:
            check.add(f"{letter}2:{letter}{MOST_LINES}")
            sheet.data_validations.append(check)
    sheet.append([_heading(sheet, table.name, column) for column in columns.values()])
    for row, cells in enumerate(_rows(sheet, table, lang), 2):
        # Excel finds the height of a row that has none, other programs do not.
        sheet.row_dimensions[row].height = LINE_HEIGHT * _lines(cells, columns.values())
        sheet.append(cells)


def _width(column: Column) -> int:
    heading = max(width(line) for line in _title(column).split("\n"))
    return max(WIDER.get(column.name, WIDTHS.get(column.kind, 0)), heading + FILTER_BUTTON)


def _title(column: Column) -> str:
    return f"{aliases.COLUMNS[column.name][0]}\n{column.name}"


def _lines(cells: Sequence[Any], columns: Iterable[Column]) -> int:
    """Return how many lines the longest text of a row takes, about."""
    lines = 1
    for cell, column in zip(cells, columns, strict=True):
        if column.kind in WRAPPED and cell.value is not None:
            needed = sum(-(-width(line) // _width(column)) or 1 for line in str(cell.value).split("\n"))
            lines = max(lines, needed)
    return min(lines, TALLEST)


def _heading(sheet: Any, table: str, column: Column) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, _title(column))
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=REQUIRED_FILL if column.blank is REQUIRED else OPTIONAL_FILL)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = Comment(note(column), "realloc", *NOTE_SIZE)
    return cell


def note(column: Column) -> str:
    """Return what a column holds, in Thai and then in English, and what a blank cell means."""
    parts = []
    langs: tuple[Lang, ...] = ("th", "en")
    for lang in langs:
        sentences = [texts.COLUMNS[column.name][lang]]
        if column.blank is REQUIRED:
            sentences.append(texts.REQUIRED[lang])
        elif column.blank not in (None, "", ()):
            sentences.append(texts.DEFAULT[lang].format(blank=_shown(column, column.blank, lang)))
        parts.append(" ".join(sentences))
    return "\n\n".join(parts)


def _shown(column: Column, value: Any, lang: Lang) -> str:
    if column.kind == "choice":
        return word(column, value, lang)
    return YES_NO[lang][value] if column.kind == "yes-no" else str(value)


def _check(column: Column, lang: Lang) -> Any:
    """Return what Excel holds typed cells of a column against; None for texts.

    A word that is not in its list is not taken. Figures and dates may be typed in Thai digits or the Buddhist
    Era, which Excel does not know for what they are, so it only asks whether they are meant.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    kinds: dict[str, tuple[str, ...]] = {
        "money": ("decimal", "greaterThanOrEqual", "0"),
        "score": ("decimal", "greaterThanOrEqual", "0"),
        "integer": ("whole", "greaterThanOrEqual", "0"),
        "share": ("decimal", "between", "0", "1"),
        "date": ("date", "greaterThanOrEqual", FIRST_DATE),
    }
    if column.kind in ("choice", "yes-no"):
        words = [word(column, value, lang) for value in column.words] or list(YES_NO[lang].values())
        check = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="stop")
        refusal = "choice"
    elif column.kind in kinds:
        kind, operator, *bounds = kinds[column.kind]
        check = DataValidation(kind, *bounds, operator=operator, allow_blank=True, errorStyle="warning")
        refusal = "number" if column.kind == "score" else column.kind
    else:
        return None
    check.showErrorMessage = True
    check.errorTitle = aliases.COLUMNS[column.name][0] if lang == "th" else column.name
    check.error = texts.REFUSALS[refusal][lang]
    return check


def _rows(sheet: Any, table: Table, lang: Lang) -> Iterator[list[Any]]:
    columns = TABLES[table.name]
    styled = {name: _style(sheet, column) for name, column in columns.items()}
    for row in range(len(table)):
        cells = []
        for name, column in columns.items():
            value = table.columns[name][row] if name in table.headings else None
            cells.append(styled[name](_cell_value(column, value, lang)))
        yield cells


def _cell_value(column: Column, value: Any, lang: Lang) -> Any:
    """Return what Excel shall hold for a table's value; None for a blank cell."""
    if value in (None, "", ()):
        return None
    if column.kind == "choice":
        return word(column, value, lang)
    if column.kind == "yes-no":
        return YES_NO[lang][value]
    if column.kind in WRAPPED:
        return _LIKE_AN_ESCAPE.sub("_x005F_", cell_text(column, value))
    if isinstance(exact := number(column, value), Decimal):
        # A number that needs more digits than Excel holds stays text, to the last satang.
        digits = "".join(map(str, exact.as_tuple().digits)).strip("0")  # `normalize` would round to 28
        return float(exact) if len(digits) <= EXCEL_DIGITS else cell_text(column, value)
    return value if isinstance(value, date | int) else cell_text(column, value)


def _style(sheet: Any, column: Column) -> Any:
    """Return a maker of the column's cells, all of one style."""
    from openpyxl.cell import WriteOnlyCell

    pattern = WriteOnlyCell(sheet)
    _dress(pattern, column)

    def made(value: Any) -> Any:
        cell = WriteOnlyCell(sheet, value)
        cell._style = pattern._style  # looked up once: a lookup for each cell takes longer than the rest
        if isinstance(value, str):
            cell.data_type = "s"  # else what begins with = would be a formula
        return cell

    return made


def _dress(cells: Any, column: Column) -> None:
    from openpyxl.styles import Alignment

    cells.number_format = FORMATS.get(column.kind, "@")  # @ is text: codes keep their zeros
    figures = column.kind in FORMATS
    cells.alignment = Alignment(
        horizontal="right" if figures else "left",
        vertical="top",
        wrap_text=column.kind in WRAPPED or None,
        indent=0 if figures else 1,  # else a text touches the figure before it
    )
