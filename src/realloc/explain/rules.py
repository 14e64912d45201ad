"""What each rule does to the plan, and what one step more of it would be worth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from realloc.case.records import Case, Rule
from realloc.explain import changes
from realloc.explain.beside import beside
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.reading import speaks_of_some_pair
from realloc.explain.relaxing import written
from realloc.explanation import Instead, RuleEffect, RulesExplanation, Setting
from realloc.report.approvals import approvals
from realloc.result import Plan, Reason

STEP = 10_000_000
"""What a rule's amount is moved by unless told otherwise: 100,000 baht, in satang."""

_POINT = Fraction(1, 100)
_ROLES = ("everything", "needed", "decides", "as-good", "idle", "warns", "open")


def explain_rules(case: Case, plan: Plan, probe: Probe, step: int = STEP) -> RulesExplanation:
    """What every enabled rule of the case does to its plan; `step` (satang) relaxes those with an amount."""
    if plan.status == "infeasible":
        sentence = Reason("why-no-plan", {"rules": plan.conflict})
        return RulesExplanation(plan, (sentence,), (), probe.effort)
    effects = tuple(probe.each(case, [partial(_effect, case, rule, plan, step) for rule in case.rules]))
    return RulesExplanation(plan, tuple(_summed_up(effects)), effects, probe.effort)


def _summed_up(effects: tuple[RuleEffect, ...]) -> Iterator[Reason]:
    for role in _ROLES:
        values = {"rules": tuple(effect.id for effect in effects if effect.role == role)}
        if values["rules"]:
            yield Reason(f"rules-{role}", values)


def _effect(case: Case, rule: Rule, plan: Plan, step: int, probe: Probe) -> RuleEffect:
    if not rule.enabled:
        return RuleEffect(rule.id, "off", Reason("rule-is-off"))
    if rule.severity != "block":
        return RuleEffect(rule.id, "warns", Reason("rule-warns"))
    if rule.type != "require" and not speaks_of_some_pair(case, rule):
        return RuleEffect(rule.id, "idle", Reason("rule-matches-nothing"))
    if rule.type == "approval" and "escalation" not in case.stages:
        lines = sum(use.lines for use in approvals(plan, case) if use.rule.id == rule.id)
        return RuleEffect(rule.id, "idle", Reason("rule-only-approves", {"n": lines, "level": rule.level}))
    try:
        without = beside(plan, probe.plan(changes.without_rules(case, [rule.id])))
        role, why = _role(case, rule, plan, without, probe)
    except OutOfEffort:
        return RuleEffect(rule.id, "open", Reason("effort-spent"))
    moved = _moved(case, rule, step)
    if moved is None:
        return RuleEffect(rule.id, role, why, without)
    relaxed, said, settings = moved
    try:
        more = beside(plan, probe.plan(relaxed))
    except OutOfEffort:
        return RuleEffect(rule.id, role, why, without)
    return RuleEffect(rule.id, role, why, without, said, more, settings)


def _role(case: Case, rule: Rule, plan: Plan, without: Instead, probe: Probe) -> tuple[str, Reason]:
    if not plan.transfers and without.plan.transfers:
        others = [other.id for other in case.rules if other.id != rule.id]
        if not probe.plan(changes.without_rules(case, others)).transfers:
            return "everything", Reason("rule-forbids-everything")
    if without.plan.status == "infeasible":  # what it forbids, others would ask for more of
        return "needed", Reason("rule-keeps-a-plan", {"rules": without.plan.conflict})
    if without.first:
        now, then = next(pair for pair in without.stages if pair[0].stage == without.first)
        return "decides", Reason("rule-decides", {"stage": without.first, "now": now, "then": then})
    if without.plan.transfers != plan.transfers:
        return "as-good", Reason("rule-as-good")
    return "idle", Reason("rule-changes-nothing")


def _moved(case: Case, rule: Rule, step: int) -> tuple[Case, Reason, tuple[Setting, ...]] | None:
    """The case with a rule that has a bound relaxed by one step, and how that is said."""
    looser = -1 if rule.type == "require" else 1
    if rule.amount is not None:
        value: int | Fraction = max(0, rule.amount + looser * step)
        name, said = (
            "amount",
            Reason("step-amount", {"amount": abs(value - rule.amount), "sign": _sign(looser)}),
        )
    elif rule.share is not None:
        value = min(max(rule.share + looser * _POINT, Fraction(0)), Fraction(1))
        name, said = "share", Reason("step-share", {"share": abs(value - rule.share), "sign": _sign(looser)})
    elif rule.max is not None:
        value = rule.max + 1
        name, said = "max", Reason("step-count", {"n": 1, "sign": _sign(looser)})
    else:
        return None
    settings = ((f"rules.{rule.id}.{name}", written(name, value)),)
    return changes.with_rule(case, rule.id, **{name: value}), said, settings


def _sign(direction: int) -> str:
    return "−" if direction < 0 else "+"
