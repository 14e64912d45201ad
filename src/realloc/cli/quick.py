"""The usual requests, read without typer: importing it takes longer than checking a case does.

Only what is plainly right is taken. Whatever is not, help, completion, a mistake, is left to typer, which
knows all that can be said about it; `tests/test_cli_quick.py` holds the two to the same reading.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# option: (the command's parameter, what its value is)
OPTIONS = {
    "-s": ("scenario", str),
    "--scenario": ("scenario", str),
    "--set": ("settings", list),
    "--lang": ("lang", str),
    "--json": ("as_json", bool),
    "-o": ("out", Path),
    "--out": ("out", Path),
    "--solver": ("solver", str),
    "--time-limit": ("time_limit", float),
    "--certificate": ("certificate", Path),
    "--case": ("case", Path),
}
COMMON = frozenset({"settings", "lang", "as_json", "out"})
COMMANDS = {
    "check": COMMON | {"scenario"},
    "plan": COMMON | {"scenario", "solver", "time_limit", "certificate"},
    "compare": COMMON | {"scenarios"},
    "verify": COMMON - {"settings"} | {"case", "certificate"},
}


def read(arguments: Sequence[str]) -> tuple[str, Path, dict[str, Any]] | None:
    """The command, its first argument and its options; None for what typer shall read."""
    if not arguments or arguments[0] not in COMMANDS or "_REALLOC_COMPLETE" in os.environ:
        return None
    command, *words = arguments
    places: list[str] = []
    options: dict[str, Any] = {}
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            places.append(word)
            continue
        name, kind = OPTIONS.get(word, ("", str))
        if command == "compare" and name == "scenario":
            name, kind = "scenarios", list
        if name not in COMMANDS[command]:
            return None
        if kind is bool:
            options[name] = True
            continue
        value = words.pop(0) if words else "-"
        if value.startswith("-") or not _take(options, name, kind, value):
            return None
    if command == "compare" and places:
        options["scenarios"] = [*places[1:], *options.get("scenarios", [])]
        del places[1:]
    return (command, Path(places[0]), options) if len(places) == 1 else None


def _take(options: dict[str, Any], name: str, kind: type, value: str) -> bool:
    """Note an option's value, unless it is one that typer would have something to say about."""
    if name == "lang" and value not in ("th", "en"):
        return False
    if kind is list:
        options.setdefault(name, []).append(value)
        return True
    try:
        options[name] = kind(value)
    except ValueError:
        return False
    return True
