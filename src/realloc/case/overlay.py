"""TOML files, scenarios laid over the case, and single settings laid over those.

A tree is what `tomllib` returns: tables as dicts. `origins` says, by path, which file or setting a value that
is not the case's own comes from.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from realloc import reasons
from realloc.case.columns import TABLES
from realloc.case.nearest import nearest, nearest_at_first
from realloc.case.tables import Laid, Place, Table
from realloc.case.values import shown
from realloc.errors import Finding, InputError, unreadable

CASE_FILE = "case.toml"
SCENARIO_FOLDER = "what-if"
BASE = "base"
DEEPEST = 16
LARGEST_TOML_MB = 5
MOST_DOTS = 100  # in a key: reading one takes the square of its parts
OWN_KEYS = ("title", "title_en", "probability", "extends")

Tree = dict[str, Any]
Keys = tuple[str, ...]

_KEYS_END = re.compile(r"[={,\n]")
_DOT = re.compile(r"(?<=[\w\"'-])[ \t]*\.[ \t]*(?=[\w\"'-])")
_AT = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


@dataclass(slots=True, eq=False, repr=False)
class Layers:
    """The case with everything laid over it: the settings as one tree, the tables' cells by id and column."""

    tree: Tree
    rows: dict[str, dict[str, dict[str, Laid]]] = field(default_factory=lambda: {name: {} for name in TABLES})
    origins: dict[Keys, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Keys) -> Place:
        """Return where a finding about the value at `path` belongs."""
        for length in range(len(path), 0, -1):
            origin = self.origins.get(path[:length])
            if origin:
                return place_at(origin, path)
        return place_at(CASE_FILE, path)

    def refuse(
        self,
        origin: str,
        path: Keys,
        code: str,
        found: str = "",
        known: Collection[str] = (),
        expected: str = "",
    ) -> None:
        """Add a finding about what `origin` says at `path`; the last key stands for one of `known`."""
        near = nearest_at_first(path[-1], known, self.findings)
        self.findings.append(Finding(code, *place_at(origin, path), found, expected, near))


def place_at(origin: str, path: Keys) -> Place:
    """Return where a finding belongs; a setting names its path in its origin."""
    return (origin, None, "" if origin.startswith("--set") else ".".join(path))


def parse_toml(content: str, file: str) -> Tree:
    """Parse TOML with numbers as decimals. Raises `InputError` with one finding."""
    if _has_long_key(content):
        raise InputError([Finding("toml-deep", file)])
    try:
        tree = tomllib.loads(content, parse_float=_number)
    except RecursionError:
        raise InputError([Finding("toml-deep", file)]) from None
    except ValueError as error:  # TOMLDecodeError, and plain ones for numbers and dates out of range
        match = _AT.fullmatch(str(error))
        line = content.count("\n") + 1 if match is None or match[2] is None else int(match[2])
        problem = match[1] if match else str(error)
        place = (file, line if match else None)
        thai = reasons.syntax(problem)
        raise InputError([Finding("toml-syntax", *place, expected=problem, expected_th=thai)]) from None
    if _is_deep(tree):
        raise InputError([Finding("toml-deep", file)])
    return tree


def _has_long_key(content: str) -> bool:
    pieces = (piece for piece in _KEYS_END.split(content) if piece.count(".") > MOST_DOTS)
    return any(len(_DOT.findall(piece)) > MOST_DOTS for piece in pieces)


def _number(written: str) -> Decimal | str:
    # Left as text, 1.8E+07 meets the same refusal as in a table.
    return written if "e" in written.lower() else Decimal(written)


def _is_deep(tree: Tree) -> bool:
    level: list[Any] = [tree]
    for _ in range(DEEPEST):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return True


def read_toml(path: Path, file: str) -> Tree:
    """Read a TOML file in UTF-8, with or without BOM. Raises `InputError` with one finding."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or a device may never end
            raise InputError([Finding("file-special", file)])
        if path.stat().st_size > LARGEST_TOML_MB * 1_000_000:
            raise InputError([Finding("too-large", file, expected=str(LARGEST_TOML_MB))])
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError([unreadable(file, error)]) from None
    except UnicodeDecodeError:
        raise InputError([Finding("encoding", file)]) from None
    return parse_toml(content, file)


def scenario_stems(folder: Path) -> tuple[str, ...]:
    """Return the names of the scenario files in a case's folder, sorted."""
    inside = folder / SCENARIO_FOLDER
    return tuple(sorted(path.stem for path in inside.glob("[!.]*.toml"))) if inside.is_dir() else ()


def read_scenarios(folder: Path, stems: Sequence[str]) -> None:
    """Read the scenarios of a case as TOML. Raises `InputError` with what is wrong in any of their files."""
    findings: list[Finding] = []
    for stem in stems:
        try:
            read_toml(folder / SCENARIO_FOLDER / f"{stem}.toml", scenario_file(stem))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings, str(folder))


def scenario_file(name: str) -> str:
    """Return a scenario's file, as findings name it."""
    return f"{SCENARIO_FOLDER}/{name}.toml"


def chain(folder: Path, name: str, stems: Sequence[str], trees: dict[str, Tree]) -> list[str]:
    """Return the scenarios to lay over the case for `name`, lowest first, reading what `trees` lacks.

    Raises `InputError` for a name that is unknown or no plain file stem, and for a circle.
    """
    names: list[str] = []
    asker: Place = ("", None, "")
    while name != BASE:
        if name in names:
            circle = " → ".join([*names[names.index(name) :], name])
            raise InputError([Finding("scenario-cycle", *asker, expected=circle)])
        _check_name(name, stems, asker)
        if name not in trees:
            trees[name] = read_toml(folder / SCENARIO_FOLDER / f"{name}.toml", scenario_file(name))
        names.append(name)
        asker = (scenario_file(name), None, "extends")
        below = trees[name].get("extends", "") or BASE
        if not isinstance(below, str):
            raise InputError([Finding("type-text", *asker, found=shown(below))])
        name = below
    return names[::-1]


