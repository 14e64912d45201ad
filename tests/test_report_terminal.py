"""What people see: golden pages at 80 and 160 columns in both languages, and laws over hostile text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
import study_samples
from hypothesis import given
from hypothesis import strategies as st
from report_samples import BROKE, CASE, LATE, NONE, OPEN, PLAN, SHORT

from realloc.case.records import Activity, Case, Rule, Selector
from realloc.errors import Finding
from realloc.report.layout import width
from realloc.report.terminal.check import check_page, findings_page
from realloc.report.terminal.compare import compare_page
from realloc.report.terminal.page import Page
from realloc.report.terminal.plan import plan_page
from realloc.report.terminal.sweep import sweep_page
from realloc.report.terminal.verification import verification_page
from realloc.result import Plan, RuleUse, Transfer
from realloc.situation import assess
from realloc.situation.disbursement import disbursement
from realloc.verify import Problem

PAGES = {
    "plan": lambda page: plan_page(PLAN, CASE, page),
    "plan-open": lambda page: plan_page(OPEN, LATE, page),
    "plan-none": lambda page: plan_page(NONE, BROKE, page),
    "check": lambda page: check_page(CASE, assess(CASE), disbursement(CASE), page),
    "compare": lambda page: compare_page([PLAN, SHORT, NONE], [CASE, LATE, BROKE], page),
    "compare-regret": lambda page: compare_page(
        [PLAN, SHORT, NONE], [CASE, LATE, BROKE], page, baseline=True, regrets=study_samples.REGRETS
    ),
    "sweep-one": lambda page: sweep_page(study_samples.ONE, CASE, [("unit", "100")], page),
    "sweep-two": lambda page: sweep_page(study_samples.TWO, CASE, [], page),
    "thresholds": lambda page: sweep_page(study_samples.EDGES, CASE, [], page),
    "thresholds-none": lambda page: sweep_page(study_samples.STEADY, CASE, [], page),
}


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_as_agreed(name, lang, columns, golden):
    golden(f"report/{name}-{lang}-{columns}.txt", PAGES[name](Page(lang, columns)))


@pytest.mark.parametrize("columns", [40, 80, 100, 119, 120, 160, 250])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_line_is_wider_than_the_page_nor_ends_in_blanks(name, lang, columns):
    lines = PAGES[name](Page(lang, columns)).splitlines()
    assert max(map(width, lines)) <= columns
    assert not [line for line in lines if line != line.rstrip()]


def test_a_page_is_bold_only_where_asked():
    assert "\x1b" not in plan_page(PLAN, CASE, Page("th", 80))
    bold = plan_page(PLAN, CASE, Page("th", 80, bold=True))
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plan_page(PLAN, CASE, Page("th", 80))
    assert "\x1b[1m" in bold


thai = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), min_size=1, max_size=80)
anything = st.text(max_size=60)
tricks = st.sampled_from(
    ["[bold red]x[/]", "[/]", "\x1b[31mred", "\u202eabc", "a\tb\nc", "\u200b\u200b",
     "👨\u200d👩\u200d👧 🇹🇭", "中文字", "{amount}", "%s"]
)  # fmt: skip
names = st.one_of(thai, anything, tricks, st.tuples(thai, tricks).map(" ".join))
satang = st.integers(min_value=1, max_value=10**17 - 1)


def renamed(name: str, id_: str, amount: int) -> tuple[Plan, Case]:
    """The sample plan, with one activity's name and id and one amount replaced everywhere."""
    fair = replace(CASE.activities[0], id=id_, name=name, name_en=name)
    case = replace(CASE, activities=(fair, *CASE.activities[1:]), title=name, title_en=name)
    line = Transfer(id_, "R01", amount, "committee")
    gives = replace(PLAN.activities[0], id=id_, out=amount, releasable=amount)
    plan = replace(PLAN, transfers=(line,), activities=(gives, *PLAN.activities[1:]))
    return plan, case


