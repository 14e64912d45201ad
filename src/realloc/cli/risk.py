"""`realloc risk`: how likely plans are, when what is not known is drawn many times."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from realloc.api import studies
from realloc.cli.outcome import DONE, NO, Request, deliver_result
from realloc.report.terminal.progress import progress


def run(
    request: Request,
    scenario: str | None,
    *,
    draws: int,
    seed: int,
    workers: int | None,
    dask: str | None,
) -> int:
    """Draw, plan and count; 1 where not one draw has a plan."""
    with ExitStack() as bars:

        def begun(count: int) -> Callable[[], None]:
            return bars.enter_context(progress(count, 0, request.lang))

        found = studies.risk(
            request.folder,
            scenario,
            request.pairs(),
            draws=draws,
            seed=seed,
            workers=workers,
            dask=dask,
            lang=request.lang,
            progress=begun,
        )
    deliver_result(request, found)
    return DONE if found.record.planned.count else NO
