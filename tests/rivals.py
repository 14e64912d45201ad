"""Small cases with less money than is asked for, so that there is something to choose."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from planned import case_of, giver, taker
from strategies import AGENCIES, CATEGORIES, PROJECTS, rules

from realloc.case.records import Case, Rule

KINDS = st.fixed_dictionaries(
    {
        "project": st.sampled_from(PROJECTS),
        "agency": st.sampled_from(AGENCIES[:2]),
        "category": st.sampled_from(CATEGORIES[:2]),
    }
)
STAGES = ("score", "amount", "reserves", "escalation", "same_project", "same_agency")


@st.composite
def rivals(
    draw: st.DrawFn, max_rules: int = 2, stages: tuple[str, ...] = STAGES, most_stages: int = 3
) -> Case:
    """Up to three activities that can give all, two to four reserves that can take; few scores, so ties."""
    unit = draw(st.sampled_from([1, 100]))
    gives = [
        giver(f"A{n}", draw(st.integers(2, 9)) * unit, **draw(KINDS)) for n in range(draw(st.integers(1, 3)))
    ]
    takes = []
    for n in range(draw(st.integers(2, 4))):
        cost = draw(st.integers(2, 8))
        least = draw(st.sampled_from([cost, cost, 1, max(1, cost // 2)]))
        takes.append(
            taker(
                f"R{n}",
                cost * unit,
                min_cost=least * unit,
                score=Decimal(draw(st.integers(0, 3))),
                **draw(KINDS),
            )
        )
    levels = Rule("levels", "approval", different=("agency",), level="committee")
    made = [draw(rules(n, unit)) for n in range(draw(st.integers(0, max_rules)))]
    chosen = draw(st.lists(st.sampled_from(stages), min_size=1, max_size=most_stages, unique=True))
    return case_of(gives, takes, [levels, *made], chosen, unit)
