"""Reports, plans, proofs, templates and papers made to do harm: refused in words, before they unpack."""

from __future__ import annotations

import os
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from cases import write_case
from docx import Document
from gallery import HEADER, MAP, ROW, workbook
from test_cli_commands import run
from test_hostile import MAIN, SHEET, sheet, with_parts

from realloc.api import planfile
from realloc.case import grid, sheets
from realloc.errors import InputError
from realloc.intake import grid as intake
from realloc.intake.grid import read_grid
from realloc.report.paper import refusing
from realloc.report.paper.reading import read


def said(*words: object, codes: tuple[int, ...] = (2,)) -> str:
    """What a command says in Thai as it refuses: never that this is a bug."""
    result = run(*words, "--lang", "th")
    assert result.exit_code in codes, result.output
    assert "โปรดแจ้งผู้พัฒนา" not in result.stderr and "Traceback" not in result.stderr
    return result.stderr


# reports


def codes(report: Path, sheet: str = "") -> list[str]:
    with pytest.raises(InputError) as refused:
        read_grid(report, sheet)
    return [finding.code for finding in refused.value.findings]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("\n" * (grid.MOST_LINES + 1), "too-many"),
        ("\r" * (grid.MOST_LINES + 1), "too-many"),
        ("," * (grid.MOST_CELLS + 1), "too-many"),
        (";" * (grid.MOST_CELLS + 1), "too-many"),
        ("x\n" * (grid.MOST_ROWS + 1), "too-many"),
        (f'a,b\n1,"{"x" * 200_000}"', "cell-huge"),
        (f"a,b\n1,{'x' * 200_000}\n", "cell-huge"),
        ('a,b\n1,"x', "csv-syntax"),
    ],
)
def test_a_report_that_swells_is_refused(content, code, tmp_path: Path) -> None:
    assert codes(written(tmp_path, "r.csv", content)) == [code]


def test_a_report_is_measured_before_it_is_read(tmp_path: Path) -> None:
    for name in ("r.csv", "r.xlsx"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(grid.LARGEST_MB * 1_000_000 + 1)
        assert codes(tmp_path / name) == ["too-large"]
        (tmp_path / name).unlink()
        os.mkfifo(tmp_path / name)
        assert codes(tmp_path / name) == ["file-special"]
        (tmp_path / name).unlink()
        (tmp_path / name).mkdir()
        assert codes(tmp_path / name) == ["unreadable"]


def test_a_text_that_a_report_stores_once_is_not_used_a_million_times(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(grid, "MOST_TEXT", 1000)
    many = workbook(HEADER, *[(*ROW[:1], "x" * 50, *ROW[2:], 1, 0)] * 30)
    assert codes(written(tmp_path, "r.xlsx", many)) == ["too-many"]
    assert codes(written(tmp_path, "r.csv", f"{'x' * 50},1\n" * 30)) == ["too-many"]
    long = with_parts(sheet(f'<row><c t="inlineStr"><is><t>{"x" * 200_000}</t></is></c></row>'))
    assert codes(written(tmp_path, "l.xlsx", long)) == ["cell-huge"]


def test_reports_and_tables_have_one_reader() -> None:
    assert intake.csv_rows is sheets.csv_rows and intake.Texts is grid.Texts


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_quotation_mark_before_another_separator_is_no_fault(separator, tmp_path: Path) -> None:
    lines = [['"รหัส"', "a", '"b, c"'], ['"A1"', "1", '"2, 3"']]
    report = written(tmp_path, "r.csv", "\n".join(map(separator.join, lines)))
    assert read_grid(report, "").rows == [["รหัส", "a", "b, c"], ["A1", "1", "2, 3"]]


def test_a_map_that_swells_is_refused(tmp_path: Path) -> None:
    write_case(tmp_path / "case")
    report = written(tmp_path, "r.csv", "code\nA1\n")
    for content in (f"a = {'[' * 50_000}", "x" * 6_000_000, f"a{'.a' * 20_000} = 1", "[[skip]]\n" * 20_000):
        mapping = written(tmp_path, "map.toml", f"{content}\n{MAP}")
        assert said("import", report, "--map", mapping, "--into", tmp_path / "case", "--dry-run")


# plans and proofs


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1, "a": 2}',
        '{"b": {"a": 1, "a": 2}}',
        f'{{"a": {"9" * 5_000}}}',
        '{"a": "\\ud800"}',
        '{"case": {"name": "\\u0000"}, "scenario": {"name": "base"}}',
        '{"case": {"name": ".."}, "scenario": {"name": "base"}}',
        f'{{"case": {{"name": "{"x" * 5_000}"}}, "scenario": {{"name": "base"}}}}',
        '{"case": {"name": "x"}, "scenario": {"name": "../x"}, "settings": 5}',
        b"\xff\xfe",
        b"\0" * 100,
        "",
    ],
)
def test_a_plan_that_is_none_is_refused_wherever_one_is_given(content, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", [{"status": "cancelled"}])
    sound, other = tmp_path / "plan.json", written(tmp_path, "other.json", content)
    assert run("plan", case, "-o", sound, "--certificate", tmp_path / "proof.json").exit_code == 0
    assert "other.json" in said("verify", other)
    assert "other.json" in said("diff", sound, other)
    assert "other.json" in said("propose", case, "-o", tmp_path / "p.md", "--plan", other, codes=(1, 2))
    said("verify", sound, "--certificate", other, codes=(1, 2))


def test_a_plan_larger_than_any_is_not_taken_apart(tmp_path: Path, monkeypatch) -> None:
    plan = written(tmp_path, "plan.json", '{"a": [1, 2, 3]}')
    monkeypatch.setattr(planfile, "MOST_VALUES", 3)
    monkeypatch.setattr(planfile.json, "loads", lambda *_, **__: pytest.fail("it was taken apart"))
    assert "3" in said("verify", plan)
    monkeypatch.setattr(planfile, "LARGEST_MB", 0)
    assert said("verify", "/dev/zero")


# papers


def packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(body: str, before: str = "") -> bytes:
    """A Word file with this body."""
    made = BytesIO()
    Document().save(made)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    with ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {"word/document.xml": xml.encode()})


