"""What a solver says is a claim: it is settled, checked and bounded like a guess of our own."""

from __future__ import annotations

import os
import random
import time
from decimal import Decimal
from typing import Any

import oracle
import pulp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, no_worse, taker, transfers
from strategies import cases

from realloc.case.records import Case, Rule
from realloc.errors import UsageError
from realloc.model import engine, optimise
from realloc.model.engine import Claim
from realloc.model.formulation import formulate, score
from realloc.model.grouping import group
from realloc.model.program import Objective, Program
from realloc.planning import plan
from realloc.situation import assess
from realloc.situation.matching import Sides

few = settings(max_examples=40, suppress_health_check=list(HealthCheck))


# HiGHS is wrong at times, and says so with the word "optimal".


def rich_case(activities: int = 2_000, reserves: int = 300) -> Case:
    """More money than all reserves ask for, in satang: to fund everything is possible, and best."""
    draw = random.Random(1)
    gives = [giver(f"A{n}", draw.randrange(10_000, 5_000_000) * 100) for n in range(activities)]
    takes = [
        taker(f"R{n}", draw.randrange(50_000, 10_000_000) * 100, score=Decimal(draw.randrange(1, 100)))
        for n in range(reserves)
    ]
    return case_of(gives, takes, stages=("score",))


def unscaled(case: Case) -> tuple[pulp.LpProblem, dict[str, pulp.LpVariable]]:
    """The case as a textbook would put it to a solver: a flow, an amount and a switch for each reserve."""
    lp = pulp.LpProblem("textbook", pulp.LpMaximize)
    money, asked = sum(a.budget for a in case.activities), sum(r.cost for r in case.reserves)
    flow = lp.add_variable("flow", 0, min(money, asked))
    funded = {r.id: lp.add_variable(f"y_{r.id}", 0, 1, pulp.LpBinary) for r in case.reserves}
    amount = {r.id: lp.add_variable(f"z_{r.id}", 0, r.cost) for r in case.reserves}
    lp.setObjective(
        pulp.lpSum_vars_coefs((amount[r.id], float(r.score or 0) / r.cost) for r in case.reserves)
    )
    lp.addConstraint(flow - pulp.lpSum(amount.values()) == 0, "arrives")
    for r in case.reserves:
        lp.addConstraint(amount[r.id] - r.cost * funded[r.id] <= 0, f"most_{r.id}")
        lp.addConstraint(amount[r.id] - r.min_cost * funded[r.id] >= 0, f"least_{r.id}")
    return lp, funded


def test_highs_calls_optimal_what_is_not_and_we_do_not() -> None:
    case = rich_case()
    everything = sum(int(r.score or 0) for r in case.reserves)
    assert sum(r.cost for r in case.reserves) < sum(a.budget for a in case.activities)

    lp, _ = unscaled(case)
    said = lp.solve(pulp.getSolver("HiGHS", msg=False, gapRel=0.0, threads=1))
    assert said.status == pulp.LpSolveStatus.Optimal
    assert pulp.value(lp.objective) < 0.9 * everything

    found = plan(case)
    assert found.status == "optimal"
    assert all(reserve.amount == reserve.cost for reserve in found.reserves)
    assert [(s.value, s.bound, s.proof) for s in found.objective] == [(everything * 10_000,) * 2 + ("exact",)]


def test_highs_is_right_about_the_program_as_we_put_it() -> None:
    case = rich_case()
    draft = formulate(group(Sides.of(assess(case), ())))
    claim = engine.ask(draft.program, score(draft), "HiGHS", None)
    assert claim is not None
    assert claim.optimal
    assert all(claim.binaries[column] for column in draft.funded.values())


# Whoever is asked, the answer is the same.


# Where a solver of its own process fails, PuLP leaves its output open.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("solver", pulp.listSolvers(onlyAvailable=True))
def test_every_solver_leads_to_the_same_values(solver: str) -> None:
    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(cases(max_activities=4, max_reserves=4))
    def law(case: Case) -> None:
        alone, helped = plan(case), plan(case, solver=solver)
        assert oracle.holds(case, transfers(helped)) or helped.status == "infeasible"
        if "feasible" not in (alone.status, helped.status):
            assert helped.objective == alone.objective

    law()


def test_an_unknown_solver_is_named_with_those_there_are() -> None:
    known = ", ".join(pulp.listSolvers(onlyAvailable=True))
    with pytest.raises(UsageError) as raised:
        plan(case_of([giver("A1", 5)], [taker("R1", 5)]), solver="Gurobbi")
    assert raised.value.message() == f"--solver: there is no solver 'Gurobbi' here; choose one of {known}."


# Solvers that lie.


