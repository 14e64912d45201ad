"""Reading a case: formats, headings, values, and every finding at once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cases import ACTIVITY, RESERVE, TOML, write_case
from gallery import workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from realloc.case import aliases
from realloc.case.columns import TABLES
from realloc.case.load import load_case, load_folder, scenario_names
from realloc.case.nearest import nearest
from realloc.case.records import (
    DEFAULT_LEVELS,
    DEFAULT_RELEASE,
    DEFAULT_STAGES,
    Activity,
    Assumption,
    Calendar,
    Covid,
    GatheringCap,
    Project,
    Reserve,
    Targets,
)
from realloc.case.values import choice, shown
from realloc.errors import Finding, InputError, ValueRefused


def codes(folder: Path, *args: Any) -> list[tuple[str, int | None, str, str]]:
    """Where and what the findings of a case are."""
    return [(f.file, f.row, f.column, f.code) for f in findings(folder, *args)]


def findings(folder: Path, *args: Any) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as refused:
        load_case(folder, *args)
    return refused.value.findings


def test_columns_are_the_fields_of_the_records_in_order() -> None:
    assert tuple(TABLES["activities"]) == Activity.__match_args__
    assert tuple(TABLES["reserves"]) == Reserve.__match_args__


def test_the_smallest_case_has_the_contracts_defaults(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "smallest"))
    assert (case.name, case.title, case.currency, case.unit) == ("smallest", "Test", "THB", 1)
    assert case.calendar == Calendar(date(2021, 4, 30), date(2021, 6, 1), date(2021, 9, 30))
    assert (case.release, case.stages, case.levels) == (DEFAULT_RELEASE, DEFAULT_STAGES, DEFAULT_LEVELS)
    assert (case.covid, case.rules, case.projects, case.targets) == (Covid(), (), {}, None)
    assert case.activities == (
        Activity(
            "A1", "กิจกรรม", "tourism", "สำนักงานจังหวัด", "operating", "works", "in_progress", 100000, 20000
        ),
    )
    assert case.reserves == (
        Reserve("R1", "โครงการสำรอง", "tourism", "สำนักงานจังหวัด", "operating", 50000, 50000, Decimal(10)),
    )
    assert case.notices == ()


def test_every_column_is_read_as_its_type(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[
            {
                "obligated": "๑๐๐.๕๐",
                "keep": "฿50",
                "feasibility": "Reduced",
                "participants": "1,200",
                "min_participants": "๕๐",
                "online": "ใช่",
                "planned": "2021-07-15",
                "lead_days": "14",
                "run_days": "2",
                "release_share": "0.25",
                "name_en": "Fair",
                "main_activity": "M1",
                "tags": "fair; food ;;fair",
                "note": " noted ",
            }
        ],
        reserves=[
            {
                "min_cost": "100",
                "score": "12.3456",
                "rank": "2",
                "lead_days": "30",
                "requires": "R2",
                "excludes": "R3",
                "plan_status": "off_plan",
                "available": "no",
                "name_en": "Road",
                "location": "Cha-am",
                "tags": "construction",
                "note": "n",
            },
            {},
            {},
        ],
    )
    case = load_case(folder)
    row = case.activities[0]
    assert row == Activity(
        *("A1", "กิจกรรม", "tourism", "สำนักงานจังหวัด", "operating", "works", "in_progress"),
        *(100000, 20000, 10050, 5000, "reduced", 1200, 50, True, date(2021, 7, 15), 14, 2, Fraction(1, 4)),
        *("Fair", "M1", ("fair", "food"), "noted"),
    )
    assert case.reserves[0] == Reserve(
        *(
            "R1",
            "โครงการสำรอง",
            "tourism",
            "สำนักงานจังหวัด",
            "operating",
            50000,
            10000,
            Decimal("12.3456"),
            2,
            30,
        ),
        *(("R2",), ("R3",), "off_plan", False, "Road", "Cha-am", ("construction",), "n"),
    )
    assert hash(row) == hash(load_case(folder).activities[0])


def test_every_setting_is_read_as_its_type(tmp_path: Path) -> None:
    toml = """
