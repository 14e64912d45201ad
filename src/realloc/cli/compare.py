"""`realloc compare`: scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from realloc.api import calls
from realloc.cli.outcome import DONE, NO, Request, deliver_bytes, deliver_result, notify, searching


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

    def meanwhile() -> None:
        if not request.as_json:
            import_module("realloc.report.terminal.drawing")  # rich comes in while the workers plan

    with searching(request.lang):
        found = calls.side_by_side(
            request.folder,
            asked.scenarios,
            request.pairs(),
            baseline=asked.baseline,
            regret=asked.regret,
            workers=asked.workers,
            dask=asked.dask,
            meanwhile=meanwhile,
        )
    notify((plan.case.records for plan in found.plans), request.lang)
    if asked.as_csv:
        deliver_bytes(request.out, request.lang, found.content(".csv", request.lang))
    else:
        deliver_result(request, found)
    return NO if all(plan.status == "infeasible" for plan in found.plans) else DONE
