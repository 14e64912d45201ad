"""Values of activities as cells of a table have them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from realloc import money
from realloc.case.columns import Column

_DECIMALS = 30  # as many as a share may be written with


def is_money(column: Column) -> bool:
    """Whether a column holds amounts: only those are added up."""
    return column.read is money.parse


def written(column: Column, value: Any) -> str:
    """Return the text that reads as `value` (satang for amounts) in `column`; "" is blank."""
    if value is None:
        return ""
    if is_money(column):
        return money.decimal(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        whole, rest = divmod(int(value * 10**_DECIMALS), 10**_DECIMALS)
        return f"{whole}.{rest:0{_DECIMALS}}".rstrip("0").rstrip(".")
    return ";".join(value) if isinstance(value, tuple) else str(value)
