"""Programs that are not ours, with which the tests open what we print; `make programs` installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def program(name: str) -> str:
    """Where a program is; without it the test is skipped, and fails where CI is set: nothing is skipped there."""
    found = shutil.which(name)
    if found is None:
        missing = f"{name} is not installed (`make programs` installs it on Debian, as root)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def office(files: list[Path], to: str, folder: Path) -> None:
    """Have LibreOffice open files, all in one run, and save them into a folder in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # each run its own: they do not share
    command = [program("soffice"), profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=240)
