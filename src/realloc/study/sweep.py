"""Many what-ifs of one case: the points of a grid, and a row for each, as they finish, in order.

The files are read once. Workers get them with each task, as bytes that a worker unpacks once.
"""

from __future__ import annotations

import pickle
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import batched, islice, product
from math import prod
from typing import Any

from realloc.case.load import Raw
from realloc.case.records import Case
from realloc.errors import Finding, InputError, Lang, NotFound, UsageError
from realloc.report.figures import figures, weakest_proof
from realloc.result import Plan
from realloc.study.axes import MOST_POINTS, too_many
from realloc.whatif import SCENARIO, Axis, Row
from realloc.workers import Crew

# Values that can be right or wrong only beside others, which a grid may vary as well.
TOGETHER = frozenset(
    {"over-budget", "min-over-cost", "not-multiple", "participants-order", "close-early", "targets-fall"}
)
_CHUNK = 16
_TASKS_A_WORKER = 8
_MOST_TRIED = 1_000

type Setting = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One what-if: its number from 1, its scenario, and the values that it lays on top, one an axis."""

    number: int
    scenario: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What every point of a study is asked: a case's files, packed, and what is laid over all of them.

    `paths` are those of the axes. Notes in rows are in `lang`.
    """

    digest: str
    packed: bytes
    scenario: str
    settings: tuple[Setting, ...]
    paths: tuple[str, ...]
    lang: Lang

    @classmethod
    def of(
        cls, raw: Raw, scenario: str, settings: Sequence[Setting], axes: Sequence[Axis], lang: Lang = "en"
    ) -> Question:
        packed = pickle.dumps(raw)
        digest = sha256(packed).hexdigest()
        return cls(digest, packed, scenario, tuple(settings), tuple(axis.path for axis in axes), lang)

    def case(self, raw: Raw, point: Point) -> Case:
        """The case of a point. Raises InputError."""
        return raw.case(point.scenario, [*self.settings, *self.laid(point)])

    def laid(self, point: Point) -> list[Setting]:
        """What a point lays on top."""
        pairs = zip(self.paths, point.values, strict=True)
        return [(path, value) for path, value in pairs if path != SCENARIO]

    def point(self, number: int, values: tuple[str, ...]) -> Point:
        """The point of these values, one an axis."""
        laid = dict(zip(self.paths, values, strict=True))
        return Point(number, laid.get(SCENARIO, self.scenario), values)


def size(axes: Sequence[Axis], *, paired: bool) -> int:
    """How many points a sweep has. Raises UsageError for too many, and for pairs of different lengths."""
    lengths = [len(axis.values) for axis in axes]
    count = lengths[0] if paired else prod(lengths)
    if count > MOST_POINTS:
        raise too_many(count)
    if paired and len(set(lengths)) > 1:
        counted = ", ".join(f"{axis.path} {len(axis.values)}" for axis in axes)
        raise UsageError(
            f"--paired: every --vary needs as many values as the others; found {counted}.",
            f"--paired: ทุก --vary ต้องมีจำนวนค่าเท่ากัน พบ {counted}",
        )
    return count


def points(question: Question, axes: Sequence[Axis], *, paired: bool) -> Iterator[Point]:
    """The points in order: the first axis changes fastest; paired, all change together.

    Dates stand first more often than not, and neighbouring dates often come to the same plan.
    """
    values: Iterable[tuple[str, ...]] = (
        zip(*(axis.values for axis in axes), strict=True)
        if paired
        else (laid[::-1] for laid in product(*(axis.values for axis in reversed(axes))))
    )
    return (question.point(number, laid) for number, laid in enumerate(values, 1))


def check(question: Question, raw: Raw, axes: Sequence[Axis], *, paired: bool) -> None:
    """Refuse values that no point could use, all at once, before anything is planned. Raises InputError.

    What depends on other values too is left to the rows.
    """
    if paired:
        tried = _some(list(points(question, axes, paired=True)))
    else:
        first = tuple(axis.values[0] for axis in axes)
        laid = [
            (*first[:k], value, *first[k + 1 :])
            for k, axis in enumerate(axes)
            for value in _some(axis.values[min(k, 1) :])
        ]
        tried = [question.point(number, values) for number, values in enumerate(laid, 1)]
    findings: dict[Finding, None] = {}
    for point in tried:
        try:
            question.case(raw, point)
        except InputError as error:
            refused = (_varied(question, f) for f in error.findings if f.code not in TOGETHER)
            findings |= dict.fromkeys(refused)
    if findings:
        raise InputError(findings, str(raw.folder))


