"""A plan: its proof, its transfers, who gives, who gets and why, and the rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from realloc import money
from realloc.case.records import Case, Reserve, Rule
from realloc.report.approvals import ApprovalUse, approvals
from realloc.report.layout import Column, visible
from realloc.report.stages import stage_text
from realloc.report.terminal.conflict import conflict_table
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import labelled_amounts, row_names, rule_title, title
from realloc.report.wording import Sayer, word
from realloc.result import ActivityResult, Plan, ReserveResult, RuleUse, StageResult, Transfer


def plan_page(plan: Plan, case: Case, page: Page) -> str:
    """A plan with its proof, transfers, reasons and rules; `case` is the one that was planned."""
    title(page, case, plan.settings)
    page.heading(_status(page, plan))
    if plan.status == "infeasible":
        conflict_table(page, plan, case)
    else:
        _totals(page, plan)
        _objective(page, plan)
        _transfers(page, plan, case)
        _gives(page, plan, case)
        _reserves(page, plan, case)
        _rules(page, plan, case)
    _warnings(page, plan)
    if case.assumptions:
        page.heading(page.say("assumed-line", about=visible(", ".join(a.about for a in case.assumptions))))
    return page.render()


def _status(page: Page, plan: Plan) -> str:
    if plan.status == "infeasible" and len(plan.conflict) == 1:
        return page.say("infeasible-one")
    unproven = [stage.stage for stage in plan.objective if stage.proof != "exact"]
    if plan.status != "optimal" or not unproven:
        return page.say(plan.status)
    stages = ", ".join(word("stage", stage, page.lang) for stage in unproven)
    return page.say("optimal-unproven", stages=stages)


def _totals(page: Page, plan: Plan) -> None:
    totals = plan.totals
    eligible = [r for r in plan.reserves if r.eligible]
    asked = sum(r.cost for r in eligible)
    page.heading(page.say("totals"))
    labelled_amounts(
        page,
        [
            ("budget", page.say("budget"), totals.budget),
            ("disbursed", page.say("disbursed"), totals.disbursed),
            ("releasable", page.say("releasable"), totals.releasable),
            ("asked", page.say("asked", n=len(eligible)), asked),
            ("transferred", page.say("transferred"), totals.transferred),
            ("unplaced", page.say("unplaced"), totals.unplaced),
        ],
    )
    if totals.unplaced:
        page.line(_why_unplaced(page, plan, asked))


def _why_unplaced(page: Page, plan: Plan, asked: int) -> str:
    left = asked - plan.totals.transferred
    if asked == 0:
        return page.say("unplaced-no-eligible")
    if left == 0:
        return page.say("unplaced-all-funded")
    why = page.say("unplaced-better" if plan.status == "optimal" else "unplaced-limit", left_amount=left)
    full = sorted({use.id for use in plan.rules if use.binding})
    if not full:
        return why
    return f"{why} {page.say('unplaced-rules', rules=visible(', '.join(full)))}"


def _objective(page: Page, plan: Plan) -> None:
    page.heading(page.say("objective"))
    open_gap = any(stage.bound != stage.value for stage in plan.objective)
    # Ranks can be many, so these columns may wrap; a figure is never as wide as `least`.
    columns = [page.column("h-stage", least=20)]
    columns += [Column(page.say(key), right=True, least=20) for key in ("h-value", "h-bound")]
    if open_gap:
        columns.append(page.amount("h-gap"))
    columns.append(page.column("h-proof", least=10))

    def row(stage: StageResult) -> list[str]:
        bound = "" if stage.bound is None else stage_text(stage.stage, stage.bound)
        gap = [_gap(stage)] if open_gap else []
        name, proof = word("stage", stage.stage, page.lang), word("proof", stage.proof, page.lang)
        return [name, stage_text(stage.stage, stage.value), bound, *gap, proof]

    page.table(columns, plan.objective, row)


def _gap(stage: StageResult) -> str:
    if not isinstance(stage.value, int) or not isinstance(stage.bound, int):
        return ""
    return stage_text(stage.stage, abs(stage.bound - stage.value))


def _transfers(page: Page, plan: Plan, case: Case) -> None:
    names = row_names(page, case)
    page.heading(page.say("transfers", n=len(plan.transfers)))
    if not plan.transfers:
        page.line(page.say("no-transfers"))
        return
    columns = [
        page.column("h-from", least=16),
        page.column("h-to", least=16),
        page.amount("h-amount"),
        page.column("h-approval", least=10),
    ]
    named: set[str] = set()

    def end(id_: str) -> str:
        # On a narrow page a name is spelled out once; on a wide one every line can be read by itself.
        if id_ in named and not page.wide:
            return visible(id_)
        named.add(id_)
        return f"{visible(id_)} {visible(names[id_])}"

    def row(t: Transfer) -> list[str]:
        approval = visible(word("level", t.approval, page.lang))
        return [end(t.source), end(t.target), money.baht(t.amount), approval]

    page.table(columns, plan.transfers, row)


def _gives(page: Page, plan: Plan, case: Case) -> None:
    names = row_names(page, case)
    say = Sayer(page.lang)
    spent = {a.id: a.disbursed for a in case.activities}
    giving = [a for a in plan.activities if a.out]
    if not giving:
        return
    page.heading(page.say("gives", n=len(giving)))
    columns = [page.amount("h-releasable"), page.amount("h-out"), page.amount("h-after")]
    if page.wide:
        columns = [page.amount("h-budget"), page.amount("h-disbursed"), *columns]

    def row(a: ActivityResult) -> list[str]:
        before = [money.baht(a.before), money.baht(spent[a.id])] if page.wide else []
        amounts = [*before, money.baht(a.releasable), money.baht(a.out), money.baht(a.after)]
        return page.explained(a.id, names[a.id], amounts, say(a.why))

    page.table(page.explained_columns("h-activity", columns), giving, row)


def _reserves(page: Page, plan: Plan, case: Case) -> None:
    names = row_names(page, case)
    say = Sayer(page.lang)
    funded = sum(r.funded for r in plan.reserves)
    page.heading(page.say("reserves", funded=funded, n=len(plan.reserves)))
    if not plan.reserves:
        return

    merits = _merits(case)

    def row(r: ReserveResult) -> list[str]:
        gets = money.baht(r.amount) if r.funded else "–"
        cells = [*(merit[r.id] for merit in merits.values()), money.baht(r.cost), gets]
        return page.explained(r.id, names[r.id], cells, say(r.why))

    columns = [*map(page.amount, merits), page.amount("h-asks"), page.amount("h-gets")]
    in_order = sorted(plan.reserves, key=lambda r: not r.funded)
    page.table(page.explained_columns("h-reserve", columns), in_order, row)


def _merits(case: Case) -> dict[str, dict[str, str]]:
    """By what the case's objective tells reserve projects apart: heading -> id -> the cell."""
    merits = {}
    if "score" in case.stages:
        merits["h-score"] = _scores(case.reserves)
    if "rank" in case.stages:
        merits["h-rank"] = {r.id: "" if r.rank is None else f"{r.rank:,}" for r in case.reserves}
    return merits


