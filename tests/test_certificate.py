"""What a certificate proves, and what is refused.

Laws: every row that the check writes down is kept by every plan, whatever classes it lets pass; a proof that
passes is true of every whole point; a claim that is false is proven by nothing; what the planner proves, the
check follows; a certificate altered in any place is refused; no JSON makes the check raise.
"""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import product
from math import floor
from pathlib import Path
from typing import Any

import oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import cases

from realloc import certificate
from realloc.case.records import (
    COUNTED,
    SHARE_BASES,
    Activity,
    Calendar,
    Case,
    Condition,
    Reserve,
    Rule,
    Selector,
)
from realloc.certificate import MESSAGES, SCHEMA, Number, Problem, Verdict, check_certificate, examine, seal
from realloc.planning import plan
from realloc.report.document import plan_document

# A case, its plan and the proof of it, by hand: 10 units to give, reserves of 7 and 6, so one of them.


def activity(id_: str, **changes: Any) -> Activity:
    given_ = {
        "name": "กิจกรรม", "project": "tourism", "agency": "N", "category": "capital", "nature": "works",
        "status": "cancelled", "budget": 500, "disbursed": 0,
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
    activities=(activity("A1"), activity("A2")),
    reserves=(reserve("R1", 700, score=Decimal(7), rank=2), reserve("R2", 600, score=Decimal(6), rank=1)),
    stages=("score", "amount", "lines"),
    fingerprint="sha256:0123",
)
PLAN = oracle.document(CASE, {("A1", "R1"): 500, ("A2", "R1"): 200})
TOGETHER = {"activities": [["A1", "A2"]], "reserves": [["R1", "R2"]]}
SINGLES = {"activities": [["A1"], ["A2"]], "reserves": [["R1"], ["R2"]]}
NOT_BOTH = {"column": "funded:R2", "at": 0, "down": {"bound": 0}, "up": {"empty": 1}}
SCORE = {
    "stage": "score",
    "reserve": None,
    "value": "70000",
    "classes": TOGETHER,
    "multipliers": [{}, {"leaves:A1": "1", "arrives:R1": "-1"}],
    "tree": {"column": "funded:R1", "at": 0, "down": {"bound": 0}, "up": NOT_BOTH},
}
AMOUNT = SCORE | {
    "stage": "amount",
    "value": "7",
    "tree": {"fix": 0, "columns": {"funded:R1": 1}, "then": NOT_BOTH},
}
LINES = {
    "stage": "lines",
    "reserve": None,
    "value": "2",
    "classes": SINGLES,
    "multipliers": [{"covers:R1": "-1"}, {"keep:score": "-1"}],
    "tree": {"column": "funded:R1", "at": 0, "down": {"empty": 1}, "up": {"bound": 0}},
}
UNSEALED = {
    "schema": "realloc.certificate/1",
    "case": {"name": "by-hand", "fingerprint": "sha256:0123"},
    "scenario": "base",
    "denominator": "1",
    "stages": [SCORE, AMOUNT, LINES],
}
CERTIFICATE = seal(UNSEALED)

TOO_MUCH = replace(CASE, rules=(Rule("need", "require", amount=1_100),))
NO_PLAN: dict[str, Any] = {"status": "infeasible", "objective": []}
SHORTFALL = {
    "stage": "shortfall",
    "reserve": None,
    "value": "1",
    "classes": TOGETHER,
    "multipliers": [{"leaves:A1": "1", "require:need:": "-1"}],
    "tree": {"bound": 0},
}


