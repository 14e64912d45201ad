"""Copies of this process: where they can be made."""

from __future__ import annotations

import sys
from threading import active_count


def can_fork() -> bool:
    """Whether work can be given to a copy of this process, where a fresh one costs more than it may save.

    Not where this one has threads: a lock that one of them holds would stay held in the copy. And not where
    it is itself a helper that may have none.
    """
    processes = sys.modules.get("multiprocessing.process")
    helper = processes is not None and processes.current_process().daemon
    return sys.platform == "linux" and active_count() == 1 and not helper
