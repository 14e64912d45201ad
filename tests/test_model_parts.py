"""The exact parts that all else leans on: bounds from any multipliers, amounts that keep every row, lines."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker, transfers
from strategies import cases

from realloc.case.records import Case
from realloc.model import settle as settling
from realloc.model import tree as trees
from realloc.model.bound import DENOMINATOR, Bounder
from realloc.model.engine import problem
from realloc.model.formulation import STAGES, Draft, formulate
from realloc.model.grouping import group
from realloc.model.program import Objective, Program, Row
from realloc.model.relax import Relaxation
from realloc.model.search import Effort, Search
from realloc.model.settle import settle
from realloc.model.split import Lines, assign, split
from realloc.model.tree import Bounded, Empty, Split, Tree, carried, held_by
from realloc.planning import plan
from realloc.situation import assess
from realloc.situation.matching import Sides

some = settings(max_examples=80, suppress_health_check=list(HealthCheck))
WEIGHED = sorted(set(STAGES) - {"lines"})  # which wants single rows


def drafted(case: Case) -> Draft:
    rules = [rule for rule in case.rules if rule.enabled and rule.severity == "block"]
    return formulate(group(Sides.of(assess(case), rules), stages=WEIGHED))


def planned_lines(case: Case) -> Lines:
    """The lines of the best plan, in units, by position."""
    givers = {a.id: i for i, a in enumerate(case.activities)}
    takers = {r.id: j for j, r in enumerate(case.reserves)}
    found = transfers(plan(case))
    return {(givers[a], takers[r]): amount // case.unit for (a, r), amount in found.items()}


# Bounds.


def some_plan(case: Case, stage: str) -> tuple[Draft, Objective, list[int]]:
    """A program, its objective and values that keep every row: the best plan's."""
    found = plan(case)
    assume(found.status != "infeasible")
    draft = drafted(case)
    objective = STAGES[stage](draft)
    values = assign(draft, planned_lines(case))
    assert draft.program.violated(values) == []
    return draft, objective, values


@some
@given(cases(), st.sampled_from(WEIGHED), st.integers())
def test_any_multipliers_bound_every_plan(case: Case, stage: str, seed: int) -> None:
    draft, objective, values = some_plan(case, stage)
    toss = random.Random(seed)
    bounder = Bounder(draft.program, objective)
    worth = objective.value(values) * (1 if objective.maximise else -1)
    relaxation = Relaxation(draft.program)
    relaxation.maximise(objective)
    duals = relaxation.solve({}).multipliers or [0.0] * len(draft.program.rows)
    for spread in (0.0, 1e-6, 1.0):
        floats = [dual + toss.uniform(-spread, spread) * toss.choice((0, 1)) for dual in duals]
        multipliers = bounder.whole(floats)
        assert bounder.bound(bounder.reduced(multipliers), {}) >= worth
        assert not bounder.excluded(multipliers, {})
        assert_fixed_rightly(bounder, multipliers, draft.program, values, worth)


def assert_fixed_rightly(
    bounder: Bounder, multipliers: dict[int, int], program: Program, values: Sequence[int], worth: int
) -> None:
    """What is fixed for the sake of values better than one less than ours leaves ours in."""
    binaries = [number for number, column in enumerate(program.columns) if column.binary]
    reduced = bounder.reduced(multipliers)
    fixed = bounder.fixed(reduced, {}, binaries, worth - 1)
    assert all(values[number] == choice for number, (choice, _) in fixed.items())
    for number, (choice, reach) in fixed.items():
        if program.columns[number].upper:
            assert reach == bounder.reach(reduced, {number: (1 - choice, 1 - choice)}) < worth


def test_a_bound_is_no_looser_than_whole_coefficients_allow() -> None:
    program = Program()
    x, y = (program.column((name,), 0, 1, money=False) for name in "xy")
    program.rows.append(Row(("room",), {x: 30, y: 40}, "<=", 69))
    bounder = Bounder(program, Objective("score", True, {x: 30, y: 40}))
    bound = bounder.bound(bounder.reduced(bounder.whole([1.0])), {})
    assert bound == 60  # 69, rounded down to a multiple of 10
    assert bounder.bound(bounder.reduced({}), {x: (0, 0)}) == 40
    assert bounder.excluded(bounder.whole([1.0]), {x: (1, 1), y: (1, 1)})
    assert not bounder.excluded(bounder.whole([1.0]), {x: (1, 1)})


def test_nothing_is_shown_empty_that_is_only_full() -> None:
    program = Program()
    x = program.column(("x",), 0, 5, money=True)
    program.rows.append(Row(("most",), {x: 1}, "<=", 3))
    bounder = Bounder(program, Objective("amount", True, {x: 1}))
    assert not bounder.excluded(bounder.whole([1.0]), {x: (3, 5)})
    assert bounder.excluded(bounder.whole([1.0]), {x: (4, 5)})


# Settling.


