"""The workbook that planners fill in, and workbooks that other programs write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cases import ACTIVITY, RESERVE, TOML, write_case
from gallery import workbook as written
from hypothesis import given
from hypothesis import strategies as st
from office import converted
from openpyxl import load_workbook
from test_cli_commands import run

from realloc.case import aliases
from realloc.case.columns import REQUIRED, TABLES
from realloc.case.grid import float_text
from realloc.case.load import load_case, load_folder
from realloc.case.records import Case
from realloc.errors import InputError
from realloc.report.workbook import note, workbook

ROWS = {
    "activities": [
        {
            "id": "007",
            "budget": "827300.10",
            "planned": "2021-07-01",
            "online": "yes",
            "release_share": "0.25",
        },
        {"name": "=1+1", "note": "#N/A", "project": "'=x", "agency": "_x0041_ [b]", "tags": "ก;ข"},
        {"name": "บรรทัดหนึ่ง\nบรรทัดสอง", "budget": "999999999999999.99", "feasibility": "infeasible"},
    ],
    "reserves": [{"score": "12.3456", "rank": 1, "requires": "R2", "min_cost": "0.01"}, {"rank": 2}],
}


def example(folder: Path) -> Case:
    return load_case(write_case(folder, ROWS["activities"], ROWS["reserves"]))


def book_of(folder: Path, lang: Any = "th") -> bytes:
    return workbook(list(load_folder(folder).tables.values()), lang)


def case_with(folder: Path, book: bytes) -> Path:
    """A case whose tables are in this workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(TOML, encoding="utf-8")
    (folder / "case.xlsx").write_bytes(book)
    return folder


def rows_of(case: Case) -> tuple[Any, ...]:
    return case.activities, case.reserves, case.fingerprint


@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_is_written_reads_back(lang: str, tmp_path: Path) -> None:
    expected = example(tmp_path / "csv")
    read = load_case(case_with(tmp_path / "xlsx", book_of(tmp_path / "csv", lang)))
    assert rows_of(read) == rows_of(expected)
    assert read.notices == ()


