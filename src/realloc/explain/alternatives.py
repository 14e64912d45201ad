"""Other plans as good, or nearly so: as different as possible in the reserve projects that they fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor

from realloc import money
from realloc.case.records import Case
from realloc.choice import Alternative, Alternatives
from realloc.errors import UsageError, ValueRefused
from realloc.explain.variants import Variants, merit
from realloc.model.variant import Wish
from realloc.result import MINIMISED_STAGES, MONEY_STAGES, Plan, StageResult

MOST = 20
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
    complete = False
    with variants.until_interrupted():
        while len(found) < count and not complete and not variants.over:
            other = _another(variants, [best, *(one.plan for one in found)], held)
            complete = other is not None and other.most == 0
            if other is None or not other.distance:
                break
            found.append(other)
    plans = [best, *(one.plan for one in found)]
    everywhere = set.intersection(*map(_funded_ids, plans))
    return Alternatives(
        best=best,
        others=tuple(found),
        within=None if floor_ is None else int(floor_.value),  # type: ignore[arg-type]
        complete=complete,
        ended=not complete and len(found) < count,
        shared=tuple(row.id for row in case.reserves if row.id in everywhere),
        searches=variants.searches,
    )


def _another(variants: Variants, shown: Sequence[Plan], held: Sequence[StageResult]) -> Alternative:
    """The plan farthest from those shown, and among such plans the best; its distance is 0 where none is."""
    case, best = variants.case, variants.best
    unlike = tuple(_funded(case, plan) for plan in shown)
    wish = Wish(tuple(held), unlike)
    start = variants.lines(best)
    farthest = variants.most_different(wish, start, _NODES)
    (reached,) = farthest.reached
    most = None if reached.bound is None else int(reached.bound)  # type: ignore[arg-type]
    distance = int(reached.value)  # type: ignore[arg-type]
    if not distance:
        return Alternative(best, 0, most)
    lines = farthest.lines
    if len(held) < len(case.stages) and not variants.over:
        wish = replace(wish, by=distance)
        lines = variants.best_in(case.stages, wish, lines, _GOAL_NODES).lines
    plan = variants.drawn(lines, thin="lines" not in case.stages)
    return Alternative(plan, min(len(_funded(case, plan) ^ other) for other in unlike), most)


def _funded(case: Case, plan: Plan) -> frozenset[int]:
    return frozenset(j for j, row in enumerate(plan.reserves) if row.funded)


def _funded_ids(plan: Plan) -> set[str]:
    return {row.id for row in plan.reserves if row.funded}


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
