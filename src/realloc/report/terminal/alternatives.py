"""The best plan and others as good, or nearly so, side by side."""

from __future__ import annotations

from realloc import money
from realloc.case.records import Case
from realloc.choice import Alternatives
from realloc.report.choices import alternative_names
from realloc.report.layout import visible
from realloc.report.terminal.blocks import draw_blocks
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import stage_text, title
from realloc.report.wording import word


def alternatives_page(found: Alternatives, case: Case, page: Page) -> str:
    """The plans beside each other: what each reaches, what each reserve project gets, what they share."""
    title(page, case, found.best.settings)
    page.heading(_headline(page, found))
    if found.others or found.within is not None:
        page.line(_distance(page, found))
    names = alternative_names(found)
    page.items(
        page.say("alternative", name=name, n=other.distance)
        + ("" if other.most == other.distance else " " + page.say("alternative-open"))
        for name, other in zip(names[1:], found.others, strict=True)
    )
    if found.others:
        _figures(page, found, names)
        _grid(page, found, names, case)
        page.line(page.say("alternatives-plans"))
    page.heading(_more(page, found, case))
    page.line(page.say("searches", n=found.searches))
    return page.render()


def _headline(page: Page, found: Alternatives) -> str:
    count = len(found.others)
    if not count:
        return page.say("alternatives-none" if found.complete else "alternatives-none-found")
    return page.say("alternatives-one" if count == 1 else "alternatives-some", n=count)


def _distance(page: Page, found: Alternatives) -> str:
    first = found.best.objective[0]
    stage = word("stage", first.stage, page.lang)
    if found.within is None:
        return page.say("alternatives-equal")
    return page.say(
        "alternatives-within",
        stage=stage,
        least=stage_text(first.stage, found.within),
        best=stage_text(first.stage, first.value),
    )


def _figures(page: Page, found: Alternatives, names: list[str]) -> None:
    page.heading(page.say("objective"))
    rows = []
    for number, result in enumerate(found.best.objective):
        label = word("stage", result.stage, page.lang)
        values = [stage_text(result.stage, plan.objective[number].value) for plan in found.plans]
        rows.append([label, *values])
    if all(result.stage != "amount" for result in found.best.objective):
        rows.append([page.say("h-moved"), *(money.baht(p.totals.transferred) for p in found.plans)])
    if all(result.stage != "lines" for result in found.best.objective):
        label = word("stage", "lines", page.lang)
        rows.append([label, *(f"{len(plan.transfers):,}" for plan in found.plans)])
    draw_blocks(page, names, rows)


def _grid(page: Page, found: Alternatives, names: list[str], case: Case) -> None:
    """What each reserve project gets in each plan; those that all fund are marked."""
    page.heading(page.say("grid"))
    page.line(page.say("alternatives-key"))
    rows = []
    for number, reserve in enumerate(case.reserves):
        gets = [plan.reserves[number] for plan in found.plans]
        if any(row.funded for row in gets):
            mark = "● " if reserve.id in found.shared else ""
            label = f"{mark}{visible(reserve.id)} {visible(page.in_lang(reserve.name, reserve.name_en))}"
            rows.append([label, *(money.baht(row.amount) if row.funded else "–" for row in gets)])
    draw_blocks(page, names, rows, repeated=1)


def _more(page: Page, found: Alternatives, case: Case) -> str:
    """What is known of plans that are not shown, and what those shown share."""
    shared = ", ".join(map(visible, found.shared)) or "–"
    if found.complete and not found.others:
        return page.say("alternatives-always", reserves=shared)
    if found.complete:
        return page.say("alternatives-complete", reserves=shared)
    return page.say("alternatives-ended" if found.ended else "alternatives-more", reserves=shared)