def with_stages(*stages: dict[str, Any]) -> dict[str, Any]:
    return seal(UNSEALED | {"stages": list(stages)})


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with the value at `path` replaced; a path of nothing replaces all."""
    if not path:
        return value
    copied = copy.deepcopy(document)
    part = copied
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return copied


def proves(*stages: dict[str, Any], case: Case = CASE, document: dict[str, Any] = PLAN) -> Verdict:
    return examine(case, document, with_stages(*stages))


def test_a_proof_by_hand_proves_every_stage() -> None:
    assert examine(CASE, PLAN, CERTIFICATE) == Verdict([], ("score", "amount", "lines"))
    assert check_certificate(CASE, PLAN, CERTIFICATE) == []


def test_that_there_is_no_plan_is_proven_by_what_is_missing() -> None:
    assert proves(SHORTFALL, case=TOO_MUCH, document=NO_PLAN) == Verdict([], ("shortfall",))


def test_a_scale_of_its_own_is_as_good_as_any() -> None:
    """The same multipliers over another denominator."""
    thirds = copy.deepcopy(UNSEALED) | {"denominator": "3"}
    for stage in thirds["stages"]:
        stage["multipliers"] = [
            {name: str(3 * int(value)) for name, value in multipliers.items()}
            for multipliers in stage["multipliers"]
        ]
    assert check_certificate(CASE, PLAN, seal(thirds)) == []


def test_a_stage_that_the_plan_does_not_call_exact_needs_no_proof() -> None:
    for changes in ({"proof": "solver"}, {"bound": "8.00"}, {"bound": None, "proof": "none"}):
        document = changed(PLAN, ("objective", 1), PLAN["objective"][1] | changes)
        assert proves(SCORE, LINES, document=document) == Verdict([], ("score", "lines"))
        assert proves(SCORE, AMOUNT, LINES, document=document).problems == []
    assert proves(SCORE, LINES).problems == [Problem("missing", "stages", "amount")]


def test_the_ranks_are_proven_one_after_another() -> None:
    """R2 comes first and goes with 6 of 10 units; R1 does not fit beside it."""
    case = replace(CASE, stages=("rank",))
    document = oracle.document(case, {("A1", "R2"): 500, ("A2", "R2"): 100})
    first = SCORE | {"stage": "rank", "reserve": "R2", "value": "1", "tree": {"bound": 0}}
    second = first | {
        "reserve": "R1",
        "value": "0",
        "multipliers": [{"leaves:A1": "1", "arrives:R1": "-1", "keep:rank:R2": "-6"}],
        "tree": {"column": "funded:R1", "at": 0, "down": {"bound": 0}, "up": {"empty": 0}},
    }
    down = second | {"multipliers": [*second["multipliers"], {}]}
    down["tree"] = down["tree"] | {"down": {"bound": 1}}
    assert proves(first, down, case=case, document=document) == Verdict([], ("rank",))
    for some in ([first], []):
        missing = Verdict([Problem("missing", "stages", "rank")], ())
        assert proves(*some, case=case, document=document) == missing
    assert proves(down, first, case=case, document=document).problems == [
        Problem("order", "stages[1]", '"rank" "R2"', "-")
    ]


def test_lines_can_be_counted_by_the_reserves_that_they_end_at() -> None:
    case = replace(CASE, activities=(activity("A1", budget=700), activity("A2", budget=300)))
    document = oracle.document(case, {("A1", "R1"): 700})
    counted = LINES | {
        "value": "1",
        "counting": "reserves",
        "classes": TOGETHER,
        "multipliers": [{}, {"keep:score": "-1"}],
        "tree": {"column": "funded:R1", "at": 0, "down": {"empty": 1}, "up": {"bound": 0}},
    }
    assert proves(SCORE, AMOUNT, counted, case=case, document=document).problems == []
    assert proves(SCORE, AMOUNT, counted).problems == [Problem("value", "stages[2].value", "1", "2")]
    two = counted | {"value": "2"}
    assert proves(SCORE, AMOUNT, two).problems == [Problem("bound", "stages[2].tree, node 2", "1", "2")]


def test_a_bound_is_rounded_down_to_what_whole_columns_reach() -> None:
    """10000 a reserve and 3 to give of 2 each: 15000 on paper, 10000 in whole reserves."""
    case = replace(
        CASE,
        activities=(activity("A1", budget=300),),
        reserves=(reserve("R1", 200, score=Decimal(1)), reserve("R2", 200, score=Decimal(1))),
        stages=("score",),
    )
    document = oracle.document(case, {("A1", "R1"): 200})
    proof = SCORE | {
        "value": "10000",
        "classes": {"activities": [["A1"]], "reserves": [["R1", "R2"]]},
        "multipliers": [{"leaves:A1": "5000", "arrives:R1": "-5000"}],
        "tree": {"bound": 0},
    }
    assert proves(proof, case=case, document=document).problems == []


def test_shares_of_the_total_are_whole_once_the_amount_is_proven() -> None:
    """A third of all money may come from A1: so many units, once it is proven how many move."""
    third = Rule("third", "limit", A1_ONLY, share=Fraction(1, 3), of="transferred")
    case = replace(CASE, activities=(activity("A1"), activity("A2", budget=600)), rules=(third,))
    document = oracle.document(case, {("A1", "R1"): 200, ("A2", "R1"): 500})
    apart = {"activities": [["A1"], ["A2"]], "reserves": [["R1", "R2"]]}
    both = [{}, {"leaves:A1": "1", "leaves:A2": "1", "arrives:R1": "-1"}]
    score, amount = (stage | {"classes": apart, "multipliers": both} for stage in (SCORE, AMOUNT))
    lines = LINES | {"multipliers": [*LINES["multipliers"], {"limit-of-total:third:": "1"}]}
    assert proves(score, amount, lines, case=case, document=document).problems == []
    (problem,) = proves(score, lines, case=case, document=document).problems
    assert problem == Problem("unknown-row", "stages[1].multipliers[2]", '"limit-of-total:third:"')


def test_reserves_counted_by_who_pays_are_not_counted_as_funded() -> None:
    """One reserve for each project that pays is two reserves for two of them."""
    one = Rule("one", "count", what="reserves", max=1, per=("from", "project"))
    givers = (activity("A1", budget=700), activity("A2", budget=600, project="society"))
    case = replace(CASE, activities=givers, rules=(one,), stages=("reserves",))
    said = oracle.document(case, {("A1", "R1"): 700})
    multipliers = [{"count:one:tourism": "1"}]
    proof = SCORE | {"stage": "reserves", "value": "1", "classes": SINGLES, "multipliers": multipliers}
    (problem,) = proves(proof | {"tree": {"bound": 0}}, case=case, document=said).problems
    assert problem == Problem("bound", "stages[0].tree, node 0", "3", "1")


def test_names_with_colons_stay_apart() -> None:
    case = replace(
        CASE,
        activities=(activity("A:1", budget=1_000),),
        reserves=(reserve("R\\1", 700, score=Decimal(7)),),
        stages=("amount",),
    )
    document = oracle.document(case, {("A:1", "R\\1"): 700})
    proof = AMOUNT | {
        "classes": {"activities": [["A:1"]], "reserves": [["R\\1"]]},
        "multipliers": [{}],
        "tree": {"column": "flow:A\\:1:R\\\\1", "at": 6, "down": {"bound": 0}, "up": {"bound": 0}},
    }
    assert proves(proof, case=case, document=document).problems == []


# Parts that no row ties to each other, by hand: the case above beside one of a single activity and reserve.

APART = replace(
    CASE,
    activities=(*CASE.activities, activity("A3", agency="S")),
    reserves=(*CASE.reserves, reserve("R3", 400, score=Decimal(4), rank=3, agency="S")),
    rules=(Rule("within", "forbid", different=("agency",)),),
)
APART_PLAN = oracle.document(APART, {("A1", "R1"): 500, ("A2", "R1"): 200, ("A3", "R3"): 400})


def part(ids: tuple[list[str], list[str]], value: str, proof: dict[str, Any]) -> dict[str, Any]:
    kept = {key: proof[key] for key in ("multipliers", "tree")}
    return {"activities": ids[0], "reserves": ids[1], "value": value} | kept


def in_parts(proof: dict[str, Any], value: str, other: str, shown: dict[str, Any]) -> dict[str, Any]:
    """A stage of the case above beside `shown` of the other part, which has `other`; `value` is of both."""
    classes = {
        end: [*proof["classes"][end], [row]] for end, row in (("activities", "A3"), ("reserves", "R3"))
    }
    ours = tuple([members[0] for members in proof["classes"][end]] for end in ("activities", "reserves"))
    both = [part(ours, proof["value"], proof), part((["A3"], ["R3"]), other, shown)]  # type: ignore[arg-type]
    return {"stage": proof["stage"], "reserve": None, "value": value, "classes": classes, "parts": both}


AT_ONCE: dict[str, Any] = {"multipliers": [{}], "tree": {"bound": 0}}
APART_SCORE = in_parts(SCORE, "110000", "40000", AT_ONCE)
APART_AMOUNT = in_parts(AMOUNT, "11", "4", AT_ONCE)
LINE_TO_R3: dict[str, Any] = {
    "multipliers": [{"covers:R3": "-1"}, {"keep:score": "-1"}],
    "tree": {"column": "funded:R3", "at": 0, "down": {"empty": 1}, "up": {"bound": 0}},
}
APART_LINES = in_parts(LINES, "3", "1", LINE_TO_R3)


def proves_apart(*stages: dict[str, Any]) -> Verdict:
    return proves(*stages, case=APART, document=APART_PLAN)


def apart_with(path: tuple[Any, ...], value: Any) -> Verdict:
    """What the certificate by parts proves, changed in one place of its stages."""
    return proves_apart(*changed([APART_SCORE, APART_AMOUNT, APART_LINES], path, value))


def test_a_proof_by_parts_proves_every_stage() -> None:
    """Each part keeps what the others cannot have: `keep:score` is 70000 in one, 40000 in the other."""
    assert proves_apart(APART_SCORE, APART_AMOUNT, APART_LINES) == Verdict([], ("score", "amount", "lines"))


def test_a_part_keeps_only_what_its_others_are_shown_not_to_have() -> None:
    """More for one part in `score` leaves less for the other to keep; no part keeps what was proven whole."""
    loose = changed(APART_SCORE, ("parts", 1, "value"), "50000")
    undecided = changed(APART_PLAN, ("objective", 0, "proof"), "none")
    verdict = proves(loose, APART_AMOUNT, APART_LINES, case=APART, document=undecided)
    assert verdict.problems == [Problem("empty", "stages[2].parts[0].tree, node 1", "1")]
    together = {key: APART_SCORE[key] for key in ("stage", "reserve", "value", "classes")} | {
        "multipliers": SCORE["multipliers"], "tree": SCORE["tree"]
    }  # fmt: skip
    assert proves_apart(together, APART_AMOUNT).problems[:1] == [Problem("missing", "stages", "lines")]
    (problem,) = proves_apart(together, APART_AMOUNT, APART_LINES).problems
    assert problem == Problem("unknown-row", "stages[2].parts[0].multipliers[1]", '"keep:score"')


def test_a_part_has_no_row_that_has_columns_of_another() -> None:
    both = Rule("both", "limit", amount=1_100)
    case, wide = replace(APART, rules=(*APART.rules, both)), [{"limit:both:": "1"}]
    stage = changed(APART_AMOUNT, ("parts", 1, "multipliers"), wide)
    (problem,) = proves(APART_SCORE, stage, case=case, document=APART_PLAN).problems
    assert problem == Problem("unknown-row", "stages[1].parts[1].multipliers[0]", '"limit:both:"')


def test_parts_can_pay_for_a_row_that_ties_them() -> None:
    """At 1 a unit the row is worth 11; no unit is then worth anything in a part."""
    both = Rule("both", "limit", amount=1_100)
    case = replace(APART, rules=(*APART.rules, both))
    free = changed(changed(APART_AMOUNT["parts"], (0, "value"), "0"), (1, "value"), "0")
    for some in free:
        row = "arrives:R1" if some["reserves"] == ["R1"] else "arrives:R3"
        some |= {"multipliers": [{row: "-1"}], "tree": {"bound": 0}}
    priced = {"multipliers": {"limit:both:": "1"}, "parts": free}
    stage = {key: APART_AMOUNT[key] for key in ("stage", "reserve", "value", "classes")} | {"priced": priced}

    def problems(changes: dict[str, Any]) -> list[Problem]:
        return proves(
            APART_SCORE, stage | {"priced": priced | changes}, APART_LINES, case=case, document=APART_PLAN
        ).problems

    assert problems({}) == []
    assert problems({"multipliers": {"limit:both:": "2"}}) == [Problem("bound", "stages[1]", "22", "11")]
    assert [problem.code for problem in problems({"multipliers": {}})] == ["bound"]
    assert problems({"multipliers": {"limit:both:": "-1"}})[0].code == "sign"
    assert problems({"parts": free[:1]})[0].code == "part-column"


def test_a_part_of_a_fraction_is_not_rounded_down() -> None:
    """A third of a ten-thousandth a unit: of two parts with one unit each, neither is shown to have none."""
    thirds = {
        "activities": (activity("A1", budget=100), activity("A2", budget=100, agency="S")),
        "reserves": tuple(
            reserve(name, 300, min_cost=100, score=Decimal("0.0001"), agency=agency)
            for name, agency in (("R1", "N"), ("R2", "S"))
        ),
    }
    case = replace(APART, stages=("score",), **thirds)
    document = oracle.document(case, {("A1", "R1"): 100, ("A2", "R2"): 100})

    def shown(value: str) -> list[Problem]:
        both = [
            part(
                ([f"A{n}"], [f"R{n}"]),
                value,
                {"multipliers": [{f"leaves:A{n}": "1", f"arrives:R{n}": "-1"}], "tree": {"bound": 0}},
            )
            for n in (1, 2)
        ]
        stage = {"stage": "score", "reserve": None, "value": "0", "classes": SINGLES, "parts": both}
        certified = UNSEALED | {"denominator": "3", "stages": [stage]}
        return check_certificate(case, document, seal(certified))

    assert shown("0.4") == []
    assert shown("0.33334") == []
    assert [problem.code for problem in shown("0")] == ["bound"]
    assert [problem.code for problem in shown("0.33333")] == ["bound"]
    assert shown("0.5") == [Problem("bound", "stages[0]", "1", "0")]


def test_what_a_part_keeps_is_rounded_where_its_terms_are_whole() -> None:
    """R1 gives 10/3 ten-thousandths a unit, R2 70000; of 7 held, each keeps what the other cannot have."""
    ask = Rule("ask", "approval", level="committee")
    case = replace(
        APART,
        activities=(activity("A1"), activity("A2", agency="S")),
        reserves=(
            reserve("R1", 300, min_cost=100, score=Decimal("0.001")),
            reserve("R2", 600, score=Decimal(7), agency="S"),
        ),
        rules=(*APART.rules, ask),
        stages=("score", "escalation"),
    )
    draft = drafted(case, [["A1"], ["A2"]], [["R1"], ["R2"]])
    claims = [certificate._Claim(stage, None, 7, True) for stage in case.stages]
    certificate._keep(draft, claims, set())
    north, south = frozenset({0, -1}), frozenset({1, -2})
    most = [certificate._Shown(rows, Fraction(value)) for rows, value in ((north, "1.5"), (south, "5.25"))]

    def kept(stage: str, *classes: int, shown: list[Any] = most) -> Any:
        part = certificate._Part(draft, claims, {0: shown, 1: shown}, {classes[0]}, {classes[1]})
        row = part.row(f"keep:{stage}")
        return row and (row.sense, row.bound)

    assert [kept("score", n, n) for n in (0, 1)] == [(">=", Fraction("1.75")), (">=", 6)]
    assert [kept("escalation", n, n) for n in (0, 1)] == [("<=", 1), ("<=", 5)]
    assert kept("score", 0, 1) is None
    assert kept("score", 0, 0, shown=most[:1]) == (">=", 7)


# Mistakes, one of each kind.


def edit(path: tuple[Any, ...], value: Any) -> Callable[[], tuple[Case, dict[str, Any], Any]]:
    """The certificate by hand, changed in one place and sealed again."""
    return lambda: (CASE, PLAN, seal(changed(UNSEALED, path, value)))


def stage_edit(number: int, **changes: Any) -> Callable[[], tuple[Case, dict[str, Any], Any]]:
    return edit(("stages", number), UNSEALED["stages"][number] | changes)  # type: ignore[index]


def ruled(*rules: Rule, **changes: Any) -> Callable[[], tuple[Case, dict[str, Any], Any]]:
    return lambda: (replace(CASE, rules=rules, **changes), PLAN, CERTIFICATE)


def unfit(**changes: Any) -> Callable[[], tuple[Case, dict[str, Any], Any]]:
    return lambda: (TOO_MUCH, NO_PLAN, with_stages(SHORTFALL | changes))


def apart_edit(path: tuple[Any, ...], value: Any) -> Callable[[], tuple[Case, dict[str, Any], Any]]:
    return lambda: (APART, APART_PLAN, with_stages(changed(APART_SCORE, path, value)))


def nested(depth: int) -> Any:
    deep: Any = []
    for _ in range(depth):
        deep = [deep]
    return deep


A1_ONLY = Selector((Condition("id", ("A1",)),))
MISTAKES: list[tuple[Callable[[], tuple[Case, dict[str, Any], Any]], str, str, str]] = [
    (
        lambda: (CASE, PLAN, []),
        "not-object",
        "document: found []; expected an object.",
        "document: พบ [] แต่ต้องเป็นออบเจกต์",
    ),
    (
        edit(("stages", 0), None),
        "not-object",
        "stages[0]: found null; expected an object.",
        "stages[0]: พบ null แต่ต้องเป็นออบเจกต์",
    ),
    (
        edit(("stages", 0), [SCORE]),
        "not-object",
        "stages[0]: found [...]; expected an object.",
        "stages[0]: พบ [...] แต่ต้องเป็นออบเจกต์",
    ),
    (
        edit(("stages", 0, "classes"), "A1"),
        "not-object",
        'stages[0].classes: found "A1"; expected an object.',
        'stages[0].classes: พบ "A1" แต่ต้องเป็นออบเจกต์',
    ),
    (
        edit(("stages", 0, "multipliers", 1), "leaves:A1"),
        "not-object",
        'stages[0].multipliers[1]: found "leaves:A1"; expected an object.',
        'stages[0].multipliers[1]: พบ "leaves:A1" แต่ต้องเป็นออบเจกต์',
    ),
    (
        edit(("case",), "by-hand"),
        "fingerprint",
        "case.fingerprint: the certificate was made from other data, null; the case as it stands is "
        '"sha256:0123".',
        'case.fingerprint: ใบรับรองนี้จัดทำจากข้อมูลชุดอื่น null ส่วนข้อมูลปัจจุบันคือ "sha256:0123"',
    ),
    (
        edit(("stages", 0, "classes", "activities", 0, 0), ["A1"]),
        "class-member",
        "stages[0].classes.activities[0]: [...] takes no part, or stands in a class already.",
        "stages[0].classes.activities[0]: [...] ไม่มีส่วนร่วม หรืออยู่ในกลุ่มอื่นแล้ว",
    ),
    (
        edit(("stages", 0, "tree", "down"), {"bound": False}),
        "unknown-list",
        "stages[0].tree, node 1: there is no list of multipliers false; there are 2, counted from 0.",
        "stages[0].tree, node 1: ไม่มีชุดตัวคูณ false มีทั้งหมด 2 ชุด นับจาก 0",
    ),
    (
        edit(("denominator",), "x"),
        "form",
        'denominator: found "x"; expected text of the form "301".',
        'denominator: พบ "x" แต่ต้องเป็นข้อความรูปแบบ "301"',
    ),
    (
        edit(("stages", 0, "multipliers", 1, "leaves:A1"), "1.5"),
        "form",
        'stages[0].multipliers[1].leaves:A1: found "1.5"; expected text of the form "-301".',
        'stages[0].multipliers[1].leaves:A1: พบ "1.5" แต่ต้องเป็นข้อความรูปแบบ "-301"',
    ),
    (
        edit(("stages", 0, "multipliers"), {}),
        "not-list",
        "stages[0].multipliers: found {...}; expected a list.",
        "stages[0].multipliers: พบ {...} แต่ต้องเป็นรายการ",
    ),
    (
        edit(("stages", 0, "classes", "reserves"), "R1"),
        "not-list",
        'stages[0].classes.reserves: found "R1"; expected a list.',
        'stages[0].classes.reserves: พบ "R1" แต่ต้องเป็นรายการ',
    ),
    (
        edit(("stages", 0, "classes", "reserves", 0), "R1"),
        "not-list",
        'stages[0].classes.reserves[0]: found "R1"; expected a list.',
        'stages[0].classes.reserves[0]: พบ "R1" แต่ต้องเป็นรายการ',
    ),
    (
        edit(("stages", 0, "tree", "down"), {"empty": 2}),
        "unknown-list",
        "stages[0].tree, node 1: there is no list of multipliers 2; there are 2, counted from 0.",
        "stages[0].tree, node 1: ไม่มีชุดตัวคูณ 2 มีทั้งหมด 2 ชุด นับจาก 0",
    ),
    (
        edit(("stages", 0, "tree", "column"), ["funded:R1"]),
        "unknown-column",
        "stages[0].tree, node 0: this stage has no column [...].",
        "stages[0].tree, node 0: เป้าหมายนี้ไม่มีตัวแปร [...]",
    ),
    (
        edit(("stages", 1, "tree", "fix"), 2),
        "unknown-list",
        "stages[1].tree, node 0: there is no list of multipliers 2; there are 2, counted from 0.",
        "stages[1].tree, node 0: ไม่มีชุดตัวคูณ 2 มีทั้งหมด 2 ชุด นับจาก 0",
    ),
    (
        edit(("stages", 1, "tree", "columns"), {"funded:R3": 1}),
        "unknown-column",
        'stages[1].tree, node 0: this stage has no column "funded:R3".',
        'stages[1].tree, node 0: เป้าหมายนี้ไม่มีตัวแปร "funded:R3"',
    ),
    (
        edit(("stages",), {}),
        "not-list",
        "stages: found {...}; expected a list.",
        "stages: พบ {...} แต่ต้องเป็นรายการ",
    ),
    (
        stage_edit(0, value=70_000),
        "form",
        'stages[0].value: found 70000; expected text of the form "301".',
        'stages[0].value: พบ 70000 แต่ต้องเป็นข้อความรูปแบบ "301"',
    ),
    (
        edit(("denominator",), "0"),
        "form",
        'denominator: found "0"; expected text of the form "1".',
        'denominator: พบ "0" แต่ต้องเป็นข้อความรูปแบบ "1"',
    ),
    (
        edit(("stages", 0, "classes", "activities", 0), []),
        "form",
        'stages[0].classes.activities[0]: found []; expected text of the form ["A02", "A17"].',
        'stages[0].classes.activities[0]: พบ [] แต่ต้องเป็นข้อความรูปแบบ ["A02", "A17"]',
    ),
    (
        edit(("schema",), "realloc.plan/1"),
        "schema",
        'schema: found "realloc.plan/1"; this program checks certificates of schema "realloc.certificate/1".',
        'schema: พบ "realloc.plan/1" แต่โปรแกรมนี้ตรวจสอบใบรับรองตามรูปแบบ "realloc.certificate/1"',
    ),
    (
        lambda: (CASE, PLAN, CERTIFICATE | {"stages": nested(100_000)}),
        "too-deep",
        "document: nested too deeply, or with a number too long, to be read.",
        "document: ซ้อนกันลึกเกินไปหรือมีตัวเลขยาวเกินไปจนอ่านไม่ได้",
    ),
    (
        lambda: (CASE, PLAN, CERTIFICATE | {"scenario": "late"}),
        "altered",
        "digest: the certificate was altered after it was written.",
        "digest: ใบรับรองถูกแก้ไขหลังจากจัดทำ",
    ),
    (
        edit(("case", "fingerprint"), "sha256:4"),
        "fingerprint",
        'case.fingerprint: the certificate was made from other data, "sha256:4"; '
        'the case as it stands is "sha256:0123".',
        'case.fingerprint: ใบรับรองนี้จัดทำจากข้อมูลชุดอื่น "sha256:4" ส่วนข้อมูลปัจจุบันคือ "sha256:0123"',
    ),
    (
        edit(("scenario",), "late"),
        "scenario",
        'scenario: the certificate is for scenario "late"; the case was read as scenario "base".',
        'scenario: ใบรับรองนี้เป็นของสถานการณ์ "late" แต่ข้อมูลที่อ่านเป็นสถานการณ์ "base"',
    ),
    (
        lambda: (CASE, PLAN, with_stages(AMOUNT, SCORE)),
        "order",
        'stages[1]: found stage "score"; the next stage of the plan to prove is lines.',
        'stages[1]: พบเป้าหมาย "score" แต่เป้าหมายของแผนที่ต้องพิสูจน์ถัดไปคือ lines',
    ),
    (
        lambda: (CASE, PLAN, with_stages(SCORE, AMOUNT)),
        "missing",
        "stages: the plan calls stage lines proven; the certificate has no proof of it.",
        "stages: แผนระบุว่าเป้าหมาย lines พิสูจน์แล้ว แต่ใบรับรองไม่มีบทพิสูจน์",
    ),
    (
        stage_edit(0, value="80000"),
        "value",
        "stages[0].value: the certificate says 80000; the plan reaches 70000.",
        "stages[0].value: ใบรับรองระบุ 80000 แต่แผนได้ 70000",
    ),
    (
        unfit(value="0"),
        "shortfall",
        "stages[0].value: found 0; where no plan exists, the rules are missed by more than 0.",
        "stages[0].value: พบ 0 แต่ถ้าไม่มีแผนใดทำได้ จำนวนที่ขาดต้องมากกว่า 0",
    ),
    (
        edit(("stages", 0, "classes", "activities", 0, 1), "A1"),
        "class-member",
        'stages[0].classes.activities[0]: "A1" takes no part, or stands in a class already.',
        'stages[0].classes.activities[0]: "A1" ไม่มีส่วนร่วม หรืออยู่ในกลุ่มอื่นแล้ว',
    ),
    (
        edit(("stages", 0, "classes", "reserves", 0), ["R1"]),
        "class-missing",
        'stages[0].classes.reserves: "R2" can take part and is in no class.',
        'stages[0].classes.reserves: "R2" มีส่วนร่วมได้แต่ไม่อยู่ในกลุ่มใด',
    ),
    (
        ruled(Rule("apart", "approval", A1_ONLY, level="committee")),
        "unlike",
        "stages[0].classes.activities[0]: A1, A2 are not alike to apart and must not be taken together.",
        "stages[0].classes.activities[0]: A1, A2 ไม่เหมือนกันตาม apart จึงรวมเป็นกลุ่มเดียวกันไม่ได้",
    ),
    (
        stage_edit(2, classes=TOGETHER),
        "single",
        "stages[2].classes: stage lines is proven over classes of one row each.",
        "stages[2].classes: เป้าหมาย lines ต้องพิสูจน์โดยแต่ละกลุ่มมีเพียงแถวเดียว",
    ),
    (
        stage_edit(1, counting="reserves"),
        "counting",
        'stages[1].counting: found "reserves"; only stage lines can count something else, reserves.',
        'stages[1].counting: พบ "reserves" แต่มีเพียงเป้าหมาย lines ที่นับอย่างอื่นได้ คือ reserves',
    ),
    (
        apart_edit(("parts", 1, "reserves"), ["R1"]),
        "part-class",
        'stages[0].parts[1].reserves: "R1" is no class of this stage, or stands in a part already.',
        'stages[0].parts[1].reserves: "R1" ไม่ใช่กลุ่มของเป้าหมายนี้ หรืออยู่ในส่วนอื่นแล้ว',
    ),
    (
        apart_edit(("parts",), APART_SCORE["parts"][:1]),
        "part-column",
        'stages[0].parts: "funded:R3" counts in this stage and stands in no part.',
        'stages[0].parts: "funded:R3" นับรวมในเป้าหมายนี้แต่ไม่อยู่ในส่วนใด',
    ),
    (
        apart_edit(("parts", 1, "value"), "40000.x"),
        "form",
        'stages[0].parts[1].value: found "40000.x"; expected text of the form "301.5".',
        'stages[0].parts[1].value: พบ "40000.x" แต่ต้องเป็นข้อความรูปแบบ "301.5"',
    ),
    (
        apart_edit(("parts", 0), None),
        "not-object",
        "stages[0].parts[0]: found null; expected an object.",
        "stages[0].parts[0]: พบ null แต่ต้องเป็นออบเจกต์",
    ),
    (
        apart_edit(("parts", 0, "denominator"), "0"),
        "form",
        'stages[0].parts[0].denominator: found "0"; expected text of the form "1".',
        'stages[0].parts[0].denominator: พบ "0" แต่ต้องเป็นข้อความรูปแบบ "1"',
    ),
    (
        apart_edit(("parts", 1, "value"), "50000"),
        "bound",
        "stages[0]: plans as good as 120000 are not ruled out; the plan reaches 110000.",
        "stages[0]: ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ได้ถึง 120000 ขณะที่แผนนี้ได้ 110000",
    ),
    (
        apart_edit(("parts", 1, "value"), "39999.5"),
        "bound",
        "stages[0].parts[1].tree, node 0: plans as good as 40000 are not ruled out; the plan reaches 39999.",
        "stages[0].parts[1].tree, node 0: ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ได้ถึง 40000 ขณะที่แผนนี้ได้ 39999",
    ),
    (
        edit(("stages", 0, "multipliers", 1, "leaves:A2"), "1"),
        "unknown-row",
        'stages[0].multipliers[1]: there is no row "leaves:A2" here.',
        'stages[0].multipliers[1]: ไม่มีข้อจำกัด "leaves:A2" ในที่นี้',
    ),
    (
        edit(("stages", 0, "multipliers", 1, "leaves:A1"), "-1"),
        "sign",
        'stages[0].multipliers[1].leaves:A1: found "-1"; a multiplier of a <= row has the other sign.',
        'stages[0].multipliers[1].leaves:A1: พบ "-1" แต่ตัวคูณของข้อจำกัดแบบ <= ต้องมีเครื่องหมายตรงข้าม',
    ),
    (
        edit(("stages", 2, "multipliers", 1, "keep:score"), "1"),
        "sign",
        'stages[2].multipliers[1].keep:score: found "1"; a multiplier of a >= row has the other sign.',
        'stages[2].multipliers[1].keep:score: พบ "1" แต่ตัวคูณของข้อจำกัดแบบ >= ต้องมีเครื่องหมายตรงข้าม',
    ),
    (
        edit(("stages", 0, "tree", "down"), {"bound": 2}),
        "unknown-list",
        "stages[0].tree, node 1: there is no list of multipliers 2; there are 2, counted from 0.",
        "stages[0].tree, node 1: ไม่มีชุดตัวคูณ 2 มีทั้งหมด 2 ชุด นับจาก 0",
    ),
    (
        edit(("stages", 0, "tree", "column"), "funded:R3"),
        "unknown-column",
        'stages[0].tree, node 0: this stage has no column "funded:R3".',
        'stages[0].tree, node 0: เป้าหมายนี้ไม่มีตัวแปร "funded:R3"',
    ),
    (
        edit(("stages", 0, "tree", "down"), {"bound": 0, "empty": 1}),
        "node",
        "stages[0].tree, node 1: found {...}; expected the keys of a bound, empty, column or fix node.",
        "stages[0].tree, node 1: พบ {...} แต่ต้องมีคีย์ตามชนิด bound, empty, column หรือ fix",
    ),
    (
        edit(("stages", 0, "tree", "at"), 1),
        "at",
        "stages[0].tree, node 0: found 1; the column can be 0 … 1 here.",
        "stages[0].tree, node 0: พบ 1 แต่ในจุดนี้ตัวแปรมีค่าได้ 0 … 1",
    ),
    (
        edit(("stages", 1, "tree", "columns", "funded:R1"), 2),
        "at",
        "stages[1].tree, node 0: found 2; the column can be 0 … 1 here.",
        "stages[1].tree, node 0: พบ 2 แต่ในจุดนี้ตัวแปรมีค่าได้ 0 … 1",
    ),
    (
        edit(("stages", 1, "tree", "columns"), {"funded:R2": 0}),
        "fix",
        'stages[1].tree, node 0: it is not shown that "funded:R2" must be 0.',
        'stages[1].tree, node 0: ไม่ได้พิสูจน์ว่า "funded:R2" ต้องเป็น 0',
    ),
    (
        edit(("stages", 0, "tree", "up"), {"bound": 0}),
        "bound",
        "stages[0].tree, node 2: plans as good as 130000 are not ruled out; the plan reaches 70000.",
        "stages[0].tree, node 2: ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ได้ถึง 130000 ขณะที่แผนนี้ได้ 70000",
    ),
    (
        edit(("stages", 2, "multipliers", 0, "covers:R1"), "0"),
        "bound",
        "stages[2].tree, node 2: plans as good as 0 are not ruled out; the plan reaches 2.",
        "stages[2].tree, node 2: ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ได้ถึง 0 ขณะที่แผนนี้ได้ 2",
    ),
    (
        edit(("stages", 0, "tree", "down"), {"empty": 1}),
        "empty",
        "stages[0].tree, node 1: list 1 does not show that no plan is left here.",
        "stages[0].tree, node 1: ชุดตัวคูณ 1 ไม่ได้พิสูจน์ว่าไม่มีแผนเหลืออยู่ในส่วนนี้",
    ),
]


@pytest.mark.parametrize(("make", "code", "english", "thai"), MISTAKES)
def test_a_mistake_is_told_in_both_languages(
    make: Callable[[], tuple[Case, dict[str, Any], Any]], code: str, english: str, thai: str
) -> None:
    (problem,) = check_certificate(*make())
    assert (problem.code, problem.render(), problem.render("th")) == (code, english, thai)


def test_every_problem_has_its_mistake() -> None:
    assert {code for _, code, _, _ in MISTAKES} | {"too-large"} == set(MESSAGES)


def test_more_pairs_than_can_be_checked_are_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "_MOST_PAIRS", 4)
    assert check_certificate(CASE, PLAN, CERTIFICATE) == []
    monkeypatch.setattr(certificate, "_MOST_PAIRS", 3)
    (problem,) = check_certificate(CASE, PLAN, CERTIFICATE)
    assert (problem.render(), problem.render("th")) == (
        "stages[2].classes: 4 pairs of classes; at most 3 are checked.",
        "stages[2].classes: มีคู่ของกลุ่ม 4 คู่ ตรวจสอบได้ไม่เกิน 3",
    )


def test_what_stands_before_a_mistake_is_proven() -> None:
    broken = changed(UNSEALED, ("stages", 2, "multipliers", 0, "covers:R1"), "0")
    assert examine(CASE, PLAN, seal(broken)).proven == ("score", "amount")


def test_text_from_a_file_is_not_read_as_a_template() -> None:
    assert Problem("value", "{found}", "{where}", "{}").render() == (
        "{found}: the certificate says {where}; the plan reaches {}."
    )


# The rows of one case, as docs/certificate.md has them.

SOCIETY, R3_ONLY = Selector((Condition("project", ("society",)),)), Selector((Condition("id", ("R3",)),))
GIVERS = (
    activity("A1", budget=600, disbursed=100),
    activity("A2", budget=700, project="society"),
    activity("A3", budget=900),
)
TAKERS = (
    reserve("R1", 700, score=Decimal(1), rank=2, min_cost=250, requires=("R2", "R4")),
    reserve(
        "R2", 500, score=Decimal("0.00003"), rank=1, project="society", agency="S", excludes=("R3", "R4")
    ),
    reserve("R3", 600, rank=3),
    reserve("R4", 100, available=False),
)
RULES = (
    Rule("give", "limit", A1_ONLY, amount=450, per=("from", "id")),
    Rule("take", "limit", share=Fraction(1, 4), of="budget", per=("to", "id")),
    Rule("no", "forbid", SOCIETY, R3_ONLY),
    Rule("some", "limit", share=Fraction(1, 3), of="budget", per=("from", "project")),
    Rule("most", "limit", share=Fraction(2, 3), of="transferred", per=("to", "project")),
    Rule("half", "require", SOCIETY, share=Fraction(1, 2), of="transferred"),
    Rule("least", "require", target=SOCIETY, share=Fraction(1, 3), of="releasable"),
    Rule("own", "require", amount=150, same=("project",)),
    Rule("each", "require", share=Fraction(1, 4), of="budget", per=("from", "project")),
    Rule("few", "count", what="reserves", max=2, per=("to", "agency")),
    Rule("all", "count", what="reserves", max=3),
    Rule("payers", "count", what="activities", max=1, target=R3_ONLY, per=("to", "id")),
    Rule("paid", "count", SOCIETY, what="reserves", max=1),
    Rule("lines", "count", what="lines", max=3, different=("agency",)),
    Rule("region", "approval", SOCIETY, level="region"),
    Rule("committee", "approval", target=SOCIETY, level="committee"),
    Rule("advice", "limit", amount=100, severity="warn"),
    Rule("off", "forbid", enabled=False),
)
RULED = replace(
    CASE,
    activities=GIVERS,
    reserves=TAKERS,
    rules=RULES,
    stages=("amount", "same_project", "activities", "lines"),
)


def drafted(case: Case, *classes: list[list[str]], elastic: bool = False) -> certificate._Draft:
    ground = certificate._ground(certificate.derive(case))
    entry = dict(zip(("activities", "reserves"), classes, strict=True))
    read = certificate._read_classes(ground, "here", entry, set(case.stages))
    return certificate._draft(ground, read, "here", elastic=elastic)


def sum_of(program: certificate._Program, terms: Iterable[tuple[int, Number]]) -> str:
    names = list(program.index)
    return " ".join(names[column] if c == 1 else f"{c}*{names[column]}" for column, c in terms)


def written(draft: certificate._Draft) -> dict[str, str]:
    """The rows by name, written out, coefficients as they are before they are made whole."""
    program = draft.program
    return {
        name: f"{sum_of(program, [(k, Fraction(c, program.scale[k])) for k, c in row.terms])} "
        f"{row.sense} {row.bound}"
        for name, row in program.rows.items()
    }


def keep_all(draft: certificate._Draft) -> None:
    """Rows that keep one value of every kind, the amount alone proven."""
    kept = [("amount", 10), ("same_project", 4), ("activities", 2), ("score", 3), ("rank", 1), ("lines", 2)]
    claims = [certificate._Claim(stage, "R2" if stage == "rank" else None, n, True) for stage, n in kept]
    certificate._keep(draft, claims, {0})


EACH = [["A1"], ["A2"], ["A3"]], [["R1"], ["R2"], ["R3"]]


def test_the_rows_are_those_that_the_page_writes_down() -> None:
    draft = drafted(RULED, *EACH, elastic=True)
    keep_all(draft)
    assert all(draft.program.upper[draft.program.index[f"touched:{giver.id}"]] == 1 for giver in GIVERS)
    assert written(draft) == {
        "leaves:A1": "flow:A1:R1 flow:A1:R2 flow:A1:R3 <= 4",
        "leaves:A2": "flow:A2:R1 flow:A2:R2 <= 7",
        "leaves:A3": "flow:A3:R1 flow:A3:R2 flow:A3:R3 <= 9",
        "arrives:R1": "flow:A1:R1 flow:A2:R1 flow:A3:R1 -1*amount:R1 == 0",
        "arrives:R2": "flow:A1:R2 flow:A2:R2 flow:A3:R2 -5*funded:R2 == 0",
        "arrives:R3": "flow:A1:R3 flow:A3:R3 -6*funded:R3 == 0",
        "least:R1": "amount:R1 -3*funded:R1 >= 0",
        "most:R1": "amount:R1 -5*funded:R1 <= 0",
        "requires:R1:R2": "funded:R1 -1*funded:R2 <= 0",
        "requires:R1:R4": "funded:R1 <= 0",
        "excludes:R2:R3": "funded:R2 funded:R3 <= 1",
        "limit:some:tourism": "flow:A1:R1 flow:A1:R2 flow:A1:R3 flow:A3:R1 flow:A3:R2 flow:A3:R3 <= 5",
        "limit:some:society": "flow:A2:R1 flow:A2:R2 <= 2",
        "limit:most:tourism": "flow:A1:R1 -2*flow:A1:R2 flow:A1:R3 flow:A2:R1 -2*flow:A2:R2 "
        "flow:A3:R1 -2*flow:A3:R2 flow:A3:R3 <= 0",
        "limit:most:society": "-2*flow:A1:R1 flow:A1:R2 -2*flow:A1:R3 -2*flow:A2:R1 flow:A2:R2 "
        "-2*flow:A3:R1 flow:A3:R2 -2*flow:A3:R3 <= 0",
        "require:half:": "-1*flow:A1:R1 -1*flow:A1:R2 -1*flow:A1:R3 flow:A2:R1 flow:A2:R2 "
        "-1*flow:A3:R1 -1*flow:A3:R2 -1*flow:A3:R3 >= 0",
        "require:least:": "flow:A1:R2 flow:A2:R2 flow:A3:R2 shortfall:least: >= 7",
        "require:own:": "flow:A1:R1 flow:A1:R3 flow:A2:R2 flow:A3:R1 flow:A3:R3 shortfall:own: >= 2",
        "require:each:tourism": "flow:A1:R1 flow:A1:R2 flow:A1:R3 flow:A3:R1 flow:A3:R2 flow:A3:R3 "
        "shortfall:each:tourism >= 4",
        "require:each:society": "flow:A2:R1 flow:A2:R2 shortfall:each:society >= 2",
        "count:few:N": "funded:R1 funded:R3 <= 2",
        "count:few:S": "funded:R2 <= 2",
        "count:all:": "funded:R1 funded:R2 funded:R3 <= 3",
        "uses:payers:R3:A1": "flow:A1:R3 -4*use:payers:R3:A1 <= 0",
        "uses:payers:R3:A3": "flow:A3:R3 -9*use:payers:R3:A3 <= 0",
        "count:payers:R3": "use:payers:R3:A1 use:payers:R3:A3 <= 1",
        "uses:paid::R1": "flow:A2:R1 -5*use:paid::R1 <= 0",
        "uses:paid::R2": "flow:A2:R2 -5*use:paid::R2 <= 0",
        "count:paid:": "use:paid::R1 use:paid::R2 <= 1",
        "opens:A1:R2": "flow:A1:R2 -4*line:A1:R2 <= 0",
        "opens:A2:R2": "flow:A2:R2 -5*line:A2:R2 <= 0",
        "opens:A3:R2": "flow:A3:R2 -5*line:A3:R2 <= 0",
        "count:lines:": "line:A1:R2 line:A2:R2 line:A3:R2 <= 3",
        "keep:amount": "amount:R1 5*funded:R2 6*funded:R3 >= 10",
        "limit-of-total:most:tourism": "flow:A1:R1 flow:A1:R3 flow:A2:R1 flow:A3:R1 flow:A3:R3 <= 6",
        "limit-of-total:most:society": "flow:A1:R2 flow:A2:R2 flow:A3:R2 <= 6",
        "require-of-total:half:": "flow:A2:R1 flow:A2:R2 >= 5",
        "keep:same_project": "flow:A1:R1 flow:A1:R3 flow:A2:R2 flow:A3:R1 flow:A3:R3 >= 4",
        "touches:A1": "flow:A1:R1 flow:A1:R2 flow:A1:R3 -4*touched:A1 <= 0",
        "touches:A2": "flow:A2:R1 flow:A2:R2 -7*touched:A2 <= 0",
        "touches:A3": "flow:A3:R1 flow:A3:R2 flow:A3:R3 -9*touched:A3 <= 0",
        "keep:activities": "touched:A1 touched:A2 touched:A3 <= 2",
        "keep:score": "10000/7*amount:R1 3/10*funded:R2 >= 3",
        "keep:rank:R2": "funded:R2 >= 1",
        "opens:A1:R1": "flow:A1:R1 -4*line:A1:R1 <= 0",
        "opens:A1:R3": "flow:A1:R3 -4*line:A1:R3 <= 0",
        "opens:A2:R1": "flow:A2:R1 -5*line:A2:R1 <= 0",
        "opens:A3:R1": "flow:A3:R1 -5*line:A3:R1 <= 0",
        "opens:A3:R3": "flow:A3:R3 -5*line:A3:R3 <= 0",
        "covers:lines::R2": "line:A1:R2 line:A2:R2 line:A3:R2 -1*funded:R2 >= 0",
        "covers:R1": "line:A1:R1 line:A2:R1 line:A3:R1 -1*funded:R1 >= 0",
        "covers:R2": "line:A1:R2 line:A2:R2 line:A3:R2 -1*funded:R2 >= 0",
        "covers:R3": "line:A1:R3 line:A3:R3 -1*funded:R3 >= 0",
        "keep:lines": "line:A1:R1 line:A1:R2 line:A1:R3 line:A2:R1 line:A2:R2 "
        "line:A3:R1 line:A3:R2 line:A3:R3 <= 2",
    }


def test_columns_reach_as_far_as_money_can_flow() -> None:
    """A1 gives 4 of its 5 units by a cap, R1 gets 5 of 7; R3 wants 6, so it cannot be funded at all."""
    program = drafted(RULED, *EACH, elastic=True).program
    assert dict(zip(program.index, zip(program.upper, program.scale, strict=True), strict=True)) == {
        "flow:A1:R1": (4, 1),
        "flow:A1:R2": (4, 1),
        "flow:A1:R3": (4, 1),
        "flow:A2:R1": (5, 1),
        "flow:A2:R2": (5, 1),
        "flow:A3:R1": (5, 1),
        "flow:A3:R2": (5, 1),
        "flow:A3:R3": (5, 1),
        "funded:R1": (1, 1),
        "amount:R1": (5, 7),
        "funded:R2": (1, 10),
        "funded:R3": (0, 1),
        "shortfall:least:": (7, 1),
        "shortfall:own:": (2, 1),
        "shortfall:each:tourism": (4, 1),
        "shortfall:each:society": (2, 1),
        "use:payers:R3:A1": (1, 1),
        "use:payers:R3:A3": (1, 1),
        "use:paid::R1": (1, 1),
        "use:paid::R2": (1, 1),
        "line:A1:R2": (1, 1),
        "line:A2:R2": (1, 1),
        "line:A3:R2": (1, 1),
    }


def test_no_row_gives_or_takes_more_than_can_pass_between_them() -> None:
    """R3 is reached by A1 alone, of 5 units; A3 reaches R2 alone, of 3."""
    rules = (
        Rule("no", "forbid", SOCIETY, R3_ONLY),
        Rule(
            "nor",
            "forbid",
            Selector((Condition("id", ("A3",)),)),
            Selector((Condition("project", ("tourism",)),)),
        ),
    )
    takers = (
        reserve("R1", 950, min_cost=100),
        reserve("R2", 300, project="society"),
        reserve("R3", 1_800, min_cost=0),
    )
    draft = drafted(replace(RULED, reserves=takers, rules=rules), *EACH)
    assert (draft.give, draft.take) == ([5, 7, 3], [9, 3, 5])


@pytest.mark.parametrize(
    ("stage", "terms"),
    [
        ("shortfall", "shortfall:least: shortfall:own: shortfall:each:tourism shortfall:each:society"),
        ("score", "10000/7*amount:R1 3/10*funded:R2"),
        ("amount", "amount:R1 5*funded:R2 6*funded:R3"),
        ("reserves", "funded:R1 funded:R2 funded:R3"),
        ("escalation", "flow:A1:R2 2*flow:A2:R1 2*flow:A2:R2 flow:A3:R2"),
        ("same_project", "flow:A1:R1 flow:A1:R3 flow:A2:R2 flow:A3:R1 flow:A3:R3"),
        ("same_agency", "flow:A1:R1 flow:A1:R3 flow:A2:R1 flow:A3:R1 flow:A3:R3"),
        ("activities", "touched:A1 touched:A2 touched:A3"),
        ("lines", "line:A1:R1 line:A1:R2 line:A1:R3 line:A2:R1 line:A2:R2 line:A3:R1 line:A3:R2 line:A3:R3"),
        ("rank", "funded:R2"),
    ],
)
def test_an_objective_is_what_the_page_says_of_its_stage(stage: str, terms: str) -> None:
    draft = drafted(RULED, *EACH, elastic=True)
    claim = certificate._Claim(stage, "R2" if stage == "rank" else None, 0, True)
    assert sum_of(draft.program, certificate._objective(draft, claim).items()) == terms


def test_what_costs_nothing_is_worth_nothing() -> None:
    case = replace(CASE, reserves=(reserve("R1", 0, score=Decimal(7)), reserve("R2", 600)))
    assert [certificate._worth(case, j) for j in (0, 1)] == [0, 0]
    draft = drafted(case, [["A1"], ["A2"]], [["R1"], ["R2"]])
    assert certificate._objective(draft, certificate._Claim("score", None, 0, True)) == {}


def test_a_bound_of_nothing_is_a_bound_and_one_satang_is_money() -> None:
    satang = replace(
        CASE, unit=1, activities=(activity("A1", budget=1),), rules=(Rule("r", "limit", amount=0),)
    )
    rows = written(drafted(satang, [["A1"]], [["R1", "R2"]]))
    assert (rows["leaves:A1"], rows["limit:r:"]) == ("flow:A1:R1 <= 1", "flow:A1:R1 <= 0")
    none = replace(CASE, rules=(Rule("r", "require", amount=0),))
    program = drafted(none, [["A1", "A2"]], [["R1", "R2"]], elastic=True).program
    assert program.upper[program.index["shortfall:r:"]] == 0


ANY, SOME = Selector(), A1_ONLY
AT = {end: {"per": (end, "id")} for end in ("from", "to")}


@pytest.mark.parametrize(
    ("rule", "caps", "counts"),
    [
        (Rule("r", "limit", amount=1, **AT["from"]), True, False),
        (Rule("r", "limit", SOME, amount=1, **AT["from"]), True, False),
        (Rule("r", "limit", ANY, SOME, amount=1, **AT["from"]), False, False),
        (Rule("r", "limit", amount=1, **AT["to"]), True, False),
        (Rule("r", "limit", ANY, SOME, amount=1, **AT["to"]), True, False),
        (Rule("r", "limit", SOME, amount=1, **AT["to"]), False, False),
        (Rule("r", "limit", amount=1, same=("agency",), **AT["to"]), False, False),
        (Rule("r", "limit", amount=1, different=("agency",), **AT["to"]), False, False),
        (Rule("r", "limit", share=Fraction(1), of="transferred", **AT["to"]), False, False),
        (Rule("r", "limit", share=Fraction(1), of="budget", **AT["to"]), True, False),
        (Rule("r", "limit", amount=1, per=("to", "agency")), False, False),
        (Rule("r", "limit", amount=1), False, False),
        (Rule("r", "require", amount=1, **AT["to"]), False, False),
        (Rule("r", "count", what="reserves", max=1), False, True),
        (Rule("r", "count", ANY, SOME, what="reserves", max=1, **AT["to"]), False, True),
        (Rule("r", "count", what="reserves", max=1, per=("to", "from")), False, True),
        (Rule("r", "count", what="reserves", max=1, per=("from", "to")), False, False),
        (Rule("r", "count", SOME, what="reserves", max=1), False, False),
        (Rule("r", "count", what="reserves", max=1, same=("agency",)), False, False),
        (Rule("r", "count", what="reserves", max=1, different=("agency",)), False, False),
        (Rule("r", "count", what="activities", max=1), False, False),
        (Rule("r", "count", what="lines", max=1), False, False),
    ],
)
def test_rules_that_bound_single_rows_are_told_from_those_that_do_not(
    rule: Rule, caps: bool, counts: bool
) -> None:
    assert (certificate._caps_rows(rule), certificate._counts_funded(rule)) == (caps, counts)


@pytest.mark.parametrize(
    ("rule", "stage", "apart"),
    [
        (Rule("r", "count", what="activities", max=1), "amount", ("activities", "r")),
        (Rule("r", "count", what="lines", max=1), "amount", ("activities", "r")),
        (Rule("r", "count", A1_ONLY, what="reserves", max=1), "amount", ("activities", "r")),
        (Rule("r", "count", what="reserves", max=1, same=("agency",)), "amount", ("activities", "r")),
        (Rule("r", "limit", amount=100, per=("from", "project")), "amount", ("activities", "r")),
        (Rule("r", "limit", amount=100, per=("to", "id")), "amount", None),
        (Rule("r", "limit", amount=100, per=("from", "id")), "amount", None),
        (Rule("r", "count", what="reserves", max=1), "amount", None),
        (Rule("r", "limit", amount=100), "same_project", ("activities", "project")),
        (Rule("r", "limit", amount=100), "same_agency", ("activities", "agency")),
    ],
)
def test_only_rows_alike_to_every_rule_and_stage_are_taken_together(
    rule: Rule, stage: str, apart: tuple[str, str] | None
) -> None:
    givers = (activity("A1"), activity("A2", project="society", agency="S"))
    case = replace(CASE, activities=givers, rules=(rule,), stages=(stage,))
    document = oracle.document(case, {})
    (problem,) = proves(
        SCORE | {"stage": stage, "value": "0", "tree": {}}, case=case, document=document
    ).problems
    if apart is None:
        assert problem.code == "node"
    else:
        assert (problem.code, problem.where, problem.expected) == (
            "unlike",
            f"stages[0].classes.{apart[0]}[0]",
            apart[1],
        )


def test_rows_that_only_a_later_stage_tells_apart_are_taken_together() -> None:
    givers = (activity("A1"), activity("A2", project="society"))
    case = replace(CASE, activities=givers, stages=("amount", "same_project"))
    entry = SCORE | {"stage": "amount", "value": "0", "tree": {}}
    assert proves(entry, case=case, document=oracle.document(case, {})).problems[0].code == "node"


def test_lines_are_kept_over_single_rows_alone_and_what_follows_all_the_same() -> None:
    draft = drafted(replace(CASE, stages=("lines", "amount")), [["A1", "A2"]], [["R1", "R2"]])
    claims = [certificate._Claim(stage, None, 2, True) for stage in ("lines", "amount")]
    certificate._keep(draft, claims, set())
    assert [name for name in draft.program.rows if name.startswith("keep")] == ["keep:amount"]


def test_the_ranks_are_claimed_among_the_other_stages_most_urgent_first() -> None:
    case = replace(CASE, stages=("amount", "rank", "reserves"))
    document = oracle.document(case, {("A1", "R2"): 500, ("A2", "R2"): 100})
    claims = certificate._claims(certificate.derive(case), document)
    assert [(claim.label, claim.value) for claim in claims] == [
        ("amount", 6),
        ("rank R2", 1),
        ("rank R1", 0),
        ("reserves", 1),
    ]


def test_only_a_shortfall_has_columns_of_shortfall() -> None:
    """There a rule may be missed, at its price: five times the proof is no proof of five times as much."""
    need = replace(CASE, rules=(Rule("need", "require", amount=100),))
    tree = {"column": "shortfall:need:", "at": 0, "down": {"bound": 0}, "up": {"bound": 0}}
    (problem,) = proves(SCORE | {"tree": tree}, case=need).problems
    assert problem.code == "unknown-column"
    five = SHORTFALL | {"value": "5", "multipliers": [{"leaves:A1": "5", "require:need:": "-5"}]}
    assert [p.code for p in proves(five, case=TOO_MUCH, document=NO_PLAN).problems] == ["bound"]
    assert proves(case=TOO_MUCH, document=NO_PLAN) == Verdict([Problem("missing", "stages", "shortfall")], ())


def test_a_digest_is_of_sorted_ascii_json_without_spaces() -> None:
    sealed = seal({"b": [1, 2], "a": "\u0e01"})
    assert sealed["digest"] == "sha256:" + sha256(b'{"a":"\\u0e01","b":[1,2]}').hexdigest()
    assert check_certificate(CASE, PLAN, seal(UNSEALED | {"note": "แผน"})) == []
    assert check_certificate(CASE, PLAN, sealed | {"schema": SCHEMA}) == [Problem("altered", "digest")]


def test_only_switches_are_fixed_each_where_its_other_value_is_no_better() -> None:
    program = certificate._Program()
    for name, most in (("x", 1), ("y", 1), ("z", 2)):
        program.column(name, most)
    program.row("room", {0: 3, 1: 2}, "<=", 4)

    def fixes(terms: dict[int, Any], value: int, then: int, **columns: int) -> bool:
        tree = {"fix": 0, "columns": columns, "then": {"bound": then}}
        return passes(program, terms, 1, value, [{"room": "1"}, {}], tree)

    assert fixes({0: 3, 1: 2}, 3, 1, x=0)  # 4 is left with x, rounded down to 3 + a multiple of 2
    assert not fixes({0: 3, 1: 2}, 2, 1, x=0)
    assert not fixes({0: 3, 1: 2}, 3, 0, x=1)
    assert not fixes({2: 1}, 1, 1, z=1)
    program.rows.clear()
    program.row("room", {0: 3, 1: 4}, "<=", 5)
    assert not fixes({0: 3, 1: 4}, 3, 0, x=1)  # y alone makes 4
    program.rows.clear()
    program.row("room", {0: 3, 1: 2}, "<=", 4)
    again = {"fix": 1, "columns": {"x": 0}, "then": {"bound": 1}}
    tree = {"fix": 0, "columns": {"x": 0}, "then": again}
    assert passes(program, {0: 3, 1: 2}, 1, 3, [{"room": "1"}, {}], tree)


def test_a_box_is_widened_to_what_it_was() -> None:
    program = certificate._Program()
    x, y = program.column("x", 5), program.column("y", 5)
    box = certificate._Box(program)
    box.narrow({x: (1, 4)})
    depth = box.depth
    box.narrow({x: (2, 2), y: (3, 3)})
    assert (box.limits(x), box.limits(y)) == ((2, 2), (3, 3))
    box.widen(depth)
    assert box.narrowed == {x: (1, 4)}
    box.widen(0)
    assert box.narrowed == {}


@pytest.mark.parametrize(
    ("upper", "terms", "rows", "tree", "most"),
    [
        (5, {0: 1, 1: 1}, [({0: 1}, 2), ({1: 1}, 3)], {"bound": 0}, 5),
        (5, {0: 4, 1: 6}, [({0: 4, 1: 6}, 9)], {"bound": 0}, 8),
        (
            1,
            {0: 3, 1: 3, 2: 2},
            [({0: 3, 1: 3, 2: 2}, 7)],
            {
                "column": "x",
                "at": 0,
                "down": {"bound": 1},
                "up": {"column": "y", "at": 0, "down": {"bound": 1}, "up": {"bound": 0}},
            },
            6,
        ),
    ],
)
def test_a_bound_adds_up_its_rows_and_what_is_fixed(
    upper: int, terms: dict[int, int], rows: list[tuple[dict[int, int], int]], tree: Any, most: int
) -> None:
    program = certificate._Program()
    for name in "xyz":
        program.column(name, upper)
    for number, (row, bound) in enumerate(rows):
        program.row(str(number), row, "<=", bound)
    lists: list[dict[str, str]] = [{str(number): "1" for number in range(len(rows))}, {}]
    assert [value for value in range(10) if passes(program, terms, 1, value, lists, tree)] == list(
        range(most, 10)
    )


@pytest.mark.parametrize(
    ("amounts", "least", "fewest"),
    [
        ([4, 7, 9], 3, 1),
        ([1, 9], 9, 1),
        ([1, 9], 10, 2),
        ([5, 5], 10, 2),
        ([3], 4, 2),
        ([], 0, 0),
        ([], 1, 1),
    ],
)
def test_the_fewest_payers_are_the_largest(amounts: list[int], least: int, fewest: int) -> None:
    assert certificate._fewest(amounts, least) == fewest


# Laws: no change without a trace, no exception.


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every value that holds no other."""
    below = list(
        part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    )
    if not below:
        yield path
    for key, value in below:
        yield from leaves(value, (*path, key))