def _scores(reserves: Sequence[Reserve]) -> dict[str, str]:
    """Scores by id, with as many decimals as the one that has most."""
    written = [format(r.score.normalize(), "f") for r in reserves if r.score is not None]
    decimals = max((len(score.partition(".")[2]) for score in written), default=0)
    return {r.id: "" if r.score is None else f"{r.score:,.{decimals}f}" for r in reserves}


def _rules(page: Page, plan: Plan, case: Case) -> None:
    under_approval = approvals(plan, case)
    if not plan.rules and not under_approval:
        return
    page.heading(page.say("rules"))
    columns = [
        page.column("h-rule", least=20),
        page.amount("h-used"),
        page.amount("h-limit"),
        page.column("h-binding", least=10),
    ]
    by_id = {rule.id: rule for rule in case.rules}
    rows: list[list[str]] = []
    for id_, uses in groupby(plan.rules, key=lambda use: use.id):
        rows += _rule_rows(page, by_id[id_], list(uses))
    rows += [_approval_row(page, use) for use in under_approval]
    page.table(columns, rows, list)
    if sum(use.lines > 0 for use in under_approval) > 1:
        page.line(page.say("approval-highest"))


def _rule_rows(page: Page, rule: Rule, uses: Sequence[RuleUse]) -> list[list[str]]:
    """A row for each value of `per` that is used, and one for all others; the first says the rule."""
    shown = [use for use in uses if use.used or use.binding or not use.holds or not use.scope] or uses[:1]
    rows = [
        [_rule_label(page, rule, use.scope, says=use is shown[0]), *_rule_cells(page, use)] for use in shown
    ]
    if len(shown) < len(uses):
        rows.append([page.say("unused-scopes", n=len(uses) - len(shown)), money.baht(0), "", ""])
    return rows


def _rule_label(page: Page, rule: Rule, scope: str, *, says: bool) -> str:
    label = visible(rule.id) + (f" [{visible(scope)}]" if scope else "")
    said = rule_title(page, rule)
    if not says or not said:
        return label
    return f"{label}: {said}" if page.wide else f"{label}\n{said}"


def _rule_cells(page: Page, use: RuleUse) -> list[str]:
    kind = word("rule_type", use.type, page.lang)
    if use.type == "forbid":
        state = "broken" if not use.holds else "forbidding" if use.binding else ""
        return ["", kind, page.say(state) if state else ""]
    show = (lambda n: f"{n:,}") if use.counts else money.baht
    return [show(use.used), show(use.limit), f"{kind} · {_state(page, use)}"]


def _state(page: Page, use: RuleUse) -> str:
    if not use.holds:
        return page.say("broken")
    if use.type == "require":
        return page.say("just-met") if use.binding else page.say("spare", spare_amount=use.used - use.limit)
    return page.say("binding" if use.binding else "room")


def _approval_row(page: Page, use: ApprovalUse) -> list[str]:
    lines = "approval-line" if use.lines == 1 else "approval-lines"
    state = page.say(lines, level=use.rule.level, n=use.lines)
    kind = word("rule_type", use.rule.type, page.lang)
    return [_rule_label(page, use.rule, "", says=True), money.baht(use.amount), kind, visible(state)]


def _warnings(page: Page, plan: Plan) -> None:
    if plan.warnings:
        say = Sayer(page.lang)
        page.heading(page.say("warnings"))
        page.items(visible(say(warning)) for warning in plan.warnings)
