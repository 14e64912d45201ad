"""`realloc schema`: JSON Schemas of what realloc writes and reads, as they are published with it."""

from __future__ import annotations

from pathlib import Path

from realloc.api.publishing import published
from realloc.cli.outcome import DONE, deliver_bytes
from realloc.errors import Lang


def run(name: str, lang: Lang, *, out: Path | None) -> int:
    """Print a schema, or write it to a file."""
    deliver_bytes(out, lang, published(name))
    return DONE
