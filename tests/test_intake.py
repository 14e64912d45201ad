"""Reports brought into a case: what is read, what is compared, what is written and what is left alone."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from cases import ACTIVITY, write_case
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from typer.testing import CliRunner

from realloc import money
from realloc.case.load import load_case, load_folder
from realloc.cli.app import app
from realloc.errors import InputError
from realloc.intake.difference import Difference, compare
from realloc.intake.grid import clean_cell, read_grid
from realloc.intake.mapping import read_map
from realloc.intake.rows import Report, read_report
from realloc.intake.written import check_written, updated
from realloc.report.terminal.intake import import_page
from realloc.report.terminal.page import Page

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
SAMPLE = EXAMPLE / "import" / "disbursement-2564-05.csv"
SAMPLE_MAP = EXAMPLE / "import" / "map.toml"
MAP = """
[columns]
id = "code"
budget = "after transfers"
obligated = ["PO", "reserved"]
disbursed = "paid"
[new]
name = "n"
project = "p"
agency = "a"
category = "operating"
nature = "works"
status = "in_progress"
[[skip]]
column = "code"
starts = "sum"
[total]
column = "code"
is = "all"
"""
HEADINGS = ("code", "after transfers", "PO", "reserved", "paid")


def run(*args: object):
    return CliRunner().invoke(app, ["import", *map(str, args)])


def sheet(path: Path, rows: list[tuple[object, ...]]) -> Path:
    """Write rows as the file's suffix says."""
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return path


def mapped(folder: Path, content: str = MAP) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "map.toml").write_text(content, encoding="utf-8")
    return folder / "map.toml"


def read(folder: Path, rows: list[tuple[object, ...]], content: str = MAP, name: str = "r.csv") -> Report:
    mapping = read_map(mapped(folder, content))
    return read_report(read_grid(sheet(folder / name, rows), mapping.sheet), mapping)


def difference(report: Path, map_file: Path, case: Path) -> Difference:
    mapping = read_map(map_file)
    raw = load_folder(case)
    found = read_report(read_grid(report, mapping.sheet), mapping)
    return compare(found, mapping, raw.tables["activities"], {"reserves": raw.tables["reserves"]})


def codes(error: pytest.ExceptionInfo[InputError]) -> list[tuple[str, int | None, str]]:
    return [(finding.code, finding.row, finding.column) for finding in error.value.findings]


# the sample


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("width", [80, 160])
def test_the_sample_s_page(golden: Callable[[str, str], None], lang, width) -> None:
    mapping = read_map(SAMPLE_MAP)
    report = read_report(read_grid(SAMPLE, mapping.sheet), mapping)
    found = difference(SAMPLE, SAMPLE_MAP, EXAMPLE)
    page = import_page(report, mapping, found, EXAMPLE.name, Page(lang, width))
    golden(f"report/import.{lang}.{width}.txt", page)


def test_the_sample_says_that_it_is_made_up_and_leaves_the_case_alone() -> None:
    assert "ไม่ใช่รายงานจริง" in SAMPLE.read_text("utf-8-sig").splitlines()[0]
    assert "no official layout is claimed" in SAMPLE_MAP.read_text("utf-8")
    assert len(load_case(EXAMPLE).activities) == 23


def test_the_sample_brought_in_and_planned_again(tmp_path: Path) -> None:
    case = shutil.copytree(EXAMPLE, tmp_path / "case")
    before = load_case(case)
    assert run(SAMPLE, "--map", SAMPLE_MAP, "--into", case, "--write").exit_code == 0
    after = load_case(case)
    assert [a.id for a in after.activities] == [*(a.id for a in before.activities), "0760016400049001"]
    by_id = {activity.id: activity for activity in after.activities}
    assert (by_id["A04"].disbursed, by_id["A18"].obligated) == (150_000_000, 98_225_000)
    assert by_id["0760016400049001"].agency == "สำนักงานพัฒนาชุมชนจังหวัดเพชรบุรี"
    assert by_id["A19"] == next(a for a in before.activities if a.id == "A19")
    assert sum(a.disbursed for a in after.activities) == 3_085_739_050 + by_id["A19"].disbursed


