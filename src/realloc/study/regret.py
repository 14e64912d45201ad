"""Regret: what it costs to have decided on one scenario's plan when another scenario comes true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from realloc.case.records import Case
from realloc.errors import VerificationError
from realloc.model.split import Lines
from realloc.result import Plan
from realloc.whatif import Regret
from realloc.workers import Crew

_SECONDS = 60.0
_MINIMISED = frozenset({"escalation", "activities", "lines"})


def regrets(cases: Sequence[Case], plans: Sequence[Plan], crew: Crew) -> list[Regret]:
    """The regret of each scenario's plan in each other scenario; `cases` and `plans` run parallel.

    Scenarios without a plan are left out: nothing can be decided by them, and nothing be regretted in them.
    """
    able = [k for k, plan in enumerate(plans) if plan.status != "infeasible"]
    tasks: list[tuple[Callable[..., Regret], tuple[Case, Plan, Plan]]] = [
        (regret, (cases[true], plans[decided], plans[true]))
        for decided in able
        for true in able
        if decided != true
    ]
    return list(crew.in_order(tasks))


def regret(case: Case, decided: Plan, own: Plan) -> Regret:
    """Carry the plan `decided` out under `case`, whose own best plan is `own`.

    As much of the decided money is moved as the case's rules permit, and then the case's objective is
    followed with what is left. The plan is checked from scratch like any other.
    """
    from realloc.accounts import draw_up  # late: whoever only hands the work on needs no solver
    from realloc.model.carry import carry_out
    from realloc.model.optimise import Settings
    from realloc.report.document import plan_document
    from realloc.situation import assess
    from realloc.situation.matching import Sides
    from realloc.verify import check_plan

    sides = Sides.of(assess(case), (rule for rule in case.rules if rule.enabled))
    blocking = sides.only(lambda rule: rule.severity == "block")
    done = carry_out(
        blocking, _lines(case, decided), _lines(case, own), Settings(None, monotonic() + _SECONDS)
    )
    plan = draw_up(sides, done.lines, done.stages, settings=own.settings)
    problems = check_plan(case, plan_document(plan))
    if problems:
        raise VerificationError(problems)
    kept = done.kept * case.unit
    asked = sum(transfer.amount for transfer in decided.transfers)
    return Regret(decided.scenario, own.scenario, plan, kept, asked - kept, worse_by(own, plan))


def worse_by(best: Plan, other: Plan) -> int | None:
    """How much worse a plan is than the best in the first stage; None for ranks, which are not a number."""
    one, two = best.objective[0], other.objective[0]
    if isinstance(one.value, tuple) or isinstance(two.value, tuple):
        return None
    return two.value - one.value if one.stage in _MINIMISED else one.value - two.value


def _lines(case: Case, plan: Plan) -> Lines:
    """A plan's transfers in whole units of the case, by position."""
    activities = {activity.id: i for i, activity in enumerate(case.activities)}
    reserves = {reserve.id: j for j, reserve in enumerate(case.reserves)}
    lines = {(activities[t.source], reserves[t.target]): t.amount // case.unit for t in plan.transfers}
    return {pair: units for pair, units in lines.items() if units}
