"""The smallest input that meets each finding: a case's files, or a report, and how a page shows it."""

from __future__ import annotations

import csv
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cases import TOML, write_case

from realloc import money
from realloc.case.columns import TABLES
from realloc.case.grid import MOST_ROWS
from realloc.case.load import load_case
from realloc.errors import Finding, InputError, MoneyError
from realloc.intake.difference import Difference, compare
from realloc.intake.grid import read_grid
from realloc.intake.mapping import read_map
from realloc.intake.rows import read_report
from realloc.intake.written import check_written


@dataclass(frozen=True)
class Example:
    """A case as `write_case` writes it, and the scenario and settings it is read with.

    `said` describes what cannot be shown as it is.
    """

    files: dict[str, Any] = field(default_factory=dict)
    scenario: str = "base"
    settings: tuple[tuple[str, str], ...] = ()
    said: str = ""

    def findings(self, folder: Path) -> list[Finding]:
        """Return what reading the case finds, notices too; the folder's own place is left out."""
        write_case(folder, **self.files)
        return self.findings_of(folder)

    def findings_of(self, folder: Path) -> list[Finding]:
        try:
            return list(load_case(folder, self.scenario, self.settings).notices)
        except InputError as error:
            return list(error.findings)

    def shown(self) -> str:
        """Return what differs from a sound case, as a reader of the page would write it."""
        if self.said:
            return self.said
        parts = [_shown_rows(f"{name}.csv", self.files[name]) for name in TABLES if name in self.files]
        parts += [f"case.toml\n{content}" for content in [self.files.get("toml")] if content]
        parts += [f"{path}\n{content}" for path, content in self.files.get("files", {}).items()]
        parts += [f"what-if/{name}.toml\n{text}" for name, text in self.files.get("what_if", {}).items()]
        parts += [f"--set {path}={value}" for path, value in self.settings]
        return "\n\n".join(part.strip("\n") for part in parts)


def _shown_rows(file: str, rows: list[dict[str, object]]) -> str:
    stream = StringIO()
    columns = list(dict.fromkeys(["id", *(name for row in rows for name in row)]))
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({"id": f"{file[0].upper()}{n}"} | row for n, row in enumerate(rows, 1))
    return f"{file}\n{stream.getvalue()}"


def described(example: Example, words: str) -> Example:
    return replace(example, said=words)


def activity(**cells: object) -> Example:
    return Example({"activities": [cells]})


def reserve(*rows: dict[str, object], toml: str = "") -> Example:
    return Example({"reserves": list(rows), "toml": toml})


def toml(content: str) -> Example:
    return Example({"toml": content})


def rule(content: str) -> Example:
    return toml(f"[rules.cap]\n{content}")


def what_if(content: str, **others: str) -> Example:
    return Example({"what_if": {"late": content, **others}}, scenario="late")


def setting(path: str, value: str) -> Example:
    return Example(settings=((path, value),))


def files(**content: str | bytes | None) -> Example:
    return Example(
        {"files": {name.replace("_csv", ".csv").replace("_toml", ".toml"): c for name, c in content.items()}}
    )


