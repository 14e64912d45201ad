"""What a paper says: sums that agree, everything accounted for, and what is assumed marked as assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cases import write_case
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import HOSTILE, hostile, moving, moving_paper, sample
from report_samples import CASE, PLAN

from realloc.case.load import load_case
from realloc.case.records import PaperForm, Signatory
from realloc.errors import InputError
from realloc.report.document import plan_document
from realloc.report.paper.comparing import differences
from realloc.report.paper.compose import paper
from realloc.report.paper.fingerprint import plan_fingerprint
from realloc.report.paper.grids import grids
from realloc.report.paper.recognising import HEADINGS, skeleton
from realloc.report.wording import text

MOVES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 10**12)),
    min_size=1,
    max_size=12,
    unique_by=lambda move: move[:2],
)


@given(MOVES)
@settings(deadline=None)
def test_every_sum_is_of_the_rows_above_it(moves):
    made = moving_paper(moves)
    total = sum(amount for _, _, amount in moves)
    assert sum(line.out for line in made.gives) == sum(line.into for line in made.gets) == total
    assert all(line.after == line.before - line.out + line.into >= 0 for line in made.lines)
    assert sum(move.amount for move in made.moves) == made.sums.transferred == total
    assert sum(who.amount for who in made.signatures if who.level) == total
    for sheet in made.sheets:
        assert sum(move.amount for move in sheet.moves) == sheet.line.out + sheet.line.into


def test_every_project_on_either_side_has_its_page_and_every_other_its_reason():
    made = sample()
    assert [sheet.line for sheet in made.sheets] == list(made.lines)
    shown = {line.id for line in made.gets} | {r.id for r in made.left_out}
    assert shown == {r.id for r in CASE.reserves}
    assert all(r.why for r in made.left_out)


def test_the_date_is_the_decision_s_unless_it_is_given():
    assert paper(PLAN, CASE).head.date == "1 มิถุนายน 2564"
    assert paper(PLAN, CASE, thai_digits=True).head.date == "๑ มิถุนายน ๒๕๖๔"
    assert paper(PLAN, CASE, lang="en", day=date(2021, 4, 30)).head.date == "30 April 2021"


def test_what_the_case_assumes_is_marked():
    made = sample()
    about = {a.about for a in CASE.assumptions}
    assert made.legend and {a.about for a in made.assumptions} == about
    for line in made.gets:
        assert line.name.endswith(" *") == ("reserves" in about)
    assert all(f"[{rule.basis_name}]" in " ".join(p for p in rules(made)) for rule in made.rules)
    bare = replace(CASE, assumptions=())
    unmarked = paper(PLAN, bare)
    assert not unmarked.legend
    assert "*" not in "".join(cell for grid in grids(unmarked) for row in grid.rows for cell in row)


def rules(made):
    from realloc.report.paper.memo import rule_text

    return [rule_text(made, rule) for rule in made.rules]


def test_a_whole_table_that_is_assumed_marks_each_row_of_it():
    _, case = moving([(0, 0, 100)])
    assert {a.about for a in case.assumptions} == {"reserves"}
    made = moving_paper([(0, 0, 100)])
    assert [line.name.endswith(" *") for line in made.lines] == [False, True]


def test_whoever_has_to_approve_signs_lowest_first():
    levels = [who.level for who in sample().signatures]
    needed = [level for level in CASE.levels if any(t.approval == level for t in PLAN.transfers)]
    assert levels == ["", *needed]


def test_the_paper_is_addressed_as_the_case_says():
    form = PaperForm(
        office="สำนักงานจังหวัด",
        office_en="Provincial office",
        subject="โอนเงิน",
        proposer=Signatory("นายก"),
        signatories={"committee": Signatory("นายข", "Mr B", "ประธาน")},
    )
    thai, english = (paper(PLAN, replace(CASE, paper=form), lang=lang) for lang in ("th", "en"))
    assert (thai.head.office, english.head.office) == ("สำนักงานจังหวัด", "Provincial office")
    assert (thai.head.subject, english.head.subject) == ("โอนเงิน", "โอนเงิน")
    named = {who.level: (who.name, who.position) for who in english.signatures}
    assert named[""] == ("นายก", "") and named["committee"] == ("Mr B", "ประธาน")


def test_the_paper_table_is_read_and_checked(tmp_path):
    good = write_case(
        tmp_path / "good",
        toml='[paper]\noffice = "จ."\ntemplate = "m.docx"\n[paper.signatories.region]\nname = "ก"\n',
    )
    case, plain = load_case(good), load_case(write_case(tmp_path / "plain"))
    assert case.paper == PaperForm(office="จ.", template="m.docx", signatories={"region": Signatory("ก")})
    assert case.fingerprint == plain.fingerprint
    for bad, found in (
        ('[paper]\nofice = "จ."\n', ("key-unknown", "paper.ofice", "office")),
        ("[paper]\noffice = 5\n", ("type-text", "paper.office", "")),
        ('[paper.signatories.regin]\nname = "ก"\n', ("key-unknown", "paper.signatories.regin", "region")),
        ('[paper]\nproposer = "ก"\n', ("type-table", "paper.proposer", "")),
    ):
        with pytest.raises(InputError) as refused:
            load_case(write_case(tmp_path / "bad", toml=bad))
        assert [(f.code, f.column, f.nearest) for f in refused.value.findings] == [found]


def test_the_plan_s_fingerprint_is_over_all_that_is_printed_of_it():
    document = plan_document(PLAN)
    first = document["transfers"][0]
    changed = [
        {"case": {"fingerprint": "sha256:other"}},
        {"scenario": {"name": "other"}},
        {"settings": []},
        {"status": "feasible"},
        {"objective": document["objective"][1:]},
        {"transfers": [first | {"amount": "1.00"}, *document["transfers"][1:]]},
        {"transfers": [first | {"approval": "region"}, *document["transfers"][1:]]},
    ]
    prints = {plan_fingerprint(document | change) for change in ({}, *changed)}
    assert len(prints) == 1 + len(changed)
    assert plan_fingerprint(plan_document(PLAN, "th")) == plan_fingerprint(document)


def test_tables_are_known_by_their_headings_in_either_language():
    keys = [
        skeleton(text(a, lang)) + "|" + skeleton(text(b, lang))
        for lang in ("th", "en")
        for a, b in HEADINGS.values()
    ]
    assert len(set(keys)) == len(keys) == 2 * len(HEADINGS)
    for lang in ("th", "en"):
        for grid in grids(sample(lang)):
            key = "entries" if grid.key == "audit" or grid.key.startswith("project") else grid.key
            named = [text(heading, lang) for heading in HEADINGS[key]]
            assert [skeleton(column.heading) for column in grid.columns[:2]] == list(map(skeleton, named))


def test_text_from_files_is_fit_to_print():
    made = hostile()
    shown = [cell for grid in grids(made) for row in grid.rows for cell in row]
    assert all(cell.isprintable() or "\u200d" in cell for cell in shown)
    assert not {"\ufffe", "\uffff"} & set("".join(shown))
    assert any(HOSTILE[0] in cell for cell in shown)


def test_in_thai_digits_codes_stay_as_they_are():
    made = sample(thai_digits=True)
    for grid in grids(made):
        for row in grid.rows:
            for column, cell in zip(grid.columns, row, strict=True):
                if column.kind in ("amount", "number"):
                    assert not set(cell) & set("0123456789")
    assert made.audit == sample().audit
    assert [line.id for line in made.lines] == [line.id for line in sample().lines]


def test_a_difference_is_a_sentence_in_either_language():
    from realloc.report.paper.recognising import Row, Seen

    made = sample()
    seen = Seen("th", whole=True)
    for grid in grids(made):
        seen.headings[grid.key] = tuple(column.heading for column in grid.columns)
        seen.tables[grid.key] = [Row(row, ("p. 3",) * len(row)) for row in grid.rows]
    assert list(differences(made, seen)) == []
    first = seen.tables["lines"][0]
    seen.tables["lines"][0] = replace(first, cells=(*first.cells[:5], "9.00", *first.cells[6:]))
    (found,) = differences(made, seen)
    assert found.render("en").startswith(
        "บัญชีโอนเปลี่ยนแปลงงบประมาณ, A01, โอนลด (−) (p. 3): found 9.00; it should be"
    )
    assert "ที่ถูกต้องคือ" in found.render("th")
