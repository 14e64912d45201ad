"""The case as inequalities: one short function for each family, its inequality in the docstring.

a, b    classes of activities and of reserves; i, j their members
F[a,b]  money that flows from a to b; r[i] what activity i can give
y[j]    1 if reserve j is funded; z[j] what it gets, from its least amount m[j] to its cost c[j]

Amounts are in units of the case. A reserve that is all or nothing has no z[j]: it gets c[j] y[j].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from realloc.case.records import Case, Rule
from realloc.model.grouping import Grouping, caps_each_row, counts_whole_reserves
from realloc.model.program import Number, Objective, Program, Row
from realloc.situation.bounds import fixed_bounds
from realloc.situation.matching import scope

Pair = tuple[int, int]
Terms = dict[int, Number]


@dataclass
class Draft:
    """A program being written, and where its columns stand."""

    grouping: Grouping
    case: Case
    give: list[int]
    take: list[int]
    least: list[int]
    elastic: bool = False
    program: Program = field(default_factory=Program)
    flow: dict[Pair, int] = field(default_factory=dict)
    funded: dict[int, int] = field(default_factory=dict)
    partial: dict[int, int] = field(default_factory=dict)

    @property
    def takers(self) -> list[int]:
        return [j for target in self.grouping.targets for j in target.members]

    def supply(self) -> list[int]:
        """What each class of activities can give."""
        return [sum(self.give[i] for i in source.members) for source in self.grouping.sources]

    def demand(self) -> list[int]:
        """What each class of reserves can take."""
        return [sum(self.take[j] for j in target.members) for target in self.grouping.targets]

    def received(self, j: int) -> Terms:
        """z[j], or c[j] y[j] where reserve j is all or nothing."""
        return {self.partial[j]: 1} if j in self.partial else {self.funded[j]: self.least[j]}


def formulate(grouping: Grouping, *, elastic: bool = False) -> Draft:
    """Every constraint of the case, over `grouping`; `elastic` lets the `require` rules fall short."""
    case = grouping.situation.case
    draft = Draft(
        grouping,
        case,
        give=_caps(grouping, "from", [s.releasable // case.unit for s in grouping.situation.standings]),
        take=_caps(grouping, "to", [reserve.cost // case.unit for reserve in case.reserves]),
        least=[-(-reserve.min_cost // case.unit) for reserve in case.reserves],
        elastic=elastic,
    )
    _tighten(draft)
    _add_columns(draft)
    for family in FAMILIES:
        draft.program.rows.extend(family(draft))
    return draft


def _caps(grouping: Grouping, side: str, bounds: list[int]) -> list[int]:
    """`bounds`, lowered by each rule that limits all that one activity gives, or one reserve gets."""
    for k, rule in enumerate(grouping.rules):
        if caps_each_row(rule) and rule.per is not None and rule.per[0] == side:
            limits = fixed_bounds(grouping.situation, rule, grouping.sides.source[k])
            ends = (grouping.sides.source if side == "from" else grouping.sides.target)[k]
            for position, end in enumerate(ends):
                if end is not None:
                    limit = limits.get(end[2], limits[None])
                    bounds[position] = min(bounds[position], floor(limit / grouping.situation.case.unit))
    return bounds


def _tighten(draft: Draft) -> None:
    """Lower what a reserve can take to what can reach it, and what an activity can give to what it can reach.

    No plan is lost; coefficients that no plan can use would only cost the solver its accuracy.
    """
    grouping = draft.grouping
    supply = draft.supply()
    reaching = [0] * len(grouping.targets)
    for a, b in grouping.pairs:
        reaching[b] += supply[a]
    for target, most in zip(grouping.targets, reaching, strict=True):
        for j in target.members:
            draft.take[j] = min(draft.take[j], most)
    demand = draft.demand()
    reached = [0] * len(grouping.sources)
    for a, b in grouping.pairs:
        reached[a] += demand[b]
    for source, most in zip(grouping.sources, reached, strict=True):
        for i in source.members:
            draft.give[i] = min(draft.give[i], most)


def _add_columns(draft: Draft) -> None:
    program, grouping = draft.program, draft.grouping
    supply, demand = draft.supply(), draft.demand()
    for a, b in grouping.pairs:
        label = ("flow", grouping.sources[a].name, grouping.targets[b].name)
        draft.flow[a, b] = program.column(label, 0, min(supply[a], demand[b]), money=True)
    for j in draft.takers:
        name, possible = draft.case.reserves[j].id, draft.take[j] >= draft.least[j]
        draft.funded[j] = program.column(("funded", name), 0, int(possible), money=False)
        if draft.least[j] < draft.take[j]:
            draft.partial[j] = program.column(("amount", name), 0, draft.take[j], money=True)


def leaves(draft: Draft) -> Iterator[Row]:
    """sum_b F[a,b] <= sum_(i in a) r[i]"""
    for source, terms, most in zip(draft.grouping.sources, _flows(draft, 0), draft.supply(), strict=True):
        yield Row(("leaves", source.name), terms, "<=", most)


def arrives(draft: Draft) -> Iterator[Row]:
    """sum_a F[a,b] = sum_(j in b) z[j]"""
    for target, terms in zip(draft.grouping.targets, _flows(draft, 1), strict=True):
        for j in target.members:
            terms |= {column: -coefficient for column, coefficient in draft.received(j).items()}
        yield Row(("arrives", target.name), terms, "==", 0)


def ranges(draft: Draft) -> Iterator[Row]:
    """m[j] y[j] <= z[j] <= c[j] y[j]"""
    for j, z in draft.partial.items():
        name, y = draft.case.reserves[j].id, draft.funded[j]
        yield Row(("least", name), {z: 1, y: -draft.least[j]}, ">=", 0)
        yield Row(("most", name), {z: 1, y: -draft.take[j]}, "<=", 0)


def requires(draft: Draft) -> Iterator[Row]:
    """y[j] <= y[k] for each k that j requires; y[j] <= 0 where k cannot be funded"""
    column = {draft.case.reserves[j].id: draft.funded[j] for j in draft.takers}
    for j in draft.takers:
        reserve = draft.case.reserves[j]
        for other in reserve.requires:
            terms: Terms = {column[reserve.id]: 1}
            if other in column:
                terms[column[other]] = -1
            yield Row(("requires", reserve.id, other), terms, "<=", 0, money=False)


def excludes(draft: Draft) -> Iterator[Row]:
    """y[j] + y[k] <= 1 for each k that j excludes"""
    column = {draft.case.reserves[j].id: draft.funded[j] for j in draft.takers}
    pairs = {
        tuple(sorted((draft.case.reserves[j].id, other)))
        for j in draft.takers
        for other in draft.case.reserves[j].excludes
        if other in column
    }
    for one, other in sorted(pairs):
        yield Row(("excludes", one, other), {column[one]: 1, column[other]: 1}, "<=", 1, money=False)


def limit(draft: Draft) -> Iterator[Row]:
    """sum F over the rule's pairs <= its bound, or - share x (sum of all F) <= 0 for a share of all moved"""
    for k, rule in _rules(draft, "limit"):
        if not caps_each_row(rule):
            for group, pairs, bound in _bounded(draft, k, rule):
                terms, rhs = _against(draft, rule, pairs, bound)
                label, share = ("limit", rule.id, _text(group)), _share(rule, bound)
                yield Row(label, terms, "<=", floor(rhs), share=share)


