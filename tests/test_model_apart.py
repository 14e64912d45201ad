"""Parts that no rule ties to each other: what is found and proven part by part is what all of it comes to."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import oracle
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from planned import WITHIN, case_of, giver, no_worse, shared_case, taker, transfers
from strategies import cases, free_to_give, free_to_take

from realloc.case.records import Case, Rule
from realloc.certificate import check_certificate, examine, seal
from realloc.model import formulation, optimise, parts
from realloc.model.formulation import Draft, formulate
from realloc.model.grouping import group
from realloc.model.optimise import Stager
from realloc.planning import plan
from realloc.report.document import plan_document
from realloc.result import Plan
from realloc.situation import assess
from realloc.situation.matching import Sides

AGENCIES = ("north", "south", "west")
SUMS = ("score", "amount", "reserves", "escalation", "same_project", "same_agency", "activities", "lines")
ONE_PART = 10**9
few = settings(max_examples=40, suppress_health_check=list(HealthCheck))
some = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def separate(draw: st.DrawFn, **kinds: Any) -> Case:
    """A case whose money stays within three agencies, with rules and ties that stay within them as well."""
    case = draw(cases(**kinds))
    gives = tuple(replace(free_to_give(row), agency=AGENCIES[n % 3]) for n, row in enumerate(case.activities))
    takes = tuple(replace(free_to_take(row), agency=AGENCIES[n % 3]) for n, row in enumerate(case.reserves))
    home = {row.id: row.agency for row in takes}
    takes = tuple(
        replace(row, excludes=tuple(other for other in row.excludes if home[other] == row.agency))
        for row in takes
    )
    return replace(
        case,
        activities=gives,
        reserves=takes,
        rules=(WITHIN, *(rule for rule in case.rules if stays_within(rule))),
    )


def stays_within(rule: Rule) -> bool:
    """Whether the rule speaks of each agency, or each row, by itself."""
    apart = rule.per is not None and rule.per[1] in ("agency", "id") and rule.of != "transferred"
    return apart or rule.type in ("forbid", "approval")


def in_parts(case: Case, fewest: int = 1, **options: Any) -> Plan:
    """The plan by parts of at least `fewest` reserves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_FEWEST", fewest)
        return plan(case, **options)


def drafted(case: Case) -> Draft:
    rules = [rule for rule in case.rules if rule.enabled and rule.severity == "block"]
    return formulate(group(Sides.of(assess(case), rules), stages=case.stages))


def split(draft: Draft, fewest: int) -> parts.Parts:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_FEWEST", fewest)
        return parts.Parts(draft, lambda some: Stager(some, optimise.Settings()))


def parts_of(case: Case, fewest: int = 1) -> list[list[str]]:
    """The reserves of each part, by id."""
    found = split(drafted(case), fewest).parts
    return [sorted(case.reserves[j].id for j in part.takers) for part in found]


def of_agency(case: Case, agency: str) -> Case:
    """The rows of one agency, as a case."""
    gives = tuple(row for row in case.activities if row.agency == agency)
    takes = tuple(row for row in case.reserves if row.agency == agency)
    return replace(case, activities=gives, reserves=takes)


# What is one part, and what is not.


def three_agencies(**fields: Any) -> Case:
    gives = [giver(f"A{n}", 900 + 10 * n, agency=AGENCIES[n % 3]) for n in range(6)]
    takes = [taker(f"R{n}", 500 + 7 * n, agency=AGENCIES[n % 3], score=Decimal(3 + n)) for n in range(9)]
    return replace(case_of(gives, takes, [WITHIN]), **fields)


def test_each_agency_is_a_part_where_money_stays_within_it() -> None:
    case = three_agencies()
    assert parts_of(case) == [["R0", "R3", "R6"], ["R1", "R4", "R7"], ["R2", "R5", "R8"]]
    assert parts_of(replace(case, rules=())) == []


def test_small_parts_are_taken_together() -> None:
    case = three_agencies()
    assert [len(some) for some in parts_of(case, 3)] == [3, 3, 3]
    assert parts_of(case, 4) == []  # six in one, and three that are too few for another
    north = replace(case, reserves=(*case.reserves, taker("R9", 100, agency="north")))
    assert [len(some) for some in parts_of(north, 4)] == [4, 6]


def test_whatever_ties_two_agencies_makes_one_part_of_them() -> None:
    case = three_agencies()
    ties: list[Rule] = [
        Rule("few", "count", what="reserves", max=5),
        Rule("most", "limit", amount=2_000),
        Rule("some", "require", amount=10),
    ]
    for rule in ties:
        assert parts_of(replace(case, rules=(WITHIN, rule))) == []
        assert parts_of(replace(case, rules=(WITHIN, replace(rule, severity="warn")))) != []
        assert len(parts_of(replace(case, rules=(WITHIN, replace(rule, per=("to", "agency")))))) == 3
    first, *rest = case.reserves
    for tie in ({"requires": ("R1",)}, {"excludes": ("R1",)}):
        tied = replace(case, reserves=(replace(first, **tie), *rest))
        assert [len(some) for some in parts_of(tied)] == [6, 3]


