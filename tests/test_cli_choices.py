"""`plan --alternatives`, `--frontier`, ways out of a conflict, and `diff`, as a planner asks for them."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from cases import write_case
from typer.testing import CliRunner

from realloc.cli.app import app

CHOOSING = {
    "activities": [{"status": "cancelled"}, {"status": "cancelled", "project": "society"}],
    "reserves": [
        {"cost": "700.00", "score": "10"},
        {"cost": "700.00", "score": "10"},
        {"cost": "700.00", "score": "10"},
        {"cost": "300.00", "score": "1"},
    ],
    "what_if": {
        "rich": "[activities.A1]\nbudget = 1500\n[reserves.R3]\nscore = 20\n",
        "later": "[calendar]\ndecision = 2021-07-01\n",
    },
}
IMPOSSIBLE = '[rules.much]\ntype = "require"\namount = "5,000"\ntitle = "มาก"\ncite = "ข้อ 1"\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "choosing", **CHOOSING)


def run(*args: object, env: dict[str, str] | None = None):
    return CliRunner().invoke(app, [str(arg) for arg in args], env=env)


def written(case: Path, file: Path, *options: str) -> Path:
    assert run("plan", case, *options, "-o", file).exit_code == 0
    return file


@pytest.mark.parametrize(
    "options",
    [
        ["--alternatives", "2"],
        ["--alternatives", "3", "--within", "20%"],
        ["--frontier", "score,lines"],
        ["--frontier", "activities, amount"],
    ],
)
def test_each_plan_of_a_choice_can_be_written_verified_and_compared(options, case, tmp_path):
    folder = tmp_path / "new" / "plans"
    result = run("plan", case, "-s", "later", *options, "--plans", folder, "--json")
    assert (result.exit_code, result.stderr) == (0, f"Written to {folder}.\n")
    document = json.loads(result.stdout)
    assert document["case"]["name"] == "choosing" and document["scenario"]["name"] == "later"
    rows = document.get("plans") or document["points"]
    assert len(rows) >= 2
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{row['name']}.json" for row in rows)
    files = [folder / f"{row['name']}.json" for row in rows]
    for file, row in zip(files, rows, strict=True):
        assert json.loads(file.read_text(encoding="utf-8")) == row["plan"]
        assert run("verify", file, "--case", case).exit_code == 0
    result = run("diff", *files[:2], "--case", case, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["causes"] is None


def test_alternatives_and_frontier_are_pages_too(case):
    result = run("plan", case, "--alternatives", "5")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n2 OTHER PLANS\n" in result.stdout
    assert "Proven: no other plan within the distance" in result.stdout
    result = run("plan", case, "--frontier", "score,lines", "--lang", "th")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "ได้อย่างเสียอย่างระหว่างคะแนนประโยชน์กับจำนวนรายการโอน" in result.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--alternatives", "0"], "--alternatives: expected a number from 1 to 20."),
        (["--alternatives", "21"], "--alternatives: expected a number from 1 to 20."),
        (["--alternatives", "1", "--within", "much"], "--within 'much': expected a share of the first stage"),
        (["--within", "1%"], "--within goes with --alternatives."),
        (["--plans", "x"], "--plans goes with --alternatives / --frontier."),
        (["--alternatives", "1", "--frontier", "score,lines"], "do not go together"),
        (["--alternatives", "1", "--certificate", "x.json"], "do not go together"),
        (["--frontier", "score"], "--frontier 'score': expected two different stages"),
        (["--frontier", "score,rank"], "choose from score, amount, reserves"),
    ],
)
def test_what_cannot_be_asked_for_is_2(options, said, case):
    for lang in ("en", "th"):
        result = run("plan", case, *options, "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert lang == "th" or said in result.stderr
        assert options[-2] in result.stderr


def test_a_folder_that_holds_something_is_left_alone(case, tmp_path):
    for folder in (case, case / "case.toml"):
        before = sorted(case.iterdir())
        result = run("plan", case, "--alternatives", "1", "--plans", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{folder}: already there and not empty. Give a new or an empty folder.\n"
        assert sorted(case.iterdir()) == before
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("plan", case, "--alternatives", "1", "--plans", empty).exit_code == 0
    assert (empty / "best.json").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_write_that_fails_leaves_no_folder(case, tmp_path, monkeypatch):
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("plan", case, "--alternatives", "1", "--plans", tmp_path / "plans")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["choosing"]


def test_where_there_is_no_plan_a_choice_says_so(tmp_path):
    case = write_case(tmp_path / "choosing", **CHOOSING, toml=IMPOSSIBLE)
    for options in (["--alternatives", "2"], ["--frontier", "score,lines"]):
        result = run("plan", case, *options, "--plans", tmp_path / "plans")
        assert result.exit_code == 1
        assert "NO PLAN." in result.stdout
        assert not (tmp_path / "plans").exists()


def test_each_way_out_that_is_shown_works_as_it_is_written(tmp_path):
    rules = IMPOSSIBLE + '[rules.few]\ntype = "count"\nwhat = "reserves"\nmax = 1\n'
    case = write_case(tmp_path / "choosing", **CHOOSING, toml=rules.replace("5,000", "1,400"))
    result = run("plan", case)
    assert result.exit_code == 1
    document = json.loads(run("plan", case, "--json").stdout)
    ways = document["relaxations"]["ways"]
    assert [way["kind"] for way in ways] == ["amount", "max"]
    assert document["relaxations"]["ended"] is False
    for way in ways:
        asked = [f"{setting['path']}={setting['value']}" for setting in way["settings"]]
        assert f"--set {asked[0]}" in result.stdout
        options = [word for one in asked for word in ("--set", one)]
        found = json.loads(run("plan", case, *options, "--json").stdout)
        assert found["status"] == "optimal"
        assert "relaxations" not in found
        values = [{"stage": row["stage"], "value": row["value"]} for row in found["objective"]]
        assert values == way["objective"]
        assert found["totals"]["transferred"] == way["transferred"]
    assert "ลดจำนวนที่หลักเกณฑ์ much กำหนดลง" in run("plan", case, "--lang", "th").stdout


def test_the_example_s_conflict_is_gone_with_any_way_that_the_page_offers(case, tmp_path):
    toml = IMPOSSIBLE.replace("5,000", "1,300")
    case = write_case(tmp_path / "other", **CHOOSING | {"what_if": {}}, toml=toml, files={
        "case.toml": (case / "case.toml").read_text(encoding="utf-8") + toml + '[release]\ncancelled = 0.5\n',
    })  # fmt: skip
    page = run("plan", case).stdout
    offered = [line for line in page.splitlines() if line.startswith("--set ")]
    assert len(offered) >= 2
    for line in offered:
        assert run("plan", case, *shlex.split(line.split("  ")[0])).exit_code == 0


def test_diff_shows_what_changed_and_why(case, tmp_path):
    one = written(case, tmp_path / "one.json")
    two = written(case, tmp_path / "two.json", "-s", "rich", "--set", "reserves.R4.available=no")
    result = run("diff", one, two)
    assert (result.exit_code, result.stderr) == (0, "")
    for words in (
        "What changed from plan 1 to plan 2",
        "With reserves.R4.available=no",
        "activities.A1.budget: 1,000.00 → 1,500.00",
        "reserves.R3.score: 10 → 20",
        "Planned again",
    ):
        assert words in result.stdout
    document = json.loads(run("diff", one, two, "--json").stdout)
    assert document["schema"] == "realloc.difference/1"
    paths = [change["cells"][0]["path"] for change in document["causes"]["changes"]]
    assert paths == ["activities.A1.budget", "reserves.R3.score", "reserves.R4.available"]
    assert run("diff", two, one, "--exit-code").exit_code == 1
    assert run("diff", one, one, "--exit-code").exit_code == 0
    assert "สาเหตุ" in run("diff", one, two, "--lang", "th").stdout
    assert run("diff", one, two, "-o", tmp_path / "diff.json").exit_code == 0
    assert json.loads((tmp_path / "diff.json").read_text(encoding="utf-8")) == document


def test_diff_takes_the_case_of_each_plan(case, tmp_path):
    one = written(case, tmp_path / "one.json")
    kept = tmp_path / "kept"
    shutil.copytree(case, kept)
    reserves = case / "reserves.csv"
    reserves.write_text(reserves.read_text("utf-8").replace("700.00", "800.00", 1), "utf-8")
    two = written(case, tmp_path / "two.json")
    stale = run("diff", one, two)
    assert "no longer those that these plans were made from" in stale.stdout
    document = json.loads(run("diff", one, two, "--json").stdout)
    assert document["causes"] is None
    assert (document["first"]["current"], document["second"]["current"]) == (False, True)
    (kept.parent / "before").mkdir()
    before = kept.rename(kept.parent / "before" / "choosing")
    document = json.loads(run("diff", one, two, "--case", before, "--case", case, "--json").stdout)
    (change,) = document["causes"]["changes"]
    assert change["cells"] == [
        {"path": "reserves.R1.cost", "first": "700.00", "second": "800.00"},
        {"path": "reserves.R1.min_cost", "first": "700.00", "second": "800.00"},
    ]
    assert change["verdict"] == "whole"
    shutil.rmtree(case)
    result = run("diff", one, two)
    assert result.exit_code == 0
    assert "the cases were not found; --case says where they are" in result.stdout


def test_diff_refuses_what_is_no_plan_and_no_case(case, tmp_path):
    one = written(case, tmp_path / "one.json")
    for content, said in (
        ("{", "not JSON"),
        ("[]", "not a plan"),
        ('{"scenario": {"name": "base"}, "case": {"name": "choosing"}}', "not a plan"),
    ):
        other = tmp_path / "other.json"
        other.write_text(content, encoding="utf-8")
        for files in ((one, other), (other, one)):
            result = run("diff", *files)
            assert (result.exit_code, result.stdout) == (2, "")
            assert result.stderr.startswith(f"{other}: ") and said in result.stderr
    result = run("diff", one, one, "--case", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    result = run("diff", one, one, "--case", case, "--case", case, "--case", case)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--case: given more than twice" in result.stderr
    assert run("diff", one).exit_code == 2


def test_the_same_choice_gives_the_same_bytes(case):
    for options in (["--alternatives", "3", "--within", "50%"], ["--frontier", "score,activities"]):
        first, second = (run("plan", case, *options, "--json").stdout_bytes for _ in range(2))
        assert first == second
