"""What a case means, said as plainly as it can be, and its best plan by brute force.

For small cases only: every pair is looked at, every day is walked, every set of funded reserves is tried and
settled by a simplex in fractions. Shares no code with what it judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import chain, combinations, product
from math import comb, floor, prod
from typing import Any

from realloc.case.records import Activity, Case, Comparison, Reserve, Rule

type Pair = tuple[str, str]
type Row = tuple[dict[Pair, Fraction], Fraction]  # Σ coefficient x ≤ bound, x and bound in units

MONEY_STAGES = ("amount", "escalation", "same_project", "same_agency")
SUPPORTED_STAGES = ("score", "rank", "amount", "reserves", "escalation", "same_project", "same_agency")
MOST_CHOICES = 64  # ways of keeping the count rules
MOST_NODES = 60  # linear programs spent on whole units for one set of reserves


# What a case means.


def cap_on(case: Case, day: Any) -> int | None:
    """The largest gathering allowed on a day; None = any."""
    covid = case.covid
    if covid.reopening and day >= covid.reopening:
        return None
    if covid.cap is not None:
        return covid.cap
    begun = [cap for cap in covid.caps if cap.start <= day]
    return max(begun, key=lambda cap: cap.start).cap if begun else None


def first_start(case: Case, activity: Activity, people: int | None) -> Any:
    """The first day on which a gathering can start and run to its end; None = never."""
    day = case.calendar.decision + timedelta(activity.lead_days)
    while day + timedelta(activity.run_days - 1) <= case.calendar.close:
        caps = [cap_on(case, day + timedelta(n)) for n in range(activity.run_days)]
        if all(cap is None or (people is not None and people <= cap) for cap in caps):
            return day
        day += timedelta(1)
    return None


def flag(case: Case, activity: Activity) -> str:
    if activity.status in ("completed", "cancelled"):
        return activity.status
    if activity.feasibility:
        return activity.feasibility
    if activity.nature != "gathering":
        return "feasible"
    start = first_start(case, activity, activity.participants)
    if start:
        return "postponed" if activity.planned and start > activity.planned else "feasible"
    if activity.online:
        return "online"
    if activity.min_participants is not None and first_start(case, activity, activity.min_participants):
        return "reduced"
    return "infeasible"


def releasable(case: Case, activity: Activity) -> int:
    """Satang, a whole multiple of the unit."""
    share = activity.release_share
    if share is None:
        share = case.release[flag(case, activity)]
    free = activity.budget - activity.disbursed - activity.obligated - activity.keep
    return floor(share * max(free, 0) / case.unit) * case.unit


def eligible(case: Case, reserve: Reserve) -> bool:
    return reserve.available and case.calendar.decision + timedelta(reserve.lead_days) <= case.calendar.close


def value_of(case: Case, row: Activity | Reserve, attribute: str) -> Any:
    if attribute == "feasibility" and isinstance(row, Activity):
        return flag(case, row)
    return getattr(row, attribute)


def meets(value: Any, option: Any) -> bool:
    if isinstance(option, Comparison):
        if value is None:
            return False
        below, equal = value < option.value, value == option.value
        return {">=": not below, "<=": below or equal, ">": not below and not equal, "<": below}[
            option.operator
        ]
    return option in value if isinstance(value, tuple) else value == option


def matches(case: Case, rule: Rule, a: Activity, r: Reserve) -> bool:
    """Whether a transfer from `a` to `r` is one that the rule speaks of."""
    ends = [(rule.source, a), (rule.target, r)]
    return (
        all(
            any(meets(value_of(case, row, condition.attribute), option) for option in condition.options)
            for selector, row in ends
            for condition in selector.conditions
        )
        and all(getattr(a, name) == getattr(r, name) for name in rule.same)
        and all(getattr(a, name) != getattr(r, name) for name in rule.different)
    )


def live(case: Case, *types: str) -> list[Rule]:
    """The enabled rules of these types, warnings among them."""
    return [rule for rule in case.rules if rule.enabled and rule.type in types]


def open_pairs(case: Case) -> list[tuple[Activity, Reserve]]:
    """Pairs that could carry money if there were no rules."""
    givers = [a for a in case.activities if releasable(case, a) > 0]
    return list(product(givers, [r for r in case.reserves if eligible(case, r)]))


def permitted_pairs(case: Case) -> list[tuple[Activity, Reserve]]:
    forbids = [rule for rule in live(case, "forbid") if rule.severity == "block"]
    return [pair for pair in open_pairs(case) if not any(matches(case, rule, *pair) for rule in forbids)]


def scope_of(case: Case, rule: Rule, a: Activity, r: Reserve) -> Any:
    if rule.per is None:
        return None
    return value_of(case, a if rule.per[0] == "from" else r, rule.per[1])


def scopes(case: Case, rule: Rule) -> list[Any]:
    """The values of `per` over the permitted pairs that the rule matches, in order; without one, [None]."""
    if rule.per is None:
        return [None]
    values = {scope_of(case, rule, a, r) for a, r in permitted_pairs(case) if matches(case, rule, a, r)}
    return sorted(values - {None}) if None not in values else [None, *sorted(values - {None})]


def base(case: Case, rule: Rule, scope: Any, moved: int) -> int:
    """What a rule's share is a share of, in satang."""
    if rule.of == "transferred":
        return moved
    total = 0
    for a in case.activities:
        chosen = all(
            any(meets(value_of(case, a, condition.attribute), option) for option in condition.options)
            for condition in rule.source.conditions
        )
        grouped = rule.per is None or rule.per[0] == "to" or value_of(case, a, rule.per[1]) == scope
        if chosen and grouped:
            total += a.budget if rule.of == "budget" else releasable(case, a)
    return total


