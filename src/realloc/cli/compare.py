"""`realloc compare`: scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence

from realloc.case.load import load_folder, scenario_names
from realloc.cli.outcome import DONE, NO, Request, deliver, notify, searching
from realloc.report.document import comparison_document
from realloc.report.terminal.compare import compare_page


def run(request: Request, scenarios: Sequence[str]) -> int:
    """Plan each scenario and show them together; 1 where not one of them has a plan."""
    settings = request.pairs()
    raw = load_folder(request.folder)
    names = list(dict.fromkeys(scenarios)) or scenario_names(raw)
    cases = [raw.case(name, settings) for name in names]
    notify(cases, request.lang)

    from realloc.study.compare import plans as plan_all  # late: a case that cannot be read needs no solver

    with searching(request.lang):
        plans = plan_all(cases, settings=settings)
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: comparison_document(plans, cases, request.lang),
        text=lambda page: compare_page(plans, cases, page),
    )
    return NO if all(p.status == "infeasible" for p in plans) else DONE
