"""Whether an answer holds, and what it is worth: transfers against the files, in whole satang.

Shares no code with realloc or the scripts. Knows the rules that the measured cases have.
Usage: python -m bench.judge CASE ANSWER (transfers as CSV, or realloc's plan as JSON)
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

PRECISION = 10**6  # the score is summed in millionths, which is much finer than the four decimals compared

type Row = dict[str, str]
type Move = tuple[Row, Row, int]
type Breach = tuple[int, str]  # satang over or short, and what is broken


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` in millionths; `broken` limits, the widest by `widest` satang, the first one in words."""

    score: int
    broken: int
    widest: int
    first: str


def judge(folder: Path, answer: Path) -> Verdict:
    settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    activities = {row["id"]: row for row in _read(folder / "activities.csv")}
    reserves = {row["id"]: row for row in _read(folder / "reserves.csv")}
    moves = [(activities[i], reserves[j], _satang(amount)) for i, j, amount in _transfers(answer)]
    out, into = defaultdict(int), defaultdict(int)
    for source, target, satang in moves:
        out[source["id"]] += satang
        into[target["id"]] += satang
    breaches = [
        *_whole_units(settings, moves),
        *_too_much_taken(settings, activities, out),
        *_wrongly_funded(settings, reserves, into),
        *_rules_broken(settings, moves, into),
    ]
    score = sum(
        int(Decimal(reserves[j]["score"]) * 10**4)
        * (PRECISION // 10**4)
        * satang
        // _satang(reserves[j]["cost"])
        for j, satang in into.items()
    )
    return Verdict(
        score,
        len(breaches),
        max((satang for satang, _ in breaches), default=0),
        breaches[0][1] if breaches else "",
    )


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _transfers(answer: Path) -> Iterator[tuple[str, str, str]]:
    if answer.suffix == ".json":
        rows = json.loads(answer.read_text(encoding="utf-8"))["transfers"]
    else:
        rows = _read(answer)
    return ((row["from"], row["to"], row["amount"]) for row in rows)


def _satang(text: Any) -> int:
    """Exact; blank is 0."""
    satang = Decimal(str(text).replace(",", "") or 0) * 100
    assert satang == int(satang), text
    return int(satang)


def _whole_units(settings: dict, moves: list[Move]) -> Iterator[Breach]:
    unit = _satang(settings.get("unit", "0.01"))
    for source, target, satang in moves:
        if satang % unit or satang <= 0:
            yield satang % unit, f"{source['id']} to {target['id']} is not a whole amount"


def _too_much_taken(settings: dict, activities: dict[str, Row], out: dict[str, int]) -> Iterator[Breach]:
    unit = _satang(settings.get("unit", "0.01"))
    release = {"completed": 1, "cancelled": 1, "feasible": 0} | settings["release"]
    for i, satang in out.items():
        row = activities[i]
        committed = sum(_satang(row.get(column, "")) for column in ("disbursed", "obligated", "keep"))
        finished = row["status"] in ("completed", "cancelled")
        share = Fraction(release[row["status"] if finished else row["feasibility"]])
        releasable = max(0, share * (_satang(row["budget"]) - committed) // unit * unit)
        if satang > releasable:
            yield satang - releasable, f"{i} gives more than it can release"


def _wrongly_funded(settings: dict, reserves: dict[str, Row], into: dict[str, int]) -> Iterator[Breach]:
    days = (settings["calendar"]["close"] - settings["calendar"]["decision"]).days
    for j, satang in into.items():
        row = reserves[j]
        least, cost = _satang(row["min_cost"] or row["cost"]), _satang(row["cost"])
        if not least <= satang <= cost:
            yield max(least - satang, satang - cost), f"{j} gets less than its least or more than its cost"
        if row.get("available") == "no" or int(row.get("lead_days") or 0) > days:
            yield satang, f"{j} cannot receive money"
        for other in filter(None, row.get("requires", "").split(";")):
            if not into.get(other):
                yield satang, f"{j} is funded without {other}"
        for other in filter(None, row.get("excludes", "").split(";")):
            if into.get(other):
                yield satang, f"{j} and {other} are both funded"


def _rules_broken(settings: dict, moves: list[Move], into: dict[str, int]) -> Iterator[Breach]:
    total = sum(satang for _, _, satang in moves)
    for name, rule in settings.get("rules", {}).items():
        if not rule.get("enabled", True) or rule["type"] == "approval":
            continue
        if rule["type"] == "count":
            assert rule["what"] == "reserves" and not {"from", "to", "same", "different", "per"} & set(rule)
            if sum(satang > 0 for satang in into.values()) > rule["max"]:
                yield 0, f"more reserves than {name} allows"
            continue
        sums: dict[Any, int] = defaultdict(int)
        for move in moves:
            if _speaks_of(rule, move):
                sums[_scope(rule, move)] += move[2]
        if rule["type"] == "forbid":
            bound = 0
        else:
            bound = _satang(rule["amount"]) if "amount" in rule else Fraction(rule["share"]) * total
        if rule["type"] == "require":
            assert "per" not in rule
            short = bound - sums[None]
            if short > 0:
                yield -int(-short // 1), f"less than {name} requires"
        else:
            for value, satang in sums.items():
                if satang > bound:
                    yield (
                        -int((bound - satang) // 1),
                        f"more than {name} allows{f' {value}' if value else ''}",
                    )


def _speaks_of(rule: dict, move: Move) -> bool:
    source, target, _ = move
    return (
        _selects(rule.get("from", {}), source)
        and _selects(rule.get("to", {}), target)
        and all(source[column] == target[column] for column in rule.get("same", ()))
        and all(source[column] != target[column] for column in rule.get("different", ()))
    )


def _selects(selector: dict, row: Row) -> bool:
    return all(
        row[column] in (value if isinstance(value, list) else [value]) for column, value in selector.items()
    )


def _scope(rule: dict, move: Move) -> str | None:
    if "per" not in rule:
        return None
    side, column = rule["per"].split(".")
    return move[0 if side == "from" else 1][column]


if __name__ == "__main__":
    print(json.dumps(asdict(judge(Path(sys.argv[1]), Path(sys.argv[2])))))
