"""Rules and selectors: what each type may say, and values typed by their column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from cases import write_case

from realloc.case.load import load_case
from realloc.case.records import Comparison, Condition, Rule, Selector
from realloc.errors import InputError


def read_rule(folder: Path, content: str) -> Rule:
    return load_case(write_case(folder, toml=f"[rules.r]\n{content}")).rules[0]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('type = "forbid"', Rule("r", "forbid")),
        ('type = "forbid"\nsame = "project"', Rule("r", "forbid", same=("project",))),
        (
            'type = "limit"\namount = "1,000"\nper = "from.id"',
            Rule("r", "limit", amount=100000, per=("from", "id")),
        ),
        (
            'type = "limit"\nshare = 0.08\nof = "budget"\nseverity = "warn"',
            Rule("r", "limit", share=Fraction(2, 25), of="budget", severity="warn"),
        ),
        (
            'type = "require"\nshare = 0.5\nof = "transferred"\nsame = ["project"]',
            Rule("r", "require", share=Fraction(1, 2), of="transferred", same=("project",)),
        ),
        (
            'type = "count"\nwhat = "lines"\nmax = 3\nper = "to.agency"\nenabled = false',
            Rule("r", "count", what="lines", max=3, per=("to", "agency"), enabled=False),
        ),
        (
            'type = "approval"\nlevel = "region"\ndifferent = ["agency", "category"]',
            Rule("r", "approval", level="region", different=("agency", "category")),
        ),
        (
            'type = "forbid"\ntitle = "t"\ntitle_en = "e"\ncite = "c"\nsource = "local"',
            Rule("r", "forbid", title="t", cite="c", basis="local", title_en="e"),
        ),
    ],
)
def test_every_type_of_rule_is_read(content: str, rule: Rule, tmp_path: Path) -> None:
    assert read_rule(tmp_path, content) == rule


@pytest.mark.parametrize(
    ("end", "written", "options"),
    [
        ("from", 'id = "A1"', ("A1",)),
        ("from", 'agency = ["a", "b"]', ("a", "b")),
        ("from", 'category = ["capital", "งบลงทุน"]', ("capital", "capital")),
        ("from", 'budget = ">=10,000,000"', (Comparison(">=", 1_000_000_000),)),
        ("from", "budget = 10000000", (1_000_000_000,)),
        ("from", 'planned = "<= 2021-08-01"', (Comparison("<=", date(2021, 8, 1)),)),
        ("from", "planned = 2021-08-01", (date(2021, 8, 1),)),
        ("from", "online = true", (True,)),
        ("from", 'lead_days = [0, ">30"]', (0, Comparison(">", 30))),
        ("from", "release_share = 0.5", (Fraction(1, 2),)),
        ("to", 'score = "<12.5"', (Comparison("<", Decimal("12.5")),)),
        ("to", 'tags = "construction"', ("construction",)),
        ("to", 'plan_status = "off_plan"', ("off_plan",)),
        ("to", 'requires = "R1"', ("R1",)),
    ],
)
def test_selector_values_have_their_columns_type(
    end: str, written: str, options: tuple[object, ...], tmp_path: Path
) -> None:
    rule = read_rule(tmp_path, f'type = "forbid"\n{end} = {{{written}}}')
    selector = rule.source if end == "from" else rule.target
    assert selector == Selector((Condition(written.split(" ")[0], options),))


def test_an_empty_selector_and_a_blank_condition_match_all(tmp_path: Path) -> None:
    assert read_rule(tmp_path, 'type = "forbid"\nfrom = {}\nto = {agency = ""}') == Rule("r", "forbid")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", [("type", "missing")]),
        ('type = "forbids"', [("type", "choice")]),
        ('type = "forbid"\nper = "from.id"', [("per", "rule-takes-no")]),
        ('type = "forbid"\nlevel = "region"', [("level", "rule-takes-no")]),
        ('type = "approval"', [("level", "missing")]),
        ('type = "approval"\nlevel = "regions"', [("level", "choice")]),
        ('type = "approval"\nlevel = "region"\nmax = 1', [("max", "rule-takes-no")]),
        ('type = "count"', [("what", "missing"), ("max", "missing")]),
        ('type = "count"\nwhat = "lines"\nmax = 1.5', [("max", "integer")]),
        ('type = "count"\nwhat = "lines"\nmax = 1\nshare = 0.5', [("share", "rule-takes-no")]),
        ('type = "limit"\nshare = 0.5', [("of", "missing")]),
        ('type = "limit"\nshare = 0.5\nof = "cost"', [("of", "choice")]),
        ('type = "limit"\nshare = 50\nof = "budget"', [("share", "share")]),
        ('type = "limit"\namount = 1.8E+07', [("amount", "money-exponent")]),
        ('type = "limit"\namount = 5\nper = "from.tags"', [("per", "rule-per")]),
        ('type = "limit"\namount = 5\nper = "to.budget"', [("per", "rule-per")]),
        ('type = "forbid"\nsame = ["budget"]', [("same", "choice")]),
        ('type = "forbid"\nsame = ["tags"]', [("same", "choice")]),
        ('type = "forbid"\ndifferent = []', [("different", "list-empty")]),
        ('type = "forbid"\nseverity = "soft"', [("severity", "choice")]),
        ('type = "forbid"\nsource = "law"', [("source", "choice")]),
        ('type = "forbid"\nenabled = "perhaps"', [("enabled", "yes-no")]),
        ('type = "forbid"\nfrom = "A1"', [("from", "type-table")]),
        ('type = "forbid"\nfrom = {cost = 5}', [("from.cost", "column-unknown")]),
        ('type = "forbid"\nto = {budget = 5}', [("to.budget", "column-unknown")]),
        ('type = "forbid"\nfrom = {id = ["A1", "A7"]}', [("from.id", "id-unknown")]),
        ('type = "forbid"\nfrom = {category = "capitol"}', [("from.category", "choice")]),
        ('type = "forbid"\nfrom = {budget = ">= lots"}', [("from.budget", "money")]),
        ('type = "forbid"\nfrom = {status = ">5"}', [("from.status", "rule-compare")]),
        ('type = "forbid"\nfrom = {tags = ">5"}', [("from.tags", "rule-compare")]),
        ('type = "forbid"\nfrom = {agency = []}', [("from.agency", "list-empty")]),
        ('type = "forbid"\nfrom = {agency = {a = 1}}', [("from.agency", "type-value")]),
        ('type = "forbid"\nfrom = {planned = "6/1/2021"}', [("from.planned", "date-order")]),
        ('type = "forbid"\ncolour = 1', [("colour", "key-unknown")]),
    ],
)
def test_what_a_rule_may_not_say(content: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_rule(tmp_path, content)
    assert [(f.column.removeprefix("rules.r."), f.code) for f in refused.value.findings] == found


def test_an_unknown_level_among_refused_levels_is_no_crash(tmp_path: Path) -> None:
    toml = '[approval]\nlevels = [1, "board"]\n[rules.r]\ntype = "approval"\nlevel = "board"\n'
    with pytest.raises(InputError) as refused:
        load_case(write_case(tmp_path, toml=toml))
    assert [f.code for f in refused.value.findings] == ["type-text"]