LEAVES = [path for path in leaves(CERTIFICATE) if path != ("digest",)]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_no_value_can_change_by_the_least(path: tuple[Any, ...]) -> None:
    value = at(CERTIFICATE, path)
    other = value + 1 if isinstance(value, int) else f"{value}0" if isinstance(value, str) else "R1"
    codes = {p.code for p in check_certificate(CASE, PLAN, changed(CERTIFICATE, path, other))}
    assert codes == {"schema" if path == ("schema",) else "altered"}


@given(st.data(), JUNK)
def test_any_json_anywhere_in_a_certificate_never_raises(data: st.DataObject, junk: Any) -> None:
    path = data.draw(st.sampled_from(LEAVES))
    path = path[: data.draw(st.integers(0, len(path)))]
    certified = changed(UNSEALED, path, junk)
    sealed = seal(certified) if isinstance(certified, dict) else certified
    assert all(problem.render() for problem in check_certificate(CASE, PLAN, sealed))


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_a_number_beyond_writing_is_a_problem_like_any_other(path: tuple[Any, ...]) -> None:
    (problem,) = check_certificate(CASE, PLAN, changed(CERTIFICATE, path, 10**5_000))
    assert problem.code == ("schema" if path == ("schema",) else "too-deep")


def test_a_tree_beyond_the_interpreters_depth_is_walked_all_the_same() -> None:
    tree: Any = {"bound": 0}
    for _ in range(3_000):
        tree = {"fix": 0, "columns": {}, "then": tree}
    tree = {"fix": 0, "columns": {"funded:R1": 1}, "then": NOT_BOTH | {"down": tree}}
    assert proves(SCORE, AMOUNT | {"tree": tree}, LINES).problems == []