# writing only what was asked for


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--dry-run"], 0, "Nothing was written (--dry-run)."),
        ([], 2, "add --write."),
        (["--dry-run", "--write"], 2, "choose one of the two."),
    ],
)
def test_nothing_is_written_unasked(tmp_path: Path, options, code, said) -> None:
    case = shutil.copytree(EXAMPLE, tmp_path / "case")
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    result = run(SAMPLE, "--map", SAMPLE_MAP, "--into", case, *options)
    assert result.exit_code == code
    assert said in result.stderr.replace("\n", " ")
    assert before == {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}


def test_what_changes_nothing_needs_no_leave(tmp_path: Path) -> None:
    case = shutil.copytree(EXAMPLE, tmp_path / "case")
    run(SAMPLE, "--map", SAMPLE_MAP, "--into", case, "--write")
    result = run(SAMPLE, "--map", SAMPLE_MAP, "--into", case)
    assert (result.exit_code, result.stderr) == (0, "Nothing changes; nothing was written.\n")


def test_a_new_folder_becomes_a_case_that_can_be_planned(tmp_path: Path) -> None:
    assert run(SAMPLE, "--map", SAMPLE_MAP, "--into", tmp_path / "new").exit_code == 0
    case = load_case(tmp_path / "new")
    assert case.title == "สถานะการเบิกจ่าย ณ 31 พฤษภาคม 2564 (ตัวอย่าง)"
    assert (len(case.activities), case.reserves) == (23, ())
    assert (tmp_path / "new" / "activities.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]


def test_a_folder_that_is_no_case_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("x")
    result = run(SAMPLE, "--map", SAMPLE_MAP, "--into", tmp_path / "letters", "--write")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "holds no case.toml" in result.stderr.replace("\n", " ")


def test_a_case_without_activities_gets_them(tmp_path: Path) -> None:
    case = shutil.copytree(EXAMPLE, tmp_path / "case")
    (case / "activities.csv").unlink()
    assert run(SAMPLE, "--map", SAMPLE_MAP, "--into", case).exit_code == 0
    assert len(load_case(case).activities) == 23


def test_activities_that_cannot_be_read_come_first(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"budget": "much"}])
    result = run(SAMPLE, "--map", SAMPLE_MAP, "--into", case, "--write")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("activities.csv, row 2, budget: ")


def test_the_document_has_the_same_as_the_page(tmp_path: Path) -> None:
    case = shutil.copytree(EXAMPLE, tmp_path / "case")
    result = run(SAMPLE, "--map", SAMPLE_MAP, "--into", case, "--dry-run", "--json")
    document = json.loads(result.stdout)
    assert document["schema"] == "realloc.import/1"
    assert document["rows"] == {"used": 25, "skipped": 14, "activities": 23}
    assert document["changed"][0] == {
        "id": "A04", "column": "disbursed", "before": "438500.00", "after": "1500000.00"
    }  # fmt: skip
    assert [row["id"] for row in document["added"]] == ["0760016400049001"]
    assert (document["missing"], document["unchanged"]) == (["A19"], 19)
    assert document["sums"][2] == {"column": "disbursed", "imported": "30857390.50", "stated": "30857390.50"}
    assert {row["why"] for row in document["skipped"]} == {
        "above the headings", "ยอดรวมย่อยของโครงการ", "หัวข้อโครงการ"
    }  # fmt: skip


# laws

SATANG = st.integers(0, 10**11)
PARTS = st.lists(st.tuples(SATANG, SATANG, SATANG), min_size=1, max_size=3)
SPENT = st.dictionaries(st.sampled_from(["01", "002", "A1", "รหัส-3"]), PARTS, min_size=1)


