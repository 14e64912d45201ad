"""What people read and programs are given of an explanation: golden pages and documents of the example."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from planned import case_of, giver, taker

from realloc.case.load import load_case
from realloc.case.records import Case, Condition, Rule, Selector
from realloc.explain.activity import explain_activity
from realloc.explain.probe import Probe
from realloc.explain.reserve import explain_reserve
from realloc.explain.rules import explain_rules
from realloc.explanation import ReserveExplanation
from realloc.report.explanation import activity_document, reserve_document, rules_document
from realloc.report.terminal.explain_activity import explain_activity_page
from realloc.report.terminal.explain_reserve import explain_reserve_page
from realloc.report.terminal.explain_rules import explain_rules_page
from realloc.report.terminal.page import Page

EXAMPLE = Path(__file__).parents[1] / "scenarios" / "phetchaburi-2564"
KINDS = (
    "reserve-funded",
    "reserve-better-uses",
    "reserve-no-room",
    "reserve-closed",
    "reserve-late",
    "activity",
    "rules",
)


def closed() -> Case:
    """A reserve that nothing may reach, for two reasons."""
    capital = Selector((Condition("category", ("capital",)),))
    elsewhere = Rule("same-agency", "forbid", different=("agency",), cite="section 43")
    kept = Rule("capital-stays", "forbid", source=capital, target=Selector((Condition("id", ("R1",)),)))
    rows = [giver("A1", 30_000), giver("A2", 20_000, agency="other", category="capital")]
    return case_of(rows, [taker("R1", 10_000, agency="third"), taker("R2", 20_000)], [elsewhere, kept])


@cache
def funded() -> ReserveExplanation:
    """Why R01 of the example is funded, in part."""
    case, probe = load_case(EXAMPLE), Probe()
    return explain_reserve(case, "R01", probe.plan(case), probe)


@cache
def made(kind: str) -> tuple[Callable[[str], dict[str, Any]], Callable[[Page], str]]:
    """The document, by language, and the page of an explanation."""
    case = closed() if kind == "reserve-closed" else load_case(EXAMPLE)
    if kind == "reserve-late":
        late = replace(case.reserves[7], lead_days=150)
        case = replace(case, reserves=(*case.reserves[:7], late, *case.reserves[8:]))
    probe = Probe()
    plan = probe.plan(case)
    if kind == "activity":
        activity = explain_activity(case, "A22", plan, probe)
        return (
            lambda lang: activity_document(activity, case, (), lang),
            lambda page: explain_activity_page(activity, case, (), page),
        )
    if kind == "rules":
        rules = explain_rules(case, plan, probe)
        return (
            lambda lang: rules_document(rules, case, (), lang),
            lambda page: explain_rules_page(rules, case, (), page),
        )
    ids = {
        "funded": "R01",
        "better-uses": "R03",
        "no-room": "R09",
        "closed": "R1",
        "late": "R08",
    }
    reserve = explain_reserve(case, ids[kind.removeprefix("reserve-")], plan, probe)
    return (
        lambda lang: reserve_document(reserve, case, (), lang),
        lambda page: explain_reserve_page(reserve, case, (), page),
    )


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_page(kind, lang, width, golden):
    page = made(kind)[1](Page(lang, width))
    assert all(len(line) <= 2 * width for line in page.splitlines())
    golden(f"explain/{kind}-{lang}-{width}.txt", page)


@pytest.mark.parametrize("width", [*range(60, 110, 7), 160])
@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_line_parts_an_id_from_its_amount(lang, width):
    case = load_case(EXAMPLE)
    found = funded()
    lines = explain_reserve_page(found, case, (), Page(lang, width)).splitlines()
    reasons = [*found.sentences, *(remedy.why for remedy in found.remedies)]
    items = [item for reason in reasons for item in reason.values.get("others", ())]
    assert len(items) > 6
    for item in items:
        assert any(item in line for line in lines)


@pytest.mark.parametrize("kind", KINDS)
def test_the_document(kind, golden):
    golden(f"explain/{kind}.json", json.dumps(made(kind)[0]("en"), ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_language_changes_texts_only(kind):
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in ("text", "title", "name")}
        return [bare(item) for item in value] if isinstance(value, list) else value

    assert bare(made(kind)[0]("en")) == bare(made(kind)[0]("th"))


def test_text_from_the_files_is_only_text():
    odd = "[bold]R\x1b[31m{x}"
    case = case_of(
        [giver("A1", 300, category="capital")],
        [taker("R1", 200, name_en=odd)],
        [Rule(odd, "forbid", cite=odd)],
    )
    probe = Probe()
    page = explain_reserve_page(
        explain_reserve(case, "R1", probe.plan(case), probe), case, (), Page("en", 100)
    )
    assert "\x1b" not in page and "[bold]R␛[31m{x}" in page
