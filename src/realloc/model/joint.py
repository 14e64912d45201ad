"""One decision today and what follows in each of several futures: their programs joined into one.

t      what is decided today, the same in every future
w[s]   all that is decided by the end, today's part included, once future s has come

t keeps the rules of every future as they are today, w[s] those of its own future; w[s] - t is never
negative. A reserve for which it will be too late then is in w[s] only if it is in t.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor

from realloc.model.formulation import STAGES, Draft, formulate
from realloc.model.grouping import Class, Grouping, group
from realloc.model.program import Number, Objective, Program, Row
from realloc.model.split import Lines, assign, split
from realloc.situation.matching import Sides

MAXIMISED = ("score", "amount", "reserves", "same_project", "same_agency")
"""Stages whose value can be weighed: the more, the better."""
MEASURED = (*MAXIMISED, "escalation")
"""Stages that have an expected value at all; of the others one counts rank by rank, two count switches."""

_SHARED = frozenset({"flow", "funded", "amount"})

Key = tuple[int | None, ...]
"""Which class a row is in, grouping by grouping; None where it takes no part."""


@dataclass(frozen=True, slots=True)
class Future:
    """One course that things can take; all futures have the same rows, in the same order.

    `today` has the blocking rules that today's decision alone has to keep, on what every row can do today;
    `whole` those for all that is decided by the end, on what every row can do then. `late` are positions of
    the reserves of `whole` that only today's decision can still fund.
    """

    today: Sides
    whole: Sides
    late: frozenset[int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided today, and by the end in each future: units by position of activity and reserve."""

    today: Lines
    whole: tuple[Lines, ...]


