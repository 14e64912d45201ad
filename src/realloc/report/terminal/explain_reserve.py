"""Why a reserve project does or does not get its money."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.explanation import Closure, ReserveExplanation, Setting
from realloc.report.layout import visible
from realloc.report.terminal import explain_parts as parts
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names

_ANSWERS = {
    "funded": "answer-funded",
    "as-good": "answer-as-good",
    "better-uses": "answer-better-uses",
    "no-room": "answer-no-room",
    "not-eligible": "answer-not-eligible",
    "no-plan": "answer-no-plan",
    "open": "answer-open",
}


def explain_reserve_page(
    found: ReserveExplanation, case: Case, settings: Sequence[Setting], page: Page
) -> str:
    """The answer in words, the plans it rests on beside each other, and what would turn it."""
    parts.head(page, found, case, settings, _ANSWERS)
    funded = found.answer == "funded"
    parts.beside(page, found.instead, case, "instead-without" if funded else "instead-with")
    _closed(page, found.closed, case)
    if funded:
        parts.losses(page, found.remedies, "what-loses")
    else:
        parts.remedies(page, found.remedies)
    parts.effort(page, found.effort)
    return page.render()


def _closed(page: Page, closed: Sequence[Closure], case: Case) -> None:
    if not closed:
        return
    names = row_names(page, case)
    cited = {rule.id: rule.cite for rule in case.rules}
    page.heading(page.say("closed", n=len(closed)))
    columns = [page.id_column(), page.column("h-activity", least=20), page.amount("h-releasable")]
    columns += [page.column("h-closed-by", least=20)]

    def row(closure: Closure) -> list[str]:
        rules = ", ".join(f"{rule} ({cited[rule]})" if cited[rule] else rule for rule in closure.rules)
        amount = money.baht(closure.releasable)
        return [visible(closure.id), visible(names[closure.id]), amount, visible(rules)]

    page.table(columns, closed, row)
