"""Files made to do harm: refused or harmless, within the memory and time that the guide states."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from cases import TOML, write_case
from gallery import HEADER, ROW, workbook
from test_cli_commands import run

from realloc.case import grid, overlay, parquets, workbooks
from realloc.case.load import load_case
from realloc.errors import InputError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)


def codes(folder: Path, *args: Any) -> list[str]:
    with pytest.raises(InputError) as refused:
        load_case(folder, *args)
    return [finding.code for finding in refused.value.findings]


def sheet(rows: str, before: str = "", after: str = "") -> dict[str, bytes]:
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return {SHEET: f'<?xml version="1.0"?>{before}{body}'.encode()}


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A workbook that Excel could have written, but for these parts."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook(HEADER, (*ROW, 1, 0)))) as sound, ZipFile(made, "w", ZIP_DEFLATED) as out:
        for name in sound.namelist():
            out.writestr(name, parts.get(name) or sound.read(name))
    return made.getvalue()


def case_of(tmp_path: Path, book: bytes) -> Path:
    return write_case(tmp_path / "case", files={"activities.csv": None, "activities.xlsx": book})


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e8 SYSTEM "file:///etc/passwd">]>'
LAUGH = '<row><c t="inlineStr"><is><t>&e8;</t></is></c></row>'
MANY = workbooks.MOST_TAGS + 1


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (lambda: sheet(LAUGH, LAUGHS), "unreadable"),
        (lambda: sheet(LAUGH, OUTSIDE), "unreadable"),
        (lambda: {"xl/workbook.xml": f"{LAUGHS}<x>&e8;</x>".encode()}, "unreadable"),
        (lambda: sheet(f"<row>{'<c/>' * MANY}</row>"), "too-many"),
        (lambda: sheet("", after="<mergeCell/>" * MANY), "too-many"),
        (
            lambda: {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{"<xf/>" * MANY}</styleSheet>'.encode()},
            "too-many",
        ),
        (lambda: sheet(f"<row><c {'a' * workbooks.LONGEST_TAG}='1'/></row>"), "too-many"),
        (lambda: sheet(f"<row><c t='str'><v>{'x' * workbooks.LONGEST_TAG}</v></c></row>"), "too-many"),
        (lambda: sheet("<row/>" * (2 * grid.MOST_LINES + 1)), "too-many"),
        (lambda: sheet(f"<row>{HEADINGS}</row>" + '<row><c r="XFD2"/></row>' * 400), "too-many"),
        (lambda: {SHEET: b"<?xml version='1.0' encoding='cp037'?><a/>"}, "too-many"),
        (lambda: sheet("<row>"), "unreadable"),
        (lambda: {"xl/workbook.xml": b"<a/>"}, "unreadable"),
    ],
)
def test_workbooks_that_swell_are_refused(
    parts: Callable[[], dict[str, bytes]], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = with_parts(parts())
    assert len(book) < 1_000_000
    monkeypatch.setattr(workbooks, "MOST_CELLS", 5_000_000 if len(book) > 5_000 else 1_000_000)
    assert codes(case_of(tmp_path, book)) == [code]


def test_a_sheet_of_another_name_is_measured_and_a_picture_is_not(tmp_path: Path) -> None:
    tags = b"<c/>" * MANY
    made = BytesIO(with_parts({}))
    with ZipFile(made, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG" + tags)
    assert len(load_case(case_of(tmp_path, made.getvalue())).activities) == 1
    for start in (b"", b"\xef\xbb\xbf", b" " * 2_000):
        made = BytesIO(with_parts({}))
        with ZipFile(made, "a", ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/image2.png", start + tags)
        assert codes(case_of(tmp_path, made.getvalue())) == ["too-many"]


def test_a_row_far_down_and_a_sheet_that_claims_a_million_are_no_matter(tmp_path: Path) -> None:
    rows = f'<row r="1">{HEADINGS}</row><row r="1000000000"><c r="A1000000000"><v>1</v></c></row>'
    assert load_case(case_of(tmp_path, with_parts(sheet(rows)))).activities == ()


def test_a_text_stored_once_cannot_be_used_a_million_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST_TEXT", 1000)
    assert codes(case_of(tmp_path, workbook(HEADER, *[(*ROW[:1], "x" * 50, *ROW[2:], 1, 0)] * 20))) == [
        "too-many"
    ]
    monkeypatch.undo()
    long = "x" * (grid.LONGEST_CELL + 1)
    rows = f'<row>{HEADINGS}</row><row><c t="inlineStr"><is><t>{long}</t></is></c></row>'
    assert codes(case_of(tmp_path, with_parts(sheet(rows)))) == ["cell-huge"]


def test_a_zip_of_many_parts_or_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for number in range(workbooks.MOST_PARTS + 1):
            archive.writestr(f"{number}", b"")
    assert codes(case_of(tmp_path, made.getvalue())) == ["too-large"]
    zeros = bytearray(with_parts({SHEET: b" " * 5_000_000}))
    where = zeros.index(b"PK\x01\x02", zeros.index(b"PK\x01\x02"))
    while SHEET.encode() not in zeros[where : where + 100]:
        where = zeros.index(b"PK\x01\x02", where + 1)
    zeros[where + 24 : where + 28] = (10).to_bytes(4, "little")
    assert codes(case_of(tmp_path, bytes(zeros))) == ["unreadable"]


def parquet(folder: Path, columns: dict[str, Any], **how: Any) -> Path:
    import pyarrow
    from pyarrow import parquet

    write_case(folder)
    (folder / "activities.csv").unlink()
    parquet.write_table(pyarrow.table(columns), folder / "activities.parquet", **how)
    return folder


def test_parquet_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow

    monkeypatch.setattr(parquets, "MOST_CELLS", 100_000)
    nothing = parquet(tmp_path / "rows", {"id": pyarrow.nulls(100_000)})
    assert (nothing / "activities.parquet").stat().st_size < 1_000
    assert codes(nothing) == ["too-many"]
    lists = pyarrow.array([[None] * 100_000], pyarrow.list_(pyarrow.int8()))
    assert codes(parquet(tmp_path / "lists", {"tags": lists})) == ["too-many"]
    long = "x" * (4 * grid.LONGEST_CELL + 1)
    assert codes(parquet(tmp_path / "cell", {"id": [long]})) == ["cell-huge"]
    monkeypatch.setattr(parquets, "MOST_TEXT", 1_000)
    assert codes(parquet(tmp_path / "often", {"id": ["x" * 100] * 50})) == ["too-many"]
    found = codes(parquet(tmp_path / "nested", {"id": ["A1"], "budget": [{"a": [{"b": 2}]}]}))
    assert "money" in found


def test_csv_that_swells_is_refused(tmp_path: Path) -> None:
    before = csv.field_size_limit(10_000_000)  # as some libraries do for all
    for content in ("\n" * (grid.MOST_LINES + 1), "," * (grid.MOST_CELLS + 1), f'"{"x" * 200_000}"'):
        folder = write_case(tmp_path, files={"activities.csv": content})
        assert codes(folder)[0] in ("too-many", "cell-huge")
    with (tmp_path / "activities.csv").open("wb") as stream:
        stream.truncate(grid.LARGEST_MB * 1_000_000 + 1)
    assert codes(tmp_path) == ["too-large"]
    assert csv.field_size_limit(before) == 10_000_000
    with (tmp_path / "case.toml").open("wb") as stream:
        stream.truncate(6_000_000)
    assert codes(tmp_path) == ["too-large", "too-large"]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(f"key{n} = 1" for n in range(20_000)),
        "\n".join(f"[rules.r{n}]\ntype = 'x{n}'" for n in range(3_000)),
        f"{'k' * 100_000} = 1",
        f"currency = '{'x' * 1_000_000}",
        f"unit = {'9' * 4_000}",
        f"unit = 0.{'9' * 100_000}",
        "unit = 1e999999999",
        f"a = {'[' * 20_000}",
        f"a{'.a' * 20_000} = 1",
        "[covid]\ncap = 0x" + "f" * 4_000,
        "[calendar]\nas_of = 99999-01-01",
    ],
)
def test_toml_that_swells_is_refused_or_harmless(content: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path, files={"case.toml": f"{content}\n{TOML}"})
    assert codes(folder)


def test_a_key_of_many_parts_never_reaches_the_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dots = f"title = '{'ลงชื่อ' + '.' * 300}'\ncurrency = '{'a.b, ' * 200}'\n" + TOML.partition("\n")[2]
    assert load_case(write_case(tmp_path, files={"case.toml": dots})).title.endswith("...")
    monkeypatch.setattr(overlay.tomllib, "loads", lambda *args, **kwargs: pytest.fail("it would take long"))
    for key in ("a" + ".a" * 101, "a" + " . 'a'" * 101, f"x = {{b = 1, a{'.a' * 101}"):
        write_case(tmp_path, files={"case.toml": f"{key} = 1"})
        assert codes(tmp_path) == ["toml-deep"]


def test_names_that_would_be_commands_markup_or_pages_stay_names(tmp_path: Path) -> None:
    name = "=cmd|' /C calc'!A0 [bold red]x[/] <script>alert(1)</script> {found} %s \\n ${HOME}"
    folder = write_case(tmp_path / "case", [{"name": name, "status": "cancelled"}], [{"name": name}])
    for command in ("check", "plan", "compare"):
        result = run(command, folder, env={"COLUMNS": "400"})
        assert (result.exit_code, result.stderr) == (0, "")
    assert name in run("check", folder, env={"COLUMNS": "400"}).stdout


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u202a", "\x1b[31m", "\x00", "\ufffe", "\u0085"])
def test_what_turns_writing_round_is_refused_wherever_it_stands(sign: str, tmp_path: Path) -> None:
    folder = write_case(
        tmp_path, [{"name": f"a{sign}b"}], toml=f'[projects.x]\nname = "a\\u{ord(sign[0]):04x}b"\n'
    )
    assert codes(folder) == ["control", "control"]
    shown = run("check", folder).stdout
    assert all(ch.isprintable() or ch == "\n" for ch in shown)


def test_marks_that_nobody_sees_make_no_second_id(tmp_path: Path) -> None:
    assert (
        codes(write_case(tmp_path, [{"id": "A1"}, {"id": "A\u200b1"}, {"id": "A1\u200f"}]))
        == ["id-twice"] * 2
    )


def test_nothing_outside_the_case_is_asked_for_by_extends_or_a_name(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("title = 'secret'", encoding="utf-8")
    for name in ("../../secret", "/etc/passwd", "..", "..\\secret", "a/b", "s\0", "C:secret", ".hidden"):
        folder = write_case(
            tmp_path / "case",
            what_if={"s": f"extends = {name!r}".replace("\\x00", "\\u0000").replace("'", '"')},
        )
        assert codes(folder, "s")[0] in ("scenario-name", "toml-syntax")
        assert codes(folder, name) == ["scenario-name"]


def test_scenarios_that_extend_each_other_end(tmp_path: Path) -> None:
    long = {f"s{n}": f'extends = "s{n + 1}"' for n in range(300)} | {"s300": 'extends = "s0"'}
    assert codes(write_case(tmp_path, what_if=long), "s0") == ["scenario-cycle"]


@pytest.mark.parametrize("place", ["case.toml", "what-if/s.toml", "activities.csv"])
def test_pipes_and_devices_are_not_waited_for(place: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path, what_if={"s": ""})
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        (folder / place).unlink()
        make(folder / place)
        expected = "table-missing" if place == "activities.csv" else "file-special"
        assert codes(folder, "s") == [expected]


def test_a_link_shows_no_more_of_a_file_than_a_case_of_it_would(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("first line of a secret\nroot:x:0:0\n" * 50, encoding="utf-8")
    folder = write_case(tmp_path / "case", what_if={"s": ""})
    (folder / "what-if" / "s.toml").unlink()
    (folder / "what-if" / "s.toml").symlink_to(tmp_path / "secret")
    result = run("convert", folder, tmp_path / "new", "--to", "csv")
    assert result.exit_code == 2
    assert "secret" not in result.stderr
    assert not (tmp_path / "new").exists()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from realloc.cli import main
main()
"""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_worst_that_is_still_parsed_keeps_within_memory_and_time(form: str, tmp_path: Path) -> None:
    """As many blank-ish rows as are read, every one of them wrong."""
    if form == "xlsx":
        folder = case_of(
            tmp_path, with_parts(sheet(f"<row>{HEADINGS}</row>" + "<row><c><v>1</v></c></row>" * 5_000))
        )
    else:
        folder = write_case(
            tmp_path / "case", files={"activities.csv": ",".join(HEADER) + "\n" + "x,,,,,,,,\n" * 20_000}
        )
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "plan", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 21
    assert "more; `realloc check" in done.stderr


