"""Decide now or wait: what a decision for several scenarios is worth, against every decision there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import floor
from pathlib import Path

import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import case_of, giver, taker

from realloc.ahead import Hedge
from realloc.case.fingerprint import fingerprint
from realloc.case.load import load_folder
from realloc.case.records import Case, Covid, GatheringCap, Rule, Scenario, Selector
from realloc.case.records import Condition as Where
from realloc.errors import UsageError
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.study.hedge import dates, hedge
from realloc.study.weights import weigh
from realloc.verify import check_plan

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
TODAY, LATER = date(2021, 6, 1), date(2021, 7, 1)
IN_TIME, LATE, NEVER = 0, 100, 130  # lead days: ready by the close whenever decided, only today, never
CLOSING_IN = Covid(caps=(GatheringCap(TODAY, 100), GatheringCap(date(2021, 6, 20), 5)))
MOST = 3

type Moves = dict[oracle.Pair, int]

RULES = (
    Rule("cap", "limit", amount=3),
    Rule("part", "limit", Selector((Where("id", ("A1",)),)), share=Fraction(1, 2), of="transferred"),
    Rule("home", "require", same=("project",), share=Fraction(1, 3), of="transferred"),
    Rule("some", "require", amount=1),
    Rule("each", "require", target=Selector((Where("id", ("R2",)),)), per=("to", "id"), amount=1),
    Rule("share", "require", per=("to", "project"), share=Fraction(1, 4), of="transferred"),
    Rule("one", "count", what="reserves", max=1),
    Rule("lines", "count", what="lines", max=2),
    Rule("apart", "forbid", same=("project",)),
)


@st.composite
def scenarios(draw: st.DrawFn, count: int = 2) -> list[Case]:
    """Futures of one case with two activities and two reserves, few units each."""
    leads = [draw(st.sampled_from([IN_TIME, LATE, LATE, NEVER])) for _ in range(2)]
    stages = draw(st.sampled_from([("score", "amount"), ("amount", "score"), ("reserves", "escalation")]))
    ties = draw(st.sampled_from([((), ()), (("R1",), ()), ((), ("R1",))]))
    futures = []
    for number in range(count):
        rows = [
            giver(
                f"A{i}",
                draw(st.integers(0, MOST)),
                project=("tourism", "society")[i - 1],
                **draw(
                    st.sampled_from(
                        [{}, {}, {"nature": "gathering", "participants": 40, "feasibility": None}]
                    )
                ),
            )
            for i in (1, 2)
        ]
        costs = [draw(st.integers(1, MOST)) for _ in range(2)]
        takers = [
            taker(
                f"R{j}",
                costs[j - 1],
                min_cost=draw(st.integers(1, costs[j - 1])),
                score=Decimal(draw(st.integers(0, 9))),
                lead_days=leads[j - 1],
                project=("tourism", "society")[j - 1],
                requires=ties[0] if j == 2 else (),
                excludes=ties[1] if j == 2 else (),
            )
            for j in (1, 2)
        ]
        rules = draw(st.lists(st.sampled_from(RULES), max_size=2, unique_by=lambda rule: rule.id))
        case = replace(
            case_of(rows, takers, rules, stages),
            covid=CLOSING_IN,
            scenario=Scenario(f"future-{number}"),
        )
        futures.append(replace(case, fingerprint=fingerprint(case)))
    return futures


CHANCES = st.lists(st.integers(1, 4), min_size=2, max_size=2).map(
    lambda weights: [Fraction(weight, sum(weights)) for weight in weights]
)


def on(case: Case, day: date) -> Case:
    return replace(case, calendar=replace(case.calendar, decision=day))


def alone(case: Case) -> Case:
    """What today's decision has to keep: no amount is asked for before the end."""
    kept = [rule for rule in case.rules if rule.type != "require" or rule.of == "transferred"]
    return replace(on(case, TODAY), rules=tuple(kept))


def ended(case: Case, begun: set[str]) -> Case:
    """What all that is decided has to keep: flags as they are then, projects too late unless begun."""
    then = on(case, LATER)
    rows = [replace(a, feasibility=oracle.flag(then, a)) for a in case.activities]
    able = [replace(r, available=r.id in begun or oracle.eligible(then, r)) for r in case.reserves]
    return replace(on(case, TODAY), activities=tuple(rows), reserves=tuple(able))


