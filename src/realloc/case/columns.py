"""The columns of the two tables, in the order of the records' fields, and how each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from realloc import money
from realloc.case import aliases, dates, records, values
from realloc.errors import ValueRefused

MOST_DAYS = 100_000
MOST_PEOPLE = 1_000_000_000

REQUIRED = object()
BAD = object()  # stands where a cell was refused, so that the rest of its row is still checked


class Column(NamedTuple):
    """`read` turns a cell that is not blank into a value, None = text as it is; `blank` is what blank means.

    `kind` is text, choice, yes-no, money, integer, date, share, score or items. `ordered` values can be
    compared in a selector; `many` means that a cell holds several items. A choice is one of `words`;
    `also` are other ways to write them, the first of each what a Thai table says.
    """

    name: str
    read: Callable[[str], Any] | None = None
    blank: Any = REQUIRED
    kind: str = "text"
    ordered: bool = False
    many: bool = False
    words: tuple[str, ...] = ()
    also: Mapping[str, str] = MappingProxyType({})


def _texts(*names: str, blank: Any = REQUIRED) -> tuple[Column, ...]:
    return tuple(Column(name, blank=blank) for name in names)


def _money(name: str, blank: Any = REQUIRED) -> Column:
    return Column(name, money.parse, blank, "money", ordered=True)


def _integer(name: str, least: int, most: int, blank: Any) -> Column:
    return Column(name, values.integer(least, most), blank, "integer", ordered=True)


def _choice(name: str, words: tuple[str, ...], also: Mapping[str, str], blank: Any = REQUIRED) -> Column:
    return Column(name, values.choice(words, also), blank, "choice", words=words, also=also)


def _yes_no(name: str, blank: bool) -> Column:
    return Column(name, values.yes_no, blank, "yes-no")


def _items(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, values.items, (), "items", many=True) for name in names)


def _named(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


_category = _choice("category", records.CATEGORIES, aliases.CATEGORIES)
_lead_days = _integer("lead_days", 0, MOST_DAYS, 0)

ACTIVITIES = _named(
    *_texts("id", "name", "project", "agency"),
    _category,
    _choice("nature", records.NATURES, aliases.NATURES),
    _choice("status", records.STATUSES, aliases.STATUSES),
    _money("budget"),
    _money("disbursed"),
    _money("obligated", 0),
    _money("keep", 0),
    _choice("feasibility", records.FLAGS, aliases.FLAGS, None),
    _integer("participants", 0, MOST_PEOPLE, None),
    _integer("min_participants", 0, MOST_PEOPLE, None),
    _yes_no("online", False),
    Column("planned", dates.day, None, "date", ordered=True),
    _lead_days,
    _integer("run_days", 1, MOST_DAYS, 1),
    Column("release_share", values.share, None, "share", ordered=True),
    *_texts("name_en", "main_activity", blank=""),
    *_items("tags"),
    *_texts("note", blank=""),
)

RESERVES = _named(
    *_texts("id", "name", "project", "agency"),
    _category,
    _money("cost"),
    _money("min_cost", None),
    Column("score", values.score, None, "score", ordered=True),
    _integer("rank", 1, MOST_PEOPLE, None),
    _lead_days,
    *_items("requires", "excludes"),
    _choice("plan_status", records.PLAN_STATUSES, aliases.PLAN_STATUSES, "reserve"),
    _yes_no("available", True),
    *_texts("name_en", "location", blank=""),
    *_items("tags"),
    *_texts("note", blank=""),
)

TABLES = {"activities": ACTIVITIES, "reserves": RESERVES}


def read_column(column: Column, cells: list[str]) -> tuple[list[Any], dict[int, ValueRefused], list[int]]:
    """Return the values of a column of cells, by row why one was refused, and rows that were guessed.

    The value of a cell that is refused is `BAD`. Of each kind of guess the first row is enough.
    """
    if column.read is None:
        cells = list(map(str.strip, cells))
        if column.blank == "" or "" not in cells:
            return cells, {}, []
    elif column.kind == "money":
        amounts = money.parse_plain(cells)
        if amounts is not None:
            return amounts, {}, []
    known: dict[str, Any] = {}
    refused: dict[str, ValueRefused] = {}
    guessed: dict[str, str] = {}
    for cell in set(cells):
        try:
            known[cell] = read_cell(column, cell.strip())
            if code := guess(column, cell.strip()):
                guessed[cell] = code
        except ValueRefused as error:
            known[cell] = BAD
            refused[cell] = error.with_traceback(None)  # a traceback would keep the frames of each
    read = list(map(known.__getitem__, cells))
    bad = {row: refused[cell] for row, cell in enumerate(cells) if cell in refused} if refused else {}
    first: dict[str, int] = {}
    for row, cell in enumerate(cells) if guessed else ():
        if cell in guessed:
            first.setdefault(guessed[cell], row)
    return read, bad, list(first.values())


def read_cell(column: Column, cell: str) -> Any:
    """Return the value of one cell. Raises `ValueRefused`."""
    if is_dash(column, cell):
        return 0 if column.blank is REQUIRED else column.blank
    if not cell:
        if column.blank is REQUIRED:
            raise ValueRefused("missing")
        return column.blank
    return cell if column.read is None else column.read(cell)


def is_dash(column: Column, cell: str) -> bool:
    """Whether a cell holds only the dash that tables have for nothing, where it can mean that."""
    if cell not in values.DASHES or column.kind in ("text", "items", "yes-no"):
        return False
    return column.kind == "money" or column.blank is not REQUIRED


def guess(column: Column, cell: str) -> str:
    """Return the code of the notice that a cell's value, which could be read, was guessed; "" for others."""
    if is_dash(column, cell):
        return "dash-guess"
    return "date-guess" if cell and column.kind == "date" and dates.is_guessed(cell) else ""
