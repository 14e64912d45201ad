"""What would make it a yes: the least change of each kind that alone gives a reserve project its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from realloc import money
from realloc.case.records import Case, Reserve
from realloc.explain import changes
from realloc.explain.beside import amount_of
from realloc.explain.earlier import earlier_decision
from realloc.explain.extreme import Bound, Held, apart, held_at, holdable, least_cut, least_money
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.reading import counts_on_all_money, reads, shares_of_the_budget, weighs
from realloc.explain.relaxing import relaxings
from realloc.explain.score import better_rank, higher_score
from realloc.explain.threshold import Change, Hint, Scale, least
from realloc.explanation import Found, Instead, Remedy, Setting
from realloc.result import Plan, Reason
from realloc.situation import assess

_MOST_PLACES = 12
_NEVER_WORSE_FOR_LESS = ("score", "rank", "reserves")


def remedies(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> Iterator[Remedy]:
    """Each kind of change for a reserve that can take money and gets none; `instead` is the plan with it."""
    if "score" in case.stages:
        yield higher_score(case, reserve, plan, instead, probe)
    if "rank" in case.stages:
        yield better_rank(case, reserve, plan, instead, probe)
    yield _lower_cost(case, reserve, plan, probe)
    yield _more_money(case, reserve, plan, probe)
    yield earlier_decision(case, _funded(reserve), probe)
    yield from relaxings(case, reserve, plan, instead, probe)


def readiness(case: Case, reserve: Reserve, probe: Probe) -> Iterator[Remedy]:
    """The changes that can help a reserve that cannot take money at all, and what they come to."""
    if reserve.available:
        yield _shorter_lead(case, reserve, probe)
        yield earlier_decision(case, _funded(reserve), probe)
    else:
        made = changes.with_reserve(case, reserve.id, available=True)
        yield _tried(
            reserve, probe, "available", Change(made, ((f"reserves.{reserve.id}.available", "yes"),))
        )
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
        return Change(changes.with_reserve(case, reserve.id, cost=cost, min_cost=smallest), tuple(settings))

    def bound(held: Held) -> Bound:
        return least_cut(case, position, held)

    ordered = case.stages[0] in _NEVER_WORSE_FOR_LESS and not counts_on_all_money(case)
    scale = Scale(
        reserve.cost // case.unit - 1,
        at,
        None if told_apart else bound,
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
    position, situation, stages = case.reserves.index(reserve), assess(case), holdable(case)
    givers = [i for i, standing in enumerate(situation.standings) if standing.share]
    told_apart = shares_of_the_budget(case) or reads(case, "from", "budget")
    if not givers:
        return Remedy("money", "none", Reason("money-no-giver"))
    try:
        probe.spend()
    except OutOfEffort:
        return Remedy("money", "open", Reason("money-open"))
    held = held_at(case, plan, stages[:1])
    anywhere = least_money(case, position, held, givers)
    if told_apart:
        place = givers[0] if anywhere.at is None else anywhere.at
        return _money_in(case, reserve, plan, probe, place, bounded=False)
    if anywhere.least is None:
        return Remedy("money", "none", Reason("money-none"))
    if anywhere.at is not None:
        found = _money_in(case, reserve, plan, probe, anywhere.at, bounded=True)
        if found.found != "none":
            return found
    kinds = [i for i in apart(case, givers) if i != anywhere.at]
    bounds = {i: least_money(case, position, held, [i]).least for i in kinds[:_MOST_PLACES]}
    enough = {i: bound for i, bound in bounds.items() if bound is not None}
    for place in sorted(enough, key=lambda i: enough[i]):
        found = _money_in(case, reserve, plan, probe, place, bounded=True)
        if found.found != "none":
            return found
    if len(kinds) > _MOST_PLACES:
        return Remedy("money", "open", Reason("money-open"))
    return Remedy("money", "none", Reason("money-none-alone"))


def _money_in(case: Case, reserve: Reserve, plan: Plan, probe: Probe, place: int, *, bounded: bool) -> Remedy:
    """More to release in one activity, by position."""
    position = case.reserves.index(reserve)
    activity, standing = case.activities[place], assess(case).standings[place]

    def budget(step: int) -> int:
        """What its budget must be for it to have `step` units more to release."""
        needed = ceil((standing.releasable + step * case.unit) / standing.share)
        return needed + activity.disbursed + activity.obligated + activity.keep

    def at(step: int) -> Change:
        return Change(
            changes.with_activity(case, activity.id, budget=budget(step)),
            ((f"activities.{activity.id}.budget", money.decimal(budget(step))),),
        )

    def bound(held: Held) -> Bound:
        return least_money(case, position, held, [place])

    most = sum(row.cost for row in case.reserves) // case.unit
    scale = Scale(most, at, bound if bounded else None)
    found = least(probe, scale, _funded(reserve), plan, holdable(case))
    values: dict[str, Any] = {"activity": activity.id, "open_amount": found.low * case.unit}
    if not found.step:
        return Remedy("money", found.found, Reason(f"money-{found.found}-there", values), activity.id)
    values |= {
        "more_amount": found.step * case.unit,
        "short_amount": (found.step - 1) * case.unit,
        "budget_amount": budget(found.step),
    }
    return Remedy(
        "money",
        found.found,
        Reason(f"money-{found.found}", values),
        activity.id,
        at(found.step).settings,
        _short(at, found.step),
    )


def _shorter_lead(case: Case, reserve: Reserve, probe: Probe) -> Remedy:
    days = (case.calendar.close - case.calendar.decision).days
    if days < 0:
        return Remedy("lead", "none", Reason("lead-none", {"close": case.calendar.close}))
    made = changes.with_reserve(case, reserve.id, lead_days=days)
    less = Change(made, ((f"reserves.{reserve.id}.lead_days", str(days)),))
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