def test_what_excel_would_take_for_an_escape_is_written_as_one(tmp_path: Path) -> None:
    """Excel shows `_x0041_` as A, and a line break of old Macs as `_x000D_`."""
    example(tmp_path)
    with ZipFile(BytesIO(book_of(tmp_path))) as archive:
        assert b"_x005F_x0041_ [b]" in archive.read("xl/worksheets/sheet1.xml")
    row = ACTIVITY | {"name": "ก_x000D_\nข"}
    assert one_activity(tmp_path / "x", written(("id", *row), ("A1", *row.values()))).name == "ก\nข"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_it_says_everything_that_helps_to_fill_it(lang: str, tmp_path: Path) -> None:
    example(tmp_path)
    book = load_workbook(BytesIO(book_of(tmp_path, lang)))
    thai = [aliases.SHEETS[name][0] for name in TABLES]
    assert book.sheetnames == (thai if lang == "th" else list(TABLES))
    for sheet, (name, columns) in zip(book.worksheets, TABLES.items(), strict=True):
        assert sheet.freeze_panes == "C2"
        heads = {cell.value.split("\n")[1]: cell for cell in sheet[1]}
        assert list(heads) == list(columns)
        for column in columns.values():
            head = heads[column.name]
            assert head.value.split("\n")[0] == aliases.COLUMNS[column.name][0]
            assert head.comment.text == note(column)
            assert ("ต้องกรอก" in head.comment.text) == (column.blank is REQUIRED)
        checks = sheet.data_validations.dataValidation
        lists = {str(c.sqref).split("2")[0]: c.formula1 for c in checks if c.type == "list"}
        for column in columns.values():
            letter = heads[column.name].column_letter
            if column.words or column.kind == "yes-no":
                offered = lists.pop(letter).strip('"').split(",")
                meant = {column.read(word) for word in offered}  # type: ignore[misc]
                assert meant == (set(column.words) or {True, False})
                assert all(word.isascii() == (lang == "en") for word in offered)
        assert lists == {}
        formats = {cell.value.split("\n")[1]: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
        money = "budget" if name == "activities" else "cost"
        assert (formats["id"], formats[money], formats["lead_days"]) == ("@", "#,##0.00", "#,##0")


def test_init_gives_a_workbook_to_fill_and_the_rows_of_the_example_on_request(tmp_path: Path) -> None:
    run("init", tmp_path / "blank", "--xlsx")
    run("init", tmp_path / "rows", "--xlsx", "--example")
    run("init", tmp_path / "csv", "--example")
    assert load_case(tmp_path / "blank").activities == load_case(tmp_path / "blank").reserves == ()
    assert load_case(tmp_path / "rows").fingerprint == load_case(tmp_path / "csv").fingerprint


def test_a_filled_workbook_is_a_case(tmp_path: Path) -> None:
    """A planner types numbers, dates, Thai words and codes with zeros, below the headings."""
    run("init", tmp_path / "mine", "--xlsx", "--lang", "th")
    file = tmp_path / "mine" / "case.xlsx"
    book = load_workbook(file)
    typed = {
        "id": "001", "name": "งานประเพณี", "project": "tourism", "agency": "จังหวัด", "category": "งบดำเนินงาน",
        "nature": "รวมคน", "status": "อยู่ระหว่างดำเนินการ", "budget": 827300.1, "disbursed": "๑๐๐ บาท",
        "planned": datetime(2021, 7, 1), "online": "ใช่", "participants": 50,
    }  # fmt: skip
    for cell in book["กิจกรรม"][1]:
        book["กิจกรรม"].cell(2, cell.column, typed.get(cell.value.split("\n")[1]))
    book.save(file)
    (row,) = load_case(tmp_path / "mine").activities
    assert (row.id, row.category, row.nature, row.status) == ("001", "operating", "gathering", "in_progress")
    assert (row.budget, row.disbursed, row.planned) == (82730010, 10000, date(2021, 7, 1))
    assert (row.online, row.participants, row.keep, row.run_days) == (True, 50, 0, 1)


def test_findings_name_a_heading_of_two_lines_on_one(tmp_path: Path) -> None:
    run("init", tmp_path, "--xlsx", "--lang", "th")
    book = load_workbook(tmp_path / "case.xlsx")
    sheet = book["กิจกรรม"]
    sheet["H2"], sheet["A2"], sheet["W1"], sheet["V1"] = "=1+1", "A1", "หมาย\nเหด", "งบประมาณ\nbudget"
    book.save(tmp_path / "case.xlsx")
    with pytest.raises(InputError) as refused:
        load_case(tmp_path)
    named = {(finding.code, finding.column or finding.found) for finding in refused.value.findings}
    assert {
        ("formula", "งบประมาณ budget"),
        ("column-unknown", "หมาย เหด"),
        ("column-twice", "budget"),
    } <= named
    assert any(finding.found == "งบประมาณ budget" for finding in refused.value.findings)


def test_findings_name_the_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "กิจกรรม"
    book.active.append(("id", *ACTIVITY))
    book.active.append(("A1", *(ACTIVITY | {"budget": "x"}).values()))
    reserves = book.create_sheet("Reserves")
    reserves.append(("id", *RESERVE))
    reserves.append(("A1", *RESERVE.values()))
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(InputError) as refused:
        load_case(case_with(tmp_path, stream.getvalue()))
    first, second = (finding.render() for finding in refused.value.findings)
    assert first.startswith('case.xlsx, sheet กิจกรรม, row 2, budget: found "x"; ')
    assert second.startswith(
        'case.xlsx, sheet Reserves, row 2, id: the id "A1" is already used in case.xlsx, '
    )
    document = run("check", tmp_path, "--json").stdout
    assert '"file": "case.xlsx",\n      "sheet": "กิจกรรม",' in document


@pytest.mark.parametrize(
    ("titles", "files", "codes"),
    [
        (["กิจกรรม", "โครงการสำรอง"], [], []),
        (["activities"], ["reserves.csv"], []),
        (["activities", "reserves"], ["reserves.csv"], ["table-twice"]),
        (["activities", "กิจกรรม", "reserves"], [], ["table-twice"]),
        (["activitys", "reserves"], [], ["table-missing"]),
        (["Sheet1"], ["activities.csv", "reserves.csv"], []),
    ],
)
def test_each_table_is_in_one_place(
    titles: list[str], files: list[str], codes: list[str], tmp_path: Path
) -> None:
    from openpyxl import Workbook

    folder = write_case(tmp_path)
    for name in {"activities.csv", "reserves.csv"} - set(files):
        (folder / name).unlink()
    book = Workbook()
    book.remove(book.active)
    for title in titles:
        sheet = book.create_sheet(title)
        shape = RESERVE if title in ("reserves", "โครงการสำรอง") else ACTIVITY
        sheet.append(("id", *shape))
        sheet.append((f"{len(shape)}", *shape.values()))
    book.save(folder / "case.xlsx")
    if not codes:
        case = load_case(folder)
        assert (len(case.activities), len(case.reserves)) == (1, 1)
        return
    with pytest.raises(InputError) as refused:
        load_case(folder)
    assert [finding.code for finding in refused.value.findings] == codes
    assert [f.nearest for f in refused.value.findings if f.code == "table-missing"] in ([], ["activitys"])


@given(st.integers(0, 10**13 - 1))
def test_every_amount_typed_in_excel_is_read_to_the_satang(satang: int) -> None:
    amount = Decimal(satang) / 100
    assert Decimal(float_text(float(amount))) == amount


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=30))
def test_a_sum_that_excel_worked_out_is_read_to_the_satang(satang: list[int]) -> None:
    total = sum(amount / 100 for amount in satang)
    assert Decimal(float_text(total)) == Decimal(sum(satang)) / 100


