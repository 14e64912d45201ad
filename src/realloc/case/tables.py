"""A table with its columns known and its cells read; rows are reached by index, or by id.

Values stay in columns until all checks are done: that is what makes large tables quick, and what lets one
refused cell (`BAD`) leave the rest of its row to be checked.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any, NamedTuple

from realloc.case import aliases
from realloc.case.columns import BAD, REQUIRED, TABLES, Column, guess, read_cell, read_column
from realloc.case.grid import Sheet
from realloc.case.nearest import nearest_at_first
from realloc.case.values import CONTROL, folded, shown, text
from realloc.errors import MOST_SHOWN, Finding, Lang, ValueRefused

_PARTS = re.compile(r"[\n()]")
_UNITS = frozenset(map(folded, ("บาท", "หน่วย: บาท", "หน่วย:บาท", "คน", "ราย", "วัน", "baht", "THB")))

Place = tuple[str, int | None, str]  # the file, row and column of a `Finding`


class Laid(NamedTuple):
    """A value laid over a cell, and where it comes from: `file` and dotted `path` as a finding shows them."""

    value: Any
    file: str
    path: str


@dataclass(slots=True, eq=False, repr=False)
class Table:
    """`columns[name][i]` is the value of row `i`, or `BAD`; every column of the contract is there.

    `headings` gives the columns that the file has, as it spells them. `refused` holds a finding for each
    `BAD` cell, by column and row index. `laid` says which cells a scenario has replaced. `notices` say what
    was guessed, once for each column or scenario. A table that is not
    `complete` has rows or ids that could not be read, so that an unknown id says nothing; one that is not
    `whole` lacks cells that every row needs.
    """

    name: str
    file: str
    columns: dict[str, list[Any]]
    numbers: Sequence[int]
    headings: dict[str, str]
    refused: dict[tuple[str, int], Finding] = field(default_factory=dict)
    laid: dict[tuple[str, int], Laid] = field(default_factory=dict)
    index: dict[str, int] = field(default_factory=dict)
    notices: list[Finding] = field(default_factory=list)
    complete: bool = True
    whole: bool = True

    def __len__(self) -> int:
        return len(self.numbers)

    def rows(self, *names: str) -> Iterable[tuple[Any, ...]]:
        """Return (row, value, …) over these columns, without the rows in which one of them is `BAD`."""
        columns: Iterable[Iterable[Any]] = map(self.columns.__getitem__, names)
        rows: Iterable[tuple[Any, ...]] = zip(range(len(self)), *columns, strict=True)
        return rows if self.whole and not self.refused else (row for row in rows if BAD not in row)

    def place(self, row: int, column: str, *others: str) -> Place:
        """Return where a finding about a row belongs: at the cell, or at what a scenario laid over it.

        `others` are columns that take part; the first that a scenario has replaced is to blame.
        """
        for name in (column, *others):
            laid = self.laid.get((name, row))
            if laid:
                return (laid.file, None, laid.path)
        return (self.file, self.numbers[row], self.headings.get(column, column))

    def row_name(self, row: int, lang: Lang) -> str:
        """Return a row's place in words for another finding to point at: `reserves.csv, row 7`."""
        return Finding("", self.file, self.numbers[row]).place(lang)

    def laid_over(self, rows: Mapping[str, Mapping[str, Laid]]) -> Table:
        """Return the table with cells replaced, by row id and column; both exist. Self is left as it is."""
        if not rows:
            return self
        copy = replace(self, columns=dict(self.columns), refused=dict(self.refused), laid={})
        copy.notices = list(self.notices)
        for name in {name for cells in rows.values() for name in cells}:
            copy.columns[name] = list(self.columns[name])
        for row_id, cells in rows.items():
            for name, laid in cells.items():
                copy._lay(self.index[row_id], TABLES[self.name][name], laid)
        return copy

    def _lay(self, row: int, column: Column, laid: Laid) -> None:
        self.laid[column.name, row] = laid
        self.refused.pop((column.name, row), None)
        try:
            if isinstance(laid.value, list) and not column.many:
                raise ValueRefused("type-value")
            cell = text(laid.value)
            self.columns[column.name][row] = read_cell(column, cell)
            self.notice(column, cell, row)
        except ValueRefused as error:
            self.columns[column.name][row] = BAD
            place = (laid.file, None, laid.path)
            near = error.nearest()
            self.refused[column.name, row] = Finding(
                error.expected, *place, shown(laid.value), error.detail, near, expected_th=error.detail_th
            )

    def notice(self, column: Column, cell: str, row: int) -> None:
        """Say that a cell's value was guessed, unless one in its column, or its scenario, has been said."""
        code = guess(column, cell)
        file, number, name = self.place(row, column.name)
        said = {(notice.code, notice.file, notice.row and notice.column) for notice in self.notices}
        if code and (code, file, number and name) not in said:
            value = self.columns[column.name][row]
            read, read_th = ("blank", "ช่องว่าง") if value in (None, ()) else (str(value), "")
            self.notices.append(
                Finding(code, file, number, name, cell, read, severity="notice", expected_th=read_th)
            )

    def records(self, kind: type, made: Sequence[Any] = ()) -> tuple[Any, ...]:
        """Return the rows as records. `made` has those of the table that this one was laid over."""
        columns = self.columns
        if "min_cost" in columns:  # blank = all or nothing
            pairs = zip(columns["min_cost"], columns["cost"], strict=True)
            columns = columns | {"min_cost": [cost if least is None else least for least, cost in pairs]}
        if not made:
            return _filled(kind, columns, len(self))
        rows = list(made)
        for row in {row for _, row in self.laid}:
            rows[row] = kind(*(column[row] for column in columns.values()))
        return tuple(rows)


