"""The benchmark measures what it says: sound cases, scripts that agree, a judge that is exact."""

from __future__ import annotations

import csv
import datetime
import json
import math
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import report, whatifs  # noqa: E402
from bench.cases import Size, write  # noqa: E402
from bench.judge import judge  # noqa: E402
from bench.measure import Run, run  # noqa: E402
from bench.report import Answer, Measured  # noqa: E402
from realloc.case.load import load_case  # noqa: E402
from realloc.planning import plan  # noqa: E402
from realloc.report.document import plan_document  # noqa: E402
from realloc.situation import assess  # noqa: E402

TINY = Size(12, 8, "rules")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write(TINY, tmp_path / "case")


def answer(folder: Path, transfers: list[dict[str, str]]) -> Path:
    path = folder / "answer.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ("from", "to", "amount"), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(transfers)
    return path


@pytest.mark.parametrize(
    ("size", "share"),
    [
        (Size(40, 30, "half"), Fraction(1, 2)),
        (Size(40, 30, "rules"), Fraction(1, 2)),
        (Size(40, 30, "nine tenths"), Fraction(9, 10)),
    ],
)
def test_a_generated_case_is_sound_and_has_the_money_its_kind_says(size, share, tmp_path):
    case = load_case(write(size, tmp_path / "case"))
    assert (len(case.activities), len(case.reserves), case.unit) == (40, 30, 1)
    assert not case.notices
    assert len(case.rules) == (3 if size.kind == "rules" else 0)
    released = sum(standing.releasable for standing in assess(case).standings)
    demand = sum(reserve.cost for reserve in case.reserves)
    assert 0 <= share * demand - released <= 40


def test_the_same_size_and_seed_give_the_same_bytes(tmp_path):
    first, second = (write(TINY, tmp_path / name, seed=7) for name in ("first", "second"))
    for path in sorted(first.iterdir()):
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_the_example_keeps_its_plan(tmp_path):
    """With the flags written down, the same money can move."""
    copy = load_case(write(Size(23, 14, "example"), tmp_path / "case"))
    example = load_case(ROOT / "scenarios" / "phetchaburi-2564")
    assert [s.releasable for s in assess(copy).standings] == [s.releasable for s in assess(example).standings]
    assert copy.rules == example.rules
    assert copy.reserves == example.reserves


@pytest.mark.parametrize("script", [("grouped",), ("pairwise", "HiGHS")], ids=lambda script: script[0])
def test_a_script_finds_realloc_s_score(script, tiny):
    out = tiny / "out.csv"
    name, *arguments = script
    command = [sys.executable, "-m", f"bench.{name}", str(tiny), str(out), *arguments]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    best = plan(load_case(tiny)).objective[0]
    verdict = judge(tiny, out)
    assert json.loads(said.splitlines()[-1])["status"] == "Optimal"
    assert best.value == best.bound
    assert verdict.score // 100 == best.value
    assert verdict.broken == 0


