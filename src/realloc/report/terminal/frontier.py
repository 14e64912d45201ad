"""The trade-off between two stages: plans none of which is better in one without being worse in the other."""

from __future__ import annotations

from realloc import money
from realloc.case.records import Case
from realloc.choice import Frontier, Point
from realloc.report.choices import point_names
from realloc.report.layout import Column, visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import stage_text, title
from realloc.report.wording import word
from realloc.result import Plan


def frontier_page(found: Frontier, best: Plan, case: Case, page: Page) -> str:
    """The points from the best in the first stage to the best in the second; `best` is the case's plan."""
    title(page, case, best.settings)
    first, second = (word("stage", stage, page.lang) for stage in found.stages)
    page.heading(page.say("frontier", first=first, second=second, n=len(found.points)))
    page.line(page.say("frontier-key"))
    columns = [
        page.id_column("h-point"),
        *(Column(label, right=True, least=13) for label in (first, second)),
    ]
    others = [label for label, shown in _others(page, found) if shown]
    columns += [Column(label, right=True, least=13) for label in others]
    columns += [page.column("h-proof", least=12), page.column("h-funded", least=24)]
    rows = [
        _row(page, found, number, name, point)
        for number, (name, point) in enumerate(zip(point_names(found), found.points, strict=True))
    ]
    page.table(columns, rows, list)
    page.heading(_ends(page, found))
    page.line(page.say("frontier-plans"))
    page.line(page.say("searches", n=found.searches))
    return page.render()


def _others(page: Page, found: Frontier) -> list[tuple[str, bool]]:
    """Money moved and the number of lines, where they are not asked about and the page has room."""
    return [
        (page.say("h-moved"), page.wide and "amount" not in found.stages),
        (word("stage", "lines", page.lang), page.wide and "lines" not in found.stages),
    ]


def _row(page: Page, found: Frontier, number: int, name: str, point: Point) -> list[str]:
    plan = point.plan
    values = [stage_text(stage, value) for stage, value in zip(found.stages, point.values, strict=True)]
    more = [money.baht(plan.totals.transferred), f"{len(plan.transfers):,}"]
    shown = [cell for cell, (_, wanted) in zip(more, _others(page, found), strict=True) if wanted]
    funded = " ".join(visible(row.id) for row in plan.reserves if row.funded) or "–"
    if number in found.gaps:
        funded += f"\n{page.say('frontier-gap')}"
    return [name, *values, *shown, _proof(page, found, point), funded]


def _proof(page: Page, found: Frontier, point: Point) -> str:
    """Whether the point is exact; if not, how far its values may be from the best."""
    if point.exact:
        return word("proof", point.proof, page.lang)
    open_ends = [
        page.say("frontier-unknown", stage=stage)
        if bound is None
        else page.say("frontier-open", stage=stage, bound=stage_text(stage, bound))
        for stage, value, bound in zip(found.stages, point.values, point.bounds, strict=True)
        if value != bound
    ]
    return "; ".join(open_ends)


def _ends(page: Page, found: Frontier) -> str:
    """Whether the points shown are all that there are."""
    if found.complete and all(point.exact for point in found.points):
        return page.say("frontier-complete")
    if found.complete:
        return page.say("frontier-inexact")
    if found.ended:
        return page.say("frontier-ended")
    return page.say("frontier-more")
