"""A sweep from its request to its rows, kept in a file as they come where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from realloc.case.load import Raw
from realloc.case.records import Case
from realloc.errors import Lang, UsageError
from realloc.study import sweep, threshold
from realloc.study.axes import read_axes
from realloc.study.rowfile import FORMATS, RowFile, other_sweep
from realloc.whatif import Axis, Study
from realloc.workers import Crew

type Staff = Callable[[], AbstractContextManager[Crew]]
type Watch = Callable[[int, int], AbstractContextManager[Callable[[], None]]]
"""Told how many rows there will be and how many there are; what it gives is called after each."""


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A sweep that makes sense: its points, and the case that they are laid on."""

    question: sweep.Question
    raw: Raw
    case: Case
    axes: tuple[Axis, ...]
    paired: bool
    along: Axis | None

    @property
    def count(self) -> int:
        """How many rows there will be; not known of `along`, an axis along which changes are looked for."""
        return sweep.size(self.axes, paired=self.paired)


def prepare(
    raw: Raw,
    case: Case,
    settings: Sequence[sweep.Setting],
    vary: Sequence[str],
    *,
    paired: bool,
    thresholds: bool,
    resume: bool,
    lang: Lang,
) -> Sweeping:
    """Read what is asked for over a case of `raw`. Raises UsageError, and InputError for values of no use."""
    axes = read_axes(vary, raw, case, settings, ends=thresholds)
    sweep.size(axes, paired=paired)
    question = sweep.Question.of(raw, case.scenario.name, settings, axes, lang)
    sweep.check(question, raw, axes, paired=paired)
    along = None
    if thresholds:
        if paired or resume:
            raise UsageError(
                "--thresholds: goes neither with --paired nor with --resume.",
                "--thresholds: ใช้ร่วมกับ --paired หรือ --resume ไม่ได้",
            )
        along = threshold.check_axis(axes, case)
    return Sweeping(question, raw, case, tuple(axes), paired, along)


def row_file(asked: Sweeping, file: Path, *, resume: bool) -> RowFile:
    """The file for a sweep's rows, ready for more than it has. Raises UsageError where it is another's."""
    if file.suffix.lower() not in FORMATS:
        raise UsageError(
            f"{file}: rows are kept as .csv or .parquet. Name such a file.",
            f"{file}: แถวผลเก็บเป็น .csv หรือ .parquet โปรดระบุไฟล์นามสกุลดังกล่าว",
        )
    kept = RowFile(file, asked.axes, resume=resume)
    if not sweep.belong(kept.done, asked.question, asked.raw, asked.axes, paired=asked.paired):
        raise other_sweep(file)
    return kept


def no_row_file() -> UsageError:
    """What is said where rows are to be gone on with and there is no file for them."""
    return UsageError(
        "--resume: expected -o with the .csv or .parquet file to go on with.",
        "--resume: ต้องระบุ -o เป็นไฟล์ .csv หรือ .parquet ที่จะทำต่อ",
    )


@contextmanager
def unwatched(total: int, done: int) -> Iterator[Callable[[], None]]:
    """For nobody who watches."""
    yield lambda: None


def collect(asked: Sweeping, file: RowFile | None, staff: Staff, watch: Watch = unwatched) -> Study:
    """Every row; those in the file already are not worked out again, and each is there once it is known.

    Raises WorkersLost where nobody is left to work; the file keeps what came before.
    """
    if asked.along is not None:
        with staff() as able:
            found = threshold.thresholds(asked.question, asked.along, asked.case, able)
        if file is not None:
            file.begin(found.samples)
            file.close()
        return Study(asked.axes, False, found.samples, (found,))
    rows = [] if file is None else list(file.done)
    left = islice(sweep.points(asked.question, asked.axes, paired=asked.paired), len(rows), None)
    if file is not None:
        file.begin(rows)
    try:
        if len(rows) < asked.count:
            with staff() as able, watch(asked.count, len(rows)) as one_more:
                for row in sweep.rows(asked.question, left, able, asked.count - len(rows)):
                    if file is not None:
                        file.add(row)
                    rows.append(row)
                    one_more()
    except BaseException:
        if file is not None:
            with suppress(OSError):  # where the disk is full, that is what is said already
                file.close()
        raise
    if file is not None:
        file.close()
    return Study(asked.axes, asked.paired, tuple(rows))
