"""Whole processes, timed from start to end, with their peak memory, within a limit of time and memory."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Literal

Ending = Literal["done", "time", "memory", "failed"]

_NO_MEMORY = re.compile(r"MemoryError|bad_alloc|memory allocation|Cannot allocate|[Oo]ut of memory")


@dataclass(frozen=True, slots=True)
class Run:
    """One process. `memory` is the peak in bytes of the largest process among it and its children.

    `processor` is the seconds of computing that it and its children took, whoever else was at work.
    """

    ending: Ending
    seconds: float
    memory: int
    code: int
    output: str
    complaint: str
    processor: float = 0.0


def run(
    command: Sequence[str],
    *,
    folder: Path,
    scratch: Path,
    seconds: float = 600,
    memory: int = 8 << 30,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run `command` in `folder`, its temporary files in `scratch`; stop it and its children after `seconds`.

    `memory` limits the data in bytes that each process may hold.
    """
    surroundings = os.environ | {"TMPDIR": str(scratch)} | dict(environment or {})
    with tempfile.TemporaryFile(dir=scratch) as output, tempfile.TemporaryFile(dir=scratch) as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=output, stderr=errors, start_new_session=True
        )
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (memory, memory))
        timer = Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        processor = usage.ru_utime + usage.ru_stime
        timed_out = not timer.is_alive()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said, complaint = (_text(stream) for stream in (output, errors))
    if timed_out:
        ending: Ending = "time"
    elif process.returncode == 0:
        ending = "done"
    else:
        ending = "memory" if _NO_MEMORY.search(complaint) else "failed"
    return Run(ending, elapsed, usage.ru_maxrss * 1024, process.returncode, said, complaint, processor)


def _text(stream: tempfile._TemporaryFileWrapper) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")
