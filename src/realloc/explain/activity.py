"""Why an activity gives what it gives, and what would keep its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from math import ceil

from realloc import money
from realloc.case.records import Activity, Case, Condition, Selector
from realloc.explain import changes
from realloc.explain.beside import lost, planned_beside, who_falls
from realloc.explain.earlier import earlier_decision
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.threshold import Change, Scale, between
from realloc.explanation import ActivityExplanation, CapSpan, Destination, Instead, Remedy
from realloc.result import Plan, Reason, Transfer
from realloc.situation import Standing, assess
from realloc.situation.feasibility import cap_spans, day, judge

_MOST_DESTINATIONS = 8


def explain_activity(case: Case, id_: str, plan: Plan, probe: Probe) -> ActivityExplanation:
    """Why this activity of the case gives what it gives in the plan, and what would keep it."""
    position = next(i for i, row in enumerate(case.activities) if row.id == id_)
    activity, standing = case.activities[position], assess(case).standings[position]
    out = plan.activities[position].out
    sentences = [*_standing(case, activity, standing), *_releasable(case, activity, standing)]
    instead: Instead | None = None
    destinations: list[Destination] = []
    turned: list[Remedy] = []
    if plan.status == "infeasible":
        answer = "no-plan"
        sentences.append(Reason("why-no-plan", {"rules": plan.conflict}))
    elif not out:
        answer = "unused" if standing.releasable else "nothing"
        if standing.releasable:
            sentences.append(Reason("activity-unused", {"amount": standing.releasable}))
    else:
        answer = "gives"
        sentences += _goes(plan, activity, standing, out)
        instead = planned_beside(plan, changes.kept(case, id_), probe)
        sentences += _kept(plan, instead)
        destinations = probe.each(case, list(_destinations(case, activity, plan)))
        turned = list(_what_keeps(case, activity, standing, probe))
    return ActivityExplanation(
        id_,
        plan,
        answer,
        tuple(sentences),
        tuple(_caps(case, activity)),
        tuple(destinations),
        instead,
        tuple(turned),
        probe.effort,
    )


def _standing(case: Case, activity: Activity, standing: Standing) -> Iterator[Reason]:
    yield Reason("activity-stands", {"flag": standing.flag})
    yield standing.why
    if standing.why.code == "flag-given" and activity.nature == "gathering":
        flag, why = judge(case.calendar, case.covid)(replace(activity, feasibility=None))
        yield Reason("activity-by-calendar", {"flag": flag})
        yield why


def _releasable(case: Case, activity: Activity, standing: Standing) -> Iterator[Reason]:
    balance = activity.budget - activity.disbursed - activity.obligated - activity.keep
    values = {
        "budget_amount": activity.budget,
        "disbursed_amount": activity.disbursed,
        "obligated_amount": activity.obligated,
        "keep_amount": activity.keep,
        "balance_amount": max(balance, 0),
    }
    yield Reason("activity-balance" if balance > 0 else "activity-no-balance", values)
    if balance <= 0:
        return
    own = "activity-share-own" if activity.release_share is not None else "activity-share"
    yield Reason(own, {"share": standing.share, "flag": standing.flag, "amount": standing.releasable})
    rest = balance * standing.share - standing.releasable
    if rest:
        yield Reason("activity-rounded", {"unit_amount": case.unit})


def _goes(plan: Plan, activity: Activity, standing: Standing, out: int) -> Iterator[Reason]:
    targets = tuple(
        f"{line.target} {money.baht(line.amount)}" for line in plan.transfers if line.source == activity.id
    )
    yield Reason(
        "activity-gives", {"amount": out, "releasable_amount": standing.releasable, "targets": targets}
    )
    if out < standing.releasable:
        yield Reason("activity-left", {"left_amount": standing.releasable - out})


def _kept(plan: Plan, instead: Instead | None) -> Iterator[Reason]:
    """What it would cost to leave it all its money."""
    if instead is None:
        yield Reason("effort-spent")
    elif not instead.exists:
        yield Reason("activity-rules-need-it", {"rules": instead.plan.conflict})
    elif not instead.first:
        yield Reason("activity-as-good")
    else:
        yield lost(instead, "activity-needed")
        yield from who_falls(instead, "activity-falls", "activity-gets-less")


def _destinations(case: Case, activity: Activity, plan: Plan) -> Iterator[Callable[[Probe], Destination]]:
    """Each transfer, and what the plan would be could this pair move nothing; the largest first."""
    lines = [line for line in plan.transfers if line.source == activity.id]
    for number, line in enumerate(sorted(lines, key=lambda line: (-line.amount, line.target))):
        yield partial(_destination, case, plan, line, number < _MOST_DESTINATIONS)


def _destination(case: Case, plan: Plan, line: Transfer, planned: bool, probe: Probe) -> Destination:
    if not planned:
        return Destination(line.target, line.amount, None)
    barred = changes.with_one_more(case, type="forbid", source=_only(line.source), target=_only(line.target))
    return Destination(line.target, line.amount, planned_beside(plan, barred, probe))


def _only(id_: str) -> Selector:
    return Selector((Condition("id", (id_,)),))


def _caps(case: Case, activity: Activity) -> Iterator[CapSpan]:
    """The caps on the days on which a gathering could have run, from when it could start at the earliest."""
    if activity.nature != "gathering" or activity.status in ("completed", "cancelled"):
        return
    earliest = case.calendar.decision.toordinal() + activity.lead_days
    close = case.calendar.close.toordinal()
    for first, last, cap in cap_spans(case.covid):
        if first <= close and last >= earliest:
            size, smaller = activity.participants, activity.min_participants
            yield CapSpan(
                day(max(first, earliest)),
                day(min(last, close)),
                cap,
                cap is None or (size is not None and size <= cap),
                cap is None or (smaller is not None and smaller <= cap),
            )


def _what_keeps(case: Case, activity: Activity, standing: Standing, probe: Probe) -> Iterator[Remedy]:
    """Changes after which the plan takes nothing from it."""

    def kept(plan: Plan) -> bool:
        return not next(row.out for row in plan.activities if row.id == activity.id)

    if activity.status not in ("completed", "cancelled"):
        if activity.feasibility is None and activity.nature == "gathering":
            yield from _by_the_calendar(case, activity, kept, probe)
            yield earlier_decision(case, kept, probe, "keeps-decision")
        yield _tried(
            "flag",
            Change(
                lambda: changes.with_activity(case, activity.id, feasibility="feasible"),
                ((f"activities.{activity.id}.feasibility", "feasible"),),
            ),
            None,
            kept,
            probe,
            Reason("keeps-flag"),
            Reason("keeps-flag-not"),
        )
    yield _more_kept(case, activity, standing, kept, probe)


def _by_the_calendar(
    case: Case, activity: Activity, kept: Callable[[Plan], bool], probe: Probe
) -> Iterator[Remedy]:
    """The last day of reopening, and the smallest cap on every day, with which the gathering can be held."""
    last_start = case.calendar.close - timedelta(activity.run_days - 1)
    earliest = case.calendar.decision.toordinal() + activity.lead_days
    if earliest > last_start.toordinal():
        yield Remedy("calendar", "none", Reason("keeps-too-late", {"close": case.calendar.close}))
        return

    def reopened(days: int) -> Change:
        on = last_start + timedelta(days)
        covid = replace(case.covid, reopening=on)
        return Change(lambda: changes.changed(case, covid=covid), (("covid.reopening", on.isoformat()),))

    def capped(people: int) -> Change:
        covid = replace(case.covid, cap=people)
        return Change(lambda: changes.changed(case, covid=covid), (("covid.cap", str(people)),))

    day_values = {"day": last_start}
    yield _tried(
        "reopening",
        reopened(0),
        reopened(1),
        kept,
        probe,
        Reason("keeps-reopening", day_values),
        Reason("keeps-reopening-not", day_values),
    )
    if activity.participants is not None:
        cap_values = {"cap": activity.participants}
        yield _tried(
            "cap",
            capped(activity.participants),
            capped(activity.participants - 1),
            kept,
            probe,
            Reason("keeps-cap", cap_values),
            Reason("keeps-cap-not", cap_values),
        )


def _tried(
    kind: str,
    change: Change,
    less: Change | None,
    kept: Callable[[Plan], bool],
    probe: Probe,
    yes: Reason,
    no: Reason,
) -> Remedy:
    """A change whose size the calendar gives: whether it does, and one step less does not."""
    try:
        if not kept(probe.plan(change.case)):
            return Remedy(kind, "none", no, settings=change.settings)
        if less is None:
            return Remedy(kind, "least", yes, settings=change.settings)
        if kept(probe.plan(less.case)):
            return Remedy(kind, "enough", yes, settings=change.settings)
    except OutOfEffort:
        return Remedy(kind, "open", Reason("effort-spent"))
    return Remedy(kind, "least", yes, settings=change.settings, short=less.settings)


def _more_kept(
    case: Case, activity: Activity, standing: Standing, kept: Callable[[Plan], bool], probe: Probe
) -> Remedy:
    """How much more must be kept back, in steps of what frees a unit, until nothing is taken."""
    balance = activity.budget - activity.disbursed - activity.obligated - activity.keep
    most = standing.releasable // case.unit

    def at(step: int) -> Change:
        """The least kept with which it has `step` units fewer to release."""
        left = ceil((standing.releasable - (step - 1) * case.unit) / standing.share) - 1 if step else balance
        keep = activity.keep + balance - left
        return Change(
            lambda: changes.with_activity(case, activity.id, keep=keep),
            ((f"activities.{activity.id}.keep", money.decimal(keep)),),
        )

    try:
        step = between(probe, Scale(most, at), kept, 0, most, lambda enough, _: enough - 1)
    except OutOfEffort:
        return Remedy("keep", "open", Reason("effort-spent"))
    keeps, short = at(step).settings, at(step - 1).settings
    values = {
        "now_amount": activity.keep,
        "needed_amount": money.parse(keeps[0][1]),
        "short_amount": money.parse(short[0][1]),
    }
    return Remedy("keep", "enough", Reason("keeps-keep", values), settings=keeps, short=short)
