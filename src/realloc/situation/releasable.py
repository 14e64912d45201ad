"""How much of an activity's balance can be moved."""

from __future__ import annotations

from fractions import Fraction

from realloc.case.records import Activity


def releasable(activity: Activity, share: Fraction, unit: int) -> int:
    """`share` of what is neither paid, signed for nor kept, in satang, rounded down to a multiple of `unit`.

    Never below 0: an activity that must keep more than it has left gives nothing.
    """
    balance = activity.budget - activity.disbursed - activity.obligated - activity.keep
    if balance <= 0:
        return 0
    return balance * share.numerator // (share.denominator * unit) * unit
