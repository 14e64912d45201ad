"""`realloc convert`: the same case in another format, and nothing else touched."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cases import write_case
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli_commands import run

from realloc.case.columns import TABLES, read_cell
from realloc.case.load import load_case, load_folder, scenario_names
from realloc.case.sheets import read_sheet
from realloc.case.spelling import tidy
from realloc.case.tables import Table, blank_table, make_table
from realloc.case.values import CONTROL
from realloc.case.writing import cell_text, csv_file, parquet_file
from realloc.errors import Finding
from realloc.report.workbook import workbook

EXAMPLE = Path(__file__).parents[1] / "scenarios" / "phetchaburi-2564"
FORMATS = ("csv", "xlsx", "parquet")

WORDS = st.one_of(
    st.sampled_from(
        ["=cmd|' /C calc'!A0", "'=x", "''-1", "@a", "+1", "-", '"a", b', "a\nb", "[b]ก[/b]", "_x000A_"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9),
    st.text(st.sampled_from("กเแำาิ้่ '=+-@;,\t\"<&"), min_size=1, max_size=9),
)
TEXTS = WORDS.map(lambda text: tidy(text).strip()).filter(lambda text: text and not CONTROL.search(text))
ITEMS = TEXTS.map(lambda text: text.replace(";", " ").strip()).filter(lambda item: item not in ("", *"-–—"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "yes-no": st.booleans(),
    "money": st.integers(0, 10**17 - 1),
    "integer": st.integers(1, 100_000),
    "date": st.dates(date(1900, 3, 1), date(2099, 12, 31)),
    "share": st.decimals(0, 1, places=30).map(Fraction),
    "score": st.decimals(0, 10**11, places=4),
    "items": st.lists(ITEMS, max_size=3, unique=True).map(tuple),
}


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A table as it is once it is read, of any values that can be read."""
    columns = TABLES[name]
    count = draw(st.integers(0, 3))
    table = blank_table(name)
    for column in columns.values():
        values = st.sampled_from(column.words) if column.words else VALUES[column.kind]
        if column.blank in (None, "", ()):
            values = st.one_of(st.just(column.blank), values)
        table.columns[column.name] = draw(st.lists(values, min_size=count, max_size=count))
    table.numbers = range(2, count + 2)
    return table


def read_back(table: Table, form: str, folder: Path) -> dict[str, list[Any]]:
    made = {"csv": csv_file, "parquet": parquet_file, "xlsx": lambda t: workbook([t], "th")}[form](table)
    file = folder / f"{table.name}.{form}"
    file.write_bytes(made)
    findings: list[Finding] = []
    sheet = read_sheet(file, table.name, findings)
    assert sheet is not None
    read = make_table(table.name, sheet, findings)
    assert (findings, read.refused, read.notices) == ([], {}, [])
    return read.columns


