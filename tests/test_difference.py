"""What changed between two plans, and why: every claim recomputed, by hand or by planning again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker, transfers
from rivals import rivals

from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Condition, Covid, GatheringCap, Rule, Selector
from realloc.choice import Cause, Difference
from realloc.explain import inputs
from realloc.explain.difference import difference, effect
from realloc.explain.inputs import changes, is_sound, shown
from realloc.explain.probe import Probe
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import Plan

few = settings(max_examples=40, suppress_health_check=list(HealthCheck))
FILES = ("one.json", "two.json")


def sealed(case: Case) -> Case:
    return replace(case, fingerprint=fingerprint(case))


@st.composite
def edited(draw: st.DrawFn, case: Case) -> Case:
    """The case with some of its values changed: cells, rows, rules, dates, the objective."""
    gives, takes, rules = list(case.activities), list(case.reserves), list(case.rules)
    some = st.sampled_from
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(some(["budget", "cost", "score", "row", "drop", "rule", "date", "stages", "text", "new"]))
        i, j = draw(some(range(len(gives)))), draw(some(range(len(takes))))
        if kind == "budget":
            gives[i] = replace(gives[i], budget=draw(st.integers(1, 12)) * case.unit)
        elif kind == "cost":
            cost = draw(st.integers(2, 9)) * case.unit
            takes[j] = replace(takes[j], cost=cost, min_cost=min(takes[j].min_cost, cost))
        elif kind == "score":
            takes[j] = replace(takes[j], score=Decimal(draw(st.integers(0, 5))))
        elif kind == "row":
            gives[i] = replace(gives[i], category="subsidy", release_share=Fraction(1, 2))
        elif kind == "drop" and len(takes) > 1:
            takes.pop(j)
        elif kind == "rule" and rules:
            k = draw(some(range(len(rules))))
            rules[k] = replace(rules[k], enabled=not rules[k].enabled, title="อื่น")
        elif kind == "date":
            decision = case.calendar.decision + timedelta(draw(some([1, 30])))
            case = replace(case, calendar=replace(case.calendar, decision=decision))
        elif kind == "stages":
            case = replace(case, stages=draw(some([("amount",), ("score", "amount"), ("reserves",)])))
        elif kind == "text":
            case = replace(case, title="ชื่อใหม่", unit=case.unit)
        elif kind == "new" and all(row.id != "R9" for row in takes):
            takes.append(taker("R9", 3 * case.unit))
    return sealed(replace(case, activities=tuple(gives), reserves=tuple(takes), rules=tuple(rules)))


PAIRS = rivals().map(sealed).flatmap(lambda case: st.tuples(st.just(case), edited(case)))


def alike(case: Case) -> str:
    """What a case's fingerprint is without the texts that no plan depends on."""
    rules = tuple(replace(rule, title="", title_en="", cite="") for rule in case.rules)
    return fingerprint(replace(case, title="", rules=rules))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(PAIRS, st.integers(0, 24), st.randoms())
def test_the_changes_lead_from_one_case_to_the_other_and_back(pair, most, random) -> None:
    """In whatever order, one by one or a column at a time."""
    first, second = pair
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "MOST_CHANGES", most)
        found, others = changes(first, second)
    random.shuffle(found)
    there, back = first, second
    for change in found:
        there, back = change.there(there), change.back(back)
    assert alike(there) == alike(second)
    assert alike(back) == alike(first)
    assert there.fingerprint == fingerprint(there)
    assert bool(found) == (alike(first) != alike(second))
    assert bool(found or others) == (first.fingerprint != second.fingerprint)
    assert all(change.cells and change.rows >= 1 for change in found)


def compared(first: Case, second: Case, plans: tuple[Plan, Plan] | None = None) -> Difference:
    one, two = plans or (plan(first), plan(second))
    return difference((plan_document(one), plan_document(two)), FILES, (first, second))


