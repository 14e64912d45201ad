"""By how much one rule must give way before a reserve project gets its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Any

from realloc import money
from realloc.case.records import Case, Reserve, Rule
from realloc.explain import changes
from realloc.explain.beside import amount_of
from realloc.explain.extreme import SHARE_STEPS, relaxing, within_reach
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.question import held_at, holdable
from realloc.explain.reading import asks_more_of_more_pairs, live, speaks_of_some_pair
from realloc.explain.score import comes_before
from realloc.explain.threshold import Change, Scale, least
from realloc.explanation import Instead, Remedy
from realloc.result import Plan, Reason
from realloc.situation import assess


@dataclass(frozen=True, slots=True)
class Bar:
    """What a limit, require or count asks for, in steps: where it is, and where it asks for nothing any more.

    A step is a unit of the case, a hundredth of a percentage point of a share, or 1 of a count.
    """

    rule: Rule
    unit: int
    now: int
    end: int

    @property
    def steps(self) -> int:
        return abs(self.end - self.now)

    def fields(self, step: int) -> dict[str, Any]:
        """The rule's own field, `step` steps away from where it is."""
        place = self.now + (step if self.end > self.now else -step)
        if self.rule.type == "count":
            return {"max": place}
        if self.rule.share is not None:
            return {"share": Fraction(place, SHARE_STEPS)}
        return {"amount": place * self.unit}

    def change(self, case: Case, step: int) -> Change:
        """The case with the rule moved by `step` steps, and the settings that move it."""
        ((name, value),) = self.fields(step).items()
        return Change(
            lambda: changes.with_rule(case, self.rule.id, **{name: value}),
            ((f"rules.{self.rule.id}.{name}", written(name, value)),),
        )


def bar(case: Case, rule: Rule) -> Bar:
    """How a limit, require or count of the case can give way."""
    loosens_upwards = rule.type != "require"
    rounded = floor if loosens_upwards else ceil
    if rule.type == "count":
        assert rule.max is not None
        most = {"activities": len(case.activities), "reserves": len(case.reserves)}
        lines = len(case.activities) * len(case.reserves)
        return Bar(rule, 1, rule.max, max(rule.max, most.get(rule.what or "", lines)))
    if rule.share is not None:
        return Bar(rule, 1, rounded(rule.share * SHARE_STEPS), SHARE_STEPS if loosens_upwards else 0)
    assert rule.amount is not None
    now = rounded(Fraction(rule.amount, case.unit))
    everything = sum(standing.releasable for standing in assess(case).standings) // case.unit
    return Bar(rule, case.unit, now, max(now, everything) if loosens_upwards else 0)


def relaxings(
    case: Case, reserve: Reserve, plan: Plan, instead: Instead
) -> Iterator[Callable[[Probe], Remedy]]:
    """Each rule that plans keep and that speaks of some transfer, to be relaxed alone."""
    for rule in live(case):
        if not speaks_of_some_pair(case, rule):
            continue
        if rule.type == "approval":
            decisive = instead.exists and "escalation" in case.stages
            if not decisive or comes_before(case, instead.first, "escalation"):
                continue
        if rule.type in ("forbid", "approval"):
            yield partial(_switched_off, case, reserve, rule, plan)
        else:
            yield partial(_relaxed, case, reserve, rule, plan)


def _switched_off(case: Case, reserve: Reserve, rule: Rule, plan: Plan, probe: Probe) -> Remedy:
    values, off = {"rule": rule.id}, changes.without_rules(case, [rule.id])
    held = held_at(case, plan, () if asks_more_of_more_pairs(off) else holdable(case)[:1])
    try:
        probe.spend()
        within = within_reach(off, case.reserves.index(reserve), held, probe)
        enough = within and amount_of(probe.plan(off), reserve.id) > 0
    except OutOfEffort:
        return Remedy("rule", "open", Reason("rule-open", values), rule.id)
    if not enough:
        return Remedy("rule", "none", Reason("rule-off-none", values), rule.id)
    setting = (f"rules.{rule.id}.enabled", "false")
    return Remedy("rule", "least", Reason("rule-off", values), rule.id, (setting,))


def _relaxed(case: Case, reserve: Reserve, rule: Rule, plan: Plan, probe: Probe) -> Remedy:
    position, place = case.reserves.index(reserve), bar(case, rule)

    def at(step: int) -> Change:
        return place.change(case, step)

    def funded(plan: Plan) -> bool:
        return amount_of(plan, reserve.id) > 0

    if not place.steps:
        return Remedy("rule", "none", Reason("rule-none", {"rule": rule.id}), rule.id)
    try:
        probe.spend()
    except OutOfEffort:
        return Remedy("rule", "open", Reason("rule-open", {"rule": rule.id}), rule.id)
    extreme = relaxing(case, position, rule, place.now, place.end, probe)
    found = least(probe, Scale(place.steps, at, extreme), funded, plan, holdable(case))
    values: dict[str, Any] = {"rule": rule.id}
    if not found.step:
        return Remedy("rule", found.found, Reason(f"rule-{found.found}", values), rule.id)
    kind = "count" if rule.type == "count" else "share" if rule.share is not None else "amount"
    values |= _named(
        place, {"now": 0, "needed": found.step, "short": found.step - 1, "open": found.low}, kind
    )
    return Remedy(
        "rule",
        found.found,
        Reason(f"rule-{kind}-{found.found}", values),
        rule.id,
        at(found.step).settings,
        at(found.step - 1).settings if found.step > 1 else (),
    )


def _named(place: Bar, steps: dict[str, int], kind: str) -> dict[str, Any]:
    """The rule's bound after some steps each, under names that say how it is written."""
    suffix = "_amount" if kind == "amount" else ""
    return {f"{name}{suffix}": next(iter(place.fields(step).values())) for name, step in steps.items()}


def written(name: str, value: Any) -> str:
    """A rule's field as `--set` takes it."""
    if name == "amount":
        return money.decimal(value)
    return format(Decimal(value.numerator) / value.denominator, "f") if name == "share" else str(value)
