"""Files and folders that appear whole or not at all, and leave what was there as it was until then."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from realloc.errors import UsageError


def write_file(file: Path, content: bytes) -> None:
    """Replace `file` in one step, or leave it as it was; what is not a plain file is written to directly."""
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(content)
        return
    draft = target.with_name(f".realloc-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        draft.replace(target)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(file)
            error.filename2 = None
        raise


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder to make, which becomes `folder` once it is done. Raises `UsageError` for one in use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder}: already there and not empty. Give a new or an empty folder.",
            f"{folder}: มีอยู่แล้วและไม่ว่าง โปรดระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
        )
    target = Path(os.path.realpath(folder))
    with _draft_beside(target, folder) as made:
        yield made
        if target.exists():
            target.rmdir()
        made.rename(target)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold these files, by name, and nothing else."""
    target = Path(os.path.realpath(folder))
    with _draft_beside(target, folder) as made:
        made.mkdir()
        for name, content in files.items():
            (made / name).write_bytes(content)
        before = made.with_name("before")
        if target.exists():
            target.rename(before)
        try:
            made.rename(target)
        except OSError:
            if before.exists():
                before.rename(target)
            raise


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as JSON files hold it, and as `--json` prints it."""
    import json  # late: a page needs none

    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


@contextmanager
def naming(place: Path) -> Iterator[None]:
    """What cannot be written is told by the name that was asked for, whatever draft it was to go to first."""
    try:
        yield
    except OSError as error:
        numbers = re.findall(r"\[Errno (\d+)\]", str(error))
        number = error.errno or int(next(iter(numbers), 0))  # `shutil` gathers them as text
        if not number:
            raise
        raise OSError(number, os.strerror(number), str(place)) from error
    except Exception as error:  # the writer of workbooks, when its draft finds no room
        import errno

        number = getattr(errno, str(error).removeprefix("IO_"), 0)
        if not number:
            raise
        raise OSError(number, os.strerror(number), str(place)) from error


@contextmanager
def _draft_beside(target: Path, asked: Path) -> Iterator[Path]:
    """A place on the same disk for what is to become `target`; what is left of it goes."""
    import tempfile  # late: only folders need it

    with naming(asked):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".realloc-") as draft:
            yield Path(draft) / "made"
