"""Scenarios and settings: what lies over the case, and what may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from cases import TOML, write_case
from hypothesis import given, settings
from hypothesis import strategies as st

from realloc.case.load import load_case, load_folder
from realloc.case.records import Case, Covid, Rule, Scenario, Selector
from realloc.errors import InputError

RULES = """
[covid]
caps = [{from = 2021-05-01, cap = 50}]
[rules.cap]
type = "limit"
amount = "1,000"
per = "to.agency"
from = {category = "operating"}
"""


def apart(case: Case) -> Case:
    """A case without the names of how it was reached."""
    return replace(case, scenario=Scenario(), name="")


def finding(folder: Path, scenario: str = "base", *pairs: tuple[str, str]) -> tuple[str, str, str, str]:
    with pytest.raises(InputError) as refused:
        load_case(folder, scenario, pairs)
    [only] = refused.value.findings
    return only.code, only.file, only.column, only.nearest


def test_a_scenario_that_says_nothing_is_the_case_as_it_stands(tmp_path: Path) -> None:
    folder = write_case(tmp_path, toml=RULES, what_if={"nothing": ""})
    base, nothing = load_case(folder), load_case(folder, "nothing")
    assert nothing.scenario == Scenario("nothing")
    assert base.scenario == Scenario("base")
    assert apart(nothing) == apart(base)
    assert nothing.fingerprint == base.fingerprint


def test_a_scenarios_own_title_and_probability_are_not_the_cases(tmp_path: Path) -> None:
    own = 'title = "ช้า"\ntitle_en = "Late"\nprobability = 0.3\n'
    folder = write_case(tmp_path, what_if={"late": own, "later": 'extends = "late"\n'})
    case = load_case(folder, "late")
    assert case.scenario == Scenario("late", "ช้า", "Late", Fraction(3, 10))
    assert (case.title, case.title_en) == ("Test", "")
    assert load_case(folder, "later").scenario == Scenario("later")


def test_tables_merge_rows_are_found_by_id_and_lists_replace(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[{}, {"tags": "a;b", "keep": "5"}],
        toml=RULES,
        what_if={
            "late": """