def test_what_cannot_be_funded_is_no_part_of_its_own() -> None:
    case = three_agencies()
    poor = replace(case, reserves=(*case.reserves, taker("R9", 400, agency="east")))
    assert [len(some) for some in parts_of(poor)] == [3, 3, 4]


# Laws.


@some
@given(separate(max_activities=8, max_reserves=9))
def test_parts_and_the_whole_come_to_the_same_and_the_proof_holds(case: Case) -> None:
    found, whole = in_parts(case, certificate=True), in_parts(case, ONE_PART)
    assert (found.status == "infeasible") == (whole.status == "infeasible")
    assert examine(case, plan_document(found), found.certificate).problems == []
    if found.status == "infeasible":
        return
    assert oracle.holds(case, transfers(found))
    for ours, theirs in zip(found.objective, whole.objective, strict=True):
        for one, other in ((ours, theirs), (theirs, ours)):
            assert one.bound is None or no_worse(one.stage, one.bound, other.value)
        if ours.value != theirs.value:
            assert "feasible" in (found.status, whole.status)
            break


@few
@given(separate(max_activities=4, max_reserves=4, max_rules=1, stages=oracle.SUPPORTED_STAGES))
def test_brute_force_agrees_with_parts_stage_after_stage(case: Case) -> None:
    assume(oracle.supports(case))
    best, found = oracle.best_values(case), in_parts(case)
    assert (best is None) == (found.status == "infeasible")
    for result, value in zip(found.objective, best or (), strict=False):
        if result.value != result.bound:
            break
        assert result.value == value


@some
@given(separate(max_activities=9, max_reserves=9, stages=SUMS, whole_only=True, max_rules=3))
def test_the_value_of_independent_cases_is_the_sum_of_theirs(case: Case) -> None:
    assume(len({row.agency for row in case.reserves} & {row.agency for row in case.activities}) > 1)
    found = in_parts(case)
    alone = [plan(of_agency(case, agency)) for agency in AGENCIES]
    if any(one.status != "optimal" for one in alone):
        return
    assert found.status == "optimal"
    for number, stage in enumerate(found.objective):
        assert stage.value == sum(one.objective[number].value for one in alone)  # type: ignore[misc]


@few
@given(separate(max_activities=8, max_reserves=9), st.integers())
def test_the_order_of_rows_and_the_names_of_agencies_decide_nothing(case: Case, seed: int) -> None:
    toss = random.Random(seed)
    names = dict(zip(AGENCIES, toss.sample(AGENCIES, 3), strict=True))

    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(row, agency=names[row.agency]) for row in toss.sample(rows, len(rows)))

    first, second = (
        in_parts(case),
        in_parts(replace(case, activities=mixed(case.activities), reserves=mixed(case.reserves))),
    )
    if {first.status, second.status} == {"optimal"}:
        assert [stage.value for stage in first.objective] == [stage.value for stage in second.objective]
    else:
        assert first.status == second.status


def test_lines_that_are_too_many_to_choose_among_are_counted_part_by_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gives = tuple(giver(f"A{n}", 1_700, agency=agency) for n, agency in enumerate(AGENCIES))
    case = three_agencies(activities=gives, stages=("score", "lines"))
    monkeypatch.setattr(optimise, "MOST_SINGLE_PAIRS", 0)
    found = in_parts(case, certificate=True)
    assert [(stage.value, stage.bound) for stage in found.objective[1:]] == [(9, 9)]
    assert found.certificate is not None
    lines = found.certificate["stages"][1]
    assert (lines["counting"], len(lines["parts"]), "tree" in lines) == ("reserves", 3, False)
    assert check_certificate(case, plan_document(found), found.certificate) == []


# A score is held in whole ten-thousandths: what rounding leaves is shared by all parts.


def unasked(*_: Any, **__: Any) -> Any:
    raise AssertionError("the whole was searched")