# Laws: the arithmetic. A proof that passes is true of every whole point of a program small enough to walk.


@st.composite
def programs(draw: st.DrawFn) -> tuple[certificate._Program, dict[int, Any]]:
    """Three columns, some with fractions, a few rows, and something to make large."""
    program = certificate._Program()
    for name in "xyz":
        program.column(name, draw(st.integers(0, 2)), draw(st.sampled_from([1, 1, 3])))
    numbers = [
        st.integers(-4, 4) if scale == 1 else st.integers(-9, 9).map(lambda n: Fraction(n, 3))
        for scale in program.scale
    ]
    for row in range(draw(st.integers(0, 3))):
        terms = {column: draw(number) for column, number in enumerate(numbers)}
        sense = draw(st.sampled_from(["<=", ">=", "=="]))
        program.row(f"row{row}", terms, sense, draw(st.integers(-4, 6)))
    return program, {column: draw(number) for column, number in enumerate(numbers)}


def points(program: certificate._Program) -> Iterator[tuple[int, ...]]:
    """Every whole point within the bounds."""
    yield from product(*(range(upper + 1) for upper in program.upper))


def broken_rows(program: certificate._Program, point: tuple[int, ...]) -> list[tuple[str, int]]:
    """The rows that a point does not keep, each with the sign of the multiplier that shows it."""
    broken = []
    for name, row in program.rows.items():
        side = sum(Fraction(c, program.scale[column]) * point[column] for column, c in row.terms)
        if side > row.bound and row.sense != ">=":
            broken.append((name, 1))
        elif side < row.bound and row.sense != "<=":
            broken.append((name, -1))
    return broken


