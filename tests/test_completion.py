"""Completion: what a shell is offered, by its own protocol, quickly, and never more than words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cases import write_case
from documents import ROOT
from test_floors import HEAVY

from realloc.case.columns import TABLES
from realloc.case.load import load_case, scenario_names
from realloc.case.rules import ENDS, KEYS
from realloc.cli import completion

EXAMPLE = "scenarios/phetchaburi-2564"
ACTIVITY_PATHS = [f"activities.A04.{name}" for name in TABLES["activities"] if name != "id"]


def asked(shell: str, line: str, folder: Path = ROOT) -> list[str]:
    """What a shell is answered for a line whose last word is to be completed."""
    words = line.split(" ")
    variables = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    result = subprocess.run(
        [sys.executable, "-m", "realloc"],
        cwd=folder,
        env={**os.environ, **variables, "_REALLOC_COMPLETE": f"complete_{shell}", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stderr == ""
    if shell == "zsh":
        return re.findall('"([^"]*)"', result.stdout)
    return result.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("realloc plan scen", [EXAMPLE]),
        (f"realloc plan {EXAMPLE} -s cap", ["cap-50"]),
        (f"realloc plan {EXAMPLE} --set activities.A04", ACTIVITY_PATHS),
    ],
)
def test_each_shell_is_offered_folders_scenarios_and_paths(shell, line, offered) -> None:
    assert asked(shell, line) == offered


@pytest.mark.parametrize("line", [f"realloc compare {EXAMPLE} base ", f"realloc check {EXAMPLE} -s "])
def test_scenarios_are_offered_wherever_one_is_asked_for(line) -> None:
    assert asked("bash", line) == scenario_names(ROOT / EXAMPLE)


def test_bash_itself_completes() -> None:
    script = f"""
eval "$(_REALLOC_COMPLETE=source_bash realloc)"
COMP_WORDS=(realloc plan {EXAMPLE} --set calendar.d) COMP_CWORD=4
_realloc_completion realloc
echo "${{COMPREPLY[@]}}"
"""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert (result.stdout, result.stderr) == ("calendar.decision\n", "")


def test_completion_imports_nothing_heavy() -> None:
    code = f"""
import sys
from pathlib import Path
import typer
from realloc.cli import app, completion
case = typer.main.get_command(app.app).commands["plan"].make_context("plan", ["{EXAMPLE}"])
assert completion.paths(case, "reserves.R01.c") == ["reserves.R01.category", "reserves.R01.cost"]
assert completion.scenarios(case, "cap") == ["cap-50"]
print([name for name in {HEAVY!r} if name in sys.modules and name != "typer"])
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


class Line:
    """A line that is not finished, as far as it has been read."""

    def __init__(self, *words: object, **read: object) -> None:
        self.params = read
        self.args = list(map(str, words))


def test_paths_go_one_step_at_a_time_and_never_end_in_a_dot_alone(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{}, {}], toml='[rules.cap]\ntype = "forbid"\n')
    line = Line(case=case)
    assert completion.paths(line, "act") == ["activities.A1.", "activities.A2."]
    steps = [f"rules.cap.{key}{'.' if key in ENDS else ''}" for key in KEYS]
    assert sorted(completion.paths(line, "rules.")) == sorted(steps)
    assert "rules.cap.from.agency" in completion.paths(line, "rules.cap.from.")
    assert "rules.cap.to.cost" in completion.paths(line, "rules.cap.to.c")
    assert completion.paths(line, "covid.") == ["covid.reopening", "covid.cap"]
    assert completion.paths(line, "nothing") == completion.paths(line, "calendar.x.y") == []
    assert not {"extends", "probability", "assumptions"} & set(completion.paths(line, ""))


def test_a_path_that_is_offered_can_be_set() -> None:
    values = {"calendar.decision": "2021-07-01", "activities.A04.budget": "20000000", "release.online": "0.2"}
    line = Line(case=ROOT / EXAMPLE)
    for path, value in values.items():
        assert path in completion.paths(line, path[:-1])
        load_case(ROOT / EXAMPLE, settings=[(path, value)])


def test_where_there_is_no_case_nothing_is_offered_and_nothing_fails(tmp_path: Path) -> None:
    broken = write_case(tmp_path / "broken", files={"case.toml": "[", "activities.csv": b"\xff\xfe"})
    for line in (Line(), Line(case=tmp_path), Line(tmp_path / "none"), Line("broken")):
        assert completion.paths(line, "") == completion.scenarios(line, "") == []
    assert "reserves.R1.name" in completion.paths(Line(broken), "reserves.")
    assert completion.folders(f"{tmp_path}/none/") == []


def test_folders_lead_to_cases_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_case(tmp_path / "งบ" / "ปี-2564")
    write_case(tmp_path / "ready")
    (tmp_path / "letters").mkdir()
    (tmp_path / ".hidden" / "x").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert completion.folders("") == ["ready", "งบ/"]
    assert completion.folders("ง") == completion.folders("งบ/") == ["งบ/ปี-2564"]
    assert completion.folders(f"{tmp_path}/rea") == [f"{tmp_path}/ready"]


@pytest.mark.parametrize(
    "name", ["$(touch x)", "a b", "`x`", "a;b", "it's", 'say"x"', "a|b", "*", "a\n;b", "~"]
)
def test_what_a_shell_would_run_is_not_offered(tmp_path: Path, name, monkeypatch: pytest.MonkeyPatch) -> None:
    case = write_case(
        tmp_path / "plain", activities=[{"id": name.replace("\n", "")}, {"id": "A1"}, {"id": "A2"}]
    )
    (case / "what-if").mkdir()
    (case / "what-if" / f"{name}.toml").write_text("")
    (tmp_path / name).mkdir()
    (tmp_path / name / "case.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    assert completion.folders("") == ["plain"]
    assert completion.scenarios(Line(case=case), "") == ["base"]
    offered = completion.paths(Line(case=case), "activities.")
    assert offered == (["activities.A1.", "activities.A2."])
