"""Results as the documents that other programs read: plain dicts, ready for `json.dumps`.

Amounts are decimal strings in baht, counts are integers as strings, keys always come in the same order.
Texts (`why`, `warnings`, notes) are sentences in the language asked for; everything else is the same in
every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from realloc import money
from realloc.case.records import STATUSES, Case
from realloc.errors import Finding, Lang
from realloc.report.approvals import approvals
from realloc.report.sharing import common_transfers, only_in_some
from realloc.report.titles import case_title, scenario_title
from realloc.report.wording import Sayer, percent
from realloc.result import MONEY_STAGES, Plan, RuleUse, StageResult
from realloc.situation import Situation

if TYPE_CHECKING:
    from realloc import certificate, verify
    from realloc.changed import Change
    from realloc.report.paper.comparing import Difference
    from realloc.schema import documents as shapes
    from realloc.schema.study import ComparedScenario, ComparisonDocument
    from realloc.situation.disbursement import Disbursement

    type AnyProblem = verify.Problem | certificate.Problem | Difference

type Document = Mapping[str, Any]

PLAN_SCHEMA: Final = "realloc.plan/1"
COMPARISON_SCHEMA: Final = "realloc.comparison/1"
CHECK_SCHEMA: Final = "realloc.check/1"
VERIFICATION_SCHEMA: Final = "realloc.verification/1"
PAPER_SCHEMA: Final = "realloc.paper/1"


def plan_document(plan: Plan, lang: Lang = "en", case: Case | None = None) -> shapes.PlanDocument:
    """A plan as `realloc plan --json` writes it, schema `realloc.plan/1`.

    With the plan's `case`, titles are in the language asked for, and `approvals` lists what falls under each
    approval rule.
    """
    say = Sayer(lang)
    return {
        "schema": PLAN_SCHEMA,
        "case": _case(plan, case, lang),
        "scenario": _scenario(plan, case, lang),
        "settings": [{"path": path, "value": value} for path, value in plan.settings],
        "status": plan.status,
        "objective": [_stage(result) for result in plan.objective],
        "totals": _totals(plan),
        "activities": [
            {
                "id": a.id,
                "feasibility": a.feasibility,
                "why": say(a.why),
                "releasable": money.decimal(a.releasable),
                "out": money.decimal(a.out),
                "before": money.decimal(a.before),
                "after": money.decimal(a.after),
            }
            for a in plan.activities
        ],
        "reserves": [
            {
                "id": r.id,
                "eligible": r.eligible,
                "funded": r.funded,
                "cost": money.decimal(r.cost),
                "amount": money.decimal(r.amount),
                "why": say(r.why),
            }
            for r in plan.reserves
        ],
        "transfers": [
            {"from": t.source, "to": t.target, "amount": money.decimal(t.amount), "approval": t.approval}
            for t in plan.transfers
        ],
        "rules": [rule_document(use) for use in plan.rules],
        "approvals": [] if case is None else _approvals(plan, case),
        "conflict": list(plan.conflict),
        "warnings": [say(warning) for warning in plan.warnings],
        "assumptions": _assumptions(plan.assumptions, lang),
    }


def comparison_document(
    plans: Sequence[Plan], cases: Sequence[Case], lang: Lang = "en"
) -> ComparisonDocument:
    """Plans of one case side by side, schema `realloc.comparison/1`.

    `plans` and `cases` run parallel and are not empty.

    `common` has the reserves funded in every plan that exists, and for each the least it gets in any of
    them: what can be decided today whichever scenario comes true. `common_transfers` has the same for
    transfers, `some` the reserves that only some of the plans fund.
    """
    return {
        "schema": COMPARISON_SCHEMA,
        "case": {"name": cases[0].name, "title": case_title(cases[0], lang)},
        "scenarios": [_compared(plan, case, lang) for plan, case in zip(plans, cases, strict=True)],
        "reserves": [
            {
                "id": reserve.id,
                "cost": money.decimal(reserve.cost),
                "amounts": {p.scenario: money.decimal(p.reserves[i].amount) for p in plans},
            }
            for i, reserve in enumerate(plans[0].reserves)
        ],
        "common": [{"id": id_, "least": money.decimal(least)} for id_, least in common_reserves(plans)],
        "assumptions": _assumptions(plans[0].assumptions, lang),
        "common_transfers": [
            {"from": source, "to": target, "least": money.decimal(least)}
            for source, target, least in common_transfers(plans)
        ],
        "some": [{"id": id_, "scenarios": scenarios} for id_, scenarios in only_in_some(plans)],
    }


def check_document(
    case: Case, situation: Situation, spending: Disbursement | None, lang: Lang = "en"
) -> shapes.CheckDocument:
    """What `realloc check --json` writes for a case without errors, schema `realloc.check/1`."""
    say = Sayer(lang)
    return {
        "schema": CHECK_SCHEMA,
        **_case_read(case, lang),
        "errors": [],
        "notices": [_finding(notice, lang) for notice in case.notices],
        "statuses": {status: sum(a.status == status for a in case.activities) for status in STATUSES},
        "totals": {
            "budget": money.decimal(sum(a.budget for a in case.activities)),
            "disbursed": money.decimal(sum(a.disbursed for a in case.activities)),
            "obligated": money.decimal(sum(a.obligated for a in case.activities)),
            "releasable": money.decimal(sum(s.releasable for s in situation.standings)),
            "asked": money.decimal(
                sum(r.cost for r, p in zip(case.reserves, situation.prospects, strict=True) if p.eligible)
            ),
        },
        "disbursement": None if spending is None else _spending(spending),
        "activities": [
            {
                "id": activity.id,
                "feasibility": standing.flag,
                "why": say(standing.why),
                "releasable": money.decimal(standing.releasable),
            }
            for activity, standing in zip(case.activities, situation.standings, strict=True)
        ],
        "reserves": [
            {
                "id": reserve.id,
                "eligible": prospect.eligible,
                "cost": money.decimal(reserve.cost),
                "why": say(prospect.why),
            }
            for reserve, prospect in zip(case.reserves, situation.prospects, strict=True)
        ],
        "assumptions": _assumptions(case.assumptions, lang),
    }


def findings_document(findings: Sequence[Finding], lang: Lang = "en") -> shapes.FindingsDocument:
    """What `realloc check --json` writes for files with errors, schema `realloc.check/1`."""
    return {"schema": CHECK_SCHEMA, "errors": [_finding(finding, lang) for finding in findings]}


def verification_document(
    case: Case,
    problems: Sequence[AnyProblem],
    proven: Sequence[str] = (),
    lang: Lang = "en",
    changes: Sequence[Change] | None = None,
) -> shapes.VerificationDocument:
    """What `realloc verify --json` writes, schema `realloc.verification/1`.

    `proven` are the stages whose proof a certificate gives, `changes` what has become of the case since the
    plan was made, None where it is what the plan was made from.
    """
    return {
        "schema": VERIFICATION_SCHEMA,
        **_case_read(case, lang),
        "holds": not problems,
        "case_changed": changes is not None,
        "changes": [{"path": c.path, "plan": c.plan, "case": c.case} for c in changes or ()],
        "proven": list(proven),
        "problems": [
            {"code": problem.code, "where": problem.where, "message": problem.render(lang)}
            for problem in problems
        ],
    }


def paper_document(
    plan: Plan, case: Case, fingerprint: str, lang: Lang, files: Sequence[str]
) -> shapes.PaperDocument:
    """What `realloc propose --json` prints, schema `realloc.paper/1`: what was printed, of what, and where.

    `fingerprint` is the plan's, as the papers have it.
    """
    return {
        "schema": PAPER_SCHEMA,
        **_case_read(case, lang),
        "settings": [{"path": path, "value": value} for path, value in plan.settings],
        "plan": {"status": plan.status, "fingerprint": fingerprint, "transfers": len(plan.transfers)},
        "totals": _totals(plan),
        "files": list(files),
    }


def common_reserves(plans: Iterable[Plan]) -> list[tuple[str, int]]:
    """The reserves funded in every plan that exists, with the least each gets (satang)."""
    amounts = [
        {r.id: r.amount for r in plan.reserves if r.funded} for plan in plans if plan.status != "infeasible"
    ]
    if not amounts:
        return []
    return [(id_, min(a[id_] for a in amounts)) for id_ in amounts[0] if all(id_ in a for a in amounts)]


def stage_value(stage: str, value: int | tuple[int, ...]) -> str:
    """A stage's value in the form the documents use: `412.0000`, `827300.00`, `14`, or ranks `1 2 5`."""
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if stage == "score":
        sign = "-" if value < 0 else ""
        whole, part = divmod(abs(value), 10_000)
        return f"{sign}{whole}.{part:04}"
    if stage in MONEY_STAGES:
        return money.decimal(value)
    return str(value)


