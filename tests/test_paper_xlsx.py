"""The committee's workbook: live sums that agree with the plan, checks that turn red, and reading it back."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from papers import HOSTILE, hostile, moving_paper, sample
from programs import office, program

from realloc.errors import UsageError
from realloc.report.paper.comparing import differences
from realloc.report.paper.content import Paper
from realloc.report.paper.grids import grids
from realloc.report.paper.recognising import recognised
from realloc.report.paper.workbook import EXACT_DIGITS, added, added_where
from realloc.report.paper.xlsx import write
from realloc.report.paper.xlsx_grids import RIGHT, extra
from realloc.report.paper.xlsx_read import read

LARGEST = 10**EXACT_DIGITS - 1
# Sums that binary fractions would get wrong, and the largest that a workbook takes.
LARGE = [(n // 3, n % 4, 1_111_111_111_111 * (n + 1) + 99) for n in range(12)] + [(9, 9, 800_000_000_000_007)]
# Where ROUND(SUM()) is the formula, and the cents are such that no sum is exact in binary.
CENTS = [(n // 7, n % 9, 1_000_000_000 + 10 * n + 1) for n in range(120)]


def differing(paper: Paper, content: bytes) -> list[str]:
    seen = recognised(read(content))
    assert seen is not None
    return [difference.where for difference in differences(paper, seen)]


# What is written


@pytest.mark.parametrize("thai_digits", [False, True])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_table_is_read_back_as_the_paper_has_it(lang, thai_digits):
    paper = sample(lang, thai_digits=thai_digits)
    content = write(paper)
    seen = recognised(read(content))
    assert set(seen.tables) == {grid.key for grid in (*grids(paper), *extra(paper))}
    assert differing(paper, content) == []


@settings(max_examples=8, deadline=None)
@given(
    moves=st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, LARGEST // 49), min_size=1
    ),
    names=st.lists(st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)), min_size=1, max_size=5),
)
def test_whatever_the_amounts_and_names_are_the_workbook_says_what_the_paper_says(moves, names):
    paper = moving_paper([(i, j, amount) for (i, j), amount in moves.items()], names)
    assert differing(paper, write(paper)) == []


def test_the_same_paper_gives_the_same_bytes_without_a_clock():
    content = write(sample())
    assert content == write(sample())
    with ZipFile(BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(BytesIO(content)).properties
    assert properties.created == properties.modified == datetime(1980, 1, 1)


def test_no_text_from_a_file_starts_a_formula():
    book = load_workbook(BytesIO(write(hostile())))
    formulas = [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas
    for formula in formulas:
        assert re.match(r"=(ROUND|SUMPRODUCT|IF|'2 รายการโอน'!|'1 บัญชีโอน'!|'สรุป'!)", formula), formula
        assert "cmd" not in formula and "script" not in formula
    texts = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "s"]
    begins = [cell for cell in texts if cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in begins} >= {
        name for name in HOSTILE if name.startswith(("=", "+", "-", "@"))
    }
    assert all(cell.quotePrefix for cell in begins)


def test_an_amount_that_excel_would_round_is_refused():
    paper = moving_paper([(0, 0, LARGEST)])
    assert differing(paper, write(paper)) == []
    with pytest.raises(UsageError) as refused:
        write(moving_paper([(0, 0, LARGEST + 1)]))
    for lang in ("en", "th"):
        assert "10,000,000,000,000.00" in refused.value.message(lang)
        assert "9,999,999,999,999.99" in refused.value.message(lang)
    with pytest.raises(UsageError):  # no single transfer is too large, their sum is
        write(moving_paper([(0, 0, LARGEST), (1, 1, 1)]))


@given(st.lists(st.integers(0, 2**44), min_size=1, max_size=120))
def test_rounding_a_sum_mends_what_binary_fractions_lose_wherever_it_is_relied_on(amounts):
    total = sum(amounts)
    if "SUMPRODUCT" not in added("A1:A9", len(amounts), total):
        summed = 0.0
        for amount in amounts:
            summed += amount / 100
        assert round(summed, 2) == total / 100
    assert sum(float(round(amount / 100 * 100)) for amount in amounts) / 100 == total / 100


@pytest.mark.parametrize(("how_many", "amount"), [(100, 9_999_999_999_998), (999, 999_999_999_999)])
def test_where_rounding_would_not_mend_a_sum_whole_satang_are_added(how_many, amount):
    summed = 0.0
    for _ in range(how_many):
        summed += amount / 100
    total = how_many * amount
    assert round(summed, 2) != total / 100
    assert added("A1:A9", how_many, total) == "SUMPRODUCT(ROUND(A1:A9*100,0))/100"
    assert added_where("B1:B9", "B1", "A1:A9", how_many, total) == (
        "SUMPRODUCT((B1:B9=B1)*ROUND(A1:A9*100,0))/100"
    )


def test_a_sheet_is_set_up_to_be_printed_and_read_on_a_screen():
    book = load_workbook(BytesIO(write(sample())))
    assert book.sheetnames == [
        "สรุป", "1 บัญชีโอน", "2 รายการโอน", "3 โครงการที่ไม่ได้เสนอ", "3 เปรียบเทียบสถานการณ์",
        "4 ร่างมติ", "5 ข้อสมมติ", "6 ตรวจสอบ", "7 รายโครงการ",
    ]  # fmt: skip
    for sheet in book:
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
        assert page.fitToWidth in (None, 1)  # 1 where it is left out
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text.endswith("หน้า &P จาก &N")
        assert sample().audit.plan_fingerprint in sheet.oddFooter.left.text
    for name in ("1 บัญชีโอน", "2 รายการโอน"):
        assert book[name].print_title_rows == "$5:$5"
        assert book[name].freeze_panes == "A6"
    assert book["1 บัญชีโอน"]["E6"].number_format == "#,##0.00"
    assert book["6 ตรวจสอบ"].protection.sheet


def test_the_workbook_is_as_agreed(golden):
    """Every cell with its formula, so that a change in what people open is seen."""
    values, formulas = (load_workbook(BytesIO(write(sample())), data_only=only) for only in (True, False))
    lines = []
    for sheet in formulas:
        lines.append(f"## {sheet.title}")
        for row in sheet:
            for cell in row:
                if cell.value is not None:
                    shown = values[sheet.title][cell.coordinate].value
                    live = f"  {cell.value}" if cell.data_type == "f" else ""
                    lines.append(f"{cell.coordinate}: {shown}{live}")
        lines += [
            f"red {area.sqref}: {rule.formula[0]}"
            for area, rules in sheet.conditional_formatting._cf_rules.items()
            for rule in rules
        ]
    golden("report/paper-workbook.txt", "\n".join(lines) + "\n")


# What another program makes of it


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory) -> dict[str, Workbook]:
    """Workbooks without their values, so that LibreOffice has to work out every formula; some edited."""
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name, paper, edits in CASES:
        book = load_workbook(BytesIO(write(paper)))
        for sheet, cell, value in edits:
            book[sheet][cell] = value
        files.append(folder / f"{name}.xlsx")
        book.save(files[-1])
    out = folder / "out"
    office(files, "xlsx", out)
    return {name: load_workbook(out / f"{name}.xlsx", data_only=True) for name, _, _ in CASES}


LINES, MOVES, AUDIT, SUMMARY = "1 บัญชีโอน", "2 รายการโอน", "6 ตรวจสอบ", "สรุป"
CASES = (
    ("sample", sample(), ()),
    ("digits", sample(thai_digits=True), ()),
    ("hostile", hostile(), ()),
    ("large", moving_paper(LARGE), ()),
    ("cents", moving_paper(CENTS), ()),
    ("moved", sample(), [(MOVES, "D6", 4_472_000.01), (SUMMARY, "B10", 1)]),
    ("retyped", sample(), [(LINES, "E7", 1), (LINES, "H6", 4_348_001), (LINES, "F10", 1)]),
    ("mistyped", sample(), [(LINES, "F6", "5,652,000.00 บาท"), (MOVES, "H8", 1)]),
)  # fmt: skip


@pytest.mark.parametrize("name", ["sample", "hostile", "large", "cents"])
def test_formulas_recalculated_elsewhere_agree_to_the_satang(recalculated, name):
    paper = next(paper for case, paper, _ in CASES if case == name)
    printed = load_workbook(BytesIO(write(paper)), data_only=True)
    live = load_workbook(BytesIO(write(paper)))
    compared = 0
    for sheet in live:
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    expected = printed[sheet.title][cell.coordinate].value
                    assert recalculated[name][sheet.title][cell.coordinate].value == expected
                    compared += 1
    assert compared > 50


def banner(book: Workbook, sheet: str) -> str:
    return book[sheet]["A2"].value


@pytest.mark.parametrize(
    ("name", "sheet", "check", "says"),
    [
        ("moved", MOVES, "J6", "จำนวนเงิน"),
        ("moved", LINES, "K6", "โอนลด (−) งบใหม่"),
        ("moved", LINES, "K9", "โอนเพิ่ม (+) งบใหม่"),
        ("moved", SUMMARY, "E10", "✗"),
        ("retyped", LINES, "K7", "งบเดิม งบใหม่"),
        ("retyped", LINES, "K8", "งบเดิม งบใหม่"),
        ("retyped", LINES, "K6", "งบใหม่"),
        ("retyped", LINES, "K10", "โอนลด (−)"),
        ("mistyped", LINES, "K6", "โอนลด (−) งบใหม่"),
        ("mistyped", LINES, "K7", "โอนลด (−) งบใหม่"),
        ("mistyped", MOVES, "J8", "จากที่"),
    ],
)
def test_whoever_edits_a_number_is_told_which_figures_no_longer_agree(recalculated, name, sheet, check, says):
    book = recalculated[name]
    assert book[sheet][check].value == says
    for where in (SUMMARY, LINES, MOVES, AUDIT):
        assert banner(book, where).startswith("มีตัวเลขไม่ตรงกับแผน")
        assert banner(recalculated["sample"], where) == "ตัวเลขทุกช่องตรงกับแผน"
    assert recalculated["sample"][sheet][check].value == RIGHT


def test_an_edited_workbook_saved_elsewhere_is_still_read_and_found_out(recalculated):
    for name, wrong in (
        ("sample", False),
        ("digits", False),
        ("moved", True),
        ("retyped", True),
        ("mistyped", True),
    ):
        paper = next(paper for case, paper, _ in CASES if case == name)
        saved = BytesIO()
        # openpyxl drops a value where it keeps a formula, so only values are saved.
        recalculated[name].save(saved)
        assert bool(differing(paper, saved.getvalue())) is wrong, name


def test_cells_that_no_longer_agree_are_red_where_they_are_drawn(tmp_path):
    from PIL import Image

    reds = []
    for name, edits in (("well", ()), ("edited", ((LINES, "E6", 1),))):
        book = load_workbook(BytesIO(write(sample())))
        for sheet, cell, value in edits:
            book[sheet][cell] = value
        for sheet in book.sheetnames:
            if sheet not in (LINES, AUDIT):
                book[sheet].sheet_state = "hidden"
        book.save(tmp_path / f"{name}.xlsx")
    office([tmp_path / "well.xlsx", tmp_path / "edited.xlsx"], "pdf", tmp_path)
    for name in ("well", "edited"):
        picture = tmp_path / name
        drawn = [program("pdftoppm"), "-r", "40", "-f", "1", "-l", "1", "-png", "-singlefile"]
        subprocess.run([*drawn, tmp_path / f"{name}.pdf", picture], check=True)
        with Image.open(f"{picture}.png") as image:
            pixels = image.convert("RGB").getcolors(1 << 20)
        reds.append(sum(count for count, (r, g, b) in pixels if (r, g, b) == (0xF6, 0xC9, 0xC9)))
    assert reds[0] == 0 and reds[1] > 100


# Reading back


def cells_with_numbers(content: bytes) -> list[tuple[str, str]]:
    """Sheets' parts and cells that hold a number, typed or worked out."""
    found = []
    with ZipFile(BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                sheet = archive.read(part).decode()
                found += [
                    (part, cell) for cell in re.findall(r'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?><', sheet)
                ]
    return found


def changed(content: bytes, part: str, cell: str) -> bytes:
    """The workbook with one digit of one cell's value changed, as whoever edits the file itself would."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                pattern = rf'(<c r="{cell}"(?: s="[0-9]+")?>(?:<f>[^<]*</f>)?<v>)([0-9])'
                data, times = re.subn(
                    pattern, lambda m: f"{m[1]}{(int(m[2]) + 1) % 10}", data.decode(), count=1
                )
                assert times == 1
                data = data.encode()
            after.writestr(name, data)
    return out.getvalue()


PRINTED = write(sample())


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(cells_with_numbers(PRINTED)))
def test_a_changed_digit_in_any_cell_is_found_and_its_cell_named(place):
    part, cell = place
    found = differing(sample(), changed(PRINTED, part, cell))
    assert any(f"!{cell})" in where for where in found), found


def test_what_is_hidden_is_not_seen_and_what_a_format_shows_is():
    book = load_workbook(BytesIO(PRINTED))
    book[LINES].row_dimensions[6].hidden = True
    book[LINES].column_dimensions["D"].hidden = True
    book[MOVES]["D6"].number_format = '"9,999.00"'
    book[MOVES]["D7"] = 1_180_000.004  # which is shown as 1,180,000.00
    book.save(saved := BytesIO())
    tables = recognised(read(saved.getvalue())).tables
    assert [row.cells[1][:3] for row in tables["lines"]] == ["A04", "รวม", "R01", "R02", "รวม", "รวม"]
    assert {len(row.cells) for row in tables["lines"]} == {8}
    assert tables["moves"][0].cells[3] == '4472000 ["9,999.00"]'
    assert tables["moves"][1].cells[3] == "1,180,000.004"
    book[LINES].sheet_state = "hidden"
    book.save(saved := BytesIO())
    assert "lines" not in recognised(read(saved.getvalue())).tables


def test_a_formula_without_a_value_is_read_as_the_formula():
    saved = BytesIO()
    load_workbook(BytesIO(PRINTED)).save(saved)
    seen = recognised(read(saved.getvalue()))
    assert any(row.cells[5].startswith("=ROUND(SUMIF(") for row in seen.tables["lines"])


@pytest.mark.parametrize("content", [b"", b"no zip", PRINTED[:2000], write(sample())[:-30]])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(ValueError):
        read(content)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("realloc.report.paper.refusing.UNPACKED", 1000)
    with pytest.raises(ValueError, match="more than a paper"):
        read(PRINTED)
