"""A limit or an interrupt ends a search in the best plan found, checked, with a gap that is proven."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import count

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planned import WITHIN, case_of, giver, no_worse, shared_case, taker, transfers
from strategies import cases

from realloc import planning
from realloc.case.records import Case, Rule
from realloc.errors import NotFound
from realloc.model import engine, optimise, parts, search
from realloc.model.relax import Bounds, Relaxation, Relaxed
from realloc.planning import plan
from realloc.result import Plan

Solve = Callable[[Relaxation, Bounds], Relaxed]


def busy_case() -> Case:
    """Every stage but rank, and rules of each type: dozens of relaxations."""
    gives = [
        giver("A1", 1000),
        giver("A2", 700, project="society"),
        giver("A3", 430, agency="field"),
        giver("A4", 210, project="society", agency="field"),
    ]
    takes = [
        taker("R1", 600, score=Decimal(31), agency="field"),
        taker("R2", 500, score=Decimal(29), min_cost=100, project="society"),
        taker("R3", 450, score=Decimal(23), excludes=("R1",)),
        taker("R4", 350, score=Decimal(19), min_cost=70, agency="field"),
        taker("R5", 333, score=Decimal(17), project="society", requires=("R2",)),
    ]
    rules = [
        Rule("share", "limit", share=Fraction(2, 3), of="transferred", per=("from", "project")),
        Rule("some", "require", amount=150, per=("to", "agency")),
        Rule("few", "count", what="activities", max=2, per=("to", "id")),
        Rule("ask", "approval", different=("agency",), level="region"),
    ]
    stages = ("score", "amount", "escalation", "same_project", "reserves", "activities", "lines")
    return case_of(gives, takes, rules, stages)


def busy_parts() -> Case:
    """Three agencies that keep their money, each busy with a choice and a rule of its own."""
    gives = [giver(f"A{n}", 800 + 130 * n, agency=f"agency {n % 3}") for n in range(6)]
    takes = [
        taker(
            f"R{n}", 500 + 90 * n, score=Decimal(31 + n), min_cost=(500 + 90 * n) // (1 + n % 2),
            agency=f"agency {n % 3}", project=("tourism", "society")[n % 2],
        )
        for n in range(8)
    ]  # fmt: skip
    rules = [
        WITHIN,
        Rule("few", "count", what="activities", max=1, per=("to", "id")),
        Rule("ask", "approval", different=("project",), level="region"),
    ]
    return case_of(gives, takes, rules, ("score", "amount", "escalation", "activities"))


BUSY = pytest.mark.parametrize("busy", [busy_case, busy_parts])


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two reserves are parts already."""
    monkeypatch.setattr(parts, "_FEWEST", 2)


def cut_short(case: Case, whole: Plan, **options: float) -> Plan | None:
    """The plan of a search that does not come to its end: it holds, and its bounds are true."""
    try:
        found = plan(case, **options)
    except NotFound:
        assert any(rule.type == "require" for rule in case.rules)
        return None
    assert (found.status == "infeasible") == (whole.status == "infeasible")
    assert found.status == "infeasible" or oracle.holds(case, transfers(found))
    for best, result in zip(whole.objective, found.objective, strict=True):
        assert no_worse(result.stage, best.value, result.value)
        assert result.bound is not None
        assert no_worse(result.stage, result.bound, best.value)
        if result.value != best.value:
            break  # later stages stand on another ground
    return found


def interrupted_at(number: int) -> tuple[Solve, Iterator[int]]:
    """`Relaxation.solve`, but a key is pressed at the call of that number; and the calls' counter."""
    calls, solve = count(), Relaxation.solve

    def solving(self: Relaxation, bounds: Bounds) -> Relaxed:
        if next(calls) == number:
            raise KeyboardInterrupt
        return solve(self, bounds)

    return solving, calls


@BUSY
def test_an_interrupt_whenever_it_comes_ends_in_a_plan_that_holds(
    busy: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = busy()
    whole = plan(case)
    assert whole.status == "optimal"
    statuses = []
    for number in count():
        solving, calls = interrupted_at(number)
        with monkeypatch.context() as patch:
            patch.setattr(Relaxation, "solve", solving)
            found = cut_short(case, whole)
        if next(calls) <= number:
            break
        statuses.append(None if found is None else found.status)
    assert found == whole
    assert len(statuses) > 20
    assert statuses.count("feasible") > 5
    assert statuses.index("feasible") <= statuses.count(None)


def test_an_interrupt_while_parts_share_what_rounding_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    case = shared_case(4)
    whole = plan(case)
    for number in count():
        solving, calls = interrupted_at(number)
        with monkeypatch.context() as patch:
            patch.setattr(Relaxation, "solve", solving)
            found = cut_short(case, whole)
        if next(calls) <= number:
            break
    assert found == whole
    assert number > 15


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(cases(), st.integers(0, 25))
def test_an_interrupt_leaves_no_case_without_a_sound_answer(case: Case, number: int) -> None:
    whole = plan(case)
    if whole.status == "feasible":
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Relaxation, "solve", interrupted_at(number)[0])
        cut_short(case, whole)


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        self.seconds = count()

    def __call__(self) -> float:
        return float(next(self.seconds))


@BUSY
def test_the_longer_the_time_the_better_the_plan(
    busy: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = busy()
    whole = plan(case)
    for seconds in range(0, 120, 3):
        clock = Clock()
        for module in (planning, optimise, search):
            monkeypatch.setattr(module, "monotonic", clock)
        found = cut_short(case, whole, time_limit=float(seconds))
    assert found is not None
    assert found.status == "optimal"


def test_without_time_there_is_a_plan_or_the_word_that_none_was_found() -> None:
    free = case_of([giver("A1", 900)], [taker("R1", 500), taker("R2", 300)])
    assert plan(free, time_limit=0.0).status in ("optimal", "feasible")
    impossible = case_of([giver("A1", 900)], [taker("R1", 500)], [Rule("more", "require", amount=901)])
    try:
        assert plan(impossible, time_limit=0.0).status == "infeasible"
    except NotFound as stop:
        assert stop.message() == (
            "No plan that keeps every rule was found in time, nor the proof that there is none. "
            "Allow more with --time-limit."
        )


# HiGHS says "infeasible" where tolerances make it: once is not believed, and always costs the proof only.


def refusing(when: Callable[[int], bool]) -> Solve:
    """`Relaxation.solve`, but nothing is possible at some of its calls, and no ray says why."""
    calls, solve = count(), Relaxation.solve

    def solving(self: Relaxation, bounds: Bounds) -> Relaxed:
        if when(next(calls)):
            return Relaxed("infeasible", float("-inf"), [], [])
        return solve(self, bounds)

    return solving


def test_one_refusal_without_proof_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    case = busy_case()
    whole = plan(case)
    for number in range(0, 60, 2):
        with monkeypatch.context() as patch:
            patch.setattr(Relaxation, "solve", refusing(lambda call, number=number: call == number))
            found = plan(case)
        assert found.status == "optimal"
        assert [stage.value for stage in found.objective] == [stage.value for stage in whole.objective]


@pytest.mark.parametrize("every", [2, 3])
def test_refusals_without_proof_show_nothing(every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = replace(busy_case(), rules=busy_case().rules[2:])
    whole = plan(case)
    monkeypatch.setattr(Relaxation, "solve", refusing(lambda call: call % every == 0))
    monkeypatch.setattr(engine, "ask", lambda *_: None)
    cut_short(case, whole)
