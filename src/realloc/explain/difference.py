"""What changed between two plans, and which differences of their inputs did it, found by planning again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from realloc import money
from realloc.case.records import STAGES, Case
from realloc.choice import Cause, Causes, Difference, Effect, Moved, Side, Verdict
from realloc.explain.inputs import Change, changes, is_sound
from realloc.explain.probe import OutOfEffort, Probe
from realloc.result import Plan, Status, Totals

_STATUSES: tuple[Status, ...] = ("optimal", "feasible", "infeasible")

type Rows = dict[tuple[str, ...], int]


def difference(
    documents: tuple[Any, Any],
    files: tuple[str, str],
    cases: tuple[Case | None, Case | None] = (None, None),
    probe: Probe | None = None,
) -> Difference:
    """What changed from the first plan's document to the second's, both `realloc.plan/1`.

    With the case of each, under its scenario and settings, the causes are found as well where the inputs
    differ and both are still what their plan was made from. Raises ValueError, with the number of the
    document that is no plan (0 or 1), for one that is not.
    """
    read = []
    for number, document in enumerate(documents):
        try:
            read.append(_Read(document, files[number]))
        except (KeyError, TypeError, AttributeError, ValueError):
            raise ValueError(number) from None
    one, two = read
    sides = [_current(side.side, case) for side, case in zip(read, cases, strict=True)]
    causes = None
    differ = one.side.fingerprint != two.side.fingerprint
    if differ and cases[0] is not None and cases[1] is not None and all(side.current for side in sides):
        probe = probe or Probe()
        plans = [probe.plan(case) for case in cases if case is not None]
        sides = [
            replace(side, best=seen.is_like(plan))
            for side, seen, plan in zip(sides, read, plans, strict=True)
        ]
        causes = _causes((cases[0], cases[1]), (plans[0], plans[1]), probe)
    tables = {name: _moved(getattr(one, name), getattr(two, name)) for name in _TABLES}
    return Difference(
        first=sides[0],
        second=sides[1],
        stages=tuple(
            (stage, one.stages.get(stage, ""), two.stages.get(stage, ""))
            for stage in dict.fromkeys((*one.stages, *two.stages))
        ),
        **{name: rows for name, (rows, _) in tables.items()},  # type: ignore[arg-type]
        unchanged={name: unchanged for name, (_, unchanged) in tables.items()},
        causes=causes,
    )


_TABLES = ("reserves", "activities", "transfers")


class _Read:
    """A plan's document, read with suspicion: what is not a plan raises."""

    def __init__(self, document: Any, file: str) -> None:
        case, totals = document["case"], document["totals"]
        self.side = Side(
            file=file,
            name=_text(case["name"]),
            scenario=_text(document["scenario"]["name"]),
            settings=tuple((_text(row["path"]), _text(row["value"])) for row in document.get("settings", [])),
            fingerprint=_text(case["fingerprint"]),
            status=_STATUSES[_STATUSES.index(document["status"])],
            totals=Totals(**{name: _satang(totals[name]) for name in Totals.__match_args__}),
        )
        self.stages = {
            STAGES[STAGES.index(row["stage"])]: _text(row["value"]) for row in document["objective"]
        }
        self.reserves: Rows = {(_text(r["id"]),): _satang(r["amount"]) for r in document["reserves"]}
        self.activities: Rows = {(_text(a["id"]),): _satang(a["out"]) for a in document["activities"]}
        self.transfers: Rows = {
            (_text(t["from"]), _text(t["to"])): _satang(t["amount"]) for t in document["transfers"]
        }

    def is_like(self, plan: Plan) -> bool:
        """Whether the plan funds the same with the same."""
        gets = {(row.id,): row.amount for row in plan.reserves}
        gives = {(row.id,): row.out for row in plan.activities}
        return (gets, gives) == (self.reserves, self.activities)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _satang(value: Any) -> int:
    written = _text(value)
    return -money.parse(written[1:]) if written.startswith("-") else money.parse(written)


def _current(side: Side, case: Case | None) -> Side:
    return side if case is None else replace(side, current=case.fingerprint == side.fingerprint)


