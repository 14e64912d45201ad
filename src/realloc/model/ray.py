"""A way to better and better plans: the same whole change again and again, as one column moves on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from realloc.model.program import Number, Objective, Program, Row
from realloc.model.settle import Constraint, program_of, solved

_LEAST_OFTEN = 16
_MOST_AT_ONCE = 1_000
_STILL = 1e-5  # what it costs to change a column by one, beside what the objective gains at most


@dataclass(frozen=True, slots=True)
class Ray:
    """What each column changes by while one moves by so many `at_once`, and how `often` it can."""

    change: dict[int, int]
    at_once: int
    often: int


def ray(
    program: Program,
    objective: Objective,
    values: Sequence[int],
    step: tuple[int, int],
    still: Collection[int],
) -> Ray | None:
    """The best change with which one column (by number) moves by 1 or -1, made whole, if it can be repeated.

    From `values`, which keep the program's rows, each repetition keeps them too, as often as is returned.
    Binaries and the columns in `still` stay as they are.
    """
    moving = [k for k, column in enumerate(program.columns) if column.money and k not in still]
    found = _best(program, objective, values, step, moving)
    if found is None:
        return None
    change, at_once = found
    rooms = [_often(row.sense, row.rhs, row.terms, values, change) for row in program.rows]
    for k, by in change.items():
        column = program.columns[k]
        rooms.append((column.upper - values[k]) // by if by > 0 else (values[k] - column.lower) // -by)
    often = min(room for room in rooms if room is not None)
    return Ray(change, at_once, often) if often > 0 else None


def _best(
    program: Program,
    objective: Objective,
    values: Sequence[int],
    step: tuple[int, int],
    moving: Sequence[int],
) -> tuple[dict[int, int], int] | None:
    """The change that a relaxation finds best, as often as makes it whole; rows have room for a few of it.

    Changes up and changes down are columns of their own, so that as little changes as can be.
    """
    place, count = {k: at for at, k in enumerate(moving)}, len(moving)
    ups = [(program.columns[k].upper - values[k]) // _LEAST_OFTEN for k in moving]
    downs = [(values[k] - program.columns[k].lower) // _LEAST_OFTEN for k in moving]
    least = [0] * (2 * count)
    at = place[step[0]]
    ups[at], downs[at] = max(step[1], 0), max(-step[1], 0)
    least[at], least[at + count] = ups[at], downs[at]
    sign = -1 if objective.maximise else 1
    costs = [sign * float(objective.terms.get(k, 0)) for k in moving]
    largest = max(map(abs, costs), default=0.0) or 1.0
    both = [way * cost / largest + _STILL for way in (1, -1) for cost in costs]
    rows = [row for row in program.rows if any(k in place and c for k, c in row.terms.items())]
    solver = program_of(least, [*ups, *downs], both, [_constraint(row, values, place) for row in rows])
    found = solved(solver)
    if found is None:
        return None
    changes = (up - down for up, down in zip(found[:count], found[count:], strict=True))
    parts = {k: Fraction(by).limit_denominator(_MOST_AT_ONCE) for k, by in zip(moving, changes, strict=True)}
    at_once = lcm(*(part.denominator for part in parts.values()))
    if at_once > _MOST_AT_ONCE:
        return None
    return {k: int(part * at_once) for k, part in parts.items() if part}, at_once


def _constraint(row: Row, values: Sequence[int], place: dict[int, int]) -> Constraint:
    """What a row's activity may change by, so that it may do so a few times."""
    terms = {place[k]: float(c) for k, c in row.terms.items() if k in place}
    scale = max(map(abs, terms.values()))
    room = Fraction(row.rhs - sum(c * values[k] for k, c in row.terms.items())) / _LEAST_OFTEN
    limit = floor(room) if row.sense == "<=" else ceil(room)
    ups = {at: c / scale for at, c in terms.items()}
    return row.sense, limit / scale, ups | {at + len(place): -c for at, c in ups.items()}


def _often(
    sense: str, rhs: Number, terms: dict[int, Number], values: Sequence[int], change: dict[int, int]
) -> int | None:
    """How often a row has room for the change; None where it has for any number."""
    by = sum(c * change[k] for k, c in terms.items() if k in change)
    slack = rhs - sum(c * values[k] for k, c in terms.items())
    if sense == "==":
        return None if by == 0 else 0
    if sense == ">=":
        by, slack = -by, -slack
    return floor(Fraction(slack) / by) if by > 0 else None
