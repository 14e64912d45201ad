"""From a solver's floats to whole amounts that keep every row exactly, or the answer that none were found.

The floats are rounded; what the rounding breaks is mended by a second program over the small whole
corrections, whose numbers are far too small for a solver to get wrong; and the result counts only if it
keeps every row in integer arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from realloc.model.program import Number, Objective, Program
from realloc.model.relax import Bounds, quiet_solver

if TYPE_CHECKING:
    import highspy

_REACHES = (8, 512)
_UNBOUNDED = 1 << 40
_WHOLE = 1e-6


def settle(
    program: Program, objective: Objective | None, bounds: Bounds, guess: Sequence[float]
) -> list[int] | None:
    """Whole values near `guess`, within the program's bounds and `bounds`, that keep every row; or None.

    Among such values the best for `objective` that the correction finds.
    """
    values = []
    for number, column in enumerate(program.columns):
        lower, upper = bounds.get(number) or (column.lower, column.upper)
        values.append(min(max(round(guess[number]), lower), upper))
    if not program.violated(values):
        return values
    for reach in _REACHES:
        corrected = _correct(program, objective, bounds, values, reach)
        if corrected is not None and not program.violated(corrected):
            return corrected
    return None


def _correct(
    program: Program, objective: Objective | None, bounds: Bounds, values: list[int], reach: int
) -> list[int] | None:
    """Move money columns by at most `reach` units so that the rows hold again."""
    import highspy
    import numpy

    moving = [number for number, column in enumerate(program.columns) if column.money]
    place = {number: index for index, number in enumerate(moving)}
    lowers, uppers = [], []
    for number in moving:
        column = program.columns[number]
        lower, upper = bounds.get(number) or (column.lower, column.upper)
        lowers.append(max(lower - values[number], -reach))
        uppers.append(min(upper - values[number], reach))
    costs = [0.0] * len(moving)
    if objective is not None:
        sign = -1.0 if objective.maximise else 1.0
        largest = max((abs(float(c)) for c in objective.terms.values()), default=1.0) or 1.0
        for number, coefficient in objective.terms.items():
            if number in place:
                costs[place[number]] = sign * float(coefficient) / largest
    solver = quiet_solver()
    solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
    solver.setOptionValue("presolve", "choose")
    none = numpy.zeros(0, dtype=numpy.int32)
    solver.addCols(
        len(moving),
        numpy.array(costs),
        numpy.array(lowers, dtype=float),
        numpy.array(uppers, dtype=float),
        0,
        none,
        none,
        numpy.zeros(0),
    )
    for row in program.rows:
        terms: dict[int, Number] = {
            place[number]: coefficient for number, coefficient in row.terms.items() if number in place
        }
        slack = row.rhs - sum(coefficient * values[number] for number, coefficient in row.terms.items())
        room = sum(abs(Fraction(coefficient)) for coefficient in terms.values()) * reach
        if (row.sense == "<=" and slack >= room) or (row.sense == ">=" and -slack >= room):
            continue
        if not terms:
            return None
        scale = max(abs(Fraction(coefficient)) for coefficient in terms.values())
        if all(isinstance(coefficient, int) for coefficient in terms.values()) and scale == 1:
            slack = floor(slack) if row.sense == "<=" else ceil(slack)
        limit = float(slack / scale)
        if abs(limit) > _UNBOUNDED:
            return None
        solver.addRow(
            -highspy.kHighsInf if row.sense == "<=" else limit,
            highspy.kHighsInf if row.sense == ">=" else limit,
            len(terms),
            numpy.array(list(terms), dtype=numpy.int32),
            numpy.array([float(coefficient / scale) for coefficient in terms.values()]),
        )
    changes = _solved(solver)
    if changes is not None and any(abs(change - round(change)) > _WHOLE for change in changes):
        solver.changeColsIntegrality(
            len(moving),
            numpy.arange(len(moving), dtype=numpy.int32),
            numpy.full(len(moving), highspy.HighsVarType.kInteger),
        )
        changes = _solved(solver)
    if changes is None:
        return None
    corrected = list(values)
    for number, change in zip(moving, changes, strict=True):
        corrected[number] += round(change)
    return corrected


def _solved(solver: highspy.Highs) -> list[float] | None:
    import highspy

    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return list(solver.getSolution().col_value)