def as_report(spent, forms) -> list[tuple[str, ...]]:
    """Rows as a report prints them: titles, a row for each part, subtotals, a blank row and a total."""
    write = [money.baht, money.decimal, lambda satang: money.baht(satang) if satang else "-"]
    rows: list[tuple[str, ...]] = [("A report",), (), HEADINGS]
    total = [0, 0, 0, 0]
    for number, (code, parts) in enumerate(spent.items()):
        for paid, ordered, free in parts:
            amounts = (paid + ordered + free, ordered // 3, ordered - ordered // 3, paid)
            total = [one + other for one, other in zip(total, amounts, strict=True)]
            rows.append((code, *(write[(number + forms) % 3](amount) for amount in amounts)))
        rows.append((f"sum of {code}", *("1.00",) * 4))
    return [*rows, ("",) * 5, ("all", *map(money.baht, total)), ("printed today", "", "", "", "")][:-1]


def spent_by(spent) -> dict[str, tuple[int, int, int]]:
    """Budget, obligated and disbursed of each code, worked out without the importer."""
    sums = {code: [sum(column) for column in zip(*parts, strict=True)] for code, parts in spent.items()}
    return {code: (paid + ordered + free, ordered, paid) for code, (paid, ordered, free) in sums.items()}


def money_of(case: Path) -> dict[str, tuple[int, int, int]]:
    return {a.id: (a.budget, a.obligated, a.disbursed) for a in load_case(case).activities}


@settings(max_examples=25)
@given(SPENT, st.integers(0, 2), st.sampled_from(["r.csv", "r.xlsx"]))
def test_what_a_report_spends_is_what_the_case_says_to_the_satang(tmp_path_factory, spent, forms, name):
    folder = tmp_path_factory.mktemp("law")
    report = sheet(folder / name, as_report(spent, forms))
    assert run(report, "--map", mapped(folder), "--into", folder / "case").exit_code == 0
    assert money_of(folder / "case") == spent_by(spent)
    again = run(report, "--map", folder / "map.toml", "--into", folder / "case")
    assert (again.exit_code, again.stderr) == (0, "Nothing changes; nothing was written.\n")


TEXTS = st.sampled_from(["", "ถนน, สะพาน", 'a "b"', "=1+1", "two\nlines", " -5", "x"])
KNOWN = st.dictionaries(st.sampled_from(["01", "002", "B7", "B8"]), st.tuples(TEXTS, SATANG), min_size=1)


@settings(max_examples=40)
@given(KNOWN, SPENT, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "cp874"]))
def test_an_update_leaves_all_else_as_it_was(tmp_path_factory, known, spent, newline, encoding):
    folder = tmp_path_factory.mktemp("law")
    case = write_case(folder / "case")
    rows = [
        ACTIVITY
        | {"id": code, "note": note, "keep": "1,000.00", "budget": money.baht(budget), "disbursed": "0"}
        for code, (note, budget) in known.items()
    ]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, rows[0], lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    file = case / "activities.csv"
    file.write_bytes(stream.getvalue().encode(encoding))
    before = load_case(case).activities
    lines = file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(newline.encode() + b'"')
    report = sheet(folder / "r.csv", as_report(spent, 0))
    found = difference(report, mapped(folder), case)
    assert run(report, "--map", folder / "map.toml", "--into", case, "--write").exit_code == 0
    after = {activity.id: activity for activity in load_case(case).activities}
    kept = [row_id for row_id in after if row_id in known]
    assert kept == [activity.id for activity in before]
    for activity in before:
        now = after[activity.id]
        assert (now.name, now.note, now.keep, now.tags) == (
            activity.name, activity.note, activity.keep, activity.tags
        )  # fmt: skip
        if activity.id not in spent:
            assert now == activity
    assert money_of(case).items() >= spent_by(spent).items()
    assert {row_id for row_id, _ in found.missing} == known.keys() - spent.keys()
    if not any("obligated" in cells for cells in (*found.changed.values(), *found.added)):
        content = file.read_bytes()
        for code, line in zip(known, lines[1:], strict=True):
            assert code in spent or line.rstrip(newline.encode()) in content


