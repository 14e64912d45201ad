"""What the independent check lets through, and what it refuses.

Laws: a plan holds exactly where plain reading of the contract (`oracle`) says so; any change to what a
document states is refused; no JSON makes the check raise.
"""

from __future__ import annotations

import ast
import copy
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import cases

from realloc import verify
from realloc.case.records import (
    Activity,
    Calendar,
    Case,
    Condition,
    Covid,
    GatheringCap,
    Reserve,
    Rule,
    Selector,
)
from realloc.result import MONEY_STAGES
from realloc.verify import MESSAGES, Problem, check_plan

# A case and its plan, both by hand.

CAPITAL = Selector((Condition("category", ("capital",)),))
OPERATING = Selector((Condition("category", ("operating",)),))
OFF_PLAN = Selector((Condition("plan_status", ("off_plan",)),))


def activity(id_: str, **changes: Any) -> Activity:
    given_ = {
        "name": "กิจกรรม", "project": "tourism", "agency": "N", "category": "capital", "nature": "works",
        "status": "not_started", "budget": 100_000, "disbursed": 0, "feasibility": "infeasible",
    }  # fmt: skip
    return Activity(id=id_, **(given_ | changes))


def reserve(id_: str, cost: int, **changes: Any) -> Reserve:
    given_ = {"name": "สำรอง", "project": "tourism", "agency": "N", "category": "capital", "min_cost": cost}
    return Reserve(id=id_, cost=cost, **(given_ | changes))


CASE = Case(
    name="by-hand",
    title="ตัวอย่าง",
    unit=100,
    calendar=Calendar(date(2021, 4, 30), date(2021, 6, 1), date(2021, 9, 30)),
    activities=(
        activity("A01"),
        activity("A02", project="society", status="completed", budget=50_000, disbursed=39_950),
        activity("A03", feasibility=None, budget=70_000, disbursed=10_000),
    ),
    reserves=(
        reserve("R01", 60_000, min_cost=30_000, score=Decimal("10"), rank=1),
        reserve("R02", 20_000, score=Decimal("7.5"), rank=2, agency="S", plan_status="off_plan"),
        reserve("R03", 30_000, score=Decimal("9"), rank=3, category="operating"),
        reserve("R04", 10_000, score=Decimal("1"), rank=4, available=False),
    ),
    stages=("score", "amount", "escalation", "rank", "lines"),
    rules=(
        Rule("capital-stays", "forbid", CAPITAL, OPERATING),
        Rule("agency-cap", "limit", per=("to", "agency"), share=Fraction(2, 3), of="transferred"),
        Rule("few", "count", what="reserves", max=2),
        Rule("start", "require", share=Fraction(1, 3), of="releasable", severity="warn"),
        Rule("outside", "approval", target=OFF_PLAN, level="region"),
    ),
    fingerprint="sha256:0123",
)
TRANSFERS = {("A01", "R01"): 39_900, ("A01", "R02"): 20_000, ("A02", "R01"): 100}
DOCUMENT: dict[str, Any] = {
    "schema": "realloc.plan/1",
    "case": {"name": "by-hand", "title": "ตัวอย่าง", "fingerprint": "sha256:0123"},
    "scenario": {"name": "base", "title": ""},
    "status": "optimal",
    "objective": [
        {"stage": "score", "value": "14.1666", "bound": "14.1666", "proof": "exact"},
        {"stage": "amount", "value": "600.00", "bound": "600.00", "proof": "solver"},
        {"stage": "escalation", "value": "400.00", "bound": "400.00", "proof": "exact"},
        {"stage": "rank", "value": "1 2", "bound": "1 2", "proof": "exact"},
        {"stage": "lines", "value": "3", "bound": "3", "proof": "none"},
    ],
    "totals": {
        "budget": "2200.00",
        "disbursed": "499.50",
        "releasable": "1100.00",
        "transferred": "600.00",
        "unplaced": "500.00",
    },
    "activities": [
        {"id": "A01", "feasibility": "infeasible", "why": "…", "releasable": "1000.00", "out": "599.00",
         "before": "1000.00", "after": "401.00"},
        {"id": "A02", "feasibility": "completed", "why": "…", "releasable": "100.00", "out": "1.00",
         "before": "500.00", "after": "499.00"},
        {"id": "A03", "feasibility": "feasible", "why": "…", "releasable": "0.00", "out": "0.00",
         "before": "700.00", "after": "700.00"},
    ],
    "reserves": [
        {"id": "R01", "eligible": True, "funded": True, "cost": "600.00", "amount": "400.00", "why": "…"},
        {"id": "R02", "eligible": True, "funded": True, "cost": "200.00", "amount": "200.00", "why": "…"},
        {"id": "R03", "eligible": True, "funded": False, "cost": "300.00", "amount": "0.00", "why": "…"},
        {"id": "R04", "eligible": False, "funded": False, "cost": "100.00", "amount": "0.00", "why": "…"},
    ],
    "transfers": [
        {"from": "A01", "to": "R01", "amount": "399.00", "approval": "governor"},
        {"from": "A01", "to": "R02", "amount": "200.00", "approval": "region"},
        {"from": "A02", "to": "R01", "amount": "1.00", "approval": "governor"},
    ],
    "rules": [
        {"id": "capital-stays", "type": "forbid", "scope": "", "used": "0.00", "limit": "0.00",
         "binding": True, "severity": "block", "holds": True},
        {"id": "agency-cap", "type": "limit", "scope": "N", "used": "400.00", "limit": "400.00",
         "binding": True, "severity": "block", "holds": True},
        {"id": "agency-cap", "type": "limit", "scope": "S", "used": "200.00", "limit": "400.00",
         "binding": False, "severity": "block", "holds": True},
        {"id": "few", "type": "count", "scope": "", "used": "2", "limit": "2", "binding": True,
         "severity": "block", "holds": True},
        {"id": "start", "type": "require", "scope": "", "used": "600.00", "limit": "366.67", "binding": False,
         "severity": "warn", "holds": True},
    ],
    "conflict": [],
    "warnings": [],
}  # fmt: skip
NO_PLAN = DOCUMENT | {
    "status": "infeasible",
    "objective": [],
    "totals": DOCUMENT["totals"] | {"transferred": "0.00", "unplaced": "1100.00"},
    "activities": [row | {"out": "0.00", "after": row["before"]} for row in DOCUMENT["activities"]],
    "reserves": [row | {"amount": "0.00", "funded": False} for row in DOCUMENT["reserves"]],
    "transfers": [],
    "rules": [],
    "conflict": ["capital-stays", "few"],
}


