"""Plans beside each other: of several scenarios, alternatives to one plan, and trade-offs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from realloc import choice
from realloc.api.cases import row_names
from realloc.api.frames import ROW, Columns, columns
from realloc.api.result import Form, Result
from realloc.api.results import Plan
from realloc.errors import Lang

if TYPE_CHECKING:
    from realloc.report.terminal.page import Page
    from realloc.whatif import Regret

SCENARIOS = columns(
    text="name title status",
    money="releasable transferred unplaced",
    count="lines",
    ids="funded",
    order="name title status releasable transferred unplaced lines funded",
)
REGRET = columns(
    text="decided true stage value status",
    number="regret",
    money="kept lost",
    ids="funded",
    order="decided true stage value regret kept lost funded status",
)
ALTERNATIVES = columns(
    text="name status stage value",
    whole="distance most",
    money="transferred unplaced",
    count="lines",
    ids="funded",
    order="name status distance most stage value transferred unplaced lines funded",
)


@dataclass(frozen=True, slots=True)
class Comparison(Result):
    """Plans of one case side by side.

    With a `baseline`, the first plan is what the others are held against. `regrets` are there where they were
    asked for: what it costs to have decided on one scenario's plan when another comes true.
    """

    plans: tuple[Plan, ...]
    baseline: str | None = None
    regrets: tuple[Regret, ...] | None = field(default=None, repr=False)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc compare --json` prints; `realloc schema comparison` describes it."""
        from realloc.report.document_study import compare_document  # late: one plan alone needs none

        based = self.baseline is not None
        return dict(compare_document(*self._parts, lang, baseline=based, regrets=self.regrets))

    def _columns(self) -> Mapping[str, Columns]:
        """`scenarios`, `reserves` with what each gets by scenario, and `regret`."""
        return {"scenarios": SCENARIOS, "reserves": _reserves(self._scenarios), "regret": REGRET}

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "reserves":
            return _amounts(self.plans, self._scenarios)
        document = self.to_dict(lang)
        if table == "scenarios":
            return [row | row["totals"] for row in document["scenarios"]]
        regrets: list[Mapping[str, Any]] = document.get("regret", [])
        return regrets

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of reserve projects beside their ids."""
        return row_names(self.plans[0].case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc compare` prints."""
        from realloc.report.terminal.compare import compare_page

        return compare_page(*self._parts, page, baseline=self.baseline is not None, regrets=self.regrets)

    def forms(self) -> Mapping[str, Form]:
        """A picture, a row a scenario as CSV, and a workbook."""
        return {
            ".svg": lambda lang: self._chart(".svg", lang),
            ".png": lambda lang: self._chart(".png", lang),
            ".csv": self._csv,
            ".xlsx": self._workbook,
        }

    @property
    def _scenarios(self) -> list[str]:
        return [plan.case.scenario for plan in self.plans]

    @property
    def _parts(self) -> tuple[list[Any], list[Any]]:
        return [plan.record for plan in self.plans], [plan.case.records for plan in self.plans]

    def _chart(self, suffix: str, lang: Lang) -> bytes:
        from realloc.report.charts.studies import comparison_chart  # late: pictures are rarely asked for

        return comparison_chart(*self._parts, lang, suffix)

    def _csv(self, lang: Lang) -> bytes:
        from realloc.report.comparison_tables import comparison_csv

        return comparison_csv(*self._parts, lang, self.regrets or ())

    def _workbook(self, lang: Lang) -> bytes:
        from realloc.report.comparison_tables import comparison_workbook  # late: openpyxl

        return comparison_workbook(*self._parts, lang, self.regrets or ())


