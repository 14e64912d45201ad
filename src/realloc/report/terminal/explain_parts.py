"""What the pages of explanations show in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from realloc import money
from realloc.case.records import Case
from realloc.explanation import (
    ActivityExplanation,
    Effort,
    Figure,
    Instead,
    Remedy,
    ReserveExplanation,
    Setting,
    Shift,
)
from realloc.report.layout import TIE, visible, wrap
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names, title
from realloc.report.wording import say, stage_text, word
from realloc.result import Reason

_ID_AND_AMOUNT = re.compile(r".* [\d,]+\.\d\d")


def head(
    page: Page,
    found: ActivityExplanation | ReserveExplanation,
    case: Case,
    settings: Sequence[Setting],
    answers: Mapping[str, str],
) -> None:
    """What is asked about, and the answer in words."""
    title(page, case, settings)
    name = visible(row_names(page, case)[found.id])
    page.heading(page.say(answers[found.answer], id=visible(found.id), name=name))
    sentences(page, found.sentences)


def sentences(page: Page, reasons: Iterable[Reason]) -> None:
    """The answer, a sentence a paragraph."""
    for reason in reasons:
        for line in wrap(_said(page, reason), page.width):
            page.line(line)


def _said(page: Page, reason: Reason) -> str:
    """A sentence in which no line parts an id from its amount."""
    said = say(reason, page.lang)
    for value in reason.values.values():
        for item in value if isinstance(value, tuple | list) else ():
            if isinstance(item, str) and _ID_AND_AMOUNT.fullmatch(item):
                id_, _, amount = item.rpartition(" ")
                said = said.replace(item, f"{id_}{TIE}{amount}")
    return visible(said)


def beside(page: Page, instead: Instead | None, case: Case, heading: str) -> None:
    """What the other plan comes to, stage by stage, and the rows that differ."""
    if instead is None or not instead.exists:
        return
    page.heading(page.say(heading))
    figures = [page.amount("h-now"), page.amount("h-then"), page.amount("h-change")]
    page.table([page.column("h-stage", least=20), *figures], instead.stages, lambda pair: _stage(page, *pair))
    names = row_names(page, case)
    for label, shifts in (("h-reserve", instead.reserves), ("h-activity", instead.activities)):
        if shifts:
            page.line("")
            page.table(
                [page.id_column(), page.column(label, least=20), *figures],
                shifts,
                lambda shift: _shift(names, shift),
            )


def remedies(page: Page, found: Sequence[Remedy]) -> None:
    """What would make it a yes, each with the settings that show it; then what would not."""
    turning = [remedy for remedy in found if remedy.found in ("least", "enough")]
    if turning:
        page.heading(page.say("what-helps"))
        _changes(page, turning)
    for kind, label in (("none", "what-helps-not"), ("open", "what-helps-open")):
        rest = [remedy for remedy in found if remedy.found == kind]
        if rest:
            page.heading(page.say(label))
            page.items(_rest(page, rest))


def losses(page: Page, found: Sequence[Remedy], heading: str) -> None:
    """What would take the money away, or that nothing of its kind would."""
    if not found:
        return
    page.heading(page.say(heading))
    turning = [remedy for remedy in found if remedy.found in ("least", "enough")]
    if turning:
        _changes(page, turning)
    page.items(_said(page, remedy.why) for remedy in found if remedy not in turning)


def _changes(page: Page, turning: Sequence[Remedy]) -> None:
    columns = [page.column("h-needed", least=40)]
    columns += [page.column("h-setting", least=30)] if page.wide else []
    page.table(columns, turning, lambda remedy: _remedy(page, remedy))


def effort(page: Page, spent: Effort) -> None:
    """How the answer was found, and what was left open."""
    page.line("")
    page.line(page.say("effort", n=spent.replans))
    if spent.unproven:
        page.line(page.say("effort-unproven", n=spent.unproven))
    if spent.ended:
        page.line(page.say("effort-ended", n=spent.replans))


def as_options(settings: Sequence[Setting]) -> str:
    """Settings as they are typed."""
    return " ".join(f"--set {path}={value}" for path, value in settings)


def _stage(page: Page, now: Figure, then: Figure) -> list[str]:
    cells = [stage_text(figure.stage, figure.value) for figure in (now, then)]
    return [word("stage", now.stage, page.lang), *cells, difference(now, then)]


def difference(now: Figure, then: Figure) -> str:
    """By how much the second figure is more than the first, with its sign."""
    if not isinstance(now.value, int) or not isinstance(then.value, int):
        return "" if now == then else "≠"
    change = then.value - now.value
    return f"{_sign(change)}{stage_text(now.stage, abs(change))}"


def _shift(names: dict[str, str], shift: Shift) -> list[str]:
    change = shift.then - shift.now
    figures = [money.baht(shift.now), money.baht(shift.then), f"{_sign(change)}{money.baht(abs(change))}"]
    return [visible(shift.id), visible(names[shift.id]), *figures]


def _sign(change: int) -> str:
    return "−" if change < 0 else "+" if change else ""


def _remedy(page: Page, remedy: Remedy) -> list[str]:
    said, options = _said(page, remedy.why), visible(as_options(remedy.settings))
    return [said, options] if page.wide else [f"{said}\n{options}"]


def _rest(page: Page, found: Sequence[Remedy]) -> Iterable[str]:
    """Each in a line, the rules in one together."""
    for kind, group in groupby(found, key=lambda remedy: remedy.kind):
        several = list(group)
        if kind == "rule" and len(several) > 1 and several[0].found == "none":
            yield visible(page.say("rules-none", rules=", ".join(remedy.subject for remedy in several)))
        else:
            yield from (_said(page, remedy.why) for remedy in several)
