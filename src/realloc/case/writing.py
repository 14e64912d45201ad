"""A case's tables written again, value by value, so that reading them gives the same: CSV and Parquet."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any

from realloc import money
from realloc.case.columns import TABLES, Column
from realloc.case.sheets import shield
from realloc.case.tables import Table

_SHARE_DECIMALS = 30  # what is read of a share


def csv_file(table: Table) -> bytes:
    """Return a table as CSV that Excel reads as Thai: UTF-8 with BOM, no cell a formula."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.headings)
    columns = [
        [shield(cell_text(TABLES[table.name][name], value)) for value in table.columns[name]]
        for name in table.headings
    ]
    writer.writerows(zip(*columns, strict=True))
    return stream.getvalue().encode("utf-8-sig")


def parquet_file(table: Table) -> bytes:
    """Return a table as Parquet, money and scores as decimals, dates as dates, lists as lists."""
    import pyarrow
    from pyarrow import parquet

    kinds = {
        "text": pyarrow.string(),
        "choice": pyarrow.string(),
        "yes-no": pyarrow.bool_(),
        "money": pyarrow.decimal128(17, 2),
        "integer": pyarrow.int64(),
        "date": pyarrow.date32(),
        "share": pyarrow.decimal128(_SHARE_DECIMALS + 1, _SHARE_DECIMALS),
        "score": pyarrow.decimal128(16, 4),
        "items": pyarrow.list_(pyarrow.string()),
    }
    arrays = {}
    for name in table.headings:
        column = TABLES[table.name][name]
        values = [number(column, value) for value in table.columns[name]]
        arrays[name] = pyarrow.array(values, kinds[column.kind])
    stream = BytesIO()
    parquet.write_table(pyarrow.table(arrays), stream)
    return stream.getvalue()


def cell_text(column: Column, value: Any) -> str:
    """Return the text that `column` reads as `value`; "" where that is nothing."""
    if value is None:
        return ""
    if column.kind == "items":
        return ";".join(value)
    if column.kind == "yes-no":
        return "yes" if value else "no"
    if column.kind == "money":
        return money.decimal(value)
    value = number(column, value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def number(column: Column, value: Any) -> Any:
    """Return a table's value with satang as baht and shares as decimals, exact; any other as it is."""
    if value is None:
        return None
    if column.kind == "money":
        return Decimal(money.decimal(value))
    return _decimal_share(value) if column.kind == "share" else value


def _decimal_share(share: Fraction) -> Decimal:
    units = share.numerator * 10**_SHARE_DECIMALS // share.denominator  # whole, as it was read from decimals
    digits = f"{units:0{_SHARE_DECIMALS + 1}d}"
    return Decimal(f"{digits[:-_SHARE_DECIMALS]}.{digits[-_SHARE_DECIMALS:]}".rstrip("0").rstrip("."))