def _case(plan: Plan, case: Case | None, lang: Lang) -> shapes.CaseRead:
    title = plan.case_title if case is None else case_title(case, lang)
    return {"name": plan.case_name, "title": title, "fingerprint": plan.fingerprint}


def _scenario(plan: Plan, case: Case | None, lang: Lang) -> shapes.ScenarioName:
    title = plan.scenario_title if case is None else scenario_title(case, lang)
    return {"name": plan.scenario, "title": title}


def _case_read(case: Case, lang: Lang) -> shapes.CaseAndScenario:
    """What a document says of the case that it is about, and of the scenario."""
    return {
        "case": {"name": case.name, "title": case_title(case, lang), "fingerprint": case.fingerprint},
        "scenario": {"name": case.scenario.name, "title": scenario_title(case, lang)},
    }


def _totals(plan: Plan) -> shapes.Totals:
    totals = plan.totals
    return {
        "budget": money.decimal(totals.budget),
        "disbursed": money.decimal(totals.disbursed),
        "releasable": money.decimal(totals.releasable),
        "transferred": money.decimal(totals.transferred),
        "unplaced": money.decimal(totals.unplaced),
    }


def _stage(result: StageResult) -> shapes.Stage:
    bound = None if result.bound is None else stage_value(result.stage, result.bound)
    return {
        "stage": result.stage,
        "value": stage_value(result.stage, result.value),
        "bound": bound,
        "proof": result.proof,
    }


