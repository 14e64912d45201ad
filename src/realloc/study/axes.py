"""What a study varies: `PATH=SPEC` read as a path of the case and the values that it takes there.

A SPEC is a list, `5,20,50`; a range, `2021-05-01..2021-08-31/7d` or `0.1..0.5/0.05`; or a way up and down
from the value that the case has, `±20%`, `±500000` or `±14d`, with a step or without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from realloc import money
from realloc.case.columns import TABLES
from realloc.case.load import Raw
from realloc.case.overlay import Keys, split_path
from realloc.case.records import Case
from realloc.errors import UsageError
from realloc.whatif import SCENARIO, Axis, Kind

MOST_POINTS = 1_000_000
FOUR_DECIMALS = Decimal("0.0001")

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,10})?"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,10})?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATES = re.compile(rf"({_DAY})\.\.({_DAY})(?:/([0-9]{{1,4}})([dw]))?")
_NUMBERS = re.compile(rf"({_GROUPED}|{_NUMBER})\.\.({_GROUPED}|{_NUMBER})(?:/({_GROUPED}|{_NUMBER}))?")
_AROUND = re.compile(rf"(?:±|\+-)({_GROUPED}|{_NUMBER})([%dw]?)(?:/({_GROUPED}|{_NUMBER})([%dw]?))?")
_RANGE = re.compile(r"[^,]*\.\.[^,]*")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_COLUMN_KINDS: dict[str, Kind] = {"planned": "date", "release_share": "decimal", "score": "decimal"}
_COUNTS = ("participants", "min_participants", "lead_days", "run_days", "rank")


def read_axes(
    asked: Sequence[str],
    raw: Raw,
    base: Case,
    settings: Sequence[tuple[str, str]],
    *,
    ends: bool = False,
) -> list[Axis]:
    """The axes asked for as `PATH=SPEC`, over a case whose `base` has the values as they are.

    With `ends`, a range without a step has no values but its two ends. Raises UsageError for the first that
    cannot be read.
    """
    axes: list[Axis] = []
    for words in asked:
        path, equals, spec = (part.strip() for part in words.partition("="))
        if not equals or not path or not spec or not words.isprintable():
            raise UsageError(
                f'--vary "{words}": expected PATH=VALUES, such as calendar.decision=2021-05-01..2021-08-31/7d'
                " or covid.cap=5,20,50.",
                f'--vary "{words}": ควรเป็น PATH=ค่าต่าง ๆ เช่น calendar.decision=2021-05-01..2021-08-31/7d'
                " หรือ covid.cap=5,20,50",
            )
        if path in (axis.path for axis in axes) or path in (path for path, _ in settings):
            raise UsageError(
                f"--vary {path}: this path is given twice; once is enough.",
                f"--vary {path}: ระบุเส้นทางนี้ซ้ำ โปรดระบุเพียงครั้งเดียว",
            )
        axes.append(_axis(path, spec, raw, base, ends))
    return axes


def own_step(kind: Kind, case: Case) -> Decimal:
    """The finest step that makes a difference at a path: a day, a unit of money, 1, or 0.0001."""
    if kind == "money":
        return Decimal(money.decimal(case.unit)).normalize()
    return FOUR_DECIMALS if kind == "decimal" else Decimal(1)


def position(axis: Axis, value: str) -> Decimal:
    """Where a value of an axis of dates or numbers stands on a line: days, baht, or the number itself."""
    if axis.kind == "date":
        return Decimal(date.fromisoformat(value).toordinal())
    return Decimal(value.replace(",", ""))


def at(axis: Axis, place: Decimal) -> str:
    """The value that stands there."""
    return date.fromordinal(int(place)).isoformat() if axis.kind == "date" else format(place, "f")


def kind_of(path: str, keys: Keys) -> Kind:
    """What stands at a path of a case."""
    if keys[0] in TABLES and len(keys) == 3:
        column = TABLES[keys[0]].get(keys[2])
        if column is not None and column.read is money.parse:
            return "money"
        return "count" if keys[2] in _COUNTS else _COLUMN_KINDS.get(keys[2], "words")
    if keys[0] == "rules" and len(keys) == 3:
        kinds: dict[str, Kind] = {"amount": "money", "share": "decimal", "max": "count"}
        return kinds.get(keys[2], "words")
    if keys[0] == "calendar" or path == "covid.reopening":
        return "date"
    if keys[0] == "release":
        return "decimal"
    return "count" if path == "covid.cap" else "money" if path == "unit" else "words"


def _axis(path: str, spec: str, raw: Raw, base: Case, ends: bool) -> Axis:
    keys = (path,) if path == SCENARIO else split_path(path, raw.tree or {}, raw.tables)
    kind = kind_of(path, keys)
    plain = spec.translate(_THAI_DIGITS)
    if around := _AROUND.fullmatch(plain):
        values = list(_around(path, spec, kind, present(keys, base), base, *around.groups()))
    else:
        least = own_step(kind, base) if kind == "money" else Decimal(0)
        values = [value for part in _parts(plain, spec) for value in _values(path, part, least, ends)]
    return Axis(path, spec, tuple(dict.fromkeys(values)), kind)


def _parts(plain: str, spec: str) -> list[str]:
    """The parts of a list: no comma within quotation marks, brackets or a range's numbers separates any."""
    if _NUMBERS.fullmatch(plain) or _DATES.fullmatch(plain):
        return [plain]
    parts, depth, quote = [""], 0, ""
    for char in spec:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        else:
            depth += (char in "[{") - (char in "]}")
        if char == "," and not quote and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def _values(path: str, part: str, least: Decimal, ends: bool) -> Iterator[str]:
    """The values of one part of a list; a range without a step goes by its last digit, or by `least`."""
    plain = part.translate(_THAI_DIGITS)
    if days := _DATES.fullmatch(plain):
        every = int(days[3] or 1) * (7 if days[4] == "w" else 1)
        yield from _dates(path, part, days[1], days[2], None if ends and not days[3] else every)
    elif numbers := _NUMBERS.fullmatch(plain):
        low, high = (Decimal(numbers[k].replace(",", "")) for k in (1, 2))
        step = max(least, Decimal(1).scaleb(min(_exponent(low), _exponent(high))))
        if ends and not numbers[3] and high > low:
            step = high - low
        yield from _steps(path, part, low, high, _decimal(numbers[3]) if numbers[3] else step)
    elif not part or _RANGE.fullmatch(part) or "±" in part:
        raise _unreadable(path, part)
    elif re.fullmatch(r"0[0-9]{2}(?:\.[0-9]+)?", plain):
        raise UsageError(
            f"--vary {path}: found {part} in the list; commas separate values here. Write an amount without"
            " commas, 5000000, or in quotation marks.",
            f"--vary {path}: พบ {part} ในรายการ จุลภาคใช้คั่นแต่ละค่า โปรดเขียนจำนวนเงินโดยไม่มีจุลภาค เช่น 5000000"
            " หรือใส่เครื่องหมายคำพูด",
        )
    else:
        yield part


