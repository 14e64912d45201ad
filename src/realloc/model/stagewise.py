"""Objectives of one program, one after another: each is optimised, then held while the next one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from realloc.errors import NotFound
from realloc.model import engine
from realloc.model.bound import DENOMINATOR
from realloc.model.optimise import Settings
from realloc.model.program import Objective, Program
from realloc.model.relax import Relaxation
from realloc.model.search import Search
from realloc.model.tree import Carried, carried

_QUICK_NODES = 500
MOST_NODES = 20_000
LATER_NODES = 1_000
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
        self, objective: Objective, known: Sequence[list[int]], nodes: int = MOST_NODES
    ) -> list[int] | None:
        """The best values for an objective, from the best of those `known` on, and the objective held there.

        None where it is proven that nothing keeps every row; raises NotFound where neither is known in time.
        """
        after, self._carried = self._carried, None
        search = Search(self.program, self._relaxation, objective, priority=self._priority, after=after)
        for values in known:
            search.offer(values)
        with self._settings.until_interrupted():
            self._run(search, objective, nodes)
        if search.values is None:
            if search.bound is None:
                return None
            raise NotFound
        sign = 1 if objective.maximise else -1
        value = objective.value(search.values)
        self.steps.append(Step(objective.stage, value, None if search.bound is None else sign * search.bound))
        multiplier = -DENOMINATOR if objective.maximise else DENOMINATOR
        held = {len(self.program.rows): multiplier}
        self._carried = carried(search.tree, self.program, sign * value, held)
        self.program.rows.append(objective.keep(value))
        return search.values

    def _run(self, search: Search, objective: Objective, nodes: int) -> None:
        settings = self._settings
        if search.run(settings.patience(min(nodes, _QUICK_NODES))) or nodes <= _QUICK_NODES:
            return
        solver = settings.solver or engine.DEFAULT
        claim = engine.ask(self.program, objective, solver, settings.patience(nodes).seconds())
        if claim is not None:
            search.try_binaries(claim.binaries)
        search.run(settings.patience(nodes))
