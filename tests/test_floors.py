"""The house has floors: what is imported goes down only, and what is heavy is imported late."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
PACKAGE = SOURCE / "realloc"

# From the top down. A package stands on the floor of its name, a module above its package on its own.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("api",),
    ("explain", "ledger", "study"),
    ("workers",),
    ("planning",),
    ("accounts", "report"),
    ("changed",),
    ("verify", "certificate"),
    ("model",),
    ("situation", "intake"),
    ("choice", "explanation", "ahead"),
    ("whatif",),
    ("result", "schema"),
    ("case",),
    ("money", "writing"),
    ("errors", "forking", "quiet"),
    ("reasons",),
)
FLOOR = {name: len(FLOORS) - number for number, names in enumerate(FLOORS) for name in names}
# `report` prints what `check` and `plan` came to: records only. The checkers have never heard of the model.
NEVER = {
    "report": {"model", "planning", "accounts"},
    "verify": {"model", "situation", "accounts", "report"},
    "certificate": {"model", "situation", "accounts", "report", "verify"},
}
ALLOWED = {("certificate", "verify")}  # the certificate's checker reads a case as the plan's does
OWNERS = {
    "pulp": {"model/engine.py"},
    "highspy": {"model/relax.py", "model/settle.py"},
    "rich": {"report"},
    "typer": {"cli"},
    "openpyxl": {"case", "cli", "intake", "report"},
    "pandas": {"api", "case", "report"},
    "pyarrow": {"case", "report"},
    "budoux": {"report"},
    "docx": {"report"},
    "docxtpl": {"report"},
    "num2words": {"report"},
    "pypdfium2": {"report"},
    "typst": {"report"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "xlsxwriter": {"report"},
    "distributed": {"workers.py"},
    "matplotlib": {"report"},
}
HEAVY = (*OWNERS, "numpy")


def modules() -> dict[str, Path]:
    """Every module of the package by dotted name, `realloc` itself aside."""
    return {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "__init__.py"
    }


def imported(path: Path) -> Iterator[str]:
    """Dotted names that a file imports, at its top or late; of what only type checkers see, too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides its floor"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(names: dict[str, Path]) -> dict[str, set[str]]:
    """Which modules of the package each module imports."""
    graph: dict[str, set[str]] = {}
    for name, path in names.items():
        found = set()
        for target in imported(path):
            parts = target.split(".")
            known = [".".join(parts[:n]) for n in range(len(parts), 1, -1) if ".".join(parts[:n]) in names]
            found |= set(known[:1])
        graph[name] = found - {name}
    return graph


NAMES = modules()
GRAPH = within(NAMES)


def place(name: str) -> str:
    return name.split(".")[1]


def test_every_module_has_a_floor() -> None:
    assert {place(name) for name in NAMES} - FLOOR.keys() == set()


@pytest.mark.parametrize("name", NAMES)
def test_imports_go_down(name: str) -> None:
    up = [
        other
        for other in GRAPH[name]
        if place(other) != place(name)
        and FLOOR[place(other)] >= FLOOR[place(name)]
        and (place(name), place(other)) not in ALLOWED
    ]
    assert up == []


@pytest.mark.parametrize("room", NEVER)
def test_rooms_that_must_not_know_each_other(room: str) -> None:
    reached = {place(other) for name in NAMES if place(name) == room for other in GRAPH[name]}
    assert reached & NEVER[room] - {other for one, other in ALLOWED if one == room} == set()


def test_no_two_modules_import_each_other_by_whatever_way() -> None:
    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for other in GRAPH[todo.pop()] - seen:
                seen.add(other)
                todo.append(other)
        return seen

    assert [name for name in NAMES if name in reaches(name)] == []


@pytest.mark.parametrize("library", OWNERS)
def test_each_library_is_known_in_its_rooms_only(library: str) -> None:
    users = {
        path.relative_to(PACKAGE)
        for path in NAMES.values()
        if any(name.split(".")[0] == library for name in imported(path))
    }
    outside = {
        user.as_posix()
        for user in users
        if user.as_posix() not in OWNERS[library] and user.parts[0] not in OWNERS[library]
    }
    assert outside == set()


@pytest.mark.parametrize(
    "module", ["planning", "cli", "accounts", "verify", "certificate", "api.calls", "api.studies"]
)
def test_what_is_heavy_is_not_imported_until_it_is_needed(module: str) -> None:
    code = f"import sys, realloc.{module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"
