"""A table's file as columns of text, whatever its format; nothing is interpreted yet.

Numbers from spreadsheets become the decimal text that a person sees in the cell, dates become ISO text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any
from unicodedata import is_normalized, normalize

from realloc.case.values import CONTROL
from realloc.errors import Finding, unreadable

LARGEST_UNPACKED_MB = 200
EXCEL_ROWS = 1_048_576
EXCEL_DIGITS = 15  # what Excel itself keeps of a number
EXCEL_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
FORMATS = (".csv", ".xlsx", ".parquet")


@dataclass(slots=True, eq=False, repr=False)
class Sheet:
    """A table as text: `columns[k][i]` is the cell of row `i` under `header[k]`, in NFC, not yet stripped.

    `numbers[i]` is the row a spreadsheet shows. `ragged` are the rows with too few or too many cells: which
    cell belongs to which column is not known, so nothing in them counts. `padded` gives, for a row that
    is longer than the first row, though by blank cells only, how many cells it has.
    `controls` says that some cell may hold control characters. `findings` are about the file itself;
    `cells` maps (row index, column index) to a finding that stands in place of the cell. A sheet is not
    `complete` where reading stopped before its end.
    """

    file: str
    header: list[str]
    columns: list[list[str]]
    numbers: Sequence[int]
    ragged: set[int] = field(default_factory=set)
    padded: dict[int, int] = field(default_factory=dict)
    controls: bool = False
    findings: list[Finding] = field(default_factory=list)
    cells: dict[tuple[int, int], Finding] = field(default_factory=dict)
    complete: bool = True


def read_sheet(path: Path, table: str, findings: list[Finding]) -> Sheet | None:
    """Read a table's file; None where nothing of it can be read. What is wrong is added to `findings`."""
    reader = {".csv": _read_csv, ".xlsx": _read_xlsx, ".parquet": _read_parquet}[path.suffix.casefold()]
    try:
        sheet = reader(path, table, findings)
    except OSError as error:
        findings.append(unreadable(path.name, error))
        return None
    if sheet is not None:
        findings += sheet.findings
    return sheet