@pytest.mark.parametrize("form", FORMATS)
def test_a_share_of_many_digits_is_not_rounded(form: str, tmp_path: Path) -> None:
    """Not to the 28 digits, either, to which decimals are rounded unless told: then it would have few."""
    share = "0.015624999999999999999999999995"
    table = load_folder(write_case(tmp_path / "case", [{"release_share": share}])).tables["activities"]
    assert read_back(table, form, tmp_path)["release_share"] == [Fraction(Decimal(share))]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_any_table_reads_back_as_it_was(
    name: str, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("table")

    @settings(max_examples=25, deadline=None)
    @given(tables(name))
    def check(table: Table) -> None:
        assert read_back(table, form, folder) == table.columns

    check()


@given(st.data(), st.sampled_from([column for table in TABLES.values() for column in table.values()]))
def test_every_value_is_written_as_its_column_reads_it(data: st.DataObject, column: Any) -> None:
    value = data.draw(st.sampled_from(column.words) if column.words else VALUES[column.kind])
    text = cell_text(column, value)
    assert read_cell(column, text) == value if text else value == ()


@pytest.mark.parametrize("form", FORMATS)
def test_no_cell_of_a_csv_or_workbook_is_a_formula(form: str, tmp_path: Path) -> None:
    attack = "=cmd|' /C calc'!A0"
    folder = write_case(tmp_path / "case", [{"name": attack, "tags": "+1;x"}], [{"name": "-2+3"}])
    run("convert", folder, tmp_path / "new", "--to", form)
    assert load_case(tmp_path / "new").activities[0].name == attack
    if form == "csv":
        import csv

        for table in ("activities.csv", "reserves.csv"):
            with (tmp_path / "new" / table).open(encoding="utf-8-sig", newline="") as stream:
                assert not any(
                    cell.startswith(("=", "+", "-", "@")) for row in csv.reader(stream) for cell in row
                )
    if form == "xlsx":
        from openpyxl import load_workbook

        book = load_workbook(tmp_path / "new" / "case.xlsx")
        assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_the_example_goes_round_through_every_format(tmp_path: Path) -> None:
    folder, before = EXAMPLE, {name: load_case(EXAMPLE, name).fingerprint for name in scenario_names(EXAMPLE)}
    for number, form in enumerate(("xlsx", "parquet", "csv", "parquet", "xlsx", "csv")):
        new = tmp_path / f"{number}-{form}"
        result = run("convert", folder, new, "--to", form, "--lang", "th" if number % 2 else "en")
        assert (result.exit_code, result.stdout) == (0, "")
        folder = new
        assert load_case(folder).fingerprint == before["base"]
    assert {name: load_case(folder, name).fingerprint for name in scenario_names(folder)} == before
    assert load_case(folder).notices == ()
    kept = [path.relative_to(EXAMPLE) for path in (EXAMPLE / "case.toml", *EXAMPLE.glob("what-if/*.toml"))]
    assert all((folder / path).read_bytes() == (EXAMPLE / path).read_bytes() for path in kept)
    assert {path.name for path in folder.iterdir()} == {
        "activities.csv",
        "reserves.csv",
        "case.toml",
        "what-if",
    }


def test_only_the_columns_of_the_table_are_written_in_their_order(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case", [{"min_participants": "", "note": "ก"}])
    run("convert", folder, tmp_path / "csv", "--to", "csv")
    first, second = ((tmp_path / "csv" / "activities.csv").read_text("utf-8-sig").splitlines())[:2]
    assert first == "id,name,project,agency,category,nature,status,budget,disbursed,min_participants,note"
    assert second == "A1,กิจกรรม,tourism,สำนักงานจังหวัด,operating,works,in_progress,1000.00,200.00,,ก"


def test_parquet_has_types_for_programs(tmp_path: Path) -> None:
    import pandas

    row = {
        "planned": "2021-07-01",
        "online": "yes",
        "participants": "50",
        "tags": "a;b",
        "release_share": "0.25",
    }
    run("convert", write_case(tmp_path / "case", [row]), tmp_path / "new", "--to", "parquet")
    read = pandas.read_parquet(tmp_path / "new" / "activities.parquet").iloc[0]
    assert (read["budget"], read["planned"], read["online"]) == (Decimal("1000.00"), date(2021, 7, 1), True)
    assert (read["participants"], list(read["tags"]), read["release_share"]) == (
        50,
        ["a", "b"],
        Decimal("0.25"),
    )


def test_nothing_is_overwritten_and_nothing_is_made_of_a_case_with_errors(tmp_path: Path) -> None:
    sound = write_case(tmp_path / "sound", what_if={"s": "title = 's'"})
    bad = write_case(tmp_path / "bad", [{"budget": "x"}])
    broken = write_case(tmp_path / "broken", what_if={"s": "title = "})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for case, target, said in (
        (sound, sound, "already there and not empty"),
        (sound, bad, "already there and not empty"),
        (sound, sound / "case.toml", "already there and not empty"),
        (bad, tmp_path / "new", "activities.csv, row 2, budget"),
        (broken, tmp_path / "new", "what-if/s.toml, line 1"),
        (tmp_path / "none", tmp_path / "new", "no such folder"),
    ):
        result = run("convert", case, target, "--to", "xlsx")
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "broken", "sound"]
    assert run("convert", sound, tmp_path / "new", "--to", "ods").exit_code == 2


def test_a_copy_that_is_not_the_same_is_never_called_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from realloc.api import converting as convert

    folder = write_case(tmp_path / "case")
    changed = csv_file(load_folder(write_case(tmp_path / "other", [{"note": "x"}])).tables["activities"])
    monkeypatch.setattr(
        convert, "csv_file", lambda table: changed if table.name == "activities" else csv_file(table)
    )
    result = run("convert", folder, tmp_path / "new", "--to", "csv")
    assert result.exit_code == 2
    assert "does not read back as the same case" in result.stderr
    assert not (tmp_path / "new").exists()
