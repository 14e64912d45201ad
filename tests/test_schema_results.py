"""Every document that a program may read keeps to its published schema, and has no field beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from cases import write_case
from documents import DOCS, README, ROOT
from gallery import EXAMPLES
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from report_samples import BROKE, CASE, LATE, NONE, OPEN, PLAN, SHORT
from schemas import RESULTS, faults
from strategies import cases
from study_samples import EDGES, ONE, REGRETS, STEADY, TWO
from typer.testing import CliRunner

from realloc.case.records import Rule, Scenario
from realloc.cli.app import app
from realloc.errors import UsageError
from realloc.explain.activity import explain_activity
from realloc.explain.alternatives import alternatives
from realloc.explain.difference import difference
from realloc.explain.frontier import frontier
from realloc.explain.probe import Probe
from realloc.explain.relaxation import relaxations
from realloc.explain.reserve import explain_reserve
from realloc.explain.rules import STEP, explain_rules
from realloc.planning import plan
from realloc.report.choices import (
    alternatives_document,
    difference_document,
    frontier_document,
    planned_document,
)
from realloc.report.document import (
    check_document,
    comparison_document,
    findings_document,
    paper_document,
    plan_document,
    verification_document,
)
from realloc.report.document_hedge import hedge_document
from realloc.report.document_study import compare_document, sweep_document
from realloc.report.explanation import activity_document, reserve_document, rules_document
from realloc.situation import assess
from realloc.situation.disbursement import disbursement
from realloc.study.hedge import hedge
from realloc.verify import check_plan

EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"
LANGUAGES = st.sampled_from(["en", "th"])
CLI = typer.main.get_command(app)

some = settings(max_examples=12, suppress_health_check=list(HealthCheck))


# random cases


@settings(max_examples=40)
@given(cases())
def test_every_plan_has_all_the_fields_and_no_others(case) -> None:
    found = plan(case, certificate=True)
    for document in (plan_document(found), plan_document(found, "th", case)):
        assert faults("plan", document) == []
    assert faults("certificate", found.certificate) == []
    verified = verification_document(case, check_plan(case, plan_document(found)))
    assert faults("verification", verified) == []
    assert faults("check", check_document(case, assess(case), disbursement(case))) == []
    assert faults("comparison", comparison_document([found], [case])) == []
    assert faults("paper", paper_document(found, case, "sha256:0", "th", ["a.docx"])) == []


@some
@given(cases(max_activities=4, max_reserves=4), LANGUAGES)
def test_every_explanation_does(case, lang) -> None:
    probe = Probe(most=40)
    found = probe.plan(case)
    reserve = explain_reserve(case, "R01", found, probe)
    assert faults("explanation", reserve_document(reserve, case, [("unit", "1")], lang)) == []
    activity = explain_activity(case, "A01", found, probe)
    assert faults("explanation", activity_document(activity, case, [], lang)) == []
    rules = explain_rules(case, found, probe, STEP)
    assert faults("explanation", rules_document(rules, case, [], lang)) == []


@some
@given(cases(max_activities=3, max_reserves=3), LANGUAGES)
def test_every_way_out_does(case, lang) -> None:
    asked = sum(reserve.cost for reserve in case.reserves) + case.unit
    case = replace(case, rules=(*case.rules, Rule("asks-much", "require", amount=asked)))
    probe = Probe(most=40)
    found = probe.plan(case)
    ways = relaxations(case, found.conflict, probe)
    assert faults("plan", planned_document(found, lang, case, ways)) == []
    rules = explain_rules(case, found, probe, STEP)
    assert faults("explanation", rules_document(rules, case, [], lang, ways)) == []


@some
@given(cases(max_activities=4, max_reserves=4), LANGUAGES)
def test_every_choice_does(case, lang) -> None:
    best = plan(case)
    assume(best.status != "infeasible")
    found = alternatives(case, best, 2, within=None if case.stages[0] == "rank" else "20%")
    assert faults("alternatives", alternatives_document(found, lang, case)) == []
    try:
        weighed = frontier(case, best, ("score", "lines"))
    except UsageError:
        return
    assert faults("frontier", frontier_document(weighed, lang, case)) == []


@some
@given(cases(max_activities=3, max_reserves=3), cases(max_activities=3, max_reserves=3), LANGUAGES)
def test_every_difference_does(one, two, lang) -> None:
    two = replace(two, fingerprint="sha256:other")
    plans = [plan_document(plan(case)) for case in (one, two)]
    files = ("one.json", "two.json")
    assert faults("difference", difference_document(difference((plans[0], plans[1]), files), lang)) == []
    found = difference((plans[0], plans[1]), files, (one, two), Probe(most=20))
    assert faults("difference", difference_document(found, lang)) == []


@some
@given(cases(max_activities=3, max_reserves=3, stages=("score", "amount")), LANGUAGES)
def test_every_hedge_does(case, lang) -> None:
    case = replace(case, rules=())
    late = replace(case, scenario=Scenario("late", "Late"))
    found = hedge(
        [case, late], [Fraction(1, 3), Fraction(2, 3)], today=date(2021, 6, 1), later=date(2021, 8, 1)
    )
    assert found is not None  # without rules, to move nothing is a plan
    assert faults("hedge", hedge_document(found, [case, late], [("unit", "1")], lang)) == []


# with everything in them


@pytest.mark.parametrize("lang", ["en", "th"])
def test_results_with_everything_in_them_are_valid(lang, tmp_path: Path) -> None:
    for found, case in ((PLAN, CASE), (SHORT, LATE), (OPEN, LATE), (NONE, BROKE)):
        assert faults("plan", plan_document(found, lang, case)) == []
    compared = compare_document(
        [PLAN, SHORT, NONE], [CASE, LATE, BROKE], lang, baseline=True, regrets=REGRETS
    )
    assert faults("comparison", compared) == []
    assert {"baseline", "regret", "common_transfers", "some"} < set(compared)
    for study in (ONE, EDGES, STEADY, TWO):
        assert faults("sweep", sweep_document(study, CASE, [("unit", "1")], lang)) == []
    assert faults("check", check_document(CASE, assess(CASE), disbursement(CASE), lang)) == []
    findings = EXAMPLES["choice"].findings(tmp_path / "case")
    assert faults("check", findings_document(findings, lang)) == []
    broken = plan_document(PLAN) | {"totals": {}, "transfers": []}
    assert faults("verification", verification_document(CASE, check_plan(CASE, broken), ["amount"])) == []


# what is printed


REPORT = EXAMPLE / "import" / "disbursement-2564-05.csv"
CONFLICT = "rules.all.type=require,rules.all.amount=900000"
PRINTED: Mapping[str, Sequence[str]] = {
    "check": ["CASE", "BROKEN"],
    "plan": [
        "CASE",
        "CASE -s none",
        "CASE --alternatives 2 --within 50%",
        "CASE --frontier score,lines",
        "CASE -s none --alternatives 2",
        "CASE -s none --frontier score,lines",
    ],
    "explain": [
        "CASE R1",
        "CASE A1",
        "CASE rules",
        "CASE R1 -s none",
        "CASE A1 -s none",
        "CASE rules -s none",
    ],
    "compare": ["CASE", "CASE --baseline late --regret"],
    "sweep": [
        "CASE --vary calendar.decision=2021-06-01,2021-08-01 --workers 1",
        "CASE --vary scenario=base,none --vary unit=1,1000 --workers 1",
        "CASE --vary calendar.decision=2021-06-01..2021-09-01/30d --thresholds --workers 1",
    ],
    "hedge": ["CASE base late", "CASE base late --by regret", "CASE base late --by cvar --level 0.5"],
    "risk": ["CASE --draws 4 --workers 1", "CASE -s none --draws 2 --workers 1"],
    "diff": ["PLAN LATER", "PLAN PLAN", "PLAN LATER --case OTHER"],
    "verify": ["PLAN", "PLAN --case OTHER", "PLAN --certificate PROOF", "PAPER", "PAPER --case OTHER"],
    "import": [f"{REPORT} --map {EXAMPLE}/import/map.toml --into {EXAMPLE} --dry-run"],
    "propose": ["CASE -o NEW"],
}
SECTIONS = """
[release]
feasible = 1

