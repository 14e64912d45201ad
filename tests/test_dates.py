"""Dates as planners write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cases import write_case
from hypothesis import given
from hypothesis import strategies as st
from test_cli_commands import run

from realloc.case.dates import THAI_MONTHS, day, is_guessed
from realloc.case.load import load_case
from realloc.errors import ValueRefused
from realloc.report.catalogue import MONTHS
from realloc.report.wording import long_date, short_date

DAYS = st.dates(date(1957, 1, 1), date(2099, 12, 31))
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def test_months_are_those_that_are_written() -> None:
    assert MONTHS["th"] == THAI_MONTHS


@given(DAYS)
def test_what_is_written_for_people_is_read(one: date) -> None:
    year = one.year + 543
    for text in (
        one.isoformat(),
        long_date(one, "th"),
        short_date(one, "th"),
        long_date(one, "en"),
        short_date(one, "en"),
        f"{one.day}/{one.month}/{year}",
        f"{one.day:02}-{one.month:02}-{year}",
        f"{one.day}.{one.month}.{year}",
        f"{one.day}/{one.month}/{year} 0:00:00",
        f"{year}-{one.month:02}-{one.day:02}",
        f"วันที่ {one.day} {MONTHS['th'][one.month - 1][0]} พ.ศ. {year}",
        f"{one.day}{MONTHS['th'][one.month - 1][1]}{year}",
        f"{one.day}-{MONTHS['en'][one.month - 1][1]}-{one.year}",
    ):
        assert day(text) == day(text.translate(THAI_DIGITS)) == one, text
        assert is_guessed(text) == (text != one.isoformat())


@given(DAYS)
def test_a_date_that_may_be_either_way_round_is_refused_with_both(one: date) -> None:
    text = f"{one.day}/{one.month}/{one.year}"
    if one.day > 12 or one.day == one.month:
        assert day(text) == one
        return
    with pytest.raises(ValueRefused) as refused:
        day(text)
    assert refused.value.expected == "date-order"
    assert refused.value.detail == f"{one} or {date(one.year, one.day, one.month)}"


@pytest.mark.parametrize(("text", "read"), [("30 เม.ย. 64", date(2021, 4, 30)), ("44316", date(2021, 4, 30))])
def test_short_years_of_thai_months_and_numbers_of_days(text: str, read: date) -> None:
    assert day(text) == read
    assert is_guessed(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30/04/64", "date-year"),
        ("30-Apr-21", "date-year"),
        ("31/04/2564", "date"),
        ("29/02/2564", "date"),
        ("04/30/2564", "date"),
        ("30/04-2564", "date"),
        ("30 เม 2564", "date"),
        ("30/04/3564", "date"),
        ("30/04/1564", "date"),
        ("9999", "date"),
        ("99999", "date"),
        ("2564", "date"),
        ("", "date"),
    ],
)
def test_what_is_no_date_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        day(text)
    assert refused.value.expected == code


def notices(folder: Path, *args: object) -> list[tuple[str, int | None, str, str, str]]:
    return [(n.file, n.row, n.column, n.found, n.expected) for n in load_case(folder, *args).notices]  # type: ignore[arg-type]


def test_a_guess_is_said_once_a_column_a_scenario_and_a_file(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[{"planned": "2021-06-01"}, {"planned": "1/7/2564"}, {"planned": "1 ส.ค. 2564"}],
        toml='[covid]\nreopening = "1/9/2564"\n[[covid.caps]]\nfrom = 2564-08-01\ncap = 5\n',
        what_if={"s": '[activities.A1]\nplanned = "2/6/2564"\n[activities.A2]\nplanned = "3/6/2564"\n'},
    )
    base = [
        ("activities.csv", 3, "planned", "1/7/2564", "2021-07-01"),
        ("case.toml", None, "covid.caps.1.from", "2564-08-01", "2021-08-01"),
    ]
    assert sorted(notices(folder), key=lambda n: n[0]) == base
    laid = ("what-if/s.toml", None, "activities.A1.planned", "2/6/2564", "2021-06-02")
    assert sorted(notices(folder, "s"), key=lambda n: n[0]) == [*base, laid]
    assert [row.planned for row in load_case(folder, "s").activities] == [
        date(2021, 6, 2),
        date(2021, 6, 3),
        date(2021, 8, 1),
    ]


def test_a_dash_is_nothing_or_0_and_said_so(tmp_path: Path) -> None:
    folder = write_case(tmp_path, activities=[{"disbursed": " - ", "participants": "–", "keep": "-"}])
    row = load_case(folder).activities[0]
    assert (row.disbursed, row.participants, row.keep) == (0, None, 0)
    assert [n[2:] for n in notices(folder)] == [
        ("disbursed", "-", "0"),
        ("keep", "-", "0"),
        ("participants", "–", "blank"),
    ]


def test_guesses_are_said_with_every_result_once(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path, activities=[{"planned": "1/7/2564"}, {"planned": "2/7/2564"}], what_if={"s": "", "t": ""}
    )
    said = 'activities.csv, row 2, planned: found "1/7/2564" and read it as 2021-07-01; '
    for command in ("plan", "compare"):
        result = run(command, folder, "--json")
        assert (result.exit_code, result.stderr.count(said)) == (0, 1)
        assert "notice" not in result.stdout
    assert said in run("check", folder).stdout
    thai = run("plan", folder, "--lang", "th").stderr
    assert thai.startswith('activities.csv แถว 2 คอลัมน์ planned: พบ "1/7/2564" และอ่านเป็น 2021-07-01 ')
