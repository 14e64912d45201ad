"""At which score, or at which rank, a reserve project's answer turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from realloc import money
from realloc.case.records import Case, Reserve
from realloc.explain import changes
from realloc.explain.beside import amount_of, loss
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.reading import reads, weighs
from realloc.explain.threshold import Change, Hint, Scale, between
from realloc.explanation import Figure, Instead, Remedy
from realloc.result import Plan, Reason

_STEPS = 10_000  # to a point
_MOST_TRIES = 20


def higher_score(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> Remedy:
    """The least score with which an unfunded reserve would be funded; `instead` is the plan that funds it."""
    if not instead.exists:
        return Remedy("score", "none", Reason("score-no-room"))
    if comes_before(case, instead.first, "score"):
        return Remedy("score", "none", Reason("score-too-late", {"stage": instead.first}))
    now = _steps(reserve)
    at, gets = _by_score(case, reserve), amount_of(instead.plan, reserve.id)
    gap = max(1, loss("score", _score(plan), _score(instead.plan)))
    points = Fraction(reserve.cost, gets)  # of its own score for one of the plan's
    no, enough, step = now, now + ceil(gap * points), ceil(points)
    try:
        for _ in range(_MOST_TRIES):
            if amount_of(probe.plan(at(enough).case), reserve.id):
                break
            no, enough, step = enough, enough + step, 2 * step
        else:
            return Remedy("score", "open", Reason("score-open"))
        scale = Scale(enough, at)
        found = between(probe, scale, _funded(reserve), no, enough, _tangent(case, reserve, plan))
    except OutOfEffort:
        return Remedy("score", "open", Reason("score-open"))
    values = {"now": _points(now), "needed": _points(found), "short": _points(found - 1)}
    exact = not (reads(case, "to", "score") or weighs(case, "to", "score"))
    return Remedy(
        "score",
        "least" if exact else "enough",
        Reason("score-least" if exact else "score-enough", values | {"more": _points(found - now)}),
        settings=at(found).settings,
        short=at(found - 1).settings,
    )


def lowest_score(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> Remedy:
    """The score below which a funded reserve would lose its money; `instead` is the plan without it."""
    if not instead.exists:
        return Remedy("score", "none", Reason("score-held-by-rules", {"rules": instead.plan.conflict}))
    if comes_before(case, instead.first, "score"):
        return Remedy("score", "none", Reason("score-held-by-stage", {"stage": instead.first}))
    at, funded = _by_score(case, reserve), _funded(reserve)
    tangent = _tangent(case, reserve, instead.plan)
    level = now = _steps(reserve)
    lost = 0
    try:
        while level:
            lost = max(0, min(tangent(level, probe.plan(at(level).case)), level - 1))
            if not funded(probe.plan(at(lost).case)):
                break
            level = lost
        else:
            return Remedy("score", "none", Reason("score-always"))
        found = between(probe, Scale(level, at), funded, lost, level, tangent)
        without = probe.plan(at(found - 1).case)
    except OutOfEffort:
        return Remedy("score", "open", Reason("score-loses-open"))
    others = gainers(plan, without)
    exact = not (reads(case, "to", "score") or weighs(case, "to", "score"))
    code = "score-loses" if others else "score-loses-to-none"
    values = {"now": _points(now), "least": _points(found), "short": _points(found - 1), "others": others}
    return Remedy(
        "score",
        "least" if exact else "enough",
        Reason(code, values),
        settings=at(found - 1).settings,
        short=at(found).settings,
    )


def better_rank(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> Remedy:
    """The last rank with which a reserve that is not funded would be."""
    if not instead.exists:
        return Remedy("rank", "none", Reason("rank-no-room"))
    if comes_before(case, instead.first, "rank"):
        return Remedy("rank", "none", Reason("rank-too-late", {"stage": instead.first}))
    ranks = _ranks(case)
    now = ranks.index(reserve.rank or 0)
    at, funded = _by_rank(case, reserve), _funded(reserve)
    passed = _first_missed(plan, instead.plan)
    try:
        enough = now - ranks.index(passed) if passed in ranks[:now] else now
        if not enough or not funded(probe.plan(at(enough).case)):
            enough = now
            if not enough or not funded(probe.plan(at(enough).case)):
                return Remedy("rank", "none", Reason("rank-none"))
        step = between(probe, Scale(now, at), funded, 0, enough, lambda enough, _: enough - 1)
    except OutOfEffort:
        return Remedy("rank", "open", Reason("rank-open"))
    exact = not (reads(case, "to", "rank") or weighs(case, "to", "rank"))
    return Remedy(
        "rank",
        "least" if exact else "enough",
        Reason("rank-least", {"now": reserve.rank, "needed": ranks[now - step]}),
        settings=at(step).settings,
        short=at(step - 1).settings,
    )


def lowest_rank(case: Case, reserve: Reserve, plan: Plan, instead: Instead, probe: Probe) -> Remedy:
    """The rank behind which a funded reserve would lose its money."""
    if not instead.exists:
        return Remedy("rank", "none", Reason("rank-held-by-rules", {"rules": instead.plan.conflict}))
    if comes_before(case, instead.first, "rank"):
        return Remedy("rank", "none", Reason("rank-held-by-stage", {"stage": instead.first}))
    ranks = _ranks(case)
    now = ranks.index(reserve.rank or 0)
    last = len(ranks) - 1 - now
    up, funded = _by_rank(case, reserve), _funded(reserve)
    at = lambda step: up(step - last)  # noqa: E731
    try:
        if funded(probe.plan(at(0).case)):
            return Remedy("rank", "none", Reason("rank-always"))
        step = between(probe, Scale(last, at), funded, 0, last)
    except OutOfEffort:
        return Remedy("rank", "open", Reason("rank-open"))
    exact = not (reads(case, "to", "rank") or weighs(case, "to", "rank"))
    place = now + last - step
    return Remedy(
        "rank",
        "least" if exact else "enough",
        Reason("rank-loses", {"now": reserve.rank, "least": ranks[place], "short": ranks[place + 1]}),
        settings=at(step - 1).settings,
        short=at(step).settings,
    )


def comes_before(case: Case, first: str, stage: str) -> bool:
    """Whether the stage in which two plans differ first is decided before `stage`."""
    return first in case.stages and case.stages.index(first) < case.stages.index(stage)


def gainers(plan: Plan, other: Plan) -> tuple[str, ...]:
    """The reserves that get more in the other plan, each with how much more."""
    return tuple(
        f"{one.id} {money.baht(two.amount - one.amount)}"
        for one, two in zip(plan.reserves, other.reserves, strict=True)
        if two.amount > one.amount
    )


def _funded(reserve: Reserve) -> Callable[[Plan], bool]:
    return lambda plan: amount_of(plan, reserve.id) > 0


def _steps(reserve: Reserve) -> int:
    return int((reserve.score or 0) * _STEPS)


def _points(steps: int) -> Figure:
    return Figure("score", steps)


def _score(plan: Plan) -> int:
    value = next(result.value for result in plan.objective if result.stage == "score")
    assert isinstance(value, int)
    return value


def _by_score(case: Case, reserve: Reserve) -> Callable[[int], Change]:
    """The case with another score for the reserve, in ten-thousandths of a point."""

    def at(steps: int) -> Change:
        score = Decimal(steps) / _STEPS
        return Change(
            lambda: changes.with_reserve(case, reserve.id, score=score),
            ((f"reserves.{reserve.id}.score", format(score.normalize(), "f")),),
        )

    return at


def _tangent(case: Case, reserve: Reserve, without: Plan) -> Hint:
    """Where the plan at a score would fall behind the best one without the reserve, were it kept as it is.

    The best plan with the reserve gains amount / cost for each point of its score, and other plans only do
    better: the best score as a function of the reserve's lies above this line.
    """

    def hint(steps: int, plan: Plan) -> int:
        gets = amount_of(plan, reserve.id)
        for mine, theirs in zip(plan.objective, without.objective, strict=True):
            if mine.stage == "score":
                ahead = Fraction((_score(plan) - _score(without)) * reserve.cost, gets)
                return steps - floor(ahead) - 1
            if mine.value != theirs.value:
                break
        return steps - 1

    return hint


def _ranks(case: Case) -> list[int]:
    return sorted(row.rank for row in case.reserves if row.rank is not None)


def _by_rank(case: Case, reserve: Reserve) -> Callable[[int], Change]:
    """The case with the reserve moved up by some places; those that it passes move down by one each."""
    order = sorted((row for row in case.reserves if row.rank is not None), key=lambda row: row.rank or 0)
    ranks = [row.rank for row in order]
    now = ranks.index(reserve.rank)

    def at(step: int) -> Change:
        moved = [row for row in order if row.id != reserve.id]
        moved.insert(now - step, order[now])
        given = {row.id: rank for row, rank in zip(moved, ranks, strict=True)}
        rows = tuple(replace(row, rank=given.get(row.id)) for row in case.reserves)
        return Change(
            lambda: changes.changed(case, reserves=rows),
            tuple(
                (f"reserves.{row.id}.rank", str(given[row.id])) for row in order if given[row.id] != row.rank
            ),
        )

    return at


def _first_missed(plan: Plan, other: Plan) -> int | None:
    """The most urgent rank that `plan` funds and the other does not."""
    for mine, theirs in zip(plan.objective, other.objective, strict=True):
        if isinstance(mine.value, tuple) and isinstance(theirs.value, tuple):
            return min(set(mine.value) - set(theirs.value), default=None)
    return None
