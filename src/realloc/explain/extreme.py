"""How far a case must change before a reserve can be funded at no loss: bounds, shown in whole numbers.

The model of the case, with the reserve funded and the objective's first stages held at values given, has one
more column: the change. How small it can be is bounded by the same search that plans, so that no smaller
change can do. That the bound itself does is for a plan to show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Protocol

from realloc.case.records import Case, Comparison, Condition, Reserve, Rule, Selector
from realloc.explain.probe import Probe
from realloc.explain.question import Held, Question, best_bound, draft_of
from realloc.model.formulation import STAGES, Draft
from realloc.model.grouping import caps_each_row
from realloc.model.program import Number, Objective, Row
from realloc.model.relax import Bounds
from realloc.model.search import Search
from realloc.situation import assess
from realloc.situation.bounds import fixed_bounds

SHARE_STEPS = 10_000
"""Shares change by steps of a hundredth of a percentage point."""

_MOST_RATIOS = 8
_WORTH_WHILE = 8
# Conditions that every row meets: with one, a limit on each row is written out as rows of the model.
_ANY_COST = Selector((Condition("cost", (Comparison(">=", 0),)),))
_ANY_BUDGET = Selector((Condition("budget", (Comparison(">=", 0),)),))


class Extreme(Protocol):
    """How small a change of one kind to a case can be, in steps."""

    @property
    def case(self) -> Case: ...

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        """The fewest steps with which a plan that keeps the stages held can have the reserve.

        None where no number is enough. `roughly` settles for fewer, quickly. Raises OutOfEffort.
        """

    def worth(self, step: int, stage: str, funded: Collection[str]) -> int | None:
        """A value that a stage can have after so many steps where just these reserves are funded.

        None where none is found, or no number of steps changes what other reserves are worth.
        """

    def beyond(self, step: int, held: Held, funded: Collection[str]) -> int | None:
        """The fewest steps, where the stages held rise with what these reserves are worth from `step` on.

        At least `step`; None where no number of steps is enough. Raises OutOfEffort.
        """


@dataclass(frozen=True, slots=True)
class _Same:
    """So many steps, or none, whatever is held; they change nothing for other reserves."""

    case: Case
    steps: int | None

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        return self.steps

    def worth(self, step: int, stage: str, funded: Collection[str]) -> int | None:
        return None

    def beyond(self, step: int, held: Held, funded: Collection[str]) -> int | None:
        return step


@dataclass(frozen=True, slots=True)
class _Cut(_Same):
    """Units off a reserve's cost: above its least amount, and from there down, where it is all or nothing."""

    steps: int
    above: _Dearest | None
    question: Question

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        if roughly:
            return 0
        most = None if self.above is None else self.above.most(held)
        if most is None:
            most = best_bound(self.question.search(held), maximise=True)
        return None if most is None else max(0, self.steps - most)


class _Dearest:
    """The highest cost of a reserve at which a plan may keep the stages held, by Dinkelbach's method.

    At a cost c, what a plan lacks in score without the reserve is to be at most points x what it gets / c,
    and no more than all its points. Points x what it gets - c x what is lacking is optimised; the cost at
    which that is 0 for the plan found is the next, until one unit more is proven too much.
    """

    def __init__(self, draft: Draft, reserve: int, probe: Probe | None) -> None:
        row = draft.case.reserves[reserve]
        self._now, self._least = row.cost // draft.case.unit, draft.least[reserve]
        self._points = _points(row)
        self._gets = draft.received(reserve)
        score = STAGES["score"](draft).terms
        self._others = {column: worth for column, worth in score.items() if column not in self._gets}
        self._question = Question(draft, reserve, self._any(), _scored_in_full(draft, reserve), probe)

    def most(self, held: Held) -> int | None:
        """That cost, or a higher one, in units; None where it is below the least amount."""
        if self._question.search(held, objective=self._any()).bound is None:
            return None
        score = dict(held).get("score")
        if score is None:
            return self._now
        cost = high = self._now
        for _ in range(_MOST_RATIOS):
            search = self._question.search(held, objective=self._at(cost))
            if search.bound is None:
                return None
            enough = 0 if search.values is None else self._enough(search.values, score)
            if search.bound < cost * score:
                high = cost - 1
            elif enough < cost:  # the bound does not tell
                enough = (cost + high) // 2
            if high < self._least:
                return None
            if enough >= high:
                break
            cost = max(enough + 1, self._least)
        return high

    def _at(self, cost: int) -> Objective:
        terms: dict[int, Number] = {column: cost * worth for column, worth in self._others.items()}
        return Objective("cost", True, terms | {k: self._points * units for k, units in self._gets.items()})

    def _enough(self, values: Sequence[int], score: int) -> int:
        """The highest cost at which this plan reaches the score."""
        lacking = score - sum(worth * values[column] for column, worth in self._others.items())
        gets = sum(units * values[column] for column, units in self._gets.items())
        return min(self._now, floor(Fraction(self._points * gets) / lacking)) if lacking > 0 else self._now

    @staticmethod
    def _any() -> Objective:
        return Objective("any", True, {})


