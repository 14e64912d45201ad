"""The paper as an Excel workbook: its tables with live sums, and checks that turn red where a figure changes.

The transfers are typed; what each project gives, gets and has then, and every total, is a formula over them.
The audit sheet keeps the plan's figures: whatever differs from them is named beside its row, and is red.
Every formula carries the plan's value, so that readers that calculate nothing show the figures as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from realloc.report.paper import grids, xlsx_grids
from realloc.report.paper.content import Line, Paper
from realloc.report.paper.grids import NOTHING, Grid
from realloc.report.paper.memo import Heading, Paragraph, Remark, body
from realloc.report.paper.workbook import (
    PART,
    REMARK,
    TITLE,
    Book,
    Placed,
    Sheet,
    added,
    added_where,
    same,
)
from realloc.report.paper.xlsx_grids import RIGHT, WRONG

_BANNER = 1  # the row that says whether all figures agree
_BEFORE, _LESS, _MORE, _NEW = 4, 5, 6, 7  # columns of the table of transfers
_AMOUNT = 3  # column of the transfers one by one
_FROM, _TO, _MOVE_CHECK, _LINE_CHECK, _SUM_CHECK = 7, 8, 9, 10, 4  # columns beside the paper's tables
_RELEASABLE, _TRANSFERRED, _UNPLACED = 2, 4, 5  # rows of the totals
_AUDIT_WIDTHS = (32, 34, 22, 20, 20, 20, 20)

type Grids = dict[str, Placed]


def write(paper: Paper) -> bytes:
    """The paper as an .xlsx file; the same paper gives the same bytes.

    Raises UsageError where an amount is larger than a workbook holds exactly.
    """
    book = Book(paper)
    fills = {key: fill for key, fill in _SHEETS.items() if key != "x-scenarios" or paper.alternatives}
    sheets = {key: book.sheet(paper.say(key)) for key in fills}
    placed: Grids = {}
    for key, fill in fills.items():
        placed |= fill(paper, sheets[key])
    _Live(paper, placed).connect()
    return book.bytes()


# Sheet by sheet, as text and numbers.


def _summary(paper: Paper, sheet: Sheet) -> Grids:
    grid = grids.sums(paper)
    sheet.measure(grid)
    _top(sheet, paper.head.subject)
    for label, text in (
        ("p-date", paper.head.date),
        ("p-office", paper.head.office),
        ("p-reference", paper.head.reference),
        ("p-scenario-name", paper.scenario),
    ):
        if text:
            sheet.passage(f"{paper.say(label)} {text}")
    sheet.passage(paper.dates)
    sheet.passage(paper.say("money-unit"))
    sheet.gap()
    placed = sheet.grid(grid)
    for block in body(paper):
        match block:
            case Heading():
                sheet.gap()
                sheet.passage(block.text, PART)
            case Paragraph():
                sheet.passage(f"{block.number} {block.text}".strip())
            case Remark():
                sheet.passage(block.text, REMARK)
    return {"sums": placed}


def _lines(paper: Paper, sheet: Sheet) -> Grids:
    placed = _annex(paper, sheet, 1, grids.lines(paper))
    transferred = paper.sums.transferred
    sheet.passage(paper.say("p-total-words", amount=transferred, in_words=paper.words(transferred)))
    _legend(paper, sheet)
    return {"lines": placed}


def _moves(paper: Paper, sheet: Sheet) -> Grids:
    placed = _annex(paper, sheet, 2, grids.moves(paper))
    _legend(paper, sheet)
    return {"moves": placed}


def _considered(paper: Paper, sheet: Sheet) -> Grids:
    grid = grids.left_out(paper)
    sheet.measure(grid)
    sheet.passage(paper.say("p-annex", annex=3, title=paper.say("p-considered")), TITLE)
    sheet.gap()
    if not paper.left_out:
        sheet.passage(paper.say("p-none-left-out"))
        return {}
    placed = sheet.grid(grid)
    _legend(paper, sheet)
    return {"left-out": placed}


def _scenarios(paper: Paper, sheet: Sheet) -> Grids:
    grid = grids.alternatives(paper)
    sheet.measure(grid)
    sheet.passage(paper.say("p-annex", annex=3, title=paper.say("p-considered")), TITLE)
    sheet.gap()
    sheet.grid(grid)
    return {}


def _resolution(paper: Paper, sheet: Sheet) -> Grids:
    sheet.widths([150])
    sheet.passage(paper.say("p-annex", annex=4, title=paper.say("p-resolution")), TITLE)
    sheet.gap()
    sheet.passage(paper.say("p-resolved"))
    for number, text in enumerate(paper.resolution, 1):
        sheet.passage(f"{paper.count(number)}. {text}")
    return {}


def _assumptions(paper: Paper, sheet: Sheet) -> Grids:
    grid = grids.assumptions(paper)
    sheet.measure(grid)
    sheet.passage(paper.say("p-annex", annex=5, title=grid.title), TITLE)
    sheet.gap()
    if paper.assumptions:
        sheet.passage(paper.say("p-assumptions-are"), REMARK)
        sheet.long_grid(grid)
    else:
        sheet.passage(paper.say("p-no-assumptions"))
    return {}


def _audit(paper: Paper, sheet: Sheet) -> Grids:
    sheet.widths(_AUDIT_WIDTHS)
    _top(sheet, paper.say("p-annex", annex=6, title=paper.say("p-audit")))
    sheet.passage(paper.say("p-how-to-verify"))
    sheet.gap()
    sheet.grid(grids.audit(paper))
    placed = {"checks": sheet.grid(xlsx_grids.checks(paper))}
    sheet.grid(grids.stages(paper))
    if paper.rule_figures:
        sheet.grid(grids.rule_figures(paper))
    if paper.rules:
        sheet.grid(xlsx_grids.rules(paper))
    placed["line-figures"] = sheet.grid(xlsx_grids.line_figures(paper))
    placed["move-figures"] = sheet.grid(xlsx_grids.move_figures(paper))
    sheet.protect()
    return placed


def _projects(paper: Paper, sheet: Sheet) -> Grids:
    sheet.widths([45, 105])
    sheet.passage(paper.say("p-annex", annex=7, title=paper.say("p-sheets")), TITLE)
    _legend(paper, sheet)
    for project in paper.sheets:
        sheet.gap()
        sheet.grid(grids.project(paper, project))
    return {}


_SHEETS = {
    "x-summary": _summary,
    "x-lines": _lines,
    "x-moves": _moves,
    "x-considered": _considered,
    "x-scenarios": _scenarios,
    "x-resolution": _resolution,
    "x-assumptions": _assumptions,
    "x-audit": _audit,
    "x-projects": _projects,
}


def _annex(paper: Paper, sheet: Sheet, number: int, grid: Grid) -> Placed:
    """A sheet with one long table."""
    sheet.measure(grid)
    _top(sheet, paper.say("p-annex", annex=number, title=grid.title))
    sheet.passage(paper.say("money-unit"))
    sheet.gap()
    return sheet.long_grid(grid)


def _top(sheet: Sheet, title: str) -> None:
    """A sheet's title, and the row under it that will say whether the figures agree."""
    sheet.passage(title, TITLE)
    sheet.passage("")


