"""What-ifs by the thousand: the rate of `realloc sweep` on one worker and on two, beside `realloc plan` each.

`python -m bench.whatifs` plans 10,000 what-ifs of the example on one worker and on two, and some of them by
a command each, all taking turns, and writes its part of docs/benchmarks.md. `--quick` plans a tenth, and
prints.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cases import EXAMPLE, ROOT
from bench.measure import run
from bench.programs import REALLOC

PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- what-ifs -->\n", "<!-- /what-ifs -->\n"
FIRST_DAY = datetime.date(2021, 5, 1)
CAPS = ("5", "20", "50", "100")
AMOUNTS = range(3_000_000, 8_000_000, 200_000)
A_DAY = len(CAPS) * len(AMOUNTS)
DAYS = 10
TURNS = 10
SINGLES = 8  # commands of their own in each turn
LIMIT = 3_600


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, and of computing."""

    clock: float = 0.0
    processor: float = 0.0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.clock + other.clock, self.processor + other.processor)


@dataclass(frozen=True, slots=True)
class Rates:
    """What so many what-ifs took on one worker and on two, and what so many commands took."""

    count: int
    one: Taken
    two: Taken
    commands: int
    loop: Taken

    @property
    def efficiency(self) -> float:
        """How much of a second worker's time is gained: 1 where two take half as long."""
        return self.one.clock / (2 * self.two.clock)

    @property
    def gain(self) -> float:
        """What-ifs a second on two workers over commands a second."""
        return (self.count / self.two.clock) / (self.commands / self.loop.clock)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.whatifs", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the what-ifs, printed")
    parser.add_argument("--date", type=datetime.date.fromisoformat, default=datetime.date.today())
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        rates = measure(Path(place), turns=1 if options.quick else TURNS)
    written = section(rates, options.date, os.getloadavg()[2])
    if options.quick:
        print(written, end="")
    else:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), written), encoding="utf-8")


def measure(scratch: Path, turns: int) -> Rates:
    """Each turn plans its days on one worker, then on two, then some of them by commands."""
    one = two = loop = Taken()
    for turn in range(turns):
        first = FIRST_DAY + datetime.timedelta(turn * DAYS)
        days = [str(first + datetime.timedelta(n)) for n in range(DAYS)]
        one += _swept(days, 1, scratch / f"one-{turn}.csv", scratch)
        two += _swept(days, 2, scratch / f"two-{turn}.csv", scratch)
        same = [(scratch / f"{name}-{turn}.csv").read_bytes() for name in ("one", "two")]
        if same[0] != same[1]:
            raise SystemExit("The rows differ between one worker and two.")
        for k in range(SINGLES):
            pairs = [("calendar.decision", days[k % len(days)]), ("covid.cap", CAPS[k % len(CAPS)])]
            pairs += [("rules.agency-cap.amount", str(AMOUNTS[(7 * turn + 5 * k) % len(AMOUNTS)]))]
            loop += _timed(["plan", *(word for pair in pairs for word in ("--set", "=".join(pair)))], scratch)
        print(f"{turn + 1} of {turns}: {one}, {two}, {loop}", file=sys.stderr, flush=True)
    return Rates(turns * DAYS * A_DAY, one, two, turns * SINGLES, loop)


def _swept(days: Sequence[str], workers: int, out: Path, scratch: Path) -> Taken:
    axes = {"calendar.decision": days, "covid.cap": CAPS, "rules.agency-cap.amount": list(map(str, AMOUNTS))}
    vary = [word for path, values in axes.items() for word in ("--vary", f"{path}={','.join(values)}")]
    return _timed(["sweep", *vary, "--workers", str(workers), "-o", str(out)], scratch)


def _timed(words: Sequence[str], scratch: Path) -> Taken:
    command, *rest = words
    done = run([REALLOC, command, str(EXAMPLE), *rest], folder=ROOT, scratch=scratch, seconds=LIMIT)
    if done.ending != "done":
        raise SystemExit(f"realloc {command} failed: {done.complaint}")
    return Taken(done.seconds, done.processor)


def section(rates: Rates, date: datetime.date, load: float) -> str:
    """The part of the page, in Markdown."""
    rows = [
        ("`realloc plan`, a command each", rates.commands, rates.loop),
        ("`realloc sweep --workers 1`", rates.count, rates.one),
        ("`realloc sweep --workers 2`", rates.count, rates.two),
    ]
    base = rates.commands / rates.loop.clock
    lines = [
        f"| {name} | {count:,} | {taken.clock:,.1f} | {count / taken.clock:,.1f} |"
        f" {count / taken.clock / base:,.1f} | {1000 * taken.processor / count:,.0f} |"
        for name, count, taken in rows
    ]
    kept = "kept" if rates.efficiency >= 0.85 else "not kept"
    times = "kept" if rates.gain >= 20 else "not kept"
    return "\n".join(
        [
            "Whole commands on the example, start and reading included, taking turns; the rows of one worker"
            f" and of two were the same. {date.isoformat()}, load average over 15 minutes {load:.1f} on"
            f" {os.cpu_count()} cores.",
            "",
            "| | what-ifs | seconds | a second | ÷ a command each | computing, ms each |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *lines,
            "",
            f"- Parallel efficiency from one worker to two, at least 85 %: {rates.efficiency:.0%}, {kept}.",
            f"- Two workers over a loop of commands, at least 20 ×: {rates.gain:.1f} ×, {times}.",
            "",
        ]
    )


def replaced(page: str, written: str) -> str:
    """The page with this part in its place."""
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return page[:begin] + written + page[end:]


def kept(page: str, old: str) -> str:
    """A new page with the part of the old one: each is measured by a run of its own."""
    return replaced(page, old[old.index(BEGIN) + len(BEGIN) : old.index(END)]) if BEGIN in old else page


if __name__ == "__main__":
    main()
