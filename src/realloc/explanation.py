"""What an explanation is: records that `explain` fills and `report` says. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from realloc.result import Plan, Reason

Found = Literal["least", "enough", "none", "open"]
"""What is known of a kind of change. least: it suffices, and nothing smaller of its kind does; enough: it
suffices and one step less does not, but not everything smaller was ruled out; none: no change of this kind
suffices; open: not settled within the effort."""

Setting = tuple[str, str]
"""PATH, VALUE of a `--set` that makes the change."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stage's value, or a difference of two, in the unit of `StageResult`."""

    stage: str
    value: int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """What a question took.

    `unproven` counts the plans that a limit ended before they were proven the best; `ended` says whether the
    bound on plans or time was reached before everything was settled.
    """

    replans: int
    seconds: float
    unproven: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """What a row gets (a reserve) or gives (an activity) in the plan, and in the plan compared with it."""

    id: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Another plan beside the plan: the stages' values, and the rows that get or give something else.

    `first` is the first stage in which they differ, "" where none does. Where no such plan exists, `conflict`
    names the rules that leave none, and everything else is empty.
    """

    plan: Plan
    stages: tuple[tuple[Figure, Figure], ...]
    first: str
    reserves: tuple[Shift, ...]
    activities: tuple[Shift, ...]

    @property
    def exists(self) -> bool:
        return self.plan.status != "infeasible"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One kind of change that alone would turn the answer, or the finding that none of that kind does.

    `why` says it in words. `settings` make the change, `short` the change that is one step too small.
    `subject` is the row or rule changed, where it is not the one asked about.
    """

    kind: str
    found: Found
    why: Reason
    subject: str = ""
    settings: tuple[Setting, ...] = ()
    short: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Closure:
    """An activity with money to release that a reserve cannot have: the `forbid` rules that stand between."""

    id: str
    releasable: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReserveExplanation:
    """Why a reserve project does or does not get its money.

    `answer` is funded, as-good (not funded, though a plan that funds it is as good in every stage),
    better-uses, no-room (no plan funds it), not-eligible, or no-plan. `instead` is the best plan without a
    reserve that is funded, with one that is not.
    """

    id: str
    plan: Plan
    answer: str
    sentences: tuple[Reason, ...]
    instead: Instead | None
    closed: tuple[Closure, ...]
    remedies: tuple[Remedy, ...]
    effort: Effort


@dataclass(frozen=True, slots=True)
class CapSpan:
    """Days on which an activity could have run, the cap on each of them (None: none), and what fits.

    `fits` is whether the gathering does, `fits_smaller` whether its smallest form does.
    """

    first: date
    last: date
    cap: int | None
    fits: bool
    fits_smaller: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """Money that an activity gives to one reserve, and the best plan in which this pair moves nothing."""

    target: str
    amount: int
    instead: Instead | None


@dataclass(frozen=True, slots=True)
class ActivityExplanation:
    """Why an activity gives what it gives.

    `answer` is gives, unused (it could, and does not), nothing (it cannot), or no-plan. `instead` is the best
    plan in which it keeps everything.
    """

    id: str
    plan: Plan
    answer: str
    sentences: tuple[Reason, ...]
    caps: tuple[CapSpan, ...]
    destinations: tuple[Destination, ...]
    instead: Instead | None
    remedies: tuple[Remedy, ...]
    effort: Effort


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What one rule does to the plan.

    `role` is decides (a stage is better without it), as-good (without it a different plan, as good in every
    stage), idle (nothing changes), everything (it alone lets nothing move), warns, off, or open. `without` is
    the best plan without the rule, `more` the one with the rule relaxed by the step that `step` says.
    """

    id: str
    role: str
    why: Reason
    without: Instead | None = None
    step: Reason | None = None
    more: Instead | None = None
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesExplanation:
    """What each rule does to the plan, in the case's order; where there is no plan, only the sentences."""

    plan: Plan
    sentences: tuple[Reason, ...]
    rules: tuple[RuleEffect, ...]
    effort: Effort