@few
@given(PAIRS)
def test_rows_that_differ_are_shown_and_the_others_counted(pair: tuple[Case, Case]) -> None:
    plans = (plan(pair[0]), plan(pair[1]))
    found = compared(*pair, plans)
    tables: dict[str, tuple[Any, Any]] = {
        "transfers": tuple(transfers(one) for one in plans),
        "reserves": tuple({(row.id,): row.amount for row in one.reserves} for one in plans),
        "activities": tuple({(row.id,): row.out for row in one.activities} for one in plans),
    }
    for name, (one, two) in tables.items():
        rows = {row.ids: (row.first, row.second) for row in getattr(found, name)}
        ids = {id_ for id_ in one.keys() | two.keys() if one.get(id_) or two.get(id_)}
        assert rows == {
            id_: (one.get(id_, 0), two.get(id_, 0)) for id_ in ids if one.get(id_, 0) != two.get(id_, 0)
        }
        assert found.unchanged[name] == len(ids) - len(rows)
    assert found.same == (tables["transfers"][0] == tables["transfers"][1])
    assert (found.first.totals, found.second.totals) == (plans[0].totals, plans[1].totals)
    documents = [plan_document(one)["objective"] for one in plans]
    for stage, first, second in found.stages:
        for shown_, rows_ in ((first, documents[0]), (second, documents[1])):
            assert shown_ == next((row["value"] for row in rows_ if row["stage"] == stage), "")


@few
@given(PAIRS)
def test_what_a_change_does_is_found_by_planning_again(pair: tuple[Case, Case]) -> None:
    first, second = pair
    assume(first.fingerprint != second.fingerprint)
    plans = (plan(first), plan(second))
    found = compared(first, second, plans)
    assert found.first.best and found.second.best and found.first.current and found.second.current
    assert found.causes is not None and not found.causes.ended
    made, others = changes(first, second)
    assert [cause.cells for cause in found.causes.causes] == [change.cells for change in made]
    assert found.causes.others == others
    for cause, change in zip(found.causes.causes, made, strict=True):
        alone, without = change.there(first), change.back(second)
        assert (cause.alone is None) == (not is_sound(alone))
        if cause.alone is None or cause.back is None:
            continue
        assert cause.alone == effect(plans[0], plan(alone))
        assert cause.back == effect(plans[1], plan(without))
        assert_verdict(cause, plan(alone), plans[1])


def gets(found: Plan) -> dict[str, int]:
    return {row.id: row.amount for row in found.reserves if row.amount}


def assert_verdict(cause: Cause, alone: Plan, second: Plan) -> None:
    assert cause.alone is not None and cause.back is not None
    does, undone = cause.alone.matters, cause.back.matters
    if cause.verdict in ("none", "payers"):
        assert not does and not undone
        assert (cause.verdict == "none") == (cause.alone.same and cause.back.same)
    elif cause.verdict == "joint":
        assert undone and not does
    elif cause.verdict == "spare":
        assert does and not undone
    elif cause.verdict == "whole":
        assert does and gets(alone) == gets(second)
    else:
        assert cause.verdict == "part" and does and undone


@few
@given(PAIRS)
def test_an_effect_says_what_changes_and_nothing_else(pair: tuple[Case, Case]) -> None:
    before, after = plan(pair[0]), plan(pair[1])
    found = effect(before, after)
    one, two = gets(before), gets(after)
    assert set(found.gained) == two.keys() - one.keys()
    assert set(found.lost) == one.keys() - two.keys()
    assert set(found.changed) == {id_ for id_ in one.keys() & two.keys() if one[id_] != two[id_]}
    assert (found.ends == "") == ((before.status == "infeasible") == (after.status == "infeasible"))
    stages = {row.stage: row.value for row in after.objective}
    if found.stage is not None:
        assert (found.first, found.second) == (
            next(row.value for row in before.objective if row.stage == found.stage),
            stages[found.stage],
        )
    assert effect(before, before).same and not effect(before, before).matters


BASE = sealed(
    case_of(
        [giver("A1", 1000), giver("A2", 200, category="capital")],
        [taker("R1", 600, score=Decimal(3)), taker("R2", 500, score=Decimal(2)), taker("R3", 300)],
    )
)


def verdicts(first: Case, second: Case) -> dict[str, str]:
    found = compared(first, sealed(second)).causes
    assert found is not None
    return {cause.cells[0].path: cause.verdict for cause in found.causes}


def test_one_change_does_it_all() -> None:
    second = replace(BASE, activities=(replace(BASE.activities[0], budget=500), BASE.activities[1]))
    assert verdicts(BASE, second) == {"activities.A1.budget": "whole"}


