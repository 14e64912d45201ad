"""`realloc sweep`: a grid of what-ifs, and where plans change."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from realloc.case.load import load_folder
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, PICTURES, Request, complain, deliver, deliver_bytes
from realloc.cli.rowfile import FORMATS, RowFile, other_sweep
from realloc.errors import UsageError
from realloc.quiet import silenced
from realloc.report.document_study import sweep_document
from realloc.report.layout import visible
from realloc.report.terminal.progress import progress
from realloc.report.terminal.sweep import sweep_page
from realloc.report.wording import text
from realloc.study import sweep, threshold
from realloc.study.axes import read_axes
from realloc.study.workers import crew
from realloc.whatif import Axis, Study


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
    settings = request.pairs()
    raw = load_folder(request.folder)
    case = raw.case(asked.scenario, settings)
    axes = read_axes(asked.vary, raw, case, settings, ends=asked.thresholds)
    count = sweep.size(axes, paired=asked.paired)
    question = sweep.Question.of(raw, asked.scenario, settings, axes, request.lang)
    sweep.check(question, raw, axes, paired=asked.paired)
    if asked.thresholds:
        study = _find_thresholds(question, axes, case, rows_in, asked)
    else:
        file = None if rows_in is None else RowFile(rows_in, axes, resume=asked.resume)
        if file is not None and not sweep.belong(file.done, question, raw, axes, paired=asked.paired):
            raise other_sweep(file.path)
        study = _sweep(question, axes, count, file, asked)
    if rows_in is not None:
        complain(text("rows-written", request.lang, n=len(study.rows), file=visible(str(rows_in))))
    pictures = [file for file in others if file.suffix.lower() in PICTURES]
    for picture in pictures:
        from realloc.report.charts.studies import sweep_chart  # late: pictures are rarely asked for

        content = sweep_chart(study, case, request.lang, picture.suffix.lower(), asked.chart)
        deliver_bytes(picture, request.lang, content)
    outs: Sequence[Path | None] = [file for file in others if file not in pictures] or [None]
    for out in outs:
        deliver(
            out,
            request.lang,
            as_json=request.as_json,
            document=lambda: sweep_document(study, case, settings, request.lang),
            text=lambda page: sweep_page(study, case, settings, page),
        )
    return DONE if any(row.planned for row in study.rows) else NO


def _sweep(
    question: sweep.Question, axes: Sequence[Axis], count: int, file: RowFile | None, asked: Asked
) -> Study:
    """Every point's row; those in the file already are not worked out again."""
    rows = [] if file is None else list(file.done)
    left = islice(sweep.points(question, axes, paired=asked.paired), len(rows), None)
    if rows and file is not None:
        complain(text("resumed", question.lang, n=len(rows), total=count, file=visible(str(file.path))))
    if file is not None:
        file.begin(rows)
    try:
        if len(rows) < count:
            with (
                silenced(),
                crew(asked.workers, asked.dask) as able,
                progress(count, len(rows), question.lang) as one_more,
            ):
                for row in sweep.rows(question, left, able, count - len(rows)):
                    if file is not None:
                        file.add(row)
                    rows.append(row)
                    one_more()
    except BaseException:
        if file is not None:
            with suppress(OSError):  # where the disk is full, that is what is said already
                file.close()
            kept = text("rows-kept", question.lang, n=len(rows), total=count, file=visible(str(file.path)))
            complain(kept)
        raise
    if file is not None:
        file.close()
    return Study(tuple(axes), asked.paired, tuple(rows))


def _find_thresholds(
    question: sweep.Question, axes: Sequence[Axis], case: Case, rows_in: Path | None, asked: Asked
) -> Study:
    """Where the plan changes along the one axis; its rows are kept once all are known."""
    if asked.paired or asked.resume:
        raise UsageError(
            "--thresholds: goes neither with --paired nor with --resume.",
            "--thresholds: ใช้ร่วมกับ --paired หรือ --resume ไม่ได้",
        )
    axis = threshold.check_axis(axes, case)
    file = None if rows_in is None else RowFile(rows_in, axes, resume=False)
    with silenced(), crew(asked.workers, asked.dask) as able:
        found = threshold.thresholds(question, axis, case, able)
    if file is not None:
        file.begin(found.samples)
        file.close()
    return Study(tuple(axes), False, found.samples, (found,))


def _files(asked: Asked) -> tuple[Path | None, list[Path]]:
    """The file for the rows, and the files for anything else."""
    rows_in = [file for file in asked.outs if file.suffix.lower() in FORMATS]
    if len(rows_in) > 1:
        raise UsageError(
            "-o: expected one file for the rows, .csv or .parquet.",
            "-o: ระบุไฟล์สำหรับแถวผลได้ไฟล์เดียว เป็น .csv หรือ .parquet",
        )
    if asked.resume and not rows_in:
        raise UsageError(
            "--resume: expected -o with the .csv or .parquet file to go on with.",
            "--resume: ต้องระบุ -o เป็นไฟล์ .csv หรือ .parquet ที่จะทำต่อ",
        )
    return (rows_in[0] if rows_in else None), [file for file in asked.outs if file not in rows_in]