[[risk.uncertain]]
path = "activities.A1.budget"
low = 500
high = 1500
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Mapping[str, str]:
    """A small case, the same with other figures, a broken one, and files made of the first."""
    root = tmp_path_factory.mktemp("printed")
    givers = [{"budget": "1000"}, {"budget": "700"}]
    takers = [{"cost": "500"}, {"cost": "300"}, {"cost": "900", "min_cost": "100"}]
    what_if = {
        "late": "[calendar]\ndecision = 2021-08-01\n",
        "none": "[rules.all]\ntype = 'require'\namount = 900000\n",
    }
    case = write_case(root / "case", givers, takers, SECTIONS, what_if=what_if)
    other = write_case(root / "other" / "case", givers[:1], takers, SECTIONS, what_if=what_if)
    broken = write_case(root / "broken", [{"budget": "many"}])
    paths = {"CASE": case, "OTHER": other, "BROKEN": broken}
    for name, words in {
        "PLAN": ["plan", case, "-o", root / "plan.json", "--certificate", root / "proof.json"],
        "LATER": ["plan", case, "-s", "late", "-o", root / "later.json"],
        "PAPER": ["propose", case, "-o", root / "paper.md"],
    }.items():
        assert invoke(*words).exit_code == 0
        paths[name] = Path(str(words[words.index("-o") + 1]))
    return {
        name: str(path)
        for name, path in {**paths, "PROOF": root / "proof.json", "NEW": root / "n.md"}.items()
    }


def invoke(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_every_command_that_prints_json_is_run_here() -> None:
    printing = {
        name
        for name, command in CLI.commands.items()  # type: ignore[attr-defined]
        if any("--json" in option.opts for option in command.params)
    }
    assert printing == set(PRINTED)


@pytest.mark.parametrize(
    ("command", "words"), [(name, words) for name, runs in PRINTED.items() for words in runs]
)
@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_a_command_prints_is_valid(command, words, lang, places) -> None:
    result = invoke(command, *(places.get(word, word) for word in words.split()), "--json", "--lang", lang)
    assert result.exit_code in (0, 1), result.stderr
    document = json.loads(result.stdout)
    name = re.fullmatch(r"realloc\.([a-z]+)/1", document["schema"])
    assert name
    assert faults(name[1], document) == []


def test_what_a_plan_rests_on_is_valid(places) -> None:
    assert faults("certificate", json.loads(Path(places["PROOF"]).read_text("utf-8"))) == []


def test_a_schema_that_anything_speaks_of_is_published() -> None:
    """In the source, where documents are made and read, and on the pages."""
    source = [file for file in (ROOT / "src").rglob("*.py") if file.parent.name != "schema"]
    made = {name for file in source for name in named(file)}
    told = {name for file in (README, *DOCS.glob("*.md")) for name in named(file)}
    assert made == set(RESULTS)
    assert told <= set(RESULTS)


def named(file: Path) -> set[str]:
    return set(re.findall(r"\brealloc\.([a-z]+)/\d", file.read_text("utf-8")))
