"""Choices between plans as the documents that other programs read: see `report.document`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from realloc import money
from realloc.case.records import Case
from realloc.choice import (
    Alternatives,
    Cause,
    Causes,
    Difference,
    Effect,
    Frontier,
    Relaxation,
    Relaxations,
    Side,
)
from realloc.errors import Lang
from realloc.report.document import Document, plan_document, stage_value
from realloc.report.wording import say
from realloc.result import Plan, Totals

if TYPE_CHECKING:
    from realloc.schema import choices as shapes
    from realloc.schema import documents

ALTERNATIVES_SCHEMA: Final = "realloc.alternatives/1"
FRONTIER_SCHEMA: Final = "realloc.frontier/1"
DIFFERENCE_SCHEMA: Final = "realloc.difference/1"


def alternatives_document(
    found: Alternatives, lang: Lang = "en", case: Case | None = None
) -> shapes.AlternativesDocument:
    """The best plan and others as `realloc plan --alternatives --json` writes them."""
    plans = [plan_document(plan, lang, case) for plan in found.plans]
    first = found.best.objective[0].stage
    distances = [(None, None), *((other.distance, other.most) for other in found.others)]
    return {
        "schema": ALTERNATIVES_SCHEMA,
        "case": plans[0]["case"],
        "scenario": plans[0]["scenario"],
        "settings": plans[0]["settings"],
        "within": None
        if found.within is None
        else {"stage": first, "value": stage_value(first, found.within)},
        "complete": found.complete,
        "ended": found.ended,
        "searches": found.searches,
        "shared": list(found.shared),
        "plans": [
            {"name": name, "distance": distance, "most": most, "plan": plan}
            for name, (distance, most), plan in zip(alternative_names(found), distances, plans, strict=True)
        ],
    }


def frontier_document(
    found: Frontier, lang: Lang = "en", case: Case | None = None
) -> shapes.FrontierDocument:
    """A trade-off as `realloc plan --frontier --json` writes it."""
    plans = [plan_document(point.plan, lang, case) for point in found.points]
    return {
        "schema": FRONTIER_SCHEMA,
        "case": plans[0]["case"],
        "scenario": plans[0]["scenario"],
        "settings": plans[0]["settings"],
        "stages": list(found.stages),
        "complete": found.complete,
        "ended": found.ended,
        "searches": found.searches,
        "points": [
            _point(found, number, name, plan)
            for number, (name, plan) in enumerate(zip(point_names(found), plans, strict=True))
        ],
    }


def alternative_names(found: Alternatives) -> list[str]:
    """What the plans are called, in files too."""
    return ["best", *(f"alternative-{number}" for number, _ in enumerate(found.others, 1))]


def point_names(found: Frontier) -> list[str]:
    """What the points' plans are called, in files too."""
    return [f"point-{number:02}" for number, _ in enumerate(found.points, 1)]


def named_plans(names: Sequence[str], plans: Sequence[Plan], lang: Lang, case: Case) -> dict[str, Document]:
    """Plans as documents of their own, by the name of the file that each goes into."""
    return {f"{name}.json": plan_document(plan, lang, case) for name, plan in zip(names, plans, strict=True)}


def relaxations_document(found: Relaxations, lang: Lang = "en") -> documents.WaysOut:
    """The ways out of a conflict: what `realloc plan --json` adds to a plan that does not exist."""
    return {
        "ways": [_way(way, lang) for way in found.ways],
        "ended": found.ended,
        "solves": found.solves,
    }


def planned_document(
    plan: Plan, lang: Lang, case: Case, ways: Relaxations | None = None
) -> documents.PlanDocument:
    """A plan as `document.plan_document` has it, and where there is none, the `ways` out of the conflict."""
    document = plan_document(plan, lang, case)
    if ways is not None:
        document["relaxations"] = relaxations_document(ways, lang)
    return document