@dataclass(frozen=True, slots=True)
class ByColumn:
    """A change that is what one column of the model is, up or down (`by`) from `now` in steps.

    The question's objective counts the column `price` times. `within` are its bounds and those of others.
    """

    case: Case
    question: Question
    column: int
    now: int
    by: int
    within: Bounds
    price: Fraction = Fraction(1)

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        return self._steps(self.question.search(held, within=self.within, roughly=roughly))

    def worth(self, step: int, stage: str, funded: Collection[str]) -> int | None:
        return self.question.value(stage, funded, self._after(step))

    def beyond(self, step: int, held: Held, funded: Collection[str]) -> int | None:
        chord = self.question.chord(held[0][0], funded, self._after(step), self.column, self.by)
        if chord is None or chord.often * _WORTH_WHILE < step:
            return step
        within = self.within | {self.column: chord.within}
        found = self._steps(self.question.search(held, within=within, along=chord, roughly=True))
        return step + chord.often + 1 if found is None else max(step, found)

    def _steps(self, search: Search) -> int | None:
        bound = best_bound(search, maximise=self.by < 0)
        if bound is None:
            return None
        if self.by < 0:
            return max(0, self.now - bound)
        return max(0, floor((bound - 1) / self.price) + 1 - self.now)

    def _after(self, step: int) -> dict[int, int]:
        """The columns after so many steps."""
        lower, upper = self.within[self.column]
        others = {column: lowest for column, (lowest, _) in self.within.items()}
        return others | {self.column: min(max(self.now + self.by * step, lower), upper)}


def apart(case: Case, givers: Sequence[int]) -> list[int]:
    """One of the `givers` (positions) of each kind that nothing tells apart: with the largest share."""
    situation = assess(case)
    standings = [
        replace(standing, releasable=max(standing.releasable, case.unit)) if i in givers else standing
        for i, standing in enumerate(situation.standings)
    ]
    grouping = draft_of(case, replace(situation, standings=tuple(standings))).grouping
    members = [[i for i in source.members if i in givers] for source in grouping.sources]
    return [max(some, key=lambda i: standings[i].share) for some in members if some]


