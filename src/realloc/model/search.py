"""The best plan for one stage, and the proof that there is none better: branch and bound over whole columns.

Relaxations come from HiGHS, amounts from `settle`, bounds from `bound`: what floats suggest is only ever
used to choose where to look next.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, isfinite
from time import monotonic

from realloc.model.bound import Bounder, Reduced
from realloc.model.program import Objective, Program
from realloc.model.relax import Bounds, Relaxation, Relaxed
from realloc.model.settle import settle
from realloc.model.tree import Bounded, Carried, Empty, Fixed, Multipliers, Split, Tree, untouched

_FRACTIONAL = 1e-6
_FRACTIONAL_AMOUNT = 1e-4
_MOST_SHIFTS = 1_000  # splits of amounts: beyond, what is at stake is a unit, and where it lies a riddle
_FAR = 100  # a gap of more than a hundredth
_ROUNDED_FIRST = 3
_ROUNDED_EVERY = 100


@dataclass(slots=True)
class Effort:
    """How long a search may go on: one relaxation, then until `deadline` (monotonic) or `nodes` of them."""

    deadline: float | None = None
    nodes: int = 100_000

    def spent(self, nodes: int) -> bool:
        late = self.deadline is not None and monotonic() >= self.deadline
        return nodes >= self.nodes or (late and nodes > 0)

    def seconds(self) -> float | None:
        return None if self.deadline is None else max(0.01, self.deadline - monotonic())


@dataclass(order=True, slots=True)
class _Node:
    """A box of the search, ranked best bound first.

    `shown` is what multipliers prove of it, `bound` what whole columns can then reach; `made_by` is the split
    that made the box: column, direction, width, the parent's value; `tree` is its place in the proof.
    """

    rank: tuple[int, int]
    bounds: Bounds = field(compare=False)
    bound: int = field(compare=False)
    shown: Bounded = field(compare=False)
    tree: Tree = field(compare=False)
    made_by: tuple[int, int, float, float] | None = field(compare=False, default=None)


class Search:
    """One stage's search; `run` can be called again to go on where it stopped.

    Where only the bound is asked for (`bounding`), no values are looked for: `value` is then the bound of a
    part that is not divided further. `within` are bounds of columns that all values are to keep, where the
    search begins with no more than what lies within them.
    """

    def __init__(
        self,
        program: Program,
        relaxation: Relaxation,
        objective: Objective,
        values: list[int] | None = None,
        *,
        priority: Callable[[int], int] = lambda column: 0,
        recording: bool = False,
        bounding: bool = False,
        after: Carried | None = None,
    ) -> None:
        self._program = program
        self._relaxation = relaxation
        self._objective = objective
        self._sign = 1 if objective.maximise else -1
        self._bounder = Bounder(program, objective)
        self._binaries = [number for number, column in enumerate(program.columns) if column.binary]
        self._priority = priority
        self._recording = recording
        self._bounding = bounding
        self._switched = any(priority(number) for number in self._binaries)
        relaxation.maximise(objective)
        self._order = itertools.count()
        self.tree, parts = after or untouched()
        self._open = [self._part(tree, bounds) for tree, bounds in parts]
        heapq.heapify(self._open)
        self._unsettled: list[_Node] = []
        self._shifts = 0
        self._far = False  # from a good plan, when the search began
        self._settled: set[tuple[int, ...]] = set()
        self._costs: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
        self.values: list[int] | None = None
        self.value: int | None = None
        self.nodes = 0
        self.within: Bounds = {}
        if values is not None:
            self.offer(values)

    def offer(self, values: list[int]) -> bool:
        """Take whole values that keep every row as the best so far, if they are better."""
        value = self._sign * self._objective.value(values)
        if self.value is not None and value <= self.value:
            return False
        self.values, self.value = values, value
        return True

    def try_binaries(self, binaries: dict[int, int]) -> bool:
        """Settle the amounts for a choice of binaries, whoever made it; True if that is the best so far."""
        bounds = self.within | {number: (chosen, chosen) for number, chosen in binaries.items()}
        relaxed = self._relaxation.solve_aside(bounds)
        if relaxed.status != "optimal":
            return False
        values = settle(self._program, self._objective, bounds, relaxed.values)
        return values is not None and self.offer(values)

    @property
    def bound(self) -> int | None:
        """The best value that a plan can have, as far as is proven; None where there is proven to be none."""
        known = [node.bound for node in (*self._open, *self._unsettled)]
        if self.value is not None:
            known.append(self.value)
        return max(known, default=None)

    @property
    def complete(self) -> bool:
        """Whether nothing better than what is found can be open."""
        return self.value is not None and self.bound == self.value

    def hopeless(self, within: Bounds) -> bool:
        """Whether one relaxation of all that is `within` these bounds proves that there is no plan."""
        relaxed = self._relaxation.solve(within)
        multipliers = self._bounder.whole(relaxed.multipliers)
        if relaxed.status != "infeasible" or not self._bounder.excluded(multipliers, within):
            return False
        self.tree.end = Empty(self._kept(multipliers))
        self._open.clear()
        return True

    def shown(self) -> Tree:
        """The tree, with all that is still open closed by what is shown of it: a proof of `bound`."""
        for node in (*self._open, *self._unsettled):
            node.tree.end = node.shown
        return self.tree

    def run(self, effort: Effort) -> bool:
        """Search until nothing better can be open (True) or the effort is spent (False)."""
        started = self.nodes
        while self._open:
            node: _Node | None = heapq.heappop(self._open)
            while node is not None and not self._closed(node):
                going_on = False
                try:
                    if effort.spent(self.nodes - started):
                        return False
                    following = self._expand(node)
                    going_on = True
                finally:
                    if not going_on:  # out of effort, or interrupted: what is open stays open
                        heapq.heappush(self._open, node)
                node = following
        return not self._unsettled

    def _closed(self, node: _Node) -> bool:
        """Whether nothing better than what is found can be in this box; if so, the proof says why."""
        if self.value is None or node.bound > self.value:
            return False
        node.tree.end = node.shown
        return True

    def _kept(self, multipliers: Multipliers) -> Multipliers:
        """Multipliers as they go into the tree: only where a proof is asked for, as they can grow large."""
        return multipliers if self._recording else {}

    def _expand(self, node: _Node) -> _Node | None:
        """Bound one box; settle or split it. The half to go on with, if any."""
        self.nodes += 1
        relaxed, multipliers, empty = self._relax(node)
        if empty:
            node.tree.end = Empty(self._kept(multipliers))
            return None
        if relaxed.status == "optimal":
            if node.made_by is not None:
                self._learn(node.made_by, relaxed.objective)
            reduced = self._bounder.reduced(multipliers)
            reach = self._bounder.reach(reduced, node.bounds)
            bound = self._bounder.tightened(reach, node.bounds)
            if bound < node.bound:
                node.bound, node.shown = bound, Bounded(self._kept(multipliers), reach)
                node.tree.end = node.shown  # as long as it is open
            if self._closed(node):
                return None
            self._fix(node, reduced, multipliers)
        return self._split(node, relaxed)

    def _relax(self, node: _Node) -> tuple[Relaxed, dict[int, int], bool]:
        """The box's relaxation, its multipliers, and whether they prove that nothing is in the box.

        A solver that says so without proof, as tolerances can make it say, is asked once more.
        """
        for solve in (self._relaxation.solve, self._relaxation.solve_again):
            relaxed = solve(node.bounds)
            multipliers = self._bounder.whole(relaxed.multipliers)
            empty = relaxed.status == "infeasible" and self._bounder.excluded(multipliers, node.bounds)
            if empty or relaxed.status == "optimal":
                break
        return relaxed, multipliers, empty

    def _fix(self, node: _Node, reduced: Reduced, multipliers: dict[int, int]) -> None:
        """Fix the binaries of which the multipliers show that the other choice is no better."""
        if self.value is None:
            return
        fixed = self._bounder.fixed(reduced, node.bounds, self._binaries, self.value)
        if fixed:
            node.bounds = node.bounds | {column: (choice, choice) for column, (choice, _) in fixed.items()}
            then = Tree(node.shown)
            node.tree.end = Fixed(self._kept(multipliers), fixed, then)
            node.tree = then

    def _split(self, node: _Node, relaxed: Relaxed) -> _Node | None:
        column = self._fractional(relaxed) if relaxed.status == "optimal" else None
        if self.nodes == 1:
            self._far = self.value is None or (node.bound - self.value) * _FAR > abs(node.bound)
        if column is not None and not self._free(node, column):
            return node  # fixed since this relaxation, which therefore is solved again
        if self._bounding and column is None and relaxed.status == "optimal":
            self.value = max(node.bound, node.bound if self.value is None else self.value)
            return None
        rounded = (self._far and self.nodes <= _ROUNDED_FIRST) or self.nodes % _ROUNDED_EVERY == 0
        if column is not None and rounded and not self._bounding:
            self._round(relaxed)
            if self._closed(node):
                return None
        if column is not None and self._switched and not self._priority(column) and not self._bounding:
            self._round_up(relaxed)
            if self._closed(node):
                return None
        if column is None and relaxed.status == "optimal":
            self._settle_here(relaxed)
            if self._closed(node):
                return None
            column = self._nearly_whole(node, relaxed)
        if column is None:
            column = self._undecided(node)
        if column is not None and self._program.columns[column].money:
            self._shifts += 1
        if column is None or self._shifts > _MOST_SHIFTS:
            self._unsettled.append(node)
            return None
        lower, upper = node.bounds.get(column) or (
            self._program.columns[column].lower,
            self._program.columns[column].upper,
        )
        value = relaxed.values[column] if relaxed.values else (lower + upper) / 2
        cut = min(max(int(value // 1), lower), upper - 1)
        down = self._child(node, column, (lower, cut), (column, 0, value - cut, relaxed.objective))
        up = self._child(node, column, (cut + 1, upper), (column, 1, cut + 1 - value, relaxed.objective))
        node.tree.end = Split(column, cut, down.tree, up.tree)
        first, second = (up, down) if value - cut >= 0.5 else (down, up)
        heapq.heappush(self._open, second)
        return first

    def _child(
        self, node: _Node, column: int, limits: tuple[int, int], made_by: tuple[int, int, float, float]
    ) -> _Node:
        order = (-node.bound, next(self._order))
        return _Node(order, node.bounds | {column: limits}, node.bound, node.shown, Tree(node.shown), made_by)

    def _part(self, tree: Tree, bounds: Bounds) -> _Node:
        """A box to begin with: what is known is its bounds, and what multipliers prove if it has some."""
        multipliers = tree.end.multipliers if isinstance(tree.end, Bounded) else {}
        reach = self._bounder.reach(self._bounder.reduced(multipliers), bounds)
        bound = self._bounder.tightened(reach, bounds)
        return _Node((-bound, next(self._order)), bounds, bound, Bounded(multipliers, reach), tree)

    def _learn(self, made_by: tuple[int, int, float, float], objective: float) -> None:
        """How much a column's rounding cost, for each unit that it moved: what later choices go by."""
        column, direction, width, before = made_by
        if width > _FRACTIONAL and isfinite(before):
            known = self._costs[direction].setdefault(column, [0.0, 0])
            known[0] += max(0.0, before - objective) / width
            known[1] += 1

    def _fractional(self, relaxed: Relaxed) -> int | None:
        """The binary whose rounding, either way, has lowered the bound most; of the highest priority."""
        averages = [
            sum(total / count for total, count in known.values()) / len(known) if known else 1.0
            for known in self._costs
        ]
        best, found = (0, 0.0), None
        for number in self._binaries:
            value = relaxed.values[number]
            part = value - int(value)
            if not _FRACTIONAL < part < 1 - _FRACTIONAL:
                continue
            gain = 1.0
            for known, average, width in zip(self._costs, averages, (part, 1 - part), strict=True):
                total, count = known.get(number, (average, 1))
                gain *= max(total / count * width, 1e-6)
            if (self._priority(number), gain) > best:
                best, found = (self._priority(number), gain), number
        return found

    def _round(self, relaxed: Relaxed) -> None:
        """Fund what gets part of its money fully, or leave it out, and let the amounts settle around that."""
        up = {number: ceil(relaxed.values[number] - _FRACTIONAL) for number in self._binaries}
        down = {
            number: int(relaxed.values[number] + _FRACTIONAL)
            for number in self._binaries
            if self._priority(number) or not self._switched
        }
        for binaries in (up, up | down):
            self.try_binaries(binaries)

    def _round_up(self, relaxed: Relaxed) -> None:
        """Throw every switch whose flow runs, and see whether the rows hold."""
        self._offer_rounded(self._program.rounded_up(relaxed.values))

    def _offer_rounded(self, values: list[int]) -> None:
        """Take these values if they are better than the best (the cheap question) and keep every row."""
        if self.value is not None and self._sign * self._objective.value(values) <= self.value:
            return
        outside = any(not low <= values[k] <= high for k, (low, high) in self.within.items())
        if not outside and not self._program.violated(values):
            self.offer(values)

    def _settle_here(self, relaxed: Relaxed) -> None:
        """Settle the amounts for the binaries that the relaxation has whole: once for each choice of them."""
        choice = tuple(round(relaxed.values[number]) for number in self._binaries)
        if choice in self._settled:
            self._offer_rounded([round(value) for value in relaxed.values])
            return
        self._settled.add(choice)
        chosen = {number: (part, part) for number, part in zip(self._binaries, choice, strict=True)}
        bounds = self.within | chosen
        values = settle(self._program, self._objective, bounds, relaxed.values)
        if values is not None:
            self.offer(values)

    def _nearly_whole(self, node: _Node, relaxed: Relaxed) -> int | None:
        """An undecided binary that the relaxation only seems to have whole; else a fractional amount.

        Amounts that the objective counts come first: flows can be shifted around without end.
        """
        undecided = [
            (abs(relaxed.values[number] - round(relaxed.values[number])), number)
            for number in self._binaries
            if self._free(node, number)
        ]
        if undecided:
            return max(undecided)[1]
        amounts = [
            (number in self._objective.terms, abs(value - round(value)), number)
            for number, value in enumerate(relaxed.values)
            if self._program.columns[number].money
            and abs(value - round(value)) > _FRACTIONAL_AMOUNT
            and self._free(node, number)
        ]
        return max(amounts)[2] if amounts else None

    def _undecided(self, node: _Node) -> int | None:
        return next((number for number in self._binaries if self._free(node, number)), None)

    def _free(self, node: _Node, number: int) -> bool:
        column = self._program.columns[number]
        lower, upper = node.bounds.get(number) or (column.lower, column.upper)
        return lower < upper
