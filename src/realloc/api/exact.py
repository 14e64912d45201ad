"""Values of calls as the command line has them: text, and nothing that is not exact."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from realloc.case.dates import day
from realloc.errors import UsageError, ValueRefused

type Value = str | int | Decimal | date | bool
type Settings = Mapping[str, Value] | Sequence[tuple[str, Value]]


def laid(settings: Settings | None) -> tuple[tuple[str, str], ...]:
    """Settings as (path, value), in their order. Raises UsageError for a value that is not exact."""
    pairs = settings.items() if isinstance(settings, Mapping) else settings or ()
    return tuple((path, written(path, value)) for path, value in pairs)


def written(what: str, value: Value) -> str:
    """A value as `--set` takes it. Raises UsageError, naming `what` it is for, for one that is not exact."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):  # pandas has days as these
        if value.time() == datetime.min.time():
            return value.date().isoformat()
    elif isinstance(value, date):
        return value.isoformat()
    else:
        try:
            return str(operator.index(value))  # numpy's whole numbers, too
        except TypeError:
            pass
    raise UsageError(
        f"{what}: {value!r} is no exact value. Give text, a whole number, a Decimal, a date, True or False.",
        f"{what}: {value!r} ไม่ใช่ค่าที่แน่นอน โปรดให้เป็นข้อความ จำนวนเต็ม Decimal วันที่ หรือ True False",
    )


def dated(what: str, value: str | date | None) -> date | None:
    """A day, written as in the files or as a date; None stays. Raises UsageError."""
    if value is None:
        return None
    try:
        return day(written(what, value).strip())
    except ValueRefused as error:
        raise refused(what, error) from None


def refused(what: str, error: ValueRefused) -> UsageError:
    """What is said of a value that cannot be read."""
    return UsageError(f"{what}: {error.message('en')}", f"{what}: {error.message('th')}")


def check_seconds(limit: float | None) -> None:
    """Raises UsageError for a time limit that leaves no time."""
    if limit is not None and not limit > 0:
        raise UsageError(
            "--time-limit: expected a number of seconds above 0.", "--time-limit: ควรเป็นจำนวนวินาทีที่มากกว่า 0"
        )
