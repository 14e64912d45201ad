"""From a case to a verified plan: the one way in for the command line and for programs."""

from __future__ import annotations

from collections.abc import Hashable, MutableMapping, Sequence
from dataclasses import replace
from time import monotonic

from realloc.accounts import draw_up
from realloc.case.records import Case
from realloc.errors import VerificationError
from realloc.model import certify
from realloc.model.conflict import conflicting
from realloc.model.optimise import Answer, Settings, optimise
from realloc.report.document import plan_document
from realloc.result import Plan
from realloc.situation import assess
from realloc.situation.matching import Sides
from realloc.verify import check_plan

TIME_LIMIT = 60.0
"""Seconds after which a search ends unless told otherwise."""


def plan(
    case: Case,
    *,
    solver: str | None = None,
    time_limit: float | None = None,
    within: float = TIME_LIMIT,
    settings: Sequence[tuple[str, str]] = (),
    certificate: bool = False,
    known: MutableMapping[Hashable, Answer] | None = None,
) -> Plan:
    """The best plan for a case, checked from scratch before it is returned.

    `solver` names a PuLP solver to search with. `time_limit` is in seconds; without one the search ends after
    `within` so many, a minute, and does not wait for the last of what is slow to prove. `settings` are noted
    in the plan.
    `certificate` adds what the proof rests on. `known` keeps answers: a case that differs from an earlier one
    in nothing that the search looks at takes that one's, and is checked all the same. Raises
    VerificationError for a plan that does not hold, which is a defect of this program, NotFound where the
    time is up, and UsageError for an unknown solver.
    """
    deadline = monotonic() + (within if time_limit is None else time_limit)
    situation = assess(case)
    sides = Sides.of(situation, (rule for rule in case.rules if rule.enabled))
    blocking = sides.only(lambda rule: rule.severity == "block")
    how = Settings(solver, deadline, patient=time_limit is not None, certificate=certificate)
    answer = optimise(blocking, how) if known is None else _remembered(blocking, how, known)
    if answer.exists:
        found = draw_up(sides, answer.lines, answer.stages, settings=settings)
    else:
        conflict, short = conflicting(blocking, how)
        found = draw_up(sides, {}, (), conflict=conflict, short=short, settings=settings)
    verified(case, found)
    if certificate:
        from realloc.certificate import seal  # late: only a certificate needs it

        sealed = seal(dict(certify.document(case.name, case.fingerprint, case.scenario.name, answer.proofs)))
        return replace(found, certificate=sealed)
    return found


def verified(case: Case, found: Plan) -> Plan:
    """The plan, once it has been checked from scratch. Raises VerificationError where it does not hold."""
    problems = check_plan(case, plan_document(found))
    if problems:
        raise VerificationError(problems)
    return found


def _remembered(sides: Sides, how: Settings, known: MutableMapping[Hashable, Answer]) -> Answer:
    """The answer for these sides, searched for where none is known; dates and texts make no difference."""
    case, situation = sides.situation.case, sides.situation
    key = (
        *(case.unit, case.stages, case.levels, case.activities, case.reserves, sides.rules),
        *((standing.flag, standing.releasable) for standing in situation.standings),
        *(prospect.eligible for prospect in situation.prospects),
    )
    if key not in known:
        known[key] = optimise(sides, how)
    return known[key]
