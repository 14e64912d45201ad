"""What comes of looking ahead: a decision today and the scenarios that may follow. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from realloc.result import Plan

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
