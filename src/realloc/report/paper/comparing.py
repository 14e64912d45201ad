"""What a paper that was read says otherwise than the paper that its plan makes, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from unicodedata import bidirectional

from realloc.errors import Lang
from realloc.report.paper.content import Paper
from realloc.report.paper.grids import Column, Grid, grids
from realloc.report.paper.memo import Heading, Letterhead, Paragraph, Remark, Signatures, blocks
from realloc.report.paper.recognising import Row, Seen, compact, skeleton, spaced
from realloc.report.paper.xlsx_grids import extra
from realloc.report.wording import text

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_AMOUNT = re.compile(r"(?<![0-9.,])[0-9][0-9,]*\.[0-9]{2}(?![0-9]|[.,][0-9])")
_EDGES = re.compile(r"([0-9.,]*)(.*[^0-9.,])([0-9.,]*)", re.DOTALL)
_SURE = re.compile(r"[!-~\u0e01-\u0e2e]")
_VOWEL = re.compile(r"[\u0e30-\u0e3a\u0e40-\u0e4e]")
_FIRST_FIGURE = re.compile(rf"{_VOWEL.pattern}*([0-9.,]+)")
_LAST_FIGURE = re.compile(rf"([0-9][0-9.,]*){_VOWEL.pattern}*\Z")
_SHORTEST = 9  # letters of a sentence that is looked for
_IN_WORDS = re.compile(r"\(([^()0-9]*(?:บาทถ้วน|สตางค์|bahtonly|satang))\)")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that says otherwise. `where` names it as the paper does; `code` is a text of the catalogue."""

    code: str
    where: str
    found: str = ""
    expected: str = ""

    def render(self, lang: Lang = "en") -> str:
        return text(self.code, lang, where=self.where, found=self.found, expected=self.expected)


def differences(paper: Paper, seen: Seen) -> Iterator[Difference]:
    """Every cell that differs from what the paper should say, then every figure in its other text."""
    expected = [*grids(paper), *extra(paper)]
    for grid, key in zip(expected, _keys(expected, seen), strict=True):
        if key in seen.tables:
            yield from _grid(grid, seen.headings[key], seen.tables[key], whole=seen.whole)
    yield from _prose(paper, seen)


def _keys(expected: Sequence[Grid], seen: Seen) -> list[str]:
    """The key of the table that was read for each grid: projects are in their order where none is missing."""
    projects = [key for key in seen.tables if key.startswith("project")]
    if len(projects) != sum(grid.key.startswith("project") for grid in expected):
        return [grid.key for grid in expected]
    in_order = iter(projects)
    return [next(in_order) if grid.key.startswith("project") else grid.key for grid in expected]


def _grid(grid: Grid, headings: Sequence[str], rows: Sequence[Row], *, whole: bool) -> Iterator[Difference]:
    columns = list(_columns(grid, headings))
    shown = [[row.cells[place] if place < len(row.cells) else "" for place in columns] for row in rows]
    if len(rows) == len(grid.rows):
        pairs: list[tuple[int, int]] = [(number, number) for number in range(len(rows))]
    else:
        pairs = []
        wanted, found = [_named(row) for row in grid.rows], [_named(row) for row in shown]
        for what, i1, i2, j1, j2 in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
            if what == "equal":
                pairs += zip(range(i1, i2), range(j1, j2), strict=True)
                continue
            for i in range(i1, i2):
                yield Difference("p-row-missing", grid.title, "", _label(grid.rows[i]))
            for j in range(j1, j2):
                yield Difference("p-row-extra", grid.title, _label(shown[j]))
    for i, j in pairs:
        for number, column in enumerate(grid.columns):
            found_cell, expected = shown[j][number], grid.rows[i][number]
            if not _same(column, found_cell, expected, whole=whole):
                where = _where(grid, i, column, rows[j], columns[number])
                yield Difference("p-cell", where, spaced(found_cell) or "–", spaced(expected) or "–")


def _columns(grid: Grid, headings: Sequence[str]) -> Iterator[int]:
    """Where each column of the grid stands in the table that was read: by its heading, else in its place."""
    known = {skeleton(heading): place for place, heading in reversed(list(enumerate(headings)))}
    for place, column in enumerate(grid.columns):
        yield known.get(skeleton(column.heading), place)


def _named(row: Sequence[str]) -> str:
    return skeleton(row[1]) if len(row) > 2 else skeleton(row[0])


def _label(row: Sequence[str]) -> str:
    return spaced(" ".join(row[:2]))


def _where(grid: Grid, number: int, column: Column, row: Row, place: int) -> str:
    """`Table of transfers, A04, Out (−)`: the table, the row and the column, and where the file has it."""
    cells = grid.rows[number]
    if len(cells) == 2:
        return _placed(f"{grid.title}, {cells[0]}", row, place)
    label = cells[1] if grid.columns[0].kind == "number" else cells[0]
    name = label.split(" ")[0] if cells[0] and grid.columns[0].kind in ("number", "named") else label
    number_of = f"{cells[0]} " if grid.key == "moves" and cells[0] else ""
    return _placed(f"{grid.title}, {number_of}{name}, {column.heading}", row, place)


def _placed(where: str, row: Row, place: int) -> str:
    found = row.places[place] if place < len(row.places) else ""
    return f"{where} ({found})" if found else where