def cut(case: Case, reserve: int, probe: Probe | None = None) -> Extreme:
    """Units by which a reserve (by position) must cost less, with a least amount no larger than its cost.

    From its least amount down it is all or nothing. Above, a part of its money earns a part of its score.
    """
    row = case.reserves[reserve]
    draft, above = draft_of(case), None
    cheaper = draft_of(_with_reserve(case, reserve, replace(row, cost=row.min_cost, min_cost=case.unit)))
    if reserve not in draft.funded or not _fundable(cheaper, reserve):
        return _Same(case, None)
    if row.min_cost // case.unit < row.cost // case.unit:
        above = _Dearest(draft, reserve, probe)
    dearest = Objective("cost", True, dict(cheaper.received(reserve)))
    question = Question(cheaper, reserve, dearest, _scored_in_full(cheaper, reserve), probe)
    return _Cut(case, row.cost // case.unit, above, question)


def most_reachable(case: Case, reserve: int, probe: Probe | None = None) -> int:
    """Units that a plan can give to a reserve (by position), were every part of its cost of use.

    Raises OutOfEffort.
    """
    row = case.reserves[reserve]
    draft = draft_of(_with_reserve(case, reserve, replace(row, min_cost=case.unit)))
    if not _fundable(draft, reserve):
        return 0
    dearest = Objective("cost", True, dict(draft.received(reserve)))
    most = Question(draft, reserve, dearest, probe=probe).search(())
    return best_bound(most, maximise=True) or 0


class Money:
    """More to release in one of the activities `givers` (positions), or in several of them."""

    def __init__(self, case: Case, reserve: int, givers: Sequence[int], probe: Probe | None = None) -> None:
        self._case = case
        situation = assess(case)
        most = sum(row.cost for row in case.reserves) // case.unit
        standings = list(situation.standings)
        for i in givers:
            standings[i] = replace(standings[i], releasable=standings[i].releasable + most * case.unit)
        draft = draft_of(case, replace(situation, standings=tuple(standings)))
        self._shares = {i: standings[i].share for i in givers}
        self._room: dict[int, int] = {}
        self._column: dict[int, int] = {}
        leaves = {row.label[1]: row for row in draft.program.rows if row.label[0] == "leaves"}
        for source in draft.grouping.sources:
            now = {
                i: min(draft.give[i], situation.standings[i].releasable // case.unit) for i in source.members
            }
            members = [i for i in source.members if i in self._shares]
            self._room |= {i: draft.give[i] - now[i] for i in members}
            if members:
                room = sum(self._room[i] for i in members)
                column = draft.program.column(("more", source.name), 0, room, money=True)
                self._column |= dict.fromkeys(members, column)
                leaves[source.name].terms[column] = -1
                leaves[source.name].rhs = sum(now.values())
        # What counts is the money that it takes: an activity that can release half needs twice as much.
        least = Objective("more", False, {self._column[i]: 1 / self._shares[i] for i in self._largest()})
        self.question = Question(draft, reserve, least, probe=probe) if _fundable(draft, reserve) else None

    def where(self, held: Held) -> tuple[bool, int | None]:
        """Whether more in some activities can be enough; and the one that would have most of it, if known."""
        if self.question is None:
            return False, None
        search = self.question.search(held)
        values = search.values
        if search.bound is None or values is None:
            return search.bound is not None, None
        return True, max(self._largest(), key=lambda i: values[self._column[i]])

    def at(self, place: int) -> Extreme:
        """More to release in one activity alone, in units."""
        case, question = self._case, self.question
        if question is None:
            return _Same(case, None)
        column = self._column[place]
        share = max(self._shares[i] for i, own in self._column.items() if own == column)
        within = dict.fromkeys(self.columns, (0, 0)) | {column: (0, self._room[place])}
        return ByColumn(case, question, column, 0, 1, within, 1 / share)

    @property
    def columns(self) -> set[int]:
        """What more the activities have, by numbers of columns of the question's program."""
        return set(self._column.values())

    def _largest(self) -> list[int]:
        """The activity of the largest share for each column."""
        best: dict[int, int] = {}
        for i, column in self._column.items():
            if column not in best or self._shares[i] > self._shares[best[column]]:
                best[column] = i
        return list(best.values())


def within_reach(case: Case, reserve: int, held: Held, probe: Probe | None = None) -> bool:
    """Whether a plan may have the reserve and keep the stages held; no is proven, yes is not.

    Raises OutOfEffort.
    """
    draft = draft_of(case)
    if not _fundable(draft, reserve):
        return False
    question = Question(draft, reserve, Objective("any", True, {}), probe=probe)
    return question.search(held, _found).bound is not None


def relaxing(case: Case, reserve: int, rule: Rule, now: int, end: int, probe: Probe | None = None) -> Extreme:
    """Steps from `now` towards `end` by which a limit, require or count must give way.

    A step is a unit of the case, 1 / SHARE_STEPS of a share, or 1 of a count.
    """
    rule, written = _written_out(case, rule)
    draft = draft_of(written)
    if not _fundable(draft, reserve):
        return _Same(case, None)
    rows = [row for row in draft.program.rows if row.label[:2] == (rule.type, rule.id)]
    if rule.of == "transferred":
        return _ShareOfTotal(case, draft, reserve, rule, now, probe)
    column = draft.program.column(("bound", rule.id), min(now, end), max(now, end), money=True)
    bases = _bases(draft, rule)
    for row in rows:
        if bases:
            base = bases.get(row.label[2], bases[""])
            scale = SHARE_STEPS * case.unit
            common = gcd(scale, base)
            row.terms = {c: coefficient * (scale // common) for c, coefficient in row.terms.items()}
            row.terms[column] = -(base // common)
        else:
            row.terms[column] = -1
        row.rhs = 0
    by = 1 if end > now else -1
    question = Question(draft, reserve, Objective("bound", by < 0, {column: 1}), probe=probe)
    return ByColumn(case, question, column, now, by, {column: (min(now, end), max(now, end))})


class _ShareOfTotal:
    """For a share of all money moved: the best ratio that a plan can have, by Dinkelbach's method.

    For a ratio p / q, q x (what matches) - p x (what moves) is optimised; the ratio of the plan found is the
    next, until none is better. A share for each value of `per` is not bounded.
    """

    def __init__(
        self, case: Case, draft: Draft, reserve: int, rule: Rule, now: int, probe: Probe | None
    ) -> None:
        self.case = case
        rows = [row for row in draft.program.rows if row.label[:2] == (rule.type, rule.id)]
        self._maximise = rule.type == "require"
        self._now = now
        self._flows = list(draft.flow.values())
        self._least = draft.least[reserve] or 1
        self._most = sum(draft.supply())
        self._matching: list[int] = []
        self._rule: Row | None = None
        if rule.per is None and rule.share is not None and len(rows) == 1:
            own = rule.share.denominator - rule.share.numerator
            self._matching = [column for column, coefficient in rows[0].terms.items() if coefficient == own]
            self._rule = rows[0]
            draft.program.rows.remove(rows[0])
        self._question = Question(draft, reserve, Objective("ratio", self._maximise, {}), probe=probe)
        self._ratio = Fraction(now, SHARE_STEPS)
        self._asked = False

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        """The fewest steps, 0 where that is not known."""
        if self._rule is None:
            return 0
        if roughly and not self._asked:
            return 0
        if roughly:
            search = self._question.search(held, roughly=True)
            return None if search.bound is None else self._steps(search.bound)
        told, objective = _found, None if self._asked else self._beyond(self._ratio)
        self._asked = True
        for _ in range(_MOST_RATIOS):
            search = self._question.search(held, told, objective=objective)
            if search.bound is None:
                return None
            if search.values is None or search.value is None:
                return 0
            if told is not _found and search.value <= 0:  # none better: at most by what the bound leaves
                return self._steps(search.bound)
            if self._ratio == Fraction(self._now, SHARE_STEPS) and search.value >= 0:
                return 0
            moved = sum(search.values[column] for column in self._flows)
            self._ratio = Fraction(sum(search.values[column] for column in self._matching), moved)
            told, objective = self._told, self._beyond(self._ratio)
        return 0

    def worth(self, step: int, stage: str, funded: Collection[str]) -> int | None:
        if self._rule is None:
            return None
        share = Fraction(self._now + (-step if self._maximise else step), SHARE_STEPS)
        row = replace(self._rule, terms=self._beyond(share).terms, share=share)
        return self._question.value(stage, funded, {}, row)

    def beyond(self, step: int, held: Held, funded: Collection[str]) -> int | None:
        return step

    def _told(self, search: Search) -> bool:
        """Whether what the bound leaves open is less than a step."""
        none_better = search.value is not None and search.value <= 0 and search.bound is not None
        return none_better and self._steps(search.bound or 0) == self._steps(0)

    def _beyond(self, ratio: Fraction) -> Objective:
        """What matches beyond that ratio of what moves."""
        terms: dict[int, Number] = dict.fromkeys(self._flows, -ratio.numerator)
        for column in self._matching:
            terms[column] += ratio.denominator
        return Objective("ratio", self._maximise, terms)

    def _steps(self, bound: int) -> int:
        """The change, if no plan's ratio is further beyond the last one than this bound allows."""
        beyond = Fraction(bound, self._ratio.denominator * (self._least if bound > 0 else self._most))
        step = (self._ratio + beyond if self._maximise else self._ratio - beyond) * SHARE_STEPS
        return max(0, self._now - floor(step) if self._maximise else ceil(step) - self._now)


def _fundable(draft: Draft, reserve: int) -> bool:
    """Whether the model leaves it open that the reserve is funded."""
    return reserve in draft.funded and draft.program.columns[draft.funded[reserve]].upper > 0


def _with_reserve(case: Case, reserve: int, row: Reserve) -> Case:
    rows = (row if j == reserve else other for j, other in enumerate(case.reserves))
    return replace(case, reserves=tuple(rows))


def _scored_in_full(draft: Draft, reserve: int) -> Callable[[Objective], Objective]:
    """Whatever the reserve gets, once funded it earns its whole score."""
    gets = draft.received(reserve)
    points = _points(draft.case.reserves[reserve])

    def adapted(objective: Objective) -> Objective:
        if objective.stage != "score":
            return objective
        others = {column: worth for column, worth in objective.terms.items() if column not in gets}
        return replace(objective, terms=others | {draft.funded[reserve]: points})

    return adapted


def _points(row: Reserve) -> int:
    """A reserve's score in ten-thousandths of a point."""
    return int((row.score or 0) * 10_000)


def _found(search: Search) -> bool:
    """Whether there is any plan at all."""
    return search.value is not None


def _bases(draft: Draft, rule: Rule) -> dict[str, int]:
    """What a rule's share is a share of, in satang, by the label of its rows; "" is every other's."""
    if rule.share is None:
        return {}
    k = draft.grouping.rules.index(rule)
    whole = fixed_bounds(
        draft.grouping.situation, replace(rule, share=Fraction(1)), draft.grouping.sides.source[k]
    )
    return {"" if group is None else str(group): int(base) for group, base in whole.items()}


def _written_out(case: Case, rule: Rule) -> tuple[Rule, Case]:
    """The rule, and the case with it, so written that the model has rows for it."""
    if not caps_each_row(rule):
        return rule, case
    from_each = rule.per == ("from", "id")
    written = replace(rule, target=_ANY_COST) if from_each else replace(rule, source=_ANY_BUDGET)
    return written, replace(case, rules=tuple(written if other == rule else other for other in case.rules))