[release]
reduced = 0.35
[covid]
reopening = 2021-07-01
[[covid.caps]]
from = 2021-06-21
cap = 100
note = "relaxed"
[[covid.caps]]
from = 2021-05-01
cap = 50
[objective]
stages = ["rank", "amount"]
[approval]
levels = ["head", "board"]
[projects.tourism]
name = "ท่องเที่ยว"
name_en = "Tourism"
[targets]
fiscal_year_start = 2020-10-01
overall = [0.32, 0.54, 0.77, 1]
capital = [0.2, 0.45, 0.65, 1.0]
count_obligations = true
source = "verified"
note = "n"
[[assumptions]]
about = "score"
note = "สมมติ"
note_en = "assumed"
"""
    case = load_case(
        write_case(
            tmp_path, reserves=[{"rank": 1}], files={"case.toml": f'unit = 100\ntitle_en = "T"\n{TOML}{toml}'}
        )
    )
    assert (case.unit, case.title_en, case.release["reduced"]) == (10000, "T", Fraction(7, 20))
    assert case.covid == Covid(
        (GatheringCap(date(2021, 5, 1), 50), GatheringCap(date(2021, 6, 21), 100, "relaxed")),
        None,
        date(2021, 7, 1),
    )
    assert (case.stages, case.levels) == (("rank", "amount"), ("head", "board"))
    assert case.projects == {"tourism": Project("tourism", "ท่องเที่ยว", "Tourism")}
    assert case.targets == Targets(
        date(2020, 10, 1),
        (Fraction(8, 25), Fraction(27, 50), Fraction(77, 100), Fraction(1)),
        (Fraction(1, 5), Fraction(9, 20), Fraction(13, 20), Fraction(1)),
        True,
        "n",
        "verified",
    )
    assert case.assumptions == (Assumption("score", "สมมติ", "assumed"),)


def test_every_finding_of_every_file_comes_at_once(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[
            {"budget": "1.8E+07", "status": "done", "planned": "soon"},
            {"budget": "10", "disbursed": "11"},
        ],
        reserves=[
            {"cost": "x", "requires": "R9"},
            {"id": "A2", "score": None, "rank": "0"},
            {"id": "R1", "min_cost": "600"},
        ],
        toml="""
