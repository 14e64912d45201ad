"""Small cases written to a folder: say what matters, the rest is sound."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

ACTIVITY = {
    "name": "กิจกรรม",
    "project": "tourism",
    "agency": "สำนักงานจังหวัด",
    "category": "operating",
    "nature": "works",
    "status": "in_progress",
    "budget": "1000.00",
    "disbursed": "200.00",
}
RESERVE = {
    "name": "โครงการสำรอง",
    "project": "tourism",
    "agency": "สำนักงานจังหวัด",
    "category": "operating",
    "cost": "500.00",
    "score": "10",
}
TOML = """\
title = "Test"

[calendar]
as_of = 2021-04-30
decision = 2021-06-01
close = 2021-09-30
"""


def write_case(
    folder: Path,
    activities: Iterable[Mapping[str, object]] = ({},),
    reserves: Iterable[Mapping[str, object]] = ({},),
    toml: str = "",
    what_if: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes | None] | None = None,
) -> Path:
    """Write a case and return its folder.

    A row is a dict of columns over `ACTIVITY` or `RESERVE`, its id A1, A2, … or R1, R2, … unless given; a
    value of None leaves a column's cell blank. `toml` goes after `TOML`; `what_if` has scenarios by name.
    `files` has the whole content of files by path, and None for one that shall not be there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(TOML + toml, encoding="utf-8")
    write_table(folder / "activities.csv", _rows(ACTIVITY, "A", activities))
    write_table(folder / "reserves.csv", _rows(RESERVE, "R", reserves))
    for name, content in (what_if or {}).items():
        _write(folder / "what-if" / f"{name}.toml", content)
    for path, content in (files or {}).items():
        if content is None:
            (folder / path).unlink()
        else:
            _write(folder / path, content)
    return folder


def write_table(path: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV under the union of their columns; None is a blank cell."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _rows(
    default: Mapping[str, object], letter: str, given: Iterable[Mapping[str, object]]
) -> list[dict[str, object]]:
    return [{"id": f"{letter}{number}"} | default | row for number, row in enumerate(given, 1)] or [
        {"id": None} | dict.fromkeys(default)
    ]


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