@given(st.integers(1, 10**13 - 1).filter(lambda mills: mills % 10))
def test_a_third_decimal_is_never_rounded_away(mills: int) -> None:
    assert Decimal(float_text(mills / 1000)) == Decimal(mills) / 1000


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (827300.1, "827300.1"),
        (0.1 + 0.2, "0.3"),
        (12345678901234.56, "12345678901234.56"),
        (1e15, "1000000000000000"),
        (1 / 3, "0.3333333333333333"),
        (1e-7, "0.0000001"),
        (50000000000.00299, "50000000000.00299"),
        (float("inf"), "inf"),
        (-0.5, "-0.5"),
    ],
)
def test_numbers_as_a_person_would_write_them(number: float, text: str) -> None:
    assert float_text(number) == text


def one_activity(tmp_path: Path, book: bytes) -> Any:
    return load_case(
        write_case(tmp_path, files={"activities.csv": None, "activities.xlsx": book})
    ).activities[0]


def test_a_date_of_the_buddhist_era_in_a_cell_is_read_and_said(tmp_path: Path) -> None:
    row = ACTIVITY | {"planned": datetime(2564, 7, 1)}
    book = written(("id", *row), ("A1", *row.values()))
    case = load_case(write_case(tmp_path, files={"activities.csv": None, "activities.xlsx": book}))
    assert case.activities[0].planned == date(2021, 7, 1)
    assert [n.code for n in case.notices] == ["date-guess"]


def xlsxwriter_book(rows: dict[str, list[tuple[Any, ...]]]) -> bytes:
    import xlsxwriter

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        thai_date = book.add_format({"num_format": "[$-107041E]d mmm yyyy"})
        accounting = book.add_format({"num_format": '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'})
        for title, lines in rows.items():
            sheet = book.add_worksheet(title)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(row, column, cell, thai_date)
                    elif isinstance(cell, tuple):
                        sheet.write_formula(row, column, cell[0], None, cell[1])
                    elif isinstance(cell, float):
                        sheet.write_number(row, column, cell, accounting)
                    else:
                        sheet.write(row, column, cell)
    return stream.getvalue()


def test_workbooks_of_another_writer_formulas_by_their_results(tmp_path: Path) -> None:
    activity = ACTIVITY | {
        "budget": ("=1000+0.1", 1000.1),
        "disbursed": 0.0,
        "planned": datetime(2021, 7, 1),
        "note": ('=CONCATENATE("ก","ข")', "กข"),
        "release_share": 0.25,
    }
    book = xlsxwriter_book(
        {
            "สารบัญ": [("อ่านก่อน",)],
            "โครงการสำรอง": [("id", *RESERVE), ("R1", *RESERVE.values())],
            "กิจกรรม": [("id", *activity), ("A1", *activity.values())],
        }
    )
    case = load_case(case_with(tmp_path, book))
    row = case.activities[0]
    assert (row.budget, row.disbursed, row.planned, row.note) == (100010, 0, date(2021, 7, 1), "กข")
    assert row.release_share == Decimal("0.25")
    assert case.notices == ()


def test_libreoffice_reads_our_workbook_and_saves_it_unchanged(tmp_path: Path) -> None:
    expected = example(tmp_path / "csv")
    ours = case_with(tmp_path / "ours", book_of(tmp_path / "csv"))
    assert rows_of(load_case(ours)) == rows_of(expected)
    again = tmp_path / "again"
    saved = converted(ours / "case.xlsx", "xlsx", again)
    book = load_workbook(saved)
    assert book.sheetnames == ["กิจกรรม", "โครงการสำรอง"]
    sheet = book["กิจกรรม"]
    assert "ต้องกรอก" in sheet["A1"].comment.text
    assert any("งบลงทุน" in (check.formula1 or "") for check in sheet.data_validations.dataValidation)
    (again / "case.toml").write_text(TOML, encoding="utf-8")
    assert rows_of(load_case(again)) == rows_of(expected)


def test_libreoffice_s_csv_of_our_workbook_is_the_same_table(tmp_path: Path) -> None:
    expected = example(tmp_path / "csv")
    file = case_with(tmp_path / "ours", book_of(tmp_path / "csv")) / "case.xlsx"
    # Every sheet to a file of its own: in UTF-8, separated by commas, texts in quotation marks, as shown.
    converted(file, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1", tmp_path)
    folder = write_case(tmp_path / "back")
    for name in TABLES:
        (tmp_path / f"case-{aliases.SHEETS[name][0]}.csv").replace(folder / f"{name}.csv")
    assert rows_of(load_case(folder)) == rows_of(expected)


def test_formulas_that_libreoffice_worked_out_are_read(tmp_path: Path) -> None:
    row = ACTIVITY | {"budget": "=SUM(1000,0.1)", "disbursed": "=1/3*3*100", "note": '=IF(1=1,"","x")'}
    folder = write_case(tmp_path / "case")
    (folder / "activities.csv").unlink()
    source = tmp_path / "source" / "activities.xlsx"
    source.parent.mkdir()
    source.write_bytes(written(("id", *row), ("A1", *row.values())))
    converted(source, "xlsx", folder)
    activity = load_case(folder).activities[0]
    assert (activity.budget, activity.disbursed, activity.note) == (100010, 10000, "")
