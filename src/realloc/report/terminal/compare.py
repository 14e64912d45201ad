"""Scenarios of one case side by side."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.report.document import common_reserves
from realloc.report.layout import Column, visible
from realloc.report.terminal.against import differences, shared
from realloc.report.terminal.blocks import draw_blocks
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import scenario_name
from realloc.report.terminal.regret import regret_section
from realloc.report.titles import case_title
from realloc.report.wording import stage_text, word
from realloc.result import Plan, ReserveResult
from realloc.whatif import Regret


def compare_page(
    plans: Sequence[Plan],
    cases: Sequence[Case],
    page: Page,
    *,
    baseline: bool = False,
    regrets: Sequence[Regret] | None = None,
) -> str:
    """Scenarios of one case side by side; `plans` and `cases` run parallel and are not empty.

    With a `baseline`, the first, the others' differences from it are shown; with `regrets`, those too.
    """
    page.heading(visible(case_title(cases[0], page.lang)))
    count = page.say("compared-one" if len(plans) == 1 else "compared", n=len(plans))
    page.line(f"{count} · {page.say('money-unit')}")
    page.items(_legend(page, plan, case) for plan, case in zip(plans, cases, strict=True))
    page.line("")
    _compared(page, plans)
    if baseline and len(plans) > 1:
        page.heading(page.say("against", scenario=visible(plans[0].scenario)))
        draw_blocks(page, [visible(plan.scenario) for plan in plans[1:]], differences(page, plans, cases))
    if any(r.funded for plan in plans for r in plan.reserves):
        _grid(page, [plan for plan in plans if plan.status != "infeasible"], cases[0])
        page.heading(_in_common(page, plans))
        shared(page, plans)
    if regrets:
        regret_section(page, plans, regrets)
    if cases[0].assumptions:
        about = visible(", ".join(a.about for a in cases[0].assumptions))
        page.line(page.say("assumed-line", about=about))
    return page.render()


def _legend(page: Page, plan: Plan, case: Case) -> str:
    """A scenario's name and title, and why it has no plan where it has none."""
    scenario = ": ".join(filter(None, scenario_name(page, case)))
    if plan.status != "infeasible":
        return scenario
    return page.say("no-plan", scenario=scenario, rules=visible(", ".join(plan.conflict)))


def _compared(page: Page, plans: Sequence[Plan]) -> None:
    """The scenarios' figures: a row each where that fits, else a column each, some at a time."""
    keys = ["h-status", "h-releasable", "h-moved", "h-unplaced"]
    every = dict.fromkeys(result.stage for plan in plans for result in plan.objective)
    # Money moved and the number of lines are shown for every plan, whatever its objective.
    stages = [stage for stage in every if stage not in ("amount", "lines")]
    headings = [page.say(key) for key in keys]
    headings += [word("stage", stage, page.lang) for stage in (*stages, "lines")]
    figures = [_scenario_figures(page, plan, stages) for plan in plans]
    funded = [" ".join(visible(r.id) for r in plan.reserves if r.funded) or "–" for plan in plans]
    names = [visible(plan.scenario) for plan in plans]
    if page.wide:
        columns = [Column(page.say("h-scenario"), least=16), Column(headings[0], least=10)]
        columns += [Column(label, right=True, least=13) for label in headings[1:]]
        columns.append(page.column("h-funded", least=24))
        rows = [[name, *values, ids] for name, values, ids in zip(names, figures, funded, strict=True)]
        page.table(columns, rows, list)
        return
    labels = [*headings, page.say("h-funded")]
    by_label = list(zip(*figures, strict=True)) + [tuple(funded)]
    draw_blocks(page, names, [[label, *row] for label, row in zip(labels, by_label, strict=True)])


def _scenario_figures(page: Page, plan: Plan, stages: Sequence[str]) -> list[str]:
    solver = plan.status == "optimal" and any(stage.proof != "exact" for stage in plan.objective)
    status = word("status", "optimal-unproven" if solver else plan.status, page.lang)
    if plan.status == "infeasible":
        return [status, money.baht(plan.totals.releasable), *["–"] * (3 + len(stages))]
    values = {result.stage: stage_text(result.stage, result.value) for result in plan.objective}
    totals = [plan.totals.releasable, plan.totals.transferred, plan.totals.unplaced]
    by_stage = [values.get(stage, "–") for stage in stages]
    return [status, *map(money.baht, totals), *by_stage, f"{len(plan.transfers):,}"]


def _grid(page: Page, plans: Sequence[Plan], case: Case) -> None:
    """What each reserve project gets in each plan; amounts that the first plan gives too are not repeated."""
    rows = []
    for reserve, gets in zip(
        case.reserves, zip(*(plan.reserves for plan in plans), strict=True), strict=True
    ):
        if any(r.funded for r in gets):
            label = f"{visible(reserve.id)} {visible(page.in_lang(reserve.name, reserve.name_en))}"
            first = gets[0]
            same = ["=" if r.funded and r.amount == first.amount else _gets(r) for r in gets[1:]]
            rows.append([label, _gets(first), *same])
    page.heading(page.say("grid"))
    names = [visible(plan.scenario) for plan in plans]
    if len(plans) > 1:
        page.line(page.say("grid-key", scenario=names[0]))
    draw_blocks(page, names, rows, repeated=1)
    never = [
        visible(r.id) for i, r in enumerate(case.reserves) if not any(p.reserves[i].funded for p in plans)
    ]
    if never:
        page.line(page.say("never-funded", reserves=", ".join(never)))


def _gets(reserve: ReserveResult) -> str:
    return money.baht(reserve.amount) if reserve.funded else "–"


def _in_common(page: Page, plans: Sequence[Plan]) -> str:
    common = [
        page.say("common-amount", id=visible(id_), amount=least) for id_, least in common_reserves(plans)
    ]
    return page.say("common", reserves=", ".join(common)) if common else page.say("common-none")
