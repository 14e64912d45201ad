"""Errors: each finding's exact words, its exit code, and text from files shown as data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realloc import errors
from realloc.errors import (
    MESSAGES,
    Finding,
    InputError,
    MoneyError,
    UsageError,
    VerificationError,
    system_reason,
)
from realloc.verify import Problem


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


def test_the_first_twenty_findings_are_shown_and_the_rest_counted() -> None:
    found = [Finding("missing", "activities.csv", row, "agency") for row in range(2, 1237)]
    english, thai = (InputError(found, "cases/b").message(lang).split("\n") for lang in ("en", "th"))
    assert english[0].startswith("- activities.csv, row 2, agency: ")
    assert (len(english), english[-1]) == (21, "and 1,215 more; `realloc check cases/b` shows all.")
    assert (len(thai), thai[-1]) == (21, "และอีก 1,215 รายการ ดูทั้งหมดได้ด้วย `realloc check cases/b`")
    assert InputError(found[:20]).message().count("\n") == 19
    assert InputError(found[:1]).message() == found[0].render()


def test_a_plan_that_fails_its_check_is_called_a_defect_with_each_problem_in_words() -> None:
    problems = [
        Problem("over-released", "activities.A1", "35100050.00", "35100000.00"),
        Problem("unknown-reserve", "transfers[0].to", '"R9"'),
    ]
    assert VerificationError(problems).message("en") == (
        "The plan that was found did not pass the check and is not shown."
        " This is a defect of realloc; please report it:\n"
        "- activities.A1: 35,100,050.00 leaves the activity; at most 35,100,000.00 can be released.\n"
        '- transfers[0].to: the case has no reserve project "R9".'
    )
    assert VerificationError(problems).message("th") == (
        "แผนที่พบไม่ผ่านการตรวจสอบจึงไม่แสดง นี่เป็นข้อบกพร่องของโปรแกรม realloc โปรดแจ้งผู้พัฒนา:\n"
        "- activities.A1: โอนออก 35,100,050.00 แต่โอนออกได้ไม่เกิน 35,100,000.00\n"
        '- transfers[0].to: ไม่มีโครงการสำรอง "R9" ในข้อมูล'
    )


@pytest.mark.parametrize(
    ("error", "english", "thai"),
    [
        (
            FileNotFoundError(2, "No such file or directory"),
            "No such file or directory",
            "ไม่พบไฟล์หรือโฟลเดอร์นี้",
        ),
        (PermissionError(13, "Permission denied"), "Permission denied", "ไม่มีสิทธิ์เปิดหรือเขียน"),
        (IsADirectoryError(21, "Is a directory"), "Is a directory", "เป็นโฟลเดอร์ ไม่ใช่ไฟล์"),
        (NotADirectoryError(20, "Not a directory"), "Not a directory", "ไม่ใช่โฟลเดอร์"),
        (OSError(5, "Input/output error"), "Input/output error", "อุปกรณ์จัดเก็บขัดข้อง"),
        (OSError(9999, "odd"), "odd", "ระบบปฏิบัติการไม่ยอมทำ (รหัส 9999)"),
    ],
)
def test_the_system_s_reasons_are_said_in_both_languages(error: OSError, english: str, thai: str) -> None:
    assert (system_reason(error, "en"), system_reason(error, "th")) == (english, thai)
    finding = errors.unreadable("activities.csv", error)
    assert finding.render("en").startswith(f"activities.csv: the file cannot be read: {english}. ")
    assert finding.render("th").startswith(f"activities.csv: อ่านไฟล์ไม่ได้: {thai} ")


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