def _same(column: Column, found: str, expected: str, *, whole: bool) -> bool:
    if compact(found) == compact(expected):
        return True
    if column.kind == "why":
        return _figures(found) == _figures(expected)
    if whole or column.kind not in ("named", "text"):
        return False
    one, other = skeleton(found), skeleton(expected)
    # In a line that runs from right to left no reader agrees with another on the order.
    return sorted(one) == sorted(other) if _runs_left(expected) else one == other


def _runs_left(written: str) -> bool:
    return any(bidirectional(char) in ("R", "AL") for char in written)


def _figures(written: str) -> list[str]:
    return _FIGURE.findall(spaced(written))


# The text outside of the tables. The office may word it anew, so only its figures are held to the plan.


def _prose(paper: Paper, seen: Seen) -> Iterator[Difference]:
    said = "\n".join(compact(passage.text) for passage in seen.passages)
    bare, places = _without_digits(said, whole=seen.whole)
    explained = bytearray(len(said))
    sentences = list(_sentences(paper))
    # The longest first: a short one may be a part of it.
    for sentence in sorted(sentences, key=len, reverse=True):
        wanted = compact(sentence)
        letters, _ = _without_digits(wanted, whole=seen.whole)
        place = _place(letters, bare, places, explained) if len(letters) >= _SHORTEST else None
        if place is None:
            continue
        start, end = place
        before, after = _edges(said, start, end)
        yield from (
            Difference("p-text", _brief(sentence), found, expected)
            for found, expected in _changed(said[start:end], before, after, wanted, whole=seen.whole)
        )
        explained[start - len(before) : end + len(after)] = b"\1" * (end - start + len(before) + len(after))
    rest = "".join("\n" if known else char for char, known in zip(said, explained, strict=True))
    yield from _unknown(paper, sentences, rest)


def _place(letters: str, bare: str, places: list[int], explained: bytearray) -> tuple[int, int] | None:
    """Where these letters stand, from start to end, in what no other sentence explains yet."""
    at = bare.find(letters)
    while at >= 0:
        start, end = places[at], places[at + len(letters) - 1] + 1
        if not any(explained[start:end]):
            return start, end
        at = bare.find(letters, at + 1)
    return None


def _edges(said: str, start: int, end: int) -> tuple[str, str]:
    """The figures that stand right before and right after."""
    before, after = _LAST_FIGURE.search(said, max(0, start - 40), start), _FIRST_FIGURE.match(said, end)
    return before[1] if before else "", after[1] if after else ""


def _sentences(paper: Paper) -> Iterator[str]:
    """The sentences of the memo that hold figures."""
    for block in blocks(paper):
        match block:
            case Paragraph() | Remark() | Heading():
                yield block.text
            case Letterhead():
                yield block.head.subject
            case Signatures():
                for who in block.signatures:
                    if who.level:
                        words = paper.words(who.amount)
                        yield paper.say("p-approves", n=who.lines, amount=who.amount, in_words=words)


def _without_digits(written: str, *, whole: bool) -> tuple[str, list[int]]:
    """The letters of a text, and where in it each stands; only those that any reader gets right."""
    letters: list[str] = []
    places: list[int] = []
    apart = True
    for place, char in enumerate(written):
        if char.isdecimal() or char in ",.\n":
            apart = True
        elif whole or (_SURE.match(char) and (apart or letters[-1] != char or char.isascii())):
            letters.append(char)
            places.append(place)
            apart = False
    return "".join(letters), places


def _changed(found: str, before: str, after: str, wanted: str, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The figures of a sentence that were changed, and what they were; `before` and `after` are around it."""
    edges = _EDGES.fullmatch(wanted)
    assert edges is not None
    head, core, tail = edges.groups()
    here, there = _FIGURE.findall(found.replace("\n", "")), _FIGURE.findall(core)
    if len(here) != len(there):
        yield " ".join(here) or "–", " ".join(there) or "–"
    else:
        yield from ((one, other) for one, other in zip(here, there, strict=True) if one != other)
    # The number of a paragraph may stand before it, and where lines run together other figures may follow.
    if head and not before.endswith(head):
        yield before or "–", head
    last, tail = after.rstrip(".,"), tail.rstrip(".,")
    if tail and not (last == tail if whole else last.startswith(tail)):
        yield last or "–", tail


def _unknown(paper: Paper, sentences: Sequence[str], rest: str) -> Iterator[Difference]:
    """Amounts, in figures or words, in text that is not the memo's, which nothing in the paper bears out."""
    everything = [compact(sentence) for sentence in sentences]
    everything += [compact(cell) for grid in grids(paper) for row in grid.rows for cell in row]
    figures = {found for part in everything for found in _AMOUNT.findall(part)}
    words = {found for part in everything for found in _IN_WORDS.findall(part)}
    words |= {part for part in everything if _IN_WORDS.fullmatch(f"({part})")}
    for found in _AMOUNT.findall(rest):
        if found not in figures:
            yield Difference("p-amount-unknown", paper.say("p-other-text"), found, _nearest(found, figures))
    for found in _IN_WORDS.findall(rest):
        if found not in words:
            yield Difference("p-amount-unknown", paper.say("p-other-text"), found, _nearest(found, words))


def _nearest(found: str, known: set[str]) -> str:
    return next(iter(get_close_matches(found, sorted(known), 1, 0.0)), "–")


def _brief(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else f"{sentence[:59]}…"
