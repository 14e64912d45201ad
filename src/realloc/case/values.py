"""One value at a time: text as a cell holds it in, a typed value out, or `ValueRefused`.

Money leaves as satang, shares as fractions, scores as decimals. Cells arrive stripped, in NFC and not blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from realloc.case.aliases import YES_NO
from realloc.case.nearest import nearest
from realloc.errors import ValueRefused

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400  # no plan runs to this year of the Common Era

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INTEGER = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.0+)?")
_SHARE = re.compile(r"[0-9](?:\.[0-9]{1,30})?")
_SCORE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?|[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,4})?")


def clean(value: str) -> str:
    """Return text as cells are held: NFC, without surrounding space. Raises for control characters."""
    cleaned = value.strip() if value.isascii() else normalize("NFC", value).strip()
    if CONTROL.search(cleaned):
        raise ValueRefused("control", cleaned)
    return cleaned


def text(value: Any) -> str:
    """Return a TOML value as the text a cell would hold; lists are joined by `;`. Raises for tables."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list):
        return ";".join(text(item) for item in value)
    if isinstance(value, dict):
        raise ValueRefused("type-value")
    return str(value)


def shown(value: Any) -> str:
    """Return a TOML value as its file has it, for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


def day(value: str) -> date:
    """Read a date, `2021-06-01`. A year of the Buddhist Era is refused with the year it stands for."""
    match = _DATE.fullmatch(value.translate(_THAI_DIGITS))
    if match is None:
        raise ValueRefused("date", value)
    year, month, of_month = (int(part) for part in match.groups())
    if year >= FIRST_BUDDHIST_YEAR:
        common = f"{year - BUDDHIST_ERA}-{month:02d}-{of_month:02d}"
        raise ValueRefused("date-era", value, common)
    try:
        return date(year, month, of_month)
    except ValueError:
        raise ValueRefused("date", value) from None


def integer(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `least` to `most`."""

    def read(value: str) -> int:
        match = _INTEGER.fullmatch(value.translate(_THAI_DIGITS))
        number = int(match[1].replace(",", "")) if match else -1
        if not least <= number <= most:
            raise ValueRefused("integer", value, f"{least:,}–{most:,}")
        return number

    return read


def share(value: str) -> Fraction:
    """Read a share from 0 to 1, `0.25`."""
    plain = value.translate(_THAI_DIGITS)
    if _SHARE.fullmatch(plain) is None or Decimal(plain) > 1:
        raise ValueRefused("share", value)
    return Fraction(plain)


def score(value: str) -> Decimal:
    """Read a score: 0 or more, at most four decimals."""
    plain = value.translate(_THAI_DIGITS)
    if _SCORE.fullmatch(plain) is None:
        raise ValueRefused("score", value)
    return Decimal(plain.replace(",", ""))


def yes_no(value: str) -> bool:
    """Read yes or no."""
    answer = YES_NO.get(value.casefold())
    if answer is None:
        raise ValueRefused("yes-no", value)
    return answer


def items(value: str) -> tuple[str, ...]:
    """Read a `;`-separated list, each item once, in order."""
    return tuple(dict.fromkeys(item for part in value.split(";") if (item := part.strip())))


def choice(words: tuple[str, ...], aliases: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """Return a reader of one of `words`; `aliases` are other ways to say them."""
    aliases = aliases or {}
    known = {_folded(word): word for word in words} | {
        _folded(alias): word for alias, word in aliases.items()
    }

    def read(value: str) -> str:
        word = known.get(_folded(value))
        if word is None:
            thai = {meant: alias for alias, meant in reversed(list(aliases.items()))}  # the first of each
            raise ValueRefused(
                "choice",
                value,
                ", ".join(words),
                lambda: nearest(value, words) or aliases.get(nearest(value, aliases), ""),
                ", ".join(f"{word} ({thai[word]})" if word in thai else word for word in words),
            )
        return word

    return read


def _folded(word: str) -> str:
    return word.casefold().replace(" ", "_").replace("-", "_")
