"""What is true of every plan, whatever the case: laws, and agreement with brute force on small cases."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import oracle
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, no_worse, taker, transfers
from strategies import activities, cases, reserves

from realloc.case.records import Case, Comparison, Condition, Rule, Selector
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import Plan

LAXER = ("forbid", "limit", "count", "approval")  # no more rows and no more money can break these
SMALL = {"max_activities": 4, "max_reserves": 4}
few = settings(max_examples=60, suppress_health_check=list(HealthCheck))
some = settings(max_examples=120, suppress_health_check=list(HealthCheck))


# A plan is a plan.


@some
@given(cases())
def test_a_plan_keeps_every_rule_and_says_what_its_transfers_come_to(case: Case) -> None:
    found = plan(case)
    moved = transfers(found)
    if found.status == "infeasible":
        assert moved == {}
        return
    assert oracle.holds(case, moved)
    ours, theirs = plan_document(found), oracle.document(case, moved)
    for part in ("totals", "activities", "reserves", "transfers", "rules"):
        assert _without_reasons(ours[part]) == _without_reasons(theirs[part])
    assert [row["value"] for row in ours["objective"]] == [row["value"] for row in theirs["objective"]]
    assert (found.status == "optimal") == all(stage.value == stage.bound for stage in found.objective)


def _without_reasons(part: Any) -> Any:
    if isinstance(part, dict):
        return part
    rows = [{key: value for key, value in row.items() if key not in ("why", "counts")} for row in part]
    return sorted(rows, key=lambda row: sorted(row.items(), key=str)) if rows and "to" in rows[0] else rows


@some
@given(cases())
def test_money_is_conserved_to_the_satang_and_nothing_is_taken_that_must_stay(case: Case) -> None:
    found = plan(case)
    out, received = sum(a.out for a in found.activities), sum(r.amount for r in found.reserves)
    assert out == received == found.totals.transferred == sum(t.amount for t in found.transfers)
    assert found.totals.unplaced == found.totals.releasable - out >= 0
    assert sum(a.before for a in found.activities) == sum(a.after for a in found.activities) + received
    for activity, row in zip(case.activities, found.activities, strict=True):
        assert 0 <= row.out <= row.releasable
        if row.out:
            assert row.after >= activity.disbursed + activity.obligated + activity.keep
    for reserve, got in zip(case.reserves, found.reserves, strict=True):
        assert got.amount == 0 or reserve.min_cost <= got.amount <= reserve.cost
        assert got.amount % case.unit == 0


# It is the best there is.


@some
@given(cases(**SMALL, max_rules=2))
def test_brute_force_over_who_is_funded_agrees(case: Case) -> None:
    assume(oracle.supports(case))
    best, found = oracle.best(case), plan(case)
    assert (best is None) == (found.status == "infeasible")
    if best is None:
        return
    first = found.objective[0]
    if best.exact:
        assert no_worse(first.stage, first.bound, best.value)
        assert no_worse(first.stage, best.value, first.value)
        if first.value == first.bound:
            assert frozenset(r.id for r in found.reserves if r.funded) in best.sets
    else:
        assert best.value is None or no_worse(first.stage, first.bound, best.value)


@few
@given(cases(**SMALL, max_rules=1, stages=oracle.SUPPORTED_STAGES))
def test_brute_force_agrees_stage_after_stage(case: Case) -> None:
    assume(oracle.supports(case))
    best, found = oracle.best_values(case), plan(case)
    assert (best is None) == (found.status == "infeasible")
    for result, value in zip(found.objective, best or (), strict=False):
        if result.value != result.bound:
            break
        assert result.value == value


def test_what_is_not_proven_optimal_is_rare() -> None:
    statuses: list[str] = []

    @settings(max_examples=300, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(cases())
    def planned(case: Case) -> None:
        statuses.append(plan(case).status)

    planned()
    assert len(statuses) >= 300
    assert statuses.count("optimal") + statuses.count("infeasible") >= len(statuses) - 1


def test_the_highest_level_that_any_rule_asks_for_is_what_escalation_counts() -> None:
    rules = [
        Rule("all", "approval", level="committee"),
        Rule("first", "approval", source=Selector((Condition("id", ("A1",)),)), level="region"),
        Rule("low", "approval", level="governor"),
    ]
    case = case_of([giver("A1", 100), giver("A2", 60)], [taker("R1", 100)], rules, ("amount", "escalation"))
    found = plan(case)
    assert found.status == "optimal"
    assert found.objective[1].value == 60 * 1 + 40 * 2
    assert {(t.source, t.amount, t.approval) for t in found.transfers} == {
        ("A1", 40, "region"),
        ("A2", 60, "committee"),
    }


# What the files' order and the currency's size must not change.


@few
@given(cases(), st.integers())
def test_the_order_of_rows_does_not_matter(case: Case, seed: int) -> None:
    shuffle = random.Random(seed)
    rows = {name: list(getattr(case, name)) for name in ("activities", "reserves")}
    for table in rows.values():
        shuffle.shuffle(table)
    one, other = plan(case), plan(replace(case, **{name: tuple(table) for name, table in rows.items()}))
    assert one.objective == other.objective
    assert transfers(one) == transfers(other)
    assert one.conflict == other.conflict


@few
@given(cases())
def test_ten_times_the_money_moves_ten_times_as_much(case: Case) -> None:
    one, ten = plan(case), plan(_times_ten(case))
    assert {pair: 10 * amount for pair, amount in transfers(one).items()} == transfers(ten)
    assert [result.stage for result in one.objective] == [result.stage for result in ten.objective]
    assert one.conflict == ten.conflict


def _times_ten(case: Case) -> Case:
    gives = ("budget", "disbursed", "obligated", "keep")
    takes = ("cost", "min_cost")

    def scaled(row: Any, names: tuple[str, ...]) -> Any:
        return replace(row, **{name: 10 * getattr(row, name) for name in names})

    def selector(of: Selector) -> Selector:
        return Selector(tuple(
            Condition(c.attribute, tuple(Comparison(o.operator, 10 * o.value) for o in c.options))
            if c.attribute in (*gives, *takes) else c
            for c in of.conditions
        ))  # fmt: skip

    def rule(of: Rule) -> Rule:
        amount = None if of.amount is None else 10 * of.amount
        return replace(of, source=selector(of.source), target=selector(of.target), amount=amount)

    return replace(
        case,
        unit=10 * case.unit,
        activities=tuple(scaled(a, gives) for a in case.activities),
        reserves=tuple(scaled(r, takes) for r in case.reserves),
        rules=tuple(rule(r) for r in case.rules),
    )


# More freedom never hurts, and a warning binds nobody.


def not_worse_than(case: Case, freer: Case) -> None:
    """The first stage of the freer case is at least as good, as far as either is known."""
    before, after = plan(case), plan(freer)
    if before.status != "infeasible":
        assert after.status != "infeasible"
        stage = before.objective[0].stage
        assert no_worse(stage, after.objective[0].bound, before.objective[0].value)


def without(case: Case, rule: Rule) -> Case:
    return replace(case, rules=tuple(other for other in case.rules if other is not rule))


@few
@given(cases(), st.data())
def test_a_higher_limit_never_worsens_the_first_stage(case: Case, data: st.DataObject) -> None:
    limits = [rule for rule in case.rules if rule.amount is not None or rule.max is not None]
    assume(limits)
    rule = data.draw(st.sampled_from(limits))
    sign = -1 if rule.type == "require" else 1
    moved = {
        name: max(0, value + sign * data.draw(st.sampled_from([1, 7, 10**10])))
        for name in ("amount", "max")
        if (value := getattr(rule, name)) is not None
    }
    rules = tuple(replace(rule, **moved) if other is rule else other for other in case.rules)
    not_worse_than(case, replace(case, rules=rules))


@few
@given(cases(), st.data())
def test_a_rule_less_never_worsens_the_first_stage(case: Case, data: st.DataObject) -> None:
    """Except a `forbid`: with it go transfers that a `require` may ask for."""
    droppable = [rule for rule in case.rules if rule.type in ("limit", "require", "count")]
    assume(droppable)
    not_worse_than(case, without(case, data.draw(st.sampled_from(droppable))))


@few
@given(cases(rules=LAXER), st.data())
def test_a_forbid_less_never_worsens_the_first_stage(case: Case, data: st.DataObject) -> None:
    forbids = [rule for rule in case.rules if rule.type == "forbid"]
    assume(forbids)
    not_worse_than(case, without(case, data.draw(st.sampled_from(forbids))))


@few
@given(st.data())
def test_another_activity_never_worsens_the_first_stage(data: st.DataObject) -> None:
    case = data.draw(cases(rules=LAXER))
    more = data.draw(activities(99, case.unit))
    not_worse_than(case, replace(case, activities=(*case.activities, more)))


@few
@given(st.data())
def test_another_reserve_never_worsens_the_first_stage(data: st.DataObject) -> None:
    case = data.draw(cases(rules=LAXER))
    more = replace(data.draw(reserves(99, 1, case.unit, False)), requires=(), excludes=())
    not_worse_than(case, replace(case, reserves=(*case.reserves, more)))


@few
@given(cases(), st.integers(0, 3))
def test_a_rule_that_warns_or_is_off_changes_no_transfer(case: Case, number: int) -> None:
    assume(number < len(case.rules))
    told = case.rules[number]
    rest = plan(without(case, told))
    for changed in (replace(told, severity="warn", enabled=True), replace(told, enabled=False)):
        rules = tuple(changed if rule is told else rule for rule in case.rules)
        found = plan(replace(case, rules=rules))
        assert (found.status, found.objective) == (rest.status, rest.objective)
        assert transfers(found) == transfers(rest)
        assert found.conflict == rest.conflict
        others = [use for use in found.rules if use.id != told.id]
        assert others == list(rest.rules)


def test_the_same_case_gives_the_same_plan() -> None:
    @settings(max_examples=20, suppress_health_check=list(HealthCheck))
    @given(cases())
    def twice(case: Case) -> None:
        one: Plan = plan(case)
        assert plan(case) == one

    twice()
