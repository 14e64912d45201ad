"""`realloc init`: a new case, from a template or as a copy of the example."""

from __future__ import annotations

from pathlib import Path

from realloc.api.converting import new_case
from realloc.cli.outcome import DONE, complain, created
from realloc.errors import Lang


def run(folder: Path, *, example: bool, xlsx: bool, lang: Lang) -> int:
    """Make the case; the folder appears whole or not at all, and one that holds something is left alone."""
    complain(created(new_case(folder, example=example, xlsx=xlsx, lang=lang), lang))
    return DONE
