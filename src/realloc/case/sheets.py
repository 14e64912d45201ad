"""The files that hold a case's tables, whatever their format, and CSV itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from realloc import reasons
from realloc.case.grid import (
    LARGEST_MB,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_LINES,
    MOST_ROWS,
    Sheet,
    assemble,
    too_many,
)
from realloc.case.spelling import tidy
from realloc.case.values import CONTROL
from realloc.errors import Finding, unreadable

FORMATS = (".csv", ".xlsx", ".parquet")

_SEPARATORS = ",;\t|"
_TOLD = re.compile(r"\"?sep=([,;\t|])\"?[,;\t|]*(?:\n|$)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SHIELDED = re.compile(r"'+[=+\-@]")


def read_sheet(path: Path, table: str, findings: list[Finding], title: str = "") -> Sheet | None:
    """Read a table's file; None where nothing of it can be read. What is wrong is added to `findings`.

    `title` names the sheet of a workbook that holds several tables.
    """
    try:
        if not holds_a_table(path, findings):
            return None
        sheet = _read(path, table, title, findings)
    except OSError as error:
        findings.append(unreadable(path.name, error))
        return None
    if sheet is not None and len(sheet.numbers) > MOST_ROWS:
        findings.append(too_many(sheet.file))
        return None
    if sheet is not None:
        findings += sheet.findings
    return sheet


def holds_a_table(path: Path, findings: list[Finding]) -> bool:
    """Return whether a file is a plain one, and no larger than a table needs. Raises `OSError`."""
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or a device may never end
        findings.append(Finding("file-special", path.name))
    elif path.stat().st_size > LARGEST_MB * 1_000_000:
        findings.append(Finding("too-large", path.name, expected=str(LARGEST_MB)))
    else:
        return True
    return False


def _read(path: Path, table: str, title: str, findings: list[Finding]) -> Sheet | None:
    kind = path.suffix.casefold()
    if kind == ".csv":
        return _read_csv(path, findings)
    if kind == ".xlsx":
        from realloc.case.workbooks import read_workbook  # late: a case of CSV files needs neither

        return read_workbook(path, table, title, findings)
    from realloc.case.parquets import read_parquet

    return read_parquet(path, findings)


def decode(data: bytes, file: str, findings: list[Finding]) -> str | None:
    """Return a file's text: UTF-8 with or without BOM, UTF-16 with one, else Windows-874 with a notice."""
    if b"\0" in data[:4] and (data[:2] not in _UTF16 or data[2:4] == b"\0\0"):
        findings.append(Finding("encoding", file))  # UTF-16 without a mark, or UTF-32
        return None
    try:
        return data.decode("utf-16" if data[:2] in _UTF16 else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        decoded = data.decode("cp874")
    except UnicodeDecodeError:
        findings.append(Finding("encoding", file))
        return None
    findings.append(Finding("encoding-guess", file, severity="notice"))
    return decoded


def shield(cell: str) -> str:
    """Return a cell's text as a CSV holds it: none begins in a way that a spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@") or _SHIELDED.match(cell) else cell


def _unshielded(cell: str) -> str:
    return cell[1:] if _SHIELDED.match(cell) else cell


def _read_csv(path: Path, findings: list[Finding]) -> Sheet | None:
    content = decode(path.read_bytes(), path.name, findings)
    if content is None:
        return None
    content = tidy(content)
    told, content = told_separator(content)
    separator = told or _separator(content)
    if has_too_many(content, separator):
        findings.append(too_many(path.name))
        return None
    if separator != "," and not told:
        findings.append(Finding("separator-guess", path.name, 1, "", separator, severity="notice"))
    controls = CONTROL.search(content) is not None
    columns = _plain_columns(content, separator)
    sheet: Sheet | None
    if columns:
        header = [column.pop(0).strip() for column in columns]
        sheet = Sheet(path.name, header, columns, range(2, len(columns[0]) + 2), controls=controls)
    else:
        sheet = _read_rows(path, content, separator, controls, findings)
    if sheet is not None and "'" in content and _SHIELDED.search(content):
        sheet.columns = [list(map(_unshielded, column)) for column in sheet.columns]
    return sheet


def told_separator(content: str) -> tuple[str, str]:
    """Return the separator that the first line tells Excel of, `sep=;`, else "", and the text without it.

    Excel shows no such line, so rows count from the next.
    """
    told = _TOLD.match(content)
    return (told[1], content[told.end() :]) if told else ("", content)


def has_too_many(content: str, separator: str = "") -> bool:
    """Return whether a text has more lines than a table, or more cells where the separator is given."""
    lines = content.count("\n")
    return lines > MOST_LINES or (separator != "" and content.count(separator) + lines > MOST_CELLS)


def csv_rows(content: str, separator: str) -> Iterator[list[str]]:
    """Yield the rows of a text. Raises `csv.Error`, also for a cell longer than any should be."""
    before = csv.field_size_limit(LONGEST_CELL)  # whatever another library has made of it
    try:
        yield from csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True)
    finally:
        csv.field_size_limit(before)


def _separator(content: str) -> str:
    """Return what separates the most headings; commas where nothing separates more."""
    return max(_SEPARATORS, key=lambda mark: _headings(content, mark))


def _headings(content: str, separator: str) -> int:
    try:
        start = StringIO(content[:LONGEST_CELL], newline="")
        return len(next(csv.reader(start, delimiter=separator), []))
    except csv.Error:
        return 0


def _plain_columns(content: str, separator: str) -> list[list[str]] | None:
    """Return the columns, headings first, of a text that needs no CSV reader; None for any other.

    It has no quotation marks, as many separators in every line, and no blank headings or rows. Large tables
    that programs write are like that, and are split three times as fast.
    """
    if '"' in content:
        return None
    content = content.removesuffix("\n")
    lines = content.split("\n")
    widths = {line.count(separator) + 1 for line in lines}
    if len(widths) > 1 or not all(line.strip(f"{separator} \t") for line in lines):
        return None
    if len(max(lines, key=len)) >= LONGEST_CELL or not all(map(str.strip, lines[0].split(separator))):
        return None
    width = widths.pop()
    cells = content.replace("\n", separator).split(separator)
    return [cells[position::width] for position in range(width)]


def _read_rows(
    path: Path, content: str, separator: str, controls: bool, findings: list[Finding]
) -> Sheet | None:
    rows: list[list[str]] = []
    problem = None
    try:
        rows.extend(csv_rows(content, separator))
    except csv.Error as error:
        problem = csv_finding(path.name, len(rows) + 1, error)
    sheet = assemble(path.name, rows, controls)
    if problem is not None:
        findings.append(problem)
        if sheet is not None:
            sheet.complete = False
    elif sheet is None:
        findings.append(Finding("header-missing", path.name))
    return sheet


def csv_finding(file: str, row: int, error: csv.Error) -> Finding:
    """Return the finding that nothing from this row on can be read, and why."""
    problem = str(error)
    if "field larger" in problem:
        return Finding("cell-huge", file, row, expected=f"{LONGEST_CELL:,}")
    return Finding("csv-syntax", file, row, expected=problem, expected_th=reasons.syntax(problem))
