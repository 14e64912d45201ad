"""The best plan where more is asked of it than the case does: stages held, other reserves funded.

What alternatives and trade-offs are made of. Every search starts from a plan that is known to do what is
asked, so that it ends in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from realloc.model.formulation import STAGES, Draft, Terms, formulate, rank
from realloc.model.grouping import group, taking_part
from realloc.model.optimise import MOST_SINGLE_PAIRS, Answer, Settings, Stager, hold, reach
from realloc.model.program import Objective, Row
from realloc.model.split import Lines
from realloc.result import Proof, StageResult
from realloc.situation.matching import Sides

DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked beside the rules.

    Each stage in `held` is to be at least as good as its value. The reserves funded are to differ from each
    set in `unlike` (positions in the case's table) by at least `by`: in one, and not in the other.
    """

    held: tuple[StageResult, ...] = ()
    unlike: tuple[frozenset[int], ...] = ()
    by: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """The plan found, in units by position, and what each goal came to, in order."""

    lines: Lines
    reached: tuple[StageResult, ...]


def has_too_many_lines(sides: Sides) -> bool:
    """Whether the case has more pairs than its transfers can be chosen among one by one."""
    givers, takers = taking_part(sides.situation)
    return len(givers) * len(takers) > MOST_SINGLE_PAIRS


def most_different(sides: Sides, wish: Wish, start: Lines, settings: Settings, nodes: int) -> Variant:
    """A plan whose least distance from the sets in `wish.unlike` is largest; its goal is `DISTANCE`.

    The distance of two sets is how many reserves are in one and not in the other. `start` keeps `wish.held`.
    """
    draft, _ = _draft(sides, Wish(wish.held), ())
    objective = distance(draft, wish.unlike)
    lines, reached = _reach(Stager(draft, settings), objective, start, nodes)
    return Variant(lines, (reached,))


def best_variant(
    sides: Sides, wish: Wish, goals: Sequence[str], start: Lines, settings: Settings, nodes: int
) -> Variant:
    """The plan that is best in the stages `goals`, in order, among those that do what is asked.

    `start` does so too. Each goal is searched for at most `nodes` nodes.
    """
    draft, known = _draft(sides, wish, goals)
    steps = {goal: _steps(draft, goal, known) for goal in goals}
    stager = Stager(draft, settings)
    lines, reached = start, []
    for goal, objectives in steps.items():
        results = []
        for objective in objectives:
            lines, result = _reach(stager, objective, lines, nodes)
            results.append(result)
        reached.append(results[0] if goal != "rank" else _ranks(draft, objectives, results))
    return Variant(lines, tuple(reached))


def distance(draft: Draft, sets: Sequence[frozenset[int]]) -> Objective:
    """maximise sum d[t], where sum d[t] <= sum (j not in S) y[j] + sum (j in S) (1 - y[j]) for each set S

    The d[t] are switches, thrown in order: d[t+1] <= d[t].
    """
    program = draft.program
    funded = {j: column for j, column in draft.funded.items() if program.columns[column].upper}
    farthest = min(len(funded.keys() | chosen) for chosen in sets)
    switches = [program.column((DISTANCE, str(t)), 0, 1, money=False) for t in range(farthest)]
    for one, following in zip(switches, switches[1:], strict=False):
        program.rows.append(
            Row((f"{DISTANCE}-order", str(following)), {following: 1, one: -1}, "<=", 0, False)
        )
    for number, chosen in enumerate(sets):
        terms = {column: -value for column, value in _unlike(draft, chosen).items()}
        terms |= dict.fromkeys(switches, 1)
        program.rows.append(Row((DISTANCE, str(number)), terms, "<=", len(chosen), money=False))
    return Objective(DISTANCE, True, dict.fromkeys(switches, 1))


def _unlike(draft: Draft, chosen: frozenset[int]) -> Terms:
    """sum (j not in S) y[j] - sum (j in S) y[j]: the distance from S, less the size of S"""
    return {column: -1 if j in chosen else 1 for j, column in draft.funded.items()}


def _draft(sides: Sides, wish: Wish, goals: Sequence[str]) -> tuple[Draft, dict[str, Objective]]:
    """The case's draft with the wish as rows, and the objectives of the stages that it holds."""
    stages = {*goals, *(result.stage for result in wish.held)}
    draft = formulate(group(sides, stages=stages, apart="lines" in stages))
    objectives = hold(draft, wish.held)
    for number, chosen in enumerate(wish.unlike):
        terms = _unlike(draft, chosen)
        draft.program.rows.append(
            Row((f"un{DISTANCE}", str(number)), terms, ">=", wish.by - len(chosen), money=False)
        )
    return draft, objectives


def _steps(draft: Draft, stage: str, known: dict[str, Objective]) -> list[Objective]:
    if stage == "rank":
        places = sorted(draft.takers, key=lambda j: draft.case.reserves[j].rank or 0)
        return [rank(draft, j) for j in places]
    return [known[stage] if stage in known else STAGES[stage](draft)]


def _reach(stager: Stager, objective: Objective, start: Lines, nodes: int) -> tuple[Lines, StageResult]:
    """The best lines for one objective, which is then held."""
    answer = Answer(True, start)
    reached = reach(stager, objective, answer, nodes)
    return answer.lines, reached


def _ranks(draft: Draft, objectives: Sequence[Objective], results: Sequence[StageResult]) -> StageResult:
    """The answers of each rank's own step as one."""
    places = {reserve.id: reserve.rank or 0 for reserve in draft.case.reserves}
    ranks = [places[objective.subject] for objective in objectives]
    funded, possible = (
        tuple(place for place, yes in zip(ranks, answers, strict=True) if yes)
        for answers in ([r.value for r in results], [1 if r.bound is None else r.bound for r in results])
    )
    proof: Proof = next((r.proof for r in results if r.proof != "exact"), "exact")
    return StageResult("rank", funded, possible, proof)
