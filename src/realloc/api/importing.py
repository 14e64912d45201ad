"""A report with other columns into a case's activities."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from realloc.api.cases import Folder
from realloc.api.converting import TEMPLATE
from realloc.api.filed import Import
from realloc.case.load import Raw, load_folder
from realloc.case.overlay import CASE_FILE
from realloc.case.tables import Table
from realloc.errors import InputError, UsageError
from realloc.intake.difference import Difference, compare
from realloc.intake.grid import read_grid
from realloc.intake.mapping import read_map
from realloc.intake.rows import read_report
from realloc.intake.written import check_written, located, new_table, updated
from realloc.writing import naming, new_folder, write_file

TABLE = "activities"


def import_report(report: Folder, mapping: Folder, into: Folder, *, write: bool = False) -> Import:
    """What a report, .csv or .xlsx, does to the activities of a case, and with `write`, do it.

    `mapping` is the file that says which heading is which column. `into` is the case's folder, or a new one:
    then the case is made of the report. Raises InputError for files that cannot be read or do not fit
    together, and UsageError for a folder that is no case. What fails changes nothing.
    """
    columns = read_map(Path(mapping))
    rows = read_report(read_grid(Path(report), columns.sheet), columns)
    folder = Path(into)
    raw = _case(folder)
    table = None if raw is None else _activities(raw)
    others = {} if raw is None else {name: t for name, t in raw.tables.items() if name != TABLE}
    found = Import(rows, columns, compare(rows, columns, table, others), folder, raw)
    return written(found) if write and found.any else found


def written(found: Import) -> Import:
    """The import, once it is written, whatever the case has already. What fails changes nothing."""
    if found.files is None:
        _start(found.folder, new_table(found.record), found.mapping.title or found.report.file)
        return replace(found, written=found.folder)
    table = found.files.tables.get(TABLE)
    return replace(found, written=_write(found.folder, table, found.record))


def _case(folder: Path) -> Raw | None:
    """The case's files; None where the case is still to be made."""
    if (folder / CASE_FILE).exists():
        return load_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: holds no {CASE_FILE}. Give a case's folder, or a new one.",
            f"{folder}: ไม่มี {CASE_FILE} โปรดระบุโฟลเดอร์ของกรณี หรือโฟลเดอร์ใหม่",
        )
    return None


def _activities(raw: Raw) -> Table | None:
    """The case's activities; None where it has no such table. What is wrong with them comes first."""
    table = raw.tables.get(TABLE)
    about = {TABLE} if table is None else {table.file}
    findings = [
        f for f in raw.findings if f.file in about and f.code != "table-missing" and f.severity == "error"
    ]
    if table is not None:
        findings += table.refused.values()
    if findings:
        raise InputError(findings, str(raw.folder))
    return table


def _write(folder: Path, table: Table | None, difference: Difference) -> Path:
    path = folder / f"{TABLE}.csv" if table is None else located(folder, table)[0]
    content = new_table(difference) if table is None else updated(path, table, difference)
    with naming(path), tempfile.TemporaryDirectory(prefix=".realloc-") as draft:
        copy = Path(draft) / path.name
        copy.write_bytes(content)
        check_written(copy, difference, table)
    write_file(path, content)
    return path


def _start(folder: Path, activities: bytes, title: str) -> None:
    """Make a new case around its activities: the template's settings, and no reserve projects yet."""
    with new_folder(folder) as made:
        shutil.copytree(TEMPLATE, made, ignore=shutil.ignore_patterns(".*", "__pycache__", f"{TABLE}.*"))
        settings = (made / CASE_FILE).read_text(encoding="utf-8")
        named = re.sub(r"(?m)^title = .*\n(title_en = .*\n)?", "", settings, count=1)
        quoted = json.dumps(title, ensure_ascii=False)  # a JSON text is a TOML one
        named = re.sub(r"(?m)^currency", lambda _: f"title = {quoted}\ncurrency", named, count=1)
        (made / CASE_FILE).write_text(named, encoding="utf-8", newline="\n")
        (made / f"{TABLE}.csv").write_bytes(activities)
        reserves = made / "reserves.csv"
        header = reserves.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        reserves.write_text(header, encoding="utf-8", newline="\n")
