"""Stage after stage: find the best plan, prove it, keep it, go on with what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from realloc.errors import NotFound
from realloc.model import certify, engine
from realloc.model.bound import Bounder
from realloc.model.exchange import exchanges
from realloc.model.formulation import STAGES, Draft, formulate, rank, reserves, shares_of, shortfall
from realloc.model.grouping import group, taking_part
from realloc.model.parts import Found, Parts, Priced
from realloc.model.program import Label, Objective, Row
from realloc.model.relax import Bounds, Relaxation
from realloc.model.search import Effort, Search
from realloc.model.settle import settle
from realloc.model.split import Lines, assign, split
from realloc.model.thinning import thinner
from realloc.model.tree import Carried, Tree, held, held_by, resumed
from realloc.result import MONEY_STAGES, Proof, StageResult
from realloc.situation.matching import Sides

if TYPE_CHECKING:
    from realloc.schema.certificate import StageProof

_QUICK_NODES = 1_000
_QUICK_WORK = 1_000_000  # nodes x columns: on a large program a solver is asked sooner
_VOUCHED_WORK = 4_000_000  # after a solver has vouched for the plan, the proof is sought no longer than this
_MOST_NODES = 100_000
_LATE_NODES = 400
_LATE_NODES_EACH = 100  # in each part
_FIRST_NODES = 50
_MOST_TOGETHER = 4_000  # columns searched together, where parts have come close
_MOST_EXCHANGED = 200
_SWITCHES = frozenset({"activities", "lines"})
MOST_SINGLE_PAIRS = 4_000


@dataclass(slots=True)
class Settings:
    """How to search: with a PuLP solver by name (None: only where branch and bound needs help), until when.

    A `patient` search uses all of its time for what is slow to prove and rarely worth waiting for.
    An interrupt moves `deadline` to now: the search ends in the best plan found so far.
    """

    solver: str | None = None
    deadline: float | None = None
    patient: bool = False
    certificate: bool = False

    @contextmanager
    def until_interrupted(self) -> Iterator[None]:
        """An interrupt within ends the search and not the program: what is found by then is kept."""
        try:
            yield
        except KeyboardInterrupt:
            self.deadline = monotonic()

    def patience(self, nodes: int) -> Effort:
        return Effort(self.deadline, nodes)

    def among(self, count: int) -> Settings:
        """The same with the first share of the time, where `count` searches have to do with all of it."""
        if self.deadline is None or count == 1:
            return self
        now = monotonic()
        return replace(self, deadline=now + (self.deadline - now) / count)

    def late_nodes(self) -> int:
        return _MOST_NODES if self.patient else _LATE_NODES


@dataclass(slots=True)
class Answer:
    """The best plan found. `lines` in units by position; no lines and no stages where no plan exists."""

    exists: bool
    lines: Lines = field(default_factory=dict)
    stages: list[StageResult] = field(default_factory=list)
    proofs: list[StageProof] = field(default_factory=list)


class Stager:
    """A draft with its relaxation, and the stages that it has kept so far."""

    def __init__(self, draft: Draft, settings: Settings) -> None:
        self.draft = draft
        self.settings = settings
        self.relaxation = Relaxation(draft.program)
        self.parts: Parts | None = None
        self._known: tuple[Lines, list[int]] = ({}, [])
        self._carried: Carried | None = None

    def values(self, lines: Lines) -> list[int]:
        """The values of the draft's columns that these lines mean; those of the last lines are remembered."""
        known, values = self._known
        if known is not lines or len(values) != len(self.draft.program.columns):
            values = assign(self.draft, lines)
            self._known = (lines, values)
        return values

    def search(self, objective: Objective, lines: Lines | None) -> Search:
        """A search for the best values of the objective, from `lines` on, where the last one ended."""
        return self.begin(objective, None if lines is None else self.values(lines))

    def begin(self, objective: Objective, values: list[int] | None, *, bounding: bool = False) -> Search:
        """The same from the values of the draft's columns on; with `bounding`, for no more than a bound."""
        after, self._carried = self._carried, None
        search = partial(
            Search,
            self.draft.program,
            self.relaxation,
            objective,
            values,
            priority=self._priority,
            recording=self.settings.certificate,
            bounding=bounding,
            after=after,
        )
        with self.settings.until_interrupted():
            return search()
        return search()

    def hold(self, search: Search | None, objective: Objective, value: int) -> None:
        """Keep this stage at `value`, and go on from its search, if there was one."""
        if search is None:
            self._carried = None
            self.draft.program.rows.append(objective.keep(value))
        else:
            self._carried = held(search.tree, self.draft.program, objective, value)

    def hold_at(self, search: Search, keep: Row, scale: int) -> None:
        """Keep a stage by this row, and go on from its search, whose objective is `scale` times the row's."""
        self._carried = held_by(search.tree, self.draft.program, keep, scale)

    def resume(self, tree: Tree, within: Bounds) -> None:
        """Go on `within` these bounds, from the tree of a search for the same with no plan fewer."""
        self._carried = resumed(tree, self.draft.program, within)

    def best(
        self, objective: Objective, lines: Lines | None, *, nodes: int = _MOST_NODES
    ) -> tuple[Search, Lines, bool]:
        """Search for the best lines from `lines` on: the search, what it found, whether a solver agrees."""
        search = self.search(objective, lines)
        values = search.values
        claimed = self.work(search, objective, nodes)
        if search.values is None or search.values is values:
            return search, lines or {}, claimed
        return search, self.lines(search.values), claimed

    def best_apart(self, parts: Parts, objective: Objective, lines: Lines, nodes: int) -> tuple[Found, Lines]:
        """The same by the draft's independent parts."""
        values = self.values(lines)
        found = parts.best(objective, values, nodes)
        return found, lines if found.values == values else self.lines(found.values)

    def best_priced(
        self, parts: Parts, objective: Objective, lines: Lines, nodes: int
    ) -> tuple[Priced, Lines]:
        """What parts show at the prices of what is held, once amounts are settled together; and the lines."""
        program, values = self.draft.program, self.values(lines)
        sign = 1 if objective.maximise else -1
        fixed = {k: (values[k],) * 2 for k, column in enumerate(program.columns) if column.binary}
        prices: dict[Label, int] = {}
        with self.settings.until_interrupted():
            self.relaxation.maximise(objective)
            relaxed = self.relaxation.solve_aside(fixed)
            if relaxed.status == "optimal":
                multipliers = Bounder(program, objective).whole(relaxed.multipliers)
                prices = {program.rows[number].label: price for number, price in multipliers.items()}
                settled = settle(program, objective, fixed, relaxed.values)
                if settled is not None and sign * objective.value(settled) > sign * objective.value(values):
                    lines, values = self.lines(settled), settled
        return parts.priced(objective, values, prices, nodes), lines

    def lines(self, values: list[int]) -> Lines:
        """The lines that these values mean."""
        found = split(self.draft, values)
        self._known = (found, values)
        return found

    def work(self, search: Search, objective: Objective, nodes: int, among: int = 1) -> bool:
        """Search until the end or an interrupt, or a share of the time is up; whether a solver agrees."""
        with self.settings.until_interrupted():
            return self._search(search, objective, nodes, self.settings.among(among))
        return False

    def _search(self, search: Search, objective: Objective, nodes: int, settings: Settings) -> bool:
        """Branch and bound, with a solver's help where that drags on; whether the solver vouches for it."""
        claimed = False
        if objective.stage == "amount":
            search.run(settings.patience(_FIRST_NODES))
            self._exchange(search)
        size = len(self.draft.program.columns) or 1
        quickly = settings.patience(min(nodes, _QUICK_NODES, max(_FIRST_NODES, _QUICK_WORK // size)))
        if settings.solver or (not search.run(quickly) and nodes > _QUICK_NODES):
            solver = settings.solver or engine.DEFAULT
            claim = engine.ask(self.draft.program, objective, solver, quickly.seconds())
            if claim is not None:
                better = search.try_binaries(claim.binaries)
                claimed = claim.optimal and (better or self._same(search, claim.binaries))
            best = search.value
            if claimed and not settings.patient:
                nodes = min(nodes, max(_QUICK_NODES, _VOUCHED_WORK // size))
            search.run(settings.patience(nodes))
            claimed = claimed and search.value == best
        return claimed

    def _exchange(self, search: Search) -> None:
        """Try to move the last units by exchanging a few of the projects funded."""
        draft = self.draft
        better = len(draft.funded) <= _MOST_EXCHANGED
        while better and search.values is not None and not search.complete:
            values = search.values
            gets = {
                j: values[draft.partial[j]] if j in draft.partial else draft.least[j] for j in draft.funded
            }
            funded = {j: gets[j] for j, y in draft.funded.items() if values[y]}
            others = {j: draft.least[j] for j, y in draft.funded.items() if not values[y]}
            better = False
            for out, some in exchanges(funded, others, (search.bound or 0) - (search.value or 0)):
                chosen = (funded.keys() - out) | some
                better = search.try_binaries({y: int(j in chosen) for j, y in draft.funded.items()})
                if better:
                    break

    def thinned(self, lines: Lines) -> Lines:
        """Fewer lines for what is funded already."""
        draft, best = self.draft, self.values(lines)
        fixed = {y: (best[y], best[y]) for y in draft.funded.values()}
        with self.settings.until_interrupted():
            for fewer in thinner(draft.program, self.relaxation, fixed, draft.flow.values(), best):
                best = fewer
        return split(draft, best)

    def _priority(self, column: int) -> int:
        return int(self.draft.program.columns[column].label[0] == "funded")

    @staticmethod
    def _same(search: Search, binaries: dict[int, int]) -> bool:
        return search.values is not None and all(search.values[c] == v for c, v in binaries.items())


def optimise(sides: Sides, settings: Settings) -> Answer:
    """The best plan for the case's stages, in order, within the rules of `sides`: enabled ones that block."""
    answer = Answer(True)
    lines = feasible_lines(sides, settings, answer)
    if lines is None:
        return Answer(False, proofs=answer.proofs)
    answer.lines = lines
    stager = Stager(formulate(group(sides, stages=sides.situation.case.stages)), settings)
    stager.parts = _parts(stager.draft, settings)
    for stage in sides.situation.case.stages:
        if stage == "rank":
            answer.stages.append(_ranks(stager, answer))
        elif stage == "lines":
            single = _singles(sides, settings, answer.stages, stager.parts)
            if single is None:
                answer.stages.append(_few_lines(stager, answer))
            else:
                stager = single
                answer.lines = stager.thinned(answer.lines)
                answer.stages.append(_stage(stager, stage, answer))
        else:
            answer.stages.append(_stage(stager, stage, answer))
    if "lines" not in sides.situation.case.stages:
        answer.lines = tidy(sides, settings, answer)
    return answer


def feasible_lines(sides: Sides, settings: Settings, answer: Answer | None = None) -> Lines | None:
    """Lines that keep every rule, or None where there is no plan. Only `require` rules can leave none.

    The proof that there is none goes into `answer`. Raises NotFound where neither is known in time.
    """
    if not any(rule.type == "require" and rule.of != "transferred" for rule in sides.rules):
        return {}
    draft = formulate(group(sides), elastic=True)
    objective = shortfall(draft)
    if not objective.terms:
        return {}
    search, lines, _ = Stager(draft, settings).best(objective, None)
    if search.value == 0:
        return lines
    if search.value is None or search.bound is None or search.bound >= 0:
        raise NotFound
    if answer is not None and settings.certificate and search.bound == search.value:
        answer.proofs.append(certify.stage(draft, objective, -search.value, search.tree))
    return None


def _stage(stager: Stager, stage: str, answer: Answer) -> StageResult:
    late = stage in _SWITCHES and len(answer.stages) >= 2
    nodes = stager.settings.late_nodes() if late else _MOST_NODES
    if late and stager.parts and not stager.settings.patient:
        nodes = max(_LATE_NODES_EACH, nodes // len(stager.parts.parts))
    return reach(stager, STAGES[stage](stager.draft), answer, nodes)


def reach(stager: Stager, objective: Objective, answer: Answer, nodes: int) -> StageResult:
    """Optimise one stage from the answer's lines on, and hold it for those that follow."""
    value, bound, proof = _settled(stager, objective, answer, nodes)
    if objective.stage == "amount" and bound == value and proof == "exact":
        stager.draft.program.rows.extend(shares_of(stager.draft, value))
    factor = satang_in(objective.stage, stager.draft)
    return StageResult(objective.stage, value * factor, None if bound is None else bound * factor, proof)


def _settled(
    stager: Stager, objective: Objective, answer: Answer, nodes: int = _MOST_NODES
) -> tuple[int, int | None, Proof]:
    """Find the best value, hold it, and note its proof: value, bound, and what the bound rests on.

    By independent parts where there are several; all together where there is but one, or where that is
    needed to see what can be given away in one part for more in another.
    """
    settings, sign = stager.settings, 1 if objective.maximise else -1
    found, priced, search, claimed, bounds = None, None, None, False, []
    if stager.parts:
        found, answer.lines = stager.best_apart(stager.parts, objective, answer.lines, nodes)
        claimed, bounds = found.claimed, [sign * found.bound]
        nodes = nodes if settings.patient else min(nodes, _LATE_NODES)
        if found.done and found.bound != objective.value(found.values):
            priced, answer.lines = stager.best_priced(stager.parts, objective, answer.lines, nodes)
            bounds += [sign * priced.bound]
    together = found is None or (found.done and len(stager.draft.program.columns) <= _MOST_TOGETHER)
    if together and (not bounds or min(bounds) != sign * objective.value(stager.values(answer.lines))):
        search, answer.lines, claimed = stager.best(objective, answer.lines, nodes=nodes)
        bounds += [] if search.bound is None else [search.bound]
    value = objective.value(stager.values(answer.lines))
    bound = sign * min(bounds) if bounds else None
    proof: Proof = "none" if bound is None else "exact"
    if settings.certificate and (bound == value or found is not None):
        tree = search.tree if search is not None and sign * value == search.bound else None
        runs = None if found is None else found.runs
        answer.proofs.append(certify.stage(stager.draft, objective, value, tree, runs, priced))
    if bound != value and claimed:
        bound, proof = value, "solver"
    stager.hold(search, objective, value)
    if stager.parts and found is not None:
        stager.parts.hold(objective, value, found)
    return value, bound, proof


def satang_in(stage: str, draft: Draft) -> int:
    """What one of the model's numbers is in the unit of `StageResult`."""
    return draft.case.unit if stage in MONEY_STAGES else 1


def _ranks(stager: Stager, answer: Answer) -> StageResult:
    """Fund rank 1 if any plan can, then rank 2 given that, and so on: a yes or no for each reserve."""
    case = stager.draft.case
    funded: list[int] = []
    possible: list[int] = []
    proof: Proof = "exact"
    for j in sorted(stager.draft.takers, key=lambda j: case.reserves[j].rank or 0):
        place = case.reserves[j].rank or 0
        value, bound, rests_on = _settled(stager, rank(stager.draft, j), answer)
        funded += [place] * value
        possible += [place] * (1 if bound is None else bound)
        proof = proof if rests_on == "exact" else rests_on
    return StageResult("rank", tuple(funded), tuple(possible), proof)


def _singles(sides: Sides, settings: Settings, done: list[StageResult], parts: Parts | None) -> Stager | None:
    """A stager over single rows, holding the stages already done; None where that would be too large.

    In the same parts as those in which the stages were done, if it is to go on in parts.
    """
    givers, takers = taking_part(sides.situation)
    pairs = parts.pairs if parts else len(givers) * len(takers)
    if pairs > MOST_SINGLE_PAIRS:
        return None
    stages = {*sides.situation.case.stages, *(result.stage for result in done)}
    draft = formulate(group(sides, stages=stages, apart=True))
    single = _parts(draft, settings, parts) if parts else None
    objectives = hold(draft, done)
    stager = Stager(draft, settings)
    if parts and single:
        places = {draft.case.reserves[j].id: j for j in draft.takers}
        for held in parts.held:
            asked = held.objective
            single.hold_again(held, objectives.get(asked.stage) or rank(draft, places[asked.subject]))
        stager.parts = single
    return stager


def _parts(draft: Draft, settings: Settings, like: Parts | None = None) -> Parts:
    """The independent parts of a draft, of the same reserves as those of another one, if there is one."""
    together = [part.takers for part in like.parts] if like else []
    return Parts(draft, lambda some: Stager(some, settings), together)


def hold(draft: Draft, results: Sequence[StageResult]) -> dict[str, Objective]:
    """Keep each of these stages at its value or better; their objectives by stage (`rank` has none)."""
    rows, objectives = draft.program.rows, {}
    for result in results:
        if isinstance(result.value, tuple):
            rows += [
                rank(draft, j).keep(int(draft.case.reserves[j].rank in result.value)) for j in draft.takers
            ]
            continue
        objective = objectives[result.stage] = STAGES[result.stage](draft)
        value = result.value // satang_in(result.stage, draft)
        rows.append(objective.keep(value))
        if result.stage == "amount" and result.value == result.bound and result.proof == "exact":
            rows.extend(shares_of(draft, value))
    return objectives


def tidy(sides: Sides, settings: Settings, answer: Answer) -> Lines:
    """Among plans alike in every stage, one with few lines: nobody likes to sign more than needed."""
    stager = _singles(sides, settings, answer.stages, None)
    return answer.lines if stager is None else stager.thinned(answer.lines)


def _few_lines(stager: Stager, answer: Answer) -> StageResult:
    """Too many pairs to choose among one by one: the lines as they are poured.

    A plan has at least as many lines as it funds reserves, and that is bounded.
    """
    fewest = reserves(stager.draft)
    fewest.maximise = False
    found, tree, runs = len(answer.lines), None, None
    if stager.parts:
        shown = stager.parts.best(fewest, stager.values(answer.lines), nodes=1)
        bound: int | None = shown.bound
        runs = shown.runs
    else:
        search = stager.search(fewest, answer.lines)
        with stager.settings.until_interrupted():
            search.run(stager.settings.patience(1))
        bound = None if search.bound is None else -search.bound
        tree = search.tree
    if bound == found and stager.settings.certificate:
        lines = Objective("lines", False, fewest.terms)
        proof = certify.stage(stager.draft, lines, found, tree, runs)
        answer.proofs.append({**proof, "counting": "reserves"})
    return StageResult("lines", found, bound, "exact")