def _legend(paper: Paper, sheet: Sheet) -> None:
    if paper.legend:
        sheet.passage(paper.legend, REMARK)


class _Live:
    """The formulas that tie the sheets together."""

    def __init__(self, paper: Paper, placed: Grids) -> None:
        self.paper = paper
        self.placed = placed
        self.lines, self.moves = placed["lines"], placed["moves"]
        self.sums, self.checks = placed["sums"], placed["checks"]
        # The table of transfers: those that give, their sum, those that get, their sum, the sum of both.
        self.sum_gives = len(paper.gives)
        self.sum_gets = len(paper.lines) + 1

    def connect(self) -> None:
        self._ends()
        for line in self.paper.lines:
            self._line(line)
        self._totals()
        self._check(self.lines, "line-figures", {_BEFORE: 2, _LESS: 3, _MORE: 4, _NEW: 5}, _LINE_CHECK)
        self._check(self.moves, "move-figures", {_AMOUNT: 2, _FROM: 3, _TO: 4}, _MOVE_CHECK)
        self._check_sums()
        self._check_all()
        for placed in (self.sums, self.lines, self.moves, self.checks):
            self._banner(placed.sheet)

    def _ends(self) -> None:
        """Beside each transfer the numbers of its ends in the table of transfers."""
        moves, kept = self.moves, self.placed["move-figures"]
        moves.sheet.spacer(_FROM - 1)
        for column, at, key in ((_FROM, 3, "x-from-row"), (_TO, 4, "x-to-row")):
            moves.beside(column, self.paper.say(key), [row[at] for row in kept.grid.rows])

    def _line(self, line: Line) -> None:
        """What the transfers move out of a project or into it, and what it has then."""
        gives, row = line.side == "gives", self._row(line)
        column, ends, sign = (_LESS, _FROM, "-") if gives else (_MORE, _TO, "+")
        last, most = len(self.paper.moves) - 1, self.paper.sums.transferred
        keys, amounts = (self.moves.span(0, last, of, abroad=True) for of in (ends, _AMOUNT))
        number, before, moved = (self.lines.at(row, at) for at in (0, _BEFORE, column))
        self.lines.live(row, column, added_where(keys, number, amounts, last + 1, most))
        self.lines.live(row, _NEW, f"ROUND({before}{sign}{moved},2)")

    def _row(self, line: Line) -> int:
        return line.number - 1 if line.side == "gives" else line.number

    def _totals(self) -> None:
        self._total(self.moves, 0, len(self.paper.moves), _AMOUNT)
        if "left-out" in self.placed:
            self._total(self.placed["left-out"], 0, len(self.paper.left_out), _AMOUNT)
        for column in (_BEFORE, _LESS, _MORE, _NEW):
            self._total(self.lines, 0, self.sum_gives, column)
            self._total(self.lines, self.sum_gives + 1, self.sum_gets, column)
            one, other = (self.lines.at(row, column) for row in (self.sum_gives, self.sum_gets))
            self.lines.live(self.sum_gets + 1, column, f"ROUND({one}+{other},2)")
        self.sums.live(_TRANSFERRED, 1, self.moves.at(len(self.paper.moves), _AMOUNT, abroad=True))
        releasable, transferred = (self.sums.at(row, 1) for row in (_RELEASABLE, _TRANSFERRED))
        self.sums.live(_UNPLACED, 1, f"ROUND({releasable}-{transferred},2)")

    def _total(self, placed: Placed, first: int, row: int, column: int) -> None:
        """The sum of the rows from the first up to the row in which it stands."""
        most = placed.satang(row, column)
        placed.live(row, column, added(placed.span(first, row - 1, column), row - first, most))

    def _check(self, placed: Placed, kept_as: str, columns: Mapping[int, int], check: int) -> None:
        """Beside each row whether it is the plan's, or which of its figures are not; those are red.

        `columns` are the columns compared, and where the plan's figures have them.
        """
        kept, sheet = self.placed[kept_as], placed.sheet
        sheet.spacer(len(placed.grid.columns))
        formulas = []
        for row, cells in enumerate(kept.grid.rows):
            agrees = {}
            for column, at in columns.items():
                cell = placed.at(row, column)
                plain = cells[at] in ("", NOTHING)
                agrees[placed.at(-1, column, fixed="row")] = (
                    f'{cell}="{cells[at]}"' if plain else same(cell, kept.at(row, at, abroad=True))
                )
            wrong = "&".join(f'IF({one},"",{heading}&" ")' for heading, one in agrees.items())
            formulas.append(f'IF(AND({",".join(agrees.values())}),"{RIGHT}",TRIM({wrong}))')
        placed.beside_live(check, self.paper.say("x-check"), formulas, RIGHT)
        for column in columns:
            heading, said = placed.at(-1, column, fixed="row"), placed.at(0, check, fixed="column")
            placed.red(column, f"ISNUMBER(FIND({heading},{said}))")

    def _check_sums(self) -> None:
        """Beside each total whether it is the plan's."""
        formulas = []
        for row in range(len(self.sums.grid.rows)):
            agrees = same(self.sums.at(row, 1), self.checks.at(row, 2, abroad=True))
            formulas.append(f'IF({agrees},"{RIGHT}","{WRONG}")')
        self.sums.sheet.spacer(3)
        self.sums.beside_live(_SUM_CHECK, self.paper.say("x-check"), formulas, RIGHT)
        self.sums.red(1, f'{self.sums.at(0, _SUM_CHECK, fixed="column")}<>"{RIGHT}"')

    def _check_all(self) -> None:
        """The checks on the audit sheet: what this workbook has, beside what the plan has."""
        sums = [self.sums.at(row, 1, abroad=True) for row in range(len(self.sums.grid.rows))]
        last = self.sum_gets + 1
        totals = [self.lines.at(last, column, abroad=True) for column in (_BEFORE, _LESS, _MORE, _NEW)]
        moved = self.moves.at(len(self.paper.moves), _AMOUNT, abroad=True)
        differ = [
            f'SUMPRODUCT(--({placed.span(0, len(placed.grid.rows) - 1, check, abroad=True)}<>"{RIGHT}"))'
            for placed, check in ((self.lines, _LINE_CHECK), (self.moves, _MOVE_CHECK))
        ]
        for row, formula in enumerate([*sums, *totals, moved, *differ]):
            self.checks.live(row, 1, formula)
            agrees = same(self.checks.at(row, 1), self.checks.at(row, 2))
            self.checks.live(row, 3, f'IF({agrees},"{RIGHT}","{WRONG}")')
        for column in (1, 3):
            self.checks.red(column, f'{self.checks.at(0, 3, fixed="column")}<>"{RIGHT}"')

    def _banner(self, sheet: Sheet) -> None:
        """Under a sheet's title, whether every figure of the workbook agrees."""
        last = len(self.checks.grid.rows) - 1
        span = self.checks.span(0, last, 3, abroad=True)
        agrees = self.paper.say("x-agrees")
        differs = self.paper.say("x-differs", sheet=self.paper.say("x-audit"))
        sheet.banner(_BANNER, f'IF(COUNTIF({span},"{RIGHT}")={last + 1},"{agrees}","{differs}")', agrees)
