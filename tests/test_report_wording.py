"""Every sentence is there in both languages, says the same things in both, and is used."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realloc.case import records
from realloc.choice import Verdict
from realloc.report.catalogue import MONTHS, REASONS, TEXTS, WORDS
from realloc.report.wording import Sayer, long_date, percent, say, short_date, text, word
from realloc.result import Reason

SOURCE = Path(__file__).parent.parent / "src" / "realloc"


def calls(name: str) -> list[ast.Call]:
    """Every call of a function or method `name` in the source."""
    found = []
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name == getattr(
                node.func, "id", getattr(node.func, "attr", "")
            ):
                found.append(node)
    return found


def spelled(node: ast.expr) -> list[str]:
    """The constant texts that an expression may come to; f-strings as their constant beginning with `*`."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return spelled(node.body) + spelled(node.orelse)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return [node.values[0].value + "*"]
    return []


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_every_reason_in_the_source_has_words():
    codes = [code for call in calls("Reason") if call.args for code in spelled(call.args[0])]
    assert len(codes) >= 10
    for code in codes:
        if code.endswith("*"):
            assert [known for known in REASONS if known.startswith(code[:-1])], code
        else:
            assert code in REASONS


def test_a_reason_s_values_fill_its_sentence():
    for call in calls("Reason"):
        if len(call.args) == 2 and isinstance(call.args[1], ast.Dict) and None not in call.args[1].keys:
            given = {key.value for key in call.args[1].keys}
            for code in spelled(call.args[0]):
                assert fields(REASONS[code]["en"]) <= given, code


CODED = {"optimal", "optimal-unproven", "feasible", "infeasible"}  # a plan's status picks one of these


def beginnings(call: ast.Call) -> list[str]:
    """The keys of which a call's text has only the beginning, `left-*`."""
    return [key for node in call.args for key in spelled(node) if str(key).endswith("-*")]


def test_every_text_is_used_and_every_text_used_is_there():
    keys = {
        node.value
        for file in SOURCE.rglob("*.py")
        if not file.name.startswith("catalogue")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    keys |= {
        key
        for template in SOURCE.rglob("*.j2")
        for key in re.findall(r'say\("([a-z-]+)"', template.read_text(encoding="utf-8"))
    }
    begun = tuple(key[:-1] for call in calls("say") + calls("text") for key in beginnings(call))
    assert not {key for key in set(TEXTS) - keys - CODED if not key.startswith(begun)}
    said = [call.args[0] for method in ("say", "column", "amount") for call in calls(method) if call.args]
    keys = {key for node in said for key in spelled(node) if key not in ("", "from", "to")}
    assert keys <= set(TEXTS)


@pytest.mark.parametrize("catalogue", [REASONS, TEXTS], ids=["reasons", "texts"])
def test_both_languages_say_the_same_things(catalogue):
    for key, both in catalogue.items():
        assert set(both) == {"en", "th"}, key
        assert fields(both["en"]) == fields(both["th"]), key
        assert both["en"].isascii() or set(both["en"]) & set("—–−×…·“”→"), key


def test_no_text_of_one_catalogue_replaces_that_of_another():
    written: list[str] = []
    for file in (SOURCE / "report").glob("catalogue*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") in ("REASONS", "TEXTS"):
                assert isinstance(node.value, ast.Dict)
                written += [f"{node.target.id} {key.value}" for key in node.value.keys]
    assert sorted(set(written)) == sorted(written)
    assert len(written) == len(REASONS) + len(TEXTS)


def test_words_cover_the_choices_of_a_case():
    choices = {
        "flag": records.RELEASE_FLAGS,
        "activity_status": records.STATUSES,
        "nature": records.NATURES,
        "level": records.DEFAULT_LEVELS,
        "approver": records.DEFAULT_LEVELS,
        "stage": records.STAGES,
        "rule_type": records.RULE_TYPES,
        "counted": records.COUNTED,
        "share_basis": records.SHARE_BASES,
        "basis": records.SOURCES,
        "status": ("optimal", "optimal-unproven", "feasible", "infeasible"),
        "proof": ("exact", "solver", "none"),
        "money_kind": ("overall", "capital"),
        "verdict": get_args(Verdict),
        "category": records.CATEGORIES,
        "plan_status": records.PLAN_STATUSES,
    }
    assert {kind: tuple(words) for kind, words in WORDS.items()} == choices
    assert all(set(both) == {"en", "th"} for words in WORDS.values() for both in words.values())


def test_a_value_beyond_the_choices_stays_as_it_is():
    assert word("level", "นายอำเภอ", "en") == "นายอำเภอ"


def test_dates_are_written_as_the_language_does():
    day = date(2021, 4, 30)
    assert (long_date(day, "th"), short_date(day, "th")) == ("30 เมษายน 2564", "30 เม.ย. 2564")
    assert (long_date(day, "en"), short_date(day, "en")) == ("30 April 2021", "30 Apr 2021")
    assert short_date(date(2057, 1, 1), "th") == "1 ม.ค. 2600"
    assert all(len(months) == 12 for months in MONTHS.values())


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(1472, 10_000), "14.72"),
        (Fraction(2, 3), "66.67"),
        (Fraction(-1, 100), "-1.00"),
        (Fraction(-1, 10**6), "0.00"),
        (Fraction(1), "100.00"),
    ],
)
def test_percentages_have_two_decimals(share, said):
    assert percent(share) == said


