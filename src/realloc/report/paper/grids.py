"""The paper's tables as rows of text, the same for whatever prints or reads them.

The first two headings of a grid are unlike those of any other, so that a table that was printed can be known
again by them. Cells are what is seen: figures with commas, in the paper's digits. The two-column grids of the
projects' pages and of the audit are known by their first entry as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from realloc.report.paper.content import Move, Paper, Sheet

Kind = Literal["number", "named", "text", "amount", "figure", "code", "why"]
"""How a column looks and how far it is held to its text when the paper is read back.

number: a row's number. named: an id, a blank, a name. text: words. why: words of which only the figures are
checked. amount: baht with two decimals. figure: any other figure. code: an id or a fingerprint.
"""

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """`part` is the column's part of the table's width."""

    heading: str
    kind: Kind
    part: int

    @property
    def right(self) -> bool:
        return self.kind in ("amount", "figure")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `strong` are the numbers of the rows that are sums, counted from 0."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()


def grids(paper: Paper) -> Iterator[Grid]:
    """Every table of the paper, in the order in which they are printed."""
    yield lines(paper)
    yield moves(paper)
    if paper.left_out:
        yield left_out(paper)
    if paper.alternatives:
        yield alternatives(paper)
    for sheet in paper.sheets:
        yield project(paper, sheet)
    if paper.assumptions:
        yield assumptions(paper)
    yield sums(paper)
    yield stages(paper)
    if paper.rule_figures:
        yield rule_figures(paper)
    yield audit(paper)


def lines(paper: Paper) -> Grid:
    """The transfer table: both sides, each with its sum, and the sum of all."""
    columns = _columns(
        paper,
        ("h-number", "number", 4),
        ("h-project-activity", "named", 22),
        ("h-agency", "text", 13),
        ("h-category", "text", 8),
        ("h-before", "amount", 11),
        ("h-less", "amount", 11),
        ("h-more", "amount", 11),
        ("h-new", "amount", 11),
        ("h-why", "why", 20),
    )
    rows: list[tuple[str, ...]] = []
    strong = []
    for side, total in (
        (paper.gives, "p-total-gives"),
        (paper.gets, "p-total-gets"),
        (paper.lines, "p-total"),
    ):
        if total != "p-total":
            rows += [
                (
                    paper.count(line.number),
                    f"{line.id} {line.name}",
                    line.agency,
                    line.category,
                    paper.baht(line.before),
                    paper.baht(line.out) if line.side == "gives" else NOTHING,
                    paper.baht(line.into) if line.side == "gets" else NOTHING,
                    paper.baht(line.after),
                    line.why,
                )
                for line in side
            ]
        strong.append(len(rows))
        rows.append(
            (
                "",
                paper.say(total),
                "",
                "",
                paper.baht(sum(line.before for line in side)),
                paper.baht(sum(line.out for line in side)),
                paper.baht(sum(line.into for line in side)),
                paper.baht(sum(line.after for line in side)),
                "",
            )
        )
    return Grid("lines", paper.say("p-table"), columns, tuple(rows), tuple(strong))


def moves(paper: Paper) -> Grid:
    """The transfers one by one."""
    columns = _columns(
        paper,
        ("h-number", "number", 5),
        ("h-from", "named", 26),
        ("h-to", "named", 26),
        ("h-amount", "amount", 13),
        ("h-approval", "text", 13),
        ("h-level-why", "why", 24),
    )
    rows = [
        (
            paper.count(move.number),
            f"{move.source} {move.source_name}",
            f"{move.target} {move.target_name}",
            paper.baht(move.amount),
            move.level_name,
            "; ".join(move.rules) or NOTHING,
        )
        for move in paper.moves
    ]
    total = ("", paper.say("p-total"), "", paper.baht(paper.sums.transferred), "", "")
    return Grid("moves", paper.say("p-moves"), columns, (*rows, total), (len(rows),))


def left_out(paper: Paper) -> Grid:
    """The reserve projects that get nothing."""
    columns = _columns(
        paper,
        ("h-number", "number", 5),
        ("h-reserve", "named", 32),
        ("h-agency", "text", 20),
        ("p-cost", "amount", 14),
        ("h-why", "why", 30),
    )
    rows = [
        (paper.count(number), f"{r.id} {r.name}", r.agency, paper.baht(r.cost), r.why)
        for number, r in enumerate(paper.left_out, 1)
    ]
    total = ("", paper.say("p-total"), "", paper.baht(sum(r.cost for r in paper.left_out)), "")
    return Grid("left-out", paper.say("p-considered-reserves"), columns, (*rows, total), (len(rows),))


def alternatives(paper: Paper) -> Grid:
    """The scenarios compared, the proposed one first."""
    columns = _columns(
        paper,
        ("h-scenario", "named", 22),
        ("h-status", "text", 9),
        ("h-releasable", "amount", 14),
        ("h-moved", "amount", 14),
        ("h-unplaced", "amount", 13),
    )
    columns += tuple(Column(name, "figure", 13) for name in paper.alternative_stages)
    columns += _columns(paper, ("h-lines", "figure", 8), ("h-funded", "text", 16))

    def amount(satang: int | None) -> str:
        return NOTHING if satang is None else paper.baht(satang)

    rows = tuple(
        (
            f"{other.name} {other.title}".rstrip(),
            other.status,
            paper.baht(other.releasable),
            amount(other.moved),
            amount(other.unplaced),
            *other.stages,
            NOTHING if other.lines is None else paper.count(other.lines),
            " ".join(other.funded) or NOTHING,
        )
        for other in paper.alternatives
    )
    return Grid("alternatives", paper.say("p-considered-scenarios"), columns, rows)


def project(paper: Paper, sheet: Sheet) -> Grid:
    """A project's page: what it is, its money, and each transfer that it is part of."""
    line = sheet.line
    gives = line.side == "gives"
    rows = [(paper.say("h-id"), line.id), (paper.say("p-name"), line.name)]
    rows += sheet.facts
    rows += [(label, paper.say("p-baht", amount=amount)) for label, amount in sheet.amounts]
    rows.append((paper.say("h-why"), line.why))
    rows += [_project_move(paper, move, gives=gives) for move in sheet.moves]
    return Grid(f"project {line.id}", f"{line.id} {line.name}", _entries(paper), tuple(rows))


