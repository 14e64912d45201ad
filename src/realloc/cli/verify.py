"""`realloc verify`: a plan against its case, from scratch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from realloc import certificate as proof
from realloc import verify
from realloc.case.load import load_case
from realloc.cli.outcome import DONE, NO, deliver
from realloc.errors import Lang, UsageError
from realloc.report.document import verification_document
from realloc.report.terminal.verification import verification_page

type AnyProblem = verify.Problem | proof.Problem


def run(
    file: Path, folder: Path | None, certificate: Path | None, lang: Lang, *, as_json: bool, out: Path | None
) -> int:
    """Check the plan in `file`, and its proof in `certificate`; 1 where either does not hold."""
    document = _read(file)
    scenario, settings = _asked(document, file)
    case = load_case(folder or _find_case(document, file), scenario, settings)
    problems: list[AnyProblem] = list(verify.check_plan(case, document))
    proven: tuple[str, ...] = ()
    if certificate is not None and not problems:
        verdict = proof.examine(case, document, _read_json(certificate))
        problems, proven = list(verdict.problems), verdict.proven
    deliver(
        out,
        lang,
        as_json=as_json,
        document=lambda: verification_document(case, problems, proven, lang),
        text=lambda page: verification_page(case, problems, proven, page),
    )
    return NO if problems else DONE


def _read_json(file: Path) -> Any:
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


def _read(file: Path) -> dict[str, Any]:
    document = _read_json(file)
    if not isinstance(document, dict):
        raise _not_a_plan(file)
    return document


def _asked(document: dict[str, Any], file: Path) -> tuple[str, list[tuple[str, str]]]:
    """The scenario and the settings that the plan says it was made for."""
    try:
        name = document["scenario"]["name"]
        settings = [(row["path"], row["value"]) for row in document.get("settings", [])]
    except (KeyError, TypeError):
        raise _not_a_plan(file) from None
    if not all(isinstance(text, str) for text in (name, *(text for pair in settings for text in pair))):
        raise _not_a_plan(file)
    return name, settings


def _find_case(document: dict[str, Any], file: Path) -> Path:
    """The folder of the case's name: beside the plan, here, or under ./scenarios."""
    case = document.get("case")
    name = case.get("name") if isinstance(case, dict) else None
    if not isinstance(name, str) or not name or Path(name).name != name:
        raise _not_a_plan(file)
    for place in (file.resolve().parent, Path(), Path("scenarios")):
        if (place / name / "case.toml").is_file():
            return place / name
    raise UsageError(
        f"{file}: the plan's case, {name}, is neither beside it, here, nor in scenarios; use --case.",
        f"{file}: ไม่พบกรณี {name} ข้างไฟล์แผน ในโฟลเดอร์นี้ หรือใน scenarios โปรดระบุด้วย --case",
    )


def _not_a_plan(file: Path) -> UsageError:
    return UsageError(
        f"{file}: not a plan that `realloc plan --json` wrote.",
        f"{file}: ไม่ใช่แผนที่ `realloc plan --json` บันทึกไว้",
    )
