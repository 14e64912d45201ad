"""A report's file as rows of text, title rows and all: where its headings are, only the map can tell."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from unicodedata import normalize

from realloc.case.grid import EXCEL_DIGITS, cell_text
from realloc.case.nearest import nearest
from realloc.case.sheets import decode
from realloc.case.values import CONTROL
from realloc.case.workbooks import ExcelError, Row, read_rows, titles_by_table
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
    titles = titles_by_table(path, (), findings).get("", [])
    title = next((title for title in titles if not sheet or title.casefold() == sheet.casefold()), None)
    if title is None and not findings:
        near = nearest(sheet, titles)
        findings.append(
            Finding("map-sheet", path.name, found=sheet, expected=", ".join(titles), nearest=near)
        )
    read = None if title is None else read_rows(path, title, findings)
    if read is None:
        raise InputError(findings)
    values, written = read
    grid = Grid(path.name, [[] for _ in range(max((number for number, _ in values), default=0))])
    for number, row in values:
        i = number - 1
        grid.rows[i] = ["" if cell is None else clean_cell(cell_text(cell)) for cell in row]
        for k, cell in enumerate(row):
            if isinstance(cell, ExcelError):
                grid.unusable[i, k] = Finding("cell-error", path.name, number, found=str(cell))
            elif isinstance(cell, int | float) and abs(cell) >= 10**EXCEL_DIGITS:
                grid.numbers.add((i, k))
    found = dict(values)
    for number, formulas in written.items():
        _mark_missing(grid, number, found.get(number, ()), formulas)
    return grid


def _mark_missing(grid: Grid, number: int, cells: Row, formulas: Row) -> None:
    """Put a finding in place of each cell of a row whose formula was never worked out."""
    for k, (cell, formula) in enumerate(zip_longest(cells, formulas)):
        if cell is None and isinstance(formula, str) and formula.startswith("="):
            grid.unusable[number - 1, k] = Finding("formula", grid.file, number, found=formula)
