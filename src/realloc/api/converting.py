"""Cases as folders: started from a template or the example, and written anew in another format."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from realloc.api.cases import Folder
from realloc.case.columns import TABLES
from realloc.case.load import WORKBOOK, load_folder
from realloc.case.overlay import CASE_FILE, SCENARIO_FOLDER, read_scenarios
from realloc.case.tables import Table
from realloc.case.writing import cell_text, csv_file, parquet_file
from realloc.errors import Finding, Lang, UsageError
from realloc.writing import new_folder

LONGEST_IN_EXCEL = 32_767

Format = Literal["csv", "xlsx", "parquet"]

_PACKAGE = Path(__file__).parent.parent
TEMPLATE = _PACKAGE / "template"
# Installed, the example lies in the package; in a checkout it lies where planners look for it.
_EXAMPLES = (_PACKAGE / "example", _PACKAGE.parent.parent / "scenarios" / "phetchaburi-2564")


def new_case(folder: Folder, *, example: bool = False, xlsx: bool = False, lang: Lang = "en") -> Path:
    """Start a case in a new or empty folder, from a template or as a copy of the example.

    With `xlsx` its tables are one Excel workbook to fill in, with help in `lang`. The folder appears whole or
    not at all. Raises UsageError for a folder that holds something.
    """
    source = next(path for path in _EXAMPLES if path.is_dir()) if example else TEMPLATE
    with new_folder(Path(folder)) as made:
        shutil.copytree(source, made, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        if xlsx:
            _to_workbook(made, lang, with_rows=example)
    return Path(folder)


def convert(folder: Folder, out: Folder, to: Format, *, lang: Lang = "en") -> Path:
    """Write a case anew into a new or empty folder, its tables as `csv`, `xlsx` or `parquet`.

    It is read back, and has to be the same case, before it is there. Raises InputError, and UsageError for a
    folder that holds something and for a text that is too long for Excel.
    """
    if to not in get_args(Format):
        names = ", ".join(get_args(Format))
        raise UsageError(f'to: "{to}"; expected one of {names}.', f'to: "{to}" ควรเป็นหนึ่งใน {names}')
    raw = load_folder(Path(folder))
    before = raw.case()
    read_scenarios(raw.folder, raw.scenarios)
    with new_folder(Path(out)) as made:
        made.mkdir()
        if raw.scenarios:
            (made / SCENARIO_FOLDER).mkdir()
        for name in (CASE_FILE, *(f"{SCENARIO_FOLDER}/{stem}.toml" for stem in raw.scenarios)):
            (made / name).write_bytes((raw.folder / name).read_bytes())
        for name, content in _files(list(raw.tables.values()), to, lang):
            (made / name).write_bytes(content)
        if load_folder(made).case().fingerprint != before.fingerprint:
            raise RuntimeError(f"{folder}: what was written does not read back as the same case")
    return Path(out)


def _to_workbook(case: Path, lang: Lang, with_rows: bool) -> None:
    """Replace a case's CSV tables by one workbook; without their rows it is there to be filled in."""
    from realloc.case.tables import blank_table
    from realloc.report.workbook import workbook  # late: openpyxl

    tables = load_folder(case).tables
    for table in tables.values():
        (case / table.file).unlink()
    shown = [table if with_rows else blank_table(name) for name, table in tables.items()]
    (case / WORKBOOK).write_bytes(workbook(shown, lang))


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