KILLED = """
import os, signal, sys
from pathlib import Path

def killed(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

{failpoint}
from realloc.cli import main
main()
"""
SYNC = "os.fsync = killed"
MOVE = "Path.replace = Path.rename = os.replace = os.rename = killed"
WRITE = "Path.write_bytes = killed"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Path]:
    """A folder with a case and files that a command may be about to replace."""
    write_case(tmp_path / "case", [{"status": "cancelled"}])
    for name in ("plan.json", "proof.json", "report.txt"):
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "report.csv").write_text("code,paid\nA1,300\nA2,5\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(
        '[columns]\nid = "code"\ndisbursed = "paid"\n[new]\nname = "n"\nproject = "p"\nagency = "a"\n'
        'category = "operating"\nnature = "works"\nstatus = "in_progress"\nbudget = 500\n',
        encoding="utf-8",
    )
    yield tmp_path


@pytest.mark.parametrize(
    ("words", "failpoint"),
    [
        ("plan case -o plan.json --certificate proof.json", SYNC),
        ("plan case -o plan.json --certificate proof.json", MOVE),
        ("check case -o report.txt", MOVE),
        ("convert case new --to xlsx", WRITE),
        ("convert case new --to xlsx", MOVE),
        ("convert case empty --to csv", MOVE),
        ("init new --xlsx", WRITE),
        ("init new --example", MOVE),
        ("import report.csv --map map.toml --into case --write", SYNC),
        ("import report.csv --map map.toml --into new --write", MOVE),
        ("export case -o new", MOVE),
        ("propose case -o report.docx -o report.html", MOVE),
    ],
)
def test_a_command_that_is_killed_leaves_every_file_as_it_was(
    words: str, failpoint: str, there: Path
) -> None:
    before = tree(there)
    code = KILLED.format(failpoint=failpoint)
    done = subprocess.run(
        [sys.executable, "-c", code, *words.split()], cwd=there, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    after = {name: content for name, content in tree(there).items() if "/.realloc-" not in f"/{name}"}
    assert after == before
    assert not (there / "new").exists()


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
from realloc.cli import main
main()
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("plan case -o plan.json", "plan.json"),
        ("plan case -o plan.json --certificate proof.json", "proof.json"),
        ("plan case -o flows.svg", "flows.svg"),
        ("plan case --frontier score,lines --plans new", "new"),
        ("compare case -o report.txt", "report.txt"),
        ("propose case -o paper.docx", "paper.docx"),
        ("convert case new --to xlsx", "new"),
        ("convert case empty --to parquet", "empty"),
        ("export case -o new", "new"),
        ("init new --example", "new"),
        ("init new --xlsx", "new"),
        ("sweep case --vary covid.cap=5,50 -o rows.parquet --workers 1", "rows.parquet"),
        ("import report.csv --map map.toml --into case --write", "case/activities.csv"),
    ],
)
def test_a_full_disk_is_told_by_the_file_asked_for_and_changes_none(
    words: str, place: str, there: Path
) -> None:
    before = tree(there)
    command = [sys.executable, "-c", FULL, *words.split(), "--lang", "th"]
    done = subprocess.run(command, cwd=there, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"{place}: ไฟล์ใหญ่เกินกว่าที่ระบบให้เขียน")
    journal = {name: content for name, content in tree(there).items() if name.endswith(".part")}
    assert {name: content for name, content in tree(there).items() if name not in journal} == before
    assert bool(journal) is words.startswith("sweep")  # to go on with
    assert not (there / "new").exists()
