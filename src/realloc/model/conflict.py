"""Why there is no plan: a smallest set of rules that cannot hold together."""

from __future__ import annotations

from realloc.model.optimise import Settings, feasible_lines
from realloc.situation.matching import Sides


def conflicting(sides: Sides, settings: Settings) -> list[str]:
    """Ids of rules that leave no plan together, though any one fewer would; in the case's order.

    Approval rules close nothing, so they are never among them.
    """
    needed = {rule.id for rule in sides.rules if rule.type != "approval"}
    for rule in sides.rules:
        fewer = needed - {rule.id}
        if fewer != needed and feasible_lines(sides.only(lambda r, f=fewer: r.id in f), settings) is None:
            needed = fewer
    return [rule.id for rule in sides.rules if rule.id in needed]
