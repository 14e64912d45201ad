"""`realloc explain`: why a reserve or an activity is as it is in the plan, and what the rules do to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from realloc import money
from realloc.case.load import load_case
from realloc.case.nearest import nearest
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, Request, deliver, searching
from realloc.errors import Lang, MoneyError, NotFound, UsageError
from realloc.explanation import Setting
from realloc.report.document import Document
from realloc.report.explanation import activity_document, reserve_document, rules_document
from realloc.report.terminal.explain_activity import explain_activity_page
from realloc.report.terminal.explain_reserve import explain_reserve_page
from realloc.report.terminal.explain_rules import explain_rules_page
from realloc.result import Plan

if TYPE_CHECKING:
    from realloc.explain.probe import Probe
    from realloc.report.terminal.page import Page

RULES = "rules"


def run(request: Request, about: str, scenario: str, *, time_limit: float | None, step: str | None) -> int:
    """Explain the row of that id, or the rules; 1 where the rules leave no plan to explain them by.

    `step` is the baht by which a rule's amount is relaxed.
    """
    if time_limit is not None and not time_limit > 0:
        raise UsageError(
            "--time-limit: expected a number of seconds above 0.", "--time-limit: ควรเป็นจำนวนวินาทีที่มากกว่า 0"
        )
    satang = None if step is None else _step(step)
    settings = request.pairs()
    case = load_case(request.folder, scenario, settings)
    _check_known(case, about)

    from realloc.explain.probe import SECONDS, OutOfEffort, Probe  # late: bad requests need no solver

    probe = Probe(seconds=SECONDS if time_limit is None else time_limit)
    with searching(request.lang):
        try:
            plan = probe.plan(case)
        except OutOfEffort:
            raise NotFound from None
        document, page = _explained(request.lang, case, settings, about, plan, probe, satang)
    deliver(request.out, request.lang, as_json=request.as_json, document=document, text=page)
    return NO if about == RULES and plan.status == "infeasible" else DONE


def _explained(
    lang: Lang,
    case: Case,
    settings: Sequence[Setting],
    about: str,
    plan: Plan,
    probe: Probe,
    step: int | None,
) -> tuple[Callable[[], Document], Callable[[Page], str]]:
    """The explanation, as a document and as a page: each made when asked for."""
    if about in {row.id for row in case.reserves}:
        from realloc.explain.reserve import explain_reserve

        reserve = explain_reserve(case, about, plan, probe)
        return (
            lambda: reserve_document(reserve, case, settings, lang),
            lambda page: explain_reserve_page(reserve, case, settings, page),
        )
    if about in {row.id for row in case.activities}:
        from realloc.explain.activity import explain_activity

        activity = explain_activity(case, about, plan, probe)
        return (
            lambda: activity_document(activity, case, settings, lang),
            lambda page: explain_activity_page(activity, case, settings, page),
        )
    from realloc.explain.relaxation import relaxations
    from realloc.explain.rules import STEP, explain_rules

    rules = explain_rules(case, plan, probe, STEP if step is None else step)
    ways = relaxations(case, plan.conflict, probe) if plan.status == "infeasible" else None
    return (
        lambda: rules_document(rules, case, settings, lang, ways),
        lambda page: explain_rules_page(rules, case, settings, page, ways),
    )


def _step(written: str) -> int:
    """The satang in `--step`."""
    try:
        satang = money.parse(written)
    except MoneyError:
        satang = 0
    if not satang:
        raise UsageError(
            f'--step "{written}": expected an amount of baht above 0, such as 100000.',
            f'--step "{written}": ควรเป็นจำนวนเงินบาทที่มากกว่า 0 เช่น 100000',
        )
    return satang


def _check_known(case: Case, about: str) -> None:
    known = [*(row.id for row in case.activities), *(row.id for row in case.reserves)]
    if about in known or about == RULES:
        return
    near = nearest(about, [*known, RULES])
    raise UsageError(
        f'"{about}": expected the id of an activity or a reserve project, or "{RULES}".'
        + (f' Did you mean "{near}"?' if near else ""),
        f'"{about}": ควรเป็นรหัสกิจกรรมหรือรหัสโครงการสำรอง หรือ "{RULES}"'
        + (f' หมายถึง "{near}" หรือไม่' if near else ""),
    )