def test_changes_that_only_work_together_and_those_that_do_nothing() -> None:
    """R9 gets money once it is available, and behind a wall only when that is gone as well."""
    late = replace(taker("R9", 700, score=Decimal(9)), available=False)
    first = sealed(replace(BASE, reserves=(*BASE.reserves, late)))
    opened = replace(late, available=True)
    second = replace(first, reserves=(*BASE.reserves, opened), rules=(Rule("r", "limit", amount=10**9),))
    assert verdicts(first, second) == {"reserves.R9.available": "whole", "rules.r.id": "none"}
    wall = Rule("wall", "forbid", target=Selector((Condition("id", ("R9",)),)))
    first = sealed(replace(first, rules=(wall,)))
    second = replace(first, reserves=(*BASE.reserves, opened), rules=(replace(wall, enabled=False),))
    assert verdicts(first, second) == {"reserves.R9.available": "joint", "rules.wall.enabled": "joint"}
    found = compared(first, sealed(second)).causes
    assert found is not None and found.acts_together is not None
    stage, one_by_one, together = found.acts_together
    assert (stage, one_by_one) == ("score", 0) and together > 0


def test_either_of_two_changes_is_enough() -> None:
    limit = [Rule(name, "limit", amount=400) for name in ("first", "second")]
    second = replace(BASE, rules=tuple(limit))
    found = compared(BASE, sealed(second)).causes
    assert found is not None
    assert {cause.verdict for cause in found.causes} == {"whole"}
    assert all(cause.back is not None and cause.back.same for cause in found.causes)


def test_a_change_that_ends_in_no_plan_says_so() -> None:
    second = sealed(replace(BASE, rules=(Rule("much", "require", amount=9999),)))
    found = compared(BASE, second)
    assert found.second.status == "infeasible" and found.causes is not None
    (cause,) = found.causes.causes
    assert cause.verdict == "whole"
    assert cause.alone is not None and cause.alone.ends == "no-plan"
    assert cause.back is not None and cause.back.ends == "plan"


def test_what_cannot_stand_by_itself_is_not_planned() -> None:
    """R3 comes to need a project that the other change adds."""
    needing = replace(BASE.reserves[2], requires=("R9",))
    second = sealed(replace(BASE, reserves=(*BASE.reserves[:2], needing, taker("R9", 100))))
    found = compared(BASE, second).causes
    assert found is not None
    by_path = {cause.cells[0].path: cause for cause in found.causes}
    assert by_path["reserves.R3.requires"].alone is None
    assert by_path["reserves.R9.id"].back is None
    assert all(cause.verdict in ("part", "unknown") for cause in found.causes)


@pytest.mark.parametrize(
    ("changed", "sound"),
    [
        ({}, True),
        ({"stages": ("rank",)}, False),
        ({"reserves": (replace(BASE.reserves[0], score=None),)}, False),
        ({"reserves": (replace(BASE.reserves[0], score=None),), "stages": ("amount",)}, True),
        ({"reserves": (replace(BASE.reserves[0], excludes=("R7",)),)}, False),
        ({"reserves": (replace(BASE.reserves[0], min_cost=601),)}, False),
        ({"unit": 7}, False),
        ({"activities": (replace(BASE.activities[0], disbursed=600, obligated=500),)}, False),
        ({"rules": (Rule("r", "approval", level="king"),)}, False),
    ],
)
def test_what_could_be_planned_is_told_from_what_could_not(changed: dict[str, Any], sound: bool) -> None:
    assert is_sound(replace(BASE, **changed)) == sound


def test_texts_are_counted_and_not_planned() -> None:
    row = replace(BASE.reserves[0], name_en="Other", note="x")
    second = sealed(replace(BASE, title="New", reserves=(row, *BASE.reserves[1:])))
    found = compared(BASE, second).causes
    assert found is not None and (found.causes, found.others) == ((), 2)
    reading = replace(
        BASE, rules=(Rule("r", "limit", amount=9, target=Selector((Condition("note", ("x",)),))),)
    )
    made, others = changes(reading, replace(second, rules=reading.rules))
    assert [cell.path for change in made for cell in change.cells] == ["reserves.R1.note"]
    assert others == 1


