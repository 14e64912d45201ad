"""How far a case must change before a reserve can be funded at no loss: bounds, shown in whole numbers.

The model of the case, with the reserve funded and the objective's first stages held at values given, has one
more column: the change. How small it can be is bounded by the same search that plans, so that no smaller
change can do. That the bound itself does is for a plan to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd
from time import monotonic

from realloc.case.records import Case, Comparison, Condition, Reserve, Rule, Selector
from realloc.model.formulation import STAGES, Draft, formulate
from realloc.model.grouping import caps_each_row, group
from realloc.model.optimise import Settings, Stager
from realloc.model.program import Number, Objective, Row
from realloc.model.search import Search
from realloc.result import MONEY_STAGES, Plan
from realloc.situation import Situation, assess
from realloc.situation.bounds import fixed_bounds
from realloc.situation.matching import Sides

SHARE_STEPS = 10_000
"""Shares change by steps of a hundredth of a percentage point."""

_NODES = 200
_NODES_AT_ONCE = 20
_SECONDS = 5.0
_MOST_RATIOS = 8
_HOLDABLE = (frozenset(STAGES) | {"rank"}) - {"lines"}
_MOST_RANKS = 24  # each rank weighs more than all behind it: beyond, no solver can tell them apart
# Conditions that every row meets: with one, a limit on each row is written out as rows of the model.
_ANY_COST = Selector((Condition("cost", (Comparison(">=", 0),)),))
_ANY_BUDGET = Selector((Condition("budget", (Comparison(">=", 0),)),))

Held = Sequence[tuple[str, int]]
"""Stages held, from the first on: name, and the value in the unit of `StageResult`, ranks as one number."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`least` is a change that no smaller one can replace, None where none is large enough.

    `at` is the position of the activity that would have most of it, where the change is money.
    """

    least: int | None
    at: int | None = None


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


def _as_number(case: Case, value: int | tuple[int, ...]) -> int:
    """Ranks funded as one number, each rank worth more than all behind it; other values as they are."""
    if isinstance(value, int):
        return value
    weights = _weights(case)
    return sum(weights[rank] for rank in value)


def _weights(case: Case) -> dict[int, int]:
    ranks = sorted((row.rank for row in case.reserves if row.rank is not None), reverse=True)
    return {rank: 1 << place for place, rank in enumerate(ranks)}


def _objective(draft: Draft, stage: str) -> Objective:
    if stage != "rank":
        return STAGES[stage](draft)
    weights = _weights(draft.case)
    return Objective(
        "rank", True, {y: weights[draft.case.reserves[j].rank or 0] for j, y in draft.funded.items()}
    )


def apart(case: Case, givers: Sequence[int]) -> list[int]:
    """One of the `givers` (positions) of each kind that nothing tells apart: with the largest share."""
    situation = assess(case)
    standings = [
        replace(standing, releasable=max(standing.releasable, case.unit)) if i in givers else standing
        for i, standing in enumerate(situation.standings)
    ]
    grouping = _draft(case, replace(situation, standings=tuple(standings))).grouping
    members = [[i for i in source.members if i in givers] for source in grouping.sources]
    return [max(some, key=lambda i: standings[i].share) for some in members if some]


def first_value(case: Case, stage: str, funded: frozenset[str]) -> int | None:
    """A value that the first stage can have where just these reserves are funded, if one is found."""
    draft = _draft(case)
    objective = _objective(draft, stage)
    search = Stager(draft, Settings()).search(objective, None)
    chosen = {y: int(case.reserves[j].id in funded) for j, y in draft.funded.items()}
    if not search.try_binaries(chosen) or search.values is None:
        return None
    return objective.value(search.values) * (case.unit if stage in MONEY_STAGES else 1)


def least_cut(case: Case, reserve: int, held: Held) -> Bound:
    """Units by which a reserve (by position) must cost less, with a least amount no larger than its cost.

    From its least amount down it is all or nothing. Above, a part of its money earns a part of its score;
    where even its whole score for the least amount would not do, no cost above that does.
    """
    row = case.reserves[reserve]
    cost, smallest = row.cost // case.unit, row.min_cost // case.unit
    if smallest < cost:
        draft = _draft(case)
        if reserve not in draft.funded:
            return Bound(None)
        _hold(draft, reserve, held, _scored_in_full(draft, reserve))
        if _search(draft, Objective("any", True, {})).bound is not None:
            return Bound(0)
    draft = _draft(_with_reserve(case, reserve, replace(row, cost=row.min_cost, min_cost=case.unit)))
    if reserve not in draft.funded:
        return Bound(None)
    _hold(draft, reserve, held, _scored_in_full(draft, reserve))
    search = _search(draft, Objective("cost", True, dict(draft.received(reserve))))
    most = _bound(search, maximise=True)
    return Bound(None) if most is None else Bound(max(0, cost - most))


def most_reachable(case: Case, reserve: int) -> int:
    """Units that a plan can give to a reserve (by position), were every part of its cost of use."""
    row = case.reserves[reserve]
    draft = _draft(_with_reserve(case, reserve, replace(row, min_cost=case.unit)))
    if reserve not in draft.funded:
        return 0
    _hold(draft, reserve, ())
    search = _search(draft, Objective("cost", True, dict(draft.received(reserve))))
    return _bound(search, maximise=True) or 0


def least_money(case: Case, reserve: int, held: Held, givers: Sequence[int]) -> Bound:
    """Units more that `givers` (positions of activities) must have to release between them.

    Among several, what counts is the money it takes: an activity that can release half needs twice as much.
    """
    situation = assess(case)
    most = sum(row.cost for row in case.reserves) // case.unit
    standings = list(situation.standings)
    for i in givers:
        standings[i] = replace(standings[i], releasable=standings[i].releasable + most * case.unit)
    draft = _draft(case, replace(situation, standings=tuple(standings)))
    if reserve not in draft.funded:
        return Bound(None)
    leaves = {row.label[1]: row for row in draft.program.rows if row.label[0] == "leaves"}
    more: dict[int, int] = {}
    for source in draft.grouping.sources:
        members = [i for i in source.members if i in givers]
        if members:
            column = draft.program.column(("more", source.name), 0, most, money=True)
            row = leaves[source.name]
            row.terms[column] = -1
            row.rhs = sum(
                min(draft.give[i], situation.standings[i].releasable // case.unit) for i in source.members
            )
            more[column] = max(members, key=lambda i: standings[i].share)
    _hold(draft, reserve, held)
    price = {column: 1 / standings[i].share if len(givers) > 1 else 1 for column, i in more.items()}
    search = _search(draft, Objective("more", False, dict(price)))
    if search.bound is None:
        return Bound(None)
    values = search.values
    at = None if values is None else more[max(more, key=lambda column: values[column])]
    return Bound(max(0, -search.bound), at)


def within_reach(case: Case, reserve: int, held: Held) -> bool:
    """Whether a plan may have the reserve and keep the stages held; no is proven, yes is not."""
    draft = _draft(case)
    if reserve not in draft.funded:
        return False
    _hold(draft, reserve, held)
    return _search(draft, Objective("any", True, {}), _found).bound is not None


def least_relaxing(case: Case, reserve: int, held: Held, rule: Rule, now: int, end: int) -> Bound:
    """Steps from `now` towards `end` by which a limit, require or count must give way.

    A step is a unit of the case, 1 / SHARE_STEPS of a share, or 1 of a count.
    """
    rule, case = _written_out(case, rule)
    draft = _draft(case)
    if reserve not in draft.funded:
        return Bound(None)
    _hold(draft, reserve, held)
    rows = [row for row in draft.program.rows if row.label[:2] == (rule.type, rule.id)]
    if rule.of == "transferred":
        return _least_share_of_total(draft, reserve, rule, rows, now)
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
    upwards = end > now
    found = _bound(_search(draft, Objective("bound", not upwards, {column: 1})), maximise=not upwards)
    if found is None:
        return Bound(None)
    return Bound(max(0, found - now if upwards else now - found))


def _least_share_of_total(draft: Draft, reserve: int, rule: Rule, rows: list[Row], now: int) -> Bound:
    """For a share of all money moved: the best ratio that a plan can have, by Dinkelbach's method.

    For a ratio p / q, q x (what matches) - p x (what moves) is optimised; the ratio of the plan found is the
    next, until none is better. A share for each value of `per` is not bounded.
    """
    if rule.per is not None or rule.share is None or len(rows) != 1:
        return Bound(0)
    own = rule.share.denominator - rule.share.numerator
    matching = [column for column, coefficient in rows[0].terms.items() if coefficient == own]
    draft.program.rows.remove(rows[0])
    maximise = rule.type == "require"
    ratio: Fraction | None = None
    for _ in range(_MOST_RATIOS):
        tried = Fraction(now, SHARE_STEPS) if ratio is None else ratio
        terms: dict[int, Number] = dict.fromkeys(draft.flow.values(), -tried.numerator)
        for column in matching:
            terms[column] += tried.denominator

        def steps(bound: int, tried: Fraction = tried) -> int:
            """The change, if no plan's ratio is further beyond `tried` than this bound allows."""
            beyond = Fraction(bound, tried.denominator * (draft.least[reserve] or 1))
            step = (tried + beyond if maximise else tried - beyond) * SHARE_STEPS
            return max(0, now - floor(step) if maximise else ceil(step) - now)

        def told(search: Search, steps: Callable[[int], int] = steps) -> bool:
            """Whether what the bound leaves open is less than a step."""
            none_better = search.value is not None and search.value <= 0 and search.bound is not None
            return none_better and steps(search.bound or 0) == steps(0)

        search = _search(draft, Objective("ratio", maximise, terms), _found if ratio is None else told)
        if search.bound is None:
            return Bound(None)
        if search.values is None or search.value is None or (ratio is None and search.value >= 0):
            return Bound(0)
        if ratio is not None and search.value <= 0:  # none better found: at most by what the bound leaves
            return Bound(steps(search.bound))
        moved = sum(search.values[column] for column in draft.flow.values())
        ratio = Fraction(sum(search.values[column] for column in matching), moved)
    return Bound(0)


