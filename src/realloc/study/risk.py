"""The odds: what is not known is drawn many times, and each case that comes of it is planned."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import batched
from math import ceil, floor, lcm, sqrt
from typing import Any
from zlib import crc32

from realloc.ahead import Chance, Odds, Percentile
from realloc.case.load import Raw
from realloc.case.overlay import split_path
from realloc.case.records import Case, Uncertain
from realloc.errors import Finding, InputError, NotFound, UsageError
from realloc.study.axes import kind_of, own_step, present, written
from realloc.study.sweep import Point, Question, Setting, row_of, unpacked
from realloc.whatif import Axis, Kind, Row
from realloc.workers import Crew

DRAWS = 1_000
MOST_DRAWS = 1_000_000
PERCENTILES = tuple(Fraction(n, 100) for n in (5, 25, 50, 75, 95))

_Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations
_FINE = 10_000  # parts of the way from the least to the greatest change
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Draw:
    """A scenario and what is laid on it, in the order of the uncertain values, but those that stay."""

    scenario: str
    laid: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draw comes to: its row, and the activities that give money."""

    row: Row
    gives: tuple[str, ...]


def odds(
    raw: Raw,
    cases: Sequence[Case],
    probabilities: Sequence[Fraction],
    crew: Crew,
    *,
    draws: int = DRAWS,
    seed: int = 1,
    settings: Sequence[Setting] = (),
    question: Question | None = None,
    begun: Callable[[int], Callable[[], None]] = lambda count: lambda: None,
) -> Odds:
    """Draw a scenario and its uncertain values `draws` times, plan each distinct case once, and count.

    `cases` are the scenarios of `raw` to draw from, `probabilities` theirs. The same seed gives the same
    draws whoever works; each path has its own stream, so that one more changes no other. `begun` is told how
    many plans there are to make, and what it returns is called after each. Raises UsageError for what cannot
    be drawn and InputError for values that cannot be laid, all at once where they are wrong by themselves.
    """
    uncertain = cases[0].risk
    asked = question or Question.of(raw, cases[0].scenario.name, settings, ())
    _check(raw, cases, settings, draws)
    drawn = list(_drawn(raw, cases, probabilities, draws, seed))
    distinct = list(dict.fromkeys(drawn))
    one_more = begun(len(distinct))
    found: dict[Draw, Outcome] = {}
    tasks = ((outcomes, (asked, part)) for part in batched(distinct, _CHUNK))
    for part in crew.in_order(tasks):
        for outcome in part:
            found[distinct[len(found)]] = outcome
            one_more()
    return _odds(cases, probabilities, uncertain, drawn, found, seed)


def outcomes(question: Question, draws: Sequence[Draw]) -> list[Outcome]:
    """What some draws come to, worked out here. Raises InputError where values do not go together."""
    from realloc.planning import plan  # late: whoever only hands the work on needs no solver

    raw = unpacked(question)
    known: dict[Hashable, Any] = {}
    done = []
    for draw in draws:
        case = _laid(raw, draw.scenario, (*question.settings, *draw.laid), draw.laid)
        point = Point(0, draw.scenario, ())
        try:
            found = plan(case, known=known)
        except NotFound as error:
            note = error.message(question.lang)
            row = Row(0, draw.scenario, (), "unknown", fingerprint=case.fingerprint, note=note)
            done.append(Outcome(row, ()))
            continue
        done.append(Outcome(row_of(found, case, point), tuple(a.id for a in found.activities if a.out)))
    return done


def wilson(id_: str, count: int, draws: int) -> Chance:
    """A chance with the interval that encloses the true one with 95 % confidence."""
    share, z = count / draws, _Z * _Z / draws
    middle = (share + z / 2) / (1 + z)
    reach = _Z * sqrt(share * (1 - share) / draws + z / draws / 4) / (1 + z)
    low = Fraction(max(0, floor((middle - reach) * _FINE)), _FINE) if count else Fraction(0)
    high = Fraction(min(_FINE, ceil((middle + reach) * _FINE)), _FINE) if count < draws else Fraction(1)
    return Chance(id_, count, draws, low, high)


def percentile(values: Sequence[int], share: Fraction) -> Percentile:
    """The value of that rank among ascending `values`, and those that enclose the true one."""
    count = len(values)
    reach = _Z * sqrt(count * share * (1 - share))
    low = max(1, floor(float(count * share) - reach))
    high = min(count, ceil(float(count * share) + reach) + 1)
    return Percentile(share, values[max(1, ceil(count * share)) - 1], values[low - 1], values[high - 1])


