"""Excel workbooks as sheets of text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from realloc.case.aliases import SHEETS
from realloc.case.grid import (
    EXCEL_DIGITS,
    LARGEST_MB,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_LINES,
    MOST_ROWS,
    Sheet,
    cell_text,
    from_cells,
    too_many,
)
from realloc.case.spelling import tidy
from realloc.errors import Finding, unreadable

MOST_PARTS = 10_000
MOST_TAGS = 150_000  # between two rows, or in a part that has none: more formats than Excel takes
LONGEST_TAG = 10 * LONGEST_CELL  # or text between two: every character may be an entity

_OLE = b"\xd0\xcf\x11\xe0"  # how a file begins that is encrypted, or of Excel 97
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # marks of the encoding, and blanks
_START = 1_000
_FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[ >/]|t=[\"']e[\"']")
_ESCAPE = re.compile(r"(_x005F_(?=x[0-9A-Fa-f]{4}_))|_x000D_")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_PIECE = re.compile(rb"<(?:\w+:)?(?:row|si)\b")  # what openpyxl forgets once it has read it
_ENCODING = re.compile(rb"^[^>]{0,100}encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii|iso-8859-1)", re.I)

type Row = tuple[Any, ...]
type Numbered = tuple[int, Row]


def titles_by_table(path: Path, tables: Sequence[str], findings: list[Finding]) -> dict[str, list[str]]:
    """Return the workbook's sheets that are named for each table, in English or Thai, and under "" all.

    What is hidden comes last: the first sheet is the first that a planner sees. Nothing, and a finding, where
    the workbook cannot be read.
    """
    try:
        problem = refused(path)
        if problem is None:
            with _opened(path) as book:
                sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
                titles = [sheet.title for sheet in sheets]
            return {"": titles} | {table: _named_for(table, titles) for table in tables}
    except Exception as error:  # a broken workbook surfaces as almost any exception of its parsers
        problem = unreadable(path.name, error.__cause__ or error)
    findings.append(problem)
    return {}


def _named_for(table: str, titles: Sequence[str]) -> list[str]:
    names = {table, *SHEETS[table]}
    return [title for title in titles if tidy(title).strip().casefold() in names]


def refused(path: Path) -> Finding | None:
    """Return the finding that a file is no workbook, or one that would take more room than a table needs.

    Raises `OSError` where it cannot be opened.
    """
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            return Finding("workbook-locked", path.name)
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_MB * 1_000_000 or len(parts) > MOST_PARTS:
                return Finding("too-large", path.name, expected=str(LARGEST_MB))
            if any(_swells(archive.read(part)) for part in parts):
                return too_many(path.name)
    except OSError:
        raise
    except Exception as error:  # zipfile raises many kinds of its own and of zlib's
        return unreadable(path.name, error)
    return None


def _swells(xml: bytes) -> bool:
    """Whether a part's XML has more or longer tags than a sheet, or hides how many it has.

    Its parser takes a hundred bytes for each of them, until it comes to the end of a row. A part of any name
    may be a sheet, but a picture is no XML, as that begins with a tag.
    """
    if xml[:_START].lstrip(_BEFORE_XML)[:1] not in (b"<", b""):
        return False
    pieces = _PIECE.split(xml)
    return (
        len(pieces) > 2 * MOST_LINES
        or next(islice(_CELL.finditer(xml), MOST_CELLS, None), None) is not None
        or max(piece.count(b"<") for piece in pieces) > MOST_TAGS
        or any(max(map(len, piece.split(b"<"))) > LONGEST_TAG for piece in pieces if len(piece) > LONGEST_TAG)
        or _ENCODING.search(xml) is not None
    )


def read_workbook(path: Path, table: str, title: str, findings: list[Finding]) -> Sheet | None:
    """Read the sheet of this title; without one, the one named for the table, else the first."""
    file = f"{path.name}:{title}" if title else path.name
    if not title:
        titles = titles_by_table(path, (table,), findings)
        if not titles:
            return None
        title = next(iter(titles[table] or titles[""]), "")
    read = read_rows(path, title, findings)
    if read is None:
        return None
    grid, written = read
    sheet = from_cells(file, grid, findings)
    if sheet is not None:
        _mark_unusable(sheet, dict(grid), written)
    return sheet


def read_rows(
    path: Path, title: str, findings: list[Finding]
) -> tuple[list[Numbered], dict[int, Row]] | None:
    """Return the rows of a sheet that hold something, and where there are formulas, the rows as written."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()  # a sheet may have any name
            formulas = any(_FORMULA_OR_ERROR.search(archive.read(part)) for part in parts)
        grid = _values(path, title, typed=formulas)
        if grid is not None:
            return grid, dict(_formulas(path, title)) if formulas and grid else {}
        problem = too_many(f"{path.name}:{title}" if title else path.name)
    except Exception as error:  # a broken workbook surfaces as almost any exception of its parsers
        problem = unreadable(path.name, error.__cause__ or error)
    findings.append(problem)
    return None


