"""What plans share, and what only some of them do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from realloc.result import Plan


def existing(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that there are."""
    return [plan for plan in plans if plan.status != "infeasible"]


def common_transfers(plans: Sequence[Plan]) -> list[tuple[str, str, int]]:
    """The transfers that every plan makes: from, to, and the least amount of any (satang)."""
    amounts = [{(t.source, t.target): t.amount for t in plan.transfers} for plan in existing(plans)]
    if not amounts:
        return []
    return [
        (*pair, min(each[pair] for each in amounts))
        for pair in amounts[0]
        if all(pair in each for each in amounts)
    ]


def only_in_some(plans: Sequence[Plan]) -> list[tuple[str, list[str]]]:
    """The reserves that some plans fund and others do not, and the scenarios that fund them."""
    there = existing(plans)
    funding: dict[str, list[str]] = defaultdict(list)
    for plan in there:
        for reserve in plan.reserves:
            if reserve.funded:
                funding[reserve.id].append(plan.scenario)
    order = [reserve.id for reserve in there[0].reserves] if there else []
    return [(id_, funding[id_]) for id_ in order if 0 < len(funding[id_]) < len(there)]