def level(case: Case, a: Activity, r: Reserve) -> int:
    rules = [rule for rule in live(case, "approval") if rule.severity == "block"]
    needed = [case.levels.index(str(rule.level)) for rule in rules if matches(case, rule, a, r)]
    return max(needed, default=0)


def approval(case: Case, a: Activity, r: Reserve) -> str:
    return case.levels[level(case, a, r)]


# The document that a set of transfers makes.


def baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02d}"


def document(case: Case, transfers: dict[Pair, int]) -> dict[str, Any]:
    """The plan's JSON for these transfers (satang), every bound equal to its value."""
    givers, takers = {a.id: a for a in case.activities}, {r.id: r for r in case.reserves}
    out = {a: sum(x for (i, _), x in transfers.items() if i == a) for a in givers}
    got = {r: sum(x for (_, j), x in transfers.items() if j == r) for r in takers}
    moved = sum(transfers.values())
    free = {a.id: releasable(case, a) for a in case.activities}
    stages = [(stage, write(stage, stage_value(case, stage, transfers))) for stage in case.stages]
    return {
        "schema": "realloc.plan/1",
        "case": {"name": case.name, "title": case.title, "fingerprint": case.fingerprint},
        "scenario": {"name": case.scenario.name, "title": case.scenario.title},
        "status": "optimal",
        "objective": [{"stage": s, "value": value, "bound": value, "proof": "exact"} for s, value in stages],
        "totals": {
            "budget": baht(sum(a.budget for a in case.activities)),
            "disbursed": baht(sum(a.disbursed for a in case.activities)),
            "releasable": baht(sum(free.values())),
            "transferred": baht(moved),
            "unplaced": baht(sum(free.values()) - moved),
        },
        "activities": [
            {
                "id": a.id,
                "feasibility": flag(case, a),
                "why": "…",
                "releasable": baht(free[a.id]),
                "out": baht(out[a.id]),
                "before": baht(a.budget),
                "after": baht(a.budget - out[a.id]),
            }
            for a in case.activities
        ],
        "reserves": [
            {
                "id": r.id,
                "eligible": eligible(case, r),
                "funded": got[r.id] > 0,
                "cost": baht(r.cost),
                "amount": baht(got[r.id]),
                "why": "…",
            }
            for r in case.reserves
        ],
        "transfers": [
            {"from": i, "to": j, "amount": baht(x), "approval": approval(case, givers[i], takers[j])}
            for (i, j), x in transfers.items()
        ],
        "rules": [row for rule in live(case, "forbid", "limit", "require", "count")
                  for row in rule_rows(case, rule, transfers)],
        "conflict": [],
        "warnings": [],
    }  # fmt: skip


