"""Why a reserve project does or does not get its money."""

from __future__ import annotations

from collections.abc import Iterator

from realloc import money
from realloc.case.records import Case, Reserve
from realloc.explain import changes
from realloc.explain.beside import amount_of, lost, planned_beside, who_falls
from realloc.explain.extreme import most_reachable
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.reading import live
from realloc.explain.remedies import readiness, remedies
from realloc.explain.score import gainers, lowest_rank, lowest_score
from realloc.explanation import Closure, Instead, Remedy, ReserveExplanation
from realloc.result import Plan, Reason
from realloc.situation import assess
from realloc.situation.matching import Sides, meets


def explain_reserve(case: Case, id_: str, plan: Plan, probe: Probe) -> ReserveExplanation:
    """Why this reserve of the case is, or is not, funded in its plan, and what would turn that."""
    reserve = next(row for row in case.reserves if row.id == id_)
    result = next(row for row in plan.reserves if row.id == id_)
    instead: Instead | None = None
    closed: tuple[Closure, ...] = ()
    turned: list[Remedy] = []
    if plan.status == "infeasible":
        answer, sentences = "no-plan", [Reason("why-no-plan", {"rules": plan.conflict})]
    elif result.funded:
        answer, instead = "funded", planned_beside(plan, changes.left_out(case, id_), probe)
        sentences = [*_sources(plan, reserve), *_in_part(case, reserve, plan, probe)]
        sentences += _decided(plan, instead)
        turned = list(_what_loses(case, reserve, plan, instead, probe))
    elif not result.eligible:
        answer = "not-eligible"
        sentences = [_not_ready(case, reserve)]
        turned = list(readiness(case, reserve, probe))
    else:
        closed = _closures(case, reserve)
        instead = planned_beside(plan, changes.forced(case, id_), probe)
        answer, sentences = _unfunded(case, reserve, plan, instead, closed, probe)
        if instead is not None:
            turned = remedies(case, reserve, plan, instead, probe)
    return ReserveExplanation(
        id_, plan, answer, tuple(sentences), instead, closed, tuple(turned), probe.effort
    )


def _sources(plan: Plan, reserve: Reserve) -> Iterator[Reason]:
    gets = amount_of(plan, reserve.id)
    sources = tuple(
        f"{line.source} {money.baht(line.amount)}" for line in plan.transfers if line.target == reserve.id
    )
    code = "why-funded-in-full" if gets == reserve.cost else "why-funded-in-part"
    yield Reason(code, {"amount": gets, "cost_amount": reserve.cost, "sources": sources})


def _in_part(case: Case, reserve: Reserve, plan: Plan, probe: Probe) -> Iterator[Reason]:
    """Why a reserve that is funded does not get all that it asks for, as far as whole units go."""
    full = reserve.cost // case.unit * case.unit
    if amount_of(plan, reserve.id) >= full:
        return
    whole = planned_beside(plan, changes.forced(case, reserve.id, full), probe)
    if whole is None:
        yield Reason("effort-spent")
    elif not whole.exists:
        reachable = _reachable(case, reserve, probe)
        if reachable is None:
            yield Reason("effort-spent")
        elif reachable < full:
            values = {"reachable_amount": reachable, "short_amount": full - reachable}
            yield Reason("in-full-short", values)
        else:
            yield Reason("in-full-tied")
        yield from _stopped_by(case, whole, "in-full-stopped-by")
    elif not whole.first:
        yield Reason("in-full-as-good")
    else:
        yield lost(whole, "in-full-costs")
        yield from who_falls(whole, "in-full-falls", "in-full-gets-less")


def _reachable(case: Case, reserve: Reserve, probe: Probe) -> int | None:
    """The most satang that a plan can give to a reserve; None where the time is up before that is known."""
    try:
        return most_reachable(case, case.reserves.index(reserve), probe) * case.unit
    except OutOfEffort:
        return None


