"""A case as it is read: what it holds, what follows from it, or what is wrong with its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from realloc import money
from realloc.case.records import STATUSES, Activity, Case, Reserve, Rule
from realloc.errors import Finding
from realloc.report.layout import visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import labelled_amounts, rule_title, title
from realloc.report.wording import Sayer, long_date, percent, word
from realloc.situation import Prospect, Situation, Standing

if TYPE_CHECKING:
    from realloc.situation.disbursement import Disbursement, Progress


_STALLED = ("infeasible", "reduced", "online", "postponed", "cancelled")


def check_page(case: Case, situation: Situation, spending: Disbursement | None, page: Page) -> str:
    """What a case holds and what follows from it: totals, spending against target, what is stalled."""
    title(page, case)
    _contents(page, case)
    _check_totals(page, case, situation)
    if spending is not None:
        _spending(page, case, spending)
    _stalled(page, case, situation)
    _candidates(page, case, situation)
    _rule_list(page, case)
    if case.assumptions:
        page.heading(page.say("assumptions"))
        page.table(
            [page.column("h-about", least=20), page.column("h-note")],
            case.assumptions,
            lambda a: [visible(a.about), visible(page.in_lang(a.note, a.note_en))],
        )
    return page.render()


def findings_page(findings: Sequence[Finding], page: Page) -> str:
    """Everything that is wrong with a case's files."""
    page.heading(page.say("error-found" if len(findings) == 1 else "errors-found", n=len(findings)))
    page.items(visible(finding.render(page.lang)) for finding in findings)
    return page.render()


def _contents(page: Page, case: Case) -> None:
    count = Counter(a.status for a in case.activities)
    by_status = ", ".join(
        page.say("n-status", n=count[status], activity_status=status) for status in STATUSES if count[status]
    )
    page.heading(
        page.say(
            "contents",
            activities=len(case.activities),
            by_status=by_status,
            reserves=len(case.reserves),
            rules=sum(rule.enabled for rule in case.rules),
        )
    )
    page.line(page.say("files-fine"))
    if case.notices:
        page.heading(page.say("notices"))
        page.items(visible(notice.render(page.lang)) for notice in case.notices)


def _check_totals(page: Page, case: Case, situation: Situation) -> None:
    eligible = [
        reserve.cost
        for reserve, prospect in zip(case.reserves, situation.prospects, strict=True)
        if prospect.eligible
    ]
    page.heading(page.say("totals"))
    labelled_amounts(
        page,
        [
            ("budget", page.say("budget"), sum(a.budget for a in case.activities)),
            ("disbursed", page.say("disbursed"), sum(a.disbursed for a in case.activities)),
            ("obligated", page.say("obligated"), sum(a.obligated for a in case.activities)),
            ("releasable", page.say("releasable"), sum(s.releasable for s in situation.standings)),
            ("asked", page.say("asked", n=len(eligible)), sum(eligible)),
        ],
    )


def _spending(page: Page, case: Case, spending: Disbursement) -> None:
    page.heading(page.say("against-target", as_of=long_date(spending.as_of, page.lang)))
    spent = "h-spent-obligated" if spending.counts_obligations else "h-spent"
    columns = [page.column("h-money", least=8), page.amount("h-budget"), page.amount(spent)]
    columns += [page.amount(key) for key in ("h-actual", "h-target", "h-points", "h-shortfall")]
    page.table(columns, spending.progress, lambda p: _progress_row(page, p))
    if case.targets is not None and case.targets.note:
        basis = word("basis", case.targets.basis, page.lang)
        page.line(page.say("target-source", note=visible(case.targets.note), basis=basis))


def _progress_row(page: Page, p: Progress) -> list[str]:
    return [
        word("money_kind", p.kind, page.lang),
        money.baht(p.budget),
        money.baht(p.spent),
        percent(p.actual),
        percent(p.target),
        percent(p.points),
        money.baht(p.shortfall),
    ]


def _stalled(page: Page, case: Case, situation: Situation) -> None:
    say = Sayer(page.lang)
    stalled = [
        (activity, standing)
        for activity, standing in zip(case.activities, situation.standings, strict=True)
        if standing.flag in _STALLED or standing.releasable
    ]
    page.heading(page.say("stalled", n=len(stalled)))
    if not stalled:
        return

    def row(pair: tuple[Activity, Standing]) -> list[str]:
        activity, standing = pair
        cells = [word("flag", standing.flag, page.lang), money.baht(standing.releasable)]
        name = page.in_lang(activity.name, activity.name_en)
        return page.explained(activity.id, name, cells, say(standing.why))

    columns = page.explained_columns("h-activity", [page.column("h-flag"), page.amount("h-releasable")])
    page.table(columns, stalled, row)


def _candidates(page: Page, case: Case, situation: Situation) -> None:
    say = Sayer(page.lang)
    eligible = sum(prospect.eligible for prospect in situation.prospects)
    page.heading(page.say("candidates", eligible=eligible, n=len(case.reserves)))
    if not case.reserves:
        return

    def row(pair: tuple[Reserve, Prospect]) -> list[str]:
        reserve, prospect = pair
        name = page.in_lang(reserve.name, reserve.name_en)
        return page.explained(reserve.id, name, [money.baht(reserve.cost)], say(prospect.why))

    pairs = list(zip(case.reserves, situation.prospects, strict=True))
    page.table(page.explained_columns("h-reserve", [page.amount("h-asks")]), pairs, row)


def _rule_list(page: Page, case: Case) -> None:
    rules = [rule for rule in case.rules if rule.enabled]
    if not rules:
        return
    page.heading(page.say("rules"))
    columns = [
        page.id_column("h-rule"),
        page.column("h-title", least=24),
        page.column("h-basis", least=8),
    ]
    if page.wide:
        columns.append(page.column("h-cite", least=20))

    def row(rule: Rule) -> list[str]:
        cite = [visible(rule.cite)] if page.wide else []
        return [visible(rule.id), rule_title(page, rule), word("basis", rule.basis, page.lang), *cite]

    page.table(columns, rules, row)
