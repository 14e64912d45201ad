"""Many what-ifs from Python: each row is a plan, whoever works, and what ends early keeps what it has."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest
from cases import write_case
from hypothesis import given, settings
from hypothesis import strategies as st
from test_api import ACTIVITIES, RESERVES, RULES, WHAT_IF, printed

import realloc
from realloc.api.studies import spec
from realloc.case.load import load_folder
from realloc.study.axes import read_axes
from realloc.study.rowfile import RowFile
from realloc.workers import staff

MANY: dict[str, Any] = {"reserves.R1.cost": [300, 400, 500], "covid.cap": [5, 50]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_case(tmp_path_factory.mktemp("api") / "case", ACTIVITIES, RESERVES, RULES, WHAT_IF)


@given(
    st.lists(st.decimals("1", "2000", places=2), min_size=1, max_size=3, unique=True),
    st.lists(st.dates(date(2021, 5, 1), date(2021, 11, 1)), min_size=1, max_size=2, unique=True),
    st.sampled_from(["base", "late", "poor"]),
)
@settings(max_examples=12, deadline=None)
def test_each_row_is_the_plan_of_its_settings(
    folder: Path, costs: list[Decimal], days: list[date], scenario: str
) -> None:
    found = realloc.sweep(
        realloc.load_case(folder, scenario), {"reserves.R1.cost": costs, "calendar.decision": days}
    )
    dtypes = found.to_pandas().dtypes.astype(str)
    assert list(dtypes[["row", "lines", "moved", "funded"]]) == ["int64", "Int64", "object", "object"]
    asked = [(cost, day) for day in days for cost in costs]  # the first path changes fastest
    for row, (cost, day) in zip(found.to_pandas().itertuples(index=False), asked, strict=True):
        laid = {"reserves.R1.cost": cost, "calendar.decision": day}
        if row.status == "refused":
            with pytest.raises(realloc.InputError):
                realloc.load_case(folder, scenario, laid)
            continue
        plan = realloc.plan(realloc.load_case(folder, scenario, laid), relaxations=False)
        assert (row.status, row.fingerprint) == (plan.status, plan.case.fingerprint)
        reserves = plan.to_pandas("reserves")
        assert row.funded == tuple(reserves["id"][reserves["funded"]])
        if plan.status == "optimal":
            totals = plan.to_pandas("totals")
            assert (row.moved, row.unplaced) == (totals["transferred"][0], totals["unplaced"][0])
            assert row.lines == len(plan.to_pandas())


@given(st.lists(st.one_of(st.integers(0, 10**9), st.decimals("0", "1e9", places=2)), min_size=1))
def test_a_list_of_values_is_read_as_it_was_given(folder: Path, values: list[int | Decimal]) -> None:
    raw = load_folder(folder)
    grouped = [f"{value:,}" for value in values]
    for given_ in (values, grouped, iter(values)):
        axis = read_axes([f"rules.most.amount={spec('x', given_)}"], raw, raw.case(), ())[0]
        assert axis.values == tuple(dict.fromkeys(map(plain, values)))


def plain(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else format(value, "f")


def test_what_looks_like_more_than_one_value_stays_one(folder: Path) -> None:
    texts = ["a, b", "[c]", "d"]
    found = realloc.sweep(folder, {"title": texts})
    assert list(found.to_pandas()["title"]) == ['"a, b"', '"[c]"', "d"]
    assert found.to_pandas()["fingerprint"].nunique() == len(texts)
    for spec_text in ("100..200", "±20%"):
        assert len(realloc.sweep(folder, {"rules.most.amount": spec_text}).to_pandas()) > 1
        with pytest.raises(realloc.UsageError, match="cannot read"):
            realloc.sweep(folder, {"rules.most.amount": [spec_text]})
    with pytest.raises(realloc.UsageError, match="expected PATH=VALUES"):
        realloc.sweep(folder, {"rules.most.amount": []})


def test_days_may_come_from_pandas(folder: Path) -> None:
    days = pandas.date_range("2021-06-01", periods=3, freq="MS")
    found = realloc.sweep(folder, {"calendar.decision": days}).to_pandas()
    assert list(pandas.to_datetime(found["calendar.decision"])) == list(days)


def test_values_laid_before_stay_below_a_sweep(folder: Path) -> None:
    case = realloc.load_case(folder, "late", {"rules.most.amount": 300})
    found = realloc.sweep(case, {"reserves.R1.cost": [500]})
    assert found.to_pandas()["moved"][0] == realloc.plan(case).to_pandas("totals")["transferred"][0]
    assert found.to_dict()["settings"] == [{"path": "rules.most.amount", "value": "300"}]
    with pytest.raises(realloc.UsageError, match="given twice"):
        realloc.sweep(case, {"rules.most.amount": [500]})


@pytest.mark.parametrize("lang", ["en", "th"])
def test_what_cannot_be_planned_is_said_in_the_language_asked_for(folder: Path, lang: Any) -> None:
    found = realloc.sweep(folder, {"activities.A1.budget": [100, 1000]}, lang=lang).to_dict(lang)
    assert found == printed("sweep", folder, "--vary", "activities.A1.budget=100,1000", "--lang", lang)
    refused, planned = found["rows"]
    assert (refused["status"], planned["note"]) == ("refused", "")
    assert ("โปรด" in refused["note"]) == (lang == "th")


def test_results_are_the_same_whoever_works(folder: Path) -> None:
    alone = realloc.sweep(folder, MANY)
    assert realloc.sweep(folder, MANY, workers=2).to_dict() == alone.to_dict()
    odds = realloc.risk(folder, draws=10)
    assert realloc.risk(folder, draws=10, workers=2).to_dict() == odds.to_dict()
    assert realloc.risk(folder, draws=10, seed=2).to_dict() != odds.to_dict()
    pair = realloc.compare(folder, ["base", "late"], regret=True)
    assert realloc.compare(folder, ["base", "late"], regret=True, workers=2).to_dict() == pair.to_dict()
    for call in (
        lambda: realloc.sweep(folder, MANY, workers=0),
        lambda: realloc.risk(folder, workers=-1),
        lambda: realloc.compare(folder, workers=1.5),  # type: ignore[arg-type]
    ):
        with pytest.raises(realloc.UsageError, match="no number of processes"):
            call()
    with pytest.raises(realloc.UsageError, match="no scheduler"):
        realloc.sweep(folder, MANY, dask="nowhere")


def test_a_script_without_a_guard_can_study(folder: Path) -> None:
    """Processes that start afresh run a script anew: with one worker there are none."""
    code = f"""
