"""Why an activity gives what it gives."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.explanation import ActivityExplanation, CapSpan, Destination, Setting
from realloc.report.layout import visible
from realloc.report.terminal import explain_parts as parts
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names
from realloc.report.wording import short_date, stage_text, word

_ANSWERS = {
    "gives": "activity-answer-gives",
    "unused": "activity-answer-unused",
    "nothing": "activity-answer-nothing",
    "no-plan": "activity-answer-no-plan",
}


def explain_activity_page(
    found: ActivityExplanation, case: Case, settings: Sequence[Setting], page: Page
) -> str:
    """The answer in words, the caps behind its flag, where its money goes and what would keep it."""
    parts.head(page, found, case, settings, _ANSWERS)
    _caps(page, found.caps)
    _destinations(page, found.destinations, case)
    parts.beside(page, found.instead, case, "instead-kept")
    parts.losses(page, found.remedies, "what-keeps")
    parts.effort(page, found.effort)
    return page.render()


def _caps(page: Page, caps: Sequence[CapSpan]) -> None:
    if not caps:
        return
    page.heading(page.say("cap-days"))
    columns = [
        page.column("h-first"),
        page.column("h-last"),
        page.amount("h-cap"),
        page.column("h-fits", least=10),
    ]

    def row(span: CapSpan) -> list[str]:
        cap = page.say("cap-none") if span.cap is None else f"{span.cap:,}"
        fits = "fits" if span.fits else "fits-smaller" if span.fits_smaller else "fits-not"
        return [*(short_date(day, page.lang) for day in (span.first, span.last)), cap, page.say(fits)]

    page.table(columns, caps, row)


def _destinations(page: Page, destinations: Sequence[Destination], case: Case) -> None:
    if not destinations:
        return
    names = row_names(page, case)
    page.heading(page.say("destinations"))
    columns = [page.id_column(), page.column("h-reserve", least=20), page.amount("h-amount")]
    columns += [page.column("h-if-not", least=20)]

    def row(destination: Destination) -> list[str]:
        target = destination.target
        amount = money.baht(destination.amount)
        return [visible(target), visible(names[target]), amount, _if_not(page, destination)]

    page.table(columns, destinations, row)


def _if_not(page: Page, destination: Destination) -> str:
    """What becomes of the plan where this pair may move nothing."""
    instead = destination.instead
    if instead is None:
        return page.say("what-helps-open")
    if not instead.exists:
        return page.say("dest-rules")
    if not instead.first:
        return page.say("dest-as-good")
    now, then = next(pair for pair in instead.stages if pair[0].stage == instead.first)
    figures = {"now": stage_text(now.stage, now.value), "then": stage_text(then.stage, then.value)}
    return page.say("dest-worse", stage=word("stage", instead.first, page.lang), **figures)
