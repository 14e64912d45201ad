"""A new case folder: it appears whole or not at all, and nothing that is there already is touched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from realloc.cli.outcome import naming
from realloc.errors import UsageError


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder to make, which becomes `folder` once it is done. Raises `UsageError` for one in use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: already there and not empty. Give a new or an empty folder.",
            f"{folder}: มีอยู่แล้วและไม่ว่าง โปรดระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
        )
    target = Path(os.path.realpath(folder))
    with naming(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
    with naming(folder), tempfile.TemporaryDirectory(dir=target.parent, prefix=".realloc-") as draft:
        made = Path(draft) / "case"
        yield made
        if target.exists():
            target.rmdir()
        made.rename(target)
