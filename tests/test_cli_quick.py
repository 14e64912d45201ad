"""The quick reading of a request is typer's reading, or none."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from realloc.cli import commands, quick
from realloc.cli.app import app

words = st.sampled_from(
    [
        "check",
        "plan",
        "verify",
        "compare",
        "init",
        "case",
        "-s",
        "--scenario",
        "--set",
        "--lang",
        "th",
        "fr",
        "--json",
        "-o",
        "--out",
        "--solver",
        "--time-limit",
        "--case",
        "2",
        "nan",
        "x",
        "a=b",
        "",
        "-",
        "--",
        "-h",
        "--help",
        "-sx",
        "--lang=th",
        "--js",
        "--no-json",
    ]
)
sensible = st.sampled_from(
    [
        ["-s", "late"],
        ["--scenario", "late"],
        ["--set", "a=b"],
        ["--set", "c.d=2"],
        ["--lang", "th"],
        ["--json"],
        ["-o", "x.json"],
        ["--out", "y"],
        ["--solver", "HiGHS"],
        ["--time-limit", "1.5"],
        ["--case", "dir"],
        ["case"],
    ]
)
requests = st.one_of(
    st.lists(words, max_size=8),
    st.builds(
        lambda command, groups: [command, *(word for group in groups for word in group)],
        st.sampled_from(sorted(quick.COMMANDS)),
        st.lists(sensible, max_size=6),
    ),
)


def typer_s_reading(arguments: list[str]) -> tuple[str, Path, dict[str, object]] | None:
    """What typer calls a command with, or None where it does not get so far."""
    heard: list[tuple[str, Path, dict[str, object]]] = []

    def listener(name: str):
        def command(place: Path, **options: object) -> int:
            heard.append((name, place, options))
            return 0

        return command

    with pytest.MonkeyPatch.context() as patch:
        for name in ("init", "check", "plan", "compare", "verify"):
            patch.setattr(commands, name, listener(name))
        CliRunner().invoke(app, arguments)
    return heard[0] if heard else None


def complete(command: str, options: dict[str, object]) -> dict[str, object]:
    """Options with the command's defaults, in a form that compares."""
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(getattr(commands, command)).parameters.items()
        if parameter.default is not parameter.empty
    }
    return {
        name: list(value) if name in ("settings", "scenarios") else repr(value)
        for name, value in (defaults | options).items()
    }


@given(requests)
def test_what_is_read_quickly_is_what_typer_reads(arguments):
    read = quick.read(arguments)
    if read is not None:
        command, place, options = read
        heard = typer_s_reading(arguments)
        assert heard is not None
        assert heard[:2] == (command, place)
        assert complete(command, heard[2]) == complete(command, options)


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "case"],
        ["plan", "case", "-s", "late", "--set", "a=b", "--set", "c=d", "--json", "-o", "x", "--lang", "th"],
        ["plan", "--solver", "HiGHS", "case", "--time-limit", "1"],
        ["check", "--json", "case"],
        ["compare", "case"],
        ["compare", "case", "late", "-s", "early", "--lang", "th"],
        ["verify", "plan.json", "--case", "case", "--json"],
    ],
)
def test_the_usual_requests_are_read_quickly(arguments):
    assert quick.read(arguments) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["plan"],
        ["plan", "a", "b"],
        ["plan", "case", "--help"],
        ["plan", "case", "--lang", "fr"],
        ["plan", "case", "-s"],
        ["plan", "case", "--time-limit", "soon"],
        ["check", "case", "--solver", "x"],
        ["verify", "p.json", "--set", "a=b"],
        ["nope", "case"],
    ],
)
def test_everything_else_is_left_to_typer(arguments):
    assert quick.read(arguments) is None


def test_completion_is_left_to_typer(monkeypatch):
    monkeypatch.setenv("_REALLOC_COMPLETE", "complete_bash")
    assert quick.read(["plan", "case"]) is None


def test_every_parameter_of_a_quick_command_has_its_option():
    for command, names in quick.COMMANDS.items():
        parameters = list(inspect.signature(getattr(commands, command)).parameters.values())
        assert {p.name for p in parameters if p.default is not p.empty} == names
