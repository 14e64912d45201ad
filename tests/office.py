"""LibreOffice, the spreadsheet program that tests can run: what it makes of our files, and we of its."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def converted(file: Path, form: str, folder: Path) -> Path:
    """Return the file as LibreOffice saves it in another format, in `folder`.

    Where it is not installed the test is skipped, unless all tests have to run.
    """
    program = shutil.which("soffice")
    if program is None:
        missing = "LibreOffice is not installed here; `make office` installs it on Debian"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", form]
        + ["--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},  # else it cannot write a Thai file name
        timeout=180,
    )
    return folder / f"{file.stem}.{form.partition(':')[0]}"
