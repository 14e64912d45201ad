"""The memo and its annexes as a row of blocks, in the order in which Word, PDF and Markdown print them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from realloc.report.paper import grids
from realloc.report.paper.content import Head, Paper, RuleLine, Signature
from realloc.report.paper.grids import Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A new page, and on from there in portrait or landscape. The first one opens the paper."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The memo's head: its name and whom it goes to."""

    title: str
    head: Head


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1: an annex, 2: a part of the memo or of an annex."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its first line set in; `number` stands before it where it is one of several."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that stands out: what is assumed, what is not proven."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, two beside each other."""

    signatures: tuple[Signature, ...]


type Block = Section | Letterhead | Heading | Paragraph | Remark | Signatures | Grid


def blocks(paper: Paper) -> Iterator[Block]:
    """The whole paper."""
    yield Section()
    yield from _memo(paper)
    yield from annexes(paper)


def annexes(paper: Paper) -> Iterator[Block]:
    """What follows the memo, each on a new page."""
    yield Section(landscape=True)
    yield _annex(paper, 1, "p-table")
    yield grids.lines(paper)
    yield Remark(
        paper.say(
            "p-total-words", amount=paper.sums.transferred, in_words=paper.words(paper.sums.transferred)
        )
    )
    yield from _legend(paper)
    yield Section(landscape=True)
    yield _annex(paper, 2, "p-moves")
    yield grids.moves(paper)
    yield from _legend(paper)
    yield Section(landscape=True)
    yield from _considered(paper)
    yield Section()
    yield from _resolution(paper)
    yield Section()
    yield from _assumptions(paper)
    yield Section()
    yield from _audit(paper)
    for number, sheet in enumerate(paper.sheets):
        yield Section()
        if number == 0:
            yield _annex(paper, 7, "p-sheets")
        yield Heading(paper.say("p-gives-one" if sheet.line.side == "gives" else "p-gets-one"), 2)
        yield grids.project(paper, sheet)
        yield from _legend(paper)


def _memo(paper: Paper) -> Iterator[Block]:
    yield Letterhead(paper.say("p-memo"), paper.head)
    yield from body(paper)
    yield Paragraph(paper.say("p-closing"))
    yield Signatures(tuple(s for s in paper.signatures if not s.level))
    yield Heading(paper.say("p-signatures"), 2)
    yield Signatures(tuple(s for s in paper.signatures if s.level))


def body(paper: Paper) -> Iterator[Heading | Paragraph | Remark]:
    """The memo from its background to its proposal."""
    yield from _part(paper, 1, "p-background", paper.background)
    yield from _part(paper, 2, "p-facts", paper.facts)
    yield from _part(paper, 3, "p-rules", (rule_text(paper, rule) for rule in paper.rules))
    if not paper.rules:
        yield Paragraph(paper.say("p-no-rules"))
    if any(rule.basis == "assumed" for rule in paper.rules):
        yield Remark(paper.say("p-rules-assumed"))
    yield from _part(paper, 4, "p-proposal", paper.proposal)
    for warning in paper.warnings:
        yield Remark(warning)


def _part(paper: Paper, number: int, key: str, paragraphs: Iterable[str]) -> Iterator[Heading | Paragraph]:
    yield Heading(f"{paper.count(number)}. {paper.say(key)}", 2)
    for place, text in enumerate(paragraphs, 1):
        yield Paragraph(text, f"{paper.count(number)}.{paper.count(place)}")


def rule_text(paper: Paper, rule: RuleLine) -> str:
    """A rule with its citation, and whether it is verified or assumed."""
    if not rule.cite:
        return paper.say("p-marked", what=rule.title, basis=rule.basis)
    return paper.say("p-cited", what=rule.title, cite=rule.cite, basis=rule.basis)


def _annex(paper: Paper, number: int, key: str) -> Heading:
    return Heading(paper.say("p-annex", annex=number, title=paper.say(key)), 1)


def _legend(paper: Paper) -> Iterator[Block]:
    if paper.legend:
        yield Remark(paper.legend)


def _considered(paper: Paper) -> Iterator[Block]:
    yield _annex(paper, 3, "p-considered")
    if paper.left_out:
        yield Heading(paper.say("p-considered-reserves"), 2)
        yield grids.left_out(paper)
        yield from _legend(paper)
    else:
        yield Paragraph(paper.say("p-none-left-out"))
    if paper.alternatives:
        yield Heading(paper.say("p-considered-scenarios"), 2)
        yield grids.alternatives(paper)


def _resolution(paper: Paper) -> Iterator[Block]:
    yield _annex(paper, 4, "p-resolution")
    yield Paragraph(paper.say("p-resolved"))
    for number, text in enumerate(paper.resolution, 1):
        yield Paragraph(text, f"{paper.count(number)}.")


def _assumptions(paper: Paper) -> Iterator[Block]:
    yield _annex(paper, 5, "p-assumptions")
    if paper.assumptions:
        yield Remark(paper.say("p-assumptions-are"))
        yield grids.assumptions(paper)
    else:
        yield Paragraph(paper.say("p-no-assumptions"))


def _audit(paper: Paper) -> Iterator[Block]:
    yield _annex(paper, 6, "p-audit")
    yield Paragraph(paper.say("p-how-to-verify"))
    yield grids.audit(paper)
    yield Heading(paper.say("totals"), 2)
    yield grids.sums(paper)
    yield Heading(paper.say("objective"), 2)
    yield grids.stages(paper)
    if paper.rule_figures:
        yield Heading(paper.say("rules"), 2)
        yield grids.rule_figures(paper)
