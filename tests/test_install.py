"""The wheel: built, installed into an environment of its own as pip, pipx and uv do, and used from there.

Needs no network: what realloc depends on is lent from this environment. `make install-check` does the same
with pipx and uv themselves, and with everything from the registry.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from documents import ROOT

EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))
    }
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=plain | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment's programs, with realloc installed from its wheel."""
    home = tmp_path_factory.mktemp("installed")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", home / "dist", cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = (home / "dist").glob("realloc-*-py3-none-any.whl")
    made = run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    assert made.returncode == 0, made.stderr
    programs = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    found = run(*pip, "--disable-pip-version-check", cwd=home)
    assert found.returncode == 0, found.stderr
    paths = sysconfig.get_path("purelib", vars={"base": str(home / "venv")})
    # Behind its own folder: the packages that realloc needs, and never the checkout.
    (Path(paths) / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def test_the_example_comes_along_and_can_be_planned(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import realloc; print(realloc.__file__)", cwd=tmp_path)
    assert str(installed.parent) in where.stdout, where.stderr
    assert run(installed / "realloc", "init", "mine", "--example", cwd=tmp_path).returncode == 0
    copied = {path.relative_to(tmp_path / "mine"): path for path in (tmp_path / "mine").rglob("*")}
    for path in EXAMPLE.rglob("*"):
        if path.is_file():
            assert copied[path.relative_to(EXAMPLE)].read_bytes() == path.read_bytes()
    planned = run(installed / "realloc", "plan", "mine", "--json", cwd=tmp_path)
    assert planned.returncode == 0, planned.stderr
    assert json.loads(planned.stdout)["totals"]["transferred"] == "16377200.00"


def test_template_schemas_and_types_come_along(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "realloc", "init", "new", cwd=tmp_path).returncode == 0
    assert run(installed / "realloc", "check", "new", cwd=tmp_path).returncode == 0
    schema = run(installed / "realloc", "schema", "plan", cwd=tmp_path)
    assert json.loads(schema.stdout)["title"] == "realloc.plan/1"
    code = "from importlib.resources import files as f; print(f('realloc').joinpath('py.typed').is_file())"
    assert run(installed / "python", "-c", code, cwd=tmp_path).stdout == "True\n"


def test_the_version_is_the_project_s(installed: Path, tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert run(installed / "realloc", "--version", cwd=tmp_path).stdout == f"realloc {version}\n"
