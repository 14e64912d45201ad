"""Programs that are not ours, with which the tests open what we print; `make programs` installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def program(name: str) -> str:
    """Where a program is; without it the test is skipped, and fails where CI is set."""
    found = shutil.which(name)
    if found is None:
        missing = f"{name} is not installed (`make programs` installs it on Debian, as root)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def office(files: list[Path], to: str, folder: Path) -> None:
    """Have LibreOffice open files, all in one run, and save them into a folder in another format."""
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=240)


def output(name: str, *arguments: str | Path) -> str:
    """What a program writes to standard output."""
    return subprocess.run([program(name), *arguments], check=True, capture_output=True, text=True).stdout


@cache
def _profile() -> TemporaryDirectory[str]:
    """LibreOffice's own files: two that run at a time cannot share them, and making them takes its time."""
    return TemporaryDirectory(prefix="realloc-office-")
