"""Files made from Python: what the commands would write, all of it or nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cases import write_case
from documents import ROOT
from test_api import ACTIVITIES, EXAMPLE, MAP, REPORT, RESERVES, RULES, WHAT_IF, assert_tables, printed, run

import realloc


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case", ACTIVITIES, RESERVES, RULES, WHAT_IF)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_papers_are_those_that_the_command_prints(folder: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    names = ["paper.md", "paper.html", "paper.docx"]
    paper = realloc.propose(
        realloc.load_case(folder, "late"),
        *(ours / name for name in names),
        thai_digits=True,
        day=date(2021, 7, 2),
        compare=["base", "poor", "base"],
    )
    told = printed(
        *("propose", folder, "-s", "late", "--thai-digits", "--date", "2021-07-02", "--lang", "th"),
        *("--compare", "base,poor", *(word for name in names for word in ("-o", theirs / name))),
    )
    assert contents(ours) == contents(theirs)
    assert paper.files == tuple(ours / name for name in names)
    assert paper.to_dict("th") == told | {"files": [str(ours / name) for name in names]}
    english = realloc.propose(paper.plan, ours / "paper.md", lang="en", day="2 July 2021")
    assert english.fingerprint == paper.fingerprint
    assert (ours / "paper.md").read_text("utf-8") != (theirs / "paper.md").read_text("utf-8")


def test_what_else_was_considered_is_planned_under_the_same_settings(folder: Path, tmp_path: Path) -> None:
    case = realloc.load_case(folder, "late", {"rules.most.amount": 300})
    paper = realloc.propose(case, tmp_path / "paper.md", compare=["base", "poor"])
    assert realloc.verify_plan(paper.files[0], folder).holds, "it plans them again"


def test_a_paper_of_a_plan_in_a_file(folder: Path, tmp_path: Path) -> None:
    file = realloc.plan(realloc.load_case(folder, "late", {"unit": 10})).save(tmp_path / "plan.json")
    ours, theirs = tmp_path / "ours.md", tmp_path / "theirs.md"
    realloc.propose(realloc.load_plan(file), ours)
    assert run("propose", folder, "--plan", file, "-o", theirs).exit_code == 0
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize(
    ("names", "how", "said"),
    [
        (["a.md", "a.odt"], {}, "told by the file's suffix"),
        (["a.md"], {"day": "June"}, "--date"),
        (["a.md"], {"template": "memo.docx"}, "--template is for Word"),
        (["a.md"], {"compare": ["nowhere"]}, "nowhere"),
        (["a.docx"], {"template": "missing.docx"}, "missing.docx"),
        (["a.md", "b.docx"], {"template": "broken.docx"}, "broken.docx"),
        (["a.md", "nowhere/a.md"], {}, "nowhere"),
    ],
)
def test_a_paper_that_cannot_be_printed_is_not_begun(
    folder: Path, tmp_path: Path, names: list[str], how: dict[str, Any], said: str
) -> None:
    (tmp_path / "broken.docx").write_bytes(b"no document")
    if "template" in how:
        how = {"template": tmp_path / how["template"]}
    before = contents(tmp_path)
    with pytest.raises((realloc.ReallocError, OSError), match=said):
        realloc.propose(folder, *(tmp_path / name for name in names), **how)
    left = contents(tmp_path)
    assert left.keys() - before.keys() <= ({"a.md"} if "nowhere/a.md" in names else set())


def test_open_data_is_what_the_command_exports(folder: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    assert realloc.export(realloc.load_case(folder, "late"), ours, lang="th") == ours
    assert run("export", folder, "-s", "late", "-o", theirs, "--lang", "th").exit_code == 0
    assert contents(ours) == contents(theirs) != {}
    realloc.export(realloc.plan(folder), ours)
    assert contents(ours) != contents(theirs)
    with pytest.raises(realloc.UsageError, match="holds something else"):
        realloc.export(folder, folder)


def test_cases_are_started_and_converted_as_the_commands_do(tmp_path: Path) -> None:
    for name, how, words in (
        ("blank", {}, ()),
        ("example", {"example": True}, ("--example",)),
        ("sheets", {"xlsx": True, "lang": "th"}, ("--xlsx", "--lang", "th")),
    ):
        ours, theirs = tmp_path / name, tmp_path / f"{name}-2"
        assert realloc.new_case(ours, **how) == ours
        assert run("init", theirs, *words).exit_code == 0
        assert contents(ours).keys() == contents(theirs).keys()
        assert name == "sheets" or contents(ours) == contents(theirs)
    kept = realloc.load_case(EXAMPLE).fingerprint
    for form in ("csv", "xlsx", "parquet"):
        made = realloc.convert(tmp_path / "example", tmp_path / form, form)
        assert realloc.load_case(made).fingerprint == kept
        assert any(path.suffix == f".{form}" for path in made.iterdir())
    for call in (
        lambda: realloc.new_case(tmp_path / "blank"),
        lambda: realloc.convert(EXAMPLE, tmp_path / "blank", "csv"),
    ):
        with pytest.raises(realloc.UsageError, match="not empty"):
            call()
    with pytest.raises(realloc.UsageError, match="expected one of csv, xlsx, parquet"):
        realloc.convert(EXAMPLE, tmp_path / "other", "ods")  # type: ignore[arg-type]


def test_a_report_is_looked_at_first_and_written_when_asked(tmp_path: Path) -> None:
    case = realloc.new_case(tmp_path / "case", example=True)
    before = contents(case)
    words = ("import", REPORT, "--map", MAP, "--into", case)
    looked = realloc.import_report(REPORT, MAP, case)
    assert looked.to_dict() == printed(*words, "--dry-run")
    assert looked.to_text("th") == run(*words, "--dry-run", "--lang", "th").stdout
    assert_tables(looked)
    assert (looked.any, looked.written) == (True, None)
    assert contents(case) == before
    changed = looked.to_pandas("changed")
    assert len(changed) == len(looked.to_dict()["changed"]) > 0

    done = realloc.import_report(REPORT, MAP, case, write=True)
    assert done.written == case / "activities.csv" and done.to_dict() == looked.to_dict()
    other = realloc.new_case(tmp_path / "other", example=True)
    assert run("import", REPORT, "--map", MAP, "--into", other, "--write").exit_code == 0
    assert contents(other) == contents(case) != before
    again = realloc.import_report(REPORT, MAP, case, write=True)
    assert (again.any, again.written) == (False, None)


def test_a_report_makes_a_case_where_there_is_none(tmp_path: Path) -> None:
    case = tmp_path / "new"
    looked = realloc.import_report(REPORT, MAP, case)
    assert not case.exists() and looked.any
    assert_tables(looked)
    assert len(looked.to_pandas("added")) == len(looked.to_dict()["added"]) > 0
    assert realloc.import_report(REPORT, MAP, case, write=True).written == case
    assert run("import", REPORT, "--map", MAP, "--into", tmp_path / "theirs").exit_code == 0
    assert contents(case) == contents(tmp_path / "theirs")
    assert len(realloc.check(case).to_pandas()) == len(looked.to_pandas("added"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(realloc.UsageError, match="holds no case.toml"):
        realloc.import_report(REPORT, MAP, tmp_path / "full", write=True)


def test_activities_that_say_less_than_others_have_blanks(tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("no,what,budget,paid,remark\n1,a,100,0,x\n2,b,200,0,\n", "utf-8")
    (tmp_path / "map.toml").write_text(
        '[columns]\nid = "no"\nname = "what"\nbudget = "budget"\ndisbursed = "paid"\nnote = "remark"\n[new]\n'
        'project = "p"\nagency = "q"\ncategory = "operating"\nnature = "works"\nstatus = "in_progress"\n',
        "utf-8",
    )
    found = realloc.import_report(tmp_path / "report.csv", tmp_path / "map.toml", tmp_path / "case")
    assert list(found.to_pandas("added")["note"]) == ["x", ""]


def test_schemas_are_those_that_are_published() -> None:
    files = sorted((ROOT / "src" / "realloc" / "schema").glob("*.json"))
    assert files
    for file in files:
        assert realloc.json_schema(file.stem) == json.loads(file.read_bytes())
    assert realloc.json_schema("plan") == json.loads(run("schema", "plan").stdout)
    for name in ("plans", "../plan", ""):
        with pytest.raises(realloc.UsageError, match="there is no schema"):
            realloc.json_schema(name)


def test_a_result_that_cannot_be_saved_leaves_what_was_there(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    plan = realloc.plan(folder)
    plan.save(file)
    kept = file.read_bytes()
    with pytest.raises(OSError, match="nowhere"):
        plan.save(tmp_path / "nowhere" / "plan.json")
    with pytest.raises(realloc.UsageError):
        realloc.sweep(folder, {"covid.cap": [5]}).save(file.with_suffix(".svg"), chart="map")
    assert contents(tmp_path).keys() >= {"plan.json"} and file.read_bytes() == kept
    assert not any(path.name.startswith(".realloc") for path in tmp_path.iterdir())
