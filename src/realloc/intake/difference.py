"""A report beside the activities of a case: what is new, what changes, what the report does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from realloc.case.checks import check_rows
from realloc.case.columns import ACTIVITIES, REQUIRED, read_cell
from realloc.case.sheets import Sheet
from realloc.case.tables import Table, make_table
from realloc.errors import Finding, InputError
from realloc.intake.cells import written
from realloc.intake.mapping import Mapping as Map
from realloc.intake.rows import Report


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that changes: both as a table has them, amounts as `827300.00`; "" is blank."""

    id: str
    name: str
    column: str
    before: str
    after: str


@dataclass(slots=True, eq=False)
class Difference:
    """What an import does to the activities of a case.

    `added` are whole rows by column, `changes` single cells, `missing` ids and names that the case has and
    the report lacks; these stay as they are. `unchanged` counts the activities that the report confirms.
    """

    added: list[dict[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def any(self) -> bool:
        """Whether anything would be written."""
        return bool(self.added or self.changes)

    @property
    def changed(self) -> dict[str, dict[str, str]]:
        """The new cells, by id and column."""
        cells: dict[str, dict[str, str]] = {}
        for change in self.changes:
            cells.setdefault(change.id, {})[change.column] = change.after
        return cells


def compare(report: Report, mapping: Map, table: Table | None, others: Mapping[str, Table]) -> Difference:
    """Compare a report with a case's activities, None where it has none yet; `others` are its other tables.

    Raises `InputError` for what the case could not be read with: new rows that lack what every row needs, and
    amounts that contradict each other.
    """
    difference = Difference()
    index = {} if table is None else table.index
    for line in report.lines.values():
        if table is not None and line.id in index:
            changes = list(_changes(line.cells, line.values, mapping, table, index[line.id]))
            difference.changes += changes
            difference.unchanged += not changes
        else:
            row = mapping.new | mapping.constants | line.cells
            difference.added.append({name: row[name] for name in ACTIVITIES if name in row})
    if table is not None:
        names = table.columns["name"]
        difference.missing = [(i, names[row]) for i, row in index.items() if i not in report.lines]
    findings = [*_lacking(difference, mapping), *_contradictions(report, difference, table, others)]
    if findings:
        raise InputError(findings)
    return difference


def _changes(
    cells: Mapping[str, str], values: Mapping[str, Any], mapping: Map, table: Table, row: int
) -> Iterator[Change]:
    constants = {name: read_cell(ACTIVITIES[name], text) for name, text in mapping.constants.items()}
    name = table.columns["name"][row]
    for column, value in {**values, **constants}.items():
        before = table.columns[column][row]
        if column != "id" and column not in mapping.keep and value != before:
            after = cells.get(column, mapping.constants.get(column, ""))
            yield Change(table.columns["id"][row], name, column, written(ACTIVITIES[column], before), after)


def _lacking(difference: Difference, mapping: Map) -> Iterator[Finding]:
    """What every row needs and nothing gives to rows that are new."""
    for column in ACTIVITIES.values():
        if column.blank is REQUIRED:
            lacking = [row["id"] for row in difference.added if not row.get(column.name)]
            if lacking:
                ids = ", ".join(lacking[:3]) + (", …" if len(lacking) > 3 else "")
                place = (mapping.file, None, f"columns.{column.name}")
                yield Finding("map-needs", *place, str(len(lacking)), ids)


def _contradictions(
    report: Report, difference: Difference, table: Table | None, others: Mapping[str, Table]
) -> Iterator[Finding]:
    """What the activities would be refused for, once written, at the report's rows."""
    sheet = merged(difference, table)
    merged_table = make_table("activities", sheet, [])
    if merged_table.refused:  # `_lacking` says it
        return
    ids = merged_table.columns["id"]
    for finding in check_rows({**others, "activities": merged_table}, None, ()):
        row_id = ids[finding.row - 2] if finding.row and finding.file == sheet.file else None
        if row_id in report.lines:
            heading = report.headings.get(finding.column, finding.column)
            row = report.lines[row_id].rows[0]
            yield replace(finding, file=report.file, row=row, column=heading)
        elif row_id is None and finding.code == "id-twice":
            yield finding


def merged(difference: Difference, table: Table | None) -> Sheet:
    """The activities as they will be, every column of the contract, in the order of the file."""
    columns: dict[str, list[str]] = {name: [] for name in ACTIVITIES}
    if table is not None:
        for name, column in ACTIVITIES.items():
            columns[name] = [written(column, value) for value in table.columns[name]]
        for row_id, cells in difference.changed.items():
            for name, cell in cells.items():
                columns[name][table.index[row_id]] = cell
    for row in difference.added:
        for name, cells_of in columns.items():
            cells_of.append(row.get(name, ""))
    count = len(columns["id"])
    file = "activities.csv" if table is None else table.file
    return Sheet(file, list(columns), list(columns.values()), range(2, count + 2))
