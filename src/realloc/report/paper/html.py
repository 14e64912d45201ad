"""The paper as a web page: one file that loads nothing, readable on a phone, in print and by ear.

The page forbids itself every load (its Content-Security-Policy names its own style and script by their
hashes), so text from files could do nothing even where it were not escaped. Pictures stretch with the page:
heights are pixels, widths are percent, and the browser, which knows how wide labels are, cuts them short.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from realloc.report.paper import grids
from realloc.report.paper.content import Line, Paper
from realloc.report.paper.flow import LABEL, Node, picture
from realloc.report.paper.grids import Column, Grid
from realloc.report.paper.memo import Heading, Paragraph, Remark, body

_HERE = Path(__file__).parent
_ANNEXES = ("p-table", "p-moves", "p-considered", "p-resolution", "p-assumptions", "p-audit", "p-sheets")
_MOST_BARS = 40
_BAR_HEIGHT = 48  # pixels: two bars, or two lines of a label, and a gap
_WIDEST_BAR = 50  # percent of the page

type Row = tuple[list[tuple[Column, str, bool]], bool]


@dataclass(frozen=True, slots=True)
class Bar:
    """A project's two bars, in percent of the page's width."""

    line: Line
    before: str
    after: str


def write(paper: Paper) -> bytes:
    """The page in UTF-8; the same paper gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = _style(), (_HERE / "page.js").read_text(encoding="utf-8")
    text = environment.get_template("page.html.j2").render(
        paper=paper,
        say=paper.say,
        baht=paper.baht,
        grids=grids,
        groups=_groups,
        classes=_classes,
        # Our own, and no text from a planner's files: they go in as they are.
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        **_content(paper),
    )
    return text.encode("utf-8")


def _style() -> str:
    """The style sheet, and the widths of columns: the policy lets no element bring a style of its own."""
    widths = "".join(f".w{part} {{ width: {part}%; }}\n" for part in range(1, 101))
    return (_HERE / "page.css").read_text(encoding="utf-8") + widths


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _content(paper: Paper) -> dict[str, Any]:
    say = paper.say
    headings = {"summary": say("w-summary"), "flow": say("w-flow"), "memo": say("p-memo")}
    headings |= {
        f"annex-{number}": say("p-annex", annex=number, title=say(key))
        for number, key in enumerate(_ANNEXES, 1)
    }
    names = {line.id: line.name for line in paper.lines}
    bars = _bars(paper.lines)

    def end(node: Node) -> str:
        return f"{node.id} {names[node.id]}" if node.id else say("w-flow-rest", n=node.rows)

    return {
        "headings": headings,
        "memo": list(_memo(paper)),
        "flow": picture([(move.source, move.target, move.amount) for move in paper.moves]),
        "flow_told": say(
            "w-flow-told", gives=len(paper.gives), gets=len(paper.gets), amount=paper.sums.transferred
        ),
        "end": end,
        "label_height": LABEL,
        "bars": bars,
        "bar_height": _BAR_HEIGHT,
        "bars_told": _bars_told(paper, len(bars)),
    }


def _memo(paper: Paper) -> Iterator[tuple[str, str]]:
    """The memo's parts, each with how it looks."""
    for block in body(paper):
        match block:
            case Heading():
                yield "heading", block.text
            case Paragraph():
                yield "status" if block.text == paper.status else "", f"{block.number} {block.text}".strip()
            case Remark():
                yield "remark", block.text


def _groups(grid: Grid) -> Iterator[list[Row]]:
    """Rows up to and with each sum: they are sorted among themselves, and the sum stays below them."""
    names_row = next((n for n, column in enumerate(grid.columns) if column.kind == "named"), 0)
    group: list[Row] = []
    for number, row in enumerate(grid.rows):
        cells = zip(grid.columns, row, strict=True)
        is_sum = number in grid.strong
        group.append(([(column, cell, n == names_row) for n, (column, cell) in enumerate(cells)], is_sum))
        if is_sum:
            yield group
            group = []
    if group:
        yield group


def _classes(column: Column) -> str:
    return f"{column.kind} right" if column.right else column.kind


def _bars(lines: Sequence[Line]) -> list[Bar]:
    """The bars of the projects that change most, in the paper's order."""
    most = sorted(lines, key=lambda line: -(line.out + line.into))[:_MOST_BARS]
    largest = max((max(line.before, line.after) for line in most), default=0)
    shown = {line.number for line in most}
    return [
        Bar(line, _percent(line.before, largest), _percent(line.after, largest))
        for line in lines
        if line.number in shown
    ]


def _percent(amount: int, largest: int) -> str:
    hundredths = amount * _WIDEST_BAR * 100 // largest
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _bars_told(paper: Paper, shown: int) -> str:
    told = paper.say("w-bars-told")
    if shown == len(paper.lines):
        return told
    return f"{told} {paper.say('w-bars-part', n=shown, all=len(paper.lines))}"
