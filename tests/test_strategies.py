"""The tests' own tools: that the strategies say what they promise, and that the brute force is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import oracle
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from strategies import cases

from realloc.case.records import (
    RELEASE_FLAGS,
    RULE_TYPES,
    SHARE_BASES,
    STAGES,
    Activity,
    Calendar,
    Case,
    Comparison,
    Condition,
    Reserve,
    Rule,
    Selector,
)

# Cases.


@given(cases())
def test_every_case_keeps_what_the_reader_would_have_checked(case: Case) -> None:
    ids = [row.id for row in (*case.activities, *case.reserves)]
    known = {r.id for r in case.reserves}
    assert len(ids) == len(set(ids))
    assert all(a.disbursed + a.obligated <= a.budget for a in case.activities)
    for r in case.reserves:
        assert 0 < r.min_cost <= r.cost
        assert r.cost % case.unit == r.min_cost % case.unit == 0
        assert r.score is not None
        assert r.score == round(r.score, 4)
        assert {*r.requires, *r.excludes} <= known - {r.id}
        assert not set(r.requires) & set(r.excludes)
    assert len({r.rank for r in case.reserves}) == len(case.reserves)
    assert len(set(case.stages)) == len(case.stages) > 0
    assert all(_well_formed(rule) for rule in case.rules)


def _well_formed(rule: Rule) -> bool:
    bounded = {
        "limit": (rule.amount is None) != (rule.share is None) and (rule.share is None) == (rule.of is None),
        "count": rule.what is not None and rule.max is not None,
        "approval": rule.level is not None and rule.per is None,
        "forbid": rule.per is None and rule.amount is None and rule.share is None,
    }
    return bounded[{"require": "limit"}.get(rule.type, rule.type)]


@given(cases(max_activities=2, max_reserves=3, rules=("count",), stages=("rank", "score"), whole_only=True))
def test_a_case_is_no_wider_than_asked(case: Case) -> None:
    assert len(case.activities) <= 2
    assert len(case.reserves) <= 3
    assert {rule.type for rule in case.rules} <= {"count"}
    assert set(case.stages) <= {"rank", "score"}
    assert all(r.min_cost == r.cost for r in case.reserves)


def test_no_rules_can_be_asked_for() -> None:
    find(cases(rules=()), lambda case: case.rules == ())


def selected(case: Case) -> Iterator[Any]:
    for rule in case.rules:
        for selector in (rule.source, rule.target):
            for condition in selector.conditions:
                yield from condition.options


def compared(case: Case) -> Iterator[Any]:
    return (option.value for option in selected(case) if isinstance(option, Comparison))


PHENOMENA: dict[str, Callable[[Case], bool]] = {
    **{f"rule {kind}": lambda c, kind=kind: any(r.type == kind for r in c.rules) for kind in RULE_TYPES},
    **{f"share of {of}": lambda c, of=of: any(r.of == of for r in c.rules) for of in SHARE_BASES},
    **{f"first stage {stage}": lambda c, stage=stage: c.stages[0] == stage for stage in STAGES},
    **{
        f"flag {flag}": lambda c, flag=flag: any(oracle.flag(c, a) == flag for a in c.activities)
        for flag in RELEASE_FLAGS
    },
    **{
        f"worked out as {flag}": lambda c, flag=flag: any(
            a.feasibility is None and oracle.flag(c, a) == flag for a in c.activities
        )
        for flag in RELEASE_FLAGS[:5]
    },
    "per of either end": lambda c: {r.per[0] for r in c.rules if r.per} == {"from", "to"},
    "same": lambda c: any(r.same for r in c.rules),
    "different": lambda c: any(r.different for r in c.rules),
    "warning": lambda c: any(r.severity == "warn" for r in c.rules),
    "switched off": lambda c: any(not r.enabled for r in c.rules),
    "date compared": lambda c: any(isinstance(value, date) for value in compared(c)),
    "share compared": lambda c: any(isinstance(value, Fraction) for value in compared(c)),
    "score compared": lambda c: any(isinstance(value, Decimal) for value in compared(c)),
    "odd satang": lambda c: any(a.budget % c.unit for a in c.activities),
    "much money moves": lambda c: sum(oracle.greedy(c, c.reserves).values()) > 10**10,
    "partial funding": lambda c: any(r.min_cost < r.cost for r in c.reserves),
    "requires": lambda c: any(r.requires for r in c.reserves),
    "excludes": lambda c: any(r.excludes for r in c.reserves),
    "too late": lambda c: any(r.available and not oracle.eligible(c, r) for r in c.reserves),
    "just in time": lambda c: any(r.lead_days == 121 and oracle.eligible(c, r) for r in c.reserves),
    "two funded": lambda c: len({j for _, j in oracle.greedy(c, c.reserves)}) >= 2,
    "no plan": lambda c: oracle.supports(c) and oracle.best(c) is None,
}


def test_the_vocabulary_has_a_word_for_each() -> None:
    unseen = set(PHENOMENA)

    @settings(max_examples=400, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(cases(max_activities=4, max_reserves=4))
    def look(case: Case) -> None:
        unseen.difference_update([name for name in unseen if PHENOMENA[name](case)])

    look()
    assert unseen == set()


# The brute force.


def test_the_simplex_ends_where_a_careless_one_would_turn_in_circles() -> None:
    """Beale's example."""
    f = Fraction
    matrix = [[f(1, 4), f(-8), f(-1), f(9)], [f(1, 2), f(-12), f(-1, 2), f(3)], [f(0), f(0), f(1), f(0)]]
    solved = oracle.simplex(matrix, [f(0), f(0), f(1)], [f(3, 4), f(-20), f(1, 2), f(-6)])
    assert solved == (f(5, 4), [f(1), f(0), f(1), f(0)])


