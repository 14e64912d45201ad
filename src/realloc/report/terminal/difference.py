"""What changed between two plans, and which differences of their inputs made it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.choice import Cause, Causes, Cell, Difference, Effect, Moved, Side
from realloc.report.layout import Column, visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import row_names, stage_text
from realloc.report.wording import word
from realloc.result import MONEY_STAGES

_AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
_TOTALS = ("budget", "disbursed", "releasable", "transferred", "unplaced")


def difference_page(found: Difference, cases: Sequence[Case | None], page: Page) -> str:
    """What changed; rows that did not are counted. `cases` are those of the two plans, for names."""
    names: dict[str, str] = {}
    for case in cases:
        names |= {} if case is None else row_names(page, case)
    page.heading(page.say("diff-same" if found.same else "diff"))
    page.items(_side(page, label, side) for label, side in (("1", found.first), ("2", found.second)))
    page.line(page.say("money-unit"))
    _totals(page, found)
    _stages(page, found)
    _rows(page, "diff-reserves", "h-reserve", found.reserves, names, found.unchanged["reserves"])
    _rows(page, "diff-activities", "h-activity", found.activities, names, found.unchanged["activities"])
    _transfers(page, found)
    _why(page, found)
    return page.render()


def _side(page: Page, label: str, side: Side) -> str:
    settings = ", ".join(f"{path}={value}" for path, value in side.settings)
    said = page.say(
        "diff-side",
        label=label,
        file=visible(side.file),
        case=visible(side.name),
        scenario=visible(side.scenario),
        status=side.status,
    )
    return f"{said} · {page.say('settings', settings=visible(settings))}" if settings else said


def _change(first: int, second: int) -> str:
    difference = second - first
    return f"+{money.baht(difference)}" if difference > 0 else money.baht(difference).replace("-", "−")


def _columns(page: Page, *labels: Column) -> list[Column]:
    return [*labels, page.amount("h-plan-1"), page.amount("h-plan-2"), page.amount("h-difference")]


def _totals(page: Page, found: Difference) -> None:
    changed = [
        (name, getattr(found.first.totals, name), getattr(found.second.totals, name)) for name in _TOTALS
    ]
    changed = [row for row in changed if row[1] != row[2]]
    if changed:
        page.heading(page.say("totals"))
        page.table(
            _columns(page, Column("", least=20)),
            changed,
            lambda row: [page.say(row[0]), money.baht(row[1]), money.baht(row[2]), _change(row[1], row[2])],
        )


def _stages(page: Page, found: Difference) -> None:
    if not found.stages:
        return
    page.heading(page.say("objective"))
    columns = [page.column("h-stage", least=20)]
    headings = ("h-plan-1", "h-plan-2", "h-difference")
    columns += [Column(page.say(key), right=True, least=13) for key in headings]

    def row(stage: tuple[str, str, str]) -> list[str]:
        name, first, second = stage
        label = word("stage", name, page.lang)
        return [label, _figure(first), _figure(second), _gain(name, first, second)]

    page.table(columns, found.stages, row)


def _figure(written: str) -> str:
    """A stage's value as a document writes it, for people."""
    whole, point, part = written.partition(".")
    if not written:
        return "–"
    return f"{int(whole):,}{point}{part}" if whole.isdecimal() else written


def _gain(stage: str, first: str, second: str) -> str:
    numbers = [_number(stage, text) for text in (first, second)]
    if numbers[0] is None or numbers[1] is None:
        return ""
    difference = numbers[1] - numbers[0]
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{stage_text(stage, abs(difference))}"


def _number(stage: str, written: str) -> int | None:
    """A value as a whole number of the stage's unit; None where it is not one number."""
    whole, _, part = written.partition(".")
    if stage == "rank" or not whole.isdecimal() or not (part.isdecimal() or not part):
        return None
    digits = 4 if stage == "score" else 2 if stage in MONEY_STAGES else 0
    return int(whole + part.ljust(digits, "0")) if len(part) <= digits else None


def _rows(
    page: Page, key: str, heading: str, rows: Sequence[Moved], names: dict[str, str], unchanged: int
) -> None:
    page.heading(page.say(key, n=len(rows), unchanged=unchanged))
    if rows:
        columns = _columns(page, page.id_column(), page.column(heading, least=20))

        def row(moved: Moved) -> list[str]:
            (id_,) = moved.ids
            return [visible(id_), visible(names.get(id_, "")), *_amounts(moved)]

        page.table(columns, rows, row)


