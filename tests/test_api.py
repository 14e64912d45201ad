"""The Python interface: quick to import, the same as the commands, money exact, its page true."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pandas
import pytest
from cases import write_case
from documents import DOCS, ROOT, blocks
from typer.main import get_command
from typer.testing import CliRunner

import realloc
from realloc.api.frames import DTYPES, Columns
from realloc.api.result import Result
from realloc.cli.app import app

EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"
PAGE = (DOCS / "python.md").read_text("utf-8")
CALLS = sorted(name for name in realloc.__all__ if name.islower() and name != "__version__")
RESULTS = sorted(
    name
    for name in realloc.__all__
    if inspect.isclass(getattr(realloc, name)) and issubclass(getattr(realloc, name), Result)
)
ACTIVITIES = ({"status": "cancelled"}, {"status": "cancelled", "budget": "900", "category": "capital"})
RESERVES = ({}, {"score": "9", "min_cost": "100"}, {"score": "8", "category": "capital", "cost": "400"})
RULES = """
[rules.most]
type = "limit"
from = {category = "operating"}
amount = "700"
[rules.least]
type = "require"
amount = "100"
[[risk.uncertain]]
path = "reserves.R1.cost"
percent = [-20, 0, 40]
"""
WHAT_IF = {
    "late": 'probability = 0.5\n[calendar]\ndecision = 2021-08-01\n[activities.A2]\nbudget = "1,000"\n',
    "poor": 'probability = 0.5\n[activities.A1]\ndisbursed = "1,000"\n',
    "stuck": '[rules.least]\namount = "5,000"\n',
}
REPORT = EXAMPLE / "import" / "disbursement-2564-05.csv"
MAP = EXAMPLE / "import" / "map.toml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_case(tmp_path_factory.mktemp("api") / "case", ACTIVITIES, RESERVES, RULES, WHAT_IF)


@pytest.fixture(scope="module")
def plans(folder: Path) -> tuple[Path, Path]:
    """The files of two plans."""
    files = folder.parent / "first.json", folder.parent / "second.json"
    realloc.plan(folder).save(files[0])
    realloc.plan(realloc.load_case(folder, "late")).save(files[1])
    return files


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [*map(str, words)])


def printed(*words: object) -> dict[str, Any]:
    """What a command prints as JSON."""
    document: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return document


# what comes with the name


def test_importing_realloc_imports_nothing_else() -> None:
    code = "import sys, realloc; print(sorted(m for m in sys.modules if m.startswith('realloc')))"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout == "['realloc']\n"


def test_every_name_is_there_and_no_other() -> None:
    assert set(realloc.__all__) <= set(dir(realloc))
    for name in realloc.__all__:
        assert getattr(realloc, name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", realloc.__version__)
    with pytest.raises(AttributeError, match="no attribute 'sweeep'") as missed:
        _ = realloc.sweeep
    assert "Did you mean" in "".join(traceback.format_exception(missed.value))
    assert (Path(realloc.__file__).parent / "py.typed").is_file()


def test_names_stay_what_they_are_once_everything_is_imported() -> None:
    """A call that bore the name of a package would be that package, once something imports it."""
    packages = {path.stem for path in (ROOT / "src" / "realloc").iterdir()}
    for name in CALLS:
        assert name not in packages
        assert getattr(realloc, name).__module__.startswith("realloc.api.")
        assert inspect.getdoc(getattr(realloc, name))


# the same as the commands

ASKED: dict[str, tuple[Callable[[Path], Result], tuple[object, ...]]] = {
    "check": (lambda case: realloc.check(case), ("check", "{case}")),
    "plan": (lambda case: realloc.plan(case), ("plan", "{case}")),
    "no plan": (
        lambda case: realloc.plan(realloc.load_case(case, "stuck")),
        ("plan", "{case}", "-s", "stuck"),
    ),
    "explain a reserve": (lambda case: realloc.explain_plan(case, "R2"), ("explain", "{case}", "R2")),
    "explain a reserve without a plan": (
        lambda case: realloc.explain_plan(realloc.load_case(case, "stuck"), "R2"),
        ("explain", "{case}", "R2", "-s", "stuck"),
    ),
    "explain an activity": (lambda case: realloc.explain_plan(case, "A1"), ("explain", "{case}", "A1")),
    "explain the rules": (
        lambda case: realloc.explain_plan(case, "rules", step=50),
        ("explain", "{case}", "rules", "--step", "50"),
    ),
    "explain rules without a plan": (
        lambda case: realloc.explain_plan(realloc.load_case(case, "stuck"), "rules"),
        ("explain", "{case}", "rules", "-s", "stuck"),
    ),
    "alternatives": (
        lambda case: realloc.alternatives(case, 3, within="50%"),
        ("plan", "{case}", "--alternatives", 3, "--within", "50%"),
    ),
    "frontier": (
        lambda case: realloc.frontier(case, ("score", "lines")),
        ("plan", "{case}", "--frontier", "score,lines"),
    ),
    "compare": (
        lambda case: realloc.compare(case, settings={"unit": 1}),
        ("compare", "{case}", "--set", "unit=1"),
    ),
    "compare with a baseline and regret": (
        lambda case: realloc.compare(case, ["base", "late"], baseline="poor", regret=True),
        ("compare", "{case}", "base", "late", "--baseline", "poor", "--regret"),
    ),
    "sweep": (
        lambda case: realloc.sweep(
            realloc.load_case(case, "late"),
            {"scenario": ["base", "stuck"], "reserves.R1.cost": [Decimal("300.50"), "1,000"]},
        ),
        (
            *("sweep", "{case}", "-s", "late", "--vary", "scenario=base,stuck"),
            *("--vary", "reserves.R1.cost=300.50,1000"),
        ),
    ),
    "sweep in pairs": (
        lambda case: realloc.sweep(
            case, {"covid.cap": [5, 50], "calendar.decision": [date(2021, 6, 1), "2021-09-01"]}, paired=True
        ),
        (
            *("sweep", "{case}", "--vary", "covid.cap=5,50", "--paired"),
            *("--vary", "calendar.decision=2021-06-01,2021-09-01"),
        ),
    ),
    "sweep for thresholds": (
        lambda case: realloc.sweep(
            realloc.load_case(case, settings={"unit": 50}),
            {"rules.most.amount": "0..900/100"},
            thresholds=True,
        ),
        (
            *("sweep", "{case}", "--vary", "rules.most.amount=0..900/100", "--thresholds"),
            *("--set", "unit=50"),
        ),
    ),
    "hedge": (
        lambda case: realloc.hedge(
            case, ["late", "poor"], by="cvar", level=Decimal("0.5"), later=date(2021, 9, 1)
        ),
        ("hedge", "{case}", "late", "poor", "--by", "cvar", "--level", "0.5", "--later", "2021-09-01"),
    ),
    "risk": (
        lambda case: realloc.risk(case, draws=12, seed=3),
        ("risk", "{case}", "--draws", 12, "--seed", 3),
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_results_are_what_the_commands_print(name: str, folder: Path) -> None:
    call, words = ASKED[name]
    words = tuple(str(word).format(case=folder) for word in words)
    result = call(folder)
    assert result.to_dict() == printed(*words, "--lang", "en")
    assert result.to_dict("th") == printed(*words, "--lang", "th")
    assert result.to_text("th") == run(*words, "--lang", "th").stdout
    assert_tables(result)


@pytest.mark.parametrize("name", ASKED)
def test_results_are_saved_as_the_commands_write_them(name: str, folder: Path, tmp_path: Path) -> None:
    call, words = ASKED[name]
    result = call(folder)
    for suffix in (".json", ".txt", *result.forms().keys() & {".csv", ".parquet"}):
        ours, theirs = tmp_path / f"ours{suffix}", tmp_path / f"theirs{suffix}"
        assert result.save(ours, "th") == ours
        run(*(str(word).format(case=folder) for word in words), "--lang", "th", "-o", theirs)
        assert ours.read_bytes() == theirs.read_bytes(), suffix


@pytest.mark.parametrize("name", ["plan", "compare", "sweep"])
def test_pictures_are_saved_as_the_commands_draw_them(name: str, folder: Path, tmp_path: Path) -> None:
    call, words = ASKED[name]
    ours, theirs = tmp_path / "ours.svg", tmp_path / "theirs.svg"
    call(folder).save(ours)
    run(*(str(word).format(case=folder) for word in words), "--lang", "en", "-o", theirs)
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_picture_of_a_sweep_shows_what_is_asked_for(folder: Path, tmp_path: Path) -> None:
    found = realloc.sweep(folder, {"reserves.R1.cost": [300, 500]})
    curve, front = found.save(tmp_path / "a.svg"), found.save(tmp_path / "b.svg", chart="frontier")
    assert curve.read_bytes() != front.read_bytes()
    found.save(tmp_path / "c.svg", chart="curve")
    assert curve.read_bytes() == (tmp_path / "c.svg").read_bytes()


def test_a_comparison_is_saved_as_a_workbook(folder: Path, tmp_path: Path) -> None:
    file = realloc.compare(folder, ["base", "late"]).save(tmp_path / "both.xlsx", "th")
    sheets = pandas.read_excel(file, sheet_name=None)
    assert len(sheets) == 2 and len(next(iter(sheets.values()))) == 2


def test_differences_are_what_the_command_prints(plans: tuple[Path, Path], folder: Path) -> None:
    found = realloc.diff(*plans)
    assert found.to_dict() == printed("diff", *plans) != printed("diff", *reversed(plans))
    assert found.to_text("th") == run("diff", *plans, "--lang", "th").stdout
    assert_tables(found)
    assert not found.same and set(found.to_pandas("causes")["path"]) == {
        "calendar.decision",
        "activities.A2.budget",
    }
    first, second = (json.loads(file.read_text("utf-8")) for file in plans)
    for told in (
        realloc.diff(first, second, case=folder),
        realloc.diff(realloc.plan(folder), second, second_case=folder),
        realloc.diff(realloc.plan(folder), realloc.load_plan(plans[1])),
    ):
        without = {"first": None, "second": None}
        assert told.to_dict() | without == found.to_dict() | without
    assert realloc.diff(first, second).record.causes is None, "the case of a document is not found here"
    assert realloc.diff(first, first).same


def test_plans_are_verified_from_whatever_holds_them(folder: Path, tmp_path: Path) -> None:
    found = realloc.plan(folder, certificate=True)
    file, proof = found.save(tmp_path / "plan.json"), tmp_path / "proof.json"
    proof.write_text(json.dumps(found.certificate), "utf-8")
    paper = realloc.propose(found, tmp_path / "paper.md").files[0]
    for verified in (
        realloc.verify_plan(found, certificate=found.certificate),
        realloc.verify_plan(file, folder, proof),
        realloc.verify_plan(found.to_dict(), folder, found.certificate),
    ):
        assert (verified.holds, verified.proven) == (True, ("score", "amount", "escalation", "lines"))
        assert verified.to_dict() == printed("verify", file, "--case", folder, "--certificate", proof)
        assert verified.to_text() == run("verify", file, "--case", folder, "--certificate", proof).stdout
    for held in (realloc.verify_plan(paper, folder), realloc.verify_plan(paper, found.case)):
        assert held.holds and held.to_dict() == printed("verify", paper, "--case", folder)
    with pytest.raises(realloc.UsageError, match="not with a paper"):
        realloc.verify_plan(paper, folder, proof)
    wrong = found.to_dict()
    wrong["transfers"][0]["amount"] = "1.00"
    refused = realloc.verify_plan(wrong, folder)
    assert not refused.holds
    assert list(refused.to_pandas()["code"]) == [p["code"] for p in refused.to_dict()["problems"]]
    for nothing in ({"scenario": 5}, {}):
        with pytest.raises(realloc.UsageError, match="not a plan"):
            realloc.verify_plan(nothing)


def test_a_plan_from_a_file_is_the_plan(plans: tuple[Path, Path], folder: Path) -> None:
    found = realloc.load_plan(plans[1])
    assert (found.case.scenario, found.to_dict()) == ("late", realloc.plan(found.case).to_dict())
    document = json.loads(plans[1].read_text("utf-8"))
    assert realloc.load_plan(document, folder).record == found.record
    document["transfers"][0]["amount"] = "1.00"
    with pytest.raises(realloc.PlanRefused, match="does not hold") as refused:
        realloc.load_plan(document, folder)
    assert "ไม่ถูกต้อง" in refused.value.message("th")


def test_settings_are_laid_on_top_and_noted(folder: Path) -> None:
    laid = {"calendar.decision": date(2021, 7, 1), "unit": Decimal("1E+2"), "reserves.R3.available": False}
    found = realloc.plan(realloc.load_case(folder, settings=laid))
    sets = ["calendar.decision=2021-07-01", "unit=100", "reserves.R3.available=false"]
    assert found.to_dict() == printed("plan", folder, *(word for s in sets for word in ("--set", s)))
    assert realloc.verify_plan(found).holds
    assert realloc.verify_plan(found.to_dict(), folder).holds
    same = {"calendar.decision": pandas.Timestamp("2021-07-01"), "unit": numpy.int64(100)}
    assert realloc.load_case(folder, settings=laid | same).fingerprint == found.case.fingerprint
    assert realloc.load_case(folder, settings=list(laid.items())).fingerprint == found.case.fingerprint


# exact


INEXACT: dict[str, Callable[[Any, Path], object]] = {
    "unit": lambda value, case: realloc.load_case(case, settings={"unit": value}),
    "covid.cap": lambda value, case: realloc.sweep(case, {"covid.cap": [5, value]}),
    "reserves.R1.cost": lambda value, case: realloc.sweep(case, {"reserves.R1.cost": value}),
    "--within": lambda value, case: realloc.alternatives(case, 1, within=value),
    "--step": lambda value, case: realloc.explain_plan(case, "rules", step=value),
    "--level": lambda value, case: realloc.hedge(case, level=value),
    "--today": lambda value, case: realloc.hedge(case, today=value),
    "--date": lambda value, case: realloc.propose(case, case / "paper.md", day=value),
}


@pytest.mark.parametrize("value", [0.5, numpy.float64(1), b"1", {}.keys, datetime(2021, 6, 1, 12)])
@pytest.mark.parametrize("what", INEXACT)
def test_what_is_not_exact_is_refused_wherever_it_is_given(what: str, value: Any, folder: Path) -> None:
    with pytest.raises(realloc.UsageError, match=f"^{re.escape(what)}: .* is no exact value") as refused:
        INEXACT[what](value, folder)
    assert "ไม่ใช่ค่าที่แน่นอน" in refused.value.message("th")


def assert_tables(result: Result) -> None:
    """Every table has its columns, their types, and nothing that is not exact."""
    for name in result.tables:
        kinds = result._columns()[name]
        frame = result.to_pandas(name, "th")
        typed(frame, kinds)
        assert len(frame) == len(list(result._rows(name, "th")))
    assert result._repr_html_() == result.to_pandas()._repr_html_()
    assert result.to_pandas().equals(result.to_pandas(result.tables[0]))
    with pytest.raises(realloc.UsageError, match="no table"):
        result.to_pandas("nothing of the kind")


def typed(frame: Any, kinds: Columns) -> None:
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        name: DTYPES[kind] for name, kind in kinds.items()
    }
    types = {"money": Decimal | None, "number": Decimal | None, "ids": tuple, "settings": dict}
    for name, kind in kinds.items():
        if kind in types:
            assert all(isinstance(cell, types[kind]) for cell in frame[name]), name


def test_tables_have_what_the_documents_have(folder: Path) -> None:
    plan = realloc.plan(folder)
    document = plan.to_dict()
    for table in ("transfers", "activities", "reserves", "rules", "objective"):
        frame, rows = plan.to_pandas(table), document[table]
        assert len(frame) == len(rows) > 0
        for name in set(frame.columns) & rows[0].keys():
            cells = [Decimal(row[name]) if frame[name].dtype == "object" else row[name] for row in rows]
            assert list(frame[name]) == cells
    both = realloc.compare(folder, ["base", "poor"], baseline="base")
    assert both.to_dict()["scenarios"][1]["against_baseline"] is not None
    amounts = both.to_pandas("reserves")
    assert list(amounts["amount.base"]) != list(amounts["amount.poor"])
    for plan in both.plans:
        moved = Decimal(plan.to_dict()["totals"]["transferred"])
        assert sum(amounts[f"amount.{plan.case.scenario}"]) == moved > 0


def test_names_stand_beside_ids_in_the_language_asked_for() -> None:
    checked = realloc.check(EXAMPLE)
    english, thai = checked.to_pandas("activities"), checked.to_pandas("activities", "th")
    assert english["name"][4] == "Promoting tourism in Phetchaburi"
    assert thai["name"][4] == "ส่งเสริมการท่องเที่ยวจังหวัดเพชรบุรี"
    assert english["agency"][4] == thai["agency"][4] != ""
    spending = checked.to_pandas("disbursement")
    assert spending["percent"][0] == Decimal(checked.to_dict()["disbursement"]["progress"][0]["percent"])


def test_a_table_without_rows_keeps_its_columns_and_types(tmp_path: Path) -> None:
    nothing = realloc.plan(write_case(tmp_path / "case"))
    assert_tables(nothing)
    assert len(nothing.to_pandas()) == 0


def test_changes_that_are_found_go_into_the_next_case(folder: Path) -> None:
    """What an explanation says would do, does, and one step less does not."""
    why = realloc.explain_plan(realloc.load_case(folder, "poor"), "R3")
    assert why.answer == "better-uses"
    changes = why.to_pandas("changes")
    tried = changes[(changes["found"] == "least") & (changes["not_enough"] != {})]
    assert len(tried)
    for change in tried.itertuples():
        for settings, funded in ((change.settings, True), (change.not_enough, False)):
            plan = realloc.plan(realloc.load_case(folder, "poor", settings))
            assert plan.to_pandas("reserves").set_index("id")["funded"]["R3"] == funded
    none = realloc.plan(realloc.load_case(folder, "stuck"))
    assert any(none.to_pandas("relaxations")["settings"])
    assert (none.status, none.conflict) == ("infeasible", ("least",))
    for way in none.to_pandas("relaxations").itertuples():
        if way.settings:
            case = realloc.load_case(folder, "stuck", way.settings)
            assert realloc.plan(case, relaxations=False).status == "optimal"
    assert realloc.plan(none.case, relaxations=False).relaxations is None


# errors


def test_errors_teach(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(realloc.UsageError, match='no table "transfer". Did you mean "transfers"?'):
        realloc.plan(folder).to_pandas("transfer")
    with pytest.raises(realloc.UsageError, match='Did you mean "R2"?'):
        realloc.explain_plan(folder, "r2")
    with pytest.raises(realloc.InputError) as error:
        realloc.check(write_case(tmp_path / "case", activities=[{"budget": "x"}, {"status": "y"}]))
    assert [finding.column for finding in error.value.findings] == ["budget", "status"]
    for call in (realloc.plan, lambda *_, **how: realloc.hedge(folder, ["late", "poor"], **how)):
        for limit in (0, -1.5):
            with pytest.raises(realloc.UsageError, match="number of seconds above 0"):
                call(folder, time_limit=limit)
    for count in (0, 21, 1.5):
        with pytest.raises(realloc.UsageError, match="a number from 1 to 20"):
            realloc.alternatives(folder, count)  # type: ignore[arg-type]


def test_where_there_is_no_plan_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    stuck = realloc.load_case(folder, "stuck")
    idle = realloc.load_case(write_case(tmp_path / "idle"))
    likely = WHAT_IF | {"stuck": "probability = 0.5\n" + WHAT_IF["stuck"]}
    chanced = write_case(tmp_path / "chanced", ACTIVITIES, RESERVES, RULES, likely)
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: realloc.propose(stuck, tmp_path / "a.docx"), "least"),
        (lambda: realloc.propose(realloc.plan(stuck), tmp_path / "a.docx"), "least"),
        (lambda: realloc.propose(idle, tmp_path / "a.docx"), "nothing to propose"),
        (lambda: realloc.export(stuck, tmp_path / "out"), "least"),
        (lambda: realloc.alternatives(stuck, 2), "least"),
        (lambda: realloc.frontier(stuck, "score,lines"), "least"),
        (lambda: realloc.hedge(chanced, ["late", "stuck"]), "leaves every scenario a plan"),
    ]
    for call, said in calls:
        with pytest.raises(realloc.NoPlan, match=said) as none:
            call()
        assert none.value.exit_code == 1 and none.value.message("th") != str(none.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chanced", "idle"]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    plan = realloc.plan(folder)
    realloc.alternatives(plan, 2)
    realloc.explain_plan(folder, "R3")
    realloc.sweep(folder, {"covid.cap": [5, 50]})
    assert capfd.readouterr() == ("", "")


# the page


def test_the_page_s_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for _, code in blocks(PAGE, "python"):
        exec(compile(code, "docs/python.md", "exec"), names)
    out = capsys.readouterr().out
    assert out.startswith("optimal ")
    assert out.endswith("cap-50\n")


def test_the_page_says_what_is_there_and_no_more() -> None:
    signatures = dict(re.findall(r"^\| `(\w+)\((.*?)\)` \|", PAGE, re.MULTILINE))
    for name in CALLS:
        assert signatures.pop(name) == ", ".join(
            show(p) for p in inspect.signature(getattr(realloc, name)).parameters.values()
        )
    assert signatures == {}
    documented = set(re.findall(r"`(?:realloc\.)?(\w+)", PAGE))
    assert set(realloc.__all__) - {"__version__"} <= documented
    commands = {word for cell in re.findall(r"\| `([a-z]+)[^|]*` (?=\|)", PAGE) for word in cell.split()}
    assert set(get_command(app).commands) <= commands  # type: ignore[attr-defined]


def show(parameter: inspect.Parameter) -> str:
    star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    if star or parameter.default is parameter.empty:
        return star + parameter.name
    default = parameter.default
    return f"{parameter.name}=" + (f'"{default}"' if isinstance(default, str) else repr(default))


def test_the_page_names_every_table(folder: Path, plans: tuple[Path, Path], tmp_path: Path) -> None:
    table = re.search(r"^\| result \| tables \|\n\| --- \| --- \|\n(.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert table is not None
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]
    shown = {name: re.findall(r"`(\w+)`", tables) for name, tables in rows}
    results = {
        "`Explanation` of a reserve project": ASKED["explain a reserve"][0](folder),
        "`Explanation` of an activity": ASKED["explain an activity"][0](folder),
        "`Explanation` of the `rules`": ASKED["explain the rules"][0](folder),
        "`Verification`": realloc.verify_plan(plans[0]),
        "`Difference`": realloc.diff(*plans),
        "`Import`": realloc.import_report(REPORT, MAP, EXAMPLE),
    }
    for name in ("check", "plan", "alternatives", "frontier", "compare", "sweep", "hedge", "risk"):
        result = ASKED[name][0](folder)
        results[f"`{type(result).__name__}`"] = result
    assert shown == {name: list(result.tables) for name, result in results.items()}
    assert {type(result).__name__ for result in results.values()} == set(RESULTS)


def test_whoever_checks_types_sees_them(tmp_path: Path) -> None:
    """The page's examples pass a strict type checker, and what is not exact does not."""
    code = tmp_path / "page.py"
    inexact = "realloc.sweep(case, {'covid.cap': [0.5]})\nrealloc.load_case(folder, settings={'unit': 0.1})\n"
    typed = "reveal_type(both.plans)\nreveal_type(paper.files)\nreveal_type(grid.save('x.csv'))\n"
    page = "".join(block for _, block in blocks(PAGE, "python"))
    code.write_text(page + typed + inexact, "utf-8")
    cache = ROOT / ".mypy_cache" / "api"
    asked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = len(page.splitlines())
    assert re.findall(r'page.py:(\d+): (?:note: Revealed type is "(.*)"|error: .*)', asked.stdout) == [
        (str(lines + 1), "tuple[realloc.api.results.Plan, ...]"),
        (str(lines + 2), "tuple[pathlib.Path, ...]"),
        (str(lines + 3), "pathlib.Path"),
        (str(lines + 4), ""),
        (str(lines + 5), ""),
    ]


def test_what_has_become_of_a_case_is_a_table() -> None:
    plan = realloc.plan(realloc.load_case(EXAMPLE, "cap-50"))
    changed = realloc.load_case(EXAMPLE, "cap-50", {"activities.A04.budget": "9,500,000"})
    found = realloc.verify_plan(plan.to_dict(), changed)
    assert not found.holds
    assert found.to_pandas("changes").to_dict("records") == [
        {"path": "activities.A04.budget", "plan": "10000000.00", "case": "9500000.00"}
    ]
    assert realloc.verify_plan(plan).to_pandas("changes").empty
