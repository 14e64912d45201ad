"""`realloc explain`: why a reserve or an activity is as it is in the plan, and what the rules do to it."""

from __future__ import annotations

from realloc.api.cases import read_case
from realloc.api.choosing import explain_plan
from realloc.cli.outcome import DONE, NO, Request, deliver_result, searching


def run(request: Request, about: str, scenario: str, *, time_limit: float | None, step: str | None) -> int:
    """Explain the row of that id, or the rules; 1 where the rules leave no plan to explain them by.

    `step` is the baht by which a rule's amount is relaxed.
    """
    case = read_case(request.folder, scenario, request.pairs())
    with searching(request.lang, "still-explaining"):
        found = explain_plan(case, about, time_limit=time_limit, step=step, workers=None)
    deliver_result(request, found)
    return DONE if found.relaxations is None else NO