def require(draft: Draft) -> Iterator[Row]:
    """sum F over the rule's pairs >= its bound; a share of all money moved as in `limit`

    An elastic draft adds a shortfall, + e, to each fixed bound, to learn whether a plan exists at all.
    """
    for k, rule in _rules(draft, "require"):
        for group, pairs, bound in _bounded(draft, k, rule):
            terms, rhs = _against(draft, rule, pairs, bound)
            if draft.elastic and bound is not None:
                label = ("shortfall", rule.id, _text(group))
                terms[draft.program.column(label, 0, max(0, ceil(rhs)), money=True)] = 1
            label, share = ("require", rule.id, _text(group)), _share(rule, bound)
            yield Row(label, terms, ">=", ceil(rhs), share=share)


def count_reserves(draft: Draft) -> Iterator[Row]:
    """sum y[j] <= max where j matches whoever pays; else sum_a F[a,j] <= c[j] w[j], sum w[j] <= max"""
    for k, rule in _rules(draft, "count", "reserves"):
        if counts_whole_reserves(rule):
            groups: dict[Any, Terms] = {}
            for j in draft.takers:
                end = draft.grouping.sides.target[k][j]
                if end is not None:
                    groups.setdefault(end[2], {})[draft.funded[j]] = 1
            for group, terms in groups.items():
                yield _at_most(rule, group, terms)
        else:
            for group, pairs in _by_scope(draft, k, rule):
                yield from _count_uses(draft, rule, group, pairs, "to")