def rule_rows(case: Case, rule: Rule, transfers: dict[Pair, int]) -> list[dict[str, Any]]:
    givers, takers = {a.id: a for a in case.activities}, {r.id: r for r in case.reserves}
    ends = {pair: (givers[pair[0]], takers[pair[1]]) for pair in transfers}
    rows = []
    for scope in [None] if rule.type == "forbid" else scopes(case, rule):
        mine = [
            pair
            for pair, (a, r) in ends.items()
            if matches(case, rule, a, r) and scope_of(case, rule, a, r) == scope
        ]
        used, limit = sum(transfers[pair] for pair in mine), 0
        moved = sum(transfers.values())
        if rule.type == "forbid":
            binding = any(matches(case, rule, a, r) for a, r in open_pairs(case))
        elif rule.type == "count":
            used, limit = counted(rule, mine), rule.max or 0
            binding = used + 1 > limit
        else:
            exact = exact_bound(case, rule, scope, moved)
            limit = floor(exact) if rule.type == "limit" else -floor(-exact)
            room = exact - used if rule.type == "limit" else used - exact
            binding = room < case.unit
        write_number = str if rule.type == "count" else baht
        rows.append(
            {
                "id": rule.id,
                "type": rule.type,
                "scope": label(rule, scope),
                "used": write_number(used),
                "limit": write_number(limit),
                "binding": binding,
                "severity": rule.severity,
                "holds": used >= limit if rule.type == "require" else used <= limit,
            }
        )
    return rows


def exact_bound(case: Case, rule: Rule, scope: Any, moved: int) -> Fraction:
    if rule.amount is not None:
        return Fraction(rule.amount)
    return Fraction(rule.share or 0) * base(case, rule, scope, moved)


def counted(rule: Rule, pairs: list[Pair]) -> int:
    things = {"activities": {i for i, _ in pairs}, "reserves": {j for _, j in pairs}, "lines": set(pairs)}
    return len(things[str(rule.what)])


def label(rule: Rule, scope: Any) -> str:
    """A value of `per` as the tables write it."""
    if isinstance(scope, tuple):
        return ";".join(scope)
    if scope is None or isinstance(scope, bool):
        return {None: "", True: "yes", False: "no"}[scope]
    return baht(scope) if rule.per and rule.per[1] in ("cost", "budget") else str(scope)


def stage_value(case: Case, stage: str, transfers: dict[Pair, int]) -> Any:
    """In the stage's smallest unit; score exact, not yet rounded."""
    givers, takers = {a.id: a for a in case.activities}, {r.id: r for r in case.reserves}
    lines = [(givers[i], takers[j], x) for (i, j), x in transfers.items()]
    return {
        "score": lambda: sum(Fraction(r.score or 0) * 10_000 * x / r.cost for _, r, x in lines),
        "rank": lambda: tuple(sorted({r.rank for _, r, _ in lines if r.rank})),
        "amount": lambda: sum(x for _, _, x in lines),
        "reserves": lambda: len({r.id for _, r, _ in lines}),
        "escalation": lambda: sum(x * level(case, a, r) for a, r, x in lines),
        "same_project": lambda: sum(x for a, r, x in lines if a.project == r.project),
        "same_agency": lambda: sum(x for a, r, x in lines if a.agency == r.agency),
        "activities": lambda: len({a.id for a, _, _ in lines}),
        "lines": lambda: len(lines),
    }[stage]()


def write(stage: str, value: Any) -> str:
    if stage == "rank":
        return " ".join(map(str, value))
    if stage == "score":
        points = floor(value)
        return f"{points // 10_000}.{points % 10_000:04d}"
    return baht(value) if stage in MONEY_STAGES else str(value)


def holds(case: Case, transfers: dict[Pair, int]) -> bool:
    """Whether the transfers are a plan at all: contract, step 4, every blocking rule kept."""
    permitted = {(a.id, r.id) for a, r in permitted_pairs(case)}
    got = {r.id: sum(x for (_, j), x in transfers.items() if j == r.id) for r in case.reserves}
    rows = [row for rule in live(case, "limit", "require", "count")
            for row in rule_rows(case, rule, transfers)]  # fmt: skip
    return (
        set(transfers) <= permitted
        and all(x > 0 and x % case.unit == 0 for x in transfers.values())
        and all(
            sum(x for (i, _), x in transfers.items() if i == a.id) <= releasable(case, a)
            for a in case.activities
        )
        and all(got[r.id] == 0 or r.min_cost <= got[r.id] <= r.cost for r in case.reserves)
        and companions_hold(case, {name for name, amount in got.items() if amount})
        and all(row["holds"] for row in rows if row["severity"] == "block")
    )


