"""Documents of plans to choose from, and of what changed between two. Amounts as in `documents`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from realloc.schema.about import About, Digest, Money
from realloc.schema.documents import (
    STAGE_UNIT,
    ActivityId,
    CaseAndScenario,
    PlanDocument,
    PlanStatus,
    Proof,
    ReserveId,
    Setting,
    StageName,
    StageValue,
)

PlanName = Annotated[str, About("What the plan is called, in files too")]
Verdict = Literal["whole", "part", "joint", "spare", "payers", "none", "unknown"]


# plan --alternatives


class AlternativePlan(TypedDict):
    name: PlanName
    distance: Annotated[
        int | None,
        About("Reserve projects funded here or in the nearest plan before, not in both; null: best"),
    ]
    most: Annotated[int | None, About("The largest distance that is possible; null where not known")]
    plan: Annotated[PlanDocument, About("The plan")]


class AlternativesDocument(CaseAndScenario):
    """The best plan and others as good or nearly so: `realloc plan --alternatives --json`."""

    schema: Annotated[Literal["realloc.alternatives/1"], About("This document's schema")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    within: Annotated[
        StageValue | None, About("What each reaches in the first stage; null: each is as good in every stage")
    ]
    complete: Annotated[bool, About("Whether it is proven that there are no others")]
    ended: Annotated[bool, About("Whether an interrupt or the time ended the search")]
    searches: Annotated[int, About("Number of searches that it took")]
    shared: Annotated[list[ReserveId], About("Reserve projects that all of the plans fund")]
    plans: Annotated[list[AlternativePlan], About("The plans, the best first")]


# plan --frontier


class FrontierPoint(TypedDict):
    name: PlanName
    values: Annotated[dict[str, str], About(f"What the plan comes to, by stage: {STAGE_UNIT}")]
    bounds: Annotated[
        dict[str, str | None],
        About(f"The best with the other stage kept, by stage: {STAGE_UNIT}; null where not known"),
    ]
    exact: Annotated[bool, About("Whether neither can be better without the other being worse")]
    proof: Annotated[Proof, About("What that rests on", "การพิสูจน์")]
    gap_after: Annotated[bool, About("Whether there may be other points between this one and the next")]
    plan: Annotated[PlanDocument, About("The plan")]


class FrontierDocument(CaseAndScenario):
    """The trade-off between two stages: `realloc plan --frontier --json`."""

    schema: Annotated[Literal["realloc.frontier/1"], About("This document's schema")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    stages: Annotated[list[StageName], About("The two stages weighed, in the order asked for")]
    complete: Annotated[bool, About("Whether there are no other points")]
    ended: Annotated[bool, About("Whether an interrupt or the time ended the search")]
    searches: Annotated[int, About("Number of searches that it took")]
    points: Annotated[
        list[FrontierPoint], About("From the best in the first stage to the best in the second")
    ]


# diff


class CaseOfPlan(TypedDict):
    name: Annotated[str, About("Name of the case's folder", "ชื่อกรณี")]
    fingerprint: Annotated[Digest, About("SHA-256 over every value of the case under this scenario")]


class PlanFile(TypedDict):
    file: Annotated[str, About("The plan's file")]
    case: Annotated[CaseOfPlan, About("The case that it was made for")]
    scenario: Annotated[str, About("Name of the scenario", "สถานการณ์")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]
    current: Annotated[
        bool | None, About("Whether the case's files are still so; null where they were not found")
    ]
    best: Annotated[bool | None, About("Whether planning today gives this plan; null where not asked")]


class TwoAmounts(TypedDict):
    first: Annotated[Money, About("In the first plan, baht")]
    second: Annotated[Money, About("In the second plan, baht")]


class TwoTotals(TypedDict):
    budget: Annotated[TwoAmounts, About("Budget of all activities, baht", "งบประมาณ")]
    disbursed: Annotated[TwoAmounts, About("Disbursed by all activities, baht", "เบิกจ่ายแล้ว")]
    releasable: Annotated[TwoAmounts, About("What can be moved, baht", "โอนเปลี่ยนแปลงได้")]
    transferred: Annotated[TwoAmounts, About("What the plans move, baht", "โอนเปลี่ยนแปลง")]
    unplaced: Annotated[TwoAmounts, About("What can be moved and finds no home, baht", "ไม่มีโครงการรองรับ")]


class TwoValues(TypedDict):
    stage: Annotated[StageName, About("Stage of the objective", "เป้าหมาย")]
    first: Annotated[str | None, About(f"In the first plan: {STAGE_UNIT}; null where it has no such stage")]
    second: Annotated[str | None, About(f"In the second plan: {STAGE_UNIT}; null where it has no such stage")]


class ReserveMoved(TwoAmounts):
    id: ReserveId


class ActivityMoved(TwoAmounts):
    id: ActivityId


TransferMoved = TypedDict(
    "TransferMoved",
    {
        "from": Annotated[ActivityId, About("Id of the activity that gives", "จาก")],
        "to": Annotated[ReserveId, About("Id of the reserve project that gets", "ไปยัง")],
        "first": Annotated[Money, About("In the first plan, baht")],
        "second": Annotated[Money, About("In the second plan, baht")],
    },
)


class Cell(TypedDict):
    path: Annotated[str, About("Dotted path of the value")]
    first: Annotated[str, About('What the first plan\'s case has, as the files write it; "" for nothing')]
    second: Annotated[str, About('What the second plan\'s case has; "" for nothing')]


class StepEffect(TypedDict):
    same: Annotated[bool, About("Whether nothing changes, not even who pays")]
    stage: Annotated[StageName | None, About("The first stage whose value changes; null where none does")]
    first: Annotated[str | None, About(f"Its value before: {STAGE_UNIT}")]
    second: Annotated[str | None, About(f"Its value after: {STAGE_UNIT}")]
    gained: Annotated[list[ReserveId], About("Reserve projects that get money only after")]
    lost: Annotated[list[ReserveId], About("Reserve projects that get money only before")]
    changed: Annotated[list[ReserveId], About("Reserve projects that get another amount")]
    ends: Annotated[
        Literal["plan", "no-plan"] | None, About("What the step ends in, where only one side has a plan")
    ]


class CauseOfChange(TypedDict):
    cells: Annotated[list[Cell], About("The values that differ")]
    rows: Annotated[int, About("Number of rows that they stand in")]
    verdict: Annotated[
        Verdict,
        About(
            "whole: it alone makes the second plan of the first; part: of it; joint: only with others; "
            "spare: the others do the same without it; payers: only who pays; none; unknown"
        ),
    ]
    alone: Annotated[StepEffect | None, About("What it alone does to the first plan; null where not known")]
    back: Annotated[
        StepEffect | None, About("What taking it back does to the second plan; null where not known")
    ]


class ActsTogether(TypedDict):
    stage: Annotated[StageName, About("The first stage", "เป้าหมาย")]
    one_by_one: Annotated[str, About(f"What the changes come to one by one: {STAGE_UNIT}")]
    together: Annotated[str, About(f"What they come to together: {STAGE_UNIT}")]


class CausesOfChange(TypedDict):
    changes: Annotated[list[CauseOfChange], About("What the inputs differ in")]
    acts_together: Annotated[
        ActsTogether | None, About("Where the changes do not add up; null where they do, or it is not known")
    ]
    others: Annotated[int, About("Differences that no plan depends on: titles, notes, sources")]
    replans: Annotated[int, About("Number of plans made to find out")]
    ended: Annotated[bool, About("Whether the effort ended before all was settled")]


class DifferenceDocument(TypedDict):
    """What changed between two plans: `realloc diff --json`."""

    schema: Annotated[Literal["realloc.difference/1"], About("This document's schema")]
    first: Annotated[PlanFile, About("The first plan")]
    second: Annotated[PlanFile, About("The second plan")]
    same: Annotated[bool, About("Whether every row gives and gets the same")]
    totals: Annotated[TwoTotals, About("Sums over all activities, baht", "ยอดรวม")]
    objective: Annotated[list[TwoValues], About("Every stage that either plan has")]
    reserves: Annotated[list[ReserveMoved], About("Reserve projects that get another amount")]
    activities: Annotated[list[ActivityMoved], About("Activities that give another amount")]
    transfers: Annotated[list[TransferMoved], About("Transfers of another amount; 0.00: not made")]
    unchanged: Annotated[dict[str, int], About("Rows that did not change: reserves, activities, transfers")]
    causes: Annotated[
        CausesOfChange | None, About("Which inputs made it; null where they are the same, or not both known")
    ]