def test_the_judge_and_realloc_agree_on_realloc_s_plan(tiny):
    found = plan(load_case(tiny))
    path = tiny / "plan.json"
    path.write_text(json.dumps(plan_document(found)), encoding="utf-8")
    verdict = judge(tiny, path)
    assert (verdict.score // 100, verdict.broken, verdict.first) == (found.objective[0].value, 0, "")


def test_the_judge_finds_one_satang(tmp_path):
    """One activity with 1,000.00, one reserve that takes 400.00 to 1,000.00."""
    case = write(Size(1, 1, "half"), tmp_path / "case")
    _rewrite(case / "activities.csv", budget="1000.00", disbursed="0", feasibility="infeasible")
    _rewrite(case / "reserves.csv", cost="1000.00", min_cost="400.00", score="50")

    def verdict(amount: str):
        return judge(case, answer(case, [{"from": "A000001", "to": "R00001", "amount": amount}]))

    assert (verdict("1000.00").broken, verdict("1000.00").score) == (0, 50_000_000)
    assert (verdict("400.00").broken, verdict("400.00").score) == (0, 20_000_000)
    assert (verdict("399.99").broken, verdict("399.99").widest) == (1, 1)
    assert (verdict("1000.01").broken, verdict("1000.01").widest) == (2, 1)


@pytest.mark.parametrize(
    ("source", "tightened", "words"),
    [
        ("capital", {}, "more than capital-stays-capital allows"),
        ("operating", {"amount": '"999.99"'}, "more than agency-cap allows here"),
        ("operating", {"max": "0"}, "more reserves than not-too-many allows"),
    ],
)
def test_the_judge_knows_the_rules(source, tightened, words, tmp_path):
    case = write(Size(1, 1, "rules"), tmp_path / "case")
    _rewrite(case / "activities.csv", budget="1000", disbursed="0", feasibility="infeasible", category=source)
    _rewrite(case / "reserves.csv", cost="1000", min_cost="", agency="here", category="operating")
    bounds = {"amount": '"1000.00"', "max": "1"} | tightened
    toml = case / "case.toml"
    lines = toml.read_text(encoding="utf-8").splitlines()
    keys = [line.split(" ")[0] for line in lines]
    settings = [f"{k} = {bounds[k]}" if k in bounds else line for k, line in zip(keys, lines, strict=True)]
    toml.write_text("\n".join(settings), encoding="utf-8")
    verdict = judge(case, answer(case, [{"from": "A000001", "to": "R00001", "amount": "1000.00"}]))
    assert (verdict.broken, verdict.first) == (1, words)


def _rewrite(path: Path, **cells: str) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row | cells for row in csv.DictReader(stream)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@given(st.floats(-3, 3), st.floats(0.01, 100), st.lists(st.integers(1, 10**6), min_size=3, unique=True))
def test_the_fit_finds_the_power_that_made_the_points(power, factor, sizes):
    points = [(size, factor * size**power) for size in sizes]
    assert math.isclose(report.exponent(points), power, abs_tol=1e-6)


def test_a_process_is_stopped_at_its_limits(tmp_path):
    def ending(program: str, **limits: float) -> str:
        return run([sys.executable, "-c", program], folder=tmp_path, scratch=tmp_path, **limits).ending

    assert ending("pass") == "done"
    assert ending("raise SystemExit(2)") == "failed"
    assert ending("import time; time.sleep(600)", seconds=0.1) == "time"
    assert ending("bytearray(1 << 30)", memory=1 << 28) == "memory"


def test_what_a_table_says_of_an_answer():
    def given_by(program: str, status: str, score: int, broken: int = 0) -> Answer:
        verdict = {"score": score, "broken": broken, "widest": 5 * broken, "first": ""}
        return Answer(program, 60, 2 << 30, (Run("done", 2.0, 1 << 20, 0, "", ""),), status, verdict)

    def without(program: str, ending) -> Answer:
        return Answer(program, 60, 2 << 30, (Run(ending, 60.0, 1 << 20, 1, "", "a\nb\n"),), "", None)

    measured = Measured(
        Size(1000, 20, "half"),
        (
            given_by("realloc", "exact", 5_000_000),
            given_by("close", "Optimal", 4_999_901),
            given_by("short", "Optimal", 4_999_900),
            given_by("broken", "Optimal", 6_000_000, broken=3),
            given_by("stopped", "Stopped", 4_000_000),
            without("slow", "time"),
            without("large", "memory"),
            without("mistaken", "failed"),
        ),
        {"absent": "not installed"},
    )
    assert report.table(measured) == (
        "### 1,000 × 20, half\n\n"
        "| program | median, s | least, s | ÷ realloc | memory, MiB | score | answer |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| realloc | 2.00 | 2.00 | 1.00 | 1 | 5.0000 | right, proven exactly |\n"
        "| close | 2.00 | 2.00 | 1.00 | 1 | 4.9999 | right |\n"
        "| short | 2.00 | 2.00 | 1.00 | 1 | 4.9999 | **wrong**: called optimal, 0.0001 short |\n"
        "| broken | 2.00 | 2.00 | 1.00 | 1 | 6.0000 | **wrong**: 3 limits broken, by up to 0.15 baht |\n"
        "| stopped | 2.00 | 2.00 | 1.00 | 1 | 4.0000 | not proven (Stopped), 1.0000 short |\n"
        "| slow |  |  |  |  |  | did not finish in 60 s |\n"
        "| large |  |  |  |  |  | did not fit in 2 GiB |\n"
        "| mistaken |  |  |  |  |  | failed: b |\n"
        "| absent |  |  |  |  |  | not installed |\n"
    )


def test_what_ifs_are_compared_by_rate():
    rates = whatifs.Rates(10_000, whatifs.Taken(200.0), whatifs.Taken(110.0), 40, whatifs.Taken(20.0, 16.0))
    assert rates.efficiency == pytest.approx(0.909, abs=0.001)
    assert rates.gain == pytest.approx(45.45, abs=0.01)
    said = whatifs.section(rates, datetime.date(2026, 11, 24), 0.5)
    assert "| 400 |" in said and "91%, kept" in said and "45.5 ×, kept" in said
    slow = whatifs.section(
        replace(rates, two=whatifs.Taken(150.0), loop=whatifs.Taken(2.0)), datetime.date(2026, 11, 24), 0.5
    )
    assert "67%, not kept" in slow and "3.3 ×, not kept" in slow


def test_each_run_rewrites_its_own_part_of_the_page():
    page = report.PAGE.read_text(encoding="utf-8")
    old = whatifs.replaced(page, "rates\n")
    assert whatifs.kept(page, old) == old
    assert whatifs.kept(page, "") == page
