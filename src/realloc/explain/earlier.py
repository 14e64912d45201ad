"""What an earlier decision would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from realloc.case.records import Case
from realloc.explain import changes
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explanation import Remedy, Setting
from realloc.result import Plan, Reason
from realloc.situation import Situation, assess

_MOST_SITUATIONS = 12


def earlier_decision(case: Case, yes: Callable[[Plan], bool], probe: Probe, kind: str = "decision") -> Remedy:
    """The last earlier day of the decision on which the answer is yes.

    Days on which the same activities can release the same and the same reserves are ready have the same plan,
    so that each such situation is planned once. `kind` names the sentences.
    """
    calendar = case.calendar
    day, seen = calendar.decision, {_what_matters(assess(case))}
    try:
        for days in range(1, (calendar.decision - calendar.as_of).days + 1):
            probe.spend_time()
            earlier = replace(calendar, decision=calendar.decision - timedelta(days))
            situation = _what_matters(assess(replace(case, calendar=earlier)))
            if situation not in seen:
                if len(seen) > _MOST_SITUATIONS:
                    return Remedy("decision", "open", Reason(f"{kind}-open", {"day": day}))
                if yes(probe.plan(changes.changed(case, calendar=earlier))):
                    return _on(calendar.decision, days, kind)
                seen.add(situation)
            day = earlier.decision
    except OutOfEffort:
        return Remedy("decision", "open", Reason(f"{kind}-open", {"day": day}))
    return Remedy("decision", "none", Reason(f"{kind}-none", {"as_of": calendar.as_of}))


def _on(decision: date, days: int, kind: str) -> Remedy:
    day = decision - timedelta(days)
    after = day + timedelta(1)
    values = {"now": decision, "needed": day, "short": after, "n_days": days}
    why = Reason(f"{kind}-least", values)
    return Remedy("decision", "least", why, settings=_decided(day), short=_decided(after))


def _decided(day: date) -> tuple[Setting, ...]:
    return (("calendar.decision", day.isoformat()),)


def _what_matters(situation: Situation) -> tuple[Any, ...]:
    """All of a situation that a plan depends on."""
    return (
        tuple((standing.flag, standing.releasable) for standing in situation.standings),
        tuple(prospect.eligible for prospect in situation.prospects),
    )
