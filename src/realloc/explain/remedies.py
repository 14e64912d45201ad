"""What would make it a yes: the least change of each kind that alone gives a reserve project its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any

from realloc import money
from realloc.case.records import Case, Reserve
from realloc.explain import changes
from realloc.explain.beside import amount_of
from realloc.explain.earlier import earlier_decision
from realloc.explain.extreme import Money, apart, cut
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.question import held_at, holdable
from realloc.explain.reading import (
    asks_more_of_more_pairs,
    counts_on_all_money,
    reads,
    shares_of_the_budget,
    weighs,
)
from realloc.explain.relaxing import relaxings
from realloc.explain.score import better_rank, higher_score
from realloc.explain.threshold import Change, Hint, Scale, least, lowest
from realloc.explanation import Found, Instead, Remedy, Setting
from realloc.result import Plan, Reason
from realloc.situation import assess

_MOST_PLACES = 12
_NEVER_WORSE_FOR_LESS = ("score", "rank", "reserves")


def remedies(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> list[Remedy]:
    """Each kind of change for a reserve that can take money and gets none; `instead` is the plan with it."""
    kinds: list[Callable[[Probe], Remedy]] = []
    if "score" in case.stages:
        kinds.append(partial(higher_score, case, reserve, plan, instead))
    if "rank" in case.stages:
        kinds.append(partial(better_rank, case, reserve, plan, instead))
    kinds += (
        partial(_lower_cost, case, reserve, plan),
        partial(_more_money, case, reserve, plan),
        partial(_earlier, case, reserve),
        *relaxings(case, reserve, plan, instead),
    )
    return probe.each(case, kinds)


def readiness(case: Case, reserve: Reserve, probe: Probe) -> Iterator[Remedy]:
    """The changes that can help a reserve that cannot take money at all, and what they come to."""
    if reserve.available:
        yield _shorter_lead(case, reserve, probe)
        yield _earlier(case, reserve, probe)
    else:
        available = Change(
            lambda: changes.with_reserve(case, reserve.id, available=True),
            ((f"reserves.{reserve.id}.available", "yes"),),
        )
        yield _tried(reserve, probe, "available", available)
    yield Remedy("other", "none", Reason("not-ready-whatever"))


def _lower_cost(case: Case, reserve: Reserve, plan: Plan, probe: Probe) -> Remedy:
    position = case.reserves.index(reserve)
    told_apart = reads(case, "to", "cost", "min_cost")
    stages = holdable(case)
    if weighs(case, "to", "cost", "min_cost") and "escalation" in stages:
        stages = stages[: stages.index("escalation")]

    def at(step: int) -> Change:
        cost = reserve.cost - step * case.unit
        smallest = min(reserve.min_cost, cost)
        settings = [(f"reserves.{reserve.id}.cost", money.decimal(cost))]
        if smallest != reserve.min_cost:
            settings.append((f"reserves.{reserve.id}.min_cost", money.decimal(smallest)))
        return Change(
            lambda: changes.with_reserve(case, reserve.id, cost=cost, min_cost=smallest), tuple(settings)
        )

    ordered = case.stages[0] in _NEVER_WORSE_FOR_LESS and not counts_on_all_money(case)
    try:
        probe.spend()
    except OutOfEffort:
        return Remedy("cost", "open", Reason("cost-open", {"open_amount": reserve.cost - case.unit}))
    scale = Scale(
        reserve.cost // case.unit - 1,
        at,
        None if told_apart else cut(case, position, probe),
        ordered=ordered and not told_apart,
    )
    found = least(probe, scale, _funded(reserve), plan, stages, _cheaper(case, reserve, plan))
    values: dict[str, Any] = {"open_amount": reserve.cost - found.low * case.unit}
    if not found.step:
        return Remedy("cost", found.found, Reason(f"cost-{found.found}", values))
    cost = reserve.cost - found.step * case.unit
    values |= {"now_amount": reserve.cost, "needed_amount": cost, "short_amount": cost + case.unit}
    return Remedy(
        "cost",
        found.found,
        Reason(f"cost-{found.found}", values | {"less_amount": reserve.cost - cost}),
        settings=at(found.step).settings,
        short=_short(at, found.step),
    )


def _cheaper(case: Case, reserve: Reserve, without: Plan) -> Hint | None:
    """The cost up to which the plan at hand, kept as it is, would stay ahead on its score."""
    if case.stages[0] != "score":
        return None
    points = Fraction((reserve.score or 0) * 10_000)
    target = without.objective[0].value

    def hint(step: int, plan: Plan) -> int:
        gets, score = amount_of(plan, reserve.id), plan.objective[0].value
        assert isinstance(target, int) and isinstance(score, int)
        missing = target - score + points * gets / (reserve.cost - step * case.unit)
        if not gets or missing <= 0:
            return step - 1
        return ceil((reserve.cost - points * gets / missing) / case.unit) - 1

    return hint


def _more_money(case: Case, reserve: Reserve, plan: Plan, probe: Probe) -> Remedy:
    """More to release in one activity: the one that, could it be any of them, would need most of it.

    Where no amount there is enough, others follow, one of each kind that the rules tell apart.
    """
    situation, stages = assess(case), holdable(case)
    givers = [i for i, standing in enumerate(situation.standings) if standing.share]
    idle = any(not situation.standings[i].releasable for i in givers)
    told_apart = shares_of_the_budget(case) or reads(case, "from", "budget")
    told_apart = told_apart or (idle and asks_more_of_more_pairs(case))
    if not givers:
        return Remedy("money", "none", Reason("money-no-giver"))
    try:
        probe.spend()
        anywhere = Money(case, case.reserves.index(reserve), givers, probe)
        enough, first = anywhere.where(held_at(case, plan, stages[:1]))
    except OutOfEffort:
        return Remedy("money", "open", Reason("money-open"))
    if told_apart:
        return _money_in(reserve, plan, probe, _More(case, givers[0] if first is None else first))
    if not enough:
        return Remedy("money", "none", Reason("money-none"))
    if first is not None:
        found = _money_in(reserve, plan, probe, _More(case, first), anywhere)
        if found.found != "none":
            return found
    kinds = [i for i in apart(case, givers) if i != first]
    places = [_More(case, i) for i in kinds[:_MOST_PLACES]]
    try:
        bounds = {more: lowest(more.scale(anywhere), plan, stages) for more in places}
    except OutOfEffort:
        return Remedy("money", "open", Reason("money-open"))
    likely = {more: bound for more, bound in bounds.items() if bound is not None and bound <= more.most}
    for more in sorted(likely, key=lambda more: likely[more]):
        found = _money_in(reserve, plan, probe, more, anywhere)
        if found.found != "none":
            return found
    if len(kinds) > _MOST_PLACES:
        return Remedy("money", "open", Reason("money-open"))
    return Remedy("money", "none", Reason("money-none-alone"))


class _More:
    """More to release in one activity, by position, in units."""

    def __init__(self, case: Case, place: int) -> None:
        self.case = case
        self._place = place
        self._standing = assess(case).standings[place]
        self.activity = case.activities[place]
        self.unit = case.unit
        self.most = sum(row.cost for row in case.reserves) // case.unit

    def budget(self, step: int) -> int:
        """What its budget must be for it to have `step` units more to release."""
        needed = ceil((self._standing.releasable + step * self.unit) / self._standing.share)
        return needed + self.activity.disbursed + self.activity.obligated + self.activity.keep

    def at(self, step: int) -> Change:
        budget = self.budget(step)
        return Change(
            lambda: changes.with_activity(self.case, self.activity.id, budget=budget),
            ((f"activities.{self.activity.id}.budget", money.decimal(budget)),),
        )

    def scale(self, anywhere: Money | None) -> Scale:
        return Scale(self.most, self.at, None if anywhere is None else anywhere.at(self._place))


def _money_in(
    reserve: Reserve, plan: Plan, probe: Probe, more: _More, anywhere: Money | None = None
) -> Remedy:
    """More to release in one activity; bounded by what is known of all, where that is given."""
    found = least(probe, more.scale(anywhere), _funded(reserve), plan, holdable(more.case))
    activity = more.activity.id
    values: dict[str, Any] = {"activity": activity, "open_amount": found.low * more.unit}
    if not found.step:
        return Remedy("money", found.found, Reason(f"money-{found.found}-there", values), activity)
    values |= {
        "more_amount": found.step * more.unit,
        "short_amount": (found.step - 1) * more.unit,
        "budget_amount": more.budget(found.step),
    }
    return Remedy(
        "money",
        found.found,
        Reason(f"money-{found.found}", values),
        activity,
        more.at(found.step).settings,
        _short(more.at, found.step),
    )


def _earlier(case: Case, reserve: Reserve, probe: Probe) -> Remedy:
    return earlier_decision(case, _funded(reserve), probe)


def _shorter_lead(case: Case, reserve: Reserve, probe: Probe) -> Remedy:
    days = (case.calendar.close - case.calendar.decision).days
    if days < 0:
        return Remedy("lead", "none", Reason("lead-none", {"close": case.calendar.close}))
    less = Change(
        lambda: changes.with_reserve(case, reserve.id, lead_days=days),
        ((f"reserves.{reserve.id}.lead_days", str(days)),),
    )
    values = {"now_days": reserve.lead_days, "needed_days": days, "short_days": days + 1}
    return _tried(
        reserve, probe, "lead", less, values, ((f"reserves.{reserve.id}.lead_days", str(days + 1)),)
    )


def _tried(
    reserve: Reserve,
    probe: Probe,
    kind: str,
    change: Change,
    values: dict[str, Any] | None = None,
    short: tuple[Setting, ...] = (),
) -> Remedy:
    """The one change of its kind: a yes, or not enough by itself."""
    try:
        enough = amount_of(probe.plan(change.case), reserve.id) > 0
    except OutOfEffort:
        return Remedy(kind, "open", Reason(f"{kind}-open"))
    found: Found = "least" if enough else "none"
    code = f"{kind}-least" if enough else f"{kind}-not-enough"
    return Remedy(kind, found, Reason(code, values or {}), settings=change.settings, short=short)


def _short(at: Callable[[int], Change], step: int) -> tuple[Setting, ...]:
    return at(step - 1).settings if step > 1 else ()


def _funded(reserve: Reserve) -> Callable[[Plan], bool]:
    return lambda plan: amount_of(plan, reserve.id) > 0