def axes(uncertain: Sequence[Uncertain]) -> tuple[Axis, ...]:
    """The uncertain paths as the columns of rows."""
    return tuple(Axis(one.path, "", (), "words") for one in uncertain)


def _odds(
    cases: Sequence[Case],
    probabilities: Sequence[Fraction],
    uncertain: tuple[Uncertain, ...],
    drawn: Sequence[Draw],
    found: dict[Draw, Outcome],
    seed: int,
) -> Odds:
    rows, gives = [], []
    for number, draw in enumerate(drawn, 1):
        laid = dict(draw.laid)
        values = tuple(laid.get(one.path, "") for one in uncertain)
        rows.append(replace(found[draw].row, number=number, values=values))
        gives.append(frozenset(found[draw].gives))
    planned = [row for row in rows if row.planned]
    percentiles = {}
    for name in ("score", "moved", "unplaced"):
        known = sorted(value for row in planned if (value := getattr(row, name)) is not None)
        if known:
            percentiles[name] = tuple(percentile(known, share) for share in PERCENTILES)
    count = len(rows)
    funded = [frozenset(row.funded) for row in rows]
    return Odds(
        seed=seed,
        distinct=len(found),
        uncertain=uncertain,
        scenarios=tuple((case.scenario.name, p) for case, p in zip(cases, probabilities, strict=True)),
        planned=wilson("", len(planned), count),
        activities=tuple(
            wilson(a.id, sum(a.id in some for some in gives), count) for a in cases[0].activities
        ),
        reserves=tuple(wilson(r.id, sum(r.id in some for some in funded), count) for r in cases[0].reserves),
        percentiles=percentiles,
        rows=tuple(rows),
    )


def _drawn(
    raw: Raw, cases: Sequence[Case], probabilities: Sequence[Fraction], draws: int, seed: int
) -> Iterator[Draw]:
    """The draws, in order. Raises UsageError."""
    whole = lcm(*(p.denominator for p in probabilities))
    which = _choices([int(p * whole) for p in probabilities], draws, seed, "")
    streams = []
    for one in cases[0].risk:
        numbers = _stream(seed, one.path)
        weights = one.weights or (1,) * len(one.values)
        picked = _choices(weights, draws, seed, one.path) if one.values else numbers.random(draws).tolist()
        happens = _stream(seed, f"{one.path} happens").random(draws).tolist()
        streams.append((one, picked, happens))
    places = [[_Place.of(one, raw, case) for one in cases[0].risk] for case in cases]
    for k, scenario in enumerate(which):
        laid = []
        for (one, picked, happens), place in zip(streams, places[scenario], strict=True):
            if happens[k] < one.chance:
                laid.append((one.path, place.value(picked[k])))
        yield Draw(cases[scenario].scenario.name, tuple(laid))


@dataclass(frozen=True, slots=True)
class _Place:
    """A path of one scenario, and the value that stands there for each number from 0 to 1 (or choice)."""

    one: Uncertain
    kind: Kind
    case: Case
    now: Any

    @classmethod
    def of(cls, one: Uncertain, raw: Raw, case: Case) -> _Place:
        keys = split_path(one.path, raw.tree or {}, raw.tables)
        kind, now = kind_of(one.path, keys), present(keys, case)
        numeric = kind != "words" and (kind != "date" or not one.percent)
        if not one.values and (not numeric or (one.percent and now is None)):
            raise UsageError(
                f"risk: {one.path}: {case.scenario.name} has no number or date to vary. List its values.",
                f"risk: {one.path}: ไม่มีตัวเลขหรือวันที่ใน {case.scenario.name} ให้เปลี่ยนแปลง โปรดระบุเป็น values",
            )
        place = cls(one, kind, case, now)
        if one.low:
            low, high = place._ends()
            mode = place._at(one.mode) if one.mode is not None else low
            if not low <= mode <= high:
                raise UsageError(
                    f"risk: {one.path}: expected low, mode and high in this order.",
                    f"risk: {one.path}: low mode และ high ควรเรียงจากน้อยไปมาก",
                )
        return place

    def value(self, drawn: Any) -> str:
        """The value that a draw means, as `--set` has it: exact, and on the path's own grid."""
        one = self.one
        if one.values:
            return one.values[drawn]
        if one.percent:
            least, likely, most = map(Fraction, one.percent)
            part = round(_triangle(drawn, least, likely, most) * _FINE)
            change = least + (most - least) * Fraction(part, _FINE)
            return written(Fraction(self.now) * (1 + change / 100), self.kind, self.case)
        low, high = self._ends()
        step = own_step(self.kind, self.case)
        steps = int((high - low) / step)
        if one.mode is None:
            place = low + min(steps, int(drawn * (steps + 1))) * step
        else:
            way = _triangle(drawn, Fraction(low), Fraction(self._at(one.mode)), Fraction(high))
            place = low + round(way * steps) * step
        return date.fromordinal(int(place)).isoformat() if self.kind == "date" else format(place, "f")

    def _ends(self) -> tuple[Decimal, Decimal]:
        return self._at(self.one.low), self._at(self.one.high)

    def _at(self, value: str) -> Decimal:
        try:
            if self.kind == "date":
                return Decimal(date.fromisoformat(value).toordinal())
            return Decimal(value.replace(",", ""))
        except (ValueError, ArithmeticError):
            raise UsageError(
                f"risk: {self.one.path}: found {value}; expected a number or a date such as 2021-07-01.",
                f"risk: {self.one.path}: พบ {value} ควรเป็นตัวเลขหรือวันที่ เช่น 2021-07-01",
            ) from None


