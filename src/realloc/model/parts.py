"""Parts of a case that no row ties to each other: each is searched by itself, and the values add up.

Where money stays within an agency, a case is as many cases as there are agencies, and one tree over them all
would need the product of their trees. What ties parts together is only that a stage is held at its value:

    sum_p f_p >= V  and  f_q <= u_q for every other part q   give   f_p >= V - sum_(q != p) u_q,

a row of part p alone, where u_q is what part q is proven to reach at the most (`Run.most`). Where the u_q add
up to V, every part is held at its own best. Where they add up to a little more (a score is held at whole
ten-thousandths), a part may give a little of it away, but not every part all of it: plans that are
put together are checked against V again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from realloc.model.bound import DENOMINATOR
from realloc.model.formulation import Draft
from realloc.model.program import Label, Number, Objective, Program, Row
from realloc.model.search import Search

GRAIN = 10**6
"""A score that is no whole number of ten-thousandths is searched for in this many parts of one."""
_FEWEST = 8  # reserves that could be funded: smaller parts are taken together
_FIRST_NODES = 50
_AGAIN_NODES = 400


class Worker(Protocol):
    """What searches a draft; see `optimise.Stager`."""

    draft: Draft

    def begin(self, objective: Objective, values: list[int] | None) -> Search: ...

    def work(self, search: Search, objective: Objective, nodes: int, among: int = 1) -> bool: ...

    def hold_at(self, search: Search, keep: Row, scale: int) -> None: ...


@dataclass(slots=True)
class Part:
    """Some of a draft's columns, with all the rows that have them. `place` is each column's number here."""

    takers: frozenset[int]
    worker: Worker
    place: dict[int, int] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        return self.worker.draft.program

    def terms(self, objective: Objective) -> dict[int, Number]:
        """The part's share of an objective, over its own columns."""
        return {self.place[k]: c for k, c in objective.terms.items() if k in self.place}

    def of(self, values: Sequence[int]) -> list[int]:
        """The values of the part's own columns."""
        return [values[k] for k in self.place]


@dataclass(frozen=True, slots=True)
class Held:
    """A stage held at `value`, of which a part with these reserves has no more than `most` says."""

    objective: Objective
    value: int
    most: tuple[tuple[frozenset[int], Fraction], ...]

    @property
    def slack(self) -> bool:
        """Whether there is more to have than is held."""
        return sum((most for _, most in self.most), Fraction()) != self.value

    def kept(self, total: Number) -> bool:
        """Whether the stage is held where it comes to this, all parts taken together."""
        return total >= self.value if self.objective.maximise else total <= self.value

    def keep(self, part: Part) -> Row:
        """The row that holds the stage in one part, whatever becomes of the others."""
        terms = part.terms(self.objective)
        rest: Number = self.value - sum(
            (most for takers, most in self.most if not takers <= part.takers), Fraction()
        )
        if _whole(terms):
            rest = ceil(rest) if self.objective.maximise else floor(rest)
        return replace(self.objective.keep(self.value), terms=terms, rhs=rest)

    def exactly(self, part: Part, values: list[int], total: Number) -> Row | None:
        """The row that holds the stage in one part, the others as they are; None where it has no share."""
        terms = part.terms(self.objective)
        own = sum((c * values[k] for k, c in self.objective.terms.items() if k in part.place), 0)
        row = self.objective.keep(self.value)
        return replace(row, terms=terms, rhs=self.value - (total - own)) if terms else None


@dataclass(slots=True)
class Run:
    """One part's search in a stage, its objective counted in `scale` parts of the stage's unit."""

    part: Part
    objective: Objective
    scale: int
    search: Search
    claimed: bool = False

    @property
    def most(self) -> Fraction:
        """What the part can reach at the most, the least where it is minimised."""
        bound = self.search.bound or 0
        whole = bound if self.scale == 1 else bound + 1  # what has fractions may be above its bound
        return Fraction(whole if self.objective.maximise else -whole, self.scale)

    @property
    def done(self) -> bool:
        return self.search.complete


@dataclass(frozen=True, slots=True)
class Found:
    """The best values of all columns that were found, and the search in each part that the stage asks.

    `bound` is the stage's, `done` whether every part's search came to its end, `claimed` whether a solver
    vouches for those that did not.
    """

    values: list[int]
    bound: int
    done: bool
    claimed: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """What is shown where the parts pay for what they give away of the stages that are held.

    `prices` are multipliers, over `DENOMINATOR`, of the rows that hold those stages in all parts together;
    `bound` is the stage's.
    """

    bound: int
    prices: dict[Label, int]
    runs: tuple[Run, ...]


