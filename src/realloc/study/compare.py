"""The plans of several scenarios, worked out side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from realloc.case.records import Case
from realloc.planning import plan
from realloc.result import Plan

_FEW = 3


def plans(
    cases: Sequence[Case], *, settings: Sequence[tuple[str, str]] = (), workers: int | None = None
) -> list[Plan]:
    """The plan of each case, in their order; the same whatever the number of workers (None: every core)."""
    workers = min(workers or len(os.sched_getaffinity(0)) if _forks() else 1, len(cases))
    if workers <= 1 or len(cases) <= _FEW:
        return [plan(case, settings=settings) for case in cases]

    from concurrent.futures import ProcessPoolExecutor  # late: few scenarios do without
    from functools import partial
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        return list(pool.map(partial(plan, settings=settings), cases))


def _forks() -> bool:
    """Whether a worker can start as a copy of this process; a fresh one would cost more than it saves."""
    return sys.platform == "linux"
