"""Rows of documents as pandas tables: ids and texts as strings, amounts in baht as exact `Decimal`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from realloc.case.nearest import nearest
from realloc.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame

type Kind = Literal["text", "money", "number", "flag", "count", "whole", "ids", "settings"]
type Columns = Mapping[str, Kind]

ROW = "id name project agency category"
"""What stands of an activity or a reserve project in every table that has them."""
ROW_COLUMNS = frozenset(ROW.split())

DTYPES: Mapping[Kind, str] = {
    "text": "str",
    "money": "object",  # in baht, each a Decimal
    "number": "object",  # each a Decimal
    "flag": "bool",
    "count": "int64",
    "whole": "Int64",  # a number that may be missing
    "ids": "object",  # each a tuple of texts
    "settings": "object",  # each a dict of values by path, as calls take them
}


def columns(
    *,
    text: str = "",
    money: str = "",
    number: str = "",
    flag: str = "",
    count: str = "",
    whole: str = "",
    ids: str = "",
    settings: str = "",
    order: str = "",
) -> Columns:
    """Columns by what they hold, each a list of names; `order` puts them in another order than that."""
    kinds: dict[str, Kind] = {
        **dict.fromkeys(text.split(), "text"),
        **dict.fromkeys(money.split(), "money"),
        **dict.fromkeys(number.split(), "number"),
        **dict.fromkeys(flag.split(), "flag"),
        **dict.fromkeys(count.split(), "count"),
        **dict.fromkeys(whole.split(), "whole"),
        **dict.fromkeys(ids.split(), "ids"),
        **dict.fromkeys(settings.split(), "settings"),
    }
    return {name: kinds[name] for name in order.split()} if order else kinds


def frame(
    rows: Iterable[Mapping[str, Any]], kinds: Columns, names: Mapping[str, Mapping[str, str]]
) -> DataFrame:
    """A table of these columns, each of its kind's dtype; `names`, where there are any, has more by `id`."""
    import pandas

    rows = [{**row, **names[row["id"]]} if names else row for row in rows]
    return pandas.DataFrame(
        {
            name: pandas.Series([_cell(row[name], kind) for row in rows], dtype=DTYPES[kind])
            for name, kind in kinds.items()
        }
    )


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


def _cell(value: Any, kind: Kind) -> Any:
    if kind in ("money", "number"):
        return None if value is None else Decimal(value)
    if kind == "ids":
        return tuple(value)
    if kind == "settings":
        return {row["path"]: row["value"] for row in value}
    return value
