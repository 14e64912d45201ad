"""A report's rows as a map has them: headings found, rows skipped and counted, grouped by id, added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from realloc import money
from realloc.case.columns import ACTIVITIES, read_cell
from realloc.case.nearest import nearest
from realloc.errors import Finding, InputError, ValueRefused
from realloc.intake.cells import is_money, written
from realloc.intake.grid import Grid
from realloc.intake.mapping import Mapping as Map
from realloc.intake.mapping import Test

ABOVE, BLANK = "above", "blank"  # rows that are left out without a rule
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+")


@dataclass(frozen=True, slots=True)
class Left:
    """A row left out: its number, why (a rule's position from 0, `ABOVE` or `BLANK`), what it says."""

    row: int
    rule: int | str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """An activity as the report has it: `cells` that are not blank, as text, and the `values` they stand for.

    `rows` are the numbers of the rows it was put together from; amounts are satang.
    """

    id: str
    rows: tuple[int, ...]
    cells: dict[str, str]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the rows add up to in one column of the case, and what the report itself says, both in satang."""

    column: str
    imported: int
    stated: int


@dataclass(slots=True, eq=False)
class Report:
    """All that a report comes to. `used` is the number of rows behind `lines`; `unused` are headings."""

    file: str
    lines: dict[str, Line] = field(default_factory=dict)
    used: int = 0
    left: list[Left] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    total_row: int | None = None
    unused: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    notices: list[Finding] = field(default_factory=list)


def read_report(grid: Grid, mapping: Map) -> Report:
    """Read a report by its map. Raises `InputError` with everything that is wrong at once."""
    reader = _Reader(grid, mapping)
    report = reader.read()
    if reader.findings:
        raise InputError(sorted(reader.findings, key=lambda finding: finding.row or 0))
    return report


class _Reader:
    def __init__(self, grid: Grid, mapping: Map) -> None:
        self.grid = grid
        self.map = mapping
        self.findings: list[Finding] = []
        self.report = Report(grid.file, notices=list(grid.notices))
        self.places: dict[str, int] = {}

    def read(self) -> Report:
        first = self._find_headings()
        if self.findings:
            raise InputError(self.findings)
        grouped: dict[str, list[int]] = {}
        totals: list[int] = []
        for i in range(first, len(self.grid.rows)):
            left = self._left(i)
            if self.map.total is not None and self._meets(self.map.total, i):
                totals.append(i)
            elif left is not None:
                self.report.left.append(left)
            else:
                self.report.used += 1
                self._group(i, grouped)
        for row_id, rows in grouped.items():
            self._add_line(row_id, rows)
        if not grouped and not self.findings:
            self.findings.append(Finding("map-no-rows", self.grid.file))
        if self.map.total is not None and not self.findings:
            self._reconcile(totals)
        return self.report

    def _group(self, i: int, grouped: dict[str, list[int]]) -> None:
        before = len(self.findings)
        row_id = self._text("id", i)
        if row_id:
            grouped.setdefault(row_id, []).append(i)
        elif len(self.findings) == before:
            self._refuse("missing", i, self.report.headings["id"], "")

    # headings

    def _find_headings(self) -> int:
        """Find the row of headings; return the index of the first row below it."""
        wanted = list(dict.fromkeys(self._headings()))
        rows = [number - 1 for number in self.map.header]
        if not rows:
            known = set(wanted)
            rows = [
                max(
                    range(min(len(self.grid.rows), 1000)),
                    key=lambda i: (len(known.intersection(self.grid.rows[i])), -i),
                    default=0,
                )
            ]
        header = self._joined(rows)
        for heading in wanted:
            found = [k for k, cell in enumerate(header) if cell == heading]
            if len(found) == 1:
                self.places[heading] = found[0]
            else:
                self._refuse_heading(heading, header, found, rows)
        self.report.unused = [cell for cell in header if cell and cell not in wanted]
        self.report.left += [self._leave(i, ABOVE) for i in range(min(rows)) if any(self.grid.rows[i])]
        self.report.headings = {name: ", ".join(heads) for name, heads in self.map.columns.items()}
        return max(rows) + 1

    def _headings(self) -> Iterator[str]:
        for headings in self.map.columns.values():
            yield from headings
        for test in (*(skip.test for skip in self.map.skips), self.map.total):
            if test is not None:
                yield test.heading

    def _joined(self, rows: list[int]) -> list[str]:
        """The headings; where they take several rows, an upper one stands over all that follow it."""
        joined: list[str] = []
        for i in rows:
            row = self.grid.rows[i] if i < len(self.grid.rows) else []
            row = row + [""] * (len(joined) - len(row))
            joined += [""] * (len(row) - len(joined))
            if i != rows[-1]:
                for k in range(1, len(row)):
                    row[k] = row[k] or row[k - 1]
            joined = [" ".join(filter(None, pair)) for pair in zip(joined, row, strict=True)]
        return joined

    def _refuse_heading(self, heading: str, header: list[str], found: list[int], rows: list[int]) -> None:
        path = next(
            (f"columns.{name}" for name, heads in self.map.columns.items() if heading in heads), "column"
        )
        place = (self.map.file, None, path)
        if found:
            columns = ", ".join(map(_letter, found))
            self.findings.append(Finding("map-repeated", *place, found=heading, expected=columns))
            return
        known = list(dict.fromkeys(filter(None, header)))
        listed = ", ".join(known) or "—"
        self.findings.append(Finding("map-heading", *place, heading, listed, nearest(heading, known)))

    # rows

    def _left(self, i: int) -> Left | None:
        if not any(self.grid.rows[i]):
            return self._leave(i, BLANK)
        for number, skip in enumerate(self.map.skips):
            if self._meets(skip.test, i):
                return self._leave(i, number)
        return None

    def _leave(self, i: int, rule: int | str) -> Left:
        return Left(i + 1, rule, " · ".join(filter(None, self.grid.rows[i])))

    def _meets(self, test: Test, i: int) -> bool:
        cell = self._raw(i, self.places[test.heading])
        return test.meets("" if cell in self.map.blank else cell)

    def _raw(self, i: int, k: int) -> str:
        row = self.grid.rows[i]
        return row[k] if k < len(row) else ""

    def _cell(self, column: str, heading: str, i: int) -> str:
        """One cell for a column of the case, "" where blank; what is wrong with it becomes a finding."""
        k = self.places[heading]
        marked = self.grid.unusable.get((i, k))
        if marked is not None:
            self._refuse(marked.code, i, heading, marked.found)
            return ""
        cell = self._raw(i, k)
        if cell in self.map.blank:
            return ""
        if ACTIVITIES[column].read is None:
            if (i, k) in self.grid.numbers or _EXPONENT.fullmatch(cell):
                self._refuse("code-digits", i, heading, cell)
                return ""
            if cell.isdecimal():
                cell = cell.zfill(self.map.digits.get(column, 0))
        return cell

    def _text(self, column: str, i: int) -> str:
        """What a row says in a column: several headings joined, the map's words put in."""
        headings = self.map.columns[column]
        cells = [self._cell(column, heading, i) for heading in headings]
        joined = ("-" if column == "id" else " ").join(filter(None, cells))
        return self.map.word(column, joined) if joined else ""

    def _amount(self, column: str, i: int) -> int:
        """What a row's headings for a column add up to, in satang."""
        return sum(self._one_amount(column, heading, i) for heading in self.map.columns[column])

    def _one_amount(self, column: str, heading: str, i: int) -> int:
        cell = self.map.word(column, self._cell(column, heading, i))
        if not cell:
            raw = self._raw(i, self.places[heading])
            if not raw and not self.map.empty_is_zero and (i, self.places[heading]) not in self.grid.unusable:
                self._refuse("amount-empty", i, heading, "")
            return 0
        try:
            return money.parse(cell)
        except ValueRefused as error:
            self._refuse(error.expected, i, heading, error.found)
            return 0

    def _add_line(self, row_id: str, rows: list[int]) -> None:
        cells: dict[str, str] = {}
        values: dict[str, Any] = {}
        for column in self.map.columns:
            if is_money(ACTIVITIES[column]):
                values[column] = sum(self._amount(column, i) for i in rows)
                cells[column] = money.decimal(values[column])
            elif column != "id" and (cell := self._agreed(column, rows)):
                cells[column] = cell
        cells["id"] = row_id  # read to group the rows; joined and put into words by then
        for column in [name for name in cells if name not in values]:
            try:
                values[column] = read_cell(ACTIVITIES[column], cells[column])
                cells[column] = written(ACTIVITIES[column], values[column])
            except ValueRefused as error:
                heading = self.report.headings[column]
                self._refuse(error.expected, rows[0], heading, cells[column], error)
        self.report.lines[row_id] = Line(row_id, tuple(i + 1 for i in rows), cells, values)

    def _agreed(self, column: str, rows: list[int]) -> str:
        """What the rows of one id say in a column that is not added up."""
        said = {i: text for i in rows if (text := self._text(column, i))}
        first = next(iter(said), None)
        if first is None:
            return ""
        for i, text in said.items():
            if text != said[first] and not self.map.takes_first:
                place = (self.grid.file, i + 1, self.report.headings[column])
                english, thai = (f"{said[first]} ({row} {first + 1})" for row in ("row", "แถว"))
                self.findings.append(Finding("rows-differ", *place, text, english, expected_th=thai))
                break
        return said[first]

    def _refuse(self, code: str, i: int, heading: str, found: str, error: ValueRefused | None = None) -> None:
        place = (self.grid.file, i + 1, heading, found)
        if error is None:
            self.findings.append(Finding(code, *place))
        else:
            near, thai = error.nearest(), error.detail_th
            self.findings.append(Finding(code, *place, error.detail, near, expected_th=thai))

    # the report's own total

    def _reconcile(self, totals: list[int]) -> None:
        if len(totals) != 1:
            rows = ", ".join(str(i + 1) for i in totals) or "—"
            self.findings.append(Finding("total-rows", self.map.file, None, "total", str(len(totals)), rows))
            return
        row = totals[0]
        self.report.total_row = row + 1
        for column in self.map.columns:
            if not is_money(ACTIVITIES[column]):
                continue
            if not any(self._raw(row, self.places[heading]) for heading in self.map.columns[column]):
                continue  # a total that the report does not give
            stated = self._amount(column, row)
            imported = sum(line.values[column] for line in self.report.lines.values())
            self.report.sums.append(Sum(column, imported, stated))
            if stated != imported:
                self._differs(column, row, imported, stated)

    def _differs(self, column: str, row: int, imported: int, stated: int) -> None:
        gap = money.baht(abs(stated - imported))
        more = imported > stated
        self.findings.append(
            Finding(
                "total-differs",
                self.grid.file,
                row + 1,
                self.report.headings[column],
                found=money.baht(imported),
                expected=f"{money.baht(stated)}, {gap} {'less' if more else 'more'}",
                expected_th=f"{money.baht(stated)} {'น้อย' if more else 'มาก'}กว่า {gap}",
            )
        )


def _letter(position: int) -> str:
    """A column as spreadsheets call it: A, B, … Z, AA."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
