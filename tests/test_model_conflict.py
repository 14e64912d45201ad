"""Where there is no plan: the rules named leave none together, and would leave one with any of them gone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker
from strategies import cases

from realloc.case.records import Case, Condition, Rule, Selector
from realloc.planning import plan


def with_rules(case: Case, ids: set[str]) -> Case:
    return replace(case, rules=tuple(rule for rule in case.rules if rule.id in ids))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(cases(rules=("forbid", "limit", "require", "count", "approval")), st.integers(1, 3))
def test_a_conflict_is_enough_and_no_more_than_enough(case: Case, part: int) -> None:
    """A rule that asks for much, or for all there is, makes most of these cases impossible."""
    asked = sum(reserve.cost for reserve in case.reserves) // part + case.unit
    case = replace(case, rules=(*case.rules, Rule("asks-much", "require", amount=asked)))
    found = plan(case)
    if found.status != "infeasible":
        assert found.conflict == ()
        return
    named = set(found.conflict)
    blocking = {rule.id for rule in case.rules if rule.enabled and rule.severity == "block"}
    assert named
    assert named <= blocking
    assert plan(with_rules(case, named)).status == "infeasible"
    for one in named:
        assert plan(with_rules(case, named - {one})).status != "infeasible"


def test_the_rules_named_are_those_that_meet_and_not_the_bystanders() -> None:
    capital = Selector((Condition("category", ("capital",)),))
    case = case_of(
        [giver("A1", 1000), giver("A2", 1000, category="capital")],
        [taker("R1", 800), taker("R2", 900, category="capital")],
        [
            Rule("bystander", "count", what="lines", max=9),
            Rule("apart", "forbid", source=capital),
            Rule("ask", "approval", level="region"),
            Rule("more-capital", "require", source=capital, amount=100),
            Rule("warned", "require", amount=10_000, severity="warn"),
            Rule("off", "require", amount=10_000, enabled=False),
        ],
    )
    found = plan(case)
    assert (found.status, found.conflict) == ("infeasible", ("apart", "more-capital"))
    assert found.transfers == found.rules == found.objective == ()
    assert {reserve.why.code for reserve in found.reserves} == {"no-plan"}


def test_one_rule_can_be_in_conflict_with_the_case_itself() -> None:
    case = case_of([giver("A1", 300)], [taker("R1", 800)], [Rule("some", "require", amount=1)])
    assert plan(case).conflict == ("some",)
