"""What is said of an activity is so: sums by hand, days walked one by one, claims planned again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import oracle
from explained import as_good, gets, gives, laid, only, with_rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import cases

from realloc.case.records import Case, Rule
from realloc.explain.activity import explain_activity
from realloc.explain.probe import Probe
from realloc.explanation import ActivityExplanation, Instead
from realloc.planning import plan
from realloc.result import Plan

FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))
SMALL = cases(max_activities=4, max_reserves=4, max_rules=3)


def explained(case: Case, id_: str) -> ActivityExplanation:
    probe = Probe(most=120)
    return explain_activity(case, id_, probe.plan(case), probe)


def some_activity(case: Case, data: st.DataObject) -> str:
    """One that gives, where there is any, as there is most to say of it."""
    giving = [row.id for row in plan(case).activities if row.out]
    return data.draw(st.sampled_from(giving or [row.id for row in case.activities]))


def keeping(case: Case, id_: str) -> Plan:
    """The plan of the case in which the activity may release nothing."""
    rows = (replace(a, release_share=Fraction(0)) if a.id == id_ else a for a in case.activities)
    return plan(replace(case, activities=tuple(rows)))


def check_beside(instead: Instead, best: Plan, other: Plan) -> None:
    """Whether what is said of the other plan is what it is."""
    assert instead.exists == (other.status != "infeasible")
    if instead.exists:
        values = {result.stage: result.value for result in other.objective}
        assert {then.stage: then.value for _, then in instead.stages} == values
        assert (instead.first == "") == as_good(other, best)


@FEW
@given(SMALL, st.data())
def test_the_sums_and_the_flag_are_so(case: Case, data: st.DataObject) -> None:
    id_ = data.draw(st.sampled_from(case.activities)).id
    row = next(row for row in case.activities if row.id == id_)
    said = {reason.code: reason.values for reason in explained(case, id_).sentences}
    assert said["activity-stands"]["flag"] == oracle.flag(case, row)
    if "activity-no-balance" in said:
        assert row.budget - row.disbursed - row.obligated <= row.keep
        return
    sums = said["activity-balance"]
    names = ("disbursed_amount", "obligated_amount", "keep_amount", "balance_amount")
    assert sums["budget_amount"] == row.budget == sum(sums[name] for name in names)
    share = said.get("activity-share") or said["activity-share-own"]
    exact = sums["balance_amount"] * Fraction(share["share"])
    assert 0 <= exact - share["amount"] < case.unit
    assert ("activity-rounded" in said) == (exact != share["amount"])
    assert share["amount"] == oracle.releasable(case, row)


@FEW
@given(SMALL, st.data())
def test_the_caps_are_those_of_each_day(case: Case, data: st.DataObject) -> None:
    id_ = data.draw(st.sampled_from(case.activities)).id
    row = next(row for row in case.activities if row.id == id_)
    caps = explained(case, id_).caps
    if row.nature != "gathering" or row.status in ("completed", "cancelled"):
        assert caps == ()
        return
    day = case.calendar.decision + timedelta(row.lead_days)
    for span in caps:
        assert span.first == day
        while day <= span.last:
            cap = oracle.cap_on(case, day)
            assert cap == span.cap
            assert span.fits == (cap is None or (row.participants is not None and row.participants <= cap))
            day += timedelta(1)
    assert day > case.calendar.close or (not caps and day > case.calendar.close)


@FEW
@given(SMALL, st.data())
def test_where_the_money_goes_and_what_it_is_worth_is_so(case: Case, data: st.DataObject) -> None:
    id_ = some_activity(case, data)
    found, best = explained(case, id_), plan(case)
    out, releasable = next((row.out, row.releasable) for row in best.activities if row.id == id_)
    said = {reason.code: reason.values for reason in found.sentences}
    if best.status == "infeasible":
        assert found.answer == "no-plan"
        return
    assert found.answer == ("gives" if out else "unused" if releasable else "nothing")
    if not out:
        return
    assert said["activity-gives"]["amount"] == out
    assert said.get("activity-left", {"left_amount": 0})["left_amount"] == releasable - out
    other = keeping(case, id_)
    assert found.instead is not None
    check_beside(found.instead, best, other)
    assert ("activity-rules-need-it" in said) == (other.status == "infeasible")
    if other.status != "infeasible":
        assert ("activity-as-good" in said) == as_good(other, best)
    assert {d.target: d.amount for d in found.destinations} == {
        line.target: line.amount for line in best.transfers if line.source == id_
    }
    for destination in found.destinations:
        pair = Rule("apart", "forbid", source=only(id_), target=only(destination.target))
        assert destination.instead is not None
        check_beside(destination.instead, best, plan(with_rules(case, pair)))


@FEW
@given(SMALL, st.data())
def test_what_keeps_its_money_does_and_a_step_less_does_not(case: Case, data: st.DataObject) -> None:
    id_ = some_activity(case, data)
    found = explained(case, id_)
    assert bool(found.remedies) == (found.answer == "gives")
    for remedy in found.remedies:
        if remedy.found in ("least", "enough"):
            assert gives(plan(laid(case, remedy.settings)), id_) == 0
            if remedy.found == "least" or remedy.short:
                assert gives(plan(laid(case, remedy.short)), id_) > 0
        elif remedy.settings:
            assert gives(plan(laid(case, remedy.settings)), id_) > 0
        elif remedy.kind == "decision" and remedy.found == "none":
            days = data.draw(st.integers(0, (case.calendar.decision - case.calendar.as_of).days))
            earlier = replace(case.calendar, decision=case.calendar.decision - timedelta(days))
            assert gives(plan(replace(case, calendar=earlier)), id_) > 0


@FEW
@given(SMALL, st.data())
def test_those_that_fall_without_its_money_do(case: Case, data: st.DataObject) -> None:
    id_ = some_activity(case, data)
    found, best = explained(case, id_), plan(case)
    said = {reason.code: reason.values for reason in found.sentences}
    if "activity-needed" not in said:
        return
    assert found.instead is not None
    other = found.instead.plan
    fallen = {row.id for row in best.reserves if row.funded and not gets(other, row.id)}
    less = {row.id for row in best.reserves if 0 < gets(other, row.id) < row.amount}
    assert {name.split()[0] for name in said.get("activity-falls", {}).get("others", ())} == fallen
    assert {name.split()[0] for name in said.get("activity-gets-less", {}).get("others", ())} == less
