"""A report's file as rows of text, title rows and all: where its headings are, only the map can tell."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from unicodedata import normalize

from realloc.case.grid import EXCEL_DIGITS, MOST_ROWS, Texts, too_many
from realloc.case.nearest import nearest
from realloc.case.sheets import csv_finding, csv_rows, decode, has_too_many, holds_a_table, told_separator
from realloc.case.spelling import tidy
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
    findings: list[Finding] = []
    try:
        grid = read(path, sheet, findings) if holds_a_table(path, findings) else None
    except OSError as error:
        raise InputError([unreadable(str(path), error)]) from None
    if grid is None:
        raise InputError(findings)
    grid.notices = findings
    for i, row in enumerate(grid.rows):
        for k, cell in enumerate(row):
            if CONTROL.search(cell):
                grid.unusable[i, k] = Finding("control", path.name, i + 1, found=cell)
    return grid


def _read_csv(path: Path, sheet: str, findings: list[Finding]) -> Grid | None:
    content = decode(path.read_bytes(), path.name, findings)
    if content is None:
        return None
    if sheet:
        findings.append(Finding("map-sheet", path.name, found=sheet, expected="—"))
        return None
    separator, content = told_separator(tidy(content))
    if not separator and not has_too_many(content):
        separator = _separator(content)
    if not separator or has_too_many(content, separator):
        findings.append(too_many(path.name))
        return None
    grid = Grid(path.name, [])
    said, filled = Texts(clean_cell), 0
    try:
        for row in csv_rows(content, separator):
            grid.rows.append(list(map(said, row)))
            filled += any(grid.rows[-1])
            refused = said.refused(path.name, len(grid.rows))
            if filled > MOST_ROWS:
                refused = too_many(path.name)
            if refused is not None:
                findings.append(refused)
                return None
    except csv.Error as error:
        findings.append(csv_finding(path.name, len(grid.rows) + 1, error))
        return None
    return grid


def _separator(content: str) -> str:
    """What makes the widest row of those that the text can be read with; of equals the first, commas."""
    separators = [mark for mark in SEPARATORS if mark == SEPARATORS[0] or mark in content]
    return max(separators, key=lambda mark: _width(content, mark))


def _width(content: str, separator: str) -> tuple[bool, int]:
    widest = 0
    try:
        for row in csv_rows(content, separator):
            widest = max(widest, len(row))
    except csv.Error:
        return False, widest
    return True, widest


def _read_xlsx(path: Path, sheet: str, findings: list[Finding]) -> Grid | None:
    titles = titles_by_table(path, (), findings).get("", [])
    title = next((title for title in titles if not sheet or title.casefold() == sheet.casefold()), None)
    if title is None and not findings:
        near = nearest(sheet, titles)
        findings.append(
            Finding("map-sheet", path.name, found=sheet, expected=", ".join(titles), nearest=near)
        )
    read = None if title is None else read_rows(path, title, findings)
    if read is None:
        return None
    values, written = read
    grid = Grid(path.name, [[] for _ in range(max((number for number, _ in values), default=0))])
    said = Texts(clean_cell)
    for number, row in values:
        i = number - 1
        grid.rows[i] = list(map(said, row))
        refused = said.refused(path.name, number)
        if refused is not None:
            findings.append(refused)
            return None
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
