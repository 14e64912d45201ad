"""What is seen in a PDF: text by where it stands, tables by the lines that are drawn around their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from dataclasses import dataclass, field
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from realloc.report.paper.reading import Pages, Passage, Table
from realloc.report.paper.refusing import check_streams, damaged, too_much

_THIN = 1.5  # points: what is thinner is a line of a table
_FOOT = 50  # points from the lower edge: there stands the page's number
_HYPHEN = 2  # what PDFium makes of a hyphen at the end of a line
_APART = 2.0  # points within which two lines are one
_MOST_PAGES = 5_000
_MOST_BOXES = 100  # tables on a page


@dataclass(slots=True)
class _Box:
    """A table on a page: where its lines run, and the characters found in each cell."""

    across: list[float]  # x of the upright lines, ascending
    down: list[float]  # y of the level lines, ascending
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row, counted from the top, and the column that a point is in."""
        if not (self.across[0] <= x <= self.across[-1] and self.down[0] <= y <= self.down[-1]):
            return None
        row = len(self.down) - 1 - bisect_right(self.down, y)
        return max(row, 0), min(bisect_right(self.across, x), len(self.across) - 1) - 1

    def table(self, page: str) -> Table:
        rows = len(self.down) - 1
        columns = len(self.across) - 1
        texts = tuple(
            tuple("".join(self.cells.get((row, column), ())) for column in range(columns))
            for row in range(rows)
        )
        return Table(texts, ((page,) * columns,) * rows)


def read(content: bytes) -> Pages:
    """The tables and lines of a .pdf file, in order. Raises ValueError for what is no such file."""
    check_streams(content)
    try:
        document = pdfium.PdfDocument(content)
        try:
            return _read(document)
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise damaged(error) from None


def _read(document: pdfium.PdfDocument) -> Pages:
    tables: list[Table] = []
    passages: list[Passage] = []
    if len(document) > _MOST_PAGES:
        raise too_much()
    for number, page in enumerate(document, 1):
        boxes = list(islice(_boxes(page), _MOST_BOXES + 1))
        if len(boxes) > _MOST_BOXES:
            raise too_much()
        outside: list[str] = []
        for char, x, y in _characters(page):
            if y < _FOOT:
                continue
            for box in boxes:
                place = box.place(x, y)
                if place is not None:
                    box.cells.setdefault(place, []).append(char)
                    break
            else:
                outside.append(char)
        tables += [box.table(str(number)) for box in boxes]
        passages.append(Passage("".join(outside), str(number)))
    return Pages(tuple(tables), tuple(passages), whole=False)


def _boxes(page: pdfium.PdfPage) -> Iterator[_Box]:
    """The tables of a page, from the top: wherever upright lines run, with the level lines between."""
    upright: list[tuple[float, float, float]] = []  # lowest y, highest y, x
    level: list[float] = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        if right - left < _THIN < top - bottom:
            upright.append((bottom, top, (left + right) / 2))
        elif top - bottom < _THIN < right - left:
            level.append((bottom + top) / 2)
    for bottom, top, across in reversed(list(_together(upright))):
        down = _distinct(y for y in level if bottom - _APART <= y <= top + _APART)
        if len(across) > 1 and len(down) > 1:
            yield _Box(across, down)


def _together(upright: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, list[float]]]:
    """The upright lines of each table: those whose heights overlap; from the lowest."""
    bottom, top = 0.0, 0.0
    found: list[float] = []
    for low, high, x in sorted(upright):
        if found and low > top + _APART:
            yield bottom, top, _distinct(found)
            found = []
        if not found:
            bottom, top = low, high
        top = max(top, high)
        found.append(x)
    if found:
        yield bottom, top, _distinct(found)


def _distinct(places: Iterable[float]) -> list[float]:
    """Ascending, with lines drawn twice counted once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _APART:
            kept.append(place)
    return kept


def _characters(page: pdfium.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Each character that is shown, and where it stands on its line."""
    text = page.get_textpage()
    x, y = c_double(), c_double()
    try:
        for number in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, number) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, number)
            if code and raw.FPDFText_GetCharOrigin(text, number, byref(x), byref(y)):
                yield "-" if code == _HYPHEN else chr(code), x.value, y.value
    finally:
        text.close()
