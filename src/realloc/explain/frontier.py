"""The trade-off between two stages: the plans of which neither stage can be better without the other worse.

Epsilon constraints: the best value of one stage, given that the other is at least so good, is a staircase.
Each search finds how far one step reaches; the widest gap between steps is searched next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from realloc.case.records import STAGES, Case
from realloc.choice import Frontier, Point
from realloc.errors import UsageError
from realloc.explain.variants import Variants, merit
from realloc.model.split import Lines
from realloc.model.variant import Wish
from realloc.result import MONEY_STAGES, Plan, Proof, StageResult

MOST_POINTS = 50
_COUNTS = ("lines", "activities", "reserves")
_NODES = 20_000
_FURTHER_NODES = 200
_LONGEST = 5.0  # seconds for one search


def stages_of(case: Case, written: str) -> tuple[str, str]:
    """The two stages of `--frontier A,B`. Raises UsageError where they are not two that can be weighed."""
    known = [stage for stage in STAGES if stage != "rank"]
    names = [name.strip() for name in written.split(",")]
    if len(names) != 2 or names[0] == names[1] or not set(names) <= set(known):
        choices = ", ".join(known)
        raise UsageError(
            f"--frontier {written!r}: expected two different stages, such as score,lines;"
            f" choose from {choices}.",
            f"--frontier {written!r}: ควรเป็นเป้าหมายสองข้อที่ต่างกัน เช่น score,lines โปรดเลือกจาก {choices}",
        )
    if "score" in names and any(reserve.score is None for reserve in case.reserves):
        raise UsageError(
            f"--frontier {written!r}: not every reserve project has a score; fill in the column `score`.",
            f"--frontier {written!r}: โครงการสำรองบางโครงการไม่มีคะแนน โปรดกรอกคอลัมน์ `score`",
        )
    return names[0], names[1]


def frontier(
    case: Case,
    best: Plan,
    stages: tuple[str, str],
    *,
    most: int = MOST_POINTS,
    solver: str | None = None,
    time_limit: float | None = None,
) -> Frontier:
    """The trade-off between two stages, at most `most` points of it, each a verified plan.

    `best` is the case's plan. Raises UsageError where the case is too large to weigh the number of lines.
    """
    variants = Variants(case, best, solver=solver, time_limit=time_limit, longest=_LONGEST)
    if "lines" in stages and variants.has_too_many_lines:
        raise UsageError(
            "--frontier: the case has too many pairs of activity and reserve project to weigh its lines one"
            " by one; choose `activities` or `reserves` instead of `lines`.",
            "--frontier: กรณีนี้มีคู่กิจกรรมกับโครงการสำรองมากเกินกว่าจะพิจารณารายการโอนทีละรายการ"
            " โปรดใช้ `activities` หรือ `reserves` แทน `lines`",
        )
    # A count has few values, so it is the one to be held; the other is made best.
    turned = stages[0] in _COUNTS and stages[1] not in _COUNTS
    stairs = _Staircase(variants, *(stages[::-1] if turned else stages))
    with variants.until_interrupted():
        stairs.climb(most)
    points, gaps = stairs.finished()
    if turned:
        points = [_turned(point) for point in reversed(points)]
        gaps = [len(points) - 2 - gap for gap in reversed(gaps)]
    return Frontier(
        stages=stages,
        points=tuple(points),
        complete=stairs.complete,
        gaps=tuple(gaps),
        ended=variants.over and not stairs.complete,
        searches=variants.searches,
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One search: the best `made` stage where the `held` one is at least `floor` (None: whatever it is).

    Everything is a merit: more is better. `bound` is that of `made`, `most` that of `held` with `made` kept.
    """

    floor: int | None
    made: int
    bound: int | None
    held: int
    most: int | None
    proof: Proof
    lines: Lines
    plan: Plan | None = None


