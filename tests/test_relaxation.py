"""Ways out of a conflict: each gives a plan, one step less does not, and none that is cheap is left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker
from rivals import rivals
from strategies import cases

from realloc import money
from realloc.case.records import Case, Condition, Rule, Selector
from realloc.choice import Relaxation
from realloc.explain import relaxation
from realloc.explain.relaxation import changed_by, relaxations
from realloc.planning import plan
from realloc.result import Plan

few = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def a_step_less(case: Case, way: Relaxation) -> Case:
    """The case with the change that is one step smaller, worked out from the words of `--set` alone."""
    ((path, value),) = way.settings
    _, id_, key = path.split(".")
    if way.kind == "budget":
        budget = money.parse(value) - case.unit
        return replace(case, activities=tuple(
            replace(row, budget=budget) if row.id == id_ else row for row in case.activities
        ))  # fmt: skip
    rule = next(rule for rule in case.rules if rule.id == id_)
    sign = 1 if rule.type == "require" else -1
    changed = {
        "amount": lambda: replace(rule, amount=money.parse(value) + sign * case.unit),
        "share": lambda: replace(rule, share=Fraction(value) + sign * Fraction(1, 10_000)),
        "max": lambda: replace(rule, max=int(value) - 1),
        "enabled": lambda: rule,
    }[key]()
    return replace(case, rules=tuple(changed if other is rule else other for other in case.rules))


def exists(case: Case) -> bool:
    return plan(case).status != "infeasible"


def asking(case: Case, part: int, share: bool) -> Case:
    """The case with a rule that asks for much: makes most cases impossible."""
    asked = sum(reserve.cost for reserve in case.reserves) // part + case.unit
    rule = Rule("asks-much", "require", amount=asked)
    if share:
        rule = Rule("asks-much", "require", share=Fraction(1, part), of="releasable")
    return replace(case, rules=(*case.rules, rule))


@few
@given(rivals(max_rules=4), st.integers(1, 3), st.booleans())
def test_each_way_is_enough_and_one_step_less_is_not(case: Case, part: int, share: bool) -> None:
    case = asking(case, part, share)
    found = plan(case)
    assume(found.status == "infeasible")
    ways = relaxations(case, found.conflict)
    assert not ways.ended
    for way in ways.ways:
        event(f"{way.kind} {way.found}")
        if way.found == "none":
            off = (replace(r, enabled=False) if r.id == way.subject else r for r in case.rules)
            still = plan(replace(case, rules=tuple(off)))
            assert still.status == "infeasible"
            assert set(still.conflict) == set(way.rest)
            continue
        changed = changed_by(case, way)
        assert exists(changed)
        assert isinstance(way.plan, Plan) and way.plan == replace(
            plan(changed), fingerprint=way.plan.fingerprint
        )
        if way.kind != "together":
            assert not exists(a_step_less(case, way))


@few
@given(rivals(max_rules=4), st.integers(1, 3))
def test_every_rule_of_the_conflict_is_tried_and_the_cheapest_comes_first(case: Case, part: int) -> None:
    case = asking(case, part, False)
    found = plan(case)
    assume(found.status == "infeasible")
    ways = relaxations(case, found.conflict).ways
    assert {way.subject for way in ways if way.kind not in ("budget", "together")} == set(found.conflict)
    costs = [way.cost for way in ways if way.cost is not None]
    assert costs == sorted(costs)
    ranks = [0 if way.cost is not None else 2 if way.found == "none" else 1 for way in ways]
    assert ranks == sorted(ranks)
    alone = [way for way in ways if way.found != "none" and way.kind != "together"]
    assert bool(alone) != any(way.kind == "together" for way in ways) or not alone


@few
@given(cases(max_activities=3, max_reserves=3, rules=("limit", "require", "count")), st.integers(1, 2))
def test_no_activity_needs_less_money_than_the_one_named(case: Case, part: int) -> None:
    case = asking(case, part, False)
    found = plan(case)
    assume(found.status == "infeasible")
    assume(all("budget" not in map(attribute, rule.source.conditions) for rule in case.rules))
    assume(all(rule.type != "require" or rule.of in (None, "transferred") for rule in case.rules))
    ways = relaxations(case, found.conflict)
    assume(not ways.ended)  # as where 10¹⁰ satang are one short, which floats cannot tell
    named = [way for way in ways.ways if way.kind == "budget"]
    assert all(way.found == "least" for way in named)
    enough = sum(reserve.cost for reserve in case.reserves) * 12 + 10**13
    for activity in case.activities:
        most = named[0].cost - case.unit if named else enough // case.unit * case.unit
        assert most is not None
        raised = replace(activity, budget=activity.budget + most)
        rows = (raised if row is activity else row for row in case.activities)
        assert not exists(replace(case, activities=tuple(rows)))


attribute = attrgetter("attribute")

CAPITAL = Selector((Condition("category", ("capital",)),))


def test_what_each_kind_of_rule_comes_to() -> None:
    """1,000 can move, 400 of it to the one project that the rules let it reach; 700 is asked for."""
    case = case_of(
        [giver("A1", 1000)],
        [taker("R1", 400), taker("R2", 500, category="capital"), taker("R3", 100, category="capital")],
        [
            Rule("one", "count", what="reserves", max=1),
            Rule("apart", "forbid", target=CAPITAL),
            Rule("ask", "require", amount=700),
        ],
    )
    found = plan(case)
    assert found.status == "infeasible"
    by_subject = {way.subject: way for way in relaxations(case, found.conflict).ways}
    assert set(found.conflict) == {"apart", "ask"}
    assert by_subject["ask"].settings == (("rules.ask.amount", "4.00"),)
    assert by_subject["ask"].cost == 300
    assert by_subject["apart"].found == "none" and set(by_subject["apart"].rest) == {"one", "ask"}
    assert "A1" not in by_subject


def test_a_forbid_is_switched_off_and_a_count_raised() -> None:
    case = case_of(
        [giver("A1", 1000)],
        [taker("R1", 400), taker("R2", 300), taker("R3", 300, category="capital")],
        [
            Rule("apart", "forbid", target=CAPITAL),
            Rule("two", "count", what="lines", max=1),
            Rule("ask", "require", amount=600),
        ],
    )
    ways = relaxations(case, plan(case).conflict).ways
    assert [(way.kind, way.settings) for way in ways] == [
        ("amount", (("rules.ask.amount", "4.00"),)),
        ("max", (("rules.two.max", "2"),)),
    ]
    fewer = replace(case, rules=(case.rules[0], Rule("ask", "require", amount=1000)))
    ways = relaxations(fewer, plan(fewer).conflict).ways
    assert [(way.kind, way.settings) for way in ways] == [
        ("amount", (("rules.ask.amount", "7.00"),)),
        ("off", (("rules.apart.enabled", "false"),)),
    ]


def test_money_is_added_where_least_is_needed() -> None:
    """A2 gives half of what is added, A1 all of it; A3 nothing, however much."""
    case = case_of(
        [
            giver("A1", 100),
            giver("A2", 100, release_share=Fraction(1, 2)),
            giver("A3", 900, release_share=Fraction(0)),
        ],
        [taker("R1", 500, min_cost=1)],
        [Rule("ask", "require", amount=400)],
    )
    ways = relaxations(case, plan(case).conflict).ways
    assert [(way.kind, way.subject, way.cost) for way in ways] == [
        ("budget", "A1", 250),
        ("amount", "ask", 250),
    ]
    assert ways[0].settings == (("activities.A1.budget", "3.50"),)


def test_two_conflicts_at_once_need_two_changes() -> None:
    first, second = (Selector((Condition("id", (id_,)),)) for id_ in ("R1", "R2"))
    case = case_of(
        [giver("A1", 1000)],
        [taker("R1", 100, min_cost=1), taker("R2", 200, min_cost=1)],
        [
            Rule("much", "require", target=first, amount=150),
            Rule("more", "require", target=second, amount=260),
        ],
    )
    ways = relaxations(case, plan(case).conflict).ways
    assert [(way.kind, way.found, way.subject) for way in ways] == [
        ("together", "enough", ""),
        ("off", "none", "more"),
    ]
    assert ways[0].cost == 110
    assert ways[0].settings == (("rules.much.amount", "1.00"), ("rules.more.amount", "2.00"))
    assert ways[1].rest == ("much",)


@pytest.mark.parametrize(
    ("rule", "setting"),
    [
        (Rule("of", "limit", share=Fraction(1, 10), of="budget"), ("rules.of.share", "0.4000")),
        (Rule("of", "limit", share=Fraction(1, 7), of="releasable"), ("rules.of.share", "0.4000")),
        (Rule("of", "limit", amount=100), ("rules.of.amount", "4.00")),
        (Rule("of", "limit", per=("from", "id"), amount=101), ("rules.of.amount", "2.00")),
    ],
)
def test_a_limit_is_raised_to_what_is_needed(rule, setting) -> None:
    case = case_of(
        [giver("A1", 500), giver("A2", 500)],
        [taker("R1", 400, score=Decimal(1))],
        [rule, Rule("ask", "require", amount=400)],
    )
    ways = {way.subject: way for way in relaxations(case, plan(case).conflict).ways}
    assert ways["of"].settings == (setting,)


def test_a_share_of_all_that_moves_has_no_price() -> None:
    case = case_of(
        [giver("A1", 500), giver("A2", 500, category="capital")],
        [taker("R1", 1000, min_cost=1)],
        [
            Rule("part", "limit", source=CAPITAL, share=Fraction(1, 5), of="transferred"),
            Rule("ask", "require", amount=800),
        ],
    )
    (part,) = (way for way in relaxations(case, plan(case).conflict).ways if way.subject == "part")
    assert (part.kind, part.cost, part.settings) == ("share", None, (("rules.part.share", "0.3750"),))


def test_the_effort_is_bounded_and_says_so(monkeypatch) -> None:
    case = case_of([giver("A1", 300)], [taker("R1", 800)], [Rule("some", "require", amount=1)])
    conflict = plan(case).conflict
    monkeypatch.setattr(relaxation, "MOST_SOLVES", 1)
    found = relaxations(case, conflict)
    assert found.ended and found.solves == 1
    assert relaxations(case, conflict, seconds=0).ended