@dataclass(frozen=True, slots=True)
class Alternatives(Result):
    """The best plan and others as good, or nearly, each as different as possible from those before it."""

    record: choice.Alternatives
    plans: tuple[Plan, ...] = field(repr=False)

    @property
    def by_name(self) -> dict[str, Plan]:
        """The plans by what they are called: `best`, `alternative-1` and so on."""
        from realloc.report.choices import alternative_names

        return dict(zip(alternative_names(self.record), self.plans, strict=True))

    @property
    def complete(self) -> bool:
        """Whether no other plan within the distance funds other reserve projects than those here."""
        return self.record.complete

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc plan --alternatives --json` prints."""
        from realloc.report.choices import alternatives_document

        return dict(alternatives_document(self.record, lang, self.plans[0].case.records))

    def _columns(self) -> Mapping[str, Columns]:
        """`plans`, and `reserves` with what each gets by plan."""
        return {"plans": ALTERNATIVES, "reserves": _reserves(self.by_name)}

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "reserves":
            return _amounts(self.plans, self.by_name)
        return [row | _in_short(row["plan"]) for row in self.to_dict(lang)["plans"]]

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of reserve projects beside their ids."""
        return row_names(self.plans[0].case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc plan --alternatives` prints."""
        from realloc.report.terminal.alternatives import alternatives_page

        return alternatives_page(self.record, self.plans[0].case.records, page)


@dataclass(frozen=True, slots=True)
class Frontier(Result):
    """The trade-off between two stages: points from the best in the first to the best in the second.

    `best` is the case's plan; `plans` has one for each point.
    """

    record: choice.Frontier
    best: Plan = field(repr=False)
    plans: tuple[Plan, ...] = field(repr=False)

    @property
    def by_name(self) -> dict[str, Plan]:
        """The plans by what their points are called: `point-01` and so on."""
        from realloc.report.choices import point_names

        return dict(zip(point_names(self.record), self.plans, strict=True))

    @property
    def complete(self) -> bool:
        """Whether there are no points but these."""
        return self.record.complete

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc plan --frontier --json` prints."""
        from realloc.report.choices import frontier_document

        return dict(frontier_document(self.record, lang, self.best.case.records))

    def _columns(self) -> Mapping[str, Columns]:
        """`points`, and `reserves` with what each gets by point."""
        return {"points": self._points, "reserves": _reserves(self.by_name)}

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "reserves":
            return _amounts(self.plans, self.by_name)
        rows = []
        for point in self.to_dict(lang)["points"]:
            values = {f"value.{stage}": value for stage, value in point["values"].items()}
            bounds = {f"bound.{stage}": value for stage, value in point["bounds"].items()}
            rows.append(point | values | bounds | _in_short(point["plan"]))
        return rows

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of reserve projects beside their ids."""
        return row_names(self.best.case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc plan --frontier` prints."""
        from realloc.report.terminal.frontier import frontier_page

        return frontier_page(self.record, self.best.record, self.best.case.records, page)

    @property
    def _points(self) -> Columns:
        values = " ".join(f"{what}.{stage}" for what in ("value", "bound") for stage in self.record.stages)
        return columns(
            text="name proof",
            number=values,
            flag="exact gap_after",
            money="transferred unplaced",
            count="lines",
            ids="funded",
            order=f"name {values} exact proof gap_after transferred unplaced lines funded",
        )


def _in_short(plan: Mapping[str, Any]) -> dict[str, Any]:
    """What tables say of a whole plan."""
    first = plan["objective"][0]
    return plan["totals"] | {
        "status": plan["status"],
        "stage": first["stage"],
        "value": first["value"],
        "lines": len(plan["transfers"]),
        "funded": [row["id"] for row in plan["reserves"] if row["funded"]],
    }


def _reserves(names: Iterable[str]) -> Columns:
    return {**columns(text=ROW, money="cost"), **{f"amount.{name}": "money" for name in names}}


def _amounts(plans: Sequence[Plan], names: Iterable[str]) -> list[dict[str, Any]]:
    """What each reserve project gets in each plan."""
    by_name = list(zip(names, (plan.to_dict()["reserves"] for plan in plans), strict=True))
    return [
        {"id": row["id"], "cost": row["cost"]}
        | {f"amount.{name}": reserves[j]["amount"] for name, reserves in by_name}
        for j, row in enumerate(by_name[0][1])
    ]
