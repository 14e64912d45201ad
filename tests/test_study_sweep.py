"""Sweeps: what is varied, the rows that come of it whoever works them out, and the file that keeps them."""

from __future__ import annotations

import csv
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from cases import write_case
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from realloc.case.load import Raw, load_folder
from realloc.cli.app import app
from realloc.errors import InputError, UsageError
from realloc.planning import plan
from realloc.report import rows as form
from realloc.study import sweep
from realloc.study.axes import read_axes
from realloc.study.rowfile import RowFile
from realloc.study.threshold import check_axis, thresholds
from realloc.whatif import Axis, Row
from realloc.workers import Crew, WorkersLost, crew, local

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
RAW = load_folder(EXAMPLE)
RULES = """
[rules.most]
type = "limit"
amount = "1,500"
[rules.least]
type = "require"
amount = "100"
"""


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.stdout, result.stderr


def axes_of(raw: Raw, *vary: str) -> list[Axis]:
    return read_axes(vary, raw, raw.case(), ())


def values(vary: str) -> tuple[str, ...]:
    return axes_of(RAW, vary)[0].values


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Three reserves of 600, 500 and 400, and a rule that lets at most 1,500 of 1,800 move."""
    activities = [{"budget": "900", "disbursed": "0", "feasibility": "infeasible", "release_share": "1"}] * 2
    reserves = [{"cost": "600", "score": "6"}, {"cost": "500", "score": "8"}, {"cost": "400", "score": "3"}]
    what_if = {"poor": '[activities.A1]\nbudget = "300"\n'}
    return write_case(tmp_path / "small", activities, reserves, RULES, what_if)


@pytest.mark.parametrize(
    ("vary", "expected"),
    [
        ("covid.cap=5,20,50,100", ("5", "20", "50", "100")),
        ("covid.cap=๕,20..40/10", ("๕", "20", "30", "40")),
        (
            "calendar.decision=2021-05-30..2021-06-02",
            ("2021-05-30", "2021-05-31", "2021-06-01", "2021-06-02"),
        ),
        ("calendar.decision=2021-05-01..2021-05-20/1w", ("2021-05-01", "2021-05-08", "2021-05-15")),
        ("rules.agency-cap.amount=0.1..0.25/0.05", ("0.10", "0.15", "0.20", "0.25")),
        ("rules.agency-cap.amount=1,000..3,000/1,000", ("1000", "2000", "3000")),
        ("release.reduced=0.3..0.5", ("0.3", "0.4", "0.5")),
        ("reserves.R03.cost=±20%", ("2912000.00", "3640000.00", "4368000.00")),
        ("reserves.R03.cost=+-20%/20%", ("2912000.00", "3640000.00", "4368000.00")),
        ("rules.at-most-seven.max=±2/1", ("5", "6", "7", "8", "9")),
        ("calendar.decision=±7d", ("2021-05-25", "2021-06-01", "2021-06-08")),
        ("release.reduced=±10%", ("0.4500", "0.5000", "0.5500")),
        ('objective.stages=["score", "amount"],["rank"]', ('["score", "amount"]', '["rank"]')),
        ('activities.A04.note="a,b",c', ('"a,b"', "c")),
        ("scenario=base,cap-50", ("base", "cap-50")),
        ("covid.cap=5,5,20", ("5", "20")),
    ],
)
def test_what_is_varied_is_read(vary, expected):
    assert values(vary) == expected


@pytest.mark.parametrize(
    "vary",
    [
        "activities.A04.note=a\nb", "covid.cap", "=5", "covid.cap=", "covid.cap=5,,6",
        "covid.cap=50..5", "covid.cap=5..50/0",
        "calendar.decision=2021-02-30..2021-03-01", "calendar.decision=2021-05-01..x", "covid.cap=±20%",
        "calendar.decision=±20%", "objective.stages=±1", "rules.agency-cap.amount=5,000,000",
        "release.reduced=0..9/0.000001", "calendar.decision=±14d/10%", "rules.agency-cap.amount=±50%/0",
    ],
)  # fmt: skip
def test_what_cannot_be_varied_is_refused(vary):
    with pytest.raises(UsageError, match="--vary"):
        values(vary)


def test_a_path_is_varied_once():
    with pytest.raises(UsageError, match="twice"):
        axes_of(RAW, "covid.cap=5,6", "covid.cap=7")


@given(
    start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(0, 400),
    step=st.integers(1, 40),
)
def test_a_range_of_dates_has_every_step_and_both_ends_where_they_fall_on_one(start, days, step):
    end = start + timedelta(days)
    got = values(f"calendar.decision={start}..{end}/{step}d")
    assert got == tuple(str(start + timedelta(n)) for n in range(0, days + 1, step))


@given(low=st.decimals(0, 100, places=3), steps=st.integers(0, 30), step=st.decimals("0.001", 2, places=3))
def test_a_range_of_numbers_is_exact(low, steps, step):
    got = values(f"release.reduced={low}..{low + steps * step}/{step}")
    assert [Decimal(value) for value in got] == [low + n * step for n in range(steps + 1)]


def test_a_grid_has_every_combination_and_pairs_go_together():
    axes = axes_of(RAW, "covid.cap=5,20,50", "unit=100,200,500")
    question = sweep.Question.of(RAW, "base", (), axes)
    grid = [point.values for point in sweep.points(question, axes, paired=False)]
    assert grid == [(cap, unit) for unit in ("100", "200", "500") for cap in ("5", "20", "50")]
    assert len(grid) == sweep.size(axes, paired=False)
    pairs = [point.values for point in sweep.points(question, axes, paired=True)]
    assert pairs == [("5", "100"), ("20", "200"), ("50", "500")]
    with pytest.raises(UsageError, match="covid.cap 3, unit 2"):
        sweep.size(axes_of(RAW, "covid.cap=5,20,50", "unit=100,200"), paired=True)


def test_a_row_is_what_the_plan_says(small):
    raw = load_folder(small)
    axes = axes_of(raw, "rules.most.amount=400..1500/100", "scenario=base,poor")
    question = sweep.Question.of(raw, "base", (), axes)
    for point in sweep.points(question, axes, paired=False):
        (row,) = sweep.answer(question, [point])
        found = plan(raw.case(point.scenario, [("rules.most.amount", point.values[0])]))
        values = {stage.stage: stage.value for stage in found.objective}
        assert (row.scenario, row.status, row.fingerprint) == (point.values[1], "optimal", found.fingerprint)
        assert (row.score, row.moved, row.escalation, row.lines) == tuple(
            values[stage] for stage in ("score", "amount", "escalation", "lines")
        )
        assert (row.releasable, row.unplaced) == (found.totals.releasable, found.totals.unplaced)
        assert row.funded == tuple(r.id for r in found.reserves if r.funded)
        assert row.proof == "exact"


def test_one_process_answers_for_several_cases(small):
    questions = [
        (raw, axes_of(raw, "unit=0.01,0.02")) for raw in (load_folder(small), RAW, load_folder(small))
    ]
    for raw, axes in questions:
        question = sweep.Question.of(raw, "base", (), axes)
        (row,) = sweep.answer(question, [question.point(1, ("0.01",))])
        assert row.fingerprint == raw.case("base", [("unit", "0.01")]).fingerprint


def test_score_and_escalation_do_not_depend_on_the_objective(small):
    raw = load_folder(small)
    axes = axes_of(raw, 'objective.stages=["amount"],["score", "escalation"]')
    question = sweep.Question.of(raw, "base", (), axes)
    first, second = sweep.answer(question, list(sweep.points(question, axes, paired=False)))
    assert first.score is not None and second.score is not None
    assert first.score <= second.score and first.escalation == second.escalation == 0


def test_a_row_says_why_there_is_no_plan(small):
    raw = load_folder(small)
    axes = axes_of(raw, "rules.least.amount=100,9000", "reserves.R1.min_cost=600,700")
    question = sweep.Question.of(raw, "base", (), axes)
    sweep.check(question, raw, axes, paired=False)
    rows = sweep.answer(question, list(sweep.points(question, axes, paired=False)))
    assert [row.status for row in rows] == ["optimal", "infeasible", "refused", "refused"]
    assert rows[1].note in ("least;most", "least")
    assert "reserves.R1.min_cost" in rows[2].note and rows[2].moved is None


def test_values_that_no_point_can_use_are_refused_at_once(small):
    raw = load_folder(small)
    axes = axes_of(raw, "rules.most.amount=500,x,y", "calendar.decison=1,2")
    with pytest.raises(InputError) as refused:
        sweep.check(sweep.Question.of(raw, "base", (), axes), raw, axes, paired=False)
    assert [finding.found for finding in refused.value.findings if finding.code == "money"] == ["x", "y"]
    assert {finding.file for finding in refused.value.findings} == {
        "--vary rules.most.amount",
        "--vary calendar.decison",
    }


def answered(raw: Raw, axes: Sequence[Axis], able: Crew) -> list[Row]:
    question = sweep.Question.of(raw, "base", (), axes)
    count = sweep.size(axes, paired=False)
    return list(sweep.rows(question, sweep.points(question, axes, paired=False), able, count))


def test_the_rows_are_the_same_whoever_works_them_out(small):
    raw = load_folder(small)
    axes = axes_of(raw, "rules.most.amount=100..1500/50", "scenario=base,poor")
    alone = answered(raw, axes, Crew(local(1), 1))
    assert [row.number for row in alone] == list(range(1, 59))
    with ThreadPoolExecutor(3) as threads:
        assert answered(raw, axes, Crew(threads, 7)) == alone
    for workers in (1, 2, 3):
        with crew(workers) as able:
            assert answered(raw, axes, able) == alone


class Waiting(Future):
    """Work that is done when somebody asks for it, all that came later first."""

    def __init__(self, executor: Backwards) -> None:
        super().__init__()
        self.executor = executor

    def result(self, timeout: float | None = None) -> object:
        while self.executor.waiting:
            one, task, args = self.executor.waiting.pop()
            one.set_result(task(*args))
        return super().result(timeout)


class Backwards(Executor):
    """Does nothing before somebody waits for it; `most` is how much was ever under way."""

    def __init__(self) -> None:
        self.most = 0
        self.waiting: list[tuple] = []

    def submit(self, task, /, *args):
        self.waiting.append((Waiting(self), task, args))
        self.most = max(self.most, len(self.waiting))
        return self.waiting[-1][0]


@given(count=st.integers(0, 30), ahead=st.integers(1, 9))
def test_results_come_in_the_order_of_the_tasks_with_no_more_ahead_than_asked(count, ahead):
    executor = Backwards()
    got = list(Crew(executor, ahead).in_order((abs, (-n,)) for n in range(count)))
    assert got == list(range(count))
    assert executor.most <= ahead


def _die(_: object) -> None:
    import os

    os._exit(1)


def _interrupted(value: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return value


def test_an_interrupt_reaches_no_worker():
    with crew(1) as able:
        assert list(able.in_order((_interrupted, (n,)) for n in range(3))) == [0, 1, 2]


def test_workers_that_end_early_are_said_so():
    with pytest.raises(WorkersLost), crew(1) as able:
        list(able.in_order([(_die, (1,))]))


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)
AMOUNT = st.none() | st.integers(0, 10**15)


@st.composite
def some_rows(draw: st.DrawFn) -> tuple[list[Axis], list[Row]]:
    count = draw(st.integers(1, 3))
    paths = [f"path.{k}" for k in range(count)] + (["scenario"] if draw(st.booleans()) else [])
    axes = [Axis(path, "spec", ("1",), "words") for path in paths]
    rows = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        laid = tuple(draw(TEXT) for _ in axes)
        rows.append(
            Row(
                number,
                laid[-1] if paths[-1] == "scenario" else draw(TEXT),
                laid,
                draw(st.sampled_from(["optimal", "feasible", "infeasible", "refused", "unknown"])),
                *(draw(AMOUNT) for _ in range(3)),
                tuple(draw(st.lists(st.sampled_from(["R1", "=R2", "ก"]), max_size=3))),
                *(draw(AMOUNT) for _ in range(3)),
                draw(st.sampled_from(["", "exact", "none"])),
                draw(TEXT),
                draw(TEXT),
            )
        )
    return axes, rows


@given(made=some_rows())
@settings(max_examples=60, deadline=None)
def test_rows_are_read_back_as_they_were_written(made, tmp_path_factory):
    axes, rows = made
    lines = [form.csv_line(form.header(axes)), *(form.csv_row(row, axes) for row in rows)]
    assert form.read_csv("".join(lines), axes) == rows
    file = tmp_path_factory.mktemp("p") / "rows.parquet"
    form.write_parquet(rows, axes, file)
    assert form.read_parquet(file, axes) == rows


@given(text=st.sampled_from(["=", "+", "-", "@", "\t"]).flatmap(lambda c: TEXT.map(lambda t: c + t)) | TEXT)
def test_no_cell_starts_a_formula(text):
    (cell,) = next(csv.reader([form.csv_line([text]).rstrip("\n")]), [""]) or [""]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in (text, f"'{text}")


def asked(small: Path, file: Path, *more: object) -> tuple[int, str, str]:
    vary = ["--vary", "rules.most.amount=100..1500/50", "--vary", "scenario=base,poor", "--workers", "2"]
    return run("sweep", small, *vary, "-o", file, *more)


@pytest.mark.parametrize("form_", ["csv", "parquet"])
def test_a_sweep_that_was_cut_short_goes_on_where_it_stopped(small, tmp_path, form_, monkeypatch):
    whole, cut = tmp_path / f"whole.{form_}", tmp_path / f"cut.{form_}"
    assert asked(small, whole)[0] == 0
    add, left = RowFile.add, [17]

    def until(self: RowFile, row: Row) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        add(self, row)

    monkeypatch.setattr(RowFile, "add", until)
    code, _, said = asked(small, cut)
    monkeypatch.undo()
    assert code == 130 and "17 of 58 what-ifs are done and kept" in said
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"cut.{form_}", "small", f"whole.{form_}"]
    code, _, said = asked(small, cut, "--resume")
    assert code == 0 and "17 of 58 what-ifs were in" in said
    assert cut.read_bytes() == whole.read_bytes()
    code, _, said = asked(small, cut, "--resume")
    assert code == 0 and cut.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("lost", [0, 1, 30, 200])
def test_a_line_that_was_not_finished_is_worked_out_again(small, tmp_path, lost):
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    asked(small, whole)
    content = whole.read_bytes()
    cut.write_bytes(content[: len(content) - lost])
    assert asked(small, cut, "--resume")[0] == 0
    assert cut.read_bytes() == content


def test_a_journal_is_gone_on_with_where_parquet_could_not_be_written(small, tmp_path):
    whole, csv_, cut = tmp_path / "whole.parquet", tmp_path / "rows.csv", tmp_path / "cut.parquet"
    asked(small, whole)
    asked(small, csv_)
    (tmp_path / "cut.parquet.part").write_text("".join(csv_.read_text("utf-8").splitlines(True)[:9]), "utf-8")
    assert asked(small, cut, "--resume")[0] == 0
    assert cut.read_bytes() == whole.read_bytes()


def test_the_rows_of_another_sweep_are_left_alone(small, tmp_path):
    file = tmp_path / "rows.csv"
    assert asked(small, file)[0] == 0
    kept = file.read_bytes()
    code, _, said = asked(small, file)
    assert code == 2 and "there is such a file already" in said
    two = ["--vary", "rules.most.amount=100,200", "--vary", "scenario=base,poor"]
    others = [
        run("sweep", small, "--vary", "rules.most.amount=100..1500/50", "-o", file, "--resume"),
        run("sweep", small, *two, "-o", file, "--resume"),
        asked(small, file, "--resume", "--set", "reserves.R1.score=7"),
    ]
    activities = (small / "activities.csv").read_text("utf-8")
    (small / "activities.csv").write_text(activities.replace("900", "901"), "utf-8")
    others.append(asked(small, file, "--resume"))
    file_of_text = tmp_path / "text.csv"
    file_of_text.write_text("hello\n", "utf-8")
    others.append(asked(small, file_of_text, "--resume"))
    (tmp_path / "bad.parquet").write_bytes(b"PAR1")
    others.append(asked(small, tmp_path / "bad.parquet", "--resume"))
    for code, out, said in others:
        assert (code, out) == (2, "") and "not the rows of this sweep" in said
    assert file.read_bytes() == kept


@pytest.mark.parametrize("order", ["base,poor", "poor,base"])
def test_a_scenario_s_file_that_changed_is_noticed(small, tmp_path, order):
    request = ["sweep", small, "--vary", f"scenario={order}", "-o", tmp_path / "rows.csv"]
    assert run(*request)[0] == 0
    assert run(*request, "--resume")[0] == 0
    (small / "what-if" / "poor.toml").write_text('[activities.A1]\nbudget = "400"\n', "utf-8")
    assert run(*request, "--resume")[0] == 2


def test_a_sweep_nothing_of_which_has_a_plan_is_1(small, tmp_path):
    code, out, _ = run("sweep", small, "--vary", "rules.least.amount=8000,9000")
    assert code == 1 and "2 have no plan" in out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--resume"], "--resume: expected -o"),
        (["-o", "a.csv", "-o", "b.parquet"], "-o: expected one file"),
        (["--thresholds", "--paired"], "--thresholds: goes neither"),
        (["--workers", "0"], "--workers"),
        (["--dask", "tcp://127.0.0.1:1"], "--dask tcp://127.0.0.1:1: no scheduler answers there"),
    ],
)
def test_requests_that_cannot_be_followed(small, more, said, monkeypatch):
    monkeypatch.setattr("realloc.workers._PATIENCE", 0.3)
    code, out, error = run("sweep", small, "--vary", "rules.most.amount=100..200/100", *more)
    assert (code, out) == (2, "") and said in error
    assert not Path("a.csv").exists()


def outcomes(raw: Raw, axis: Axis, places: Iterator[str] | Sequence[str]) -> list[tuple]:
    question = sweep.Question.of(raw, "base", (), [axis])
    return [
        row.outcome
        for row in sweep.answer(question, [question.point(k, (v,)) for k, v in enumerate(places, 1)])
    ]


@pytest.mark.parametrize(
    "vary",
    ["rules.most.amount=300..1700", "rules.least.amount=1000..1600/300", "reserves.R1.score=0..9/1"],
)
def test_thresholds_are_those_that_trying_every_value_finds(small, vary):
    folder = small / "case.toml"
    toml = 'unit = "10"\n' + folder.read_text("utf-8")
    folder.write_text(toml.replace("1,500", "1,000") if "score" in vary else toml, "utf-8")
    raw = load_folder(small)
    case = raw.case()
    (axis,) = read_axes([vary], raw, case, (), ends=True)
    with crew(2) as able:
        found = thresholds(sweep.Question.of(raw, "base", (), [axis]), check_axis([axis], case), case, able)
    low, high = Decimal(axis.values[0]), Decimal(axis.values[-1])
    step = Decimal("0.0001") if "score" in vary else Decimal(10)
    every = [low + k * step for k in range(int((high - low) / step) + 1)]
    got = [(Decimal(c.before.values[0]), Decimal(c.after.values[0])) for c in found.changes]
    assert got and all(after - before == step for before, after in got)
    assert len(found.samples) < 120
    if "score" not in vary:
        all_outcomes = outcomes(raw, axis, [str(value) for value in every])
        assert got == [
            (every[k], every[k + 1]) for k in range(len(every) - 1) if all_outcomes[k] != all_outcomes[k + 1]
        ]
    for change in found.changes:
        assert outcomes(raw, axis, [change.before.values[0], change.after.values[0]]) == [
            change.before.outcome,
            change.after.outcome,
        ]
    assert [row.number for row in found.samples] == list(range(1, len(found.samples) + 1))


@pytest.mark.parametrize("vary", ["covid.cap=5", "objective.stages=1,2", "unit=100..1000/50"])
def test_thresholds_need_one_range_in_steps_of_the_path(vary):
    with pytest.raises(UsageError, match="--thresholds"):
        check_axis(axes_of(RAW, vary), RAW.case())


def test_a_case_goes_to_workers_as_it_is():
    again = pickle.loads(pickle.dumps(RAW))
    assert again.case("cap-50", [("unit", "200")]) == RAW.case("cap-50", [("unit", "200")])
    assert replace(again.case(), fingerprint="") != RAW.case()


def test_an_interrupt_ends_a_sweep_and_keeps_its_rows(tmp_path):
    """With a real signal, to the whole foreground group as a terminal sends it."""
    vary = ["--vary", "calendar.decision=2021-05-01..2021-08-31/2d", "--vary", "covid.cap=5,20,50,100"]
    command = [sys.executable, "-m", "realloc", "sweep", str(EXAMPLE), *vary, "-o", str(tmp_path / "r.csv")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    file = tmp_path / "r.csv"
    while not (file.exists() and file.read_bytes().count(b"\n") > 8) and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, error = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert "what-ifs are done and kept in" in error and "Interrupted." in error and "Traceback" not in error
    header, *lines = file.read_text("utf-8").splitlines()
    assert 8 <= len(lines) < 248
    raw = load_folder(EXAMPLE)
    axes = axes_of(raw, *(word for word in vary if word != "--vary"))
    question = sweep.Question.of(raw, "base", (), axes)
    asked = list(sweep.points(question, axes, paired=False))[: len(lines)]
    last = sweep.answer(question, asked[-2:])
    assert "\n".join(lines[-2:]) + "\n" == "".join(form.csv_row(row, axes) for row in last)


def test_a_bar_is_drawn_for_whoever_watches(small, monkeypatch):
    import io

    from realloc.report.terminal.progress import progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    watched = Terminal()
    monkeypatch.setattr(sys, "stderr", watched)
    with progress(10, 4, "en") as one_more:
        for _ in range(6):
            one_more()
    assert "10/10" in watched.getvalue()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress(10, 4, "th") as one_more:
        one_more()
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_the_document_says_what_was_asked_and_what_came_of_it(small, tmp_path):
    file = tmp_path / "rows.csv"
    _, out, _ = run("sweep", small, "--vary", "rules.most.amount=500,1500", "--vary", "scenario=base,poor",
                    "--paired", "--set", "reserves.R1.score=9", "--json", "-o", file)  # fmt: skip
    document = json.loads(out)
    assert document["schema"] == "realloc.sweep/1" and document["paired"] is True
    assert document["settings"] == [{"path": "reserves.R1.score", "value": "9"}]
    assert document["vary"][0] == {
        "path": "rules.most.amount",
        "asked": "500,1500",
        "values": ["500", "1500"],
    }
    assert [row["settings"] for row in document["rows"]] == [
        {"rules.most.amount": "500"}, {"rules.most.amount": "1500"},
    ]  # fmt: skip
    written = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    for row, line in zip(document["rows"], written, strict=True):
        for name in (
            "scenario",
            "status",
            "moved",
            "unplaced",
            "score",
            "escalation",
            "proof",
            "fingerprint",
        ):
            assert row[name] == line[name]
        assert (str(row["lines"]), ";".join(row["funded"])) == (line["lines"], line["funded"])
    _, out, _ = run("sweep", small, "--vary", "rules.most.amount=900..1500/100", "--thresholds", "--json")
    document = json.loads(out)
    (found,) = document["thresholds"]
    numbers = {row["row"]: row for row in document["rows"]}
    assert found["path"] == "rules.most.amount" and found["changes"]
    for change in found["changes"]:
        assert change["after"] == change["before"] + 1
        assert numbers[change["before"]]["funded"] != numbers[change["after"]]["funded"]


def test_rows_known_from_others_are_the_rows_of_their_own():
    """Dates, caps and a rule that warns: much that differs without a difference, and some with."""
    rule = "rules.agency-cap.severity=warn,block"
    axes = axes_of(RAW, "calendar.decision=2021-06-13..2021-06-18", "covid.cap=5,20", rule)
    question = sweep.Question.of(RAW, "base", (), axes)
    asked = list(sweep.points(question, axes, paired=False))
    assert sweep.answer(question, asked) == [sweep.answer(question, [point])[0] for point in asked]
