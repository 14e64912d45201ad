"""A comparison as tables: one row a scenario for CSV, and a workbook with what each reserve gets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from realloc import money
from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.document import stage_value
from realloc.report.figures import figures, weakest_proof
from realloc.report.rows import SEPARATOR, csv_line
from realloc.report.titles import in_lang, scenario_title
from realloc.report.wording import text, word
from realloc.result import Plan
from realloc.whatif import Regret

type Cell = str | int | Decimal | None

_HEADER = (
    "scenario", "title", "status", "releasable", "moved", "unplaced", "funded", "score", "escalation",
    "lines", "proof", "fingerprint",
)  # fmt: skip
_BOM = "\ufeff"  # Excel takes a CSV without it for Windows-874
_WIDEST = 60


def comparison_csv(
    plans: Sequence[Plan], cases: Sequence[Case], lang: Lang, regrets: Sequence[Regret] = ()
) -> bytes:
    """A row a scenario: its figures, what each reserve gets, and the regret of its plan in the others."""
    reserves = [reserve.id for reserve in cases[0].reserves]
    true = list(dict.fromkeys(each.true for each in regrets))
    lines = [[*_HEADER, *reserves, *(f"regret {name}" for name in true)]]
    for plan, case in zip(plans, cases, strict=True):
        known = {each.true: _regret(each) for each in regrets if each.decided == plan.scenario}
        row = [*_figures(plan, case, lang), *(_gets(plan, k) for k in range(len(reserves)))]
        row += [known.get(name) for name in true]
        lines.append(["" if cell is None else str(cell) for cell in row])
    return (_BOM + "".join(map(csv_line, lines))).encode()


def comparison_workbook(
    plans: Sequence[Plan], cases: Sequence[Case], lang: Lang, regrets: Sequence[Regret] = ()
) -> bytes:
    """A sheet of scenarios, a sheet of what each reserve gets, and one of regrets; no cell is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    scenarios = [
        ["h-scenario", "h-title", "h-status", "h-releasable", "h-moved", "h-unplaced", "h-funded", "h-score"],
    ]
    head: list[Cell] = [text(key, lang) for key in scenarios[0]]
    head += [word("stage", stage, lang) for stage in ("escalation", "lines")]
    head += [text("h-proof", lang), text("h-fingerprint", lang)]
    rows = [_figures(plan, case, lang, words=True) for plan, case in zip(plans, cases, strict=True)]
    _fill(book.active, text("sheet-scenarios", lang), [head, *rows])
    names: list[Cell] = [plan.scenario for plan in plans]
    grid: list[list[Cell]] = [[text("h-id", lang), text("h-reserve", lang), text("h-asks", lang), *names]]
    for k, reserve in enumerate(cases[0].reserves):
        label = in_lang(reserve.name, reserve.name_en, lang)
        asks = Decimal(money.decimal(reserve.cost))
        grid.append([reserve.id, label, asks, *(_gets(plan, k) for plan in plans)])
    _fill(book.create_sheet(), text("sheet-reserves", lang), grid)
    if regrets:
        known = {(each.decided, each.true): _regret(each) for each in regrets}
        table: list[list[Cell]] = [[text("h-decided", lang), *names]]
        table += [[one, *(known.get((str(one), str(other))) for other in names)] for one in names]
        _fill(book.create_sheet(), text("sheet-regret", lang), table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _figures(plan: Plan, case: Case, lang: Lang, *, words: bool = False) -> list[Cell]:
    status = word("status", plan.status, lang) if words else plan.status
    start: list[Cell] = [plan.scenario, scenario_title(case, lang), status]
    if plan.status == "infeasible":
        nothing: list[Cell] = [None] * 7
        return [*start, Decimal(money.decimal(plan.totals.releasable)), *nothing, plan.fingerprint]
    shown = figures(plan, case)
    return [
        *start,
        Decimal(money.decimal(shown.releasable)),
        Decimal(money.decimal(shown.moved)),
        Decimal(money.decimal(shown.unplaced)),
        SEPARATOR.join(shown.funded),
        None if shown.score is None else Decimal(stage_value("score", shown.score)),
        Decimal(money.decimal(shown.escalation)),
        shown.lines,
        word("proof", weakest_proof(plan), lang) if words else weakest_proof(plan),
        plan.fingerprint,
    ]


def _gets(plan: Plan, number: int) -> Decimal | None:
    """What a reserve gets; nothing where there is no plan, or it is not funded."""
    reserve = plan.reserves[number]
    return Decimal(money.decimal(reserve.amount)) if reserve.funded else None


def _regret(each: Regret) -> Decimal | None:
    stage = each.plan.objective[0].stage
    return None if each.regret is None else Decimal(stage_value(stage, each.regret))


def _fill(sheet: Any, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Write the rows: text as text whatever it begins with, figures as figures, the headings bold."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
            elif isinstance(value, Decimal):
                decimals = -int(value.as_tuple().exponent)
                cell.number_format = "#,##0." + "0" * decimals
            if r == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for c, column in enumerate(zip(*rows, strict=True), 1):
        longest = max(len("" if value is None else str(value)) for value in column)
        sheet.column_dimensions[get_column_letter(c)].width = min(_WIDEST, longest + 4)
