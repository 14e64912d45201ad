"""Objectives of one program, one after another: each is optimised, then held while the next one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from realloc.model import engine
from realloc.model.optimise import Settings
from realloc.model.program import Objective, Program
from realloc.model.relax import Relaxation
from realloc.model.search import Search
from realloc.model.thinning import thinner
from realloc.model.tree import Carried, held

_QUICK_NODES = 500
_AT_ONCE = 20
MOST_NODES = 3_000
LATER_NODES = 400
"""Relaxations for an objective that decides, and for one that only tells equals apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """An objective's value, whole and rounded against what was found, and the bound proven for it."""

    stage: str
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether exact arithmetic leaves nothing better."""
        return self.value == self.bound


class Stagewise:
    """A program, the best values of its columns so far, and what has been settled.

    Make it when every column is there: columns that come later would not be scaled with the others.
    """

    def __init__(self, program: Program, settings: Settings, priority: Callable[[int], int]) -> None:
        self.program = program
        self.steps: list[Step] = []
        self._settings = settings
        self._priority = priority
        self._relaxation = Relaxation(program)
        self._carried: Carried | None = None

    def best(
        self,
        objective: Objective,
        known: Sequence[list[int]],
        nodes: int = MOST_NODES,
        near: Fraction = Fraction(0),
    ) -> list[int]:
        """The best values for an objective, from the best of those `known` on, and the objective held there.

        `known` has at least one, each of which keeps every row. The search ends where no more than the share
        `near` of the value can be gained.
        """
        after, self._carried = self._carried, None
        search = Search(self.program, self._relaxation, objective, priority=self._priority, after=after)
        for values in known:
            search.offer(values)
        with self._settings.until_interrupted():
            self._run(search, objective, nodes, near)
        assert search.values is not None
        sign = 1 if objective.maximise else -1
        value = objective.value(search.values)
        self.steps.append(Step(objective.stage, value, None if search.bound is None else sign * search.bound))
        self._carried = held(search.tree, self.program, objective, value)
        return search.values

    def thinned(self, values: list[int], flows: Sequence[int]) -> list[int]:
        """Values as good in all that is held, of which fewer `flows` run."""
        columns = self.program.columns
        fixed = {
            k: (values[k], values[k])
            for k, column in enumerate(columns)
            if column.label[-2:-1] == ("funded",)
        }
        for fewer in thinner(self.program, self._relaxation, fixed, flows, values):
            values = fewer
        return values

    def _run(self, search: Search, objective: Objective, nodes: int, near: Fraction) -> None:
        settings = self._settings
        while search.nodes < min(nodes, _QUICK_NODES):
            if search.run(settings.patience(_AT_ONCE)) or settings.patience(nodes).spent(search.nodes):
                return
            if search.value is not None and (search.bound or 0) - search.value <= near * abs(search.value):
                return
        if nodes <= _QUICK_NODES:
            return
        solver = settings.solver or engine.DEFAULT
        claim = engine.ask(self.program, objective, solver, settings.patience(nodes).seconds())
        if claim is not None:
            search.try_binaries(claim.binaries)
        search.run(settings.patience(nodes - search.nodes))
