"""One change to a case at a time: what a question lays on top before planning again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Condition, Rule, Selector

_QUESTION = "what-if"


def with_reserve(case: Case, id_: str, **fields: Any) -> Case:
    """The case with other values in one reserve's row."""
    rows = (replace(row, **fields) if row.id == id_ else row for row in case.reserves)
    return changed(case, reserves=tuple(rows))


def with_activity(case: Case, id_: str, **fields: Any) -> Case:
    """The case with other values in one activity's row."""
    rows = (replace(row, **fields) if row.id == id_ else row for row in case.activities)
    return changed(case, activities=tuple(rows))


def with_rule(case: Case, id_: str, **fields: Any) -> Case:
    """The case with other values in one rule."""
    rules = (replace(rule, **fields) if rule.id == id_ else rule for rule in case.rules)
    return changed(case, rules=tuple(rules))


def with_calendar(case: Case, **fields: Any) -> Case:
    """The case with other dates."""
    return changed(case, calendar=replace(case.calendar, **fields))


def forced(case: Case, id_: str, amount: int | None = None) -> Case:
    """The case with one more rule: that reserve gets at least so much, or its least amount."""
    reserve = next(row for row in case.reserves if row.id == id_)
    target = Selector((Condition("id", (id_,)),))
    least = reserve.min_cost if amount is None else amount
    return with_one_more(case, type="require", target=target, amount=least)


def with_one_more(case: Case, **fields: Any) -> Case:
    """The case with one more rule, under an id that no other has."""
    return changed(case, rules=(*case.rules, Rule(_free_name(case), **fields)))


def left_out(case: Case, id_: str) -> Case:
    """The case with one reserve that cannot take money."""
    return with_reserve(case, id_, available=False)


def kept(case: Case, id_: str) -> Case:
    """The case with one activity that keeps all its money."""
    return with_activity(case, id_, release_share=Fraction(0))


def without_rules(case: Case, ids: Iterable[str]) -> Case:
    """The case with some rules switched off."""
    off = frozenset(ids)
    rules = (replace(rule, enabled=False) if rule.id in off else rule for rule in case.rules)
    return changed(case, rules=tuple(rules))


def changed(case: Case, **fields: Any) -> Case:
    """The case with other values, and the fingerprint that these have."""
    case = replace(case, **fields)
    return replace(case, fingerprint=fingerprint(case))


def _free_name(case: Case) -> str:
    """A rule's id that no rule of the case has."""
    taken = {rule.id for rule in case.rules}
    name, number = _QUESTION, 1
    while name in taken:
        number += 1
        name = f"{_QUESTION}-{number}"
    return name
