"""The documents that `realloc explain --json` prints. Amounts as in `documents`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from realloc.schema.about import About, Day, Money
from realloc.schema.documents import (
    RULE_UNIT,
    STAGE_UNIT,
    ActivityId,
    CaseAndScenario,
    PlanStatus,
    ReserveId,
    RuleId,
    RuleType,
    RuleUse,
    Sentence,
    Setting,
    StageName,
    WaysOut,
)

Found = Literal["least", "enough", "none", "open"]
ReserveAnswer = Annotated[
    str, About(words=("funded", "as-good", "better-uses", "no-room", "not-eligible", "no-plan"))
]
ActivityAnswer = Annotated[str, About(words=("gives", "unused", "nothing", "no-plan"))]
RuleRole = Annotated[
    str, About(words=("decides", "as-good", "idle", "everything", "needed", "warns", "off", "open"))
]
type Value = str | int | list[Value] | None


class Said(TypedDict):
    code: Annotated[str, About("Which sentence it is, the same in every language")]
    text: Annotated[Sentence, About("The sentence, in the language asked for")]
    values: Annotated[dict[str, Value], About("What fills it, by name; amounts in baht with two decimals")]


class StageShift(TypedDict):
    stage: Annotated[StageName, About("Stage of the objective", "เป้าหมาย")]
    now: Annotated[str, About(f"In the plan: {STAGE_UNIT}")]
    then: Annotated[str, About(f"In the other plan: {STAGE_UNIT}")]


class Shifted(TypedDict):
    id: Annotated[str, About("Id of the reserve project or the activity", "รหัส")]
    now: Annotated[Money, About("In the plan, baht")]
    then: Annotated[Money, About("In the other plan, baht")]


class OtherPlan(TypedDict):
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]
    conflict: Annotated[list[RuleId], About("Rules that leave no such plan; empty where there is one")]
    first: Annotated[str, About('The first stage in which the plans differ, "" where none does')]
    stages: Annotated[list[StageShift], About("The stages' values in both")]
    reserves: Annotated[list[Shifted], About("Reserve projects that get another amount")]
    activities: Annotated[list[Shifted], About("Activities that give another amount")]


class Remedy(Said):
    kind: Annotated[str, About("What kind of change it is")]
    subject: Annotated[str, About('Id of the row or the rule changed, "" where it is the one asked about')]
    found: Annotated[
        Found,
        About(
            "least: nothing smaller does; enough: it does; none: nothing of the kind does; open: not settled"
        ),
    ]
    settings: Annotated[list[Setting], About("The change, as --set takes it")]
    not_enough: Annotated[list[Setting], About("The change that is one step too small")]


class Effort(TypedDict):
    plans: Annotated[int, About("Number of plans made to find out")]
    unproven: Annotated[int, About("How many of them a limit ended before they were proven")]
    ended: Annotated[bool, About("Whether the effort ended before all was settled")]


class Explained(CaseAndScenario):
    schema: Annotated[Literal["realloc.explanation/1"], About("This document's schema")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]


Sentences = Annotated[list[Said], About("The answer, sentence by sentence")]
Explored = Annotated[Effort, About("What the question took")]


# a reserve project


class AboutReserve(TypedDict):
    kind: Annotated[Literal["reserve"], About("What is asked about")]
    id: ReserveId
    name: Annotated[str, About("Its name, in the language asked for", "ชื่อโครงการ")]


TransferFrom = TypedDict(
    "TransferFrom",
    {
        "from": Annotated[ActivityId, About("Id of the activity that gives", "จาก")],
        "amount": Annotated[Money, About("Amount, baht", "จำนวนเงิน")],
    },
)


class Closed(TypedDict):
    id: ActivityId
    releasable: Annotated[Money, About("What it can release, baht", "โอนได้")]
    rules: Annotated[list[RuleId], About("The rules that forbid it to give here")]


class ReserveExplanation(Explained):
    """Why a reserve project does or does not get its money: `realloc explain CASE ID --json`."""

    about: Annotated[AboutReserve, About("What is explained")]
    answer: Annotated[ReserveAnswer, About("The answer in a word")]
    cost: Annotated[Money, About("What it asks for, baht", "ขอรับ")]
    amount: Annotated[Money, About("What it gets, baht", "โอนเพิ่ม")]
    transfers: Annotated[list[TransferFrom], About("Who pays it")]
    instead: Annotated[
        OtherPlan | None,
        About("The best plan without it where it is funded, with it where not; null where not worked out"),
    ]
    closed: Annotated[list[Closed], About("Activities whose money it cannot have")]
    changes: Annotated[list[Remedy], About("What alone would turn the answer, and what would not")]
    sentences: Sentences
    effort: Explored


# an activity


class AboutActivity(TypedDict):
    kind: Annotated[Literal["activity"], About("What is asked about")]
    id: ActivityId
    name: Annotated[str, About("Its name, in the language asked for", "ชื่อกิจกรรม")]


CapSpan = TypedDict(
    "CapSpan",
    {
        "from": Annotated[Day, About("First of these days, year-month-day", "ตั้งแต่วันที่")],
        "to": Annotated[Day, About("Last of these days, year-month-day", "ถึงวันที่")],
        "cap": Annotated[int | None, About("The largest gathering allowed, people; null: no cap")],
        "fits": Annotated[bool, About("Whether the gathering may be held")],
        "fits_smaller": Annotated[bool, About("Whether its smallest form may")],
    },
)


class TransferTo(TypedDict):
    to: Annotated[ReserveId, About("Id of the reserve project that gets", "ไปยัง")]
    amount: Annotated[Money, About("Amount, baht", "จำนวนเงิน")]
    instead: Annotated[OtherPlan | None, About("The best plan without this transfer; null: not worked out")]


class ActivityExplanation(Explained):
    """Why an activity gives what it gives: `realloc explain CASE ID --json`."""

    about: Annotated[AboutActivity, About("What is explained")]
    answer: Annotated[ActivityAnswer, About("The answer in a word")]
    releasable: Annotated[Money, About("What it can release, baht", "โอนได้")]
    out: Annotated[Money, About("What it gives, baht", "โอนลด")]
    caps: Annotated[list[CapSpan], About("Gathering caps on the days on which it could be held")]
    transfers: Annotated[list[TransferTo], About("Where its money goes")]
    instead: Annotated[
        OtherPlan | None, About("The best plan in which it keeps everything; null where not worked out")
    ]
    changes: Annotated[list[Remedy], About("What alone would turn the answer, and what would not")]
    sentences: Sentences
    effort: Explored


# the rules


class AboutRules(TypedDict):
    kind: Annotated[Literal["rules"], About("What is asked about")]


class RuleLeft(RuleUse):
    left: Annotated[str, About(f"Room left; for require, what is above it. {RULE_UNIT}")]


class ExplainedRule(Said):
    id: RuleId
    type: Annotated[RuleType, About("Type of the rule", "ชนิด")]
    title: Annotated[str, About("Its title, in the language asked for", "ชื่อหลักเกณฑ์")]
    cite: Annotated[str, About("Where it is laid down", "อ้างอิง")]
    source: Annotated[str, About("Whether it is sourced or assumed")]
    role: Annotated[
        RuleRole,
        About(
            "decides: a stage is better without it; as-good: another plan, as good; idle: nothing changes; "
            "everything: it alone lets nothing move; needed: no plan without it; warns; off; open"
        ),
    ]
    uses: Annotated[list[RuleLeft], About("How far it is used, each value of `per` apart")]
    without: Annotated[OtherPlan | None, About("The best plan without it; null where not worked out")]
    step: Annotated[dict[str, Value] | None, About("By how much it is relaxed in `more`; null for nothing")]
    step_settings: Annotated[list[Setting], About("That change, as --set takes it")]
    more: Annotated[
        OtherPlan | None, About("The best plan with it relaxed by the step; null: not worked out")
    ]


class RulesExplanation(Explained):
    """What each rule does to the plan: `realloc explain CASE rules --json`."""

    about: Annotated[AboutRules, About("What is explained")]
    rules: Annotated[list[ExplainedRule], About("Every rule, in the case's order; none without a plan")]
    sentences: Sentences
    effort: Explored
    relaxations: NotRequired[Annotated[WaysOut, About("Ways out of the conflict, where there is no plan")]]


ExplanationDocument = ReserveExplanation | ActivityExplanation | RulesExplanation
