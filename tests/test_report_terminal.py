"""What people see: golden pages at 80 and 160 columns in both languages, and laws over hostile text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import BROKE, CASE, LATE, NONE, OPEN, PLAN, SHORT

from realloc.case.records import Activity, Case
from realloc.errors import Finding
from realloc.report.layout import width
from realloc.report.terminal.check import check_page, findings_page
from realloc.report.terminal.compare import compare_page
from realloc.report.terminal.page import Page
from realloc.report.terminal.plan import plan_page
from realloc.report.terminal.verification import verification_page
from realloc.result import Plan, Transfer
from realloc.situation import assess
from realloc.situation.disbursement import disbursement
from realloc.verify import Problem

PAGES = {
    "plan": lambda page: plan_page(PLAN, CASE, page),
    "plan-open": lambda page: plan_page(OPEN, LATE, page),
    "plan-none": lambda page: plan_page(NONE, BROKE, page),
    "check": lambda page: check_page(CASE, assess(CASE), disbursement(CASE), page),
    "compare": lambda page: compare_page([PLAN, SHORT, NONE], [CASE, LATE, BROKE], page),
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
