"""The published schemas: as the types say, true of every document, and every field in words."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cases import TOML, write_case
from documents import DOCS, ROOT, blocks
from jsonschema import Draft202012Validator
from report_samples import CASE, PLAN
from schemas import FOLDER, RESULTS, TYPES, faults, objects, optional, published, written
from typer.testing import CliRunner

from realloc.case import records
from realloc.case.columns import TABLES
from realloc.case.overlay import OWN_KEYS
from realloc.case.rules import KEYS as RULE_KEYS
from realloc.case.settings import KEYS
from realloc.cli import app as commands
from realloc.cli.app import app
from realloc.report.document import plan_document

EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"


def plain(value: Any) -> Any:
    """TOML as JSON has it: dates are text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(map(plain, value))
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", sorted(TYPES))
def test_what_is_published_is_what_the_types_say(name, request) -> None:
    if request.config.getoption("--regenerate"):
        (FOLDER / f"{name}.json").write_text(written(name), encoding="utf-8", newline="\n")
    assert (FOLDER / f"{name}.json").read_text("utf-8") == written(name)
    Draft202012Validator.check_schema(published(name))


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_field_says_what_it_is_and_amounts_their_unit(name) -> None:
    fields = [
        (field, about)
        for part in objects(published(name))
        for field, about in part.get("properties", {}).items()
    ]
    assert len(fields) > 5
    for field, about in fields:
        assert about.get("description", "").isprintable() and len(about.get("description", "")) > 2, field
        assert not re.search(r"\.\.|TODO", about["description"])
        if about.get("pattern", "").endswith(r"\.[0-9]{2}$"):
            assert re.search("baht|percent", about["description"], re.IGNORECASE), field


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_open_and_what_is_always_there_is_required(name) -> None:
    for part in objects(published(name)):
        if "properties" in part:
            assert "additionalProperties" not in part
            names = set(part["properties"])
            assert set(part["required"]) == names - optional(name, names)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_the_command_prints_what_is_published(name, tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["schema", name])
    assert (shown.exit_code, shown.stdout) == (0, written(name))
    result = CliRunner().invoke(app, ["schema", name, "-o", str(tmp_path / "s.json")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "s.json").read_text("utf-8") == written(name)


def test_the_command_names_every_schema() -> None:
    assert set(commands.SchemaName.__args__) == set(TYPES)


# results


def changed(document: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(document))
    change(copy)
    return copy


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("status"),
        lambda d: d["totals"].pop("unplaced"),
        lambda d: d["totals"].update(budget=5.0),
        lambda d: d["totals"].update(budget="5"),
        lambda d: d["activities"][0].update(feasibility="maybe"),
        lambda d: d["transfers"][0].pop("from"),
        lambda d: d.update(schema="realloc.plan/2"),
        lambda d: d["objective"][0].update(proof="hearsay"),
        lambda d: d["rules"][0].update(binding="yes"),
    ],
)
def test_a_document_that_is_no_plan_is_refused(change) -> None:
    document = plan_document(PLAN, "en", CASE)
    assert faults("plan", document, strict=False) == []
    assert faults("plan", changed(document, change), strict=False) != []


def test_a_field_that_is_added_is_allowed_by_the_schema_and_noticed_here() -> None:
    document = plan_document(PLAN, "en", CASE) | {"news": 1}
    assert faults("plan", document, strict=False) == []
    assert faults("plan", document) != []


# files


def fields(name: str, part: str = "") -> set[str]:
    schema = published(name)
    return set((schema["$defs"][part] if part else schema)["properties"])


def test_files_have_the_keys_that_are_read_and_no_others() -> None:
    assert fields("case") == set(KEYS)
    assert fields("scenario") == {*KEYS, *OWN_KEYS, *TABLES}
    assert fields("case", "Rule") == set(RULE_KEYS)
    assert fields("case", "Release") == set(records.RELEASE_FLAGS)
    for table, part in (("activities", "ActivityCells"), ("reserves", "ReserveCells")):
        assert fields("scenario", part) == set(TABLES[table]) - {"id"}


FILES = [
    *(("case", path) for path in [EXAMPLE / "case.toml", ROOT / "src/realloc/template/case.toml"]),
    *(("scenario", path) for path in sorted(ROOT.glob("s*/**/what-if/*.toml"))),
]


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_files_that_are_read_are_valid(name, path) -> None:
    assert faults(name, plain(tomllib.loads(path.read_text("utf-8")))) == []


def test_what_the_guide_shows_is_valid() -> None:
    for _, block in blocks((DOCS / "guide.md").read_text("utf-8"), "toml"):
        assert faults("scenario", plain(tomllib.loads(block))) == [], block


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("case", TOML.replace("as_of = 2021-04-30\n", "")),
        ("case", TOML.replace('title = "Test"\n', "")),
        ("case", f"{TOML}[covid]\nreopen = 2021-07-01\n"),
        ("case", f"{TOML}[rules.x]\ntype = ['forbid']\n"),
        ("scenario", "[activities.A1]\nbudgett = 5\n"),
        ("scenario", "[calendar]\ndecison = 2021-07-01\n"),
        ("scenario", "[reserves]\nR1 = 5\n"),
    ],
)
def test_files_that_are_refused_are_not_valid(name, content, tmp_path: Path) -> None:
    assert faults(name, plain(tomllib.loads(content))) != []
    write_case(tmp_path / "case")
    file = "case.toml" if name == "case" else "what-if/late.toml"
    (tmp_path / "case" / "what-if").mkdir()
    (tmp_path / "case" / file).write_text(content, "utf-8")
    scenario = "base" if name == "case" else "late"
    assert CliRunner().invoke(app, ["plan", str(tmp_path / "case"), "-s", scenario]).exit_code == 2