def test_a_plan_that_holds_has_no_problems() -> None:
    assert check_plan(CASE, DOCUMENT) == []


def test_no_plan_is_an_answer_too() -> None:
    assert check_plan(CASE, NO_PLAN) == []


def test_the_plain_reading_writes_the_same_document() -> None:
    written = oracle.document(CASE, TRANSFERS)
    for row, mine in zip(written["objective"], DOCUMENT["objective"], strict=True):
        row["proof"] = mine["proof"]
    assert written == DOCUMENT


def test_a_plan_short_of_its_bound_is_feasible() -> None:
    document = changed(DOCUMENT, ("objective", 0, "bound"), "14.1667")
    assert [problem.where for problem in check_plan(CASE, document)] == ["status"]
    assert check_plan(CASE, document | {"status": "feasible"}) == []


def test_a_stage_without_a_bound_is_feasible_and_unproven() -> None:
    document = changed(DOCUMENT | {"status": "feasible"}, ("objective", 4, "bound"), None)
    assert check_plan(CASE, document) == []


def test_a_broken_warning_is_reported_and_is_no_problem() -> None:
    rule = replace(CASE.rules[3], amount=60_100, share=None, of=None)
    case = replace(CASE, rules=(*CASE.rules[:3], rule, CASE.rules[4]))
    row = DOCUMENT["rules"][4] | {"limit": "601.00", "binding": True, "holds": False}
    assert check_plan(case, changed(DOCUMENT, ("rules", 4), row)) == []


# Each mistake, and its exact text.