class Parts:
    """The independent parts of a draft, none if it has but one: searched one by one, stage after stage."""

    def __init__(
        self,
        draft: Draft,
        worker: Callable[[Draft], Worker],
        together: Collection[frozenset[int]] = (),
    ) -> None:
        """`together` says which reserves make a part; without it small parts are taken together."""
        self._whole = draft
        self._worker = worker
        self._part_of: dict[int, Part] = {}
        self._rows = 0
        self.held: list[Held] = []
        self.parts = [self._part(columns) for columns in _components(draft, together)]
        if self.parts:
            self._grow()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def pairs(self) -> int:
        """How many activities could pay for how many reserves, each part by itself."""
        grouping = self._whole.grouping
        return sum(
            len(grouping.sources[a].members) * len(grouping.targets[b].members) for a, b in self._whole.flow
        )

    def best(self, objective: Objective, values: list[int], nodes: int) -> Found:
        """The best values for an objective, from `values` on, which keep all that is held."""
        self._grow()
        runs = self._searched(objective, values, nodes)
        values, turned_away = self._put_together(runs, values, nodes)
        most = sum((run.most for run in runs), Fraction())
        undone = [run for run in runs if not run.done]
        return Found(
            values,
            floor(most) if objective.maximise else ceil(most),
            done=not undone,
            claimed=bool(undone) and not turned_away and all(run.claimed for run in undone),
            runs=tuple(runs),
        )

    def priced(
        self, objective: Objective, values: list[int], prices: Mapping[Label, int], nodes: int
    ) -> Priced:
        """A bound where the parts may give some of what is held away, at these prices.

        max sum_p c_p  <=  sum_p max (c_p - L f_p)  +  L V  for any multiplier L of the row sum_p f_p >= V.
        """
        sign = 1 if objective.maximise else -1
        charged = [
            (held, price)
            for held in self.held
            if held.slack and (price := prices.get(held.objective.keep(held.value).label))
        ]
        terms: dict[int, Number] = {k: sign * c for k, c in objective.terms.items()}
        total = Fraction()
        for held, price in charged:
            share = Fraction(price, DENOMINATOR)
            total += share * held.value
            for k, c in held.objective.terms.items():
                terms[k] = terms.get(k, 0) - share * c
        runs = self._searched(Objective(objective.stage, True, terms, objective.subject), values, nodes)
        return Priced(
            sign * floor(total + sum(run.most for run in runs)),
            {held.objective.keep(held.value).label: price for held, price in charged},
            tuple(runs),
        )

    def hold(self, objective: Objective, value: int, found: Found) -> None:
        """Hold a stage at `value` in each part, which goes on from its search."""
        most = tuple((run.part.takers, run.most) for run in found.runs)
        held = Held(objective, value, most)
        self.held.append(held)
        for run in found.runs:
            run.part.worker.hold_at(run.search, held.keep(run.part), run.scale)

    def hold_again(self, held: Held, objective: Objective) -> None:
        """Hold what another draft's parts, alike in their reserves, have held; `objective` as it is here."""
        self._grow()
        held = replace(held, objective=objective)
        self.held.append(held)
        for part in self.parts:
            if part.terms(objective):
                part.program.rows.append(held.keep(part))

    def _searched(self, objective: Objective, values: list[int], nodes: int) -> list[Run]:
        """The search in each part that the objective asks: a little in each, then more where needed."""
        runs = [_run(part, objective, values) for part in self.parts if part.terms(objective)]
        for limit in (min(nodes, _FIRST_NODES), nodes):
            todo = [run for run in runs if not run.done]
            for number, run in enumerate(todo):
                worker = run.part.worker
                run.claimed = worker.work(run.search, run.objective, limit, len(todo) - number)
        return runs

    def _put_together(self, runs: list[Run], values: list[int], nodes: int) -> tuple[list[int], bool]:
        """What the parts have found, as far as it keeps what is held; whether some of it did not."""
        values = list(values)
        tied = [held for held in self.held if held.slack]
        totals = [held.objective.exact(values) for held in tied]

        def take(part: Part, own: list[int]) -> bool:
            changes = [_change(part, held.objective, values, own) for held in tied]
            after = [total + change for total, change in zip(totals, changes, strict=True)]
            if not all(held.kept(total) for held, total in zip(tied, after, strict=True)):
                return False
            totals[:] = after
            for k, at in part.place.items():
                values[k] = own[at]
            return True

        better = [run for run in runs if run.search.values != run.part.of(values)]
        turned_away = [run for run in better if not take(run.part, run.search.values or [])]
        for number, run in enumerate(turned_away):
            rows = [held.exactly(run.part, values, total) for held, total in zip(tied, totals, strict=True)]
            draft = run.part.worker.draft
            program = Program(
                draft.program.columns, [*draft.program.rows, *filter(None, rows)], draft.program.index
            )
            worker = self._worker(replace(draft, program=program))
            search = worker.begin(run.objective, run.part.of(values))
            worker.work(search, run.objective, min(nodes, _AGAIN_NODES), len(turned_away) - number)
            take(run.part, search.values or [])
        return values, bool(turned_away)

    def _part(self, columns: list[int]) -> Part:
        """A part of these columns, and no rows yet."""
        whole, program = self._whole, Program()
        place = {k: program.take(whole.program.columns[k]) for k in columns}
        draft = replace(
            whole,
            program=program,
            flow={pair: place[k] for pair, k in whole.flow.items() if k in place},
            funded={j: place[k] for j, k in whole.funded.items() if k in place},
            partial={j: place[k] for j, k in whole.partial.items() if k in place},
        )
        part = Part(frozenset(draft.funded), self._worker(draft), place)
        self._part_of |= dict.fromkeys(columns, part)
        return part

    def _grow(self) -> None:
        """Hand over the columns and rows that the whole has gained, but for those that hold a stage."""
        program = self._whole.program
        for row in program.rows[self._rows :]:
            if row.terms and row.label[0] != "keep":
                part = next((self._part_of[k] for k in row.terms if k in self._part_of), self.parts[0])
                for k in row.terms:
                    if k not in self._part_of:
                        self._part_of[k] = part
                        part.place[k] = part.program.take(program.columns[k])
                terms = {part.place[k]: c for k, c in row.terms.items()}
                part.program.rows.append(replace(row, terms=terms))
        self._rows = len(program.rows)


