"""docs/errors.md: every error with the smallest input that meets it, in the exact words of both languages."""

from __future__ import annotations

import ast
import re
import shlex
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cases import write_case
from documents import DOCS, ROOT
from gallery import CALLED, CALLS, EXAMPLES, IMPORTS, MAP, REPORT, Example
from refusals import PROGRAMS, REFUSALS, SCHEDULER, Refusal
from typer.testing import CliRunner

import realloc
from realloc.cli.app import app
from realloc.errors import MESSAGES, Finding, Lang, NotFound, UsageError

PAGE = DOCS / "errors.md"
LANGS: tuple[Lang, ...] = ("en", "th")
NOTICES = [code for code in MESSAGES if code.endswith("-guess")]
OF_IMPORTS = [code for code in MESSAGES if code in IMPORTS or code == "import-lost"]
INTRODUCTION = """\
# Errors, each with the smallest input that meets it

What realloc says when it cannot read something, in English and in Thai, with the smallest input that makes it
say so. Each names the file, the sheet or row, the column, what was found, what was expected, the nearest name
that exists, and what to do. All that is wrong with all files is said at once: `check` shows everything, every
other command the first 20 and how many more there are. A command that ends in an error changes no file.

This page is generated: `pytest tests/test_errors_gallery.py --regenerate` writes it, and the same test fails
when an error is missing from it or says something else. An example is a sound case in which only what is
shown is different; of a table, `id` and the columns that matter are shown.
"""

IMPORTING = f"""\
## In a report and its map
An example is this report, imported by this map, in which only what is shown is different.
```text
report.csv
{REPORT}```
```text
map.toml
{MAP}```
"""


def entry(name: str, shown: str, texts: list[str]) -> str:
    return f"### {name}\n```text\n{shown}\n```\n" + "".join(f"```text\n{text}\n```\n" for text in texts)


def of_finding(code: str, folder: Path) -> str:
    found = CALLS[code](folder)
    assert [finding.code for finding in found] == [code]
    assert found[0].severity == ("notice" if code in NOTICES else "error")
    shown = CALLED.get(code) or EXAMPLES[code].shown()
    return entry(f"`{code}`", shown, [found[0].render(lang) for lang in LANGS])


def of_refusal(refusal: Refusal, folder: Path) -> str:
    write_case(folder / "case", **refusal.differs)
    for path, content in refusal.files.items():
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    before = everything(folder)
    texts = []
    with surroundings(refusal) as scheduler:
        command = shlex.split(refusal.command.replace(SCHEDULER, scheduler))
        for lang in LANGS:
            result = CliRunner().invoke(app, [*command[1:], "--lang", lang])
            assert (result.exit_code, bool(result.stdout)) == (2, refusal.prints)
            said = result.stderr.rstrip("\n").replace(scheduler, SCHEDULER)
            texts.append(re.sub(refusal.varies, "…", said) if refusal.varies else said)
    assert everything(folder) == before
    parts = [Example(refusal.differs).shown()] if refusal.differs and not refusal.said else []
    parts += [f"{path}\n{content}".strip("\n") for path, content in refusal.files.items() if not refusal.said]
    return entry(f"`{refusal.command}`", refusal.said or "\n\n".join(parts) or refusal.command, texts)


@contextmanager
def surroundings(refusal: Refusal) -> Iterator[str]:
    """Where a command runs: what is not installed, and the address of a cluster that is there."""
    if refusal.cluster is None:
        with pytest.MonkeyPatch.context() as patch:
            if refusal.without:
                patch.setitem(sys.modules, refusal.without, None)
            yield SCHEDULER
        return
    from distributed import LocalCluster

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cluster's own
        with LocalCluster(threads_per_worker=1, dashboard_address=None, **refusal.cluster) as cluster:
            yield cluster.scheduler_address


def of_program(code: str, folder: Path) -> str:
    write_case(folder / "case")
    with pytest.raises(UsageError) as refused:
        eval(code, {"realloc": realloc})
    return entry(f"`{code}`", code, list(map(refused.value.message, LANGS)))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    errors = [of_finding(code, tmp_path / code) for code in MESSAGES if code not in {*NOTICES, *OF_IMPORTS}]
    imports = [of_finding(code, tmp_path / code) for code in OF_IMPORTS]
    notices = [of_finding(code, tmp_path / code) for code in NOTICES]
    refusals = []
    for number, refusal in enumerate(REFUSALS):
        (tmp_path / str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        refusals.append(of_refusal(refusal, Path()))
    (tmp_path / "program").mkdir()
    monkeypatch.chdir(tmp_path / "program")
    programs = [of_program(code, Path()) for code in PROGRAMS]
    late = entry(
        "`realloc plan case`", "A case too large for --time-limit.", list(map(NotFound().message, LANGS))
    )
    return "\n".join(
        [
            INTRODUCTION,
            "## In the files\n",
            *errors,
            IMPORTING,
            *imports,
            "## What was guessed\nA notice with the results of `check`, `plan` and `compare`; no error.\n",
            *notices,
            "## In the request\n",
            *refusals,
            "## In a program\n",
            *programs,
            "## In the search\n",
            late,
        ]
    )


def test_the_page_shows_every_error_in_exact_words(page: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--regenerate"):
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    assert page == PAGE.read_text(encoding="utf-8")


def test_every_finding_has_an_example() -> None:
    assert set(CALLS) == set(MESSAGES)
    assert set(CALLED) == set(CALLS) - set(EXAMPLES)


def refusals_in_the_source() -> list[str]:
    """The English of every `UsageError` that is made, as a pattern."""
    made = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UsageError":
                made.append(pattern(node.args[0]))
    return made


def pattern(text: ast.expr) -> str:
    if isinstance(text, ast.JoinedStr):
        return "".join(pattern(part) for part in text.values)
    if isinstance(text, ast.BinOp):
        return pattern(text.left) + pattern(text.right)
    return re.escape(str(text.value)) if isinstance(text, ast.Constant) else ".+"


@pytest.mark.parametrize("said", sorted(set(refusals_in_the_source())))
def test_every_usage_error_is_on_the_page(said: str) -> None:
    assert re.search(f"^{said}$", PAGE.read_text(encoding="utf-8"), re.MULTILINE), said


def test_nothing_is_left_unnamed_in_an_error() -> None:
    """Every error says what to do: its last sentence begins with a verb, and Thai asks politely."""
    for code, (english, thai) in MESSAGES.items():
        assert english.endswith("."), code
        assert "โปรด" in thai, code


def test_the_sheet_of_a_workbook_is_named() -> None:
    finding = Finding("missing", "case.xlsx:กิจกรรม", 3, "งบประมาณ budget")
    assert finding.render("en").startswith("case.xlsx, sheet กิจกรรม, row 3, งบประมาณ budget: ")
    assert finding.render("th").startswith("case.xlsx ชีต กิจกรรม แถว 3 คอลัมน์ งบประมาณ budget: ")
