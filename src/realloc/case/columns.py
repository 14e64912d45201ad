"""The columns of the two tables, in the order of the records' fields, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from realloc import money
from realloc.case import aliases, dates, records, values
from realloc.errors import ValueRefused

MOST_DAYS = 100_000
MOST_PEOPLE = 1_000_000_000

DASHES = frozenset("-–—")
REQUIRED = object()
BAD = object()  # stands where a cell was refused, so that the rest of its row is still checked


class Column(NamedTuple):
    """`read` turns a cell that is not blank into a value, None = text as it is; `blank` is what blank means.

    `ordered` values can be compared in a selector; `many` means that a cell holds several items.
    """

    name: str
    read: Callable[[str], Any] | None = None
    blank: Any = REQUIRED
    ordered: bool = False
    many: bool = False


def _texts(*names: str, blank: Any = REQUIRED) -> tuple[Column, ...]:
    return tuple(Column(name, blank=blank) for name in names)


def _named(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


_category = Column("category", values.choice(records.CATEGORIES, aliases.CATEGORIES))
_lead_days = Column("lead_days", values.integer(0, MOST_DAYS), 0, ordered=True)
_people = values.integer(0, MOST_PEOPLE)

ACTIVITIES = _named(
    *_texts("id", "name", "project", "agency"),
    _category,
    Column("nature", values.choice(records.NATURES, aliases.NATURES)),
    Column("status", values.choice(records.STATUSES, aliases.STATUSES)),
    Column("budget", money.parse, ordered=True),
    Column("disbursed", money.parse, ordered=True),
    Column("obligated", money.parse, 0, ordered=True),
    Column("keep", money.parse, 0, ordered=True),
    Column("feasibility", values.choice(records.FLAGS, aliases.FLAGS), None),
    Column("participants", _people, None, ordered=True),
    Column("min_participants", _people, None, ordered=True),
    Column("online", values.yes_no, False),
    Column("planned", dates.day, None, ordered=True),
    _lead_days,
    Column("run_days", values.integer(1, MOST_DAYS), 1, ordered=True),
    Column("release_share", values.share, None, ordered=True),
    *_texts("name_en", "main_activity", blank=""),
    Column("tags", values.items, (), many=True),
    *_texts("note", blank=""),
)

RESERVES = _named(
    *_texts("id", "name", "project", "agency"),
    _category,
    Column("cost", money.parse, ordered=True),
    Column("min_cost", money.parse, None, ordered=True),
    Column("score", values.score, None, ordered=True),
    Column("rank", values.integer(1, MOST_PEOPLE), None, ordered=True),
    _lead_days,
    Column("requires", values.items, (), many=True),
    Column("excludes", values.items, (), many=True),
    Column("plan_status", values.choice(records.PLAN_STATUSES, aliases.PLAN_STATUSES), "reserve"),
    Column("available", values.yes_no, True),
    *_texts("name_en", "location", blank=""),
    Column("tags", values.items, (), many=True),
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
    elif column.read is money.parse:
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
    if cell not in DASHES:
        return False
    may_be_blank = column.blank is not REQUIRED and column.read not in (None, values.yes_no)
    return column.read is money.parse or may_be_blank


def guess(column: Column, cell: str) -> str:
    """Return the code of the notice that a cell's value, which could be read, was guessed; "" for others."""
    if is_dash(column, cell):
        return "dash-guess"
    return "date-guess" if cell and column.read is dates.day and dates.is_guessed(cell) else ""
