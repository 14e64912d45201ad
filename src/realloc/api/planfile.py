"""A plan's document as a file, and the case that it says it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from realloc.errors import UsageError, quoted

LARGEST_MB = 100  # of a JSON file: the certificate of a very large case has a tenth of it
_LONGEST_NAME = 255  # bytes of a folder's name, as systems have it
MOST_VALUES = 10_000_000  # in it: each takes a hundred bytes of memory or so


class _Refused(ValueError):
    """What JSON forbids or leaves open, and programs read in more than one way; in English and in Thai."""


def read_json(file: Path) -> Any:
    """Read a JSON file. Raises UsageError for what is none, is too large, or can be read in two ways."""
    if file.is_dir():
        raise UsageError(
            f"{file}: a folder; expected a JSON file that `realloc plan` wrote.",
            f"{file}: เป็นโฟลเดอร์ ควรเป็นไฟล์ JSON ที่ `realloc plan` บันทึกไว้",
        )
    with file.open("rb") as stream:  # a pipe is read as well, and a device that never ends is not
        content = stream.read(LARGEST_MB * 1_000_000 + 1)
    if len(content) > LARGEST_MB * 1_000_000 or sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise UsageError(
            f"{file}: larger than any plan: more than {LARGEST_MB} MB or {MOST_VALUES:,} values.",
            f"{file}: ใหญ่เกินกว่าจะเป็นแผน เกิน {LARGEST_MB} MB หรือ {MOST_VALUES:,} ค่า",
        )
    try:
        return json.loads(content, parse_constant=_no_number, object_pairs_hook=_each_once)
    except _Refused as error:
        english, thai = error.args
        raise UsageError(f"{file}: not JSON: {english}", f"{file}: ไม่ใช่ JSON: {thai}") from None
    except json.JSONDecodeError as error:
        place = f"บรรทัด {error.lineno} อักขระที่ {error.colno}"
        raise UsageError(f"{file}: not JSON: {error}", f"{file}: ไม่ใช่ JSON ({place})") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: not JSON: {error}", f"{file}: ไม่ใช่ JSON") from None


def _no_number(word: str) -> Any:
    raise _Refused(f"found {word}, which is no number.", f"พบ {word} ซึ่งไม่ใช่ตัวเลข")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = quoted(next(name for name in made if names.count(name) > 1))
        raise _Refused(f"{twice} comes twice in one object.", f"{twice} ซ้ำในที่เดียวกัน")
    return made


def read_plan(file: Path) -> dict[str, Any]:
    """Read a plan's document. Raises UsageError."""
    document = read_json(file)
    if not isinstance(document, dict):
        raise not_a_plan(file)
    return document


def asked_for(document: Mapping[str, Any], file: Path) -> tuple[str, list[tuple[str, str]]]:
    """The scenario and the settings that the plan says it was made for. Raises UsageError."""
    try:
        name = document["scenario"]["name"]
        settings = [(row["path"], row["value"]) for row in document.get("settings", [])]
    except (KeyError, TypeError):
        raise not_a_plan(file) from None
    if not all(isinstance(text, str) for text in (name, *(text for pair in settings for text in pair))):
        raise not_a_plan(file)
    return name, settings


def find_case(document: Mapping[str, Any], file: Path) -> Path:
    """The folder of the case's name: beside the plan, here, or under ./scenarios. Raises UsageError."""
    case = document.get("case")
    name = case.get("name") if isinstance(case, dict) else None
    if not isinstance(name, str) or name in ("", "..") or Path(name).name != name:
        raise not_a_plan(file)
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        raise not_a_plan(file)
    for place in (file.resolve().parent, Path(), Path("scenarios")):
        if (place / name / "case.toml").is_file():
            return place / name
    raise UsageError(
        f"{file}: the plan's case, {name}, is neither beside it, here, nor in scenarios; use --case.",
        f"{file}: ไม่พบกรณี {name} ข้างไฟล์แผน ในโฟลเดอร์นี้ หรือใน scenarios โปรดระบุด้วย --case",
    )


def not_a_plan(file: Path) -> UsageError:
    return UsageError(
        f"{file}: not a plan that `realloc plan --json` wrote.",
        f"{file}: ไม่ใช่แผนที่ `realloc plan --json` บันทึกไว้",
    )