def blank_table(name: str) -> Table:
    """Return table `name` with all of its columns and no rows."""
    return Table(name, "", {column: [] for column in TABLES[name]}, (), {c: c for c in TABLES[name]})


def _filled(kind: type, columns: Mapping[str, list[Any]], count: int) -> tuple[Any, ...]:
    """Return `count` frozen records of `kind`, filled a column at a time through their slots.

    Calling `kind` for each of 100,000 rows takes four times as long, most of it in frozen `__setattr__`.
    """
    rows: tuple[Any, ...] = tuple(map(object.__new__, repeat(kind, count)))
    for name, column in columns.items():
        deque(map(getattr(kind, name).__set__, rows, column), maxlen=0)
    return rows


def make_table(name: str, sheet: Sheet, findings: list[Finding]) -> Table:
    """Read a sheet's cells as the columns of table `name`. What concerns whole columns goes to `findings`."""
    known = TABLES[name]
    positions, misspelt = _positions(name, sheet, findings)
    headings = {column: sheet.heading(position) for column, position in positions.items()}
    table = Table(name, sheet.file, {}, sheet.numbers, headings)
    for column in known.values():
        if column.name in positions:
            _read_into(table, column, sheet, positions[column.name])
        else:
            blank = BAD if column.blank is REQUIRED else column.blank
            table.columns[column.name] = [blank] * len(sheet.numbers)
            if column.blank is REQUIRED:
                table.whole = False
                if column.name not in misspelt:
                    findings.append(Finding("column-missing", sheet.file, 1, column.name))
    _drop_shifted(table, sheet, findings)
    for row, row_id in enumerate(table.columns["id"]):
        if row_id is not BAD:
            table.index.setdefault(row_id, row)
    table.complete = sheet.complete and "id" in positions and not sheet.ragged
    table.whole = table.whole and not sheet.ragged
    return table