def _varied(question: Question, finding: Finding) -> Finding:
    """A finding about a value that was varied says so: it was no `--set` that asked for it."""
    varied = finding.file.removeprefix("--set ") in question.paths
    return replace(finding, file=finding.file.replace("--set", "--vary", 1)) if varied else finding


def _some[T](values: Sequence[T]) -> Sequence[T]:
    """All of them, or of a long range as many as are soon tried, with both ends."""
    if len(values) <= _MOST_TRIED:
        return values
    last = len(values) - 1
    return [values[number * last // (_MOST_TRIED - 1)] for number in range(_MOST_TRIED)]


def rows(question: Question, asked: Iterable[Point], crew: Crew, count: int) -> Iterator[Row]:
    """The row of each point, in their order; the same whoever works them out. `count` is how many there are.

    Raises WorkersLost where nobody is left to work, and VerificationError for a plan that does not hold.
    """
    chunk = max(1, min(_CHUNK, count // (_TASKS_A_WORKER * crew.ahead)))
    tasks = ((answer, (question, part)) for part in batched(asked, chunk))
    for done in crew.in_order(tasks):
        yield from done


def answer(question: Question, asked: Sequence[Point]) -> list[Row]:
    """The rows of some points, worked out here."""
    raw = unpacked(question)
    known: dict[Hashable, Any] = {}
    return [_row(question, raw, point, known) for point in asked]


_files: dict[str, Raw] = {}


def unpacked(question: Question) -> Raw:
    """The case's files; unpacked once in each process, and only the last ones are kept."""
    known = _files.get(question.digest)
    if known is None:
        known = pickle.loads(question.packed)
        _files.clear()
        _files[question.digest] = known
    return known


def _row(question: Question, raw: Raw, point: Point, known: dict[Hashable, Any]) -> Row:
    from realloc.planning import plan  # late: whoever only hands the work on needs no solver

    try:
        case = question.case(raw, point)
    except InputError as error:
        note = " ".join(finding.render(question.lang) for finding in error.findings)
        return Row(point.number, point.scenario, point.values, "refused", note=note)
    try:
        found = plan(case, known=known)
    except NotFound as error:
        note = error.message(question.lang)
        return Row(
            point.number, point.scenario, point.values, "unknown", fingerprint=case.fingerprint, note=note
        )
    return row_of(found, case, point)


def row_of(plan: Plan, case: Case, point: Point) -> Row:
    """A plan in short. Score and escalation are shown whatever the objective asks for."""
    if plan.status == "infeasible":
        return Row(
            point.number,
            point.scenario,
            point.values,
            plan.status,
            releasable=plan.totals.releasable,
            fingerprint=plan.fingerprint,
            note=";".join(plan.conflict),
        )
    shown = figures(plan, case)
    return Row(
        number=point.number,
        scenario=point.scenario,
        values=point.values,
        status=plan.status,
        releasable=shown.releasable,
        moved=shown.moved,
        unplaced=shown.unplaced,
        funded=shown.funded,
        score=shown.score,
        escalation=shown.escalation,
        lines=shown.lines,
        proof=weakest_proof(plan),
        fingerprint=plan.fingerprint,
    )


def belong(done: Sequence[Row], question: Question, raw: Raw, axes: Sequence[Axis], *, paired: bool) -> bool:
    """Whether rows are the first ones of this sweep of this case as its files are now.

    All points of a scenario lay something on the same paths: what differs in the files shows in any of them.
    """
    asked = list(islice(points(question, axes, paired=paired), len(done)))
    if [(point.number, point.scenario, point.values) for point in asked] != [
        (row.number, row.scenario, row.values) for row in done
    ]:
        return False
    seen = {row.scenario: (point, row) for point, row in zip(asked, done, strict=True) if row.fingerprint}
    return all(question.case(raw, point).fingerprint == row.fingerprint for point, row in seen.values())