def count_activities(draft: Draft) -> Iterator[Row]:
    """sum_b F[i,b] <= r[i] v[i], sum v[i] <= max"""
    for k, rule in _rules(draft, "count", "activities"):
        for group, pairs in _by_scope(draft, k, rule):
            yield from _count_uses(draft, rule, group, pairs, "from")


def count_lines(draft: Draft) -> Iterator[Row]:
    """F[i,j] <= min(r[i], c[j]) l[i,j], sum l[i,j] <= max, and what follows from these"""
    for k, rule in _rules(draft, "count", "lines"):
        for group, pairs in _by_scope(draft, k, rule):
            terms, rows = _open_lines(draft, pairs)
            yield from rows
            yield _at_most(rule, group, terms)
            yield from _covers(draft, pairs, rule.id, _text(group))


def shares_of(draft: Draft, total: int) -> list[Row]:
    """sum F over the rule's pairs <= floor(share x total), or >= ceil(share x total)

    Once it is settled that all money moved is `total`, this follows from the rows of `limit` and `require`
    for whole amounts; stated, it spares the search the fractions.
    """
    return [
        replace(row.at_total(total), label=(f"{row.label[0]}-of-total", *row.label[1:]))
        for row in draft.program.rows
        if row.share is not None
    ]


FAMILIES: tuple[Callable[[Draft], Iterator[Row]], ...] = (
    leaves,
    arrives,
    ranges,
    requires,
    excludes,
    limit,
    require,
    count_reserves,
    count_activities,
    count_lines,
)


def score(draft: Draft) -> Objective:
    """maximise sum score[j] z[j] / cost[j], in ten-thousandths of a point"""
    terms: Terms = {}
    for j in draft.takers:
        reserve = draft.case.reserves[j]
        points = int((reserve.score or 0) * 10_000)
        for column, units in draft.received(j).items():
            worth = Fraction(points * units * draft.case.unit, reserve.cost)
            if worth:
                terms[column] = worth.numerator if worth.denominator == 1 else worth
    return Objective("score", True, terms)


def amount(draft: Draft) -> Objective:
    """maximise sum z[j]"""
    return Objective("amount", True, _all_received(draft))


def reserves(draft: Draft) -> Objective:
    """maximise sum y[j]"""
    return Objective("reserves", True, {draft.funded[j]: 1 for j in draft.takers})


def escalation(draft: Draft) -> Objective:
    """minimise sum level[a,b] F[a,b]"""
    levels = {pair: draft.grouping.level(*pair) for pair in draft.flow}
    return Objective(
        "escalation", False, {draft.flow[pair]: level for pair, level in levels.items() if level}
    )


def same_project(draft: Draft) -> Objective:
    """maximise sum F[a,b] over pairs of one project"""
    return _same(draft, "same_project", "project")


def same_agency(draft: Draft) -> Objective:
    """maximise sum F[a,b] over pairs of one agency"""
    return _same(draft, "same_agency", "agency")


