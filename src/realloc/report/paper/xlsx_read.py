"""What is seen in a workbook: its tables and its other text, sheet by sheet; what is hidden is not seen.

A table begins with a row of two headings or more, and ends at an empty row or column. A formula is read as
the value that the program which saved the file worked out, and as the formula where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.refusing import MOST_CELLS, check_cells, damaged, too_much, unpacked

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PLAIN_FORMAT = re.compile(r"General|(?:\[\$-[0-9A-Fa-f]+\]|\[NatNum1\])*t?#,##0(?:\.(0+))?")

type Cell = tuple[str, str]  # the text, and the address


def read(content: bytes) -> Pages:
    """The tables and texts of an .xlsx file, in order. Raises ValueError for what is no such file."""
    check_cells(unpacked(content))
    try:
        with catch_warnings():
            simplefilter("ignore")  # about what openpyxl would not write again
            values = load_workbook(BytesIO(content), data_only=True)
            formulas = load_workbook(BytesIO(content))
    except Exception as error:  # openpyxl breaks in as many ways as a file can be damaged
        raise damaged(error) from None
    tables: list[Table] = []
    passages: list[Passage] = []
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            for block in _blocks(sheet, formulas[sheet.title]):
                _read_block(block, tables, passages)
    return Pages(tuple(tables), tuple(passages))


def _blocks(sheet: Worksheet, formulas: Worksheet) -> Iterator[list[list[Cell]]]:
    """The rows between rows that are empty. Raises NotRead for a sheet with a cell far from all others."""
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise too_much()
    columns = [column for column in range(1, sheet.max_column + 1) if not _is_hidden(sheet, column)]
    block: list[list[Cell]] = []
    for row in range(1, sheet.max_row + 1):
        if sheet.row_dimensions[row].hidden:
            continue
        cells = [_cell(sheet, formulas, row, column) for column in columns]
        if any(text for text, _ in cells):
            block.append(cells)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_hidden(sheet: Worksheet, column: int) -> bool:
    return any(
        group.hidden and group.min <= column <= group.max for group in sheet.column_dimensions.values()
    )


def _cell(sheet: Worksheet, formulas: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    value = cell.value
    if value is None:
        value = formulas.cell(row, column).value
    return _text(value, cell.number_format), f"{sheet.title}!{cell.coordinate}"


def _text(value: Any, pattern: str) -> str:
    """A value as it is shown, but with every digit that it has."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value))
    plain = _PLAIN_FORMAT.fullmatch(pattern)
    if plain is None:
        return f"{number} [{pattern}]"  # a pattern that writes something of its own
    shown = number.quantize(Decimal(1).scaleb(-len(plain[1] or "")))
    return f"{shown if shown == number else number:,}"


def _read_block(block: list[list[Cell]], tables: list[Table], passages: list[Passage]) -> None:
    rows = iter(block)
    for row in rows:
        spans = list(_spans(row))
        if any(last - first > 1 for first, last in spans):
            below = [row, *rows]
            tables += [_table(below, first, last) for first, last in spans]
        else:
            passages += [Passage(*cell) for cell in row if cell[0]]


def _spans(row: list[Cell]) -> Iterator[tuple[int, int]]:
    """The columns from one that is empty to the next."""
    first = None
    for column, (text, _) in enumerate([*row, ("", "")]):
        if text and first is None:
            first = column
        elif not text and first is not None:
            yield first, column
            first = None


def _table(rows: list[list[Cell]], first: int, last: int) -> Table:
    return Table(
        tuple(tuple(text for text, _ in row[first:last]) for row in rows),
        tuple(tuple(place for _, place in row[first:last]) for row in rows),
    )
