"""`realloc compare`: scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from realloc.case.load import load_folder, scenario_names
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, Request, deliver, notify, searching
from realloc.report.document import comparison_document
from realloc.report.terminal.compare import compare_page
from realloc.study.compare import plans as plan_all
from realloc.study.workers import local


def run(request: Request, scenarios: Sequence[str]) -> int:
    """Plan each scenario and show them together; 1 where not one of them has a plan."""
    settings = request.pairs()
    names = list(dict.fromkeys(scenarios)) or scenario_names(request.folder)
    cases = []

    def read() -> Iterator[Case]:
        raw = load_folder(request.folder)
        for name in names:
            cases.append(raw.case(name, settings))
            yield cases[-1]

    with local(len(names)) as executor, searching(request.lang):
        plans = plan_all(read(), executor, settings=settings)
    notify(cases, request.lang)
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: comparison_document(plans, cases, request.lang),
        text=lambda page: compare_page(plans, cases, page),
    )
    return NO if all(p.status == "infeasible" for p in plans) else DONE
