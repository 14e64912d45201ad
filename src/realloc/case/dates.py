"""Dates as planners write them, in either era: `2021-04-30`, `30/04/2564`, `30 เม.ย. 2564`, `๓๐/๐๔/๒๕๖๔`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from realloc.errors import ValueRefused

BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400  # no plan runs to this year of the Common Era

THAI_MONTHS = (
    ("มกราคม", "ม.ค."), ("กุมภาพันธ์", "ก.พ."), ("มีนาคม", "มี.ค."), ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."), ("มิถุนายน", "มิ.ย."), ("กรกฎาคม", "ก.ค."), ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."), ("ตุลาคม", "ต.ค."), ("พฤศจิกายน", "พ.ย."), ("ธันวาคม", "ธ.ค."),
)  # fmt: skip
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: 0?0:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:วันที่)? ?([0-9]{1,2})[ -]?([^0-9]{2,20}?)[ -]?([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}")
_SERIAL_START = date(1899, 12, 30)  # Excel counts days from here
_SERIALS = range(36_526, 73_051)  # 2000 to 2099
_YEARS = range(1900, FIRST_BUDDHIST_YEAR)  # what a year that is not in its usual place may be

_MONTHS = {name.replace(".", ""): number for number, names in enumerate(THAI_MONTHS, 1) for name in names} | {
    name: n for n, full in enumerate(ENGLISH_MONTHS, 1) for name in (full, full[:3])
}
_ERA = re.compile(r"(พศ|คศ)$")


def day(value: str) -> date:
    """Read a date. A year from 2400 on is of the Buddhist Era. Raises `ValueRefused`.

    With the year last the day is first, as in Thailand; a date of the Common Era that could be meant the
    other way round is refused, and so is a year of two digits, unless its month is in Thai.
    """
    plain = value.translate(_THAI_DIGITS)
    if match := _YEAR_FIRST.fullmatch(plain):
        year, month, of_month = map(int, match.groups())
        return _date(value, year, month, of_month)
    if match := _DAY_FIRST.fullmatch(plain):
        return _day_first(value, int(match[1]), int(match[3]), match[4])
    if match := _IN_WORDS.fullmatch(plain):
        name = match[2].replace(".", "").replace(" ", "").casefold()
        number = _MONTHS.get(_ERA.sub("", name))
        if number is not None:
            return _in_words(value, int(match[1]), number, match[3], thai=not name.isascii())
    if _SERIAL.fullmatch(plain) and int(plain) in _SERIALS:
        return _SERIAL_START + timedelta(int(plain))
    raise ValueRefused("date", value)


def is_guessed(value: str) -> bool:
    """Whether a date that `day` reads is not written as year-month-day of the Common Era."""
    match = _YEAR_FIRST.fullmatch(value.translate(_THAI_DIGITS))
    return match is None or int(match[1]) >= FIRST_BUDDHIST_YEAR


def _day_first(value: str, of_month: int, month: int, year: str) -> date:
    if len(year) == 2:
        raise ValueRefused("date-year", value)
    read = _date(value, int(year), month, of_month, _YEARS)
    if int(year) < FIRST_BUDDHIST_YEAR and of_month <= 12 and of_month != month:
        other = date(read.year, of_month, month)
        raise ValueRefused("date-order", value, f"{read} or {other}", detail_th=f"{read} หรือ {other}")
    return read


def _in_words(value: str, of_month: int, month: int, year: str, thai: bool) -> date:
    if len(year) == 2:
        if not thai:
            raise ValueRefused("date-year", value)
        year = f"25{year}"
    return _date(value, int(year), month, of_month, _YEARS)


def _date(value: str, year: int, month: int, of_month: int, years: range = range(1, 10_000)) -> date:
    common = year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year
    if common not in years:
        raise ValueRefused("date", value)
    try:
        return date(common, month, of_month)
    except ValueError:
        raise ValueRefused("date", value) from None