def rule_document(use: RuleUse) -> shapes.RuleUse:
    """How far a rule is used, as documents have it."""
    show = str if use.counts else money.decimal
    return {
        "id": use.id,
        "type": use.type,
        "scope": use.scope,
        "used": show(use.used),
        "limit": show(use.limit),
        "binding": use.binding,
        "severity": use.severity,
        "holds": use.holds,
    }


def _approvals(plan: Plan, case: Case) -> list[shapes.ApprovalUse]:
    """The approval rules that some transfer falls under."""
    return [
        {
            "rule": use.rule.id,
            "level": use.rule.level or "",
            "amount": money.decimal(use.amount),
            "lines": use.lines,
        }
        for use in approvals(plan, case)
        if use.lines
    ]


def _assumptions(assumptions: Iterable[Any], lang: Lang) -> list[shapes.Assumption]:
    return [
        {"about": a.about, "note": a.note_en if lang == "en" and a.note_en else a.note} for a in assumptions
    ]


def _finding(finding: Finding, lang: Lang) -> shapes.FoundInFile:
    file, sheet = finding.workbook_and_sheet()
    return {
        "code": finding.code,
        "file": file,
        "sheet": sheet or None,
        "row": finding.row,
        "column": finding.column,
        "message": finding.render(lang),
    }


def _spending(spending: Disbursement) -> shapes.Spending:
    return {
        "as_of": spending.as_of.isoformat(),
        "counts_obligations": spending.counts_obligations,
        "progress": [
            {
                "kind": p.kind,
                "budget": money.decimal(p.budget),
                "spent": money.decimal(p.spent),
                "percent": percent(p.actual),
                "target_percent": percent(p.target),
                "points_below": percent(p.points),
                "shortfall": money.decimal(p.shortfall),
            }
            for p in spending.progress
        ],
    }


def _compared(plan: Plan, case: Case, lang: Lang) -> ComparedScenario:
    return {
        **_scenario(plan, case, lang),
        "fingerprint": plan.fingerprint,
        "status": plan.status,
        "objective": [_stage(result) for result in plan.objective],
        "totals": _totals(plan),
        "funded": [r.id for r in plan.reserves if r.funded],
        "lines": len(plan.transfers),
        "conflict": list(plan.conflict),
    }
