"""What both scripts read: the two tables with pandas, the rules from case.toml.

They know the rules that the measured cases have and no others: `forbid`, `limit` and `require` by amount or
by share of the money moved, `count` of reserves. Every activity carries its flag.
"""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd

_DEFAULTS = {
    "obligated": 0.0,
    "keep": 0.0,
    "lead_days": 0,
    "available": "yes",
    "requires": "",
    "excludes": "",
}


def read(folder: Path) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """Settings, activities, and the reserves that can still be obligated in time."""
    settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    activities = _table(folder / "activities.csv")
    reserves = _table(folder / "reserves.csv")
    days = settings["calendar"]["close"] - settings["calendar"]["decision"]
    in_time = reserves["lead_days"].map(lambda lead: timedelta(days=int(lead)) <= days)
    reserves = reserves[in_time & (reserves["available"] != "no")].reset_index(drop=True)
    reserves["min_cost"] = reserves["min_cost"].fillna(reserves["cost"])
    return settings, activities, reserves


def _table(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path)
    for column, value in _DEFAULTS.items():
        table[column] = table[column].fillna(value) if column in table else value
    return table


def shares(settings: dict[str, Any], activities: pd.DataFrame) -> pd.Series:
    """The share of its balance that each activity can release."""
    flag = activities["feasibility"].where(
        ~activities["status"].isin(["completed", "cancelled"]), activities["status"]
    )
    release = {"completed": 1.0, "cancelled": 1.0, "feasible": 0.0} | settings["release"]
    return flag.map(release)


def rules(settings: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        rule
        for rule in settings.get("rules", {}).values()
        if rule["type"] == kind and rule.get("enabled", True)
    ]


def speaks_of(rule: dict[str, Any], source: dict[str, Any], target: dict[str, Any]) -> bool:
    """Whether a transfer from `source` to `target` is one that the rule is about."""
    return (
        _selects(rule.get("from", {}), source)
        and _selects(rule.get("to", {}), target)
        and all(source[column] == target[column] for column in rule.get("same", []))
        and all(source[column] != target[column] for column in rule.get("different", []))
    )


def _selects(selector: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(
        row[column] in value if isinstance(value, list) else row[column] == value
        for column, value in selector.items()
    )


def scope(rule: dict[str, Any], source: dict[str, Any], target: dict[str, Any]) -> Any:
    """The value of `per` that a transfer falls under; None where the rule has no `per`."""
    if "per" not in rule:
        return None
    side, column = rule["per"].split(".")
    return (source if side == "from" else target)[column]


def baht(amount: Any) -> float:
    return float(str(amount).replace(",", ""))


def ids(cell: Any) -> list[str]:
    return [item for item in str(cell).split(";") if item]
