"""What the committee's paper says, whatever it is printed on: one record, made by `compose.paper`.

Texts are in the paper's language and fit to print as they are: text from files has had its control
characters made visible, figures within texts are in the digits asked for, codes (ids, fingerprints, names of
scenarios) are never changed. They are still text: whoever prints them escapes them. Amounts are whole satang;
`Paper.baht` and `Paper.words` write them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from realloc.errors import Lang
from realloc.report.paper.voice import Voice

Side = Literal["gives", "gets"]


@dataclass(frozen=True, slots=True)
class Head:
    """How the memo is addressed. What the case does not say is "": a dotted line to fill in by hand."""

    office: str
    telephone: str
    reference: str
    date: str
    subject: str
    addressee: str


@dataclass(frozen=True, slots=True)
class Sums:
    """The case's and the plan's totals. `asked`: what the eligible reserve projects ask for together."""

    budget: int
    disbursed: int
    releasable: int
    asked: int
    transferred: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the transfer table: an activity that gives, or a reserve project that gets.

    `after = before - out + into`. A reserve project has no budget before.
    """

    number: int
    side: Side
    id: str
    name: str
    project: str
    agency: str
    category: str
    before: int
    out: int
    into: int
    after: int
    why: str


@dataclass(frozen=True, slots=True)
class Move:
    """One transfer. `level` is the approval level as the case has it, `rules` why it needs that one."""

    number: int
    source: str
    source_name: str
    target: str
    target_name: str
    amount: int
    level: str
    level_name: str
    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule relied on. `basis` is verified, assumed or local, and is printed wherever the rule is."""

    id: str
    kind: str
    title: str
    cite: str
    basis: str
    basis_name: str


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """How far a rule is used within one value of its `per` ("" where it has none).

    `used` and `limit` are satang, numbers where `counts`.
    """

    id: str
    kind: str
    basis_name: str
    scope: str
    used: int
    limit: int
    counts: bool
    state: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reserve project that gets nothing, and why."""

    id: str
    name: str
    agency: str
    cost: int
    why: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A scenario beside the one proposed. Without a plan, `moved`, `unplaced` and `lines` are None."""

    name: str
    title: str
    status: str
    releasable: int
    moved: int | None
    unplaced: int | None
    lines: int | None
    stages: tuple[str, ...]  # parallel to `Paper.alternative_stages`
    funded: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the objective: what the plan achieves, the best possible, and what that rests on."""

    stage: str
    name: str
    value: str
    bound: str
    proof: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and what they decide: `amount` and `lines`. `level` is "" for who puts the paper forward."""

    level: str
    level_name: str
    name: str
    position: str
    amount: int
    lines: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one project on either side: facts as label and text, amounts as label and satang."""

    line: Line
    facts: tuple[tuple[str, str], ...]
    amounts: tuple[tuple[str, int], ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Assumed:
    about: str
    note: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What ties the paper to its case and plan: codes, never in Thai digits."""

    case: str
    case_fingerprint: str
    plan_fingerprint: str
    scenario: str
    settings: tuple[tuple[str, str], ...]
    status: str
    status_name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All that any paper says. Lists are in the order in which they are printed."""

    voice: Voice
    head: Head
    title: str  # the case's
    scenario: str  # its name and title
    dates: str
    sums: Sums
    status: str  # the plan's, in a sentence
    background: tuple[str, ...]
    facts: tuple[str, ...]
    proposal: tuple[str, ...]
    resolution: tuple[str, ...]
    lines: tuple[Line, ...]  # those that give, then those that get
    moves: tuple[Move, ...]
    rules: tuple[RuleLine, ...]
    rule_figures: tuple[RuleFigure, ...]
    left_out: tuple[LeftOut, ...]
    alternatives: tuple[Alternative, ...]  # none unless asked for
    alternative_stages: tuple[str, ...]
    signatures: tuple[Signature, ...]
    sheets: tuple[Sheet, ...]
    stages: tuple[StageLine, ...]
    warnings: tuple[str, ...]
    assumptions: tuple[Assumed, ...]
    assumed_columns: frozenset[str]  # of those that the tables show: `activities.category`
    audit: Audit

    @property
    def lang(self) -> Lang:
        return self.voice.lang

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue in the paper's language and digits."""
        return self.voice.say(key, **values)

    def baht(self, satang: int) -> str:
        """An amount in figures, `827,300.00`, in the paper's digits."""
        return self.voice.baht(satang)

    def words(self, satang: int) -> str:
        """An amount in words, in the paper's language."""
        return self.voice.words(satang)

    def count(self, number: int) -> str:
        """A number in the paper's digits, with commas."""
        return self.voice.count(number)

    @property
    def legend(self) -> str:
        """What the mark * means that stands behind what is assumed; "" where nothing is."""
        return self.say("p-legend") if self.assumptions else ""

    def heading(self, key: str, column: str = "") -> str:
        """A table's heading, marked where the case assumes the `column` in either of its files."""
        assumed = {f"activities.{column}", f"reserves.{column}"} & self.assumed_columns
        return f"{self.say(key)} *" if assumed else self.say(key)

    @property
    def gives(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.side == "gives")

    @property
    def gets(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.side == "gets")
