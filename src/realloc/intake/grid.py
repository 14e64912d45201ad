"""A report's file as rows of text, title rows and all: where its headings are, only the map can tell."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

from realloc.case.nearest import nearest
from realloc.case.sheets import EXCEL_DIGITS, EXCEL_ERRORS, cell_text, decode, xlsx_grids
from realloc.case.values import CONTROL
from realloc.errors import Finding, InputError, unreadable

FORMATS = (".csv", ".xlsx")
SEPARATORS = ",;\t|"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(slots=True, eq=False, repr=False)
class Grid:
    """`rows[i]` are the cells of row `i + 1` as a spreadsheet counts them, cleaned.

    `unusable` maps (row index, column index) to a finding that stands in place of a cell; `numbers` are the
    cells that a workbook holds as numbers of more digits than Excel keeps: no codes, whatever they once were.
    """

    file: str
    rows: list[list[str]]
    unusable: dict[tuple[int, int], Finding] = field(default_factory=dict)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    notices: list[Finding] = field(default_factory=list)


def clean_cell(cell: str) -> str:
    """A cell in NFC on one line, without invisible characters and with single spaces."""
    return " ".join(normalize("NFC", cell).translate(_INVISIBLE).split())


def read_grid(path: Path, sheet: str) -> Grid:
    """Read a report's file, of a workbook the sheet named, else its first. Raises `InputError`."""
    read = {".csv": _read_csv, ".xlsx": _read_xlsx}.get(path.suffix.casefold())
    if read is None:
        raise InputError(
            [Finding("report-format", path.name, found=path.suffix, expected=", ".join(FORMATS))]
        )
    try:
        grid = read(path, sheet)
    except OSError as error:
        raise InputError([unreadable(str(path), error)]) from None
    for i, row in enumerate(grid.rows):
        for k, cell in enumerate(row):
            if CONTROL.search(cell):
                grid.unusable[i, k] = Finding("control", path.name, i + 1, found=cell)
    return grid


def _read_csv(path: Path, sheet: str) -> Grid:
    findings: list[Finding] = []
    content = decode(path.read_bytes(), path.name, findings)
    if content is None:
        raise InputError(findings)
    if sheet:
        findings.append(Finding("map-sheet", path.name, found=sheet, expected="—"))
        raise InputError(findings)
    separators = [mark for mark in SEPARATORS if mark == SEPARATORS[0] or mark in content]
    tables = [_split(content, separator, path.name) for separator in separators]
    rows = max(tables, key=lambda table: max(map(len, table), default=0))  # of equals the first: commas
    return Grid(path.name, [list(map(clean_cell, row)) for row in rows], notices=findings)


def _split(content: str, separator: str, file: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if separator == SEPARATORS[0]:
            raise InputError([Finding("csv-syntax", file, len(rows) + 1, found=str(error))]) from None
        return []
    return rows


def _read_xlsx(path: Path, sheet: str) -> Grid:
    findings: list[Finding] = []
    grids = xlsx_grids(path, sheet.casefold(), findings)
    if grids is None:
        raise InputError(findings)
    if sheet:
        _check_sheet(path, sheet)
    values, formulas = grids
    grid = Grid(path.name, [[clean_cell(cell_text(cell)) for cell in row] for row in values])
    for i, row in enumerate(values):
        for k, cell in enumerate(row):
            if isinstance(cell, str) and cell in EXCEL_ERRORS:
                grid.unusable[i, k] = Finding("cell-error", path.name, i + 1, found=cell)
            elif cell is None and (formula := _formula(formulas, i, k)):
                grid.unusable[i, k] = Finding("formula", path.name, i + 1, found=formula)
            elif isinstance(cell, int | float) and abs(cell) >= 10**EXCEL_DIGITS:
                grid.numbers.add((i, k))
    return grid


def _formula(formulas: list[tuple[Any, ...]], row: int, column: int) -> str:
    written = formulas[row] if row < len(formulas) else ()
    cell = written[column] if column < len(written) else None
    return cell if isinstance(cell, str) and cell.startswith("=") else ""


def _check_sheet(path: Path, sheet: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        names = book.sheetnames
    finally:
        book.close()
    if sheet.casefold() not in map(str.casefold, names):
        near = nearest(sheet, names)
        raise InputError(
            [Finding("map-sheet", path.name, found=sheet, expected=", ".join(names), nearest=near)]
        )
