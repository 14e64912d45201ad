"""A case's fingerprint: equal values give equal ones, whatever files, formats and row order they came in."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from realloc.case.records import Activity, Case, Reserve

# What a case is called, how it was reached, how its paper is addressed and what may yet become of it is not
# what it holds.
_LEFT_OUT = frozenset(
    {"name", "activities", "reserves", "paper", "scenario", "risk", "fingerprint", "notices"}
)

_AS_IT_IS = frozenset({str, int, bool, type(None)})


def fingerprint(case: Case) -> str:
    """Return `sha256:` and the hash over every value of the case, rows and rules in order of their ids."""
    from hashlib import sha256

    content = {f.name: _plain(getattr(case, f.name)) for f in fields(case) if f.name not in _LEFT_OUT}
    content["rules"] = [_plain(rule) for rule in sorted(case.rules, key=attrgetter("id"))]
    digest = sha256(_written(content))
    for kind, rows in ((Activity, case.activities), (Reserve, case.reserves)):
        in_order = sorted(rows, key=attrgetter("id"))
        for f in fields(kind):
            digest.update(b"\0" + f.name.encode() + b"\0")
            digest.update(_column(list(map(attrgetter(f.name), in_order))))
    return f"sha256:{digest.hexdigest()}"


def _column(column: list[Any]) -> bytes:
    """Return a column as bytes. One whose values are all alike is short; most columns of most tables are."""
    if column and column.count(column[0]) == len(column):
        return b"%d times " % len(column) + _written(_plain(column[0]))
    kinds = set(map(type, column))
    if kinds == {str}:
        joined = "\0".join(column)
        if joined.count("\0") == len(column) - 1:  # text from files never has one within
            return joined.encode("utf-8", "surrogatepass")
    if kinds == {int}:
        return _written(column)
    written = {value: _written(_plain(value)) for value in set(column)}
    return b"\0".join(map(written.__getitem__, column))


def _written(value: Any) -> bytes:
    # ascii() and not repr(), which writes some text differently from one Unicode version to the next
    return ascii(value).encode("ascii")


def _plain(value: Any) -> Any:
    """Return a value as lists of text, numbers, booleans and None, equal values alike."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Decimal):
        return f"decimal {format(value.normalize(), 'f')}"
    if isinstance(value, Fraction):
        return f"fraction {value}"
    if isinstance(value, date):
        return f"date {value.isoformat()}"
    if isinstance(value, dict):
        return [[key, _plain(value[key])] for key in sorted(value)]
    names = getattr(type(value), "__match_args__", None)
    if names:  # a record; `dataclasses.fields` would take longer than all the rest
        return [type(value).__name__, *(_plain(getattr(value, name)) for name in names)]
    return [_plain(item) for item in value]
