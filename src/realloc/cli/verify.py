"""`realloc verify`: a plan against its case, from scratch."""

from __future__ import annotations

from pathlib import Path

from realloc.api.calls import verify_plan
from realloc.cli.outcome import DONE, NO, Request, deliver_result, searching


def run(request: Request, file: Path, folder: Path | None, certificate: Path | None) -> int:
    """Check the plan in `file`, and its proof in `certificate`; 1 where either does not hold."""
    with searching(request.lang):
        found = verify_plan(file, folder, certificate)
    deliver_result(request, found)
    return DONE if found.holds else NO