@some
@given(cases(), st.integers())
def test_what_is_settled_keeps_every_row(case: Case, seed: int) -> None:
    draft, objective, values = some_plan(case, "amount")
    toss = random.Random(seed)
    off = [value + toss.uniform(-3, 3) * column.money
           for value, column in zip(values, draft.program.columns, strict=True)]  # fmt: skip
    settled = settle(draft.program, objective, {}, off)
    assert settled is None or draft.program.violated(settled) == []


def test_a_correction_that_breaks_a_row_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafted(case_of([giver("A1", 10)], [taker("R1", 8, min_cost=2)]))
    nothing: list[float] = [0.0] * len(draft.program.columns)
    guess = [5.0, *nothing[1:]]
    assert draft.program.violated([5, *map(int, nothing[1:])])
    assert settle(draft.program, None, {}, guess) is not None

    def wrong(
        program: Program, rows: Any, objective: Any, bounds: Any, values: list[int], *_: Any, **__: Any
    ) -> list[int]:
        return values

    monkeypatch.setattr(settling, "_correct", wrong)
    assert settle(draft.program, None, {}, guess) is None


# What one stage's search leaves for the next.


@some
@given(cases(), st.sampled_from(sorted(set(WEIGHED) - {"activities"})))
def test_what_a_stage_leaves_open_holds_each_plan_as_good_once(case: Case, stage: str) -> None:
    draft, objective, values = some_plan(case, stage)
    search = Search(draft.program, Relaxation(draft.program), objective, values)
    assume(search.run(Effort(nodes=500)))
    assert search.values is not None and search.value is not None
    _, parts = carried(search.tree, draft.program, search.value, {})
    columns = draft.program.columns

    def holding(values: Sequence[int]) -> int:
        return sum(
            all(lower <= values[column] <= upper for column, (lower, upper) in bounds.items())
            for _, bounds in parts
        )

    assert holding(search.values) == 1
    if objective.value(values) == objective.value(search.values):
        assert holding(values) == 1
    for _, bounds in parts:
        assert all(columns[k].lower <= lo <= up <= columns[k].upper for k, (lo, up) in bounds.items())


@pytest.mark.parametrize(("scale", "reach"), [(1, 3), (10, 30)])
def test_a_tree_is_carried_in_what_it_was_searched_in(scale: int, reach: int) -> None:
    """What cannot reach the value is empty, shown by the row that holds it, `scale` times."""
    program = Program()
    x = program.column(("x",), 0, 1, money=False)
    tree = Tree(Split(x, 0, Tree(Bounded({}, reach - 1)), Tree(Bounded({}, reach))))
    carried_on, parts = held_by(tree, program, Row(("keep",), {x: 3}, ">=", 3), scale)
    assert [bounds for _, bounds in parts] == [{x: (1, 1)}]
    assert isinstance(carried_on.end, Split)
    assert carried_on.end.down.end == Empty({0: -scale * DENOMINATOR})


def test_a_tree_too_large_to_carry_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program()
    x = program.column(("x",), 0, 1, money=False)
    tree = Tree(Split(x, 0, Tree(Bounded({}, 1)), Tree(Bounded({}, 3))))
    assert [bounds for _, bounds in carried(tree, program, 2, {})[1]] == [{x: (1, 1)}]
    for limit, few in (("_MOST_CARRIED", 2), ("_MOST_OPEN", 0)):
        with monkeypatch.context() as patched:
            patched.setattr(trees, limit, few)
            assert [bounds for _, bounds in carried(tree, program, 2, {})[1]] == [{}]


# Lines.


@some
@given(cases())
def test_lines_carry_all_that_the_flows_carry(case: Case) -> None:
    draft, _, values = some_plan(case, "amount")
    lines = split(draft, values)
    assert sum(lines.values()) == sum(values[column] for column in draft.flow.values())
    assert all(units > 0 for units in lines.values())
    again = assign(draft, lines)
    assert [again[column] for column in draft.flow.values()] == [values[c] for c in draft.flow.values()]
    assert draft.program.violated(again) == []


def test_a_class_is_poured_with_few_lines_and_not_a_satang_lost() -> None:
    givers = [giver(f"A{n}", 101 + n) for n in range(6)]
    takers = [taker(f"R{n}", 150 + n, min_cost=1, score=Decimal(1)) for n in range(4)]
    draft = drafted(case_of(givers, takers))
    assert len(draft.flow) == 1
    values = [0] * len(draft.program.columns)
    for j in draft.takers:
        values[draft.partial[j]], values[draft.funded[j]] = 150 + j, 1
    values[draft.flow[0, 0]] = sum(150 + j for j in draft.takers)
    assert draft.program.violated(values) == []
    lines = split(draft, values)
    assert sum(lines.values()) == 606
    assert len(lines) <= len(givers) + len(takers) - 1


# Names.


def test_names_fit_the_files_that_solvers_read() -> None:
    case = case_of([giver("กิจกรรม 1", 10), giver("A-1", 5)], [taker("A_1", 8), taker("x" * 300, 4)])
    draft = drafted(case)
    lp, variables = problem(draft.program, STAGES["amount"](draft))
    names = [*(variable.name for variable in variables), *(row.name for row in lp.constraints())]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.replace("_", "").isalnum() and len(name) < 100 for name in names)
