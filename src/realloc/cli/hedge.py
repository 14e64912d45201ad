"""`realloc hedge`: what to decide today when several scenarios may come true."""

from __future__ import annotations

from collections.abc import Sequence

from realloc.ahead import By
from realloc.api import studies
from realloc.cli.outcome import DONE, Request, deliver_result, searching


def run(
    request: Request,
    scenarios: Sequence[str],
    *,
    by: By,
    level: str,
    today: str | None,
    later: str | None,
    time_limit: float | None,
) -> int:
    """Find what to decide today, and show it."""
    with searching(request.lang):
        found = studies.hedge(
            request.folder,
            scenarios,
            request.pairs(),
            by=by,
            level=level,
            today=today,
            later=later,
            time_limit=time_limit,
        )
    deliver_result(request, found)
    return DONE
