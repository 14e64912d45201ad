"""Every reader, given bytes: what it must never do is anything but read them or say why not."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from cases import TOML, write_case
from gallery import MAP, REPORT
from openpyxl import Workbook
from refusals import word
from typer.testing import CliRunner

from realloc.case.load import load_folder
from realloc.case.writing import csv_file, parquet_file
from realloc.cli.app import app
from realloc.report.workbook import workbook

READERS = {
    "csv": "activities.csv",
    "xlsx": "case.xlsx",
    "parquet": "reserves.parquet",
    "toml": "case.toml",
    "scenario": "what-if/s.toml",
    "plan": "plan.json",
    "certificate": "proof.json",
    "report": "report.csv",
    "report-xlsx": "report.xlsx",
    "map": "map.toml",
    "paper-docx": "paper.docx",
    "paper-xlsx": "paper.xlsx",
    "paper-pdf": "paper.pdf",
    "paper-html": "paper.html",
    "paper-md": "paper.md",
    "template": "memo.docx",
}
ZIPPED = ("xlsx", "report-xlsx", "paper-docx", "paper-xlsx", "template")
BUG = ("This is a bug", "Traceback")
WHAT_IF = """
title = "s"
extends = "t"
[activities.A1]
planned = 2564-07-01
tags = ["a"]
[rules.x]
enabled = false
"""
RULES = """
[rules.x]
type = "limit"
per = "from.agency"
share = 0.5
of = "budget"
[covid]
caps = [{from = 2021-05-01, cap = 50}]
"""


def sound(folder: Path) -> Path:
    """A case that every reader is met in."""
    return write_case(
        folder,
        [{"status": "cancelled", "planned": "1/7/2564", "tags": "ก;ข", "note": '"x", \n'}, {"name": "=1+1"}],
        [{"min_cost": "100", "rank": 1}],
        RULES,
        {"s": WHAT_IF, "t": ""},
    )


@cache
def seeds(home: str) -> dict[str, bytes]:
    """A sound file of each kind."""
    folder = sound(Path(home) / "seed")
    tables = load_folder(folder).tables
    run("plan", folder, "-o", Path(home) / "plan.json", "--certificate", Path(home) / "proof.json")
    papers = {kind: Path(home) / READERS[kind] for kind in READERS if kind.startswith("paper-")}
    run("propose", folder, *(word for file in papers.values() for word in ("-o", file)))
    return {
        **{kind: file.read_bytes() for kind, file in papers.items()},
        "template": word("{% for line in lines %}{{ line.name }}{% endfor %} {{ title }}"),
        "report": REPORT.encode(),
        "report-xlsx": sheet([line.split(",") for line in REPORT.splitlines()]),
        "map": MAP.encode(),
        "csv": csv_file(tables["activities"]),
        "xlsx": workbook(list(tables.values()), "th"),
        "parquet": parquet_file(tables["reserves"]),
        "toml": (TOML + RULES).encode(),
        "scenario": WHAT_IF.encode(),
        "plan": (Path(home) / "plan.json").read_bytes(),
        "certificate": (Path(home) / "proof.json").read_bytes(),
    }


def run(*args: object) -> str:
    """What a command says, once it has ended as a command should."""
    result = CliRunner().invoke(app, list(map(str, args)))
    assert result.exit_code in (0, 1, 2), result.exception
    assert not any(word in result.output for word in BUG), result.output
    return result.output


def sheet(rows: list[list[str]]) -> bytes:
    """A workbook of these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def parts(book: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return made.getvalue()


def read(kind: str, content: bytes, folder: Path, home: str) -> None:
    """Let the reader of this kind of file read `content`, in a case that is sound otherwise."""
    sound(folder)
    if kind == "xlsx":
        (folder / "activities.csv").unlink()
    if kind in ("xlsx", "parquet"):
        (folder / "reserves.csv").unlink()
    file = folder / READERS[kind]
    file.write_bytes(content)
    if kind in ("report", "report-xlsx", "map"):
        report, mapping = (folder / name for name in ("report.csv", "map.toml"))
        if kind == "map":
            report.write_bytes(seeds(home)["report"])
        else:
            report = file
            mapping.write_bytes(seeds(home)["map"])
        run("import", report, "--map", mapping, "--into", folder, "--dry-run", "--lang", "th")
        return
    if kind.startswith("paper-"):
        run("verify", file, "--case", Path(home) / "seed", "--lang", "th")
        return
    if kind == "template":
        run("propose", Path(home) / "seed", "-o", folder / "made.docx", "--template", file, "--lang", "th")
        return
    if kind in ("plan", "certificate"):
        plan = folder / "plan.json"
        if kind == "certificate":
            plan.write_bytes(seeds(home)["plan"])
        proof = ["--certificate", file] if kind == "certificate" else []
        run("verify", plan, "--case", Path(home) / "seed", *proof)
        return
    said = run("check", folder, "-s", "s", "--lang", "th", "--json")
    if said.startswith("{"):
        document = json.loads(said)
        found = [*document.get("errors", ()), *document.get("notices", ())]
        assert all(finding["message"].isprintable() for finding in found)
