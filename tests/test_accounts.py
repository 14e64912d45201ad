"""Every reason that a plan gives for a reserve is true, worked out anew."""

from __future__ import annotations

from decimal import Decimal

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from planned import case_of, giver, taker
from strategies import cases

from realloc.case.records import Case, Condition, Reserve, Rule, Selector
from realloc.planning import plan
from realloc.result import Plan, ReserveResult

CAPITAL = Selector((Condition("category", ("capital",)),))


def reachable(case: Case, reserve: Reserve) -> int:
    """Satang that the rules that forbid let reach this reserve."""
    payers = {a.id for a, r in oracle.permitted_pairs(case) if r.id == reserve.id}
    return sum(oracle.releasable(case, a) for a in case.activities if a.id in payers)


def is_true(case: Case, found: Plan, reserve: Reserve, row: ReserveResult) -> bool:
    """Whether the reason holds, and its numbers with it."""
    code, values = row.why.code, row.why.values
    funded = {r.id for r in found.reserves if r.funded}
    by_id = {r.id: r for r in case.reserves}
    if code == "funded-in-full":
        return row.amount == reserve.cost == values["amount"]
    if code == "funded-in-part":
        return values == {"amount": row.amount, "cost_amount": reserve.cost} and row.amount < reserve.cost
    if not oracle.eligible(case, reserve):
        return code not in TOLD and not row.eligible
    worth = reachable(case, reserve)
    if code == "requires-ineligible":
        return values["other"] in reserve.requires and not oracle.eligible(case, by_id[values["other"]])
    if code == "no-permitted-source":
        return worth == 0
    if code == "sources-too-small":
        short = reserve.min_cost - worth
        return values == {"reachable_amount": worth, "short_amount": short} and 0 < short < reserve.min_cost
    if code == "excluded-by":
        return values["other"] in reserve.excludes and values["other"] in funded
    if code == "no-plan":
        return found.status == "infeasible"
    return code == "not-chosen" and found.status != "infeasible" and reserve.id not in funded


TOLD = {
    "funded-in-full",
    "funded-in-part",
    "requires-ineligible",
    "no-permitted-source",
    "sources-too-small",
    "excluded-by",
    "no-plan",
    "not-chosen",
}


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(cases())
def test_every_reason_is_true(case: Case) -> None:
    found = plan(case)
    for reserve, row in zip(case.reserves, found.reserves, strict=True):
        assert row.funded == (row.amount > 0)
        assert row.funded == (row.why.code in ("funded-in-full", "funded-in-part"))
        assert is_true(case, found, reserve, row), row


def reason(row: ReserveResult) -> tuple[str, dict[str, object]]:
    return row.why.code, row.why.values


def test_each_reason_is_given_where_it_is_the_plainest() -> None:
    case = case_of(
        [giver("A1", 1000), giver("A2", 50, category="capital")],
        [
            taker("R1", 600, score=Decimal(60)),
            taker("R2", 700, min_cost=100, score=Decimal(10)),
            taker("R3", 10, available=False),
            taker("R4", 10, requires=("R3",)),
            taker("R5", 60, category="capital", score=Decimal(9)),
            taker("R6", 900, excludes=("R1",)),
            taker("R7", 900),
            taker("R8", 20, category="personnel"),
        ],
        [
            Rule("apart", "forbid", target=CAPITAL, different=("category",)),
            Rule("closed", "forbid", target=Selector((Condition("category", ("personnel",)),))),
        ],
    )
    assert [reason(row) for row in plan(case).reserves if row.id != "R3"] == [
        ("funded-in-full", {"amount": 600, "cost_amount": 600}),
        ("funded-in-part", {"amount": 450, "cost_amount": 700}),
        ("requires-ineligible", {"other": "R3"}),
        ("sources-too-small", {"reachable_amount": 50, "short_amount": 10}),
        ("excluded-by", {"other": "R1"}),
        ("not-chosen", {}),
        ("no-permitted-source", {}),
    ]


def test_where_there_is_no_plan_no_reserve_is_said_to_be_left_out_of_the_best() -> None:
    case = case_of(
        [giver("A1", 100)],
        [taker("R1", 60), taker("R2", 500)],
        [Rule("more", "require", amount=101)],
    )
    found = plan(case)
    assert found.status == "infeasible"
    assert [row.why.code for row in found.reserves] == ["no-plan", "sources-too-small"]


@pytest.mark.parametrize(
    ("rule", "used", "limit", "holds"),
    [
        (Rule("it", "forbid", severity="warn"), 60, 0, False),
        (Rule("it", "limit", amount=59, severity="warn"), 60, 59, False),
        (Rule("it", "limit", amount=60, severity="warn"), 60, 60, True),
        (Rule("it", "require", amount=61, severity="warn"), 60, 61, False),
        (Rule("it", "count", what="lines", max=0, severity="warn"), 1, 0, False),
    ],
)
def test_a_warning_says_how_far_a_rule_is_broken(rule: Rule, used: int, limit: int, holds: bool) -> None:
    found = plan(case_of([giver("A1", 100)], [taker("R1", 60)], [rule]))
    (use,) = found.rules
    assert (use.used, use.limit, use.holds) == (used, limit, holds)
    warned = [warning for warning in found.warnings if warning.code.startswith("warn-")]
    assert [warning.values["rule"] for warning in warned] == ([] if holds else ["it"])
