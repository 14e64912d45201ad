"""The example case: what the province's document states, as laws over the files, and what was assumed."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "scenarios" / "phetchaburi-2564"
SCENARIOS = sorted(path.stem for path in (FOLDER / "what-if").glob("*.toml"))

BUDGETS = [
    827_300, 1_300_000, 1_845_000, 10_000_000, 3_572_500, 3_121_800, 313_600, 18_000_000, 5_000_000,
    2_500_000, 5_000_000, 5_000_000, 15_000_000, 15_000_000, 40_000_000, 565_000, 1_042_400, 9_000_000,
    450_000, 17_500_000, 22_500_000, 3_046_500, 1_165_900,
]  # fmt: skip
COMPLETED = [7, 9, 10, 11, 12, 19]
GATHERINGS = [1, 2, 4, 5, 6, 16, 17, 22, 23]
PROJECTS = ["industry"] * 2 + ["agriculture"] + ["tourism"] * 12 + ["society"] * 3 + ["environment"] * 3 + [
    "security"
] * 2  # fmt: skip
AGENCIES = [
    "สำนักงานอุตสาหกรรมจังหวัดเพชรบุรี",
    "สำนักงานพาณิชย์จังหวัดเพชรบุรี",
    "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดเพชรบุรี",
    "สำนักงานจังหวัดเพชรบุรี",
    "สำนักงานการท่องเที่ยวและกีฬาจังหวัดเพชรบุรี",
    "สำนักงานวัฒนธรรมจังหวัดเพชรบุรี",
    "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดเพชรบุรี",
    *["แขวงทางหลวงเพชรบุรี"] * 5,
    *["แขวงทางหลวงชนบทเพชรบุรี"] * 3,
    "ที่ทำการปกครองจังหวัดเพชรบุรี",
    "สำนักงานพัฒนาชุมชนจังหวัดเพชรบุรี",
    "สำนักงานจังหวัดเพชรบุรี",
    "สำนักงานทรัพยากรทางทะเลและชายฝั่งที่ 3",
    *["สำนักงานโยธาธิการและผังเมืองจังหวัดเพชรบุรี"] * 2,
    "สำนักงานสาธารณสุขจังหวัดเพชรบุรี",
    "กอ.รมน.จังหวัดเพชรบุรี",
]

SLIPS = ["ชนม", "รongรับ", "ประชากรรัฐ", "ธรนรงค์", "เขื่อนพังกันน้ำ", "งานขยายจราจร"]
CORRECTED = {
    "A01": ["ขนมไทย", "รองรับ", "ประชารัฐ"],
    "A02": ["ขนมไทย"],
    "A08": ["งานขยายช่องจราจร", "หนองควง-หนองหญ้าปล้อง"],
    "A20": ["ก่อสร้างเขื่อนป้องกันการกัดเซาะตลิ่ง"],
    "A22": ["รณรงค์"],
}
AS_PRINTED = {"A03": "ดอนโน", "A11": "วังโปสถ์", "A12": "สระพัง", "A15": "บ่อแหม"}

# Columns of activities.csv that the document states; `release_share` is empty in the file.
STATED = {
    "id", "name", "name_en", "project", "main_activity", "agency", "status", "budget", "release_share",
    "note",
}  # fmt: skip

RELEASABLE = {
    "base": 16_377_200,
    "as-reported": 19_269_800,
    "bid-savings": 21_479_200,
    "by-rank": 16_377_200,
    "cap-50": 19_462_200,
    "dark-red-september": 20_495_400,
    "late-committee": 18_343_600,
    "no-category-rule": 16_377_200,
    "no-partial-funding": 16_377_200,
    "reopen-july": 4_394_400,
    "same-project": 16_377_200,
    "trainings-online": 20_223_800,
}


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


ACTIVITIES = table("activities.csv")
RESERVES = table("reserves.csv")
CASE = toml(FOLDER / "case.toml")
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in {".csv", ".toml"})


def overlay(name: str) -> dict[str, Any]:
    return toml(FOLDER / "what-if" / f"{name}.toml")


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or 0)


def total(rows: list[dict[str, str]], column: str) -> Decimal:
    return sum((money(row[column]) for row in rows), Decimal(0))


def numbered(numbers: list[int]) -> list[dict[str, str]]:
    return [ACTIVITIES[number - 1] for number in numbers]


# What the document states


def test_23_activities_in_the_documents_order() -> None:
    assert [row["id"] for row in ACTIVITIES] == [f"A{number:02}" for number in range(1, 24)]


def test_every_budget_is_the_documents() -> None:
    assert [money(row["budget"]) for row in ACTIVITIES] == BUDGETS


def test_budgets_sum_to_the_documents_total() -> None:
    assert total(ACTIVITIES, "budget") == 181_750_000


def test_disbursements_sum_to_the_documents_total_and_percentage() -> None:
    disbursed = total(ACTIVITIES, "disbursed")
    assert disbursed == 26_756_440
    assert (disbursed * 100 / total(ACTIVITIES, "budget")).quantize(Decimal("0.01")) == Decimal("14.72")


def test_disbursement_is_about_47_points_below_the_target_for_the_date() -> None:
    # 30 April is one month into the third quarter.
    before, after = CASE["targets"]["overall"][1:3]
    target = (before + (after - before) / 3) * total(ACTIVITIES, "budget")
    assert (target - total(ACTIVITIES, "disbursed")).quantize(Decimal("0.01")) == Decimal("85322726.67")


def test_six_completed_and_17_in_progress() -> None:
    assert [n for n, row in enumerate(ACTIVITIES, 1) if row["status"] == "completed"] == COMPLETED
    assert [row["status"] for row in ACTIVITIES].count("in_progress") == 17
    assert total(numbered(COMPLETED), "budget") == 18_263_600


def test_nine_unfinished_gatherings() -> None:
    unfinished = [
        number
        for number, row in enumerate(ACTIVITIES, 1)
        if row["nature"] == "gathering" and row["status"] != "completed"
    ]
    assert unfinished == GATHERINGS
    assert total(numbered(GATHERINGS), "budget") == 24_641_400


def test_six_projects_and_their_activities() -> None:
    assert [row["project"] for row in ACTIVITIES] == PROJECTS
    assert list(CASE["projects"]) == list(dict.fromkeys(PROJECTS))
    assert all(project["name"] and project["name_en"] for project in CASE["projects"].values())


def test_every_agency_is_the_documents() -> None:
    assert [row["agency"] for row in ACTIVITIES] == AGENCIES


def test_every_row_is_named_in_both_languages() -> None:
    for row in ACTIVITIES + RESERVES:
        assert any("\u0e01" <= letter <= "\u0e2e" for letter in row["name"]), row["id"]
        assert row["name_en"].isascii() and row["name_en"], row["id"]
    assert all(row["main_activity"] for row in ACTIVITIES)


@pytest.mark.parametrize("slip", SLIPS)
def test_the_scans_slips_are_gone(slip: str) -> None:
    assert [path.name for path in FILES if slip in path.read_text(encoding="utf-8")] == []


def test_the_slips_are_corrected_and_odd_places_kept() -> None:
    text = {row["id"]: f"{row['name']} {row['main_activity']}" for row in ACTIVITIES}
    assert [(row, word) for row, words in CORRECTED.items() for word in words if word not in text[row]] == []
    assert [(row, word) for row, word in AS_PRINTED.items() if word not in text[row]] == []


def test_text_is_normalised_with_no_stray_spaces() -> None:
    for path in FILES:
        if path.parent.name == "import":  # a report comes as it comes
            continue
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        assert "\u0e4d\u0e32" not in text and "\ufeff" not in text, path.name
    for row in ACTIVITIES + RESERVES:
        assert all(value == " ".join(value.split()) for value in row.values()), row["id"]


# What was assumed


def test_every_assumed_column_is_named() -> None:
    about = {entry["about"] for entry in CASE["assumptions"]}
    assert {f"activities.{column}" for column in ACTIVITIES[0].keys() - STATED} <= about
    named = {"reserves", "calendar.decision", "covid.caps", "release", "rules", "approval", "objective"}
    assert named | {"targets", "probability"} <= about
    assert all(entry["note"] and entry["note_en"] for entry in CASE["assumptions"])


def test_every_row_with_assumed_values_says_so() -> None:
    assert [row["id"] for row in ACTIVITIES if not row["note"].startswith("ประมาณการ:")] == []
    assert [row["id"] for row in RESERVES if not row["note"].startswith("สมมติ:")] == []


def test_nothing_is_shown_as_verified_law() -> None:
    for name, rule in CASE["rules"].items():
        assert rule["source"] == "assumed" and rule["title"] and rule["title_en"] and rule["cite"], name
    assert CASE["targets"]["source"] == "assumed"


def test_no_activity_spends_more_than_its_budget() -> None:
    for row in ACTIVITIES:
        spent = money(row["disbursed"]) + money(row["obligated"])
        assert spent + money(row["keep"]) <= money(row["budget"]), row["id"]


def test_each_completed_activity_leaves_a_little() -> None:
    for row in numbered(COMPLETED):
        left = money(row["budget"]) - money(row["disbursed"])
        assert money(row["obligated"]) == 0 and 0 < left <= money(row["budget"]) / 8, row["id"]


def test_flags_are_left_to_be_worked_out() -> None:
    assert {row["feasibility"] for row in ACTIVITIES} == {""}


def test_14_reserve_projects_of_60_million_in_all() -> None:
    assert [row["id"] for row in RESERVES] == [f"R{number:02}" for number in range(1, 15)]
    assert total(RESERVES, "cost") == 60_000_000
    assert sorted(int(row["rank"]) for row in RESERVES) == list(range(1, 15))
    assert all(0 < Decimal(row["score"]) <= 100 for row in RESERVES)


def test_costs_are_whole_multiples_of_the_unit() -> None:
    unit = Decimal(CASE["unit"])
    for row in RESERVES:
        assert money(row["cost"]) % unit == money(row["min_cost"]) % unit == 0, row["id"]
        assert money(row["min_cost"]) < money(row["cost"]), row["id"]


def test_reserves_are_of_every_kind() -> None:
    ids = {row["id"] for row in RESERVES}
    assert {row["project"] for row in RESERVES} == set(PROJECTS)
    assert {row["agency"] for row in RESERVES} <= set(AGENCIES)
    assert {row["category"] for row in RESERVES} == {"capital", "operating", "subsidy"}
    assert {row["plan_status"] for row in RESERVES} == {"reserve", "in_plan", "off_plan"}
    assert [row["available"] for row in RESERVES].count("no") == 1
    assert sum(1 for row in RESERVES if row["min_cost"]) == 5
    for column in ("requires", "excludes"):
        named = {other for row in RESERVES for other in row[column].split(";") if other}
        assert named and named <= ids


# Scenarios


def steps(node: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for key, value in node.items():
        found += steps(value, (*path, key)) if isinstance(value, dict) else [(*path, key)]
    return found


def known_paths() -> set[tuple[str, ...]]:
    paths = set(steps(CASE)) | {("covid", "reopening"), ("covid", "cap")}
    paths |= {("rules", rule, "enabled") for rule in CASE["rules"]}
    for name, rows in (("activities", ACTIVITIES), ("reserves", RESERVES)):
        paths |= {(name, row["id"], column) for row in rows for column in row}
    return paths


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_only_lays_values_over_paths_of_the_case(name: str) -> None:
    own = {("title",), ("title_en",), ("extends",), ("probability",)}
    scenario = overlay(name)
    assert set(steps(scenario)) - own <= known_paths()
    assert scenario["title"] and scenario["title_en"].isascii()
    assert scenario.get("extends", "base") in {"base", *SCENARIOS}


def test_the_questions_a_planner_would_ask() -> None:
    asked = {
        "as-reported", "reopen-july", "dark-red-september", "late-committee", "same-project",
        "no-category-rule", "trainings-online",
    }  # fmt: skip
    assert asked <= set(SCENARIOS)


def test_flags_as_reported_are_given_to_the_nine_gatherings() -> None:
    flags = {row: values["feasibility"] for row, values in overlay("as-reported")["activities"].items()}
    assert list(flags) == [f"A{number:02}" for number in GATHERINGS]
    assert set(flags.values()) == {"infeasible", "postponed"}


def test_only_exclusive_futures_have_probabilities_and_they_sum_to_one() -> None:
    chances = {name: overlay(name)["probability"] for name in SCENARIOS if "probability" in overlay(name)}
    assert set(chances) == {"reopen-july", "cap-50", "dark-red-september"}
    assert sum(chances.values()) == 1


def test_partial_funding_is_switched_off_for_every_reserve_that_has_it() -> None:
    whole = {
        row: money(values["min_cost"]) for row, values in overlay("no-partial-funding")["reserves"].items()
    }
    assert whole == {row["id"]: money(row["cost"]) for row in RESERVES if row["min_cost"]}


# Feasibility and releasable money, worked out here once more in the plainest way


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        nested = isinstance(value, dict) and isinstance(below.get(key), dict)
        result[key] = merged(below[key], value) if nested else value
    return result


def case_under(name: str) -> dict[str, Any]:
    if name == "base":
        return CASE | {"activities": {row["id"]: row for row in ACTIVITIES}}
    scenario = overlay(name)
    return merged(case_under(scenario.get("extends", "base")), scenario)


def cap_on(day: date, covid: dict[str, Any]) -> int:
    if day >= covid.get("reopening", date.max):
        return 10**9
    return covid.get("cap") or [entry["cap"] for entry in covid["caps"] if entry["from"] <= day][-1]


def first_start(row: dict[str, str], people: str, case: dict[str, Any]) -> date | None:
    calendar, run = case["calendar"], int(row["run_days"])
    start = calendar["decision"] + timedelta(days=int(row["lead_days"]))
    while people and start + timedelta(days=run - 1) <= calendar["close"]:
        days = (start + timedelta(days=offset) for offset in range(run))
        if all(cap_on(day, case["covid"]) >= int(people) for day in days):
            return start
        start += timedelta(days=1)
    return None


def flag(row: dict[str, str], case: dict[str, Any]) -> str:
    if row["status"] == "completed":
        return "completed"
    if row["feasibility"] or row["nature"] != "gathering":
        return row["feasibility"] or "feasible"
    start = first_start(row, row["participants"], case)
    if start:
        return "feasible" if start <= date.fromisoformat(row["planned"]) else "postponed"
    if row["online"] == "yes":
        return "online"
    return "reduced" if first_start(row, row["min_participants"], case) else "infeasible"


def releasable(row: dict[str, Any], case: dict[str, Any]) -> Decimal:
    held = money(row["disbursed"]) + money(row["obligated"]) + money(row["keep"])
    share = Decimal(row["release_share"] or case["release"][flag(row, case)])
    return share * (money(row["budget"]) - held) // 100 * 100


def test_base_flags_are_varied() -> None:
    case = case_under("base")
    assert {row["id"]: flag(row, case) for row in numbered(GATHERINGS)} == {
        "A01": "postponed",
        "A02": "online",
        "A04": "infeasible",
        "A05": "reduced",
        "A06": "infeasible",
        "A16": "feasible",
        "A17": "online",
        "A22": "reduced",
        "A23": "feasible",
    }


@pytest.mark.parametrize("name", ["base", *SCENARIOS])
def test_releasable_money(name: str) -> None:
    case = case_under(name)
    assert sum(releasable(row, case) for row in case["activities"].values()) == RELEASABLE[name]


def test_a_month_late_is_too_late_for_some_reserves() -> None:
    def in_time(case: dict[str, Any]) -> set[str]:
        days = (case["calendar"]["close"] - case["calendar"]["decision"]).days
        return {row["id"] for row in RESERVES if int(row["lead_days"]) <= days}

    assert in_time(case_under("base")) - in_time(case_under("late-committee")) == {"R03", "R05", "R09"}
