"""Activities and reserves that no rule and no stage can tell apart, taken together.

One flow between two classes replaces one variable for each pair, so that the model grows with
activities + reserves. A rule that looks at single rows (a limit for each activity, a count of lines) makes
classes of one out of the rows it touches, and of those only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from realloc.case.records import Activity, Reserve, Rule
from realloc.situation import Situation
from realloc.situation.matching import End, Sides, meets


@dataclass(frozen=True, slots=True)
class Class:
    """Rows alike to every rule. `members` are positions in the case's table, `ends` one for each rule."""

    name: str
    members: tuple[int, ...]
    ends: tuple[End | None, ...]
    project: str | None
    agency: str | None


@dataclass(frozen=True)
class Grouping:
    """Classes of the activities that can give and of the reserves that can receive, in order of id."""

    sides: Sides
    sources: tuple[Class, ...]
    targets: tuple[Class, ...]

    @property
    def situation(self) -> Situation:
        return self.sides.situation

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.sides.rules

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Class pairs between which no `forbid` rule stands, in order."""
        forbidding = [k for k, rule in enumerate(self.rules) if rule.type == "forbid"]
        if not forbidding:
            return tuple((a, b) for a in range(len(self.sources)) for b in range(len(self.targets)))
        return tuple(
            (a, b)
            for a, source in enumerate(self.sources)
            for b, target in enumerate(self.targets)
            if not any(meets(source.ends[k], target.ends[k]) for k in forbidding)
        )

    def matching(self, k: int) -> list[tuple[int, int]]:
        """The permitted class pairs that rule number `k` speaks of."""
        sources = [source.ends[k] for source in self.sources]
        targets = [target.ends[k] for target in self.targets]
        return [(a, b) for a, b in self.pairs if meets(sources[a], targets[b])]

    def level(self, a: int, b: int) -> int:
        """Approval level of a transfer between two classes: the highest that any rule asks for."""
        source, target = self.sources[a].ends, self.targets[b].ends
        return next((level for level, k in self._approvals if meets(source[k], target[k])), 0)

    @cached_property
    def _approvals(self) -> list[tuple[int, int]]:
        """The level and number of each approval rule, highest first."""
        levels = self.situation.case.levels
        asked = ((rule.level, k) for k, rule in enumerate(self.rules) if rule.type == "approval")
        return sorted(((levels.index(level), k) for level, k in asked if level is not None), reverse=True)


def taking_part(situation: Situation) -> tuple[list[int], list[int]]:
    """Positions of the activities that can give and of the reserves that can receive."""
    givers = [i for i, standing in enumerate(situation.standings) if standing.releasable > 0]
    takers = [j for j, prospect in enumerate(situation.prospects) if prospect.eligible]
    return givers, takers


def group(sides: Sides, *, stages: Iterable[str] = (), apart: bool = False) -> Grouping:
    """Group the rows that can take part; `apart` makes every class a single row."""
    situation, rules = sides.situation, sides.rules
    stages = frozenset(stages)
    case = situation.case
    givers, takers = taking_part(situation)
    project, agency = "same_project" in stages, "same_agency" in stages
    by_class = [not (caps_each_row(rule) or counts_whole_reserves(rule)) for rule in rules]

    def classes(members: list[int], rows: Sequence[Activity | Reserve], side: str) -> tuple[Class, ...]:
        """Split `members` by what every rule that looks at classes sees of them."""
        ends = sides.source if side == "from" else sides.target
        order = sorted(members, key=lambda position: rows[position].id)
        nothing = [None] * len(order)
        single = [end for end, rule in zip(ends, rules, strict=True) if _single(rule, side)]
        seen: list[Sequence[Any]] = [
            [end[p] for p in order] if looks else nothing for end, looks in zip(ends, by_class, strict=True)
        ]
        seen.append([rows[p].project for p in order] if project else nothing)
        seen.append([rows[p].agency for p in order] if agency else nothing)
        if apart:
            seen.append(order)
        elif single:
            seen.append([p if any(end[p] is not None for end in single) else None for p in order])
        found: dict[tuple[Any, ...], list[int]] = {}
        for position, key in zip(order, zip(*seen, strict=True), strict=True):
            found.setdefault(key, []).append(position)
        count = len(rules)
        return tuple(
            Class(rows[positions[0]].id, tuple(positions), key[:count], key[count], key[count + 1])
            for key, positions in found.items()
        )

    return Grouping(sides, classes(givers, case.activities, "from"), classes(takers, case.reserves, "to"))


def _single(rule: Rule, side: str) -> bool:
    """Whether `rule` must see the rows of this side one by one."""
    if rule.type == "count":
        singles = {"activities": ("from",), "reserves": ("to",), "lines": ("from", "to")}[rule.what or ""]
        return side in singles and not counts_whole_reserves(rule)
    return rule.per == (side, "id") and not caps_each_row(rule)


def counts_whole_reserves(rule: Rule) -> bool:
    """A count of reserves in which a funded reserve's transfers all match, or none does."""
    return (
        rule.type == "count"
        and rule.what == "reserves"
        and not (rule.source.conditions or rule.same or rule.different)
        and (rule.per is None or rule.per[0] == "to")
    )


def caps_each_row(rule: Rule) -> bool:
    """A fixed limit on all that one activity gives, or one reserve gets: a bound on the row, no more."""
    if rule.type != "limit" or rule.per is None or rule.per[1] != "id" or rule.of == "transferred":
        return False
    other = rule.target if rule.per[0] == "from" else rule.source
    return not (other.conditions or rule.same or rule.different)
