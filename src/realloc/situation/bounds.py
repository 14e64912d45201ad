"""What a rule's bound comes to in baht."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from realloc.case.records import Rule
from realloc.situation import Situation
from realloc.situation.matching import End


def fixed_bounds(situation: Situation, rule: Rule, ends: list[End | None]) -> dict[Any, Fraction]:
    """Satang that `rule` allows or asks for, by value of `per` on its `from` side (None: every other value).

    `ends` is the rule's view of the activities (`Sides.source`). A share of `transferred` has no fixed bound:
    the result is empty.
    """
    if rule.amount is not None:
        return {None: Fraction(rule.amount)}
    if rule.share is None or rule.of == "transferred":
        return {}
    by_group = rule.per is not None and rule.per[0] == "from"
    base: dict[Any, int] = {None: 0}
    for position, end in enumerate(ends):
        if end is None:
            continue
        worth = (
            situation.case.activities[position].budget
            if rule.of == "budget"
            else situation.standings[position].releasable
        )
        group = end[2] if by_group else None
        base[group] = base.get(group, 0) + worth
    return {group: rule.share * total for group, total in base.items()}
