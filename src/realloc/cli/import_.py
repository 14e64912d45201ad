"""`realloc import`: a report with other columns into a case's activities."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from realloc.case.load import Raw, load_folder
from realloc.case.overlay import CASE_FILE
from realloc.case.tables import Table
from realloc.cli.outcome import DONE, complain, deliver, naming, write_file
from realloc.errors import InputError, Lang, UsageError
from realloc.intake.difference import Difference, compare
from realloc.intake.grid import read_grid
from realloc.intake.mapping import read_map
from realloc.intake.rows import read_report
from realloc.intake.written import check_written, located, new_table, updated
from realloc.report.intake import import_document
from realloc.report.layout import visible
from realloc.report.terminal.intake import import_page
from realloc.report.wording import text

TABLE = "activities"
_TEMPLATE = Path(__file__).parent.parent / "template"


def run(
    report_file: Path,
    map_file: Path,
    folder: Path,
    lang: Lang,
    *,
    dry_run: bool,
    write: bool,
    as_json: bool,
    out: Path | None,
) -> int:
    """Show the difference that a report makes to a case, and write it where that was asked for.

    A case that is not there yet is made; into one that has activities nothing is written without `write`.
    """
    if dry_run and write:
        raise UsageError(
            "--dry-run and --write: choose one of the two.", "--dry-run กับ --write โปรดเลือกอย่างใดอย่างหนึ่ง"
        )
    mapping = read_map(map_file)
    report = read_report(read_grid(report_file, mapping.sheet), mapping)
    raw = _case(folder)
    table = None if raw is None else _activities(raw)
    others = {} if raw is None else {name: t for name, t in raw.tables.items() if name != TABLE}
    difference = compare(report, mapping, table, others)
    deliver(
        out,
        lang,
        as_json=as_json,
        document=lambda: import_document(report, mapping, difference, lang),
        text=lambda page: import_page(report, mapping, difference, folder.name or str(folder), page),
    )
    if not difference.any or dry_run:
        complain(text("import-dry" if dry_run else "import-same", lang))
        return DONE
    if table is not None and not write:
        raise UsageError(
            f"{folder}: has activities already, so nothing was written. Read the difference, then add"
            " --write.",
            f"{folder}: มีกิจกรรมอยู่แล้ว จึงยังไม่ได้บันทึก โปรดตรวจส่วนต่าง แล้วเพิ่ม --write",
        )
    if raw is None:
        _start(folder, new_table(difference), mapping.title or report.file)
        complain(text("created", lang, file=visible(str(folder))))
    else:
        _write(folder, table, difference, lang)
    return DONE


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


def _write(folder: Path, table: Table | None, difference: Difference, lang: Lang) -> None:
    path = folder / f"{TABLE}.csv" if table is None else located(folder, table)[0]
    content = new_table(difference) if table is None else updated(path, table, difference)
    with naming(path), tempfile.TemporaryDirectory(prefix=".realloc-") as draft:
        copy = Path(draft) / path.name
        copy.write_bytes(content)
        check_written(copy, difference, table)
    write_file(path, content)
    complain(text("written", lang, file=visible(str(path))))


def _start(folder: Path, activities: bytes, title: str) -> None:
    """Make a new case around its activities: the template's settings, and no reserve projects yet."""
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    with naming(folder), tempfile.TemporaryDirectory(dir=target.parent, prefix=".realloc-") as draft:
        made = Path(draft) / "case"
        shutil.copytree(_TEMPLATE, made, ignore=shutil.ignore_patterns(".*", "__pycache__", f"{TABLE}.*"))
        settings = (made / CASE_FILE).read_text(encoding="utf-8")
        named = re.sub(r"(?m)^title = .*\n(title_en = .*\n)?", "", settings, count=1)
        quoted = json.dumps(title, ensure_ascii=False)  # a JSON text is a TOML one
        named = re.sub(r"(?m)^currency", lambda _: f"title = {quoted}\ncurrency", named, count=1)
        (made / CASE_FILE).write_text(named, encoding="utf-8", newline="\n")
        (made / f"{TABLE}.csv").write_bytes(activities)
        reserves = made / "reserves.csv"
        header = reserves.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        reserves.write_text(header, encoding="utf-8", newline="\n")
        if target.exists():
            target.rmdir()
        made.rename(target)
