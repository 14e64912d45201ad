"""`realloc plan`: one scenario's plan, or several to choose from."""

from __future__ import annotations

from pathlib import Path

from realloc.case.load import load_case
from realloc.case.records import Case
from realloc.choice import Relaxations
from realloc.cli.choices import Choices, show
from realloc.cli.outcome import (
    DONE,
    NO,
    PICTURES,
    Request,
    deliver,
    deliver_bytes,
    notify,
    searching,
    write_json,
)
from realloc.errors import UsageError
from realloc.report.choices import planned_document
from realloc.report.terminal.plan import plan_page
from realloc.result import Plan


def run(
    request: Request,
    scenario: str,
    *,
    solver: str | None,
    time_limit: float | None,
    certificate: Path | None,
    choices: Choices,
) -> int:
    """Plan, and show the plan; 1 where none keeps the rules. The proof goes into the file `certificate`."""
    if time_limit is not None and not time_limit > 0:
        raise UsageError(
            "--time-limit: expected a number of seconds above 0.", "--time-limit: ควรเป็นจำนวนวินาทีที่มากกว่า 0"
        )
    choices.check(certificate)
    settings = request.pairs()
    case = load_case(request.folder, scenario, settings)
    notify([case], request.lang)
    choices.stages(case)  # what cannot be asked for is told before anything is planned

    from realloc.planning import plan as find_plan  # late: a case that cannot be read needs no solver

    with searching(request.lang):
        plan = find_plan(
            case,
            solver=solver,
            time_limit=time_limit,
            settings=settings,
            certificate=certificate is not None,
        )
    if choices.wanted and plan.status != "infeasible":
        return show(request, case, plan, choices, solver, time_limit)
    if certificate is not None:
        write_json(certificate, plan.certificate, request.lang)
    if request.out is not None and request.out.suffix.lower() in PICTURES:
        from realloc.report.charts.flows import flows_chart  # late: pictures are rarely asked for

        content = flows_chart(plan, case, request.lang, request.out.suffix.lower())
        deliver_bytes(request.out, request.lang, content)
        return NO if plan.status == "infeasible" else DONE
    ways = _ways_out(request, case, plan, time_limit)
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: planned_document(plan, request.lang, case, ways),
        text=lambda page: plan_page(plan, case, page, ways),
    )
    return NO if plan.status == "infeasible" else DONE


def _ways_out(request: Request, case: Case, plan: Plan, time_limit: float | None) -> Relaxations | None:
    """What would give the case a plan, where it has none."""
    if plan.status != "infeasible":
        return None
    from realloc.explain.relaxation import SECONDS, relaxations  # late: most cases have a plan

    with searching(request.lang):
        return relaxations(case, plan.conflict, seconds=min(SECONDS, time_limit or SECONDS))
