"""The trade-off: every point is one, and there are no others where it says so. Judged by brute force."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import oracle
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import MINIMISED, case_of, giver, no_worse, taker, transfers
from rivals import STAGES, rivals

from realloc.case.records import Case, Rule
from realloc.choice import Frontier, Point
from realloc.errors import UsageError
from realloc.explain import frontier as module
from realloc.explain.frontier import frontier, stages_of
from realloc.explain.variants import Variants
from realloc.model.search import Effort
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import MONEY_STAGES
from realloc.verify import check_plan

few = settings(max_examples=50, suppress_health_check=list(HealthCheck))
PAIRS = st.lists(st.sampled_from(STAGES), min_size=2, max_size=2, unique=True).map(tuple)


def more(case: Case, stage: str, value: int) -> int:
    """The next better value of a stage, in its unit."""
    step = case.unit if stage in MONEY_STAGES else 1
    return value - step if stage in MINIMISED else value + step


def assert_each_is_a_plan(case: Case, found: Frontier) -> None:
    for point in found.points:
        moved = transfers(point.plan)
        assert oracle.holds(case, moved)
        assert check_plan(case, plan_document(point.plan)) == []
        reached = [oracle.rounded(stage, oracle.stage_value(case, stage, moved)) for stage in found.stages]
        assert tuple(reached) == point.values


@few
@given(rivals(), PAIRS)
def test_the_points_are_all_there_are(case: Case, stages: tuple[str, str]) -> None:
    """From the best of the first stage on, each is the best that a better value of the second leaves."""
    assume(oracle.supports(case))
    best = plan(case)
    assume(best.status == "optimal")
    found = frontier(case, best, stages)
    assert_each_is_a_plan(case, found)
    assert found.complete and not found.ended and found.gaps == ()
    first, second = stages
    floor: dict[str, int] = {}
    for point in found.points:
        made = oracle.given(case, first, floor)
        assume(made is not None and made.exact)
        held = oracle.given(case, second, {first: made.value})
        assume(held is not None and held.exact)
        assert point.values == (made.value, held.value)
        assert point.exact and point.proof == "exact"
        floor = {second: more(case, second, held.value)}
    beyond = None if floor[second] < 0 else oracle.given(case, first, floor)
    assert beyond is None or not beyond.exact


@few
@given(rivals(max_rules=1), st.sampled_from(["score", "amount"]), st.booleans())
def test_lines_are_weighed_one_by_one(case: Case, other: str, turned: bool) -> None:
    """A limit on the number of lines makes the same trade-off, one number after another."""
    best = plan(case)
    assume(best.status == "optimal")
    found = frontier(case, best, ("lines", other) if turned else (other, "lines"))
    assert_each_is_a_plan(case, found)
    assert found.complete
    points = [point.values if turned else point.values[::-1] for point in found.points]
    assert sorted(points) == (points if turned else points[::-1])
    reached = None
    for most in range(max(lines for lines, _ in points) + 1):
        allowed = Rule("few", "count", what="lines", max=most)
        limited = replace(case, stages=(other,), rules=(*case.rules, allowed))
        assume(oracle.supports(limited))
        value = oracle.best(limited)
        assume(value is None or value.exact)
        if value is not None and value.value != reached:
            reached = value.value
            assert (most, reached) in points
    assert len({value for _, value in points}) == len(points)


STEPS = case_of(
    [giver("A1", 1000)],
    [taker(f"R{n}", 100, min_cost=1, score=Decimal(score)) for n, score in enumerate((5, 4, 3, 2), 1)],
    [Rule("far", "approval", level="committee")],
    stages=("score", "amount"),
)


def test_a_long_trade_off_is_spread_and_says_where_there_may_be_more() -> None:
    found = frontier(STEPS, plan(STEPS), ("score", "escalation"), most=6)
    assert len(found.points) == 6
    assert not found.complete and not found.ended
    assert all(point.exact for point in found.points)
    values = [point.values[1] for point in found.points]
    assert values[0] == 400 and values[-1] == 0
    assert max(one - other for one, other in zip(values, values[1:], strict=False)) <= 100
    assert found.gaps and all(values[k] - values[k + 1] > 1 for k in found.gaps)


def test_points_turned_round_are_the_same_points() -> None:
    best = plan(STEPS)
    one = frontier(STEPS, best, ("score", "reserves"))
    other = frontier(STEPS, best, ("reserves", "score"))
    assert [point.values for point in one.points] == [point.values[::-1] for point in other.points][::-1]


def test_gaps_are_between_the_same_points_when_turned_round() -> None:
    best = plan(STEPS)
    one = frontier(STEPS, best, ("score", "lines"), most=4)
    other = frontier(STEPS, best, ("lines", "score"), most=4)
    between = [(one.points[k].values, one.points[k + 1].values) for k in one.gaps]
    turned = [(other.points[k + 1].values[::-1], other.points[k].values[::-1]) for k in other.gaps]
    assert len(between) == 1 and between == turned


def test_a_plan_with_fewer_lines_is_as_good_in_stages_that_are_not_the_case_s() -> None:
    near, far = "near", "far"
    case = case_of(
        [giver("A0", 4, agency=near), giver("A1", 4, agency=far), giver("A2", 2, agency=far)],
        [
            taker("R0", 3, agency=near),
            taker("R1", 2, agency=far),
            taker("R2", 2, agency=far),
            taker("R3", 2, agency=near),
        ],
        stages=("amount",),
    )
    found = frontier(case, plan(case), ("same_agency", "amount"))
    assert [point.values for point in found.points] == [(8, 9)]
    assert found.points[0].exact


@pytest.mark.parametrize("written", ["", "score", "score,score", "score,rank", "score,lines,amount", "a,b"])
def test_two_stages_are_asked_for(written) -> None:
    with pytest.raises(UsageError, match="--frontier"):
        stages_of(STEPS, written)


def test_stages_are_read_with_blanks_and_scores_are_needed() -> None:
    assert stages_of(STEPS, " lines , score") == ("lines", "score")
    unscored = replace(STEPS, reserves=tuple(replace(r, score=None) for r in STEPS.reserves))
    assert stages_of(unscored, "lines,amount") == ("lines", "amount")
    with pytest.raises(UsageError, match="score"):
        stages_of(unscored, "score,lines")


def test_too_many_pairs_to_weigh_lines() -> None:
    rows = [giver(f"A{n}", 10) for n in range(70)], [taker(f"R{n}", 10) for n in range(70)]
    case = case_of(*rows, stages=("amount",))
    best = plan(case)
    with pytest.raises(UsageError, match="lines"):
        frontier(case, best, ("score", "lines"))
    assert frontier(case, best, ("score", "reserves")).complete


def test_an_interrupt_keeps_the_points_found(monkeypatch) -> None:
    asked = module._Staircase._search

    def thrice(self, floor, start):
        if len(self._steps if floor is not None else ()) > 3:
            raise KeyboardInterrupt
        return asked(self, floor, start)

    monkeypatch.setattr(module._Staircase, "_search", thrice)
    found = frontier(STEPS, plan(STEPS), ("score", "escalation"))
    assert 2 <= len(found.points) <= 4
    assert found.ended and not found.complete and found.gaps
    assert_each_is_a_plan(STEPS, found)


def test_an_interrupt_within_a_search_ends_them_all(monkeypatch) -> None:
    spent, calls = Effort.spent, []

    def interrupting(self, nodes):
        calls.append(nodes)
        if len(calls) == 10:
            raise KeyboardInterrupt
        return spent(self, nodes)

    best = plan(STEPS)
    monkeypatch.setattr(Effort, "spent", interrupting)
    found = frontier(STEPS, best, ("score", "escalation"))
    assert found.ended and not found.complete
    assert_each_is_a_plan(STEPS, found)


def test_what_is_not_proven_claims_no_more_than_it_knows(monkeypatch) -> None:
    """With searches that end at once, values and bounds still enclose what brute force finds."""
    monkeypatch.setattr(module, "_NODES", 0)
    monkeypatch.setattr(module, "_FURTHER_NODES", 0)
    asked = Variants.best_in
    monkeypatch.setattr(
        Variants, "best_in", lambda self, goals, wish, start, nodes: asked(self, goals, wish, start, 0)
    )

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(rivals(max_rules=1), PAIRS)
    def enclosed(case: Case, stages: tuple[str, str]) -> None:
        assume(oracle.supports(case))
        best = plan(case)
        assume(best.status == "optimal")
        found = frontier(case, best, stages, most=5)
        assert_each_is_a_plan(case, found)
        for point in found.points:
            _enclosed(case, stages, point, 0)
            _enclosed(case, stages, point, 1)

    enclosed()


def _enclosed(case: Case, stages: tuple[str, str], point: Point, end: int) -> None:
    """With the other stage kept, this one can be no better than its bound."""
    stage, other = stages[end], stages[1 - end]
    top = oracle.given(case, stage, {other: point.values[1 - end]})
    assume(top is not None and top.exact)
    bound = point.bounds[end]
    assert bound is None or no_worse(stage, bound, top.value)
    assert no_worse(stage, top.value, point.values[end])
