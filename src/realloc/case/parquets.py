"""Parquet files as sheets of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from realloc.case.grid import LARGEST_MB, LONGEST_CELL, MOST_CELLS, MOST_TEXT, Sheet, from_cells, too_many
from realloc.errors import Finding, unreadable


def read_parquet(path: Path, findings: list[Finding]) -> Sheet | None:
    """Read a Parquet file; None with a finding where it cannot be, or takes more room than a table needs.

    A few bytes can stand for a billion values, so what they come to is counted before they are unpacked.
    """
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as stored:
            groups = [stored.metadata.row_group(k) for k in range(stored.metadata.num_row_groups)]
            if sum(group.total_byte_size for group in groups) > LARGEST_MB * 1_000_000:
                findings.append(Finding("too-large", path.name, expected=str(LARGEST_MB)))
                return None
            if _values(groups) + stored.metadata.num_rows > MOST_CELLS:
                findings.append(too_many(path.name))
                return None
        rows = _rows(path, findings)
    except Exception as error:  # a broken file surfaces in many ways
        findings.append(unreadable(path.name, error))
        return None
    return None if rows is None else from_cells(path.name, rows, findings)


def _values(groups: list[Any]) -> int:
    """The values in all columns, each item of a list for itself."""
    return sum(group.column(k).num_values for group in groups for k in range(group.num_columns))


def _rows(path: Path, findings: list[Finding]) -> Iterator[tuple[int, tuple[Any, ...]]] | None:
    import pyarrow
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as stored:
        schema = stored.schema_arrow
    is_text = (pyarrow.types.is_string, pyarrow.types.is_large_string)
    texts = [column.name for column in schema if any(kind(column.type) for kind in is_text)]
    with ParquetFile(path, read_dictionary=texts) as stored:
        read = stored.read().combine_chunks()
    columns = []
    for name, column in zip(read.column_names, read.columns, strict=True):
        problem = _too_much(path.name, name, column)
        if problem is not None:
            findings.append(problem)
            return None
        columns.append(column.to_pylist())
    return enumerate([tuple(read.column_names), *zip(*columns, strict=True)], 1)


def _too_much(file: str, name: str, column: Any) -> Finding | None:
    """Return the finding that a text in the column, or all of it, is longer than a table needs."""
    import pyarrow
    from pyarrow import compute

    used = 0
    for chunk in column.chunks if pyarrow.types.is_dictionary(column.type) else ():
        lengths = compute.binary_length(chunk.dictionary)  # bytes of UTF-8, at most four a character
        used += compute.sum(compute.take(lengths, chunk.indices)).as_py() or 0
        if (compute.max(lengths).as_py() or 0) > LONGEST_CELL * 4:
            return Finding("cell-huge", file, None, name, expected=f"{LONGEST_CELL:,}")
    return too_many(file) if used > MOST_TEXT * 4 else None
