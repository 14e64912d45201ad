"""The model of a case with a reserve project funded, asked the same again and again.

What is asked is how small a change can be; what differs is how high the objective's first stages are held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

from realloc.case.records import Case
from realloc.explain.probe import Probe
from realloc.explain.reading import live
from realloc.model.formulation import STAGES, Draft, formulate
from realloc.model.grouping import group
from realloc.model.optimise import Settings, Stager, satang_in
from realloc.model.program import Number, Objective, Row
from realloc.model.ray import ray
from realloc.model.relax import Bounds
from realloc.model.search import Search
from realloc.model.settle import settle
from realloc.model.tree import Tree
from realloc.result import Plan
from realloc.situation import Situation, assess
from realloc.situation.matching import Sides

_NODES = 200
_NODES_AT_ONCE = 20
_SECONDS = 5.0
_HOLDABLE = (frozenset(STAGES) | {"rank"}) - {"lines"}
_MOST_RANKS = 24  # each rank weighs more than all behind it: beyond, no solver can tell them apart

Held = Sequence[tuple[str, int]]
"""Stages held, from the first on: name, and the value in the unit of `StageResult`, ranks as one number."""


def holdable(case: Case) -> tuple[str, ...]:
    """The first stages of the case whose value the model can hold in one row each."""
    held: list[str] = []
    for stage in case.stages:
        if stage not in _HOLDABLE or (stage == "rank" and len(case.reserves) > _MOST_RANKS):
            break
        held.append(stage)
    return tuple(held)


def held_at(case: Case, plan: Plan, stages: Sequence[str]) -> list[tuple[str, int]]:
    """These stages at the plan's values; none where there is no plan."""
    values = {result.stage: result.value for result in plan.objective}
    return [(stage, _as_number(case, values[stage])) for stage in stages if stage in values]


