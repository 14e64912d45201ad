"""A plan's document as a file, and the case that it says it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from realloc.errors import UsageError


def read_json(file: Path) -> Any:
    """Read a JSON file. Raises UsageError."""
    if file.is_dir():
        raise UsageError(
            f"{file}: a folder; expected a JSON file that `realloc plan` wrote.",
            f"{file}: เป็นโฟลเดอร์ ควรเป็นไฟล์ JSON ที่ `realloc plan` บันทึกไว้",
        )
    try:
        return json.loads(file.read_bytes())
    except json.JSONDecodeError as error:
        place = f"บรรทัด {error.lineno} อักขระที่ {error.colno}"
        raise UsageError(f"{file}: not JSON: {error}", f"{file}: ไม่ใช่ JSON ({place})") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: not JSON: {error}", f"{file}: ไม่ใช่ JSON") from None


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
    if not isinstance(name, str) or not name or Path(name).name != name:
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