def activities(draft: Draft) -> Objective:
    """minimise sum v[i], where sum_b F[a,b] <= sum_(i in a) r[i] v[i]"""
    terms: Terms = {}
    for source, flows in zip(draft.grouping.sources, _flows(draft, 0), strict=True):
        for i in source.members:
            touched = draft.program.column(("touched", draft.case.activities[i].id), 0, 1, money=False)
            terms[touched] = 1
            flows[touched] = -draft.give[i]
        draft.program.rows.append(Row(("touches", source.name), flows, "<=", 0))
    return Objective("activities", False, terms)


def lines(draft: Draft) -> Objective:
    """minimise sum l[i,j], where F[i,j] <= min(r[i], c[j]) l[i,j], over single activities and reserves"""
    pairs = list(draft.flow)
    terms, rows = _open_lines(draft, pairs)
    draft.program.rows += [*rows, *_covers(draft, pairs)]
    return Objective("lines", False, terms)


STAGES: dict[str, Callable[[Draft], Objective]] = {
    "score": score,
    "amount": amount,
    "reserves": reserves,
    "escalation": escalation,
    "same_project": same_project,
    "same_agency": same_agency,
    "activities": activities,
    "lines": lines,
}


def rank(draft: Draft, j: int) -> Objective:
    """maximise y[j]: asked for one reserve after another, in order of rank"""
    return Objective("rank", True, {draft.funded[j]: 1}, subject=draft.case.reserves[j].id)


def shortfall(draft: Draft) -> Objective:
    """minimise sum e over the `require` rows: 0 if and only if a plan exists"""
    return Objective(
        "shortfall",
        False,
        {number: 1 for label, number in draft.program.index.items() if label[0] == "shortfall"},
    )


def _rules(draft: Draft, kind: str, what: str | None = None) -> Iterator[tuple[int, Rule]]:
    for k, rule in enumerate(draft.grouping.rules):
        if rule.type == kind and rule.what == what:
            yield k, rule


def _flows(draft: Draft, end: int) -> list[Terms]:
    """The flows at each class of one end (0: sources, 1: targets), as terms."""
    classes = (draft.grouping.sources, draft.grouping.targets)[end]
    flows: list[Terms] = [{} for _ in classes]
    for pair, column in draft.flow.items():
        flows[pair[end]][column] = 1
    return flows


def _by_scope(draft: Draft, k: int, rule: Rule) -> list[tuple[Any, list[Pair]]]:
    """The rule's permitted pairs, by value of `per`; a rule without `per` always has its one group."""
    groups: dict[Any, list[Pair]] = {} if rule.per else {None: []}
    for a, b in draft.grouping.matching(k):
        source, target = draft.grouping.sources[a].ends[k], draft.grouping.targets[b].ends[k]
        assert source is not None and target is not None
        groups.setdefault(scope(rule, source, target), []).append((a, b))
    return list(groups.items())


def _bounded(draft: Draft, k: int, rule: Rule) -> Iterator[tuple[Any, list[Pair], Fraction | None]]:
    """Each group's pairs and bound in units; None for a share of all money moved."""
    bounds = fixed_bounds(draft.grouping.situation, rule, draft.grouping.sides.source[k])
    for group, pairs in _by_scope(draft, k, rule):
        yield group, pairs, bounds.get(group, bounds[None]) / draft.case.unit if bounds else None


def _against(draft: Draft, rule: Rule, pairs: list[Pair], bound: Fraction | None) -> tuple[Terms, Fraction]:
    """Left side and bound of a limit or require, whole coefficients throughout."""
    terms: Terms = {draft.flow[pair]: 1 for pair in pairs}
    if bound is not None:
        return terms, bound
    assert rule.share is not None
    moved = dict.fromkeys(draft.flow.values(), -rule.share.numerator)
    for column in terms:
        moved[column] += rule.share.denominator
    return dict(moved), Fraction(0)


def _share(rule: Rule, bound: Fraction | None) -> Fraction | None:
    return rule.share if bound is None else None


