"""What an answer is: records that the model fills, `verify` checks and `report` prints. Money in satang."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Proof = Literal["exact", "solver", "none"]
Status = Literal["optimal", "feasible", "infeasible"]

MONEY_STAGES = frozenset({"amount", "escalation", "same_project", "same_agency"})
MINIMISED_STAGES = frozenset({"escalation", "activities", "lines"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as data: `code` picks the sentence in `report.wording`, `values` fill it.

    Values are satang for names in `*_amount`, dates, ints or text from the files.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageResult:
    """A stage's value and proven bound, in its own smallest unit.

    score: ten-thousandths of a point; money stages: satang (escalation: satang x level); counts: 1;
    rank: the ranks funded, ascending.
    """

    stage: str
    value: int | tuple[int, ...]
    bound: int | tuple[int, ...] | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Totals:
    budget: int
    disbursed: int
    releasable: int
    transferred: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class ActivityResult:
    id: str
    feasibility: str
    why: Reason
    releasable: int
    out: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ReserveResult:
    id: str
    eligible: bool
    funded: bool
    cost: int
    amount: int
    why: Reason


@dataclass(frozen=True, slots=True)
class Transfer:
    source: str
    target: str
    amount: int
    approval: str


@dataclass(frozen=True, slots=True)
class RuleUse:
    """How far a rule is used within one value of its `per` ("" where it has none).

    `used` and `limit` are satang, or numbers where `counts`. `holds` is False only for a warn rule that is
    broken.
    """

    id: str
    type: str
    scope: str
    used: int
    limit: int
    binding: bool
    counts: bool = False
    severity: str = "block"
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """One scenario's answer. `conflict` names rules, and is empty unless `status` is infeasible."""

    case_name: str
    case_title: str
    fingerprint: str
    scenario: str
    scenario_title: str
    status: Status
    objective: tuple[StageResult, ...]
    totals: Totals
    activities: tuple[ActivityResult, ...]
    reserves: tuple[ReserveResult, ...]
    transfers: tuple[Transfer, ...]
    rules: tuple[RuleUse, ...]
    warnings: tuple[Reason, ...] = ()
    conflict: tuple[str, ...] = ()
    assumptions: tuple[Any, ...] = ()  # case.records.Assumption
    settings: tuple[tuple[str, str], ...] = ()  # --set PATH, VALUE: what was laid on top of the scenario
    certificate: Any = None  # what the proof rests on, see docs/certificate.md; None where not asked for
