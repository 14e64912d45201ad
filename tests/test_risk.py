"""The odds: what is drawn, counted against what can be worked out, and the same whoever works."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest
from cases import write_case
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from realloc.ahead import Odds
from realloc.case.load import load_case, load_folder
from realloc.cli.app import app
from realloc.errors import InputError, UsageError
from realloc.planning import plan
from realloc.study.risk import odds, percentile, wilson
from realloc.study.weights import weigh
from realloc.workers import Crew, crew

DISCRETE = """
[[risk.uncertain]]
path = "reserves.R1.cost"
values = ["400.00", "700.00", "900.00"]
weights = [3, 2, 1]

[[risk.uncertain]]
path = "activities.A1.disbursed"
values = ["250.00"]
chance = 0.25
"""
WHAT_IF = {
    "cut": 'probability = 0.4\n[activities.A1]\nbudget = "800.00"\n',
    "full": "probability = 0.6\n",
}


def written(
    tmp_path: Path, risk: str = DISCRETE, toml: str = "", what_if: dict[str, str] | None = None
) -> Path:
    return write_case(
        tmp_path / "case",
        activities=[{"status": "cancelled"}],
        reserves=[{"cost": "500.00", "score": "10"}, {"cost": "300.00", "score": "5"}],
        toml=toml + risk,
        what_if=WHAT_IF if what_if is None else what_if,
    )


def drawn(folder: Path, able: Crew | None = None, **how: int) -> Odds:
    raw = load_folder(folder)
    cases = [raw.case(name) for name in raw.scenarios] or [raw.case()]
    chances = weigh(cases, chosen=False)[0] if len(cases) > 1 else [Fraction(1)]
    if able is not None:
        return odds(raw, cases, chances, able, **how)
    with ThreadPoolExecutor(1) as executor:
        return odds(raw, cases, chances, Crew(executor, 2), **how)


def every_case(folder: Path) -> Iterator[tuple[Fraction, list[str], int]]:
    """Every case that DISCRETE can make: how likely it is, what is funded, the score."""
    scenarios = (("cut", Fraction(2, 5)), ("full", Fraction(3, 5)))
    costs = (("400.00", Fraction(3, 6)), ("700.00", Fraction(2, 6)), ("900.00", Fraction(1, 6)))
    spent = ((("activities.A1.disbursed", "250.00"), Fraction(1, 4)), (None, Fraction(3, 4)))
    for (name, p), (cost, q), (laid, r) in product(scenarios, costs, spent):
        settings = [("reserves.R1.cost", cost), *([laid] if laid else [])]
        found = plan(load_case(folder, name, settings))
        score = found.objective[0].value
        assert isinstance(score, int)
        yield p * q * r, [one.id for one in found.reserves if one.funded], score


def test_chances_are_those_of_every_case_that_can_come(tmp_path):
    folder = written(tmp_path)
    found = drawn(folder, draws=4_000, seed=7)
    assert found.distinct == 12 and len(found.rows) == 4_000
    exact: Counter[str] = Counter()
    scores: Counter[int] = Counter()
    for chance, funded, score in every_case(folder):
        exact.update(dict.fromkeys(funded, chance))  # type: ignore[arg-type]
        scores[score] += chance  # type: ignore[assignment]
    assert all(0 < one.count < 4_000 for one in found.reserves)
    for one in found.reserves:
        assert one.low <= exact[one.id] <= one.high
    for each in found.percentiles["score"]:
        below = sum(chance for value, chance in scores.items() if value < each.low)
        upto = sum(chance for value, chance in scores.items() if value <= each.high)
        assert below <= each.share <= upto


def test_what_is_drawn_has_the_weights_that_the_case_says(tmp_path):
    found = drawn(written(tmp_path), draws=6_000, seed=3)
    costs = Counter(row.values[0] for row in found.rows)
    for cost, share in (("400.00", Fraction(3, 6)), ("700.00", Fraction(2, 6)), ("900.00", Fraction(1, 6))):
        one = wilson("", costs[cost], 6_000)
        assert one.low <= share <= one.high
    spent = wilson("", sum(row.values[1] != "" for row in found.rows), 6_000)
    assert spent.low <= Fraction(1, 4) <= spent.high
    cut = wilson("", sum(row.scenario == "cut" for row in found.rows), 6_000)
    assert cut.low <= Fraction(2, 5) <= cut.high


def test_each_row_is_the_plan_of_what_was_drawn(tmp_path):
    folder = written(tmp_path)
    found = drawn(folder, draws=30)
    for row in found.rows:
        paths = ("reserves.R1.cost", "activities.A1.disbursed")
        laid = [(path, value) for path, value in zip(paths, row.values, strict=True) if value]
        alone = plan(load_case(folder, row.scenario, laid))
        assert (row.fingerprint, row.score) == (alone.fingerprint, alone.objective[0].value)
        assert row.funded == tuple(one.id for one in alone.reserves if one.funded)
    gives = found.activities[0]
    assert gives.count == sum(bool(row.moved) for row in found.rows)


def test_the_same_seed_draws_the_same_whoever_works_and_another_draws_others(tmp_path):
    folder = written(tmp_path)
    one = drawn(folder, draws=50, seed=5)
    with crew(2) as able:
        assert drawn(folder, able, draws=50, seed=5) == one
    assert drawn(folder, draws=50, seed=6).rows != one.rows
    assert drawn(folder, draws=80, seed=5).rows[:50] == one.rows


def test_one_more_uncertain_value_changes_none_of_the_others(tmp_path):
    more = '[[risk.uncertain]]\npath = "reserves.R2.score"\nlow = 1\nhigh = 9\n'
    one = drawn(written(tmp_path / "one"), draws=60)
    other = drawn(written(tmp_path / "other", more + DISCRETE), draws=60)
    assert [row.values for row in one.rows] == [row.values[1:] for row in other.rows]
    assert [row.scenario for row in one.rows] == [row.scenario for row in other.rows]


def only(path: str, how: str) -> str:
    return f'[[risk.uncertain]]\npath = "{path}"\n{how}\n'


@pytest.mark.parametrize(
    "how",
    ['values = ["600.00"]', "low = 600\nhigh = 600", "percent = [20, 20, 20]", 'values = ["1"]\nchance = 0'],
)
def test_what_can_only_be_one_value_is_the_plan_of_that(how, tmp_path):
    folder = written(tmp_path, only("reserves.R1.cost", how), what_if={})
    found = drawn(folder, draws=20)
    sure = [] if "chance" in how else [("reserves.R1.cost", "600.00")]
    alone = plan(load_case(folder, "base", sure))
    assert found.distinct == 1 and found.planned.count == 20
    assert {row.score for row in found.rows} == {alone.objective[0].value}
    assert {one.count for one in found.reserves} == {20 * one.funded for one in alone.reserves}
    assert {(p.value, p.low, p.high) for p in found.percentiles["moved"]} == {(alone.totals.transferred,) * 3}


@pytest.mark.parametrize(
    ("path", "how", "possible"),
    [
        ("reserves.R1.cost", "low = 100\nhigh = 103", {f"{n}.00" for n in range(100, 104)}),
        ("reserves.R1.cost", "low = 100\nmode = 100\nhigh = 102", {f"{n}.00" for n in range(100, 103)}),
        ("reserves.R1.cost", "percent = [-1, 0, 1]", {f"{n}.00" for n in range(495, 506)}),
        ("calendar.decision", "low = 2021-06-01\nhigh = 2021-06-03", {f"2021-06-0{n}" for n in (1, 2, 3)}),
        ("reserves.R1.lead_days", "low = 5\nhigh = 7", {"5", "6", "7"}),
    ],
)
def test_values_are_drawn_on_their_path_s_own_grid(path, how, possible, tmp_path):
    folder = written(tmp_path, only(path, how), what_if={})
    case = folder / "case.toml"
    case.write_text('unit = "1.00"\n' + case.read_text("utf-8"), encoding="utf-8")
    values = Counter(row.values[0] for row in drawn(folder, draws=300).rows)
    as_written = {f"{value}.00" if path.endswith("cost") and "." not in value else value for value in values}
    assert as_written == possible


def test_a_triangle_is_densest_where_it_is_most_likely(tmp_path):
    how = "low = 100\nmode = 300\nhigh = 400"
    values = sorted(
        int(float(row.values[0]))
        for row in drawn(written(tmp_path, only("reserves.R1.cost", how), what_if={}), draws=400).rows
    )
    below = wilson("", sum(value <= 300 for value in values), 400)
    assert below.low <= Fraction(2, 3) <= below.high
    assert values[0] < 140 and values[-1] > 370


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_encloses_what_was_counted(counted):
    count, draws = counted
    one = wilson("x", count, draws)
    assert 0 <= one.low <= one.share <= one.high <= 1
    assert one.high - one.low < 1


@given(st.lists(st.integers(0, 50), min_size=1, max_size=200).map(sorted))
def test_percentiles_are_drawn_values_in_order(values):
    some = [percentile(values, Fraction(n, 20)) for n in range(1, 20)]
    for one in some:
        assert one.low <= one.value <= one.high and {one.low, one.value, one.high} <= set(values)
        assert Fraction(sum(v <= one.value for v in values), len(values)) >= one.share
    assert all(one.value <= other.value for one, other in pairwise(some))


def test_draws_without_a_plan_count_as_such(tmp_path):
    asked = '[rules.much]\ntype = "require"\namount = "450.00"\n'
    folder = written(tmp_path, only("activities.A1.budget", 'values = ["600.00", "900.00"]'), asked, {})
    found = drawn(folder, draws=100)
    status = Counter(row.status for row in found.rows)
    assert 0 < found.planned.count == status["optimal"] < 100
    assert status["infeasible"] == 100 - found.planned.count
    assert sum(one.count for one in found.reserves) == sum(len(row.funded) for row in found.rows)


@pytest.mark.parametrize(
    ("risk", "says"),
    [
        (only("reserves.R9.cost", 'values = ["1"]'), "R9"),
        (only("reserves.R1.cost", 'values = ["much"]'), r"\[risk\] reserves.R1.cost: found \"much\""),
        (only("reserves.R1.cost", 'low = 1\nhigh = "many"'), "many"),
    ],
)
def test_values_that_cannot_be_laid_are_refused(risk, says, tmp_path):
    with pytest.raises((InputError, UsageError), match=says):
        drawn(written(tmp_path, risk))


@pytest.mark.parametrize(
    ("risk", "says"),
    [
        (only("reserves.R1.name", "percent = [0, 1, 2]"), "no number or date to vary"),
        (only("calendar.decision", "percent = [0, 1, 2]"), "no number or date to vary"),
        (only("covid.cap", "percent = [0, 1, 2]"), "no number or date to vary"),
        (only("reserves.R1.cost", "low = 5\nhigh = 1"), "low, mode and high in this order"),
        (only("reserves.R1.cost", "low = 5\nmode = 9\nhigh = 8"), "low, mode and high in this order"),
        ("", "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_is_refused(risk, says, tmp_path):
    with pytest.raises(UsageError, match=says):
        drawn(written(tmp_path, risk, what_if={}))


@pytest.mark.parametrize("draws", [0, 1_000_001])
def test_a_number_of_draws_that_makes_no_sense_is_refused(draws, tmp_path):
    with pytest.raises(UsageError, match="--draws"):
        drawn(written(tmp_path), draws=draws)


def run(*args: object, **env: str):
    return CliRunner().invoke(app, [str(arg) for arg in args], env=env)


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("columns", [80, 160])
def test_the_page_is_as_agreed(lang, columns, tmp_path, golden):
    more = only("reserves.R2.cost", "percent = [-10, 0, 20]") + only("reserves.R2.score", "low = 1\nhigh = 9")
    more += only("reserves.R2.lead_days", "low = 1\nmode = 5\nhigh = 9\nchance = 0.5")
    folder = written(tmp_path, DISCRETE + more)
    result = run("risk", folder, "--draws", 40, "--workers", 1, "--lang", lang, COLUMNS=str(columns))
    assert result.exit_code == 0
    golden(f"report/risk-{lang}-{columns}.txt", result.stdout)


def test_the_document_and_the_rows_say_the_same(tmp_path):
    folder = written(tmp_path)
    words = ("risk", folder, "--draws", 60, "--seed", 4, "--workers", 1)
    document = json.loads(run(*words, "--json").stdout)
    assert (document["schema"], document["draws"], document["seed"]) == ("realloc.risk/1", 60, 4)
    assert document == json.loads(run(*words, "--json").stdout)
    assert run(*words, "-o", tmp_path / "draws.csv").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "draws.csv").read_text("utf-8"))))
    assert len(rows) == 60
    for one in document["reserves"]:
        assert one["count"] == sum(one["id"] in row["funded"].split(";") for row in rows)
        assert one["chance"] == f"{one['count'] / 60:.4f}"
    assert run(*words, "-o", tmp_path / "draws.parquet").exit_code == 0
    import pandas

    table = pandas.read_parquet(tmp_path / "draws.parquet")
    assert [str(value) for value in table["moved"]] == [row["moved"] for row in rows]


def test_within_one_scenario_and_without_any_plan(tmp_path):
    folder = written(tmp_path)
    document = json.loads(run("risk", folder, "-s", "cut", "--draws", 5, "--workers", 1, "--json").stdout)
    assert document["scenarios"] == [{"name": "cut", "probability": "1.0000"}]
    never = '[rules.much]\ntype = "require"\namount = "5,000.00"\n'
    folder = written(tmp_path / "never", toml=never)
    assert run("risk", folder, "--draws", 5, "--workers", 1).exit_code == 1
    assert run("risk", folder, "--draws", 0).exit_code == 2


def test_distributions_are_not_what_a_case_is(tmp_path):
    one, other = written(tmp_path / "one"), written(tmp_path / "other", "")
    assert load_case(one).fingerprint == load_case(other).fingerprint
    assert load_case(one).risk and not load_case(other).risk
