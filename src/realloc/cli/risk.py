"""`realloc risk`: how likely plans are, when what is not known is drawn many times."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from realloc.ahead import Odds
from realloc.case.load import load_folder, scenario_names
from realloc.cli.outcome import DONE, NO, Request, deliver, deliver_bytes, naming
from realloc.quiet import silenced
from realloc.report import rows as form
from realloc.report.document_risk import risk_document
from realloc.report.terminal.progress import progress
from realloc.report.terminal.risk import risk_page
from realloc.study.risk import axes, odds
from realloc.study.sweep import Question
from realloc.study.weights import weigh
from realloc.study.workers import crew


@dataclass(frozen=True, slots=True)
class Asked:
    """What the odds are asked for beside the case."""

    scenario: str | None
    draws: int
    seed: int
    workers: int | None
    dask: str | None


def run(request: Request, asked: Asked) -> int:
    """Draw, plan and count; 1 where not one draw has a plan."""
    settings = request.pairs()
    raw = load_folder(request.folder)
    if asked.scenario is not None:
        cases = [raw.case(asked.scenario, settings)]
    else:
        everything = [raw.case(name, settings) for name in scenario_names(raw)]
        cases = [case for case in everything if case.scenario.probability is not None] or everything[:1]
    probabilities = [Fraction(1)] if len(cases) == 1 else weigh(cases, chosen=False)[0]
    question = Question.of(raw, cases[0].scenario.name, settings, (), request.lang)
    with silenced(), crew(asked.workers, asked.dask) as able, ExitStack() as bars:

        def begun(count: int) -> Callable[[], None]:
            return bars.enter_context(progress(count, 0, request.lang))

        found = odds(
            raw,
            cases,
            probabilities,
            able,
            draws=asked.draws,
            seed=asked.seed,
            settings=settings,
            question=question,
            begun=begun,
        )
    suffix = request.out.suffix.lower() if request.out else ""
    if request.out is not None and suffix in (".csv", ".parquet"):
        with naming(request.out):
            content = _rows(found, suffix)
        deliver_bytes(request.out, request.lang, content)
    else:
        deliver(
            request.out,
            request.lang,
            as_json=request.as_json,
            document=lambda: risk_document(found, cases[0], settings, request.lang),
            text=lambda page: risk_page(found, cases[0], settings, page),
        )
    return DONE if found.planned.count else NO


def _rows(found: Odds, suffix: str) -> bytes:
    """Every draw as a row, as a sweep has them."""
    columns = axes(found.uncertain)
    if suffix == ".csv":
        lines = [form.csv_line(form.header(columns)), *(form.csv_row(row, columns) for row in found.rows)]
        return "".join(lines).encode("utf-8")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "draws.parquet"
        form.write_parquet(found.rows, columns, file)
        return file.read_bytes()
