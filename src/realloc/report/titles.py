"""What a case and its scenario are called in each language."""

from __future__ import annotations

from realloc.case.overlay import BASE
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.wording import text


def in_lang(thai: str, english: str, lang: Lang) -> str:
    """The English text in English, where there is one; else the other."""
    return english if lang == "en" and english else thai


def case_title(case: Case, lang: Lang) -> str:
    """The case's title."""
    return in_lang(case.title, case.title_en, lang)


def scenario_title(case: Case, lang: Lang) -> str:
    """The title of the case's scenario, "" where a scenario has none; the case as it stands says so."""
    title = in_lang(case.scenario.title, case.scenario.title_en, lang)
    return text("as-it-stands", lang) if not title and case.scenario.name == BASE else title
