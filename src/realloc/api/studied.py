"""What comes of many what-ifs: grids, decisions before the future is known, and odds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realloc import ahead, money, whatif
from realloc.api.cases import Case, row_names
from realloc.api.frames import ROW, Columns, columns
from realloc.api.result import Form, Result
from realloc.api.results import Plan, rows_of
from realloc.errors import Lang
from realloc.report import rows as form
from realloc.whatif import Axis, Row
from realloc.writing import write_file

if TYPE_CHECKING:
    from realloc.report.terminal.page import Page

type Chart = Literal["curve", "map", "frontier", "frontier-lines"]

CHANCES = columns(text=ROW, count="count", number="chance low high", order=f"{ROW} count chance low high")
PERCENTILES = columns(text="name", number="share value low high")
HEDGE_SCENARIOS = columns(
    text="name title probability status",
    money="transferred unplaced",
    ids="funded too_late_then",
)
THRESHOLDS = columns(
    text="path before after status.before status.after",
    ids="gained lost",
    money="moved.before moved.after",
    order="path before after gained lost moved.before moved.after status.before status.after",
)


@dataclass(frozen=True, slots=True)
class Sweep(Result):
    """A grid of what-ifs, a row each, or where along a range the plan changes."""

    record: whatif.Study
    case: Case = field(repr=False)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc sweep --json` prints."""
        from realloc.report.document_study import sweep_document

        return dict(sweep_document(self.record, self.case.records, self.case.settings, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """`rows`, one for each what-if, and `thresholds`, one for each change of plan."""
        return {"rows": _row_columns(self.record.axes), "thresholds": THRESHOLDS}

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "rows":
            return _row_cells(self.record.rows, self.record.axes)
        changes = [(found.axis, change) for found in self.record.thresholds for change in found.changes]
        return [_change(axis.path, change) for axis, change in changes]

    def draw(self, page: Page) -> str:
        """What `realloc sweep` prints."""
        from realloc.report.terminal.sweep import sweep_page

        return sweep_page(self.record, self.case.records, self.case.settings, page)

    def save(self, file: str | os.PathLike[str], lang: Lang = "en", *, chart: Chart | None = None) -> Path:
        """Write what `realloc sweep -o FILE` writes, by the suffix; `chart` is what a picture shows."""
        path = Path(file)
        suffix = path.suffix.lower()
        picture = suffix in (".svg", ".png")
        write_file(path, self.picture(suffix, lang, chart) if picture else self.content(suffix, lang))
        return path

    def forms(self) -> Mapping[str, Form]:
        """A picture, and the rows as CSV and as Parquet."""
        return {
            ".svg": lambda lang: self.picture(".svg", lang),
            ".png": lambda lang: self.picture(".png", lang),
            **_row_forms(self.record.rows, self.record.axes),
        }

    def picture(self, suffix: str, lang: Lang = "en", chart: str | None = None) -> bytes:
        """A picture as a file of this suffix holds it. Raises UsageError where it cannot be drawn."""
        from realloc.report.charts.studies import sweep_chart  # late: pictures are rarely asked for

        return sweep_chart(self.record, self.case.records, lang, suffix, chart)


@dataclass(frozen=True, slots=True)
class Hedge(Result):
    """What to decide today when several scenarios may come true, and what follows in each.

    `plans` has all that is decided by the end, a plan for each scenario, and `today` today's part of each.
    """

    record: ahead.Hedge
    cases: tuple[Case, ...] = field(repr=False)
    today: tuple[Plan, ...] = field(repr=False)
    plans: tuple[Plan, ...] = field(repr=False)

    @property
    def proven(self) -> bool:
        """Whether exact arithmetic shows that no other decision is better in what was asked for."""
        return self.record.proven

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc hedge --json` prints."""
        from realloc.report.document_hedge import hedge_document

        cases = [case.records for case in self.cases]
        return dict(hedge_document(self.record, cases, self.cases[0].settings, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """`transfers` of today, `ways` of deciding, and `scenarios`."""
        values = " ".join(f"value.{case.scenario}" for case in self.cases)
        numbers = f"expected greatest_regret worst_outcomes {values}"
        return {
            "transfers": columns(text="from to", money="amount"),
            "ways": columns(text="kind scenario", money="today", number=numbers),
            "scenarios": HEDGE_SCENARIOS,
        }

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        document = self.to_dict(lang)
        if table == "ways":
            return [
                way | {f"value.{name}": value for name, value in way["values"].items()}
                for way in document["ways"]
            ]
        return map(_ended, document["scenarios"]) if table == "scenarios" else rows_of(document, table)

    def draw(self, page: Page) -> str:
        """What `realloc hedge` prints."""
        from realloc.report.terminal.hedge import hedge_page

        cases = [case.records for case in self.cases]
        return hedge_page(self.record, cases, self.cases[0].settings, page)


@dataclass(frozen=True, slots=True)
class Risk(Result):
    """What became of many draws of what is not known; `case` is one of the scenarios drawn."""

    record: ahead.Odds
    case: Case = field(repr=False)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc risk --json` prints."""
        from realloc.report.document_risk import risk_document

        return dict(risk_document(self.record, self.case.records, self.case.settings, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """`reserves` and `activities` with their chances, `percentiles`, and `rows`, one for each draw."""
        return {
            "reserves": CHANCES,
            "activities": CHANCES,
            "percentiles": PERCENTILES,
            "rows": _row_columns(self._axes),
        }

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "rows":
            return _row_cells(self.record.rows, self._axes)
        document = self.to_dict(lang)
        if table == "percentiles":
            named = document["percentiles"].items()
            return [{"name": name, **one} for name, some in named for one in some]
        return rows_of(document, table)

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of activities and reserve projects beside their ids."""
        return row_names(self.case.records, lang)

    def draw(self, page: Page) -> str:
        """What `realloc risk` prints."""
        from realloc.report.terminal.risk import risk_page

        return risk_page(self.record, self.case.records, self.case.settings, page)

    def forms(self) -> Mapping[str, Form]:
        """Every draw as a row, as CSV and as Parquet."""
        return _row_forms(self.record.rows, self._axes)

    @property
    def _axes(self) -> tuple[Axis, ...]:
        from realloc.study.risk import axes

        return axes(self.record.uncertain)


def _row_columns(axes: Sequence[Axis]) -> Columns:
    """The columns of rows: the point, what it lays on top, and what came of it."""
    kinds: dict[str, Any] = {
        "row": "count",
        **dict.fromkeys(form.AMOUNTS, "money"),
        "score": "number",
        "lines": "whole",
        "funded": "ids",
    }
    return {name: kinds.get(name, "text") for name in form.header(axes)}


def _row_cells(rows: Iterable[Row], axes: Sequence[Axis]) -> Iterator[dict[str, Any]]:
    for row in form.documents(list(rows), axes):
        yield row["settings"] | row


def _row_forms(rows: Sequence[Row], axes: Sequence[Axis]) -> Mapping[str, Form]:
    return {
        ".csv": lambda lang: form.file_bytes(rows, axes, ".csv"),
        ".parquet": lambda lang: form.file_bytes(rows, axes, ".parquet"),
    }


def _change(path: str, change: whatif.Change) -> dict[str, Any]:
    before, after = change.before, change.after
    moved = [None if row.moved is None else money.decimal(row.moved) for row in (before, after)]
    return {
        "path": path,
        "before": before.values[0],
        "after": after.values[0],
        "gained": [id_ for id_ in after.funded if id_ not in before.funded],
        "lost": [id_ for id_ in before.funded if id_ not in after.funded],
        "moved.before": moved[0],
        "moved.after": moved[1],
        "status.before": before.status,
        "status.after": after.status,
    }


def _ended(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """A scenario of a hedge with what its plan comes to."""
    plan = scenario["plan"]
    funded = [row["id"] for row in plan["reserves"] if row["funded"]]
    return {**scenario, **plan["totals"], "status": plan["status"], "funded": funded}
