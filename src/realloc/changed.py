"""What has become of a case since a plan was made from it, as far as the plan's own document can tell.

A plan holds some of its case's values: budgets, costs, rules, what was disbursed in all. Where its
fingerprint is not the case's, they show what is different. Dates, scores and most else leave no trace in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from realloc import money
from realloc.case.records import Case
from realloc.verify import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is not as the plan has it: `plan` and `case` as plans write it, "" where there is none."""

    path: str
    plan: str
    case: str


def is_of_other_data(problems: Iterable[Any]) -> bool:
    """Whether a plan was made from other data than the case holds, as `verify.check_plan` finds."""
    return any(isinstance(problem, Problem) and problem.code == "fingerprint" for problem in problems)


def changes(case: Case, document: Any) -> list[Change]:
    """The values that the plan's document and its case have both, and not alike; never raises."""
    return [change for change in _compared(case, document) if change.plan != change.case]


def _compared(case: Case, document: Any) -> Iterator[Change]:
    of_plan = {"name": _text(document, "case", "name"), "scenario": _text(document, "scenario", "name")}
    yield Change("case.name", of_plan["name"] or case.name, case.name)
    yield Change("scenario.name", of_plan["scenario"] or case.scenario.name, case.scenario.name)
    yield from _rows(
        "activities",
        "budget",
        _told(document, "activities", "before"),
        ((a.id, a.budget) for a in case.activities),
    )
    yield from _rows(
        "reserves", "cost", _told(document, "reserves", "cost"), ((r.id, r.cost) for r in case.reserves)
    )
    disbursed = money.decimal(sum(activity.disbursed for activity in case.activities))
    yield Change("totals.disbursed", _text(document, "totals", "disbursed") or disbursed, disbursed)
    yield from _rules(case, document)


def _rows(
    table: str, column: str, told: dict[str, str] | None, held: Iterable[tuple[str, int]]
) -> Iterator[Change]:
    """A row that is in one of the two only, and a cell that differs."""
    if told is None:
        return
    now = {id_: money.decimal(satang) for id_, satang in held}
    for id_ in dict.fromkeys((*now, *told)):
        path = f"{table}.{id_}.{column}" if id_ in now and id_ in told else f"{table}.{id_}"
        yield Change(path, told.get(id_, ""), now.get(id_, ""))


def _rules(case: Case, document: Any) -> Iterator[Change]:
    """The rules that the plan names; of those that it does not, some are new, some met no pair."""
    types, severities = (_told(document, "rules", key) or {} for key in ("type", "severity"))
    now = {rule.id: rule for rule in case.rules if rule.enabled}
    for id_, kind in types.items():
        rule = now.get(id_)
        if rule is None:
            yield Change(f"rules.{id_}", kind, "")
        else:
            yield Change(f"rules.{id_}.type", kind, rule.type)
            yield Change(f"rules.{id_}.severity", severities.get(id_, ""), rule.severity)


def _told(document: Any, table: str, column: str) -> dict[str, str] | None:
    """A column of the plan's table by id; None where there is no such table."""
    rows = document.get(table) if isinstance(document, dict) else None
    if not isinstance(rows, list):
        return None
    return {row["id"]: row[column] for row in rows if _has_text(row, "id") and _has_text(row, column)}


def _has_text(row: Any, column: str) -> bool:
    return isinstance(row, dict) and isinstance(row.get(column), str)


def _text(document: Any, part: str, key: str) -> str:
    held = document.get(part) if isinstance(document, dict) else None
    return str(held[key]) if isinstance(held, dict) and isinstance(held.get(key), str) else ""
