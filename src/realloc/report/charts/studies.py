"""Studies as pictures: bars of scenarios, a curve along a range, a heat map of two, the frontier of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from realloc.case.records import Case
from realloc.errors import Lang, UsageError
from realloc.report.charts.canvas import COLOURS, QUIET, canvas, drawn, millions
from realloc.report.figures import figures
from realloc.report.layout import visible
from realloc.report.titles import case_title
from realloc.report.wording import text, word
from realloc.result import Plan
from realloc.whatif import Axis, Row, Study

type Against = Literal["unplaced", "lines"]
_MOST_TICKS = 20
_POINTS = 10_000  # of a score
_SATANG = 100


def comparison_chart(plans: Sequence[Plan], cases: Sequence[Case], lang: Lang, suffix: str) -> bytes:
    """Bars of money moved and left for each scenario, and the score of each against the money left."""
    there = [
        (plan, figures(plan, case))
        for plan, case in zip(plans, cases, strict=True)
        if plan.status != "infeasible"
    ]
    with canvas(10, 4.2 + 0.45 * len(plans), 2) as (figure, (bars, dots)):
        figure.suptitle(visible(case_title(cases[0], lang)), fontsize=14)
        names = [visible(plan.scenario) for plan in plans]
        moved = [plan.totals.transferred / _SATANG if plan.status != "infeasible" else 0 for plan in plans]
        left = [plan.totals.releasable / _SATANG - m for plan, m in zip(plans, moved, strict=True)]
        bars.barh(names, moved, color=COLOURS[0], label=text("h-moved", lang))
        bars.barh(names, left, left=moved, color=QUIET, label=text("h-unplaced", lang))
        bars.invert_yaxis()
        bars.xaxis.set_major_formatter(millions)
        bars.set_xlabel(text("millions-of-baht", lang))
        bars.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        scored = [(plan, shown) for plan, shown in there if shown.score is not None]
        _frontier(
            dots,
            [((shown.score or 0), shown.unplaced, visible(plan.scenario)) for plan, shown in scored],
            "unplaced",
            lang,
        )
        return drawn(figure, suffix)


def sweep_chart(study: Study, case: Case, lang: Lang, suffix: str, kind: str | None) -> bytes:
    """A sweep as the picture asked for: `curve`, `map`, `frontier` or `frontier-lines`.

    None: a curve for one axis, a map for two, else the frontier. Raises UsageError for one that does not fit.
    """
    grid = not study.paired and not study.thresholds
    fits = "curve" if len(study.axes) == 1 else "map" if len(study.axes) == 2 and grid else "frontier"
    kind = kind or fits
    if kind in ("curve", "map") and kind != fits:
        raise UsageError(
            f"--chart {kind}: a curve needs one --vary, a map two; this sweep can be drawn as {fits}.",
            f"--chart {kind}: curve ต้องมี --vary เดียว map ต้องมีสอง การคำนวณชุดนี้วาดเป็น {fits} ได้",
        )
    with canvas(10, 6) as (figure, (axes,)):
        figure.suptitle(visible(case_title(case, lang)), fontsize=14)
        if kind == "curve":
            _curve(axes, study, lang)
        elif kind == "map":
            _map(figure, axes, study, lang)
        else:
            against: Against = "lines" if kind == "frontier-lines" else "unplaced"
            points = [(row.score, getattr(row, against), "") for row in study.rows if row.score is not None]
            _frontier(axes, points, against, lang)
        return drawn(figure, suffix)


def _curve(axes: Any, study: Study, lang: Lang) -> None:
    """The score at each value, and where plans change."""
    axis = study.axes[0]
    places, labels = _places(axis, study.rows)
    scores = [float("nan") if row.score is None else row.score / _POINTS for row in study.rows]
    style = "default" if axis.kind == "words" else "steps-post"
    axes.plot(places, scores, color=COLOURS[0], marker="o", markersize=4, drawstyle=style)
    changes = {change.after.number for found in study.thresholds for change in found.changes}
    changed = [place for row, place in zip(study.rows, places, strict=True) if row.number in changes]
    for place in changed:
        axes.axvline(place, color=COLOURS[1], linewidth=1, linestyle="--")
    axes.set_ylim(bottom=0)
    axes.set_ylabel(text("h-score", lang))
    axes.set_xlabel(visible(axis.path))
    _ticks(axes.xaxis, places, labels, changed)


def _places(axis: Axis, rows: Sequence[Row]) -> tuple[list[float], list[str]]:
    """Where each row stands along the axis: dates and numbers to scale, words one after another."""
    from datetime import date

    labels = [visible(row.values[0]) for row in rows]
    try:
        if axis.kind == "date":
            return [float(date.fromisoformat(row.values[0]).toordinal()) for row in rows], labels
        if axis.kind != "words":
            return [float(row.values[0].replace(",", "")) for row in rows], labels
    except ValueError:  # a value that can be read in a case but not as a plain number
        pass
    return [float(number) for number in range(len(rows))], labels


def _ticks(axis: Any, places: Sequence[float], labels: Sequence[str], first: Sequence[float] = ()) -> None:
    """Some of the labels, those of `first` before others, so far apart that they can be read."""
    named = dict(zip(places, labels, strict=True))
    apart = (max(places) - min(places)) / _MOST_TICKS
    shown: list[float] = []
    for place in (*first, *places):
        if all(abs(place - other) >= apart and place != other for other in shown):
            shown.append(place)
    long = max(map(len, labels)) > 4 and len(shown) > 5 and axis.axis_name == "x"
    turned = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"} if long else {}
    axis.set_ticks(shown, [named[place] for place in shown], **turned)


def _map(figure: Any, axes: Any, study: Study, lang: Lang) -> None:
    """The score over two axes, the first upwards; white where there is no plan."""
    down, across = study.axes
    known = {row.values: row.score for row in study.rows}
    grid = [
        [
            float("nan") if (score := known.get((one, other))) is None else score / _POINTS
            for other in across.values
        ]
        for one in down.values
    ]
    image = axes.imshow(grid, aspect="auto", origin="lower", cmap="viridis")
    bar = figure.colorbar(image, ax=axes)
    bar.set_label(text("h-score", lang))
    axes.set_xlabel(visible(across.path))
    axes.set_ylabel(visible(down.path))
    _ticks(axes.xaxis, range(len(across.values)), list(map(visible, across.values)))
    _ticks(axes.yaxis, range(len(down.values)), list(map(visible, down.values)))


def _frontier(axes: Any, points: Sequence[tuple[int, int, str]], against: Against, lang: Lang) -> None:
    """Scores against what one would rather have less of, and those that nothing beats in both."""
    scale = _SATANG if against == "unplaced" else 1
    xs, ys = [less / scale for _, less, _ in points], [score / _POINTS for score, _, _ in points]
    axes.scatter(xs, ys, color=QUIET, s=28, zorder=2)
    best = sorted({(less, score) for score, less, _ in points if _unbeaten(score, less, points)})
    axes.plot(
        [less / scale for less, _ in best],
        [score / _POINTS for _, score in best],
        color=COLOURS[1],
        marker="o",
        drawstyle="steps-post",
        label=text("chart-frontier", lang),
        zorder=3,
    )
    _name_points(axes, [(x, y, name) for x, y, (_, _, name) in zip(xs, ys, points, strict=True) if name])
    if against == "unplaced":
        axes.xaxis.set_major_formatter(millions)
        axes.set_xlabel(f"{text('h-unplaced', lang)} ({text('millions-of-baht', lang)})")
    else:
        axes.set_xlabel(word("stage", "lines", lang))
    axes.set_ylabel(text("h-score", lang))
    axes.margins(x=0.12, y=0.15)
    axes.legend(frameon=False, loc="lower right")


def _name_points(axes: Any, named: Sequence[tuple[float, float, str]]) -> None:
    """A name beside each point; points too near for names of their own share a line."""
    if not named:
        return
    wide = max(x for x, _, _ in named) - min(x for x, _, _ in named) or 1
    high = max(y for _, y, _ in named) - min(y for _, y, _ in named) or 1
    shown: list[tuple[float, float, list[str]]] = []
    for x, y, name in sorted(named):
        near = (group for group in shown if abs(group[0] - x) < wide / 8 and abs(group[1] - y) < high / 16)
        group = next(near, None)
        if group is None:
            shown.append((x, y, [name]))
        else:
            group[2].append(name)
    for x, y, names in shown:
        axes.annotate(", ".join(names), (x, y), xytext=(6, 4), textcoords="offset points", fontsize=9)


def _unbeaten(score: int, less: int, points: Sequence[tuple[int, int, str]]) -> bool:
    """Whether no point is at least as good in both and better in one."""
    return not any(
        other >= score and fewer <= less and (other, fewer) != (score, less) for other, fewer, _ in points
    )