@dataclass
class Joint:
    """The joined program. `places[d][c]` is where column c of draft d stands in it; `caps` is what each
    activity can give today whatever comes."""

    todays: list[Draft]
    wholes: list[Draft]
    caps: list[int]
    program: Program = field(default_factory=Program)
    places: list[list[int]] = field(default_factory=list)
    derived: list[tuple[int, Callable[[Sequence[int]], int]]] = field(default_factory=list)

    def worth(self, number: int, stage: str) -> Objective:
        """What w[s] is worth in a stage."""
        objective = STAGES[stage](self.wholes[number])
        place = self.places[len(self.todays) + number]
        return replace(objective, terms={place[column]: cost for column, cost in objective.terms.items()})

    def expected(self, stage: str, weights: Sequence[int]) -> Objective:
        """maximise (escalation: minimise) sum_s weight[s] x worth of w[s]"""
        terms: dict[int, Number] = {}
        for number, weight in enumerate(weights):
            if weight:
                for column, cost in self.worth(number, stage).terms.items():
                    terms[column] = weight * cost
        return Objective(stage, stage in MAXIMISED, terms)

    def decided_today(self, *, most: bool) -> Objective:
        """minimise, or maximise, the money in t"""
        return Objective("today", most, dict.fromkeys(self.flows_today(), 1))

    def shortfall(self) -> Objective:
        """minimise sum e over the `require` rows of an elastic program: 0 where a decision is possible"""
        short = [
            column
            for label, column in self.program.index.items()
            if label[0] == "whole" and label[2] == "shortfall"
        ]
        return Objective("shortfall", False, dict.fromkeys(short, 1))

    def flows_today(self) -> list[int]:
        """The columns of t's flows."""
        return [column for label, column in self.program.index.items() if label[:2] == ("today", "flow")]

    def flows_whole(self) -> list[int]:
        """The columns of every w[s]'s flows."""
        return [
            column
            for label, column in self.program.index.items()
            if label[0] == "whole" and label[2] == "flow"
        ]

    def regret(self, stage: str, best: Sequence[int]) -> Objective:
        """minimise e, where e + worth of w[s] >= best[s] for every s"""
        worths = [self.worth(number, stage) for number in range(len(self.wholes))]
        regret = self.program.column(("regret",), 0, max(best), money=True)
        for number, (worth, top) in enumerate(zip(worths, best, strict=True)):
            terms = worth.terms | {regret: 1}
            self.program.rows.append(Row(("regrets", str(number)), terms, ">=", top, money=False))
        self.derived.append(
            (
                regret,
                lambda values: max(
                    0, *(top - floor(worth.exact(values)) for worth, top in zip(worths, best, strict=True))
                ),
            )
        )
        return Objective("regret", False, {regret: 1})

    def tail(self, stage: str, weights: Sequence[int], level: Fraction, most: int) -> Objective:
        """maximise level x W x q - sum_s weight[s] u[s], where u[s] + worth of w[s] >= q, W = sum of weights

        Divided by level x W, the mean of the worst outcomes that make up `level` of all (the conditional
        value at risk, Rockafellar and Uryasev 2000). No worth exceeds `most`.
        """
        worths = [self.worth(number, stage) for number in range(len(self.wholes))]
        quantile = self.program.column(("quantile",), 0, most, money=True)
        terms: dict[int, Number] = {quantile: level.numerator * sum(weights)}
        self.derived.append(
            (
                quantile,
                lambda values: at_risk([floor(worth.exact(values)) for worth in worths], weights, level),
            )
        )
        for number, (worth, weight) in enumerate(zip(worths, weights, strict=True)):
            below = self.program.column(("below", str(number)), 0, most, money=True)
            left = worth.terms | {below: 1, quantile: -1}
            self.program.rows.append(Row(("falls", str(number)), left, ">=", 0, money=False))
            terms[below] = -level.denominator * weight

            def short(values: Sequence[int], worth: Objective = worth) -> int:
                return max(0, values[quantile] - floor(worth.exact(values)))

            self.derived.append((below, short))
        return Objective("cvar", True, terms)

    def values(self, decision: Decision) -> list[int]:
        """The values of the program's columns that a decision means."""
        values = [0] * len(self.program.columns)
        drafts = [*self.todays, *self.wholes]
        lines = [*[decision.today] * len(self.todays), *decision.whole]
        for draft, place, of in zip(drafts, self.places, lines, strict=True):
            for column, value in zip(place, assign(draft, of), strict=True):
                values[column] = value
        for column, worked_out in self.derived:
            values[column] = worked_out(values)
        return values

    def decision(self, values: Sequence[int], today: Lines | None = None) -> Decision:
        """The transfers that values of the columns mean; `today` where that part is settled."""
        if today is None:
            draft = replace(self.todays[0], give=self.caps)
            today = split(draft, [values[column] for column in self.places[0]])
        whole = []
        for draft, place in zip(self.wholes, self.places[len(self.todays) :], strict=True):
            later = split(*_rest(draft, today, [values[column] for column in place]))
            whole.append(dict(Counter(today) + Counter(later)))
        return Decision(today, tuple(whole))

    def priority(self, column: int) -> int:
        """What a search decides first: what is funded by the end, then what of it today."""
        label = self.program.columns[column].label
        if label[:2] == ("today", "funded"):
            return 1
        return 2 if label[0] == "whole" and label[2] == "funded" else 0

    def fix(self, today: Lines) -> None:
        """Leave no choice today but this one."""
        for draft, place in zip(self.todays, self.places, strict=False):
            for column, at, value in zip(draft.program.columns, place, assign(draft, today), strict=True):
                if column.label[0] in _SHARED:
                    self.program.columns[at].lower = self.program.columns[at].upper = value


def join(futures: Sequence[Future], *, elastic: bool = False) -> Joint:
    """The programs of these futures with one decision today in common.

    `elastic` lets the `require` rules of the end fall short, to learn whether there is a decision at all.
    """
    stages = futures[0].whole.situation.case.stages
    groupings = _alike(futures, stages)
    count = len(futures)
    drafts = [formulate(grouping, elastic=elastic and k >= count) for k, grouping in enumerate(groupings)]
    caps = [min(gives) for gives in zip(*(draft.give for draft in drafts), strict=True)]
    joint = Joint(drafts[:count], drafts[count:], caps)
    for number, draft in enumerate(joint.todays):
        _embed(joint, draft, ("today", str(number)), frozenset())
    _close_what_some_future_forbids(joint)
    for number, (draft, future) in enumerate(zip(joint.wholes, futures, strict=True)):
        _embed(joint, draft, ("whole", str(number)), future.late)
    for family in (_agreed, _held, _follows, _begun):
        joint.program.rows.extend(family(joint, futures))
    return joint


