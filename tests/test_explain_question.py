"""A question that goes on from where it ended is answered as one that is asked for the first time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from explained import forcing, gets, laid
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker
from strategies import cases

from realloc import money
from realloc.case.load import load_case
from realloc.case.records import Case, Rule
from realloc.explain.extreme import ByColumn, Money, cut
from realloc.explain.probe import Probe
from realloc.explain.question import Chord, Held, Question, draft_of, held_at, objective_of
from realloc.explain.reading import reads
from realloc.explain.reserve import explain_reserve
from realloc.explain.threshold import Change, Scale, least
from realloc.model.program import Objective, Program, Row
from realloc.model.ray import ray
from realloc.model.search import Search
from realloc.planning import plan
from realloc.situation import assess

FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))
SMALL = cases(max_activities=4, max_reserves=4, max_rules=3)


def question(case: Case, reserve: int) -> Question | None:
    """How little money can be moved with a reserve funded."""
    draft = draft_of(case)
    if reserve not in draft.funded:
        return None
    return Question(draft, reserve, Objective("moved", False, dict.fromkeys(draft.flow.values(), 1)))


@FEW
@given(SMALL, st.data())
def test_what_is_asked_again_is_answered_as_if_for_the_first_time(case: Case, data: st.DataObject) -> None:
    found = plan(case)
    assume(found.objective and case.stages[0] in ("score", "amount", "reserves"))
    place = data.draw(st.integers(0, len(case.reserves) - 1))
    asked = question(case, place)
    assume(asked is not None)
    assert asked is not None
    ((stage, best),) = held_at(case, found, case.stages[:1])
    unit = case.unit if stage == "amount" else 1
    for part in data.draw(st.lists(st.integers(0, 10), min_size=2, max_size=5)):
        held = [(stage, best // unit * part // 10 * unit)]
        rough, again = asked.search(held, roughly=True).bound, asked.search(held)
        fresh = question(case, place)
        assert fresh is not None
        once = fresh.search(held)
        if once.complete and again.complete:
            assert again.value == once.value
            assert rough is not None and again.value is not None and rough >= again.value
        elif once.bound is None:
            assert again.bound is None


@FEW
@given(SMALL, st.data())
def test_a_ray_can_be_followed_as_often_as_it_says_and_no_further(case: Case, data: st.DataObject) -> None:
    found = plan(case)
    assume(found.objective and case.stages[0] in ("score", "amount"))
    givers = [i for i, standing in enumerate(assess(case).standings) if standing.share]
    assume(givers)
    place = data.draw(st.integers(0, len(case.reserves) - 1))
    asked = Money(case, place, givers).question
    assume(asked is not None)
    assert asked is not None
    program = asked.draft.program
    program.rows.pop()  # that the reserve is funded
    objective = objective_of(asked.draft, case.stages[0])
    columns = [k for k, column in enumerate(program.columns) if column.label[0] == "more"]
    step = data.draw(st.sampled_from(columns)), data.draw(st.sampled_from((1, -1)))
    values = [0] * len(program.columns)
    if step[1] < 0:
        values[step[0]] = program.columns[step[0]].upper
    assume(not program.violated(values))
    way = ray(program, objective, values, step, set(columns) - {step[0]})
    assume(way is not None)
    assert way is not None

    def after(times: int) -> list[int]:
        return [value + times * way.change.get(k, 0) for k, value in enumerate(values)]

    gain = objective.exact(after(1)) - objective.exact(values)
    for times in {1, way.often // 2, way.often}:
        assert not program.violated(after(times))
        assert objective.exact(after(times)) == objective.exact(values) + times * gain
    assert program.violated(after(way.often + 1))
    assert way.change[step[0]] == step[1] * way.at_once
    assert all(program.columns[k].money for k in way.change)


@FEW
@given(SMALL, st.data())
def test_along_a_chord_a_stage_is_worth_what_it_says(case: Case, data: st.DataObject) -> None:
    found = plan(case)
    assume(found.objective and case.stages[0] in ("score", "amount", "reserves", "escalation"))
    givers = [i for i, standing in enumerate(assess(case).standings) if standing.share]
    assume(givers)
    reserve = data.draw(st.integers(0, len(case.reserves) - 1))
    anywhere = Money(case, reserve, givers)
    asked = anywhere.question
    assume(asked is not None)
    assert asked is not None
    columns = dict.fromkeys(anywhere.columns, 0)
    column = data.draw(st.sampled_from(sorted(columns)))
    funded = [row.id for row in found.reserves if row.funded]
    chord = asked.chord(case.stages[0], funded, columns, column, 1)
    assume(chord is not None)
    assert chord is not None
    place = data.draw(st.integers(chord.start, chord.within[1]))
    worth = asked.value(chord.stage, funded, columns | {column: place})
    assume(worth is not None)
    assert worth is not None
    objective = objective_of(asked.draft, chord.stage)
    unit = case.unit if chord.stage in ("amount", "escalation") else 1
    least = chord.value + chord.gain * (place - chord.start)
    assert worth // unit > least - 1 if objective.maximise else worth // unit < least + 1


@FEW
@given(SMALL, st.data())
def test_what_is_found_lies_within_the_bounds_asked_for_and_no_bound_is_beyond_it(
    case: Case, data: st.DataObject
) -> None:
    """Money in one activity alone: what another could add is not to be had."""
    found = plan(case)
    assume(found.objective and case.stages[0] in ("score", "amount", "reserves"))
    givers = [i for i, standing in enumerate(assess(case).standings) if standing.share]
    assume(len(givers) > 1)
    anywhere = Money(case, data.draw(st.integers(0, len(case.reserves) - 1)), givers)
    assume(anywhere.question is not None)
    assert anywhere.question is not None
    held = held_at(case, found, case.stages[:1])
    within = dict.fromkeys(anywhere.columns, (0, 0))
    column = data.draw(st.sampled_from(sorted(anywhere.columns)))
    within[column] = (0, anywhere.question.draft.program.columns[column].upper)
    rough = anywhere.question.search(held, within=within, roughly=True).bound
    search = anywhere.question.search(held, within=within)
    if search.values is not None:
        assert not anywhere.question.draft.program.violated(search.values)
        assert all(low <= search.values[k] <= high for k, (low, high) in within.items())
        assert rough is not None and search.value is not None and rough >= search.value
    elif search.bound is None:
        assert rough is None or not anywhere.question.search(held, within=within).values


@FEW
@given(SMALL, st.data())
def test_above_the_highest_cost_no_plan_with_the_reserve_is_as_good(case: Case, data: st.DataObject) -> None:
    found = plan(case)
    assume(found.objective and case.stages[0] == "score" and not reads(case, "to", "cost", "min_cost"))
    place = data.draw(st.integers(0, len(case.reserves) - 1))
    row = case.reserves[place]
    held = held_at(case, found, case.stages[:1])
    steps = cut(case, place).least(held)
    most = row.cost // case.unit - 1
    assume(steps is None or steps > 0)
    less = data.draw(st.integers(0, most if steps is None else min(most, steps - 1)))
    cost = row.cost - less * case.unit
    cheaper = replace(row, cost=cost, min_cost=min(cost, row.min_cost))
    rows = tuple(cheaper if other == row else other for other in case.reserves)
    with_it = plan(forcing(replace(case, reserves=rows), row.id))
    assert with_it.status == "infeasible" or with_it.objective[0].value < found.objective[0].value


def test_what_a_reserve_gets_of_its_score_bounds_its_cost_where_it_may_get_a_part() -> None:
    """Were its whole score counted as soon as it is funded, no cost above the least would be ruled out."""
    scored = [
        taker("R1", 100, min_cost=10, score=Decimal(50)),
        taker("R2", 80, score=Decimal(41)),
    ]
    case = case_of([giver("A1", 80)], scored, stages=("score",))
    found = plan(case)
    assert not gets(found, "R1")
    assert cut(case, 0).least(held_at(case, found, ["score"])) == 3  # 80 / 97 of 50 is 41.2, 80 / 98 is 40.8


def test_money_where_there_was_none_may_be_what_a_rule_asks_for() -> None:
    """From the first satang on, A2 has to give half of all: no plan is as good then, and R2 is funded."""
    case = case_of(
        [giver("A1", 100), giver("A2", 0)],
        [taker("R1", 100, score=Decimal(50)), taker("R2", 20, score=Decimal(1), excludes=("R1",))],
        [Rule("each", "require", share=Fraction(1, 2), of="transferred", per=("from", "id"))],
        stages=("score",),
    )
    assert gets(plan(case), "R1")
    turned = {n: plan(laid(case, [("activities.A2.budget", money.decimal(n))])) for n in range(1, 40)}
    enough = [n for n, found in turned.items() if gets(found, "R2")]
    found = explain_reserve(case, "R2", plan(case), Probe())
    (more,) = (remedy for remedy in found.remedies if remedy.kind == "money")
    assert enough and more.found != "none"
    if more.found == "least":
        assert more.why.values["more_amount"] == enough[0]


def test_a_rule_switched_off_may_let_another_ask_for_more() -> None:
    case = case_of(
        [giver("A1", 100), giver("A2", 10, agency="other")],
        [taker("R1", 100, score=Decimal(50)), taker("R2", 20, score=Decimal(1), excludes=("R1",))],
        [
            Rule("each", "require", share=Fraction(1, 2), of="transferred", per=("from", "id")),
            Rule("closed", "forbid", different=("agency",)),
        ],
        stages=("score",),
    )
    assert gets(plan(case), "R1")
    off = plan(laid(case, [("rules.closed.enabled", "false")]))
    found = explain_reserve(case, "R2", plan(case), Probe())
    (closed,) = (remedy for remedy in found.remedies if remedy.subject == "closed")
    assert gets(off, "R2") and closed.found == "least"


def test_a_row_with_nothing_in_it_stands_in_no_ray_s_way() -> None:
    program = Program()
    column = program.column(("more",), 0, 1_000, money=True)
    program.rows.append(Row(("empty",), {column: 0}, "<=", 0))
    found = ray(program, Objective("amount", True, {column: 1}), [0], (column, 1), ())
    assert found is not None and found.change == {column: 1} and found.often == 1_000


@dataclass
class Told:
    """A bound that never tells more than that three steps are needed."""

    case: Case

    def least(self, held: Held, *, roughly: bool = False) -> int | None:
        return 3

    def worth(self, step: int, stage: str, funded: Collection[str]) -> int | None:
        return None

    def beyond(self, step: int, held: Held, funded: Collection[str]) -> int | None:
        return step


@pytest.mark.parametrize(("first", "known"), [(3, "least"), (5, "least"), (6, "least"), (7, "enough")])
def test_what_was_planned_and_proven_leaves_no_gap_or_is_no_least(first: int, known: str) -> None:
    class Planned:
        def plan(self, step: Any) -> Any:
            return SimpleNamespace(objective=(), reserves=(), step=step)

    def at(step: int) -> Any:
        return Change(lambda: step, ())  # type: ignore[return-value,arg-type]

    probe: Any = Planned()
    found = least(probe, Scale(100, at, Told(EXAMPLE)), lambda p: p.step >= first, probe.plan(0), ())
    assert (found.step, found.found) == (first, known)


EXAMPLE = load_case(Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564")


@pytest.mark.parametrize("id_", ["R03", "R08", "R12"])
def test_the_example_is_explained_alike_with_every_search_from_the_beginning(id_, monkeypatch) -> None:
    found = plan(EXAMPLE)
    quick = explain_reserve(EXAMPLE, id_, found, Probe())

    def anew(self: Question, *given: Any, **named: Any) -> Search:
        self._asked.clear()
        return search(self, *given, **named | {"roughly": False})

    search = Question.search
    monkeypatch.setattr(Question, "search", anew)
    monkeypatch.setattr(Question, "chord", lambda *given: None)
    assert explain_reserve(EXAMPLE, id_, found, Probe()).remedies == quick.remedies


def test_in_the_example_a_chord_goes_up_and_is_reached() -> None:
    place = next(i for i, activity in enumerate(EXAMPLE.activities) if activity.id == "A19")
    anywhere = Money(EXAMPLE, [row.id for row in EXAMPLE.reserves].index("R08"), [place])
    (column,), asked = anywhere.columns, anywhere.question
    assert asked is not None
    funded = [row.id for row in plan(EXAMPLE).reserves if row.funded]
    chord = asked.chord("score", funded, {column: 0}, column, 1)
    assert chord is not None and chord.gain > 0 and chord.often > 100
    for more in (0, 1, 7, 19, 20, 101, chord.often):
        worth = asked.value("score", funded, {column: chord.start + more})
        assert worth is not None and worth > chord.value + more * chord.gain - 1


def test_along_a_chord_what_is_as_good_once_rounded_is_not_shut_out() -> None:
    chord = Chord("score", 1, 1, 10, 5, Fraction(21, 2), Fraction(1, 3))
    row = chord.row(Objective("score", True, {0: 1}))
    for more in range(6):
        worth = floor(Fraction(21, 2) + more * Fraction(1, 3))
        assert row.holds([worth, 10 + more])
        assert not row.holds([worth - 1, 10 + more])


def test_a_ray_ends_where_a_row_does() -> None:
    program = Program()
    more, flow = (program.column((name, "A"), 0, 1000, money=True) for name in ("more", "flow"))
    program.rows = [Row(("leaves",), {flow: 1, more: -1}, "<=", 0), Row(("limit",), {flow: 2}, "<=", 141)]
    way = ray(program, Objective("amount", True, {flow: 1}), [0, 0], (more, 1), ())
    assert way is not None
    assert (way.change, way.at_once, way.often) == ({more: 1, flow: 1}, 1, 70)


def test_a_question_that_holds_less_than_before_starts_anew() -> None:
    place = [row.id for row in EXAMPLE.reserves].index("R08")
    best = held_at(EXAMPLE, plan(EXAMPLE), ("score",))[0][1]
    asked, fresh = question(EXAMPLE, place), question(EXAMPLE, place)
    assert asked is not None and fresh is not None
    dear, cheap = [("score", best * 97 // 100)], [("score", best // 2)]
    assert asked.search(dear).value != asked.search(cheap).value == fresh.search(cheap).value


def test_where_nothing_along_a_chord_is_enough_all_of_it_is_passed() -> None:
    class Asked:
        def chord(self, *given: Any) -> Chord:
            return Chord("score", 0, 1, 100, 20, 0, 0)

        def search(self, *given: Any, **named: Any) -> Any:
            return SimpleNamespace(bound=None)

    change = ByColumn(EXAMPLE, Asked(), 0, 0, 1, {0: (0, 1000)})  # type: ignore[arg-type]
    assert change.beyond(100, [("score", 1)], ()) == 121
