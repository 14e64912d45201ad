"""What an import comes to: rows left out, totals reconciled, and the difference that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realloc import money
from realloc.case import aliases
from realloc.case.columns import ACTIVITIES
from realloc.intake.cells import is_money
from realloc.report.intake import why_left
from realloc.report.layout import visible
from realloc.report.terminal.page import Page

if TYPE_CHECKING:
    from realloc.intake.difference import Change, Difference
    from realloc.intake.mapping import Mapping
    from realloc.intake.rows import Report


def import_page(report: Report, mapping: Mapping, difference: Difference, case: str, page: Page) -> str:
    """What would be, or was, written into a case's activities, and how it came from the report's rows."""
    page.heading(page.say("import-title", report=visible(report.file), case=visible(case)))
    if mapping.title:
        page.line(visible(mapping.title))
    page.line(page.say("import-rows", used=report.used, n=len(report.lines), left=len(report.left)))
    if report.unused:
        page.line(page.say("import-unused", headings=visible(", ".join(report.unused))))
    page.items(notice.render(page.lang) for notice in report.notices)
    _left(report, mapping, page)
    _sums(report, page)
    _changes(difference, page)
    _added(difference, page)
    _missing(difference, page)
    changed = len({change.id for change in difference.changes})
    counts = {"added": len(difference.added), "changed": changed, "unchanged": difference.unchanged}
    page.heading(page.say("import-counts", **counts, missing=len(difference.missing)))
    return page.render()


def _left(report: Report, mapping: Mapping, page: Page) -> None:
    if report.left:
        page.heading(page.say("import-left", n=len(report.left)))
        columns = [page.amount("h-row"), page.column("h-why"), page.column("h-text", least=24)]
        page.table(
            columns,
            report.left,
            lambda left: [str(left.row), visible(why_left(left, mapping, page.lang)), visible(left.text)],
        )


def _sums(report: Report, page: Page) -> None:
    if not report.sums:
        page.line(page.say("import-unchecked"))
        return
    page.heading(page.say("import-sums", row=report.total_row))
    columns = [page.column("h-column"), page.amount("h-imported"), page.amount("h-stated")]
    page.table(
        columns, report.sums, lambda s: [_name(s.column, page), money.baht(s.imported), money.baht(s.stated)]
    )


def _name(column: str, page: Page) -> str:
    """A column as the page's language calls it."""
    return aliases.COLUMNS[column][0] if page.lang == "th" else column


def _changes(difference: Difference, page: Page) -> None:
    amounts = [change for change in difference.changes if is_money(ACTIVITIES[change.column])]
    others = [change for change in difference.changes if change not in amounts]
    which = [page.id_column(), page.column("h-activity", least=20), page.column("h-column")]
    if amounts:
        page.heading(page.say("import-amounts", n=len(amounts)))
        columns = [*which, page.amount("h-was"), page.amount("h-becomes"), page.amount("h-by")]
        page.table(columns, amounts, lambda change: [*_which(change, page), *_amounts(change)])
    if others:
        page.heading(page.say("import-others", n=len(others)))
        columns = [*which, page.column("h-was"), page.column("h-becomes")]
        page.table(
            columns,
            others,
            lambda change: [*_which(change, page), visible(change.before) or "–", visible(change.after)],
        )


def _which(change: Change, page: Page) -> list[str]:
    return [visible(change.id), visible(change.name), _name(change.column, page)]


def _amounts(change: Change) -> list[str]:
    before, after = money.parse(change.before), money.parse(change.after)
    return [money.baht(before), money.baht(after), money.baht(after - before)]


def _added(difference: Difference, page: Page) -> None:
    if difference.added:
        page.heading(page.say("import-added", n=len(difference.added)))
        columns = [
            page.id_column(),
            page.column("h-activity", least=20),
            page.column("h-agency", least=16),
            page.amount("h-budget"),
            page.amount("h-disbursed"),
        ]
        page.table(
            columns,
            difference.added,
            lambda row: [
                *(visible(row.get(name, "")) for name in ("id", "name", "agency")),
                *(money.baht(money.parse(row[name])) for name in ("budget", "disbursed")),
            ],
        )


def _missing(difference: Difference, page: Page) -> None:
    if difference.missing:
        page.heading(page.say("import-missing", n=len(difference.missing)))
        columns = [page.id_column(), page.column("h-activity", least=20)]
        page.table(columns, difference.missing, lambda row: [visible(row[0]), visible(row[1])])
