"""How far the money is spent, against the disbursement target for the date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from realloc.case.records import Activity, Case


@dataclass(frozen=True, slots=True)
class Progress:
    """Spending of one kind of money at a date. Money in satang, shares of `budget`.

    `kind` is `overall` or `capital`. `shortfall` and `points` (a share, so 0.01 is one percentage point)
    are below zero where spending is ahead of the target.
    """

    kind: str
    budget: int
    spent: int
    actual: Fraction
    target: Fraction
    shortfall: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Disbursement:
    """Progress at `as_of`; `counts_obligations` says whether signed commitments count as spent."""

    as_of: date
    counts_obligations: bool
    progress: tuple[Progress, ...]


def disbursement(case: Case) -> Disbursement | None:
    """Progress against the case's targets, overall and for capital money; None where it states no targets."""
    targets = case.targets
    if targets is None:
        return None
    months = _months(targets.fiscal_year_start, case.calendar.as_of)
    capital = [a for a in case.activities if a.category == "capital"]
    kinds = (("overall", case.activities, targets.overall), ("capital", capital, targets.capital))
    rows = (
        _progress(kind, activities, target_share(shares, months), targets.count_obligations)
        for kind, activities, shares in kinds
        if shares
    )
    return Disbursement(
        as_of=case.calendar.as_of,
        counts_obligations=targets.count_obligations,
        progress=tuple(row for row in rows if row is not None),
    )


def target_share(quarters: Sequence[Fraction], months: Fraction) -> Fraction:
    """The cumulative target after `months` of the year, linear by month between the ends of quarters."""
    points = (Fraction(0), *quarters)
    quarter = min(months // 3, len(quarters) - 1)
    within = min(months / 3 - quarter, Fraction(1))
    return points[quarter] + (points[quarter + 1] - points[quarter]) * within


def _months(start: date, today: date) -> Fraction:
    """Months from the start of the fiscal year to the end of `today`; a part of a month by its days."""
    whole = (today.year - start.year) * 12 + today.month - start.month
    return max(Fraction(0), whole + Fraction(today.day, monthrange(today.year, today.month)[1]))


def _progress(
    kind: str, activities: Sequence[Activity], target: Fraction, obligations: bool
) -> Progress | None:
    budget = sum(a.budget for a in activities)
    if budget == 0:
        return None
    spent = sum(a.disbursed + (a.obligated if obligations else 0) for a in activities)
    actual = Fraction(spent, budget)
    return Progress(
        kind=kind,
        budget=budget,
        spent=spent,
        actual=actual,
        target=target,
        shortfall=round(target * budget) - spent,
        points=target - actual,
    )
