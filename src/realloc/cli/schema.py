"""`realloc schema`: JSON Schemas of what realloc writes and reads, as they are published with it."""

from __future__ import annotations

import sys
from pathlib import Path

from realloc.cli.outcome import DONE, complain, write_file
from realloc.errors import Lang
from realloc.report.layout import visible
from realloc.report.wording import text

FOLDER = Path(__file__).parent.parent / "schema"


def run(name: str, lang: Lang, *, out: Path | None) -> int:
    """Print a schema, or write it to a file."""
    content = (FOLDER / f"{name}.json").read_bytes()
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_file(out, content)
        complain(text("written", lang, file=visible(str(out))))
    return DONE