def test_the_simplex_says_where_there_is_no_solution() -> None:
    f = Fraction
    assert oracle.simplex([[f(1)], [f(-1)]], [f(1), f(-2)], [f(1)]) is None
    assert oracle.simplex([[f(1)], [f(-1)]], [f(2), f(-2)], [f(1)]) == (2, [2])
    assert oracle.simplex([], [], []) == (0, [])


@st.composite
def programs(draw: st.DrawFn) -> tuple[list[list[Fraction]], list[Fraction], list[Fraction]]:
    """Maximise c x, A x ≤ b over a box of 0 to 3 in up to three dimensions."""
    width = draw(st.integers(1, 3))
    row = st.lists(st.integers(-3, 3).map(Fraction), min_size=width, max_size=width)
    matrix = draw(st.lists(row, max_size=3))
    bounds = [draw(st.integers(-4, 9).map(lambda n: Fraction(n, 2))) for _ in matrix]
    box = [[Fraction(k == n) for k in range(width)] for n in range(width)]
    return matrix + box, bounds + [Fraction(3)] * width, draw(row)


@given(programs())
def test_whole_units_are_as_good_as_trying_them_all(
    program: tuple[list[list[Fraction]], list[Fraction], list[Fraction]],
) -> None:
    matrix, bounds, weights = program
    values = [
        sum(w * n for w, n in zip(weights, x, strict=True))
        for x in product(range(4), repeat=len(weights))
        if all(
            sum(k * n for k, n in zip(row, x, strict=True)) <= b
            for row, b in zip(matrix, bounds, strict=True)
        )
    ]
    best, finished = oracle.whole_units(matrix, bounds, weights)
    relaxed = oracle.simplex(matrix, bounds, weights)
    assert finished
    assert best == max(values, default=None)
    assert best is None or (relaxed is not None and relaxed[0] >= best)


@given(cases(max_activities=3, max_reserves=4, stages=oracle.SUPPORTED_STAGES, max_rules=2), st.data())
def test_no_plan_is_better_than_the_best(case: Case, data: st.DataObject) -> None:
    if not oracle.supports(case):
        return
    stage = case.stages[0]
    transfers = oracle.greedy(case, data.draw(st.permutations(case.reserves)))
    found = oracle.best(case)
    if found is None:
        assert not oracle.holds(case, transfers)
    elif oracle.holds(case, transfers):
        value = oracle.stage_value(case, stage, transfers)
        assert oracle.better(stage, [value, found.lp]) == found.lp
        if found.exact and stage != "score":
            assert oracle.better(stage, [value, found.value]) == found.value
        if found.exact and stage == "score":
            assert int(value) <= found.value <= found.lp


