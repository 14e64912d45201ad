"""The forms that a paper can be printed in, each by the suffix of its file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from realloc.report.paper.content import Paper

# Each module has `write(paper: Paper) -> bytes`; the same paper gives the same bytes.
WRITERS = {
    ".docx": "realloc.report.paper.docx",
    ".html": "realloc.report.paper.html",
    ".md": "realloc.report.paper.markdown",
    ".pdf": "realloc.report.paper.pdf",
    ".xlsx": "realloc.report.paper.xlsx",
}


def printed(paper: Paper, suffix: str) -> bytes:
    """The paper as a file of this suffix holds it."""
    write = cast(Callable[[Paper], bytes], import_module(WRITERS[suffix]).write)
    return write(paper)