def test_a_plan_that_is_not_the_best_of_its_case_is_told() -> None:
    other = plan(
        sealed(replace(BASE, reserves=(replace(BASE.reserves[0], available=False), *BASE.reserves[1:])))
    )
    second = sealed(replace(BASE, stages=("amount",)))
    one = replace(other, fingerprint=BASE.fingerprint)
    found = compared(BASE, second, (one, plan(second)))
    assert (found.first.best, found.second.best) == (False, True)


def test_plans_of_one_input_have_no_causes_and_stale_files_are_told() -> None:
    found = compared(BASE, BASE)
    assert found.same and found.causes is None
    second = sealed(replace(BASE, stages=("amount",)))
    documents = (plan_document(plan(BASE)), plan_document(plan(second)))
    stale = difference(documents, FILES, (second, second))
    assert (stale.first.current, stale.second.current, stale.causes) == (False, True, None)
    unknown = difference(documents, FILES)
    assert (unknown.first.current, unknown.causes) == (None, None)


def test_the_effort_is_bounded_and_says_so() -> None:
    second = sealed(
        replace(
            BASE, stages=("amount",), activities=(replace(BASE.activities[0], budget=900), BASE.activities[1])
        )
    )
    documents = (plan_document(plan(BASE)), plan_document(plan(second)))
    found = difference(documents, FILES, (BASE, second), Probe(most=3)).causes
    assert found is not None and found.ended
    assert "unknown" in {cause.verdict for cause in found.causes}


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    "broken",
    [
        [], {}, None, 3, {"schema": "realloc.plan/1"},
        {"totals": {"budget": 1.5}}, {"status": "great"}, {"reserves": [{"id": 3, "amount": "1.00"}]},
        {"transfers": [{"from": "A1", "to": "R1", "amount": 5}]},
        {"objective": [{"stage": "luck", "value": "1"}]}, {"settings": "x"}, {"activities": None},
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused(broken: Any, number: int) -> None:
    whole = plan_document(plan(BASE))
    document = whole | broken if isinstance(broken, dict) and broken else broken
    if document == whole | {"schema": "realloc.plan/1"}:
        del document["totals"]
    pair = (document, whole) if number == 0 else (whole, document)
    with pytest.raises(ValueError) as refused:
        difference(pair, FILES)
    assert refused.value.args == (number,)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("budget", 123_456, "1234.56"),
        ("participants", 1200, "1200"),
        ("release_share", Fraction(1, 8), "0.125"),
        ("release_share", Fraction(1), "1"),
        ("release_share", Fraction(1, 3), "1/3"),
        ("score", Decimal("12.50"), "12.50"),
        ("online", True, "yes"),
        ("keep", None, ""),
        ("requires", (), ""),
        ("tags", ("a", "b"), "a; b"),
        ("per", ("to", "agency"), "to.agency"),
        ("decision", BASE.calendar.decision, "2021-06-01"),
        ("from", Selector((Condition("category", ("capital", "other")),)), "category = capital | other"),
        ("covid", Covid((GatheringCap(BASE.calendar.decision, 50),), None, BASE.calendar.close),
         "2021-06-01: 50; reopening = 2021-09-30"),
        ("covid", Covid((GatheringCap(BASE.calendar.decision, 50),), 9), "cap = 9"),
    ],
)  # fmt: skip
def test_values_are_written_as_the_files_write_them(name: str, value: Any, text: str) -> None:
    assert shown(name, value) == text


def test_many_changes_are_taken_a_column_at_a_time() -> None:
    gives = [giver(f"A{n}", 100 + n) for n in range(30)]
    first = sealed(case_of(gives, [taker("R1", 900, min_cost=1), taker("R2", 90)]))
    spent = [replace(row, disbursed=row.budget // 2) for row in gives[:-2]]
    second = sealed(replace(first, activities=(*spent, giver("B1", 5))))
    found, _ = changes(first, second)
    assert [(change.cells[0].path, change.cells[0].first, change.cells[0].second, change.rows)
            for change in found] == [
        ("activities.disbursed", "", "", 28),
        ("activities.id", "", "+", 1),
        ("activities.id", "+", "", 2),
    ]  # fmt: skip
