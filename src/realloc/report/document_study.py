"""Studies as the documents that other programs read; see `document`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from realloc import money
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.document import comparison_document, stage_value
from realloc.report.figures import figures
from realloc.report.rows import documents
from realloc.report.titles import case_title, scenario_title
from realloc.result import Plan
from realloc.whatif import Regret, Study

if TYPE_CHECKING:
    from realloc.schema import study as shapes

SWEEP_SCHEMA: Final = "realloc.sweep/1"


def sweep_document(
    study: Study, case: Case, settings: Sequence[tuple[str, str]], lang: Lang = "en"
) -> shapes.SweepDocument:
    """A sweep as `realloc sweep --json` writes it, schema `realloc.sweep/1`.

    `case` is the one that everything was laid on. `rows` come in the order of the points. `thresholds` has,
    for each change, the number of the row before it and of the row after it.
    """
    return {
        "schema": SWEEP_SCHEMA,
        "case": {"name": case.name, "title": case_title(case, lang), "fingerprint": case.fingerprint},
        "scenario": {"name": case.scenario.name, "title": scenario_title(case, lang)},
        "settings": [{"path": path, "value": value} for path, value in settings],
        "vary": [{"path": axis.path, "asked": axis.spec, "values": list(axis.values)} for axis in study.axes],
        "paired": study.paired,
        "thresholds": [
            {
                "path": found.axis.path,
                "changes": [
                    {"before": change.before.number, "after": change.after.number} for change in found.changes
                ],
            }
            for found in study.thresholds
        ],
        "rows": list(documents(study.rows, study.axes)),
    }


def compare_document(
    plans: Sequence[Plan],
    cases: Sequence[Case],
    lang: Lang = "en",
    *,
    baseline: bool = False,
    regrets: Sequence[Regret] | None = None,
) -> shapes.ComparisonDocument:
    """Plans side by side as `realloc compare --json` writes them, schema `realloc.comparison/1`.

    To `document.comparison_document` it adds, with a `baseline`, the first plan, how far each is from it; and
    where asked for, each `regret`.
    """
    document = comparison_document(plans, cases, lang)
    if baseline:
        document["baseline"] = plans[0].scenario
        for entry, plan, case in zip(document["scenarios"], plans, cases, strict=True):
            entry["against_baseline"] = _difference(plan, case, plans[0], cases[0])
    if regrets is not None:
        document["regret"] = [_regret(each) for each in regrets]
    return document


def _difference(plan: Plan, case: Case, base: Plan, base_case: Case) -> shapes.AgainstBaseline | None:
    if "infeasible" in (plan.status, base.status):
        return None
    one, two = figures(plan, case), figures(base, base_case)
    return {
        "releasable": money.decimal(one.releasable - two.releasable),
        "moved": money.decimal(one.moved - two.moved),
        "unplaced": money.decimal(one.unplaced - two.unplaced),
        "score": None
        if one.score is None or two.score is None
        else stage_value("score", one.score - two.score),
        "escalation": money.decimal(one.escalation - two.escalation),
        "lines": one.lines - two.lines,
        "gained": [id_ for id_ in one.funded if id_ not in two.funded],
        "lost": [id_ for id_ in two.funded if id_ not in one.funded],
    }


def _regret(each: Regret) -> shapes.RegretOf:
    stage = each.plan.objective[0]
    return {
        "decided": each.decided,
        "true": each.true,
        "stage": stage.stage,
        "value": stage_value(stage.stage, stage.value),
        "regret": None if each.regret is None else stage_value(stage.stage, each.regret),
        "kept": money.decimal(each.kept),
        "lost": money.decimal(each.lost),
        "funded": [reserve.id for reserve in each.plan.reserves if reserve.funded],
        "status": each.plan.status,
    }
