"""Other plans as good, or nearly so: as different as possible in the reserve projects that they fund."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor

from realloc import money
from realloc.case.records import Case
from realloc.choice import Alternative, Alternatives
from realloc.errors import UsageError, ValueRefused
from realloc.explain.variants import Variants, merit
from realloc.model.split import Lines
from realloc.model.variant import Wish
from realloc.result import MINIMISED_STAGES, MONEY_STAGES, Plan, StageResult

_NODES = 20_000
_GOAL_NODES = 1_000


def alternatives(
    case: Case,
    best: Plan,
    count: int,
    *,
    within: str | None = None,
    solver: str | None = None,
    time_limit: float | None = None,
) -> Alternatives:
    """Up to `count` plans beside `best`, each as different as possible from all before it, and verified.

    `within` says how far from the best they may be: a share of the first stage's value (`1%`), or an amount
    in the stage's own unit (points, baht, a number); None: as good in every stage. Raises UsageError for a
    distance that cannot be read.
    """
    floor_ = None if within is None else _floor(case, best.objective[0], within)
    variants = Variants(case, best, solver=solver, time_limit=time_limit)
    held = best.objective if floor_ is None else (floor_,)
    found: list[Alternative] = []
    complete, more = False, True
    with variants.until_interrupted():
        while more and not variants.over:
            shown = [_funded(plan) for plan in (best, *(one.plan for one in found))]
            farthest, distance, most = _farthest(variants, shown, held)
            complete = most == 0
            more = distance > 0 and len(found) < count
            if more:
                wish = Wish(held, tuple(shown), distance)
                lines = farthest
                if floor_ is not None and not variants.over:  # else one is as good as another
                    lines = variants.best_in(case.stages, wish, farthest, _GOAL_NODES).lines
                plan = variants.drawn(lines, thin="lines" not in case.stages)
                found.append(Alternative(plan, min(len(_funded(plan) ^ one) for one in shown), most))
    everywhere = frozenset.intersection(*(_funded(plan) for plan in (best, *(one.plan for one in found))))
    return Alternatives(
        best=best,
        others=tuple(found),
        within=None if floor_ is None else int(floor_.value),  # type: ignore[arg-type]
        complete=complete,
        ended=not complete and len(found) < count,
        shared=tuple(row.id for j, row in enumerate(case.reserves) if j in everywhere),
        searches=variants.searches,
    )


def _farthest(
    variants: Variants, shown: Sequence[frozenset[int]], held: tuple[StageResult, ...]
) -> tuple[Lines, int, int | None]:
    """The plan that differs most from those shown, in how many reserves, and the most that is possible."""
    start = variants.lines(variants.best)
    found = variants.most_different(Wish(held, tuple(shown)), start, _NODES)
    (reached,) = found.reached
    assert isinstance(reached.value, int) and not isinstance(reached.bound, tuple)
    return found.lines, reached.value, reached.bound


def _funded(plan: Plan) -> frozenset[int]:
    return frozenset(j for j, row in enumerate(plan.reserves) if row.funded)


def _floor(case: Case, first: StageResult, within: str) -> StageResult:
    """The first stage at the least that a plan within the distance reaches."""
    if isinstance(first.value, tuple):
        raise UsageError(
            "--within: the first stage, rank, has no distance: a plan funds a rank or does not."
            " Leave it out for plans exactly as good.",
            "--within: เป้าหมายแรกคือลำดับ (rank) ซึ่งวัดระยะห่างไม่ได้ โปรดไม่ระบุ เพื่อหาแผนที่ดีเท่ากันทุกเป้าหมาย",
        )
    lowest = merit(first.stage, first.value) - _distance(first, within)
    if first.stage not in MINIMISED_STAGES:
        step = case.unit if first.stage in MONEY_STAGES else 1
        lowest = max(0, -(-lowest // step) * step)
    return StageResult(first.stage, merit(first.stage, lowest), None, "none")


def _distance(first: StageResult, within: str) -> int:
    """How much worse the first stage may be, in the unit of `StageResult`."""
    written = within.strip().replace(",", "")
    share = written.endswith("%")
    try:
        if not share and first.stage in MONEY_STAGES:
            return money.parse(within)
        number = Decimal(written.removesuffix("%").strip())
        if not number.is_finite() or number < 0:
            raise InvalidOperation
    except (InvalidOperation, ValueRefused):
        raise UsageError(
            f"--within {within!r}: expected a share of the first stage, {first.stage}, such as 1%,"
            " or an amount of it, such as 5.",
            f"--within {within!r}: ควรเป็นร้อยละของเป้าหมายแรก ({first.stage}) เช่น 1% หรือจำนวน เช่น 5",
        ) from None
    exact = Fraction(number)
    if share:
        return floor(abs(int(first.value)) * exact / 100)  # type: ignore[arg-type]
    return floor(exact * (10_000 if first.stage == "score" else 1))
