"""The committee's web page: what it says, what it may load, and what a browser makes of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import HOSTILE, hostile, many, moving_paper, sample
from programs import output, program

from realloc.report.paper.comparing import differences
from realloc.report.paper.content import Paper
from realloc.report.paper.flow import GAP, LABEL, MOST_SOURCES, MOST_TARGETS, picture
from realloc.report.paper.grids import grids
from realloc.report.paper.html import write
from realloc.report.paper.html_read import read
from realloc.report.paper.recognising import recognised

LARGE = many(1000)


def differing(paper: Paper, content: bytes) -> list[str]:
    seen = recognised(read(content))
    assert seen is not None
    return [f"{difference.where}: {difference.found}" for difference in differences(paper, seen)]


# What is written


@pytest.mark.parametrize("thai_digits", [False, True])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_table_is_read_back_as_the_paper_has_it(lang, thai_digits):
    paper = sample(lang, thai_digits=thai_digits)
    content = write(paper)
    assert set(recognised(read(content)).tables) == {grid.key for grid in grids(paper)}
    assert differing(paper, content) == []
    assert content == write(paper)


@settings(max_examples=12, deadline=None)
@given(
    moves=st.dictionaries(
        st.tuples(st.integers(0, 30), st.integers(0, 20)),
        st.integers(1, 10**17 // 600),
        min_size=1,
        max_size=60,
    ),
    names=st.lists(st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)), min_size=1, max_size=5),
)
def test_whatever_the_amounts_and_names_are_the_page_says_what_the_paper_says(moves, names):
    paper = moving_paper([(i, j, amount) for (i, j), amount in moves.items()], names)
    assert differing(paper, write(paper)) == []


class Elements(HTMLParser):
    """The elements of a page, and their attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_names_from_files_are_text_and_nothing_else():
    plain = moving_paper([(n, n % 5, 100 + n) for n in range(len(HOSTILE))])
    tags, expected = ([tag for tag, _ in Elements(write(p)).found] for p in (hostile(), plain))
    assert tags == expected
    for _, attributes in Elements(write(hostile())).found:
        assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("paper", [sample(), hostile()], ids=["sample", "hostile"])
def test_the_page_loads_nothing_and_forbids_itself_to(paper):
    text = write(paper).decode()
    elements = Elements(text.encode()).found
    policy = next(a["content"] for tag, a in elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert "url(" not in inside and "@import" not in inside and "http" not in inside
    for tag, attributes in elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "audio", "video", "form", "base")
        assert "src" not in attributes and "style" not in attributes
        assert (attributes.get("href") or "#").startswith("#")


def test_headings_go_down_one_by_one_and_every_link_has_its_place():
    elements = Elements(write(sample())).found
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    asked = [
        value for _, a in elements for key in ("aria-labelledby", "aria-describedby") if (value := a.get(key))
    ]
    asked += [a["href"].removeprefix("#") for tag, a in elements if tag == "a"]
    assert set(" ".join(asked).split()) <= set(ids)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_is_as_agreed(golden, lang):
    """What is read on it, in order; how it looks is for the eyes."""
    pages = read(write(sample(lang)))
    lines = [passage.text for passage in pages.passages]
    for table in pages.tables:
        lines += ["", *(" | ".join(row) for row in table.rows)]
    golden(f"report/paper-page-{lang}.txt", "\n".join(lines) + "\n")


# Reading back

PRINTED = write(sample()).decode()
AMOUNTS = [
    found.span(1)
    for found in re.finditer(r">([^<>]*?[0-9][0-9,]*\.[0-9]{2}[^<>]*)<", PRINTED)
    if not PRINTED[: found.start()].endswith("<title")
]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(AMOUNTS), st.randoms(use_true_random=False))
def test_a_changed_digit_of_any_amount_on_the_page_is_found(place, random):
    start, end = place
    amounts = list(re.finditer(r"[0-9][0-9,]*\.[0-9]{2}", PRINTED[start:end]))
    amount = random.choice(amounts)
    digit = start + random.choice([i for i in range(*amount.span()) if PRINTED[i + start].isdecimal()])
    wrong = PRINTED[:digit] + str((int(PRINTED[digit]) + 1) % 10) + PRINTED[digit + 1 :]
    assert differing(sample(), wrong.encode()) != []


