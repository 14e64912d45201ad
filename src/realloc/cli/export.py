"""`realloc export`: one scenario's plan as open data."""

from __future__ import annotations

from realloc.api import publishing
from realloc.api.cases import read_case
from realloc.cli.outcome import DONE, Request, complain, searching, written


def run(request: Request, scenario: str, *, time_limit: float | None) -> int:
    """Plan, and write the plan as a Fiscal Data Package; no file where no plan keeps the rules."""
    folder = request.out
    assert folder is not None, "the command line asks for it"
    publishing.check_folder(folder)  # before the case is read: it may not be the one that was meant
    case = read_case(request.folder, scenario, request.pairs())
    with searching(request.lang):
        publishing.export(case, folder, time_limit=time_limit, lang=request.lang)
    complain(written(folder, request.lang))
    return DONE
