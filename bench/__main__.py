"""The run: generates the cases, measures every program on them, judges every answer, writes the tables.

`python -m bench` takes about twenty minutes and writes docs/benchmarks.md; `--quick` takes two, leaves out
what is large, and prints.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import cases, report, whatifs
from bench.cases import EXAMPLE, ROOT, Size
from bench.measure import Run, run
from bench.programs import REALLOC, Program, programs
from bench.report import Answer, Measured, Start

SIZES = (
    Size(23, 14, "example"),
    Size(100, 50, "half"),
    Size(100, 50, "rules"),
    Size(250, 100, "half"),
    Size(500, 200, "half"),
    Size(500, 200, "rules"),
    Size(2_000, 500, "half"),
    Size(2_000, 500, "rules"),
    Size(10_000, 2_000, "half"),
    Size(10_000, 2_000, "rules"),
    Size(50_000, 20_000, "half"),
    Size(100_000, 20_000, "half"),
    Size(100_000, 20_000, "nine tenths"),
)
OUT_OF_TIME = ("NotSolved", "Undefined", "TimeLimit", "Stopped")  # what PuLP calls a search cut short
IMPORTS = "import pulp, highspy, pandas, typer, rich"
EXPLAINED = ("R01", "R05", "R08", "A04", "rules")  # funded, not funded, not funded, an activity


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    compileall.compile_dir(ROOT / "src" / "realloc", quiet=2)  # as an installed program is
    sizes = SIZES[:5] if options.quick else SIZES
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        scratch = Path(place)
        starts = measure_starts(scratch, rounds=3 if options.quick else 9)
        most = 2 if options.quick else 5
        measured = list(measure_all(sizes, programs(options.limit), scratch, options.seed, most))
    page = report.page(measured, starts, options.date, options.seed, options.limit)
    if options.out is None:
        print(page, end="")
    else:
        old = options.out.read_text(encoding="utf-8") if options.out.exists() else ""
        options.out.write_text(whatifs.kept(page, old), encoding="utf-8")
    print(report.growth(measured), file=sys.stderr)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes only, printed")
    parser.add_argument("--limit", type=int, default=60, help="seconds for scripts that do not scale")
    parser.add_argument("--seed", type=int, default=2564)
    parser.add_argument("--date", type=datetime.date.fromisoformat, default=datetime.date.today())
    parser.add_argument("-o", "--out", type=Path, help="default: docs/benchmarks.md; with --quick: print")
    options = parser.parse_args(arguments)
    if options.out is None and not options.quick:
        options.out = ROOT / "docs" / "benchmarks.md"
    return options


def measure_starts(scratch: Path, rounds: int) -> list[Start]:
    """What a command takes on the example, beside what importing the libraries alone takes; taking turns."""
    commands = {
        IMPORTS: [sys.executable, "-c", IMPORTS],
        "realloc plan": [REALLOC, "plan", str(EXAMPLE)],
        "realloc compare": [REALLOC, "compare", str(EXAMPLE)],
        **{f"realloc explain {about}": [REALLOC, "explain", str(EXAMPLE), about] for about in EXPLAINED},
        "realloc --help": [REALLOC, "--help"],
        "realloc plan, no case named": [REALLOC, "plan"],
    }
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(run(command, folder=ROOT, scratch=scratch))
    return [Start(name, tuple(runs)) for name, runs in taken.items()]


def measure_all(
    sizes: Sequence[Size], competitors: Sequence[Program], scratch: Path, seed: int, most: int
) -> Iterator[Measured]:
    """Every program on every case; one that does not finish is spared the larger ones, with rules or not."""
    beaten: set[tuple[str, bool]] = set()
    for size in sizes:
        case = cases.write(size, scratch / size.name, seed)
        able = [p for p in competitors if p.installed and (p.name, size.kind == "rules") not in beaten]
        answers = measure(case, able, scratch, most)
        beaten |= {(a.program, size.kind == "rules") for a in answers if _is_beaten(a)}
        missing = {p.name: "not installed" for p in competitors if not p.installed}
        missing |= {p.name: "not tried" for p in competitors if p.installed and p not in able}
        measured = Measured(size, tuple(answers), missing)
        print(report.table(measured), file=sys.stderr, flush=True)
        yield measured


def _is_beaten(answer: Answer) -> bool:
    """Whether the time or the memory was too little."""
    return answer.verdict is None or answer.status in OUT_OF_TIME


def measure(case: Path, competitors: Sequence[Program], scratch: Path, most: int) -> list[Answer]:
    """The programs take turns, `most` at most; the last answer of each is judged."""
    runs: dict[str, list[Run]] = {program.name: [] for program in competitors}
    for turn in range(most):
        for program in competitors:
            earlier = runs[program.name]
            if turn == 0 or turn < _turns(earlier[0]):
                answer = _answer(case, program)
                command = program.command(case, answer)
                earlier.append(
                    run(
                        command,
                        folder=ROOT,
                        scratch=scratch,
                        seconds=program.seconds,
                        memory=program.memory,
                        environment=program.environment,
                    )
                )
    return [_told(case, program, runs[program.name], scratch) for program in competitors]


def _told(case: Path, program: Program, runs: Sequence[Run], scratch: Path) -> Answer:
    """A program's runs, with what it says of its answer and what the judge says."""
    status, verdict, answer = "", None, _answer(case, program)
    if all(each.ending == "done" for each in runs):
        status, verdict = _status(program, runs[-1], answer), _judged(case, answer, scratch)
    return Answer(program.name, program.seconds, program.memory, tuple(runs), status, verdict)


def _turns(first: Run) -> int:
    """How often a program runs: five times if it is quick, once if it is slow or does not finish."""
    if first.ending != "done" or first.seconds > 30:
        return 1
    return 5 if first.seconds < 3 else 3


def _answer(case: Path, program: Program) -> Path:
    return case / f"answer-{program.name.replace(', ', '-')}{program.suffix}"


def _status(program: Program, last: Run, answer: Path) -> str:
    """What the program says of its answer: optimal by proof, by a solver's word, or neither."""
    if program.name == "realloc":
        score = json.loads(answer.read_text(encoding="utf-8"))["objective"][0]
        return score["proof"] if score["value"] == score["bound"] else f"bound {score['bound']}"
    return json.loads(last.output.splitlines()[-1])["status"]


def _judged(case: Path, answer: Path, scratch: Path) -> dict:
    """The judge's verdict; in a process of its own, as a child's peak memory starts from its parent's."""
    judged = run([sys.executable, "-m", "bench.judge", str(case), str(answer)], folder=ROOT, scratch=scratch)
    if judged.ending != "done":
        raise SystemExit(f"The judge failed on {answer.name} of {case.name}:\n{judged.complaint}")
    return json.loads(judged.output)


if __name__ == "__main__":
    main()
