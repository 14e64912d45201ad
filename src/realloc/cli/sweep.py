"""`realloc sweep`: a grid of what-ifs, and where plans change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from realloc.api.cases import read_case
from realloc.api.studied import Sweep
from realloc.cli.outcome import DONE, NO, PICTURES, Request, complain, deliver_bytes, deliver_result
from realloc.errors import UsageError
from realloc.quiet import silenced
from realloc.report.layout import visible
from realloc.report.terminal.progress import progress
from realloc.report.wording import text
from realloc.study.collect import Sweeping, collect, no_row_file, prepare, row_file
from realloc.study.rowfile import FORMATS, RowFile
from realloc.whatif import Study
from realloc.workers import crew


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sweep is asked for beside the case."""

    scenario: str
    vary: Sequence[str]
    paired: bool
    thresholds: bool
    resume: bool
    outs: Sequence[Path]
    workers: int | None
    dask: str | None
    chart: str | None


def run(request: Request, asked: Asked) -> int:
    """Plan every what-if, keep its row as soon as it is known, and sum them up; 1 where none has a plan."""
    rows_in, others = _files(asked)
    case = read_case(request.folder, asked.scenario, request.pairs())
    ready = prepare(
        case.files,
        case.records,
        case.settings,
        asked.vary,
        paired=asked.paired,
        thresholds=asked.thresholds,
        resume=asked.resume,
        lang=request.lang,
    )
    file = None if rows_in is None else row_file(ready, rows_in, resume=asked.resume)
    found = Sweep(_collected(request, ready, file, asked), case)
    rows = found.record.rows
    if rows_in is not None:
        complain(text("rows-written", request.lang, n=len(rows), file=visible(str(rows_in))))
    pictures = [file for file in others if file.suffix.lower() in PICTURES]
    for picture in pictures:
        content = found.picture(picture.suffix.lower(), request.lang, asked.chart)
        deliver_bytes(picture, request.lang, content)
    outs: Sequence[Path | None] = [file for file in others if file not in pictures] or [None]
    for out in outs:
        deliver_result(replace(request, out=out), found)
    return DONE if any(row.planned for row in rows) else NO


def _collected(request: Request, ready: Sweeping, file: RowFile | None, asked: Asked) -> Study:
    """The rows, with a bar for whoever watches; what an end before the end keeps is said."""
    lang = request.lang

    @contextmanager
    def watch(total: int, done: int) -> Iterator[Callable[[], None]]:
        with progress(total, done, lang) as one_more:
            yield one_more

    if file is None or ready.along is not None:
        with silenced():
            return collect(ready, file, lambda: crew(asked.workers, asked.dask), watch)
    shown = visible(str(file.path))
    if file.done:
        complain(text("resumed", lang, n=len(file.done), total=ready.count, file=shown))
    try:
        with silenced():
            return collect(ready, file, lambda: crew(asked.workers, asked.dask), watch)
    except BaseException:
        complain(text("rows-kept", lang, n=len(file.done), total=ready.count, file=shown))
        raise


def _files(asked: Asked) -> tuple[Path | None, list[Path]]:
    """The file for the rows, and the files for anything else."""
    rows_in = [file for file in asked.outs if file.suffix.lower() in FORMATS]
    if len(rows_in) > 1:
        raise UsageError(
            "-o: expected one file for the rows, .csv or .parquet.",
            "-o: ระบุไฟล์สำหรับแถวผลได้ไฟล์เดียว เป็น .csv หรือ .parquet",
        )
    if asked.resume and not rows_in:
        raise no_row_file()
    return (rows_in[0] if rows_in else None), [file for file in asked.outs if file not in rows_in]