def garbage(seed: int) -> Any:
    """An `ask` that throws a coin for every binary and calls it optimal."""
    toss = random.Random(seed)

    def ask(program: Program, objective: Objective, solver: str, seconds: float | None) -> Claim:
        return Claim({n: toss.randint(0, 1) for n, c in enumerate(program.columns) if c.binary}, True)

    return ask


def nothing(program: Program, objective: Objective, solver: str, seconds: float | None) -> Claim:
    """An `ask` that calls it optimal to fund nothing."""
    return Claim({n: 0 for n, c in enumerate(program.columns) if c.binary}, True)


def silent(program: Program, objective: Objective, solver: str, seconds: float | None) -> None:
    """An `ask` without an answer."""


@few
@given(cases(), st.sampled_from([garbage(1), garbage(2), nothing, silent]))
def test_a_lying_solver_changes_no_value(case: Case, ask: Any) -> None:
    honest = plan(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "ask", ask)
        found = plan(case, solver="HiGHS")
    assert found.status == "infeasible" or oracle.holds(case, transfers(found))
    assert (found.status == "infeasible") == (honest.status == "infeasible")
    for mine, theirs in zip(honest.objective, found.objective, strict=True):
        if "feasible" in (honest.status, found.status):
            assert no_worse(mine.stage, mine.bound, theirs.value)
            break
        assert mine.value == theirs.value


def knapsack() -> Case:
    """Two activities and eight reserves, each to be paid by one of them: too hard for a few nodes."""
    costs = [311, 457, 523, 641, 733, 859, 947, 1021]
    takes = [taker(f"R{n}", cost, score=Decimal(cost + n % 3)) for n, cost in enumerate(costs)]
    one_payer = Rule("one", "count", what="activities", max=1, per=("to", "id"))
    return case_of([giver("A1", 1700), giver("A2", 1153)], takes, [one_payer], stages=("score",))


def best_knapsack() -> int:
    """Each reserve from one of the two activities or from none: every way, counted."""
    case = knapsack()
    first, second = (activity.budget for activity in case.activities)
    most = {(0, 0): 0}
    for r in case.reserves:
        for (one, other), points in list(most.items()):
            for used in ((one + r.cost, other), (one, other + r.cost)):
                if used[0] <= first and used[1] <= second:
                    most[used] = max(most.get(used, 0), points + int(r.score or 0) * 10_000)
    return max(most.values())


def allow(patch: pytest.MonkeyPatch, nodes: int) -> None:
    """Let a search look at no more than `nodes` boxes, and ask the solver just before that."""
    patch.setattr(optimise, "_QUICK_NODES", nodes - 1)
    patch.setattr(optimise, "_MOST_NODES", nodes)
    patch.setattr(optimise.Stager.best, "__kwdefaults__", {"nodes": nodes})
    patch.setattr(optimise._settled, "__defaults__", (nodes,))


def test_the_knapsack_is_solved_where_there_is_time() -> None:
    (stage,) = plan(knapsack()).objective
    assert (stage.value, stage.bound, stage.proof) == (best_knapsack(), best_knapsack(), "exact")


def test_what_is_better_than_a_claimed_optimum_refutes_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim is made when we have nothing; what we find a few nodes later is more than nothing."""
    monkeypatch.setattr(engine, "ask", nothing)
    refuted = []
    for nodes in range(3, 60):
        allow(monkeypatch, nodes)
        (stage,) = plan(knapsack()).objective
        assert isinstance(stage.value, int)
        if stage.value:
            refuted.append(nodes)
            assert stage.proof == "exact"
            assert stage.value <= best_knapsack() <= stage.bound
    assert len(refuted) > 20


def test_a_claim_that_can_only_be_believed_is_called_a_solver_s_word(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 3)
    (stage,) = plan(knapsack(), solver="HiGHS").objective
    assert (stage.value, stage.bound, stage.proof) == (best_knapsack(), best_knapsack(), "solver")


def test_a_solver_that_does_not_come_back_is_left_behind(monkeypatch) -> None:
    """As HiGHS was seen to do; where no copy of this process can be made, there is nothing to end."""
    program = Program()
    column = program.column(("funded", "R1"), 0, 1, money=False)
    objective = Objective("score", True, {column: 1})
    monkeypatch.setattr(engine, "can_fork", lambda: True)
    assert engine.ask(program, objective, engine.DEFAULT, 60.0) == Claim({column: 1}, True)

    def never(*asked: object) -> Claim:
        time.sleep(60)
        return Claim({column: 1}, True)

    monkeypatch.setattr(engine, "_claim", never)
    monkeypatch.setattr(engine, "_GRACE", 0.0)
    assert engine.ask(program, objective, engine.DEFAULT, 0.1) is None

    def dies(*asked: object) -> Claim:
        os._exit(1)

    monkeypatch.setattr(engine, "_claim", dies)
    assert engine.ask(program, objective, engine.DEFAULT, 60.0) is None