def _check_name(name: str, stems: Sequence[str], asker: Place) -> None:
    if not name or name.startswith(".") or any(mark in name for mark in "/\\:\0"):
        raise InputError([Finding("scenario-name", *asker, found=name)])
    if name not in stems:
        known = [BASE, *stems]
        near = nearest(name, known)
        raise InputError([Finding("scenario-unknown", *asker, name, ", ".join(known), near)])


def lay_tree(layers: Layers, above: Tree, origin: str, tables: Mapping[str, Table]) -> None:
    """Lay a tree over the case: tables merge key by key, rows by id, anything else replaces."""
    above = dict(above)
    for name in TABLES:
        rows = above.pop(name, {})
        if name in tables:
            _lay_rows(layers, tables[name], rows, origin)
    for section in ("rules", "projects"):
        if isinstance(above.get(section), dict):
            above[section] = _known_names(layers, section, above[section], origin, tables)
    below = layers.tree
    if _has_caps(above) and isinstance(below.get("covid"), dict):  # a list of caps replaces one cap
        below = below | {"covid": {key: value for key, value in below["covid"].items() if key != "cap"}}
    layers.tree = _merged(layers, below, above, origin, ())


def _has_caps(tree: Tree) -> bool:
    return isinstance(tree.get("covid"), dict) and "caps" in tree["covid"]


def _merged(layers: Layers, below: Tree, above: Tree, origin: str, path: Keys) -> Tree:
    merged = dict(below)
    for key, value in above.items():
        here = (*path, key)
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(layers, merged[key], value, origin, here)
        else:
            merged[key] = value
            layers.origins[here] = origin
    return merged


def _known_names(
    layers: Layers, section: str, entries: Tree, origin: str, tables: Mapping[str, Table]
) -> Tree:
    """Return the rules or projects that exist below, and rules that are new: those say their `type`."""
    below = layers.tree.get(section)
    known = set(below) if isinstance(below, dict) else set()
    if section == "projects":
        for table in tables.values():
            known.update(project for _, project in table.rows("project"))
    kept = {}
    for name, entry in entries.items():
        if name in known or (section == "rules" and isinstance(entry, dict) and "type" in entry):
            kept[name] = entry
        else:
            layers.refuse(origin, (section, name), "key-unknown", "", known, ", ".join(sorted(known)) or "—")
    return kept


def _lay_rows(layers: Layers, table: Table, rows: Any, origin: str) -> None:
    path: Keys = (table.name,)
    if not isinstance(rows, dict):
        layers.refuse(origin, path, "type-table", shown(rows), expected=table.name)
        return
    for row_id, cells in rows.items():
        path = (table.name, row_id)
        if row_id not in table.index:
            layers.refuse(origin, path, "id-unknown", row_id, table.index, table.name)
        elif not isinstance(cells, dict):
            layers.refuse(origin, path, "type-table", shown(cells), expected=".".join(path))
        else:
            for column, value in cells.items():
                _lay_cell(layers, (*path, column), value, origin)


def _lay_cell(layers: Layers, path: Keys, value: Any, origin: str) -> None:
    name, row_id, column = path
    known = TABLES[name]
    if column == "id":
        layers.refuse(origin, path, "id-fixed")
    elif column not in known:
        layers.refuse(origin, path, "column-unknown", column, known, ", ".join(known))
    else:
        file, _, column_path = place_at(origin, path)
        layers.rows[name].setdefault(row_id, {})[column] = Laid(value, file, column_path)


def lay_setting(layers: Layers, path: str, value: str, tables: Mapping[str, Table]) -> None:
    """Lay one `--set PATH=VALUE` over the case. VALUE is a TOML value where it parses as one, else text."""
    origin = f"--set {path}"
    keys = split_path(path, layers.tree, tables)
    if not all(keys):
        layers.findings.append(Finding("set-path", "--set", found=path))
        return
    tree: Any = _setting_value(value, is_cell=keys[0] in TABLES)
    for key in reversed(keys):
        tree = {key: tree}
    lay_tree(layers, tree, origin, tables)


def split_path(path: str, tree: Tree, tables: Mapping[str, Table]) -> Keys:
    """Split a dotted path into keys. An id may contain dots: the longest one that exists is meant."""
    section, dot, rest = path.partition(".")
    if not dot:
        return (path,)
    if section in tables:
        known: Collection[str] = tables[section].index
    elif section in ("rules", "projects") and isinstance(tree.get(section), dict):
        known = tree[section]
    else:
        return tuple(path.split("."))
    parts = rest.split(".")
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in known:
            return (section, ".".join(parts[:length]), *parts[length:])
    if section in tables and len(parts) > 1:
        return (section, ".".join(parts[:-1]), parts[-1])
    return (section, *parts)


def _setting_value(written: str, is_cell: bool) -> Any:
    """Read what follows `=`. A cell takes numbers and dates as they are written, like a cell of a table."""
    quoted = written[:1] in tuple("\"'[{")
    if "\n" in written or ("#" in written and not quoted) or _has_long_key(written):
        return written
    try:
        value = tomllib.loads(f"value = {written}", parse_float=_number)["value"]
    except (ValueError, RecursionError):
        return written
    return value if not is_cell or quoted or isinstance(value, bool) else written
