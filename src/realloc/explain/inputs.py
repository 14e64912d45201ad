"""What two cases differ in, as changes that can each be made or taken back by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from realloc import money
from realloc.case.records import Case, Comparison, Covid, Rule, Selector
from realloc.choice import Cell
from realloc.explain.changes import changed, with_calendar

MOST_CHANGES = 24
"""Changes looked at one by one; where there are more, those of one column are taken as one."""

_MONEY = frozenset({"budget", "disbursed", "obligated", "keep", "cost", "min_cost", "amount", "unit"})
_ROW_TEXTS = frozenset({"name", "name_en", "location", "main_activity", "note"})
_RULE_TEXTS = frozenset({"title", "title_en", "cite", "basis"})
_CASE_TEXTS = ("title", "title_en", "currency", "projects", "targets", "assumptions")
_TABLES = ("activities", "reserves", "rules")
_SETTINGS = {"unit": "unit", "covid": "covid", "objective.stages": "stages", "approval.levels": "levels"}
_FILE_NAMES = {"source": "from", "target": "to"}  # a rule's fields, as case.toml calls them

type Edit = Callable[[Case], Case]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two cases: `there` makes it in any case, `back` takes it back.

    `cells` say what it is. A change that stands for a whole column has one cell without values, and `rows`
    is how many it is of.
    """

    cells: tuple[Cell, ...]
    there: Edit
    back: Edit
    rows: int = 1


def changes(first: Case, second: Case) -> tuple[list[Change], int]:
    """What leads from the first case to the second, and how many differences no plan can depend on."""
    seen = {name for case in (first, second) for rule in case.rules for name in read_by(rule)}
    texts = {"activities": _ROW_TEXTS - seen, "reserves": _ROW_TEXTS - seen, "rules": _RULE_TEXTS}
    others = sum(getattr(first, name) != getattr(second, name) for name in _CASE_TEXTS)
    others += first.calendar.as_of != second.calendar.as_of
    found = list(_settings(first, second))
    rows = []
    for table in _TABLES:
        for change in _rows(table, first, second):
            cells = tuple(cell for cell in change.cells if _field(cell) not in texts[table])
            if cells:
                rows.append(replace(change, cells=cells))
            else:
                others += 1
    if len(found) + len(rows) > MOST_CHANGES:
        rows = list(_by_column(first, second, texts))
    return found + rows, others


def is_sound(case: Case) -> bool:
    """Whether a case with some changes and not others can be planned at all."""
    ids = {reserve.id for reserve in case.reserves}
    scores = "score" not in case.stages or all(reserve.score is not None for reserve in case.reserves)
    ranks = [reserve.rank for reserve in case.reserves] if "rank" in case.stages else []
    return (
        scores
        and None not in ranks
        and len(set(ranks)) == len(ranks)
        and all(ids.issuperset((*r.requires, *r.excludes)) for r in case.reserves)
        and all(r.cost % case.unit == 0 and r.min_cost % case.unit == 0 for r in case.reserves)
        and all(r.min_cost <= r.cost for r in case.reserves)
        and all(a.disbursed + a.obligated <= a.budget for a in case.activities)
        and all(rule.level is None or rule.level in case.levels for rule in case.rules)
    )


def read_by(rule: Rule) -> Iterator[str]:
    """The columns that a rule looks at."""
    for selector in (rule.source, rule.target):
        yield from (condition.attribute for condition in selector.conditions)
    yield from (*rule.same, *rule.different)
    if rule.per is not None:
        yield rule.per[1]


def _field(cell: Cell) -> str:
    return cell.path.rsplit(".", 1)[1]


def _settings(first: Case, second: Case) -> Iterator[Change]:
    for name in ("decision", "close"):
        values = getattr(first.calendar, name), getattr(second.calendar, name)
        yield from _setting(f"calendar.{name}", values, partial(_date, name))
    for name in sorted(first.release.keys() | second.release.keys()):
        yield from _setting(
            f"release.{name}", (first.release[name], second.release[name]), partial(_share, name)
        )
    for path, name in _SETTINGS.items():
        yield from _setting(
            path, (getattr(first, name), getattr(second, name)), partial(_field_of_case, name)
        )


def _setting(path: str, values: tuple[Any, Any], edit: Callable[[Any, Case], Case]) -> Iterator[Change]:
    one, two = values
    if one != two:
        yield Change(
            (Cell(path, shown(path, one), shown(path, two)),), partial(edit, two), partial(edit, one)
        )


def _date(name: str, value: date, case: Case) -> Case:
    return with_calendar(case, **{name: value})


def _share(flag: str, value: Fraction, case: Case) -> Case:
    return changed(case, release=case.release | {flag: value})


def _field_of_case(name: str, value: Any, case: Case) -> Case:
    return changed(case, **{name: value})


