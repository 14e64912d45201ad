"""Small exchanges of what is funded that move more money: what branch and bound is slow to find.

Where all that is left to find is a set of whole projects that adds up to the last unit, neighbouring sets of
the best plan so far are tried first: up to two projects out, up to two in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from heapq import nlargest
from itertools import combinations

_TRIED = 40

Exchange = tuple[frozenset[int], frozenset[int]]
"""Reserves out, reserves in, by position."""


def exchanges(funded: Mapping[int, int], others: Mapping[int, int], gap: int) -> list[Exchange]:
    """The exchanges that move most more money, at least one unit and at most `gap`, best first.

    `funded` and `others` give what each reserve gets, or would get, in units.
    """
    added = sorted((sum(others[j] for j in some), some) for some in _up_to_two(others))
    sums = [total for total, _ in added]
    found: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = []
    for out in _up_to_two(funded):
        freed = sum(funded[j] for j in out)
        last = bisect_right(sums, freed + gap)
        for total, some in added[max(0, last - 3) : last]:
            if total > freed:
                found.append((total - freed, out, some))
    return [(frozenset(out), frozenset(some)) for _, out, some in nlargest(_TRIED, found)]


def _up_to_two(rows: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    for count in range(3):
        yield from combinations(rows, count)
