"""What follows from the case: feasibility, releasable money, eligible reserves, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from realloc.case.records import Case
from realloc.result import Reason
from realloc.situation.eligible import prospect
from realloc.situation.feasibility import judge
from realloc.situation.releasable import releasable


@dataclass(frozen=True, slots=True)
class Standing:
    """What an activity can do: its flag (or `completed`/`cancelled`), why, and the satang it can release."""

    flag: str
    why: Reason
    share: Fraction
    releasable: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """Whether a reserve project can receive money at all, and why (not)."""

    eligible: bool
    why: Reason


@dataclass(frozen=True, slots=True)
class Situation:
    """A case and what follows from it; `standings` and `prospects` run parallel to the case's tables."""

    case: Case
    standings: tuple[Standing, ...]
    prospects: tuple[Prospect, ...]


def assess(case: Case) -> Situation:
    """What every activity can release and which reserve projects can receive, with the reasons."""
    return Situation(case=case, standings=_standings(case), prospects=_prospects(case))


def _standings(case: Case) -> tuple[Standing, ...]:
    verdict = judge(case.calendar, case.covid)
    standings = []
    for activity in case.activities:
        flag, why = verdict(activity)
        share = case.release[flag] if activity.release_share is None else activity.release_share
        standings.append(Standing(flag, why, share, releasable(activity, share, case.unit)))
    return tuple(standings)


def _prospects(case: Case) -> tuple[Prospect, ...]:
    known: dict[tuple[bool, int], Prospect] = {}
    prospects = []
    for reserve in case.reserves:
        key = (reserve.available, reserve.lead_days)
        found = known.get(key)
        if found is None:
            found = known[key] = Prospect(*prospect(reserve, case.calendar))
        prospects.append(found)
    return tuple(prospects)
