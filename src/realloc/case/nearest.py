"""Which known word somebody meant."""

from __future__ import annotations

from collections.abc import Collection, Sized

MOST_KNOWN = 1000  # among more, the nearest takes longer to find than it helps
LONGEST = 100  # characters: no name is longer by a slip, and comparing takes the product of two lengths
ENOUGH = 100  # a file with more findings than this is wrong in another way than by slips
CLOSE = 0.6  # of difflib's ratio, its own default: R14 for R4, but not R1 for R9


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word that comes closest to `word`, or "" where none is near. Case is ignored."""
    if len(known) > MOST_KNOWN or len(word) > LONGEST:
        return ""
    from difflib import get_close_matches  # only a mistake needs it, and start-up is waited for

    folded = {candidate.casefold(): candidate for candidate in known if len(candidate) <= LONGEST}
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=CLOSE)
    return folded[matches[0]] if matches else ""


def nearest_at_first(word: str, known: Collection[str], found: Sized) -> str:
    """Return `nearest` as long as `found`, the findings so far, are few."""
    return nearest(word, known) if len(found) < ENOUGH else ""
