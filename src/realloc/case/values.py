"""One value at a time: text as a cell holds it in, a typed value out, or `ValueRefused`.

Money leaves as satang, shares as fractions, scores as decimals. Cells arrive stripped, tidy and not blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from realloc.case.aliases import YES_NO
from realloc.case.nearest import nearest
from realloc.case.spelling import tidy
from realloc.errors import ValueRefused

# Control characters, what turns the direction of writing round, and what no XML may hold.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

DASHES = frozenset("-–—")  # what tables have for nothing

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INTEGER = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.0+)?")
_SHARE = re.compile(r"[0-9](?:\.[0-9]{1,30})?")
_WITHIN_THAI = re.compile("(?<=[\u0e00-\u0e7f]) (?=[\u0e00-\u0e7f])")
_SCORE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?|[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,4})?")


def clean(value: str) -> str:
    """Return text as cells are held: tidy, without surrounding space. Raises for control characters."""
    cleaned = tidy(value).strip()
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
    return _plain(value)


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
    return _plain(value)


def _plain(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # thousands of digits: Python writes them in hexadecimal only
        return hex(value)


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
    """Read a `;`-separated list, each item once, in order. A dash is no item."""
    parts = map(str.strip, value.split(";"))
    return tuple(dict.fromkeys(item for item in parts if item and item not in DASHES))


def choice(words: tuple[str, ...], aliases: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """Return a reader of one of `words`; `aliases` are other ways to say them."""
    aliases = aliases or {}
    known = {folded(word): word for word in words} | {folded(alias): word for alias, word in aliases.items()}

    def read(value: str) -> str:
        word = known.get(folded(value))
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


def folded(word: str) -> str:
    """Return a word as it is looked up: case, and how its parts are joined, are no matter."""
    joined = _WITHIN_THAI.sub("", " ".join(word.split()))
    return joined.casefold().replace(" ", "_").replace("-", "_")
