"""Who works out many plans: every core of this machine, this process alone, or a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from signal import default_int_handler
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

from realloc.errors import ReallocError, UsageError
from realloc.forking import can_fork

_FEW = 3
_AHEAD = 4
_PATIENCE = 10  # seconds in which a scheduler has to answer


class WorkersLost(ReallocError):
    """The workers ended before the work was done; nothing of what they had returned is lost."""

    def message(self, lang: str = "en") -> str:
        if lang == "th":
            return "กระบวนการคำนวณหยุดก่อนงานเสร็จ อาจเพราะหน่วยความจำไม่พอ โปรดลดจำนวนด้วย --workers"
        return (
            f"The workers ended before the work was done ({self}), perhaps for lack of memory:"
            " try fewer --workers."
        )


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, and how many tasks keep all of its workers busy."""

    executor: Executor
    ahead: int

    def in_order[T](self, tasks: Iterable[tuple[Callable[..., T], tuple[Any, ...]]]) -> Iterator[T]:
        """What each task returns, in the order of the tasks, with no more under way than `ahead`.

        Raises what a task raises.
        """
        waiting: deque[Future[T]] = deque()
        left = iter(tasks)
        try:
            while True:
                while len(waiting) < self.ahead and (task := next(left, None)) is not None:
                    waiting.append(self.executor.submit(task[0], *task[1]))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            for work in waiting:
                work.cancel()


@contextmanager
def crew(workers: int | None = None, dask: str | None = None) -> Iterator[Crew]:
    """Processes of this machine (None: one a core), or the workers of a Dask scheduler at an address.

    An interrupt reaches this process alone: its workers end with it, and cut no search short. Raises
    WorkersLost where nobody is left to work, and UsageError where there is no such cluster.
    """
    if dask is not None:
        with _cluster(dask) as (executor, threads):
            yield Crew(executor, _AHEAD * threads)
        return
    from concurrent.futures import ProcessPoolExecutor  # late: few plans do without
    from multiprocessing import get_context

    count = workers or len(os.sched_getaffinity(0)) if can_fork() else workers or os.cpu_count() or 1
    pool = ProcessPoolExecutor(count, get_context("fork" if can_fork() else "spawn"), initializer=_stand_by)
    pool.submit(os.getpid)  # the processes start with the first task
    try:
        yield Crew(pool, _AHEAD * count)
    except BrokenExecutor as error:
        raise WorkersLost(type(error).__name__) from error
    except BaseException:
        _dismiss()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def staff(workers: int | None = 1, dask: str | None = None) -> AbstractContextManager[Crew]:
    """A crew as `crew` has it; with one worker, this process itself, from wherever it is called.

    Raises UsageError for a number of workers that is none.
    """
    check_workers(workers)
    return _alone() if workers == 1 and dask is None else crew(workers, dask)


def check_workers(workers: int | None) -> None:
    """Raises UsageError for a number of workers that is none."""
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise UsageError(
            f"workers: {workers!r} is no number of processes. Give 1 or more, or None for one a core.",
            f"workers: {workers!r} ไม่ใช่จำนวนกระบวนการ โปรดระบุ 1 ขึ้นไป หรือ None เพื่อใช้หนึ่งกระบวนการต่อแกนประมวลผล",
        )


@contextmanager
def _alone() -> Iterator[Crew]:
    """This process. An interrupt ends the study, where by itself a plan takes it as the end of its search."""
    here = _Here()

    def note() -> None:
        here.interrupted = True

    with noting_interrupts(note):
        yield Crew(here, 1)


@contextmanager
def noting_interrupts(note: Callable[[], None]) -> Iterator[None]:
    """Within, whatever an interrupt ends, `note` is called first."""
    watched = current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is default_int_handler

    def interrupt(number: int, frame: FrameType | None) -> None:
        note()
        raise KeyboardInterrupt

    if watched:
        signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        if watched:
            signal.signal(signal.SIGINT, default_int_handler)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client  # late, and only where it is installed
    except ImportError:
        raise UsageError(
            "--dask: Dask is not installed here. Install it with: pip install 'realloc[dask]'",
            "--dask: ยังไม่ได้ติดตั้ง Dask โปรดติดตั้งด้วย pip install 'realloc[dask]'",
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        why = str(error).split("\n")[0]
        raise UsageError(
            f"--dask {address}: no scheduler answers there ({why}). Expected an address such as"
            " tcp://10.0.0.5:8786.",
            f"--dask {address}: ไม่มี scheduler ตอบที่อยู่นี้ ควรเป็นที่อยู่ เช่น tcp://10.0.0.5:8786",
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError(
                f"--dask {address}: the scheduler has no workers. Start some:"
                f" `dask worker {address} --nthreads 1`.",
                f"--dask {address}: scheduler ยังไม่มี worker โปรดเริ่มด้วย `dask worker {address} --nthreads 1`",
            )
        from distributed import KilledWorker

        try:
            yield client.get_executor(pure=False), threads
        except (KilledWorker, CancelledError) as error:
            raise WorkersLost(str(error).split("\n")[0] or type(error).__name__) from None
        except ModuleNotFoundError as error:
            raise UsageError(
                f"--dask {address}: its workers lack {error.name}. Install realloc[dask] there as well.",
                f"--dask {address}: worker ไม่มี {error.name} โปรดติดตั้ง realloc[dask] ที่นั่นด้วย",
            ) from None


@contextmanager
def helpers(tasks: int, workers: int | None = None) -> Iterator[Executor]:
    """The same as `local`, for as long as this process wants to know: an interrupt reaches it alone.

    Its processes end with it, whatever they are at.
    """
    executor = local(tasks, workers, _stand_by)
    try:
        yield executor
    except BaseException:
        _dismiss()
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def local(tasks: int, workers: int | None = None, initializer: Callable[[], Any] | None = None) -> Executor:
    """An executor for so many plans, on as many processes as it is worth (None: up to every core).

    Its processes get ready from here on, while whoever asked for them still reads files.
    """
    workers = min(workers or len(os.sched_getaffinity(0)) if can_fork() else 1, tasks)
    if workers <= 1 or tasks <= _FEW:
        return _Here()

    from concurrent.futures import ProcessPoolExecutor  # late: few plans do without
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, get_context("fork"), initializer=initializer or _get_ready)
    pool.submit(os.getpid)  # the processes start with the first task
    return pool


class _Here(Executor):
    """Does each task in this process, at once."""

    interrupted = False

    def submit[**P, T](self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(task(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        if self.interrupted:
            raise KeyboardInterrupt
        return done


def _get_ready() -> Any:
    import realloc.planning
    from realloc.model.relax import quiet_solver

    return realloc.planning, quiet_solver()


def _stand_by() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _get_ready()


def _leave(number: int, frame: FrameType | None) -> None:
    """End this process, and before it the copies that it waits for."""
    from multiprocessing import active_children

    for child in active_children():
        child.kill()
    os._exit(128 + number)


def _dismiss() -> None:
    """End the processes that this one has started, whatever they are at."""
    from multiprocessing import active_children

    for child in active_children():
        child.terminate()
