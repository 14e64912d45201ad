"""What an import comes to, as the document that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realloc import money
from realloc.errors import Lang
from realloc.report.wording import text

if TYPE_CHECKING:
    from realloc.intake.difference import Difference
    from realloc.intake.mapping import Mapping
    from realloc.intake.rows import Left, Report
    from realloc.schema.documents import ImportDocument


def import_document(
    report: Report, mapping: Mapping, difference: Difference, lang: Lang = "en"
) -> ImportDocument:
    """What `realloc import --json` writes, schema `realloc.import/1`."""
    return {
        "schema": "realloc.import/1",
        "report": report.file,
        "map": mapping.file,
        "rows": {"used": report.used, "skipped": len(report.left), "activities": len(report.lines)},
        "skipped": [
            {"row": left.row, "why": why_left(left, mapping, lang), "text": left.text} for left in report.left
        ],
        "sums": [
            {"column": s.column, "imported": money.decimal(s.imported), "stated": money.decimal(s.stated)}
            for s in report.sums
        ],
        "unused": list(report.unused),
        "notices": [notice.render(lang) for notice in report.notices],
        "added": list(difference.added),
        "changed": [
            {"id": c.id, "column": c.column, "before": c.before, "after": c.after} for c in difference.changes
        ],
        "missing": [row_id for row_id, _ in difference.missing],
        "unchanged": difference.unchanged,
    }


def why_left(left: Left, mapping: Mapping, lang: Lang) -> str:
    """Why a row is left out: in the map's own words, else by what is asked of the row."""
    if isinstance(left.rule, str):
        return text(f"left-{left.rule}", lang)
    skip = mapping.skips[left.rule]
    return skip.why or text(f"left-{skip.test.how}", lang, heading=skip.test.heading, wanted=skip.test.text)
