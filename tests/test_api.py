"""The Python interface: quick to import, the same as the commands, money exact, its page true."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import write_case
from documents import DOCS, ROOT, blocks
from typer.testing import CliRunner

import realloc
from realloc.api import calls
from realloc.api.comparison import SCENARIOS
from realloc.api.results import CHECK_TABLES, PLAN_TABLES
from realloc.cli.app import app

EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"
PAGE = (DOCS / "python.md").read_text("utf-8")
CALLS = ("check", "compare", "load_case", "plan", "verify_plan")


@pytest.fixture(scope="module")
def plan() -> realloc.Plan:
    return realloc.plan(realloc.load_case(EXAMPLE, "cap-50"))


def printed(*words: object) -> dict[str, Any]:
    """What a command prints as JSON."""
    document: dict[str, Any] = json.loads(CliRunner().invoke(app, [*map(str, words), "--json"]).stdout)
    return document


def test_importing_realloc_imports_nothing_else() -> None:
    code = "import sys, realloc; print(sorted(m for m in sys.modules if m.startswith('realloc')))"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout == "['realloc']\n"


def test_every_name_is_there_and_no_other() -> None:
    assert set(realloc.__all__) <= set(dir(realloc))
    for name in realloc.__all__:
        assert getattr(realloc, name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", realloc.__version__)
    with pytest.raises(AttributeError, match="no attribute 'sweeep'"):
        _ = realloc.sweeep
    assert (Path(realloc.__file__).parent / "py.typed").is_file()


def test_names_stay_what_they_are_once_everything_is_imported() -> None:
    for name in CALLS:
        assert getattr(realloc, name) is getattr(calls, name)
        assert inspect.getdoc(getattr(realloc, name))


def test_results_are_what_the_commands_print(plan: realloc.Plan) -> None:
    assert plan.to_dict() == printed("plan", EXAMPLE, "-s", "cap-50")
    assert plan.to_dict("th") == printed("plan", EXAMPLE, "-s", "cap-50", "--lang", "th")
    assert realloc.check(EXAMPLE).to_dict() == printed("check", EXAMPLE)
    names = ["base", "late-committee"]
    assert realloc.compare(EXAMPLE, names).to_dict() == printed("compare", EXAMPLE, *names)


def test_settings_are_laid_on_top_and_noted() -> None:
    laid = {"calendar.decision": date(2021, 7, 1), "unit": Decimal("1E+3"), "reserves.R13.available": False}
    found = realloc.plan(realloc.load_case(EXAMPLE, settings=laid))
    sets = ["calendar.decision=2021-07-01", "unit=1000", "reserves.R13.available=false"]
    assert found.to_dict() == printed("plan", EXAMPLE, *(word for s in sets for word in ("--set", s)))
    assert realloc.verify_plan(found).holds
    assert realloc.verify_plan(found.to_dict(), EXAMPLE).holds
    for inexact in (0.1, None, [1]):
        with pytest.raises(realloc.UsageError, match="unit: .* is no exact value"):
            realloc.load_case(EXAMPLE, settings={"unit": inexact})  # type: ignore[dict-item]


def test_a_plan_is_verified_from_whatever_holds_it(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"status": "cancelled"}])
    found = realloc.plan(case, certificate=True)
    (tmp_path / "plan.json").write_text(json.dumps(found.to_dict()), "utf-8")
    (tmp_path / "proof.json").write_text(json.dumps(found.certificate), "utf-8")
    for verified in (
        realloc.verify_plan(found, certificate=found.certificate),
        realloc.verify_plan(tmp_path / "plan.json", certificate=tmp_path / "proof.json"),
        realloc.verify_plan(found.to_dict(), case, found.certificate),
    ):
        assert (verified.holds, verified.proven) == (True, ("score", "amount", "escalation", "lines"))
        assert verified.to_dict()["proven"] == list(verified.proven)
    wrong = found.to_dict()
    wrong["transfers"][0]["amount"] = "1.00"
    refused = realloc.verify_plan(wrong, case)
    assert not refused.holds
    assert list(refused.to_pandas()["code"]) == [p["code"] for p in refused.to_dict()["problems"]]
    with pytest.raises(realloc.UsageError, match="not a plan"):
        realloc.verify_plan({"scenario": 5})


@pytest.mark.parametrize("table", PLAN_TABLES)
def test_tables_of_a_plan_have_its_rows_exact_and_typed(plan: realloc.Plan, table) -> None:
    frame = plan.to_pandas(table)
    assert list(frame.columns) == list(PLAN_TABLES[table])
    typed(frame, PLAN_TABLES[table])
    rows = [plan.to_dict()["totals"]] if table == "totals" else plan.to_dict()[table]
    assert len(frame) == len(rows) > 0
    for name in set(frame.columns) & rows[0].keys():
        wanted = [Decimal(row[name]) if PLAN_TABLES[table][name] == "money" else row[name] for row in rows]
        assert list(frame[name]) == wanted


def typed(frame: Any, kinds: Any) -> None:
    dtypes = {"text": "str", "money": "object", "flag": "bool", "count": "int64"}
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        name: dtypes[kind] for name, kind in kinds.items()
    }
    for name, kind in kinds.items():
        if kind == "money":
            assert all(isinstance(amount, Decimal) for amount in frame[name])


def test_names_stand_beside_ids_in_the_language_asked_for(plan: realloc.Plan) -> None:
    english, thai = plan.to_pandas("activities"), plan.to_pandas("activities", "th")
    assert english["name"][4] == "Promoting tourism in Phetchaburi"
    assert thai["name"][4] == "ส่งเสริมการท่องเที่ยวจังหวัดเพชรบุรี"
    assert english["agency"][4] == thai["agency"][4] != ""


def test_tables_of_checks_and_comparisons() -> None:
    checked = realloc.check(EXAMPLE)
    for table, kinds in CHECK_TABLES.items():
        typed(checked.to_pandas(table), kinds)
    both = realloc.compare(EXAMPLE, ["base", "cap-50"])
    typed(both.to_pandas(), SCENARIOS)
    reserves = both.to_pandas("reserves")
    for plan in both.plans:
        moved = sum(reserves[f"amount.{plan.case.scenario}"])
        assert moved == Decimal(plan.to_dict()["totals"]["transferred"]) > 0


def test_a_table_without_rows_keeps_its_columns_and_types(tmp_path: Path) -> None:
    nothing = realloc.plan(write_case(tmp_path / "case"))
    typed(nothing.to_pandas("transfers"), PLAN_TABLES["transfers"])
    assert len(nothing.to_pandas()) == 0


def test_errors_teach(tmp_path: Path, plan: realloc.Plan) -> None:
    with pytest.raises(realloc.UsageError, match='no table "transfer". Did you mean "transfers"?'):
        plan.to_pandas("transfer")
    with pytest.raises(realloc.InputError) as error:
        realloc.check(write_case(tmp_path / "case", activities=[{"budget": "x"}, {"status": "y"}]))
    assert [finding.column for finding in error.value.findings] == ["budget", "status"]
    assert issubclass(realloc.NotFound, realloc.ReallocError)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    realloc.plan(EXAMPLE)
    assert capfd.readouterr() == ("", "")


def test_no_plan_is_a_result(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", toml='[rules.much]\ntype = "require"\namount = "5,000"\n')
    found = realloc.plan(case)
    assert (found.status, found.conflict) == ("infeasible", ("much",))


# the page


def test_the_page_s_examples_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for _, code in blocks(PAGE, "python"):
        exec(compile(code, "docs/python.md", "exec"), names)
    out = capsys.readouterr().out
    assert out.startswith("optimal ")
    assert out.endswith("cap-50\n")


def test_the_page_says_what_is_there_and_no_more() -> None:
    signatures = dict(re.findall(r"^\| `(\w+)\((.*?)\)` \|", PAGE, re.MULTILINE))
    for name in CALLS:
        parameters = inspect.signature(getattr(realloc, name)).parameters.values()
        shown = [p.name if p.default is p.empty else f"{p.name}={show(p.default)}" for p in parameters]
        assert signatures.pop(name) == ", ".join(shown)
    assert signatures == {}
    documented = set(re.findall(r"`(?:realloc\.)?(\w+)", PAGE))
    assert set(realloc.__all__) - {"__version__"} <= documented
    tables = dict(re.findall(r"^\| `(\w+)` \| (`.*`) \|$", PAGE, re.MULTILINE))
    assert tables["Plan"] == ", ".join(f"`{name}`" for name in PLAN_TABLES)
    assert tables["Check"] == ", ".join(f"`{name}`" for name in CHECK_TABLES)


def show(default: Any) -> str:
    return f'"{default}"' if isinstance(default, str) else repr(default)
