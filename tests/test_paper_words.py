"""Amounts in words, read back by a reader of our own, and figures in Thai digits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realloc.report.paper.words import arabic_digits, in_words, thai_digits

AMOUNTS = st.one_of(
    st.integers(0, 10**17),
    st.integers(0, 99),
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(0, 10**6), st.integers(0, 11)),
)
KNOWN = [
    (0, "ศูนย์บาทถ้วน", "zero baht only"),
    (12_000, "หนึ่งร้อยยี่สิบบาทถ้วน", "one hundred and twenty baht only"),
    (12_075, "หนึ่งร้อยยี่สิบบาทเจ็ดสิบห้าสตางค์", "one hundred and twenty baht and seventy-five satang"),
    (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน", "one hundred and one baht only"),
    (1, "หนึ่งสตางค์", "one satang"),
    (11, "สิบเอ็ดสตางค์", "eleven satang"),
    (2_100, "ยี่สิบเอ็ดบาทถ้วน", "twenty-one baht only"),
    (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน", "one million and one baht only"),
    (10**14, "หนึ่งล้านล้านบาทถ้วน", "one trillion baht only"),
]
THAI_ONES = "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า"
ENGLISH_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: number for number, word in enumerate(THAI_ONES.split(), 1)} | {"เอ็ด": 1}
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
UNITS = {word: number for number, word in enumerate(ENGLISH_ONES.split())} | {
    word: 10 * number for number, word in enumerate(ENGLISH_TENS.split(), 2)
}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
THAI_WORD = re.compile("|".join(["ล้าน", "ยี่", "ศูนย์", *ONES, *PLACES]))


def thai_number(words: str) -> int:
    """The number that Thai words say, left to right: `ล้าน` multiplies all that stands before it."""
    assert THAI_WORD.sub("", words) == ""
    total, part, digit = 0, 0, 0
    for word in THAI_WORD.findall(words):
        if word == "ล้าน":
            total, part, digit = (total + part + digit) * 10**6, 0, 0
        elif word in PLACES:
            part += (digit or 1) * PLACES[word]
            digit = 0
        else:
            digit = 0 if word == "ศูนย์" else 2 if word == "ยี่" else ONES[word]
    return total + part + digit


def english_number(words: str) -> int:
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in SCALES:
            total += part * SCALES[word]
            part = 0
        elif word == "hundred":
            part *= 100
        elif word != "and":
            part += UNITS[word]
    return total + part


def thai_satang(words: str) -> int:
    baht, _, rest = words.rpartition("บาท")
    return 100 * thai_number(baht or "ศูนย์") + thai_number(
        rest.removesuffix("ถ้วน").removesuffix("สตางค์") or "ศูนย์"
    )


def english_satang(words: str) -> int:
    baht, _, rest = words.removesuffix(" only").rpartition("baht")
    return 100 * english_number(baht) + english_number(rest.removesuffix("satang"))


@pytest.mark.parametrize(("satang", "thai", "english"), KNOWN)
def test_amounts_that_are_known(satang, thai, english):
    assert (in_words(satang, "th"), in_words(satang, "en")) == (thai, english)


@given(AMOUNTS)
def test_an_amount_in_thai_words_is_read_back_as_itself(satang):
    words = in_words(satang, "th")
    assert thai_satang(words) == satang
    assert words.endswith("ถ้วน") == (satang % 100 == 0)


@given(AMOUNTS)
def test_an_amount_in_english_words_is_read_back_as_itself(satang):
    words = in_words(satang, "en")
    assert english_satang(words) == satang
    assert words.endswith("only") == (satang % 100 == 0)


@given(AMOUNTS)
def test_a_last_one_is_et_wherever_something_stands_before_it(satang):
    baht = in_words(satang // 100 * 100, "th").removesuffix("บาทถ้วน")
    if satang // 100 % 10 == 1 and satang // 100 > 1:
        assert baht.endswith("เอ็ด")
    else:
        assert not baht.endswith("เอ็ด")


def test_there_are_no_words_for_less_than_nothing():
    with pytest.raises(ValueError, match="below zero"):
        in_words(-1, "th")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A04 ได้ 1,234.50 บาท", "A04 ได้ ๑,๒๓๔.๕๐ บาท"),
        ("หมู่ที่ 2,4 พ.ศ. 2564", "หมู่ที่ ๒,๔ พ.ศ. ๒๕๖๔"),
        ("COVID-19 cap-50 dark-red-2021", "COVID-19 cap-50 dark-red-2021"),
        ("OTOP2 3510-A sha256:0d07", "OTOP2 3510-A sha256:0d07"),
        ("หน้า 1 จาก 30 (ข้อ 7)", "หน้า ๑ จาก ๓๐ (ข้อ ๗)"),
    ],
)
def test_figures_are_in_thai_digits_and_codes_are_not(written, shown):
    assert thai_digits(written) == shown


@given(st.text())
def test_thai_digits_say_the_same(written):
    assert arabic_digits(thai_digits(written)) == arabic_digits(written)
