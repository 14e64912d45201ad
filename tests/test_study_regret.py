"""Comparing scenarios: what a decision is worth where another one comes true, and what all plans share."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import oracle
import pytest
from cases import write_case
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from planned import MINIMISED, case_of, giver, taker, transfers
from typer.testing import CliRunner

from realloc.case.load import load_folder, scenario_names
from realloc.case.records import Case, Condition, Rule, Scenario, Selector
from realloc.cli.app import app
from realloc.planning import plan
from realloc.report.sharing import common_transfers, only_in_some
from realloc.result import StageResult
from realloc.study.regret import regret, regrets, worse_by
from realloc.workers import Crew, local

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
UNIT = 100
AGENCIES = ("office", "works")
STAGES = (("score", "amount"), ("amount", "escalation"), ("escalation", "score"), ("reserves", "score"))


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.stdout, result.stderr


@st.composite
def one_scenario(draw: st.DrawFn) -> Case:
    """Two activities, two reserves, a few units each, and rules of every kind."""
    units = st.integers(0, 3)
    agency = st.sampled_from(AGENCIES)
    activities = [giver(f"A{k}", draw(units) * UNIT, agency=draw(agency)) for k in range(2)]
    reserves = []
    for k in range(2):
        cost = draw(st.integers(1, 4))
        fields = {"min_cost": draw(st.integers(1, cost)) * UNIT, "available": draw(st.integers(0, 4)) > 0}
        fields |= {"score": Decimal(draw(st.integers(0, 9))), "agency": draw(agency)}
        reserves.append(taker(f"R{k}", cost * UNIT, **fields))
    office = Selector((Condition("agency", ("office",)),))
    rules = [
        Rule("same", "require", same=("agency",), share=oracle.Fraction(1, 2), of="transferred"),
        Rule("least", "require", amount=draw(st.integers(1, 2)) * UNIT),
        Rule("most", "limit", source=office, amount=draw(st.integers(0, 4)) * UNIT),
        Rule("few", "count", what="lines", max=draw(st.integers(1, 3))),
        Rule("never", "forbid", different=("agency",)),
        Rule("high", "approval", different=("agency",), level="region"),
    ]
    kept = tuple(rule for rule in rules if draw(st.booleans()))
    return case_of(activities, reserves, kept, draw(st.sampled_from(STAGES)), UNIT)


def every(case: Case) -> Iterator[dict[oracle.Pair, int]]:
    """Every set of transfers in whole units that keeps the case's rules."""
    pairs = [(a.id, r.id) for a in case.activities for r in case.reserves]
    for units in product(range(4), repeat=len(pairs)):
        moved = {pair: n * UNIT for pair, n in zip(pairs, units, strict=True) if n}
        if oracle.holds(case, moved):
            yield moved


def by_force(case: Case, decided: dict[oracle.Pair, int]) -> tuple[int, list]:
    """As much of the decision as can be kept, and the best values of the stages then."""
    found = []
    for moved in every(case):
        kept = sum(min(amount, decided.get(pair, 0)) for pair, amount in moved.items())
        values = [oracle.rounded(stage, oracle.stage_value(case, stage, moved)) for stage in case.stages]
        signs = [-1 if stage in MINIMISED else 1 for stage in case.stages]
        found.append((kept, [sign * value for sign, value in zip(signs, values, strict=True)], values))
    best = max(found, key=lambda each: each[:2])
    return best[0], best[2]


@given(one=one_scenario(), other=one_scenario())
@settings(max_examples=60, deadline=None)
def test_regret_is_what_brute_force_says(one, other):
    other = replace(other, scenario=Scenario("other"))
    decided, own = plan(one), plan(other)
    assume(decided.status == own.status == "optimal")
    found = regret(other, decided, own)
    kept, values = by_force(other, transfers(decided))
    assert found.kept == kept
    assert found.kept + found.lost == sum(transfers(decided).values())
    first = found.plan.objective[0]
    assert first.value == first.bound == values[0]
    assert found.regret == (own.objective[0].value - values[0]) * (-1 if first.stage in MINIMISED else 1)
    assert found.regret is not None and found.regret >= 0
    assert oracle.holds(other, transfers(found.plan))
    assert (
        sum(min(amount, transfers(decided).get(p, 0)) for p, amount in transfers(found.plan).items()) == kept
    )


@given(case=one_scenario())
@settings(max_examples=30, deadline=None)
def test_a_plan_in_its_own_scenario_is_not_regretted(case):
    own = plan(case)
    assume(own.status == "optimal")
    found = regret(case, own, own)
    assert (found.regret, found.lost) == (0, 0)


@pytest.mark.parametrize(
    ("stage", "best", "other", "expected"),
    [
        ("score", 900, 400, 500),
        ("amount", 900, 900, 0),
        ("escalation", 400, 900, 500),
        ("lines", 4, 9, 5),
        ("rank", (1, 2), (2,), None),
    ],
)
def test_worse_is_less_of_what_is_wanted_and_more_of_what_is_not(stage, best, other, expected):
    made = plan(load_folder(EXAMPLE).case())
    one, two = (
        replace(made, objective=(StageResult(stage, value, value, "exact"),)) for value in (best, other)
    )
    assert worse_by(one, two) == expected


def test_regrets_of_the_example():
    raw = load_folder(EXAMPLE)
    names = ["base", "by-rank", "cap-50", "reopen-july"]
    cases = [raw.case(name) for name in names]
    plans = [plan(case) for case in cases]
    found = regrets(cases, plans, Crew(local(1), 1))
    assert [(each.decided, each.true) for each in found] == [
        (one, other) for one in names for other in names if one != other
    ]
    for each in found:
        own = plans[names.index(each.true)]
        assert each.plan.fingerprint == own.fingerprint
        assert each.regret == worse_by(own, each.plan)
        assert (each.regret is None) == (each.true == "by-rank")
        assert each.regret is None or each.regret >= 0