def test_what_rounding_leaves_is_shared_and_the_proof_says_at_what_price(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = shared_case()
    monkeypatch.setattr(Stager, "best", unasked)
    found = in_parts(case, certificate=True)
    assert [(stage.value, stage.bound) for stage in found.objective] == [(7, 7), (16, 16), (18, 18)]
    assert found.certificate is not None
    assert [sorted({"parts", "priced", "tree"} & stage.keys()) for stage in found.certificate["stages"]] == [
        ["parts"], ["parts", "priced"], ["parts"]
    ]  # fmt: skip
    assert check_certificate(case, plan_document(found), found.certificate) == []


@pytest.mark.parametrize("count", [3, 4, 5])
def test_no_part_gives_away_what_another_has_given(count: int) -> None:
    case = shared_case(count)
    found, whole = in_parts(case), in_parts(case, ONE_PART)
    assert found.objective == whole.objective
    assert oracle.holds(case, transfers(found))


@pytest.mark.parametrize("kinds", [("asked", "free"), ("free", "asked")])
def test_a_part_turned_away_is_searched_again_for_what_it_can_do_alone(
    kinds: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what they share, in each part one of two projects alike in score asks nobody."""
    shared = shared_case()
    gives = [replace(row, budget=13) for row in shared.activities]
    takes = [
        taker(f"S{n}-{number}", 4, score=Decimal("0.0004"), agency=f"agency {n}", project=kind,
              excludes=(f"S{n}-{1 - number}",))
        for n in range(2)
        for number, kind in enumerate(kinds)
    ]  # fmt: skip
    case = replace(shared, activities=tuple(gives), reserves=(*shared.reserves, *takes))
    monkeypatch.setattr(Stager, "best", unasked)
    found = in_parts(case)
    assert [(stage.value, stage.bound) for stage in found.objective] == [(15, 15), (16, 16), (26, 26)]


def test_a_part_keeps_what_the_others_cannot_have() -> None:
    """To a fraction where it has fractions, else to the next whole number that helps."""
    draft = drafted(shared_case())
    first, second = split(draft, 1).parts
    for stage, value, one, other, keeps in (
        ("score", 7, "3.7", "3.6", (">=", "3.4", "3.3")),
        ("reserves", 3, "1.5", "2.25", (">=", "1", "2")),
        ("escalation", 16, "7.5", "8", ("<=", "8", "8")),
    ):
        most = ((first.takers, Fraction(one)), (second.takers, Fraction(other)))
        held = parts.Held(formulation.STAGES[stage](draft), value, most)
        rows = [held.keep(part) for part in (first, second)]
        assert (rows[0].sense, *(row.rhs for row in rows)) == (keeps[0], *map(Fraction, keeps[1:]))
        assert [row.label for row in rows] == [("keep", stage)] * 2


# A certificate of parts, altered: a value that is not shown, parts that overlap or leave something out.


def certified() -> tuple[Case, dict[str, Any], dict[str, Any]]:
    gives = tuple(giver(f"A{n}", 600 + 10 * n, agency=AGENCIES[n % 3]) for n in range(6))
    case = three_agencies(activities=gives, stages=("score", "amount", "activities"))
    found = in_parts(case, certificate=True)
    assert found.status == "optimal"
    assert found.certificate is not None
    return case, plan_document(found), found.certificate


CASE, PLAN, CERTIFICATE = certified()
STAGES = range(len(CERTIFICATE["stages"]))


def refused(alter: Callable[[list[dict[str, Any]]], None], stage: int) -> set[str]:
    """The codes of the problems of a certificate whose parts of one stage were altered, then sealed again."""
    copied = copy.deepcopy(CERTIFICATE)
    alter(copied["stages"][stage]["parts"])
    return {problem.code for problem in check_certificate(CASE, PLAN, seal(copied))}


def test_a_certificate_of_parts_proves_each_stage() -> None:
    assert examine(CASE, PLAN, CERTIFICATE).proven == ("score", "amount", "activities")
    assert all(len(stage["parts"]) == 3 and "tree" not in stage for stage in CERTIFICATE["stages"])


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("number", range(3))
def test_no_part_can_be_left_out(stage: int, number: int) -> None:
    assert refused(lambda some: some.pop(number), stage) == {"part-column"}


@pytest.mark.parametrize("stage", STAGES)
def test_no_value_can_be_moved_from_one_part_to_another(stage: int) -> None:
    minimised = CERTIFICATE["stages"][stage]["stage"] == "activities"

    def move(some: list[dict[str, Any]]) -> None:
        for number, change in ((0, 1), (1, -1)):
            some[number]["value"] = str(int(some[number]["value"]) + change)

    assert refused(move, stage) & {"bound", "fix"}
    assert not minimised or refused(lambda some: move(some[::-1]), stage) & {"bound", "fix"}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("end", ["activities", "reserves"])
def test_no_class_stands_in_two_parts_nor_in_none(stage: int, end: str) -> None:
    def overlap(some: list[dict[str, Any]]) -> None:
        some[1][end] = [*some[1][end], *some[0][end]]

    def empty(some: list[dict[str, Any]]) -> None:
        some[0][end] = []

    assert refused(overlap, stage) == {"part-class"}
    assert refused(empty, stage) & {"part-column", "unknown-row", "bound", "fix"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_part_shown_for_more_than_it_has_proves_less(stage: int) -> None:
    def loosen(some: list[dict[str, Any]]) -> None:
        more = -1 if CERTIFICATE["stages"][stage]["stage"] == "activities" else 1
        some[2]["value"] = str(int(some[2]["value"]) + more)

    assert refused(loosen, stage) == {"bound"}
