"""Documents of many plans: comparisons, sweeps, hedges and odds. Amounts as in `documents`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from realloc.schema.about import About, Day, Digest, Money, Points, Share
from realloc.schema.documents import (
    STAGE_UNIT,
    ActivityId,
    Assumption,
    CaseAndScenario,
    CaseName,
    PlanDocument,
    PlanStatus,
    ReserveId,
    RuleId,
    ScenarioName,
    Setting,
    Stage,
    StageName,
    Totals,
)

ScenarioId = Annotated[str, About("Name of a scenario", "สถานการณ์")]
ProofWord = Annotated[str, About(words=("exact", "solver", "none"))]
RowStatus = Literal["optimal", "feasible", "infeasible", "refused", "unknown"]
By = Literal["expected", "regret", "cvar"]
Weighed = Literal["given", "scaled", "equal"]
WayKind = Literal["hedge", "wait", "single", "knowing"]


# compare


class AgainstBaseline(TypedDict):
    releasable: Annotated[Money, About("More that can be moved than in the baseline, baht")]
    moved: Annotated[Money, About("More that is moved, baht")]
    unplaced: Annotated[Money, About("More that finds no home, baht")]
    score: Annotated[Points | None, About("More score, points; null where a reserve funded has none")]
    escalation: Annotated[Money, About("More escalation, baht × level")]
    lines: Annotated[int, About("More transfers")]
    gained: Annotated[list[ReserveId], About("Reserve projects funded here and not in the baseline")]
    lost: Annotated[list[ReserveId], About("Funded in the baseline and not here")]


class ComparedScenario(ScenarioName):
    fingerprint: Annotated[Digest, About("SHA-256 over every value of the case under this scenario")]
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]
    objective: Annotated[list[Stage], About("As in a plan")]
    totals: Annotated[Totals, About("Sums over all activities, baht", "ยอดรวม")]
    funded: Annotated[list[ReserveId], About("Reserve projects that get money")]
    lines: Annotated[int, About("Number of transfers", "จำนวนรายการโอน")]
    conflict: Annotated[list[RuleId], About("Rules that cannot hold together")]
    against_baseline: NotRequired[
        Annotated[
            AgainstBaseline | None,
            About("With --baseline: how far from it; null where one of the two has no plan"),
        ]
    ]


class ComparedReserve(TypedDict):
    id: ReserveId
    cost: Annotated[Money, About("What it asks for in the first scenario, baht", "ขอรับ")]
    amounts: Annotated[dict[str, Money], About("What it gets, baht, by the scenario's name", "ได้รับ")]


class CommonReserve(TypedDict):
    id: ReserveId
    least: Annotated[Money, About("The least that it gets in any scenario that has a plan, baht")]


CommonTransfer = TypedDict(
    "CommonTransfer",
    {
        "from": Annotated[ActivityId, About("Id of the activity that gives", "จาก")],
        "to": Annotated[ReserveId, About("Id of the reserve project that gets", "ไปยัง")],
        "least": Annotated[Money, About("The least of it in any scenario that has a plan, baht")],
    },
)


class SomeReserve(TypedDict):
    id: ReserveId
    scenarios: Annotated[list[ScenarioId], About("The scenarios that fund it")]


class RegretOf(TypedDict):
    decided: Annotated[ScenarioId, About("The scenario whose plan is carried out")]
    true: Annotated[ScenarioId, About("The scenario that comes true")]
    stage: Annotated[StageName, About("First stage of the objective", "เป้าหมาย")]
    value: Annotated[str, About(f"What is reached in it: {STAGE_UNIT}", "ค่าที่ได้")]
    regret: Annotated[
        str | None, About(f"The scenario's own best minus that: {STAGE_UNIT}; null for rank", "ค่าเสียโอกาส")
    ]
    kept: Annotated[Money, About("What of the plan's transfers can be carried out, baht")]
    lost: Annotated[Money, About("What of them cannot, baht")]
    funded: Annotated[list[ReserveId], About("Reserve projects that get money in the end")]
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]


class ComparisonDocument(TypedDict):
    """Plans of one case side by side: `realloc compare --json`."""

    schema: Annotated[Literal["realloc.comparison/1"], About("This document's schema")]
    case: Annotated[CaseName, About("The case")]
    scenarios: Annotated[list[ComparedScenario], About("The scenarios, in the order asked for")]
    reserves: Annotated[list[ComparedReserve], About("Every reserve project, in the order of the table")]
    common: Annotated[list[CommonReserve], About("Funded in every scenario that has a plan")]
    assumptions: Annotated[list[Assumption], About("What the sources do not state", "ข้อสมมติ")]
    common_transfers: Annotated[list[CommonTransfer], About("Transfers made in every scenario with a plan")]
    some: Annotated[list[SomeReserve], About("Reserve projects that some scenarios fund and others do not")]
    baseline: NotRequired[Annotated[ScenarioId, About("With --baseline: the scenario compared with")]]
    regret: NotRequired[
        Annotated[list[RegretOf], About("With --regret: each scenario's plan carried out in every other")]
    ]


# sweep


class Varied(TypedDict):
    path: Annotated[str, About("Dotted path of the value that varies; scenario is the scenario itself")]
    asked: Annotated[str, About("The values as they were asked for")]
    values: Annotated[list[str], About("The values that it takes, as --set has them")]


class PlanChange(TypedDict):
    before: Annotated[int, About("Number of the last row before the plan changes")]
    after: Annotated[int, About("Number of the first row after it")]


class Threshold(TypedDict):
    path: Annotated[str, About("Dotted path of the value that varies")]
    changes: Annotated[list[PlanChange], About("Where along it the plan changes")]


class SweepRow(TypedDict):
    row: Annotated[int, About("Number of the row, from 1", "แถว")]
    scenario: Annotated[ScenarioId, About("Scenario that it was planned in", "สถานการณ์")]
    settings: Annotated[dict[str, str], About("What is laid on top, by dotted path")]
    status: Annotated[
        RowStatus,
        About("As in a plan; refused: the values do not go together; unknown: time was up", "ผล"),
    ]
    releasable: Annotated[Money | None, About("What can be moved, baht", "โอนเปลี่ยนแปลงได้")]
    moved: Annotated[Money | None, About("What is moved, baht", "โอนเปลี่ยนแปลง")]
    unplaced: Annotated[Money | None, About("What finds no home, baht", "ไม่มีโครงการรองรับ")]
    funded: Annotated[list[ReserveId], About("Reserve projects that get money")]
    score: Annotated[Points | None, About("Score, points; null where a reserve funded has none", "คะแนน")]
    escalation: Annotated[Money | None, About("Escalation, baht × level", "ภาระการอนุมัติ")]
    lines: Annotated[int | None, About("Number of transfers", "จำนวนรายการโอน")]
    proof: Annotated[ProofWord | None, About("The weakest that a stage's bound rests on", "การพิสูจน์")]
    fingerprint: Annotated[Digest | None, About("SHA-256 over every value of the case with these values")]
    note: Annotated[str, About('Why there is no plan; "" where there is one', "หมายเหตุ")]


class SweepDocument(CaseAndScenario):
    """A grid of what-ifs: `realloc sweep --json`. Null in a row stands for what only a plan has."""

    schema: Annotated[Literal["realloc.sweep/1"], About("This document's schema")]
    settings: Annotated[list[Setting], About("What --set laid on top of every row")]
    vary: Annotated[list[Varied], About("What varies")]
    paired: Annotated[bool, About("Whether all paths change together, not in every combination")]
    thresholds: Annotated[list[Threshold], About("With --thresholds: where plans change; else empty")]
    rows: Annotated[list[SweepRow], About("The what-ifs, in the order of their numbers")]


# hedge


class HedgeWay(TypedDict):
    kind: Annotated[
        WayKind,
        About("hedge; wait: nothing today; single: all that one scenario asks; knowing: nobody can"),
    ]
    scenario: Annotated[ScenarioId | None, About("The scenario of a single way; null for the others")]
    today: Annotated[Money | None, About("What is moved today, baht; null for knowing")]
    expected: Annotated[str, About(f"What it comes to on average: {STAGE_UNIT}")]
    values: Annotated[dict[str, str], About(f"What it comes to, by the scenario's name: {STAGE_UNIT}")]
    greatest_regret: Annotated[str, About(f"The most that it misses of a scenario's best: {STAGE_UNIT}")]
    worst_outcomes: Annotated[
        str, About(f"What it comes to on average in the worst share of outcomes, `level`: {STAGE_UNIT}")
    ]


TodaysTransfer = TypedDict(
    "TodaysTransfer",
    {
        "from": Annotated[ActivityId, About("Id of the activity that gives", "จาก")],
        "to": Annotated[ReserveId, About("Id of the reserve project that gets", "ไปยัง")],
        "amount": Annotated[Money, About("Amount, baht", "จำนวนเงิน")],
    },
)


class HedgedScenario(ScenarioName):
    probability: Annotated[str, About("How likely it is taken to be: a fraction, such as 1/3", "ความน่าจะเป็น")]
    too_late_then: Annotated[list[ReserveId], About("Reserve projects that only today can still fund here")]
    today_plan: Annotated[PlanDocument, About("Today's part as a plan of this scenario")]
    plan: Annotated[PlanDocument, About("All that is decided by the end in this scenario")]


class HedgeDocument(TypedDict):
    """What to decide today when several scenarios may come true: `realloc hedge --json`."""

    schema: Annotated[Literal["realloc.hedge/1"], About("This document's schema")]
    case: Annotated[CaseName, About("The case")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    by: Annotated[By, About("What makes a decision the best")]
    level: Annotated[str, About("The share of worst outcomes that cvar looks at, 0–1")]
    stage: Annotated[StageName, About("The stage that values are of", "เป้าหมาย")]
    today: Annotated[Day, About("Date of the first decision, year-month-day")]
    later: Annotated[Day, About("When the future is known and the rest is decided, year-month-day")]
    probabilities: Annotated[
        Weighed, About("given: as the scenarios have them; scaled to add up to 1; equal: none has any")
    ]
    status: Annotated[Literal["optimal", "feasible"], About("Whether it is proven best", "ผล")]
    gap: Annotated[str, About(f"By how much another decision may be better at most: {STAGE_UNIT}")]
    transfers: Annotated[list[TodaysTransfer], About("What to transfer today", "รายการโอนเปลี่ยนแปลง")]
    ways: Annotated[list[HedgeWay], About("The hedge beside other ways of deciding")]
    knowing_is_worth: Annotated[str, About(f"What knowing the future would add: {STAGE_UNIT}")]
    beats_best_single: Annotated[
        str | None, About(f"More than the best plan for one scenario: {STAGE_UNIT}; null without one")
    ]
    beats_waiting: Annotated[
        str | None, About(f"More than waiting: {STAGE_UNIT}; null where waiting leaves no plan")
    ]
    scenarios: Annotated[list[HedgedScenario], About("The scenarios, in the order asked for")]


# risk


class Chance(TypedDict):
    count: Annotated[int, About("Number of draws in which it is so")]
    chance: Annotated[Share, About("Share of all draws, 0–1", "โอกาส")]
    low: Annotated[Share, About("Lower end of the 95 % confidence interval, 0–1")]
    high: Annotated[Share, About("Upper end of the 95 % confidence interval, 0–1")]


class ReserveChance(Chance):
    id: ReserveId


class ActivityChance(Chance):
    id: ActivityId


class DrawnScenario(TypedDict):
    name: ScenarioId
    probability: Annotated[Share, About("How likely it is, 0–1", "ความน่าจะเป็น")]


class Quantile(TypedDict):
    share: Annotated[Share, About("Share of the draws that do not exceed the value, 0–1")]
    value: Annotated[str, About("The value: points with four decimals for score, else baht")]
    low: Annotated[str, About("Lower end of its 95 % confidence interval, points or baht")]
    high: Annotated[str, About("Upper end of its 95 % confidence interval, points or baht")]


class RiskDocument(TypedDict):
    """How likely plans are, when what is not known is drawn many times: `realloc risk --json`."""

    schema: Annotated[Literal["realloc.risk/1"], About("This document's schema")]
    case: Annotated[CaseName, About("The case")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    draws: Annotated[int, About("Number of draws")]
    distinct: Annotated[int, About("Number of plans that there were to make")]
    seed: Annotated[int, About("What the draws are repeated with")]
    confidence: Annotated[Literal["0.95"], About("Of every interval given")]
    scenarios: Annotated[list[DrawnScenario], About("The scenarios drawn from")]
    uncertain: Annotated[list[str], About("Dotted paths of the values drawn")]
    planned: Annotated[Chance, About("Draws that have a plan")]
    reserves: Annotated[list[ReserveChance], About("How often each reserve project is funded")]
    activities: Annotated[list[ActivityChance], About("How often each activity gives")]
    percentiles: Annotated[
        dict[str, list[Quantile]], About("Of score, moved and unplaced, over the draws with a plan")
    ]
