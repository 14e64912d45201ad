"""Why there is no plan: a smallest set of rules that cannot hold together, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

from realloc.errors import NotFound
from realloc.model.formulation import formulate, shortfall
from realloc.model.grouping import group
from realloc.model.optimise import Settings, Stager, feasible_lines
from realloc.result import Reason
from realloc.situation.matching import Sides


def conflicting(sides: Sides, settings: Settings) -> tuple[list[str], list[Reason]]:
    """Ids of rules that leave no plan together, in the case's order, and what they fall short of.

    With any one of them fewer there is a plan (a rule of which that is not known in time is kept). Approval
    rules close nothing, so they are never among them.
    """
    needed = {rule.id for rule in sides.rules if rule.type != "approval"}
    for rule in sides.rules:
        fewer = needed - {rule.id}
        if fewer != needed and not _plan_exists(_only(sides, fewer), settings):
            needed = fewer
    conflict = [rule.id for rule in sides.rules if rule.id in needed]
    return conflict, [*_short(_only(sides, needed), settings), _advice(conflict)]


def _only(sides: Sides, ids: set[str]) -> Sides:
    return sides.only(lambda rule: rule.id in ids)


def _plan_exists(sides: Sides, settings: Settings) -> bool:
    try:
        return feasible_lines(sides, settings) is not None
    except NotFound:
        return True


def _short(sides: Sides, settings: Settings) -> list[Reason]:
    """What each `require` rule asks for, and what the other rules leave for it at the most."""
    return [
        Reason(
            "conflict-short",
            {
                "rule": cut.rule,
                "scope": cut.scope,
                "needed_amount": cut.needed,
                "reachable_amount": cut.reachable,
            },
        )
        for cut in least_cuts(sides, settings)
    ]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a `require` rule asks for within one value of its `per`, and what can be had (satang)."""

    rule: str
    scope: str
    needed: int
    reachable: int


def least_cuts(sides: Sides, settings: Settings) -> list[Cut]:
    """The `require` rules that fall short where all fall short by as little as can be, in all."""
    draft = formulate(group(sides), elastic=True)
    search, _, _ = Stager(draft, settings).best(shortfall(draft), None)
    if search.values is None:
        return []
    unit = draft.case.unit
    return [
        Cut(label[1], label[2], needed * unit, (needed - search.values[number]) * unit)
        for label, number in draft.program.index.items()
        if label[0] == "shortfall"
        and search.values[number]
        and (needed := draft.program.columns[number].upper)
    ]


def _advice(conflict: list[str]) -> Reason:
    return Reason("conflict-advice", {"rules": ", ".join(conflict), "first": conflict[0]})
