"""Money: one door, exact both ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from realloc import money
from realloc.money import MoneyError

AMOUNTS = st.integers(min_value=0, max_value=10**17 - 1)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@given(AMOUNTS)
def test_an_amount_written_is_the_amount_read(satang: int) -> None:
    assert money.parse(money.baht(satang)) == satang
    assert money.parse(money.decimal(satang)) == satang
    assert money.parse(Decimal(money.decimal(satang))) == satang
    assert money.from_decimal(Decimal(money.decimal(satang))) == satang


@given(AMOUNTS, st.sampled_from(["{}", " {} ", "\u00a0{}\u00a0", "฿{}", "฿ {}", "{}บาท", "{} บาท", "\t{}\n"]))
def test_decoration_and_thai_digits_change_nothing(satang: int, form: str) -> None:
    for written in (money.baht(satang), money.decimal(satang)):
        assert money.parse(form.format(written)) == satang
        assert money.parse(form.format(written.translate(THAI))) == satang


@given(AMOUNTS, st.sampled_from(["{}.-", "{} .-", "{}.- บาท", "{} บาทถ้วน", "฿{}บาทถ้วน"]))
def test_whole_baht_may_end_as_on_a_receipt(satang: int, form: str) -> None:
    written = form.format(money.baht(satang).removesuffix(".00")).replace(" .-", ".-")
    if satang % 100 and ".-" in form:
        with pytest.raises(MoneyError):
            money.parse(written)
    else:
        assert money.parse(written) == money.parse(written.translate(THAI)) == satang


@given(st.lists(AMOUNTS, min_size=1), st.booleans())
def test_many_at_once_are_read_as_one_by_one(amounts: list[int], whole: bool) -> None:
    written = [money.decimal(amount)[:-3] if whole else money.decimal(amount) for amount in amounts]
    assert money.parse_plain(written) == list(map(money.parse, written))


@example(["1\n2"])
@example(["1\n2", "3"])
@example([""])
@given(st.lists(st.text("0123456789.,\n -eE๑", max_size=8), min_size=1, max_size=4))
def test_many_at_once_refuse_what_one_refuses(written: list[str]) -> None:
    amounts = money.parse_plain(written)
    if amounts is not None:
        assert amounts == list(map(money.parse, written))


@given(st.text() | st.text("0123456789.,-+eE ฿บาท๑", max_size=12))
def test_any_text_is_an_amount_or_a_money_error(text: str) -> None:
    try:
        satang = money.parse(text)
    except MoneyError as error:
        assert error.found == text
    else:
        assert type(satang) is int
        assert money.parse(money.baht(satang)) == satang


@given(st.floats())
def test_a_float_is_never_an_amount(value: float) -> None:
    with pytest.raises(MoneyError) as refused:
        money.parse(value)  # type: ignore[arg-type]
    assert (refused.value.expected, refused.value.found) == ("money-float", str(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12))
def test_a_decimal_is_read_by_value_or_refused_for_its_satang(value: Decimal) -> None:
    try:
        satang = money.from_decimal(value)
    except MoneyError as error:
        assert error.expected == "money-decimals"
        assert value * 100 != value.__class__(int(value * 100))
    else:
        assert Decimal(money.decimal(satang)) == value


@pytest.mark.parametrize(
    ("value", "satang"),
    [
        ("827300", 82730000),
        ("827,300", 82730000),
        ("827,300.50", 82730050),
        ("827300.5", 82730050),
        ("827,300.5", 82730050),
        ("๘๒๗,๓๐๐", 82730000),
        ("827,300 บาท", 82730000),
        ("฿827,300.00", 82730000),
        ("0", 0),
        ("007", 700),
        ("0" * 20 + "7", 700),
        (827300, 82730000),
        (Decimal("827300.10"), 82730010),
        ("999999999999999.99", 99999999999999999),
    ],
)
def test_what_is_read(value: Any, satang: int) -> None:
    assert money.parse(value) == satang


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "money"),
        ("lots", "money"),
        ("NaN", "money"),
        ("inf", "money"),
        ("1 000", "money"),
        ("+5", "money"),
        (".", "money"),
        (".5", "money"),
        ("5.", "money"),
        ("5.1.2", "money"),
        ("²", "money"),
        ("0x10", "money"),
        ("1_000", "money"),
        (True, "money"),
        (None, "money"),
        (Decimal("NaN"), "money"),
        ("-5", "money-negative"),
        ("−5", "money-negative"),
        ("(5.00)", "money-negative"),
        ("฿-5", "money-negative"),
        (-5, "money-negative"),
        ("1.8E+07", "money-exponent"),
        ("5e3", "money-exponent"),
        (Decimal("1.8E+7"), "money-exponent"),
        ("0.005", "money-decimals"),
        ("827300.100", "money-decimals"),
        ("82,73,00", "money-commas"),
        ("1,00", "money-commas"),
        (",100", "money-commas"),
        ("1000,000", "money-commas"),
        ("1000000000000000", "money-large"),
        (10**15, "money-large"),
        ("9" * 5000, "money-large"),
    ],
)
def test_what_is_refused_and_as_what(value: Any, code: str) -> None:
    with pytest.raises(MoneyError) as refused:
        money.parse(value)
    assert (refused.value.expected, refused.value.found) == (code, str(value))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "money"),
        ("-Infinity", "money"),
        ("-1", "money-negative"),
        ("0.001", "money-decimals"),
        ("1E+15", "money-large"),
    ],
)
def test_decimals_refused(value: str, code: str) -> None:
    with pytest.raises(MoneyError) as refused:
        money.from_decimal(Decimal(value))
    assert (refused.value.expected, refused.value.found) == (code, value)


@pytest.mark.parametrize(
    ("satang", "baht", "decimal"),
    [
        (82730000, "827,300.00", "827300.00"),
        (5, "0.05", "0.05"),
        (0, "0.00", "0.00"),
        (-10050, "-100.50", "-100.50"),
    ],
)
def test_what_is_written(satang: int, baht: str, decimal: str) -> None:
    assert (money.baht(satang), money.decimal(satang)) == (baht, decimal)


@pytest.mark.parametrize(
    ("value", "kind"), [(1.0, "float"), (True, "bool"), (Decimal(1), "Decimal"), ("1", "str")]
)
def test_only_whole_satang_are_written(value: Any, kind: str) -> None:
    for write in (money.baht, money.decimal):
        with pytest.raises(TypeError, match=f"^an amount is a whole number of satang, not {kind}$"):
            write(value)
