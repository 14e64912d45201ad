"""What case.toml and the files in what-if hold, key by key. Dates are year-month-day, Common Era."""

from __future__ import annotations

from typing import Annotated, NotRequired, Required, TypedDict

from realloc.case import records
from realloc.schema.about import About

# A word in Thai, or in other letters, is read as well: these are what an editor can offer.
Category = Annotated[str, About(offers=records.CATEGORIES)]
Nature = Annotated[str, About(offers=records.NATURES)]
Status = Annotated[str, About(offers=records.STATUSES)]
Flag = Annotated[str, About(offers=records.FLAGS)]
PlanStatus = Annotated[str, About(offers=records.PLAN_STATUSES)]
StageWord = Annotated[str, About(offers=records.STAGES)]
YesNo = Annotated[bool | str, About(offers=("yes", "no"))]
Source = Annotated[str, About(offers=records.SOURCES)]
RuleType = Annotated[str, About(offers=records.RULE_TYPES)]
ShareBasis = Annotated[str, About(offers=records.SHARE_BASES)]
Counted = Annotated[str, About(offers=records.COUNTED)]
Severity = Annotated[str, About(offers=records.SEVERITIES)]

Text = str | int | float | bool
Amount = Annotated[str | int | float, About('Baht, at most two decimals: 827300, or "827,300.00"')]
Share = Annotated[str | float, About("A share from 0 to 1")]
Number = str | int
Day = Annotated[str, About("Year-month-day", format="date")]
Items = str | list[str]
Selector = dict[str, Text | list[Text]]


class Calendar(TypedDict):
    as_of: Annotated[Day, About("The date of the disbursement figures", "ข้อมูล ณ วันที่")]
    decision: Annotated[Day, About("When the committee decides", "วันอนุมัติ")]
    close: Annotated[Day, About("The last day to obligate", "วันสุดท้ายที่ก่อหนี้ผูกพันได้")]


class Release(TypedDict, total=False):
    feasible: Annotated[
        Share, About("Share of the uncommitted balance that a feasible activity can give, 0–1")
    ]
    online: Annotated[Share, About("The same for one that can go online, 0–1")]
    reduced: Annotated[Share, About("For one that can be held with fewer people, 0–1")]
    postponed: Annotated[Share, About("For one that can only be held later, 0–1")]
    infeasible: Annotated[Share, About("For one that cannot be held, 0–1")]
    completed: Annotated[Share, About("For one that is completed, 0–1")]
    cancelled: Annotated[Share, About("For one that is cancelled, 0–1")]


GatheringCap = TypedDict(
    "GatheringCap",
    {
        "from": Annotated[Day, About("The first day of this cap", "ตั้งแต่วันที่")],
        "cap": Annotated[Number, About("The largest gathering allowed, people", "รวมกลุ่มได้ไม่เกิน")],
        "note": NotRequired[Annotated[str, About("A remark", "หมายเหตุ")]],
    },
)


class Covid(TypedDict, total=False):
    reopening: Annotated[Day, About("No cap from this day on")]
    cap: Annotated[Number, About("One cap on every day, people, instead of caps")]
    caps: Annotated[list[GatheringCap], About("Gathering caps over time")]


class Objective(TypedDict, total=False):
    stages: Annotated[list[StageWord] | StageWord, About("In order of precedence", "เป้าหมายตามลำดับ")]


class Approval(TypedDict, total=False):
    levels: Annotated[Items, About("Approval levels, lowest first", "ระดับการอนุมัติ")]


class Project(TypedDict, total=False):
    name: Annotated[str, About("Name, in Thai", "ชื่อโครงการ")]
    name_en: Annotated[str, About("Name, in English")]


Rule = TypedDict(
    "Rule",
    {
        "type": Annotated[
            RuleType, About("What the rule does; required where the rule is new", "ชนิดของหลักเกณฑ์")
        ],
        "from": Annotated[Selector, About("Activities that it speaks of, by column; without it, all")],
        "to": Annotated[Selector, About("Reserve projects that it speaks of, by column; without it, all")],
        "same": Annotated[Items, About("Columns in which both ends are alike")],
        "different": Annotated[Items, About("Columns in which the two ends differ")],
        "per": Annotated[str, About('Applies to each value apart: "from.agency", "to.id"')],
        "amount": Annotated[Amount, About("The bound, baht")],
        "share": Annotated[Share, About("The bound, as a share from 0 to 1 of what `of` says")],
        "of": Annotated[ShareBasis, About("What `share` is a share of")],
        "what": Annotated[Counted, About("What a count counts")],
        "max": Annotated[Number, About("The most that a count allows, a number")],
        "level": Annotated[str, About("The approval level that is needed", "ระดับผู้อนุมัติ")],
        "severity": Annotated[Severity, About("warn reports it where it is broken")],
        "enabled": Annotated[YesNo, About("false switches it off")],
        "title": Annotated[str, About("What it says, in Thai", "สาระสำคัญ")],
        "title_en": Annotated[str, About("What it says, in English")],
        "cite": Annotated[str, About("Where it comes from", "ที่มา")],
        "source": Annotated[Source, About("What that rests on")],
    },
    total=False,
)


