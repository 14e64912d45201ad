"""What to decide today, what to keep open, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.ahead import Hedge
from realloc.case.records import Case
from realloc.report.layout import visible
from realloc.report.terminal.blocks import draw_blocks
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names, scenario_name, stage_text
from realloc.report.titles import case_title
from realloc.report.wording import long_date, percent, word

_WEIGHED = {"equal": "hedge-equal", "scaled": "hedge-scaled"}
_BY = {"expected": "hedge-by-expected", "regret": "hedge-by-regret", "cvar": "hedge-by-cvar"}
_WAYS = {"hedge": "way-hedge", "wait": "way-wait", "single": "way-single", "knowing": "way-knowing"}


def hedge_page(hedge: Hedge, cases: Sequence[Case], settings: Sequence[tuple[str, str]], page: Page) -> str:
    """The page of `realloc hedge`; `cases` are the scenarios in the order of the hedge."""
    page.heading(visible(case_title(cases[0], page.lang)))
    page.line(f"{page.say('hedge', n=len(cases))} · {page.say('money-unit')}")
    if settings:
        laid = ", ".join(f"{path}={value}" for path, value in settings)
        page.line(page.say("settings", settings=visible(laid)))
    later = long_date(hedge.known, page.lang)
    page.line(page.say("hedge-dates", today=long_date(hedge.decided, page.lang), later=later))
    page.items(
        page.say(
            "hedge-chance", scenario=": ".join(filter(None, scenario_name(page, case))), share=percent(chance)
        )
        for case, chance in zip(cases, hedge.probabilities, strict=True)
    )
    if hedge.weighed in _WEIGHED:
        page.line(page.say(_WEIGHED[hedge.weighed]))
    _today(hedge, cases, page)
    _open(hedge, cases, page)
    _worth(hedge, cases, page)
    page.line("")
    page.line(page.say(_BY[hedge.by]))
    gap = stage_text(hedge.stage, hedge.gap)
    page.line(page.say("hedge-proven") if hedge.proven else page.say("hedge-gap", value=gap))
    page.line(page.say("hedge-checked"))
    if cases[0].assumptions:
        about = visible(", ".join(a.about for a in cases[0].assumptions))
        page.line(page.say("assumed-line", about=about))
    return page.render()


def _today(hedge: Hedge, cases: Sequence[Case], page: Page) -> None:
    """Today's transfers, and why each project cannot wait."""
    plan = hedge.today[0]
    if not plan.transfers:
        page.heading(page.say("hedge-nothing"))
        return
    page.heading(page.say("hedge-today", amount=plan.totals.transferred))
    names = row_names(page, cases[0])
    columns = [page.id_column("h-from"), page.id_column("h-to"), page.amount("h-amount")]
    columns.append(page.column("h-reserve", least=20))
    page.table(
        columns,
        plan.transfers,
        lambda t: [visible(t.source), visible(t.target), money.baht(t.amount), visible(names[t.target])],
    )
    page.line("")
    page.items(
        f"{visible(r.id)} {visible(names[r.id])}: {_why(hedge, cases, r.id, page)}"
        for r in plan.reserves
        if r.funded
    )


def _why(hedge: Hedge, cases: Sequence[Case], reserve: str, page: Page) -> str:
    """Why a project is begun today: where it would be too late later, or that another one needs it."""
    where = [case.scenario.name for case, late in zip(cases, hedge.late, strict=True) if reserve in late]
    if not where:
        return page.say("hedge-stands")
    named = page.say("hedge-every") if len(where) == len(cases) else visible(", ".join(where))
    return page.say("hedge-ready", later=hedge.known, scenarios=named)


def _open(hedge: Hedge, cases: Sequence[Case], page: Page) -> None:
    """What each project gets today, and by the end in each scenario."""
    names = row_names(page, cases[0])
    first = hedge.today[0]
    rows = []
    for today, ends in zip(
        first.reserves, zip(*(plan.reserves for plan in hedge.plans), strict=True), strict=True
    ):
        if any(end.amount for end in ends):
            label = f"{visible(today.id)} {visible(names[today.id])}"
            later = [_amount(end.amount - today.amount) for end in ends]
            rows.append([label, _amount(today.amount), *later])
    page.heading(page.say("hedge-open"))
    if rows:
        headings = [page.say("h-today"), *(visible(case.scenario.name) for case in cases)]
        draw_blocks(page, headings, rows, repeated=1)
    missed = [
        visible(r.id) for r in first.reserves if not r.funded and any(r.id in late for late in hedge.late)
    ]
    if missed:
        page.line(page.say("hedge-missed", reserves=", ".join(missed)))


def _amount(satang: int) -> str:
    return money.baht(satang) if satang else "–"


def _worth(hedge: Hedge, cases: Sequence[Case], page: Page) -> None:
    """Every way of deciding, and what the future would be worth."""
    stage = word("stage", hedge.stage, page.lang)

    def text(value: int) -> str:
        return f"−{stage_text(hedge.stage, -value)}" if value < 0 else stage_text(hedge.stage, value)

    page.heading(page.say("hedge-worth"))
    page.line(page.say("hedge-worth-key", stage=stage, share=hedge.level))
    headings = [page.say(key) for key in ("h-today", "h-expected")]
    headings += [visible(case.scenario.name) for case in cases]
    headings += [page.say(key) for key in ("h-regret", "h-tail")]
    rows = [
        [
            page.say(_WAYS[way.kind], scenario=visible(way.scenario)),
            "–" if way.today is None else money.baht(way.today),
            text(way.expected),
            *map(text, way.worths),
            text(way.regret),
            text(way.tail),
        ]
        for way in hedge.ways
    ]
    draw_blocks(page, headings, rows)
    page.line("")
    page.line(page.say("hedge-evpi", value=text(hedge.knowing_is_worth)))
    if hedge.beats_best_single is not None:
        page.line(page.say("hedge-vss", value=text(hedge.beats_best_single)))
    if hedge.beats_waiting is None:
        page.line(page.say("hedge-no-wait"))
    else:
        page.line(page.say("hedge-vow", value=text(hedge.beats_waiting)))
