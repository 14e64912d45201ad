"""Two plans of nearly the same case beside each other: what every stage loses, who gains and who falls."""

from __future__ import annotations

from collections.abc import Iterator

from realloc import money
from realloc.case.records import Case
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explanation import Figure, Instead, Shift
from realloc.result import MINIMISED_STAGES, Plan, Reason


def beside(plan: Plan, other: Plan) -> Instead:
    """The other plan as an alternative to `plan`: stage by stage, and the rows that differ."""
    if "infeasible" in (plan.status, other.status):
        return Instead(other, (), "", (), ())
    stages = tuple(
        (Figure(one.stage, one.value), Figure(two.stage, two.value))
        for one, two in zip(plan.objective, other.objective, strict=True)
    )
    return Instead(
        plan=other,
        stages=stages,
        first=next((now.stage for now, then in stages if now != then), ""),
        reserves=tuple(
            Shift(one.id, one.amount, two.amount)
            for one, two in zip(plan.reserves, other.reserves, strict=True)
            if one.amount != two.amount
        ),
        activities=tuple(
            Shift(one.id, one.out, two.out)
            for one, two in zip(plan.activities, other.activities, strict=True)
            if one.out != two.out
        ),
    )


def planned_beside(plan: Plan, changed: Case, probe: Probe) -> Instead | None:
    """The plan of a changed case beside `plan`; None where the effort does not suffice for it."""
    try:
        return beside(plan, probe.plan(changed))
    except OutOfEffort:
        return None


def loss(stage: str, now: int, then: int) -> int:
    """By how much `then` is worse than `now`: above zero where it is."""
    return then - now if stage in MINIMISED_STAGES else now - then


def lost(instead: Instead, code: str) -> Reason:
    """What the other plan loses in the first stage in which it differs."""
    now, then = next(pair for pair in instead.stages if pair[0].stage == instead.first)
    values = {"stage": instead.first, "now": now, "then": then}
    if isinstance(now.value, int) and isinstance(then.value, int):
        by = Figure(now.stage, abs(loss(now.stage, now.value, then.value)))
        return Reason(code, {**values, "by": by})
    return Reason(f"{code}-rank", values)


def who_falls(instead: Instead, fallen: str, less: str) -> Iterator[Reason]:
    """The reserves that get nothing, and those that get less, in the other plan, with what they lose."""
    out = tuple(f"{s.id} {money.baht(s.now)}" for s in instead.reserves if s.now and not s.then)
    down = tuple(f"{s.id} {money.baht(s.now - s.then)}" for s in instead.reserves if 0 < s.then < s.now)
    if out:
        yield Reason(fallen, {"others": out})
    if down:
        yield Reason(less, {"others": down})


def amount_of(plan: Plan, reserve: str) -> int:
    """The satang that a reserve gets."""
    return next(row.amount for row in plan.reserves if row.id == reserve)
