"""Many what-ifs on a page: what each value of each path leads to, and which reserve projects stand in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

from realloc import money
from realloc.case.records import Case
from realloc.report.layout import Column, amount, visible, width
from realloc.report.terminal.bars import SHADES, bar, shade, span
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import scenario_line, stage_text
from realloc.report.titles import case_title
from realloc.report.wording import percent, word
from realloc.whatif import Axis, Change, Row, Study, Thresholds

_BAR = 20
_MOST_NOTES = 5
_WITH_AMOUNTS = 96  # columns from which on a threshold's amounts stand beside its scores
_NO_PLAN = {"infeasible": "rows-infeasible", "refused": "rows-refused", "unknown": "rows-unknown"}
_UNPLANNED = {"refused": "row-refused", "unknown": "row-unknown"}


def sweep_page(study: Study, case: Case, settings: Sequence[tuple[str, str]], page: Page) -> str:
    """A study on a page. Its rows come one by one where one path was varied, else by the value of each."""
    page.heading(visible(case_title(case, page.lang)))
    page.line(scenario_line(page, case))
    if settings:
        laid = ", ".join(f"{path}={value}" for path, value in settings)
        page.line(page.say("settings", settings=visible(laid)))
    count = page.say("what-if-one" if len(study.rows) == 1 else "what-ifs", n=len(study.rows))
    page.line(f"{count} · {page.say('money-unit')}")
    page.items(_axis(page, axis) for axis in study.axes)
    _without_plan(page, study.rows)
    if study.thresholds:
        for found in study.thresholds:
            _thresholds(page, found)
    elif len(study.axes) == 1 or study.paired:
        _rows(page, study)
    else:
        for number, axis in enumerate(study.axes):
            _by_value(page, study.rows, number, axis)
        if len(study.axes) == 2:
            _map(page, study)
    if not study.thresholds:  # its values are where plans change, not spread evenly
        _funded(page, study.rows, case)
    return page.render()


def _axis(page: Page, axis: Axis) -> str:
    first, last, count = axis.values[0], axis.values[-1], len(axis.values)
    values = ", ".join(axis.values) if count <= 6 else page.say("from-to", first=first, last=last, n=count)
    return visible(f"{axis.path}: {values}")


def _without_plan(page: Page, rows: Sequence[Row]) -> None:
    """What has no plan, and why: the first few reasons."""
    for status_, key in _NO_PLAN.items():
        these = [row for row in rows if row.status == status_]
        if these:
            page.line(page.say(key, n=len(these)))
            reasons = Counter(row.note for row in these)
            page.items(visible(f"{note} ({n:,})") for note, n in reasons.most_common(_MOST_NOTES))


def _rows(page: Page, study: Study) -> None:
    most = max((row.score or 0 for row in study.rows), default=0)
    columns = [Column(axis.path, least=10, right=axis.kind != "words") for axis in study.axes]
    columns += [Column(page.say("h-status"), least=8)]
    columns += [amount(page.say(key)) for key in ("h-moved", "h-unplaced", "h-score")]
    columns += [Column("", least=_BAR, whole=True)] if page.wide else []
    columns += [amount(page.say("h-line-count")), page.column("h-funded", least=16)]

    def cells(row: Row) -> list[str]:
        drawn = [bar(row.score, most, _BAR)] if page.wide else []
        lines = "–" if row.lines is None else f"{row.lines:,}"
        return [
            *map(visible, row.values),
            status(page, row),
            baht(row.moved),
            baht(row.unplaced),
            points(row.score),
            *drawn,
            lines,
            visible(" ".join(row.funded)) or "–",
        ]

    page.heading(page.say("each-what-if"))
    page.table(columns, study.rows, cells)


def _by_value(page: Page, rows: Sequence[Row], number: int, axis: Axis) -> None:
    """What the rows at each value of an axis come to: from the least to the most."""
    scores = [row.score for row in rows if row.score is not None]
    most = max(scores, default=0)

    def cells(value: str) -> list[str]:
        these = [row for row in rows if row.values[number] == value]
        score = _middle([row.score for row in these if row.score is not None])
        drawn = [bar(score, most, _BAR)] if page.wide else []
        return [
            visible(value),
            f"{len(these):,}",
            *_ends([row.score for row in these], points),
            *_ends([row.unplaced for row in these], baht),
            points(score),
            *drawn,
        ]

    page.heading(page.say("by-value", path=visible(axis.path)))
    headings = ("h-score-least", "h-score-most", "h-unplaced-least", "h-unplaced-most", "h-score-middle")
    columns = [Column("", least=10, right=axis.kind != "words"), amount(page.say("h-what-ifs"))]
    columns += [Column(page.say(key), right=True, least=10, whole=False) for key in headings]
    columns += [Column("", least=_BAR, whole=True)] if page.wide else []
    page.table(columns, axis.values, cells)


def _map(page: Page, study: Study) -> None:
    """The score over two axes, in shades."""
    down, across = study.axes
    known = {row.values: row.score for row in study.rows}
    bounds = span([score for score in known.values() if score is not None])
    label = max(width(visible(value)) for value in down.values)
    each = max(1, min(12, (page.width - label - 2) // len(across.values)))
    if bounds is None or label + 2 + len(across.values) > page.width:
        return
    page.heading(page.say("map", down=visible(down.path), across=visible(across.path)))
    page.line(
        page.say(
            "map-key",
            first=visible(across.values[0]),
            last=visible(across.values[-1]),
            low=f"{SHADES[0]} {points(bounds[0])}",
            high=f"{SHADES[-1]} {points(bounds[1])}",
        )
    )
    for value in down.values:
        shades = [shade(known.get((value, other)), *bounds) * each for other in across.values]
        page.line(f"{' ' * (label - width(visible(value)))}{visible(value)}  {''.join(shades)}")


def _thresholds(page: Page, found: Thresholds) -> None:
    path = visible(found.axis.path)
    page.heading(page.say("thresholds", path=path, n=len(found.changes)))
    page.line(page.say("thresholds-key", n=len(found.samples)))

    def gains(before: Row, after: Row) -> str:
        gained = [f"+{id_}" for id_ in after.funded if id_ not in before.funded]
        lost = [f"−{id_}" for id_ in before.funded if id_ not in after.funded]
        return visible(" ".join([*gained, *lost])) or status(page, after)

    wide = page.width >= _WITH_AMOUNTS
    columns = [
        Column(page.say("h-until"), right=True, whole=True),
        Column(page.say("h-from-value"), right=True, whole=True),
        Column(page.say("h-turning"), least=16),
        *(amount(page.say(key)) for key in ("h-score-before", "h-score-after")),
    ]
    if wide:
        columns += [amount(page.say(key)) for key in ("h-moved-before", "h-moved-after")]

    def cells(change: Change) -> list[str]:
        before, after = change.before, change.after
        shown = [visible(before.values[0]), visible(after.values[0]), gains(before, after)]
        shown += [points(before.score), points(after.score)]
        return shown + ([baht(before.moved), baht(after.moved)] if wide else [])

    if found.changes:
        page.table(columns, found.changes, cells)
    else:
        page.line(page.say("no-threshold"))
    _curve(page, found)


def _curve(page: Page, found: Thresholds) -> None:
    """The score along the axis: a bar for each value that was planned."""
    most = max((row.score or 0 for row in found.samples), default=0)
    columns = [Column(visible(found.axis.path), right=True, least=10), amount(page.say("h-score"))]
    columns.append(Column("", least=_BAR, whole=True))
    page.heading(page.say("curve", path=visible(found.axis.path)))
    page.table(
        columns,
        found.samples,
        lambda row: [visible(row.values[0]), points(row.score), bar(row.score, most, _BAR)],
    )


def _funded(page: Page, rows: Sequence[Row], case: Case) -> None:
    """How often each reserve project is funded among the rows that have a plan."""
    planned = [row for row in rows if row.planned]
    if not planned:
        return
    count = Counter(id_ for row in planned for id_ in row.funded)
    page.heading(page.say("how-often", n=len(planned)))
    columns = [page.id_column(), page.column("h-reserve", least=20), amount(page.say("h-times"))]
    columns += [Column("%", right=True, whole=True), Column("", least=_BAR, whole=True)]
    page.table(
        columns,
        case.reserves,
        lambda reserve: [
            visible(reserve.id),
            visible(page.in_lang(reserve.name, reserve.name_en)),
            f"{count[reserve.id]:,}",
            percent(Fraction(count[reserve.id], len(planned))),
            bar(count[reserve.id], len(planned), _BAR),
        ],
    )
    always = [visible(r.id) for r in case.reserves if count[r.id] == len(planned)]
    page.line(page.say("always-funded", reserves=" ".join(always)) if always else page.say("none-always"))


def status(page: Page, row: Row) -> str:
    """A row's status in words."""
    if row.status in _UNPLANNED:
        return page.say(_UNPLANNED[row.status])
    unproven = row.status == "optimal" and row.proof != "exact"
    return word("status", "optimal-unproven" if unproven else row.status, page.lang)


def points(score: int | None) -> str:
    """A score for people."""
    return "–" if score is None else stage_text("score", score)


def baht(satang: int | None) -> str:
    """An amount for people."""
    return "–" if satang is None else money.baht(satang)


def _middle(values: Sequence[int]) -> int | None:
    """The median, the lower one of two."""
    return sorted(values)[(len(values) - 1) // 2] if values else None


def _ends(values: Sequence[int | None], shown: Callable[[int | None], str]) -> list[str]:
    known = [value for value in values if value is not None]
    return [shown(min(known)), shown(max(known))] if known else ["–", "–"]
