"""What was measured, as the page docs/benchmarks.md."""

from __future__ import annotations

import datetime
import importlib.metadata
import math
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median

from bench.cases import Size
from bench.judge import PRECISION
from bench.measure import Run
from bench.programs import CBC

MIB = 1 << 20
SHORT = PRECISION // 10**4  # scores are compared to four decimals
PAGE = Path(__file__).with_name("page.md")


@dataclass(frozen=True, slots=True)
class Answer:
    """One program on one case. `status` is what it says of itself, `verdict` the judge's words, if any."""

    program: str
    seconds: int
    memory: int
    runs: tuple[Run, ...]
    status: str
    verdict: dict | None

    @property
    def time(self) -> float:
        return median(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        return max(run.memory for run in self.runs)

    @property
    def called_optimal(self) -> bool:
        return self.status in ("Optimal", "exact", "solver")


@dataclass(frozen=True, slots=True)
class Measured:
    """All programs on one case; `missing` says why for those that did not run."""

    size: Size
    answers: tuple[Answer, ...]
    missing: dict[str, str]

    @property
    def best(self) -> int:
        """The highest score of a plan that keeps every limit, in millionths."""
        valid = (a.verdict for a in self.answers if a.verdict and not a.verdict["broken"])
        return max((verdict["score"] for verdict in valid), default=0)

    def find(self, program: str) -> Answer | None:
        """A program's answer, if it gave one."""
        return next((a for a in self.answers if a.program == program and a.verdict), None)

    def faults(self, answer: Answer) -> list[str]:
        """What is wrong with an answer, in words; nothing where it is right."""
        if answer.verdict is None:
            return []
        faults = []
        short = self.best - answer.verdict["score"]
        if answer.called_optimal and short >= SHORT:
            faults.append(f"called optimal, {_score(short)} short")
        if answer.verdict["broken"]:
            broken, widest = answer.verdict["broken"], answer.verdict["widest"]
            limits = f"{broken} limits" if broken > 1 else "a limit"
            faults.append(f"{limits} broken, by up to {widest / 100:,.2f} baht")
        return faults


@dataclass(frozen=True, slots=True)
class Start:
    name: str
    runs: tuple[Run, ...]

    @property
    def time(self) -> float:
        return median(run.seconds for run in self.runs)


def page(
    measured: Sequence[Measured], starts: Sequence[Start], date: datetime.date, seed: int, limit: int
) -> str:
    """The whole page, in Markdown."""
    return PAGE.read_text(encoding="utf-8").format(
        date=date.isoformat(),
        seed=seed,
        limit=limit,
        machine=_machine(),
        claims=_claims(measured, starts),
        rounds=len(starts[0].runs),
        starts=_starts(starts),
        wrong=_wrong(measured),
        growth=growth(measured),
        tables="\n".join(table(one) for one in measured),
    )


def table(measured: Measured) -> str:
    """One case's table, under its heading."""
    ours = measured.find("realloc")
    rows = [
        (
            answer.program,
            f"{answer.time:.2f}" if answer.verdict else "",
            f"{min(run.seconds for run in answer.runs):.2f}" if answer.verdict else "",
            f"{answer.time / ours.time:.2f}" if answer.verdict and ours else "",
            f"{answer.peak / MIB:,.0f}" if answer.verdict else "",
            _score(answer.verdict["score"]) if answer.verdict else "",
            _outcome(measured, answer),
        )
        for answer in measured.answers
    ]
    rows += [(program, "", "", "", "", "", why) for program, why in measured.missing.items()]
    size = measured.size
    head = ("program", "median, s", "least, s", "÷ realloc", "memory, MiB", "score", "answer")
    return f"### {size.activities:,} × {size.reserves:,}, {size.kind}\n\n{_markdown(head, rows)}\n"


def _outcome(measured: Measured, answer: Answer) -> str:
    if answer.verdict is None:
        ended = next(run for run in answer.runs if run.ending != "done")
        return {
            "time": f"did not finish in {answer.seconds} s",
            "memory": f"did not fit in {answer.memory >> 30} GiB",
            "failed": f"failed: {(ended.complaint.strip().splitlines() or ['no word'])[-1][:80]}",
        }[ended.ending]
    faults = measured.faults(answer)
    if faults:
        return "**wrong**: " + "; ".join(faults)
    if not answer.called_optimal:
        return f"not proven ({answer.status}), {_score(measured.best - answer.verdict['score'])} short"
    return {"exact": "right, proven exactly", "solver": "right, on the solver's word"}.get(
        answer.status, "right"
    )


def _claims(measured: Sequence[Measured], starts: Sequence[Start]) -> str:
    time = {start.name: start.time for start in starts}
    imports = next(start for start in starts if start.name.startswith("import"))
    rows = [
        _claim("`plan` on the example ÷ importing the libraries", time["realloc plan"] / imports.time, 1),
        _claim(
            "`compare` of all its scenarios ÷ one `plan`", time["realloc compare"] / time["realloc plan"], 1.5
        ),
    ]
    slowest = max(taken for name, taken in time.items() if name.startswith("realloc explain"))
    rows.append(_claim("the slowest `explain` on the example ÷ `plan`", slowest / time["realloc plan"], 3))
    for one in measured:
        ours, theirs = one.find("realloc"), one.find("grouped, HiGHS")
        if one.size.activities < 50_000 or ours is None or theirs is None:
            continue
        name = f"{one.size.activities:,} × {one.size.reserves:,}, {one.size.kind}"
        rows.append(_claim(f"{name}: realloc ÷ grouped with HiGHS", ours.time / theirs.time, 2))
        rows.append(_claim(f"{name}: realloc's memory, GB", ours.peak / 10**9, 1.5))
    return _markdown(("", "measured", "at most", ""), rows)


def _claim(name: str, value: float, most: float) -> tuple[str, str, str, str]:
    return name, f"{value:.2f}", f"{most:g}", "kept" if value <= most else "**not kept**"


def _starts(starts: Sequence[Start]) -> str:
    base = starts[0].time
    rows = [
        (
            f"`{start.name}`",
            f"{start.time:.3f}",
            f"{min(run.seconds for run in start.runs):.3f}",
            f"{start.time / base:.2f}",
            str(start.runs[0].code),
        )
        for start in starts
    ]
    return _markdown(("", "median, s", "least, s", "÷ imports", "exit code"), rows)


def _wrong(measured: Sequence[Measured]) -> str:
    rows = []
    for program in _names(measured):
        answers = [(one, answer) for one in measured for answer in one.answers if answer.program == program]
        finished = [(one, answer) for one, answer in answers if answer.verdict]
        wrong = sum(bool(one.faults(answer)) for one, answer in finished)
        rows.append((program, str(len(finished)), str(wrong), str(len(answers) - len(finished))))
    return _markdown(("program", "answers", "wrong", "no answer"), rows)


def growth(measured: Sequence[Measured]) -> str:
    """Time against rows, fitted, for every program and kind where three sizes or more say something."""
    rows = []
    for program in _names(measured):
        start = min((answer.time for one in measured if (answer := one.find(program))), default=0)
        for kind in ("half", "rules"):
            points = [
                (one.size.activities + one.size.reserves, answer.time - start)
                for one in measured
                if one.size.kind == kind and (answer := one.find(program)) and answer.time > start * 1.1
            ]
            if len(points) >= 3:
                sizes = f"{points[0][0]:,} to {points[-1][0]:,}"
                rows.append((program, kind, str(len(points)), sizes, f"{exponent(points):.2f}"))
    return _markdown(("program", "kind", "sizes", "rows", "k"), rows)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """k of y ~ x^k, by least squares on the logarithms."""
    return linear_regression([math.log(x) for x, _ in points], [math.log(y) for _, y in points]).slope


def _names(measured: Sequence[Measured]) -> list[str]:
    return list(dict.fromkeys(answer.program for one in measured for answer in one.answers))


def _machine() -> str:
    versions = {name: importlib.metadata.version(name) for name in ("realloc", "pulp", "highspy", "pandas")}
    rows = [
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"),
        ("system", f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}"),
        ("Python", platform.python_version()),
        *versions.items(),
        ("cbcbox", _cbc_version()),
        ("glpsol", _glpk_version()),
    ]
    return _markdown(("", ""), rows)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", cpuinfo.read_text()) if cpuinfo.exists() else None
    return found[1] if found else platform.processor() or "unknown"


def _cbc_version() -> str:
    found = importlib.metadata.distributions(name="cbcbox", path=[CBC["PYTHONPATH"]])
    return next((package.version for package in found), "not installed")


def _glpk_version() -> str:
    if shutil.which("glpsol") is None:
        return "not installed"
    said = subprocess.run(["glpsol", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v?(\d+\.\d+)", said)
    return found[1] if found else "unknown"


def _score(millionths: int) -> str:
    return f"{millionths // SHORT / 10**4:,.4f}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