def draft_of(case: Case, situation: Situation | None = None) -> Draft:
    """The model of a case, perhaps with another situation than its own."""
    situation = situation or assess(case)
    return formulate(group(Sides.of(replace(situation, case=case), live(case)), stages=case.stages))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search, the bounds of columns in it, and the right sides of the rows that held stages."""

    search: Search
    within: Bounds
    sides: Mapping[Hashable, Number]


@dataclass(frozen=True, slots=True)
class Chord:
    """What a stage can be worth without the reserve as a column moves on, by 1 or -1 at a time (`by`).

    At `start` it is at least `value`, and that changes by `gain` each time, up to `often`.
    """

    stage: str
    column: int
    by: int
    start: int
    often: int
    value: Number
    gain: Number

    @property
    def within(self) -> tuple[int, int]:
        """The bounds of the column."""
        end = self.start + self.by * self.often
        return min(self.start, end), max(self.start, end)

    def row(self, objective: Objective) -> Row:
        """What is at least as good: values are rounded, so that one less may be."""
        less = 1 if objective.maximise else -1
        terms = objective.terms | {self.column: -self.gain * self.by}
        rhs = self.value - self.gain * self.by * self.start - less
        return Row(("along", str(self.start)), terms, ">=" if objective.maximise else "<=", rhs, money=False)


class Question:
    """What is the best value of `objective` in a plan that funds a reserve and holds some stages?

    A search goes on from where an earlier one ended, if that had all of its plans: as where stages are only
    held higher. `adapt` changes how a stage is counted while it is held. No search outlasts the time of the
    `probe` that asks.
    """

    def __init__(
        self,
        draft: Draft,
        reserve: int,
        objective: Objective,
        adapt: Callable[[Objective], Objective] = lambda objective: objective,
        probe: Probe | None = None,
    ) -> None:
        self.draft = draft
        self._probe = probe
        self._objective = objective
        self._adapt = adapt
        self._stages: dict[str, Objective] = {}
        self._held: dict[Hashable, int] = {}  # numbers of rows
        self._forced = self._add(Row(("forced",), {draft.funded[reserve]: 1}, ">=", 1, money=False))
        self._stager = Stager(draft, Settings(certificate=True))
        self._asked: dict[Hashable, _Asked] = {}
        self._valued: tuple[Hashable, list[int] | None] = (None, None)

    def search(
        self,
        held: Held,
        told: Callable[[Search], bool] | None = None,
        *,
        within: Bounds | None = None,
        along: Chord | None = None,
        objective: Objective | None = None,
        roughly: bool = False,
    ) -> Search:
        """Search until the best value is found, `told` well enough, or it takes too long.

        What is found `roughly` is a bound, and no plan.

        `within` narrows the bounds of columns. `along` a chord, a stage is held as high as that is where the
        column is. Another `objective` is the question's own from now on. Raises OutOfEffort.
        """
        within, deadline = within or {}, monotonic() + _SECONDS
        if self._probe is not None:
            self._probe.spend_time()
            deadline = min(deadline, self._probe.until)
        self._hold(held, along)
        if objective is not None:
            self._objective = objective
            self._asked.clear()
        earlier = (asked for asked in reversed(self._asked.values()) if self._has_all_plans(asked, within))
        self._stager.resume(next((asked.search.tree for asked in earlier), Tree()), within)
        self._stager.settings.deadline = deadline
        search = self._stager.begin(self._objective, None, bounding=roughly)
        search.within = within
        hopeless = search.hopeless(within)
        while not hopeless and search.nodes < _NODES and not (told is not None and told(search)):
            before = search.nodes
            search.run(self._stager.settings.patience(_NODES_AT_ONCE))
            if search.nodes == before:
                break
        sides = {stage: self._row(number).rhs for stage, number in self._held.items()}
        place = frozenset(within.items())
        self._asked.pop(place, None)
        self._asked[place] = _Asked(search, within, sides)
        return search

    def value(
        self, stage: str, funded: Collection[str], change: Mapping[int, int], also: Row | None = None
    ) -> int | None:
        """A value that a stage can have where just these reserves are funded, if one is found.

        `change` says what other columns are, and `also` is one more row.
        """
        values = self._values(stage, funded, change, also)
        return None if values is None else self._stage(stage).value(values) * satang_in(stage, self.draft)

    def chord(
        self, stage: str, funded: Collection[str], change: Mapping[int, int], column: int, by: int
    ) -> Chord | None:
        """The same as a column moves on by 1 or -1 at a time, as long as one way to do so lasts.

        It takes that a column further on leaves every plan possible.
        """
        objective, program = self._stage(stage), self.draft.program
        values = self._values(stage, funded, change)
        if values is None:
            return None
        with self._free():
            found = ray(program, objective, values, (column, by), change.keys() - {column})
        if found is None:
            return None
        gain = Fraction(sum(objective.terms.get(k, 0) * times for k, times in found.change.items()))
        gain /= found.at_once
        if gain * (1 if objective.maximise else -1) < 0:
            return None
        # Between two repetitions, the stage is worth what it was after the last.
        value = objective.exact(values) - gain * (found.at_once - 1)
        return Chord(stage, column, by, values[column], found.at_once * found.often, value, gain)

    def _values(
        self, stage: str, funded: Collection[str], change: Mapping[int, int], also: Row | None = None
    ) -> list[int] | None:
        draft = self.draft
        key = (stage, frozenset(funded), frozenset(change.items()), None if also is None else also.share)
        if self._valued[0] != key:
            bounds = {y: (int(draft.case.reserves[j].id in funded),) * 2 for j, y in draft.funded.items()}
            bounds |= {column: (place, place) for column, place in change.items()}
            with self._free(), self._besides(also):
                self._stager.relaxation.maximise(self._stage(stage))
                relaxed = self._stager.relaxation.solve_aside(bounds)
                found = None
                if relaxed.values:
                    found = settle(draft.program, self._stage(stage), bounds, relaxed.values)
            self._valued = key, found
        return self._valued[1]

    @contextmanager
    def _free(self) -> Iterator[None]:
        """Within, no stage is held, and the reserve need not be funded."""
        sides = {number: self._row(number).rhs for number in (self._forced, *self._held.values())}
        for number in sides:
            self._move(number, self._loosest(self._row(number)))
        yield
        for number, rhs in sides.items():
            self._move(number, rhs)

    @contextmanager
    def _besides(self, row: Row | None) -> Iterator[None]:
        """Within, the program has one more row."""
        if row is not None:
            self._add(row)
        yield
        if row is not None:
            self._stager.relaxation.drop_last_row()
            self.draft.program.rows.pop()

    def _hold(self, held: Held, along: Chord | None) -> None:
        """Hold these stages and no others."""
        wanted: dict[Hashable, Number] = {
            stage: value // satang_in(stage, self.draft) for stage, value in held
        }
        for key in self._held.keys() - wanted.keys():
            self._move(self._held[key], self._loosest(self._row(self._held[key])))
        for stage, value in wanted.items():
            if stage in self._held:
                self._move(self._held[stage], value)
            else:
                self._held[stage] = self._add(self._adapt(self._stage(str(stage))).keep(int(value)))
        if along is not None:
            self._held[along] = self._add(along.row(self._stage(along.stage)))

    def _has_all_plans(self, earlier: _Asked, within: Bounds) -> bool:
        """Whether every plan that the rows and these bounds leave was in that search too."""
        for column, (lower, upper) in earlier.within.items():
            if column not in within or not lower <= within[column][0] <= within[column][1] <= upper:
                return False
        rows = ((self._row(self._held[stage]), rhs) for stage, rhs in earlier.sides.items())
        return all(row.rhs >= rhs if row.sense == ">=" else row.rhs <= rhs for row, rhs in rows)

    def _stage(self, stage: str) -> Objective:
        if stage not in self._stages:
            self._stages[stage] = objective_of(self.draft, stage)
        return self._stages[stage]

    def _row(self, number: int) -> Row:
        return self.draft.program.rows[number]

    def _add(self, row: Row) -> int:
        self.draft.program.rows.append(row)
        return len(self.draft.program.rows) - 1

    def _move(self, number: int, rhs: Number) -> None:
        if self._row(number).rhs != rhs:
            self._row(number).rhs = rhs
            self._stager.relaxation.moved(number)

    def _loosest(self, row: Row) -> Number:
        """A right side that any values keep."""
        columns = self.draft.program.columns
        worst = min if row.sense == ">=" else max
        return sum(worst(c * columns[k].lower, c * columns[k].upper) for k, c in row.terms.items())


def objective_of(draft: Draft, stage: str) -> Objective:
    """A stage's objective; for `rank`, in one number."""
    if stage != "rank":
        return STAGES[stage](draft)
    weights = _weights(draft.case)
    return Objective(
        "rank", True, {y: weights[draft.case.reserves[j].rank or 0] for j, y in draft.funded.items()}
    )


def best_bound(search: Search, *, maximise: bool) -> int | None:
    """The best value that the objective can have, None where there is proven to be none."""
    if search.bound is None:
        return None
    return search.bound if maximise else -search.bound


def _as_number(case: Case, value: int | tuple[int, ...]) -> int:
    """Ranks funded as one number, each rank worth more than all behind it; other values as they are."""
    if isinstance(value, int):
        return value
    weights = _weights(case)
    return sum(weights[rank] for rank in value)


def _weights(case: Case) -> dict[int, int]:
    ranks = sorted((row.rank for row in case.reserves if row.rank is not None), reverse=True)
    return {rank: 1 << place for place, rank in enumerate(ranks)}