class Targets(TypedDict):
    fiscal_year_start: Annotated[Day, About("The first day of the fiscal year")]
    overall: Annotated[list[Share], About("Cumulative share of the budget by quarter, 0–1, four of them")]
    capital: NotRequired[Annotated[list[Share], About("The same of capital money, 0–1")]]
    count_obligations: NotRequired[Annotated[YesNo, About("Whether obligations count as spent")]]
    note: NotRequired[Annotated[str, About("A remark", "หมายเหตุ")]]
    source: NotRequired[Annotated[Source, About("What they rest on")]]


class Assumption(TypedDict):
    about: Annotated[str, About("Column or path that the sources do not state", "เรื่อง")]
    note: Annotated[str, About("What was assumed, and why, in Thai", "ข้อสมมติ")]
    note_en: NotRequired[Annotated[str, About("The same, in English")]]


class Uncertain(TypedDict):
    path: Annotated[str, About("Path of the value that is not known, as `--set` has it")]
    values: NotRequired[Annotated[list[Text], About("The values that it may have")]]
    weights: NotRequired[Annotated[list[Number], About("How likely each of `values` is, beside the others")]]
    low: NotRequired[Annotated[Text, About("The least that it may be, a number or a date")]]
    mode: NotRequired[Annotated[Text, About("The most likely value between `low` and `high`")]]
    high: NotRequired[Annotated[Text, About("The most that it may be, a number or a date")]]
    percent: NotRequired[
        Annotated[list[str | float], About("The least, the most likely and the greatest change, percent")]
    ]
    chance: NotRequired[Annotated[Share, About("How likely it changes at all, 0–1")]]


class Risk(TypedDict):
    uncertain: Annotated[list[Uncertain], About("Values that are not known, and how they are distributed")]


class Signatory(TypedDict, total=False):
    name: Annotated[str, About("Who signs", "ชื่อ")]
    name_en: Annotated[str, About("The same, in English")]
    position: Annotated[str, About("Position", "ตำแหน่ง")]
    position_en: Annotated[str, About("The same, in English")]


class PaperForm(TypedDict, total=False):
    office: Annotated[str, About("The office that proposes", "ส่วนราชการ")]
    office_en: Annotated[str, About("The same, in English")]
    telephone: Annotated[str, About("Its telephone number", "โทร.")]
    reference: Annotated[str, About("The memo's number", "ที่")]
    subject: Annotated[str, About("The memo's subject", "เรื่อง")]
    subject_en: Annotated[str, About("The same, in English")]
    addressee: Annotated[str, About("Whom the memo goes to", "เรียน")]
    addressee_en: Annotated[str, About("The same, in English")]
    background: Annotated[str, About("Its first paragraph", "เรื่องเดิม")]
    background_en: Annotated[str, About("The same, in English")]
    template: Annotated[str, About("A Word file in the case's folder that the memo is filled into")]
    proposer: Annotated[Signatory, About("Who proposes", "ผู้เสนอ")]
    signatories: Annotated[dict[str, Signatory], About("Who signs at each approval level", "ผู้อนุมัติ")]


class Common(TypedDict, total=False):
    risk: Annotated[Risk, About("What is not known, for `realloc risk`", "ความเสี่ยง")]
    paper: Annotated[PaperForm, About("How the committee's paper is addressed", "เอกสารเสนอ")]
    title_en: Annotated[str, About("Title, in English")]
    currency: Annotated[str, About("Currency code", "สกุลเงิน")]
    unit: Annotated[Amount, About("Every amount moved is a whole multiple of this, baht", "หน่วยโอน")]
    release: Annotated[Release, About("What can be moved, by standing", "สัดส่วนที่โอนได้")]
    covid: Annotated[Covid, About("Gathering caps", "เพดานการรวมกลุ่ม")]
    objective: Annotated[Objective, About("What the best plan is", "เป้าหมาย")]
    approval: Annotated[Approval, About("Who approves", "การอนุมัติ")]
    projects: Annotated[dict[str, Project], About("Names of parent projects, by code", "โครงการหลัก")]
    rules: Annotated[dict[str, Rule], About("Rules, by id", "หลักเกณฑ์")]
    targets: Annotated[Targets, About("Disbursement targets", "เป้าหมายการเบิกจ่าย")]
    assumptions: Annotated[list[Assumption], About("What the sources do not state", "ข้อสมมติ")]


