"""What if: a changed case is planned once, as `plan` would, and no more often than is allowed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker
from strategies import cases

from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Rule
from realloc.explain import changes
from realloc.explain.probe import OutOfEffort, Probe
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.verify import check_plan


@settings(max_examples=25)
@given(cases(), st.data())
def test_a_change_has_its_own_fingerprint_and_its_plan_holds_there(case: Case, data: st.DataObject) -> None:
    reserve = data.draw(st.sampled_from(case.reserves)).id
    activity = data.draw(st.sampled_from(case.activities)).id
    probe = Probe()
    for other in (
        changes.forced(case, reserve),
        changes.left_out(case, reserve),
        changes.kept(case, activity),
        changes.without_rules(case, [rule.id for rule in case.rules]),
    ):
        assert other.fingerprint == fingerprint(other)
        found = probe.plan(other)
        assert found == plan(other)
        assert check_plan(other, plan_document(found)) == []


@settings(max_examples=25)
@given(cases(), st.data())
def test_what_is_forced_left_out_and_kept_is_so(case: Case, data: st.DataObject) -> None:
    reserve = data.draw(st.sampled_from(case.reserves)).id
    activity = data.draw(st.sampled_from(case.activities)).id
    probe = Probe()

    def amount(changed: Case) -> int:
        return next(r.amount for r in probe.plan(changed).reserves if r.id == reserve)

    with_it = probe.plan(changes.forced(case, reserve))
    assert with_it.status == "infeasible" or amount(changes.forced(case, reserve)) > 0
    assert amount(changes.left_out(case, reserve)) == 0
    held = probe.plan(changes.kept(case, activity))
    assert next(a.out for a in held.activities if a.id == activity) == 0


def small() -> Case:
    return case_of(
        [giver("A1", 300)], [taker("R1", 200), taker("R2", 100)], [Rule("what-if", "limit", amount=300)]
    )


def test_a_plan_asked_for_twice_is_made_once() -> None:
    probe = Probe()
    first = probe.plan(small())
    assert probe.plan(small()) is first
    assert probe.effort.replans == 1


def test_the_bound_on_plans_holds_and_is_shown() -> None:
    probe = Probe(most=2)
    probe.plan(small())
    probe.plan(changes.left_out(small(), "R1"))
    assert not probe.effort.ended
    with pytest.raises(OutOfEffort):
        probe.plan(changes.left_out(small(), "R2"))
    assert (probe.effort.replans, probe.effort.ended) == (2, True)


def test_no_plan_is_begun_after_the_time() -> None:
    probe = Probe(seconds=0)
    with pytest.raises(OutOfEffort):
        probe.plan(small())
    assert probe.effort.ended


def test_a_forced_reserve_takes_a_name_that_no_rule_has() -> None:
    assert [rule.id for rule in changes.forced(small(), "R1").rules] == ["what-if", "what-if-2"]


def test_a_change_touches_what_it_names_and_nothing_else() -> None:
    case = small()
    assert changes.with_reserve(case, "R1", cost=50).reserves[1] == case.reserves[1]
    assert changes.with_reserve(case, "R1", cost=50).reserves[0].cost == 50
    assert changes.with_activity(case, "A1", budget=50).activities[0].budget == 50
    assert changes.with_rule(case, "what-if", amount=50).rules[0].amount == 50
    assert changes.kept(case, "A1").activities[0].release_share == Fraction(0)
    assert changes.with_calendar(case, decision=case.calendar.as_of).calendar.decision == case.calendar.as_of
