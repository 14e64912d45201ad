"""Why a plan is as it is, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realloc import choice
from realloc.api.cases import Case, row_names
from realloc.api.frames import ROW, Columns, columns
from realloc.api.result import Result
from realloc.api.results import RELAXATIONS, rows_of
from realloc.errors import Lang
from realloc.explanation import ActivityExplanation, ReserveExplanation, RulesExplanation

if TYPE_CHECKING:
    from realloc.report.terminal.page import Page

_SENTENCES: Mapping[str, Columns] = {"sentences": columns(text="code text")}
_ASKED: Mapping[str, Columns] = {
    "changes": columns(text="kind subject found text", settings="settings not_enough"),
    **_SENTENCES,
}
_INSTEAD: Mapping[str, Columns] = {
    "objective": columns(text="stage now then"),
    "reserves": columns(text=ROW, money="now then"),
    "activities": columns(text=ROW, money="now then"),
}
RESERVE_TABLES: Mapping[str, Columns] = {
    **_ASKED,
    "transfers": columns(text="from", money="amount"),
    "closed": columns(text=ROW, money="releasable", ids="rules"),
    **_INSTEAD,
}
ACTIVITY_TABLES: Mapping[str, Columns] = {
    **_ASKED,
    "transfers": columns(text="to", money="amount"),
    "caps": columns(
        text="from to", whole="cap", flag="fits fits_smaller", order="from to cap fits fits_smaller"
    ),
    **_INSTEAD,
}
RULE_TABLES: Mapping[str, Columns] = {
    "rules": columns(text="id type title cite source role text"),
    "uses": columns(
        text="id scope severity",
        money="used limit left",
        flag="binding holds",
        order="id scope used limit left binding holds severity",
    ),
    **_SENTENCES,
    "relaxations": RELAXATIONS,
}
DIFFERENCE_TABLES: Mapping[str, Columns] = {
    "reserves": columns(text="id", money="first second"),
    "activities": columns(text="id", money="first second"),
    "transfers": columns(text="from to", money="first second"),
    "objective": columns(text="stage first second"),
    "totals": columns(text="name", money="first second"),
    "causes": columns(
        text="path first second verdict", count="cause", order="cause path first second verdict"
    ),
}


@dataclass(frozen=True, slots=True)
class Explanation(Result):
    """Why a reserve project or an activity is as it is in the plan, or what each rule does to it.

    `record` is a `ReserveExplanation`, an `ActivityExplanation` or a `RulesExplanation`. `relaxations` are
    there where rules leave no plan to explain them by.
    """

    record: ReserveExplanation | ActivityExplanation | RulesExplanation
    case: Case = field(repr=False)
    relaxations: choice.Relaxations | None = field(default=None, repr=False)

    @property
    def answer(self) -> str:
        """The answer in a word, such as `funded`, `better-uses` or `gives`; "" for rules."""
        return "" if isinstance(self.record, RulesExplanation) else self.record.answer

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc explain --json` prints."""
        from realloc.report import explanation

        case, settings = self.case.records, self.case.settings
        if isinstance(self.record, ReserveExplanation):
            return dict(explanation.reserve_document(self.record, case, settings, lang))
        if isinstance(self.record, ActivityExplanation):
            return dict(explanation.activity_document(self.record, case, settings, lang))
        return dict(explanation.rules_document(self.record, case, settings, lang, self.relaxations))

    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, and what is in their columns."""
        if isinstance(self.record, ReserveExplanation):
            return RESERVE_TABLES
        return ACTIVITY_TABLES if isinstance(self.record, ActivityExplanation) else RULE_TABLES

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        document = self.to_dict(lang)
        rows: Iterable[Mapping[str, Any]]
        if table == "uses":
            rows = [use for rule in document["rules"] for use in rule["uses"]]
        elif table == "relaxations":
            rows = document.get(table, {"ways": ()})["ways"]
        elif table in _INSTEAD:
            rows = (document["instead"] or {}).get("stages" if table == "objective" else table, ())
        else:
            rows = document[table]
        return rows

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of activities and reserve projects beside their ids."""
        return row_names(self.case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc explain` prints."""
        case, settings = self.case.records, self.case.settings
        if isinstance(self.record, ReserveExplanation):
            from realloc.report.terminal.explain_reserve import explain_reserve_page

            return explain_reserve_page(self.record, case, settings, page)
        if isinstance(self.record, ActivityExplanation):
            from realloc.report.terminal.explain_activity import explain_activity_page

            return explain_activity_page(self.record, case, settings, page)
        from realloc.report.terminal.explain_rules import explain_rules_page

        return explain_rules_page(self.record, case, settings, page, self.relaxations)


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """What changed between two plans, and which differences of their inputs made it.

    `cases` are those of the two plans; None where one was neither given nor found.
    """

    record: choice.Difference
    cases: tuple[Case | None, Case | None] = field(repr=False)

    @property
    def same(self) -> bool:
        """Whether nothing moved."""
        return self.record.same

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc diff --json` prints."""
        from realloc.report.choices import difference_document

        return dict(difference_document(self.record, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, each with only what is not the same in both, and what is in their columns."""
        return DIFFERENCE_TABLES

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        document = self.to_dict(lang)
        if table == "totals":
            return [{"name": name, **both} for name, both in document["totals"].items()]
        if table == "causes":
            changes = (document["causes"] or {"changes": ()})["changes"]
            return [
                {"cause": number, "verdict": change["verdict"], **cell}
                for number, change in enumerate(changes, 1)
                for cell in change["cells"]
            ]
        return rows_of(document, table)

    def draw(self, page: Page) -> str:
        """What `realloc diff` prints."""
        from realloc.report.terminal.difference import difference_page

        return difference_page(
            self.record, [None if case is None else case.records for case in self.cases], page
        )
