"""What if: a changed case, planned and verified, within a bound on how often and how long."""

from __future__ import annotations

from time import monotonic
from typing import NoReturn

from realloc.case.records import Case
from realloc.errors import NotFound
from realloc.explanation import Effort
from realloc.planning import plan
from realloc.result import Plan

MOST_REPLANS = 200
"""Plans made for one question before its answer is what is known by then."""
SECONDS = 60.0
"""Time for one question: no plan is begun after it."""


class OutOfEffort(Exception):
    """The bound on plans or time is reached: what is known by now is the answer."""


class Probe:
    """Answers "what if" with plans: each changed case is planned, verified and remembered.

    `most` bounds the number of plans, `seconds` the time after which none is begun.
    """

    def __init__(self, *, most: int = MOST_REPLANS, seconds: float = SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._started = monotonic()
        self._known: dict[tuple[str, str, str], Plan] = {}
        self._ended = False

    def plan(self, case: Case) -> Plan:
        """The verified plan of a case; one asked for before is not made again.

        Raises OutOfEffort where the bound is reached, or the time for this one plan is up.
        """
        key = (case.name, case.scenario.name, case.fingerprint)
        known = self._known.get(key)
        if known is None:
            self.spend()
            try:
                known = self._known[key] = plan(case)
            except NotFound:
                self.give_up()
        return known

    def spend(self) -> None:
        """Raise OutOfEffort where nothing more may be begun."""
        if len(self._known) >= self._most or monotonic() - self._started >= self._seconds:
            self.give_up()

    def give_up(self) -> NoReturn:
        """Note that not everything could be settled. Raises OutOfEffort."""
        self._ended = True
        raise OutOfEffort

    @property
    def effort(self) -> Effort:
        """What the question took so far."""
        unproven = sum(plan.status == "feasible" for plan in self._known.values())
        return Effort(len(self._known), monotonic() - self._started, unproven, self._ended)