def test_a_scenario_without_a_plan_is_left_out_of_regret(tmp_path):
    none = '[rules.much]\ntype = "require"\namount = "9,999"\n'
    rows = [{"feasibility": "infeasible"}]
    folder = write_case(tmp_path / "c", rows, what_if={"none": none, "poor": "[reserves.R1]\nscore = 5\n"})
    code, out, _ = run("compare", folder, "--regret", "--baseline", "poor", "--json")
    document = json.loads(out)
    assert code == 0
    assert [(r["decided"], r["true"]) for r in document["regret"]] == [("poor", "base"), ("base", "poor")]
    assert [entry["name"] for entry in document["scenarios"]] == ["poor", "base", "none"]
    assert [entry["against_baseline"] for entry in document["scenarios"]][2] is None
    code, out, _ = run("compare", folder, "--regret", "none", "base")
    assert code == 0 and "Regret" not in out


def test_what_plans_share_and_what_some_do():
    raw = load_folder(EXAMPLE)
    plans = [plan(raw.case(name)) for name in scenario_names(raw)[:5]]
    moved = [transfers(each) for each in plans]
    common = {(source, target): least for source, target, least in common_transfers(plans)}
    pairs = set.intersection(*(set(each) for each in moved))
    assert common == {pair: min(each[pair] for each in moved) for pair in pairs}
    funded = {each.scenario: {r.id for r in each.reserves if r.funded} for each in plans}
    for id_, scenarios in only_in_some(plans):
        assert scenarios == [name for name, ids in funded.items() if id_ in ids]
        assert 0 < len(scenarios) < 5
    some, always = {id_ for id_, _ in only_in_some(plans)}, set.intersection(*funded.values())
    assert some | always == set.union(*funded.values()) and not some & always


def test_differences_from_the_baseline_add_up():
    _, out, _ = run(
        "compare", EXAMPLE, "base", "cap-50", "reopen-july", "--baseline", "reopen-july", "--json"
    )
    document = json.loads(out)
    base, *others = document["scenarios"]
    assert document["baseline"] == base["name"] == "reopen-july"
    still = {"releasable", "moved", "unplaced", "escalation"}
    assert all(Decimal(base["against_baseline"][name]) == 0 for name in still)
    for entry in others:
        far = entry["against_baseline"]
        for ours, theirs in (
            ("releasable", "releasable"),
            ("moved", "transferred"),
            ("unplaced", "unplaced"),
        ):
            assert Decimal(far[ours]) == Decimal(entry["totals"][theirs]) - Decimal(base["totals"][theirs])
        assert far["lines"] == entry["lines"] - base["lines"]
        assert (set(entry["funded"]) - set(base["funded"])) == set(far["gained"])
        assert (set(base["funded"]) - set(entry["funded"])) == set(far["lost"])
        scores = [Decimal(each["objective"][0]["value"]) for each in (entry, base)]
        assert Decimal(far["score"]) == scores[0] - scores[1]


@pytest.fixture
def risky(tmp_path: Path) -> Path:
    """A case whose names a spreadsheet would take for formulas."""
    rows = [{"id": "=A1", "feasibility": "infeasible", "name": "=1+1"}]
    reserves = [{"id": "=R1", "name": "@SUM(1)", "name_en": "+cmd|' /C calc'!A0"}]
    scenario = 'title = "=HYPERLINK(1)"\n'
    return write_case(tmp_path / "risky", rows, reserves, what_if={"other": scenario})


def test_csv_has_a_row_a_scenario_and_no_formula(risky, tmp_path):
    file = tmp_path / "c.csv"
    assert run("compare", risky, "--regret", "-o", file)[0] == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert [row[0] for row in rows] == ["base", "other"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in [header, *rows] for cell in row)
    by_name = dict(zip(header, rows[1], strict=True))
    assert (by_name["moved"], by_name["'=R1"], by_name["regret base"]) == ("500.00", "500.00", "0.0000")
    assert by_name["title"] == "'=HYPERLINK(1)" and rows[1][header.index("regret other")] == ""
    printed = CliRunner().invoke(app, ["compare", str(risky), "--regret", "--csv"])
    assert printed.stdout_bytes == content


def test_a_workbook_has_figures_as_figures_and_text_as_text(risky, tmp_path):
    file = tmp_path / "c.xlsx"
    assert run("compare", risky, "--regret", "--lang", "en", "-o", file)[0] == 0
    book = load_workbook(file)
    assert book.sheetnames == ["Scenarios", "Reserve projects", "Regret"]
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [cell.value for cell in book["Reserve projects"][2]] == [
        "=R1",
        "+cmd|' /C calc'!A0",
        500,
        500,
        500,
    ]
    moved = [cell.value for cell in book["Scenarios"]["E"]]
    assert moved == ["Moved", 500, 500]


def test_workbooks_and_csv_say_what_has_no_plan(tmp_path):
    none = '[rules.much]\ntype = "require"\namount = "9,999"\n'
    folder = write_case(tmp_path / "c", [{"feasibility": "infeasible"}], what_if={"none": none})
    for suffix in ("xlsx", "csv"):
        assert run("compare", folder, "-o", tmp_path / f"c.{suffix}")[0] == 0
    _, base, nothing = csv.reader((tmp_path / "c.csv").read_text("utf-8-sig").splitlines())
    assert len(base) == len(nothing) and nothing[2] == "infeasible" and nothing[4] == nothing[-1] == ""
    assert [cell.value for cell in load_workbook(tmp_path / "c.xlsx").worksheets[1][2]][3:] == [500, None]
