"""What the calls return: each as a plain dict, the one that `--json` prints, and as pandas tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realloc.api.frames import Columns, chosen, columns, frame
from realloc.case import records
from realloc.errors import Lang
from realloc.report.document import (
    check_document,
    plan_document,
    verification_document,
)
from realloc.report.document_study import compare_document
from realloc.report.titles import case_title, in_lang
from realloc.result import Plan as PlanRecord
from realloc.situation import Situation
from realloc.situation.disbursement import Disbursement

if TYPE_CHECKING:
    from pandas import DataFrame

    from realloc import certificate, changed, verify

_ROW = "id name project agency category"

PLAN_TABLES: Mapping[str, Columns] = {
    "transfers": columns(text="from to approval", money="amount", order="from to amount approval"),
    "activities": columns(text=f"{_ROW} feasibility why", money="releasable out before after"),
    "reserves": columns(text=f"{_ROW} why", flag="eligible funded", money="cost amount"),
    "rules": columns(text="id type scope severity", money="used limit", flag="binding holds"),
    "objective": columns(text="stage value bound proof"),
    "totals": columns(money="budget disbursed releasable transferred unplaced"),
}
CHECK_TABLES: Mapping[str, Columns] = {
    "activities": columns(text=f"{_ROW} feasibility why", money="releasable"),
    "reserves": columns(text=f"{_ROW} why", flag="eligible", money="cost"),
    "totals": columns(money="budget disbursed obligated releasable asked"),
}
SCENARIOS = columns(
    text="name title status",
    money="releasable transferred unplaced",
    count="lines",
    order="name title status releasable transferred unplaced lines",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case under one scenario, read and checked.

    `records` holds every value: `records.activities`, `.reserves`, `.rules`, `.calendar` and so on, amounts
    as whole satang. `settings` are the values laid on top, as (path, value).
    """

    records: records.Case
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the case's folder."""
        return self.records.name

    @property
    def scenario(self) -> str:
        """The name of the scenario; `base` is the case as it stands."""
        return self.records.scenario.name

    @property
    def fingerprint(self) -> str:
        """`sha256:` and a hash over every value."""
        return self.records.fingerprint

    def title(self, lang: Lang = "en") -> str:
        """The title, in English where there is one."""
        return case_title(self.records, lang)


@dataclass(frozen=True, slots=True)
class Plan:
    """One scenario's plan, verified. `record` holds it with amounts as whole satang."""

    record: PlanRecord
    case: Case = field(repr=False)

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
        return dict(plan_document(self.record, lang, self.case.records))

    def to_pandas(self, table: str = "transfers", lang: Lang = "en") -> DataFrame:
        """One of `PLAN_TABLES` as a pandas table, amounts in baht as `Decimal`. Raises UsageError."""
        return _table(PLAN_TABLES, table, self.to_dict(lang), self.case, lang)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans of one case side by side."""

    plans: tuple[Plan, ...]

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc compare --json` prints; `realloc schema comparison` describes it."""
        cases = [plan.case.records for plan in self.plans]
        return dict(compare_document([plan.record for plan in self.plans], cases, lang))

    def to_pandas(self, table: str = "scenarios", lang: Lang = "en") -> DataFrame:
        """`scenarios`, a row each, or `reserves`, with what each gets by scenario. Raises UsageError."""
        document = self.to_dict(lang)
        names = [plan.case.scenario for plan in self.plans]
        amounts: Columns = {f"amount.{name}": "money" for name in names}
        kinds = chosen(
            {"scenarios": SCENARIOS, "reserves": {**columns(text=_ROW, money="cost"), **amounts}}, table
        )
        if table == "scenarios":
            return frame([row | row["totals"] for row in document["scenarios"]], kinds)
        named = _names(self.plans[0].case, lang)
        rows = document["reserves"]
        return frame(
            [r | named[r["id"]] | {f"amount.{name}": r["amounts"][name] for name in names} for r in rows],
            kinds,
        )


@dataclass(frozen=True, slots=True)
class Check:
    """What follows from a case before any plan: what is stalled, what can move, who could take it."""

    case: Case
    situation: Situation = field(repr=False)
    disbursement: Disbursement | None = field(repr=False)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc check --json` prints; `realloc schema check` describes it."""
        return dict(check_document(self.case.records, self.situation, self.disbursement, lang))

    def to_pandas(self, table: str = "activities", lang: Lang = "en") -> DataFrame:
        """One of `CHECK_TABLES` as a pandas table, amounts in baht as `Decimal`. Raises UsageError."""
        return _table(CHECK_TABLES, table, self.to_dict(lang), self.case, lang)


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a plan holds against its case, and a certificate proves it.

    `changes` are the values of the case that are no longer as the plan has them, None where the case is what
    the plan was made from.
    """

    case: Case
    problems: Sequence[verify.Problem | certificate.Problem]
    proven: tuple[str, ...] = ()
    changes: Sequence[changed.Change] | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc verify --json` prints; `realloc schema verification` describes it."""
        return dict(verification_document(self.case.records, self.problems, self.proven, lang, self.changes))

    def to_pandas(self, table: str = "problems", lang: Lang = "en") -> DataFrame:
        """`problems`, a row each; none where the plan holds. Raises UsageError."""
        kinds = chosen({"problems": columns(text="code where message")}, table)
        return frame(self.to_dict(lang)["problems"], kinds)


def _table(
    tables: Mapping[str, Columns], table: str, document: Mapping[str, Any], case: Case, lang: Lang
) -> DataFrame:
    kinds = chosen(tables, table)
    if table == "totals":
        return frame([document["totals"]], kinds)
    if "name" not in kinds:
        return frame(document[table], kinds)
    named = _names(case, lang)
    return frame([row | named[row["id"]] for row in document[table]], kinds)


def _names(case: Case, lang: Lang) -> dict[str, dict[str, str]]:
    """What the tables say of each row that the documents do not."""
    rows: tuple[records.Activity | records.Reserve, ...] = (*case.records.activities, *case.records.reserves)
    return {
        row.id: {
            "name": in_lang(row.name, row.name_en, lang),
            "project": row.project,
            "agency": row.agency,
            "category": row.category,
        }
        for row in rows
    }
