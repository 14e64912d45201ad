"""The fingerprint: of values, not of files."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from cases import ACTIVITY, write_case
from gallery import workbook
from hypothesis import given
from hypothesis import strategies as st

from realloc.case.fingerprint import fingerprint
from realloc.case.load import load_case
from realloc.case.records import Activity, Case, Condition, Project, Reserve, Rule, Selector

ROWS = [{"budget": f"{n}000", "tags": "x" if n % 3 else ""} for n in range(1, 8)]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return load_case(
        write_case(
            tmp_path,
            activities=ROWS,
            reserves=[{}, {"min_cost": "100"}],
            toml='[rules.a]\ntype = "forbid"\n[rules.b]\ntype = "forbid"\nto = {score = ">5"}\n',
        )
    )


def test_it_is_a_hash_that_the_case_carries(case: Case) -> None:
    assert case.fingerprint == fingerprint(case)
    assert case.fingerprint.startswith("sha256:")
    assert len(case.fingerprint) == len("sha256:") + 64


@given(st.randoms(use_true_random=False))
def test_row_and_rule_order_is_no_matter(rng: random.Random) -> None:
    rows = [Activity(f"A{n}", "n", "p", "a", "operating", "works", "completed", n, 0) for n in range(6)]
    reserves = [Reserve(f"R{n}", "n", "p", "a", "operating", n, n) for n in range(4)]
    rules = [Rule(f"r{n}", "forbid") for n in range(3)]
    base: Any = Case("c", "t", 1, None, tuple(rows), tuple(reserves), rules=tuple(rules))  # type: ignore[arg-type]
    for some in (rows, reserves, rules):
        rng.shuffle(some)
    shuffled = replace(base, activities=tuple(rows), reserves=tuple(reserves), rules=tuple(rules))
    assert fingerprint(shuffled) == fingerprint(base)


def test_how_values_are_written_is_no_matter(case: Case, tmp_path: Path) -> None:
    formatted = [
        {
            "tags": row["tags"],
            "disbursed": "฿200",
            "budget": f"{row['budget']}.00 บาท",
            "status": "กำลังดำเนินการ",
        }
        for row in ROWS
    ]
    toml = '[rules.b]\ntype = "forbid"\n[rules.b.to]\nscore = "> 5.0"\n[rules.a]\ntype = "forbid"\n'
    folder = write_case(tmp_path / "other", formatted, [{"score": "10.00"}, {"min_cost": "100"}], toml)
    assert load_case(folder).fingerprint == case.fingerprint


def test_the_file_format_is_no_matter(case: Case, tmp_path: Path) -> None:
    rows = [("id", *ACTIVITY, "tags")]
    for number, row in enumerate(ROWS, 1):
        rows.append(
            (
                f"A{number}",
                *(ACTIVITY | {"budget": int(row["budget"]), "disbursed": 200.0}).values(),
                row["tags"],
            )
        )
    (tmp_path / "activities.csv").unlink()
    (tmp_path / "activities.xlsx").write_bytes(workbook(*rows))
    assert load_case(tmp_path).fingerprint == case.fingerprint


CHANGES: dict[type, Any] = {int: 7, str: "changed", tuple: ("changed",), type(None): 3}
SPECIAL = {
    "planned": date(2021, 7, 1),
    "release_share": Fraction(1, 2),
    "score": Decimal("3.5"),
    "available": False,
    "online": True,
}


@pytest.mark.parametrize("kind", [Activity, Reserve])
def test_every_value_of_a_row_counts(kind: type, case: Case) -> None:
    where = "activities" if kind is Activity else "reserves"
    rows = getattr(case, where)
    prints = {case.fingerprint}
    for field in fields(kind):
        now = getattr(rows[0], field.name)
        value = SPECIAL[field.name] if field.name in SPECIAL else CHANGES[type(now)]
        prints.add(
            fingerprint(replace(case, **{where: (replace(rows[0], **{field.name: value}), *rows[1:])}))
        )
    assert len(prints) == len(fields(kind)) + 1


def test_every_setting_counts_and_names_do_not(case: Case) -> None:
    changed = [
        replace(case, title="x"),
        replace(case, title_en="x"),
        replace(case, currency="x"),
        replace(case, unit=7),
        replace(case, calendar=replace(case.calendar, decision=date(2021, 6, 2))),
        replace(case, release={**case.release, "reduced": Fraction(1, 3)}),
        replace(case, covid=replace(case.covid, cap=5)),
        replace(case, stages=("amount",)),
        replace(case, levels=("x",)),
        replace(case, projects={"x": Project("x")}),
        replace(case, rules=case.rules[:1]),
        replace(
            case, rules=(replace(case.rules[0], source=Selector((Condition("id", ("A1",)),))), case.rules[1])
        ),
    ]
    assert len({fingerprint(other) for other in changed} | {case.fingerprint}) == len(changed) + 1
    alike = replace(case, name="x", scenario=replace(case.scenario, name="x", probability=Fraction(1)))
    assert fingerprint(alike) == case.fingerprint


@given(st.lists(st.lists(st.text(max_size=3), min_size=2, max_size=2), min_size=1, max_size=3))
def test_text_cannot_run_over_into_its_neighbour(names: list[list[str]]) -> None:
    def of(pairs: list[list[str]]) -> str:
        rows = (Activity(f"{n}", a, b, "", "", "", "", 0, 0) for n, (a, b) in enumerate(pairs))
        return fingerprint(Case("c", "t", 1, None, tuple(rows), ()))  # type: ignore[arg-type]

    swapped = [[a + b, ""] for a, b in names]
    assert (of(names) == of(swapped)) == (names == swapped)
