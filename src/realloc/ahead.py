"""What comes of looking ahead: a decision today and the scenarios that may follow. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from realloc.case.records import Uncertain
from realloc.result import Plan
from realloc.whatif import Row

By = Literal["expected", "regret", "cvar"]
Weighed = Literal["given", "scaled", "equal"]
"""Where probabilities come from: the scenarios; those named, among themselves; no scenario has any."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of deciding and what it leads to, in the leading stage's smallest unit.

    `kind` is `hedge`, `wait` (nothing today), `single` (today all that is best for `scenario`), or `knowing`
    (each scenario's own best, which nobody can choose). `worths` has one value a scenario, rounded down;
    `expected` and `tail` are rounded down, `regret` up. `today` is satang, None for `knowing`.
    """

    kind: Literal["hedge", "wait", "single", "knowing"]
    scenario: str
    today: int | None
    worths: tuple[int, ...]
    expected: int
    regret: int
    tail: int


@dataclass(frozen=True, slots=True)
class Hedge:
    """What to decide today, and what follows in each scenario.

    `plans` has all that is decided by the end, a plan for each scenario in the order asked for, and `today`
    today's part alone as a plan of each. `late` has, for each scenario, the ids of the reserves that only
    today's decision can still fund there. By at most `gap`, in the stage's smallest unit, could another
    decision be better in what `by` asks for, as far as exact arithmetic shows.
    """

    by: By
    level: Fraction
    stage: str
    decided: date
    known: date
    probabilities: tuple[Fraction, ...]
    weighed: Weighed
    today: tuple[Plan, ...]
    plans: tuple[Plan, ...]
    late: tuple[frozenset[str], ...]
    ways: tuple[Way, ...]
    gap: int

    @property
    def proven(self) -> bool:
        """Whether exact arithmetic shows that no other decision is better in what `by` asks for."""
        return self.gap == 0

    def way(self, kind: str) -> Way | None:
        """The first way of that kind; there is none where no plan can be made so."""
        return next((way for way in self.ways if way.kind == kind), None)

    @property
    def knowing_is_worth(self) -> int:
        """What it would be worth to know the future today: the expected value of perfect information."""
        return self._expected("knowing") - self._expected("hedge")

    @property
    def beats_best_single(self) -> int | None:
        """What the hedge is worth above the best plan for one scenario, carried through."""
        singles = [way.expected for way in self.ways if way.kind == "single"]
        return self._expected("hedge") - max(singles) if singles else None

    @property
    def beats_waiting(self) -> int | None:
        """What the hedge is worth above deciding nothing today; None where waiting leaves no plan."""
        wait = self.way("wait")
        return None if wait is None else self._expected("hedge") - wait.expected

    def _expected(self, kind: str) -> int:
        return next(way.expected for way in self.ways if way.kind == kind)


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something came true in so many draws, and where its probability lies.

    `low` and `high` enclose it with 95 % confidence (Wilson 1927).
    """

    id: str
    count: int
    draws: int
    low: Fraction
    high: Fraction

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.draws)


@dataclass(frozen=True, slots=True)
class Percentile:
    """A value that this `share` of all draws does not exceed, itself one that was drawn.

    `low` and `high` are drawn values that enclose the true one with 95 % confidence (order statistics).
    """

    share: Fraction
    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Odds:
    """What became of many draws of what is not known.

    `rows` has one for each draw, in order; their values run parallel to `uncertain`, "" where a value stayed
    as it was. `distinct` is how many plans there were to make. `planned` says how many draws have a plan:
    `activities` (those that give money) and `reserves` (those funded) count over all draws, `percentiles`, by
    `score`, `moved` and `unplaced` in their smallest units, over those with a plan.
    """

    seed: int
    distinct: int
    uncertain: tuple[Uncertain, ...]
    scenarios: tuple[tuple[str, Fraction], ...]
    planned: Chance
    activities: tuple[Chance, ...]
    reserves: tuple[Chance, ...]
    percentiles: dict[str, tuple[Percentile, ...]]
    rows: tuple[Row, ...]
