"""A table's file with cells replaced and rows added; all else in it stays as the planner left it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from realloc.case.columns import ACTIVITIES, REQUIRED
from realloc.case.dates import day
from realloc.case.grid import EXCEL_DIGITS
from realloc.case.sheets import decode, read_sheet, shield
from realloc.case.tables import Table, make_table
from realloc.case.workbooks import titles_by_table
from realloc.errors import Finding, InputError, UsageError
from realloc.intake.difference import Difference, merged
from realloc.intake.grid import SEPARATORS


def new_table(difference: Difference) -> bytes:
    """A new activities.csv, UTF-8 with the mark by which Excel knows it: required columns, and those used."""
    used = {name for row in difference.added for name in row}
    header = [name for name, column in ACTIVITIES.items() if name in used or column.blank is REQUIRED]
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    for row in difference.added:
        writer.writerow([shield(row.get(name, "")) for name in header])
    return stream.getvalue().encode("utf-8-sig")


def updated(path: Path, table: Table, difference: Difference) -> bytes:
    """The file at `path`, which holds `table`, with the difference in it.

    Raises `UsageError` for a file whose other contents would not survive.
    """
    form = path.suffix.casefold()
    if form == ".xlsx":
        return _workbook(path, table, difference)
    if form == ".csv":
        return _text(path, table, difference)
    raise UsageError(
        f"{path.name}: a Parquet table is not changed in place. Save it as CSV or XLSX first.",
        f"{path.name}: ไม่แก้ไขตาราง Parquet โดยตรง โปรดบันทึกเป็น CSV หรือ XLSX ก่อน",
    )


def located(folder: Path, table: Table) -> tuple[Path, str]:
    """The table's file, and its sheet where a workbook holds several tables, else ""."""
    file, title = Finding("unreadable", table.file).workbook_and_sheet()
    return folder / file, title


def check_written(path: Path, difference: Difference, table: Table | None) -> None:
    """Read a file that was written, and make sure that it says what it was meant to, cell by cell."""
    findings: list[Finding] = []
    title = "" if table is None else located(path.parent, table)[1]
    sheet = read_sheet(path, "activities", findings, title)
    read = None if sheet is None else make_table("activities", sheet, findings)
    meant = make_table("activities", merged(difference, table), [])
    errors = [finding for finding in findings if finding.severity == "error"]
    if read is None or errors or read.refused or read.columns != meant.columns:
        raise InputError(errors or [Finding("import-lost", path.name)])


def _text(path: Path, table: Table, difference: Difference) -> bytes:
    """A CSV file: lines that do not change keep every byte."""
    data = path.read_bytes()
    content = decode(data, path.name, [])
    assert content is not None, "the table was read from it"
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp874"
    lines = list(StringIO(content, newline=""))
    newline = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    separator = max(SEPARATORS, key=lines[0].count)
    places, added_columns, width = _places(path, table, difference)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=newline)
    changed = {table.numbers[table.index[i]]: cells for i, cells in difference.changed.items()}
    reader = csv.reader(iter(lines), delimiter=separator)
    done = 0
    for number, row in enumerate(reader, 1):
        raw = "".join(lines[done : reader.line_num])
        done = reader.line_num
        more = [*added_columns] if number == 1 else [""] * len(added_columns)
        cells = {places[name]: shield(cell) for name, cell in changed.get(number, {}).items()}
        if cells or (more and row):
            full = [*row[:width], *[""] * (width - len(row)), *more]
            writer.writerow([cells.get(k, cell) for k, cell in enumerate(full)])
        else:
            out.write(raw if raw.endswith(("\n", "\r")) else raw + newline)
    for added in difference.added:
        by_place = {places[name]: shield(cell) for name, cell in added.items()}
        writer.writerow([by_place.get(k, "") for k in range(width + len(added_columns))])
    try:
        return out.getvalue().encode(encoding)
    except UnicodeEncodeError:  # Windows-874 has no room for what the report says
        return out.getvalue().encode("utf-8-sig")


def _places(path: Path, table: Table, difference: Difference) -> tuple[dict[str, int], list[str], int]:
    """Where each column stands in the file, those to be added at its end, how many the file has itself."""
    sheet = read_sheet(path, table.name, [], located(path.parent, table)[1])
    assert sheet is not None, "the table was read from it"
    used = {name for row in (*difference.added, *difference.changed.values()) for name in row}
    new = [name for name in ACTIVITIES if name in used and name not in table.headings]
    headings = [sheet.heading(position) for position in range(len(sheet.header))]
    places = {name: headings.index(heading) for name, heading in table.headings.items()}
    width = len(sheet.header)
    return places | {name: width + k for k, name in enumerate(new)}, new, width


def _workbook(path: Path, table: Table, difference: Difference) -> bytes:
    """A workbook: formats, notes, drop-downs and other sheets stay; formulas would lose their results."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    try:
        if any(
            cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
        ):
            raise UsageError(
                f"{path.name}: holds formulas, whose results would be lost. Replace them by their values, or"
                " save the table as CSV.",
                f"{path.name}: มีสูตรซึ่งผลลัพธ์จะหายไป โปรดแทนสูตรด้วยค่า หรือบันทึกตารางเป็น CSV",
            )
        title = located(path.parent, table)[1]
        named = titles_by_table(path, (table.name,), [])[table.name]
        sheet = book[title or next(iter(named), book.worksheets[0].title)]
        places, new, _ = _places(path, table, difference)
        for name in new:
            _put(sheet.cell(1, places[name] + 1), None, name)
        for row_id, cells in difference.changed.items():
            _put_row(sheet, table.numbers[table.index[row_id]], places, cells)
        last = max(table.numbers, default=1)
        for number, row in enumerate(difference.added, last + 1):
            for k in range(1, sheet.max_column + 1):
                if last > 1:
                    sheet.cell(number, k)._style = sheet.cell(last, k)._style
            _put_row(sheet, number, places, row)
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()
    finally:
        book.close()


def _put_row(sheet: Any, number: int, places: Mapping[str, int], cells: Mapping[str, str]) -> None:
    for name, text in cells.items():
        _put(sheet.cell(number, places[name] + 1), name, text)


def _put(cell: Any, column: str | None, text: str) -> None:
    """Fill a cell of a workbook: amounts, numbers and dates as such, all else as text, never a formula."""
    kind = None if column is None else ACTIVITIES[column]
    if not text:
        cell.value = None
    elif kind is not None and kind.ordered and kind.name == "planned":
        cell.value = day(text)
    elif kind is not None and kind.ordered and len(text.replace(".", "").lstrip("0")) <= EXCEL_DIGITS:
        cell.value = Decimal(text)
    else:
        cell.value = text
        cell.data_type = "s"
