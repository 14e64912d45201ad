"""The ways out of a conflict, cheapest first, and the plan that each of them leads to."""

from __future__ import annotations

from realloc import money
from realloc.case.records import Case
from realloc.choice import Relaxation, Relaxations
from realloc.report.layout import Column, visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import stage_text
from realloc.report.wording import say, word


def relaxations_part(page: Page, found: Relaxations, case: Case) -> None:
    """A section of a page: what would give the case a plan, each change by itself."""
    ways = [way for way in found.ways if way.found != "none"]
    together = any(way.kind == "together" for way in ways)
    page.heading(page.say("ways-out-together" if together else "ways-out" if ways else "ways-out-none"))
    if ways:
        stage = case.stages[0]
        columns = [page.column("h-way", least=24), page.amount("h-cost")]
        columns.append(
            Column(page.say("h-after-stage", stage=word("stage", stage, page.lang)), right=True, least=13)
        )
        columns.append(page.amount("h-moved"))
        page.table(columns, ways, lambda way: _row(page, way))
        if not together:
            page.line(page.say("ways-out-least"))
    page.items(visible(say(way.why, page.lang)) for way in found.ways if way.found == "none")
    if found.ended:
        page.line(page.say("ways-out-ended"))


def _row(page: Page, way: Relaxation) -> list[str]:
    settings = " ".join(f"--set {path}={value}" for path, value in way.settings)
    cost = "" if way.cost is None else money.baht(way.cost)
    if way.plan is None or not way.plan.objective:
        then = ["", ""]
    else:
        first = way.plan.objective[0]
        then = [stage_text(first.stage, first.value), money.baht(way.plan.totals.transferred)]
    return [f"{visible(say(way.why, page.lang))}\n{visible(settings)}", cost, *then]
