"""Open data: the package says what the plan says, to the satang, and a stranger's validator takes it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from cases import write_case
from frictionless import Package
from hypothesis import given, settings
from planned import case_of, giver, taker
from strategies import cases
from typer.testing import CliRunner

from realloc import money
from realloc.case.load import load_case
from realloc.case.records import Case
from realloc.cli.app import app
from realloc.planning import plan
from realloc.report.fiscal import BUDGET, DESCRIPTOR, FILES, TRANSFERS, fiscal_package, fiscal_year
from realloc.result import Plan

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"


def run(*args: object):
    return CliRunner().invoke(app, ["export", *map(str, args)])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def problems(folder: Path) -> list[str]:
    """What frictionless finds wrong with a package."""
    report = Package(str(folder / DESCRIPTOR)).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def agrees(plan: Plan, case: Case, files: dict[str, bytes]) -> None:
    budget, transfers = rows(files[BUDGET]), rows(files[TRANSFERS])
    lines = {row["line"].strip(): row for row in budget}
    for result, activity in zip(plan.activities, case.activities, strict=True):
        amounts = [money.parse(lines[result.id][phase]) for phase in ("approved", "adjusted", "executed")]
        assert amounts == [result.before, result.after, activity.disbursed]
    funded = {r.id: r.amount for r in plan.reserves if r.funded}
    assert funded == {i: money.parse(row["adjusted"]) for i, row in lines.items() if row["kind"] == "reserve"}
    sums = {p: sum(Decimal(row[p]) for row in budget) for p in ("approved", "adjusted")}
    assert sums["approved"] == sums["adjusted"] == Decimal(money.decimal(plan.totals.budget))
    moved = [(row["from"].strip(), row["to"].strip(), money.parse(row["amount"])) for row in transfers]
    assert moved == [(t.source, t.target, t.amount) for t in plan.transfers]


@settings(max_examples=20)
@given(cases())
def test_any_plan_is_a_package_that_agrees_with_it_and_that_frictionless_takes(tmp_path_factory, case):
    found = plan(case)
    if found.status == "infeasible":
        return
    files = fiscal_package(found, case)
    agrees(found, case, files)
    assert problems(written(tmp_path_factory.mktemp("package"), files)) == []


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_example_is_exported_and_taken(tmp_path: Path, lang) -> None:
    result = run(EXAMPLE, "-s", "cap-50", "-o", tmp_path / "out", "--lang", lang)
    assert (result.exit_code, result.stdout) == (0, "")
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == set(FILES)
    assert problems(tmp_path / "out") == []
    case = load_case(EXAMPLE, "cap-50")
    agrees(plan(case), case, {name: (tmp_path / "out" / name).read_bytes() for name in FILES})


def test_it_is_a_fiscal_data_package() -> None:
    case = load_case(EXAMPLE)
    descriptor = json.loads(fiscal_package(plan(case), case)[DESCRIPTOR])
    assert descriptor["fiscalPeriod"] == {"start": "2020-10-01", "end": "2021-09-30"}
    fields = {r["name"]: {f["name"] for f in r["schema"]["fields"]} for r in descriptor["resources"]}
    measures = descriptor["model"]["measures"]
    assert {m["phase"] for m in measures.values()} == {"approved", "adjusted", "executed"}
    for measure in measures.values():
        assert (measure["currency"], measure["factor"], measure["direction"]) == ("THB", 1, "expenditure")
        assert measure["source"] in fields[measure["resource"]]
    kinds = {"datetime", "entity", "classification", "activity", "fact", "location", "other"}
    for dimension in descriptor["model"]["dimensions"].values():
        assert dimension["dimensionType"] in kinds
        assert set(dimension["primaryKey"]) <= dimension["attributes"].keys()
        for attribute in dimension["attributes"].values():
            assert attribute["source"] in fields[attribute["resource"]]
            assert attribute.get("labelfor", dimension["primaryKey"][0]) in dimension["attributes"]
    assert descriptor["realloc"]["fingerprint"] == case.fingerprint
    assert descriptor["realloc"]["assumptions"][0]["about"] == "activities.category"


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two", "one"):
        assert run(EXAMPLE, "-o", tmp_path / name).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_changed_amount_is_noticed(tmp_path: Path) -> None:
    case = load_case(EXAMPLE)
    files = fiscal_package(plan(case), case)
    files[BUDGET] = files[BUDGET].replace(b"827300.00", b"827300.01")
    assert any("hash" in problem for problem in problems(written(tmp_path / "out", files)))


def test_where_there_is_no_plan_there_is_no_package(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", toml='[rules.much]\ntype = "require"\namount = "5,000"\n')
    result = run(case, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No plan keeps these rules together: much. Nothing was written.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["letter.txt", DESCRIPTOR])
def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path, name) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text('{"name": "another"}')
    result = run(EXAMPLE, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "holds something else" in result.stderr
    assert (tmp_path / "out" / name).read_text() == '{"name": "another"}'


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(EXAMPLE, "-o", tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in FILES}
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "made":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert run(EXAMPLE, "-s", "cap-50", "-o", tmp_path / "out").exit_code == 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_text_from_files_is_text_in_the_package(tmp_path: Path) -> None:
    case = case_of([giver("=A", 10_000, agency='"x", y\nz')], [taker("@R", 5_000, name_en="+1")])
    files = fiscal_package(plan(case), case)
    assert all(not cell.startswith(("=", "@", "+")) for row in rows(files[BUDGET]) for cell in row.values())
    assert rows(files[BUDGET])[0]["agency"] == '"x", y\nz'
    assert problems(written(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("close", "start", "end"),
    [
        (date(2021, 9, 30), date(2020, 10, 1), date(2021, 9, 30)),
        (date(2021, 10, 1), date(2021, 10, 1), date(2022, 9, 30)),
        (date(2021, 12, 31), date(2021, 10, 1), date(2022, 9, 30)),
    ],
)
def test_the_fiscal_year_is_thailand_s_unless_the_targets_say_another(close, start, end) -> None:
    case = case_of([giver("A", 1)], [taker("R", 1)])
    assert fiscal_year(replace(case, calendar=replace(case.calendar, close=close))) == (start, end)


def test_names_that_are_no_latin_are_left_out_of_the_package_s_name() -> None:
    case = replace(case_of([giver("A", 1)], [taker("R", 1)]), name="แผน ปี 2564")
    assert json.loads(fiscal_package(plan(case), case)[DESCRIPTOR])["name"] == "realloc-2564-base"
