"""What is said of a rule is so: the plan without it, and with a step more of it, is made again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from explained import as_good, laid, transfers_of
from hypothesis import HealthCheck, given, settings
from planned import case_of, giver, taker
from strategies import cases

from realloc.case.records import Case, Condition, Rule, Selector
from realloc.explain.probe import Probe
from realloc.explain.rules import explain_rules
from realloc.explanation import Instead, RulesExplanation
from realloc.planning import plan
from realloc.result import Plan

FEW = settings(max_examples=30, suppress_health_check=list(HealthCheck))
STEP = 500


def explained(case: Case) -> RulesExplanation:
    probe = Probe(most=120)
    return explain_rules(case, probe.plan(case), probe, STEP)


def without(case: Case, id_: str) -> Case:
    return replace(case, rules=tuple(rule for rule in case.rules if rule.id != id_))


def check_beside(instead: Instead | None, best: Plan, other: Plan) -> None:
    assert instead is not None
    assert {then.stage: then.value for _, then in instead.stages} == {
        r.stage: r.value for r in other.objective
    }
    assert {now.stage: now.value for now, _ in instead.stages} == {r.stage: r.value for r in best.objective}


@FEW
@given(cases(max_activities=4, max_reserves=4))
def test_every_role_is_so(case: Case) -> None:
    found, best = explained(case), plan(case)
    if best.status == "infeasible":
        assert found.rules == () and found.sentences[0].code == "why-no-plan"
        return
    assert [effect.id for effect in found.rules] == [rule.id for rule in case.rules]
    for effect, rule in zip(found.rules, case.rules, strict=True):
        other = plan(without(case, rule.id))
        if effect.role == "off":
            assert not rule.enabled
        elif effect.role == "warns":
            assert rule.enabled and rule.severity == "warn"
        elif effect.role == "idle":
            assert as_good(best, other) and as_good(other, best)
            told_apart = effect.why.code == "rule-matches-nothing"  # rows, which settles a tie otherwise
            assert rule.type == "approval" or told_apart or transfers_of(other) == transfers_of(best)
        elif effect.role == "as-good":
            assert as_good(best, other) and as_good(other, best)
            assert transfers_of(other) != transfers_of(best) or rule.type == "approval"
        else:
            assert effect.role in ("needed", "decides", "everything")
            assert (other.status == "infeasible") == (effect.role == "needed")
            assert effect.role == "needed" or not as_good(best, other)
        if effect.role == "everything":
            assert not best.transfers
            assert not plan(replace(case, rules=(rule,))).transfers
        if effect.why.code == "rule-keeps-a-plan":
            assert other.status == "infeasible" and set(other.conflict) <= {rule.id for rule in case.rules}
        elif effect.without is not None:
            check_beside(effect.without, best, other)


@FEW
@given(cases(max_activities=4, max_reserves=4, rules=("limit", "require", "count")))
def test_what_a_step_more_is_worth_is_so(case: Case) -> None:
    found, best = explained(case), plan(case)
    for effect in found.rules:
        if effect.more is None:
            continue
        rule = next(rule for rule in case.rules if rule.id == effect.id)
        down = rule.type == "require"
        if rule.amount is not None:
            moved = replace(rule, amount=max(0, rule.amount - STEP) if down else rule.amount + STEP)
        elif rule.share is not None:
            point = Fraction(1, 100)
            moved = replace(
                rule,
                share=max(Fraction(0), rule.share - point) if down else min(Fraction(1), rule.share + point),
            )
        else:
            moved = replace(rule, max=(rule.max or 0) + 1)
        relaxed = replace(case, rules=tuple(moved if other.id == rule.id else other for other in case.rules))
        check_beside(effect.more, best, plan(relaxed))
        assert as_good(plan(relaxed), best)


def capital() -> Selector:
    return Selector((Condition("category", ("capital",)),))


def roles(*rules: Rule) -> dict[str, str]:
    case = case_of(
        [giver("A1", 300), giver("A2", 300)],
        [taker("R1", 300), taker("R2", 250), taker("R3", 200, score=9)],
        rules,
    )
    return {effect.id: effect.role for effect in explained(case).rules}


@pytest.mark.parametrize(
    ("rule", "role"),
    [
        (Rule("none", "forbid"), "everything"),
        (Rule("zero", "limit", amount=0), "everything"),
        (Rule("no-lines", "count", what="lines", max=0), "everything"),
        (Rule("little", "limit", amount=300), "decides"),
        (Rule("plenty", "limit", amount=600), "idle"),
        (Rule("elsewhere", "forbid", source=capital()), "idle"),
        (Rule("counted", "count", what="reserves", max=3), "idle"),
        (Rule("warned", "limit", amount=0, severity="warn"), "warns"),
        (Rule("off", "limit", amount=0, enabled=False), "off"),
        (Rule("signed", "approval", level="region"), "idle"),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else value,
)
def test_the_role_of_a_rule(rule: Rule, role: str) -> None:
    assert roles(rule) == {rule.id: role}


def test_two_rules_that_each_forbid_a_half_do_not_each_forbid_everything() -> None:
    first = Selector((Condition("id", ("A1",)),))
    second = Selector((Condition("id", ("A2",)),))
    assert roles(Rule("one", "forbid", source=first), Rule("two", "forbid", source=second)) == {
        "one": "decides",
        "two": "decides",
    }


def test_a_requirement_is_relaxed_downwards() -> None:
    rule = Rule("some", "require", target=Selector((Condition("id", ("R2",)),)), amount=600)
    takers = [taker("R1", 1000, min_cost=1, score=9), taker("R2", 1000, min_cost=1)]
    (effect,) = explained(case_of([giver("A1", 1000)], takers, [rule])).rules
    assert effect.settings == (("rules.some.amount", "1.00"),)
    assert effect.step is not None and effect.step.values == {"amount": STEP, "sign": "−"}
    assert effect.more is not None and effect.more.first == "score"


def test_settings_of_a_step_make_the_case_that_was_planned() -> None:
    case = case_of([giver("A1", 300)], [taker("R1", 300, min_cost=1)], [Rule("some", "limit", amount=100)])
    (effect,) = explained(case).rules
    assert effect.more is not None
    assert plan(laid(case, effect.settings)).fingerprint == effect.more.plan.fingerprint
