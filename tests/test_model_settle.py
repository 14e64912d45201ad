"""Settling: what is near, whole and within bounds; the rows mended by money alone, as little as need be.

That whatever is settled keeps every row is a law of `test_model_parts`; here is what is settled, by hand.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from realloc.model.program import Number, Objective, Program, Row, Sense
from realloc.model.settle import settle

X, Y, SWITCH = range(3)
UP, DOWN = (Objective("amount", maximise, {X: 1, SWITCH: 5}) for maximise in (True, False))


def program(*rows: tuple[dict[int, Number], Sense, Number], most: int = 10_000) -> Program:
    """Two columns of money, a switch, and rows over them."""
    made = Program()
    for name in ("x", "y"):
        made.column((name,), 0, most, money=True)
    made.column(("switch",), 0, 1, money=False)
    made.rows += [Row((str(n),), terms, sense, rhs) for n, (terms, sense, rhs) in enumerate(rows)]
    return made


@pytest.mark.parametrize(
    ("bounds", "guess", "values"),
    [
        ({}, [3.4, 5.6, 0.9], [3, 6, 1]),
        ({}, [-1.0, 12.0, 2.0], [0, 10, 1]),
        ({X: (2, 5), SWITCH: (0, 0)}, [7.2, 7.2, 1.0], [5, 7, 0]),
        ({X: (2, 5)}, [0.0, 0.0, 1.0], [2, 0, 1]),
    ],
)
def test_what_breaks_no_row_is_rounded_into_its_bounds(
    bounds: dict[int, tuple[int, int]], guess: list[float], values: list[int]
) -> None:
    assert settle(program(most=10), UP, bounds, guess) == values


@pytest.mark.parametrize(
    ("rows", "objective", "guess", "values"),
    [
        ([({X: 1, Y: 1}, "==", 10)], UP, [5, 4, 0], [10, 0, 0]),
        ([({X: 1, Y: 1}, "==", 10)], DOWN, [5, 4, 0], [0, 10, 0]),
        ([({X: 1}, ">=", 3), ({X: 1}, "<=", 5)], UP, [0, 0, 0], [5, 0, 0]),
        ([({X: 1}, "<=", 10), ({X: 1}, ">=", 9)], DOWN, [14, 0, 0], [9, 0, 0]),
        ([({X: -2, Y: 1}, ">=", 0), ({X: 1}, ">=", 4), ({Y: 1}, "<=", 9)], UP, [0, 0, 0], [4, 8, 0]),
        ([({X: 1, SWITCH: -5}, "<=", 0)], UP, [7, 0, 1], [5, 0, 1]),
    ],
)
def test_rows_are_mended_as_the_objective_likes_best(
    rows: Any, objective: Objective, guess: list[float], values: list[int]
) -> None:
    settled = settle(program(*rows), objective, {}, guess)
    assert settled is not None
    assert (settled[X], settled[SWITCH]) == (values[X], values[SWITCH])
    assert program(*rows).violated(settled) == []


def test_money_moves_by_8_and_where_that_is_too_little_by_512() -> None:
    only_x = {Y: (0, 0)}

    def at_least(least: int) -> list[int] | None:
        return settle(program(({X: 1}, ">=", least)), UP, only_x, [0.0, 0.0, 0.0])

    def at_most(most: int) -> list[int] | None:
        return settle(program(({X: 1}, "<=", most)), DOWN, only_x, [5_000.0, 0.0, 0.0])

    assert [at_least(least) for least in (8, 9, 512)] == [[8, 0, 0], [512, 0, 0], [512, 0, 0]]
    assert [at_most(most) for most in (4_992, 4_991, 4_488)] == [[4_992, 0, 0], [4_488, 0, 0], [4_488, 0, 0]]
    assert at_least(513) is at_least(1 << 50) is at_most(4_487) is None


def test_narrower_bounds_hold_while_rows_are_mended() -> None:
    ten = program(({X: 1, Y: 1}, "==", 10))
    assert settle(ten, UP, {X: (0, 3)}, [3.0, 3.0, 0.0]) == [3, 7, 0]
    assert settle(ten, DOWN, {X: (2, 9)}, [3.0, 3.0, 0.0]) == [2, 8, 0]
    assert settle(ten, UP, {X: (0, 3), Y: (0, 6)}, [3.0, 3.0, 0.0]) is None


def test_a_switch_is_never_turned() -> None:
    """Where only the switch could mend a row there is nothing; rows of switches alone are in nobody's way."""
    assert settle(program(({SWITCH: 1}, ">=", 1)), None, {}, [0.0, 0.0, 0.0]) is None
    assert settle(program(({X: 1, SWITCH: -5}, "<=", 0)), UP, {}, [3.0, 0.0, 0.0]) == [0, 0, 0]
    for sense, bounds in (("<=", (1, 2)), (">=", (1, 0))):
        for bound in bounds:
            rows: Any = [({SWITCH: 1}, sense, bound), ({X: 1}, "==", 4)]
            assert settle(program(*rows), None, {}, [0.0, 0.0, 1.0]) == [4, 0, 1]


@pytest.mark.parametrize(
    ("terms", "sense", "rhs", "objective", "x"),
    [
        ({X: 1}, "<=", Fraction(7, 2), UP, 3),
        ({X: 1}, "<=", 4 - Fraction(1, 10**12), UP, 3),
        ({X: 1}, ">=", Fraction(9, 2), DOWN, 5),
        ({X: 1}, ">=", 4 + Fraction(1, 10**12), DOWN, 5),
        ({X: 2}, ">=", 9, DOWN, 5),
        ({X: Fraction(1, 3)}, "<=", 1, UP, 3),
        ({X: Fraction(1, 3)}, ">=", Fraction(3, 2), DOWN, 5),
        ({X: 1, Y: Fraction(1, 2)}, "==", Fraction(11, 2), UP, 5),
        ({X: 1_000, Y: 999}, "==", 4_999, UP, 4),
    ],
)
def test_rows_hold_exactly_whatever_their_coefficients(
    terms: dict[int, Number], sense: Sense, rhs: Number, objective: Objective, x: int
) -> None:
    made = program((terms, sense, rhs))
    settled = settle(made, objective, {}, [4.0 if sense == "<=" else 0.0, 0.0, 0.0])
    assert settled is not None
    assert settled[X] == x
    assert made.violated(settled) == []


@pytest.mark.parametrize("terms", [{}, {X: 0}, {SWITCH: 1}])
def test_an_objective_that_no_money_serves_is_no_hindrance(terms: dict[int, Number]) -> None:
    seven = program(({X: 1, Y: 0}, "==", 7))
    settled = settle(seven, Objective("amount", True, terms), {}, [0.0, 0.0, 0.0])
    assert settled is not None
    assert settled[X] == 7


def test_an_objective_may_be_of_any_size() -> None:
    ten = program(({X: 1, Y: 1}, "==", 10))
    for size in (Fraction(1, 10**18), 1, 10**30):
        for more, less, values in ((2, 1, [8, 2, 0]), (1, 2, [0, 10, 0]), (-1, -2, [8, 2, 0])):
            objective = Objective("score", True, {X: more * size, Y: less * size})
            assert settle(ten, objective, {}, [0.0, 8.0, 0.0]) == values
