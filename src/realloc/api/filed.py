"""What was written for others: papers, and reports brought into a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc.api.frames import Columns, columns
from realloc.api.result import Result
from realloc.api.results import Plan, rows_of
from realloc.case.load import Raw
from realloc.errors import Lang
from realloc.intake.difference import Difference
from realloc.intake.mapping import Mapping as Map
from realloc.intake.rows import Report

if TYPE_CHECKING:
    from realloc.report.terminal.page import Page

IMPORT_TABLES: Mapping[str, Columns] = {
    "changed": columns(text="id column before after"),
    "missing": columns(text="id name"),
    "skipped": columns(text="why text", count="row", order="row why text"),
    "sums": columns(text="column", money="imported stated"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan printed as the committee's paper: `files` are what was written.

    `fingerprint` is the plan's, as the papers have it.
    """

    plan: Plan
    fingerprint: str
    files: tuple[Path, ...]

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc propose --json` prints."""
        from realloc.report.document import paper_document

        plan, case = self.plan.record, self.plan.case.records
        return dict(paper_document(plan, case, self.fingerprint, lang, [str(file) for file in self.files]))


@dataclass(frozen=True, slots=True)
class Import(Result):
    """What a report does to a case's activities: what is new, what changes, what the report does not have.

    `files` are those of the case as they were, None where there is none yet. `written` is the file or the
    folder that was written; None where nothing was.
    """

    report: Report = field(repr=False)
    mapping: Map = field(repr=False)
    record: Difference = field(repr=False)
    folder: Path
    files: Raw | None = field(repr=False, compare=False)
    written: Path | None = None

    @property
    def has_activities(self) -> bool:
        """Whether the case has activities already, so that writing changes what somebody wrote."""
        return self.files is not None and "activities" in self.files.tables

    @property
    def any(self) -> bool:
        """Whether the report says anything that the case does not."""
        return self.record.any

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that `realloc import --json` prints; `realloc schema import` describes it."""
        from realloc.report.intake import import_document

        return dict(import_document(self.report, self.mapping, self.record, lang))

    def _columns(self) -> Mapping[str, Columns]:
        """`changed` cells, `added` and `missing` activities, rows `skipped`, and `sums` beside the stated."""
        added = dict.fromkeys(name for row in self.record.added for name in row)
        whole: Mapping[str, Columns] = {"added": dict.fromkeys(added or ("id",), "text")}
        return {"changed": IMPORT_TABLES["changed"], **whole, **IMPORT_TABLES}

    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""
        if table == "missing":
            return [{"id": id_, "name": name} for id_, name in self.record.missing]
        document = self.to_dict(lang)
        if table == "added":
            blank = dict.fromkeys(self._columns()["added"], "")
            return [blank | row for row in document["added"]]
        return rows_of(document, table)

    def draw(self, page: Page) -> str:
        """What `realloc import` prints."""
        from realloc.report.terminal.intake import import_page

        name = self.folder.name or str(self.folder)
        return import_page(self.report, self.mapping, self.record, name, page)
