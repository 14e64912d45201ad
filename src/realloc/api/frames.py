"""Rows of documents as pandas tables: ids and texts as strings, amounts in baht as exact `Decimal`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from realloc.case.nearest import nearest
from realloc.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame

type Kind = Literal["text", "money", "flag", "count"]
type Columns = Mapping[str, Kind]


def columns(text: str = "", money: str = "", flag: str = "", count: str = "", order: str = "") -> Columns:
    """Columns by what they hold, each a list of names; `order` puts them in another order than that."""
    kinds: dict[str, Kind] = {
        **dict.fromkeys(text.split(), "text"),
        **dict.fromkeys(money.split(), "money"),
        **dict.fromkeys(flag.split(), "flag"),
        **dict.fromkeys(count.split(), "count"),
    }
    return {name: kinds[name] for name in order.split()} if order else kinds


def frame(rows: Iterable[Mapping[str, Any]], kinds: Columns) -> DataFrame:
    """A table of these columns: text as `str`, flags as `bool`, counts as `int64`, money as `Decimal`."""
    import pandas

    rows = list(rows)
    dtypes = {"text": "str", "money": "object", "flag": "bool", "count": "int64"}
    made = {}
    for name, kind in kinds.items():
        cells = [row[name] for row in rows]
        if kind == "money":
            cells = [None if cell is None else Decimal(cell) for cell in cells]
        made[name] = pandas.Series(cells, dtype=dtypes[kind])
    return pandas.DataFrame(made)


def chosen[Table](tables: Mapping[str, Table], name: str) -> Table:
    """The table of this name. Raises `UsageError` with the nearest that there is."""
    if name in tables:
        return tables[name]
    near = nearest(name, tables)
    names = ", ".join(tables)
    hint, thai = (f' Did you mean "{near}"?', f' หมายถึง "{near}" หรือไม่') if near else ("", "")
    raise UsageError(
        f'there is no table "{name}".{hint} Use one of: {names}.', f'ไม่มีตาราง "{name}"{thai} โปรดใช้: {names}'
    )