def test_a_changed_cell_is_named_by_table_row_and_column():
    wrong = PRINTED.replace('data-of="โอนลด (−)">5,652,000.00<', 'data-of="โอนลด (−)">5,652,000.01<', 1)
    assert differing(sample(), wrong.encode()) == ["บัญชีโอนเปลี่ยนแปลงงบประมาณ, A01, โอนลด (−): 5,652,000.01"]


def test_what_is_hidden_is_not_seen_and_open_elements_end_with_the_one_around_them():
    pages = read(
        b"<title>x</title><p>one <b>bold</b> word<p hidden>no</p><p style='display: none'>no</p>"
        b"<table><caption>T</caption><tr><th>a<button>b</button><td>c<br>d<tr><td>e</table>"
        b"<script>no</script><svg><title>no</title></svg>end"
    )
    assert [passage.text for passage in pages.passages] == ["one bold word", "T", "end"]
    assert pages.tables[0].rows == (("ab", "c d"), ("e",))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"<style>p {}</style>"])
def test_what_is_no_page_is_refused(content):
    with pytest.raises(ValueError):
        read(content)


# The flow picture


FLOWS = st.dictionaries(
    st.tuples(st.integers(0, 40).map("A{}".format), st.integers(0, 30).map("R{}".format)),
    st.integers(1, 10**12),
    min_size=1,
    max_size=120,
).map(lambda flows: [(source, target, amount) for (source, target), amount in flows.items()])


@settings(deadline=None)
@given(FLOWS)
def test_the_flow_picture_shows_all_the_money_once_on_either_side(flows):
    drawn = picture(flows)
    total = sum(amount for _, _, amount in flows)
    for nodes, side, most in ((drawn.sources, 0, MOST_SOURCES), (drawn.targets, 1, MOST_TARGETS)):
        assert sum(node.amount for node in nodes) == total
        assert len(nodes) <= most
        assert sum(node.rows for node in nodes) == len({flow[side] for flow in flows})
        named = {node.id: node.amount for node in nodes if node.id}
        assert named == {id_: sum(f[2] for f in flows if f[side] == id_) for id_ in named}
        rest = [sum(f[2] for f in flows if f[side] == id_) for id_ in {f[side] for f in flows} - set(named)]
        assert not rest or max(rest) <= min(named.values())
    assert sum(band.amount for band in drawn.bands) == total


@settings(deadline=None)
@given(FLOWS)
def test_nothing_in_the_flow_picture_overlaps_or_leaves_it(flows):
    drawn = picture(flows)
    for nodes in (drawn.sources, drawn.targets):
        for node in nodes:
            assert node.top >= 0 and node.top + node.height <= drawn.height
            assert node.label >= 0 and node.label + LABEL <= drawn.height
        for above, below in zip(nodes, nodes[1:], strict=False):
            assert above.top + above.height + GAP <= below.top + GAP // 2 + 1
            assert above.label + LABEL <= below.label
    for band in drawn.bands:
        numbers = list(map(int, re.findall(r"[0-9]+", band.path)))
        edges = ((band.source, numbers[1], numbers[-1]), (band.target, numbers[5], numbers[8]))
        for node, upper, lower in edges:
            assert node.top <= upper < lower <= node.top + node.height + 1


def test_a_side_with_as_many_rows_as_are_shown_is_shown_whole():
    flows = [(f"A{n}", "R", n + 1) for n in range(MOST_SOURCES)]
    assert all(node.id for node in picture(flows).sources)
    more = picture([*flows, ("A", "R", 1)])
    assert [(node.id, node.rows) for node in more.sources if not node.id] == [("", 2)]