def companions_hold(case: Case, funded: set[str]) -> bool:
    chosen = [r for r in case.reserves if r.id in funded]
    return all(set(r.requires) <= funded and not set(r.excludes) & funded for r in chosen)


# A plan, by taking what comes first.


def greedy(case: Case, order: Sequence[Reserve]) -> dict[Pair, int]:
    """Transfers (satang) that fund the reserves in this order, in full or else at their least.

    A reserve that would break a rule is left out, so the result need not hold where a rule requires more.
    """
    transfers: dict[Pair, int] = {}
    for r in order:
        for wanted in (r.cost, r.min_cost):
            tried = transfers | fill(case, r, wanted, transfers)
            if len(tried) > len(transfers) and holds(case, tried):
                transfers = tried
                break
    return transfers


def fill(case: Case, r: Reserve, wanted: int, transfers: dict[Pair, int]) -> dict[Pair, int]:
    """What gives a reserve this amount out of what is left; nothing where that does not suffice."""
    lines = {}
    for a, other in permitted_pairs(case):
        left = releasable(case, a) - sum(x for (i, _), x in transfers.items() if i == a.id)
        amount = min(wanted, left)
        if other == r and amount > 0:
            lines[a.id, r.id] = amount
            wanted -= amount
    return lines if wanted == 0 else {}


# The best plan, by trying every set of funded reserves.


@dataclass(frozen=True)
class Best:
    """The best first-stage value, in `StageResult`'s unit (score in ten-thousandths, rounded down).

    `lp` is what linear programming alone promises, an upper bound (lower where the stage minimises) that
    whole units may not reach. `exact` says that `value` is proven in whole units; otherwise some set of
    reserves was given up after `MOST_NODES`, and `value` is only the best found (None: none found). `sets`
    are the funded sets that reach `value`.
    """

    stage: str
    value: Any
    lp: Any
    exact: bool
    sets: frozenset[frozenset[str]]


def supports(case: Case) -> bool:
    """Whether `best` can answer: few reserves, a first stage it knows, few ways to keep the count rules."""
    return (
        len(case.reserves) <= 6
        and len(case.activities) <= 6
        and case.stages[0] in SUPPORTED_STAGES
        and prod(len(list(ways)) for ways in count_choices(case)) <= MOST_CHOICES
    )


def best(case: Case) -> Best | None:
    """The best value of the first stage over all plans; None where no plan keeps the blocking rules."""
    stage = case.stages[0]
    weights = stage_weights(case, stage)
    settled = [(choice, settle(case, stage, weights, choice)) for choice in choices(case)]
    promised = [answer.lp for _, answer in settled if answer.lp is not None]
    whole = [(choice.funded, answer.value) for choice, answer in settled if answer.value is not None]
    exact = all(answer.finished for _, answer in settled)
    if not promised or (exact and not whole):
        return None
    value = rounded(stage, better(stage, [value for _, value in whole])) if whole else None
    sets = frozenset(funded for funded, reached in whole if rounded(stage, reached) == value)
    return Best(stage, value, better(stage, promised), exact, sets)


def best_values(case: Case) -> tuple[Any, ...] | None:
    """The best value of each stage, every stage kept (score to 4 decimals) while the next is optimised.

    Ends before the first stage that is not supported, or that needs more than `MOST_NODES`. None where no
    plan keeps the blocking rules.
    """
    remaining = list(choices(case))
    values: list[Any] = []
    for stage in case.stages:
        if stage not in SUPPORTED_STAGES:
            break
        weights = stage_weights(case, stage)
        settled = [(choice, settle(case, stage, weights, choice)) for choice in remaining]
        if not all(answer.finished for _, answer in settled):
            break
        whole = [(choice, answer.value) for choice, answer in settled if answer.value is not None]
        if not whole:
            return None
        value = rounded(stage, better(stage, [value for _, value in whole]))
        values.append(value)
        best_choices = [choice for choice, reached in whole if rounded(stage, reached) == value]
        remaining = [keeping(case, stage, weights, choice, value) for choice in best_choices]
    return tuple(values)


