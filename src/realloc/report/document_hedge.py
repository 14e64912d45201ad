"""A hedge as the document that other programs read; see `document`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from realloc import money
from realloc.ahead import Hedge, Way
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.document import plan_document, stage_value
from realloc.report.titles import case_title, scenario_title

if TYPE_CHECKING:
    from realloc.schema import study as shapes

HEDGE_SCHEMA: Final = "realloc.hedge/1"


def hedge_document(
    hedge: Hedge, cases: Sequence[Case], settings: Sequence[tuple[str, str]], lang: Lang = "en"
) -> shapes.HedgeDocument:
    """What `realloc hedge --json` writes, schema `realloc.hedge/1`.

    `cases` are the scenarios as they stand, in the order of the hedge. Values are the leading stage's. Each
    scenario's `plan` has all that is decided by the end and `today_plan` today's part alone, both as
    `realloc verify` takes them.
    """
    names = [case.scenario.name for case in cases]

    def value(number: int) -> str:
        return stage_value(hedge.stage, number)

    def way(one: Way) -> shapes.HedgeWay:
        return {
            "kind": one.kind,
            "scenario": one.scenario or None,
            "today": None if one.today is None else money.decimal(one.today),
            "expected": value(one.expected),
            "values": {name: value(worth) for name, worth in zip(names, one.worths, strict=True)},
            "greatest_regret": value(one.regret),
            "worst_outcomes": value(one.tail),
        }

    def maybe(number: int | None) -> str | None:
        return None if number is None else value(number)

    first = hedge.today[0]
    return {
        "schema": HEDGE_SCHEMA,
        "case": {"name": cases[0].name, "title": case_title(cases[0], lang)},
        "settings": [{"path": path, "value": laid} for path, laid in settings],
        "by": hedge.by,
        "level": str(float(hedge.level)),
        "stage": hedge.stage,
        "today": hedge.decided.isoformat(),
        "later": hedge.known.isoformat(),
        "probabilities": hedge.weighed,
        "status": "optimal" if hedge.proven else "feasible",
        "gap": value(hedge.gap),
        "transfers": [
            {"from": t.source, "to": t.target, "amount": money.decimal(t.amount)} for t in first.transfers
        ],
        "ways": [way(one) for one in hedge.ways],
        "knowing_is_worth": value(hedge.knowing_is_worth),
        "beats_best_single": maybe(hedge.beats_best_single),
        "beats_waiting": maybe(hedge.beats_waiting),
        "scenarios": [
            {
                "name": case.scenario.name,
                "title": scenario_title(case, lang),
                "probability": str(probability),
                "too_late_then": sorted(late),
                "today_plan": plan_document(today, lang),
                "plan": plan_document(plan, lang),
            }
            for case, probability, late, today, plan in zip(
                cases, hedge.probabilities, hedge.late, hedge.today, hedge.plans, strict=True
            )
        ],
    }
