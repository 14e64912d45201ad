"""Explanations as the documents that other programs read, schema `realloc.explanation/1`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from realloc import money
from realloc.case.records import Case, Rule
from realloc.choice import Relaxations
from realloc.errors import Lang
from realloc.explanation import (
    ActivityExplanation,
    Effort,
    Figure,
    Instead,
    Remedy,
    ReserveExplanation,
    RuleEffect,
    RulesExplanation,
    Setting,
    Shift,
)
from realloc.report.choices import relaxations_document
from realloc.report.document import rule_document, stage_value
from realloc.report.titles import case_title, in_lang, scenario_title
from realloc.report.wording import say
from realloc.result import Plan, Reason, RuleUse

if TYPE_CHECKING:
    from realloc.schema import documents
    from realloc.schema import explanation as shapes

EXPLANATION_SCHEMA: Final = "realloc.explanation/1"


def reserve_document(
    found: ReserveExplanation, case: Case, settings: Sequence[Setting], lang: Lang = "en"
) -> shapes.ReserveExplanation:
    """Why a reserve project does or does not get its money."""
    row = next(row for row in case.reserves if row.id == found.id)
    result = next(row for row in found.plan.reserves if row.id == found.id)
    return {
        **_head(found.plan, case, settings, lang),
        "about": {"kind": "reserve", "id": found.id, "name": in_lang(row.name, row.name_en, lang)},
        "answer": found.answer,
        "cost": money.decimal(row.cost),
        "amount": money.decimal(result.amount),
        "sentences": [_sentence(reason, lang) for reason in found.sentences],
        "transfers": [
            {"from": line.source, "amount": money.decimal(line.amount)}
            for line in found.plan.transfers
            if line.target == found.id
        ],
        "instead": instead_document(found.instead, {rule.id for rule in case.rules}),
        "closed": [
            {"id": closure.id, "releasable": money.decimal(closure.releasable), "rules": list(closure.rules)}
            for closure in found.closed
        ],
        "changes": [_remedy(remedy, lang) for remedy in found.remedies],
        "effort": _effort(found.effort),
    }


def activity_document(
    found: ActivityExplanation, case: Case, settings: Sequence[Setting], lang: Lang = "en"
) -> shapes.ActivityExplanation:
    """Why an activity gives what it gives."""
    row = next(row for row in case.activities if row.id == found.id)
    result = next(result for result in found.plan.activities if result.id == found.id)
    return {
        **_head(found.plan, case, settings, lang),
        "about": {"kind": "activity", "id": found.id, "name": in_lang(row.name, row.name_en, lang)},
        "answer": found.answer,
        "releasable": money.decimal(result.releasable),
        "out": money.decimal(result.out),
        "sentences": [_sentence(reason, lang) for reason in found.sentences],
        "caps": [
            {
                "from": span.first.isoformat(),
                "to": span.last.isoformat(),
                "cap": span.cap,
                "fits": span.fits,
                "fits_smaller": span.fits_smaller,
            }
            for span in found.caps
        ],
        "transfers": [
            {
                "to": destination.target,
                "amount": money.decimal(destination.amount),
                "instead": instead_document(destination.instead),
            }
            for destination in found.destinations
        ],
        "instead": instead_document(found.instead),
        "changes": [_remedy(remedy, lang) for remedy in found.remedies],
        "effort": _effort(found.effort),
    }


def rules_document(
    found: RulesExplanation,
    case: Case,
    settings: Sequence[Setting],
    lang: Lang = "en",
    ways: Relaxations | None = None,
) -> shapes.RulesExplanation:
    """What each rule does to the plan; `ways` are those out of a conflict."""
    by_id = {rule.id: rule for rule in case.rules}
    uses: dict[str, list[RuleUse]] = {}
    for use in found.plan.rules:
        uses.setdefault(use.id, []).append(use)
    document: shapes.RulesExplanation = {
        **_head(found.plan, case, settings, lang),
        "about": {"kind": "rules"},
        "sentences": [_sentence(reason, lang) for reason in found.sentences],
        "rules": [_effect(effect, by_id[effect.id], uses.get(effect.id, []), lang) for effect in found.rules],
        "effort": _effort(found.effort),
    }
    if ways is not None:
        document["relaxations"] = relaxations_document(ways, lang)
    return document


def _effect(effect: RuleEffect, rule: Rule, uses: Sequence[RuleUse], lang: Lang) -> shapes.ExplainedRule:
    return {
        "id": rule.id,
        "type": rule.type,
        "title": in_lang(rule.title, rule.title_en, lang),
        "cite": rule.cite,
        "source": rule.basis,
        "role": effect.role,
        **_sentence(effect.why, lang),
        "uses": [{**rule_document(use), "left": _left(use)} for use in uses],
        "without": instead_document(effect.without),
        "step": None if effect.step is None else _values(effect.step),
        "step_settings": _settings(effect.settings),
        "more": instead_document(effect.more),
    }


def _left(use: RuleUse) -> str:
    left = use.used - use.limit if use.type == "require" else use.limit - use.used
    return str(left) if use.counts else money.decimal(left)


def instead_document(instead: Instead | None, rules: Collection[str] = ()) -> shapes.OtherPlan | None:
    """Another plan beside the plan; None where there was no time for one.

    `rules` are the case's own, where the question may have laid one more on top.
    """
    if instead is None:
        return None
    return {
        "status": instead.plan.status,
        "conflict": [rule for rule in instead.plan.conflict if not rules or rule in rules],
        "first": instead.first,
        "stages": [
            {
                "stage": now.stage,
                "now": stage_value(now.stage, now.value),
                "then": stage_value(then.stage, then.value),
            }
            for now, then in instead.stages
        ],
        "reserves": [_shift(shift) for shift in instead.reserves],
        "activities": [_shift(shift) for shift in instead.activities],
    }


def _head(plan: Plan, case: Case, settings: Sequence[Setting], lang: Lang) -> shapes.Explained:
    return {
        "schema": EXPLANATION_SCHEMA,
        "case": {"name": case.name, "title": case_title(case, lang), "fingerprint": case.fingerprint},
        "scenario": {"name": case.scenario.name, "title": scenario_title(case, lang)},
        "settings": _settings(settings),
        "status": plan.status,
    }


def _sentence(reason: Reason, lang: Lang) -> shapes.Said:
    return {"code": reason.code, "text": say(reason, lang), "values": _values(reason)}


def _remedy(remedy: Remedy, lang: Lang) -> shapes.Remedy:
    return {
        "kind": remedy.kind,
        "subject": remedy.subject,
        "found": remedy.found,
        **_sentence(remedy.why, lang),
        "settings": _settings(remedy.settings),
        "not_enough": _settings(remedy.short),
    }


def _values(reason: Reason) -> dict[str, Any]:
    """What fills a sentence, in the form that the documents use."""
    return {name: _value(name, value) for name, value in reason.values.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Figure):
        return stage_value(value.stage, value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return format(Decimal(value.numerator) / value.denominator, "f")
    if isinstance(value, tuple):
        return [_value(name, item) for item in value]
    return money.decimal(value) if name == "amount" or name.endswith("_amount") else value


def _settings(settings: Sequence[Setting]) -> list[documents.Setting]:
    return [{"path": path, "value": value} for path, value in settings]


def _shift(shift: Shift) -> shapes.Shifted:
    return {"id": shift.id, "now": money.decimal(shift.now), "then": money.decimal(shift.then)}


def _effort(effort: Effort) -> shapes.Effort:
    return {"plans": effort.replans, "unproven": effort.unproven, "ended": effort.ended}
