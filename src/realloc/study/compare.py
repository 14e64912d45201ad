"""The plans of several scenarios, worked out side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor

from realloc.case.records import Case
from realloc.result import Plan


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
