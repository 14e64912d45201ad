"""Pictures: proportions that hold, the same bytes each time, and Thai that the font has and shapes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cases import write_case
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import ft2font
from typer.testing import CliRunner

from realloc.cli.app import app
from realloc.report.charts import canvas, flows, studies

EXAMPLE = Path(__file__).parent.parent / "scenarios" / "phetchaburi-2564"
DECISIONS = "calendar.decision=2021-06-01,2021-07-01,2021-08-20"
REQUESTS = {
    "plan": ["plan"],
    "compare": ["compare", "base", "reopen-july", "same-project"],
    "curve": ["sweep", "--vary", DECISIONS],
    "thresholds": ["sweep", "--vary", "calendar.decision=2021-08-14..2021-08-18", "--thresholds"],
    "map": ["sweep", "--vary", DECISIONS, "--vary", "scenario=base,cap-50"],
    "frontier": ["sweep", "--vary", DECISIONS, "--chart", "frontier"],
    "frontier-lines": ["sweep", "--vary", DECISIONS, "--chart", "frontier-lines"],
}


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    return result.exit_code, result.stderr


def picture(request: list[str], file: Path, *more: object) -> bytes:
    command, *rest = request
    assert run(command, EXAMPLE, *rest, "-o", file, *more)[0] == 0
    return file.read_bytes()


@pytest.mark.parametrize("name", REQUESTS)
def test_pictures_are_drawn_in_both_forms_and_the_same_each_time(name, tmp_path):
    # A glyph that the font lacks is a warning, and a warning is an error here.
    svg = picture(REQUESTS[name], tmp_path / "a.svg", "--lang", "th")
    assert svg == picture(REQUESTS[name], tmp_path / "b.svg", "--lang", "th")
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg") and not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert picture(REQUESTS[name], tmp_path / "a.png")[:8] == b"\x89PNG\r\n\x1a\n"


def test_thai_is_shaped():
    """The tone mark over a tall consonant's vowel stands elsewhere than one that is only put after it."""
    font = ft2font.FT2Font(str(canvas.FONT))
    assert ft2font.__libraqm_version__
    narrow, wide = ({"text": text, "width": _width(font, text)} for text in ("ที่", "ที"))
    assert narrow["width"] == wide["width"]
    assert _width(font, "น้ำ") < _width(font, "น") + _width(font, "้") + _width(font, "ำ") + 1


def _width(font: ft2font.FT2Font, text: str) -> float:
    font.set_size(20, 72)
    font.set_text(text)
    return font.get_width_height()[0]


@given(
    given=st.lists(st.integers(1, 10**9), min_size=1, max_size=30),
    least=st.floats(0.001, 0.03),
)
def test_blocks_are_in_proportion_and_do_not_overlap(given, least):
    ids = [f"A{k}" for k in range(len(given))]
    amounts = dict(zip(ids, given, strict=True))
    scale = flows._scale(given, least)
    places = flows._stack(ids, amounts, scale, least)
    floor = 1.0
    for id_ in ids:
        top, high = places[id_]
        assert high == pytest.approx(scale * amounts[id_])
        assert top <= floor + 1e-9
        floor = top - high
    assert floor >= -1e-6


@given(points=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.just("")), min_size=1, max_size=12))
def test_the_frontier_is_what_nothing_beats(points):
    best = {(score, less) for score, less, _ in points if studies._unbeaten(score, less, points)}
    assert best
    for score, less, _ in points:
        beaten_by = [(s, n) for s, n in best if s >= score and n <= less]
        assert beaten_by
        assert ((score, less) in best) == (beaten_by == [(score, less)])


def test_a_picture_that_does_not_fit_is_refused(tmp_path):
    file = tmp_path / "a.svg"
    code, said = run("sweep", EXAMPLE, "--vary", "covid.cap=5,50", "--chart", "map", "-o", file)
    assert code == 2 and "drawn as curve" in said and not file.exists()


def test_names_are_text_and_no_formula(tmp_path):
    rows = [{"feasibility": "infeasible", "name": r"$\frac{1}{0}$ _x_ ^"}]
    folder = write_case(tmp_path / "c", rows, [{"name": "<b>&"}], what_if={"a": 'title = "$x$"'})
    for request in (["plan", folder], ["compare", folder]):
        assert run(*request, "-o", tmp_path / "p.svg")[0] == 0
        ET.parse(tmp_path / "p.svg")


def test_a_plan_that_moves_nothing_says_so(tmp_path):
    folder = write_case(tmp_path / "c")
    assert run("plan", folder, "-o", tmp_path / "p.png")[0] == 0
    assert (tmp_path / "p.png").stat().st_size > 1000


def test_without_matplotlib_a_picture_says_what_to_install(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, said = run("plan", EXAMPLE, "-o", tmp_path / "p.svg")
    assert code == 2 and "realloc[charts]" in said