[covid]
reopen = 2021-07-01
[rules.cap]
type = "limit"
from = {colour = "red"}
[rules.other]
type = "forbidden"
""",
        what_if={"late": "[calender]\ndecision = 2021-08-01\n[activities.A9]\nbudget = 1\n"},
    )
    assert codes(folder, "late", [("reserves.R1.costs", "5")]) == [
        ("case.toml", None, "covid.reopen", "key-unknown"),
        ("case.toml", None, "rules.cap", "rule-bound-none"),
        ("case.toml", None, "rules.cap.from.colour", "column-unknown"),
        ("case.toml", None, "rules.other.type", "choice"),
        ("activities.csv", 2, "status", "choice"),
        ("activities.csv", 2, "budget", "money-exponent"),
        ("activities.csv", 2, "planned", "date"),
        ("activities.csv", 3, "budget", "over-budget"),
        ("reserves.csv", 2, "cost", "money"),
        ("reserves.csv", 2, "requires", "reserve-unknown"),
        ("reserves.csv", 3, "rank", "integer"),
        ("reserves.csv", 3, "id", "id-twice"),
        ("reserves.csv", 3, "score", "stage-needs"),
        ("reserves.csv", 4, "id", "id-twice"),
        ("reserves.csv", 4, "min_cost", "min-over-cost"),
        ("what-if/late.toml", None, "activities.A9", "id-unknown"),
        ("--set reserves.R1.costs", None, "", "column-unknown"),
        ("what-if/late.toml", None, "calender", "key-unknown"),
    ]


def test_a_case_file_that_cannot_be_read_hides_no_table(tmp_path: Path) -> None:
    folder = write_case(tmp_path, activities=[{"budget": "x"}], files={"case.toml": "title = \n"})
    assert codes(folder) == [
        ("case.toml", 1, "", "toml-syntax"),
        ("activities.csv", 2, "budget", "money"),
    ]


def test_an_empty_folder_lacks_three_files(tmp_path: Path) -> None:
    assert [(file, code) for file, _, _, code in codes(tmp_path)] == [
        ("case.toml", "file-missing"),
        ("activities", "table-missing"),
        ("reserves", "table-missing"),
    ]


def test_title_and_calendar_are_required(tmp_path: Path) -> None:
    assert codes(write_case(tmp_path, files={"case.toml": ""})) == [
        ("case.toml", None, "title", "missing"),
        ("case.toml", None, "calendar.as_of", "missing"),
        ("case.toml", None, "calendar.decision", "missing"),
        ("case.toml", None, "calendar.close", "missing"),
    ]


THAI_TABLE = """\
รหัส,กิจกรรม,โครงการ,หน่วยงาน,งบรายจ่าย,ลักษณะ,สถานะ,งบประมาณ,เบิกจ่าย,ผูกพัน
A1,ประชุม,ท่องเที่ยว,จังหวัด,งบดำเนินงาน,อบรม,อยู่ระหว่างดำเนินการ,"๑,๐๐๐ บาท",200,๕๐
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_thai_headings_values_and_encodings(encoding: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path, files={"activities.csv": THAI_TABLE.encode(encoding)})
    case = load_case(folder)
    assert case.activities == (
        Activity(
            *("A1", "ประชุม", "ท่องเที่ยว", "จังหวัด", "operating", "gathering", "in_progress"),
            *(100000, 20000, 5000),
        ),
    )
    guessed = ["encoding-guess"] if encoding == "cp874" else []
    assert [notice.code for notice in case.notices] == guessed


def test_findings_name_the_heading_that_the_file_has(tmp_path: Path) -> None:
    folder = write_case(tmp_path, files={"activities.csv": THAI_TABLE.replace("๕๐", "-5")})
    assert codes(folder) == [("activities.csv", 2, "ผูกพัน", "money-negative")]


def test_aliases_name_columns_and_choices_that_exist_and_never_two() -> None:
    for name, columns in TABLES.items():
        words = [word for column in columns for word in aliases.COLUMNS.get(column, ())]
        assert len(words) == len(set(words)), name
    assert set(aliases.COLUMNS) == {column for columns in TABLES.values() for column in columns}
    assert set(aliases.RESERVE_COLUMNS.values()) <= set(TABLES["reserves"])


def test_rows_count_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    head = ",".join(["id", *ACTIVITY])
    row = ",".join(map(str, ACTIVITY.values()))
    broken = row.replace("กิจกรรม", '"two\nlines"')
    table = f"{head}\r\nA1,{broken}\r\n\r\n , ,,,,,,,\r\nA2,{row.replace('1000.00', 'x')}\r\n"
    folder = write_case(tmp_path, files={"activities.csv": table})
    assert codes(folder) == [("activities.csv", 5, "budget", "money")]
    sound = write_case(tmp_path, files={"activities.csv": table.replace("x", "1000.00")})
    assert [row.name for row in load_case(sound).activities] == ["two\nlines", "กิจกรรม"]


def test_csv_with_and_without_quotation_marks_reads_the_same(tmp_path: Path) -> None:
    plain = load_case(write_case(tmp_path))
    table = (tmp_path / "activities.csv").read_text(encoding="utf-8")
    for ending in ("\n", "\r\n", "\r"):
        lines = table.splitlines()
        quoted = ending.join(",".join(f'"{cell}"' for cell in line.split(",")) for line in lines)
        for content in (quoted, ending.join(lines), ending.join([*lines, "", ""])):
            write_case(tmp_path, files={"activities.csv": content})
            assert load_case(tmp_path) == plain