def every_move(cases: Sequence[Case]) -> Iterator[Moves]:
    pairs = [(a.id, r.id) for a in cases[0].activities for r in cases[0].reserves]
    for amounts in product(range(MOST + 1), repeat=len(pairs)):
        yield {pair: amount for pair, amount in zip(pairs, amounts, strict=True) if amount}


def begun(moves: Moves) -> set[str]:
    return {j for _, j in moves}


class Enumerated:
    """Every decision today and all that can follow, looked at one by one."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        moves = list(every_move(cases))
        self.today = [[m for m in moves if oracle.holds(alone(case), m)] for case in cases]
        self.ends: list[dict[frozenset[str], list[Moves]]] = [{} for _ in cases]
        for case, ends in zip(cases, self.ends, strict=True):
            for started in (frozenset(), frozenset({"R1"}), frozenset({"R2"}), frozenset({"R1", "R2"})):
                after = ended(case, set(started))
                ends[started] = [m for m in moves if oracle.holds(after, m)]

    def common(self) -> list[Moves]:
        return [m for m in self.today[0] if all(m in today for today in self.today[1:])]

    def best(self, s: int, today: Moves) -> Fraction | None:
        """The most that one scenario can reach after a decision; None where it cannot be carried on."""
        case = self.cases[s]
        follow = [
            oracle.stage_value(case, case.stages[0], end)
            for end in self.ends[s][frozenset(begun(today))]
            if all(end.get(pair, 0) >= amount for pair, amount in today.items())
        ]
        return max(map(Fraction, follow), default=None)

    def outcomes(self) -> list[list[Fraction]]:
        """What each decision leads to in each scenario, of those that leave every scenario a plan."""
        found = []
        for today in self.common():
            values = [self.best(s, today) for s in range(len(self.cases))]
            if None not in values:
                found.append([value for value in values if value is not None])
        return found

    def alone(self, s: int) -> Fraction:
        values = [self.best(s, today) for today in self.today[s]]
        return max(value for value in values if value is not None)


def expected(values: Sequence[Fraction], chances: Sequence[Fraction]) -> Fraction:
    return sum((p * v for p, v in zip(chances, values, strict=True)), Fraction(0))


def worst_mean(values: Sequence[Fraction], chances: Sequence[Fraction], level: Fraction) -> Fraction:
    """The mean of the worst outcomes that make up `level` of all."""
    left, total = level, Fraction(0)
    for value, chance in sorted(zip(map(floor, values), chances, strict=True)):
        taken = min(left, chance)
        total += taken * value
        left -= taken
    return total / level


def found_by(cases: Sequence[Case], chances: Sequence[Fraction], **how: object) -> Hedge | None:
    return hedge(cases, chances, today=TODAY, later=LATER, **how)  # type: ignore[arg-type]


def judged(cases: Sequence[Case], found: Hedge) -> None:
    """Transfers as the scenarios permit them: today's in each, and all of them in each."""
    today = {(t.source, t.target): t.amount for t in found.today[0].transfers}
    for case, now, end in zip(cases, found.today, found.plans, strict=True):
        assert {(t.source, t.target): t.amount for t in now.transfers} == today
        whole = {(t.source, t.target): t.amount for t in end.transfers}
        assert all(whole.get(pair, 0) >= amount for pair, amount in today.items())
        assert oracle.holds(alone(case), today)
        assert oracle.holds(ended(case, begun(today)), whole)
        assert end.totals.transferred == sum(whole.values()) == sum(a.out for a in end.activities)
        assert sum(a.after for a in end.activities) + end.totals.transferred == end.totals.budget


@settings(max_examples=40, deadline=None)
@given(scenarios(), CHANCES, st.sampled_from([Fraction(1, 5), Fraction(1, 2), Fraction(1)]))
def test_no_decision_is_better_in_what_is_asked_for(cases, chances, level):
    every = Enumerated(cases)
    outcomes = every.outcomes()
    by_expected = found_by(cases, chances)
    if not outcomes:
        assert by_expected is None
        return
    assert by_expected is not None and by_expected.proven
    judged(cases, by_expected)
    assert by_expected.ways[0].expected == floor(max(expected(v, chances) for v in outcomes))
    tops = [floor(every.alone(s)) for s in range(len(cases))]
    by_regret = found_by(cases, chances, by="regret")
    least = min(max(top - floor(v) for top, v in zip(tops, values, strict=True)) for values in outcomes)
    assert by_regret is not None and by_regret.ways[0].regret == least
    by_tail = found_by(cases, chances, by="cvar", level=level)
    greatest = max(worst_mean(values, chances, level) for values in outcomes)
    assert by_tail is not None and by_tail.ways[0].tail == floor(greatest)
    assert by_expected.way("knowing").worths == tuple(tops)  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None)
