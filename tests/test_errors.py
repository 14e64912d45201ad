"""Errors: each finding's exact words, its exit code, and text from files shown as data."""

from __future__ import annotations

from pathlib import Path

import pytest
from gallery import CALLS
from hypothesis import given
from hypothesis import strategies as st

from realloc import errors
from realloc.errors import MESSAGES, Finding, InputError, MoneyError, UsageError, VerificationError

GOLDEN = {
    code: (english, thai)
    for code, english, thai in (
        block.split("\n")
        for block in (Path(__file__).parent / "golden" / "findings.txt")
        .read_text(encoding="utf-8")
        .strip()
        .split("\n\n")
    )
}


def test_every_code_has_an_example_and_its_exact_text() -> None:
    assert set(CALLS) == set(MESSAGES)
    assert list(GOLDEN) == list(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_the_smallest_input_meets_one_finding_in_exact_words(code: str, tmp_path: Path) -> None:
    findings = CALLS[code](tmp_path / "case")
    assert [finding.code for finding in findings] == [code]
    assert (findings[0].render("en"), findings[0].render("th")) == GOLDEN[code]


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (errors.ReallocError("x"), 2),
        (UsageError("x"), 2),
        (InputError([]), 2),
        (MoneyError("money"), 2),
        (VerificationError([]), 1),
    ],
)
def test_each_error_has_its_exit_code(error: errors.ReallocError, exit_code: int) -> None:
    assert error.exit_code == exit_code


def test_errors_speak_both_languages() -> None:
    assert UsageError("no plan", "ไม่มีแผน").message("en") == "no plan"
    assert UsageError("no plan", "ไม่มีแผน").message("th") == "ไม่มีแผน"
    assert MoneyError("money-negative", "-5").message("th").startswith('พบ "-5"')
    assert str(VerificationError(["A1 gives more than it has", "R1 gets too little"])) == (
        "A1 gives more than it has\nR1 gets too little"
    )


def test_the_first_twenty_findings_are_shown_and_the_rest_counted() -> None:
    found = [Finding("missing", "activities.csv", row, "agency") for row in range(2, 1237)]
    english, thai = (InputError(found).message(lang).split("\n") for lang in ("en", "th"))
    assert (len(english), english[-1]) == (21, "and 1,215 more")
    assert (len(thai), thai[-1]) == (21, "และอีก 1,215 รายการ")
    assert InputError(found[:20]).message().count("\n") == 19


def test_text_from_files_is_made_visible_and_cut() -> None:
    finding = Finding("money", found="1\n2\u202e" + "x" * 80)
    shown = finding.render().split('"')[1]
    assert shown == "1\\n2\\u202e" + "x" * 55 + "…"


@given(st.text(), st.sampled_from(sorted(MESSAGES)), st.sampled_from(["en", "th"]))
def test_a_finding_is_one_printable_line_whatever_the_files_hold(
    text: str, code: str, lang: errors.Lang
) -> None:
    finding = Finding(code, text, 3, text, text, text, text)
    assert finding.render(lang).isprintable()


@given(st.text())
def test_braces_and_markup_in_text_are_only_text(text: str) -> None:
    assert errors.visible("{found}[bold]") in Finding("money", found="{found}[bold]" + text[:5]).render()