def passes(
    program: certificate._Program, terms: dict[int, Any], sign: int, value: int, lists: Any, tree: Any
) -> bool:
    read = certificate._read_lists(program.rows.get, "here", lists)
    try:
        certificate._Proof(program, terms, sign, value, 1, read).check("here", tree)
    except certificate._Refused:
        return False
    return True


def reached(terms: dict[int, Any], point: tuple[int, ...]) -> Any:
    return sum(c * point[column] for column, c in terms.items())


@st.composite
def trees(draw: st.DrawFn, lists: int, depth: int = 3) -> dict[str, Any]:
    number, column = draw(st.integers(0, lists - 1)), draw(st.sampled_from("xyz"))
    match draw(
        st.sampled_from(["bound", "bound", "empty", "fix", "column", "column"]) if depth else st.just("bound")
    ):
        case "fix":
            then = draw(trees(lists, depth - 1))
            return {"fix": number, "columns": {column: draw(st.integers(0, 1))}, "then": then}
        case "column":
            down, up = draw(trees(lists, depth - 1)), draw(trees(lists, depth - 1))
            return {"column": column, "at": draw(st.integers(0, 1)), "down": down, "up": up}
        case kind:
            return {kind: number}


@given(programs(), st.sampled_from([1, -1]), st.data())
@settings(max_examples=300)
def test_a_proof_that_passes_is_true_of_every_point(
    made: tuple[certificate._Program, dict[int, Any]], sign: int, data: st.DataObject
) -> None:
    program, terms = made
    signs = {"<=": (0, 4), ">=": (-4, 0), "==": (-4, 4)}
    lists = [
        {name: str(data.draw(st.integers(*signs[row.sense]))) for name, row in program.rows.items()}
        for _ in range(2)
    ] + [{}]
    value = data.draw(st.integers(-6, 6))
    if passes(program, terms, sign, value, lists, data.draw(trees(len(lists)))):
        kept = [point for point in points(program) if not broken_rows(program, point)]
        assert all(floor(sign * reached(terms, point)) <= sign * value for point in kept)


