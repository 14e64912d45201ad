"""What of a plan falls under each approval rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from realloc.case.records import Case, Rule
from realloc.result import Plan
from realloc.situation import assess
from realloc.situation.matching import Sides, meets


@dataclass(frozen=True, slots=True)
class ApprovalUse:
    """The transfers that match an approval rule: their sum in satang, and how many they are.

    A transfer that several rules match counts under each; it needs the highest of their levels.
    """

    rule: Rule
    amount: int
    lines: int


def approvals(plan: Plan, case: Case) -> list[ApprovalUse]:
    """The approval rules that a plan is bound by, in the case's order, and what falls under each."""
    rules = _approval_rules(case)
    under = rules_of_transfers(plan, case)
    uses = []
    for rule in rules:
        amounts = [t.amount for t, met in zip(plan.transfers, under, strict=True) if rule in met]
        uses.append(ApprovalUse(rule, sum(amounts), len(amounts)))
    return uses


def rules_of_transfers(plan: Plan, case: Case) -> list[tuple[Rule, ...]]:
    """For each of a plan's transfers the approval rules that it falls under, in the case's order."""
    rules = _approval_rules(case)
    if not rules:
        return [()] * len(plan.transfers)
    # Only rows that money moves between are looked at: they are few, however large the case.
    ends = {t.source for t in plan.transfers} | {t.target for t in plan.transfers}
    activities = tuple(a for a in case.activities if a.id in ends)
    reserves = tuple(r for r in case.reserves if r.id in ends)
    sides = Sides.of(assess(replace(case, activities=activities, reserves=reserves)), rules)
    place = {row.id: number for number, row in enumerate(activities)}
    place |= {row.id: number for number, row in enumerate(reserves)}
    return [
        tuple(
            rule
            for rule, sources, targets in zip(rules, sides.source, sides.target, strict=True)
            if meets(sources[place[t.source]], targets[place[t.target]])
        )
        for t in plan.transfers
    ]


def _approval_rules(case: Case) -> list[Rule]:
    return [r for r in case.rules if r.enabled and r.type == "approval" and r.severity == "block"]
