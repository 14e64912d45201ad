"""How reasons, words and dates are said in Thai and English. The sentences themselves are in `catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from realloc import money
from realloc.errors import Lang
from realloc.explanation import Figure
from realloc.report.catalogue import MONTHS, REASONS, TEXTS, WORDS
from realloc.result import MONEY_STAGES, Reason

_BUDDHIST_ERA = 543


class Sayer:
    """Says reasons in one language; a reason object that many rows share is put into words once."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        # The reason is kept beside its text: an id is only good while its object lives.
        self._said: dict[int, tuple[Reason, str]] = {}

    def __call__(self, reason: Reason) -> str:
        known = self._said.get(id(reason))
        if known is None:
            known = self._said[id(reason)] = (reason, say(reason, self.lang))
        return known[1]


def say(reason: Reason, lang: Lang) -> str:
    """A reason as one sentence."""
    template = REASONS[reason.code][lang]
    said = _fill(template, reason.values, lang)
    # A sentence that begins with a value in words ("a gathering of ...") still begins with a capital.
    return said[0].upper() + said[1:] if template.startswith("{participants}") else said


def text(key: str, lang: Lang, **values: Any) -> str:
    """A heading, label or sentence of the reports, by its key in the catalogue."""
    return _fill(TEXTS[key][lang], values, lang)


def word(kind: str, value: str, lang: Lang) -> str:
    """A value of a fixed choice (flag, stage, approval level ...) in words; any other stays as it is."""
    known = WORDS[kind].get(value)
    return value if known is None else known[lang]


def long_date(day: date, lang: Lang) -> str:
    """`30 April 2021`, `30 เมษายน 2564`."""
    name = MONTHS[lang][day.month - 1][0]
    return f"{day.day} {name} {day.year + _BUDDHIST_ERA if lang == 'th' else day.year}"


def short_date(day: date, lang: Lang) -> str:
    """`30 Apr 2021`, `30 เม.ย. 2564`."""
    name = MONTHS[lang][day.month - 1][1]
    return f"{day.day} {name} {day.year + _BUDDHIST_ERA if lang == 'th' else day.year}"


def percent(share: Fraction) -> str:
    """A share as a percentage with two decimals, rounded half to even: `14.72`."""
    hundredths = round(abs(share) * 10_000)
    sign = "-" if share < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def stage_text(stage: str, value: int | tuple[int, ...]) -> str:
    """A stage's value for people: `1,234.0000` points, `827,300.00` baht, `14`, ranks `1–4 7`."""
    if isinstance(value, tuple):
        return _ranges(value)
    if stage == "score":
        whole, part = divmod(value, 10_000)
        return f"{whole:,}.{part:04}"
    return money.baht(value) if stage in MONEY_STAGES else f"{value:,}"


def _ranges(ranks: tuple[int, ...]) -> str:
    """Ascending ranks in short: `1–4 7 9–10`."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], rank]
        else:
            runs.append([rank])
    return " ".join("–".join(map(str, run)) for run in runs) or "–"


def _fill(template: str, values: Mapping[str, Any], lang: Lang) -> str:
    return template.format_map(_InWords(values, lang))


class _InWords(dict[str, str]):
    """The values of a sentence, each put into words when the sentence asks for it."""

    def __init__(self, values: Mapping[str, Any], lang: Lang) -> None:
        super().__init__()
        self._values = values
        self._lang: Lang = lang

    def __missing__(self, name: str) -> str:
        return _value(name, self._values[name], self._lang)


def _value(name: str, value: Any, lang: Lang) -> str:
    """One value in words: its name says what it is, its type how it is written."""
    if isinstance(value, Figure):
        return stage_text(value.stage, value.value)
    if name == "amount" or name.endswith("_amount"):
        return money.baht(value)
    if name in ("participants", "min_participants"):
        return _gathering(value, lang)
    if name == "run_days":
        return _run(value, lang)
    if name.endswith("_days"):
        return _days(value, lang)
    if name == "scope":
        return f" [{value}]" if value else ""
    if name == "caps":
        return _loosest(value, lang)
    if name in WORDS:
        return word(name, value, lang)
    if isinstance(value, date):
        return short_date(value, lang)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)


def _gathering(people: int | None, lang: Lang) -> str:
    if people is None:
        return "a gathering of unknown size" if lang == "en" else "กิจกรรมซึ่งไม่ระบุจำนวนผู้เข้าร่วม"
    if lang == "th":
        return f"กิจกรรมซึ่งมีผู้เข้าร่วม {people:,} คน"
    return f"a gathering of {people:,} {'person' if people == 1 else 'people'}"


def _run(days: int, lang: Lang) -> str:
    if lang == "th":
        return "วันใด" if days == 1 else f"ช่วง {days:,} วันติดต่อกัน"
    return "day" if days == 1 else f"{days:,} days in a row"


def _days(days: int, lang: Lang) -> str:
    if lang == "th":
        return f"{days:,} วัน"
    return f"{days:,} {'day' if days == 1 else 'days'}"


def _loosest(caps: tuple[tuple[date, int | None], ...], lang: Lang) -> str:
    """The largest gathering allowed within a time, and from when on: the cap that came closest."""
    start, cap = max(caps, key=lambda c: float("inf") if c[1] is None else c[1])
    if lang == "th":
        size = "ไม่จำกัด" if cap is None else f"{cap:,} คน"
        return f"{size} ตั้งแต่ {short_date(start, lang)}"
    size = "any size" if cap is None else f"{cap:,}"
    return f"{size} from {short_date(start, lang)}"
