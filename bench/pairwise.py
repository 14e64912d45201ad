"""The script a planner would find in a tutorial: a transportation problem, one variable for each pair.

Baht as floats, the solver's defaults, amounts rounded when they are written.
Usage: python -m bench.pairwise CASE TRANSFERS.csv CBC|HiGHS
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pulp

from bench import reading


def main(folder: Path, out: Path, solver: str) -> None:
    settings, activities, reserves = reading.read(folder)
    unit = reading.baht(settings.get("unit", "0.01"))
    balance = activities["budget"] - activities["disbursed"] - activities["obligated"] - activities["keep"]
    share = reading.shares(settings, activities)
    activities["releasable"] = (np.floor(share * balance / unit) * unit).clip(lower=0)
    sources = activities[activities["releasable"] > 0].to_dict("records")
    targets = reserves.to_dict("records")
    forbidding = reading.rules(settings, "forbid")

    problem = pulp.LpProblem("reallocation", pulp.LpMaximize)
    x = {
        (i, j): problem.add_variable(f"x_{i}_{j}", lowBound=0)
        for i, source in enumerate(sources)
        for j, target in enumerate(targets)
        if not any(reading.speaks_of(rule, source, target) for rule in forbidding)
    }
    y = [problem.add_variable(f"y_{j}", cat="Binary") for j in range(len(targets))]
    problem += pulp.lpSum(targets[j]["score"] / targets[j]["cost"] * moved for (_, j), moved in x.items())

    leaving, arriving = defaultdict(list), defaultdict(list)
    for (i, j), moved in x.items():
        leaving[i].append(moved)
        arriving[j].append(moved)
    for i, source in enumerate(sources):
        problem += pulp.lpSum(leaving[i]) <= source["releasable"]
    for j, target in enumerate(targets):
        problem += pulp.lpSum(arriving[j]) <= target["cost"] * y[j]
        problem += pulp.lpSum(arriving[j]) >= target["min_cost"] * y[j]

    for kind in ("limit", "require"):
        for rule in reading.rules(settings, kind):
            matching = defaultdict(list)
            for (i, j), moved in x.items():
                if reading.speaks_of(rule, sources[i], targets[j]):
                    matching[reading.scope(rule, sources[i], targets[j])].append(moved)
            bound = (
                reading.baht(rule["amount"]) if "amount" in rule else rule["share"] * pulp.lpSum(x.values())
            )
            for moves in matching.values():
                problem += pulp.lpSum(moves) <= bound if kind == "limit" else pulp.lpSum(moves) >= bound
    for rule in reading.rules(settings, "count"):
        problem += pulp.lpSum(y) <= rule["max"]
    number = {target["id"]: j for j, target in enumerate(targets)}
    for j, target in enumerate(targets):
        for other in reading.ids(target["requires"]):
            problem += y[j] <= (y[number[other]] if other in number else 0)
        for other in reading.ids(target["excludes"]):
            if other in number:
                problem += y[j] + y[number[other]] <= 1

    stats = problem.solve(pulp.COIN_CMD(msg=False) if solver == "CBC" else pulp.HiGHS(msg=False))
    rows = [
        (sources[i]["id"], targets[j]["id"], f"{moved.value():.2f}")
        for (i, j), moved in x.items()
        if (moved.value() or 0) >= 0.005
    ]
    pd.DataFrame(rows, columns=["from", "to", "amount"]).to_csv(out, index=False)
    print(json.dumps({"status": stats.status.name, "score": pulp.value(problem.objective)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
