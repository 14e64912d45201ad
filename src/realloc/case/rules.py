"""The rules of case.toml: what each type may say, and selectors over the two tables' columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from realloc import money
from realloc.case import records, values
from realloc.case.columns import TABLES, Column
from realloc.case.nearest import nearest
from realloc.case.overlay import Keys, Tree
from realloc.case.settings import Reader
from realloc.case.tables import Table
from realloc.errors import ValueRefused

ENDS = {"from": "activities", "to": "reserves"}

_SHARED_KEYS = (
    "type", "from", "to", "same", "different", "severity", "enabled", "title", "title_en", "cite", "source",
)  # fmt: skip
_OWN_KEYS = {
    "forbid": (),
    "limit": ("per", "amount", "share", "of"),
    "require": ("per", "amount", "share", "of"),
    "count": ("per", "what", "max"),
    "approval": ("level",),
}
KEYS = (*_SHARED_KEYS, "per", "amount", "share", "of", "what", "max", "level")
_BOTH_ENDS = tuple(
    name for name in TABLES["activities"] if name in TABLES["reserves"] and not TABLES["reserves"][name].many
)
_TYPE = values.choice(records.RULE_TYPES)
_SHARED_COLUMN = values.choice(_BOTH_ENDS)
_OF = values.choice(records.SHARE_BASES)
_WHAT = values.choice(records.COUNTED)
_SEVERITY = values.choice(records.SEVERITIES)
_SOURCE = values.choice(records.SOURCES)
_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(.*)", re.DOTALL)
_MOST_COUNTED = 1_000_000_000


def read_rules(
    reader: Reader, levels: tuple[str, ...], tables: Mapping[str, Table]
) -> tuple[records.Rule, ...]:
    """Return the rules in file order. Ids that selectors name must be in `tables`."""
    rules = reader.table(("rules",), reader.tree)
    for name, rule in rules.items():
        if not isinstance(rule, dict):
            reader.refuse(("rules", name), "type-table", values.shown(rule), f"rules.{name}")
    level = values.choice(levels)
    return tuple(
        _rule(reader, name, rule, level, tables) for name, rule in rules.items() if isinstance(rule, dict)
    )


def _rule(
    reader: Reader, name: str, rule: Tree, level: Callable[[str], str], tables: Mapping[str, Table]
) -> records.Rule:
    path = ("rules", name)
    reader.check_keys(path, rule, KEYS)
    kind = reader.value((*path, "type"), rule, _TYPE)
    _check_fit(reader, path, rule, kind)

    def optional(key: str, reading: Any = None, default: Any = None) -> Any:
        return reader.value((*path, key), rule, reading, default)

    return records.Rule(
        id=name,
        type=kind,
        source=_selector(reader, (*path, "from"), rule, tables),
        target=_selector(reader, (*path, "to"), rule, tables),
        same=reader.words((*path, "same"), rule, _SHARED_COLUMN),
        different=reader.words((*path, "different"), rule, _SHARED_COLUMN),
        per=optional("per", _per),
        amount=optional("amount", money.parse),
        share=optional("share", values.share),
        of=optional("of", _OF),
        what=optional("what", _WHAT),
        max=optional("max", values.integer(0, _MOST_COUNTED)),
        level=optional("level", level),
        severity=optional("severity", _SEVERITY, "block"),
        enabled=optional("enabled", values.yes_no, True),
        title=optional("title", default=""),
        cite=optional("cite", default=""),
        basis=optional("source", _SOURCE, "assumed"),
        title_en=optional("title_en", default=""),
    )


def _check_fit(reader: Reader, path: Keys, rule: Tree, kind: str | None) -> None:
    """Refuse what a rule of this type has no use for, and miss what it cannot do without."""
    if kind is None:
        return
    given = {key for key, value in rule.items() if value != ""}
    for key in rule:
        if key in given and key in KEYS and key not in (*_SHARED_KEYS, *_OWN_KEYS[kind]):
            reader.refuse((*path, key), "rule-takes-no", expected=kind)
    needed: tuple[str, ...] = ()
    if kind in ("limit", "require"):
        needed = _check_bound(reader, path, given)
    elif kind == "count":
        needed = ("what", "max")
    elif kind == "approval":
        needed = ("level",)
    for key in needed:
        if key not in given:
            reader.refuse((*path, key), "missing")


def _check_bound(reader: Reader, path: Keys, given: set[str]) -> tuple[str, ...]:
    if {"amount", "share"} <= given:
        reader.refuse(path, "rule-bound-both")
    elif "share" in given:
        return ("of",)
    elif "amount" not in given:
        reader.refuse(path, "rule-bound-none")
    elif "of" in given:
        reader.refuse((*path, "of"), "rule-of")
    return ()


def _per(written: str) -> tuple[str, str]:
    end, _, attribute = written.partition(".")
    known = [f"{end}.{name}" for end, table in ENDS.items() for name in TABLES[table]]
    if end not in ENDS or attribute not in TABLES[ENDS[end]] or TABLES[ENDS[end]][attribute].many:
        raise ValueRefused("rule-per", written, nearest=lambda: nearest(written, known))
    return end, attribute


def _selector(reader: Reader, path: Keys, rule: Tree, tables: Mapping[str, Table]) -> records.Selector:
    name = ENDS[path[-1]]
    columns = TABLES[name]
    conditions = []
    for attribute, value in reader.table(path, rule).items():
        here = (*path, attribute)
        if attribute not in columns:
            reader.refuse(here, "column-unknown", attribute, ", ".join(columns), nearest(attribute, columns))
        elif value == []:
            reader.refuse(here, "list-empty")
        elif value != "":
            options = value if isinstance(value, list) else [value]
            read = _option(columns[attribute], tables.get(name))
            conditions.append(
                records.Condition(attribute, tuple(reader.convert(here, option, read) for option in options))
            )
    return records.Selector(tuple(conditions))


def _option(column: Column, table: Table | None) -> Any:
    """Return the reader of one option of a condition on `column`."""

    def read(written: str) -> Any:
        comparison = _COMPARISON.fullmatch(written)
        if comparison:
            if not column.ordered or column.read is None:
                raise ValueRefused("rule-compare", written)
            return records.Comparison(comparison[1], column.read(comparison[2].strip()))
        if column.name == "id" and table is not None and written not in table.index:
            index = table.index
            raise ValueRefused("id-unknown", written, table.name, lambda: nearest(written, index))
        if column.many or column.read is None:
            return written
        return column.read(written)

    return read