def _stopped_by(case: Case, instead: Instead, code: str) -> Iterator[Reason]:
    """The rules of the case that leave no such plan, with what they cite."""
    cited = {rule.id: f"{rule.id} ({rule.cite})" if rule.cite else rule.id for rule in case.rules}
    rules = tuple(cited[rule] for rule in instead.plan.conflict if rule in cited)
    if rules:
        yield Reason(code, {"rules": rules})


def _decided(plan: Plan, instead: Instead | None) -> Iterator[Reason]:
    """Which stage wants the reserve funded, and at whose cost."""
    if instead is None:
        yield Reason("effort-spent")
    elif not instead.exists:
        yield Reason("why-rules-need-it", {"rules": instead.plan.conflict})
    else:
        yield lost(instead, "why-decided") if instead.first else Reason("why-as-good-without")
        others = gainers(plan, instead.plan)
        yield Reason("why-displaces", {"others": others}) if others else Reason("why-displaces-none")


def _what_loses(
    case: Case, reserve: Reserve, plan: Plan, instead: Instead | None, probe: Probe
) -> Iterator[Remedy]:
    if instead is None:
        return
    if "score" in case.stages:
        yield lowest_score(case, reserve, plan, instead, probe)
    if "rank" in case.stages:
        yield lowest_rank(case, reserve, plan, instead, probe)


def _not_ready(case: Case, reserve: Reserve) -> Reason:
    calendar = case.calendar
    if not reserve.available:
        return Reason("why-not-available")
    late = calendar.decision.toordinal() + reserve.lead_days - calendar.close.toordinal()
    values = {"lead_days": reserve.lead_days, "decision": calendar.decision, "close": calendar.close}
    return Reason("why-too-late", values | {"late_days": late})


def _unfunded(
    case: Case,
    reserve: Reserve,
    plan: Plan,
    instead: Instead | None,
    closed: tuple[Closure, ...],
    probe: Probe,
) -> tuple[str, list[Reason]]:
    sentences = [
        row.why
        for row in plan.reserves
        if row.id == reserve.id and row.why.code in ("requires-ineligible", "excluded-by")
    ]
    if reserve.requires:
        sentences.append(Reason("why-requires", {"others": reserve.requires}))
    if instead is None:
        return "open", [*sentences, Reason("effort-spent")]
    if not instead.exists:
        return "no-room", [*sentences, *_no_room(case, reserve, instead, closed, probe)]
    if not instead.first:
        return "as-good", [
            *sentences,
            Reason("why-as-good"),
            *who_falls(instead, "why-falls", "why-gets-less"),
        ]
    return "better-uses", [
        *sentences,
        lost(instead, "why-better-uses"),
        *who_falls(instead, "why-falls", "why-gets-less"),
    ]


def _no_room(
    case: Case, reserve: Reserve, instead: Instead, closed: tuple[Closure, ...], probe: Probe
) -> Iterator[Reason]:
    """Why no plan at all can fund it: nothing may reach it, or by how much what may is short."""
    givers = sum(standing.releasable > 0 for standing in assess(case).standings)
    if not givers:
        yield Reason("why-no-money")
    elif len(closed) == givers:
        yield Reason("why-no-source", {"n": givers})
    reachable = _reachable(case, reserve, probe)
    if reachable is None or reachable >= reserve.min_cost:
        yield Reason("effort-spent" if reachable is None else "why-tied")
        return
    short = reserve.min_cost - reachable
    yield Reason(
        "why-short",
        {"needed_amount": reserve.min_cost, "reachable_amount": reachable, "short_amount": short},
    )
    yield from _stopped_by(case, instead, "why-stopped-by")


def _closures(case: Case, reserve: Reserve) -> tuple[Closure, ...]:
    """The activities that could give but may not, each with every rule that stands between."""
    situation = assess(case)
    forbidding = [rule for rule in live(case) if rule.type == "forbid"]
    sides, j = Sides.of(situation, forbidding), case.reserves.index(reserve)
    found = []
    for i, standing in enumerate(situation.standings):
        rules = tuple(
            rule.id for k, rule in enumerate(forbidding) if meets(sides.source[k][i], sides.target[k][j])
        )
        if standing.releasable and rules:
            found.append(Closure(case.activities[i].id, standing.releasable, rules))
    return tuple(found)
