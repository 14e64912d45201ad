"""What is seen in a web page: its tables and its other text, in order; what is hidden is not seen."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.refusing import MOST_CELLS, NotRead, too_much

_NOTHING_SEEN = frozenset({"head", "script", "style", "template", "noscript", "title", "desc"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_WITHIN_A_LINE = frozenset(
    {"a", "abbr", "b", "bdi", "button", "code", "em", "i", "mark", "small", "span", "strong", "u"}
)


def read(content: bytes) -> Pages:
    """The tables and texts of an .html file, in order. Raises ValueError for what is no such file."""
    if content.count(b"<") > 2 * MOST_CELLS:
        raise too_much()
    reader = _Reader()
    reader.feed(content.decode("utf-8-sig"))  # a UnicodeDecodeError is a ValueError
    reader.close()
    reader.end_passage()
    if not reader.tables and not reader.passages:
        raise NotRead("no text in it", "ไม่มีข้อความ")
    return Pages(tuple(reader.tables), tuple(reader.passages))


class _Reader(HTMLParser):
    """Gathers cells and passages; elements that a person left open end with the one around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.passages: list[Passage] = []
        self._open: list[tuple[str, bool]] = []  # elements, and whether they are seen
        self._count: Counter[str] = Counter()  # of those that are open, by name
        self._rows: list[list[str]] | None = None
        self._cell: list[str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._hear(" ")
            return
        given = dict(attrs)
        seen = tag not in _NOTHING_SEEN and "hidden" not in given and not _is_hidden(given.get("style"))
        self._open.append((tag, seen and self._seen))
        self._count[tag] += 1
        if not self._seen or tag in _WITHIN_A_LINE:
            return
        if tag == "table":
            self.end_passage()
            self._rows = []
        elif self._rows is None or tag == "caption":
            self.end_passage()
        elif tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if not self._count[tag]:
            return
        while True:
            name, seen = self._open.pop()
            self._count[name] -= 1
            if seen:
                self._end(name)
            if name == tag:
                return

    def _end(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "table" and self._rows is not None:
            self._end_cell()
            self.tables.append(Table(tuple(tuple(row) for row in self._rows if row)))
            self._rows = None
        elif tag not in _WITHIN_A_LINE and (self._rows is None or tag == "caption"):
            self.end_passage()

    def _end_cell(self) -> None:
        if self._rows is not None and self._cell is not None:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(_line(self._cell))
        self._cell = None

    def handle_data(self, data: str) -> None:
        self._hear(data)

    @property
    def _seen(self) -> bool:
        return not self._open or self._open[-1][1]

    def _hear(self, data: str) -> None:
        if self._seen:
            (self._text if self._cell is None else self._cell).append(data)

    def end_passage(self) -> None:
        """End the text that stands outside of tables."""
        text = _line(self._text)
        if text:
            self.passages.append(Passage(text))
        self._text.clear()


def _is_hidden(style: str | None) -> bool:
    plain = (style or "").replace(" ", "").lower()
    return "display:none" in plain or "visibility:hidden" in plain


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
