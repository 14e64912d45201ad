"""`realloc plan`: one scenario's plan."""

from __future__ import annotations

from pathlib import Path

from realloc.case.load import load_case
from realloc.cli.outcome import DONE, NO, PICTURES, Request, deliver, deliver_bytes, searching, write_json
from realloc.errors import UsageError
from realloc.report.document import plan_document
from realloc.report.terminal.plan import plan_page


def run(
    request: Request,
    scenario: str,
    *,
    solver: str | None,
    time_limit: float | None,
    certificate: Path | None,
) -> int:
    """Plan, and show the plan; 1 where none keeps the rules. The proof goes into the file `certificate`."""
    if time_limit is not None and not time_limit > 0:
        raise UsageError(
            "--time-limit: expected a number of seconds above 0.", "--time-limit: ควรเป็นจำนวนวินาทีที่มากกว่า 0"
        )
    settings = request.pairs()
    case = load_case(request.folder, scenario, settings)

    from realloc.planning import plan as find_plan  # late: a case that cannot be read needs no solver

    with searching(request.lang):
        plan = find_plan(
            case,
            solver=solver,
            time_limit=time_limit,
            settings=settings,
            certificate=certificate is not None,
        )
    if certificate is not None:
        write_json(certificate, plan.certificate, request.lang)
    if request.out is not None and request.out.suffix.lower() in PICTURES:
        from realloc.report.charts.flows import flows_chart  # late: pictures are rarely asked for

        content = flows_chart(plan, case, request.lang, request.out.suffix.lower())
        deliver_bytes(request.out, request.lang, content)
        return NO if plan.status == "infeasible" else DONE
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: plan_document(plan, request.lang, case),
        text=lambda page: plan_page(plan, case, page),
    )
    return NO if plan.status == "infeasible" else DONE
