"""Other plans: as good as they are said to be, as different as can be, and no others where it says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import oracle
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, no_worse, taker, transfers
from rivals import rivals

from realloc.case.records import Case, Rule
from realloc.choice import Alternatives
from realloc.errors import UsageError
from realloc.explain import alternatives as module
from realloc.explain.alternatives import alternatives
from realloc.explain.variants import Variants
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import Plan
from realloc.verify import check_plan

few = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def funded(found: Plan) -> frozenset[str]:
    return frozenset(row.id for row in found.reserves if row.funded)


def held(best: Plan, found: Alternatives) -> dict[str, int]:
    if found.within is not None:
        return {best.objective[0].stage: found.within}
    return {result.stage: result.value for result in best.objective}


@few
@given(rivals(), st.integers(1, 3), st.sampled_from([None, "0%", "10%", "50%"]))
def test_each_is_a_plan_within_the_distance_and_as_far_as_any_can_be(
    case: Case, count: int, within: str | None
) -> None:
    """Judged by brute force over who is funded."""
    assume(oracle.supports(case))
    best = plan(case)
    assume(best.status == "optimal")
    found = alternatives(case, best, count, within=within)
    asked = held(best, found)
    possible, exact = oracle.funded_within(case, asked)
    assume(exact)
    shown = [funded(best)]
    assert shown[0] in possible
    for other in found.others:
        moved = transfers(other.plan)
        assert oracle.holds(case, moved)
        assert check_plan(case, plan_document(other.plan)) == []
        for stage, value in asked.items():
            assert no_worse(stage, oracle.rounded(stage, oracle.stage_value(case, stage, moved)), value)
        mine = funded(other.plan)
        assert mine in possible
        farthest = max(min(len(one ^ before) for before in shown) for one in possible)
        assert other.distance == min(len(mine ^ before) for before in shown)
        assert other.distance == farthest == other.most
        shown.append(mine)
    assert found.complete == (set(possible) == set(shown))
    assert len(found.others) == count or found.complete
    assert set(found.shared) == frozenset.intersection(*shown)
    assert not found.ended


@few
@given(rivals())
def test_of_plans_as_different_the_best_is_shown(case: Case) -> None:
    """In the first stage, which is all that is held to a distance."""
    assume(oracle.supports(case))
    best = plan(case)
    assume(best.status == "optimal")
    found = alternatives(case, best, 1, within="100%")
    assume(found.others)
    (other,) = found.others
    stage = case.stages[0]
    values = []
    for one in oracle.funded_within(case, held(best, found))[0]:
        if len(one ^ funded(best)) == other.distance:
            reached = oracle.given(exactly(case, one), stage, {"reserves": len(one)})
            assume(reached is not None and reached.exact)
            values.append(reached.value)
    assert other.plan.objective[0].value == oracle.better(stage, values)


def exactly(case: Case, ids: frozenset[str]) -> Case:
    """The case in which no other reserve can take money."""
    rows = (r if r.id in ids else replace(r, available=False) for r in case.reserves)
    return replace(case, reserves=tuple(rows))


TWINS = case_of(
    [giver("A1", 1000)],
    [taker("R1", 600), taker("R2", 600), taker("R3", 400), taker("R4", 400)],
    stages=("score", "amount"),
)


def test_plans_exactly_as_good_are_told_from_those_nearly_so() -> None:
    best = plan(TWINS)
    found = alternatives(TWINS, best, 5)
    sets = [funded(one) for one in found.plans]
    assert len(set(sets)) == len(sets) == 4
    assert [other.distance for other in found.others] == [4, 2, 2]
    assert found.complete and found.shared == ()
    assert {one.status for one in found.plans} == {"optimal"}
    assert all(one.warnings == () for one in found.plans)


def test_a_plan_that_gives_way_says_so_and_claims_no_more_than_is_known() -> None:
    case = case_of(
        [giver("A1", 1000)],
        [taker("R1", 600, score=Decimal(2)), taker("R2", 500)],
        stages=("score", "amount"),
    )
    best = plan(case)
    found = alternatives(case, best, 1, within="1")
    (other,) = found.others
    assert funded(other.plan) == {"R2"}
    assert other.plan.status == "feasible"
    first, second = other.plan.objective
    assert (first.value, first.bound, first.proof) == (10_000, 20_000, "exact")
    assert (second.value, second.bound, second.proof) == (500, None, "none")
    assert [warning.code for warning in other.plan.warnings] == ["gives-way"]


@pytest.mark.parametrize(
    ("stages", "within", "least"),
    [
        (("score",), "10%", 27_000),
        (("score",), "0.00005", 30_000),
        (("score",), "0.5", 25_000),
        (("score",), "1,000", 0),
        (("amount",), "10%", 900),
        (("amount",), "1.55", 900),
        (("reserves",), "1", 2),
        (("reserves",), "0.9", 3),
    ],
)
def test_a_distance_is_a_share_or_an_amount_of_the_first_stage(stages, within, least) -> None:
    rows = [taker("R1", 500), taker("R2", 300), taker("R3", 200)]
    case = case_of([giver("A1", 1000)], rows, stages=stages, unit=100)
    assert alternatives(case, plan(case), 1, within=within).within == least


def test_where_less_is_better_a_distance_allows_more() -> None:
    rules = [Rule("all", "approval", level="committee"), Rule("some", "require", amount=500)]
    case = case_of(
        [giver("A1", 1000)], [taker("R1", 500), taker("R2", 600)], rules, stages=("escalation", "amount")
    )
    found = alternatives(case, plan(case), 2, within="25%")
    assert found.within == 625
    assert [funded(other.plan) for other in found.others] == [{"R2"}]


@pytest.mark.parametrize("within", ["", "x", "-1", "1%%", "nan", "inf", "% 1"])
def test_a_distance_that_is_none_is_refused(within) -> None:
    with pytest.raises(UsageError, match="--within"):
        alternatives(TWINS, plan(TWINS), 1, within=within)


def test_a_rank_has_no_distance() -> None:
    case = case_of([giver("A1", 1000)], [taker("R1", 600, rank=1)], stages=("rank",))
    with pytest.raises(UsageError, match="rank"):
        alternatives(case, plan(case), 1, within="1%")
    assert alternatives(case, plan(case), 1).complete


def test_an_interrupt_keeps_what_is_found(monkeypatch) -> None:
    asked = Variants.most_different

    def once(self, wish, start, nodes):
        if len(wish.unlike) > 1:
            raise KeyboardInterrupt
        return asked(self, wish, start, nodes)

    monkeypatch.setattr(Variants, "most_different", once)
    found = alternatives(TWINS, plan(TWINS), 3)
    assert len(found.others) == 1
    assert found.ended and not found.complete


def test_the_time_limit_ends_the_search() -> None:
    found = alternatives(TWINS, plan(TWINS), 3, time_limit=1e-9)
    assert found.others == ()
    assert found.ended and not found.complete


def test_a_share_is_exact() -> None:
    case = case_of([giver("A1", 3)], [taker("R1", 3)], stages=("amount",))
    assert module._distance(plan(case).objective[0], "33.34%") == int(Fraction(3334, 10_000) * 3)


def test_once_all_that_can_be_funded_is_shown_that_is_proven() -> None:
    """The relaxation funds half of the first reserve; the bound allows no half of it."""
    rows = [taker("R1", 2, score=Decimal(1)), taker("R2", 2, score=Decimal(0))]
    givers = [replace(giver("A1", 2), agency="another"), giver("A2", 2)]
    levels = Rule("levels", "approval", different=("agency",), level="committee")
    case = case_of(givers, rows, [levels], stages=("score",))
    found = alternatives(case, plan(case), 1, within="50%")
    assert {funded(found.best), funded(found.others[0].plan)} == {frozenset({"R1"}), frozenset({"R1", "R2"})}
    assert found.complete and not found.ended