def test_whole_lines_keep_their_bytes(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    head = "รหัส;name;project;agency;category;nature;status;งบประมาณ;disbursed;ผูกพัน;หมายเหตุ"
    kept = 'B1;"ก";p;a;งบลงทุน;works;in_progress;" 1,000.5 ";0;;"x; y"'
    lines = [head, kept, "01;ถนน;p;a;operating;works;in_progress;5;1;0;เดิม"]
    (case / "activities.csv").write_bytes(
        "\r\n".join(lines).replace(";", ",").replace("x, y", "x").encode("cp874")
    )
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("01", "5", "2", "1", "2"), ("all", "5", "2", "1", "2")])
    assert run(report, "--map", mapped(tmp_path), "--into", case, "--write").exit_code == 0
    written = (case / "activities.csv").read_bytes().decode("cp874").split("\r\n")
    assert written[0] == head.replace(";", ",")
    assert written[1] == kept.replace(";", ",").replace("x, y", "x")
    assert written[2:] == ["01,ถนน,p,a,operating,works,in_progress,5,2.00,3.00,เดิม", ""]


def test_what_windows_874_cannot_hold_turns_the_file_into_utf_8(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"id": "B1"}])
    (case / "activities.csv").write_bytes((case / "activities.csv").read_text("utf-8").encode("cp874"))
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("é1", "5", "0", "0", "0"), ("all", "5", "0", "0", "0")])
    assert run(report, "--map", mapped(tmp_path), "--into", case, "--write").exit_code == 0
    assert [a.id for a in load_case(case).activities] == ["B1", "é1"]
    assert load_case(case).activities[0].name == ACTIVITY["name"]


# workbooks


def workbook_case(folder: Path) -> Path:
    case = write_case(folder / "case")
    (case / "activities.csv").unlink()
    book = Workbook()
    book.active.title = "Notes"
    page = book.create_sheet("activities")
    rows = [ACTIVITY | {"id": "01", "obligated": None}, ACTIVITY | {"id": "B1", "obligated": None}]
    page.append(list(rows[0]))
    for row in rows:
        page.append([float(v) if k in ("budget", "disbursed") else v for k, v in row.items()])
    page["G2"].number_format = page["G3"].number_format = "#,##0.00"
    page["A1"].comment = Comment("รหัส", "x")
    choice = DataValidation(type="list", formula1='"works,service"')
    choice.add("E2:E50")
    page.add_data_validation(choice)
    book.save(case / "activities.xlsx")
    return case


def test_a_workbook_keeps_its_formats_notes_and_sheets(tmp_path: Path) -> None:
    case = workbook_case(tmp_path)
    rows = [HEADINGS, ("01", "2000.10", "2", "1", "2"), ("=cmd|x", "5", "0", "0", "0")]
    report = sheet(tmp_path / "r.csv", [*rows, ("all", "2005.10", "2", "1", "2")])
    result = run(report, "--map", mapped(tmp_path), "--into", case, "--write")
    assert result.exit_code == 0
    assert money_of(case) == {
        "01": (200_010, 300, 200), "B1": (100_000, 0, 20_000), "=cmd|x": (500, 0, 0)
    }  # fmt: skip
    book = load_workbook(case / "activities.xlsx")
    page = book["activities"]
    assert book.sheetnames == ["Notes", "activities"]
    assert page["A1"].comment.text == "รหัส"
    assert page.data_validations.dataValidation[0].formula1 == '"works,service"'
    headings = [cell.value for cell in page[1]]
    budget = headings.index("budget") + 1
    assert page.cell(2, budget).value == 2000.1
    assert page.cell(4, budget).number_format == page.cell(3, budget).number_format
    code = page.cell(4, headings.index("id") + 1)
    assert (code.value, code.data_type) == ("=cmd|x", "s")


def test_a_workbook_with_formulas_is_left_as_it_is(tmp_path: Path) -> None:
    case = workbook_case(tmp_path)
    book = load_workbook(case / "activities.xlsx")
    book["Notes"]["A1"] = "=1+1"
    book.save(case / "activities.xlsx")
    before = (case / "activities.xlsx").read_bytes()
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("01", "5", "2", "1", "2"), ("all", "5", "2", "1", "2")])
    result = run(report, "--map", mapped(tmp_path), "--into", case, "--write")
    assert result.exit_code == 2
    assert "holds formulas" in result.stderr
    assert (case / "activities.xlsx").read_bytes() == before