def _moved(first: Rows, second: Rows) -> tuple[tuple[Moved, ...], int]:
    """The rows with another amount, and how many with the same; rows without money count as not there."""
    ids = sorted(id_ for id_ in first.keys() | second.keys() if first.get(id_) or second.get(id_))
    moved = tuple(
        Moved(id_, first.get(id_, 0), second.get(id_, 0))
        for id_ in ids
        if first.get(id_, 0) != second.get(id_, 0)
    )
    return moved, len(ids) - len(moved)


def _causes(cases: tuple[Case, Case], plans: tuple[Plan, Plan], probe: Probe) -> Causes:
    found, others = changes(*cases)
    ended = False
    causes = []
    for change in found:
        try:
            causes.append(_cause(change, cases, plans, probe))
        except OutOfEffort:
            ended = True
            causes.append(Cause(change.cells, change.rows, "unknown", None, None))
    together = _together(causes, plans)
    return Causes(tuple(causes), together, others, probe.effort.replans, ended)


def _cause(change: Change, cases: tuple[Case, Case], plans: tuple[Plan, Plan], probe: Probe) -> Cause:
    """What a change does by itself to the first plan, and what taking it back does to the second."""
    alone = _plan(probe, change.there(cases[0]))
    without = _plan(probe, change.back(cases[1]))
    there = None if alone is None else effect(plans[0], alone)
    back = None if without is None else effect(plans[1], without)
    whole = alone is not None and not effect(alone, plans[1]).matters
    return Cause(change.cells, change.rows, _verdict(there, back, whole), there, back)


def _verdict(there: Effect | None, back: Effect | None, whole: bool) -> Verdict:
    if there is None or back is None:
        known = there or back
        return "unknown" if known is None or not known.matters else "part"
    if not there.matters:
        if back.matters:
            return "joint"
        return "none" if there.same and back.same else "payers"
    if whole:
        return "whole"
    return "part" if back.matters else "spare"


def _plan(probe: Probe, case: Case) -> Plan | None:
    return probe.plan(case) if is_sound(case) else None


def effect(before: Plan, after: Plan) -> Effect:
    """What changes from one plan to another."""
    stages = [
        (one.stage, one.value, two.value)
        for one, two in zip(before.objective, after.objective, strict=False)
        if one.stage == two.stage and one.value != two.value
    ]
    alike = [row.stage for row in before.objective] == [row.stage for row in after.objective]
    gets = [{row.id: row.amount for row in plan.reserves if row.amount} for plan in (before, after)]
    gives = [{row.id: row.out for row in plan.activities if row.out} for plan in (before, after)]
    exists = [plan.status != "infeasible" for plan in (before, after)]
    stage, first, second = stages[0] if stages and alike else (None, None, None)
    return Effect(
        same=gets[0] == gets[1] and gives[0] == gives[1] and not stages and exists[0] == exists[1],
        stage=stage,
        first=first,
        second=second,
        gained=tuple(id_ for id_ in gets[1] if id_ not in gets[0]),
        lost=tuple(id_ for id_ in gets[0] if id_ not in gets[1]),
        changed=tuple(id_ for id_ in gets[0] if id_ in gets[1] and gets[0][id_] != gets[1][id_]),
        ends="" if exists[0] == exists[1] else "plan" if exists[1] else "no-plan",
    )


def _together(causes: Sequence[Cause], plans: tuple[Plan, Plan]) -> tuple[str, int, int] | None:
    """The first stage, what the changes come to in it one by one, and together, where these differ."""
    first, second = (plan.objective[0] if plan.objective else None for plan in plans)
    if first is None or second is None or first.stage != second.stage or len(causes) < 2:
        return None
    if not isinstance(first.value, int) or not isinstance(second.value, int):
        return None
    total = 0
    for cause in causes:
        if cause.alone is None or cause.alone.ends:
            return None
        if cause.alone.stage == first.stage:
            assert isinstance(cause.alone.first, int) and isinstance(cause.alone.second, int)
            total += cause.alone.second - cause.alone.first
    together = second.value - first.value
    return None if total == together else (first.stage, total, together)
