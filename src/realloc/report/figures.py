"""A plan in seven figures, whatever its objective: what scenarios and what-ifs are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from realloc.case.records import Case
from realloc.result import Plan


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts in satang, `escalation` in satang x level, `score` in ten-thousandths of a point."""

    releasable: int
    moved: int
    unplaced: int
    score: int | None
    escalation: int
    lines: int
    funded: tuple[str, ...]


def figures(plan: Plan, case: Case) -> Figures:
    """The figures of a plan that exists; no score where a funded reserve has none."""
    return Figures(
        plan.totals.releasable,
        plan.totals.transferred,
        plan.totals.unplaced,
        score(plan, case),
        sum(transfer.amount * case.levels.index(transfer.approval) for transfer in plan.transfers),
        len(plan.transfers),
        tuple(reserve.id for reserve in plan.reserves if reserve.funded),
    )


def score(plan: Plan, case: Case) -> int | None:
    """The plan's score in ten-thousandths of a point, rounded down; None where a funded reserve has none."""
    worth = Fraction(0)
    for reserve, result in zip(case.reserves, plan.reserves, strict=True):
        if result.funded:
            if reserve.score is None:
                return None
            worth += Fraction(reserve.score) * 10_000 * result.amount / reserve.cost
    return floor(worth)


def weakest_proof(plan: Plan) -> str:
    """What the plan's proof rests on in the stage where it is weakest."""
    proofs = [
        stage.proof if stage.value == stage.bound or stage.proof == "none" else "none"
        for stage in plan.objective
    ]
    return next((proof for proof in ("none", "solver") if proof in proofs), "exact")
