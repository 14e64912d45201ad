"""`realloc compare`: scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from realloc.case.load import load_folder, scenario_names
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, PICTURES, Request, deliver, deliver_bytes, notify, searching
from realloc.report.document_study import compare_document
from realloc.report.terminal.compare import compare_page
from realloc.result import Plan
from realloc.study.compare import plans as plan_all
from realloc.study.workers import crew, local
from realloc.whatif import Regret


@dataclass(frozen=True, slots=True)
class Asked:
    """What a comparison is asked for beside the case."""

    scenarios: Sequence[str]
    baseline: str | None = None
    regret: bool = False
    as_csv: bool = False
    workers: int | None = None
    dask: str | None = None


def run(request: Request, asked: Asked) -> int:
    """Plan each scenario and show them together; 1 where not one of them has a plan."""
    settings = request.pairs()
    first = [] if asked.baseline is None else [asked.baseline]
    names = list(dict.fromkeys([*first, *(asked.scenarios or scenario_names(request.folder))]))
    cases: list[Case] = []

    def read() -> Iterator[Case]:
        raw = load_folder(request.folder)
        for name in names:
            cases.append(raw.case(name, settings))
            yield cases[-1]
        if not request.as_json:
            import_module("realloc.report.terminal.drawing")  # rich comes in while the workers plan

    regrets: list[Regret] | None = None
    if asked.regret or asked.dask is not None:
        with searching(request.lang), crew(asked.workers, asked.dask) as able:
            plans = plan_all(read(), able.executor, settings=settings)
            if asked.regret:
                from realloc.study.regret import regrets as regret_all  # late: only where it is asked for

                regrets = regret_all(cases, plans, able)
    else:
        with local(len(names), asked.workers) as executor, searching(request.lang):
            plans = plan_all(read(), executor, settings=settings)
    notify(cases, request.lang)
    _deliver(request, asked, plans, cases, regrets)
    return NO if all(p.status == "infeasible" for p in plans) else DONE


def _deliver(
    request: Request,
    asked: Asked,
    plans: Sequence[Plan],
    cases: Sequence[Case],
    regrets: Sequence[Regret] | None,
) -> None:
    """Show the comparison in the form asked for."""
    suffix = request.out.suffix.lower() if request.out else ""
    if suffix in PICTURES and not asked.as_csv:
        from realloc.report.charts.studies import comparison_chart  # late: pictures are rarely asked for

        deliver_bytes(request.out, request.lang, comparison_chart(plans, cases, request.lang, suffix))
        return
    if asked.as_csv or suffix in (".csv", ".xlsx"):
        from realloc.report.comparison_tables import comparison_csv, comparison_workbook  # late: openpyxl

        made = comparison_workbook if suffix == ".xlsx" and not asked.as_csv else comparison_csv
        deliver_bytes(request.out, request.lang, made(plans, cases, request.lang, regrets or ()))
        return
    based = asked.baseline is not None
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: compare_document(plans, cases, request.lang, baseline=based, regrets=regrets),
        text=lambda page: compare_page(plans, cases, page, baseline=based, regrets=regrets),
    )