def given(case: Case, stage: str, held: dict[str, Any]) -> Best | None:
    """The best value of `stage` over all plans in which each stage of `held` is at least as good as given.

    None where there is no such plan; `sets` are the funded sets that reach it. Not for ranks.
    """
    weights = {name: stage_weights(case, name) for name in (*held, stage)}
    settled = []
    for choice in choices(case):
        constants = {name: _constant(case, name, choice.funded) for name in held}
        if all(value is None or value >= held[name] for name, value in constants.items()):
            for name, value in held.items():
                choice = keeping(case, name, weights[name], choice, value)
            settled.append((choice, settle(case, stage, weights[stage], choice)))
    whole = [(choice.funded, answer.value) for choice, answer in settled if answer.value is not None]
    exact = all(answer.finished for _, answer in settled)
    if not whole:
        return None if exact else Best(stage, None, None, False, frozenset())
    value = rounded(stage, better(stage, [value for _, value in whole]))
    sets = frozenset(funded for funded, reached in whole if rounded(stage, reached) == value)
    return Best(stage, value, None, exact, sets)


def funded_within(case: Case, held: dict[str, Any]) -> tuple[frozenset[frozenset[str]], bool]:
    """The funded sets of all plans in which each stage of `held` is as good as given, and whether exact."""
    found = set()
    finished = True
    for funded in funded_sets(case):
        only = replace(case, reserves=tuple(
            r if r.id in funded else replace(r, available=False) for r in case.reserves
        ))  # fmt: skip
        best = given(only, "reserves", held)
        finished = finished and (best is None or best.exact)
        if best is not None and funded in best.sets:
            found.add(funded)
    return frozenset(found), finished


@dataclass(frozen=True)
class Choice:
    """What is left to linear programming once it is chosen who is funded and how the counts are kept."""

    funded: frozenset[str]
    pairs: list[Pair]
    rows: list[Row]


@dataclass(frozen=True)
class Settled:
    """A choice's best value in whole units and by linear programming; None where it allows no plan."""

    value: Any
    lp: Any
    finished: bool


def choices(case: Case) -> Iterator[Choice]:
    permitted = [(a.id, r.id) for a, r in permitted_pairs(case)]
    rules = [row for rule in live(case, "limit", "require") if rule.severity == "block"
             for row in rule_rows_in_units(case, rule)]  # fmt: skip
    ways = list(closed_pairs(case))
    for funded in funded_sets(case):
        for closed in ways:
            pairs = [pair for pair in permitted if pair[1] in funded and pair not in closed]
            yield Choice(funded, pairs, money_rows(case, pairs, funded) + rules)


def settle(case: Case, stage: str, weights: dict[Pair, Fraction], choice: Choice) -> Settled:
    program = _program(choice, weights, sense_of(stage))
    relaxed = simplex(*program)
    if relaxed is None:
        return Settled(None, None, True)
    whole, finished = whole_units(*program)
    constant = _constant(case, stage, choice.funded)
    if constant is not None:
        return Settled(None if whole is None else constant, constant, finished)
    sense = sense_of(stage)
    return Settled(None if whole is None else sense * whole, sense * relaxed[0], finished)


def keeping(case: Case, stage: str, weights: dict[Pair, Fraction], choice: Choice, value: Any) -> Choice:
    """The choice, held to a value of this stage."""
    if _constant(case, stage, choice.funded) is not None:
        return choice
    sense = sense_of(stage)
    row = {pair: -sense * weights[pair] for pair in choice.pairs}, Fraction(-sense * value)
    return replace(choice, rows=[*choice.rows, row])


def sense_of(stage: str) -> int:
    return -1 if stage == "escalation" else 1


def rounded(stage: str, value: Any) -> Any:
    return floor(value) if stage == "score" else value


def funded_sets(case: Case) -> Iterator[frozenset[str]]:
    names = [r.id for r in case.reserves if eligible(case, r)]
    for funded in chain.from_iterable(combinations(names, n) for n in range(len(names) + 1)):
        if companions_hold(case, set(funded)):
            yield frozenset(funded)


