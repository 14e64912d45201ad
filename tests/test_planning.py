"""From a case to a plan by the command line: the same bytes every time, and money as large as it comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from planned import case_of, giver, taker, transfers

from realloc.planning import plan

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"


@pytest.mark.parametrize("arguments", [["-s", "base"], ["--set", "calendar.decision=2021-08-01"]])
def test_the_same_input_gives_the_same_bytes(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "realloc", "plan", str(EXAMPLE), "--json", *arguments]
    one, other = (
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    )
    assert json.loads(one.stdout)["status"] == "optimal"
    assert one.stdout == other.stdout


def test_money_beyond_what_a_float_can_hold_is_moved_to_the_satang() -> None:
    huge = 2**60 + 1
    found = plan(case_of([giver("A1", huge), giver("A2", 7)], [taker("R1", huge + 3), taker("R2", 4)]))
    assert found.status == "optimal"
    assert found.totals.transferred == huge + 7
    assert sum(transfers(found).values()) == huge + 7
    assert [row.amount for row in found.reserves] == [huge + 3, 4]


def test_odd_satang_are_neither_lost_nor_made() -> None:
    gives = [giver(f"A{n}", 10**10 + 3 * n + 1) for n in range(5)]
    takes = [taker(f"R{n}", 2 * 10**10 + 7 * n, min_cost=1, score=Decimal(n + 1)) for n in range(4)]
    found = plan(case_of(gives, takes))
    assert found.status == "optimal"
    assert found.totals.transferred == sum(a.budget for a in gives)
    assert found.totals.unplaced == 0


def test_a_unit_coarser_than_a_satang_is_kept() -> None:
    found = plan(case_of([giver("A1", 12_345_678)], [taker("R1", 20_000_000, min_cost=10_000)], unit=10_000))
    assert found.totals.transferred == 12_340_000
