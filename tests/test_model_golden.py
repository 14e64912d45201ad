"""The model on the page: one small program in LP format for each kind of rule and each stage."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN
from planned import case_of, giver, taker

from realloc.case.records import COUNTED, RULE_TYPES, SHARE_BASES, STAGES, Case, Condition, Rule, Selector
from realloc.model import formulation
from realloc.model.engine import problem
from realloc.model.formulation import Draft, formulate
from realloc.model.grouping import group
from realloc.model.program import Objective
from realloc.situation import assess
from realloc.situation.matching import Sides

ACTIVITIES = (
    giver("A1", 700, category="capital"),
    giver("A2", 500, project="society"),
    giver("A3", 300, project="society", agency="field"),
)
RESERVES = (
    taker("R1", 600, category="capital", score=Decimal(30), rank=2),
    taker("R2", 800, min_cost=200, score=Decimal(16), rank=1, project="society", agency="field"),
)
CAPITAL = Selector((Condition("category", ("capital",)),))
SOCIETY = Selector((Condition("project", ("society",)),))
RULES = {
    "forbid": Rule("keep", "forbid", source=CAPITAL, different=("category",)),
    "limit-amount": Rule("most", "limit", source=SOCIETY, amount=250, per=("to", "agency")),
    "limit-each-activity": Rule("most", "limit", share=Fraction(2, 3), of="budget", per=("from", "id")),
    "limit-budget": Rule("most", "limit", target=SOCIETY, share=Fraction(1, 3), of="budget"),
    "limit-releasable": Rule("most", "limit", share=Fraction(1, 4), of="releasable", per=("from", "project")),
    "limit-transferred": Rule("most", "limit", source=CAPITAL, share=Fraction(2, 5), of="transferred"),
    "require-amount": Rule("least", "require", target=SOCIETY, amount=450),
    "require-budget": Rule("least", "require", share=Fraction(1, 3), of="budget", per=("from", "project")),
    "require-releasable": Rule("least", "require", source=SOCIETY, share=Fraction(1, 7), of="releasable"),
    "require-transferred": Rule("least", "require", source=SOCIETY, share=Fraction(1, 2), of="transferred"),
    "count-reserves": Rule("few", "count", what="reserves", max=1),
    "count-reserves-paid-by": Rule("few", "count", source=SOCIETY, what="reserves", max=1),
    "count-activities": Rule("few", "count", what="activities", max=1, per=("to", "id")),
    "count-lines": Rule("few", "count", source=SOCIETY, what="lines", max=2),
    "approval": Rule("ask", "approval", different=("agency",), level="region"),
}


def small(*rules: Rule, **reserve: Any) -> Case:
    reserves = (RESERVES[0], taker("R3", 100, score=Decimal(5), rank=3, **reserve), RESERVES[1])
    return case_of(ACTIVITIES, reserves if reserve else RESERVES, rules)


def drafted(case: Case, *stages: str, elastic: bool = False, apart: bool = False) -> Draft:
    sides = Sides.of(assess(case), case.rules)
    return formulate(group(sides, stages=stages, apart=apart), elastic=elastic)


def of_rule(name: str) -> tuple[Draft, Objective]:
    """A rule's program under the stage that shows it: `approval` closes nothing, so only escalation does."""
    stage = "escalation" if name == "approval" else "amount"
    draft = drafted(small(RULES[name]))
    return draft, formulation.STAGES[stage](draft)


def of_stage(name: str) -> tuple[Draft, Objective]:
    draft = drafted(small(RULES["approval"]), name, apart=name == "lines")
    if name == "rank":
        return draft, formulation.rank(draft, 1)
    return draft, formulation.STAGES[name](draft)


def of_shortfall() -> tuple[Draft, Objective]:
    draft = drafted(small(RULES["require-amount"]), elastic=True)
    return draft, formulation.shortfall(draft)


def of_amount_settled() -> tuple[Draft, Objective]:
    """Where all money moved is settled, a share of it is an amount; and the stage is kept."""
    draft = drafted(small(RULES["limit-transferred"], RULES["require-transferred"]))
    amount = formulation.amount(draft)
    draft.program.rows += [*formulation.shares_of(draft, 1333), amount.keep(1333)]
    return draft, formulation.reserves(draft)


PROGRAMS: dict[str, Callable[[], tuple[Draft, Objective]]] = {
    **{f"rule-{name}": lambda name=name: of_rule(name) for name in RULES},
    **{f"stage-{name}": lambda name=name: of_stage(name) for name in STAGES},
    "stage-shortfall": of_shortfall,
    "stage-amount-settled": of_amount_settled,
    "reserve-requires": lambda: _with_amount(drafted(small(requires=("R1",)))),
    "reserve-excludes": lambda: _with_amount(drafted(small(excludes=("R2",)))),
    "reserve-in-part": lambda: _with_amount(drafted(small())),
}


def _with_amount(draft: Draft) -> tuple[Draft, Objective]:
    return draft, formulation.amount(draft)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_is_as_on_the_page(name: str, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    draft, objective = PROGRAMS[name]()
    lp, _ = problem(draft.program, objective)
    lp.writeLP(str(tmp_path / "it.lp"))
    golden(f"lp/{name}.lp", (tmp_path / "it.lp").read_text(encoding="utf-8"))


def test_no_page_is_missing_and_none_is_left_over() -> None:
    assert {path.stem for path in (GOLDEN / "lp").glob("*")} == set(PROGRAMS)


def test_every_kind_of_rule_has_its_page() -> None:
    rules = RULES.values()
    assert {rule.type for rule in rules} == set(RULE_TYPES)
    assert {rule.what for rule in rules if rule.type == "count"} == set(COUNTED)
    for kind in ("limit", "require"):
        assert {rule.of for rule in rules if rule.type == kind} == {None, *SHARE_BASES}


def test_every_family_of_rows_is_on_some_page() -> None:
    """A family is an entry of `FAMILIES`: none may be empty in all of the programs."""
    drafts = [make()[0] for make in PROGRAMS.values()]
    assert [f.__name__ for f in formulation.FAMILIES if not any(list(f(draft)) for draft in drafts)] == []


def test_every_stage_is_said_in_symbols() -> None:
    assert set(formulation.STAGES) | {"rank"} == set(STAGES)
    families = [*formulation.FAMILIES, *formulation.STAGES.values(), formulation.rank, formulation.shares_of]
    assert [f.__name__ for f in families if not f.__doc__] == []