def _triangle(number: float, low: Fraction, mode: Fraction, high: Fraction) -> float:
    """Where on the way from `low` to `high` a triangular distribution has this part of all below it."""
    if high == low:
        return 0.0
    top = float((mode - low) / (high - low))
    return sqrt(number * top) if number < top else 1 - sqrt((1 - number) * (1 - top))


def _stream(seed: int, path: str) -> Any:
    import numpy  # late: only what is drawn needs it

    return numpy.random.default_rng([seed, crc32(path.encode())])


def _choices(weights: Sequence[int], draws: int, seed: int, path: str) -> list[int]:
    """So many positions in `weights`, each as likely as it says, exactly."""
    import numpy

    numbers = _stream(seed, path).integers(0, sum(weights), draws)
    return numpy.searchsorted(numpy.cumsum(weights), numbers, side="right").tolist()


def _check(raw: Raw, cases: Sequence[Case], settings: Sequence[Setting], draws: int) -> None:
    """Refuse what cannot be drawn, and values that could never be laid, before anything is planned."""
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError(
            f"--draws: expected a number from 1 to {MOST_DRAWS:,}.",
            f"--draws: ควรเป็นจำนวนตั้งแต่ 1 ถึง {MOST_DRAWS:,}",
        )
    if len(cases) == 1 and not cases[0].risk:
        raise UsageError(
            "There is nothing to draw: no scenario has a probability, and the case no [[risk.uncertain]]. "
            "The guide says how to write them.",
            "ไม่มีสิ่งใดให้สุ่ม: ไม่มีสถานการณ์ที่ระบุความน่าจะเป็น และกรณีไม่มี [[risk.uncertain]] วิธีเขียนอยู่ในคู่มือ",
        )
    for case in cases[1:]:
        if case.risk != cases[0].risk:
            name, other = cases[0].scenario.name, case.scenario.name
            raise UsageError(
                f"{name} and {other} have different [[risk.uncertain]]. Write them in case.toml, for all.",
                f"{name} และ {other} มี [[risk.uncertain]] ต่างกัน โปรดเขียนไว้ใน case.toml ให้ใช้ร่วมกัน",
            )
    findings: dict[Finding, None] = {}
    for case in cases:
        for one in case.risk:
            for value in dict.fromkeys(filter(None, (*one.values, one.low, one.mode, one.high))):
                laid = ((one.path, value),)
                try:
                    _laid(raw, case.scenario.name, (*settings, *laid), laid)
                except InputError as error:
                    findings |= dict.fromkeys(error.findings)
    if findings:
        raise InputError(findings, str(raw.folder))


def _laid(raw: Raw, scenario: str, settings: Sequence[Setting], drawn: Sequence[Setting]) -> Case:
    """The case of a draw; a finding about a value that was drawn says so, as no `--set` asked for it."""
    try:
        return raw.case(scenario, settings)
    except InputError as error:
        paths = {path for path, _ in drawn}
        raise InputError(
            [
                replace(finding, file=finding.file.replace("--set", "[risk]", 1))
                if finding.file.removeprefix("--set ") in paths
                else finding
                for finding in error.findings
            ]
        ) from None
