"""Cases to measure with: seeded, written as the folders that every program reads.

Money is in satang until it is written. Scores have two decimals. Half of the reserves are partial: they may
get anything from 40 to 80 % of their cost up. Amounts are to the satang, as `unit` is 0.01.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "scenarios" / "phetchaburi-2564"
AGENCIES = 25
CATEGORIES = ("operating", "capital", "subsidy", "other")

_SETTINGS = """\
title = "{title}"
currency = "THB"
unit = "0.01"

[calendar]
as_of = 2021-04-30
decision = 2021-06-01
close = 2021-09-30

[release]
infeasible = 1.0
reduced = 0.5
postponed = 0.0

[objective]
stages = ["score", "amount"]
"""

_RULES = """
[rules.capital-stays-capital]
type = "forbid"
from = {{ category = "capital" }}
to = {{ category = ["operating", "other"] }}

[rules.agency-cap]
type = "limit"
per = "to.agency"
amount = "{cap}"

[rules.not-too-many]
type = "count"
what = "reserves"
max = {most}
"""


@dataclass(frozen=True, slots=True)
class Size:
    """A case to generate. `kind` is `half` or `nine tenths` (the share of the demand that there is money
    for), `rules` (half, with three rules) or `example`."""

    activities: int
    reserves: int
    kind: str

    @property
    def name(self) -> str:
        return f"{self.activities}x{self.reserves}-{self.kind.replace(' ', '-')}"


def write(size: Size, folder: Path, seed: int = 2564) -> Path:
    """Write the case into `folder`, which is made, and return it. The same size and seed: the same bytes."""
    folder.mkdir(parents=True)
    if size.kind == "example":
        return _write_example(folder)
    random = Random(f"{size.name} {seed}")
    reserves = [_reserve(number, random) for number in range(size.reserves)]
    demand = sum(satang for _, satang in reserves)
    money = demand * 9 // 10 if size.kind == "nine tenths" else demand // 2
    _write_table(folder / "reserves.csv", [row for row, _ in reserves])
    _write_table(folder / "activities.csv", _activities(size.activities, money, random))
    rules = ""
    if size.kind == "rules":
        rules = _RULES.format(
            cap=_baht(demand // 2 // AGENCIES * 6 // 5), most=max(1, size.reserves * 2 // 5)
        )
    settings = _SETTINGS.format(title=f"Generated, {size.activities} x {size.reserves}, {size.kind}") + rules
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    return folder


def _reserve(number: int, random: Random) -> tuple[dict[str, str], int]:
    cost = random.randrange(10_000_000, 1_000_000_000)
    partial = random.random() < 0.5
    row = {
        "id": f"R{number + 1:05}",
        "name": f"โครงการสำรองที่ {number + 1}",
        "project": f"project-{random.randrange(40)}",
        "agency": f"หน่วยงานที่ {random.randrange(AGENCIES) + 1}",
        "category": random.choice(CATEGORIES),
        "cost": _baht(cost),
        "min_cost": _baht(cost * random.randrange(40, 81) // 100) if partial else "",
        "score": f"{random.randrange(100, 10_000) / 100:.2f}",
    }
    return row, cost


def _activities(count: int, money: int, random: Random) -> list[dict[str, str]]:
    """Activities that can release about `money` satang between them; one in five can release nothing."""
    flags = [
        random.choice(("infeasible", "infeasible", "reduced", "reduced", "postponed")) for _ in range(count)
    ]
    weights = [random.randrange(50, 1000) for _ in range(count)]
    giving = sum(weight for weight, flag in zip(weights, flags, strict=True) if flag != "postponed") or 1
    rows = []
    for number, (weight, flag) in enumerate(zip(weights, flags, strict=True)):
        released = max(1, money * weight // giving)
        balance = released * 2 if flag == "reduced" else released
        disbursed = random.randrange(balance)
        rows.append(
            {
                "id": f"A{number + 1:06}",
                "name": f"กิจกรรมที่ {number + 1}",
                "project": f"project-{random.randrange(40)}",
                "agency": f"หน่วยงานที่ {random.randrange(AGENCIES) + 1}",
                "category": random.choice(CATEGORIES),
                "nature": "gathering",
                "status": "in_progress",
                "budget": _baht(balance + disbursed),
                "disbursed": _baht(disbursed),
                "feasibility": flag,
            }
        )
    return rows


def _write_example(folder: Path) -> Path:
    """The example, with the flags that realloc works out written down: the scripts know no calendar."""
    from realloc.case.load import load_case
    from realloc.situation import assess

    case = load_case(EXAMPLE)
    settings = (EXAMPLE / "case.toml").read_text(encoding="utf-8")
    stages = 'stages = ["score", "amount", "escalation"]'
    assert stages in settings
    settings = settings.replace(stages, 'stages = ["score", "amount"]')
    (folder / "case.toml").write_text(settings, encoding="utf-8")
    shutil.copy(EXAMPLE / "reserves.csv", folder)
    with (EXAMPLE / "activities.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row, standing in zip(rows, assess(case).standings, strict=True):
        if standing.flag != row["status"]:  # a finished row's status stands in for its flag
            row["feasibility"] = standing.flag
    _write_table(folder / "activities.csv", rows)
    return folder


def _write_table(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02}"