def _at_most(rule: Rule, group: Any, terms: Terms) -> Row:
    assert rule.max is not None
    return Row(("count", rule.id, _text(group)), terms, "<=", rule.max, money=False)


def _count_uses(draft: Draft, rule: Rule, group: Any, pairs: list[Pair], side: str) -> Iterator[Row]:
    """The flows of each single row of one side switched by a binary, and the binaries counted."""
    end = 0 if side == "from" else 1
    classes = (draft.grouping.sources, draft.grouping.targets)[end]
    flows: dict[int, Terms] = {}
    for pair in pairs:
        flows.setdefault(pair[end], {})[draft.flow[pair]] = 1
    uses: Terms = {}
    for number, terms in flows.items():
        name, (row,) = classes[number].name, classes[number].members
        use = draft.program.column(("use", rule.id, _text(group), name), 0, 1, money=False)
        uses[use] = 1
        most = (draft.give, draft.take)[end][row]
        yield Row(("uses", rule.id, _text(group), name), terms | {use: -most}, "<=", 0)
    yield _at_most(rule, group, uses)


def _line_label(draft: Draft, pair: Pair) -> tuple[str, str, str]:
    return ("line", draft.grouping.sources[pair[0]].name, draft.grouping.targets[pair[1]].name)


def _open_lines(draft: Draft, pairs: list[Pair]) -> tuple[Terms, list[Row]]:
    """The binary of each pair of single rows, and the rows that tie new ones to their flows."""
    terms: Terms = {}
    rows: list[Row] = []
    for pair in pairs:
        label, flow = _line_label(draft, pair), draft.flow[pair]
        new = label not in draft.program.index
        column = draft.program.column(label, 0, 1, money=False)
        terms[column] = 1
        if new:
            most = draft.program.columns[flow].upper
            rows.append(Row(("opens", *label[1:]), {flow: 1, column: -most}, "<=", 0))
    return terms, rows


def _covers(draft: Draft, pairs: list[Pair], *parts: str) -> Iterator[Row]:
    """sum_i l[i,j] >= n[j] y[j] over `pairs`, n[j] the fewest of them that m[j] needs beside all other payers

    Implied by the rest in whole numbers, and added because it tightens the bound.
    """
    supply, reaching = draft.supply(), [0] * len(draft.grouping.targets)
    for a, b in draft.flow:
        reaching[b] += supply[a]
    lines: dict[int, Terms] = {}
    givers: dict[int, list[int]] = {}
    for pair in pairs:
        lines.setdefault(pair[1], {})[draft.program.index[_line_label(draft, pair)]] = 1
        givers.setdefault(pair[1], []).append(supply[pair[0]])
    for b, terms in lines.items():
        (j,) = draft.grouping.targets[b].members
        fewest = _fewest(givers[b], draft.least[j] - (reaching[b] - sum(givers[b])))
        if fewest:
            label = ("covers", *parts, draft.grouping.targets[b].name)
            yield Row(label, terms | {draft.funded[j]: -fewest}, ">=", 0, money=False)


def _same(draft: Draft, stage: str, attribute: str) -> Objective:
    grouping = draft.grouping
    return Objective(
        stage,
        True,
        {
            column: 1
            for (a, b), column in draft.flow.items()
            if getattr(grouping.sources[a], attribute) == getattr(grouping.targets[b], attribute)
        },
    )


def _all_received(draft: Draft) -> Terms:
    terms: Terms = {}
    for j in draft.takers:
        terms |= draft.received(j)
    return terms


def _fewest(amounts: list[int], least: int) -> int:
    """How many of `amounts` it takes at the least to make `least`; one more than all where they cannot."""
    total = 0
    for count, largest in enumerate(sorted(amounts, reverse=True)):
        if total >= least:
            return count
        total += largest
    return len(amounts) if total >= least else len(amounts) + 1


def _text(group: Any) -> str:
    return "" if group is None else str(group)
