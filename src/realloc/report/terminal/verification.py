"""Whether a plan holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from realloc import money
from realloc.case.records import Case
from realloc.report.layout import visible
from realloc.report.terminal.page import Page
from realloc.report.wording import word

if TYPE_CHECKING:
    from realloc import certificate, verify
    from realloc.changed import Change
    from realloc.report.paper.comparing import Difference

    type AnyProblem = verify.Problem | certificate.Problem | Difference

_AMOUNT = re.compile(r"[0-9]{1,15}\.[0-9]{2}")


FEW = 5  # of what follows from a change that is shown anyway
MANY = 20


def verification_page(
    case: Case,
    problems: Sequence[AnyProblem],
    proven: Sequence[str],
    page: Page,
    changes: Sequence[Change] | None = None,
) -> str:
    """Whether a plan, and its proof, hold against its case, and where they do not.

    `changes` are what has become of the case since, None where it is what the plan was made from.
    """
    if not problems:
        named = {"case": visible(case.name), "scenario": visible(case.scenario.name)}
        page.heading(page.say("verified", **named))
        if "shortfall" in proven:
            page.line(page.say("no-plan-by-certificate"))
        elif proven:
            stages = ", ".join(word("stage", stage, page.lang) for stage in proven)
            page.line(page.say("proven-by-certificate", stages=stages))
        return page.render()
    if changes is None:
        page.heading(page.say("refused-one" if len(problems) == 1 else "refused", n=len(problems)))
        _list(problems, MANY, page)
        return page.render()
    page.heading(page.say("v-changed"))
    _changed(changes, page)
    follows = [problem for problem in problems if problem.code != "fingerprint"]
    if follows:
        page.heading(page.say("v-follows", n=len(follows)))
        _list(follows, FEW, page)
    else:
        page.line(page.say("v-holds-else"))
    page.heading(page.say("v-anew"))
    return page.render()


def _changed(changes: Sequence[Change], page: Page) -> None:
    if not changes:
        page.line(page.say("v-untold"))
        return
    page.heading(page.say("v-changes"))
    shown = [
        page.say("v-change", path=change.path, plan=_value(change.plan, page), case=_value(change.case, page))
        for change in changes[: page.most(MANY)]
    ]
    page.items(map(visible, shown))
    _more(len(changes) - len(shown), page)


def _value(written: str, page: Page) -> str:
    if not written:
        return page.say("v-none")
    return money.baht(money.parse(written)) if _AMOUNT.fullmatch(written) else written


def _list(problems: Sequence[AnyProblem], most: int, page: Page) -> None:
    shown = problems[: page.most(most)]
    page.items(visible(problem.render(page.lang)) for problem in shown)
    _more(len(problems) - len(shown), page)


def _more(left: int, page: Page) -> None:
    if left:
        page.line(page.say("v-more", n=left))
