"""What a case is, once read: frozen records, money in whole satang, shares as fractions.

Nothing here reads files, and nothing here decides: `case.load` makes these, `situation` draws conclusions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

CATEGORIES = ("personnel", "operating", "capital", "subsidy", "other")
NATURES = ("gathering", "works", "procurement", "service", "administration")
STATUSES = ("not_started", "in_progress", "completed", "cancelled")
FLAGS = ("feasible", "online", "reduced", "postponed", "infeasible")
RELEASE_FLAGS = (*FLAGS, "completed", "cancelled")
PLAN_STATUSES = ("reserve", "in_plan", "off_plan")
STAGES = (
    "score", "rank", "amount", "reserves", "escalation",
    "same_project", "same_agency", "activities", "lines",
)  # fmt: skip
RULE_TYPES = ("forbid", "limit", "require", "count", "approval")
COUNTED = ("reserves", "activities", "lines")
SHARE_BASES = ("budget", "releasable", "transferred")
SEVERITIES = ("block", "warn")
SOURCES = ("verified", "assumed", "local")

DEFAULT_RELEASE = {
    "infeasible": Fraction(1),
    "postponed": Fraction(0),
    "reduced": Fraction(1, 2),
    "online": Fraction(3, 10),
    "completed": Fraction(1),
    "cancelled": Fraction(1),
    "feasible": Fraction(0),
}
DEFAULT_STAGES = ("score", "amount", "escalation", "lines")
DEFAULT_LEVELS = ("governor", "committee", "region", "budget_bureau")


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of the budget as it stands. Money in satang."""

    id: str
    name: str
    project: str
    agency: str
    category: str
    nature: str
    status: str
    budget: int
    disbursed: int
    obligated: int = 0
    keep: int = 0
    feasibility: str | None = None
    participants: int | None = None
    min_participants: int | None = None
    online: bool = False
    planned: date | None = None
    lead_days: int = 0
    run_days: int = 1
    release_share: Fraction | None = None
    name_en: str = ""
    main_activity: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A project that could receive money. Money in satang; `min_cost == cost` means all or nothing."""

    id: str
    name: str
    project: str
    agency: str
    category: str
    cost: int
    min_cost: int
    score: Decimal | None = None
    rank: int | None = None
    lead_days: int = 0
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    plan_status: str = "reserve"
    available: bool = True
    name_en: str = ""
    location: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    as_of: date
    decision: date
    close: date


@dataclass(frozen=True, slots=True)
class GatheringCap:
    """The largest gathering allowed from `start` on, until the next cap begins."""

    start: date
    cap: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Covid:
    """Gathering caps over time. `cap` replaces `caps`; from `reopening` on there is none."""

    caps: tuple[GatheringCap, ...] = ()
    cap: int | None = None
    reopening: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bound on a number, an amount (satang) or a date: operator is one of >=, <=, >, <."""

    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Condition:
    """One attribute of a selector: it holds when any of `options` does.

    An option is a value as the record holds it (text, int satang, int, Decimal, Fraction, date, bool)
    or a `Comparison`.
    For `tags`, `requires` and `excludes` an option is one item that the row must carry.
    """

    attribute: str
    options: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """Rows that meet every condition; none = every row."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `amount` in satang. `per` is `("from" | "to", attribute)`."""

    id: str
    type: str
    source: Selector = Selector()
    target: Selector = Selector()
    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    per: tuple[str, str] | None = None
    amount: int | None = None
    share: Fraction | None = None
    of: str | None = None
    what: str | None = None
    max: int | None = None
    level: str | None = None
    severity: str = "block"
    enabled: bool = True
    title: str = ""
    cite: str = ""
    basis: str = "assumed"  # the file's `source`: verified | assumed | local
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the sources do not state: `about` is a column or path, `note` says what was assumed and why."""

    about: str
    note: str
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Disbursement targets by fiscal quarter, cumulative, as shares of the budget."""

    fiscal_year_start: date
    overall: tuple[Fraction, ...]
    capital: tuple[Fraction, ...] = ()
    count_obligations: bool = False
    note: str = ""
    basis: str = "assumed"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the committee's paper at one approval level, or puts it forward."""

    name: str = ""
    name_en: str = ""
    position: str = ""
    position_en: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """How the committee's paper is addressed; whatever is "" is left to be filled in by hand.

    `signatories` are by approval level. `template` is a Word file, relative to the case's folder.
    """

    office: str = ""
    office_en: str = ""
    telephone: str = ""
    reference: str = ""
    subject: str = ""
    subject_en: str = ""
    addressee: str = ""
    addressee_en: str = ""
    background: str = ""
    background_en: str = ""
    template: str = ""
    proposer: Signatory = Signatory()
    signatories: dict[str, Signatory] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A value that is not known, by its path, and how it is distributed; values as `--set` has them.

    Either one of `values` by `weights`, or between `low` and `high` with `mode` the most likely (None: all
    alike), or changed by `percent` of what it is: the least, the most likely and the greatest change. With
    `chance` below 1 it stays as it is with what is left of it.
    """

    path: str
    values: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    low: str = ""
    mode: str | None = None
    high: str = ""
    percent: tuple[Decimal, ...] = ()
    chance: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str = "base"
    title: str = ""
    title_en: str = ""
    probability: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case under one scenario, every value read and checked. `unit` in satang."""

    name: str
    title: str
    unit: int
    calendar: Calendar
    activities: tuple[Activity, ...]
    reserves: tuple[Reserve, ...]
    title_en: str = ""
    currency: str = "THB"
    release: dict[str, Fraction] = field(default_factory=lambda: dict(DEFAULT_RELEASE))
    covid: Covid = Covid()
    stages: tuple[str, ...] = DEFAULT_STAGES
    levels: tuple[str, ...] = DEFAULT_LEVELS
    projects: dict[str, Project] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    targets: Targets | None = None
    risk: tuple[Uncertain, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    paper: PaperForm = PaperForm()
    scenario: Scenario = Scenario()
    fingerprint: str = ""
    notices: tuple[Any, ...] = ()  # errors.Finding: what the reader guessed, reported once
