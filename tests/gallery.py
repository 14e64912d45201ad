"""The smallest case that meets each finding: its files, and what is asked of them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cases import TOML, write_case

from realloc import money
from realloc.case.load import load_case
from realloc.errors import Finding, InputError, MoneyError


@dataclass(frozen=True)
class Example:
    """A case as `write_case` writes it, and the scenario and settings it is read with."""

    files: dict[str, Any] = field(default_factory=dict)
    scenario: str = "base"
    settings: tuple[tuple[str, str], ...] = ()

    def findings(self, folder: Path) -> list[Finding]:
        """Return what reading the case finds, notices too; the folder's own place is left out."""
        write_case(folder, **self.files)
        try:
            return list(load_case(folder, self.scenario, self.settings).notices)
        except InputError as error:
            return list(error.findings)


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
    "date": activity(planned="1/6/2021"),
    "date-era": activity(planned="2564-06-01"),
    "integer": activity(participants="many"),
    "share": activity(release_share="25"),
    "score": reserve({"score": "-1"}),
    "yes-no": activity(online="perhaps"),
    "control": activity(note="a\x07b"),
    "file-missing": files(case_toml=None),
    "table-missing": files(activities_csv=None),
    "table-twice": Example({"files": {"activities.xlsx": b""}}),
    "unreadable": instead(b"not a workbook"),
    "too-large": instead(bomb()),
    "encoding": files(activities_csv=b"\xff\xfe"),
    "encoding-guess": files(activities_csv=f"{HEAD}\n{LINE},1,0\n".replace("n,p", "ก,p").encode("cp874")),
    "csv-syntax": files(activities_csv=f'{HEAD}\n{LINE},1,0\n"A2"x\n'),
    "cell-huge": files(activities_csv=f"{HEAD}\n{LINE},1,0\nA2,{'x' * 131_073}\n"),
    "separator": files(activities_csv="id;name;budget\n"),
    "header-missing": files(activities_csv=""),
    "header-blank": files(activities_csv=f"{HEAD},,note\n{LINE},1,0,x,y\n"),
    "column-unknown": files(activities_csv=f"{HEAD},notes\n{LINE},1,0,x\n"),
    "column-twice": files(activities_csv=f"{HEAD},งบประมาณ\n{LINE},1,0,2\n"),
    "column-missing": files(activities_csv=f"{HEAD.replace(',disbursed', '')}\n{LINE},1\n"),
    "row-long": files(activities_csv=f"{HEAD}\n{LINE},1,0,5\n"),
    "row-short": files(activities_csv=f"{HEAD}\n{LINE},1\n"),
    "formula": instead(workbook(HEADER, (*ROW, "=1+1", 0))),
    "cell-error": instead(workbook(HEADER, (*ROW, "#N/A", 0))),
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
    "toml-deep": toml(f"deep = {'[' * 5000}{']' * 5000}\n"),
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


CALLS: dict[str, Callable[[Path], list[Finding]]] = {
    **{code: example.findings for code, example in EXAMPLES.items()},
    "folder-missing": refused_folder,
    "money-float": refused_float,
}