def _with_reserve(case: Case, reserve: int, row: Reserve) -> Case:
    rows = (row if j == reserve else other for j, other in enumerate(case.reserves))
    return replace(case, reserves=tuple(rows))


def _scored_in_full(draft: Draft, reserve: int) -> Callable[[Objective], Objective]:
    """Whatever the reserve gets, once funded it earns its whole score."""
    gets = draft.received(reserve)
    points = int((draft.case.reserves[reserve].score or 0) * 10_000)

    def adapted(objective: Objective) -> Objective:
        if objective.stage != "score":
            return objective
        others = {column: worth for column, worth in objective.terms.items() if column not in gets}
        return replace(objective, terms=others | {draft.funded[reserve]: points})

    return adapted


def _draft(case: Case, situation: Situation | None = None) -> Draft:
    situation = situation or assess(case)
    blocking = (rule for rule in case.rules if rule.enabled and rule.severity == "block")
    return formulate(group(Sides.of(replace(situation, case=case), blocking), stages=case.stages))


def _hold(
    draft: Draft,
    reserve: int,
    held: Held,
    adapt: Callable[[Objective], Objective] = lambda objective: objective,
) -> None:
    """Fund the reserve, and hold the stages, each as it is once it is adapted."""
    rows = draft.program.rows
    rows.append(Row(("forced",), {draft.funded[reserve]: 1}, ">=", 1, money=False))
    for stage, value in held:
        whole = value // draft.case.unit if stage in MONEY_STAGES else value
        rows.append(adapt(_objective(draft, stage)).keep(whole))


def _search(draft: Draft, objective: Objective, told: Callable[[Search], bool] | None = None) -> Search:
    """A search for the best value, until it is found, `told` well enough, or takes too long."""
    stager = Stager(draft, Settings(None, monotonic() + _SECONDS))
    search = stager.search(objective, None)
    while search.nodes < _NODES:
        before = search.nodes
        search.run(stager.settings.patience(_NODES_AT_ONCE))
        if search.nodes == before or (told is not None and told(search)):
            break
    return search


def _found(search: Search) -> bool:
    """Whether there is any plan at all."""
    return search.value is not None


def _bound(search: Search, *, maximise: bool) -> int | None:
    """The best value that the objective can have, None where there is proven to be none."""
    if search.bound is None:
        return None
    return search.bound if maximise else -search.bound


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
