"""The smallest request that is refused for each reason: a command, or a call from a program."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from gallery import HEAD, HEADER, LINE, MAP, REPORT, ROW

GIVES = {"activities": [{"status": "cancelled"}]}  # a case whose plan has a transfer


@dataclass(frozen=True)
class Refusal:
    """A command in a folder with the case `case`, and files by path that are there as well.

    `differs` is what `write_case` makes of the case, otherwise a sound one. `varies` is what depends on the
    machine: the page has … in its place. `said` describes what cannot be shown as it is. `prints`: the
    command shows a result before it refuses. `without` is a library that is not installed. `cluster` is what
    a Dask cluster at `SCHEDULER` is started with.
    """

    command: str
    files: dict[str, str | bytes] = field(default_factory=dict)
    differs: dict[str, Any] = field(default_factory=dict)
    varies: str = ""
    said: str = ""
    prints: bool = False
    without: str = ""
    cluster: dict[str, Any] | None = None


def formulas() -> bytes:
    """A workbook of activities that has a formula on another sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "activities"
    for row in (HEADER, (*ROW, 1, 0)):
        book.active.append(row)
    book.create_sheet("Notes")["A1"] = "=1+1"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet() -> bytes:
    """A table of activities, all of it text."""
    import pyarrow
    from pyarrow.parquet import write_table

    stream = BytesIO()
    cells = zip(HEAD.split(","), f"{LINE},1,0".split(","), strict=True)
    write_table(pyarrow.table({name: [cell] for name, cell in cells}), stream)
    return stream.getvalue()


