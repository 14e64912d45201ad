"""`[[risk.uncertain]]` of case.toml: which values are not known, and how they are distributed."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from realloc.case import values
from realloc.case.overlay import Keys, Tree
from realloc.case.records import Uncertain
from realloc.case.settings import Reader
from realloc.errors import ValueRefused

_KEYS = ("path", "values", "weights", "low", "mode", "high", "percent", "chance")
_PERCENT = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,4})?")
_MOST_WEIGHT = 1_000_000
_THREE = 3


def read_risk(reader: Reader) -> tuple[Uncertain, ...]:
    """Return the uncertain values in file order; what is refused is a finding."""
    section = reader.table(("risk",), reader.tree, ("uncertain",))
    path = ("risk", "uncertain")
    entries = reader.tables(path, section, _KEYS)
    read = [_uncertain(reader, (*path, str(number)), entry) for number, entry in enumerate(entries, 1)]
    for number, one in enumerate(read):
        if one.path in (other.path for other in read[:number]):
            reader.refuse((*path, str(number + 1), "path"), "risk-twice", one.path)
    return tuple(read)


def _uncertain(reader: Reader, path: Keys, entry: Tree) -> Uncertain:
    given = {key for key, value in entry.items() if value != ""}
    forms = [{"values"} & given, {"low", "high"} & given, {"percent"} & given]
    if sum(map(bool, forms)) != 1:
        reader.refuse(path, "risk-form")
    elif "mode" in given and "low" not in given:
        reader.refuse((*path, "mode"), "risk-form")
    elif "weights" in given and "values" not in given:
        reader.refuse((*path, "weights"), "risk-form")
    listed = _items(reader, path, entry, "values")
    weights = tuple(
        reader.convert((*path, "weights"), item, values.integer(0, _MOST_WEIGHT))
        for item in _items(reader, path, entry, "weights")
    )
    if weights and len(weights) != len(listed):
        reader.refuse((*path, "weights"), "risk-length", str(len(weights)), str(len(listed)))
    elif weights and None not in weights and not any(weights):
        reader.refuse((*path, "weights"), "risk-weights")
    percent = tuple(
        reader.convert((*path, "percent"), item, _percent) for item in _items(reader, path, entry, "percent")
    )
    if percent and len(percent) != _THREE:
        reader.refuse((*path, "percent"), "risk-length", str(len(percent)), str(_THREE))
    elif None not in percent and list(percent) != sorted(percent):
        reader.refuse((*path, "percent"), "risk-order")
    ends = {"low", "high"} & given
    return Uncertain(
        path=reader.value((*path, "path"), entry, default="") if "path" in given else _missing(reader, path),
        values=tuple(map(_plain, listed)),
        weights=weights,
        low=reader.value((*path, "low"), entry, str) if ends else "",
        mode=reader.value((*path, "mode"), entry, str, None),
        high=reader.value((*path, "high"), entry, str) if ends else "",
        percent=percent,
        chance=reader.value((*path, "chance"), entry, values.share, Fraction(1)),
    )


def _missing(reader: Reader, path: Keys) -> str:
    reader.refuse((*path, "path"), "missing")
    return ""


def _items(reader: Reader, path: Keys, entry: Tree, key: str) -> list[object]:
    """A list's items, all of them values; [] where there is none."""
    listed = entry.get(key, "")
    if listed == "":
        return []
    here = (*path, key)
    if not isinstance(listed, list) or any(isinstance(item, dict | list) for item in listed):
        reader.refuse(here, "type-list", values.shown(listed))
        return []
    if not listed:
        reader.refuse(here, "list-empty")
    return listed


def _plain(item: object) -> str:
    """An item as `--set` has it."""
    if isinstance(item, bool):
        return "true" if item else "false"
    return values.text(item)


def _percent(written: str) -> Decimal:
    if _PERCENT.fullmatch(written) is None:
        raise ValueRefused("risk-percent", written)
    number = Decimal(written)
    if number < -100:
        raise ValueRefused("risk-percent", written)
    return number