@contextmanager
def _opened(path: Path, data_only: bool = True) -> Iterator[Any]:
    from openpyxl import load_workbook

    with warnings.catch_warnings(), path.open("rb") as stream:
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that hold no cells
        book = load_workbook(stream, read_only=True, data_only=data_only)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _sheet(path: Path, title: str, data_only: bool) -> Iterator[Any]:
    with _opened(path, data_only) as book:
        sheet = book[title]
        sheet.reset_dimensions()  # a sheet may claim any size; only its cells count
        yield sheet


def _values(path: Path, title: str, typed: bool) -> list[tuple[int, Row]] | None:
    """Return the rows that hold something, (number, values); None where there are too many cells.

    A sheet with formulas is read by its cells' types: a text that a formula made, though empty, is no
    missing result, and what looks like an error may be a text.
    """
    rows: list[tuple[int, Row]] = []
    count = 0
    with _sheet(path, title, data_only=True) as sheet:
        numbered = enumerate(islice(sheet.iter_rows(values_only=not typed), MOST_LINES), 1)
        for number, cells in numbered:
            count += len(cells)
            if count > MOST_CELLS or len(rows) > MOST_ROWS + 1:  # blank cells take their time, too
                return None
            values = _trimmed(tuple(map(_value, cells)) if typed else cells)
            if values:
                plain = (_unescaped(v) if type(v) is str and "_x" in v else v for v in values)
                rows.append((number, tuple(plain)))
    return rows


class ExcelError(str):
    """What a cell holds that Excel could not work out."""

    __slots__ = ()


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return ExcelError(cell.value)
    return "" if cell.value is None and cell.data_type in ("s", "str") else cell.value


def _unescaped(text: str) -> str:
    """Return a text without Excel's escapes: of the line break of old, and of what only looks like one."""
    return _ESCAPE.sub(lambda match: "_" if match[1] else "\r", text)


def _trimmed(cells: Row) -> Row:
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return cells[:last]


def _formulas(path: Path, title: str) -> Iterator[tuple[int, Row]]:
    with _sheet(path, title, data_only=False) as sheet:
        yield from enumerate(islice(sheet.iter_rows(values_only=True), MOST_LINES), 1)


def _mark_unusable(sheet: Sheet, grid: Mapping[int, Sequence[Any]], written: Mapping[int, Row]) -> None:
    """Put a finding in place of cells without the value that somebody meant.

    That is an Excel error, a formula that was never worked out, or a number longer than Excel keeps.
    """
    for index, number in enumerate(sheet.numbers):
        row = zip_longest(grid.get(number, ()), written.get(number, ()))
        for position, (cell, formula) in enumerate(islice(row, len(sheet.header))):
            if isinstance(cell, ExcelError):
                code, found = "cell-error", str(cell)
            elif cell is None and formula is not None:
                code, found = "formula", formula if isinstance(formula, str) else "="
            elif isinstance(cell, int | float) and abs(cell) >= 10**EXCEL_DIGITS:
                code, found = "code-digits", cell_text(cell)
            else:
                continue
            sheet.cells[index, position] = Finding(code, sheet.file, number, sheet.heading(position), found)
