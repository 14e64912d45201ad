"""The plans of several scenarios, worked out side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from realloc.case.records import Case
from realloc.result import Plan
from realloc.workers import Crew, local

if TYPE_CHECKING:
    from realloc.whatif import Regret


def compared(
    cases: Iterable[Case],
    count: int,
    *,
    settings: Sequence[tuple[str, str]] = (),
    regret: bool = False,
    workers: int | None = None,
    staff: AbstractContextManager[Crew] | None = None,
) -> tuple[list[Plan], list[Regret] | None]:
    """The plan of each of `count` cases, and where asked for, the regret of each in each other.

    `staff` does the work, None so many `workers` of this machine (None: one a core), which is quicker for a
    few plans and enough where no regret is asked for. Raises what `cases` raises, and WorkersLost.
    """
    if staff is None:
        with local(count, workers) as executor:
            return plans(cases, executor, settings=settings), None
    kept: list[Case] = []

    def keeping() -> Iterator[Case]:
        for case in cases:
            kept.append(case)
            yield case

    with staff as able:
        found = plans(keeping(), able.executor, settings=settings)
        if not regret:
            return found, None
        from realloc.study.regret import regrets  # late: only where it is asked for

        return found, regrets(kept, found, able)


def plans(
    cases: Iterable[Case], executor: Executor, *, settings: Sequence[tuple[str, str]] = ()
) -> list[Plan]:
    """The plan of each case, in their order; the same whatever executes them.

    Each case goes to the executor as soon as it is there. What `cases` raises ends the work.
    """
    begun = []
    try:
        for case in cases:
            begun.append(executor.submit(_plan, case, settings))
        return [work.result() for work in begun]
    except BaseException:
        for work in begun:
            work.cancel()
        raise


def _plan(case: Case, settings: Sequence[tuple[str, str]]) -> Plan:
    from realloc.planning import plan  # late: whoever only hands the work on needs no solver

    return plan(case, settings=settings)