def decode(data: bytes, file: str, findings: list[Finding]) -> str | None:
    """Return a file's text: UTF-8 with or without BOM, else Windows-874 with a notice, else None."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        decoded = data.decode("cp874")
    except UnicodeDecodeError:
        findings.append(Finding("encoding", file))
        return None
    findings.append(Finding("encoding-guess", file, severity="notice"))
    return decoded


def _read_csv(path: Path, table: str, findings: list[Finding]) -> Sheet | None:
    content = decode(path.read_bytes(), path.name, findings)
    if content is None:
        return None
    if not is_normalized("NFC", content):
        content = normalize("NFC", content)
    controls = CONTROL.search(content) is not None
    columns = _plain_columns(content)
    sheet: Sheet | None
    if columns:
        header = [column.pop(0).strip() for column in columns]
        sheet = Sheet(path.name, header, columns, range(2, len(columns[0]) + 2), controls=controls)
    else:
        sheet = _read_rows(path, content, controls, findings)
    if sheet is not None and len(sheet.header) == 1:
        mark = next((mark for mark in ";\t|" if mark in sheet.header[0]), "")
        if mark:
            findings.append(Finding("separator", path.name, row=1, found=mark))
            return None
    return sheet


def _plain_columns(content: str) -> list[list[str]] | None:
    """Return the columns, headings first, of a text that needs no CSV reader; None for any other.

    It has no quotation marks, as many commas in every line, and no blank headings or rows. Large tables that
    programs write are like that, and are split three times as fast.
    """
    if '"' in content:
        return None
    content = content.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    lines = content.split("\n")
    widths = {line.count(",") + 1 for line in lines}
    if len(widths) > 1 or not all(line.strip(", \t\u00a0") for line in lines):
        return None
    if len(max(lines, key=len)) >= csv.field_size_limit() or not all(map(str.strip, lines[0].split(","))):
        return None
    width = widths.pop()
    cells = content.replace("\n", ",").split(",")
    return [cells[position::width] for position in range(width)]


def _read_rows(path: Path, content: str, controls: bool, findings: list[Finding]) -> Sheet | None:
    rows: list[list[str]] = []
    problem = ""
    try:
        rows.extend(csv.reader(StringIO(content, newline=""), strict=True))
    except csv.Error as error:
        problem = str(error)
    sheet = _assemble(path.name, rows, controls)
    if problem:
        findings.append(_csv_finding(path.name, len(rows) + 1, problem))
        if sheet is not None:
            sheet.complete = False
    elif sheet is None:
        findings.append(Finding("header-missing", path.name))
    return sheet


def _csv_finding(file: str, row: int, problem: str) -> Finding:
    if "field larger" in problem:
        return Finding("cell-huge", file, row, expected=f"{csv.field_size_limit():,}")
    return Finding("csv-syntax", file, row, found=problem)


def _assemble(file: str, rows: list[list[str]], controls: bool) -> Sheet | None:
    """Turn rows into columns: blank rows dropped, ragged rows reported and squared."""
    if not rows or not any(cell.strip() for cell in rows[0]):
        return None
    header = [cell.strip() for cell in rows[0]]
    while not header[-1]:
        header.pop()
    width = len(header)
    numbers: Sequence[int] = range(2, len(rows) + 1)
    body = rows[1:]
    if not all(row and row[0].strip() for row in body):
        kept = [number for number, row in zip(numbers, body, strict=True) if "".join(row).strip()]
        numbers, body = kept, [rows[number - 1] for number in kept]
    sheet = Sheet(file, header, [], numbers, controls=controls)
    for index, row in enumerate(body):
        if len(row) != width:
            body[index] = _squared(sheet, index, row, width, len(rows[0]))
    sheet.columns = list(map(list, zip(*body, strict=True))) or [[] for _ in header]
    return sheet


def _squared(sheet: Sheet, index: int, row: list[str], width: int, longest: int) -> list[str]:
    found, expected = str(len(row)), str(width)
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        code = "row-short" if len(row) < width else "row-long"
        sheet.ragged.add(index)
        sheet.findings.append(Finding(code, sheet.file, sheet.numbers[index], "", found, expected))
    elif len(row) > longest:
        sheet.padded[index] = len(row)
    return [*row[:width], *[""] * (width - len(row))]


def _read_xlsx(path: Path, table: str, findings: list[Finding]) -> Sheet | None:
    grids = xlsx_grids(path, table, findings)
    if grids is None:
        return None
    grid, formula_grid = grids
    sheet = _from_cells(path.name, grid, findings)
    if sheet is not None:
        _mark_unusable(sheet, grid, formula_grid)
    return sheet


type Grid = list[tuple[Any, ...]]


def xlsx_grids(path: Path, table: str, findings: list[Finding]) -> tuple[Grid, Grid] | None:
    """Return the values of a workbook's sheet `table`, else of its first, and the same cells with formulas.

    The second is empty where no cell of the workbook holds a formula.
    """
    import warnings
    from zipfile import ZipFile

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that hold no cells
        try:
            with ZipFile(path) as archive:
                parts = archive.infolist()
                if _too_large(path, sum(part.file_size for part in parts), findings):
                    return None
                sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
                formulas = any(b"<f" in archive.read(part) for part in sheets)
            grid = _xlsx_grid(path, table, data_only=True)
            return grid, _xlsx_grid(path, table, data_only=False) if formulas else []
        except Exception as error:  # a broken workbook surfaces as almost any exception of its parsers
            findings.append(unreadable(path.name, error))
            return None


def _too_large(path: Path, size: int, findings: list[Finding]) -> bool:
    too_large = size > LARGEST_UNPACKED_MB * 1_000_000
    if too_large:
        findings.append(Finding("too-large", path.name, expected=str(LARGEST_UNPACKED_MB)))
    return too_large


def _xlsx_grid(path: Path, table: str, data_only: bool) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook

    with path.open("rb") as stream:
        book = load_workbook(stream, read_only=True, data_only=data_only)
        try:
            sheet = next((s for s in book.worksheets if s.title.casefold() == table), book.worksheets[0])
            sheet.reset_dimensions()  # a sheet may claim any size; only its cells count
            return list(islice(sheet.iter_rows(values_only=True), EXCEL_ROWS))
        finally:
            book.close()


def _mark_unusable(sheet: Sheet, grid: list[tuple[Any, ...]], formulas: list[tuple[Any, ...]]) -> None:
    """Put a finding in place of cells that hold an Excel error or a formula that was never worked out."""
    for index, number in enumerate(sheet.numbers):
        written = formulas[number - 1] if number <= len(formulas) else ()
        for position, (cell, formula) in enumerate(zip_longest(grid[number - 1], written)):
            if position >= len(sheet.header):
                break
            if isinstance(cell, str) and cell in EXCEL_ERRORS:
                code, found = "cell-error", cell
            elif cell is None and isinstance(formula, str) and formula.startswith("="):
                code, found = "formula", formula
            else:
                continue
            sheet.cells[index, position] = Finding(
                code, sheet.file, number, sheet.header[position], found=found
            )


def _read_parquet(path: Path, table: str, findings: list[Finding]) -> Sheet | None:
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as stored:
            groups = (stored.metadata.row_group(k) for k in range(stored.metadata.num_row_groups))
            if _too_large(path, sum(group.total_byte_size for group in groups), findings):
                return None
            read = stored.read()
        columns = [column.to_pylist() for column in read.columns]
    except Exception as error:  # as with a workbook, a broken file surfaces in many ways
        findings.append(unreadable(path.name, error))
        return None
    return _from_cells(path.name, [tuple(read.column_names), *zip(*columns, strict=True)], findings)


def _from_cells(file: str, grid: Iterable[tuple[Any, ...]], findings: list[Finding]) -> Sheet | None:
    rows = [list(map(cell_text, row)) for row in grid]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    sheet = _assemble(file, rows, controls=any(CONTROL.search(cell) for row in rows for cell in row))
    if sheet is None:
        findings.append(Finding("header-missing", file))
    return sheet


def cell_text(value: Any) -> str:
    """Return a spreadsheet's value as the text of a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, Decimal):
        return _trimmed(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(map(cell_text, value))
    return str(value)


def _float_text(value: float) -> str:
    """Return the decimal number that a spreadsheet's binary one stands for: 827300.1 for 827300.1, exactly.

    Excel keeps 15 significant digits; beyond the ninth decimal there is only what arithmetic left behind.
    """
    number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -9:
        number = round(number, 9)
    return _trimmed(number)


def _trimmed(number: Decimal) -> str:
    """Drop zeros after the decimal point: a spreadsheet's 5.10 and 5.1 are one number."""
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
