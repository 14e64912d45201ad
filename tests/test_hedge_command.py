"""`realloc hedge`: its pages, its document, and requests that it cannot follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cases import write_case
from typer.testing import CliRunner

from realloc.case.load import load_case
from realloc.cli.app import app
from realloc.verify import check_plan

# R1 cannot wait, R2 can; more money comes free if the event is cancelled.
WHAT_IF = {
    "cancelled": 'title = "ยกเลิกงาน"\nprobability = 0.4\n[activities.A2]\nstatus = "cancelled"\n',
    "held": 'title = "จัดงานได้"\nprobability = 0.6\n',
}
ASKED = '[rules.some]\ntype = "require"\namount = "5,000"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(
        tmp_path / "waiting",
        activities=[{"status": "cancelled"}, {"name": "งาน [bold]ใหญ่[/bold]", "nature": "gathering"}],
        reserves=[
            {"name": "=ขุดลอกคลอง", "cost": "700.00", "lead_days": "100", "score": "9"},
            {"cost": "800.00", "score": "10"},
        ],
        what_if=WHAT_IF,
    )


def run(*args: object, **env: str):
    return CliRunner().invoke(app, [str(arg) for arg in args], env=env)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("columns", [80, 160])
def test_the_page_is_as_agreed(case, lang, columns, golden):
    result = run("hedge", case, "--lang", lang, COLUMNS=str(columns))
    assert result.exit_code == 0
    golden(f"report/hedge-{lang}-{columns}.txt", result.stdout)


def test_the_document_says_what_the_page_says_and_its_plans_can_be_verified(case):
    document = json.loads(run("hedge", case, "--json").stdout)
    assert document["schema"] == "realloc.hedge/1"
    assert (document["today"], document["later"]) == ("2021-06-01", "2021-07-01")
    assert document["status"] == "optimal" and document["gap"] == "0.0000"
    assert document["transfers"] == [{"from": "A1", "to": "R1", "amount": "700.00"}]
    ways = {(way["kind"], way["scenario"]): way for way in document["ways"]}
    assert ways["hedge", None]["values"] == {"cancelled": "19.0000", "held": "9.0000"}
    assert ways["hedge", None]["expected"] == "13.0000"
    assert ways["wait", None]["expected"] == "10.0000"
    assert ways["knowing", None]["values"] == {"cancelled": "19.0000", "held": "10.0000"}
    assert (document["knowing_is_worth"], document["beats_waiting"]) == ("0.6000", "3.0000")
    for scenario in document["scenarios"]:
        assert scenario["too_late_then"] == ["R1"]
        for each in (scenario["today_plan"], scenario["plan"]):
            laid = [(row["path"], row["value"]) for row in each["settings"]]
            assert check_plan(load_case(case, scenario["name"], laid), each) == []


def test_a_plan_taken_from_the_document_passes_verify(case, tmp_path):
    document = json.loads(run("hedge", case, "--json").stdout)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(document["scenarios"][0]["plan"]), encoding="utf-8")
    assert run("verify", plan, "--case", case).exit_code == 0
    plan.write_text(plan.read_text("utf-8").replace("700.00", "700.01"), encoding="utf-8")
    assert run("verify", plan, "--case", case).exit_code == 1


def test_without_probabilities_all_scenarios_count_alike(case):
    for name in WHAT_IF:
        file = case / "what-if" / f"{name}.toml"
        file.write_text(file.read_text("utf-8").replace("probability", "# "), encoding="utf-8")
    document = json.loads(run("hedge", case, "--json").stdout)
    assert [s["name"] for s in document["scenarios"]] == ["base", "cancelled", "held"]
    assert {s["probability"] for s in document["scenarios"]} == {"1/3"}


def test_the_same_request_gives_the_same_bytes(case):
    assert run("hedge", case, "--json").stdout == run("hedge", case, "--json").stdout


def test_where_no_decision_leaves_every_scenario_a_plan_the_answer_is_no(case):
    file = case / "case.toml"
    file.write_text(file.read_text("utf-8") + ASKED, encoding="utf-8")
    result = run("hedge", case)
    assert result.exit_code == 1 and result.stdout == ""
    assert "No decision today leaves every scenario a plan." in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--today", "31/6/2564"], "--today: "),
        (["--later", "July"], "--later: "),
        (["--later", "2021-05-01"], "before today"),
        (["--level", "20"], "--level: "),
        (["--level", "0"], "--level: "),
        (["base", "held"], "no probability: base"),
        (["nowhere"], "nowhere"),
        (["--set", 'objective.stages=["lines"]'], "begins with lines"),
    ],
)
def test_a_request_that_cannot_be_followed_is_refused(case, tmp_path, words, says):
    out = tmp_path / "hedge.json"
    result = run("hedge", case, *words, "-o", out, "--lang", "en")
    assert result.exit_code == 2 and result.stdout == ""
    assert says in result.stderr and not out.exists()
