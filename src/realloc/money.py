"""The one door for money: text, whole baht or `Decimal` in; whole satang (`int`) inside; text out.

No amount is ever a float: a float is refused even where its value would be whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from realloc.errors import MoneyError

SATANG_PER_BAHT = 100
LARGEST_DIGITS = 15  # of whole baht; what is longer is a slip of the keyboard, and far from any budget

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?")
_NOT_TWO_DECIMALS = rf"(?m)^(?![0-9]{{1,{LARGEST_DIGITS}}}\.[0-9]{{2}}$)"
_NOT_WHOLE = rf"(?m)^(?![0-9]{{1,{LARGEST_DIGITS}}}$)"
_UNSIGNED = r"[0-9][0-9,]*(?:\.[0-9]*)?"
_REFUSALS = {  # not compiled before an amount is refused, as start-up is waited for
    "money-negative": rf"[-\u2212\u2013]\s*฿?\s*{_UNSIGNED}|\({_UNSIGNED}\)",
    "money-exponent": rf"{_UNSIGNED}[eE][-+]?[0-9]+",
    "money-decimals": r"[0-9][0-9,]*\.[0-9]{3,}",
    "money-commas": r"[0-9]*,[0-9,]*(?:\.[0-9]{0,2})?",
}


def parse(value: str | int | Decimal) -> int:
    """Return the satang in an amount of baht.

    Reads `827300`, `827,300`, `827,300.50`, Thai digits, a leading `฿`, a trailing `บาท` and surrounding
    spaces; an `int` is whole baht. Raises `MoneyError`, whose `expected` is the finding code, for anything
    else: more than two decimals, negatives, exponents, misplaced commas, NaN, text, floats.
    """
    if type(value) is str:
        whole, point, part = value.partition(".")
        if whole.isdigit() and len(whole) <= LARGEST_DIGITS and value.isascii():
            if not point:
                return int(whole) * SATANG_PER_BAHT
            if part.isdigit() and len(part) <= 2:
                return int(whole) * SATANG_PER_BAHT + int(part) * (10 if len(part) == 1 else 1)
        return _parse_decorated(value)
    if type(value) is int or isinstance(value, Decimal):
        return _parse_decorated(str(value))
    raise MoneyError("money-float" if isinstance(value, float) else "money", str(value))


def parse_plain(values: Sequence[str]) -> list[int] | None:
    """Return `parse` of each where all are plain with two decimals, `827300.50`, or all whole; else None.

    What programs write into large tables, read some ten times faster than one by one.
    """
    lines = "\n".join(values)
    if lines.count("\n") + 1 != len(values):  # none at all, or one that holds a line break
        return None
    if not re.search(_NOT_TWO_DECIMALS, lines):
        return list(map(int, lines.replace(".", "").split("\n")))
    if not re.search(_NOT_WHOLE, lines):
        return [int(line) * SATANG_PER_BAHT for line in lines.split("\n")]
    return None


def from_decimal(value: Decimal) -> int:
    """Return the satang in a `Decimal` number of baht, by value: `1E+2` and `1.500` are read.

    Raises `MoneyError` for NaN, infinities, negatives and fractions of a satang.
    """
    if not value.is_finite():
        raise MoneyError("money", str(value))
    if value < 0:
        raise MoneyError("money-negative", str(value))
    if value.adjusted() >= LARGEST_DIGITS:
        raise MoneyError("money-large", str(value))
    numerator, denominator = value.as_integer_ratio()
    satang, rest = divmod(numerator * SATANG_PER_BAHT, denominator)
    if rest:
        raise MoneyError("money-decimals", str(value))
    return satang


def baht(satang: int) -> str:
    """Return an amount as people read it: `827,300.00`; `-` in front of a difference below zero."""
    whole, part = divmod(abs(_whole(satang)), SATANG_PER_BAHT)
    return f"{'-' if satang < 0 else ''}{whole:,}.{part:02d}"


def decimal(satang: int) -> str:
    """Return an amount as JSON and CSV carry it: `827300.00`; `-` in front of a difference below zero."""
    whole, part = divmod(abs(_whole(satang)), SATANG_PER_BAHT)
    return f"{'-' if satang < 0 else ''}{whole}.{part:02d}"


def _parse_decorated(value: str) -> int:
    text = value.strip().translate(_THAI_DIGITS)
    text = text.removeprefix("฿").removesuffix("บาทถ้วน").removesuffix("บาท").strip()
    if text.endswith(".-") and "." not in text[:-2]:  # whole baht as they are written by hand: 1,000.-
        text = text[:-2]
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise MoneyError(
            next((code for code, form in _REFUSALS.items() if re.fullmatch(form, text)), "money"), value
        )
    whole = match[1].replace(",", "").lstrip("0") or "0"
    if len(whole) > LARGEST_DIGITS:
        raise MoneyError("money-large", value)
    return int(whole) * SATANG_PER_BAHT + int((match[2] or "").ljust(2, "0"))


def _whole(satang: int) -> int:
    if type(satang) is not int:
        raise TypeError(f"an amount is a whole number of satang, not {type(satang).__name__}")
    return satang
