"""`realloc init`: a new case, from a template or as a copy of the example."""

from __future__ import annotations

import shutil
from pathlib import Path

from realloc.cli.folder import new_folder
from realloc.cli.outcome import DONE, complain
from realloc.errors import Lang
from realloc.report.layout import visible
from realloc.report.wording import text

_PACKAGE = Path(__file__).parent.parent
_TEMPLATE = _PACKAGE / "template"
# Installed, the example lies in the package; in a checkout it lies where planners look for it.
_EXAMPLES = (_PACKAGE / "example", _PACKAGE.parent.parent / "scenarios" / "phetchaburi-2564")


def run(folder: Path, *, example: bool, xlsx: bool, lang: Lang) -> int:
    """Make the case; the folder appears whole or not at all, and one that holds something is left alone."""
    source = next(path for path in _EXAMPLES if path.is_dir()) if example else _TEMPLATE
    with new_folder(folder) as made:
        shutil.copytree(source, made, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        if xlsx:
            _to_workbook(made, lang, with_rows=example)
    complain(text("created", lang, file=visible(str(folder))))
    return DONE


def _to_workbook(case: Path, lang: Lang, with_rows: bool) -> None:
    """Replace a case's CSV tables by one workbook; without their rows it is there to be filled in."""
    from realloc.case.load import WORKBOOK, load_folder
    from realloc.case.tables import blank_table
    from realloc.report.workbook import workbook

    tables = load_folder(case).tables
    for table in tables.values():
        (case / table.file).unlink()
    shown = [table if with_rows else blank_table(name) for name, table in tables.items()]
    (case / WORKBOOK).write_bytes(workbook(shown, lang))