CAPS = ((date(2021, 6, 1), 50), (date(2021, 6, 21), 100), (date(2021, 8, 3), 5))
CLOSE = date(2021, 9, 30)
SEEN = {"participants": 20_000, "run_days": 3, "earliest": date(2021, 6, 1), "close": CLOSE, "caps": CAPS}


@pytest.mark.parametrize(
    ("reason", "en", "th"),
    [
        (
            Reason("infeasible-caps", SEEN),
            "There is no room for a gathering of 20,000 people on any 3 days in a row up to 30 Sep 2021"
            " (largest allowed: 100 from 21 Jun 2021).",
            "ไม่มีช่วง 3 วันติดต่อกันจนถึง 30 ก.ย. 2564 ที่จัดกิจกรรมซึ่งมีผู้เข้าร่วม 20,000 คนได้"
            " (รวมกลุ่มได้สูงสุด 100 คน ตั้งแต่ 21 มิ.ย. 2564)",
        ),
        (
            Reason("held-later", {"participants": 1, "start": date(2021, 6, 21), "planned": CAPS[0][0]}),
            "A gathering of 1 person can be held from 21 Jun 2021 at the earliest,"
            " later than the planned 1 Jun 2021.",
            "กิจกรรมซึ่งมีผู้เข้าร่วม 1 คน จัดได้เร็วที่สุด 21 มิ.ย. 2564 ช้ากว่ากำหนดเดิม 1 มิ.ย. 2564",
        ),
        (Reason("flag-given", {"flag": "postponed"}), "Reported as postponed.", "รายงานว่า: เลื่อนกำหนด"),
        (
            Reason("funded-in-part", {"amount": 300_000_000, "cost_amount": 486_000_000}),
            "Funded in part: 3,000,000.00 of 4,860,000.00 baht.",
            "ได้รับเงินบางส่วน 3,000,000.00 จาก 4,860,000.00 บาท",
        ),
        (
            Reason("warn-count", {"rule": "few", "scope": "สตูล", "used": 1300, "limit": 2}),
            "Rule few [สตูล] is not kept: 1,300, more than 2.",
            "ไม่เป็นไปตามหลักเกณฑ์ few [สตูล]: จำนวน 1,300 เกินเกณฑ์ 2",
        ),
        (
            Reason(
                "conflict-short",
                {
                    "rule": "floor",
                    "scope": "",
                    "needed_amount": 2_000_000_000,
                    "reachable_amount": 1_637_720_000,
                },
            ),
            "Rule floor asks for at least 20,000,000.00 baht; together, these rules leave"
            " at most 16,377,200.00 baht for it.",
            "หลักเกณฑ์ floor กำหนดให้มีอย่างน้อย 20,000,000.00 บาท"
            " แต่เมื่อใช้หลักเกณฑ์เหล่านี้พร้อมกัน ทำได้ไม่เกิน 16,377,200.00 บาท",
        ),
        (
            Reason("conflict-advice", {"rules": "few, floor", "first": "few"}),
            "Relax or switch off a rule in conflict (few, floor), for example with"
            " `--set rules.few.enabled=false`.",
            "ผ่อนปรนหรือปิดหลักเกณฑ์ที่ขัดกันข้อใดข้อหนึ่ง (few, floor) เช่น `--set rules.few.enabled=false`",
        ),
        (
            Reason("decision-after-close", {"decision": date(2021, 12, 1), "close": CLOSE}),
            "The decision, on 1 Dec 2021, is after the last day to obligate, 30 Sep 2021:"
            " nothing can be obligated.",
            "วันอนุมัติ 1 ธ.ค. 2564 อยู่หลังวันสุดท้ายที่ก่อหนี้ผูกพันได้ 30 ก.ย. 2564 จึงก่อหนี้ผูกพันไม่ได้",
        ),
        (
            Reason("ready-too-late", {"lead_days": 1, "ready": date(2021, 10, 1), "close": CLOSE}),
            "Needs 1 day after the decision: ready on 1 Oct 2021, after the close on 30 Sep 2021.",
            "ต้องใช้เวลา 1 วัน หลังการอนุมัติ พร้อม 1 ต.ค. 2564 ซึ่งเลยวันสิ้นสุด 30 ก.ย. 2564",
        ),
    ],
)
def test_reasons_read_like_this(reason, en, th):
    assert (say(reason, "en"), say(reason, "th")) == (en, th)


@given(st.text(), st.sampled_from(["th", "en"]))
def test_text_from_files_is_never_a_template(found, lang):
    assert found in say(Reason("requires-ineligible", {"other": found}), lang)
    assert found in text("unplaced-rules", lang, rules=found)


def test_a_shared_reason_is_said_once_and_never_mistaken_for_another():
    say_th = Sayer("th")
    shared = Reason("status-cancelled")
    assert say_th(shared) is say_th(shared)
    assert [say_th(Reason("excluded-by", {"other": f"R{n}"})) for n in range(50)] == [
        say(Reason("excluded-by", {"other": f"R{n}"}), "th") for n in range(50)
    ]
