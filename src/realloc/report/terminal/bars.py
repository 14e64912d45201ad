"""Figures as bars and shades of characters, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_EIGHTHS = " ▏▎▍▌▋▊▉█"
SHADES = "·░▒▓█"


def bar(value: int | None, most: int, columns: int) -> str:
    """A bar as long as `value` is of `most`; anything above 0 can be seen."""
    if not value or most <= 0:
        return ""
    eighths = max(1, round(Fraction(value * columns * 8, most)))
    whole, part = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")


def shade(value: int | None, least: int, most: int) -> str:
    """A shade between the least and the most of all values; blank where there is none."""
    if value is None:
        return " "
    if most <= least:
        return SHADES[-1]
    return SHADES[(value - least) * (len(SHADES) - 1) // (most - least)]


def span(values: Sequence[int]) -> tuple[int, int] | None:
    """The least and the most, None where there is nothing."""
    return (min(values), max(values)) if values else None