def _run(part: Part, objective: Objective, values: list[int]) -> Run:
    terms = part.terms(objective)
    scale = 1 if _whole(terms) else GRAIN
    own = replace(objective, terms={k: c * scale for k, c in terms.items()})
    return Run(part, own, scale, part.worker.begin(own, part.of(values)))


def _whole(terms: dict[int, Number]) -> bool:
    return all(isinstance(c, int) for c in terms.values())


def _change(part: Part, objective: Objective, values: list[int], own: list[int]) -> Number:
    """What an objective gains by the part's `own` values in place of those that it has."""
    return sum(
        (c * (own[part.place[k]] - values[k]) for k, c in objective.terms.items() if k in part.place), 0
    )


def _components(draft: Draft, together: Collection[frozenset[int]]) -> list[list[int]]:
    """The columns of each part, in order; none where there is but one part."""
    root = _roots(draft.program)
    takers: defaultdict[int, list[int]] = defaultdict(list)
    for j, column in draft.funded.items():
        takers[root[column]].append(j)
    group = {j: number for number, some in enumerate(together) for j in some} or _bundles(draft, takers)
    number_of = {r: group[some[0]] for r, some in takers.items()}
    count = max(number_of.values(), default=0) + 1
    found: list[list[int]] = [[] for _ in range(count)]
    for column, r in enumerate(root):
        found[number_of.get(r, 0)].append(column)
    return found if count > 1 else []


def _roots(program: Program) -> list[int]:
    """For each column the first of those that rows tie it to."""
    root = list(range(len(program.columns)))

    def first(k: int) -> int:
        while root[k] != k:
            root[k] = k = root[root[k]]
        return k

    for row in program.rows:
        some = {first(k) for k in row.terms}
        lowest = min(some, default=0)
        for k in some:
            root[k] = lowest
    return [first(k) for k in range(len(root))]


def _bundles(draft: Draft, takers: dict[int, list[int]]) -> dict[int, int]:
    """For each reserve the number of its part: components in order, as many as leave enough to decide."""
    group: dict[int, int] = {}
    number = choices = 0
    for some in takers.values():
        if choices >= _FEWEST:
            number, choices = number + 1, 0
        group |= dict.fromkeys(some, number)
        choices += sum(draft.program.columns[draft.funded[j]].upper for j in some)
    if number and choices < _FEWEST:
        group = {j: min(n, number - 1) for j, n in group.items()}
    return group