def _constant(case: Case, stage: str, funded: frozenset[str]) -> Any:
    """The value that the set alone decides, for the stages where it does."""
    if stage == "rank":
        return tuple(sorted(r.rank for r in case.reserves if r.id in funded and r.rank))
    return len(funded) if stage == "reserves" else None


def better(stage: str, values: list[Any]) -> Any:
    if stage == "rank":
        return max(values, key=lambda ranks: tuple(-rank for rank in ranks))
    return min(values) if stage == "escalation" else max(values)


def stage_weights(case: Case, stage: str) -> dict[Pair, Fraction]:
    """What one unit moved between a pair adds to the stage's value."""
    unit = Fraction(case.unit)
    weigh = {
        "score": lambda a, r: Fraction(r.score or 0) * 10_000 * unit / r.cost,
        "amount": lambda a, r: unit,
        "escalation": lambda a, r: unit * level(case, a, r),
        "same_project": lambda a, r: unit * (a.project == r.project),
        "same_agency": lambda a, r: unit * (a.agency == r.agency),
        "reserves": lambda a, r: Fraction(0),
        "rank": lambda a, r: Fraction(0),
    }[stage]
    return {(a.id, r.id): weigh(a, r) for a, r in permitted_pairs(case)}


def rule_rows_in_units(case: Case, rule: Rule) -> Iterator[Row]:
    """A limit or require as Σ coefficient x ≤ bound. A constant bound is tightened to whole units."""
    sign = 1 if rule.type == "limit" else -1
    for scope in scopes(case, rule):
        mine = {
            (a.id, r.id)
            for a, r in permitted_pairs(case)
            if matches(case, rule, a, r) and scope_of(case, rule, a, r) == scope
        }
        if rule.of == "transferred":
            share = Fraction(rule.share or 0)
            every = [(a.id, r.id) for a, r in permitted_pairs(case)]
            yield {pair: sign * ((pair in mine) - share) for pair in every}, Fraction(0)
        else:
            bound = exact_bound(case, rule, scope, 0) / case.unit
            yield dict.fromkeys(mine, Fraction(sign)), Fraction(floor(sign * bound))


def count_choices(case: Case) -> Iterator[Iterator[frozenset[Pair]]]:
    """For each count rule and scope, the ways to keep it: the pairs that each way leaves unused."""
    for rule in live(case, "count"):
        if rule.severity != "block":
            continue
        for scope in scopes(case, rule):
            mine = [
                (a.id, r.id)
                for a, r in permitted_pairs(case)
                if matches(case, rule, a, r) and scope_of(case, rule, a, r) == scope
            ]
            name = {"activities": lambda p: p[0], "reserves": lambda p: p[1], "lines": lambda p: p}[
                str(rule.what)
            ]
            things = sorted({name(pair) for pair in mine})
            most = min(rule.max or 0, len(things))
            if comb(len(things), most) > MOST_CHOICES:
                yield iter([frozenset()] * (MOST_CHOICES + 1))
                continue
            kept = combinations(things, most)
            yield iter([frozenset(pair for pair in mine if name(pair) not in chosen) for chosen in kept])


def closed_pairs(case: Case) -> Iterator[frozenset[Pair]]:
    """Every way to keep all count rules at once."""
    for ways in product(*count_choices(case)):
        yield frozenset().union(*ways)


def money_rows(case: Case, pairs: list[Pair], funded: frozenset[str]) -> list[Row]:
    """What leaves each activity, and what arrives at each funded reserve."""
    rows: list[Row] = [
        ({pair: Fraction(1) for pair in pairs if pair[0] == a.id}, Fraction(releasable(case, a), case.unit))
        for a in case.activities
    ]
    for r in case.reserves:
        if r.id in funded:
            arrives = [pair for pair in pairs if pair[1] == r.id]
            rows.append((dict.fromkeys(arrives, Fraction(1)), Fraction(r.cost, case.unit)))
            rows.append((dict.fromkeys(arrives, Fraction(-1)), Fraction(-r.min_cost, case.unit)))
    return rows


