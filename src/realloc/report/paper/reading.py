"""Reading a paper back: the tables and texts that a person sees in it, wherever they are printed.

Each format has a reader, `content -> Pages`. It hands back every table with its headings as the first row,
and all other text as passages, in the order of the paper: what is shown, never a copy kept out of sight.
Tables are known again by their first two headings, which are those of `grids`; `comparing` says what differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from realloc.errors import UsageError
from realloc.report.paper.refusing import LARGEST_MB, NotRead, damaged, too_much


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is seen: rows of texts, the headings first. `places` say where each cell is, row by row.

    A place is what a person would look for: `Transfers!E12`, `page 3`; "" where the table's name, row and
    column are enough.
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...] = ()

    def place(self, row: int, column: int) -> str:
        return self.places[row][column] if self.places else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that stands in no table, and where it is."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """All that is seen in a paper.

    `whole`: texts come as they were printed, blanks aside; otherwise only figures and codes can be relied on.
    """

    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    whole: bool = True


# Each module has `read(content: bytes) -> Pages`, which raises ValueError for what it cannot read.
READERS = {
    ".docx": "realloc.report.paper.docx_read",
    ".html": "realloc.report.paper.html_read",
    ".md": "realloc.report.paper.markdown_read",
    ".pdf": "realloc.report.paper.pdf_read",
    ".xlsx": "realloc.report.paper.xlsx_read",
}


def read(file: Path) -> Pages:
    """What is seen in a paper, read by its suffix. Raises UsageError for what is no file of that kind."""
    reader = cast(Callable[[bytes], Pages], import_module(READERS[file.suffix.lower()]).read)
    with file.open("rb") as stream:
        content = stream.read(LARGEST_MB * 1_000_000 + 1)
    try:
        if len(content) > LARGEST_MB * 1_000_000:
            raise too_much()
        return reader(content)
    except ValueError as error:
        why = error if isinstance(error, NotRead) else damaged(error)
        raise UsageError(
            f"{file}: cannot be read as a {file.suffix} file: {why}. Expected a paper that `realloc propose`"
            " printed; save it again, or print it anew.",
            f"{file}: อ่านเป็นไฟล์ {file.suffix} ไม่ได้: {why.thai} ควรเป็นเอกสารที่ `realloc propose` จัดพิมพ์"
            " โปรดบันทึกใหม่ หรือจัดพิมพ์ใหม่",
        ) from None
