"""`realloc propose`, and `realloc verify` of what it printed: what is printed, and what is not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from cases import write_case
from docx import Document
from test_cli_commands import CHOOSING, IMPOSSIBLE, run

from realloc.report.paper.printing import WRITERS

LATE = {"what_if": {"late": "[calendar]\ndecision = 2021-09-30\n", "late-2": 'title = "2"\n'}}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "choosing", **CHOOSING | LATE)


def papers(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def test_a_paper_is_printed_in_every_form_and_each_is_borne_out(case, tmp_path):
    files = [tmp_path / f"paper{suffix}" for suffix in WRITERS]
    asked = [word for file in files for word in ("-o", file)]
    result = run("propose", case, *asked, "--compare", "late, late-2", "--set", "unit=10")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [f"Written to {file}." for file in files]
    for file in files:
        checked = run("verify", file, "--lang", "en")
        assert (checked.exit_code, checked.stdout) == (
            0,
            "The plan holds: checked against choosing, scenario base.\n",
        )
        document = json.loads(run("verify", file, "--json").stdout)
        assert (document["holds"], document["problems"]) == (True, [])


def test_the_paper_is_thai_whatever_the_locale_and_messages_are_the_locale_s(case, tmp_path):
    file = tmp_path / "paper.md"
    result = run("propose", case, "-o", file, env={"LANG": "en_GB.UTF-8"})
    assert result.stderr == f"Written to {file}.\n"
    assert file.read_text("utf-8").startswith("# บันทึกข้อความ")
    assert run("propose", case, "-o", file, "--lang", "en", "--thai-digits").exit_code == 0
    assert file.read_text("utf-8").startswith("# MEMORANDUM") and "๕๐๐.๐๐" in file.read_text("utf-8")


def test_json_says_what_was_printed_where(case, tmp_path):
    file = tmp_path / "paper.md"
    result = run("propose", case, "-o", file, "--json", "--lang", "en")
    document = json.loads(result.stdout)
    assert document["schema"] == "realloc.paper/1"
    assert document["files"] == [str(file)]
    assert document["plan"]["fingerprint"] in file.read_text("utf-8")
    assert document["case"]["fingerprint"] in file.read_text("utf-8")


def test_the_same_request_prints_the_same_bytes(case, tmp_path):
    for name in ("one", "two"):
        assert (
            run("propose", case, "-o", tmp_path / f"{name}.docx", "-o", tmp_path / f"{name}.pdf").exit_code
            == 0
        )
    for suffix in ("docx", "pdf"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_a_plan_made_before_is_printed_as_the_same_paper(case, tmp_path):
    plan, one, two = tmp_path / "plan.json", tmp_path / "one.md", tmp_path / "two.md"
    assert run("plan", case, "-s", "late", "-o", plan, "--lang", "th").exit_code == 0
    assert run("propose", case, "--plan", plan, "-o", one, "--lang", "en").exit_code == 0
    assert run("propose", case, "-s", "late", "-o", two, "--lang", "en").exit_code == 0
    assert one.read_bytes() == two.read_bytes()
    other = run("propose", case, "--plan", plan, "-s", "base", "-o", one)
    assert other.exit_code == 2 and "scenario late" in other.stderr


def test_a_plan_that_does_not_hold_or_whose_case_has_changed_is_not_printed(case, tmp_path):
    plan, file = tmp_path / "plan.json", tmp_path / "paper.docx"
    run("plan", case, "-o", plan)
    written = plan.read_text("utf-8")
    plan.write_text(written.replace('"500.00"', '"500.01"', 1), "utf-8")
    refused = run("propose", case, "--plan", plan, "-o", file)
    assert refused.exit_code == 1 and "nothing is made of it" in refused.stderr and "500.01" in refused.stderr
    plan.write_text(written, "utf-8")
    with (case / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write("[release]\ncancelled = 0.9\n")
    refused = run("propose", case, "--plan", plan, "-o", file, "--lang", "th")
    assert refused.exit_code == 1 and "จึงไม่นำไปใช้" in refused.stderr
    assert not file.exists()


def test_without_transfers_or_a_plan_there_is_no_paper(tmp_path):
    nothing = write_case(tmp_path / "nothing", activities=[{}])
    none = write_case(tmp_path / "none", **CHOOSING, toml=IMPOSSIBLE)
    for folder, why in ((nothing, "moves no money"), (none, "No plan keeps these rules together")):
        result = run("propose", folder, "-o", tmp_path / "paper.docx")
        assert (result.exit_code, result.stdout) == (1, "")
        assert why in result.stderr
    assert papers(tmp_path) == []


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["-o", "paper.txt"], "expected one of .docx, .html, .md, .pdf, .xlsx"),
        (["-o", "paper.docx", "--date", "31/6/2564"], "--date: "),
        (["-o", "paper.docx", "--date", "soon"], "expected a date"),
        (["-o", "paper.pdf", "--template", "t.docx"], "ends in .docx"),
        (["-o", "paper.docx", "--template", "missing.docx"], "No such file"),
        (["-o", "paper.docx", "--compare", "lat"], 'Did you mean "late"?'),
        (["-o", "paper.docx", "-s", "lat"], 'Did you mean "late"?'),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(case, tmp_path, monkeypatch, asked, why):
    monkeypatch.chdir(tmp_path)
    result = run("propose", case, *asked)
    assert result.exit_code == 2
    assert why in result.stderr
    assert papers(tmp_path) == []


def template(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_office_s_template_is_filled_and_the_annexes_follow(case, tmp_path):
    form, file = tmp_path / "memo.docx", tmp_path / "paper.docx"
    loop = ("{%p for line in lines %}", "{{ line.id }} = {{ line.name }}", "{%p endfor %}")
    form.write_bytes(template("เรื่อง {{ subject }}", *loop, "รวม {{ transferred }} ({{ transferred_words }})"))
    assert run("propose", case, "-o", file, "--template", form).exit_code == 0
    texts = [p.text for p in Document(file).paragraphs]
    assert texts[0].startswith("เรื่อง ขอความเห็นชอบ")
    assert texts[1].startswith("A1 = กิจกรรม")
    assert "รวม 500.00 (ห้าร้อยบาทถ้วน)" in texts
    assert any(text.startswith("เอกสารแนบ 7") for text in texts)
    assert run("verify", file).exit_code == 0
    first = file.read_bytes()
    with (case / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write('[paper]\ntemplate = "own.docx"\n')
    (case / "own.docx").write_bytes(form.read_bytes())
    assert run("propose", case, "-o", file).exit_code == 0
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (template("{{ subjct }}"), "'subjct' is undefined"),
        (template("{{ ''.__class__.__mro__ }}"), "unsafe"),
        (template("{% for x in lines %}"), "endfor"),
        (b"not a Word file", "not a Word file"),
        (b"PK\x03\x04", "not a Word file"),
    ],
)
def test_a_template_that_asks_for_what_there_is_not_is_refused(case, tmp_path, content, why):
    form, file = tmp_path / "memo.docx", tmp_path / "paper.docx"
    form.write_bytes(content)
    result = run("propose", case, "-o", file, "--template", form)
    assert result.exit_code == 2 and why in result.stderr
    assert not file.exists()


# Papers read back against their case


@pytest.fixture
def printed(case, tmp_path) -> Path:
    file = tmp_path / "paper.md"
    assert run("propose", case, "-o", file, "--compare", "late", "--lang", "en").exit_code == 0
    return file


def changed(file: Path, old: str, new: str, count: int = 1) -> str:
    written = file.read_text("utf-8")
    assert old in written
    file.write_text(written.replace(old, new, count), "utf-8")
    result = run("verify", file, "--lang", "en")
    assert result.exit_code == 1
    return result.stdout


def test_a_changed_transfer_is_named_with_what_it_was(printed):
    row = next(
        line
        for line in printed.read_text("utf-8").splitlines()
        if line.startswith("| 1 | A1 ") and "R1" in line
    )
    for old, new in (
        ("500.00", "600.00"),
        ("500.00", "500.01"),
        ("500.00", "5oo.oo"),
        ("A1 ", "A2 "),
        ("R1 ", "R2 "),
    ):
        good = printed.read_text("utf-8")
        told = changed(printed, row, row.replace(old, new, 1))
        assert told.startswith("The plan does not hold: 1 problem.\n- Transfers one by one, 1 A1, "), told
        assert f"found {new.strip()}" in told
        printed.write_text(good, "utf-8")


def test_a_transfer_that_stands_twice_is_named(printed):
    row = next(
        line
        for line in printed.read_text("utf-8").splitlines()
        if line.startswith("| 1 | A1 ") and "R1" in line
    )
    told = changed(printed, row, f"{row}\n{row.replace('| 1 |', '| 2 |')}")
    assert "Transfers one by one: the row 2 A1 → R1 is not of this plan." in told


def test_a_changed_fingerprint_scenario_or_setting_is_named(printed):
    import re

    prints = re.findall(r"sha256:[0-9a-f]{64}", printed.read_text("utf-8"))
    good = printed.read_text("utf-8")
    for found in prints:
        told = changed(printed, found, found[:-4] + "0000")
        assert "problem" in told and "0000" in told
        printed.write_text(good, "utf-8")
    told = changed(printed, "| Scenario | base |", "| Scenario | late |")
    assert "scenario" in told.lower() or "fingerprint" in told.lower()


def test_a_compared_scenario_is_planned_again(printed):
    row = next(line for line in printed.read_text("utf-8").splitlines() if line.startswith("| late "))
    told = changed(printed, row, row.replace("0.00", "7.00", 1))
    assert told.count("\n- ") == 1 and "Scenarios compared, late" in told


def test_a_paper_is_refused_once_its_case_has_changed(case, printed):
    with (case / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write("[release]\ncancelled = 0.9\n")
    result = run("verify", printed, "--lang", "en")
    assert result.exit_code == 1
    assert "the case has changed since it was made" in result.stdout


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_is_no_paper_cannot_be_verified(tmp_path, suffix):
    file = tmp_path / f"other{suffix}"
    file.write_bytes(b"# Something else\n")
    result = run("verify", file, "--lang", "en")
    assert result.exit_code == 2
    assert str(file) in result.stderr
    assert run("verify", tmp_path / f"missing{suffix}").exit_code == 2


def test_a_proof_goes_with_a_plan_only(printed):
    result = run("verify", printed, "--certificate", printed)
    assert result.exit_code == 2 and "not with a paper" in result.stderr