@given(scenarios(), CHANCES)
def test_it_is_never_below_waiting_nor_any_plan_for_one_scenario(cases, chances):
    found = found_by(cases, chances)
    if found is None:
        return
    first = found.ways[0]
    assert first.kind == "hedge"
    others = [way for way in found.ways if way.kind in ("wait", "single")]
    assert len([way for way in others if way.kind == "single"]) == len(cases)
    assert all(way.expected <= first.expected for way in others)
    assert found.knowing_is_worth >= 0
    assert all(value is None or value >= 0 for value in (found.beats_waiting, found.beats_best_single))


@settings(max_examples=15, deadline=None)
@given(scenarios(count=1), st.sampled_from([TODAY, LATER]))
def test_waiting_leads_to_the_plan_of_the_later_day_and_one_scenario_to_its_own(cases, later):
    (case,) = cases
    found = hedge(cases, [Fraction(1)], today=TODAY, later=later)
    waiting = plan(on(case, later))
    if found is None:
        assert waiting.status == "infeasible"
        return
    wait = found.way("wait")
    assert (wait is None) == (waiting.status == "infeasible")
    if wait is not None:
        assert wait.worths == (waiting.objective[0].value,)
    if later == TODAY:
        assert found.plans[0].totals == waiting.totals or case.stages[0] != "amount"
        assert [row.value for row in found.plans[0].objective] == [row.value for row in waiting.objective]


@settings(max_examples=15, deadline=None)
@given(scenarios(), CHANCES)
def test_the_order_of_the_scenarios_does_not_matter(cases, chances):
    one, other = found_by(cases, chances), found_by(cases[::-1], chances[::-1])
    if one is None or other is None:
        assert one is other
        return
    assert one.plans == other.plans[::-1] and one.today == other.today[::-1]
    assert [way.expected for way in one.ways if way.kind != "single"] == [
        way.expected for way in other.ways if way.kind != "single"
    ]


def small(name: str, lead: int, **fields: object) -> Case:
    """Two projects and money for one of them."""
    rows = [giver("A1", 10)]
    case = case_of(
        rows, [taker("R1", 10, lead_days=lead, score=Decimal(5)), taker("R2", 10, score=Decimal(4))]
    )
    return replace(case, scenario=Scenario(name), **fields)  # type: ignore[arg-type]


def test_what_can_wait_waits():
    found = found_by([small("one", IN_TIME), small("two", IN_TIME)], [Fraction(1, 2)] * 2)
    assert found is not None
    assert found.today[0].transfers == () and found.beats_waiting == 0
    assert [[r.id for r in end.reserves if r.funded] for end in found.plans] == [["R1"], ["R1"]]


def test_what_cannot_wait_is_decided_today_and_no_more():
    found = found_by([small("one", LATE), small("two", LATE)], [Fraction(1, 2)] * 2)
    assert found is not None
    assert [(t.source, t.target, t.amount) for t in found.today[0].transfers] == [("A1", "R1", 10)]
    assert found.beats_waiting == 10_000
    assert [sorted(late) for late in found.late] == [["R1"], ["R1"]]


def test_a_project_begun_today_may_be_topped_up_when_it_would_be_too_late_to_begin():
    """Today 4 can be moved in every scenario; the rest comes free in one of them."""
    poor = case_of([giver("A1", 4)], [taker("R1", 10, min_cost=3, lead_days=LATE)])
    rich = case_of([giver("A1", 10)], [taker("R1", 10, min_cost=3, lead_days=LATE)])
    cases = [replace(c, scenario=Scenario(n)) for c, n in ((poor, "poor"), (rich, "rich"))]
    found = found_by(cases, [Fraction(1, 2)] * 2)
    assert found is not None
    assert 3 <= found.today[0].totals.transferred <= 4
    assert [end.totals.transferred for end in found.plans] == [4, 10]