def at_risk(worths: Sequence[int], weights: Sequence[int], level: Fraction) -> int:
    """The least worth that, with all that are no greater, makes up `level` of the weights."""
    met = 0
    for worth, weight in sorted(zip(worths, weights, strict=True)):
        met += weight
        if met >= level * sum(weights):
            return worth
    return max(worths)


def _alike(futures: Sequence[Future], stages: Sequence[str]) -> list[Grouping]:
    """What all futures group together, today and by the end: a class is the same rows wherever it is."""
    groupings = [group(future.today, stages=stages) for future in futures]
    groupings += [group(future.whole, stages=stages) for future in futures]
    case = futures[0].whole.situation.case
    late = [tuple(j in future.late for future in futures) for j in range(len(case.reserves))]
    sources = _blocks([g.sources for g in groupings], [a.id for a in case.activities], None)
    targets = _blocks([g.targets for g in groupings], [r.id for r in case.reserves], late)
    return [
        Grouping(
            g.sides,
            *(_refined(coarse, blocks, k) for coarse, blocks in ((g.sources, sources), (g.targets, targets))),
        )
        for k, g in enumerate(groupings)
    ]


def _blocks(
    classes: Sequence[Sequence[Class]], ids: Sequence[str], apart: Sequence[tuple[bool, ...]] | None
) -> list[tuple[Key, str, tuple[int, ...]]]:
    """Rows that are in one class in every grouping: their classes, a name, their positions in order of id."""
    number: list[dict[int, int]] = [
        {position: k for k, one in enumerate(grouping) for position in one.members} for grouping in classes
    ]
    found: dict[tuple[Key, object], list[int]] = {}
    for position in sorted(range(len(ids)), key=lambda position: ids[position]):
        key = tuple(of.get(position) for of in number)
        found.setdefault((key, apart and apart[position]), []).append(position)
    return [(key, ids[positions[0]], tuple(positions)) for (key, _), positions in found.items()]


def _refined(
    coarse: Sequence[Class], blocks: Sequence[tuple[Key, str, tuple[int, ...]]], k: int
) -> tuple[Class, ...]:
    """The classes of grouping `k`, divided into blocks."""
    refined = []
    for key, name, positions in blocks:
        place = key[k]
        if place is not None:
            refined.append(replace(coarse[place], name=name, members=positions))
    return tuple(refined)


def _embed(joint: Joint, draft: Draft, prefix: tuple[str, str], late: frozenset[int]) -> None:
    """Add a draft's columns and rows; columns that say what is decided today are common to all futures."""
    place = []
    for column in draft.program.columns:
        shared = prefix[0] == "today" and column.label[0] in _SHARED
        label = ("today", *column.label) if shared else (*prefix, *column.label)
        at = joint.program.column(label, column.lower, column.upper, column.money)
        joint.program.columns[at].upper = min(joint.program.columns[at].upper, column.upper)
        place.append(at)
    joint.places.append(place)
    for row in draft.program.rows:
        for one in _for_late(draft, row, late):
            terms = {place[column]: coefficient for column, coefficient in one.terms.items()}
            # A share is of its own future's total, so settling must not take it for one of all columns.
            joint.program.rows.append(replace(one, label=(*prefix, *one.label), terms=terms, share=None))


def _for_late(draft: Draft, row: Row, late: frozenset[int]) -> Iterator[Row]:
    """What a row comes to where reserves can be too late to count.

    A `require` speaks of each value that a permitted transfer has; one that only late reserves have is asked
    for only where one of them is funded: the left side may fall short by all it can while y[j] = 0.
    """
    each = {rule.id for rule in draft.grouping.rules if rule.per is not None}
    of_late = row.label[0] == "require" and row.label[1] in each and _matched(draft, row)
    if not of_late or not of_late <= late:
        yield row
        return
    columns = draft.program.columns
    least = sum(
        c * (columns[column].lower if c > 0 else columns[column].upper) for column, c in row.terms.items()
    )
    short = row.rhs - least
    for j in sorted(of_late):
        yield replace(row, terms=row.terms | {draft.funded[j]: -short}, rhs=row.rhs - short)


