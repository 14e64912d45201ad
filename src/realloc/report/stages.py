"""A stage's value as people read it."""

from __future__ import annotations

from realloc import money
from realloc.result import MONEY_STAGES


def stage_text(stage: str, value: int | tuple[int, ...]) -> str:
    """A stage's value for people: `1,234.0000` points, `827,300.00` baht, `14`, ranks `1–4 7`."""
    if isinstance(value, tuple):
        return _ranges(value)
    if stage == "score":
        whole, part = divmod(value, 10_000)
        return f"{whole:,}.{part:04}"
    return money.baht(value) if stage in MONEY_STAGES else f"{value:,}"


def _ranges(ranks: tuple[int, ...]) -> str:
    """Ascending ranks in short: `1–4 7 9–10`."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], rank]
        else:
            runs.append([rank])
    return " ".join("–".join(map(str, run)) for run in runs) or "–"