def test_money_that_only_some_scenarios_free_is_not_moved_today():
    without = small("without", LATE, activities=(giver("A1", 0),))
    found = found_by([small("with", LATE), without], [Fraction(9, 10), Fraction(1, 10)])
    assert found is not None and found.today[0].transfers == ()
    assert [end.totals.transferred for end in found.plans] == [10, 0]


def test_the_plans_of_the_example_can_be_verified_from_their_documents():
    raw = load_folder(EXAMPLE)
    cases = [raw.case(name) for name in ("cap-50", "dark-red-september")]
    found = found_by(cases, [Fraction(9, 16), Fraction(7, 16)])
    assert found is not None and found.proven
    for plans in (found.today, found.plans):
        for case, each in zip(cases, plans, strict=True):
            again = raw.case(case.scenario.name, each.settings)
            assert again.fingerprint == each.fingerprint
            assert check_plan(again, plan_document(each)) == []
    assert (found.ways[0].expected, found.beats_waiting, found.beats_best_single) == (
        4_682_035,
        65_451,
        27_035,
    )
    assert {r.id for r in found.today[0].reserves if r.funded} >= {"R03"}


def chance(name: str, probability: str | None) -> Case:
    given_ = None if probability is None else Fraction(probability)
    return (
        small(name, IN_TIME)
        if given_ is None
        else replace(small(name, IN_TIME), scenario=Scenario(name, probability=given_))
    )


@pytest.mark.parametrize(
    ("given_", "chosen", "probabilities", "weighed"),
    [
        (["0.25", "0.75"], False, [Fraction(1, 4), Fraction(3, 4)], "given"),
        ([None, None], False, [Fraction(1, 2)] * 2, "equal"),
        (["0.1", "0.3"], True, [Fraction(1, 4), Fraction(3, 4)], "scaled"),
    ],
)
def test_how_scenarios_are_weighed(given_, chosen, probabilities, weighed):
    cases = [chance(str(number), one) for number, one in enumerate(given_)]
    assert weigh(cases, chosen=chosen) == (probabilities, weighed)


@pytest.mark.parametrize(
    ("given_", "chosen", "says"),
    [
        (["0.5", None], True, "no probability: 1"),
        (["0.5", "0.4"], False, "add up to 0.9"),
        (["0.8", "0.4"], True, "add up to 1.2"),
        (["0", "0"], True, "add up to 0"),
    ],
)
def test_probabilities_that_say_nothing_are_refused(given_, chosen, says):
    cases = [chance(str(number), one) for number, one in enumerate(given_)]
    with pytest.raises(UsageError, match=says):
        weigh(cases, chosen=chosen)


def test_the_days_of_the_decisions():
    case = small("one", IN_TIME)
    assert dates(case, [case]) == (TODAY, LATER)
    assert dates(case, [on(case, date(2021, 8, 1)), case]) == (TODAY, date(2021, 8, 1))
    assert dates(case, [case], date(2021, 9, 15)) == (date(2021, 9, 15), case.calendar.close)
    assert dates(case, [case], date(2021, 6, 5), TODAY) == (date(2021, 6, 5), TODAY)


@pytest.mark.parametrize(
    ("change", "how", "says"),
    [
        ({}, {"later": date(2021, 5, 1)}, "before today"),
        ({}, {"later": date(2021, 10, 1)}, "after the books close"),
        ({}, {"level": Fraction(0)}, "--level"),
        ({"stages": ("amount", "score")}, {}, "differ in what they maximise"),
        ({"unit": 5}, {}, "differ in what they maximise or in their unit"),
    ],
)
def test_what_cannot_be_weighed_is_refused(change, how, says):
    cases = [small("one", LATE), small("two", LATE, **change)]
    with pytest.raises(UsageError, match=says):
        hedge(cases, [Fraction(1, 2)] * 2, **({"today": TODAY, "later": LATER} | how))


@pytest.mark.parametrize("stage", ["rank", "escalation", "lines", "activities"])
def test_a_leading_stage_without_an_expected_value_is_refused(stage):
    cases = [small("one", LATE, stages=(stage, "score"))]
    with pytest.raises(UsageError, match=f"begins with {stage}"):
        found_by(cases, [Fraction(1)])