class _Staircase:
    """The best value of one stage (`made`) for each least value of another (`held`)."""

    def __init__(self, variants: Variants, made: str, held: str) -> None:
        self._variants = variants
        self._made = made
        self._held = held
        self._unit = variants.case.unit if held in MONEY_STAGES else 1
        self._steps = [self._search(None, variants.lines(variants.best))]
        self.complete = False

    def climb(self, most: int) -> None:
        """Search until every gap is closed, there are `most` points, or the time is up."""
        if self._variants.over:
            return
        self._steps.append(self._end(self._steps[0]))
        while not self._variants.over:
            gaps = sorted(self._gaps(), key=lambda gap: (gap[1] - gap[0], gap[2]))
            if not gaps:
                self.complete = True
            if not gaps or len(_front(self._steps)) >= most:
                return
            high, low, place = gaps[0]
            middle = low + (high - low) // (2 * self._unit) * self._unit
            self._steps.insert(place + 1, self._search(middle, self._steps[place + 1].lines))

    def _search(self, floor: int | None, start: Lines) -> _Step:
        held = () if floor is None else (self._result(self._held, floor),)
        found = self._variants.best_in((self._made,), Wish(held), start, _NODES)
        (made,) = found.reached
        value, bound = self._merits(self._made, made)
        kept = (*held, replace(made, bound=None, proof="none"))
        further = self._variants.best_in((self._held,), Wish(kept), found.lines, _FURTHER_NODES)
        (other,) = further.reached
        reached, most = self._merits(self._held, other)
        return _Step(floor, value, bound, reached, most, made.proof, further.lines)

    def _end(self, first: _Step) -> _Step:
        """The other end: the held stage at its best."""
        found = self._variants.best_in((self._held, self._made), Wish(), first.lines, _NODES)
        held, made = found.reached
        reached, most = self._merits(self._held, held)
        value, bound = self._merits(self._made, made)
        proof = made.proof if held.proof == "exact" else held.proof
        return _Step(reached, value, bound, reached, most, proof, found.lines)

    def _gaps(self) -> Iterator[tuple[int, int, int]]:
        """Values of `held` for which the best of `made` is not known: highest, lowest, the step before."""
        for place, (step, following) in enumerate(zip(self._steps, self._steps[1:], strict=False)):
            low, high = step.held + self._unit, following.floor
            if high is not None and low < high and step.made != following.made:
                yield high - self._unit, low, place

    def finished(self) -> tuple[list[Point], list[int]]:
        """The points, from the best of `made` on, and after which of them, by number, there may be more."""
        steps = _front(map(self._planned, _front(self._steps)))
        gaps = set()
        for high, low, _ in self._gaps():
            gaps |= {k for k, one in enumerate(steps[:-1]) if one.held < high and steps[k + 1].held > low}
        return list(map(self._point, steps)), sorted(gaps)

    def _planned(self, step: _Step) -> _Step:
        """A step with its plan: the best in the case's other stages, as far as is quickly found.

        Where a step is not proven, that search can find better values of its own two stages, too.
        """
        variants, stages = self._variants, (self._made, self._held)
        lines = step.lines
        others = [stage for stage in variants.case.stages if stage not in stages]
        held = (self._result(self._made, step.made), self._result(self._held, step.held))
        if others and not variants.over:
            lines = variants.best_in(others, Wish(held), lines, _FURTHER_NODES).lines
        thin = "lines" not in (*stages, *variants.case.stages)
        plan = variants.drawn(lines, thin=thin, keep=held)
        made, kept = (merit(stage, variants.worth(variants.lines(plan), stage)) for stage in stages)
        return replace(step, made=made, held=kept, plan=plan)

    def _point(self, step: _Step) -> Point:
        assert step.plan is not None
        bounds, proof = self._bounds(step)
        values = merit(self._made, step.made), merit(self._held, step.held)
        return Point(step.plan, values, bounds, proof)

    def _bounds(self, step: _Step) -> tuple[tuple[int | None, int | None], Proof]:
        """What is proven of a point: by its own search, and by those that asked for a little more or less."""
        made, held, evidence = step.bound, step.most, [step]
        for other in self._steps:
            if other.bound is None:
                continue
            laxer = other.floor is None or other.floor <= step.held
            if laxer and (made is None or other.bound < made):
                made = other.bound
                evidence.append(other)
            if other.floor is not None and other.bound < step.made:
                below = max(step.held, other.floor - self._unit)
                if held is None or below < held:
                    held = below
                    evidence.append(other)
        proof: Proof = next((one.proof for one in evidence if one.proof != "exact"), "exact")
        return (self._value(self._made, made), self._value(self._held, held)), proof

    @staticmethod
    def _value(stage: str, value: int | None) -> int | None:
        return None if value is None else merit(stage, value)

    @staticmethod
    def _result(stage: str, value: int) -> StageResult:
        return StageResult(stage, merit(stage, value), None, "none")

    @staticmethod
    def _merits(stage: str, result: StageResult) -> tuple[int, int | None]:
        assert isinstance(result.value, int)
        bound = result.bound if isinstance(result.bound, int) else None
        return merit(stage, result.value), None if bound is None else merit(stage, bound)


def _front(steps: Iterable[_Step]) -> list[_Step]:
    """The steps that no other is better than in one stage and as good in the other, best of `made` first."""
    found: list[_Step] = []
    for step in sorted(steps, key=lambda step: (-step.made, -step.held)):
        if not found or step.held > found[-1].held:
            found.append(step)
    return found


def _turned(point: Point) -> Point:
    return replace(point, values=point.values[::-1], bounds=point.bounds[::-1])
