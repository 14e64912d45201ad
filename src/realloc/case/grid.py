"""A table's file as columns of text, whatever its format; nothing is interpreted yet.

Numbers from spreadsheets become the decimal text that a person sees in the cell, dates become ISO text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from realloc.case.spelling import tidy
from realloc.case.values import CONTROL
from realloc.errors import Finding

LARGEST_MB = 200  # of a file, as it is and unpacked
EXCEL_DIGITS = 15  # as many as Excel keeps of a number
MOST_ROWS = 200_000  # that hold something; no budget has as many
MOST_CELLS = 5_000_000
MOST_LINES = 1_048_576  # what Excel itself holds, blank ones too
LONGEST_CELL = 131_072  # characters; Excel holds a quarter of it
MOST_TEXT = 100_000_000  # characters in a table: a text that is stored once may be used a million times

_NOISE = 1e-13  # of a number: what arithmetic in binary leaves behind, not what somebody typed
_TYPED_DECIMALS = 4


@dataclass(slots=True, eq=False, repr=False)
class Sheet:
    """A table as text: `columns[k][i]` is the cell of row `i` under `header[k]`, tidy, not yet stripped.

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

    def heading(self, position: int) -> str:
        """Return a heading as findings name it, on one line."""
        return " ".join(self.header[position].split())


def assemble(
    file: str, rows: list[list[str]], controls: bool, numbers: Sequence[int] | None = None
) -> Sheet | None:
    """Turn rows into columns: blank rows dropped, ragged rows reported and squared.

    The first row has the headings; None where it is blank. `numbers` are those of the rows, 1, 2, … unless
    given.
    """
    if not rows or not any(cell.strip() for cell in rows[0]):
        return None
    header = [cell.strip() for cell in rows[0]]
    while not header[-1]:
        header.pop()
    width = len(header)
    numbers = range(2, len(rows) + 1) if numbers is None else numbers[1:]
    body = rows[1:]
    if not all(row and row[0].strip() for row in body):
        kept = [index for index, row in enumerate(body) if "".join(row).strip()]
        numbers, body = [numbers[index] for index in kept], [body[index] for index in kept]
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


def from_cells(file: str, grid: Iterable[tuple[int, Sequence[Any]]], findings: list[Finding]) -> Sheet | None:
    """Return a spreadsheet's rows, (number, typed cells), as a sheet; None with a finding where it cannot be.

    Cells to the right of a row's last value count as blank. What is too much to hold is refused.
    """
    said = Texts()
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, row in grid:
        cells = list(map(said, row))
        refused = said.refused(file, number)
        if refused is not None:
            findings.append(refused)
            return None
        rows.append(cells)
        numbers.append(number)
    width = max(map(len, rows), default=0)
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    sheet = assemble(file, rows, said.controls, numbers) if numbers[:1] == [1] else None
    if sheet is None:
        findings.append(Finding("header-missing", file))
    return sheet


def too_many(file: str) -> Finding:
    """Return the finding that a table has more cells, or more text in them, than is read."""
    english, thai = f"{MOST_ROWS:,} rows or {MOST_CELLS:,} cells", f"{MOST_ROWS:,} แถวหรือ {MOST_CELLS:,} ช่อง"
    return Finding("too-many", file, expected=english, expected_th=thai)


class Texts:
    """Cells as text, each different one made tidy once, by `clean`; counts what they come to."""

    def __init__(self, clean: Callable[[str], str] = tidy) -> None:
        self.controls = False
        self._clean = clean
        self._cells = self._used = self._longest = 0
        self._known: dict[str, str] = {}

    def __call__(self, value: Any) -> str:
        self._cells += 1
        if value is None:
            return ""
        text = value if isinstance(value, str) else cell_text(value, self)
        known = self._known.get(text)
        if known is None:
            self._longest = max(self._longest, len(text))
            known = self._known[text] = self._clean(text) if len(text) <= LONGEST_CELL else ""
            self.controls = self.controls or CONTROL.search(known) is not None
        self._used += len(known)
        return known

    def refused(self, file: str, number: int) -> Finding | None:
        """Return the finding that the cells so far are too much to hold, the last of them in this row."""
        if self._cells > MOST_CELLS or self._used > MOST_TEXT:
            return too_many(file)
        if self._longest > LONGEST_CELL:
            return Finding("cell-huge", file, number, expected=f"{LONGEST_CELL:,}")
        return None


def cell_text(value: Any, text: Callable[[Any], str] = str) -> str:
    """Return a spreadsheet's value that is no text as the text of a CSV cell; `text` says a list's items."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Decimal):
        return _trimmed(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(map(text, value))
    return str(value)


def float_text(value: float) -> str:
    """Return the decimal number that a spreadsheet's binary one stands for: 827300.1 for 827300.1, exactly.

    It is the shortest that reads back as the same binary number. Where that is long, it is what arithmetic
    left behind (0.1 + 0.2), and a short number very near to it is meant; where there is none it stays long,
    for an amount to be refused.
    """
    if not math.isfinite(value):
        return str(value)
    number = Decimal(repr(value))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_TYPED_DECIMALS:
        for decimals in range(10):
            near = round(number, decimals)
            if abs(number - near) <= min(abs(number) * Decimal(_NOISE), Decimal(1).scaleb(-decimals - 3)):
                number = near
                break
    return _trimmed(number)


def _trimmed(number: Decimal) -> str:
    """Drop zeros after the decimal point: a spreadsheet's 5.10 and 5.1 are one number."""
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
