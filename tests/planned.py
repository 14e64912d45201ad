"""Small cases as records, and plans as the tests look at them: by pair, value against value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import oracle

from realloc.case.records import Activity, Calendar, Case, Reserve, Rule
from realloc.result import Plan

MINIMISED = frozenset({"escalation", "activities", "lines"})


def giver(name: str, budget: int, **fields: Any) -> Activity:
    """An activity that can release all of `budget` (satang)."""
    row = {"project": "tourism", "agency": "office", "category": "operating", "nature": "works"}
    row |= {"status": "not_started", "disbursed": 0, "feasibility": "infeasible"} | fields
    return Activity(id=name, name=name, budget=budget, **row)


def taker(name: str, cost: int, **fields: Any) -> Reserve:
    """A reserve that can receive money: all of `cost` (satang) or nothing, unless it has a `min_cost`."""
    row = {"project": "tourism", "agency": "office", "category": "operating"}
    row |= {"min_cost": cost, "score": Decimal(1)} | fields
    return Reserve(id=name, name=name, cost=cost, **row)


def case_of(
    activities: Sequence[Activity],
    reserves: Sequence[Reserve],
    rules: Sequence[Rule] = (),
    stages: Sequence[str] = ("score", "amount"),
    unit: int = 1,
) -> Case:
    return Case(
        name="small",
        title="Small",
        unit=unit,
        calendar=Calendar(date(2021, 4, 30), date(2021, 6, 1), date(2021, 9, 30)),
        activities=tuple(activities),
        reserves=tuple(reserves),
        rules=tuple(rules),
        stages=tuple(stages),
        fingerprint="sha256:test",
    )


def transfers(plan: Plan) -> dict[oracle.Pair, int]:
    """Satang by pair of ids."""
    return {(t.source, t.target): t.amount for t in plan.transfers}


def no_worse(stage: str, one: Any, other: Any) -> bool:
    """Whether `one` is at least as good a value of the stage as `other`."""
    if stage == "rank":
        return one == other or _first_difference(one, other) in one
    return one <= other if stage in MINIMISED else one >= other


def _first_difference(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """The most urgent rank that only one of the two funds."""
    return min(set(one) ^ set(other))


WITHIN = Rule("within", "forbid", different=("agency",))


def shared_case(count: int = 2) -> Case:
    """In each part 9 units give 3.6 ten-thousandths; for one tenth a unit goes where nobody must be asked.

    With two parts, 7 of 7.2 are held: two units may go there, in one part or in both.
    """
    gives = [giver(f"A{n}", 9, agency=f"agency {n}", project="free") for n in range(count)]
    takes = [
        taker(f"R{n}-{kind}", 10, min_cost=1, score=Decimal(score), agency=f"agency {n}", project=kind)
        for n in range(count)
        for kind, score in (("asked", "0.0004"), ("free", "0.0003"))
    ]
    rules = [WITHIN, Rule("ask", "approval", different=("project",), level="committee")]
    return case_of(gives, takes, rules, ("score", "escalation", "amount"))
