"""Files as offices have them, made by the programs that they use: read as meant, or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cases import ACTIVITY, write_case
from openpyxl import Workbook
from xlsxwriter import Workbook as Written

from realloc.case.load import load_case
from realloc.case.records import Case
from realloc.errors import InputError

HEADER = ["id", *ACTIVITY, "planned"]


def row(**cells: Any) -> list[Any]:
    return [({"id": "A1"} | ACTIVITY | {"planned": None} | cells)[name] for name in HEADER]


def by_openpyxl(
    folder: Path, rows: list[list[Any]], change: Callable[[Workbook], None] = lambda book: None
) -> Path:
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    change(book)
    write_case(folder, files={"activities.csv": None})
    book.save(folder / "activities.xlsx")
    return folder


def by_xlsxwriter(
    folder: Path, rows: list[list[Any]], change: Callable[[Any], None] = lambda book: None
) -> Path:
    write_case(folder, files={"activities.csv": None})
    with Written(str(folder / "activities.xlsx")) as book:
        change(book)
        sheet = book.add_worksheet("data")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in cells])
    return folder


def csv_of(folder: Path, content: bytes) -> Path:
    return write_case(folder, files={"activities.csv": content})


def codes(folder: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        load_case(folder)
    return [finding.code for finding in refused.value.findings]


def lines(separator: str = ",") -> str:
    rows = [HEADER, row(name="กิจกรรม"), row(id="A2", name="กิจกรรม")]
    return "\r\n".join(separator.join(str(cell or "") for cell in cells) for cells in rows) + "\r\n"


def ids(case: Case) -> list[str]:
    return [activity.id for activity in case.activities]


# workbooks


def test_the_first_sheet_that_is_seen_is_the_one_that_is_read(tmp_path: Path) -> None:
    def behind(book: Workbook) -> None:
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("ข้อมูล")
        for cells in (HEADER, row(id="A7")):
            shown.append(cells)

    assert ids(load_case(by_openpyxl(tmp_path, [["old"], ["x"]], behind))) == ["A7"]


def test_a_sheet_named_for_its_table_is_read_though_it_is_hidden(tmp_path: Path) -> None:
    def named(book: Workbook) -> None:
        hidden = book.create_sheet("กิจกรรม")
        hidden.sheet_state = "hidden"
        for cells in (HEADER, row(id="A8")):
            hidden.append(cells)

    assert ids(load_case(by_openpyxl(tmp_path, [["old"]], named))) == ["A8"]


def test_a_chart_on_a_sheet_of_its_own_is_no_table(tmp_path: Path) -> None:
    def charted(book: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=data!$H$2:$H$3"})
        book.add_chartsheet("กราฟ").set_chart(chart)

    assert ids(load_case(by_xlsxwriter(tmp_path, [HEADER, row()], charted))) == ["A1"]


def test_hidden_rows_filters_protection_and_colours_change_nothing(tmp_path: Path) -> None:
    def dressed(book: Workbook) -> None:
        sheet = book.active
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A1:J3"
        sheet.freeze_panes = "B2"
        sheet.protection.sheet = True
        book.security.lockStructure = True

    rows = [HEADER, row(), row(id="A2")]
    assert ids(load_case(by_openpyxl(tmp_path, rows, dressed))) == ["A1", "A2"]


@pytest.mark.parametrize("code", [1234567890123456, 10**15, 98765432109876543210])
def test_a_code_that_a_spreadsheet_has_cut_is_refused(code: int, tmp_path: Path) -> None:
    for make in (by_openpyxl, by_xlsxwriter):
        assert codes(make(tmp_path, [HEADER, row(id=code)])) == ["code-digits"]
    assert ids(load_case(by_openpyxl(tmp_path, [HEADER, row(id=str(code))]))) == [str(code)]
    assert ids(load_case(by_openpyxl(tmp_path, [HEADER, row(id=10**15 - 1)]))) == ["9" * 15]


@pytest.mark.parametrize(
    "cell",
    [
        date(2021, 6, 15), datetime(2021, 6, 15), datetime(2564, 6, 15), 44362, "15/06/2564", "๑๕/๐๖/๒๕๖๔",
        "2564-06-15", "15 มิ.ย. 2564", "15 มิถุนายน 2564", " 15/6/2564 ",
    ],
)  # fmt: skip
def test_a_day_is_the_same_day_however_it_is_kept(cell: Any, tmp_path: Path) -> None:
    (activity,) = load_case(by_openpyxl(tmp_path, [HEADER, row(planned=cell)])).activities
    assert activity.planned == date(2021, 6, 15)


@pytest.mark.parametrize(
    ("cell", "satang"),
    [
        (1000, 100000), (1000.5, 100050), (827300.1, 82730010), ("๑,๐๐๐.๕๐", 100050), ("฿1,000.50", 100050),
        ("1,000.- ", 100000), ("๑,๐๐๐ บาทถ้วน", 100000), (0.1 + 0.2 + 999.7, 100000),
    ],
)  # fmt: skip
def test_an_amount_is_exact_however_it_is_kept(cell: Any, satang: int, tmp_path: Path) -> None:
    (activity,) = load_case(by_openpyxl(tmp_path, [HEADER, row(budget=cell)])).activities
    assert activity.budget == satang


@pytest.mark.parametrize(
    "cell", ["(1,000.00)", "-200", "−200", -200, "1.000,50", "1,00,000", 1000.005, True, "#REF!"]
)
def test_an_amount_that_is_not_exact_or_below_zero_is_refused(cell: Any, tmp_path: Path) -> None:
    (code,) = codes(by_openpyxl(tmp_path, [HEADER, row(budget=cell)]))
    assert code.startswith("money") or code == "cell-error"


def test_a_total_below_the_table_and_merged_cells_are_told_by_their_rows(tmp_path: Path) -> None:
    total = ["รวม", *[None] * (len(HEADER) - 1)]
    rows = [HEADER, row(), row(id="A2", project=None), total]
    folder = by_openpyxl(tmp_path, rows, lambda book: book.active.merge_cells("C2:C3"))
    with pytest.raises(InputError) as refused:
        load_case(folder)
    places = {(finding.row, finding.column) for finding in refused.value.findings}
    assert (3, "project") in places and {where for where, _ in places} == {3, 4}


# CSV


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("mark", ["sep={}\r\n", '"sep={}"\r\n', "SEP={}\n"])
def test_the_line_that_tells_excel_the_separator_is_taken_at_its_word(
    separator, mark, tmp_path: Path
) -> None:
    content = mark.format(separator) + lines(separator)
    case = load_case(csv_of(tmp_path, content.encode("utf-8-sig")))
    assert ids(case) == ["A1", "A2"] and case.notices == ()
    wrong = content.replace("1000.00", "many", 1)
    with pytest.raises(InputError) as refused:
        load_case(csv_of(tmp_path, wrong.encode()))
    assert [finding.row for finding in refused.value.findings] == [2]  # as Excel counts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_way_in_which_excel_saves_text_is_read(encoding, ends, tmp_path: Path) -> None:
    content = lines().replace("\r\n", ends).encode(encoding)
    case = load_case(csv_of(tmp_path, content))
    assert [activity.name for activity in case.activities] == ["กิจกรรม", "กิจกรรม"]
    assert [notice.code for notice in case.notices] == (["encoding-guess"] if encoding == "cp874" else [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_text_that_does_not_say_how_it_is_written_is_one_error(encoding, tmp_path: Path) -> None:
    assert codes(csv_of(tmp_path, lines().encode(encoding))) == ["encoding"]
