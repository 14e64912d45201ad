"""Whether a plan holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realloc.case.records import Case
from realloc.report.layout import visible
from realloc.report.terminal.page import Page

if TYPE_CHECKING:
    from realloc.verify import Problem


def verification_page(case: Case, problems: Sequence[Problem], page: Page) -> str:
    """Whether a plan holds against its case, and where it does not."""
    if not problems:
        named = {"case": visible(case.name), "scenario": visible(case.scenario.name)}
        page.heading(page.say("verified", **named))
        return page.render()
    page.heading(page.say("refused-one" if len(problems) == 1 else "refused", n=len(problems)))
    page.items(visible(problem.render(page.lang)) for problem in problems)
    return page.render()
