"""The documents that `--json` prints, field by field. Amounts are decimal strings in baht, never numbers."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from realloc.case.records import RELEASE_FLAGS, RULE_TYPES, SEVERITIES, STAGES
from realloc.schema.about import About, Day, Digest, Money, Percent

Flag = Annotated[str, About(words=RELEASE_FLAGS)]
RuleType = Annotated[str, About(words=RULE_TYPES)]
StageName = Annotated[str, About(words=STAGES)]
Severity = Annotated[str, About(words=SEVERITIES)]
PlanStatus = Literal["optimal", "feasible", "infeasible"]
Proof = Literal["exact", "solver", "none"]
WayKind = Literal["amount", "share", "max", "off", "budget", "together"]
WayFound = Literal["least", "enough", "none"]

STAGE_UNIT = "points with four decimals, baht, a number, or the ranks funded, by stage"
RULE_UNIT = "Baht with two decimals; a whole number for a rule of type count"

ActivityId = Annotated[str, About("Id of an activity", "รหัสกิจกรรม")]
ReserveId = Annotated[str, About("Id of a reserve project", "รหัสโครงการสำรอง")]
RuleId = Annotated[str, About("Id of a rule", "รหัสหลักเกณฑ์")]
Sentence = Annotated[str, About("A sentence, in the language asked for")]
Level = Annotated[str, About("An approval level of the case", "ผู้อนุมัติ")]


class CaseName(TypedDict):
    name: Annotated[str, About("Name of the case's folder", "ชื่อกรณี")]
    title: Annotated[str, About("Title of the case", "ชื่อเรื่อง")]


class CaseRead(CaseName):
    fingerprint: Annotated[Digest, About("SHA-256 over every value of the case under this scenario")]


class ScenarioName(TypedDict):
    name: Annotated[str, About("Name of the scenario; base is the case as it stands", "สถานการณ์")]
    title: Annotated[str, About('Title of the scenario, "" where it has none')]


class CaseAndScenario(TypedDict):
    case: Annotated[CaseRead, About("The case")]
    scenario: Annotated[ScenarioName, About("The scenario")]


class Setting(TypedDict):
    path: Annotated[str, About("Dotted path of a value laid on top of the scenario")]
    value: Annotated[str, About("The value, as it was written")]


class Assumption(TypedDict):
    about: Annotated[str, About("Column or path that the sources do not state", "เรื่อง")]
    note: Annotated[str, About("What was assumed, and why", "ข้อสมมติ")]


class Stage(TypedDict):
    stage: Annotated[StageName, About("Stage of the objective, in order of precedence", "เป้าหมาย")]
    value: Annotated[str, About(f"What the plan comes to: {STAGE_UNIT}", "ค่าที่ได้")]
    bound: Annotated[str | None, About(f"The best that is possible: {STAGE_UNIT}; null where unknown")]
    proof: Annotated[Proof, About("What the bound rests on", "การพิสูจน์")]


class Totals(TypedDict):
    budget: Annotated[Money, About("Budget of all activities, baht", "งบประมาณ")]
    disbursed: Annotated[Money, About("Disbursed by all activities, baht", "เบิกจ่ายแล้ว")]
    releasable: Annotated[Money, About("What can be moved, baht", "โอนเปลี่ยนแปลงได้")]
    transferred: Annotated[Money, About("What the plan moves, baht", "โอนเปลี่ยนแปลง")]
    unplaced: Annotated[Money, About("What can be moved and finds no home, baht", "ไม่มีโครงการรองรับ")]


class PlannedActivity(TypedDict):
    id: ActivityId
    feasibility: Annotated[Flag, About("Standing of the activity", "สถานะ")]
    why: Annotated[Sentence, About("Why it stands so, in the language asked for", "เหตุผล")]
    releasable: Annotated[Money, About("What it can release, baht", "โอนได้")]
    out: Annotated[Money, About("What it gives, baht", "โอนลด")]
    before: Annotated[Money, About("Its budget before the plan, baht", "งบเดิม")]
    after: Annotated[Money, About("Its budget after the plan, baht", "งบใหม่")]


class PlannedReserve(TypedDict):
    id: ReserveId
    eligible: Annotated[bool, About("Whether it can take money at all", "พร้อมรับเงิน")]
    funded: Annotated[bool, About("Whether it gets any", "ได้รับเงิน")]
    cost: Annotated[Money, About("What it asks for, baht", "ขอรับ")]
    amount: Annotated[Money, About("What it gets, baht", "โอนเพิ่ม")]
    why: Annotated[Sentence, About("Why, in the language asked for", "เหตุผล")]


Transfer = TypedDict(
    "Transfer",
    {
        "from": Annotated[ActivityId, About("Id of the activity that gives", "จาก")],
        "to": Annotated[ReserveId, About("Id of the reserve project that gets", "ไปยัง")],
        "amount": Annotated[Money, About("Amount, baht", "จำนวนเงิน")],
        "approval": Annotated[Level, About("The lowest level that may approve it", "ผู้อนุมัติ")],
    },
)


class RuleUse(TypedDict):
    id: RuleId
    type: Annotated[RuleType, About("Type of the rule", "ชนิด")]
    scope: Annotated[str, About('Value of the rule\'s `per` that this row is about, "" where it has none')]
    used: Annotated[str, About(f"How much of it is used. {RULE_UNIT}", "ใช้ไป")]
    limit: Annotated[str, About(f"Its resolved limit. {RULE_UNIT}", "เกณฑ์")]
    binding: Annotated[bool, About("Whether less than one unit of room is left", "เต็มเกณฑ์")]
    severity: Annotated[Severity, About("Whether the plan must keep it")]
    holds: Annotated[bool, About("Whether the plan keeps it; only a warn rule may be broken")]


class ApprovalUse(TypedDict):
    rule: Annotated[RuleId, About("Id of an approval rule that some transfer falls under")]
    level: Annotated[Level, About("The level that the rule asks for", "ผู้อนุมัติ")]
    amount: Annotated[Money, About("What its transfers add up to, baht", "จำนวนเงิน")]
    lines: Annotated[int, About("Number of its transfers", "จำนวนรายการ")]


class StageValue(TypedDict):
    stage: Annotated[StageName, About("Stage of the objective", "เป้าหมาย")]
    value: Annotated[str, About(f"What the plan comes to: {STAGE_UNIT}", "ค่าที่ได้")]


class WayOut(TypedDict):
    kind: Annotated[WayKind, About("What of the rule changes; the budget of an activity; or several at once")]
    found: Annotated[
        WayFound, About("least: one step less does not do; enough: it does; none: it does not do either")
    ]
    subject: Annotated[str, About('Id of the rule or the activity, "" where there are several')]
    cost: Annotated[Money | None, About("What the change comes to, baht; null where it is not one of money")]
    settings: Annotated[list[Setting], About("The change, as --set takes it")]
    why: Annotated[Sentence, About("The change in words, in the language asked for")]
    rest: Annotated[list[RuleId], About("Rules that cannot hold together even so")]
    objective: Annotated[list[StageValue], About("What the best plan then comes to; none without a plan")]
    transferred: Annotated[Money | None, About("What that plan moves, baht; null without a plan")]


class WaysOut(TypedDict):
    ways: Annotated[list[WayOut], About("Changes that alone give the case a plan, cheapest first")]
    ended: Annotated[bool, About("Whether the effort ended before all were known")]
    solves: Annotated[int, About("How many times the rules were tried")]


class PlanDocument(TypedDict):
    """One scenario's plan: `realloc plan --json`."""

    schema: Annotated[Literal["realloc.plan/1"], About("This document's schema")]
    case: Annotated[CaseRead, About("The case")]
    scenario: Annotated[ScenarioName, About("The scenario")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    status: Annotated[PlanStatus, About("Whether the plan is proven best, usable, or does not exist", "ผล")]
    objective: Annotated[list[Stage], About("The objective's stages; none where there is no plan")]
    totals: Annotated[Totals, About("Sums over all activities, baht", "ยอดรวม")]
    activities: Annotated[list[PlannedActivity], About("Every activity, in the order of the table")]
    reserves: Annotated[list[PlannedReserve], About("Every reserve project, in the order of the table")]
    transfers: Annotated[list[Transfer], About("Every transfer", "รายการโอนเปลี่ยนแปลง")]
    rules: Annotated[list[RuleUse], About("Every enabled rule but approvals, each value of `per` apart")]
    approvals: Annotated[list[ApprovalUse], About("Approval rules that some transfer falls under")]
    conflict: Annotated[list[RuleId], About("Rules that cannot hold together; empty unless infeasible")]
    warnings: Annotated[list[Sentence], About("What to be careful about, in the language asked for")]
    assumptions: Annotated[list[Assumption], About("What the sources do not state", "ข้อสมมติ")]
    relaxations: NotRequired[Annotated[WaysOut, About("Ways out of the conflict, where there is no plan")]]


class FoundInFile(TypedDict):
    code: Annotated[str, About("Code of the finding")]
    file: Annotated[str, About("File, as the case has it", "ไฟล์")]
    sheet: Annotated[str | None, About("Sheet of a workbook that holds several tables", "ชีต")]
    row: Annotated[
        int | None, About("Row of a table as a spreadsheet shows it, or line of a TOML file", "แถว")
    ]
    column: Annotated[str, About("Column, or dotted path in a TOML file", "คอลัมน์")]
    message: Annotated[Sentence, About("What was found, what was expected, what to do")]


class CheckTotals(TypedDict):
    budget: Annotated[Money, About("Budget of all activities, baht", "งบประมาณ")]
    disbursed: Annotated[Money, About("Disbursed, baht", "เบิกจ่ายแล้ว")]
    obligated: Annotated[Money, About("Obligated and not yet paid, baht", "ผูกพัน")]
    releasable: Annotated[Money, About("What can be moved, baht", "โอนเปลี่ยนแปลงได้")]
    asked: Annotated[Money, About("What eligible reserve projects ask for, baht", "ขอรับ")]


class Progress(TypedDict):
    kind: Annotated[str, About("Which money", "งบ", words=("overall", "capital"))]
    budget: Annotated[Money, About("Its budget, baht", "งบประมาณ")]
    spent: Annotated[Money, About("What counts as spent, baht", "เบิกจ่าย")]
    percent: Annotated[Percent, About("Spent, percent of the budget", "ร้อยละ")]
    target_percent: Annotated[Percent, About("Target at the date, percent", "เป้าหมาย")]
    points_below: Annotated[Percent, About("How far below the target, percentage points")]
    shortfall: Annotated[Money, About("What is missing to the target, baht", "ขาดอีก")]


class Spending(TypedDict):
    as_of: Annotated[Day, About("Date of the figures, year-month-day")]
    counts_obligations: Annotated[bool, About("Whether obligations count as spent")]
    progress: Annotated[list[Progress], About("Overall, and capital where it has a target")]


class CheckedActivity(TypedDict):
    id: ActivityId
    feasibility: Annotated[Flag, About("Standing of the activity", "สถานะ")]
    why: Annotated[Sentence, About("Why it stands so", "เหตุผล")]
    releasable: Annotated[Money, About("What it can release, baht", "โอนได้")]


class CheckedReserve(TypedDict):
    id: ReserveId
    eligible: Annotated[bool, About("Whether it can take money at all", "พร้อมรับเงิน")]
    cost: Annotated[Money, About("What it asks for, baht", "ขอรับ")]
    why: Annotated[Sentence, About("Why", "เหตุผล")]


class CheckDocument(CaseAndScenario):
    """A case whose files can be read: `realloc check --json`."""

    schema: Annotated[Literal["realloc.check/1"], About("This document's schema")]
    errors: Annotated[list[FoundInFile], About("Empty: the files can be read")]
    notices: Annotated[list[FoundInFile], About("What was guessed in reading")]
    statuses: Annotated[dict[str, int], About("Number of activities by status")]
    totals: Annotated[CheckTotals, About("Sums, baht", "ยอดรวม")]
    disbursement: Annotated[Spending | None, About("Spending against its target; null without targets")]
    activities: Annotated[list[CheckedActivity], About("Every activity")]
    reserves: Annotated[list[CheckedReserve], About("Every reserve project")]
    assumptions: Annotated[list[Assumption], About("What the sources do not state", "ข้อสมมติ")]


class FindingsDocument(TypedDict):
    """A case whose files have errors: `realloc check --json`."""

    schema: Annotated[Literal["realloc.check/1"], About("This document's schema")]
    errors: Annotated[list[FoundInFile], About("Everything that is wrong, in file order", "ข้อผิดพลาด")]


class Problem(TypedDict):
    code: Annotated[str, About("Code of the problem")]
    where: Annotated[str, About("Path in the plan or the certificate")]
    message: Annotated[Sentence, About("What does not hold")]


class ChangedValue(TypedDict):
    path: Annotated[str, About("Dotted path of the value, or of a row that only one of the two has")]
    plan: Annotated[str, About('What the plan says; amounts in baht; "" for a row that it lacks')]
    case: Annotated[str, About('What the case says; amounts in baht; "" for a row that it lacks')]


class VerificationDocument(CaseAndScenario):
    """Whether a plan holds against its case: `realloc verify --json`."""

    schema: Annotated[Literal["realloc.verification/1"], About("This document's schema")]
    holds: Annotated[bool, About("Whether the plan holds", "ถูกต้อง")]
    case_changed: Annotated[bool, About("Whether the case is other data than the plan was made from")]
    changes: Annotated[
        list[ChangedValue], About("What has become of the case since, as far as the plan can tell")
    ]
    proven: Annotated[list[str], About("Stages whose proof the certificate gives")]
    problems: Annotated[list[Problem], About("What does not hold; empty where it does")]


class PrintedPlan(TypedDict):
    status: Annotated[PlanStatus, About("As in a plan", "ผล")]
    fingerprint: Annotated[Digest, About("SHA-256 over the plan's figures, as the papers have it")]
    transfers: Annotated[int, About("Number of transfers", "จำนวนรายการโอน")]


class PaperDocument(CaseAndScenario):
    """What was printed, of what, and where: `realloc propose --json`."""

    schema: Annotated[Literal["realloc.paper/1"], About("This document's schema")]
    settings: Annotated[list[Setting], About("What --set laid on top")]
    plan: Annotated[PrintedPlan, About("The plan that the papers propose")]
    totals: Annotated[Totals, About("Sums over all activities, baht", "ยอดรวม")]
    files: Annotated[list[str], About("The files written, as they were asked for", "ไฟล์")]


class ImportedRows(TypedDict):
    used: Annotated[int, About("Rows of the report that make up activities")]
    skipped: Annotated[int, About("Rows left out")]
    activities: Annotated[int, About("Activities that the report has")]


class SkippedRow(TypedDict):
    row: Annotated[int, About("Row as a spreadsheet shows it", "แถว")]
    why: Annotated[str, About("Why it is left out", "เหตุผล")]
    text: Annotated[str, About("What it says", "ข้อความ")]


class ColumnSum(TypedDict):
    column: Annotated[str, About("Column of activities", "คอลัมน์")]
    imported: Annotated[Money, About("What the rows add up to, baht")]
    stated: Annotated[Money, About("What the report's total row says, baht")]


class ChangedCell(TypedDict):
    id: ActivityId
    column: Annotated[str, About("Column of activities", "คอลัมน์")]
    before: Annotated[str, About('What the case says; "" is blank; amounts in baht', "เดิม")]
    after: Annotated[str, About("What the report says; amounts in baht", "ใหม่")]


class ImportDocument(TypedDict):
    """What a report would change in a case: `realloc import --json`."""

    schema: Annotated[Literal["realloc.import/1"], About("This document's schema")]
    report: Annotated[str, About("Name of the report's file")]
    map: Annotated[str, About("Name of the map's file")]
    rows: Annotated[ImportedRows, About("Numbers of rows")]
    skipped: Annotated[list[SkippedRow], About("Rows left out")]
    sums: Annotated[list[ColumnSum], About("Sums compared with the report's own; empty without a total row")]
    unused: Annotated[list[str], About("Headings that the map does not use")]
    notices: Annotated[list[Sentence], About("What was guessed in reading")]
    added: Annotated[list[dict[str, str]], About("New activities: cells by column; amounts in baht")]
    changed: Annotated[list[ChangedCell], About("Cells that change")]
    missing: Annotated[list[ActivityId], About("Activities of the case that the report lacks; they stay")]
    unchanged: Annotated[int, About("Number of activities that stay as they are")]
