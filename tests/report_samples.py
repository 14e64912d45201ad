"""One small case and plans for it, made by hand: what people are shown, without a solver."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from realloc.case.records import (
    Activity,
    Assumption,
    Calendar,
    Case,
    Condition,
    Covid,
    GatheringCap,
    Reserve,
    Rule,
    Scenario,
    Selector,
    Targets,
)
from realloc.result import (
    ActivityResult,
    Plan,
    Reason,
    ReserveResult,
    RuleUse,
    StageResult,
    Totals,
    Transfer,
)
from realloc.situation import assess

CALENDAR = Calendar(date(2021, 4, 30), date(2021, 6, 1), date(2021, 9, 30))

FAIR = Activity(
    "A01", "ส่งเสริมการท่องเที่ยวเชิงประวัติศาสตร์ พระนครคีรี-เมืองเพชร", "tourism", "สำนักงานวัฒนธรรมจังหวัด",
    "operating", "gathering", "not_started", 1_000_000_000, 43_850_000, participants=20_000, run_days=10,
    planned=date(2021, 7, 1), name_en="Historical tourism: Phra Nakhon Khiri and Phetchaburi town",
)  # fmt: skip
TRAINING = Activity(
    "A02", "พัฒนาศักยภาพผู้ประกอบการขนมไทยเมืองเพชร", "industry", "สำนักงานอุตสาหกรรมจังหวัด",
    "operating", "gathering", "in_progress", 82_730_000, 8_270_000, participants=60, min_participants=30,
    online=True, run_days=3, planned=date(2021, 6, 15), name_en="Training makers of Thai sweets",
)  # fmt: skip
ROAD = Activity(
    "A03", "ก่อสร้างถนนสายเลียบคลองชลประทาน", "works", "แขวงทางหลวงชนบท", "capital", "works",
    "in_progress", 2_500_000_000, 500_000_000, 1_900_000_000, name_en="Road along the irrigation canal",
)  # fmt: skip
SIGNALS = Activity(
    "A04", "งานไฟสัญญาณจราจร ทางหลวงหมายเลข 3510", "works", "แขวงทางหลวง", "capital", "works",
    "completed", 500_000_000, 461_200_000, name_en="Traffic signals, Highway 3510",
)  # fmt: skip

SCREENING = Reserve(
    "R01", "จัดหาครุภัณฑ์คัดกรองโรคติดเชื้อไวรัสโคโรนา 2019 สำหรับโรงพยาบาล", "society",
    "สำนักงานสาธารณสุขจังหวัด", "capital", 486_000_000, 243_000_000, Decimal(96), 1, 45,
    name_en="COVID-19 screening equipment for hospitals",
)  # fmt: skip
MARKET = Reserve(
    "R02", "ส่งเสริมการตลาดออนไลน์ขนมไทย", "industry", "สำนักงานพาณิชย์จังหวัด", "operating",
    118_000_000, 118_000_000, Decimal("78.5"), 2, 20, name_en="Online market for Thai sweets",
)  # fmt: skip
BEACH = Reserve(
    "R03", "ฟื้นฟูชายหาดชะอำ", "tourism", "เทศบาลเมืองชะอำ", "capital", 1_200_000_000, 1_200_000_000,
    Decimal(80), 3, 90, name_en="Restoring Cha-am beach",
)  # fmt: skip
CYCLING = Reserve(
    "R04", "ก่อสร้างทางจักรยานเลียบชายทะเล", "tourism", "แขวงทางหลวงชนบท", "capital", 643_000_000,
    643_000_000, Decimal(40), 4, 200, name_en="Seaside cycle lane",
)  # fmt: skip

CASE = Case(
    name="sample",
    title="แผนพัฒนาจังหวัดเพชรบุรี ปีงบประมาณ พ.ศ. 2564",
    title_en="Phetchaburi provincial development plan, fiscal year 2021",
    unit=10_000,
    calendar=CALENDAR,
    activities=(FAIR, TRAINING, ROAD, SIGNALS),
    reserves=(SCREENING, MARKET, BEACH, CYCLING),
    covid=Covid(
        (
            GatheringCap(date(2021, 5, 1), 50),
            GatheringCap(date(2021, 6, 21), 100),
            GatheringCap(date(2021, 8, 3), 5),
        )
    ),
    rules=(
        Rule(
            "capital-stays",
            "forbid",
            title="ไม่โอนงบลงทุนไปเป็นงบดำเนินงาน",
            title_en="Capital money stays capital",
            cite="ข้อสมมติ",
        ),
        Rule(
            "agency-cap",
            "limit",
            per=("to", "agency"),
            amount=700_000_000,
            title="หน่วยงานหนึ่งรับโอนได้ไม่เกิน 7 ล้านบาท",
            title_en="No agency receives more than 7 million baht",
        ),
        Rule(
            "society",
            "require",
            target=Selector((Condition("project", ("society",)),)),
            amount=100_000_000,
            title="โครงการด้านสังคมได้รับอย่างน้อย 1 ล้านบาท",
            title_en="Society projects get at least 1 million baht",
            cite="มติ ก.บ.จ. ครั้งที่ 1/2564",
            basis="local",
        ),
        Rule("few", "count", what="reserves", max=2, severity="warn", title="ไม่เกิน 2 โครงการ"),
        Rule(
            "to-capital",
            "approval",
            target=Selector((Condition("category", ("capital",)),)),
            level="committee",
            title="โครงการลงทุน เสนอ ก.บ.จ.",
            title_en="Capital projects go to the provincial committee",
        ),
        Rule(
            "outside-the-plan",
            "approval",
            target=Selector((Condition("plan_status", ("off_plan",)),)),
            level="region",
        ),
    ),
    targets=Targets(
        date(2020, 10, 1),
        tuple(map(Fraction, ("0.32", "0.54", "0.77", "1"))),
        tuple(map(Fraction, ("0.20", "0.45", "0.65", "1"))),
        note="ไตรมาสที่ 3 และ 4 ยังไม่ได้ตรวจสอบ",
    ),
    assumptions=(
        Assumption("activities.participants", "จำนวนผู้เข้าร่วมเป็นประมาณการ", "Headcounts are estimates."),
        Assumption("rules", "ทุกกฎเป็นข้อสมมติ ไม่ใช่ข้อกฎหมาย", "Every rule is an assumption."),
    ),
    fingerprint="sha256:0123",
)
LATE = replace(CASE, scenario=Scenario("late-committee", "ก.บ.จ. ประชุมช้า", "The committee meets late"))
BROKE = replace(CASE, scenario=Scenario("nothing-to-give"))

OPTIMAL = (
    StageResult("score", 1_745_000, 1_745_000, "exact"),
    StageResult("amount", 604_000_000, 604_000_000, "exact"),
    StageResult("escalation", 486_000_000, 486_000_000, "exact"),
    StageResult("lines", 3, 3, "exact"),
)


def _plan() -> Plan:
    standings = assess(CASE).standings
    prospects = assess(CASE).prospects
    out = {"A01": 565_200_000, "A04": 38_800_000}
    got = {"R01": 486_000_000, "R02": 118_000_000}
    left = {"R03": Reason("not-chosen")}
    full = Reason("funded-in-full")
    releasable = sum(standing.releasable for standing in standings)
    return Plan(
        case_name=CASE.name,
        case_title=CASE.title,
        fingerprint=CASE.fingerprint,
        scenario="base",
        scenario_title="",
        status="optimal",
        objective=OPTIMAL,
        totals=Totals(
            sum(a.budget for a in CASE.activities),
            sum(a.disbursed for a in CASE.activities),
            releasable,
            604_000_000,
            releasable - 604_000_000,
        ),
        activities=tuple(
            ActivityResult(
                a.id, s.flag, s.why, s.releasable, out.get(a.id, 0), a.budget, a.budget - out.get(a.id, 0)
            )
            for a, s in zip(CASE.activities, standings, strict=True)
        ),
        reserves=tuple(
            ReserveResult(
                r.id,
                p.eligible,
                r.id in got,
                r.cost,
                got.get(r.id, 0),
                full if r.id in got else left.get(r.id, p.why),
            )
            for r, p in zip(CASE.reserves, prospects, strict=True)
        ),
        transfers=(
            Transfer("A01", "R01", 447_200_000, "committee"),
            Transfer("A01", "R02", 118_000_000, "governor"),
            Transfer("A04", "R01", 38_800_000, "committee"),
        ),
        rules=(
            RuleUse("capital-stays", "forbid", "", 0, 0, True),
            RuleUse("agency-cap", "limit", "สำนักงานพาณิชย์จังหวัด", 118_000_000, 700_000_000, False),
            RuleUse("agency-cap", "limit", "สำนักงานสาธารณสุขจังหวัด", 486_000_000, 700_000_000, False),
            RuleUse("agency-cap", "limit", "เทศบาลเมืองชะอำ", 0, 700_000_000, False),
            RuleUse("agency-cap", "limit", "แขวงทางหลวงชนบท", 0, 700_000_000, False),
            RuleUse("society", "require", "", 486_000_000, 100_000_000, False),
            RuleUse("few", "count", "", 3, 2, True, counts=True, severity="warn", holds=False),
        ),
        warnings=(Reason("warn-count", {"rule": "few", "scope": "", "used": 3, "limit": 2}),),
        assumptions=CASE.assumptions,
        settings=(("calendar.decision", "2021-06-01"),),
    )


PLAN = _plan()
OPEN = replace(
    PLAN,
    status="feasible",
    objective=(
        StageResult("score", 1_745_000, 1_800_001, "solver"),
        StageResult("rank", (1, 2, 4), None, "none"),
        StageResult("escalation", 486_000_000, 38_800_000, "solver"),
    ),
    warnings=(Reason("stage-open", {"stage": "score"}), Reason("stage-unproven", {"stage": "escalation"})),
)
NONE = replace(
    PLAN,
    scenario="nothing-to-give",
    status="infeasible",
    objective=(),
    totals=replace(PLAN.totals, transferred=0, unplaced=PLAN.totals.releasable),
    activities=tuple(replace(a, out=0, after=a.before) for a in PLAN.activities),
    reserves=tuple(
        replace(r, funded=False, amount=0, why=Reason("no-plan") if r.eligible else r.why)
        for r in PLAN.reserves
    ),
    transfers=(),
    rules=(),
    warnings=(
        Reason(
            "conflict-short",
            {"rule": "society", "scope": "", "needed_amount": 900_000_000, "reachable_amount": 486_000_000},
        ),
        Reason("conflict-advice", {"rules": "agency-cap, society", "first": "agency-cap"}),
    ),
    conflict=("agency-cap", "society"),
)
SHORT = replace(
    PLAN,
    scenario="late-committee",
    scenario_title="ก.บ.จ. ประชุมช้า",
    reserves=(
        replace(PLAN.reserves[0], amount=300_000_000, why=Reason("funded-in-part", {
            "amount": 300_000_000, "cost_amount": 486_000_000,
        })),
        replace(PLAN.reserves[1], funded=False, amount=0, why=Reason("not-chosen")),
        *PLAN.reserves[2:],
    ),
)  # fmt: skip