def _dates(path: str, part: str, first: str, last: str, step: int | None) -> Iterator[str]:
    try:
        low, high = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise _unreadable(path, part) from None
    step = max(1, (high - low).days) if step is None else step
    if step == 0 or high < low:
        raise _unreadable(path, part)
    for days in range(0, (high - low).days + 1, step):
        yield (low + timedelta(days)).isoformat()


def _steps(path: str, part: str, low: Decimal, high: Decimal, step: Decimal) -> Iterator[str]:
    if step <= 0 or high < low:
        raise _unreadable(path, part)
    count = int((high - low) / step)
    if count >= MOST_POINTS:
        raise too_many(count + 1)
    for number in range(count + 1):
        yield format(low + number * step, "f")


def _around(
    path: str,
    spec: str,
    kind: Kind,
    now: Any,
    base: Case,
    reach: str,
    unit: str,
    step: str | None,
    step_unit: str | None,
) -> Iterator[str]:
    """Up and down from the present value: by a share of it, by an amount, or by days."""
    days = unit in ("d", "w") and unit != ""
    if now is None or kind == "words" or days != (kind == "date") or (step and step_unit != unit):
        raise UsageError(
            f"--vary {path}={spec}: the case has no number or date there to go up and down from, or the step"
            " is of another kind. Write the range out, such as 100..200/10.",
            f"--vary {path}={spec}: กรณีนี้ไม่มีตัวเลขหรือวันที่ ณ เส้นทางนี้ให้เพิ่มลด หรือขั้นเป็นคนละชนิด"
            " โปรดเขียนเป็นช่วง เช่น 100..200/10",
        )
    most, by = _decimal(reach), _decimal(step) if step else _decimal(reach)
    if by <= 0 or most / by > MOST_POINTS:
        raise _unreadable(path, spec)
    parts = int(most / by)
    for number in range(-parts, parts + 1):
        if kind == "date":
            yield (now + timedelta(int(number * by) * (7 if unit == "w" else 1))).isoformat()
        else:
            away = Fraction(number * by)
            value = Fraction(now) * (1 + away / 100) if unit == "%" else Fraction(now) + away
            yield written(max(value, Fraction(0)), kind, base)


