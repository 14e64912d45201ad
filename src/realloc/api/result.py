"""What every result of a call can do: be a document, a table, a page, and a file of any form it has."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc.errors import Lang
from realloc.writing import json_bytes, write_file

if TYPE_CHECKING:
    from pandas import DataFrame

    from realloc.report.terminal.page import Page

WIDTH = 160
"""Columns of a page where nothing says how many there are."""

type Form = Callable[[Lang], bytes]


class Result(ABC):
    """A result. Texts are in the language asked for, amounts exact."""

    __slots__ = ()

    @abstractmethod
    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The document that the command's `--json` prints."""

    @abstractmethod
    def to_pandas(self, table: str = ..., lang: Lang = "en") -> DataFrame:
        """One of the result's tables. Raises UsageError for a table that it does not have."""

    @abstractmethod
    def draw(self, page: Page) -> str:
        """What the command prints, drawn on a page."""

    def forms(self) -> Mapping[str, Form]:
        """Files that are neither a page nor a document, by suffix."""
        return {}

    def to_text(self, lang: Lang = "en", width: int = WIDTH) -> str:
        """What the command prints, in lines of at most `width` columns."""
        from realloc.report.terminal.page import Page

        return self.draw(Page(lang, width, most_rows=None))

    def save(self, file: str | os.PathLike[str], lang: Lang = "en") -> Path:
        """Write what the command's `-o FILE` writes, by the file's suffix, whole or not at all.

        `.json` is the document; what is no suffix of another form is the page. Raises OSError.
        """
        path = Path(file)
        write_file(path, self.content(path.suffix.lower(), lang))
        return path

    def content(self, suffix: str, lang: Lang) -> bytes:
        """What a file of this suffix holds."""
        form = self.forms().get(suffix)
        if form is not None:
            return form(lang)
        if suffix == ".json":
            return json_bytes(self.to_dict(lang))
        return self.to_text(lang).encode("utf-8", "backslashreplace")

    def _repr_html_(self) -> str:
        html: str = self.to_pandas()._repr_html_()
        return html