def pdf(stream: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page with this content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        f"<</Length {len(stream)}/Filter[{filters}]>>stream\n".encode() + stream + b"\nendstream",
    ]
    made = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return made + b"trailer<</Root 1 0 R>>\n%%EOF"


BLANKS = b" " * 60_000_000
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.docx", lambda: packed({"word/document.xml": b" " * (refusing.UNPACKED + 1)})),
        ("parts.docx", lambda: packed({str(number): b"" for number in range(refusing.MOST_PARTS + 1)})),
        ("tags.docx", lambda: word("<w:p/>" * (refusing.MOST_TAGS + 1))),
        ("laughs.docx", lambda: word("", '<!DOCTYPE x [<!ENTITY e "ha">]>')),
        ("hidden.docx", lambda: packed({"word/document.xml": "<a/>".encode("utf-16")})),
        ("merged.xlsx", lambda: with_parts(sheet(CELL, after='<mergeCell ref="A1:XFD1048576"/>'))),
        ("back.xlsx", lambda: with_parts(sheet(CELL, after='<mergeCell ref="XFD1048576:A1"/>'))),
        ("odd.xlsx", lambda: with_parts(sheet(CELL, after='<mergeCell ref="A:XFD"/>'))),
        ("far.xlsx", lambda: with_parts(sheet(CELL + '<row r="9999"><c r="XFD9999"><v>1</v></c></row>'))),
        ("cells.xlsx", lambda: with_parts(sheet("<row><c/></row>" * (refusing.MOST_CELLS + 1)))),
        ("formats.xlsx", lambda: with_parts({"xl/styles.xml": b"<xf/>" * (refusing.MOST_FORMATS + 1)})),
        ("bomb.pdf", lambda: pdf(zlib.compress(BLANKS, 9))),
        ("twice.pdf", lambda: pdf(zlib.compress(zlib.compress(BLANKS, 9), 9), "/FlateDecode/FlateDecode")),
        ("cells.md", lambda: b"|" * (refusing.MOST_CELLS + 1)),
        ("tags.html", lambda: b"<b>" * (2 * refusing.MOST_CELLS + 1)),
    ],
)  # fmt: skip
def test_a_paper_that_swells_is_refused(name, content, tmp_path: Path) -> None:
    made = content()
    assert len(made) < 7_000_000
    said("verify", written(tmp_path, name, made))


def test_a_paper_larger_than_any_is_not_read(tmp_path: Path) -> None:
    for kind in ("docx", "xlsx", "pdf", "html", "md"):
        file = tmp_path / f"large.{kind}"
        with file.open("wb") as stream:
            stream.truncate(refusing.LARGEST_MB * 1_000_000 + 1)
        assert "มีเนื้อหามากเกินกว่าที่เอกสารจะมี" in said("verify", file)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html", "md"])
def test_a_paper_cut_short_is_refused_or_read(kind, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", [{"status": "cancelled"}])
    paper = tmp_path / f"paper.{kind}"
    assert run("propose", case, "-o", paper).exit_code == 0
    content = paper.read_bytes()
    for share in (0, 0.1, 0.5, 0.9, 0.99):
        result = run("verify", written(tmp_path, f"cut.{kind}", content[: int(len(content) * share)]))
        assert result.exit_code in (0, 1, 2) and "bug" not in result.stderr, result.stderr


def test_what_papers_are_measured_by_lets_real_ones_through(tmp_path: Path) -> None:
    content = zlib.compress(b"0 0 m 0 90 l S")
    assert read(written(tmp_path, "sound.pdf", pdf(content))).tables == ()
    book = with_parts(sheet(CELL, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert read(written(tmp_path, "sound.xlsx", book)).passages
    assert read(written(tmp_path, "sound.docx", word("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))).passages
    assert MAIN.encode() in refusing.unpacked(book)[SHEET]


# templates


@pytest.mark.parametrize(
    "text",
    [
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 10 ** 10 }}",
        "{{ '%9999999999d' % 1 }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 1 / 0 }}",
        "{{ lines.append(1) }}",
        "{{ office",
        "{% if %}",
        "{{ title + 1 }}",
        "{{ nothing }}",
    ],
)
def test_a_template_asks_for_fields_and_nothing_else(text, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", [{"status": "cancelled"}])
    template = written(tmp_path, "memo.docx", word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    told = said("propose", case, "-o", tmp_path / "paper.docx", "--template", template)
    assert "เติมข้อมูลลงแม่แบบไม่ได้" in told
    assert not (tmp_path / "paper.docx").exists()


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", [{"status": "cancelled"}])
    for content in (
        b"",
        b"PK",
        packed({"x": b"y"}),
        word("", '<!DOCTYPE x [<!ENTITY e "ha">]>'),
        word("<w:p>"),
    ):
        template = written(tmp_path, "memo.docx", content)
        assert "ไม่ใช่ไฟล์ Word" in said("propose", case, "-o", tmp_path / "p.docx", "--template", template)
