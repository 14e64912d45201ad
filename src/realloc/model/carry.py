"""A decision carried out where another future has come true: as much of it as can be, and the best besides.

d[i,j]  what was decided to move from i to j
k[i,j]  how much of it is moved after all: k <= F, k <= d

First sum k is made as large as the rules permit and held there; then the case's own stages follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from realloc.case.records import Condition, Rule, Selector
from realloc.model.formulation import STAGES, Draft, formulate, rank, shares_of
from realloc.model.grouping import group
from realloc.model.optimise import Settings
from realloc.model.program import Objective, Row
from realloc.model.split import Lines, assign, split
from realloc.model.stagewise import LATER_NODES, MOST_NODES, Stagewise, Step
from realloc.result import MONEY_STAGES, Proof, StageResult
from realloc.situation.matching import Sides

type Kept = dict[int, tuple[int, int]]
"""For each column k: the column of its F, and what was decided (units)."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """The transfers in units by position, the stages' values, and the units of the decision that are kept."""

    lines: Lines
    stages: tuple[StageResult, ...]
    kept: int


def carry_out(sides: Sides, decided: Lines, known: Lines, settings: Settings) -> CarriedOut:
    """Carry `decided` out within the rules of `sides`, enabled ones that block; `known` keeps them all.

    The fewest lines are not looked for: what was decided is not to be moved about for that.
    """
    case = sides.situation.case
    draft = formulate(group(_told_apart(sides, decided), stages=case.stages))
    kept = _keep(draft, decided)
    todo = [(stage, objective) for stage in case.stages for objective in _objectives(draft, stage)]
    work = Stagewise(draft.program, settings, lambda column: int(_label(draft, column) == "funded"))
    values = _values(draft, kept, known)
    values = work.best(Objective("kept", True, dict.fromkeys(kept, 1)), [values]) or values
    done: dict[str, list[Step]] = {}
    for number, (stage, objective) in enumerate(todo):
        values = work.best(objective, [values], LATER_NODES if number else MOST_NODES) or values
        done.setdefault(stage, []).append(work.steps[-1])
        if stage == "amount" and work.steps[-1].proven:
            draft.program.rows.extend(shares_of(draft, work.steps[-1].value))
    lines = split(draft, values)
    stages = tuple(_result(draft, stage, done.get(stage, [])) for stage in case.stages)
    return CarriedOut(lines, stages, sum(values[column] for column in kept))


def _told_apart(sides: Sides, decided: Lines) -> Sides:
    """The same rules, and such as set every row of the decision apart from others; none of those binds."""
    case, situation = sides.situation.case, sides.situation
    everything = sum(standing.releasable for standing in situation.standings)
    rules = list(sides.rules)
    for i in sorted({i for i, _ in decided}):
        rules.append(_alone(case.activities[i].id, "source", everything))
    for j in sorted({j for _, j in decided}):
        rules.append(_alone(case.reserves[j].id, "target", everything))
    return Sides.of(situation, rules)


def _alone(row: str, side: str, everything: int) -> Rule:
    name = f"decided {row}"
    selector = Selector((Condition("id", (row,)),))
    if side == "source":
        return Rule(name, "limit", source=selector, amount=everything)
    return Rule(name, "limit", target=selector, amount=everything)


def _keep(draft: Draft, decided: Lines) -> Kept:
    """k <= F and k <= d, for each transfer of the decision that is permitted at all"""
    program, grouping = draft.program, draft.grouping
    source = {i: a for a, members in enumerate(grouping.sources) for i in members.members}
    target = {j: b for b, members in enumerate(grouping.targets) for j in members.members}
    kept: Kept = {}
    for (i, j), most in sorted(decided.items()):
        flow = draft.flow.get((source.get(i, -1), target.get(j, -1)))
        if flow is not None:
            label = ("kept", draft.case.activities[i].id, draft.case.reserves[j].id)
            column = program.column(label, 0, most, money=True)
            program.rows.append(Row(label, {column: 1, flow: -1}, "<=", 0))
            kept[column] = (flow, most)
    return kept


def _objectives(draft: Draft, stage: str) -> list[Objective]:
    """What a stage asks: one question, or one for each reserve in order of rank."""
    if stage == "rank":
        reserves = draft.case.reserves
        return [rank(draft, j) for j in sorted(draft.takers, key=lambda j: reserves[j].rank or 0)]
    return [] if stage == "lines" else [STAGES[stage](draft)]


def _values(draft: Draft, kept: Kept, lines: Lines) -> list[int]:
    """The values of all columns that these transfers mean."""
    values: list[int] = assign(draft, lines)
    for column, (flow, most) in kept.items():
        values[column] = min(values[flow], most)
    return values


def _result(draft: Draft, stage: str, steps: Sequence[Step]) -> StageResult:
    """What the search says of a stage, in the unit of `StageResult`; its bound is that of what was kept."""
    if not steps:  # lines: not looked for, and no stage of rank without anybody to fund
        return StageResult(stage, () if stage == "rank" else 0, None, "none")
    proof: Proof = "exact" if all(step.bound is not None for step in steps) else "none"
    if stage == "rank":
        reserves = draft.case.reserves
        places = sorted(reserves[j].rank or 0 for j in draft.takers)
        funded = tuple(place for place, step in zip(places, steps, strict=True) if step.value)
        possible = tuple(place for place, step in zip(places, steps, strict=True) if step.bound != 0)
        return StageResult(stage, funded, possible, proof)
    factor = draft.case.unit if stage in MONEY_STAGES else 1
    (step,) = steps
    return StageResult(stage, step.value * factor, None if step.bound is None else step.bound * factor, proof)


def _label(draft: Draft, column: int) -> str:
    return draft.program.columns[column].label[0]
