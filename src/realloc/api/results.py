"""What planning and checking come to: each a plain dict, the one that `--json` prints, and pandas tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realloc.api.cases import Case, row_names
from realloc.api.frames import ROW, Columns, columns
from realloc.api.result import Form, Result
from realloc.errors import Lang
from realloc.report.document import check_document, plan_document, verification_document
from realloc.result import Plan as PlanRecord
from realloc.situation import Situation
from realloc.situation.disbursement import Disbursement

if TYPE_CHECKING:
    from realloc import changed
    from realloc.choice import Relaxations
    from realloc.report.document import AnyProblem
    from realloc.report.terminal.page import Page

RELAXATIONS = columns(
    text="kind subject found why",
    money="cost transferred",
    ids="rest",
    settings="settings",
    order="kind subject found cost why settings rest transferred",
)
PLAN_TABLES: Mapping[str, Columns] = {
    "transfers": columns(text="from to approval", money="amount", order="from to amount approval"),
    "activities": columns(text=f"{ROW} feasibility why", money="releasable out before after"),
    "reserves": columns(text=f"{ROW} why", flag="eligible funded", money="cost amount"),
    "rules": columns(text="id type scope severity", money="used limit", flag="binding holds"),
    "approvals": columns(text="rule level", money="amount", count="lines"),
    "objective": columns(text="stage value bound proof"),
    "totals": columns(money="budget disbursed releasable transferred unplaced"),
    "relaxations": RELAXATIONS,
}
CHECK_TABLES: Mapping[str, Columns] = {
    "activities": columns(text=f"{ROW} feasibility why", money="releasable"),
    "reserves": columns(text=f"{ROW} why", flag="eligible", money="cost"),
    "disbursement": columns(
        text="kind",
        money="budget spent shortfall",
        number="percent target_percent points_below",
        order="kind budget spent percent target_percent points_below shortfall",
    ),
    "totals": columns(money="budget disbursed obligated releasable asked"),
}
VERIFICATION_TABLES: Mapping[str, Columns] = {
    "problems": columns(text="code where message"),
    "changes": columns(text="path plan case"),
}


@dataclass(frozen=True, slots=True)
class Plan(Result):
    """One scenario's plan, verified. `record` holds it with amounts as whole satang.

    `relaxations` are changes that would give the case a plan, where it has none and they were looked for.
    """

    record: PlanRecord
    case: Case = field(repr=False)
    relaxations: Relaxations | None = field(default=None, repr=False)

    @property
    def status(self) -> str:
        """`optimal`, `feasible` where a limit ended the search, or `infeasible` where there is no plan."""
        return self.record.status

    @property
    def conflict(self) -> tuple[str, ...]:
        """The rules that cannot hold together; empty unless `infeasible`."""
        return self.record.conflict

    @property
    def certificate(self) -> Any:
        """What the proof rests on, ready for JSON; None unless asked for."""
        return self.record.certificate

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc plan --json` prints; `realloc schema plan` describes it."""
        if self.relaxations is None:
            return dict(plan_document(self.record, lang, self.case.records))
        from realloc.report.choices import planned_document  # late: most cases have a plan

        return dict(planned_document(self.record, lang, self.case.records, self.relaxations))

    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, and what is in their columns."""
        return PLAN_TABLES

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        document = self.to_dict(lang)
        if table == "relaxations":
            ways: list[Mapping[str, Any]] = document.get(table, {"ways": []})["ways"]
            return ways
        return rows_of(document, table)

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of activities and reserve projects beside their ids."""
        return row_names(self.case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc plan` prints."""
        from realloc.report.terminal.plan import plan_page

        return plan_page(self.record, self.case.records, page, self.relaxations)

    def forms(self) -> Mapping[str, Form]:
        """A picture of where the money goes."""
        return {suffix: self._flows(suffix) for suffix in (".svg", ".png")}

    def _flows(self, suffix: str) -> Form:
        def draw(lang: Lang) -> bytes:
            from realloc.report.charts.flows import flows_chart  # late: pictures are rarely asked for

            return flows_chart(self.record, self.case.records, lang, suffix)

        return draw


@dataclass(frozen=True, slots=True)
class Check(Result):
    """What follows from a case before any plan: what is stalled, what can move, who could take it."""

    case: Case
    situation: Situation = field(repr=False)
    disbursement: Disbursement | None = field(repr=False)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc check --json` prints; `realloc schema check` describes it."""
        return dict(check_document(self.case.records, self.situation, self.disbursement, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, and what is in their columns."""
        return CHECK_TABLES

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        document = self.to_dict(lang)
        if table == "disbursement":
            progress: list[Mapping[str, Any]] = (document[table] or {"progress": []})["progress"]
            return progress
        return rows_of(document, table)

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of activities and reserve projects beside their ids."""
        return row_names(self.case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc check` prints."""
        from realloc.report.terminal.check import check_page

        return check_page(self.case.records, self.situation, self.disbursement, page)


@dataclass(frozen=True, slots=True)
class Verification(Result):
    """Whether a plan, or a paper, holds against its case, and a certificate proves it.

    `changes` are the values of the case that are no longer as the plan has them, None where the case is what
    the plan was made from.
    """

    case: Case
    problems: Sequence[AnyProblem]
    proven: tuple[str, ...] = ()
    changes: Sequence[changed.Change] | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc verify --json` prints; `realloc schema verification` describes it."""
        return dict(verification_document(self.case.records, self.problems, self.proven, lang, self.changes))

    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, and what is in their columns."""
        return VERIFICATION_TABLES

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        return rows_of(self.to_dict(lang), table)

    def draw(self, page: Page) -> str:
        """What `realloc verify` prints."""
        from realloc.report.terminal.verification import verification_page

        return verification_page(self.case.records, self.problems, self.proven, page, self.changes)


def rows_of(document: Mapping[str, Any], table: str) -> Iterable[Mapping[str, Any]]:
    """A document's list, or its totals, as rows."""
    rows: Iterable[Mapping[str, Any]] = [document[table]] if table == "totals" else document[table]
    return rows
