"""What several pages show in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from realloc import money
from realloc.case.records import Activity, Case, Reserve, Rule
from realloc.report.layout import Column, amount, visible
from realloc.report.terminal.page import Page
from realloc.report.titles import case_title, scenario_title
from realloc.report.wording import long_date, percent


def title(page: Page, case: Case, settings: Sequence[tuple[str, str]] = ()) -> None:
    """What every page starts with: which case, which scenario, which dates."""
    page.heading(visible(case_title(case, page.lang)))
    page.line(scenario_line(page, case))
    if settings:
        laid = ", ".join(f"{path}={value}" for path, value in settings)
        page.line(page.say("settings", settings=visible(laid)))
    calendar = case.calendar
    dates = page.say(
        "dates",
        as_of=long_date(calendar.as_of, page.lang),
        decision=long_date(calendar.decision, page.lang),
        close=long_date(calendar.close, page.lang),
    )
    page.line(dates)
    page.line(page.say("money-unit"))


def scenario_line(page: Page, case: Case) -> str:
    """The scenario in a line of its own."""
    name, title = scenario_name(page, case)
    if not title:
        return page.say("scenario-untitled", name=name)
    return page.say("scenario", name=name, title=title)


def scenario_name(page: Page, case: Case) -> tuple[str, str]:
    """A scenario's name and its title, which may be empty."""
    return visible(case.scenario.name), visible(scenario_title(case, page.lang))


def labelled_amounts(page: Page, figures: Sequence[tuple[str, str, int]]) -> None:
    """Labels and amounts beside each other, and the part of the budget that each amount is."""
    whole = next((value for key, _, value in figures if key == "budget"), 0)
    rows = []
    for key, label, value in figures:
        share = f"{percent(Fraction(value, whole))} %" if whole and key != "budget" else ""
        rows.append([label, money.baht(value), share])
    columns = [Column("", least=20), amount(""), Column("", right=True, whole=True)]
    page.table(columns, rows, list)


def row_names(page: Page, case: Case) -> dict[str, str]:
    """The names of a case's rows by id, as the file has them."""
    rows: tuple[Activity | Reserve, ...] = (*case.activities, *case.reserves)
    return {row.id: page.in_lang(row.name, row.name_en) for row in rows}


def rule_title(page: Page, rule: Rule) -> str:
    """What a rule says, in the page's language where the file has it."""
    return visible(page.in_lang(rule.title, rule.title_en))