@given(programs(), st.sampled_from([1, -1]))
def test_what_is_true_of_every_point_can_be_proven_point_by_point(
    made: tuple[certificate._Program, dict[int, Any]], sign: int
) -> None:
    """Divided down to single points, each is shown to break a row or to be no better; and no less will do."""
    program, terms = made
    kept = [point for point in points(program) if not broken_rows(program, point)]
    assume(kept)
    best = max(floor(sign * reached(terms, point)) for point in kept)
    lists: list[dict[str, str]] = [{}]

    def divide(point: tuple[int, ...]) -> dict[str, Any]:
        column = len(point)
        if column < len(program.upper):
            tree = divide((*point, program.upper[column]))
            for value in reversed(range(program.upper[column])):
                tree = {"column": "xyz"[column], "at": value, "down": divide((*point, value)), "up": tree}
            return tree
        for name, multiplier in broken_rows(program, point):
            lists.append({name: str(multiplier)})
            return {"empty": len(lists) - 1}
        return {"bound": 0}

    tree = divide(())
    assert passes(program, terms, sign, sign * best, lists, tree)
    assert not passes(program, terms, sign, sign * (best - 1), lists, tree)


# Laws: the rows. No plan is cut off by any row, over any classes that are let pass.


PERS = [None, ("from", "id"), ("to", "id"), ("from", "project"), ("from", "agency"), ("to", "category")]
BOUNDS = st.one_of(
    *[
        st.fixed_dictionaries(
            {"type": st.just(kind), "share": st.just(Fraction(1)), "of": st.sampled_from(SHARE_BASES)}
        )
        for kind in ("limit", "require")
    ],
    st.fixed_dictionaries({"type": st.just("count"), "what": st.sampled_from(COUNTED), "max": st.just(0)}),
)
BROAD_RULES = st.builds(
    lambda bounds, **fields: Rule("broad", **bounds, **fields),
    BOUNDS,
    source=st.sampled_from([Selector(), Selector(), Selector((Condition("project", ("tourism",)),))]),
    target=st.sampled_from([Selector(), Selector(), Selector((Condition("project", ("society",)),))]),
    same=st.sampled_from([(), (), (), ("agency",)]),
    different=st.sampled_from([(), (), (), ("category",)]),
    per=st.sampled_from(PERS),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Case, dict[oracle.Pair, int]]:
    """A case and a plan that it leaves no room: every rule's bound is what the plan comes to."""
    case = draw(cases(rules=("forbid", "approval", "limit", "require", "count"), max_rules=1))
    case = replace(case, rules=(*case.rules, draw(BROAD_RULES)))
    free = replace(case, rules=tuple(rule for rule in case.rules if rule.type in ("forbid", "approval")))
    transfers = oracle.greedy(free, draw(st.permutations(free.reserves)))
    pairs = oracle.permitted_pairs(free)
    for _ in range(draw(st.integers(0, 4)) if pairs else 0):
        giver, taker = draw(st.sampled_from(pairs))
        tried = transfers | {(giver.id, taker.id): draw(st.integers(1, 60)) * case.unit}
        transfers = tried if oracle.holds(free, tried) else transfers
    case = replace(case, rules=tuple(tight(case, rule, transfers) for rule in case.rules))
    assert oracle.holds(case, transfers)
    return case, transfers