def test_a_source_stands_beside_what_it_gives_to():
    flows = [("A1", "R1", 10), ("A2", "R2", 9), ("A3", "R3", 8)]
    drawn = picture(flows[::-1])
    assert [node.id for node in drawn.sources] == ["A1", "A2", "A3"]
    assert [node.id for node in drawn.targets] == ["R1", "R2", "R3"]


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    where = program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Everything that is opened is our own page; root, as in a container, has no sandbox.
        opened = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def show(browser, tmp_path) -> Iterator[Any]:
    """Opens a paper's page as a file. Whatever the browser complains of, or asks the network for, fails."""
    complaints: list[str] = []
    contexts = []

    def open_(paper: Paper, width: int = 1280, **options: Any) -> Any:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_bytes(write(paper))
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: complaints.append(r.url) if r.url != file.as_uri() else None)
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def column(page: Any, table: str, number: int) -> list[str]:
    """The cells of a column, sums set in brackets."""
    return page.evaluate(
        """([caption, number]) => {
            const tables = [...document.querySelectorAll("table")];
            const table = tables.find((t) => t.caption.textContent === caption);
            return [...table.tBodies].flatMap((b) => [...b.rows]).map((r) => {
                const text = r.cells[number].textContent.trim();
                return r.classList.contains("sum") ? `[${text}]` : text;
            });
        }""",
        [table, number],
    )


TRANSFERS = "บัญชีโอนเปลี่ยนแปลงงบประมาณ"


def test_tables_are_sorted_by_figures_as_figures_and_sums_stay(show):
    paper = moving_paper([(0, 0, 900), (1, 0, 10_000_00), (2, 1, 9_999_99), (3, 1, 1_000_000_000_000_00)])
    page = show(paper)
    printed = column(page, TRANSFERS, 4)
    assert printed == [
        "9.00", "10,000.00", "9,999.99", "1,000,000,000,000.00", "[1,000,000,020,008.99]",
        "0.00", "0.00", "[0.00]", "[1,000,000,020,008.99]",
    ]  # fmt: skip
    heading = page.locator("#annex-1 th", has_text="งบเดิม")
    assert heading.get_attribute("aria-sort") is None
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    up = ["9.00", "9,999.99", "10,000.00", "1,000,000,000,000.00"]
    assert column(page, TRANSFERS, 4) == [*up, *printed[4:]]
    assert page.locator("#annex-1 [role=status]").text_content() == "งบเดิม: เรียงจากน้อยไปมาก"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(page, TRANSFERS, 4) == [*up[::-1], *printed[4:]]
    other = page.locator("#annex-1 th", has_text="โครงการ/กิจกรรม")
    other.get_by_role("button").click()
    assert (heading.get_attribute("aria-sort"), other.get_attribute("aria-sort")) == (None, "ascending")
    assert column(page, TRANSFERS, 4) == printed


def test_thai_digits_are_sorted_as_figures_and_blanks_come_last(show):
    page = show(sample(thai_digits=True))
    for _ in range(2):
        page.locator("#annex-1 th", has_text="โอนลด").get_by_role("button").click()
    assert column(page, TRANSFERS, 5)[:3] == ["๕,๖๕๒,๐๐๐.๐๐", "๓๘๘,๐๐๐.๐๐", "[๖,๐๔๐,๐๐๐.๐๐]"]
    page.locator("#annex-3 th", has_text="ไม่มีที่รองรับ").get_by_role("button").click()
    assert column(page, "การเปรียบเทียบสถานการณ์", 4)[-1] == "–"


def test_the_page_is_used_by_keyboard_alone(show):
    page = show(sample())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.locator("#annex-1 th button").nth(4).focus()
    page.keyboard.press("Enter")
    assert page.locator("#annex-1 th").nth(4).get_attribute("aria-sort") == "ascending"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Space")
    assert page.locator("#annex-1 th").nth(4).get_attribute("aria-sort") == "descending"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") == ""


