"""`realloc convert`: the same case with its tables in another format."""

from __future__ import annotations

from pathlib import Path

from realloc.api import converting
from realloc.cli.outcome import DONE, complain, created
from realloc.errors import Lang


def run(folder: Path, target: Path, form: converting.Format, lang: Lang) -> int:
    """Write the case of `folder` into the new folder `target`."""
    complain(created(converting.convert(folder, target, form, lang=lang), lang))
    return DONE
