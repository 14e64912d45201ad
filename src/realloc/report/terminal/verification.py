"""Whether a plan holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realloc.case.records import Case
from realloc.report.layout import visible
from realloc.report.terminal.page import Page
from realloc.report.wording import word

if TYPE_CHECKING:
    from realloc import certificate, verify
    from realloc.report.paper.comparing import Difference

    type AnyProblem = verify.Problem | certificate.Problem | Difference


def verification_page(case: Case, problems: Sequence[AnyProblem], proven: Sequence[str], page: Page) -> str:
    """Whether a plan, and its proof, hold against its case, and where they do not."""
    if not problems:
        named = {"case": visible(case.name), "scenario": visible(case.scenario.name)}
        page.heading(page.say("verified", **named))
        if "shortfall" in proven:
            page.line(page.say("no-plan-by-certificate"))
        elif proven:
            stages = ", ".join(word("stage", stage, page.lang) for stage in proven)
            page.line(page.say("proven-by-certificate", stages=stages))
        return page.render()
    page.heading(page.say("refused-one" if len(problems) == 1 else "refused", n=len(problems)))
    page.items(visible(problem.render(page.lang)) for problem in problems)
    return page.render()