def packed(name: str, content: bytes) -> bytes:
    """A zip file of one part."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def word(text: str) -> bytes:
    """A Word file of one paragraph."""
    from docx import Document

    document = Document()
    document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def instead(name: str, content: bytes) -> dict[str, Any]:
    """A case whose table of activities is this file."""
    return {"files": {"activities.csv": None, name: content}}


PLAN = '{"scenario": {"name": "base"}, "case": {"name": "elsewhere"}}'
IMPORTED = {"report.csv": REPORT, "map.toml": MAP}
IMPORT = "realloc import report.csv --map map.toml --into"
ABOVE = "report.csv and map.toml as above."
LARGEST = "10000000000000.00"
SWEEP = "realloc sweep case --vary"
CAPS = f"{SWEEP} covid.cap=5,50"
SCHEDULER = "tcp://127.0.0.1:8786"
LATE = "probability = 0.5\n"


def uncertain(path: str, how: str) -> dict[str, Any]:
    """A case with one uncertain path."""
    return {"toml": f'[[risk.uncertain]]\npath = "{path}"\n{how}\n'}


REFUSALS = (
    Refusal("realloc init case"),
    Refusal("realloc plan case --set decision"),
    Refusal("realloc plan case --time-limit 0"),
    Refusal("realloc plan case --solver abacus", varies=r"(?<=one of ).+(?=\.)|(?<=เลือกจาก ).+"),
    Refusal("realloc plan case -o nowhere/plan.json"),
    Refusal("realloc plan case --alternatives 0"),
    Refusal("realloc plan case --alternatives 5 --frontier score,lines"),
    Refusal("realloc plan case --alternatives 5 --certificate proof.json"),
    Refusal("realloc plan case --within 1%"),
    Refusal("realloc plan case --plans plans"),
    Refusal("realloc plan case --alternatives 5 --within near"),
    Refusal(
        "realloc plan case --alternatives 5 --within 1%",
        differs={"reserves": [{"rank": "1"}], "toml": '[objective]\nstages = ["rank"]\n'},
    ),
    Refusal("realloc plan case --frontier score"),
    Refusal(
        "realloc plan case --frontier score,lines",
        differs={"reserves": [{"score": None}], "toml": '[objective]\nstages = ["amount"]\n'},
    ),
    Refusal(
        "realloc plan case --frontier score,lines",
        differs={
            "activities": [{"status": "cancelled", "budget": "1", "disbursed": "0"}] * 64,
            "reserves": [{}] * 63,
        },
        said="A case of 64 cancelled activities and 63 reserve projects.",
    ),
    Refusal("realloc explain case A11"),
    Refusal("realloc explain case rules --step 0"),
    Refusal(
        "realloc convert case new --to xlsx",
        differs={"reserves": [{"name": "n" * 32_768}]},
        said="reserves.csv with a name of 32,768 characters in row 2.",
    ),
    Refusal("realloc verify case"),
    Refusal("realloc verify plan.json", {"plan.json": "{"}),
    Refusal("realloc verify plan.json", {"plan.json": b"\xff"}, said="plan.json in no encoding of JSON."),
    Refusal("realloc verify plan.json", {"plan.json": '{"totals": NaN}'}),
    Refusal("realloc verify plan.json", {"plan.json": '{"transfers": [], "transfers": []}'}),
    Refusal(
        "realloc verify plan.json",
        {"plan.json": "[" * 10_000_001},
        said="plan.json with 10,000,001 brackets.",
    ),
    Refusal("realloc verify plan.json", {"plan.json": PLAN}),
    Refusal("realloc verify plan.json", {"plan.json": "[]"}),
    Refusal("realloc verify paper.pdf --certificate proof.json"),
    Refusal("realloc verify paper.xlsx", {"paper.xlsx": "not a workbook"}),
    Refusal(
        "realloc verify paper.docx",
        {"paper.docx": packed("word/document.xml", b"<p/>" * 5_000_001)},
        said="paper.docx of 20 kB that unpacks to millions of paragraphs.",
    ),
    Refusal("realloc verify paper.md", {"paper.md": "# Minutes"}),
    Refusal("realloc diff one.json other.json --case a --case b --case c"),
    Refusal("realloc propose case -o paper.txt"),
    Refusal("realloc propose case -o paper.docx --date June"),
    Refusal(
        "realloc propose case -o paper.docx --plan plan.json -s late",
        {"plan.json": PLAN.replace("elsewhere", "case")},
    ),
    Refusal("realloc propose case -o paper.pdf --template memo.docx", differs=GIVES),
    Refusal(
        "realloc propose case -o paper.docx --template memo.docx",
        {"memo.docx": "not a Word file"},
        differs=GIVES,
    ),
    Refusal(
        "realloc propose case -o paper.docx --template memo.docx",
        {"memo.docx": word("{{ offices }}")},
        differs=GIVES,
        said="memo.docx with the text {{ offices }}, and a case whose activity A1 is cancelled.",
    ),
    Refusal(
        "realloc propose case -o paper.xlsx",
        differs={
            "activities": [{"status": "cancelled", "budget": LARGEST, "disbursed": "0"}],
            "reserves": [{"cost": LARGEST}],
        },
    ),
    Refusal("realloc export case -o case"),
    Refusal(f"{IMPORT} case --dry-run --write", IMPORTED, said=ABOVE),
    Refusal(f"{IMPORT} case", IMPORTED, said=ABOVE, prints=True),
    Refusal(f"{IMPORT} .", IMPORTED, said=ABOVE),
    Refusal(
        f"{IMPORT} case --write",
        IMPORTED,
        differs=instead("activities.parquet", parquet()),
        said=f"{ABOVE} The case has activities.parquet.",
        prints=True,
    ),
    Refusal(
        f"{IMPORT} case --write",
        IMPORTED,
        differs=instead("activities.xlsx", formulas()),
        said=f"{ABOVE} The case has activities.xlsx, with =1+1 in a cell of its sheet Notes.",
        prints=True,
    ),
    Refusal(f"{SWEEP} covid.cap"),
    Refusal(f"{CAPS} --vary covid.cap=20"),
    Refusal(f"{SWEEP} covid.cap=50..5"),
    Refusal(f"{SWEEP} activities.A1.budget=5,000,000"),
    Refusal(f"{SWEEP} calendar.decision=±20%"),
    Refusal(f"{SWEEP} covid.cap=0..1000000"),
    Refusal(f"{CAPS} --vary calendar.decision=2021-06-01 --paired"),
    Refusal(f"{CAPS} --thresholds --paired"),
    Refusal(f"{SWEEP} scenario=base --thresholds"),
    Refusal(f"{SWEEP} activities.A1.release_share=0.1,0.10005 --thresholds"),
    Refusal(f"{CAPS} -o rows.csv -o rows.parquet"),
    Refusal(f"{CAPS} -o rows.csv", {"rows.csv": ""}, said="rows.csv is there already."),
    Refusal(f"{CAPS} --resume"),
    Refusal(f"{CAPS} -o rows.csv --resume", {"rows.csv": "day,plan\n"}),
    Refusal(f"{CAPS} -o sweep.svg --chart map"),
    Refusal(f"{CAPS} -o sweep.svg", said="Where matplotlib is not installed.", without="matplotlib"),
    Refusal("realloc hedge case base late", differs={"what_if": {"late": LATE}}),
    Refusal("realloc hedge case", differs={"what_if": {"late": LATE}}),
    Refusal("realloc hedge case --today 2021-06-02 --later 2021-06-01"),
    Refusal("realloc hedge case --later 2021-10-01"),
    Refusal("realloc hedge case --level 0"),
    Refusal("realloc hedge case", differs={"what_if": {"late": "unit = 100\n"}}),
    Refusal(
        "realloc hedge case",
        differs={"reserves": [{"rank": "1"}], "toml": '[objective]\nstages = ["rank"]\n'},
    ),
    Refusal("realloc risk case"),
    Refusal("realloc risk case --draws 0"),
    Refusal(
        "realloc risk case",
        differs={
            "what_if": {
                "early": LATE,
                "late": f'{LATE}[[risk.uncertain]]\npath = "covid.cap"\nvalues = [5, 50]\n',
            }
        },
    ),
    Refusal("realloc risk case", differs=uncertain("calendar.decision", "percent = [-20, 0, 10]")),
    Refusal("realloc risk case", differs=uncertain("covid.cap", "low = 50\nhigh = 5")),
    Refusal(
        "realloc risk case",
        differs=uncertain("activities.A1.planned", 'low = "1/7/2564"\nhigh = "1/8/2564"'),
    ),
    Refusal(f"{CAPS} --dask {SCHEDULER}", said="Where Dask is not installed.", without="distributed"),
    Refusal(f"{CAPS} --dask http://10.0.0.5:8786", varies=r"(?<=known schemes: \[).+(?=\])"),
    Refusal(
        f"{CAPS} --dask {SCHEDULER}",
        said="A scheduler that has no workers.",
        cluster={"processes": False, "n_workers": 0},
    ),
    Refusal(
        f"{CAPS} --dask {SCHEDULER}",
        said="A worker where highspy is not installed.",
        cluster={"n_workers": 1, "preload": "import sys\nsys.modules['highspy'] = None\n"},
    ),
)

# Python, where `realloc` is imported.
PROGRAMS = (
    'realloc.load_case("case", settings={"unit": 0.1})',
    'realloc.check("case").to_pandas("activites")',
    'realloc.compare("case", workers=0)',
    'realloc.sweep("case", {"covid.cap": [5, 50]}, out="rows.txt")',
    'realloc.hedge("case", by="best")',
    'realloc.convert("case", "new", "ods")',
    'realloc.json_schema("plans")',
)
