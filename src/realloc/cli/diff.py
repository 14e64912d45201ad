"""`realloc diff`: what changed between two plans, and which differences of their inputs made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from realloc.api.planfile import asked_for, find_case, not_a_plan, read_plan
from realloc.case.load import load_case
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, deliver, searching
from realloc.errors import InputError, Lang, UsageError
from realloc.report.choices import difference_document
from realloc.report.terminal.difference import difference_page


def run(
    files: tuple[Path, Path],
    folders: Sequence[Path],
    lang: Lang,
    *,
    exit_code: bool,
    as_json: bool,
    out: Path | None,
) -> int:
    """Show what changed; with `exit_code`, 1 where anything did. One folder is for both, two for each."""
    if len(folders) > 2:
        raise UsageError(
            "--case: given more than twice; once is for both plans, twice for each in turn.",
            "--case: ระบุได้ไม่เกินสองครั้ง ครั้งเดียวใช้กับแผนทั้งสอง สองครั้งใช้ตามลำดับ",
        )
    documents = [read_plan(file) for file in files]
    places = [*folders, *folders, None, None][:2]
    cases = [
        _case(document, file, place) for document, file, place in zip(documents, files, places, strict=True)
    ]

    from realloc.explain.difference import difference  # late: a file that cannot be read needs no solver

    try:
        with searching(lang):
            found = difference(
                (documents[0], documents[1]), (str(files[0]), str(files[1])), (cases[0], cases[1])
            )
    except ValueError as error:
        raise not_a_plan(files[error.args[0]]) from None
    deliver(
        out,
        lang,
        as_json=as_json,
        document=lambda: difference_document(found, lang),
        text=lambda page: difference_page(found, cases, page),
    )
    return NO if exit_code and not found.same else DONE


def _case(document: dict[str, Any], file: Path, folder: Path | None) -> Case | None:
    """The case that a plan was made from; None where none was named and none can be found and read."""
    scenario, settings = asked_for(document, file)
    if folder is not None:
        return load_case(folder, scenario, settings)
    try:
        return load_case(find_case(document, file), scenario, settings)
    except (UsageError, InputError):
        return None