@pytest.mark.parametrize("paper", [sample(), hostile(), LARGE], ids=["sample", "hostile", "large"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_width_makes_the_page_scroll_sideways(show, paper, width):
    page = show(paper, width)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    past = page.evaluate(
        """(width) => [...document.querySelectorAll("td, th, p, h1, h2, h3, li, summary, figure")]
            .filter((e) => e.getBoundingClientRect().left + e.scrollWidth > width + 1)
            .map((e) => e.textContent.slice(0, 40))""",
        width,
    )
    assert past == []


def test_on_a_phone_every_figure_says_what_it_is_and_can_be_sorted(show):
    page = show(sample(), 360)
    shown = page.locator("#annex-1 tbody tr").first.locator("td").nth(3)
    assert shown.evaluate("(cell) => getComputedStyle(cell, '::before').content") == '"งบเดิม"'
    assert page.locator("#annex-1 th button").nth(4).is_visible()
    assert page.locator("#summary thead th").first.is_hidden()


def test_dark_mode_is_dark_and_light_mode_is_light(show):
    lights = []
    for scheme in ("light", "dark"):
        page = show(sample(), color_scheme=scheme)
        colours = page.evaluate(
            "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])"
        )
        lights.append([sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours])
    (light_ground, light_ink), (dark_ground, dark_ink) = lights
    assert light_ground > 700 and light_ink < 200
    assert dark_ground < 100 and dark_ink > 600


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend(show, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = show(sample("en"), width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.locator("#annex-1 th button").first.click()
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:100]) for rule in found] == []


def test_a_screen_reader_gets_landmarks_named_tables_and_named_pictures(show):
    page = show(sample())
    for role in ("banner", "navigation", "main"):
        assert page.get_by_role(role).count() == 1
    assert page.get_by_role("region").count() == page.locator("section").count()
    assert page.get_by_role("table", name=TRANSFERS).count() == 1
    for name in ("เส้นทางของเงินที่โอน", "งบประมาณก่อนและหลังการโอน"):
        assert page.get_by_role("img", name=name).count() == 1
    row = page.get_by_role("table", name=TRANSFERS).get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").text_content().startswith("A01 ")
    assert row.get_by_role("cell").count() == 8


def test_without_scripts_everything_is_read_and_nothing_pretends_to_sort(show):
    page = show(sample(), java_script_enabled=False)
    assert page.locator("th button").count() == 0
    # Nothing can be evaluated here, but the page as it stands can be read.
    assert differing(sample(), page.content().encode()) == []


def test_a_page_that_was_sorted_and_saved_is_still_the_same_paper(show):
    page = show(sample())
    page.locator("#annex-2 th", has_text="จำนวนเงิน").get_by_role("button").click()
    assert [where for where in differing(sample(), page.content().encode()) if "annex-2" in where] == []


def test_in_print_headings_are_repeated_and_every_project_is_there(show, tmp_path):
    paper = many(60)
    page = show(paper)
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    texts = output("pdftotext", "-layout", file, "-").split("\f")[:-1]
    told = output("pdfinfo", "-f", "1", "-l", str(len(texts)), file)
    sizes = set(re.findall(r"size: +([0-9.]+ x [0-9.]+) pts", told))
    assert {tuple(round(float(side)) for side in size.split(" x ")) for size in sizes} == {
        (842, 595),
        (595, 842),
    }
    assert texts[0].rstrip().endswith(f"1 / {len(texts)}")
    on_pages = [text for text in texts if re.search(r"^ *[0-9]+ +A[0-9]+ .*10,0", text, re.MULTILINE)]
    assert len(on_pages) > 3
    assert all("งบเดิม" in text or "ผู้อนุมัติ" in text for text in on_pages)
    ends = "".join(texts[-len(paper.sheets) - 5 :])
    assert all(re.search(rf"\b{sheet.line.id}\b", ends) for sheet in paper.sheets)
