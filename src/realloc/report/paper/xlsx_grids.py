"""The tables that only the workbook has: the plan's figures, and the checks that compare with them.

Their headings are unlike those of the paper's own tables, with which they stand in one file.
"""

from __future__ import annotations

from collections.abc import Iterator

from realloc.report.paper import grids
from realloc.report.paper.content import Paper
from realloc.report.paper.grids import Column, Grid

RIGHT, WRONG = "✓", "✗"
AMOUNTS = ("h-before", "h-less", "h-more", "h-new")


def line_figures(paper: Paper) -> Grid:
    """The plan's figures, a row for each row of the table of transfers, its sums with it."""
    columns = (
        Column(paper.say("x-row"), "number", 30),
        Column(paper.say("h-id"), "code", 30),
        *(Column(paper.say(key), "amount", 20) for key in AMOUNTS),
    )
    ids = {paper.count(line.number): line.id for line in paper.lines}
    lines = grids.lines(paper)
    rows = tuple(
        (
            row[0],
            ids.get(row[0], row[1]),
            *(cell for cell, column in _pairs(lines, row) if column.kind == "amount"),
        )
        for row in lines.rows
    )
    return Grid("line-figures", paper.say("x-line-figures"), columns, rows, lines.strong)


def move_figures(paper: Paper) -> Grid:
    """The plan's transfers and their sum, the ends by their numbers in the table of transfers."""
    number = {line.id: line.number for line in paper.lines}
    columns = (
        Column(paper.say("x-transfer"), "number", 30),
        Column(paper.say("x-ends"), "code", 30),
        Column(paper.say("h-amount"), "amount", 20),
        Column(paper.say("x-from-row"), "figure", 20),
        Column(paper.say("x-to-row"), "figure", 20),
    )
    rows = [
        (
            paper.count(move.number),
            f"{move.source} → {move.target}",
            paper.baht(move.amount),
            paper.count(number[move.source]),
            paper.count(number[move.target]),
        )
        for move in paper.moves
    ]
    total = ("", paper.say("p-total"), paper.baht(paper.sums.transferred), "", "")
    return Grid("move-figures", paper.say("x-move-figures"), columns, (*rows, total), (len(rows),))


def ends(paper: Paper) -> Grid:
    """What stands beside the transfers: the numbers of their ends, and whether the row is the plan's."""
    columns = (
        Column(paper.say("x-from-row"), "figure", 20),
        Column(paper.say("x-to-row"), "figure", 20),
        Column(paper.say("x-check"), "text", 20),
    )
    rows = tuple((*row[3:], RIGHT) for row in move_figures(paper).rows)
    return Grid("ends", paper.say("x-ends"), columns, rows)


def checks(paper: Paper) -> Grid:
    """What is compared: the totals, the sums of the tables, and the numbers of rows that differ."""
    columns = (
        Column(paper.say("x-checked"), "text", 40),
        Column(paper.say("x-live"), "amount", 25),
        Column(paper.say("x-plan"), "amount", 25),
        Column(paper.say("x-check"), "text", 20),
    )
    sums, lines, moves = grids.sums(paper), grids.lines(paper), grids.moves(paper)
    compared = [(f"{sums.title}: {label}", amount) for label, amount, _ in sums.rows]
    compared += [
        (f"{lines.title}: {column.heading}", cell)
        for cell, column in _pairs(lines, lines.rows[-1])
        if column.kind == "amount"
    ]
    compared.append((f"{moves.title}: {moves.columns[3].heading}", moves.rows[-1][3]))
    compared += [(paper.say("x-rows-differ", table=table.title), paper.count(0)) for table in (lines, moves)]
    rows = tuple((label, figure, figure, RIGHT) for label, figure in compared)
    return Grid("checks", paper.say("x-checks"), columns, rows)


def rules(paper: Paper) -> Grid:
    """The rules relied on, and where each comes from."""
    columns = (
        Column(paper.say("x-rule"), "code", 30),
        Column(paper.say("h-title"), "text", 40),
        Column(paper.say("h-cite"), "text", 40),
        Column(paper.say("h-kind"), "text", 15),
        Column(paper.say("h-basis"), "text", 15),
    )
    rows = tuple((r.id, r.title, r.cite, r.kind, r.basis_name) for r in paper.rules)
    return Grid("rules-relied-on", paper.say("x-rules"), columns, rows)


def _pairs(grid: Grid, row: tuple[str, ...]) -> Iterator[tuple[str, Column]]:
    return zip(row, grid.columns, strict=True)


def extra(paper: Paper) -> tuple[Grid, ...]:
    """All of them, for whoever reads a workbook back."""
    return (ends(paper), checks(paper), rules(paper), line_figures(paper), move_figures(paper))
