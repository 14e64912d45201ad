"""A plan of a case that has changed since: the cause first, then what can be told, then what follows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cases import write_case
from explained import laid
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import cases
from test_cli_commands import run

import realloc
from realloc import money
from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case
from realloc.changed import Change, changes, is_of_other_data
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.verify import check_plan

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(["A01", "R01", "base"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["case", "name", "activities", "id", "before", "rules", "type", "totals", "scenario"]
            ),
            inner,
        )
    ),
)
few = settings(max_examples=20)


def anew(case: Case) -> Case:
    return replace(case, fingerprint=fingerprint(case))


def document_of(case: Case) -> dict[str, Any]:
    return dict(plan_document(plan(case)))


@few
@given(cases())
def test_a_plan_of_the_case_as_it_stands_tells_of_no_change(case) -> None:
    case = anew(case)
    document = document_of(case)
    assert changes(case, document) == [] and not is_of_other_data(check_plan(case, document))


@few
@given(cases(), st.data())
def test_each_budget_cost_and_row_that_changed_is_told_and_nothing_else(case, data) -> None:
    case = anew(case)
    document = document_of(case)
    budget, cost = data.draw(st.booleans()), data.draw(st.booleans())
    expected, now = [], case
    if budget:
        before = case.activities[0].budget
        expected.append(("activities.A01.budget", money.decimal(before), money.decimal(before + case.unit)))
        now = laid(now, [("activities.A01.budget", money.decimal(before + case.unit))])
    if cost:
        last = case.reserves[-1]
        expected.append((f"reserves.{last.id}", money.decimal(last.cost), ""))
        now = anew(replace(now, reserves=now.reserves[:-1]))
    assert [(c.path, c.plan, c.case) for c in changes(now, document)] == expected
    assert is_of_other_data(check_plan(now, document)) is bool(expected)


@few
@given(cases(), st.data())
def test_a_row_that_is_new_what_was_paid_and_a_rule_that_went_are_told(case, data) -> None:
    case = anew(case)
    document = document_of(case)
    added = replace(case.activities[0], id="A99", disbursed=0)
    assert [c.path for c in changes(replace(case, activities=(*case.activities, added)), document)] == [
        "activities.A99"
    ]
    paid = replace(case.activities[0], disbursed=case.activities[0].disbursed + 1)
    told = changes(replace(case, activities=(paid, *case.activities[1:])), document)
    assert [c.path for c in told] == ["totals.disbursed"]
    named = {row["id"] for row in document["rules"]}
    assert {c.path for c in changes(replace(case, rules=()), document)} == {f"rules.{id_}" for id_ in named}


@given(cases(max_activities=1, max_reserves=1), JSON)
def test_it_never_raises_whatever_a_plan_says(case, document) -> None:
    assert all(isinstance(change, Change) for change in changes(case, document))


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, Path]:
    """A plan, and its case in which a budget has changed since."""
    rows = [{"status": "cancelled", "disbursed": "0"}] * 8
    case = write_case(tmp_path / "case", rows, [{"cost": "700"}] * 3)
    assert run("plan", case, "-o", tmp_path / "plan.json").exit_code == 0
    changed = [{**row, "budget": "1500"} for row in rows]
    write_case(case, changed, [{"cost": "700"}] * 3)
    return case, tmp_path / "plan.json"


def test_the_page_says_the_cause_then_what_changed_then_a_few_of_what_follows(old) -> None:
    case, file = old
    said = run("verify", file, "--case", case)
    assert said.exit_code == 1
    lines = said.stdout.splitlines()
    assert lines[0] == "The plan does not hold: the case has changed since it was made."
    first = lines.index("- activities.A1.budget: 1,000.00 → 1,500.00")
    follows = next(number for number, line in enumerate(lines) if line.startswith("What therefore no longer"))
    assert first < follows
    items = [line for line in lines[follows + 1 :] if line.startswith("- ")]
    whole = json.loads(run("verify", file, "--case", case, "--json").stdout)
    rest = [problem for problem in whole["problems"] if problem["code"] != "fingerprint"]
    assert len(items) == 5 < len(rest)
    assert f"and {len(rest) - 5} more; --json shows all." in lines
    assert whole["problems"][0]["code"] == "fingerprint"
    assert whole["case_changed"] and len(whole["changes"]) == 8
    assert whole["changes"][0] == {"path": "activities.A1.budget", "plan": "1000.00", "case": "1500.00"}


def test_a_file_has_all_of_it(old, tmp_path: Path) -> None:
    case, file = old
    assert run("verify", file, "--case", case, "-o", tmp_path / "all.txt", "--lang", "th").exit_code == 1
    text = (tmp_path / "all.txt").read_text("utf-8")
    assert text.startswith("แผนไม่ถูกต้องแล้ว: ข้อมูลของกรณีเปลี่ยนไปหลังจากจัดทำแผนนี้\n")
    problems = json.loads(run("verify", file, "--case", case, "--json").stdout)["problems"]
    assert text.count("\n- ") == 8 + len(problems) - 1


def test_a_change_that_leaves_no_trace_is_said_to(old, tmp_path: Path) -> None:
    case = write_case(tmp_path / "dated" / "case")
    assert run("plan", case, "-o", tmp_path / "dated.json").exit_code == 0
    write_case(case, [{"note": "checked"}])
    said = run("verify", tmp_path / "dated.json", "--case", case).stdout
    assert "dates, scores and shares" in said and "Everything that the plan says still follows" in said


def test_a_plan_that_was_altered_is_no_changed_case(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", [{"status": "cancelled"}] * 30, [{"cost": "100"}] * 2)
    assert run("plan", case, "-o", tmp_path / "plan.json").exit_code == 0
    document = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    for row in document["activities"]:
        row["releasable"] = "1.00"
    (tmp_path / "plan.json").write_text(json.dumps(document), "utf-8")
    said = run("verify", tmp_path / "plan.json").stdout
    assert said.startswith("The plan does not hold: 30 problems.") and said.count("\n- ") == 20
    assert "and 10 more; --json shows all." in said
    whole = json.loads(run("verify", tmp_path / "plan.json", "--json").stdout)
    assert not whole["case_changed"] and whole["changes"] == [] and len(whole["problems"]) == 30


def test_from_python_it_is_the_same(old) -> None:
    case, file = old
    found = realloc.verify_plan(file, case)
    assert found.to_dict() == json.loads(run("verify", file, "--case", case, "--json").stdout)
    assert realloc.verify_plan(realloc.plan(case)).changes is None
