"""What it costs to have decided on one scenario's plan when another comes true."""

from __future__ import annotations

from collections.abc import Sequence

from realloc.report.layout import visible
from realloc.report.terminal.blocks import draw_blocks
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import stage_text
from realloc.report.wording import word
from realloc.result import Plan
from realloc.whatif import Regret


def regret_section(page: Page, plans: Sequence[Plan], regrets: Sequence[Regret]) -> None:
    """A row for each plan that may be decided on, a column for each scenario that may come true."""
    names = [plan.scenario for plan in plans if plan.status != "infeasible"]
    known = {(each.decided, each.true): each for each in regrets}
    stages = list(dict.fromkeys(each.plan.objective[0].stage for each in regrets))
    page.heading(page.say("regret", stages=", ".join(word("stage", stage, page.lang) for stage in stages)))
    page.line(page.say("regret-key"))
    rows = []
    for one in names:
        cells = [_cell(known.get((one, other))) for other in names]
        rows.append([visible(one), _greatest([each for each in regrets if each.decided == one]), *cells])
    draw_blocks(page, [page.say("h-greatest"), *map(visible, names)], rows, repeated=1)
    numbers = {one: _numbers([each for each in regrets if each.decided == one]) for one in names}
    comparable = {one: max(values, default=0) for one, values in numbers.items() if values}
    if comparable and len(stages) == 1 and None not in (each.regret for each in regrets):
        least = min(comparable, key=lambda one: comparable[one])
        page.line(
            page.say("least-regret", scenario=visible(least), value=stage_text(stages[0], comparable[least]))
        )
    if any(each.regret is None for each in regrets):
        page.line(page.say("regret-of-ranks"))


def _cell(each: Regret | None) -> str:
    """A regret; `·` on the diagonal, `–` where ranks are compared, which have no difference."""
    if each is None:
        return "·"
    return "–" if each.regret is None else stage_text(each.plan.objective[0].stage, each.regret)


def _numbers(regrets: Sequence[Regret]) -> list[int]:
    return [each.regret for each in regrets if each.regret is not None]


def _greatest(regrets: Sequence[Regret]) -> str:
    known = [each for each in regrets if each.regret is not None]
    worst = max(known, key=lambda each: each.regret or 0, default=None)
    return "–" if worst is None else _cell(worst)
