"""`realloc diff`: what changed between two plans, and which differences of their inputs made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from realloc.api import choosing
from realloc.cli.outcome import DONE, NO, Request, deliver_result, searching
from realloc.errors import UsageError


def run(request: Request, files: tuple[Path, Path], folders: Sequence[Path], *, exit_code: bool) -> int:
    """Show what changed; with `exit_code`, 1 where anything did. One folder is for both, two for each."""
    if len(folders) > 2:
        raise UsageError(
            "--case: given more than twice; once is for both plans, twice for each in turn.",
            "--case: ระบุได้ไม่เกินสองครั้ง ครั้งเดียวใช้กับแผนทั้งสอง สองครั้งใช้ตามลำดับ",
        )
    first, second = [*folders, *folders, None, None][:2]
    with searching(request.lang):
        found = choosing.diff(*files, case=first, second_case=second)
    deliver_result(request, found)
    return NO if exit_code and not found.same else DONE