def test_a_parquet_table_is_left_as_it_is(tmp_path: Path) -> None:
    import pandas

    case = write_case(tmp_path / "case")
    (case / "activities.csv").unlink()
    pandas.DataFrame([ACTIVITY | {"id": "01"}]).to_parquet(case / "activities.parquet")
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("01", "5", "2", "1", "2"), ("all", "5", "2", "1", "2")])
    result = run(report, "--map", mapped(tmp_path), "--into", case, "--write")
    assert (result.exit_code, "Parquet" in result.stderr) == (2, True)


def test_in_csv_no_text_starts_a_formula(tmp_path: Path) -> None:
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("@A", "5", "0", "0", "0"), ("all", "5", "0", "0", "0")])
    assert run(report, "--map", mapped(tmp_path), "--into", tmp_path / "case").exit_code == 0
    assert (tmp_path / "case" / "activities.csv").read_text("utf-8").splitlines()[1].startswith("'@A,")
    assert load_case(tmp_path / "case").activities[0].id == "@A"


def test_what_does_not_read_back_is_not_written(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"id": "01"}])
    table = load_folder(case).tables["activities"]
    report = sheet(tmp_path / "r.csv", [HEADINGS, ("01", "9", "0", "0", "0"), ("all", "9", "0", "0", "0")])
    found = difference(report, mapped(tmp_path), case)
    (tmp_path / "activities.csv").write_bytes(updated(case / "activities.csv", table, found))
    check_written(tmp_path / "activities.csv", found, table)
    (tmp_path / "activities.csv").write_bytes((case / "activities.csv").read_bytes())
    with pytest.raises(InputError) as error:
        check_written(tmp_path / "activities.csv", found, table)
    assert codes(error) == [("import-lost", None, "")]


# maps


def test_codes_are_text_and_keep_or_get_their_zeros(tmp_path: Path) -> None:
    rows = [HEADINGS, ("0012", "5", "0", "0", "0"), ("7", "5", "0", "0", "0"), ("all", "10", "0", "0", "0")]
    assert list(read(tmp_path, rows).lines) == ["0012", "7"]
    assert list(read(tmp_path, rows, f"{MAP}\n[digits]\nid = 4\n").lines) == ["0012", "0007"]


def test_a_code_that_a_spreadsheet_has_spoilt_is_refused(tmp_path: Path) -> None:
    rows = [HEADINGS, ("7.6E+15", "5", "0", "0", "0"), ("all", "5", "0", "0", "0")]
    with pytest.raises(InputError) as error:
        read(tmp_path, rows)
    assert codes(error) == [("code-digits", 2, "code")]


def test_headings_may_take_two_rows_and_ids_two_columns(tmp_path: Path) -> None:
    content = MAP.replace('"code"', '["fund", "item code"]', 1).replace("after transfers", "budget now")
    content = content.replace('"paid"', '"spent paid"').replace('["PO", "reserved"]', '"spent PO"')
    content = content.replace('column = "code"', 'column = "fund"')
    rows = [
        ("fund", "item", "budget", "", "spent", ""),
        ("", "code", "now", "first", "PO", "paid"),
        ("F1", "01", "9", "8", "1", "2"),
        ("F2", "01", "9", "8", "3", "-"),
        ("all", "", "18", "", "4", "2"),
    ]
    report = read(tmp_path, rows, f"[report]\nheader = [1, 2]\n{content}")
    assert {i: line.values["obligated"] for i, line in report.lines.items()} == {"F1-01": 100, "F2-01": 300}
    assert report.unused == ["budget first"]


def test_words_are_replaced_by_exact_text_first_then_by_pattern(tmp_path: Path) -> None:
    content = MAP.replace('id = "code"', 'id = "code"\ncategory = "kind"\nname = "name"').replace(
        'name = "n"\n', ""
    )
    content += '[values.category]\n"64113*" = "capital"\n"6411399" = "งบเงินอุดหนุน"\n'
    rows = [
        (*HEADINGS, "kind", "name"),
        ("1", "5", "0", "0", "0", "6411320", "ถนน\u200b  สาย\n1"),
        ("2", "5", "0", "0", "0", "6411399", "x"),
        ("all", "10", "0", "0", "0", "", ""),
    ]
    lines = read(tmp_path, rows, content).lines
    assert [line.values["category"] for line in lines.values()] == ["capital", "subsidy"]
    assert lines["1"].values["name"] == "ถนน สาย 1"


