"""The programs that are measured: how each is called, on what terms, and whether it is here at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.cases import ROOT

REALLOC = str(Path(sys.executable).with_name("realloc"))
CBC = {"PYTHONPATH": str(ROOT / ".tools" / "bench")}
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Program:
    """`command(case, answer)` makes the arguments; `seconds` and `memory` (bytes) are its limits."""

    name: str
    command: Callable[[Path, Path], list[str]]
    suffix: str
    seconds: int
    memory: int
    environment: dict[str, str] = field(default_factory=dict)
    installed: bool = True


def programs(seconds: int) -> tuple[Program, ...]:
    """All of them. `seconds` limits the scripts that do not scale; the other two get ten times as long."""
    return (
        Program(
            "realloc",
            lambda case, answer: [REALLOC, "plan", str(case), "--json", "-o", str(answer)],
            ".json",
            seconds * 10,
            4 * GIB,
        ),
        Program("grouped, HiGHS", _script("grouped"), ".csv", seconds * 10, 4 * GIB),
        Program(
            "grouped, glpsol",
            _script("glpsol", str(seconds)),
            ".csv",
            seconds * 2,
            2 * GIB,
            installed=shutil.which("glpsol") is not None,
        ),
        Program("pairwise, HiGHS", _script("pairwise", "HiGHS"), ".csv", seconds, 2 * GIB),
        Program("pairwise, CBC", _script("pairwise", "CBC"), ".csv", seconds, 2 * GIB, CBC, _finds_cbc()),
    )


def _script(name: str, *arguments: str) -> Callable[[Path, Path], list[str]]:
    return lambda case, answer: [sys.executable, "-m", f"bench.{name}", str(case), str(answer), *arguments]


def _finds_cbc() -> bool:
    asking = "import pulp, sys; sys.exit(not pulp.COIN_CMD().available())"
    return subprocess.run([sys.executable, "-c", asking], env=os.environ | CBC, check=False).returncode == 0
