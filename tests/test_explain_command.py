"""`realloc explain` as it is typed: exit codes, what is refused, what its settings mean, bounded effort."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cases import write_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import cases
from test_explain_reserve import explained, said
from typer.testing import CliRunner

from realloc.case.load import load_folder
from realloc.case.records import Case
from realloc.cli.app import app
from realloc.explain.beside import beside
from realloc.explain.changes import forced
from realloc.explain.probe import Probe
from realloc.explain.remedies import remedies
from realloc.planning import plan
from realloc.result import Plan

EXAMPLE = Path(__file__).parents[1] / "scenarios" / "phetchaburi-2564"
RESERVES = [
    {"cost": "500.00", "score": "10"},
    {"cost": "400.00", "score": "9"},
    {"cost": "300", "available": "no"},
]
MUCH = '[rules.much]\ntype = "require"\namount = "5,000"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "small", [{"status": "cancelled"}], RESERVES)


def run(*args: object):
    return CliRunner().invoke(app, ["explain", *map(str, args)])


@pytest.mark.parametrize(
    ("about", "kind"), [("R1", "reserve"), ("R2", "reserve"), ("A1", "activity"), ("rules", "rules")]
)
def test_each_row_and_the_rules_are_explained(case, about, kind):
    result = run(case, about, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert (document["schema"], document["about"]["kind"]) == ("realloc.explanation/1", kind)
    assert run(case, about, "--lang", "th").exit_code == 0


def test_the_answer_can_be_written_to_a_file(case, tmp_path):
    out = tmp_path / "why.json"
    assert run(case, "R1", "-o", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["answer"] == "funded"


def test_settings_lie_under_the_answer(case):
    document = json.loads(run(case, "R3", "--set", "reserves.R3.available=yes", "--json").stdout)
    assert document["answer"] != "not-eligible"
    assert document["settings"] == [{"path": "reserves.R3.available", "value": "yes"}]


def test_an_unknown_id_is_refused_with_the_nearest(case):
    result = run(case, "R11")
    assert (result.exit_code, result.stdout) == (2, "")
    assert '"R11": expected the id of an activity or a reserve project' in result.stderr
    assert 'Did you mean "R1"?' in result.stderr
    assert 'หมายถึง "rules" หรือไม่' in run(case, "rule", "--lang", "th").stderr


@pytest.mark.parametrize(
    "option", [("--step", "0"), ("--step", "much"), ("--step", "-5"), ("--time-limit", "0")]
)
def test_what_makes_no_sense_is_refused(case, option):
    result = run(case, "rules", *option)
    assert (result.exit_code, result.stdout) == (2, "")
    assert option[0] in result.stderr


def test_no_plan_is_a_no_for_the_rules_with_ways_out(tmp_path):
    case = write_case(tmp_path / "none", [{"status": "cancelled"}], RESERVES, MUCH)
    result = run(case, "rules", "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert document["status"] == "infeasible"
    assert document["relaxations"]["ways"]
    assert "much" in run(case, "rules").stdout
    assert json.loads(run(case, "R1", "--json").stdout)["answer"] == "no-plan"


def test_the_settings_of_the_example_make_the_cases_that_were_planned():
    """As `--set` reads them from the command line, and as the records were changed."""
    raw = load_folder(EXAMPLE)
    case = raw.case()
    asked: set[str] = set()

    class Watched(Probe):
        def plan(self, case: Case) -> Plan:
            asked.add(case.fingerprint)
            return super().plan(case)

    probe = Watched()
    known = probe.plan(case)
    row = next(row for row in case.reserves if row.id == "R03")
    instead = beside(known, probe.plan(forced(case, "R03")))
    for remedy in remedies(case, row, known, instead, probe):
        if remedy.settings:
            laid = plan(raw.case(settings=remedy.settings))
            assert next(r.funded for r in laid.reserves if r.id == "R03"), remedy.kind
            assert laid.fingerprint in asked


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(cases(max_activities=4, max_reserves=4), st.data(), st.integers(1, 6))
def test_a_bound_on_the_effort_is_kept_and_leaves_what_is_said_true(
    case: Case, data: st.DataObject, most: int
) -> None:
    id_ = data.draw(st.sampled_from(case.reserves)).id
    few, all_ = explained(case, id_, most), explained(case, id_, 500)
    assert few.effort.replans <= most
    if not few.effort.ended:
        assert (few.answer, few.remedies) == (all_.answer, all_.remedies)
    assert said(few).keys() - {"effort-spent"} <= said(all_).keys()
    for one in few.remedies:
        assert one.found == "open" or one in all_.remedies
