"""Which rows a selector picks, and which pairs a rule speaks of."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from realloc.case.records import Activity, Comparison, Reserve, Rule, Selector
from realloc.situation import Situation

_CARRIED = frozenset({"tags", "requires", "excludes"})
_COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


def attribute(row: Activity | Reserve, name: str, flag: str | None = None) -> Any:
    """The value that a selector or `per` sees; an activity's `feasibility` is its worked-out flag."""
    return flag if name == "feasibility" and flag is not None else getattr(row, name)


def selects(selector: Selector, row: Activity | Reserve, flag: str | None = None) -> bool:
    """Whether `row` meets every condition; a blank value meets no comparison."""
    return all(
        _holds(condition.attribute, attribute(row, condition.attribute, flag), condition.options)
        for condition in selector.conditions
    )


def _holds(name: str, value: Any, options: tuple[Any, ...]) -> bool:
    if name in _CARRIED:
        return any(option in value for option in options)
    return any(
        (value is not None and _COMPARE[option.operator](value, option.value))
        if isinstance(option, Comparison)
        else value == option
        for option in options
    )


End = tuple[tuple[Any, ...], tuple[Any, ...], Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """How rules see the rows of a situation: the two ends of every rule, worked out once a row.

    `source[k][i]` is None where rule k's `from` does not match activity i, else what the rule compares with
    the other end and groups by: (same values, different values, value of `per`); `target[k][j]` likewise.
    """

    situation: Situation
    rules: tuple[Rule, ...]
    source: tuple[list[End | None], ...]
    target: tuple[list[End | None], ...]

    @classmethod
    def of(cls, situation: Situation, rules: Iterable[Rule]) -> Sides:
        case, rules = situation.case, tuple(rules)
        flags = [standing.flag for standing in situation.standings]
        return cls(
            situation,
            rules,
            tuple(_ends(rule, rule.source, "from", case.activities, flags) for rule in rules),
            tuple(_ends(rule, rule.target, "to", case.reserves, None) for rule in rules),
        )

    def only(self, wanted: Callable[[Rule], bool]) -> Sides:
        """The same, of the rules that are wanted."""
        kept = [k for k, rule in enumerate(self.rules) if wanted(rule)]
        return Sides(
            self.situation,
            tuple(self.rules[k] for k in kept),
            tuple(self.source[k] for k in kept),
            tuple(self.target[k] for k in kept),
        )


def _ends(
    rule: Rule, selector: Selector, side: str, rows: tuple[Any, ...], flags: list[str] | None
) -> list[End | None]:
    """One end of `rule` for every row; rows alike in the attributes it reads share one look-up."""
    per = rule.per[1] if rule.per is not None and rule.per[0] == side else None
    names = [condition.attribute for condition in selector.conditions]
    names += [*rule.same, *rule.different] + ([per] if per is not None else [])
    if not names:
        return [((), (), None)] * len(rows)
    known: dict[tuple[Any, ...], End | None] = {}
    ends: list[End | None] = []
    for index, row in enumerate(rows):
        flag = flags[index] if flags is not None else None
        key = tuple(attribute(row, name, flag) for name in names)
        if key not in known:
            known[key] = (
                (
                    tuple(attribute(row, name, flag) for name in rule.same),
                    tuple(attribute(row, name, flag) for name in rule.different),
                    attribute(row, per, flag) if per is not None else None,
                )
                if selects(selector, row, flag)
                else None
            )
        ends.append(known[key])
    return ends


def meets(source: End | None, target: End | None) -> bool:
    """Whether a pair with these ends matches their rule: both selected, `same` equal, `different` not."""
    return (
        source is not None
        and target is not None
        and source[0] == target[0]
        and all(a != b for a, b in zip(source[1], target[1], strict=True))
    )


def scope(rule: Rule, source: End, target: End) -> Any:
    """The value of `per` for a matching pair; None where the rule has no `per`."""
    if rule.per is None:
        return None
    return source[2] if rule.per[0] == "from" else target[2]
