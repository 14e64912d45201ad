"""What people and programs see of choices: golden pages and documents, and laws over hostile text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import BROKE, CASE, LATE, NONE, PLAN, SHORT

from realloc.choice import (
    Alternative,
    Alternatives,
    Cause,
    Causes,
    Cell,
    Difference,
    Effect,
    Frontier,
    Moved,
    Point,
    Relaxation,
    Relaxations,
    Side,
)
from realloc.report.choices import (
    alternative_names,
    alternatives_document,
    difference_document,
    frontier_document,
    named_plans,
    point_names,
    relaxations_document,
)
from realloc.report.layout import width
from realloc.report.terminal.alternatives import alternatives_page
from realloc.report.terminal.difference import difference_page
from realloc.report.terminal.frontier import frontier_page
from realloc.report.terminal.page import Page
from realloc.report.terminal.plan import plan_page
from realloc.result import Plan, Reason, StageResult

LESS = replace(
    SHORT,
    objective=(replace(PLAN.objective[0], value=592_500), *PLAN.objective[1:]),
    status="feasible",
    warnings=(Reason("gives-way", {"stage": "score"}),),
)
OTHERS = Alternatives(
    PLAN, (Alternative(LESS, 1, 1), Alternative(SHORT, 2, 3)), 580_000, False, False, ("R01",), 7
)
ALONE = Alternatives(PLAN, (), None, True, False, ("R01", "R02"), 1)

POINTS = Frontier(
    ("score", "lines"),
    (
        Point(PLAN, (1_745_000, 3), (1_745_000, 3), "exact"),
        Point(LESS, (592_500, 2), (1_200_000, 2), "exact"),
        Point(SHORT, (0, 0), (0, None), "none"),
    ),
    False,
    (0,),
    False,
    23,
)  # fmt: skip

WAYS = Relaxations(
    (
        Relaxation(
            "amount", "least", "society",
            Reason("relax-require", {"rule": "society", "now_amount": 900_000_000, "then_amount": 486_000_000,
                                     "change_amount": 414_000_000}),
            414_000_000, (("rules.society.amount", "4860000.00"),), (), PLAN,
        ),
        Relaxation(
            "max", "least", "few",
            Reason("relax-max", {"rule": "few", "counted": "reserves", "now": 2, "then": 3}),
            None, (("rules.few.max", "3"),), (), None,
        ),
        Relaxation(
            "off", "none", "agency-cap",
            Reason("relax-not-alone", {"rule": "agency-cap", "rest": ("few", "society")}),
            rest=("few", "society"),
        ),
    ),
    31,
    True,
)  # fmt: skip

NOTHING = Effect(True, None, None, None, (), (), (), "")
LOSES = Effect(False, "score", 1_745_000, 592_500, (), ("R02",), ("R01",), "")
ENDS = Effect(False, None, None, None, (), ("R01", "R02"), (), "no-plan")
RANKS = Effect(False, "rank", (1, 2), (1, 3), ("R03",), ("R02",), (), "")
PAYERS = Effect(False, None, None, None, (), (), (), "")


def side(plan: Plan, file: str, fingerprint: str) -> Side:
    return Side(
        file, "sample", plan.scenario, plan.settings, fingerprint, plan.status, plan.totals, True, True
    )


CHANGED = Difference(
    first=side(PLAN, "plans/june.json", "sha256:1"),
    second=replace(
        side(replace(SHORT, totals=replace(SHORT.totals, transferred=300_000_000)), "july.json", "sha256:2"),
        best=False,
    ),
    stages=(
        ("score", "174.5000", "59.2500"), ("lines", "3", ""),
        ("rank", "1 2", "1 3"), ("amount", "9.00", "9.00"),
    ),
    reserves=(Moved(("R01",), 486_000_000, 300_000_000), Moved(("R02",), 118_000_000, 0)),
    activities=(Moved(("A01",), 0, 565_200_000),),
    transfers=(Moved(("A01", "R01"), 447_200_000, 300_000_000),),
    unchanged={"reserves": 0, "activities": 1, "transfers": 2},
    causes=Causes(
        (
            Cause((Cell("calendar.decision", "2021-06-01", "2021-07-01"),), 1, "whole", LOSES, NOTHING),
            Cause((Cell("activities.A01.keep", "0.00", "1000000.00"), Cell("activities.A01.status", "", "x")),
                  1, "part", ENDS, None),
            Cause((Cell("activities.disbursed", "", ""),), 22, "joint", NOTHING, RANKS),
            Cause((Cell("reserves.R09.id", "", "ใหม่"),), 1, "payers", PAYERS, PAYERS),
            Cause((Cell("reserves.R08.id", "old", ""),), 1, "none", NOTHING, NOTHING),
            Cause((Cell("reserves.id", "", "+"),), 3, "spare", LOSES, NOTHING),
            Cause((Cell("reserves.id", "+", ""),), 2, "unknown", None, None),
        ),
        ("score", -120_000, -1_152_500), 2, 14, True,
    ),
)  # fmt: skip

PAGES: dict[str, Callable[[Page], str]] = {
    "alternatives": lambda page: alternatives_page(OTHERS, CASE, page),
    "alternatives-none": lambda page: alternatives_page(ALONE, CASE, page),
    "frontier": lambda page: frontier_page(POINTS, PLAN, CASE, page),
    "plan-ways-out": lambda page: plan_page(NONE, BROKE, page, WAYS),
    "difference": lambda page: difference_page(CHANGED, (CASE, LATE), page),
}
DOCUMENTS = {
    "alternatives": lambda lang: alternatives_document(OTHERS, lang, CASE),
    "frontier": lambda lang: frontier_document(POINTS, lang, CASE),
    "relaxations": lambda lang: relaxations_document(WAYS, lang),
    "difference": lambda lang: difference_document(CHANGED, lang),
}


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_as_agreed(name, lang, columns, golden):
    golden(f"report/{name}-{lang}-{columns}.txt", PAGES[name](Page(lang, columns)))


@pytest.mark.parametrize("columns", [40, 80, 119, 120, 250])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_line_is_wider_than_the_page_nor_ends_in_blanks(name, lang, columns):
    lines = PAGES[name](Page(lang, columns)).splitlines()
    assert max(map(width, lines)) <= columns
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_as_agreed(name, golden):
    golden(f"report/{name}.json", json.dumps(DOCUMENTS[name]("en"), ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_sentences_depend_on_the_language(name):
    def bare(node):
        if isinstance(node, dict):
            said = ("why", "title", "warnings", "note")
            return {key: bare(value) for key, value in node.items() if key not in said}
        return [bare(item) for item in node] if isinstance(node, list) else node

    assert bare(DOCUMENTS[name]("en")) == bare(DOCUMENTS[name]("th"))


def test_every_plan_of_a_choice_is_a_document_of_its_own():
    names = alternative_names(OTHERS)
    assert names == ["best", "alternative-1", "alternative-2"]
    written = named_plans(names, OTHERS.plans, "en", CASE)
    whole = alternatives_document(OTHERS, "en", CASE)
    assert written == {f"{row['name']}.json": row["plan"] for row in whole["plans"]}
    assert point_names(POINTS) == ["point-01", "point-02", "point-03"]


hostile = st.sampled_from(
    ["[bold red]x[/]", "[/]", "\x1b[31mred", "\u202eabc", "a\tb\nc", "{amount}", "%s", "ก" * 90, "=1+1"]
)


@settings(deadline=None)
@given(hostile, hostile, st.sampled_from(["th", "en"]), st.sampled_from([60, 80, 160]))
def test_text_from_files_is_shown_as_text(one, other, lang, columns):
    cell = Cell(f"activities.{one}.note", one, other)
    cause = Cause((cell, Cell(f"reserves.{other}.id", "", one)), 1, "part", LOSES, None)
    lost = replace(LOSES, lost=(one,), gained=(other,))
    found = replace(
        CHANGED,
        first=replace(CHANGED.first, file=one, scenario=other, settings=((one, other),)),
        reserves=(Moved((one,), 0, 1),),
        transfers=(Moved((one, other), 0, 1),),
        causes=Causes((cause, replace(cause, alone=lost)), None, 0, 1, False),
    )
    pages = [difference_page(found, (None, None), Page(lang, columns))]
    way = Relaxation("off", "least", one, Reason("relax-off", {"rule": one}), None, ((one, other),), (), None)
    pages.append(plan_page(NONE, BROKE, Page(lang, columns), Relaxations((way,), 1, False)))
    others = replace(OTHERS, shared=(one, other))
    pages.append(alternatives_page(others, CASE, Page(lang, columns)))
    for page in pages:
        assert max(map(width, page.split("\n"))) <= columns
        assert not set(page) & set(map(chr, [*range(9), *range(11, 32), 127, 0x202E, 0x200B]))


def said(found: Difference, lang: str = "en") -> str:
    return difference_page(found, (None, None), Page(lang, 160)).split("What made it\n")[1]


def test_why_causes_are_not_known_is_said():
    bare = replace(CHANGED, causes=None)
    assert "the cases were not found; --case says where" in said(
        replace(bare, first=replace(bare.first, current=None))
    )
    stale = said(replace(bare, second=replace(bare.second, current=False)))
    assert "no longer those that these plans were made from: july.json." in stale
    same = replace(bare, second=replace(bare.second, fingerprint=bare.first.fingerprint))
    assert "they are different choices" in said(same)
    still = replace(same, reserves=(), activities=(), transfers=())
    assert said(still) == "Both plans come from the same inputs.\n"
    assert difference_page(still, (None, None), Page("en", 80)).startswith(
        "The two plans move the same money.\n"
    )


@pytest.mark.parametrize(
    ("complete", "gaps", "ended", "exact", "words"),
    [
        (True, (), False, True, "These are all"),
        (True, (), False, False, "Every step was searched"),
        (False, (0, 1), False, True, "There are, or may be, more points than are shown"),
        (False, (0,), True, True, "The search was ended by a limit"),
    ],
)
def test_whether_the_points_are_all_is_said(complete, gaps, ended, exact, words):
    points = POINTS.points[:1] if exact else POINTS.points
    found = replace(POINTS, points=points, complete=complete, gaps=gaps, ended=ended)
    assert f"\n{words}" in frontier_page(found, PLAN, CASE, Page("en", 160))


@pytest.mark.parametrize(
    ("others", "complete", "ended", "words"),
    [
        (0, True, False, "NO OTHER PLAN"),
        (0, False, True, "No other plan was found before the search ended."),
        (1, True, False, "1 OTHER PLAN\n"),
        (1, True, False, "Proven: no other plan within the distance"),
        (2, False, False, "2 OTHER PLANS\n"),
        (2, False, False, "There may be more plans within the distance. Those shown all fund: R01."),
        (2, False, True, "The search was ended by a limit"),
    ],
)
def test_whether_there_are_more_plans_is_said(others, complete, ended, words):
    found = replace(OTHERS, others=OTHERS.others[:others], complete=complete, ended=ended)
    assert words in alternatives_page(found, CASE, Page("en", 160))


def test_a_conflict_that_no_single_change_ends():
    together = Relaxation(
        "together", "enough", "", Reason("relax-together", {"rules": ("a", "b"), "change_amount": 100}),
        100, (), (), PLAN,
    )  # fmt: skip
    page = plan_page(NONE, BROKE, Page("en", 160), Relaxations((together,), 1, False))
    assert "No single change gives a plan; these together do:" in page
    assert "Each is the least of its kind" not in page
    page = plan_page(NONE, BROKE, Page("en", 160), Relaxations(WAYS.ways[2:], 1, False))
    assert "No single rule or amount gives a plan when it alone is changed:" in page


def test_stages_that_are_not_the_objective_s_are_shown_beside_them():
    plain = replace(PLAN, objective=(StageResult("score", 1, 1, "exact"),))
    page = alternatives_page(replace(OTHERS, best=plain, others=()), CASE, Page("en", 160))
    assert "Money moved" not in page
    page = alternatives_page(
        replace(OTHERS, best=plain, others=(Alternative(plain, 1, 1),)), CASE, Page("en", 160)
    )
    assert "\nMoved " in page and "\nTransfer lines " in page
