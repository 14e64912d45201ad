"""The JSON documents: their shape, their numbers as text, the same bytes for the same plan."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from report_samples import BROKE, CASE, LATE, NONE, OPEN, PLAN, SHORT

from realloc.errors import Finding
from realloc.report.document import (
    check_document,
    common_reserves,
    comparison_document,
    findings_document,
    plan_document,
    stage_value,
    verification_document,
)
from realloc.situation import assess
from realloc.situation.disbursement import disbursement
from realloc.verify import Problem


def dumped(document) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_plan_s_document_is_as_agreed(lang, golden):
    golden(f"report/plan-{lang}.json", dumped(plan_document(PLAN, lang, CASE)))


def test_the_other_documents_are_as_agreed(golden):
    golden("report/plan-open.json", dumped(plan_document(OPEN, "en", LATE)))
    golden("report/plan-none.json", dumped(plan_document(NONE, "en", BROKE)))
    golden("report/compare.json", dumped(comparison_document([PLAN, SHORT, NONE], [CASE, LATE, BROKE], "en")))
    golden("report/check.json", dumped(check_document(CASE, assess(CASE), disbursement(CASE), "en")))


def test_languages_differ_in_sentences_only():
    thai, english = plan_document(PLAN, "th", CASE), plan_document(PLAN, "en", CASE)
    for document in (thai, english):
        assert document["case"].pop("title") and document["scenario"].pop("title")
        for row in (*document["activities"], *document["reserves"]):
            assert row.pop("why")
        assert document.pop("warnings")
        assert [a.pop("note") for a in document["assumptions"]]
    assert thai == english


def test_no_number_in_a_document_is_a_json_number():
    for document in (plan_document(PLAN, "en", CASE), comparison_document([PLAN, SHORT], [CASE, LATE])):
        numbers: list[str] = []
        json.loads(dumped(document), parse_float=numbers.append, parse_int=numbers.append)
        # Lines are counted: those under an approval rule, those of each compared plan.
        assert numbers in (["2"], ["3", "3"])


def test_totals_add_up_as_decimals():
    totals = {key: Decimal(value) for key, value in plan_document(PLAN)["totals"].items()}
    assert totals["unplaced"] == totals["releasable"] - totals["transferred"]


@pytest.mark.parametrize(
    ("stage", "value", "written"),
    [
        ("score", 4_120_000, "412.0000"),
        ("score", 1, "0.0001"),
        ("score", 0, "0.0000"),
        ("rank", (1, 2, 5), "1 2 5"),
        ("rank", (), ""),
        ("amount", 82_730_000, "827300.00"),
        ("escalation", 5, "0.05"),
        ("same_project", 100, "1.00"),
        ("same_agency", 0, "0.00"),
        ("reserves", 1400, "1400"),
        ("activities", 12, "12"),
        ("lines", 3, "3"),
    ],
)
def test_stage_values_are_written_in_their_own_unit(stage, value, written):
    assert stage_value(stage, value) == written


def test_what_scenarios_have_in_common_is_funded_in_each_that_has_a_plan():
    assert common_reserves([PLAN, SHORT, NONE]) == [("R01", 300_000_000)]
    assert common_reserves([PLAN]) == [("R01", 486_000_000), ("R02", 118_000_000)]
    assert common_reserves([NONE]) == []
    nobody = replace(PLAN, reserves=tuple(replace(r, funded=False, amount=0) for r in PLAN.reserves))
    assert common_reserves([PLAN, nobody]) == []


def test_findings_and_problems_come_with_their_place_and_words():
    finding = Finding("missing", "activities.csv", 3, "name")
    assert findings_document([finding], "en") == {
        "schema": "realloc.check/1",
        "errors": [
            {
                "code": "missing",
                "file": "activities.csv",
                "sheet": None,
                "row": 3,
                "column": "name",
                "message": finding.render("en"),
            }
        ],
    }
    problem = Problem("not-object", "document", "[]")
    document = verification_document(CASE, [problem], (), "th")
    assert document["holds"] is False
    assert document["problems"] == [
        {"code": "not-object", "where": "document", "message": problem.render("th")}
    ]
    assert verification_document(LATE, [])["holds"] is True


def test_a_check_without_targets_has_no_disbursement():
    assert check_document(BROKE, assess(BROKE), None)["disbursement"] is None


def test_titles_are_in_the_document_s_language_where_the_case_has_them():
    english, thai = (plan_document(SHORT, lang, LATE) for lang in ("en", "th"))
    assert (english["case"]["title"], thai["case"]["title"]) == (CASE.title_en, CASE.title)
    assert (english["scenario"]["title"], thai["scenario"]["title"]) == (
        "The committee meets late", "ก.บ.จ. ประชุมช้า",
    )  # fmt: skip
    assert plan_document(PLAN, "en", CASE)["scenario"] == {"name": "base", "title": "the case as it stands"}
    assert plan_document(NONE, "en", BROKE)["scenario"] == {"name": "nothing-to-give", "title": ""}
    only_thai = replace(LATE, title_en="", scenario=replace(LATE.scenario, title_en=""))
    compared = comparison_document([SHORT], [only_thai], "en")
    assert compared["case"]["title"] == CASE.title
    assert compared["scenarios"][0]["title"] == "ก.บ.จ. ประชุมช้า"
    assert check_document(LATE, assess(LATE), None, "en")["case"]["title"] == CASE.title_en


def test_what_falls_under_an_approval_rule_is_listed_with_the_plan_s_case():
    under = {"rule": "to-capital", "level": "committee", "amount": "4860000.00", "lines": 2}
    assert plan_document(PLAN, "en", CASE)["approvals"] == [under]
    assert plan_document(PLAN, "en")["approvals"] == []
    for change in ({"enabled": False}, {"severity": "warn"}):
        rules = tuple(replace(rule, **change) if rule.type == "approval" else rule for rule in CASE.rules)
        assert plan_document(PLAN, "en", replace(CASE, rules=rules))["approvals"] == []
    assert plan_document(NONE, "en", BROKE)["approvals"] == []
