"""Fewer flows for the same: plans with few lines, among those alike in all that is held."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from realloc.model.program import Program
from realloc.model.relax import Bounds, Relaxation

_IDLE = 2


def thinner(
    program: Program, relaxation: Relaxation, fixed: Bounds, flows: Collection[int], values: list[int]
) -> Iterator[list[int]]:
    """Values of which fewer of the columns `flows` run than of `values`, then fewer still.

    A thin flow is charged more for each unit than a thick one: linear programs with each flow priced at
    1 / its last amount settle on few flows (slope scaling, Kim and Pardalos 1999). What is found counts only
    if it keeps every row exactly.
    """
    fewest, idle = sum(values[column] > 0 for column in flows), 0
    amounts: Sequence[float] = values
    while idle < _IDLE:
        prices = {
            column: 1.0 / max(amounts[column], 0.1 * program.columns[column].upper, 1.0)
            if amounts[column] < 0.5
            else 1.0 / amounts[column]
            for column in flows
        }
        relaxation.minimise(prices)
        relaxed = relaxation.solve(fixed)
        if relaxed.status != "optimal":
            return
        idle += 1
        amounts = relaxed.values
        rounded = program.rounded_up(amounts)
        count = sum(rounded[column] > 0 for column in flows)
        if count < fewest and not program.violated(rounded):
            fewest, idle = count, 0
            yield rounded
