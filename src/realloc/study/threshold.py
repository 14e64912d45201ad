"""Where along one path the plan changes: bisection down to the path's own step, both sides planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from realloc.case.records import Case
from realloc.errors import UsageError
from realloc.study.axes import at, own_step, position
from realloc.study.sweep import Question, rows
from realloc.whatif import Axis, Change, Row, Thresholds
from realloc.workers import Crew

_PARTS = 16


def check_axis(axes: Sequence[Axis], case: Case) -> Axis:
    """The one range along which changes are looked for. Raises UsageError for anything else."""
    if len(axes) != 1 or axes[0].kind == "words" or len(axes[0].values) < 2:
        raise UsageError(
            "--thresholds: expected one --vary with a range of dates or numbers, such as"
            " --vary calendar.decision=2021-05-01..2021-08-31.",
            "--thresholds: ต้องมี --vary เดียวที่เป็นช่วงวันที่หรือตัวเลข เช่น"
            " --vary calendar.decision=2021-05-01..2021-08-31",
        )
    axis = axes[0]
    step = own_step(axis.kind, case)
    first = position(axis, axis.values[0])
    if any((position(axis, value) - first) % step for value in axis.values):
        raise UsageError(
            f"--thresholds: {axis.path} is looked at in steps of {step}; the values of --vary have to be"
            " whole steps apart.",
            f"--thresholds: {axis.path} พิจารณาเป็นขั้นละ {step} ค่าของ --vary ต้องห่างกันเป็นจำนวนเท่าของขั้น",
        )
    return axis


def thresholds(question: Question, axis: Axis, case: Case, crew: Crew) -> Thresholds:
    """Every change of plan that shows between two of the axis's values, to the path's own step.

    The axis's values are planned first, or where they are only two, some spread between them; then whatever
    lies half-way between two neighbours whose plans differ, until they are one step apart. A change that is
    undone again between two neighbours that were planned is not seen.
    """
    step = own_step(axis.kind, case)
    origin = position(axis, axis.values[0])
    steps = sorted(int((position(axis, value) - origin) / step) for value in axis.values)
    known: dict[int, Row] = {}

    def plan(places: Iterable[int]) -> None:
        new = sorted(set(places) - known.keys())
        values = [(at(axis, origin + place * step),) for place in new]
        asked = [question.point(number, value) for number, value in enumerate(values, 1)]
        known.update(zip(new, rows(question, asked, crew, len(asked)), strict=True))

    plan(_spread(steps))
    while gaps := [
        (low, high)
        for low, high in _neighbours(known)
        if high - low > 1 and known[low].outcome != known[high].outcome
    ]:
        plan((low + high) // 2 for low, high in gaps)
    return _told(axis, known)


def _told(axis: Axis, known: dict[int, Row]) -> Thresholds:
    samples = {place: replace(known[place], number=number) for number, place in enumerate(sorted(known), 1)}
    changes = [
        Change(samples[low], samples[high])
        for low, high in _neighbours(samples)
        if samples[low].outcome != samples[high].outcome
    ]
    return Thresholds(axis, tuple(samples.values()), tuple(changes))


def _neighbours(known: dict[int, Row]) -> list[tuple[int, int]]:
    places = sorted(known)
    return list(zip(places, places[1:], strict=False))


def _spread(steps: Sequence[int]) -> set[int]:
    """The values; between two alone, some more spread evenly."""
    if len(steps) > 2:
        return set(steps)
    first, last = steps
    return {first + (last - first) * number // _PARTS for number in range(_PARTS + 1)}
