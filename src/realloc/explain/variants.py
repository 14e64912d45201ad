"""Plans of one case beside its best one: found by the model, drawn up, and verified like any plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

from realloc.accounts import draw_up, worth
from realloc.case.records import Case
from realloc.model.optimise import Answer, Settings, tidy
from realloc.model.split import Lines
from realloc.model.variant import Variant, Wish, best_variant, has_too_many_lines, most_different
from realloc.planning import TIME_LIMIT, verified
from realloc.result import MINIMISED_STAGES, Plan, Reason, StageResult
from realloc.situation import assess
from realloc.situation.matching import Sides

_OF_THE_SEARCH = frozenset({"stage-open", "stage-unproven"})


class Variants:
    """Searches for other plans of a case, and what they took.

    `best` is the case's best plan, not an infeasible one. The searches together last no longer than
    `time_limit` seconds (None: a minute), one of them no longer than `longest`; an interrupt ends them all.
    """

    def __init__(
        self,
        case: Case,
        best: Plan,
        *,
        solver: str | None = None,
        time_limit: float | None = None,
        longest: float = TIME_LIMIT,
    ) -> None:
        self.case = case
        self.best = best
        self.searches = 0
        self._solver = solver
        self._longest = longest
        self._deadline = monotonic() + (TIME_LIMIT if time_limit is None else time_limit)
        self._sides = Sides.of(assess(case), (rule for rule in case.rules if rule.enabled))
        self._blocking = self._sides.only(lambda rule: rule.severity == "block")

    @property
    def over(self) -> bool:
        """Whether the time is up, or an interrupt has ended it."""
        return monotonic() >= self._deadline

    @property
    def has_too_many_lines(self) -> bool:
        """Whether the case is too large to choose its transfers one by one."""
        return has_too_many_lines(self._blocking)

    @contextmanager
    def until_interrupted(self) -> Iterator[None]:
        """An interrupt within ends the searches and not the program: what is found by then is kept."""
        try:
            yield
        except KeyboardInterrupt:
            self._end()

    def _end(self) -> None:
        self._deadline = monotonic()

    def lines(self, plan: Plan) -> Lines:
        """A plan's transfers as the model has them: units, by position."""
        giver = {row.id: i for i, row in enumerate(self.case.activities)}
        taker = {row.id: j for j, row in enumerate(self.case.reserves)}
        return {(giver[t.source], taker[t.target]): t.amount // self.case.unit for t in plan.transfers}

    def worth(self, lines: Lines, stage: str) -> int:
        """What lines come to in any stage but `rank`, in the unit of `StageResult`."""
        value = worth(self._sides, lines, stage)
        assert isinstance(value, int)
        return value

    def most_different(self, wish: Wish, start: Lines, nodes: int) -> Variant:
        """See `model.variant.most_different`."""
        settings, allotted = self._begin()
        return self._ended(settings, allotted, most_different(self._blocking, wish, start, settings, nodes))

    def best_in(self, goals: Sequence[str], wish: Wish, start: Lines, nodes: int) -> Variant:
        """See `model.variant.best_variant`."""
        settings, allotted = self._begin()
        found = best_variant(self._blocking, wish, goals, start, settings, nodes)
        return self._ended(settings, allotted, found)

    def drawn(self, lines: Lines, *, thin: bool, keep: Sequence[StageResult] = ()) -> Plan:
        """The verified plan of these lines, or where it is to be `thin` of fewer that come to the same.

        The same in every stage of the case, and as good in those to `keep`.
        """
        found = self._drawn(lines)
        if thin and not self.over:
            settings, allotted = self._begin()
            alike = [replace(result, bound=None, proof="none") for result in found.objective]
            alike += [result for result in keep if result.stage not in self.case.stages]
            fewer = tidy(self._blocking, settings, Answer(True, lines, alike))
            if settings.deadline != allotted:
                self._end()
            found = self._drawn(fewer)
        return verified(self.case, found)

    def _drawn(self, lines: Lines) -> Plan:
        found = draw_up(self._sides, lines, self.best.objective, settings=self.best.settings)
        objective = tuple(_beside(self.best.objective, found.objective))
        level = all(result.value == result.bound for result in objective)
        about = [warning for warning in found.warnings if warning.code not in _OF_THE_SEARCH]
        about += [
            Reason("gives-way", {"stage": result.stage})
            for result, top in zip(objective, self.best.objective, strict=True)
            if result.value != top.value
        ][:1]
        return replace(
            found, objective=objective, status="optimal" if level else "feasible", warnings=tuple(about)
        )

    def _begin(self) -> tuple[Settings, float]:
        self.searches += 1
        allotted = min(self._deadline, monotonic() + self._longest)
        return Settings(self._solver, allotted), allotted

    def _ended(self, settings: Settings, allotted: float, found: Variant) -> Variant:
        if settings.deadline != allotted:  # an interrupt moves it
            self._end()
        return found


def _beside(best: Iterable[StageResult], found: Iterable[StageResult]) -> Iterable[StageResult]:
    """A plan's stages with the bounds of the best one, which hold up to the first stage that differs."""
    level = True
    for top, result in zip(best, found, strict=True):
        yield result if level else replace(result, bound=None, proof="none")
        level = level and result.value == top.value


def merit(stage: str, value: int) -> int:
    """A stage's value, turned round where less is better."""
    return -value if stage in MINIMISED_STAGES else value