def changed(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy of the document with one value replaced."""
    document = copy.deepcopy(document)
    part: Any = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return document


def edit(*path_and_value: Any) -> Callable[[], tuple[Case, Any]]:
    """CASE with its document, but for one value."""
    return lambda: (CASE, changed(DOCUMENT, path_and_value[:-1], path_and_value[-1]))


def moving(transfers: dict[oracle.Pair, int], case: Case = CASE) -> Callable[[], tuple[Case, Any]]:
    """The document that these transfers make, whether or not they may be made."""
    return lambda: (case, oracle.document(case, transfers))


def ruled(*rules: Rule) -> Callable[[], tuple[Case, Any]]:
    return moving(TRANSFERS, replace(CASE, rules=rules))


def tied(**changes: Any) -> Callable[[], tuple[Case, Any]]:
    first, *others = CASE.reserves
    return moving(TRANSFERS, replace(CASE, reserves=(replace(first, **changes), *others)))


def infeasible(**changes: Any) -> Callable[[], tuple[Case, Any]]:
    return lambda: (CASE, NO_PLAN | changes)


MISTAKES: list[tuple[str, Callable[[], tuple[Case, Any]], str, str]] = [
    (
        "not-object",
        lambda: (CASE, [DOCUMENT]),
        "document: found [...]; expected an object.",
        "document: พบ [...] แต่ต้องเป็นออบเจกต์",
    ),
    (
        "not-object",
        edit("totals", None),
        "totals: found null; expected an object.",
        "totals: พบ null แต่ต้องเป็นออบเจกต์",
    ),
    (
        "not-object",
        edit("activities", 1, 7),
        "activities[1]: found 7; expected an object.",
        "activities[1]: พบ 7 แต่ต้องเป็นออบเจกต์",
    ),
    (
        "not-object",
        edit("transfers", 1, ["A01", "R02"]),
        "transfers[1]: found [...]; expected an object.",
        "transfers[1]: พบ [...] แต่ต้องเป็นออบเจกต์",
    ),
    (
        "not-list",
        edit("transfers", {"from": "A01"}),
        "transfers: found {...}; expected a list.",
        "transfers: พบ {...} แต่ต้องเป็นรายการ",
    ),
    (
        "form",
        edit("transfers", 0, "amount", "399"),
        'transfers[0].amount: found "399"; expected text of the form "827300.00".',
        'transfers[0].amount: พบ "399" แต่ต้องเป็นข้อความรูปแบบ "827300.00"',
    ),
    (
        "form",
        edit("objective", 0, "bound", "14.17"),
        'objective.score.bound: found "14.17"; expected text of the form "412.0000".',
        'objective.score.bound: พบ "14.17" แต่ต้องเป็นข้อความรูปแบบ "412.0000"',
    ),
    (
        "form",
        edit("objective", 4, {"stage": "lines", "value": "3", "proof": "none"}),
        'objective.lines.bound: found -; expected text of the form "3".',
        'objective.lines.bound: พบ - แต่ต้องเป็นข้อความรูปแบบ "3"',
    ),
    (
        "form",
        edit("objective", 3, "bound", "2 1"),
        'objective.rank.bound: found "2 1"; expected text of the form "1 2 5".',
        'objective.rank.bound: พบ "2 1" แต่ต้องเป็นข้อความรูปแบบ "1 2 5"',
    ),
    (
        "form",
        edit("objective", 3, "bound", "1  2"),
        'objective.rank.bound: found "1  2"; expected text of the form "1 2 5".',
        'objective.rank.bound: พบ "1  2" แต่ต้องเป็นข้อความรูปแบบ "1 2 5"',
    ),
    (
        "form",
        edit("objective", 1, "bound", "600"),
        'objective.amount.bound: found "600"; expected text of the form "827300.00".',
        'objective.amount.bound: พบ "600" แต่ต้องเป็นข้อความรูปแบบ "827300.00"',
    ),
    (
        "choice",
        edit("objective", 1, {"stage": "amount", "value": "600.00", "bound": "600.00"}),
        "objective.amount.proof: found -; expected one of exact, solver, none.",
        "objective.amount.proof: พบ - แต่ต้องเป็นค่าใดค่าหนึ่งใน exact, solver, none",
    ),
    (
        "choice",
        edit("status", "perhaps"),
        'status: found "perhaps"; expected one of optimal, feasible, infeasible.',
        'status: พบ "perhaps" แต่ต้องเป็นค่าใดค่าหนึ่งใน optimal, feasible, infeasible',
    ),
    (
        "choice",
        edit("objective", 1, "proof", "certain"),
        'objective.amount.proof: found "certain"; expected one of exact, solver, none.',
        'objective.amount.proof: พบ "certain" แต่ต้องเป็นค่าใดค่าหนึ่งใน exact, solver, none',
    ),
    (
        "schema",
        edit("schema", "realloc.plan/2"),
        'schema: found "realloc.plan/2"; this program checks plans of schema "realloc.plan/1".',
        'schema: พบ "realloc.plan/2" แต่โปรแกรมนี้ตรวจสอบแผนตามรูปแบบ "realloc.plan/1"',
    ),
    (
        "fingerprint",
        edit("case", "fingerprint", "sha256:4567"),
        'case.fingerprint: the plan was made from other data, "sha256:4567"; the case as it '
        'stands is "sha256:0123".',
        'case.fingerprint: แผนนี้จัดทำจากข้อมูลชุดอื่น "sha256:4567" ส่วนข้อมูลปัจจุบันคือ "sha256:0123"',
    ),
    (
        "scenario",
        edit("scenario", "name", "late-committee"),
        'scenario.name: the plan is for scenario "late-committee"; the case was read as scenario "base".',
        'scenario.name: แผนนี้เป็นของสถานการณ์ "late-committee" แต่ข้อมูลที่อ่านเป็นสถานการณ์ "base"',
    ),
    (
        "value",
        edit("totals", "unplaced", "500.01"),
        "totals.unplaced: the plan says 500.01; worked out from the case it is 500.00.",
        "totals.unplaced: แผนระบุ 500.01 แต่คำนวณจากข้อมูลได้ 500.00",
    ),
    (
        "value",
        edit("reserves", 1, "funded", 1),
        "reserves.R02.funded: the plan says 1; worked out from the case it is true.",
        "reserves.R02.funded: แผนระบุ 1 แต่คำนวณจากข้อมูลได้ true",
    ),
    (
        "value",
        edit("rules", 1, "binding", False),
        "rules.agency-cap[N].binding: the plan says false; worked out from the case it is true.",
        "rules.agency-cap[N].binding: แผนระบุ false แต่คำนวณจากข้อมูลได้ true",
    ),
    (
        "value",
        edit("status", "feasible"),
        'status: the plan says "feasible"; worked out from the case it is "optimal".',
        'status: แผนระบุ "feasible" แต่คำนวณจากข้อมูลได้ "optimal"',
    ),
    (
        "row",
        edit("activities", 0, "id", "A99"),
        'activities[0]: found "A99"; expected "A01" in this place.',
        'activities[0]: พบ "A99" แต่ลำดับนี้ต้องเป็น "A01"',
    ),
    (
        "row",
        edit("reserves", DOCUMENT["reserves"][:3]),
        'reserves[3]: found -; expected "R04" in this place.',
        'reserves[3]: พบ - แต่ลำดับนี้ต้องเป็น "R04"',
    ),
    (
        "row",
        edit("rules", [*DOCUMENT["rules"], {}]),
        "rules[5]: found -; expected - in this place.",
        "rules[5]: พบ - แต่ลำดับนี้ต้องเป็น -",
    ),
    (
        "unknown-activity",
        edit("transfers", 0, "from", "R01"),
        'transfers[0].from: the case has no activity "R01".',
        'transfers[0].from: ไม่มีกิจกรรม "R01" ในข้อมูล',
    ),
    (
        "unknown-reserve",
        edit("transfers", 0, "to", ["R01"]),
        "transfers[0].to: the case has no reserve project [...].",
        "transfers[0].to: ไม่มีโครงการสำรอง [...] ในข้อมูล",
    ),
    (
        "nothing-moved",
        edit("transfers", 2, "amount", "0.00"),
        "transfers[2].amount: the transfer moves 0.00; the least that can move is 1.00.",
        "transfers[2].amount: รายการโอนมีวงเงิน 0.00 แต่ต้องโอนอย่างน้อย 1.00",
    ),
    (
        "unit",
        edit("transfers", 2, "amount", "1.50"),
        "transfers[2].amount: 1.50 is not a whole multiple of the unit, 1.00.",
        "transfers[2].amount: 1.50 ไม่เป็นจำนวนเท่าของหน่วยโอน 1.00",
    ),
    (
        "twice",
        edit("transfers", [*DOCUMENT["transfers"], DOCUMENT["transfers"][0]]),
        "transfers[3]: a transfer for A01 -> R01 stands above already; expected one for each pair.",
        "transfers[3]: มีรายการโอน A01 -> R01 อยู่ก่อนแล้ว แต่ละคู่ต้องมีเพียงรายการเดียว",
    ),
    (
        "approval",
        edit("transfers", 1, "approval", "governor"),
        'transfers[1].approval: the plan says "governor"; the rules require "region".',
        'transfers[1].approval: แผนระบุผู้อนุมัติ "governor" แต่หลักเกณฑ์กำหนดให้เป็น "region"',
    ),
    (
        "over-released",
        moving({("A02", "R02"): 20_000}),
        "activities.A02: 200.00 leaves the activity; at most 100.00 can be released.",
        "activities.A02: โอนออก 200.00 แต่โอนออกได้ไม่เกิน 100.00",
    ),
    (
        "ineligible",
        moving({("A01", "R04"): 10_000}),
        "reserves.R04: receives 100.00; the reserve project is not eligible.",
        "reserves.R04: ได้รับ 100.00 ทั้งที่โครงการสำรองนี้ไม่มีสิทธิรับโอน",
    ),
    (
        "too-little",
        moving({("A01", "R01"): 29_900}),
        "reserves.R01: receives 299.00; a funded project gets at least 300.00.",
        "reserves.R01: ได้รับ 299.00 แต่โครงการที่ได้รับเงินต้องได้อย่างน้อย 300.00",
    ),
    (
        "too-much",
        moving({("A01", "R02"): 20_100}),
        "reserves.R02: receives 201.00; the project costs only 200.00.",
        "reserves.R02: ได้รับ 201.00 แต่โครงการใช้วงเงินเพียง 200.00",
    ),
    (
        "requires",
        tied(requires=("R02", "R03")),
        "reserves.R01: R01 is funded; it requires R03, which is not.",
        "reserves.R01: R01 ได้รับเงิน แต่ต้องมี R03 ได้รับเงินด้วย",
    ),
    (
        "excludes",
        tied(excludes=("R02", "R03")),
        "reserves.R01: R01 is funded; it excludes R02, which is funded too.",
        "reserves.R01: R01 ได้รับเงิน จึงต้องไม่ให้เงินแก่ R02 ซึ่งได้รับเงินด้วย",
    ),
    (
        "forbid",
        moving({("A01", "R03"): 30_000}),
        "transfers[0]: A01 -> R03 moves where rule capital-stays forbids it.",
        "transfers[0]: โอน A01 -> R03 ซึ่งหลักเกณฑ์ capital-stays ห้ามไว้",
    ),
    (
        "limit",
        ruled(Rule("cap", "limit", amount=40_050, per=("from", "id"))),
        "rules.cap[A01]: 599.00 moves; the rule allows at most 400.50.",
        "rules.cap[A01]: โอนรวม 599.00 แต่หลักเกณฑ์ให้โอนได้ไม่เกิน 400.50",
    ),
    (
        "require",
        ruled(Rule("floor", "require", target=OFF_PLAN, share=Fraction(1, 3), of="budget")),
        "rules.floor: 200.00 moves; the rule requires at least 733.34.",
        "rules.floor: โอนรวม 200.00 แต่หลักเกณฑ์กำหนดให้โอนอย่างน้อย 733.34",
    ),
    (
        "count",
        ruled(Rule("lines", "count", what="lines", max=1, per=("from", "project"))),
        "rules.lines[tourism]: the plan has 2; the rule allows at most 1.",
        "rules.lines[tourism]: แผนมี 2 แต่หลักเกณฑ์ให้มีได้ไม่เกิน 1",
    ),
    (
        "conservation",
        edit("activities", 2, "after", "699.99"),
        "activities: money is not conserved: the budgets come to 2,200.00 before; "
        "afterwards, with what the reserve projects get, to 2,199.99.",
        "activities: ยอดเงินไม่สมดุล งบประมาณรวมก่อนโอน 2,200.00 แต่หลังโอนรวมเงินโครงการสำรองเป็น 2,199.99",
    ),
    (
        "bound",
        edit("objective", 0, "bound", "14.1665"),
        "objective.score: the value, 14.1666, is better than the bound, 14.1665.",
        "objective.score: ค่า 14.1666 ดีกว่าขอบเขต 14.1665 ซึ่งเป็นไปไม่ได้",
    ),
    (
        "bound",
        edit("objective", 3, "bound", "1 3 4"),
        "objective.rank: the value, 1 2, is better than the bound, 1 3 4.",
        "objective.rank: ค่า 1 2 ดีกว่าขอบเขต 1 3 4 ซึ่งเป็นไปไม่ได้",
    ),
    (
        "bound",
        edit("objective", 4, "bound", "4"),
        "objective.lines: the value, 3, is better than the bound, 4.",
        "objective.lines: ค่า 3 ดีกว่าขอบเขต 4 ซึ่งเป็นไปไม่ได้",
    ),
    (
        "no-bound",
        edit("objective", 0, "bound", None),
        'objective.score.bound: found null; only a stage with proof "none" may go without a bound.',
        'objective.score.bound: พบ null แต่จะไม่มีขอบเขตได้เฉพาะเมื่อ proof เป็น "none"',
    ),
    (
        "not-empty",
        edit("conflict", ["few"]),
        'conflict: found [...]; a plan with status "optimal" has none.',
        'conflict: พบ [...] แต่แผนที่มีสถานะ "optimal" ต้องไม่มี',
    ),
    (
        "not-empty",
        infeasible(transfers=DOCUMENT["transfers"]),
        'transfers: found [...]; a plan with status "infeasible" has none.',
        'transfers: พบ [...] แต่แผนที่มีสถานะ "infeasible" ต้องไม่มี',
    ),
    (
        "no-conflict",
        infeasible(conflict=[]),
        'conflict: found []; a plan with status "infeasible" names the rules in conflict.',
        'conflict: พบ [] แต่แผนที่มีสถานะ "infeasible" ต้องระบุหลักเกณฑ์ที่ขัดกัน',
    ),
    (
        "conflict-rule",
        infeasible(conflict=["few", "start"]),
        'conflict[1]: found "start"; expected an enabled rule of the case that blocks, each named once.',
        'conflict[1]: พบ "start" แต่ต้องเป็นหลักเกณฑ์ในข้อมูลที่เปิดใช้และมีผลบังคับ ระบุหลักเกณฑ์ละครั้งเดียว',
    ),
    (
        "conflict-rule",
        infeasible(conflict=["few", "few"]),
        'conflict[1]: found "few"; expected an enabled rule of the case that blocks, each named once.',
        'conflict[1]: พบ "few" แต่ต้องเป็นหลักเกณฑ์ในข้อมูลที่เปิดใช้และมีผลบังคับ ระบุหลักเกณฑ์ละครั้งเดียว',
    ),
]


@pytest.mark.parametrize(
    ("code", "make", "en", "th"), MISTAKES, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(MISTAKES)]
)
def test_a_mistake_is_told_in_both_languages(
    code: str, make: Callable[[], tuple[Case, Any]], en: str, th: str
) -> None:
    problems = [problem for problem in check_plan(*make()) if problem.code == code]
    assert [problem.render("en") for problem in problems] == [en]
    assert [problem.render("th") for problem in problems] == [th]


def test_every_problem_has_its_mistake() -> None:
    assert {code for code, *_ in MISTAKES} == set(MESSAGES)


def test_what_would_not_show_is_made_visible_and_cut() -> None:
    shown = Problem(
        "unknown-activity", "transfers[0].from", '"A\u202e01\n\x1b[31m\u200b' + "x" * 200
    ).render()
    assert shown == (
        'transfers[0].from: the case has no activity "A\\u202e01\\u000a\\u001b[31m\\u200b' + "x" * 107 + "…."
    )


def test_text_from_a_file_is_not_read_as_a_template() -> None:
    assert Problem("value", "{found}", "{where}", "{}").render() == (
        "{found}: the plan says {where}; worked out from the case it is {}."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5000.00", "5,000.00"),
        ('"5000.00"', "5,000.00"),
        ('"X5000.00"', '"X5000.00"'),
        ("5000.0", "5000.0"),
        ("05000.00", "05000.00"),
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 119 + "…"),
    ],
)
def test_amounts_are_grouped_and_all_else_is_left_as_it_is(text: str, shown: str) -> None:
    assert Problem("unknown-activity", text, text).render() == f"{text if len(text) < 121 else shown}: " + (
        f"the case has no activity {shown}."
    )


JUNE_11 = {"feasibility": None, "nature": "gathering", "lead_days": 10, "run_days": 5, "participants": 100}


@pytest.mark.parametrize(
    ("caps", "changes", "flag"),
    [
        ([(15, 50)], {}, "infeasible"),
        ([(16, 50)], {}, "feasible"),
        ([(15, 100)], {}, "feasible"),
        ([(15, 99)], {}, "infeasible"),
        ([(15, 50)], {"participants": None}, "infeasible"),
        ([(15, 50)], {"online": True}, "online"),
        ([(15, 50)], {"min_participants": 50}, "reduced"),
        ([(15, 50)], {"min_participants": 51}, "infeasible"),
        ([(1, 50), (11, 100)], {"planned": date(2021, 6, 11)}, "feasible"),
        ([(1, 50), (12, 100)], {"planned": date(2021, 6, 11)}, "postponed"),
        ([(1, 50), (12, 100)], {"planned": date(2021, 6, 12)}, "feasible"),
        ([(12, 100), (1, 50)], {"planned": date(2021, 6, 12)}, "feasible"),
        ([(11, 50), (12, 100)], {"planned": date(2021, 6, 11)}, "postponed"),
        ([], {"lead_days": 117}, "feasible"),
        ([], {"lead_days": 118}, "infeasible"),
        ([(1, 50)], {"nature": "works"}, "feasible"),
        ([(1, 50)], {"feasibility": "reduced"}, "reduced"),
        ([], {"status": "cancelled"}, "cancelled"),
    ],
)
def test_a_flag_turns_on_the_day(caps: list[tuple[int, int]], changes: dict[str, Any], flag: str) -> None:
    """An event of 5 days, the first 11 June 2021 or later; each cap from a day of June, until the next."""
    covid = Covid(caps=tuple(GatheringCap(date(2021, 6, day), cap) for day, cap in caps))
    case = replace(CASE, activities=(activity("A01", **(JUNE_11 | changes)),), covid=covid)
    assert verify.derive(case).flags == [flag]


@pytest.mark.parametrize(
    ("reopening", "planned", "flag"), [(11, 11, "feasible"), (12, 11, "postponed"), (12, 12, "feasible")]
)
def test_one_cap_replaces_all_and_ends_the_day_before_reopening(
    reopening: int, planned: int, flag: str
) -> None:
    caps = (GatheringCap(date(2021, 6, 1), 1_000),)
    for covid in (
        Covid(caps=caps, cap=50, reopening=date(2021, 6, reopening)),
        Covid(caps=(replace(caps[0], cap=50),), reopening=date(2021, 6, reopening)),
    ):
        event = activity("A01", **JUNE_11, planned=date(2021, 6, planned))
        assert verify.derive(replace(CASE, activities=(event,), covid=covid)).flags == [flag]


@pytest.mark.parametrize(("days", "eligible"), [(121, True), (122, False)])
def test_a_reserve_is_eligible_that_can_start_before_the_year_closes(days: int, eligible: bool) -> None:
    case = replace(CASE, reserves=(reserve("R01", 100, lead_days=days), reserve("R02", 100, available=False)))
    assert verify.derive(case).eligible == [eligible, False]


def without(path: tuple[Any, ...], document: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    """A copy of the document that lacks one key."""
    document = copy.deepcopy(document)
    part: Any = document
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (without(("schema",)), 'schema: found -; this program checks plans of schema "realloc.plan/1".'),
        (without(("status",)), "status: found -; expected one of optimal, feasible, infeasible."),
        (without(("case",)), "case: found -; expected an object."),
        (DOCUMENT | {"scenario": [5]}, "scenario: found [...]; expected an object."),
        (without(("scenario", "name")), "scenario.name: the plan is for scenario -; the case was read as "
         'scenario "base".'),
        (without(("totals",)), "totals: found -; expected an object."),
        (without(("totals", "budget")), "totals.budget: the plan says -; worked out from the case it is "
         "2,200.00."),
        (without(("reserves",)), "reserves: found -; expected a list."),
        (without(("activities", 1, "id")), 'activities[1]: found -; expected "A02" in this place.'),
        (without(("rules", 1, "scope")), 'rules[1]: found "agency-cap" -; expected "agency-cap" "N" in this '
         "place."),
        (without(("rules",), NO_PLAN), 'rules: found -; a plan with status "infeasible" has none.'),
        (without(("conflict",), NO_PLAN), 'conflict: found -; a plan with status "infeasible" names the '
         "rules in conflict."),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_from_what_is_null(document: dict[str, Any], text: str) -> None:
    assert text in [problem.render() for problem in check_plan(CASE, document)]


def test_numbers_are_shown_as_they_are_up_to_thirty_digits() -> None:
    values = [10**30 - 1, -(10**30) + 1, 10**30, 1.5, True, False]
    shown = ["9" * 30, "-" + "9" * 30, f"{10**30:#x}", "1.5", "true", "false"]
    assert [verify.show(value) for value in values] == shown


def test_what_is_left_of_too_little_is_below_zero() -> None:
    """1,100.00 can be released and 1,201.50 is said to move: what has no home is below zero by the rest."""
    document = oracle.document(CASE, {("A01", "R01"): 120_150})
    unplaced = changed(document, ("totals", "unplaced"), "101.50")
    assert Problem("value", "totals.unplaced", '"101.50"', '"-101.50"') in check_plan(CASE, unplaced)


def test_a_plan_without_conflict_may_leave_it_out() -> None:
    assert check_plan(CASE, without(("conflict",))) == []


def test_a_satang_is_too_little_like_any_other_amount() -> None:
    problems = check_plan(*moving({("A01", "R01"): 1}, replace(CASE, unit=1))())
    assert ("too-little", "0.01") in [(p.code, p.found) for p in problems]


def test_a_reserve_without_a_score_adds_none() -> None:
    first, *others = CASE.reserves
    case = replace(CASE, reserves=(replace(first, score=None), *others), rules=(), stages=("score",))
    document = oracle.document(case, TRANSFERS)
    assert document["objective"][0]["value"] == "7.5000"
    assert check_plan(case, document) == []


def test_a_share_for_each_value_is_of_all_that_are_alike() -> None:
    """A01 and A03 are of tourism: half of 1,000 + 700, where A02 alone makes half of 500."""
    rule = Rule("half", "limit", share=Fraction(1, 2), of="budget", per=("from", "project"))
    case = replace(CASE, activities=(*CASE.activities[:2], activity("A03", budget=70_000)), rules=(rule,))
    document = oracle.document(case, TRANSFERS)
    assert [(row["scope"], row["limit"]) for row in document["rules"]] == [
        ("society", "250.00"),
        ("tourism", "850.00"),
    ]
    assert check_plan(case, document) == []


def test_every_row_that_is_no_object_is_told() -> None:
    problems = check_plan(CASE, DOCUMENT | {"activities": [7, 7, DOCUMENT["activities"][2]]})
    assert [p.where for p in problems] == ["activities[0]", "activities[1]"]


def test_companions_of_a_later_reserve_are_looked_for_too() -> None:
    first, second, *others = CASE.reserves
    case = replace(CASE, reserves=(first, replace(second, requires=("R03",)), *others))
    problems = check_plan(*moving({("A01", "R02"): 20_000}, case)())
    assert ("requires", "reserves.R02") in [(p.code, p.where) for p in problems]


@pytest.mark.parametrize(
    ("kind", "limit", "binding"),
    [
        ("require", 59_900, False),
        ("require", 59_901, True),
        ("require", 60_000, True),
        ("limit", 60_100, False),
        ("limit", 60_099, True),
        ("limit", 60_000, True),
    ],
)
def test_a_bound_is_binding_where_one_unit_would_break_it(kind: str, limit: int, binding: bool) -> None:
    case = replace(CASE, rules=(Rule("bound", kind, amount=limit),))
    document = oracle.document(case, TRANSFERS)
    (row,) = document["rules"]
    assert row["binding"] is binding
    assert check_plan(case, changed(document, ("rules", 0, "binding"), not binding)) != []


def test_values_of_per_are_of_rows_that_give_to_rows_that_are_reached() -> None:
    """Of the activities here A01 may give nothing, then all may, to R03; A03 has nothing to give."""
    a01 = Selector((Condition("id", ("A01",)),))
    each = Rule("each", "limit", amount=99_900, per=("from", "id"))
    for rules, scopes in (
        ((Rule("stays", "forbid", a01), each), ["A02"]),
        ((replace(each, target=OPERATING),), ["A01", "A02"]),
    ):
        case = replace(CASE, rules=rules)
        document = oracle.document(case, {})
        assert [row["scope"] for row in document["rules"] if row["id"] == "each"] == scopes
        assert check_plan(case, document) == []
    satang = replace(CASE, unit=1, activities=(activity("A01", budget=1),), rules=(each,))
    assert [row["scope"] for row in oracle.document(satang, {})["rules"]] == ["A01"]
    assert check_plan(satang, oracle.document(satang, {})) == []


def test_values_of_per_are_those_of_pairs_that_money_may_take() -> None:
    """R03 alone is operating: forbidden to capital, so its category is no value; warned of, it is one."""
    for severity, scopes in (("block", ["capital"]), ("warn", ["capital", "operating"])):
        rules = (
            Rule("stays", "forbid", CAPITAL, OPERATING, severity=severity),
            Rule("each", "limit", amount=99_900, per=("to", "category")),
        )
        case = replace(CASE, rules=rules)
        document = oracle.document(case, TRANSFERS)
        assert [row["scope"] for row in document["rules"][1:]] == scopes
        assert check_plan(case, document) == []


# Laws.


@st.composite
def plans(draw: st.DrawFn) -> tuple[Case, dict[oracle.Pair, int]]:
    """A case and transfers that are mostly a plan, and now and then are not."""
    case = draw(cases())
    transfers = oracle.greedy(case, draw(st.permutations(case.reserves)))
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        ends = (draw(st.sampled_from(case.activities)).id, draw(st.sampled_from(case.reserves)).id)
        transfers[ends] = draw(st.integers(1, 60)) * case.unit
    return case, transfers


@given(plans())
def test_a_plan_passes_exactly_where_plain_reading_says_that_it_holds(
    made: tuple[Case, dict[oracle.Pair, int]],
) -> None:
    case, transfers = made
    problems = check_plan(case, oracle.document(case, transfers))
    assert (problems == []) == oracle.holds(case, transfers)
    assert not [p for p in problems if p.code in ("row", "conservation", "approval", "form")]
    assert all(p.found.startswith('"-') or p.expected.startswith('"-') for p in problems if p.code == "value")


@given(cases(rules=("forbid", "limit", "require", "count"), max_rules=3))
def test_rules_reach_the_pairs_that_a_walk_over_all_pairs_finds(case: Case) -> None:
    """Also where money moves against the rules, the rows of the rules agree."""
    problems = check_plan(case, oracle.document(case, {}))
    assert {problem.code for problem in problems} <= {"require"}


UNCHECKED = {"why", "title", "warnings", "proof"}


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of every value that a document states and the check must answer for."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in UNCHECKED and (*path, key) != ("case", "name"):
                yield from leaves(value, (*path, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from leaves(value, (*path, number))
    else:
        yield path


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


@st.composite
def held_documents(draw: st.DrawFn) -> tuple[Case, dict[str, Any]]:
    """A plan that holds, and its case."""
    case = draw(cases(max_activities=4, max_reserves=4))
    transfers = oracle.greedy(case, draw(st.permutations(case.reserves)))
    assume(oracle.holds(case, transfers))
    return case, oracle.document(case, transfers)


def other_values(value: Any) -> list[Any]:
    """What a value could be mistaken for: one satang (or flag, or sign) away, or another type."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower(), None]
    others = [value + "x", value + " ", " " + value, value.upper() + "9", None, [value], {"value": value}]
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        places = len(value.partition(".")[2])
        others += [str(Decimal(value) + step * Decimal(1).scaleb(-places)) for step in (1, -1)]
        others += [
            float(value),
            "0" + value,
            "+" + value,
            value + "0" if places else value + ".0",
            "-" + value,
        ]
    return others


@given(held_documents(), st.data())
def test_no_value_can_change_by_the_least(held: tuple[Case, dict[str, Any]], data: st.DataObject) -> None:
    case, document = held
    assert check_plan(case, document) == []
    path = data.draw(st.sampled_from(list(leaves(document))))
    value = data.draw(st.sampled_from(other_values(at(document, path))))
    assert check_plan(case, changed(document, path, value)) != []


@given(held_documents(), st.data())
def test_no_row_can_go_come_or_change_places(held: tuple[Case, dict[str, Any]], data: st.DataObject) -> None:
    case, document = held
    filled = [t for t in ("activities", "reserves", "transfers", "rules", "objective") if document[t]]
    table = data.draw(st.sampled_from(filled))
    rows = document[table]
    n = data.draw(st.integers(0, len(rows) - 1))
    ways = [rows[:n] + rows[n + 1 :], rows[: n + 1] + rows[n:], [*rows, {}], [*rows, None]]
    if n and table != "transfers":
        ways.append([rows[n], *rows[1:n], rows[0], *rows[n + 1 :]])
    ways += [rows[:n] + [{k: v for k, v in rows[n].items() if k != key}] + rows[n + 1 :]
             for key in rows[n] if key not in UNCHECKED]  # fmt: skip
    assert check_plan(case, document | {table: data.draw(st.sampled_from(ways))}) != []


@given(held_documents(), st.sampled_from(["feasible", "infeasible", "optimal ", "", None, True, ["optimal"]]))
def test_no_other_status_fits(held: tuple[Case, dict[str, Any]], status: Any) -> None:
    case, document = held
    assert check_plan(case, document | {"status": status}) != []


@given(held_documents(), st.data())
def test_order_of_transfers_and_unknown_keys_do_not_matter(
    held: tuple[Case, dict[str, Any]], data: st.DataObject
) -> None:
    case, document = held
    transfers = data.draw(st.permutations(document["transfers"]))
    assert check_plan(case, document | {"transfers": transfers, "later": {"version": 2}}) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["A01", "R01", "optimal", "infeasible", "1" * 5000 + ".00", "١.٠٠"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(list(DOCUMENT)), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_gives_problems_and_never_raises(document: Any) -> None:
    problems = check_plan(CASE, document)
    assert problems
    assert all(problem.render("en") and problem.render("th") for problem in problems)


@given(st.data(), JSON)
def test_any_json_anywhere_in_a_plan_never_raises(data: st.DataObject, junk: Any) -> None:
    base = data.draw(st.sampled_from([DOCUMENT, NO_PLAN]))
    paths = [path[:length] for path in leaves(base) for length in range(1, len(path) + 1)]
    document = changed(base, data.draw(st.sampled_from(paths)), junk)
    assert all(problem.render("en") and problem.render("th") for problem in check_plan(CASE, document))


@pytest.mark.parametrize("junk", [10**5000, -(10**5000), math.nan, math.inf, 10**400], ids=list("abcde"))
def test_numbers_beyond_writing_are_problems_like_any_other(junk: Any) -> None:
    for path in leaves(DOCUMENT):
        assert [p.render() for p in check_plan(CASE, changed(DOCUMENT, path, junk))]


def test_nesting_beyond_the_interpreters_depth_is_a_problem_like_any_other() -> None:
    deep: Any = []
    for _ in range(200_000):
        deep = [deep]
    for table in ("transfers", "conflict", "activities", "objective", "status"):
        assert check_plan(CASE, DOCUMENT | {table: deep})
    while deep:  # taken apart by hand: the interpreter would recurse
        deep = deep.pop()


def test_a_plan_survives_json() -> None:
    assert check_plan(CASE, json.loads(json.dumps(DOCUMENT))) == []


def test_a_score_is_rounded_down_once_at_the_end() -> None:
    """Three thirds of 0.0001 make one, however many unlike denominators there are."""
    thirds = [reserve(f"R{n}", 300, min_cost=100, score=Decimal("0.0001"), rank=n) for n in range(1, 4)]
    primes = [
        reserve(f"P{p}", 100 * p, min_cost=100, score=Decimal(p), rank=p)
        for p in range(3, 600)
        if all(p % q for q in range(2, math.isqrt(p) + 1))
    ]
    case = replace(CASE, reserves=(*thirds, *primes), rules=(), stages=("score",))
    transfers = {("A01", r.id): 100 for r in case.reserves}
    document = oracle.document(case, transfers)
    assert document["objective"][0]["value"] == f"{len(primes)}.0001"
    assert check_plan(case, document) == []


def test_one_scope_for_each_row_stays_linear() -> None:
    """A per over ids beside a rule that forbids most pairs: classes of rows are compared, never all pairs."""
    activities = tuple(activity(f"A{n}", name=f"A{n}", agency=f"N{n % 7}") for n in range(3_000))
    reserves = tuple(reserve(f"R{n}", 1_000, name=f"R{n}", agency=f"N{n % 5}") for n in range(2_000))
    rules = (
        Rule("own", "forbid", different=("agency",)),
        Rule("each", "limit", amount=1_000, per=("from", "id"), different=("name",)),
        Rule("every", "limit", amount=1_000, per=("to", "id")),
    )
    case = replace(CASE, activities=activities, reserves=reserves, rules=rules, stages=("amount",))
    classes = verify._classes
    seen: list[int] = []

    def counted(*args: Any) -> list[list[int]]:
        seen.append(len(classes(*args)))
        return classes(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "_classes", counted)
        problems = check_plan(case, DOCUMENT)
    assert problems
    assert max(seen) <= 7


SCOPES = [
    (("from", "id"), ["A01", "A02"]),
    (("from", "feasibility"), ["completed", "infeasible"]),
    (("from", "participants"), [""]),
    (("from", "online"), ["no"]),
    (("from", "planned"), ["", "2021-06-15"]),
    (("from", "budget"), ["500.00", "1000.00"]),
    (("from", "tags"), ["", "road;น้ำ"]),
    (("to", "available"), ["yes"]),
    (("to", "cost"), ["200.00", "300.00", "600.00"]),
    (("to", "score"), ["7.5", "9", "10"]),
    (("to", "rank"), ["1", "2", "3"]),
]


@pytest.mark.parametrize(("per", "scopes"), SCOPES)
@pytest.mark.parametrize("kind", ["limit", "require", "count"])
def test_a_scope_is_written_as_the_tables_write_it_and_sorted_by_value(
    per: tuple[str, str], scopes: list[str], kind: str
) -> None:
    bounds: dict[str, Any] = {"what": "lines", "max": 0} if kind == "count" else {"amount": 99_900}
    first, *others = CASE.activities
    case = replace(
        CASE,
        activities=(replace(first, planned=date(2021, 6, 15), tags=("road", "น้ำ")), *others),
        rules=(Rule("each", kind, per=per, severity="warn", **bounds),),
    )
    document = oracle.document(case, TRANSFERS)
    assert [row["scope"] for row in document["rules"]] == scopes
    assert check_plan(case, document) == []


def test_the_check_imports_neither_model_nor_solver_nor_situation() -> None:
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {name for name in imported if name and name.startswith("realloc")} == {"realloc.case.records"}


def test_money_stages_are_the_same_everywhere() -> None:
    assert verify.MONEY_STAGES == MONEY_STAGES
