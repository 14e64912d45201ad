"""Explanations as the tests look at them: settings laid on records by hand, claims planned again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planned import no_worse

from realloc import money
from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Condition, Rule, Selector
from realloc.planning import plan
from realloc.result import Plan

READ = {
    "score": Decimal,
    "rank": int,
    "cost": money.parse,
    "min_cost": money.parse,
    "lead_days": int,
    "available": {"yes": True, "no": False}.__getitem__,
    "budget": money.parse,
    "keep": money.parse,
    "release_share": Fraction,
    "feasibility": str,
    "decision": date.fromisoformat,
    "reopening": date.fromisoformat,
    "cap": int,
    "amount": money.parse,
    "share": Fraction,
    "max": int,
    "enabled": {"true": True, "false": False}.__getitem__,
}


def laid(case: Case, settings: Sequence[tuple[str, str]]) -> Case:
    """The case with these settings, as `--set` would lay them."""
    for path, value in settings:
        section, *middle, name = path.split(".")
        read: Any = READ[name](value)
        if section in ("calendar", "covid"):
            case = replace(case, **{section: replace(getattr(case, section), **{name: read})})
        else:
            rows = [
                replace(row, **{name: read}) if row.id == ".".join(middle) else row
                for row in getattr(case, section)
            ]
            case = replace(case, **{section: tuple(rows)})
    return replace(case, fingerprint=fingerprint(case))


def with_rules(case: Case, *rules: Rule) -> Case:
    return replace(case, rules=(*case.rules, *rules))


def only(id_: str) -> Selector:
    return Selector((Condition("id", (id_,)),))


def forcing(case: Case, id_: str, amount: int | None = None) -> Case:
    """The case with a rule that the reserve gets at least so much, its least amount unless given."""
    least = next(row.min_cost for row in case.reserves if row.id == id_)
    return with_rules(case, Rule("forcing", "require", target=only(id_), amount=amount or least))


def barring(case: Case, id_: str) -> Case:
    """The case with a rule that the reserve gets nothing."""
    return with_rules(case, Rule("barring", "forbid", target=only(id_)))


def gets(found: Plan, id_: str) -> int:
    return next(row.amount for row in found.reserves if row.id == id_)


def gives(found: Plan, id_: str) -> int:
    return next(row.out for row in found.activities if row.id == id_)


def as_good(one: Plan, other: Plan) -> bool:
    """Whether `one` is as good as `other` or better, stage by stage."""
    for mine, theirs in zip(one.objective, other.objective, strict=True):
        if mine.value != theirs.value:
            return no_worse(mine.stage, mine.value, theirs.value)
    return True


def must_fund(case: Case, id_: str) -> bool:
    """Whether every best plan funds the reserve."""
    best = plan(case)
    if best.status == "infeasible" or not gets(best, id_):
        return False
    without = plan(barring(case, id_))
    return without.status == "infeasible" or not as_good(without, best)


def transfers_of(found: Plan) -> dict[tuple[str, str], int]:
    return {(line.source, line.target): line.amount for line in found.transfers}
