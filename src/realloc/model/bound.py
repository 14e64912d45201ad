"""Bounds in whole numbers: multipliers from anywhere, the arithmetic ours.

For any multipliers L with the right signs (L >= 0 for a <= row, L <= 0 for a >= row),

    max c x  <=  sum_r L[r] b[r]  +  sum_k max over lower[k] <= x[k] <= upper[k] of d[k] x[k],
    d[k] = c[k] - sum_r L[r] a[r,k],

holds for every x that keeps the rows, so a floating-point dual solution, taken as the exact binary
fraction that it is, proves a bound without being right. With c = 0 and a negative right side it proves that
no x keeps the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, gcd, ldexp

from realloc.model.program import Number, Objective, Program, Row
from realloc.model.relax import Bounds

_FRACTION_BITS = 60
_MULTIPLIER_BITS = 80
_BITS = _FRACTION_BITS + _MULTIPLIER_BITS
DENOMINATOR = 1 << _MULTIPLIER_BITS


Reduced = tuple[int, list[int]]
"""sum L b and, for each column, c - sum L a: integers over 2**140."""


class Bounder:
    """A program's rows and one objective as integers, ready to be bounded over many boxes.

    Columns are never negative, so fractions are rounded to 2**-60 in the direction that only weakens a row
    or raises the objective.
    """

    def __init__(self, program: Program, objective: Objective) -> None:
        self._lower = [column.lower for column in program.columns]
        self._upper = [column.upper for column in program.columns]
        self._rows = [_whole_row(row) for row in program.rows]
        sign = 1 if objective.maximise else -1
        self._terms = {column: sign * c for column, c in objective.terms.items()}
        self._steps = not all(c in (-1, 1) for c in self._terms.values()) and all(
            isinstance(c, int) for c in self._terms.values()
        )
        self._costs = [0] * len(program.columns)
        for column, coefficient in self._terms.items():
            self._costs[column] = ceil(coefficient * (1 << _FRACTION_BITS)) << _MULTIPLIER_BITS

    def whole(self, multipliers: Sequence[float]) -> dict[int, int]:
        """Multipliers (one a row) as integers over 2**80; those of the wrong sign count as 0."""
        found = {}
        for number, value in enumerate(multipliers):
            if value:
                sense = self._rows[number][1]
                if not (value < 0 and sense == "<=") and not (value > 0 and sense == ">="):
                    found[number] = int(ldexp(value, _MULTIPLIER_BITS))
        return found

    def reduced(self, multipliers: dict[int, int], *, of_objective: bool = True) -> Reduced:
        """What these multipliers leave of the objective."""
        constant = 0
        costs = list(self._costs) if of_objective else [0] * len(self._costs)
        for number, multiplier in multipliers.items():
            terms, _, rhs, shift = self._rows[number]
            factor = multiplier << shift
            constant += factor * rhs
            for column, coefficient in terms:
                costs[column] -= factor * coefficient
        return constant, costs

    def bound(self, reduced: Reduced, bounds: Bounds) -> int:
        """The largest whole value of the objective that these multipliers leave possible within `bounds`.

        For a stage that is minimised, of its negative.
        """
        return self.tightened(self.reach(reduced, bounds), bounds)

    def reach(self, reduced: Reduced, bounds: Bounds) -> int:
        """The same from the multipliers alone, whatever values whole columns can have."""
        return self._most(reduced, bounds) >> _BITS

    def fixed(
        self, reduced: Reduced, bounds: Bounds, binaries: Iterable[int], value: int
    ) -> dict[int, tuple[int, int]]:
        """The binaries of which these multipliers prove that the other choice gives no more than `value`.

        With the choice that is left, and what the other one can reach.
        """
        costs = reduced[1]
        most = self._most(reduced, bounds)
        spare = most - ((value + 1) << _BITS)
        return {
            number: (self._upper[number], (most - costs[number]) >> _BITS)
            if costs[number] > 0
            else (self._lower[number], (most + costs[number]) >> _BITS)
            for number in binaries
            if (costs[number] > spare or -costs[number] > spare) and number not in bounds
        }

    def excluded(self, multipliers: dict[int, int], bounds: Bounds) -> bool:
        """Whether these multipliers prove that no x within `bounds` keeps the rows."""
        return self._most(self.reduced(multipliers, of_objective=False), bounds) < 0

    def _most(self, reduced: Reduced, bounds: Bounds) -> int:
        """The largest that constant + costs x can be within `bounds`."""
        total, costs = reduced
        for cost, lower, upper in zip(costs, *self._box(bounds), strict=True):
            if cost > 0:
                total += cost * upper
            elif lower:
                total += cost * lower
        return total

    def _box(self, bounds: Bounds) -> tuple[list[int], list[int]]:
        lower, upper = self._lower.copy(), self._upper.copy()
        for number, limits in bounds.items():
            lower[number], upper[number] = limits
        return lower, upper

    def tightened(self, bound: int, bounds: Bounds) -> int:
        """Round down to a value that whole columns can reach: the fixed part, and a multiple of the gcd."""
        if not self._steps:
            return bound
        lower, upper = self._box(bounds)
        fixed = step = 0
        for number, coefficient in self._terms.items():
            if lower[number] == upper[number]:
                fixed += coefficient * lower[number]  # type: ignore[assignment]
            else:
                step = gcd(step, coefficient)  # type: ignore[arg-type]
        return fixed + (bound - fixed) // step * step if step else min(bound, fixed)


def _whole_row(row: Row) -> tuple[list[tuple[int, int]], str, int, int]:
    """The row in integers, weakened where a coefficient is rounded, and the shift of its multiplier."""
    numbers: list[Number] = [*row.terms.values(), row.rhs]
    if all(isinstance(number, int) for number in numbers):
        whole = [(column, int(coefficient)) for column, coefficient in row.terms.items()]
        return whole, row.sense, int(row.rhs), _FRACTION_BITS
    assert row.sense != "=="
    towards, away = (ceil, floor) if row.sense == ">=" else (floor, ceil)
    factor = 1 << _FRACTION_BITS
    terms = [(column, towards(coefficient * factor)) for column, coefficient in row.terms.items()]
    return terms, row.sense, away(row.rhs * factor), 0