def test_constants_hold_for_all_rows_and_new_only_for_new_ones(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"id": "01", "agency": "old", "name": "mine"}])
    content = MAP.replace('id = "code"', 'id = "code"\nname = "name"').replace('agency = "a"\n', "")
    content = f'[report]\nkeep = ["name"]\n{content}[constants]\nagency = "office"\n'
    rows = [(*HEADINGS, "name")]
    rows += [(code, "1000", "0", "0", "200", "theirs") for code in ("01", "02")]
    report = sheet(tmp_path / "r.csv", [*rows, ("all", "2000", "0", "0", "400", "")])
    assert run(report, "--map", mapped(tmp_path, content), "--into", case, "--write").exit_code == 0
    seen = [(a.id, a.name, a.agency, a.project) for a in load_case(case).activities]
    assert seen == [("01", "mine", "office", "tourism"), ("02", "theirs", "office", "p")]


def test_rows_of_one_id_agree_or_the_first_is_taken(tmp_path: Path) -> None:
    content = MAP.replace('id = "code"', 'id = "code"\nagency = "office"').replace('agency = "a"\n', "")
    rows = [(*HEADINGS, "office"), *[("1", "5", "0", "0", "0", office) for office in ("a", "", "b")]]
    rows.append(("all", "15", "0", "0", "0", ""))
    with pytest.raises(InputError) as error:
        read(tmp_path, rows, content)
    assert codes(error) == [("rows-differ", 4, "office")]
    lines = read(tmp_path, rows, f'[report]\ndiffering = "first"\n{content}').lines
    assert (lines["1"].values["agency"], lines["1"].rows) == ("a", (2, 3, 4))


def test_an_amount_that_is_not_there_is_an_error_or_zero_as_the_map_says(tmp_path: Path) -> None:
    rows = [HEADINGS, ("1", "5", "", "-", "1"), ("all", "5", "-", "-", "1")]
    with pytest.raises(InputError) as error:
        read(tmp_path, rows)
    assert codes(error) == [("amount-empty", 2, "PO")]
    lines = read(tmp_path, rows, f'[report]\nempty = "zero"\n{MAP}').lines
    assert lines["1"].values["obligated"] == 0


def test_every_error_of_a_report_is_said_at_once(tmp_path: Path) -> None:
    rows = [HEADINGS, ("1", "x", "0", "0", "0"), ("2", "-5", "0", "0", "1.005"), ("", "5", "0", "0", "0")]
    with pytest.raises(InputError) as error:
        read(tmp_path, rows)
    assert codes(error) == [
        ("money", 2, "after transfers"),
        ("money-negative", 3, "after transfers"),
        ("money-decimals", 3, "paid"),
        ("missing", 4, "code"),
    ]


def test_amounts_that_contradict_each_other_are_found_at_the_report_s_row(tmp_path: Path) -> None:
    rows = [HEADINGS, ("1", "5", "3", "3", "0"), ("all", "5", "3", "3", "0")]
    report = sheet(tmp_path / "r.csv", rows)
    result = run(report, "--map", mapped(tmp_path), "--into", tmp_path / "case")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("r.csv, row 2, after transfers: disbursed and obligated add up to 6.00")
    assert not (tmp_path / "case").exists()


def test_an_id_that_a_reserve_has_is_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    rows = [HEADINGS, ("R1", "5", "0", "0", "0"), ("all", "5", "0", "0", "0")]
    result = run(sheet(tmp_path / "r.csv", rows), "--map", mapped(tmp_path), "--into", case, "--write")
    assert result.exit_code == 2
    assert "R1" in result.stderr


