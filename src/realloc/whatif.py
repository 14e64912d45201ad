"""What a study asks and what comes of it: records that `study` fills and `report` prints. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from realloc.result import Plan

Kind = Literal["date", "money", "decimal", "count", "words"]
RowStatus = Literal["optimal", "feasible", "infeasible", "refused", "unknown"]

SCENARIO = "scenario"
"""The path that stands for the scenario itself: `--vary scenario=base,cap-50`."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One path that a study varies, as it was asked for, and the values that it takes, as `--set` has them.

    `kind` says what stands at the path; `words` have no order of their own.
    """

    path: str
    spec: str
    values: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a study and its plan in short.

    `number` counts from 1. `values` run parallel to the study's axes. `status` is the plan's, or `refused`
    where the values cannot be read together and `unknown` where time was up before anything was known; `note`
    says why there is no plan. Amounts are satang, `escalation` satang x level, `score` ten-thousandths of a
    point (None where the reserves have none); all None where there is no plan. `proof` is the weakest of the
    stages'.
    """

    number: int
    scenario: str
    values: tuple[str, ...]
    status: RowStatus
    releasable: int | None = None
    moved: int | None = None
    unplaced: int | None = None
    funded: tuple[str, ...] = ()
    score: int | None = None
    escalation: int | None = None
    lines: int | None = None
    proof: str = ""
    fingerprint: str = ""
    note: str = ""

    @property
    def planned(self) -> bool:
        """Whether there is a plan."""
        return self.status in ("optimal", "feasible")

    @property
    def outcome(self) -> tuple[str, tuple[str, ...]]:
        """What makes plans differ in kind: whether there is one, and which reserves it funds."""
        return ("planned" if self.planned else self.status, self.funded)


@dataclass(frozen=True, slots=True)
class Change:
    """Between two neighbouring values of a path the plan changes: the last value before, the first after."""

    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where plans change along one axis; `samples` are all the rows that were planned, in its order."""

    axis: Axis
    samples: tuple[Row, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Regret:
    """What it costs to have decided on scenario `decided` when `true` comes true.

    `plan` carries the decision out as far as the scenario permits and makes the best of the rest. `kept` and
    `lost` are the satang of the decided transfers that could and could not be carried out. `regret` is the
    scenario's own best minus the plan's value in the first stage, in the unit of `StageResult`; below 0 only
    where a limit ended the search for one of the two, and None where that stage is `rank`.
    """

    decided: str
    true: str
    plan: Plan
    kept: int
    lost: int
    regret: int | None


@dataclass(frozen=True, slots=True)
class Study:
    """What a sweep was asked for, and its rows so far in the order of their numbers."""

    axes: tuple[Axis, ...]
    paired: bool
    rows: tuple[Row, ...]
    thresholds: tuple[Thresholds, ...] = field(default=())