@given(names, names.filter(str.strip), satang, st.sampled_from([60, 80, 160]), st.sampled_from(["th", "en"]))
def test_whatever_text_is_in_the_files_lines_fit_and_amounts_are_whole(name, id_, amount, columns, lang):
    if id_ in {a.id for a in CASE.activities} | {r.id for r in CASE.reserves}:
        id_ += "x"
    plan, case = renamed(name, id_, amount)
    page = plan_page(plan, case, Page(lang, columns))
    lines = page.split("\n")
    assert max(map(width, lines)) <= columns
    whole = f"{amount // 100:,}.{amount % 100:02}"
    transfers = page[page.index("Transfers" if lang == "en" else "รายการโอน") :]
    assert any(whole in line for line in transfers.split("\n"))
    assert not set(page) & set(map(chr, [*range(9), *range(11, 32), 127, 0x202E, 0x200B]))


def many(n: int) -> tuple[Plan, Case]:
    row = CASE.activities[0]
    activities = tuple(
        Activity(f"X{i}", row.name, row.project, row.agency, row.category, row.nature, row.status, 100, 0)
        for i in range(n)
    )
    case = replace(CASE, activities=activities)
    gives = tuple(replace(PLAN.activities[0], id=a.id, out=10) for a in activities)
    lines = tuple(Transfer(a.id, "R01", 10, "governor") for a in activities)
    return replace(PLAN, activities=gives, transfers=lines), case


def test_a_long_table_says_how_many_rows_it_leaves_out():
    plan, case = many(203)
    page = plan_page(plan, case, Page("en", 160))
    assert page.count("… and 3 more; --json and -o FILE have them all.") == 2
    assert "X199 " in page and "X200" not in page
    assert "X202" in plan_page(plan, case, Page("en", 160, most_rows=None))


def test_only_activities_that_give_are_listed():
    page = plan_page(PLAN, CASE, Page("en", 160))
    gives = page[page.index("Activities that give (2)") : page.index("Reserve projects (")]
    assert "A01" in gives and "A04" in gives
    assert "A02" not in gives and "A03" not in gives


@pytest.mark.parametrize(
    ("left", "status", "said"),
    [
        (0, "optimal", None),
        (1, "optimal", "still ask for 12,000,000.00, but the plan gains nothing by moving more."),
        (1, "feasible", "still ask for 12,000,000.00; the search ended before it was settled."),
    ],
)
def test_unplaced_money_has_its_reason(left, status, said):
    totals = replace(PLAN.totals, unplaced=left)
    page = plan_page(replace(PLAN, totals=totals, status=status), CASE, Page("en", 160))
    assert (said in page) if said else ("Reserve projects still ask" not in page)


def test_unplaced_money_where_every_reserve_is_full_or_none_can_take_any():
    first, *others = PLAN.reserves
    full = replace(PLAN, reserves=(first,), totals=replace(PLAN.totals, transferred=first.cost))
    assert "Every eligible reserve project has all that it asks for." in plan_page(
        full, CASE, Page("en", 160)
    )
    closed = replace(PLAN, reserves=tuple(replace(r, eligible=False) for r in others))
    assert "No reserve project can take money in this scenario." in plan_page(closed, CASE, Page("en", 160))


def section(page: str, heading: str) -> str:
    """The paragraph of a page that begins with this heading."""
    return next(part for part in page.split("\n\n") if part.startswith(heading))


def test_reserve_projects_come_with_what_the_objective_ranks_them_by():
    both = replace(CASE, stages=("rank", "score"))
    reserves = section(plan_page(PLAN, both, Page("en", 160)), "Reserve projects (2 of 4")
    assert re.search(r"^R01 .* 96\.0 +1 +4,860,000\.00 ", reserves, re.MULTILINE)
    assert re.search(r"^R02 .* 78\.5 +2 +1,180,000\.00 ", reserves, re.MULTILINE)
    neither = section(
        plan_page(PLAN, replace(CASE, stages=("amount",)), Page("en", 160)), "Reserve projects (2 of 4"
    )
    assert "Score" not in neither and "Rank" not in neither
    unscored = replace(CASE, reserves=tuple(replace(r, score=None) for r in CASE.reserves))
    assert re.search(
        r"^R01 .*hospitals +4,860,000\.00 ", plan_page(PLAN, unscored, Page("en", 160)), re.MULTILINE
    )


