"""From a solver's floats to whole amounts that keep every row exactly, or the answer that none were found.

The floats are rounded; what the rounding breaks is mended by a second program over the small whole
corrections, whose numbers are far too small for a solver to get wrong; and the result counts only if it
keeps every row in integer arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil, floor
from typing import TYPE_CHECKING

from realloc.model.program import Number, Objective, Program, Row, Sense
from realloc.model.relax import Bounds, quiet_solver

if TYPE_CHECKING:
    import highspy

_REACHES = (8, 512)
_UNBOUNDED = 1 << 40
_WHOLE = 1e-6

Constraint = tuple[Sense, float, dict[int, float]]
"""A row over changes, scaled: sense, right side, coefficients by place."""


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
    attempts = [(program.rows, True)]
    total = _total(program, guess)
    if total is not None:
        attempts.insert(0, (total, False))
    for reach in _REACHES:
        for rows, in_whole in attempts:
            corrected = _correct(program, rows, objective, bounds, values, reach, in_whole=in_whole)
            if corrected is not None and not program.violated(corrected):
                return corrected
    return None


def _total(program: Program, guess: Sequence[float]) -> list[Row] | None:
    """The rows, with each share of all money moved as a whole number: that of the total as guessed.

    What is then left is close to a network, whose best corrections are whole by themselves.
    """
    flows = next((row.terms for row in program.rows if row.share is not None), None)
    if flows is None:
        return None
    total = floor(sum(guess[column] for column in flows) + _WHOLE)
    rows = [row if row.share is None else row.at_total(total) for row in program.rows]
    return [*rows, Row(("total",), dict.fromkeys(flows, 1), "==", total)]


def _correct(
    program: Program,
    rows: Sequence[Row],
    objective: Objective | None,
    bounds: Bounds,
    values: list[int],
    reach: int,
    *,
    in_whole: bool,
) -> list[int] | None:
    """Move money columns by at most `reach` units so that the rows hold again; None where that is not found.

    A search in whole numbers, which takes ten times as long, only if `in_whole`.
    """
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
    corrections = []
    for row in rows:
        correction = _correction(row, place, values, reach)
        if correction is None:
            return None
        if correction[2]:
            corrections.append(correction)
    solver = program_of(lowers, uppers, costs, corrections)
    changes = solved(solver)
    if changes is not None and any(abs(change - round(change)) > _WHOLE for change in changes):
        changes = _solved_whole(solver, len(moving)) if in_whole else None
    if changes is None:
        return None
    corrected = list(values)
    for number, change in zip(moving, changes, strict=True):
        corrected[number] += round(change)
    return corrected


def _correction(row: Row, place: dict[int, int], values: list[int], reach: int) -> Constraint | None:
    """What the row says of the corrections: nothing where it holds anyway, None where it cannot hold."""
    terms: dict[int, Number] = {
        place[number]: coefficient for number, coefficient in row.terms.items() if number in place
    }
    slack = row.rhs - sum(coefficient * values[number] for number, coefficient in row.terms.items())
    room = sum(map(_size, terms.values())) * reach
    if (row.sense == "<=" and slack >= room) or (row.sense == ">=" and -slack >= room):
        return row.sense, 0.0, {}
    if not terms:
        return None
    scale = max(map(_size, terms.values()))
    if scale == 1 and all(isinstance(coefficient, int) for coefficient in terms.values()):
        slack = floor(slack) if row.sense == "<=" else ceil(slack)
    limit = float(slack / scale)
    if abs(limit) > _UNBOUNDED:
        return None
    return row.sense, limit, {at: float(c / scale) for at, c in terms.items()}


def _size(coefficient: Number) -> Number:
    return coefficient if coefficient >= 0 else -coefficient


def program_of(
    lowers: list[int], uppers: list[int], costs: list[float], rows: list[Constraint]
) -> highspy.Highs:
    """The program over changes to values, each within bounds and at a cost, handed to HiGHS."""
    import highspy
    import numpy

    solver = quiet_solver()
    solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
    none = numpy.zeros(0, dtype=numpy.int32)
    solver.addCols(
        len(costs),
        numpy.array(costs),
        numpy.array(lowers, dtype=float),
        numpy.array(uppers, dtype=float),
        0,
        none,
        none,
        numpy.zeros(0),
    )
    infinite = highspy.kHighsInf
    indices = [at for _, _, terms in rows for at in terms]
    solver.addRows(
        len(rows),
        numpy.array([-infinite if sense == "<=" else limit for sense, limit, _ in rows]),
        numpy.array([infinite if sense == ">=" else limit for sense, limit, _ in rows]),
        len(indices),
        numpy.array([0, *accumulate(len(terms) for _, _, terms in rows)][:-1], dtype=numpy.int32),
        numpy.array(indices, dtype=numpy.int32),
        numpy.array([coefficient for _, _, terms in rows for coefficient in terms.values()]),
    )
    return solver


def _whole(changes: Sequence[float]) -> bool:
    return all(abs(change - round(change)) <= _WHOLE for change in changes)


def _solved_whole(solver: highspy.Highs, count: int) -> list[float] | None:
    import highspy
    import numpy

    every = numpy.arange(count, dtype=numpy.int32)
    solver.changeColsIntegrality(count, every, numpy.full(count, highspy.HighsVarType.kInteger))
    solver.setOptionValue("presolve", "choose")
    return solved(solver)


def solved(solver: highspy.Highs) -> list[float] | None:
    """The best changes; None where there are none that keep the rows."""
    import highspy

    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return list(solver.getSolution().col_value)
