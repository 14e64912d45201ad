"""Where the money goes: activities on the left, reserve projects on the right, a band for each transfer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from realloc import money
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.charts.canvas import COLOURS, canvas, drawn
from realloc.report.layout import visible, wrap
from realloc.report.titles import case_title, in_lang, scenario_title
from realloc.report.wording import text
from realloc.result import Plan

_NAME = 44  # columns of a label's line
_GAP = 0.012  # between rows, of the whole height
_LINES = 0.36  # inches that the two lines of a label take
_LEFT, _RIGHT, _BAR = 0.0, 1.0, 0.03


def flows_chart(plan: Plan, case: Case, lang: Lang, suffix: str) -> bytes:
    """A plan's transfers as bands as thick as their amounts."""
    out: dict[str, int] = defaultdict(int)
    got: dict[str, int] = defaultdict(int)
    for transfer in plan.transfers:
        out[transfer.source] += transfer.amount
        got[transfer.target] += transfer.amount
    givers = [activity.id for activity in case.activities if activity.id in out]
    takers = [reserve.id for reserve in case.reserves if reserve.id in got]
    rows = max(len(givers), len(takers), 3)
    high = 1.6 + 0.55 * rows
    with canvas(13, high) as (figure, (axes,)):
        title = visible(case_title(case, lang))
        scenario = visible(f"{plan.scenario}: {scenario_title(case, lang)}")
        total = sum(out.values())
        axes.set_title(f"{title}\n{scenario}", fontsize=13)
        axes.axis("off")
        axes.set_xlim(-0.75, 1.75)
        axes.set_ylim(-0.02, 1.02)
        if not total:
            axes.text(0.5, 0.5, text("no-transfers", lang), ha="center", va="center", fontsize=14)
            return drawn(figure, suffix)
        names = {row.id: in_lang(row.name, row.name_en, lang) for row in case.activities}
        names |= {row.id: in_lang(row.name, row.name_en, lang) for row in case.reserves}
        least = _LINES / high
        scale = min(_scale([out[id_] for id_ in givers], least), _scale([got[id_] for id_ in takers], least))
        left, right = _stack(givers, out, scale, least), _stack(takers, got, scale, least)
        colour = {id_: COLOURS[k % len(COLOURS)] for k, id_ in enumerate(takers)}
        for id_ in givers:
            _block(axes, _LEFT - _BAR, left[id_], "#5c6770")
            _label(axes, _LEFT - _BAR - 0.015, left[id_], id_, names[id_], out[id_], "right")
        for id_ in takers:
            _block(axes, _RIGHT, right[id_], colour[id_])
            _label(axes, _RIGHT + _BAR + 0.015, right[id_], id_, names[id_], got[id_], "left")
        _bands(axes, plan, left, right, colour, scale)
        axes.text(
            0.5, -0.02, text("chart-flows", lang, amount=total, n=len(plan.transfers)), ha="center", va="top"
        )
        return drawn(figure, suffix)


type Place = tuple[float, float]


def _scale(amounts: list[int], least: float) -> float:
    """The height of a baht at which a column of blocks, none in a row lower than `least`, is full."""
    room = 1 - _GAP * (len(amounts) - 1)
    low, high = 0.0, 1 / sum(amounts)
    for _ in range(60):
        middle = (low + high) / 2
        if sum(max(least, middle * amount) for amount in amounts) > room:
            high = middle
        else:
            low = middle
    return low


def _stack(ids: list[str], amounts: dict[str, int], scale: float, least: float) -> dict[str, Place]:
    """Each row's top and height, from the top down; a low block stands in the middle of its row."""
    rows = [max(least, scale * amounts[id_]) for id_ in ids]
    between = (1 - sum(rows)) / max(1, len(ids) - 1)
    places: dict[str, Place] = {}
    top = 1.0
    for id_, row in zip(ids, rows, strict=True):
        high = scale * amounts[id_]
        places[id_] = (top - (row - high) / 2, high)
        top -= row + min(between, 3 * _GAP)
    return places


def _block(axes: Any, x: float, place: Place, colour: str) -> None:
    from matplotlib.patches import Rectangle

    top, high = place
    axes.add_patch(Rectangle((x, top - high), _BAR, high, color=colour, linewidth=0))


def _label(axes: Any, x: float, place: Place, id_: str, name: str, amount: int, side: str) -> None:
    top, high = place
    first, *rest = wrap(visible(f"{id_} {name}"), _NAME)
    label = f"{first}{' …' if rest else ''}\n{money.baht(amount)}"
    axes.text(x, top - high / 2, label, ha=side, va="center", fontsize=9, linespacing=1.15)


def _bands(
    axes: Any,
    plan: Plan,
    left: dict[str, Place],
    right: dict[str, Place],
    colour: dict[str, str],
    scale: float,
) -> None:
    """A band for each transfer, as thick at one end as at the other; none crosses another at its ends."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rank = {id_: k for k, id_ in enumerate(right)}
    order = {id_: k for k, id_ in enumerate(left)}
    arrived: dict[str, float] = {id_: top for id_, (top, _) in right.items()}
    ends: dict[tuple[str, str], float] = {}
    for transfer in sorted(plan.transfers, key=lambda t: (rank[t.target], order[t.source])):
        ends[transfer.source, transfer.target] = arrived[transfer.target]
        arrived[transfer.target] -= scale * transfer.amount
    gone: dict[str, float] = {id_: top for id_, (top, _) in left.items()}
    for transfer in sorted(plan.transfers, key=lambda t: (order[t.source], rank[t.target])):
        thick = scale * transfer.amount
        y1, y2 = gone[transfer.source], ends[transfer.source, transfer.target]
        gone[transfer.source] -= thick
        points = [
            (_LEFT, y1), (0.45, y1), (0.55, y2), (_RIGHT, y2),
            (_RIGHT, y2 - thick), (0.55, y2 - thick), (0.45, y1 - thick), (_LEFT, y1 - thick), (_LEFT, y1),
        ]  # fmt: skip
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        band = Path(points, codes)
        axes.add_patch(PathPatch(band, color=colour[transfer.target], alpha=0.45, linewidth=0))
