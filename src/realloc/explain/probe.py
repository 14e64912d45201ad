"""What if: a changed case, planned and verified, within a bound on how often and how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import NoReturn

from realloc.case.records import Case
from realloc.errors import NotFound
from realloc.explanation import Effort
from realloc.planning import TIME_LIMIT, plan
from realloc.result import Plan
from realloc.workers import helpers, noting_interrupts

MOST_REPLANS = 400
"""Plans made for one question before its answer is what is known by then."""
SECONDS = 60.0
"""Time for one question: no plan is begun after it, and none goes on long after it."""
_MOST_HANDED_OVER = 5_000  # rows of a case that is copied to another process


class OutOfEffort(Exception):
    """The bound on plans or time is reached: what is known by now is the answer."""


@dataclass(slots=True)
class Interrupt:
    """Whether a question has been interrupted."""

    happened: bool = False

    def note(self) -> None:
        self.happened = True


class Probe:
    """Answers "what if" with plans: each changed case is planned, verified and remembered.

    `most` bounds the number of plans, `seconds` the time after which none is begun and searches end. Several
    questions are asked side by side on up to so many `workers` (None: one a core).
    """

    def __init__(
        self,
        *,
        most: int = MOST_REPLANS,
        seconds: float = SECONDS,
        workers: int | None = 1,
        interrupt: Interrupt | None = None,
    ) -> None:
        self._most = most
        self._workers = workers
        self._parts: list[Effort] = []
        self._started = monotonic()
        self.until = self._started + seconds
        self._known: dict[tuple[str, str, str], Plan] = {}
        self._ended = False
        self._interrupt = interrupt or Interrupt()

    def interruptible(self) -> AbstractContextManager[None]:
        """Within, an interrupt ends the question, where by itself a plan takes it as the end of a search."""
        return noting_interrupts(self._interrupt.note)

    def plan(self, case: Case, *, begun: bool = False) -> Plan:
        """The verified plan of a case; one asked for before is not made again.

        A plan that the end of the time cut short proves nothing of the next: only one that is `begun` with
        is good for an answer all the same. Raises OutOfEffort where the bound is reached, or the time for
        this one plan is up.
        """
        key = (case.name, case.scenario.name, case.fingerprint)
        known = self._known.get(key)
        if known is None:
            self.spend()
            try:
                known = plan(case, within=min(TIME_LIMIT, self.until - monotonic()))
            except NotFound:
                self.give_up()
            self._mind_interrupts()
            if known.status == "feasible" and not begun:
                self.spend_time()
            self._known[key] = known
        return known

    def each[T](self, case: Case, tasks: Sequence[Callable[[Probe], T]]) -> list[T]:
        """What each question about the case comes to; each has an equal part of the plans that are left."""
        most = max(0, self._most - len(self._known)) // max(1, len(tasks))
        answer = partial(_answer, type(self), most, self.until, self._interrupt)
        rows = len(case.activities) + len(case.reserves)
        workers = self._workers if rows <= _MOST_HANDED_OVER else 1
        with helpers(len(tasks), workers) as executor:
            answers = list(executor.map(answer, tasks))
        self._parts += (effort for _, effort in answers)
        return [answer for answer, _ in answers]

    def spend(self) -> None:
        """Raise OutOfEffort where nothing more may be begun."""
        self.spend_time()
        if len(self._known) >= self._most:
            self.give_up()

    def spend_time(self) -> None:
        """Raise OutOfEffort where the time is up."""
        self._mind_interrupts()
        if monotonic() >= self.until:
            self.give_up()

    def _mind_interrupts(self) -> None:
        if self._interrupt.happened:
            raise KeyboardInterrupt

    def give_up(self) -> NoReturn:
        """Note that not everything could be settled. Raises OutOfEffort."""
        self._ended = True
        raise OutOfEffort

    @property
    def effort(self) -> Effort:
        """What the question took so far."""
        unproven = sum(plan.status == "feasible" for plan in self._known.values())
        return Effort(
            len(self._known) + sum(part.replans for part in self._parts),
            monotonic() - self._started,
            unproven + sum(part.unproven for part in self._parts),
            self._ended or any(part.ended for part in self._parts),
        )


def _answer[T](
    kind: type[Probe], most: int, deadline: float, interrupt: Interrupt, task: Callable[[Probe], T]
) -> tuple[T, Effort]:
    probe = kind(most=most, seconds=deadline - monotonic(), interrupt=interrupt)
    return task(probe), probe.effort