def _matched(draft: Draft, row: Row) -> set[int]:
    """The reserves that the transfers of a `require` row can reach."""
    after = 0 if row.share is None else -row.share.numerator
    return {
        j
        for (_, b), column in draft.flow.items()
        if row.terms.get(column, after) > after
        for j in draft.grouping.targets[b].members
    }


def _close_what_some_future_forbids(joint: Joint) -> None:
    """What is decided today is possible in every future: a column that one of them lacks is 0."""
    seen = Counter(
        (at, column.label[0])
        for draft, place in zip(joint.todays, joint.places, strict=True)
        for column, at in zip(draft.program.columns, place, strict=True)
    )
    for (at, kind), count in seen.items():
        if kind in ("flow", "funded") and count < len(joint.todays):
            joint.program.columns[at].upper = 0


def _agreed(joint: Joint, futures: Sequence[Future]) -> Iterator[Row]:
    """What j gets today is the same in every future, whether it is all or nothing there or not."""
    first, at = joint.todays[0], joint.places[0]
    for number, (draft, place) in enumerate(zip(joint.todays, joint.places, strict=False)):
        for j in draft.takers:
            if number and j in first.funded and (j in first.partial) + (j in draft.partial) < 2:
                terms = {at[column]: c for column, c in first.received(j).items()}
                for column, c in draft.received(j).items():
                    terms[place[column]] = terms.get(place[column], 0) - c
                yield Row(("agreed", str(number), draft.case.reserves[j].id), terms, "==", 0)


def _held(joint: Joint, futures: Sequence[Future]) -> Iterator[Row]:
    """sum_b t[a,b] <= sum_(i in a) of the least that i can give in any future, today and by the end"""
    draft, place = joint.todays[0], joint.places[0]
    for a, source in enumerate(draft.grouping.sources):
        flows: dict[int, Number] = {place[c]: 1 for (other, _), c in draft.flow.items() if other == a}
        yield Row(("held", source.name), flows, "<=", sum(joint.caps[i] for i in source.members))


def _follows(joint: Joint, futures: Sequence[Future]) -> Iterator[Row]:
    """t[a,b] <= w[s][a,b], and what j gets today <= what it gets by the end"""
    index, columns = joint.program.index, joint.program.columns
    for label, today in list(index.items()):
        if label[0] == "today" and label[1] in ("flow", "funded"):
            for number in range(len(futures)):
                whole = index.get(("whole", str(number), *label[1:]))
                if whole is None:
                    columns[today].upper = 0
                else:
                    terms: dict[int, Number] = {whole: 1, today: -1}
                    yield Row(("follows", str(number), *label[1:]), terms, ">=", 0, label[1] == "flow")
    for number, (draft, whole_draft) in enumerate(zip(joint.todays, joint.wholes, strict=True)):
        then, now = joint.places[len(futures) + number], joint.places[number]
        for j in draft.takers:
            if j in whole_draft.funded:
                terms = {then[column]: c for column, c in whole_draft.received(j).items()}
                terms |= {now[column]: -c for column, c in draft.received(j).items()}
                name = draft.case.reserves[j].id
                yield Row(("keeps", str(number), name), terms, ">=", 0)


def _begun(joint: Joint, futures: Sequence[Future]) -> Iterator[Row]:
    """y[s][j] <= y[t][j] for each j for which it is too late then"""
    for number, (draft, future) in enumerate(zip(joint.wholes, futures, strict=True)):
        for j in sorted(future.late & draft.funded.keys()):
            name = draft.case.reserves[j].id
            terms: dict[int, Number] = {joint.program.index["whole", str(number), "funded", name]: 1}
            today = joint.program.index.get(("today", "funded", name))
            if today is not None:
                terms[today] = -1
            yield Row(("begun", str(number), name), terms, "<=", 0, money=False)


def _rest(draft: Draft, today: Lines, values: list[int]) -> tuple[Draft, list[int]]:
    """The draft and the values of its columns once today's part has been taken out of them."""
    spent = assign(draft, today)
    wholly = [y for j, y in draft.funded.items() if j not in draft.partial]
    for column in (*draft.flow.values(), *draft.partial.values(), *wholly):
        values[column] -= spent[column]
    give = list(draft.give)
    for (i, _), units in today.items():
        give[i] -= units
    return replace(draft, give=give), values