def _program(
    choice: Choice, weights: dict[Pair, Fraction], sense: int
) -> tuple[list[list[Fraction]], list[Fraction], list[Fraction]]:
    """A, b, c of: maximise c x, A x ≤ b, x ≥ 0, x in units."""
    matrix = [[weight.get(pair, Fraction(0)) for pair in choice.pairs] for weight, _ in choice.rows]
    return matrix, [bound for _, bound in choice.rows], [sense * weights[pair] for pair in choice.pairs]


def whole_units(
    matrix: list[list[Fraction]], bounds: list[Fraction], weights: list[Fraction]
) -> tuple[Fraction | None, bool]:
    """The best value over whole numbers, by branch and bound, and whether the search was finished."""
    incumbent: Fraction | None = None
    waiting = [(matrix, bounds)]
    for _ in range(MOST_NODES):
        if not waiting:
            return incumbent, True
        rows, limits = waiting.pop()
        relaxed = simplex(rows, limits, weights)
        if relaxed is None or (incumbent is not None and relaxed[0] <= incumbent):
            continue
        value, x = relaxed
        split = next((k for k, amount in enumerate(x) if amount.denominator != 1), None)
        if split is None:
            incumbent = value
            continue
        one = [Fraction(k == split) for k in range(len(x))]
        waiting.append(([*rows, [-n for n in one]], [*limits, Fraction(-floor(x[split]) - 1)]))
        waiting.append(([*rows, one], [*limits, Fraction(floor(x[split]))]))
    return incumbent, not waiting


def simplex(
    matrix: list[list[Fraction]], bounds: list[Fraction], weights: list[Fraction]
) -> tuple[Fraction, list[Fraction]] | None:
    """Maximise weights x over matrix x ≤ bounds, x ≥ 0, exactly; None where nothing satisfies it.

    Two phases, Bland's rule. The caller's programs are bounded: money is.
    """
    width, height = len(weights), len(matrix)
    # Columns: x, slacks, the auxiliary variable of phase one, the right-hand side.
    table = [
        [*row, *(Fraction(k == n) for k in range(height)), Fraction(-1), bound]
        for n, (row, bound) in enumerate(zip(matrix, bounds, strict=True))
    ]
    basis = list(range(width, width + height))
    auxiliary = width + height
    if height and min(bounds) < 0:
        cost = [Fraction(0)] * auxiliary + [Fraction(1), Fraction(0)]
        lowest = min(range(height), key=lambda n: bounds[n])
        _pivot(table, cost, basis, lowest, auxiliary)
        _optimise(table, cost, basis, auxiliary + 1)
        if cost[-1] != 0:
            return None
        if auxiliary in basis:
            row = basis.index(auxiliary)
            column = next((k for k in range(auxiliary) if table[row][k] != 0), None)
            if column is None:
                del table[row], basis[row]
            else:
                _pivot(table, cost, basis, row, column)
    cost = [-w for w in weights] + [Fraction(0)] * (height + 2)
    for row, column in zip(table, basis, strict=True):
        if cost[column]:
            _subtract(cost, row, cost[column])
    _optimise(table, cost, basis, auxiliary)
    x = [Fraction(0)] * width
    for row, column in zip(table, basis, strict=True):
        if column < width:
            x[column] = row[-1]
    return cost[-1], x


def _optimise(table: list[list[Fraction]], cost: list[Fraction], basis: list[int], width: int) -> None:
    while (column := next((k for k in range(width) if cost[k] < 0), None)) is not None:
        ratios = [(row[-1] / row[column], basis[n], n) for n, row in enumerate(table) if row[column] > 0]
        _pivot(table, cost, basis, min(ratios)[2], column)


def _pivot(
    table: list[list[Fraction]], cost: list[Fraction], basis: list[int], row: int, column: int
) -> None:
    by = table[row][column]
    table[row] = [value / by if value else value for value in table[row]]
    for n, other in enumerate(table):
        if n != row and other[column]:
            _subtract(other, table[row], other[column])
    if cost[column]:
        _subtract(cost, table[row], cost[column])
    basis[row] = column


def _subtract(row: list[Fraction], other: list[Fraction], times: Fraction) -> None:
    for k, value in enumerate(other):
        if value:
            row[k] -= times * value
