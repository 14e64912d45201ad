"""Why a plan is as it is, and what changed between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realloc import choice
from realloc.api.cases import Case, row_names
from realloc.api.frames import ROW, Columns, chosen, columns, frame
from realloc.api.result import Result
from realloc.api.results import RELAXATIONS
from realloc.errors import Lang
from realloc.explanation import ActivityExplanation, ReserveExplanation, RulesExplanation

if TYPE_CHECKING:
    from pandas import DataFrame

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
    "caps": columns(text="from to", whole="cap", flag="fits fits_smaller"),
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

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of this explanation."""
        return tuple(self._tables)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc explain --json` prints."""
        from realloc.report import choices, explanation

        case, settings = self.case.records, self.case.settings
        if isinstance(self.record, ReserveExplanation):
            return dict(explanation.reserve_document(self.record, case, settings, lang))
        if isinstance(self.record, ActivityExplanation):
            return dict(explanation.activity_document(self.record, case, settings, lang))
        document = dict(explanation.rules_document(self.record, case, settings, lang))
        if self.relaxations is not None:
            document["relaxations"] = choices.relaxations_document(self.relaxations, lang)
        return document

    def to_pandas(self, table: str | None = None, lang: Lang = "en") -> DataFrame:
        """One of `tables`, the first unless another is named. Raises UsageError."""
        table = self.tables[0] if table is None else table
        kinds, document = chosen(self._tables, table), self.to_dict(lang)
        if table == "uses":
            return frame([use for rule in document["rules"] for use in rule["uses"]], kinds)
        if table == "relaxations":
            return frame(document.get(table, {"ways": []})["ways"], kinds)
        rows = document.get(table, ())
        if table in _INSTEAD:
            rows = (document["instead"] or {}).get("stages" if table == "objective" else table, ())
        return frame(rows, kinds, row_names(self.case.records, lang) if "name" in kinds else None)

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

    @property
    def _tables(self) -> Mapping[str, Columns]:
        if isinstance(self.record, ReserveExplanation):
            return RESERVE_TABLES
        return ACTIVITY_TABLES if isinstance(self.record, ActivityExplanation) else RULE_TABLES


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

    def to_pandas(self, table: str = "reserves", lang: Lang = "en") -> DataFrame:
        """One of `DIFFERENCE_TABLES`: only what is not the same in both. Raises UsageError."""
        kinds, document = chosen(DIFFERENCE_TABLES, table), self.to_dict(lang)
        if table == "totals":
            return frame([{"name": name, **both} for name, both in document["totals"].items()], kinds)
        if table == "causes":
            changes = (document["causes"] or {"changes": ()})["changes"]
            return frame(
                [
                    {"cause": number, "verdict": change["verdict"], **cell}
                    for number, change in enumerate(changes, 1)
                    for cell in change["cells"]
                ],
                kinds,
            )
        return frame(document[table], kinds)

    def draw(self, page: Page) -> str:
        """What `realloc diff` prints."""
        from realloc.report.terminal.difference import difference_page

        return difference_page(
            self.record, [None if case is None else case.records for case in self.cases], page
        )
