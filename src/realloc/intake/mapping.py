"""What a map says: which heading of a report is which column of a case, and which rows are no rows."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from realloc.case import values
from realloc.case.columns import ACTIVITIES, Column, read_cell
from realloc.case.nearest import nearest
from realloc.case.overlay import Keys, Layers, Tree, read_toml
from realloc.case.settings import Reader
from realloc.errors import InputError, ValueRefused
from realloc.intake.cells import written
from realloc.intake.grid import clean_cell

KEYS = ("title", "report", "columns", "digits", "values", "constants", "new", "skip", "total")
REPORT_KEYS = ("sheet", "header", "blank", "empty", "keep", "differing")
TESTS = ("is", "starts", "ends", "contains", "like", "blank")
BLANK = ("-",)  # how a report writes nothing: no text, and where an amount should be, 0
EMPTY = ("error", "zero")
DIFFERING = ("error", "first")
LAST_HEADER_ROW = 1000
MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Test:
    """What a row's cell under `heading` must be like; `how` is one of TESTS."""

    heading: str
    how: str
    text: str = ""

    def meets(self, cell: str) -> bool:
        """Whether a cell, cleaned, is like that."""
        if self.how == "like":
            return fnmatchcase(cell, self.text)
        return {
            "is": cell == self.text,
            "starts": cell.startswith(self.text),
            "ends": cell.endswith(self.text),
            "contains": self.text in cell,
            "blank": not cell,
        }[self.how]


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows to leave out, and why, in the planner's words."""

    test: Test
    why: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """A map as read. `columns` gives the headings behind each column of the case, in the map's order.

    `words` replaces what a report says in a column: exact text first, then patterns with `*`. `constants`
    hold for every row, `new` for rows that the case does not have, and `keep` names columns in which rows
    that the case has stay as they are. A cell in `blank` holds no text, or 0; one with nothing in it is 0
    only where `empty_is_zero`.
    """

    file: str
    title: str
    sheet: str
    header: tuple[int, ...]
    blank: frozenset[str]
    empty_is_zero: bool
    keep: frozenset[str]
    takes_first: bool
    columns: dict[str, tuple[str, ...]]
    digits: dict[str, int]
    words: dict[str, dict[str, str]]
    constants: dict[str, str]
    new: dict[str, str]
    skips: tuple[Skip, ...] = ()
    total: Test | None = None

    def word(self, column: str, cell: str) -> str:
        """What the case is to say where the report says `cell`."""
        known = self.words.get(column, {})
        if cell in known:
            return known[cell]
        return next((word for form, word in known.items() if "*" in form and fnmatchcase(cell, form)), cell)


def read_map(path: Path) -> Mapping:
    """Read a map. Raises `InputError` with everything that is wrong in it at once."""
    tree = read_toml(path, path.name)
    reader = Reader(Layers(tree, origins={(key,): path.name for key in (*KEYS, *tree)}))
    mapping = _Map(reader).read(path.name)
    if reader.findings:
        raise InputError(reader.findings)
    return mapping


class _Map:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.tree = reader.tree

    def read(self, file: str) -> Mapping:
        reader = self.reader
        reader.check_keys((), self.tree, KEYS)
        report = reader.table(("report",), self.tree, REPORT_KEYS)
        columns = {name: reader.words(("columns", name), table) for name, table in self._columns("columns")}
        skips = tuple(self._skips())
        total = reader.table(("total",), self.tree, ("column", *TESTS))
        if "id" not in columns:
            reader.refuse(("columns", "id"), "missing")
        blank = reader.words(("report", "blank"), report) or BLANK
        return Mapping(
            file,
            title=reader.value(("title",), self.tree, default=""),
            sheet=reader.value(("report", "sheet"), report, default=""),
            header=self._header(report),
            blank=frozenset(blank),
            empty_is_zero=reader.value(("report", "empty"), report, values.choice(EMPTY), "error") == "zero",
            keep=frozenset(reader.words(("report", "keep"), report, _column)),
            takes_first=reader.value(("report", "differing"), report, values.choice(DIFFERING), "error")
            == "first",
            columns=columns,
            digits=self._digits(),
            words=self._words(),
            constants=self._cells("constants", columns),
            new=self._cells("new", {}),
            skips=skips,
            total=self._test(("total",), total) if total else None,
        )

    def _columns(self, key: str) -> list[tuple[str, Tree]]:
        """The names in a table whose keys are columns of activities; others are refused."""
        table = self.reader.table((key,), self.tree)
        for name in table:
            if name not in ACTIVITIES:
                known = ", ".join(ACTIVITIES)
                self.reader.refuse((key, name), "column-unknown", name, known, nearest(name, ACTIVITIES))
        return [(name, table) for name in table if name in ACTIVITIES]

    def _header(self, report: Tree) -> tuple[int, ...]:
        listed = report.get("header", [])
        rows = listed if isinstance(listed, list) else [listed]
        read = values.integer(1, LAST_HEADER_ROW)
        found = [self.reader.convert(("report", "header"), row, read) for row in rows]
        return tuple(row for row in found if row is not None)

    def _digits(self) -> dict[str, int]:
        read = values.integer(1, MOST_DIGITS)
        found = {n: self.reader.value(("digits", n), t, read, None) for n, t in self._columns("digits")}
        return {name: digits for name, digits in found.items() if digits}

    def _words(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for name, table in self._columns("values"):
            words = self.reader.table(("values", name), table)
            found[name] = {
                clean_cell(said): word
                for said in words
                if (word := self._cell(("values", name, said), words, ACTIVITIES[name])) is not None
            }
        return found

    def _cells(self, key: str, mapped: Pairs[str, Any]) -> dict[str, str]:
        found = {}
        for name, table in self._columns(key):
            if name in mapped:
                self.reader.refuse((key, name), "map-twice", name)
            cell = self._cell((key, name), table, ACTIVITIES[name])
            if cell is not None:
                found[name] = cell
        return found

    def _cell(self, path: Keys, table: Tree, column: Column) -> str | None:
        """The text of a cell that the map gives; None, and a finding, where its column cannot take it."""

        def read(text: str) -> str:
            return written(column, read_cell(column, text))

        if isinstance(table[path[-1]], list) and column.many:
            return ";".join(self.reader.words(path, table))
        return self.reader.value(path, table, read, "")  # type: ignore[no-any-return]

    def _skips(self) -> list[Skip]:
        found = []
        for number, entry in enumerate(
            self.reader.tables(("skip",), self.tree, ("column", "why", *TESTS)), 1
        ):
            path = ("skip", str(number))
            test = self._test(path, entry)
            if test is not None:
                found.append(Skip(test, self.reader.value((*path, "why"), entry, default="")))
        return found

    def _test(self, path: Keys, entry: Tree) -> Test | None:
        heading = self.reader.value((*path, "column"), entry)
        hows = [key for key in TESTS if key in entry]
        if len(hows) != 1:
            self.reader.refuse(path, "map-test", str(len(hows)), ", ".join(TESTS))
        if heading is None or len(hows) != 1:
            return None
        how = hows[0]
        if how == "blank":
            wanted = self.reader.value((*path, how), entry, values.yes_no)
            return Test(heading, "blank") if wanted else Test(heading, "like", "?*")
        text = self.reader.value((*path, how), entry)
        return None if text is None else Test(heading, how, text)


def _column(name: str) -> str:
    if name not in ACTIVITIES:
        options = ", ".join(ACTIVITIES)
        raise ValueRefused("column-unknown", name, options, lambda: nearest(name, ACTIVITIES))
    return name
