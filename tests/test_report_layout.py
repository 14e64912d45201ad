"""Display width, wrapping and tables: laws over any text, and Thai as it should look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from realloc.report.layout import BREAK, TIE, Column, amount, cells, name, visible, width, wrap
from realloc.report.terminal.page import Page

thai = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=1)
marked = st.text(st.sampled_from("กขคงจนพรสหอเแโใไะาำัิีุู่้์ฯๆ 12ab()-"), max_size=80)
texts = st.one_of(marked, thai, st.text(max_size=80)).map(visible)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("งบประมาณ", 8),
        ("น้ำ", 2),
        ("เพชรบุรี", 6),
        ("ก่อสร้าง", 6),
        ("เบิกจ่ายแล้ว", 9),
        ("827,300.00", 10),
        ("中文", 4),
        ("e\u0301", 1),
        ("", 0),
    ],
)
def test_thai_vowels_above_and_below_and_tone_marks_take_no_column(text, columns):
    assert width(text) == columns


@given(texts)
def test_widths_are_those_a_terminal_library_counts(text):
    assert width(text) == cell_len(text, "latest")


@given(texts)
def test_cells_put_together_are_the_text(text):
    assert "".join(piece for piece, _ in cells(text)) == text


@given(texts, st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text, columns):
    lines = wrap(text, columns)
    assert all(width(line) <= columns or len(cells(line)) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


MARKS = frozenset("ะาำัิีึืฺุู่้๊๋์ํ๎ๅๆฯ")


@given(marked, st.integers(6, 60))
def test_no_line_begins_with_a_mark_that_belongs_to_the_letter_before(text, columns):
    # A mark that follows no letter belongs to nothing; such text is not Thai.
    if any(
        before not in "กขคงจนพรสหอ" for before, mark in zip(" " + text, text, strict=False) if mark in MARKS
    ):
        return
    assert not [line for line in wrap(text, columns)[1:] if line[:1] in MARKS]


def test_thai_is_broken_between_words():
    text = "ก่อสร้างปรับปรุงถนนสายเลียบคลองชลประทาน ตำบลบ้านแหลม"
    assert wrap(text, 22) == ["ก่อสร้างปรับปรุงถนนสาย", "เลียบคลองชลประทาน ตำบล", "บ้านแหลม"]
    assert wrap("โอนงบลงทุนไปเป็นงบดำเนินงานหรืองบรายจ่ายอื่น", 20) == [
        "โอนงบลงทุนไปเป็น",
        "งบดำเนินงานหรือ",
        "งบรายจ่ายอื่น",
    ]


@pytest.mark.parametrize(
    "word",
    [
        "มาตรฐานสุขอนามัย", "ชายหาดชะอำ", "กลุ่มสัมมาชีพ", "สมดุลแก่ระบบนิเวศ", "สถานที่กักกัน",
        "อำเภอเมืองเพชรบุรี", "เสนอ ก.บ.จ.",
    ],
)  # fmt: skip
def test_words_of_the_budget_and_names_are_never_taken_apart(word):
    known = ("มาตรฐาน", "สุขอนามัย", "ชายหาด", "ชะอำ", "สัมมาชีพ", "ระบบนิเวศ", "กักกัน", "เมืองเพชรบุรี", "ก.บ.จ.")
    for columns in range(12, 20):
        lines = wrap(word, columns)
        for part in known:
            assert part not in word or any(part in line for line in lines)


def test_a_word_too_long_for_its_column_is_broken_between_graphemes():
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    family = "👨\u200d👩\u200d👧"
    assert wrap(family * 3, 4) == [family * 2, family]
    assert wrap("🇹🇭🇱🇦", 3) == ["🇹🇭", "🇱🇦"]


@given(st.lists(st.text("กขาR4.0", min_size=1, max_size=6), min_size=1), st.integers(20, 60))
def test_a_tie_is_a_blank_at_which_no_line_breaks(ids, columns):
    text = ", ".join(f"{id_}{TIE}1,000.00" for id_ in ids)
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert sum(line.count(" 1,000.00") for line in lines) == len(ids)


def test_a_break_mark_breaks_and_is_never_shown():
    assert wrap(f"dark-{BREAK}red", 8) == ["dark-red"]
    assert wrap(f"dark-{BREAK}red", 5) == ["dark-", "red"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\nb\tc\r\u2028d", "a b c  d"),
        ("\u202eabc\u202c", "<U+202E>abc<U+202C>"),
        ("\x7f\x9b", "␡<U+009B>"),
        ("\ud800", "<U+D800>"),
        ("ก\u200bข", "กข"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_what_does_not_show_is_made_visible(text, shown):
    assert visible(text) == shown


@given(st.text(max_size=200))
def test_visible_text_has_no_control_and_is_stable(text):
    shown = visible(text)
    assert not [ch for ch in shown if ord(ch) < 32 or ch in "\x7f\u202e\u200b"]
    assert visible(shown) == shown


def table(columns, rows, total):
    """The lines that a page of that width shows."""
    page = Page("en", total)
    page.table(columns, rows, lambda row: row)
    return page.render().rstrip("\n").split("\n")


figures = st.integers(0, 10**16).map(lambda n: f"{n:,}.00")


@given(st.lists(st.tuples(texts, figures, texts, figures), min_size=1, max_size=4), st.integers(50, 200))
def test_a_table_fits_its_width_and_its_amounts_are_whole(rows, total):
    columns = [name("Long-name"), amount("จำนวนเงิน"), Column("Why"), amount("Amount (−)")]
    lines = table(columns, rows, total)
    assert max(map(width, lines)) <= total
    for row in rows:
        assert all(any(figure in line for line in lines) for figure in (row[1], row[3]))


def test_figures_stand_to_the_right_under_their_heading():
    rows = [["A01", "1.00", "ok"], ["A02", "24,641,400.00", "อบรม"]]
    assert table([Column("Id"), amount("Amount"), Column("Why")], rows, 40) == [
        "Id          Amount  Why",
        "──── ────────────── ────",
        "A01           1.00  ok",
        "A02  24,641,400.00  อบรม",
    ]


def test_a_table_too_wide_for_its_page_is_told_row_by_row():
    columns = [Column("Id"), amount("A"), amount("B")]
    row = ["A01", "123,456,789,012.00", "223,456,789,012.00"]
    assert table(columns, [row], 30) == ["Id: A01", "  A: 123,456,789,012.00", "  B: 223,456,789,012.00"]