def workbook(*rows: tuple[object, ...]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def instead(content: bytes) -> Example:
    """activities.xlsx with this content, instead of the CSV file."""
    return Example({"files": {"activities.csv": None, "activities.xlsx": content}})


def bomb() -> bytes:
    """A workbook that says it unpacks to 300 MB."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"")
    content = bytearray(stream.getvalue())
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 300_000_000)
    return bytes(content)


HEADER = ("id", "name", "project", "agency", "category", "nature", "status", "budget", "disbursed")
ROW = ("A1", "n", "p", "a", "operating", "works", "in_progress")
LINE = ",".join(ROW)
HEAD = ",".join(HEADER)

EXAMPLES: dict[str, Example] = {
    "money": activity(budget="lots"),
    "money-exponent": activity(budget="1.8E+07"),
    "money-decimals": activity(budget="827300.505"),
    "money-negative": activity(budget="-5"),
    "money-commas": activity(budget="82,73,00"),
    "money-large": activity(budget="1000000000000000"),
    "money-zero": reserve({"cost": "0"}),
    "unit-zero": files(case_toml=f"unit = 0\n{TOML}"),
    "missing": activity(agency=None),
    "choice": activity(status="complete"),
    "date": activity(planned="June"),
    "date-order": activity(planned="1/6/2021"),
    "date-year": activity(planned="1/6/64"),
    "date-guess": activity(planned="1/6/2564"),
    "dash-guess": activity(obligated="-"),
    "integer": activity(participants="many"),
    "share": activity(release_share="25"),
    "score": reserve({"score": "-1"}),
    "yes-no": activity(online="perhaps"),
    "control": described(activity(note="a\x07b"), "A note with the control character U+0007 in it."),
    "file-missing": described(files(case_toml=None), "A folder without case.toml."),
    "table-missing": described(files(activities_csv=None), "A folder without a table of activities."),
    "table-twice": described(
        Example({"files": {"activities.xlsx": b""}}), "A folder with both activities.csv and activities.xlsx."
    ),
    "unreadable": described(
        instead(b"not a workbook"), "activities.xlsx, a text under the name of a workbook."
    ),
    "too-large": described(instead(bomb()), "activities.xlsx, which unpacks to 300 MB."),
    "too-many": described(
        files(activities_csv="id\n" + "A1\n" * (MOST_ROWS + 1)),
        f"activities.csv with {MOST_ROWS + 1:,} rows below the headings.",
    ),
    "workbook-locked": described(
        instead(b"\xd0\xcf\x11\xe0"), "activities.xlsx, saved by Excel with a password to open it."
    ),
    "format-unread": described(
        Example({"files": {"activities.csv": None, "activities.xls": b""}}),
        "activities.xls and no other table.",
    ),
    "encoding": described(files(activities_csv=b"\xff"), "activities.csv in no encoding that is known."),
    "encoding-guess": described(
        files(activities_csv=f"{HEAD}\n{LINE},1,0\n".replace("n,p", "ก,p").encode("cp874")),
        "activities.csv as Thai Excel saves it, in Windows-874.",
    ),
    "csv-syntax": files(activities_csv=f'{HEAD}\n{LINE},1,0\n"A2"x\n'),
    "cell-huge": described(
        files(activities_csv=f"{HEAD}\n{LINE},1,0\nA2,{'x' * 131_073}\n"),
        "activities.csv with a name of 131,073 characters in row 3.",
    ),
    "separator-guess": files(activities_csv=f"{HEAD}\n{LINE},1,0\n".replace(",", ";")),
    "header-missing": described(files(activities_csv=""), "activities.csv without anything in it."),
    "header-blank": files(activities_csv=f"{HEAD},,note\n{LINE},1,0,x,y\n"),
    "column-unknown": files(activities_csv=f"{HEAD},notes\n{LINE},1,0,x\n"),
    "column-twice": files(activities_csv=f"{HEAD},งบประมาณ\n{LINE},1,0,2\n"),
    "column-missing": files(activities_csv=f"{HEAD.replace(',disbursed', '')}\n{LINE},1\n"),
    "row-long": files(activities_csv=f"{HEAD}\n{LINE},1,0,5\n"),
    "row-short": files(activities_csv=f"{HEAD}\n{LINE},1\n"),
    "formula": described(
        instead(workbook(HEADER, (*ROW, "=1+1", 0))),
        "activities.xlsx with the formula =1+1 in cell H2, written by a program that did not work it out.",
    ),
    "cell-error": described(
        instead(workbook(HEADER, (*ROW, "#N/A", 0))), "activities.xlsx with the error #N/A in cell H2."
    ),
    "id-twice": reserve({"id": "A1"}),
    "over-budget": activity(budget="100", disbursed="60", obligated="50"),
    "min-over-cost": reserve({"cost": "100", "min_cost": "200"}),
    "not-multiple": Example(
        {"reserves": [{"cost": "150"}], "what_if": {"late": 'unit = "100"'}}, scenario="late"
    ),
    "reserve-unknown": reserve({"requires": "R2"}),
    "self-reference": reserve({"excludes": "R1"}),
    "rank-twice": reserve({"rank": "1"}, {"rank": "1"}),
    "stage-needs": reserve({"score": None}),
    "participants-order": activity(participants="50", min_participants="60"),
    "toml-syntax": toml("[covid\n"),
    "toml-deep": described(
        toml(f"deep = {'[' * 5000}{']' * 5000}\n"), "case.toml with a list within a list, 5,000 times."
    ),
    "key-unknown": toml("[covid]\nreopen = 2021-07-01\n"),
    "type-table": toml("[rules]\ncap = 5\n"),
    "type-tables": toml("[covid]\ncaps = 50\n"),
    "type-list": toml("[objective]\nstages = 5\n"),
    "type-value": toml("[covid]\ncap = [50]\n"),
    "type-text": toml("[projects.tourism]\nname = 5\n"),
    "list-empty": toml("[objective]\nstages = []\n"),
    "list-repeats": toml('[objective]\nstages = ["score", "score"]\n'),
    "risk-form": toml('[[risk.uncertain]]\npath = "covid.cap"\n'),
    "risk-twice": toml(
        '[[risk.uncertain]]\npath = "covid.cap"\nvalues = [5]\n'
        '[[risk.uncertain]]\npath = "covid.cap"\nvalues = [50]\n'
    ),
    "risk-weights": toml('[[risk.uncertain]]\npath = "covid.cap"\nvalues = [5, 50]\nweights = [0, 0]\n'),
    "risk-length": toml('[[risk.uncertain]]\npath = "covid.cap"\nvalues = [5, 50]\nweights = [1]\n'),
    "risk-order": toml('[[risk.uncertain]]\npath = "covid.cap"\npercent = [20, 0, 10]\n'),
    "risk-percent": toml('[[risk.uncertain]]\npath = "covid.cap"\npercent = ["-101", 0, 10]\n'),
    "list-length": toml("[targets]\nfiscal_year_start = 2020-10-01\noverall = [0.32, 0.54]\n"),
    "targets-fall": toml("[targets]\nfiscal_year_start = 2020-10-01\noverall = [0.32, 0.54, 0.5, 1]\n"),
    "cap-twice": toml("[covid]\ncaps = [{from = 2021-05-01, cap = 50}, {from = 2021-05-01, cap = 5}]\n"),
    "close-early": what_if("[calendar]\nclose = 2021-04-01\n"),
    "rule-takes-no": rule('type = "forbid"\namount = 5\n'),
    "rule-bound-both": rule('type = "limit"\namount = 5\nshare = 0.5\n'),
    "rule-bound-none": rule('type = "limit"\n'),
    "rule-of": rule('type = "limit"\namount = 5\nof = "budget"\n'),
    "rule-per": rule('type = "limit"\namount = 5\nper = "agency"\n'),
    "rule-compare": rule('type = "forbid"\nfrom = {agency = ">5"}\n'),
    "id-unknown": what_if("[activities.A11]\nbudget = 5\n"),
    "scenario-unknown": Example({"what_if": {"third-wave": ""}}, scenario="third-wav"),
    "scenario-name": what_if('extends = "../secret"\n'),
    "scenario-base": Example({"what_if": {"base": ""}}),
    "scenario-cycle": what_if('extends = "later"\n', later='extends = "late"\n'),
    "id-fixed": setting("activities.A1.id", "A2"),
    "set-path": setting("activities..budget", "5"),
}


def refused_folder(folder: Path) -> list[Finding]:
    try:
        load_case(folder / "nowhere")
    except InputError as error:
        return [Finding(f.code, Path(f.file).name) for f in error.findings]
    return []


def refused_float(folder: Path) -> list[Finding]:
    try:
        money.parse(0.1)  # type: ignore[arg-type]
    except MoneyError as error:
        return [Finding(error.expected, found=error.found)]
    return []


def refused_pipe(folder: Path) -> list[Finding]:
    write_case(folder, files={"case.toml": None})
    os.mkfifo(folder / "case.toml")
    return Example().findings_of(folder)


HEADINGS = "รหัส,งบ,เบิกจ่าย"
REPORT = f"{HEADINGS}\n01,5,1\n"
MAP = """\
[columns]
id = "รหัส"
budget = "งบ"
disbursed = "เบิกจ่าย"
[new]
name = "n"
project = "p"
agency = "a"
category = "operating"
nature = "works"
status = "in_progress"
"""


@dataclass(frozen=True)
class Import:
    """A report and the map it is read by: `MAP` with one text in it replaced, and `more` after it.

    `said` describes what cannot be shown as it is.
    """

    report: str | bytes = REPORT
    file: str = "report.csv"
    instead_of: tuple[str, str] = ("", "")
    more: str = ""
    said: str = ""

    def findings(self, folder: Path) -> list[Finding]:
        """Return what importing the report finds."""
        folder.mkdir()
        (folder / "map.toml").write_text(MAP.replace(*self.instead_of) + self.more, encoding="utf-8")
        content = self.report if isinstance(self.report, bytes) else self.report.encode()
        (folder / self.file).write_bytes(content)
        try:
            read = read_map(folder / "map.toml")
            compare(read_report(read_grid(folder / self.file, read.sheet), read), read, None, {})
        except InputError as error:
            return list(error.findings)
        return []

    def shown(self) -> str:
        """Return what differs from `REPORT` and `MAP`."""
        if self.said:
            return self.said
        changed = self.instead_of[1] + self.more
        parts = [f"{self.file}\n{self.report}"] if (self.file, self.report) != ("report.csv", REPORT) else []
        parts += [f"map.toml\n{changed}"] if changed else []
        return "\n\n".join(part.strip("\n") for part in parts)


def lost(folder: Path) -> list[Finding]:
    """A table that does not say what was meant to be written into it."""
    write_case(folder)
    try:
        check_written(folder / "activities.csv", Difference(), None)
    except InputError as error:
        return list(error.findings)
    return []


TOTAL = '[total]\ncolumn = "รหัส"\nis = "รวม"\n'
IMPORTS: dict[str, Import] = {
    "report-format": Import(file="report.pdf"),
    "map-sheet": Import(
        workbook(tuple(HEADINGS.split(",")), ("01", 5, 1)),
        "report.xlsx",
        more='[report]\nsheet = "พ.ค."\n',
        said='report.xlsx with the sheet Sheet, and in map.toml\n[report]\nsheet = "พ.ค."',
    ),
    "map-heading": Import(instead_of=('budget = "งบ"\n', 'budget = "งบประมาณ"\n')),
    "map-repeated": Import(f"{HEADINGS},งบ\n01,5,1,5\n"),
    "map-twice": Import(more='[constants]\nbudget = "5"\n'),
    "map-needs": Import(instead_of=('agency = "a"\n', ""), said="map.toml without agency."),
    "map-test": Import(more='[[skip]]\ncolumn = "รหัส"\nis = "รวม"\nstarts = "รวม"\n'),
    "map-no-rows": Import(f"{HEADINGS}\n"),
    "amount-empty": Import(f"{HEADINGS}\n01,5,\n"),
    "rows-differ": Import(
        f"{HEADINGS},ชื่อ\n01,5,1,ถนน\n01,5,1,สะพาน\n",
        instead_of=("[columns]\n", '[columns]\nname = "ชื่อ"\n'),
    ),
    "code-digits": Import(
        workbook(tuple(HEADINGS.split(",")), (7_600_164_003_000_012, 5, 1)),
        "report.xlsx",
        said="report.xlsx with the code 7600164003000012 as a number in cell A2.",
    ),
    "total-rows": Import(more=TOTAL),
    "total-differs": Import(f"{HEADINGS}\n01,5,1\n02,7,1\nรวม,12,3\n", more=TOTAL),
}

CALLS: dict[str, Callable[[Path], list[Finding]]] = {
    **{code: example.findings for code, example in EXAMPLES.items()},
    **{code: example.findings for code, example in IMPORTS.items()},
    "import-lost": lost,
    "folder-missing": refused_folder,
    "file-special": refused_pipe,
    "money-float": refused_float,
}

CALLED = {
    **{code: example.shown() for code, example in IMPORTS.items()},
    "import-lost": "A table that does not read back as it was written.",
    "folder-missing": "realloc check nowhere",
    "money-float": "money.parse(0.1), in a program",
    "file-special": "case.toml, a named pipe.",
}
