"""What rows must satisfy together, within one table or over both. Refused cells are passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from realloc import money
from realloc.case.columns import BAD
from realloc.case.nearest import nearest_at_first
from realloc.case.tables import Place, Table
from realloc.errors import Finding

STAGE_COLUMNS = ("score", "rank")


def check_rows(tables: Mapping[str, Table], unit: int | None, stages: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with rows taken together. `unit` is satang, None where it was refused."""
    activities, reserves = tables.get("activities"), tables.get("reserves")
    if activities is not None:
        yield from _ids_once(activities, None)
        yield from _within_budget(activities)
        yield from _participants_ordered(activities)
    if reserves is not None:
        yield from _ids_once(reserves, activities)
        yield from _costs(reserves)
        if unit:
            yield from _whole_units(reserves, unit)
        yield from _references(reserves)
        yield from _ranks_once(reserves)
        for column in STAGE_COLUMNS:
            if column in stages:
                yield from _stage_has(reserves, column)


def _ids_once(table: Table, other: Table | None) -> Iterator[Finding]:
    apart = other is None or table.index.keys().isdisjoint(other.index)
    if apart and len(table.index) == len(table):
        return
    for row, row_id in enumerate(table.columns["id"]):
        if other is not None and row_id in other.index:
            yield _used("id-twice", table.place(row, "id"), row_id, other, other.index[row_id])
        elif row_id is not BAD and table.index[row_id] != row:
            yield _used("id-twice", table.place(row, "id"), row_id, table, table.index[row_id])


def _used(code: str, place: Place, found: str, table: Table, row: int) -> Finding:
    """A finding that what is `found` at `place` is already used in a row of a table."""
    english, thai = table.row_name(row, "en"), table.row_name(row, "th")
    return Finding(code, *place, found=found, expected=english, expected_th=thai)


def _within_budget(table: Table) -> Iterator[Finding]:
    """disbursed + obligated ≤ budget."""
    names = ("budget", "disbursed", "obligated")
    for row, budget, disbursed, obligated in table.rows(*names):
        if disbursed + obligated > budget:
            spent = money.baht(disbursed + obligated)
            yield Finding("over-budget", *table.place(row, *names), found=spent, expected=money.baht(budget))


def _participants_ordered(table: Table) -> Iterator[Finding]:
    """min_participants ≤ participants."""
    for row, least, most in table.rows("min_participants", "participants"):
        if least is not None and most is not None and least > most:
            place = table.place(row, "min_participants", "participants")
            yield Finding("participants-order", *place, found=f"{least:,}", expected=f"{most:,}")


def _costs(table: Table) -> Iterator[Finding]:
    """0 < cost, min_cost ≤ cost."""
    for row, cost in table.rows("cost"):
        if cost == 0:
            yield Finding("money-zero", *table.place(row, "cost"), found=money.baht(cost))
    for row, least, cost in table.rows("min_cost", "cost"):
        if least is not None and 0 < cost < least:
            place = table.place(row, "min_cost", "cost")
            yield Finding("min-over-cost", *place, found=money.baht(least), expected=money.baht(cost))


def _whole_units(table: Table, unit: int) -> Iterator[Finding]:
    """`cost` and `min_cost` are whole multiples of `unit`."""
    for column in ("cost", "min_cost"):
        for row, amount in table.rows(column):
            if amount is not None and amount % unit:
                place = table.place(row, column)
                yield Finding("not-multiple", *place, found=money.baht(amount), expected=money.baht(unit))


def _references(table: Table) -> Iterator[Finding]:
    """`requires` and `excludes` name other reserves."""
    ids = table.columns["id"]
    unknown: list[str] = []
    for column in ("requires", "excludes"):
        for row, named in table.rows(column):
            for reserve in named:
                if reserve == ids[row]:
                    yield Finding("self-reference", *table.place(row, column), found=reserve)
                elif table.complete and reserve not in table.index:
                    near = nearest_at_first(reserve, table.index, unknown)
                    unknown.append(reserve)
                    near = "" if near == ids[row] else near
                    place = table.place(row, column)
                    yield Finding("reserve-unknown", *place, found=reserve, nearest=near)


def _ranks_once(table: Table) -> Iterator[Finding]:
    first: dict[int, int] = {}
    for row, rank in table.rows("rank"):
        if rank is not None and first.setdefault(rank, row) != row:
            yield _used("rank-twice", table.place(row, "rank"), str(rank), table, first[rank])


def _stage_has(table: Table, column: str) -> Iterator[Finding]:
    values = table.columns[column]
    if column not in table.headings and values and values.count(None) == len(values):
        yield Finding("stage-needs", table.file, 1, column, expected=column)
        return
    for row, value in table.rows(column):
        if value is None:
            yield Finding("stage-needs", *table.place(row, column), expected=column)
