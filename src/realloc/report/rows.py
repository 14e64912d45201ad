"""Rows of a study as text for CSV, as Arrow columns for Parquet, and read back from either.

Amounts are decimal strings in CSV and decimals in Parquet. A text that a spreadsheet would take for a formula
is written with an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc import money
from realloc.report.document import stage_value
from realloc.whatif import SCENARIO, Axis, Row, RowStatus

if TYPE_CHECKING:
    from realloc.schema.study import SweepRow

AMOUNTS = ("releasable", "moved", "unplaced", "escalation")
FIELDS = (
    "status", "releasable", "moved", "unplaced", "funded", "score", "escalation", "lines", "proof",
    "fingerprint", "note",
)  # fmt: skip
SEPARATOR = ";"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
STATUSES: tuple[RowStatus, ...] = ("optimal", "feasible", "infeasible", "refused", "unknown")


def header(axes: Sequence[Axis]) -> list[str]:
    """The columns: the point, what it lays on top, and what came of it."""
    return ["row", SCENARIO, *(axis.path for axis in axes if axis.path != SCENARIO), *FIELDS]


def cells(row: Row, axes: Sequence[Axis]) -> dict[str, str]:
    """A row's cells by column, as documents have them; "" where there is nothing."""
    laid = {axis.path: value for axis, value in zip(axes, row.values, strict=True)}
    return {
        "row": str(row.number),
        **laid,
        SCENARIO: row.scenario,
        "status": row.status,
        **{name: _amount(getattr(row, name)) for name in AMOUNTS},
        "funded": SEPARATOR.join(row.funded),
        "score": "" if row.score is None else stage_value("score", row.score),
        "lines": "" if row.lines is None else str(row.lines),
        "proof": row.proof,
        "fingerprint": row.fingerprint,
        "note": row.note,
    }


def csv_line(texts: Sequence[str]) -> str:
    """One line of CSV, no cell of which starts a formula."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(map(inert, texts))
    return stream.getvalue()


def csv_row(row: Row, axes: Sequence[Axis]) -> str:
    """A row as a line of CSV."""
    texts = cells(row, axes)
    return csv_line([texts[name] for name in header(axes)])


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_csv(content: str, axes: Sequence[Axis]) -> list[Row]:
    """The rows that `csv_row` wrote under a header. Raises ValueError for anything else."""
    lines = csv.reader(io.StringIO(content, newline=""), strict=True)
    names = header(axes)
    try:
        if next(lines, None) != names:
            raise ValueError("header")
        return [_read(dict(zip(names, map(_plain, line), strict=True)), axes) for line in lines]
    except csv.Error as error:
        raise ValueError(str(error)) from None


def write_parquet(rows: Sequence[Row], axes: Sequence[Axis], file: Path) -> None:
    """Write rows as a Parquet file."""
    import pyarrow
    from pyarrow import parquet

    kinds = {name: pyarrow.decimal128(38, 2) for name in AMOUNTS}
    kinds |= {"row": pyarrow.int64(), "lines": pyarrow.int64(), "score": pyarrow.decimal128(38, 4)}
    kinds |= {"funded": pyarrow.list_(pyarrow.string())}
    names = header(axes)
    table = [{name: _typed(name, text, row) for name, text in cells(row, axes).items()} for row in rows]
    columns = [
        pyarrow.array([line[name] for line in table], kinds.get(name, pyarrow.string())) for name in names
    ]
    parquet.write_table(pyarrow.table(columns, names), file)


def file_bytes(rows: Sequence[Row], axes: Sequence[Axis], suffix: str) -> bytes:
    """Rows as a file of this suffix, `.csv` or `.parquet`, holds them."""
    if suffix == ".csv":
        lines = [csv_line(header(axes)), *(csv_row(row, axes) for row in rows)]
        return "".join(lines).encode("utf-8")
    from tempfile import TemporaryDirectory  # late: CSV needs none

    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        write_parquet(rows, axes, file)
        return file.read_bytes()


def read_parquet(file: Path, axes: Sequence[Axis]) -> list[Row]:
    """The rows that `write_parquet` wrote. Raises ValueError for anything else."""
    import pyarrow
    from pyarrow import parquet

    try:
        with file.open("rb") as stream:
            table = parquet.read_table(stream)
    except pyarrow.ArrowException as error:
        raise ValueError(str(error)) from None
    if table.column_names != header(axes):
        raise ValueError("header")
    return [
        _read({name: _as_text(value) for name, value in line.items()}, axes) for line in table.to_pylist()
    ]


def _read(line: dict[str, str], axes: Sequence[Axis]) -> Row:
    status = next((status for status in STATUSES if status == line["status"]), None)
    if status is None:
        raise ValueError("status")
    amounts = {name: _satang(line[name]) for name in AMOUNTS}
    score = line["score"]
    return Row(
        number=int(line["row"]),
        scenario=line[SCENARIO],
        values=tuple(line[axis.path] for axis in axes),
        status=status,
        funded=tuple(filter(None, line["funded"].split(SEPARATOR))),
        score=int(Decimal(score) * 10_000) if score else None,
        lines=int(line["lines"]) if line["lines"] else None,
        proof=line["proof"],
        fingerprint=line["fingerprint"],
        note=line["note"],
        **amounts,
    )


def _amount(satang: int | None) -> str:
    return "" if satang is None else money.decimal(satang)


def _satang(text: str) -> int | None:
    return int(Decimal(text) * money.SATANG_PER_BAHT) if text else None


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _typed(name: str, text: str, row: Row) -> Any:
    if name == "funded":
        return list(row.funded)
    if name in (*AMOUNTS, "score"):
        return Decimal(text) if text else None
    if name in ("row", "lines"):
        return int(text) if text else None
    return text


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return SEPARATOR.join(value) if isinstance(value, list) else str(value)


def documents(rows: Sequence[Row], axes: Sequence[Axis]) -> Iterator[SweepRow]:
    """Rows as JSON has them: `settings` by path, numbers as strings, null where there is no plan."""
    for row in rows:
        texts = cells(row, axes)
        yield {
            "row": row.number,
            "scenario": row.scenario,
            "settings": {
                axis.path: value
                for axis, value in zip(axes, row.values, strict=True)
                if axis.path != SCENARIO
            },
            "status": row.status,
            "releasable": texts["releasable"] or None,
            "moved": texts["moved"] or None,
            "unplaced": texts["unplaced"] or None,
            "funded": list(row.funded),
            "score": texts["score"] or None,
            "escalation": texts["escalation"] or None,
            "lines": row.lines,
            "proof": row.proof or None,
            "fingerprint": row.fingerprint or None,
            "note": row.note,
        }