def test_every_error_of_a_map_is_said_at_once_with_what_was_meant(tmp_path: Path) -> None:
    content = """
colums = 1
[columns]
idd = "x"
budget = 5
[report]
keep = ["naem"]
empty = "nought"
[new]
category = "capitl"
[[skip]]
column = "x"
contians = "y"
"""
    with pytest.raises(InputError) as error:
        read_map(mapped(tmp_path, content))
    said = [finding.render() for finding in error.value.findings]
    assert [line.split(":")[0] for line in said] == [
        "map.toml, colums",
        "map.toml, columns.idd",
        "map.toml, columns.budget",
        "map.toml, skip.1.contians",
        "map.toml, skip.1",
        "map.toml, columns.id",
        "map.toml, report.empty",
        "map.toml, report.keep",
        "map.toml, new.category",
    ]  # fmt: skip
    for meant in ("columns", "name", "contains", "capital"):
        assert any(f'Did you mean "{meant}"' in line for line in said), meant


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_encodings_are_found(tmp_path: Path, separator) -> None:
    content = "\n".join(
        separator.join(row) for row in [HEADINGS, ("ก1", "5", "0", "0", "0"), ("all",) + ("5",) * 4]
    )
    (tmp_path / "r.csv").write_bytes(content.encode("cp874"))
    mapping = read_map(mapped(tmp_path, MAP.split("[total]")[0]))
    report = read_report(read_grid(tmp_path / "r.csv", ""), mapping)
    assert list(report.lines) == ["ก1", "all"]
    assert [notice.code for notice in report.notices] == ["encoding-guess"]


def test_the_sheet_that_the_map_names_is_read(tmp_path: Path) -> None:
    book = Workbook()
    page = book.create_sheet("พ.ค. 64")
    for row in (HEADINGS, ("1", Decimal("5.10"), 0, 0, 0), ("all", 5.1, 0, 0, 0)):
        page.append(row)
    book.save(tmp_path / "r.xlsx")
    mapping = read_map(mapped(tmp_path, f'[report]\nsheet = "พ.ค. 64"\n{MAP}'))
    assert (
        read_report(read_grid(tmp_path / "r.xlsx", mapping.sheet), mapping).lines["1"].values["budget"] == 510
    )
    with pytest.raises(InputError) as error:
        read_grid(tmp_path / "r.xlsx", "พ.ค.64")
    assert error.value.findings[0].nearest == "พ.ค. 64"


@given(st.text())
def test_a_clean_cell_is_one_line_and_stays_as_it_is(text: str) -> None:
    cell = clean_cell(text)
    assert clean_cell(cell) == cell
    assert not {"\n", "\u200b", "  "} & {cell, *cell, *(cell[i : i + 2] for i in range(len(cell)))}


def test_the_page_shows_text_that_changes_as_text(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", activities=[{"id": "01", "name": "[bold]x"}])
    content = MAP.replace('id = "code"', 'id = "code"\nname = "name"')
    rows = [(*HEADINGS, "name"), ("01", "1000", "0", "0", "200", "[red]y"), ("all",) + ("",) * 5]
    result = run(
        sheet(tmp_path / "r.csv", rows), "--map", mapped(tmp_path, content), "--into", case, "--dry-run"
    )
    assert "[bold]x" in result.stdout
    assert "[red]y" in result.stdout
    assert "Other cells that change (1)" in result.stdout


@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_workbook_that_holds_both_tables_is_updated_in_its_sheet(lang: str, tmp_path: Path) -> None:
    case = tmp_path / "case"
    started = CliRunner().invoke(app, ["init", str(case), "--example", "--xlsx", "--lang", lang])
    assert started.exit_code == 0
    before = load_case(case)
    sample = EXAMPLE / "import"
    report, mapping = sample / "disbursement-2564-05.csv", sample / "map.toml"
    assert run(report, "--map", mapping, "--into", case, "--write").exit_code == 0
    after = load_case(case)
    assert len(after.activities) == len(before.activities) + 1 and after.reserves == before.reserves
    again = run(report, "--map", mapping, "--into", case)
    assert again.exit_code == 0 and "1 new" not in again.stdout
