"""What a shell offers after Tab: folders of cases, scenarios, and the paths that `--set` takes.

A shell takes these for words of its own, so what could mean more to it than its letters is not offered.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

_SCHEMA = Path(__file__).parent.parent / "schema" / "scenario.json"
_MARKS = frozenset("._-/")

type Schema = dict[str, Any]


def folders(incomplete: str) -> list[str]:
    """Folders that hold a case, and those on the way to one."""

    def below(prefix: str) -> Iterator[tuple[str, bool]]:
        folder = Path(prefix or ".")
        for entry in sorted(folder.iterdir()):
            if entry.is_dir() and not entry.name.startswith("."):
                case = (entry / "case.toml").is_file()
                if case or any(child.is_dir() for child in entry.iterdir()):
                    yield (f"{prefix}{entry.name}", True) if case else (f"{prefix}{entry.name}/", False)

    return _offered(below, incomplete, "/")


def scenarios(context: typer.Context, incomplete: str) -> list[str]:
    """The scenarios of the case that the line names."""
    from realloc.case.load import scenario_names

    case = _case(context)
    names = [] if case is None else scenario_names(case)
    return [name for name in names if name.startswith(incomplete) and _is_plain(name)]


def paths(context: typer.Context, incomplete: str) -> list[str]:
    """Paths of values in the case that the line names, without the `=`."""
    from realloc.case.load import load_folder
    from realloc.case.settings import KEYS
    from realloc.errors import ReallocError

    case = _case(context)
    if case is None:
        return []
    try:
        raw = load_folder(case)
    except ReallocError:
        return []
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    tree = raw.tree or {}
    ids = {name: list(table.index) for name, table in raw.tables.items()}
    ids |= {name: list(tree[name]) for name in ("rules", "projects") if isinstance(tree.get(name), dict)}

    def below(prefix: str) -> Iterator[tuple[str, bool]]:
        here = _at(schema, prefix.split(".")[:-1])
        names: list[str] = list(here.get("properties", ids.get(prefix.removesuffix("."), [])))
        if prefix.startswith("rules.") and prefix.endswith((".from.", ".to.")):
            end = "activities" if prefix.endswith(".from.") else "reserves"
            names = list(_at(schema, (end, "any"))["properties"])
        for name in names:
            if prefix or name in (*KEYS, *ids):
                inner = _at(schema, f"{prefix}{name}".split("."))
                leaf = not (inner.get("properties") or isinstance(inner.get("additionalProperties"), dict))
                if inner.get("type") != "array" or "$ref" not in inner["items"]:
                    yield (f"{prefix}{name}", True) if leaf else (f"{prefix}{name}.", False)

    return _offered(below, incomplete, ".")


def _case(context: typer.Context) -> Path | None:
    """The case on a line that is not finished: an option without its value leaves the rest unread."""
    words = [context.params.get("case"), *context.args]
    return next((Path(word) for word in words if word and (Path(word) / "case.toml").is_file()), None)


def _at(schema: Schema, keys: Iterable[str]) -> Schema:
    """The part of the schema that a path leads to; {} where it leads nowhere."""
    here = schema
    for key in keys:
        here = here.get("properties", {}).get(key) or here.get("additionalProperties") or {}
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rsplit("/", 1)[-1]]
    return here


def _offered(below: Callable[[str], Iterator[tuple[str, bool]]], incomplete: str, mark: str) -> list[str]:
    """What begins with `incomplete`, one step at a time; `below` gives what follows a prefix, and if it ends.

    A single answer that does not end is replaced by what follows it: after a single answer a shell sets a
    space.
    """
    head, found, _ = incomplete.rpartition(mark)
    prefix = head + found
    while True:
        try:
            steps = [s for s in below(prefix) if s[0].startswith(incomplete) and _is_plain(s[0])]
        except OSError:
            return []
        if len(steps) != 1 or steps[0][1]:
            return [name for name, _ in steps]
        prefix = steps[0][0]


def _is_plain(word: str) -> bool:
    """Whether a word is letters and digits, of any alphabet, and marks that mean nothing to a shell."""
    return bool(word) and all(
        ch.isalnum() or ch in _MARKS or unicodedata.category(ch).startswith("M") for ch in word
    )