def ruled(*uses: RuleUse) -> list[str]:
    """The rows of the rules that these uses make, blanks folded."""
    rows = section(plan_page(replace(PLAN, rules=uses), CASE, Page("en", 160)), "Rules\n").split("\n")[3:]
    return [re.sub(r"  +", "  ", row) for row in rows]


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (RuleUse("society", "require", "", 150, 100, False), "1.50  1.00  at least · met with 0.50 to spare"),
        (RuleUse("society", "require", "", 100, 100, True), "1.00  1.00  at least · just met"),
        (
            RuleUse("society", "require", "", 0, 100, True, severity="warn", holds=False),
            "at least · not kept",
        ),
        (RuleUse("agency-cap", "limit", "", 100, 100, True), "1.00  1.00  at most · binding"),
        (RuleUse("agency-cap", "limit", "", 50, 100, False), "0.50  1.00  at most · room left"),
        (RuleUse("few", "count", "", 1, 2, False, counts=True), "1  2  count · room left"),
        (RuleUse("capital-stays", "forbid", "", 0, 0, True), "forbid  in force"),
        (
            RuleUse("capital-stays", "forbid", "", 5, 0, True, severity="warn", holds=False),
            "forbid  not kept",
        ),
        (RuleUse("capital-stays", "forbid", "", 0, 0, False), "Capital money stays capital  forbid"),
    ],
)
def test_a_rule_s_state_is_said_as_its_type_asks(use, said):
    assert ruled(use)[0].endswith(said)


def test_values_of_per_that_are_not_used_are_counted():
    unused = [RuleUse("agency-cap", "limit", f"agency {n}", 0, 100, False) for n in range(3)]
    used = RuleUse("agency-cap", "limit", "agency 9", 50, 100, False)
    closed = RuleUse("agency-cap", "limit", "agency 8", 0, 0, True)
    rows = ruled(*unused, used, closed)
    assert [row.split("  ")[0] for row in rows[:3]] == [
        "agency-cap [agency 9]: No agency receives more than 7 million baht",
        "agency-cap [agency 8]",
        "… and 3 more with nothing",
    ]
    rows = ruled(*unused)
    assert rows[0].startswith(
        "agency-cap [agency 0]: No agency receives more than 7 million baht  0.00  1.00"
    )
    assert rows[1].startswith("… and 2 more with nothing")


def test_approval_rules_come_with_the_money_that_falls_under_each():
    rows = ruled()
    assert rows[0] == (
        "to-capital: Capital projects go to the provincial committee  4,860,000.00  approval"
        "  at least committee · 2 transfers"
    )
    assert rows[1] == "outside-the-plan  0.00  approval  at least region · 0 transfers"
    one = replace(PLAN, transfers=PLAN.transfers[:1])
    assert "at least committee · 1 transfer\n" in plan_page(one, CASE, Page("en", 160))
    said = "A transfer that falls under several approval rules needs the highest of their levels."
    assert said not in plan_page(PLAN, CASE, Page("en", 160))
    everything = replace(CASE.rules[-1], target=Selector())
    assert said in plan_page(PLAN, replace(CASE, rules=(*CASE.rules, everything)), Page("en", 160))


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("rule", "en", "th"),
    [
        (Rule("x", "forbid"), "forbid", "ห้าม"),
        (Rule("x", "limit", amount=150), "at most 1.50", "ไม่เกิน 1.50"),
        (Rule("x", "require", amount=150), "at least 1.50", "อย่างน้อย 1.50"),
        (
            Rule("x", "limit", amount=150, per=("to", "agency")),
            "at most 1.50 for each to.agency",
            "ไม่เกิน 1.50 ต่อแต่ละ to.agency",
        ),
        (Rule("x", "limit", share=HALF, of="releasable"), "at most 4,974,750.00", "ไม่เกิน 4,974,750.00"),
        (Rule("x", "require", share=HALF, of="budget"), "at least 20,413,650.00", "อย่างน้อย 20,413,650.00"),
        (
            Rule("x", "require", share=Fraction(1, 7), of="budget"),
            "at least 5,832,471.43",
            "อย่างน้อย 5,832,471.43",
        ),
        (Rule("x", "limit", share=Fraction(1, 7), of="budget"), "at most 5,832,471.42", "ไม่เกิน 5,832,471.42"),
        (
            Rule("x", "require", share=HALF, of="transferred"),
            "at least 50.00 % of all money moved",
            "อย่างน้อยร้อยละ 50.00 ของเงินที่โอนทั้งหมด",
        ),
        (
            Rule("x", "limit", share=HALF, of="releasable", per=("from", "id")),
            "at most 50.00 % of what can be released for each from.id",
            "ไม่เกินร้อยละ 50.00 ของเงินที่โอนได้ ต่อแต่ละ from.id",
        ),
        (Rule("x", "count", what="reserves", max=7), "at most 7 reserve projects", "โครงการสำรองไม่เกิน 7"),
    ],
)
def test_a_rule_in_conflict_says_what_it_asks_for(rule, en, th):
    case = replace(BROKE, rules=(replace(rule, cite="ข้อ 1"),))
    plan = replace(NONE, conflict=("x",), warnings=())
    for lang, status, asks, source in (
        ("en", "NO PLAN. No set of transfers keeps this rule:", en, "ข้อ 1 (assumed)"),
        ("th", "ไม่มีแผน: ไม่มีการโอนใดที่เป็นไปตามหลักเกณฑ์ต่อไปนี้", th, "ข้อ 1 (สมมติ)"),
    ):
        conflict = section(plan_page(plan, case, Page(lang, 160)), status).split("\n")
        assert re.split(r"  +", conflict[-1]) == ["x", asks, source]


