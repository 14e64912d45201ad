"""What every result of a call can do: be a document, a table, a page, and a file of any form it has."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc.api.frames import ROW_COLUMNS, Columns, chosen, frame
from realloc.errors import Lang
from realloc.writing import json_bytes, naming, write_file

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

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that there are."""
        return tuple(self._columns())

    def to_pandas(self, table: str | None = None, lang: Lang = "en") -> DataFrame:
        """One of `tables`, the first unless another is named, amounts in baht as `Decimal`.

        Raises UsageError for a table that there is not.
        """
        tables = self._columns()
        name = next(iter(tables)) if table is None else table
        kinds = chosen(tables, name)
        names = self._names(lang) if ROW_COLUMNS.issubset(kinds) else {}
        return frame(self._rows(name, lang), kinds, names)

    def to_text(self, lang: Lang = "en", width: int = WIDTH) -> str:
        """What the command prints, in lines of at most `width` columns."""
        from realloc.report.terminal.page import Page

        return self.draw(Page(lang, width, most_rows=None))

    def save(self, file: str | os.PathLike[str], lang: Lang = "en") -> Path:
        """Write what the command's `-o FILE` writes, by the file's suffix, whole or not at all.

        `.json` is the document; what is no suffix of another form is the page. Raises OSError.
        """
        path = Path(file)
        with naming(path):
            content = self.content(path.suffix.lower(), lang)
        write_file(path, content)
        return path

    @abstractmethod
    def draw(self, page: Page) -> str:
        """What the command prints, drawn on a page."""

    def forms(self) -> Mapping[str, Form]:
        """Files that are neither a page nor a document, by suffix."""
        return {}

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

    @abstractmethod
    def _columns(self) -> Mapping[str, Columns]:
        """The tables by name, and what is in their columns."""

    @abstractmethod
    def _rows(self, table: str, lang: Lang) -> Iterable[Mapping[str, Any]]:
        """The rows of a table, cells as documents have them."""

    def _names(self, lang: Lang) -> Mapping[str, Mapping[str, str]]:
        """What tables say of activities and reserve projects beside their ids."""
        return {}
