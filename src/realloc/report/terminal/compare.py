"""Scenarios of one case side by side."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.report.document import common_reserves
from realloc.report.layout import Column, visible, width
from realloc.report.layout import name as heading
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import scenario_name, stage_text
from realloc.report.wording import word
from realloc.result import Plan


def compare_page(plans: Sequence[Plan], cases: Sequence[Case], page: Page) -> str:
    """Scenarios of one case side by side; `plans` and `cases` run parallel and are not empty."""
    page.heading(visible(page.in_lang(cases[0].title, cases[0].title_en)))
    page.line(page.say("compared", n=len(plans)) + " · " + page.say("money-unit"))
    page.items(": ".join(filter(None, scenario_name(page, case))) for case in cases)
    page.line("")
    _compared(page, plans)
    page.heading(page.say("grid"))
    _grid(page, plans, cases)
    page.heading(_in_common(page, plans))
    if cases[0].assumptions:
        about = visible(", ".join(a.about for a in cases[0].assumptions))
        page.line(page.say("assumed-line", about=about))
    return page.render()


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
    _blocks(page, names, [[label, *row] for label, row in zip(labels, by_label, strict=True)])


def _scenario_figures(page: Page, plan: Plan, stages: Sequence[str]) -> list[str]:
    status = word("status", plan.status, page.lang)
    if plan.status == "infeasible":
        return [status, money.baht(plan.totals.releasable), *["–"] * (3 + len(stages))]
    values = {result.stage: stage_text(result.stage, result.value) for result in plan.objective}
    totals = [plan.totals.releasable, plan.totals.transferred, plan.totals.unplaced]
    by_stage = [values.get(stage, "–") for stage in stages]
    return [status, *map(money.baht, totals), *by_stage, f"{len(plan.transfers):,}"]


def _grid(page: Page, plans: Sequence[Plan], cases: Sequence[Case]) -> None:
    rows = []
    for i, reserve in enumerate(cases[0].reserves):
        gets = [plan.reserves[i] for plan in plans]
        label = f"{visible(reserve.id)} {visible(page.in_lang(reserve.name, reserve.name_en))}"
        rows.append([label, *(money.baht(r.amount) if r.funded else "–" for r in gets)])
    _blocks(page, [visible(plan.scenario) for plan in plans], rows)


def _blocks(page: Page, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows whose first cell is a label, with as many of the named columns at a time as fit."""
    label = 36 if page.wide else 20
    widest = max([10] + [width(cell) for row in rows for cell in row[1:] if _is_figure(cell)])
    at_once = max(1, (page.width - label) // (widest + 2))
    blocks = -(-len(names) // at_once)
    at_once = -(-len(names) // blocks)
    for start in range(0, len(names), at_once):
        if start:
            page.line("")
        stop = start + at_once
        columns = [Column("", least=label)]
        columns += [heading(name, right=True, least=widest) for name in names[start:stop]]
        page.table(columns, [[row[0], *row[1 + start : 1 + stop]] for row in rows], list)


def _is_figure(cell: str) -> bool:
    return cell[-3:-2] == "." and cell[:1].isdigit()


def _in_common(page: Page, plans: Sequence[Plan]) -> str:
    common = [
        page.say("common-amount", id=visible(id_), amount=least) for id_, least in common_reserves(plans)
    ]
    return page.say("common", reserves=", ".join(common)) if common else page.say("common-none")
