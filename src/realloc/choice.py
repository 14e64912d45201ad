"""What choosing between plans comes to: records that `explain` fills and `report` prints. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from realloc.result import Plan, Proof, Reason, Status, Totals

Setting = tuple[str, str]
"""PATH, VALUE of a `--set`."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan beside the best one.

    `distance` is how many reserve projects are funded in this plan or in the nearest of those before it, and
    not in both; `most` is the largest that is possible, as far as is proven (None: not known).
    """

    plan: Plan
    distance: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The best plan and others within a distance of it, in the order in which they were found.

    `within` is the value of the first stage that each reaches, None where each is as good in every stage.
    `complete` says that it is proven that no other plan within the distance funds other reserve projects
    than those shown; `ended` that an interrupt or the time ended the search. `shared` are the ids of the
    reserve projects that all of them fund, `searches` how many searches it took.
    """

    best: Plan
    others: tuple[Alternative, ...]
    within: int | None
    complete: bool
    ended: bool
    shared: tuple[str, ...]
    searches: int

    @property
    def plans(self) -> tuple[Plan, ...]:
        return (self.best, *(other.plan for other in self.others))


@dataclass(frozen=True, slots=True)
class Point:
    """A plan of a trade-off, and its values in the two stages asked about, in that order.

    `bounds` are the best that each could be with the other kept, as far as is proven (None: not known);
    where both are the values, the point is exact. `proof` says what that rests on.
    """

    plan: Plan
    values: tuple[int, int]
    bounds: tuple[int | None, int | None]
    proof: Proof

    @property
    def exact(self) -> bool:
        return self.values == self.bounds


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points from the best in the first stage to the best in the second.

    `complete` says that there are no others; else `gaps` are the points, by number from 0, after which there
    may be more (none where not even the far end was found), and `ended` says that an interrupt or the time
    ended the search. `searches` is how many it took.
    """

    stages: tuple[str, str]
    points: tuple[Point, ...]
    complete: bool
    gaps: tuple[int, ...]
    ended: bool
    searches: int


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change that alone gives a case without a plan one, or the finding that it does not.

    `kind` is the rule's `amount`, `share` or `max` changed, the rule switched `off`, an activity's `budget`
    raised, or the amounts of several rules cut `together`. `found` is least (one step less does not
    suffice), enough (it suffices; that less does not is not shown) or none (`subject` switched off does not
    suffice either: `rest` are rules that still conflict). `subject` is the id of the rule or activity;
    `cost` the satang that the change comes to, None where it is not one of money. `plan` is the plan of the
    changed case.
    """

    kind: Literal["amount", "share", "max", "off", "budget", "together"]
    found: Literal["least", "enough", "none"]
    subject: str
    why: Reason
    cost: int | None = None
    settings: tuple[Setting, ...] = ()
    rest: tuple[str, ...] = ()
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Relaxations:
    """The ways out of a conflict, cheapest first; `ended` says that the effort ended before all were known.

    `solves` is how many times the rules were tried.
    """

    ways: tuple[Relaxation, ...]
    solves: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two plans compared: its `file`, what it was made for, and whether its case's files are still so.

    `current` is None where the case was not found. `best` says whether planning today gives this very plan,
    None where that was not asked.
    """

    file: str
    name: str
    scenario: str
    settings: tuple[Setting, ...]
    fingerprint: str
    status: Status
    totals: Totals
    current: bool | None = None
    best: bool | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of two plans that is not the same in both: satang in the first and in the second."""

    ids: tuple[str, ...]
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that is not the same in two cases, as the files write it; "" where there is none."""

    path: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What one step from a plan to another changes: nothing where `same`, not even who pays.

    `stage` is the first stage whose value differs, with both values, None where the stages cannot be compared
    or are alike. `gained` and `lost` are reserves funded in one only, `changed` those funded otherwise.
    `ends` says where only one of the two exists: `no-plan` is what the step ends in, or a `plan`.
    """

    same: bool
    stage: str | None
    first: int | tuple[int, ...] | None
    second: int | tuple[int, ...] | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    ends: Literal["", "plan", "no-plan"]

    @property
    def matters(self) -> bool:
        """Whether a stage, or what a reserve project gets, changes."""
        return bool(self.stage or self.gained or self.lost or self.changed or self.ends)


Verdict = Literal["whole", "part", "joint", "spare", "payers", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Cause:
    """A difference between the inputs of two plans, and what planning says of it.

    `alone` is what it does to the first plan by itself, `back` what taking it back does to the second; None
    where the case cannot be planned so, or the effort was spent. `verdict` is whole (it alone makes the
    second plan of the first), part, joint (only together with others), spare (the others do the same
    without it), payers (only which activities pay), none, or unknown.
    """

    cells: tuple[Cell, ...]
    rows: int
    verdict: Verdict
    alone: Effect | None
    back: Effect | None


@dataclass(frozen=True, slots=True)
class Causes:
    """What the inputs of two plans differ in.

    `acts_together` gives, for the first stage, what the changes come to one by one and together, where these
    differ; None where they add up or cannot be compared. `others` counts differences that no plan depends
    on: titles, notes, sources.
    """

    causes: tuple[Cause, ...]
    acts_together: tuple[str, int, int] | None
    others: int
    replans: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two plans; rows that did not are only counted, by table, in `unchanged`.

    `stages` has each stage that either plan has, with its values as the documents write them ("": not a
    stage of that plan). `causes` is None where the inputs are the same, or not both known.
    """

    first: Side
    second: Side
    stages: tuple[tuple[str, str, str], ...]
    reserves: tuple[Moved, ...]
    activities: tuple[Moved, ...]
    transfers: tuple[Moved, ...]
    unchanged: dict[str, int]
    causes: Causes | None

    @property
    def same(self) -> bool:
        return not (self.reserves or self.activities or self.transfers)
