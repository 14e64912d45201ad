"""What transfers come to: rows before and after, totals, rules used, and why each row is as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from realloc import money
from realloc.case.records import Case, Rule
from realloc.model.grouping import Class, group
from realloc.model.split import Lines
from realloc.result import (
    ActivityResult,
    Plan,
    Reason,
    ReserveResult,
    RuleUse,
    StageResult,
    Status,
    Totals,
    Transfer,
)
from realloc.situation import assess
from realloc.situation.bounds import fixed_bounds
from realloc.situation.matching import Sides, meets, scope

_MONEY_ATTRIBUTES = frozenset({"budget", "disbursed", "obligated", "keep", "cost", "min_cost"})


def draw_up(
    sides: Sides,
    lines: Lines,
    stages: Sequence[StageResult],
    *,
    conflict: Sequence[str] = (),
    short: Sequence[Reason] = (),
    settings: Sequence[tuple[str, str]] = (),
) -> Plan:
    """The plan that these transfers (in units, by position in the case's tables) make of the case.

    `sides` are those of every enabled rule, whether it blocks or warns. `stages` are the search's, whose
    values can be behind the plan's where the search was cut short. With a `conflict` there is no plan;
    `short` says by how much.
    """
    case = sides.situation.case
    moved = {pair: units * case.unit for pair, units in lines.items()}
    ledger = _Ledger(sides, moved)
    uses = () if conflict else tuple(ledger.uses())
    objective = tuple(replace(stage, value=ledger.value(stage.stage)) for stage in stages)
    proven = all(stage.value == stage.bound for stage in objective)
    status: Status = "infeasible" if conflict else "optimal" if proven else "feasible"
    totals = ledger.totals()
    return Plan(
        case_name=case.name,
        case_title=case.title,
        fingerprint=case.fingerprint,
        scenario=case.scenario.name,
        scenario_title=case.scenario.title,
        status=status,
        objective=objective,
        totals=totals,
        activities=tuple(ledger.activities()),
        reserves=tuple(ledger.reserves("no-plan" if conflict else "not-chosen")),
        transfers=tuple(ledger.transfers()),
        rules=uses,
        warnings=(*_late(case), *short, *_warnings(uses, objective)),
        conflict=tuple(conflict),
        assumptions=case.assumptions,
        settings=tuple(settings),
    )


def worth(sides: Sides, lines: Lines, stage: str) -> int | tuple[int, ...]:
    """What these transfers (in units) come to in a stage, one of the case's or not, as in `StageResult`."""
    unit = sides.situation.case.unit
    return _Ledger(sides, {pair: units * unit for pair, units in lines.items()}).value(stage)


def restate(case: Case, document: dict[str, Any]) -> Plan:
    """The plan that a document states, drawn up again from its transfers; `verify.check_plan` bears it out.

    What the plan alone can say, the bounds and what they rest on, is taken from the document.
    """
    situation = assess(case)
    sides = Sides.of(situation, (rule for rule in case.rules if rule.enabled))
    activity_at = {activity.id: i for i, activity in enumerate(case.activities)}
    reserve_at = {reserve.id: j for j, reserve in enumerate(case.reserves)}
    lines = {
        (activity_at[row["from"]], reserve_at[row["to"]]): money.parse(row["amount"]) // case.unit
        for row in document["transfers"]
    }
    stages = [
        StageResult(
            row["stage"],
            _stage_number(row["stage"], row["value"]),
            None if row["bound"] is None else _stage_number(row["stage"], row["bound"]),
            row["proof"],
        )
        for row in document["objective"]
    ]
    settings = [(row["path"], row["value"]) for row in document.get("settings", ())]
    return draw_up(sides, lines, stages, settings=settings)


def _stage_number(stage: str, written: str) -> int | tuple[int, ...]:
    """A stage's value in its own smallest unit, from the form that documents use."""
    if stage == "rank":
        return tuple(map(int, written.split()))
    return int(written.replace(".", ""))


class _Ledger:
    """Satang moved, by position, and the views of it that a plan shows."""

    def __init__(self, sides: Sides, moved: dict[tuple[int, int], int]) -> None:
        self.sides = sides
        self.rules = sides.rules
        self.situation = sides.situation
        self.case: Case = sides.situation.case
        self.moved = moved
        self.permitted = group(sides.only(lambda rule: rule.type == "forbid" and rule.severity == "block"))
        self.out: dict[int, int] = defaultdict(int)
        self.received: dict[int, int] = defaultdict(int)
        for (i, j), satang in moved.items():
            self.out[i] += satang
            self.received[j] += satang

    def totals(self) -> Totals:
        releasable = sum(standing.releasable for standing in self.situation.standings)
        transferred = sum(self.moved.values())
        return Totals(
            budget=sum(activity.budget for activity in self.case.activities),
            disbursed=sum(activity.disbursed for activity in self.case.activities),
            releasable=releasable,
            transferred=transferred,
            unplaced=releasable - transferred,
        )

    def activities(self) -> Iterator[ActivityResult]:
        for i, (activity, standing) in enumerate(
            zip(self.case.activities, self.situation.standings, strict=True)
        ):
            out = self.out.get(i, 0)
            yield ActivityResult(
                id=activity.id,
                feasibility=standing.flag,
                why=standing.why,
                releasable=standing.releasable,
                out=out,
                before=activity.budget,
                after=activity.budget - out,
            )

    def value(self, stage: str) -> int | tuple[int, ...]:
        """What the transfers are worth in a stage, in the unit of `StageResult`."""
        case = self.case
        if stage == "score":
            worth = Fraction(0)
            for j, satang in self.received.items():
                worth += Fraction((case.reserves[j].score or 0) * 10_000) * satang / case.reserves[j].cost
            return floor(worth)
        if stage == "rank":
            return tuple(sorted(case.reserves[j].rank or 0 for j in self.received))
        if stage in ("same_project", "same_agency"):
            attribute = stage.removeprefix("same_")
            return sum(
                satang
                for (i, j), satang in self.moved.items()
                if getattr(case.activities[i], attribute) == getattr(case.reserves[j], attribute)
            )
        return {
            "amount": lambda: sum(self.moved.values()),
            "escalation": lambda: sum(satang * self.levels[pair] for pair, satang in self.moved.items()),
            "reserves": lambda: len(self.received),
            "activities": lambda: len(self.out),
            "lines": lambda: len(self.moved),
        }[stage]()

    def reserves(self, otherwise: str) -> Iterator[ReserveResult]:
        """`otherwise` is the reason's code where nothing plainer keeps an eligible reserve from money."""
        reachable = self._reachable()
        position = {reserve.id: j for j, reserve in enumerate(self.case.reserves)}
        for j, (reserve, prospect) in enumerate(
            zip(self.case.reserves, self.situation.prospects, strict=True)
        ):
            amount = self.received.get(j, 0)
            if amount:
                code = "funded-in-full" if amount == reserve.cost else "funded-in-part"
                why = Reason(code, {"amount": amount, "cost_amount": reserve.cost})
            elif not prospect.eligible:
                why = prospect.why
            else:
                why = self._not_funded(j, reachable.get(j, 0), position) or Reason(otherwise)
            yield ReserveResult(reserve.id, prospect.eligible, amount > 0, reserve.cost, amount, why)

    def _not_funded(self, j: int, reachable: int, position: dict[str, int]) -> Reason | None:
        """The plainest true reason: a project that it needs or excludes, or no money that may reach it."""
        reserve = self.case.reserves[j]
        for other in reserve.requires:
            if not self.situation.prospects[position[other]].eligible:
                return Reason("requires-ineligible", {"other": other})
        if not reachable:
            return Reason("no-permitted-source")
        if reachable < reserve.min_cost:
            values = {"reachable_amount": reachable, "short_amount": reserve.min_cost - reachable}
            return Reason("sources-too-small", values)
        for other in reserve.excludes:
            if self.received.get(position[other]):
                return Reason("excluded-by", {"other": other})
        return None

    def _reachable(self) -> dict[int, int]:
        """Releasable satang that blocking `forbid` rules let reach each eligible reserve."""
        grouping = self.permitted
        worth = [
            sum(self.situation.standings[i].releasable for i in source.members) for source in grouping.sources
        ]
        reachable: dict[int, int] = defaultdict(int)
        for a, b in grouping.pairs:
            for j in grouping.targets[b].members:
                reachable[j] += worth[a]
        return reachable

    def transfers(self) -> Iterator[Transfer]:
        """In the order of the case's tables."""
        for (i, j), satang in sorted(self.moved.items()):
            level = self.case.levels[self.levels[i, j]]
            yield Transfer(self.case.activities[i].id, self.case.reserves[j].id, satang, level)

    @cached_property
    def levels(self) -> dict[tuple[int, int], int]:
        """The approval level of each transfer: the highest that any rule asks for, 0 where none does."""
        approvals = [
            (k, self.case.levels.index(rule.level))
            for k, rule in enumerate(self.rules)
            if rule.type == "approval" and rule.severity == "block" and rule.level is not None
        ]
        return {
            (i, j): max((level for k, level in approvals if self._matches(k, i, j)), default=0)
            for i, j in self.moved
        }

    def _matches(self, k: int, i: int, j: int) -> bool:
        return meets(self.sides.source[k][i], self.sides.target[k][j])

    def uses(self) -> Iterator[RuleUse]:
        """Rules in the case's order, each value of `per` apart."""
        for k, rule in enumerate(self.rules):
            if rule.type == "forbid":
                moved = sum(satang for (i, j), satang in self.moved.items() if self._matches(k, i, j))
                yield _use(rule, "", moved, 0, self._closes_any(rule))
            elif rule.type != "approval":
                yield from self._scoped_uses(k, rule)

    def _closes_any(self, rule: Rule) -> bool:
        grouping = group(self.sides.only(lambda other: other is rule))
        return len(grouping.pairs) < len(grouping.sources) * len(grouping.targets)

    def _scoped_uses(self, k: int, rule: Rule) -> Iterator[RuleUse]:
        pairs: dict[Any, list[tuple[int, int]]] = defaultdict(list)
        for i, j in self.moved:
            source, target = self.sides.source[k][i], self.sides.target[k][j]
            if source is not None and target is not None and meets(source, target):
                pairs[scope(rule, source, target)].append((i, j))
        bounds = fixed_bounds(self.situation, rule, self.sides.source[k])
        for value in [None] if rule.per is None else self._scopes(k, rule):
            used = self._used(rule, pairs[value])
            limit = self._limit(rule, value, bounds)
            yield _use(rule, _label(rule, value), used, limit, _binding(rule, used, limit, self.case.unit))

    def _scopes(self, k: int, rule: Rule) -> list[Any]:
        """Each value of `per` that a permitted pair matching the rule has, in order."""
        permitted = self.permitted
        ends: dict[str, list[dict[Any, Any]]] = {}
        for side, classes, views in (
            ("from", permitted.sources, self.sides.source[k]),
            ("to", permitted.targets, self.sides.target[k]),
        ):
            ends[side] = [_by_end(one, views) for one in classes]
        assert rule.per is not None
        values: set[Any] = set()
        for a, b in permitted.pairs:
            for source, of_source in ends["from"][a].items():
                for target, of_target in ends["to"][b].items():
                    if meets((*source, None), (*target, None)):
                        values |= of_source if rule.per[0] == "from" else of_target
        return sorted(values, key=lambda value: (value is not None, value))

    def _used(self, rule: Rule, pairs: list[tuple[int, int]]) -> int:
        if rule.type != "count":
            return sum(self.moved[pair] for pair in pairs)
        end = {"activities": 0, "reserves": 1}.get(rule.what or "")
        return len(pairs) if end is None else len({pair[end] for pair in pairs})

    def _limit(self, rule: Rule, value: Any, bounds: dict[Any, Any]) -> int:
        """In satang (a limit's rounded down, a require's up), or a number where the rule counts."""
        if rule.type == "count":
            assert rule.max is not None
            return rule.max
        if bounds:
            bound = bounds.get(value, bounds[None])
        else:
            assert rule.share is not None
            bound = rule.share * sum(self.moved.values())
        return floor(bound) if rule.type == "limit" else ceil(bound)


def _by_end(members: Class, views: list[Any]) -> dict[Any, set[Any]]:
    """The values of `per` in a class, by what the rule compares with the other end."""
    found: dict[Any, set[Any]] = defaultdict(set)
    for position in members.members:
        end = views[position]
        if end is not None:
            found[end[:2]].add(end[2])
    return found


def _use(rule: Rule, value: str, used: int, limit: int, binding: bool) -> RuleUse:
    holds = used >= limit if rule.type == "require" else used <= limit
    return RuleUse(
        rule.id, rule.type, value, used, limit, binding, rule.type == "count", rule.severity, holds
    )


def _binding(rule: Rule, used: int, limit: int, unit: int) -> bool:
    if rule.type == "count":
        return used >= limit
    return used - limit < unit if rule.type == "require" else limit - used < unit


def _label(rule: Rule, value: Any) -> str:
    """A value of `per` as the tables write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return money.decimal(value) if rule.per and rule.per[1] in _MONEY_ATTRIBUTES else str(value)


def _late(case: Case) -> Iterator[Reason]:
    calendar = case.calendar
    if calendar.decision > calendar.close:
        yield Reason("decision-after-close", {"decision": calendar.decision, "close": calendar.close})


def _warnings(uses: Sequence[RuleUse], stages: Sequence[StageResult]) -> Iterator[Reason]:
    for use in uses:
        if not use.holds:
            numbers = (
                {"used": use.used, "limit": use.limit}
                if use.counts
                else {"used_amount": use.used, "limit_amount": use.limit}
            )
            code = f"warn-{use.type}" if use.type in {"forbid", "require", "count"} else "warn-limit"
            yield Reason(code, {"rule": use.id, "scope": use.scope, **numbers})
    for stage in stages:
        if stage.bound != stage.value:
            yield Reason("stage-open", {"stage": stage.stage})
        elif stage.proof != "exact":
            yield Reason("stage-unproven", {"stage": stage.stage})
