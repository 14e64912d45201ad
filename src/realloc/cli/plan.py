"""`realloc plan`: one scenario's plan, or several to choose from."""

from __future__ import annotations

from pathlib import Path

from realloc.api import calls
from realloc.api.cases import read_case
from realloc.api.exact import check_seconds
from realloc.cli.choices import Choices, show
from realloc.cli.outcome import (
    DONE,
    NO,
    PICTURES,
    Request,
    deliver_result,
    notify,
    searching,
    write_json,
)


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
    check_seconds(time_limit)
    choices.check(certificate)
    case = read_case(request.folder, scenario, request.pairs())
    notify([case.records], request.lang)
    choices.stages(case.records)  # what cannot be asked for is told before anything is planned
    picture = request.out is not None and request.out.suffix.lower() in PICTURES
    with searching(request.lang):
        plan = calls.plan(
            case,
            solver=solver,
            time_limit=time_limit,
            certificate=certificate is not None,
            relaxations=not picture,  # it has no room for them
        )
    if choices.wanted and plan.status != "infeasible":
        return show(request, plan, choices, solver, time_limit)
    if certificate is not None:
        write_json(certificate, plan.certificate, request.lang)
    deliver_result(request, plan)
    return NO if plan.status == "infeasible" else DONE
