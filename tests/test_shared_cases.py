"""The cases from real votes that lie beside the checkout, each planned, checked and compared."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from realloc.case.load import load_case
from realloc.case.records import Case
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.verify import check_plan

FOLDER = Path(__file__).parent.parent.parent / "shared" / "cases"
CASES = sorted(path for path in FOLDER.glob("*") if path.is_dir()) if FOLDER.is_dir() else []


def test_they_are_there() -> None:
    if not CASES and not os.environ.get("CI"):
        pytest.skip(f"{FOLDER.name} is not beside this checkout")
    assert len(CASES) == 8, f"there must be eight cases in {FOLDER}, but there are {len(CASES)}"


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_plan_is_valid_and_as_good_as_is_known_to_be_possible(folder: Path) -> None:
    case: Case = load_case(folder)
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = plan(case)
    assert check_plan(case, plan_document(found)) == []
    assert found.status == expected["status"] == "optimal"
    assert all(stage.proof == "exact" and stage.value == stage.bound for stage in found.objective)
    score, amount = (stage.value for stage in found.objective)
    assert isinstance(score, int)
    assert isinstance(amount, int)
    off = abs(Decimal(score) / 10_000 - Decimal(expected["score"]))
    assert off <= (0 if expected["whole"] else Decimal("0.01"))
    assert amount >= Decimal(expected["amount"]) * 100
    assert found.totals.releasable == Decimal(expected["releasable"]) * 100