def _rows(table: str, first: Case, second: Case) -> Iterator[Change]:
    """A change for each row that is not the same in both, in the order of the second case."""
    before = {row.id: row for row in getattr(first, table)}
    after = {row.id: row for row in getattr(second, table)}
    for id_ in dict.fromkeys((*after, *before)):
        one, two = before.get(id_), after.get(id_)
        if one == two:
            continue
        path = f"{table}.{id_}"
        if one is None or two is None:
            present = [("" if row is None else _what(row)) for row in (one, two)]
            cells: tuple[Cell, ...] = (Cell(f"{path}.id", *present),)
        else:
            cells = tuple(
                Cell(f"{path}.{name}", shown(name, value), shown(name, other))
                for name, value, other in _different(one, two)
            )
        yield Change(cells, _put(table, id_, two), _put(table, id_, one))


def _what(row: Any) -> str:
    """What a row that only one case has is."""
    return row.type if isinstance(row, Rule) else row.name


def _different(one: Any, two: Any) -> Iterator[tuple[str, Any, Any]]:
    for field in fields(one):
        value, other = getattr(one, field.name), getattr(two, field.name)
        if value != other:
            yield (
                _FILE_NAMES.get(field.name, field.name) if isinstance(one, Rule) else field.name,
                value,
                other,
            )


_FILE_NAMES = {"source": "from", "target": "to", "basis": "basis"}


def _put(table: str, id_: str, row: Any) -> Edit:
    """Make a row this one, or remove it (None)."""

    def edit(case: Case) -> Case:
        rows = [row if old.id == id_ else old for old in getattr(case, table)]
        if row is not None and row not in rows:
            rows.append(row)
        return changed(case, **{table: tuple(old for old in rows if old is not None)})

    return edit


def _by_column(first: Case, second: Case, texts: dict[str, frozenset[str]]) -> Iterator[Change]:
    """The changes of each column of a table as one, and rows that only one case has as another."""
    for table in ("activities", "reserves"):
        before = {row.id: row for row in getattr(first, table)}
        after = {row.id: row for row in getattr(second, table)}
        columns: dict[str, list[str]] = {}
        for id_ in after.keys() & before.keys():
            for name, _, _ in _different(before[id_], after[id_]):
                columns.setdefault(name, []).append(id_)
        for name, ids in sorted(columns.items()):
            if name not in texts[table]:
                cell = Cell(f"{table}.{name}", "", "")
                there, back = (_column(table, name, ids, rows) for rows in (after, before))
                yield Change((cell,), there, back, len(ids))
        for ids in ([i for i in after if i not in before], [i for i in before if i not in after]):
            if ids:
                added = [_put(table, id_, after.get(id_)) for id_ in ids]
                removed = [_put(table, id_, before.get(id_)) for id_ in ids]
                sign = ("", "+") if ids[0] in after else ("+", "")
                yield Change((Cell(f"{table}.id", *sign),), _all(added), _all(removed), len(ids))
    for change in _rows("rules", first, second):
        cells = tuple(cell for cell in change.cells if _field(cell) not in texts["rules"])
        if cells:
            yield replace(change, cells=cells)


def _column(table: str, name: str, ids: Iterable[str], rows: dict[str, Any]) -> Edit:
    wanted = frozenset(ids)

    def edit(case: Case) -> Case:
        made = (
            replace(old, **{name: getattr(rows[old.id], name)}) if old.id in wanted else old
            for old in getattr(case, table)
        )
        return changed(case, **{table: tuple(made)})

    return edit


def _all(edits: Sequence[Edit]) -> Edit:
    def edit(case: Case) -> Case:
        for one in edits:
            case = one(case)
        return case

    return edit


def shown(name: str, value: Any) -> str:
    """A value as the case's files write it."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return money.decimal(value) if name in _MONEY else str(value)
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / value.denominator
        return format(exact.normalize(), "f") if Fraction(exact) == value else str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Selector):
        return ", ".join(f"{c.attribute} = {_options(c.attribute, c.options)}" for c in value.conditions)
    if isinstance(value, Comparison):
        return f"{value.operator}{shown(name, value.value)}"
    if isinstance(value, Covid):
        return _covid(value)
    if isinstance(value, tuple):
        return (".".join if name == "per" else "; ".join)(shown(name, item) for item in value)
    return str(value)


def _options(name: str, options: Sequence[Any]) -> str:
    return " | ".join(shown(name, option) for option in options)


def _covid(covid: Covid) -> str:
    parts = [f"cap = {covid.cap}"] if covid.cap is not None else []
    parts += [f"{cap.start}: {cap.cap}" for cap in covid.caps] if covid.cap is None else []
    parts += [f"reopening = {covid.reopening}"] if covid.reopening else []
    return "; ".join(parts)
