"""Who works out many plans: every core of this machine, or this process alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

_FEW = 3


def local(tasks: int, workers: int | None = None) -> Executor:
    """An executor for so many plans, on as many processes as it is worth (None: up to every core).

    Its processes get ready from here on, while whoever asked for them still reads files.
    """
    workers = min(workers or len(os.sched_getaffinity(0)) if _forks() else 1, tasks)
    if workers <= 1 or tasks <= _FEW:
        return _Here()

    from concurrent.futures import ProcessPoolExecutor  # late: few plans do without
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, get_context("fork"), initializer=_get_ready)
    pool.submit(os.getpid)  # the processes start with the first task
    return pool


class _Here(Executor):
    """Does each task in this process, at once."""

    def submit[**P, T](self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(task(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def _forks() -> bool:
    """Whether a worker can start as a copy of this process; a fresh one would cost more than it saves."""
    return sys.platform == "linux"


def _get_ready() -> Any:
    import realloc.planning
    from realloc.model.relax import quiet_solver

    return realloc.planning, quiet_solver()
