"""What an explanation is: records that `explain` fills and `report` says. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

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
class CapDay:
    """One stretch of days on which an activity could have run, the cap then (None: no cap), and whether the
    gathering, or its smaller form, fits."""

    first: Any  # date
    last: Any  # date
    cap: int | None
    fits: bool
    fits_smaller: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """A transfer out of an activity, and the plan in which this pair moves nothing."""

    target: str
    amount: int
    instead: Instead | None


@dataclass(frozen=True, slots=True)
class ActivityExplanation:
    """Why an activity gives what it gives. `instead` is the best plan in which it keeps everything."""

    id: str
    plan: Plan
    sentences: tuple[Reason, ...]
    caps: tuple[CapDay, ...]
    destinations: tuple[Destination, ...]
    instead: Instead | None
    remedies: tuple[Remedy, ...]
    effort: Effort


@dataclass(frozen=True, slots=True)
class RuleWorth:
    """What one rule does to the plan.

    `stages` are the stages' values without it, `more` with it relaxed by one step, each beside the plan's
    (None where the rule has no step, or the effort was spent). `role` is idle (nothing changes without it),
    moves (a different plan, as good), decides (a stage is better without it), closes (it alone forbids every
    transfer), needed or unknown.
    """

    id: str
    role: str
    why: Reason
    without: Instead | None
    step: Reason | None
    more: Instead | None


@dataclass(frozen=True, slots=True)
class RulesExplanation:
    """What each rule does to the plan, in the case's order."""

    plan: Plan
    sentences: tuple[Reason, ...]
    rules: tuple[RuleWorth, ...]
    effort: Effort
