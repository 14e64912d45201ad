"""`realloc init`: a new case, from a template or as a copy of the example."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from realloc.cli.outcome import DONE, complain
from realloc.errors import Lang, UsageError
from realloc.report.layout import visible
from realloc.report.wording import text

_PACKAGE = Path(__file__).parent.parent
_TEMPLATE = _PACKAGE / "template"
# Installed, the example lies in the package; in a checkout it lies where planners look for it.
_EXAMPLES = (_PACKAGE / "example", _PACKAGE.parent.parent / "scenarios" / "phetchaburi-2564")
_TABLES = ("activities", "reserves")
_NUMBERS = frozenset(
    {
        "budget", "disbursed", "obligated", "keep", "cost", "min_cost", "participants", "min_participants",
        "lead_days", "run_days", "rank",
    }
)  # fmt: skip


def run(folder: Path, *, example: bool, xlsx: bool, lang: Lang) -> int:
    """Make the case; the folder appears whole or not at all, and one that holds something is left alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: already there and not empty. Give a new or an empty folder.",
            f"{folder}: มีอยู่แล้วและไม่ว่าง โปรดระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
        )
    source = next(path for path in _EXAMPLES if path.is_dir()) if example else _TEMPLATE
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".realloc-") as draft:
        made = Path(draft) / "case"
        shutil.copytree(source, made, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        if xlsx:
            for table in _TABLES:
                _to_workbook(made / f"{table}.csv")
        if target.exists():
            target.rmdir()
        made.rename(target)
    complain(text("created", lang, file=visible(str(folder))))
    return DONE


def _to_workbook(table: Path) -> None:
    """Replace a CSV table by a workbook with the same cells; figures become numbers, ids stay text."""
    import csv

    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.stem)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    sheet.append(header)
    for row in rows:
        sheet.append(
            [
                int(cell) if column in _NUMBERS and cell.isdecimal() else cell or None
                for column, cell in zip(header, row, strict=True)
            ]
        )
    book.save(table.with_suffix(".xlsx"))
    table.unlink()
