"""`realloc convert`: the same case with its tables in another format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from realloc.case.columns import TABLES
from realloc.case.load import WORKBOOK, load_folder
from realloc.case.overlay import CASE_FILE, SCENARIO_FOLDER, read_scenarios
from realloc.case.tables import Table
from realloc.case.writing import cell_text, csv_file, parquet_file
from realloc.cli.folder import new_folder
from realloc.cli.outcome import DONE, complain
from realloc.errors import Finding, Lang, UsageError
from realloc.report.layout import visible
from realloc.report.wording import text

LONGEST_IN_EXCEL = 32_767

type Format = Literal["csv", "xlsx", "parquet"]


def run(folder: Path, target: Path, form: Format, lang: Lang) -> int:
    """Write the case of `folder` into the new folder `target`, and read it back before it is called done."""
    raw = load_folder(folder)
    before = raw.case()
    read_scenarios(raw.folder, raw.scenarios)
    with new_folder(target) as made:
        made.mkdir()
        if raw.scenarios:
            (made / SCENARIO_FOLDER).mkdir()
        for name in (CASE_FILE, *(f"{SCENARIO_FOLDER}/{stem}.toml" for stem in raw.scenarios)):
            (made / name).write_bytes((raw.folder / name).read_bytes())
        for name, content in _files(list(raw.tables.values()), form, lang):
            (made / name).write_bytes(content)
        if load_folder(made).case().fingerprint != before.fingerprint:
            raise RuntimeError(f"{folder}: what was written does not read back as the same case")
    complain(text("created", lang, file=visible(str(target))))
    return DONE


def _files(tables: Sequence[Table], form: Format, lang: Lang) -> Iterator[tuple[str, bytes]]:
    """Yield the files that hold the tables: their names and contents."""
    if form == "xlsx":
        from realloc.report.workbook import workbook

        for table in tables:
            _check_length(table)
        yield WORKBOOK, workbook(tables, lang)
        return
    for table in tables:
        yield f"{table.name}.{form}", csv_file(table) if form == "csv" else parquet_file(table)


def _check_length(table: Table) -> None:
    for name in table.headings:
        column = TABLES[table.name][name]
        for row, value in enumerate(table.columns[name]):
            if column.kind in ("text", "items") and len(cell_text(column, value)) > LONGEST_IN_EXCEL:
                places = [Finding("", *table.place(row, name)).place(lang) for lang in ("en", "th")]
                raise UsageError(
                    f"{places[0]}: longer than the {LONGEST_IN_EXCEL:,} characters of a cell in Excel."
                    " Shorten it, or convert to csv or parquet.",
                    f"{places[1]}: ยาวเกิน {LONGEST_IN_EXCEL:,} อักขระซึ่งช่องของ Excel เก็บได้"
                    " โปรดย่อ หรือแปลงเป็น csv หรือ parquet",
                )