def difference_document(found: Difference, lang: Lang = "en") -> shapes.DifferenceDocument:
    """What changed between two plans, as `realloc diff --json` writes it."""
    return {
        "schema": DIFFERENCE_SCHEMA,
        "first": _side(found.first),
        "second": _side(found.second),
        "same": found.same,
        "totals": _totals(found.first.totals, found.second.totals),
        "objective": [
            {"stage": stage, "first": first or None, "second": second or None}
            for stage, first, second in found.stages
        ],
        "reserves": [{"id": row.ids[0], **_amounts(row.first, row.second)} for row in found.reserves],
        "activities": [{"id": row.ids[0], **_amounts(row.first, row.second)} for row in found.activities],
        "transfers": [
            {"from": row.ids[0], "to": row.ids[1], **_amounts(row.first, row.second)}
            for row in found.transfers
        ],
        "unchanged": dict(found.unchanged),
        "causes": None if found.causes is None else _causes(found.causes),
    }


def _point(found: Frontier, number: int, name: str, plan: documents.PlanDocument) -> shapes.FrontierPoint:
    point = found.points[number]
    return {
        "name": name,
        "values": {
            stage: stage_value(stage, value) for stage, value in zip(found.stages, point.values, strict=True)
        },
        "bounds": {
            stage: None if bound is None else stage_value(stage, bound)
            for stage, bound in zip(found.stages, point.bounds, strict=True)
        },
        "exact": point.exact,
        "proof": point.proof,
        "gap_after": number in found.gaps,
        "plan": plan,
    }


def _way(way: Relaxation, lang: Lang) -> documents.WayOut:
    plan = way.plan
    return {
        "kind": way.kind,
        "found": way.found,
        "subject": way.subject,
        "cost": None if way.cost is None else money.decimal(way.cost),
        "settings": [{"path": path, "value": value} for path, value in way.settings],
        "why": say(way.why, lang),
        "rest": list(way.rest),
        "objective": []
        if plan is None
        else [{"stage": r.stage, "value": stage_value(r.stage, r.value)} for r in plan.objective],
        "transferred": None if plan is None else money.decimal(plan.totals.transferred),
    }


def _side(side: Side) -> shapes.PlanFile:
    return {
        "file": side.file,
        "case": {"name": side.name, "fingerprint": side.fingerprint},
        "scenario": side.scenario,
        "settings": [{"path": path, "value": value} for path, value in side.settings],
        "status": side.status,
        "current": side.current,
        "best": side.best,
    }


def _totals(first: Totals, second: Totals) -> shapes.TwoTotals:
    return {
        "budget": _amounts(first.budget, second.budget),
        "disbursed": _amounts(first.disbursed, second.disbursed),
        "releasable": _amounts(first.releasable, second.releasable),
        "transferred": _amounts(first.transferred, second.transferred),
        "unplaced": _amounts(first.unplaced, second.unplaced),
    }


def _amounts(first: int, second: int) -> shapes.TwoAmounts:
    return {"first": money.decimal(first), "second": money.decimal(second)}


def _causes(found: Causes) -> shapes.CausesOfChange:
    together: shapes.ActsTogether | None = None
    if found.acts_together is not None:
        stage, one_by_one, all_at_once = found.acts_together
        together = {
            "stage": stage,
            "one_by_one": stage_value(stage, one_by_one),
            "together": stage_value(stage, all_at_once),
        }
    return {
        "changes": [_cause(cause) for cause in found.causes],
        "acts_together": together,
        "others": found.others,
        "replans": found.replans,
        "ended": found.ended,
    }


def _cause(cause: Cause) -> shapes.CauseOfChange:
    return {
        "cells": [{"path": c.path, "first": c.first, "second": c.second} for c in cause.cells],
        "rows": cause.rows,
        "verdict": cause.verdict,
        "alone": None if cause.alone is None else _effect(cause.alone),
        "back": None if cause.back is None else _effect(cause.back),
    }


def _effect(found: Effect) -> shapes.StepEffect:
    def value(of: int | tuple[int, ...] | None) -> str | None:
        return None if found.stage is None or of is None else stage_value(found.stage, of)

    return {
        "same": found.same,
        "stage": found.stage,
        "first": value(found.first),
        "second": value(found.second),
        "gained": list(found.gained),
        "lost": list(found.lost),
        "changed": list(found.changed),
        "ends": found.ends or None,
    }
