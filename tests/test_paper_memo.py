"""The memo as Word, PDF and Markdown: in its form, the same bytes each time, opened by others, read back."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import HOSTILE, hostile, many, moving_paper, sample
from programs import office, program

from realloc.report.layout import BREAK
from realloc.report.paper import docx, docx_read, markdown, markdown_read, pdf, pdf_read
from realloc.report.paper.comparing import differences
from realloc.report.paper.content import Paper
from realloc.report.paper.grids import grids
from realloc.report.paper.printing import WRITERS, printed
from realloc.report.paper.reading import READERS
from realloc.report.paper.recognising import compact, recognised, stated

FORMS = {"docx": (docx.write, docx_read.read), "pdf": (pdf.write, pdf_read.read)}
FORMS |= {"md": (markdown.write, markdown_read.read)}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def printed_sample(form: str, lang: str = "th", *, thai_digits: bool = False) -> bytes:
    return FORMS[form][0](sample(lang, thai_digits=thai_digits))


def differing(paper: Paper, form: str, content: bytes) -> list[str]:
    seen = recognised(FORMS[form][1](content))
    assert seen is not None
    return [f"{d.where}: {d.found} / {d.expected}" for d in differences(paper, seen)]


def test_whatever_is_printed_can_be_read():
    assert set(WRITERS) == set(READERS)
    assert {f".{form}" for form in FORMS} < set(WRITERS)


@pytest.mark.parametrize("thai_digits", [False, True])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_every_table_and_sentence_is_read_back_as_the_paper_has_it(form, lang, thai_digits):
    paper = sample(lang, thai_digits=thai_digits)
    content = printed_sample(form, lang, thai_digits=thai_digits)
    seen = recognised(FORMS[form][1](content))
    assert set(seen.tables) == {grid.key for grid in grids(paper)}
    assert seen.lang == lang
    assert differing(paper, form, content) == []
    said = stated(seen)
    assert (said.plan_fingerprint, said.scenario) == (paper.audit.plan_fingerprint, paper.audit.scenario)
    assert said.settings == paper.audit.settings


@pytest.mark.parametrize("form", FORMS)
def test_the_same_paper_gives_the_same_bytes(form):
    assert printed_sample(form) == FORMS[form][0](sample()) == printed(sample(), f".{form}")


@pytest.mark.parametrize("form", FORMS)
def test_names_that_mean_harm_are_text(form):
    paper = hostile()
    content = FORMS[form][0](paper)
    assert differing(paper, form, content) == []


@settings(max_examples=8, deadline=None)
@given(
    moves=st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 10**14), min_size=1, max_size=5
    ),
    names=st.lists(st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE)), min_size=1, max_size=4),
    lang=st.sampled_from(["th", "en"]),
)
def test_whatever_the_amounts_and_names_word_and_markdown_say_what_the_paper_says(moves, names, lang):
    paper = moving_paper([(i, j, amount) for (i, j), amount in moves.items()], names, lang)
    for form in ("docx", "md"):
        assert differing(paper, form, FORMS[form][0](paper)) == []


def test_hundreds_of_transfers_are_printed_and_read():
    paper = many(200)
    for form in ("docx", "md"):
        assert differing(paper, form, FORMS[form][0](paper)) == []


# In the form of a memo


def body(content: bytes):
    return Document(BytesIO(content)).element.body


def test_the_headings_of_word_s_tables_are_repeated_and_its_rows_not_split():
    tables = [
        t for t in body(printed_sample("docx")).iter(f"{W}tbl") if t.find(f"{W}tr").iter(f"{W}tblHeader")
    ]
    named = [t for t in tables if t.find(f"{W}tblPr/{W}tblBorders") is not None]
    assert len(named) == len(list(grids(sample())))
    for table in named:
        rows = list(table.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_word_is_told_font_size_and_language_of_thai_as_well():
    content = printed_sample("docx")
    with ZipFile(BytesIO(content)) as archive:
        styles, fonts = archive.read("word/styles.xml").decode(), archive.read("word/fontTable.xml").decode()
    assert styles.count(f'w:cs="{docx.FONT}"') == styles.count(f'w:ascii="{docx.FONT}"') >= 8
    normal = styles[styles.index('w:styleId="Normal"') :].split("</w:style>")[0]
    assert 'w:szCs w:val="32"' in normal and 'w:sz w:val="32"' in normal and 'w:bidi="th-TH"' in normal
    assert ",".join(docx.INSTEAD) in fonts


@pytest.mark.parametrize(("thai_digits", "switch"), [(False, ""), (True, r" \* ThaiArabic")])
def test_word_numbers_its_pages_and_every_page_bears_the_plan(thai_digits, switch):
    document = Document(BytesIO(printed_sample("docx", thai_digits=thai_digits)))
    assert len({section.orientation for section in document.sections}) == 2
    for section in document.sections:
        foot = section.footer._element
        assert {code.text.strip() for code in foot.iter(qn("w:instrText"))} == {
            f"PAGE{switch}",
            f"NUMPAGES{switch}",
        }
        assert sample().audit.plan_fingerprint[7:19] in "".join(t.text for t in foot.iter(qn("w:t")))


def test_the_memo_has_its_parts_in_order():
    parts = [
        "บันทึกข้อความ",
        "ส่วนราชการ",
        "เรื่อง",
        "เรียน",
        "1. เรื่องเดิม",
        "2. ข้อเท็จจริง",
        "3. ระเบียบ",
        "4. ข้อพิจารณา",
    ]
    parts += ["จึงเรียนมาเพื่อโปรดพิจารณา", "การพิจารณาและอนุมัติ", *(f"เอกสารแนบ {n} " for n in range(1, 8))]
    for form, (_, read) in FORMS.items():
        said = compact("".join(p.text for p in read(printed_sample(form)).passages))
        if form == "pdf":
            continue  # PDFium says syllables twice
        places = [said.find(compact(part)) for part in parts]
        assert -1 not in places
        assert [said.index(compact(p), 0) for p in parts[:8]] == sorted(places[:8])


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_others_open_it_and_draw_every_page(form, tmp_path):
    file = tmp_path / f"paper.{form}"
    file.write_bytes(printed_sample(form))
    if form == "docx":
        office([file], "pdf", tmp_path)
    said = subprocess.run(
        [program("pdftotext"), "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = said.removesuffix("\f").split("\f")
    for number, page in enumerate(pages, 1):
        assert f"หน้า {number} จาก {len(pages)}" in re.sub(" +", " ", page)
    for line in sample().lines:
        assert line.id in said and sample().baht(line.after) in said
    drawn = tmp_path / "page"
    subprocess.run(
        [program("pdftoppm"), "-r", "20", "-png", str(tmp_path / "paper.pdf"), str(drawn)], check=True
    )
    assert len(list(tmp_path.glob("page-*.png"))) == len(pages)


def test_the_pdf_embeds_its_fonts_and_has_no_date():
    content = printed_sample("pdf")
    assert content.count(b"/FontFile2") >= 2
    assert b"/CreationDate" not in content and b"CreateDate" not in content


def test_long_names_without_blanks_can_be_broken_in_the_pdf():
    assert pdf._breakable("W" * 40).split(BREAK) == ["W" * 18, "W" * 18, "W" * 4]
    assert max(map(len, pdf._breakable("ก" * 500).split(BREAK))) <= 30
    assert BREAK not in pdf._breakable("capital-stays-capital") + pdf._breakable(sample().head.subject)


# What was changed


CHANGES = st.tuples(st.integers(0, 10**6), st.integers(1, 9))


@settings(max_examples=40, deadline=None)
@given(CHANGES)
def test_a_changed_digit_of_any_table_or_sentence_is_found(change):
    place, by = change
    written = printed_sample("md").decode()
    begin = written.index("### 1. ")  # the head above is the office's
    digits = [m.start() for m in re.finditer(r"[0-9]", written) if m.start() > begin]
    # The numbers of parts and paragraphs are no figures of the plan.
    digits = [
        d
        for d in digits
        if not re.match(r"(#+ )?[0-9.]+ ", written[written.rfind("\n", 0, d) + 1 :])
        or d - written.rfind("\n", 0, d) > 8
    ]
    at = digits[place % len(digits)]
    other = str((int(written[at]) + by) % 10)
    changed = written[:at] + other + written[at + 1 :]
    assert differing(sample(), "md", changed.encode())


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_changed_cell_is_named_by_table_row_and_column(form):
    line = sample().lines[0]
    other = replace(sample(), lines=(replace(line, after=line.after + 1), *sample().lines[1:]))
    content = FORMS[form][0](other)
    found = differing(sample(), form, content)
    named = f"บัญชีโอนเปลี่ยนแปลงงบประมาณ, {line.id}, งบใหม่"
    assert [where for where in found if where.startswith(named)]
    assert f"{sample().baht(line.after + 1)} / {sample().baht(line.after)}" in found[0]


def test_a_row_left_out_or_put_in_is_named():
    paper = sample()
    fewer = replace(paper, left_out=paper.left_out[1:])
    assert any(paper.left_out[0].id in d for d in differing(paper, "md", markdown.write(fewer)))
    assert any(paper.left_out[0].id in d for d in differing(fewer, "md", markdown.write(paper)))


def test_words_and_amounts_in_sentences_are_held_to_the_plan():
    written = printed_sample("md").decode()
    words = sample().words(sample().sums.transferred)
    assert differing(sample(), "md", written.replace(f"({words})", "(หนึ่งบาทถ้วน)").encode())
    added = written + "\nอนึ่ง ขอเพิ่มอีก 12.34 บาท\n"
    assert [d for d in differing(sample(), "md", added.encode()) if "12.34" in d]
    assert differing(sample(), "md", (written + "\nฝ่ายเลขานุการเห็นชอบแล้ว\n").encode()) == []


def test_in_word_insertions_are_seen_and_deletions_and_hidden_text_are_not():
    run = "<w:r><w:t>{}</w:t></w:r>"
    line = (
        f"<w:ins>{run.format('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    )
    document = Document()
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{line}</w:p>"))
    stream = BytesIO()
    document.save(stream)
    assert [p.text for p in docx_read.read(stream.getvalue()).passages if p.text] == ["new"]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_file_is_refused_or_read_and_never_breaks(form, seed):
    content = bytearray(printed_sample(form))
    random = Random(seed)
    for _ in range(random.choice((1, 40))):
        content[random.randrange(len(content))] = random.randrange(256)
    with suppress(ValueError):
        recognised(FORMS[form][1](bytes(content[: random.choice((len(content), 500))])))
