"""`realloc explain`: why a reserve or an activity is as it is in the plan, and what the rules do to it."""

from __future__ import annotations

from realloc.case.load import load_case
from realloc.case.nearest import nearest
from realloc.case.records import Case
from realloc.cli.outcome import DONE, Request, deliver, searching
from realloc.errors import NotFound, UsageError
from realloc.report.explanation import reserve_document
from realloc.report.terminal.explain_reserve import explain_reserve_page

RULES = "rules"


def run(request: Request, id_: str, scenario: str, *, time_limit: float | None) -> int:
    """Explain the row of that id, or the rules."""
    if time_limit is not None and not time_limit > 0:
        raise UsageError(
            "--time-limit: expected a number of seconds above 0.", "--time-limit: ควรเป็นจำนวนวินาทีที่มากกว่า 0"
        )
    settings = request.pairs()
    case = load_case(request.folder, scenario, settings)
    _check_known(case, id_)

    from realloc.explain.probe import SECONDS, OutOfEffort, Probe  # late: bad requests need no solver
    from realloc.explain.reserve import explain_reserve

    probe = Probe(seconds=SECONDS if time_limit is None else time_limit)
    with searching(request.lang):
        try:
            plan = probe.plan(case)
        except OutOfEffort:
            raise NotFound from None
        found = explain_reserve(case, id_, plan, probe)
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: reserve_document(found, case, settings, request.lang),
        text=lambda page: explain_reserve_page(found, case, settings, page),
    )
    return DONE


def _check_known(case: Case, id_: str) -> None:
    known = [*(row.id for row in case.activities), *(row.id for row in case.reserves)]
    if id_ in known or id_ == RULES:
        return
    near = nearest(id_, [*known, RULES])
    raise UsageError(
        f'"{id_}": expected the id of an activity or a reserve project, or "{RULES}".'
        + (f' Did you mean "{near}"?' if near else ""),
        f'"{id_}": ควรเป็นรหัสกิจกรรมหรือรหัสโครงการสำรอง หรือ "{RULES}"'
        + (f' หมายถึง "{near}" หรือไม่' if near else ""),
    )
