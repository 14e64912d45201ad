"""Every command that the README and its pages show, run as a planner would, on a copy of the example."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documents import DOCS, README, ROOT, commands, excerpt

WIDTH = "100"


def run(words: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "realloc", *words[1:]],
        cwd=folder,
        env=plain | {"COLUMNS": WIDTH, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


PAGES = (README, *(DOCS / f"{name}.md" for name in ("guide", "questions", "studies")))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_shows_what_its_commands_print(file, tmp_path, request):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    page = file.read_text(encoding="utf-8")
    fresh, done = "", 0
    for command in commands(page):
        if command.words[0] == "make":
            continue
        assert command.words[0] == "realloc"
        result = run(command.words, tmp_path)
        assert result.returncode == command.code, (command.words, result.stderr)
        if command.shown:
            fresh += page[done : command.span[0]] + excerpt(result.stdout, command.shown)
            done = command.span[1]
    fresh += page[done:]
    if request.config.getoption("--regenerate"):
        file.write_text(fresh, encoding="utf-8", newline="\n")
        page = fresh
    assert page == fresh


def test_the_demo_is_the_comparison_of_the_example():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\ndemo:")[1].split("\n")[1]
    assert recipe.endswith("/realloc compare scenarios/phetchaburi-2564")


def test_every_make_target_of_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [
        command.words[1] for command in commands(README.read_text("utf-8")) if command.words[0] == "make"
    ]
    assert targets == ["demo", "test"]
    assert all(f"\n{target}:" in makefile for target in targets)


def test_a_changed_plan_is_refused(tmp_path):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    example = "scenarios/phetchaburi-2564"
    assert run(("realloc", "plan", example, "-o", "plan.json"), tmp_path).returncode == 0
    plan = tmp_path / "plan.json"
    plan.write_text(plan.read_text("utf-8").replace('"351000.00"', '"351000.01"'), "utf-8")
    result = run(("realloc", "verify", "plan.json"), tmp_path)
    assert result.returncode == 1
    assert "351,000.01 is not a whole multiple of the unit, 100.00." in result.stdout


def test_a_plan_is_refused_once_its_case_has_changed(tmp_path):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    example = "scenarios/phetchaburi-2564"
    assert run(("realloc", "plan", example, "-o", "plan.json"), tmp_path).returncode == 0
    reserves = tmp_path / example / "reserves.csv"
    reserves.write_text(reserves.read_text("utf-8").replace(",78.5,", ",78.4,"), "utf-8")
    result = run(("realloc", "verify", "plan.json"), tmp_path)
    assert result.returncode == 1
    assert "the case has changed since it was made" in result.stdout


def test_the_same_request_gives_the_same_bytes(tmp_path):
    words = ("realloc", "plan", str(ROOT / "scenarios" / "phetchaburi-2564"), "--json")
    assert run(words, tmp_path).stdout == run(words, tmp_path).stdout != ""