import multiprocessing, realloc
multiprocessing.set_start_method("spawn")
print(len(realloc.sweep({str(folder)!r}, {MANY!r}).to_pandas()), end="")
"""
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout == "6"


def test_progress_is_told_once_for_each_plan(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def progress(count: int) -> Callable[[], None]:
        told.append(f"{count} to make")
        return lambda: told.append("made")

    realloc.sweep(folder, MANY, progress=progress)
    assert told == ["6 to make", *["made"] * 6]
    told.clear()
    made = realloc.risk(folder, draws=8, progress=progress).to_dict()["distinct"]
    assert told == [f"{made} to make", *["made"] * made]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_rows_are_kept_as_they_come_and_gone_on_with(folder: Path, tmp_path: Path, suffix: str) -> None:
    whole, file = tmp_path / f"whole{suffix}", tmp_path / f"rows{suffix}"
    found = realloc.sweep(folder, MANY, out=whole)
    assert whole.read_bytes() == found.save(tmp_path / f"saved{suffix}").read_bytes()

    def until_the_fourth(count: int) -> Callable[[], None]:
        left = [3]

        def made() -> None:
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt

        return made

    with pytest.raises(KeyboardInterrupt):
        realloc.sweep(folder, MANY, out=file, progress=until_the_fourth)
    assert 3 <= len(pandas.read_csv(file) if suffix == ".csv" else pandas.read_parquet(file)) < 6
    with pytest.raises(realloc.UsageError, match="there is such a file already"):
        realloc.sweep(folder, MANY, out=file)
    with pytest.raises(realloc.UsageError, match="not the rows of this sweep"):
        realloc.sweep(folder, {"covid.cap": [5, 50]}, out=file, resume=True)
    told: list[int] = []
    again = realloc.sweep(
        folder, MANY, out=file, resume=True, progress=lambda count: told.append(count) or (lambda: None)
    )
    assert told == [6 - 3] and again.to_dict() == found.to_dict()
    assert file.read_bytes() == whole.read_bytes()
    with pytest.raises(realloc.UsageError, match="expected -o with the .csv or .parquet file"):
        realloc.sweep(folder, MANY, resume=True)
    with pytest.raises(realloc.UsageError, match="rows are kept as"):
        realloc.sweep(folder, MANY, out=tmp_path / "rows.txt")


def test_an_interrupt_ends_a_study_where_a_plan_would_take_it_as_the_end_of_its_search() -> None:
    def search() -> str:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            return "the best so far"
        return "not interrupted"

    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), staff() as crew:
        done.extend(crew.in_order([(search, ()), (search, ())]))
    assert done == [] and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    own = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with staff() as crew:
            assert list(crew.in_order([(search, ())])) == ["not interrupted"], "somebody else's handler stays"
    finally:
        signal.signal(signal.SIGINT, own)


def test_a_file_that_fails_keeps_its_rows(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    close = RowFile.close
    monkeypatch.setattr(RowFile, "close", lambda self: closed.append(len(self.done)) or close(self))
    monkeypatch.setattr("realloc.study.sweep.rows", lambda *_: iter([1 / 0 for _ in "x"]))
    with pytest.raises(ZeroDivisionError):
        realloc.sweep(folder, MANY, out=tmp_path / "rows.csv")
    assert closed == [0]


def test_plans_of_trade_offs_alternatives_and_hedges_hold(folder: Path) -> None:
    best = realloc.plan(folder)
    front = realloc.frontier(best, ("score", "lines"))
    others = realloc.alternatives(best, 3, within="50%")
    ahead = realloc.hedge(folder, ["late", "poor"], later=date(2021, 6, 1) + timedelta(30))
    assert front.plans and len(others.plans) > 1 and ahead.plans
    for plan in (*front.plans, *others.plans, *ahead.plans, *ahead.today):
        assert realloc.verify_plan(plan).holds
        assert realloc.verify_plan(plan.to_dict(), folder).holds
    assert len(realloc.alternatives(best, 3).plans) < len(others.plans)
    assert others.by_name["best"].record == best.record == front.best.record
    assert list(front.by_name.values()) == list(front.plans)
    points = front.to_pandas()
    assert list(points["value.score"]) == sorted(points["value.score"], reverse=True)
    assert list(points["value.lines"]) == list(points["lines"])


def test_a_plan_that_is_there_is_not_looked_for_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = realloc.plan(folder)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("planned again")

    monkeypatch.setattr("realloc.planning.plan", never)
    realloc.propose(plan, tmp_path / "paper.md")
    realloc.export(plan, tmp_path / "open-data")
    realloc.alternatives(plan, 1)
    realloc.frontier(plan, "score,lines")
    with pytest.raises(AssertionError, match="planned again"):
        realloc.propose(folder, tmp_path / "paper.md")