def _project_move(paper: Paper, move: Move, *, gives: bool) -> tuple[str, str]:
    other = f"{move.target} {move.target_name}" if gives else f"{move.source} {move.source_name}"
    label = paper.say("p-moved-to" if gives else "p-moved-from", n=move.number)
    return label, f"{other} · {paper.say('p-baht', amount=move.amount)} · {move.level_name}"


def assumptions(paper: Paper) -> Grid:
    columns = _columns(paper, ("h-about", "code", 25), ("h-note", "why", 75))
    rows = tuple((a.about, a.note) for a in paper.assumptions)
    return Grid("assumptions", paper.say("p-assumptions"), columns, rows)


def sums(paper: Paper) -> Grid:
    """The totals, in figures and in words."""
    columns = _columns(paper, ("h-item", "text", 28), ("h-amount", "amount", 20), ("h-words", "text", 52))
    of = paper.sums
    eligible = ("p-asked-total", of.asked)
    rows = tuple(
        (paper.say(key), paper.baht(amount), paper.words(amount))
        for key, amount in (
            ("budget", of.budget),
            ("disbursed", of.disbursed),
            ("releasable", of.releasable),
            eligible,
            ("transferred", of.transferred),
            ("unplaced", of.unplaced),
        )
    )
    return Grid("sums", paper.say("totals"), columns, rows)


def stages(paper: Paper) -> Grid:
    """The objective, in order of precedence, with what its proof rests on."""
    columns = _columns(
        paper,
        ("h-stage", "text", 34),
        ("h-value", "figure", 24),
        ("h-bound", "figure", 24),
        ("h-proof", "text", 18),
    )
    rows = tuple((s.name, s.value, s.bound, s.proof) for s in paper.stages)
    return Grid("stages", paper.say("objective"), columns, rows)


def rule_figures(paper: Paper) -> Grid:
    """How far each rule is used."""
    columns = _columns(
        paper,
        ("h-rule", "code", 19),
        ("h-kind", "text", 11),
        ("h-basis", "text", 10),
        ("h-scope", "text", 18),
        ("h-used", "figure", 15),
        ("h-limit", "figure", 15),
        ("h-binding", "text", 13),
    )
    rows = tuple(
        (
            rule.id,
            rule.kind,
            rule.basis_name,
            rule.scope or NOTHING,
            paper.count(rule.used) if rule.counts else paper.baht(rule.used),
            paper.count(rule.limit) if rule.counts else paper.baht(rule.limit),
            rule.state,
        )
        for rule in paper.rule_figures
    )
    return Grid("rules", paper.say("rules"), columns, rows)


def audit(paper: Paper) -> Grid:
    """What ties the paper to its case and plan."""
    of = paper.audit
    rows = [
        (paper.say("p-case"), of.case),
        (paper.say("p-case-fingerprint"), of.case_fingerprint),
        (paper.say("p-scenario-name"), of.scenario),
        *((paper.say("p-setting"), f"{path}={value}") for path, value in of.settings),
        (paper.say("p-status"), of.status_name),
        (paper.say("p-plan-fingerprint"), of.plan_fingerprint),
    ]
    return Grid("audit", paper.say("p-audit"), _entries(paper), tuple(rows))


def _entries(paper: Paper) -> tuple[Column, ...]:
    return _columns(paper, ("h-item", "text", 30), ("h-entry", "text", 70))


def _columns(paper: Paper, *columns: tuple[str, Kind, int]) -> tuple[Column, ...]:
    assumable = {"h-agency": "agency", "h-category": "category", "h-before": "budget"}
    return tuple(
        Column(paper.heading(key, assumable.get(key, "")), kind, part) for key, kind, part in columns
    )