def _transfers(page: Page, found: Difference) -> None:
    unchanged = found.unchanged["transfers"]
    page.heading(page.say("diff-transfers", n=len(found.transfers), unchanged=unchanged))
    if found.transfers:
        page.table(
            _columns(page, page.id_column("h-from"), page.id_column("h-to")),
            found.transfers,
            lambda moved: [*map(visible, moved.ids), *_amounts(moved)],
        )


def _amounts(moved: Moved) -> list[str]:
    shown = [money.baht(amount) if amount else "–" for amount in (moved.first, moved.second)]
    return [*shown, _change(moved.first, moved.second)]


def _why(page: Page, found: Difference) -> None:
    """What made it: the differences of the inputs, or why they are not known."""
    page.heading(page.say("diff-causes"))
    first, second = found.first, found.second
    if first.fingerprint == second.fingerprint:
        page.line(page.say("diff-same-inputs" if not found.same else "diff-same-all"))
        return
    stale = [side.file for side in (first, second) if side.current is False]
    if any(side.current is None for side in (first, second)):
        page.line(page.say("diff-no-case"))
    elif stale:
        page.line(page.say("diff-stale", files=visible(", ".join(stale))))
    if found.causes is not None:
        _causes(page, found, found.causes)


def _causes(page: Page, found: Difference, causes: Causes) -> None:
    for side in (found.first, found.second):
        if side.best is False:
            page.line(page.say("diff-not-best", file=visible(side.file)))
    columns = [
        page.column("h-input", least=20),
        page.column("h-verdict", least=12),
        page.column("h-alone", least=16),
        page.column("h-back", least=16),
    ]
    page.table(columns, causes.causes, lambda cause: _cause(page, cause))
    if causes.acts_together is not None:
        stage, one_by_one, together = causes.acts_together
        page.line(
            page.say(
                "diff-together",
                stage=stage,
                one_by_one=_signed(stage, one_by_one),
                together=_signed(stage, together),
            )
        )
    if causes.others:
        page.line(page.say("diff-others", n=causes.others))
    if causes.ended:
        page.line(page.say("diff-ended"))
    page.line(page.say("diff-replans", n=causes.replans))


def _signed(stage: str, value: int) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{stage_text(stage, abs(value))}"


def _cause(page: Page, cause: Cause) -> list[str]:
    cells = "\n".join(_cell(page, cell, cause.rows) for cell in cause.cells)
    return [
        cells,
        word("verdict", cause.verdict, page.lang),
        _effect(page, cause.alone),
        _effect(page, cause.back),
    ]


def _cell(page: Page, cell: Cell, rows: int) -> str:
    path = visible(cell.path.removesuffix(".id"))
    if not cell.first and not cell.second:
        return page.say("input-column", path=path, n=rows)
    if cell.path.endswith(".id"):
        named = cell.second or cell.first
        if named == "+":
            key = "input-rows-added" if cell.second else "input-rows-removed"
        else:
            key = "input-added" if cell.second else "input-removed"
        return page.say(key, path=path, name=visible(named), n=rows)
    return f"{path}: {_written(cell.first)} → {_written(cell.second)}"


def _written(value: str) -> str:
    """A value as the files write it; an amount as people do."""
    if not value:
        return "–"
    return money.baht(money.parse(value)) if _AMOUNT.fullmatch(value) else visible(value)


def _effect(page: Page, effect: Effect | None) -> str:
    """What a step changes, in a few words."""
    if effect is None:
        return page.say("effect-unknown")
    if effect.ends:
        return page.say("effect-plan" if effect.ends == "plan" else "effect-no-plan")
    parts = []
    if effect.stage is not None and effect.first is not None and effect.second is not None:
        label = word("stage", effect.stage, page.lang)
        if isinstance(effect.first, int) and isinstance(effect.second, int):
            parts.append(f"{label} {_signed(effect.stage, effect.second - effect.first)}")
        else:
            values = (stage_text(effect.stage, value) for value in (effect.first, effect.second))
            parts.append(f"{label} {' → '.join(values)}")
    for key, ids in (
        ("effect-gained", effect.gained),
        ("effect-lost", effect.lost),
        ("effect-changed", effect.changed),
    ):
        if ids:
            parts.append(page.say(key, reserves=visible(" ".join(ids))))
    return "; ".join(parts) or page.say("effect-none" if effect.same else "effect-payers")
