"""One spelling for what looks the same: Thai, spaces, characters that nobody sees."""

from __future__ import annotations

from pathlib import Path
from unicodedata import is_normalized

import pytest
from cases import write_case
from hypothesis import given
from hypothesis import strategies as st

from realloc.case import aliases
from realloc.case.columns import TABLES, read_cell
from realloc.case.load import load_case
from realloc.case.spelling import tidy

THAI = st.text(st.sampled_from("กเแำาัิีืุู็่้๊๋์ํฺ \r\n\u200b\u00a0e\u0301a\u00ad"), max_size=14)

ALIKE = [
    ("งบดำเนินงาน", "งบดํ\u0e32เนินงาน"),  # sara am as two characters
    ("น้ำ", "น\u0e4d\u0e49\u0e32"),
    ("น้ำ", "น\u0e49\u0e4d\u0e32"),
    ("น้ำ", "น\u0e33\u0e49"),  # the tone mark after it
    ("ที่", "ท\u0e48\u0e35"),  # the tone mark before its vowel
    ("แล้วเสร็จ", "เเล้วเสร็จ"),  # two sara e
    ("อยู่ระหว่างดำเนินการ", "อยู่\u200bระหว่าง\u200bดำเนินการ\ufeff"),
    ("ก ข", "ก\u00a0ข"),
    ("a\nb", "a\r\nb"),
    ("Café", "Cafe\u0301"),
]


@pytest.mark.parametrize(("tidied", "typed"), ALIKE)
def test_what_looks_the_same_is_the_same(tidied: str, typed: str) -> None:
    assert typed != tidied
    assert tidy(typed) == tidied == tidy(tidied)


@given(THAI)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert is_normalized("NFC", once)


@given(st.text(st.sampled_from("กขค่าาี้ำแ ab1"), max_size=10))
def test_nothing_that_is_seen_is_lost(text: str) -> None:
    assert len(tidy(text).replace("แ", "เเ")) == len(text.replace("แ", "เเ"))


def mangled(word: str) -> str:
    """A word as other keyboards and programs leave it."""
    return "\u200b".join(word.replace("\u0e33", "\u0e4d\u0e32").replace("แ", "เเ"))


@pytest.mark.parametrize("name", TABLES)
def test_every_heading_and_every_word_is_read_however_it_is_typed(name: str, tmp_path: Path) -> None:
    for column in TABLES[name].values():
        for alias, meant in column.also.items():
            for typed in (mangled(alias), f" {alias}\u00a0", " ".join(["", alias, ""])):
                assert read_cell(column, tidy(typed).strip()) == meant
    folder = write_case(tmp_path)
    table = folder / f"{name}.csv"
    head, _, rest = table.read_text("utf-8").partition("\n")
    thai = ",".join(mangled(aliases.COLUMNS[column][0]) for column in head.split(","))
    expected = load_case(folder)
    table.write_text(f"{thai}\n{rest}", "utf-8")
    assert load_case(folder) == expected


def test_two_rows_of_one_agency_are_of_one_agency(tmp_path: Path) -> None:
    agency = "สำนักงานจังหวัด"
    case = load_case(write_case(tmp_path, activities=[{"agency": agency}, {"agency": mangled(agency)}]))
    assert {row.agency for row in case.activities} == {agency}


@pytest.mark.parametrize(
    "heading", ["งบประมาณ (บาท)", "งบประมาณ\nbudget", "งบประมาณ\n(บาท)", "budget (งบประมาณ)", "งบ ประมาณ"]
)
def test_a_heading_may_say_it_twice_and_name_the_unit(heading: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    expected = load_case(folder)
    table = folder / "activities.csv"
    table.write_text(table.read_text("utf-8").replace("budget", f'"{heading}"', 1), "utf-8")
    assert load_case(folder) == expected