def tight(case: Case, rule: Rule, transfers: dict[oracle.Pair, int]) -> Rule:
    """The rule with the strictest bound that the plan keeps in every value of its `per`."""
    if rule.type in ("forbid", "approval"):
        return rule
    givers, takers = {a.id: a for a in case.activities}, {r.id: r for r in case.reserves}
    moved, used = sum(transfers.values()), []
    for scope in oracle.scopes(case, rule):
        mine = [
            (i, j)
            for i, j in transfers
            if oracle.matches(case, rule, givers[i], takers[j])
            and oracle.scope_of(case, rule, givers[i], takers[j]) == scope
        ]
        if rule.type == "count":
            used.append(Fraction(oracle.counted(rule, mine)))
        elif rule.share is None:
            used.append(Fraction(sum(transfers[pair] for pair in mine)))
        elif base := oracle.base(case, rule, scope, moved):
            used.append(Fraction(sum(transfers[pair] for pair in mine), base))
    bound = (min if rule.type == "require" else max)(used, default=Fraction(0))
    if rule.type == "count":
        return replace(rule, max=int(bound))
    return replace(rule, share=bound) if rule.share is not None else replace(rule, amount=int(bound))


def coarse(draw: st.DrawFn, ground: certificate._Ground, stages: set[str]) -> certificate._Classes:
    """Classes as large as the check lets them be: row after row joins the first that will have it."""
    case = ground.case
    classes = {
        "activities": [[a.id] for a in case.activities if oracle.releasable(case, a) > 0],
        "reserves": [[r.id] for r in case.reserves if oracle.eligible(case, r)],
    }
    read = certificate._read_classes(ground, "here", classes, stages)
    for side in classes if draw(st.sampled_from([True, True, False])) else ():
        for row in draw(st.permutations(classes[side])):
            for host in [members for members in classes[side] if members != row]:
                without = [members for members in classes[side] if members not in (row, host)]
                joined = classes | {side: [*without, host + row]}
                try:
                    read = certificate._read_classes(ground, "here", joined, stages)
                except certificate._Refused:
                    continue
                classes = joined
                break
    return read


