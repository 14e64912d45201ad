"""How likely plans are, when what is not known is drawn many times."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.ahead import Chance, Odds, Percentile
from realloc.case.records import Case, Uncertain
from realloc.report.layout import Column, visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names, stage_text
from realloc.report.titles import case_title
from realloc.report.wording import percent

_HEADINGS = {"score": "h-score", "moved": "h-moved", "unplaced": "h-unplaced"}


def risk_page(odds: Odds, case: Case, settings: Sequence[tuple[str, str]], page: Page) -> str:
    """The page of `realloc risk`; `case` is one of the scenarios drawn."""
    page.heading(visible(case_title(case, page.lang)))
    page.line(page.say("risk", n=len(odds.rows), distinct=odds.distinct, seed=odds.seed))
    page.line(page.say("money-unit"))
    if settings:
        laid = ", ".join(f"{path}={value}" for path, value in settings)
        page.line(page.say("settings", settings=visible(laid)))
    named = [page.say("risk-scenario", id=visible(name), share=percent(p)) for name, p in odds.scenarios]
    page.line(page.say("risk-scenarios", scenarios=", ".join(named)))
    page.items(_said(one, page) for one in odds.uncertain)
    names = row_names(page, case)
    _chances("risk-reserves", "h-reserve", odds.reserves, names, page)
    _chances("risk-activities", "h-activity", odds.activities, names, page)
    page.heading(page.say("risk-outcomes"))
    page.line(f"{page.say('risk-plan')}: {percent(odds.planned.share)} % ({_between(odds.planned)})")
    if odds.percentiles:
        page.line(page.say("risk-outcomes-key"))
        columns = [Column("", least=10), Column(page.say("h-part"), right=True, whole=True)]
        columns += [Column(page.say(key), right=True, whole=True) for key in ("h-value", "h-low", "h-high")]
        rows = [
            [page.say(_HEADINGS[name]) if not k else "", f"{percent(one.share)} %", *_values(name, one)]
            for name, some in odds.percentiles.items()
            for k, one in enumerate(some)
        ]
        page.table(columns, rows, list)
    page.line("")
    page.line(page.say("risk-error"))
    if case.assumptions:
        about = visible(", ".join(a.about for a in case.assumptions))
        page.line(page.say("assumed-line", about=about))
    return page.render()


def _said(one: Uncertain, page: Page) -> str:
    """How a value is distributed, in words."""
    path = visible(one.path)
    if one.values:
        listed = [
            f"{visible(value)}{f' (×{weight})' if one.weights else ''}"
            for value, weight in zip(one.values, one.weights or one.values, strict=True)
        ]
        said = page.say("risk-values", path=path, values=", ".join(listed))
    elif one.percent:
        low, mode, high = (str(change) for change in one.percent)
        said = page.say("risk-percent", path=path, low=low, mode=mode, high=high)
    elif one.mode is None:
        said = page.say("risk-even", path=path, low=visible(one.low), high=visible(one.high))
    else:
        ends = {"low": visible(one.low), "high": visible(one.high), "mode": visible(one.mode)}
        said = page.say("risk-mode", path=path, **ends)
    return said if one.chance == 1 else page.say("risk-happens", said=said, share=one.chance)


def _chances(heading: str, name: str, chances: Sequence[Chance], names: dict[str, str], page: Page) -> None:
    """What ever came true, the likeliest first, and what never did."""
    page.heading(page.say(heading))
    likely = sorted((one for one in chances if one.count), key=lambda one: -one.count)
    columns = [page.id_column(), page.column(name, least=20)]
    columns += [Column(page.say(key), right=True, whole=True) for key in ("h-chance", "h-between")]
    if likely:
        page.table(
            columns,
            likely,
            lambda one: [visible(one.id), visible(names[one.id]), f"{percent(one.share)} %", _between(one)],
        )
    never = [visible(one.id) for one in chances if not one.count]
    if never:
        page.line(page.say("risk-never", ids=", ".join(never)))


def _between(one: Chance) -> str:
    return f"{percent(one.low)}–{percent(one.high)} %"


def _values(name: str, one: Percentile) -> list[str]:
    """The value and what encloses it."""
    return [
        stage_text("score", each) if name == "score" else money.baht(each)
        for each in (one.value, one.low, one.high)
    ]