def written(value: Fraction, kind: Kind, base: Case) -> str:
    """A number as its path takes it: money in whole units, counts whole, anything else to 4 decimals."""
    if kind == "money":
        unit = Fraction(base.unit, money.SATANG_PER_BAHT)
        return money.decimal(int(round(value / unit) * base.unit))
    if kind == "count":
        return str(round(value))
    return format(Decimal(round(value * 10_000)) * FOUR_DECIMALS, "f")


def present(keys: Keys, base: Case) -> Any:
    """The value at a path of the case: a date, or a number (money in baht); None where there is none."""
    value: Any = None
    if keys[0] in TABLES and len(keys) == 3:
        rows = base.activities if keys[0] == "activities" else base.reserves
        value = next((getattr(row, keys[2], None) for row in rows if row.id == keys[1]), None)
    elif keys[0] == "rules" and len(keys) == 3:
        value = next((getattr(rule, keys[2], None) for rule in base.rules if rule.id == keys[1]), None)
    elif keys[0] == "release" and len(keys) == 2:
        value = base.release.get(keys[1])
    elif keys[0] in ("calendar", "covid") and len(keys) == 2:
        value = getattr(getattr(base, keys[0]), keys[1], None)
    elif keys == ("unit",):
        value = base.unit
    if kind_of(".".join(keys), keys) == "money" and value is not None:
        return Fraction(value, money.SATANG_PER_BAHT)
    return value


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def too_many(count: int) -> UsageError:
    """What is said of a study of more points than anyone waits for."""
    return UsageError(
        f"--vary: {count:,} what-ifs are more than {MOST_POINTS:,}. Take larger steps, or vary less.",
        f"--vary: {count:,} กรณี มากกว่า {MOST_POINTS:,} โปรดใช้ขั้นที่ใหญ่ขึ้น หรือเปลี่ยนทีละน้อยเส้นทาง",
    )


def _unreadable(path: str, part: str) -> UsageError:
    return UsageError(
        f'--vary {path}: cannot read "{part}"; expected values such as 5,20,50, a range from low to high such'
        " as 0.1..0.5/0.05 or 2021-05-01..2021-08-31/7d, or a way up and down such as ±20%.",
        f'--vary {path}: อ่าน "{part}" ไม่ได้ ควรเป็นรายการค่า เช่น 5,20,50 ช่วงจากน้อยไปมาก เช่น 0.1..0.5/0.05 หรือ'
        " 2021-05-01..2021-08-31/7d หรือเพิ่มลดจากค่าปัจจุบัน เช่น ±20%",
    )