class CaseFile(Common):
    """Settings of a case: case.toml."""

    title: Required[Annotated[str, About("Title", "ชื่อเรื่อง")]]
    calendar: Required[Annotated[Calendar, About("Dates", "ปฏิทิน")]]


class ActivityCells(TypedDict, total=False):
    name: Annotated[Text, About("Name, in Thai", "ชื่อกิจกรรม")]
    project: Annotated[Text, About("Parent project, code", "โครงการ")]
    agency: Annotated[Text, About("Agency in charge", "หน่วยงาน")]
    category: Annotated[Category, About("Expenditure category", "งบรายจ่าย")]
    nature: Annotated[Nature, About("Kind of activity", "ลักษณะ")]
    status: Annotated[Status, About("How far it is", "สถานะ")]
    budget: Annotated[Amount, About("Budget, baht", "งบประมาณ")]
    disbursed: Annotated[Amount, About("Paid out, baht", "เบิกจ่าย")]
    obligated: Annotated[Amount, About("Signed and not yet paid, baht", "ผูกพัน")]
    keep: Annotated[Amount, About("What must stay, baht", "กันไว้")]
    feasibility: Annotated[Flag, About("Standing; blank is worked out", "ความเป็นไปได้")]
    participants: Annotated[Number, About("People who take part", "ผู้เข้าร่วม")]
    min_participants: Annotated[Number, About("The fewest people it is worth holding for", "ผู้เข้าร่วมขั้นต่ำ")]
    online: Annotated[YesNo, About("Whether it can be held online", "ออนไลน์")]
    planned: Annotated[Day, About("Planned first day, year-month-day", "กำหนดการ")]
    lead_days: Annotated[Number, About("Days from the decision to the start", "วันเตรียมการ")]
    run_days: Annotated[Number, About("Days that it lasts", "จำนวนวัน")]
    release_share: Annotated[Share, About("Share it can give, 0–1, instead of that of its standing")]
    name_en: Annotated[Text, About("Name, in English", "ชื่อภาษาอังกฤษ")]
    main_activity: Annotated[Text, About("Main activity", "กิจกรรมหลัก")]
    tags: Annotated[Items, About("Labels, separated by ;", "ป้ายกำกับ")]
    note: Annotated[Text, About("A remark", "หมายเหตุ")]


class ReserveCells(TypedDict, total=False):
    name: Annotated[Text, About("Name, in Thai", "ชื่อโครงการ")]
    project: Annotated[Text, About("Parent project, code", "โครงการหลัก")]
    agency: Annotated[Text, About("Agency in charge", "หน่วยงาน")]
    category: Annotated[Category, About("Expenditure category", "งบรายจ่าย")]
    cost: Annotated[Amount, About("What it asks for, baht", "วงเงิน")]
    min_cost: Annotated[Amount, About("The least that still makes sense, baht; blank is all or nothing")]
    score: Annotated[str | int | float, About("Benefit, points of 0 or more, at most four decimals", "คะแนน")]
    rank: Annotated[Number, About("Place in the reserve list, 1 is first", "อันดับ")]
    lead_days: Annotated[Number, About("Days from the decision until money can be obligated", "วันเตรียมการ")]
    requires: Annotated[Items, About("Reserve projects that must be funded too", "ต้องมี")]
    excludes: Annotated[Items, About("Reserve projects that must not be funded with it", "ไม่ร่วมกับ")]
    plan_status: Annotated[PlanStatus, About("Its place in the approved plan", "สถานะในแผน")]
    available: Annotated[YesNo, About("Whether it could start", "พร้อม")]
    name_en: Annotated[Text, About("Name, in English", "ชื่อภาษาอังกฤษ")]
    location: Annotated[Text, About("Where it is", "สถานที่")]
    tags: Annotated[Items, About("Labels, separated by ;", "ป้ายกำกับ")]
    note: Annotated[Text, About("A remark", "หมายเหตุ")]


class ScenarioFile(Common, total=False):
    """A scenario laid over a case: a file in what-if, with only what differs."""

    title: Annotated[str, About("Title", "ชื่อเรื่อง")]
    extends: Annotated[str, About("The scenario that this one builds on; without it, base")]
    probability: Annotated[Share, About("How likely it is, 0–1, for your own use", "ความน่าจะเป็น")]
    calendar: Annotated[Calendar, About("Dates", "ปฏิทิน")]
    activities: Annotated[dict[str, ActivityCells], About("Cells that differ, by the activity's id")]
    reserves: Annotated[dict[str, ReserveCells], About("Cells that differ, by the reserve project's id")]
