"""One report as it is written, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from realloc.errors import Lang
from realloc.report.layout import Column, amount, stacked, visible, wrap
from realloc.report.titles import in_lang
from realloc.report.wording import text

MOST_ROWS = 200
WIDE = 120  # from here on a table has its sentences in a column of their own


class Page:
    """Lines of one report in one language, at most `width` columns wide."""

    def __init__(self, lang: Lang, width: int, *, bold: bool = False, most_rows: int | None = MOST_ROWS):
        self.lang: Lang = lang
        self.width = width
        self.wide = width >= WIDE
        from rich.console import Console  # late: a result written as JSON has no page

        from realloc.report.terminal import drawing

        self._most_rows = most_rows
        self._drawing = drawing
        self._written = StringIO()
        self._console = Console(
            file=self._written,
            width=width,
            force_terminal=bold,
            color_system="standard" if bold else None,
            legacy_windows=False,
        )

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return text(key, self.lang, **values)

    def heading(self, line: str) -> None:
        """A line of its own that stands out, after a blank one."""
        if self._written.tell():
            self._console.print()
        self._console.print(self._drawing.Phrase(line, "bold"))

    def line(self, line: str) -> None:
        """A paragraph."""
        self._console.print(self._drawing.Phrase(line))

    def items(self, lines: Iterable[str]) -> None:
        """Paragraphs in a list."""
        for line in lines:
            first, *rest = wrap(line, self.width - 2)
            for part in (f"- {first}", *(f"  {part}" for part in rest)):
                self._console.print(self._drawing.Phrase(part))

    def most(self, few: int) -> int | None:
        """How many of a list are shown where a few will do: on a page that is read, those; else all."""
        return None if self._most_rows is None else few

    def table[Item](
        self, columns: Sequence[Column], items: Sequence[Item], row: Callable[[Item], Sequence[str]]
    ) -> None:
        """A table with a row for each item; a long one ends by saying how many more there are, and where."""
        shown = items if self._most_rows is None else items[: self._most_rows]
        rows = [row(item) for item in shown]
        drawn = self._drawing.table(columns, rows, self.width)
        if drawn is not None:
            self._console.print(drawn)
        else:
            for line in stacked(columns, rows, self.width):
                self._console.print(self._drawing.Phrase(line))
        if len(shown) < len(items):
            self.line(self.say("more-rows", n=len(items) - len(shown)))

    def column(self, key: str, least: int = 12) -> Column:
        """A column of text, headed by a text of the catalogue."""
        return Column(self.say(key), least=least)

    def id_column(self, key: str = "h-id") -> Column:
        """A column of ids: whole where they are short."""
        return Column(self.say(key), least=14)

    def amount(self, key: str) -> Column:
        """A column of figures, headed by a text of the catalogue."""
        return amount(self.say(key))

    def in_lang(self, thai: str, english: str) -> str:
        """The English text on an English page, where there is one; else the other."""
        return in_lang(thai, english, self.lang)

    def explained_columns(self, name: str, columns: Sequence[Column]) -> list[Column]:
        """An id, a name, some columns and a sentence; on a narrow page that stands under the name."""
        why = [self.column("h-why", least=24)] if self.wide else []
        return [self.id_column(), self.column(name, least=20), *columns, *why]

    def explained(self, id_: str, name: str, cells: Sequence[str], why: str) -> list[str]:
        """A row for `explained_columns`; id, name and sentence may be text from a file."""
        id_, name, why = visible(id_), visible(name), visible(why)
        return [id_, name, *cells, why] if self.wide else [id_, f"{name}\n· {why}", *cells]

    def render(self) -> str:
        """The page, ending in a line break, no line in blanks."""
        return "\n".join(line.rstrip() for line in self._written.getvalue().split("\n"))
