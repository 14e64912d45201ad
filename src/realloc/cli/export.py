"""`realloc export`: one scenario's plan as open data."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from realloc.case.load import load_case
from realloc.cli.outcome import DONE, NO, Request, complain, naming, searching
from realloc.errors import UsageError
from realloc.report.layout import visible
from realloc.report.wording import text


def run(request: Request, scenario: str, *, time_limit: float | None) -> int:
    """Plan, and write the plan as a Fiscal Data Package; 1, and no file, where no plan keeps the rules."""
    folder = request.out
    assert folder is not None, "the command line asks for it"
    _check_folder(folder)
    settings = request.pairs()
    case = load_case(request.folder, scenario, settings)

    from realloc.planning import plan as find_plan  # late: a case that cannot be read needs no solver
    from realloc.report.fiscal import fiscal_package

    with searching(request.lang):
        plan = find_plan(case, time_limit=time_limit, settings=settings)
    if plan.status == "infeasible":
        complain(text("export-no-plan", request.lang, rules=", ".join(plan.conflict)))
        return NO
    _write(folder, fiscal_package(plan, case, request.lang))
    complain(text("written", request.lang, file=visible(str(folder))))
    return DONE


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but a package that was exported before."""
    from realloc.report.fiscal import DESCRIPTOR, FILES, GENERATOR

    if not folder.exists():
        return
    others = [] if not folder.is_dir() else [path.name for path in folder.iterdir() if path.name not in FILES]
    if (
        folder.is_dir()
        and not others
        and (not any(folder.iterdir()) or _made_here(folder / DESCRIPTOR, GENERATOR))
    ):
        return
    raise UsageError(
        f"{folder}: holds something else. Give a new folder, or one that was exported before.",
        f"{folder}: มีข้อมูลอื่นอยู่ โปรดระบุโฟลเดอร์ใหม่ หรือโฟลเดอร์ที่เคยส่งออกไว้",
    )


def _made_here(descriptor: Path, generator: str) -> bool:
    try:
        return generator in json.loads(descriptor.read_bytes())
    except (OSError, ValueError, RecursionError, TypeError):
        return False


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the folder anew; it appears whole, or stays as it was."""
    target = Path(os.path.realpath(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    with naming(folder), tempfile.TemporaryDirectory(dir=target.parent, prefix=".realloc-") as draft:
        made = Path(draft) / "package"
        made.mkdir()
        for name, content in files.items():
            (made / name).write_bytes(content)
        before = Path(draft) / "before"
        if target.exists():
            target.rename(before)
        try:
            made.rename(target)
        except OSError:
            if before.exists():
                before.rename(target)
            raise