@settings(max_examples=80, deadline=None)
@given(body=st.text(st.sampled_from(list("A1,,,, \t\n\n\r\u00a0")), max_size=40))
def test_quotation_marks_round_a_heading_change_nothing(
    body: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("case")
    answers = []
    for heading in ("id", '"id"'):
        table = f"{heading},name,project,agency\n{body}"
        write_case(folder, files={"activities.csv": table})
        answers.append(codes(folder))
    assert answers[0] == answers[1]


def test_blank_trailing_cells_are_no_matter(tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    table = (folder / "activities.csv").read_text(encoding="utf-8")
    plain = load_case(folder)
    (folder / "activities.csv").write_text(table.replace("\n", ",,\n"), encoding="utf-8")
    assert load_case(folder) == plain


def test_reading_stops_at_broken_csv_and_unknown_ids_say_nothing(tmp_path: Path) -> None:
    folder = write_case(tmp_path, reserves=[{"requires": "R3"}, {}, {}])
    table = (folder / "reserves.csv").read_text(encoding="utf-8").replace("R2,", '"R2"x,')
    (folder / "reserves.csv").write_text(table, encoding="utf-8")
    assert codes(folder, "base", [("reserves.R3.cost", "5")]) == [("reserves.csv", 3, "", "csv-syntax")]


def test_text_is_nfc_and_stripped(tmp_path: Path) -> None:
    folder = write_case(tmp_path, activities=[{"name": "  Cafe\u0301\u00a0"}])
    assert load_case(folder).activities[0].name == "Café"


@pytest.mark.parametrize("cell", ["a\x00b", "a\x1bb", "a\x7fb", "a\x85b"])
def test_control_characters_are_refused_everywhere(cell: str, tmp_path: Path) -> None:
    assert codes(write_case(tmp_path, activities=[{"note": cell}])) == [
        ("activities.csv", 2, "note", "control")
    ]
    escaped = cell.encode("unicode_escape").decode().replace("\\x", "\\u00")
    folder = write_case(tmp_path, what_if={"s": f'[activities.A1]\nnote = "{escaped}"\n'})
    assert codes(folder, "s") == [("what-if/s.toml", None, "activities.A1.note", "control")]


def test_workbooks_hold_what_the_csv_holds(tmp_path: Path) -> None:
    csv = load_case(write_case(tmp_path, activities=[{"budget": "827300.10", "planned": "2021-07-01"}]))
    row = ACTIVITY | {"budget": 827300.1, "disbursed": 200, "planned": datetime(2021, 7, 1)}
    book = workbook(("id", *row), ("A1", *row.values()), (None,))
    write_case(tmp_path, files={"activities.csv": None, "activities.xlsx": book})
    assert load_case(tmp_path) == csv


@pytest.mark.parametrize(
    ("cell", "satang"),
    [
        (0.1 + 0.2, 30),
        (827300.1, 82730010),
        (26756440.000000004, 2675644000),
        (181750000.10000002, 18175000010),
        (1e7, 1000000000),
        (827300, 82730000),
        ("827,300.50 บาท", 82730050),
    ],
)
def test_excel_numbers_are_exact(cell: object, satang: int, tmp_path: Path) -> None:
    row = ACTIVITY | {"budget": cell, "disbursed": 0}
    book = workbook(("id", *row), (101, *row.values()))
    case = load_case(write_case(tmp_path, files={"activities.csv": None, "activities.xlsx": book}))
    assert (case.activities[0].id, case.activities[0].budget) == ("101", satang)


def test_a_third_decimal_in_excel_is_still_one_too_many(tmp_path: Path) -> None:
    row = ACTIVITY | {"budget": 0.125, "disbursed": 0}
    book = workbook(("id", *row), ("A1", *row.values()))
    folder = write_case(tmp_path, files={"activities.csv": None, "activities.xlsx": book})
    assert codes(folder) == [("activities.xlsx", 2, "budget", "money-decimals")]


def test_the_sheet_of_the_tables_name_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(("something", "else"))
    sheet = book.create_sheet("Activities")
    sheet.append(("id", *ACTIVITY))
    sheet.append(("A7", *ACTIVITY.values()))
    folder = write_case(tmp_path, files={"activities.csv": None})
    book.save(folder / "activities.xlsx")
    assert [row.id for row in load_case(folder).activities] == ["A7"]


def test_parquet_holds_what_the_csv_holds(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    expected = load_case(
        write_case(
            tmp_path,
            activities=[{"planned": "2021-07-01", "online": "yes", "participants": "50", "tags": "a;b"}],
        )
    )
    row = {"id": "A1"} | ACTIVITY
    row |= {"budget": Decimal("1000.00"), "disbursed": 200.0, "planned": date(2021, 7, 1)}
    row |= {"online": True, "participants": 50.0, "tags": ["a", "b"], "note": None}
    (tmp_path / "activities.csv").unlink()
    parquet.write_table(pyarrow.Table.from_pylist([row]), tmp_path / "activities.parquet")
    assert load_case(tmp_path) == expected
    (tmp_path / "activities.parquet").write_bytes(b"PAR1")
    assert codes(tmp_path) == [("activities.parquet", None, "", "unreadable")]


def test_a_folder_that_cannot_be_opened_is_a_finding() -> None:
    assert [code for *_, code in codes(Path("x" * 5000))] == ["unreadable"]


def test_tables_may_be_empty_or_linked(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", reserves=())
    assert load_case(folder).reserves == ()
    (folder / "activities.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "activities.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert len(load_case(folder).activities) == 1


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    folder = write_case(tmp_path, files={"case.toml": None})
    (folder / "case.toml").mkdir()
    assert codes(folder) == [("case.toml", None, "", "unreadable")]


def test_a_wrong_table_of_settings_is_one_finding(tmp_path: Path) -> None:
    for section in ("release", "covid", "objective", "approval", "projects", "rules", "targets"):
        folder = write_case(tmp_path, files={"case.toml": f"{section} = 5\n{TOML}"})
        assert codes(folder) == [("case.toml", None, section, "type-table")]


@pytest.mark.parametrize(
    ("toml", "path", "code"),
    [
        ("[release]\nreduced = 1.5\n", "release.reduced", "share"),
        ("[release]\nlate = 1\n", "release.late", "key-unknown"),
        ('[objective]\nstages = ["scores"]\n', "objective.stages", "choice"),
        ('[objective]\nstages = [["score"]]\n', "objective.stages", "type-value"),
        ('[approval]\nlevels = ["a", ""]\n', "approval.levels", "missing"),
        ("[covid]\ncap = -1\n", "covid.cap", "integer"),
        ("[covid]\nreopening = 2021-07-01T00:00:00\n", "covid.reopening", "date"),
        ("[[covid.caps]]\ncap = 5\n", "covid.caps.1.from", "missing"),
        ("[covid]\ncaps = [5]\n", "covid.caps", "type-tables"),
        ("[projects]\ntourism = 5\n", "projects.tourism", "type-table"),
        ("[targets]\noverall = [0, 0, 0, 1]\n", "targets.fiscal_year_start", "missing"),
        ("[targets]\nfiscal_year_start = 2020-10-01\n", "targets.overall", "missing"),
        ("[[assumptions]]\nabout = 'x'\n", "assumptions.1.note", "missing"),
        ("[titel]\n", "titel", "key-unknown"),
        ("[activities.A1]\nbudget = 5\n", "activities", "key-unknown"),
    ],
)
def test_settings_are_refused_at_their_path(toml: str, path: str, code: str, tmp_path: Path) -> None:
    assert codes(write_case(tmp_path, toml=toml)) == [("case.toml", None, path, code)]


@pytest.mark.parametrize("content", ["a" + ".a" * 5000 + " = 1\n", f"a = {'9' * 5000}\n", "a = {" * 3000])
def test_hostile_toml_is_a_finding(content: str, tmp_path: Path) -> None:
    assert codes(write_case(tmp_path, files={"case.toml": content}))[0][0] == "case.toml"


def test_names_of_scenarios_come_base_first(tmp_path: Path) -> None:
    assert scenario_names(write_case(tmp_path / "none")) == ["base"]
    folder = write_case(tmp_path / "some", what_if={"b": "", "a": "", ".c": ""})
    assert scenario_names(folder) == scenario_names(load_folder(folder)) == ["base", "a", "b"]


def test_the_nearest_word_is_found_or_none() -> None:
    assert nearest("budgets", ["budget", "agency"]) == "budget"
    assert nearest("BUDGET", ["budget"]) == "budget"
    assert nearest("xyz", ["budget", "agency"]) == ""
    assert nearest("R4", ["R1", "R14"]) == "R14"
    assert nearest("4", ["R14"]) == nearest("R9", ["R1"]) == ""  # one sign in common is no likeness


def test_a_row_with_too_few_or_too_many_cells_has_one_finding_and_nothing_in_it_counts(
    tmp_path: Path,
) -> None:
    head = "id,name,project,agency,category,cost,score,requires"
    rows = ["R1,a,b,p,office,operating,100,5,", "R2,a,p,office", "R3,a,p,office,operating,100,5,R1", "R1,x"]
    folder = write_case(tmp_path, files={"reserves.csv": "\n".join([head, *rows]) + "\n"})
    assert [(f.code, f.row) for f in findings(folder)] == [
        ("row-long", 2),
        ("row-short", 3),
        ("row-short", 5),
    ]


def test_a_misspelt_heading_is_one_finding_and_not_a_missing_column_too(tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    table = folder / "activities.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("disbursed", "disbursd"), encoding="utf-8")
    (found,) = findings(folder)
    assert (found.code, found.found, found.nearest) == ("column-unknown", "disbursd", "disbursed")
    table.write_text(table.read_text(encoding="utf-8").replace("disbursd", "spent so far"), encoding="utf-8")
    assert [f.code for f in findings(folder)] == ["column-unknown", "column-missing"]


@pytest.mark.parametrize(
    ("path", "value"), [("calendar.close", "2021-04-29"), ("calendar.as_of", "2021-10-01")]
)
def test_the_year_cannot_end_before_the_day_of_the_figures(path: str, value: str, tmp_path: Path) -> None:
    found = codes(write_case(tmp_path), "base", [(path, value)])
    assert found == [(f"--set {path}", None, "", "close-early")]


def test_the_last_day_may_be_the_day_of_the_figures_and_before_the_decision(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path), "base", [("calendar.close", "2021-04-30")])
    assert case.calendar.close == case.calendar.as_of < case.calendar.decision


def test_a_thai_slip_is_offered_the_word_it_stands_for() -> None:
    with pytest.raises(ValueRefused) as refused:
        choice(("completed", "cancelled"), {"แล้วเสร็จ": "completed"})("แล้วเสร็")
    assert refused.value.nearest() == "completed"


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (Decimal("0.50"), "0.50"), ([1], "[…]"), ({}, "{…}")]
)
def test_values_are_shown_as_their_file_has_them(value: object, text: str) -> None:
    assert shown(value) == text


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.dictionaries(st.sampled_from(sorted(TABLES["activities"])), CELLS),
    reserve=st.dictionaries(st.sampled_from(sorted(TABLES["reserves"])), CELLS),
)
def test_any_cells_give_a_case_or_findings_never_anything_else(
    cells: dict[str, str], reserve: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_case(tmp_path_factory.mktemp("case"), activities=[cells], reserves=[RESERVE | reserve])
    try:
        case = load_case(folder)
    except InputError as error:
        assert error.findings
        assert error.message("th").count("\n") == min(len(error.findings), 20) - (len(error.findings) <= 20)
    else:
        assert len(case.activities) <= 1