def place(draft: certificate._Draft, transfers: dict[oracle.Pair, int]) -> dict[str, int]:
    """Where a plan stands in the program: the value of each column, by name."""
    case = draft.ground.case
    units = {pair: amount // case.unit for pair, amount in transfers.items()}
    class_of = {
        case.activities[i].id: draft.source(a) for a, c in enumerate(draft.classes.sources) for i in c
    }
    class_of |= {case.reserves[j].id: draft.target(b) for b, c in enumerate(draft.classes.targets) for j in c}
    values = dict.fromkeys(draft.program.index, 0)
    for (i, j), amount in units.items():
        values[f"flow:{class_of[i]}:{class_of[j]}"] += amount
        values[f"funded:{j}"] = 1
        for name, value in ((f"touched:{i}", 1), (f"line:{i}:{j}", 1), (f"amount:{j}", amount)):
            if name in values:
                values[name] = values[name] + value if name.startswith("amount") else value
    givers, takers = {a.id: a for a in case.activities}, {r.id: r for r in case.reserves}
    for rule in oracle.live(case, "count"):
        for i, j in units:
            if oracle.matches(case, rule, givers[i], takers[j]):
                scope = oracle.scope_of(case, rule, givers[i], takers[j])
                for row in (i, j):
                    name = f"use:{rule.id}:{'' if scope is None else scope}:{row}"
                    values |= {name: 1} if name in values else {}
    return values


@given(plans(), st.data())
@settings(max_examples=400)
def test_every_plan_keeps_every_row(made: tuple[Case, dict[oracle.Pair, int]], data: st.DataObject) -> None:
    case, transfers = made
    facts = certificate.derive(case)
    claims = certificate._claims(facts, oracle.document(case, transfers))
    ground = certificate._ground(facts)
    classes = coarse(data.draw, ground, set(case.stages))
    draft = certificate._draft(ground, classes, "here", elastic=data.draw(st.booleans()))
    certificate._keep(draft, claims, set(range(len(claims))))
    values = place(draft, transfers)
    assert all(0 <= values[name] <= draft.program.upper[k] for name, k in draft.program.index.items())
    assert broken_rows(draft.program, tuple(values.values())) == []


@given(plans(), st.data())
def test_an_objective_is_what_the_plan_says_that_it_reaches(
    made: tuple[Case, dict[oracle.Pair, int]], data: st.DataObject
) -> None:
    case, transfers = made
    facts = certificate.derive(case)
    claims = certificate._claims(facts, oracle.document(case, transfers))
    ground = certificate._ground(facts)
    classes = coarse(data.draw, ground, set(case.stages))
    draft = certificate._draft(ground, classes, "here", elastic=False)
    certificate._keep(draft, claims, set())
    for claim in claims:
        if claim.stage not in ("lines", "activities") or classes.single:
            terms = certificate._objective(draft, claim)
            values = tuple(place(draft, transfers).values())
            assert floor(reached(terms, values)) == claim.value


# Laws: the planner's proofs.


@given(cases())
@settings(max_examples=150)
def test_what_the_planner_proves_is_followed(case: Case) -> None:
    found = plan(case, certificate=True)
    document = plan_document(found)
    verdict = examine(case, document, json.loads(json.dumps(found.certificate)))
    assert verdict.problems == []
    exact = {
        row["stage"]
        for row in document["objective"]
        if row["proof"] == "exact" and row["value"] == row["bound"]
    }
    assert exact <= set(verdict.proven) | {"rank"}


def worse(case: Case, document: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any] | None:
    """The plan's document, saying that an entry's stage reaches less, by the least; None at the worst."""
    number = case.stages.index(entry["stage"])
    stage, row = entry["stage"], document["objective"][number]
    if stage == "rank":
        rank = next(str(r.rank) for r in case.reserves if r.id == entry["reserve"])
        ranks = row["value"].split(" ")
        said = " ".join(other for other in ranks if other != rank) if rank in ranks else None
    else:
        digits = 4 if stage == "score" else 2 if stage in oracle.MONEY_STAGES else 0
        step = Decimal(case.unit) / 100 if digits == 2 else Decimal(1).scaleb(-digits)
        less = Decimal(row["value"]) + (step if stage in certificate.MINIMISED else -step)
        said = f"{less:.{digits}f}" if less >= 0 else None
    return (
        None
        if said is None
        else changed(document, ("objective", number), row | {"value": said, "bound": said})
    )


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    todo = [tree]
    while todo:
        yield (node := todo.pop())
        todo += [node[key] for key in ("down", "up", "then") if key in node]


def tamper(draw: st.DrawFn, entry: dict[str, Any]) -> None:
    """Change an entry in one place, in a way that could make it prove more than it does."""
    node = draw(st.sampled_from(list(nodes(entry["tree"]))))
    lists = [multipliers for multipliers in entry["multipliers"] if multipliers]
    classes = entry["classes"][draw(st.sampled_from(["activities", "reserves"]))]
    match draw(st.sampled_from(["size", "row", "close", "drop", "merge"])):
        case "size" if lists:
            multipliers = draw(st.sampled_from(lists))
            name = draw(st.sampled_from(sorted(multipliers)))
            multipliers[name] = str(int(multipliers[name]) * draw(st.sampled_from([0, 2, -1])))
        case "row" if lists:
            multipliers = draw(st.sampled_from(lists))
            name = draw(st.sampled_from(sorted(multipliers)))
            other = draw(st.sampled_from(sorted({name for each in lists for name in each})))
            multipliers[other] = multipliers.pop(name)
        case "close":
            number = draw(st.integers(0, max(0, len(entry["multipliers"]) - 1)))
            node.clear()
            node[draw(st.sampled_from(["bound", "empty"]))] = number
        case "drop":
            below = [node[key] for key in ("down", "up", "then") if key in node]
            if below:
                kept = dict(draw(st.sampled_from(below)))
                node.clear()
                node |= kept
        case "merge" if len(classes) > 1:
            classes[0] += classes.pop(draw(st.integers(1, len(classes) - 1)))


@given(cases(), st.data())
@settings(max_examples=150)
def test_nothing_proves_what_is_not_so(case: Case, data: st.DataObject) -> None:
    """The plan is said to reach less than it does, and its proof is tampered with to prove that."""
    found = plan(case, certificate=True)
    assume(found.status != "infeasible" and found.certificate["stages"])
    document, altered = plan_document(found), copy.deepcopy(found.certificate)
    entry = data.draw(st.sampled_from(altered["stages"]))
    false = worse(case, document, entry)
    assume(false is not None)
    assert false is not None
    claims = certificate._claims(certificate.derive(case), false)
    (value,) = [c.value for c in claims if (c.stage, c.reserve) == (entry["stage"], entry["reserve"])]
    entry["value"] = str(value)
    for _ in range(data.draw(st.integers(0, 3))):
        tamper(data.draw, entry)
    assert entry["stage"] not in examine(case, false, seal(altered)).proven


def test_the_check_imports_neither_model_nor_solver_nor_situation() -> None:
    tree = ast.parse(Path(certificate.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    ours = {name for name in imported if name and name.startswith("realloc")}
    assert ours == {"realloc.case.records", "realloc.verify"}