def test_a_comparison_says_why_there_is_no_plan_and_leaves_out_what_is_all_blank():
    page = compare_page([NONE], [BROKE], Page("en", 160))
    assert "1 scenario · Amounts in baht." in page
    assert "- nothing-to-give · NO PLAN, rules in conflict: agency-cap, society\n" in page
    assert "What each reserve project gets" not in page and "every scenario" not in page


def test_a_comparison_tells_what_is_proven_from_what_a_solver_says():
    unproven = replace(PLAN, objective=(replace(PLAN.objective[0], proof="solver"), *PLAN.objective[1:]))
    rows = compare_page([PLAN, unproven, OPEN], [CASE, LATE, LATE], Page("en", 160)).split("\n")
    assert [re.split(r"  +", row)[1] for row in rows if re.match(r"(base|late-committee) ", row)] == [
        "optimal", "optimal (solver)", "feasible",
    ]  # fmt: skip


def test_a_comparison_shows_what_differs_from_its_first_scenario():
    third = replace(PLAN, scenario="again")
    page = compare_page([NONE, PLAN, SHORT, third], [BROKE, CASE, LATE, CASE], Page("en", 160))
    grid = section(page, "What each reserve project gets").split("\n")
    assert grid[1] == "= the same as in base; – not funded."
    assert re.split(r"  +", grid[-3])[1:] == ["4,860,000.00", "3,000,000.00", "="]
    assert re.split(r"  +", grid[-2])[1:] == ["1,180,000.00", "–", "="]
    assert grid[-1] == "Funded in no scenario: R03, R04."


def test_every_part_of_a_wide_comparison_shows_the_first_scenario_again():
    plans = [replace(PLAN, scenario=f"case{n}") for n in range(9)]
    page = compare_page(plans, [CASE] * 9, Page("en", 80))
    grid = page[page.index("What each") : page.index("Funded in no")]
    assert grid.count("case0") == 1 + grid.count("\n\n") + 1  # the key, and each part
    assert all(grid.count(f"case{n}") == 1 for n in range(1, 9))


def test_findings_and_problems_are_listed_whole():
    findings = [Finding("missing", "activities.csv", row, "name") for row in range(2, 62)]
    page = findings_page(findings, Page("en", 160))
    assert page.startswith("60 errors in the files:\n- activities.csv, row 2, name: ")
    assert page.count("\n- ") == 60
    assert findings_page(findings[:1], Page("th", 160)).startswith("พบข้อผิดพลาด 1 รายการในไฟล์\n- ")
    assert verification_page(CASE, [], (), Page("en", 80)) == (
        "The plan holds: checked against sample, scenario base.\n"
    )
    problems = [Problem("not-object", "document", "[]")]
    assert verification_page(CASE, problems, (), Page("en", 80)).startswith(
        "The plan does not hold: 1 problem.\n- "
    )