def _drop_shifted(table: Table, sheet: Sheet, findings: list[Finding]) -> None:
    """Refuse a row with blank cells too many whole where one of its values is refused.

    Then a comma without quotation marks has moved values along, into columns that are not theirs.
    """
    shifted = {row for _, row in table.refused if row in sheet.padded}
    if not shifted:
        return
    table.refused = {place: finding for place, finding in table.refused.items() if place[1] not in shifted}
    for name, column in table.columns.items():
        kept = list(column)
        for row in shifted:
            kept[row] = BAD
        table.columns[name] = kept
    for row in sorted(shifted):
        place = (sheet.file, sheet.numbers[row], "")
        findings.append(Finding("row-long", *place, str(sheet.padded[row]), str(len(sheet.header))))
    sheet.ragged |= shifted


def _positions(name: str, sheet: Sheet, findings: list[Finding]) -> tuple[dict[str, int], set[str]]:
    """Return where each known column stands in the sheet, and those that unknown headings seem to mean."""
    spellings = _spellings(name)
    positions: dict[str, int] = {}
    misspelt: set[str] = set()
    for position, heading in enumerate(sheet.header):
        column = _meant(heading, spellings)
        if column is None:
            if heading:
                heading = sheet.heading(position)
                near = nearest_at_first(heading, [*TABLES[name], *_aliases(name)], findings)
                options = ", ".join(TABLES[name])
                misspelt.add(spellings.get(folded(near), ""))
                findings.append(Finding("column-unknown", sheet.file, 1, "", heading, options, near))
            elif any(map(str.strip, sheet.columns[position])):
                findings.append(Finding("header-blank", sheet.file, 1, expected=str(position + 1)))
        elif column in positions:
            findings.append(Finding("column-twice", sheet.file, 1, column, sheet.heading(position)))
        else:
            positions[column] = position
    return positions, misspelt


def _meant(heading: str, spellings: Mapping[str, str]) -> str | None:
    """Return the column of a heading: one of its spellings, or several, and the unit, below each other."""
    column = spellings.get(folded(heading))
    if column is None:
        parts = [folded(part) for part in _PARTS.split(heading) if part.strip()]
        meant = {spellings.get(part) for part in parts if part not in _UNITS}
        column = meant.pop() if len(meant) == 1 else None
    return column


def _aliases(name: str) -> dict[str, str]:
    own = {alias: column for column in TABLES[name] for alias in aliases.COLUMNS.get(column, ())}
    return own | aliases.RESERVE_COLUMNS if name == "reserves" else own


def _spellings(name: str) -> dict[str, str]:
    return {folded(word): column for word, column in _aliases(name).items()} | {c: c for c in TABLES[name]}


def _read_into(table: Table, column: Column, sheet: Sheet, position: int) -> None:
    cells = sheet.columns[position]
    read, bad, guessed = read_column(column, cells)
    if sheet.controls:
        strange = ((row, cell.strip()) for row, cell in enumerate(cells) if CONTROL.search(cell))
        bad |= {row: ValueRefused("control", cell) for row, cell in strange if CONTROL.search(cell)}
    marked = {row: finding for (row, k), finding in sheet.cells.items() if k == position}
    if bad or marked or sheet.ragged:
        read = list(read)
        for row in (*bad, *marked, *sheet.ragged):
            read[row] = BAD
    for row in sheet.ragged:
        bad.pop(row, None)  # the row's own finding says enough
    heading = table.headings[column.name]
    for count, (row, error) in enumerate(bad.items()):
        near = error.nearest() if count < MOST_SHOWN else ""  # a column that is all wrong is not misspelt
        place = (table.file, table.numbers[row], heading)
        table.refused[column.name, row] = Finding(
            error.expected, *place, cells[row].strip(), error.detail, near, expected_th=error.detail_th
        )
    for row, finding in marked.items():
        table.refused[column.name, row] = finding
    table.columns[column.name] = read
    for row in guessed:
        if read[row] is not BAD:
            table.notice(column, cells[row].strip(), row)