def small(rules: tuple[Rule, ...] = (), stage: str = "score") -> Case:
    """Ten baht in one place and four in another, for projects of eight, six and five baht."""
    calendar = Calendar(date(2021, 4, 30), date(2021, 6, 1), date(2021, 9, 30))
    a = Activity("A1", "", "p", "n", "capital", "works", "cancelled", budget=1_000, disbursed=0)
    r = Reserve("R1", "", "p", "n", "capital", cost=800, min_cost=800, score=Decimal(9), rank=1)
    reserves = (
        r,
        replace(r, id="R2", cost=600, min_cost=600, score=Decimal(6), rank=2, project="q"),
        replace(r, id="R3", cost=500, min_cost=100, score=Decimal(5), rank=3, agency="m"),
    )
    activities = (a, replace(a, id="A2", budget=400))
    return Case("small", "", 100, calendar, activities, reserves, stages=(stage,), rules=rules)


BEST = [
    ("score", (), 150_000, {"R1", "R2"}),
    ("rank", (), (1, 2), {"R1", "R2"}),
    ("amount", (), 1_400, {"R1", "R2"}),
    ("escalation", (), 0, set()),
    ("same_project", (), 1_300, {"R1", "R3"}),
    ("score", (Rule("x", "limit", amount=900),), 100_000, {"R1", "R3"}),
    ("score", (Rule("x", "limit", per=("to", "project"), amount=700),), 110_000, {"R2", "R3"}),
    ("score", (Rule("x", "count", what="lines", max=2),), 130_000, {"R1", "R3"}),
    ("score", (Rule("x", "count", what="lines", max=1),), 90_000, {"R1"}),
    ("score", (Rule("x", "count", what="activities", max=1),), 110_000, {"R1", "R3"}),
    ("score", (Rule("x", "require", different=("project",), share=Fraction(1, 2), of="transferred"),),
     110_000, {"R2", "R3"}),
    ("amount", (Rule("x", "require", different=("agency",), share=Fraction(4, 10), of="transferred"),),
     1_100, {"R2", "R3"}),
    ("escalation", (Rule("x", "approval", same=("agency",), level="region"),
                    Rule("y", "require", amount=700)), 1_200, {"R2", "R3"}),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "rules", "value", "funded"), BEST)
def test_the_best_of_a_case_worked_out_by_hand(
    stage: str, rules: tuple[Rule, ...], value: Any, funded: set[str]
) -> None:
    found = oracle.best(small(rules, stage))
    assert found is not None
    assert found.exact
    assert found.value == value
    assert frozenset(funded) in found.sets


def test_later_stages_choose_among_the_best_of_the_earlier() -> None:
    """R1 with R2 are worth 15 in every way; A1 and A2 together cannot but pay for both."""
    rules = (Rule("x", "approval", source=Selector((Condition("id", ("A1",)),)), level="committee"),)
    case = replace(small(rules), stages=("reserves", "amount", "escalation", "lines", "score"))
    assert oracle.best_values(case) == (2, 1_400, 1_000)
    case = replace(small(rules), stages=("escalation", "score", "rank"))
    assert oracle.best_values(case) == (0, 40_000, (3,))
    assert oracle.best_values(replace(small((Rule("x", "require", amount=1_401),)))) is None


def test_whole_units_can_be_worse_than_fractions() -> None:
    """Beside the eight baht of R1, a quarter of all for R3 would be 2 2/3 baht: two, in whole baht."""
    only = Selector((Condition("id", ("R3",)),))
    case = small((Rule("x", "limit", target=only, share=Fraction(1, 4), of="transferred"),), "amount")
    first, second, third = case.reserves
    found = oracle.best(replace(case, reserves=(first, replace(second, available=False), third)))
    assert found is not None
    assert (found.lp, found.value, found.exact) == (Fraction(3_200, 3), 1_000, True)


def test_a_demand_beyond_all_money_has_no_plan() -> None:
    assert oracle.best(small((Rule("x", "require", amount=1_401),))) is None