[calendar]
decision = 2021-08-01
[activities.A2]
feasibility = "infeasible"
tags = ["c"]
keep = ""
[reserves.R1]
cost = "6,500,000"
score = 5
[objective]
stages = ["amount"]
[rules.cap]
amount = 250.50
"""
        },
    )
    base, late = load_case(folder), load_case(folder, "late")
    assert late.calendar == replace(base.calendar, decision=date(2021, 8, 1))
    assert late.activities == (
        base.activities[0],
        replace(base.activities[1], feasibility="infeasible", tags=("c",), keep=0),
    )
    assert late.activities[0] is base.activities[0] or late.activities[0] == base.activities[0]
    assert late.reserves == (
        replace(base.reserves[0], cost=650_000_000, min_cost=650_000_000, score=Decimal(5)),
    )
    assert late.stages == ("amount",)
    assert late.rules == (replace(base.rules[0], amount=25050),)


def test_a_chain_is_laid_lowest_first_and_settings_on_top(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        what_if={
            "one": "[calendar]\ndecision = 2021-07-01\nclose = 2021-10-01\n",
            "two": 'extends = "one"\n[calendar]\ndecision = 2021-08-01\n',
            "three": 'extends = "base"\n',
        },
    )
    calendar = load_case(folder, "two", [("calendar.as_of", "2021-06-30")]).calendar
    assert calendar == replace(
        calendar, as_of=date(2021, 6, 30), decision=date(2021, 8, 1), close=date(2021, 10, 1)
    )
    assert load_case(folder, "three").calendar == load_case(folder).calendar


def test_the_last_of_two_settings_counts(tmp_path: Path) -> None:
    pairs = [("reserves.R1.cost", "100"), ("reserves.R1.cost", "200")]
    assert load_case(write_case(tmp_path), "base", pairs).reserves[0].cost == 20000


def test_records_that_no_scenario_touches_are_made_once(tmp_path: Path) -> None:
    raw = load_folder(write_case(tmp_path, activities=[{}, {}], what_if={"s": "[activities.A1]\nkeep = 5\n"}))
    base, other = raw.case(), raw.case("s")
    assert other.activities[1] is base.activities[1]
    assert other.reserves[0] is base.reserves[0]
    assert (base.activities[0].keep, other.activities[0].keep) == (0, 500)
    assert raw.case() == base


def test_a_cap_replaces_the_caps_and_caps_a_cap(tmp_path: Path) -> None:
    caps = load_case(write_case(tmp_path, toml=RULES)).covid.caps
    folder = write_case(
        tmp_path,
        toml=RULES,
        what_if={
            "flat": "[covid]\ncap = 5\n",
            "cleared": 'extends = "flat"\n[covid]\ncap = ""\n',
            "listed": 'extends = "flat"\n[[covid.caps]]\nfrom = 2021-06-01\ncap = 20\n',
        },
    )
    assert load_case(folder, "flat").covid == Covid((), 5)
    assert load_case(folder, "cleared").covid == Covid(caps)
    assert [cap.cap for cap in load_case(folder, "listed").covid.caps] == [20]
    assert load_case(folder, "base", [("covid.cap", "7")]).covid == Covid((), 7)


def test_a_scenario_may_bring_a_whole_new_rule(tmp_path: Path) -> None:
    folder = write_case(tmp_path, toml=RULES, what_if={"s": '[rules.new]\ntype = "forbid"\n'})
    assert load_case(folder, "s").rules[1] == Rule("new", "forbid")


def test_a_blank_clears_what_is_optional_and_misses_what_is_not(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        reserves=[{"min_cost": "100"}],
        what_if={
            "s": '[reserves.R1]\nmin_cost = ""\n',
            "t": '[reserves.R1]\ncost = ""\n[calendar]\nclose = ""\n',
        },
    )
    assert load_case(folder, "s").reserves[0].min_cost == 50000
    with pytest.raises(InputError) as refused:
        load_case(folder, "t")
    assert [(f.code, f.column) for f in refused.value.findings] == [
        ("missing", "calendar.close"),
        ("missing", "reserves.R1.cost"),
    ]


def test_a_blank_clears_a_whole_table_of_settings(tmp_path: Path) -> None:
    folder = write_case(tmp_path, toml=RULES, what_if={"s": 'covid = ""\n[rules.cap]\nfrom = ""\n'})
    case = load_case(folder, "s")
    assert case.covid == Covid()
    assert case.rules[0].source == Selector()


def test_a_broken_case_file_blames_no_scenario(tmp_path: Path) -> None:
    folder = write_case(tmp_path, files={"case.toml": "["}, what_if={"s": "[rules.cap]\namount = 5\n"})
    assert finding(folder, "s") == ("toml-syntax", "case.toml", "", "")


def test_a_scenario_may_mend_a_cell(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[{"budget": "x"}, {}],
        what_if={"mended": "[activities.A1]\nbudget = 1000\n"},
    )
    assert [row.budget for row in load_case(folder, "mended").activities] == [100000, 100000]
    assert finding(folder) == ("money", "activities.csv", "budget", "")


def test_what_a_scenario_breaks_is_found_at_the_scenario(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        reserves=[{}, {}],
        what_if={
            "spent": "[activities.A1]\ndisbursed = 2000\n",
            "needs": '[reserves.R1]\nrequires = ["R22"]\n',
            "rules": '[rules.new]\ntype = "count"\nmax = 5\n',
            "type": "[activities.A1]\nbudget = [1, 2]\n",
        },
    )
    where = {name: f"what-if/{name}.toml" for name in ("spent", "needs", "rules", "type")}
    assert finding(folder, "spent") == ("over-budget", where["spent"], "activities.A1.disbursed", "")
    assert finding(folder, "needs") == ("reserve-unknown", where["needs"], "reserves.R1.requires", "R2")
    assert finding(folder, "rules") == ("missing", where["rules"], "rules.new.what", "")
    assert finding(folder, "type") == ("type-value", where["type"], "activities.A1.budget", "")
    pairs = ("reserves.R1.requires", "R1")
    assert finding(folder, "base", pairs) == ("self-reference", "--set reserves.R1.requires", "", "")


@pytest.mark.parametrize(
    ("path", "code", "nearest"),
    [
        ("activities.A11.budget", "id-unknown", "A1"),
        ("activities.A1.budgets", "column-unknown", "budget"),
        ("activities.A1.id", "id-fixed", ""),
        ("activities.A1", "type-table", ""),
        ("activities", "type-table", ""),
        ("reserves.R11.cost", "id-unknown", "R1"),
        ("rules.caps.amount", "key-unknown", "cap"),
        ("rules.cap.amounts", "key-unknown", "amount"),
        ("projects.tourisme.name", "key-unknown", "tourism"),
        ("calender.decision", "key-unknown", "calendar"),
        ("calendar.decisions", "key-unknown", "decision"),
        ("probability", "key-unknown", ""),
        ("extends", "key-unknown", ""),
        ("activities..budget", "set-path", ""),
        ("", "set-path", ""),
    ],
)
def test_a_path_that_does_not_exist_is_refused_with_the_nearest(
    path: str, code: str, nearest: str, tmp_path: Path
) -> None:
    found = finding(write_case(tmp_path, toml=RULES), "base", (path, "5"))
    file = "--set" if code == "set-path" else f"--set {path}"
    assert found == (code, file, "", nearest)


@pytest.mark.parametrize("name", ["../case", "a/b", "a\\b", "..", ".hidden", "", "c:x", "a\0b"])
def test_a_scenario_is_a_plain_name(name: str, tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    assert finding(folder, name)[0] == "scenario-name"


def test_extends_names_a_scenario_that_exists(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        what_if={
            "a": 'extends = "bb"\n',
            "b": "extends = 5\n",
            "c": 'extends = "c"\n',
            "d": "title = \n",
            "e": 'probability = 2\nextends = ""\n',
        },
    )
    assert finding(folder, "a") == ("scenario-unknown", "what-if/a.toml", "extends", "b")
    assert finding(folder, "b") == ("type-text", "what-if/b.toml", "extends", "")
    assert finding(folder, "c") == ("scenario-cycle", "what-if/c.toml", "extends", "")
    assert finding(folder, "d") == ("toml-syntax", "what-if/d.toml", "", "")
    assert finding(folder, "e") == ("share", "what-if/e.toml", "probability", "")


def test_projects_named_only_in_a_table_may_be_given_names(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path), "base", [("projects.tourism.name", "Tourism")])
    assert case.projects["tourism"].name == "Tourism"


def test_ids_with_dots_are_found_longest_first(tmp_path: Path) -> None:
    folder = write_case(
        tmp_path,
        activities=[{"id": "A.1"}, {"id": "A"}],
        toml='[rules.a]\ntype = "forbid"\n[rules."a.from"]\ntype = "forbid"\n',
    )
    pairs = [("activities.A.1.keep", "5"), ("rules.a.from.category", "capital"), ("rules.a.enabled", "false")]
    case = load_case(folder, "base", [pairs[0], pairs[2]])
    assert [row.keep for row in case.activities] == [500, 0]
    assert [rule.enabled for rule in case.rules] == [False, True]
    assert finding(folder, "base", pairs[1])[0] == "key-unknown"
    assert finding(folder, "base", ("activities.B.2.keep", "5"))[0] == "id-unknown"


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        ("calendar.decision", "2021-08-01", "decision = 2021-06-01|decision = 2021-08-01"),
        ("title", "Late year", 'title = "Test"|title = "Late year"'),
        ("title", '"2564"', 'title = "Test"|title = "2564"'),
        ("rules.cap.amount", "2,500.50", 'amount = "1,000"|amount = 2500.50'),
        ("rules.cap.per", "from.id", 'per = "to.agency"|per = "from.id"'),
        ("rules.cap.enabled", "false", 'type = "limit"|type = "limit"\nenabled = false'),
        (
            "rules.cap.from.category",
            '["capital", "other"]',
            'category = "operating"|category = ["capital", "other"]',
        ),
        ("covid.caps", "[{from = 2021-05-01, cap = 7}]", "cap = 50|cap = 7"),
    ],
)
def test_any_setting_by_its_path_equals_editing_the_file(
    path: str, value: str, written: str, tmp_path: Path
) -> None:
    set_case = load_case(write_case(tmp_path / "a", toml=RULES), "base", [(path, value)])
    before, after = written.split("|")
    content = TOML + RULES
    assert before in content
    edited = write_case(tmp_path / "b", files={"case.toml": content.replace(before, after)})
    assert apart(set_case) == apart(load_case(edited))


CELLS = st.sampled_from(
    [
        ("name", "โครงการ # ใหม่"),
        ("name", "2021-05-01"),
        ("name", "007"),
        ("name", "1.10"),
        ("note", "true story"),
        ("agency", "อบจ."),
        ("category", "งบลงทุน"),
        ("status", "completed"),
        ("budget", "8,000.50"),
        ("budget", "๙๐๐ บาท"),
        ("obligated", "12.34"),
        ("feasibility", "online"),
        ("participants", "1,200"),
        ("online", "yes"),
        ("online", "no"),
        ("planned", "2021-07-01"),
        ("release_share", "0.125"),
        ("tags", "a;b"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(cells=st.lists(CELLS, max_size=6))
def test_any_cell_by_its_path_equals_editing_the_table(
    cells: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("case")
    raw = load_folder(write_case(folder / "plain", activities=[{}, {}]))
    laid = raw.case("base", [(f"activities.A2.{column}", value) for column, value in cells])
    edited = load_case(write_case(folder / "edited", activities=[{}, dict(cells)]))
    assert apart(laid) == apart(edited)
