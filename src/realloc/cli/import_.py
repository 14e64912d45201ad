"""`realloc import`: a report with other columns into a case's activities."""

from __future__ import annotations

from pathlib import Path

from realloc.api.importing import import_report
from realloc.api.importing import written as write_import
from realloc.cli.outcome import DONE, Request, complain, created, deliver_result, written
from realloc.errors import UsageError
from realloc.report.wording import text


def run(request: Request, report_file: Path, map_file: Path, *, dry_run: bool, write: bool) -> int:
    """Show the difference that a report makes to a case, and write it where that was asked for.

    A case that is not there yet is made; into one that has activities nothing is written without `write`.
    """
    folder, lang = request.folder, request.lang
    if dry_run and write:
        raise UsageError(
            "--dry-run and --write: choose one of the two.", "--dry-run กับ --write โปรดเลือกอย่างใดอย่างหนึ่ง"
        )
    found = import_report(report_file, map_file, folder)
    deliver_result(request, found)
    if not found.any or dry_run:
        complain(text("import-dry" if dry_run else "import-same", lang))
        return DONE
    if found.has_activities and not write:
        raise UsageError(
            f"{folder}: has activities already, so nothing was written. Read the difference, then add"
            " --write.",
            f"{folder}: มีกิจกรรมอยู่แล้ว จึงยังไม่ได้บันทึก โปรดตรวจส่วนต่าง แล้วเพิ่ม --write",
        )
    done = write_import(found)
    assert done.written is not None
    complain(created(folder, lang) if done.files is None else written(done.written, lang))
    return DONE
