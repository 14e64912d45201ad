"""The script that someone who knows the trade would write by hand: rows grouped, money scaled, gap 0.

Activities and reserves alike in every column that a rule reads are one class, and money flows between
classes. The solver sees millions of baht; the amounts are read back in satang and dealt out to single rows.
Usage: python -m bench.grouped CASE TRANSFERS.csv
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pulp

from bench import reading

MILLION = 100_000_000  # satang


@dataclass
class Group:
    """Rows alike to every rule: their values in the columns that rules read, and their positions."""

    values: dict[str, Any]
    rows: list[int]


@dataclass
class Tables:
    settings: dict[str, Any]
    unit: int  # satang
    activities: pd.DataFrame
    reserves: pd.DataFrame
    releasable: list[int]  # satang
    costs: list[int]  # satang
    least: list[int]  # satang; the cost itself where it is all or nothing
    sources: list[Group]
    targets: list[Group]


@dataclass
class Model:
    """PuLP's problem and its variables; `amount` and `flow` in millions of baht."""

    problem: pulp.LpProblem
    funded: list[Any]
    amount: list[Any]
    flow: dict[tuple[int, int], Any]


def read(folder: Path) -> Tables:
    settings, activities, reserves = reading.read(folder)
    unit = round(reading.baht(settings.get("unit", "0.01")) * 100)
    balance = (
        _satang(activities["budget"])
        - _satang(activities["disbursed"])
        - _satang(activities["obligated"])
        - _satang(activities["keep"])
    )
    percent = (reading.shares(settings, activities) * 100).round().astype("int64")
    released = (percent * balance // 100 // unit * unit).clip(lower=0)
    activities, released = activities[released > 0], released[released > 0].tolist()
    blocking = [
        rule for kind in ("forbid", "limit", "require", "count") for rule in reading.rules(settings, kind)
    ]
    return Tables(
        settings,
        unit,
        activities.reset_index(drop=True),
        reserves,
        released,
        _satang(reserves["cost"]).tolist(),
        _satang(reserves["min_cost"]).tolist(),
        _groups(activities.reset_index(drop=True), _columns(blocking, "from")),
        _groups(reserves, _columns(blocking, "to")),
    )


def _satang(baht: pd.Series) -> pd.Series:
    return (baht * 100).round().astype("int64")


def _columns(blocking: list[dict[str, Any]], side: str) -> list[str]:
    columns = set()
    for rule in blocking:
        columns |= {*rule.get(side, {}), *rule.get("same", []), *rule.get("different", [])}
        if rule.get("per", "").startswith(f"{side}."):
            columns.add(rule["per"].split(".")[1])
    return sorted(columns)


def _groups(table: pd.DataFrame, columns: list[str]) -> list[Group]:
    if not columns:
        return [Group({}, list(range(len(table))))]
    return [
        Group(dict(zip(columns, values, strict=True)), part.index.tolist())
        for values, part in table.groupby(columns)
    ]


def build(tables: Tables) -> Model:
    """The whole model, in millions of baht: maximise the score."""
    problem = pulp.LpProblem("reallocation", pulp.LpMaximize)
    funded = [problem.add_variable(f"y_{j}", cat="Binary") for j in range(len(tables.costs))]
    amount = _add_amounts(problem, tables, funded)
    flow = _add_flows(problem, tables, amount)
    _add_rules(problem, tables, flow, funded)
    return Model(problem, funded, amount, flow)


def _add_amounts(problem: pulp.LpProblem, tables: Tables, funded: list[Any]) -> list[Any]:
    """What each reserve gets: its whole cost, or if partial anything from its least up; or nothing."""
    amount, worth = [], []
    rows = zip(tables.costs, tables.least, tables.reserves["score"].tolist(), funded, strict=True)
    for j, (cost, least, score, chosen) in enumerate(rows):
        if least == cost:
            amount.append(cost / MILLION * chosen)
            worth.append(score * chosen)
            continue
        given = problem.add_variable(f"a_{j}", lowBound=0, upBound=cost / MILLION)
        problem += given <= cost / MILLION * chosen
        problem += given >= least / MILLION * chosen
        amount.append(given)
        worth.append(score / (cost / MILLION) * given)
    problem.setObjective(pulp.lpSum(worth))
    return amount


def _add_flows(problem: pulp.LpProblem, tables: Tables, amount: list[Any]) -> dict[tuple[int, int], Any]:
    """Money between classes where no rule forbids it: what leaves is there, what arrives is what is got."""
    forbidding = reading.rules(tables.settings, "forbid")
    flow = {
        (k, t): problem.add_variable(f"f_{k}_{t}", lowBound=0)
        for k, source in enumerate(tables.sources)
        for t, target in enumerate(tables.targets)
        if not any(reading.speaks_of(rule, source.values, target.values) for rule in forbidding)
    }
    leaving, arriving = defaultdict(list), defaultdict(list)
    for (k, t), moved in flow.items():
        leaving[k].append(moved)
        arriving[t].append(moved)
    for k, source in enumerate(tables.sources):
        problem += pulp.lpSum(leaving[k]) <= sum(tables.releasable[i] for i in source.rows) / MILLION
    for t, target in enumerate(tables.targets):
        problem += pulp.lpSum(arriving[t]) == pulp.lpSum(amount[j] for j in target.rows)
    return flow


def _add_rules(problem: pulp.LpProblem, tables: Tables, flow: dict, funded: list) -> None:
    settings = tables.settings
    for kind in ("limit", "require"):
        for rule in reading.rules(settings, kind):
            matching = defaultdict(list)
            for (k, t), moved in flow.items():
                source, target = tables.sources[k].values, tables.targets[t].values
                if reading.speaks_of(rule, source, target):
                    matching[reading.scope(rule, source, target)].append(moved)
            if "amount" in rule:
                bound = reading.baht(rule["amount"]) * 100 / MILLION
            else:
                bound = rule["share"] * pulp.lpSum(flow.values())
            for moves in matching.values():
                problem += pulp.lpSum(moves) <= bound if kind == "limit" else pulp.lpSum(moves) >= bound
    for rule in reading.rules(settings, "count"):
        problem += pulp.lpSum(funded) <= rule["max"]
    number = {name: j for j, name in enumerate(tables.reserves["id"])}
    for j, (required, excluded) in enumerate(
        zip(tables.reserves["requires"], tables.reserves["excludes"], strict=True)
    ):
        for other in reading.ids(required):
            problem += funded[j] <= (funded[number[other]] if other in number else 0)
        for other in reading.ids(excluded):
            if other in number:
                problem += funded[j] + funded[number[other]] <= 1


def amounts(tables: Tables, model: Model) -> list[int]:
    """Satang for each reserve; where all or nothing, exactly that."""
    return [
        cost * round(chosen.value() or 0) if least == cost else _whole(amount.value(), tables.unit)
        for cost, least, chosen, amount in zip(
            tables.costs, tables.least, model.funded, model.amount, strict=True
        )
    ]


def _whole(millions: float | None, unit: int) -> int:
    return round((millions or 0) * MILLION / unit) * unit


def deal(tables: Tables, satang: list[int], flows: dict[tuple[int, int], int]) -> list[tuple[int, int, int]]:
    """Transfers (activity, reserve, satang) that give each reserve its amount, class flow by class flow."""
    left = list(tables.releasable)
    position = [0] * len(tables.sources)
    lines = []
    for t, target in enumerate(tables.targets):
        usable = [[k, moved] for (k, to), moved in flows.items() if to == t]
        for j in target.rows:
            need = satang[j]
            for flow in usable:
                k, rows = flow[0], tables.sources[flow[0]].rows
                while need and flow[1] and position[k] < len(rows):
                    i = rows[position[k]]
                    moved = min(need, flow[1], left[i])
                    if moved:
                        lines.append((i, j, moved))
                    need, flow[1], left[i] = need - moved, flow[1] - moved, left[i] - moved
                    position[k] += left[i] == 0
            if need:  # a unit or two lost when the flows were rounded
                for k, _ in usable:
                    for i in tables.sources[k].rows[position[k] :]:
                        moved = min(need, left[i])
                        if moved:
                            lines.append((i, j, moved))
                        need, left[i] = need - moved, left[i] - moved
                        if not need:
                            break
    return lines


def run(folder: Path, out: Path, solver: pulp.LpSolver) -> None:
    tables = read(folder)
    model = build(tables)
    stats = model.problem.solve(solver)
    flows = {pair: _whole(moved.value(), tables.unit) for pair, moved in model.flow.items()}
    givers, takers = tables.activities["id"].tolist(), tables.reserves["id"].tolist()
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("from", "to", "amount"))
        for i, j, moved in deal(tables, amounts(tables, model), flows):
            writer.writerow((givers[i], takers[j], f"{moved // 100}.{moved % 100:02}"))
    print(json.dumps({"status": stats.status.name, "score": pulp.value(model.problem.objective)}))


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), pulp.HiGHS(msg=False, gapRel=0, gapAbs=0))
