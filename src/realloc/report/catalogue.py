"""Every word and sentence that reports show, in English and Thai.

A `{name}` is filled by `wording`: amounts, dates, people and days are written the way the language does.
Text from a planner's files comes in as a value and is never read as a template.
"""

from __future__ import annotations

from realloc.report import (
    catalogue_choices,
    catalogue_explain,
    catalogue_files,
    catalogue_hedge,
    catalogue_pages,
    catalogue_paper,
    catalogue_risk,
    catalogue_study,
    catalogue_verify,
)
from realloc.report.both import Both
from realloc.report.both import both as _both

# name, abbreviation
MONTHS = {
    "en": tuple((m, m[:3]) for m in (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )),
    "th": (
        ("มกราคม", "ม.ค."), ("กุมภาพันธ์", "ก.พ."), ("มีนาคม", "มี.ค."), ("เมษายน", "เม.ย."),
        ("พฤษภาคม", "พ.ค."), ("มิถุนายน", "มิ.ย."), ("กรกฎาคม", "ก.ค."), ("สิงหาคม", "ส.ค."),
        ("กันยายน", "ก.ย."), ("ตุลาคม", "ต.ค."), ("พฤศจิกายน", "พ.ย."), ("ธันวาคม", "ธ.ค."),
    ),
}  # fmt: skip

WORDS: dict[str, dict[str, Both]] = {
    "flag": {
        "feasible": _both("feasible", "ดำเนินการได้"),
        "online": _both("online", "จัดออนไลน์"),
        "reduced": _both("reduced", "ลดขนาด"),
        "postponed": _both("postponed", "เลื่อนกำหนด"),
        "infeasible": _both("infeasible", "ดำเนินการไม่ได้"),
        "completed": _both("completed", "แล้วเสร็จ"),
        "cancelled": _both("cancelled", "ยกเลิก"),
    },
    "activity_status": {
        "not_started": _both("not started", "ยังไม่ดำเนินการ"),
        "in_progress": _both("in progress", "อยู่ระหว่างดำเนินการ"),
        "completed": _both("completed", "ดำเนินการแล้วเสร็จ"),
        "cancelled": _both("cancelled", "ยกเลิก"),
    },
    "nature": {
        "gathering": _both("gathering", "กิจกรรมรวมกลุ่มคน"),
        "works": _both("works", "งานก่อสร้าง"),
        "procurement": _both("procurement", "งานจัดซื้อจัดจ้าง"),
        "service": _both("service", "งานบริการ"),
        "administration": _both("administration", "งานบริหารจัดการ"),
    },
    "level": {
        "governor": _both("governor", "ผู้ว่าราชการจังหวัด"),
        "committee": _both("committee", "ก.บ.จ."),
        "region": _both("region", "ก.บ.ภ."),
        "budget_bureau": _both("Budget Bureau", "สำนักงบประมาณ"),
    },
    "approver": {
        "governor": _both("the governor", "ผู้ว่าราชการจังหวัด"),
        "committee": _both("the provincial committee", "ก.บ.จ."),
        "region": _both("the regional committee", "ก.บ.ภ."),
        "budget_bureau": _both("the Budget Bureau", "สำนักงบประมาณ"),
    },
    "status": {
        "optimal": _both("optimal", "ดีที่สุด"),
        "optimal-unproven": _both("optimal (solver)", "ดีที่สุด (ตามตัวแก้ปัญหา)"),
        "feasible": _both("feasible", "ใช้ได้"),
        "infeasible": _both("no plan", "ไม่มีแผน"),
    },
    "proof": {
        "exact": _both("exact", "พิสูจน์แล้ว"),
        "solver": _both("solver's word", "ตามตัวแก้ปัญหา"),
        "none": _both("none", "ไม่มี"),
    },
    "stage": {
        "score": _both("Score", "คะแนนประโยชน์"),
        "rank": _both("Ranks funded", "ลำดับที่ได้รับเงิน"),
        "amount": _both("Money moved", "เงินที่โอน"),
        "reserves": _both("Reserves funded", "จำนวนโครงการสำรองที่ได้รับเงิน"),
        "escalation": _both("Escalation (baht × level)", "ภาระการอนุมัติ (บาท × ระดับ)"),
        "same_project": _both("Kept in the same project", "เงินที่อยู่ในโครงการเดิม"),
        "same_agency": _both("Kept in the same agency", "เงินที่อยู่ในหน่วยงานเดิม"),
        "activities": _both("Activities touched", "จำนวนกิจกรรมที่ถูกโอนออก"),
        "lines": _both("Transfer lines", "จำนวนรายการโอน"),
    },
    "rule_type": {
        "forbid": _both("forbid", "ห้าม"),
        "limit": _both("at most", "ไม่เกิน"),
        "require": _both("at least", "ไม่น้อยกว่า"),
        "count": _both("count", "จำกัดจำนวน"),
        "approval": _both("approval", "อำนาจอนุมัติ"),
    },
    "counted": {
        "reserves": _both("reserve projects", "โครงการสำรอง"),
        "activities": _both("activities", "กิจกรรม"),
        "lines": _both("transfers", "รายการโอน"),
    },
    "share_basis": {
        "budget": _both("the budget", "งบประมาณ"),
        "releasable": _both("what can be released", "เงินที่โอนได้"),
        "transferred": _both("all money moved", "เงินที่โอนทั้งหมด"),
    },
    "basis": {
        "verified": _both("verified", "ตรวจสอบแล้ว"),
        "assumed": _both("assumed", "สมมติ"),
        "local": _both("local", "กำหนดเอง"),
    },
    "money_kind": {
        "overall": _both("Overall", "ภาพรวม"),
        "capital": _both("Capital", "รายจ่ายลงทุน"),
    },
    "category": {
        "personnel": _both("personnel", "งบบุคลากร"),
        "operating": _both("operating", "งบดำเนินงาน"),
        "capital": _both("capital", "งบลงทุน"),
        "subsidy": _both("subsidy", "งบเงินอุดหนุน"),
        "other": _both("other", "งบรายจ่ายอื่น"),
    },
    "plan_status": {
        "reserve": _both("on the reserve list", "อยู่ในบัญชีโครงการสำรอง"),
        "in_plan": _both("in the plan", "อยู่ในแผน"),
        "off_plan": _both("outside the plan", "นอกแผน"),
    },
}

_NO_ROOM = _both(
    "There is no room for {participants} on any {run_days} up to {close} (largest allowed: {caps}).",
    "ไม่มี{run_days}จนถึง {close} ที่จัด{participants}ได้ (รวมกลุ่มได้สูงสุด {caps})",
)
_NO_RUN = _both(
    "There is room for {participants} on some days, but not on any {run_days} up to {close}.",
    "จัด{participants}ได้บางวัน แต่ไม่มี{run_days}จนถึง {close}",
)
_NO_TIME = _both(
    "It can start on {earliest} at the earliest and would not end by {close}.",
    "เริ่มได้เร็วที่สุด {earliest} ไม่แล้วเสร็จภายใน {close}",
)
_NO_SIZE = _both(
    "The number of participants is not given, so it exceeds every cap (largest allowed: {caps}).",
    "ไม่ระบุจำนวนผู้เข้าร่วม จึงถือว่าเกินเพดานการรวมกลุ่มทุกช่วง (สูงสุด {caps})",
)
_BUT_ONLINE = _both(" It can be held online.", " แต่จัดแบบออนไลน์ได้")
_BUT_SMALLER = _both(
    " With {min_participants} it can be held from {start}.", " แต่จัด{min_participants}ได้ตั้งแต่ {start}"
)


def _then(first: Both, second: Both) -> Both:
    return {lang: first[lang] + second[lang] for lang in first}


REASONS: dict[str, Both] = {
    # activities
    "status-completed": _both(
        "It is completed; what it has not spent is money left over.",
        "ดำเนินการแล้วเสร็จ ส่วนที่ไม่ได้ใช้เป็นเงินเหลือจ่าย",
    ),
    "status-cancelled": _both("It is cancelled.", "ยกเลิกการดำเนินการแล้ว"),
    "flag-given": _both("Reported as {flag}.", "รายงานว่า: {flag}"),
    "not-a-gathering": _both(
        "Not a gathering ({nature}), so gathering caps do not touch it.",
        "ไม่ใช่กิจกรรมรวมกลุ่มคน ({nature}) เพดานการรวมกลุ่มจึงไม่กระทบ",
    ),
    "held": _both("{participants} can be held from {start}.", "{participants} จัดได้ตั้งแต่ {start}"),
    "held-as-planned": _both(
        "{participants} can be held from {start}, in time for the planned {planned}.",
        "{participants} จัดได้ตั้งแต่ {start} ทันกำหนดเดิม {planned}",
    ),
    "held-later": _both(
        "{participants} can be held from {start} at the earliest, later than the planned {planned}.",
        "{participants} จัดได้เร็วที่สุด {start} ช้ากว่ากำหนดเดิม {planned}",
    ),
    "infeasible-caps": _NO_ROOM,
    "infeasible-run": _NO_RUN,
    "infeasible-close": _NO_TIME,
    "infeasible-size": _NO_SIZE,
    "online-caps": _then(_NO_ROOM, _BUT_ONLINE),
    "online-run": _then(_NO_RUN, _BUT_ONLINE),
    "online-close": _then(_NO_TIME, _BUT_ONLINE),
    "online-size": _then(_NO_SIZE, _BUT_ONLINE),
    "reduced-caps": _then(_NO_ROOM, _BUT_SMALLER),
    "reduced-run": _then(_NO_RUN, _BUT_SMALLER),
    "reduced-size": _then(_NO_SIZE, _BUT_SMALLER),
    # reserves that can or cannot take money at all
    "ready": _both(
        "Can be obligated from {ready}.",
        "ก่อหนี้ผูกพันได้ตั้งแต่ {ready}",
    ),
    "ready-too-late": _both(
        "Needs {lead_days} after the decision: ready on {ready}, after the close on {close}.",
        "ต้องใช้เวลา {lead_days} หลังการอนุมัติ พร้อม {ready} ซึ่งเลยวันสิ้นสุด {close}",
    ),
    "not-available": _both("Marked as not available.", "ระบุว่ายังไม่พร้อมดำเนินการ"),
    # reserves in a plan
    "funded-in-full": _both("Funded in full.", "ได้รับเงินเต็มจำนวน"),
    "funded-in-part": _both(
        "Funded in part: {amount} of {cost_amount} baht.",
        "ได้รับเงินบางส่วน {amount} จาก {cost_amount} บาท",
    ),
    "no-permitted-source": _both(
        "The rules let no activity that has money to release give to it.",
        "หลักเกณฑ์ไม่ยอมให้กิจกรรมใดที่มีเงินโอนได้โอนมายังโครงการนี้",
    ),
    "sources-too-small": _both(
        "Only {reachable_amount} baht may reach it under the rules, {short_amount} less than it needs.",
        "เงินที่หลักเกณฑ์ยอมให้โอนมาได้มี {reachable_amount} บาท ขาดอีก {short_amount} บาท",
    ),
    "requires-ineligible": _both(
        "It needs {other}, which cannot take money.", "ต้องทำคู่กับ {other} ซึ่งยังรับเงินไม่ได้"
    ),
    "excluded-by": _both(
        "It cannot go together with {other}, which is funded.",
        "ทำพร้อมกับ {other} ซึ่งได้รับเงินแล้วไม่ได้",
    ),
    "not-chosen": _both(
        "The best plan found under the rules leaves it out.",
        "แผนที่ดีที่สุดที่พบภายใต้หลักเกณฑ์ไม่ได้รวมโครงการนี้",
    ),
    "no-plan": _both(
        "No plan keeps every rule, so nothing is moved.",
        "ไม่มีแผนใดเป็นไปตามหลักเกณฑ์ทุกข้อ จึงไม่มีการโอน",
    ),
    # warnings
    "warn-forbid": _both(
        "Rule {rule}{scope} is not kept: {used_amount} baht moves against it.",
        "ไม่เป็นไปตามหลักเกณฑ์ {rule}{scope}: มีการโอนที่ขัด {used_amount} บาท",
    ),
    "warn-limit": _both(
        "Rule {rule}{scope} is not kept: {used_amount} baht, more than {limit_amount}.",
        "ไม่เป็นไปตามหลักเกณฑ์ {rule}{scope}: {used_amount} บาท เกินเกณฑ์ {limit_amount} บาท",
    ),
    "warn-require": _both(
        "Rule {rule}{scope} is not kept: {used_amount} baht, less than {limit_amount}.",
        "ไม่เป็นไปตามหลักเกณฑ์ {rule}{scope}: {used_amount} บาท ต่ำกว่าเกณฑ์ {limit_amount} บาท",
    ),
    "warn-count": _both(
        "Rule {rule}{scope} is not kept: {used}, more than {limit}.",
        "ไม่เป็นไปตามหลักเกณฑ์ {rule}{scope}: จำนวน {used} เกินเกณฑ์ {limit}",
    ),
    "conflict-short": _both(
        "Rule {rule}{scope} asks for at least {needed_amount} baht; together, these rules leave"
        " at most {reachable_amount} baht for it.",
        "หลักเกณฑ์ {rule}{scope} กำหนดให้มีอย่างน้อย {needed_amount} บาท"
        " แต่เมื่อใช้หลักเกณฑ์เหล่านี้พร้อมกัน ทำได้ไม่เกิน {reachable_amount} บาท",
    ),
    "conflict-advice": _both(
        "Relax or switch off a rule in conflict ({rules}), for example with"
        " `--set rules.{first}.enabled=false`.",
        "ผ่อนปรนหรือปิดหลักเกณฑ์ที่ขัดกันข้อใดข้อหนึ่ง ({rules}) เช่น `--set rules.{first}.enabled=false`",
    ),
    "decision-after-close": _both(
        "The decision, on {decision}, is after the last day to obligate, {close}: nothing can be obligated.",
        "วันอนุมัติ {decision} อยู่หลังวันสุดท้ายที่ก่อหนี้ผูกพันได้ {close} จึงก่อหนี้ผูกพันไม่ได้",
    ),
    "stage-open": _both(
        "The search ended before the stage “{stage}” was settled: its value may improve, up to its bound.",
        "การค้นหาหยุดก่อนที่เป้าหมาย “{stage}” ได้ข้อยุติ ค่าที่ได้อาจดีขึ้นได้อีกจนถึงขอบเขต",
    ),
    "stage-unproven": _both(
        "That the stage “{stage}” cannot be better rests on a solver's word, not on exact arithmetic.",
        "ข้อยืนยันว่าเป้าหมาย “{stage}” ดีที่สุดแล้วมาจากตัวแก้ปัญหา ยังไม่ได้พิสูจน์ด้วยการคำนวณแม่นตรง",
    ),
}

TEXTS: dict[str, Both] = {
    # what everything starts with
    "scenario": _both("Scenario {name}: {title}", "สถานการณ์ {name}: {title}"),
    "scenario-untitled": _both("Scenario {name}", "สถานการณ์ {name}"),
    "as-it-stands": _both("the case as it stands", "ตามข้อมูลปัจจุบัน"),
    "settings": _both("With {settings}", "ปรับค่า {settings}"),
    "dates": _both(
        "As of {as_of}; decision on {decision}; last day to obligate {close}.",
        "ข้อมูล ณ {as_of} · อนุมัติ {decision} · วันสุดท้ายที่ก่อหนี้ผูกพันได้ {close}",
    ),
    "money-unit": _both("Amounts in baht.", "จำนวนเงินเป็นบาท"),
    # status in words
    "optimal": _both(
        "OPTIMAL. This is the best plan there is: every stage is proven in exact arithmetic.",
        "แผนที่ดีที่สุด: ไม่มีแผนอื่นที่ดีกว่านี้ ทุกเป้าหมายพิสูจน์แล้วด้วยการคำนวณแม่นตรง",
    ),
    "optimal-unproven": _both(
        "OPTIMAL by the solver's word: not proven in exact arithmetic for {stages}.",
        "แผนที่ดีที่สุดตามคำยืนยันของตัวแก้ปัญหา: ยังไม่ได้พิสูจน์แม่นตรงสำหรับ {stages}",
    ),
    "feasible": _both(
        "FEASIBLE. The plan keeps every rule, but the search was ended by a limit: a better one may exist.",
        "แผนที่ใช้ได้: เป็นไปตามหลักเกณฑ์ทุกข้อ แต่การค้นหาหยุดที่ขีดจำกัด อาจมีแผนที่ดีกว่า",
    ),
    "infeasible": _both(
        "NO PLAN. No set of transfers keeps all of these rules together:",
        "ไม่มีแผน: ไม่มีการโอนใดที่เป็นไปตามหลักเกณฑ์ต่อไปนี้พร้อมกันทั้งหมด",
    ),
    "infeasible-one": _both(
        "NO PLAN. No set of transfers keeps this rule:",
        "ไม่มีแผน: ไม่มีการโอนใดที่เป็นไปตามหลักเกณฑ์ต่อไปนี้",
    ),
    # sections
    "totals": _both("Totals", "ยอดรวม"),
    "objective": _both("Objective, in order of precedence", "เป้าหมายตามลำดับความสำคัญ"),
    "transfers": _both("Transfers ({n})", "รายการโอนเปลี่ยนแปลง ({n} รายการ)"),
    "no-transfers": _both("No money is moved.", "ไม่มีการโอนเปลี่ยนแปลง"),
    "gives": _both("Activities that give ({n})", "กิจกรรมที่โอนออก ({n} กิจกรรม)"),
    "reserves": _both(
        "Reserve projects ({funded} of {n} funded)", "โครงการสำรอง (ได้รับเงิน {funded} จาก {n} โครงการ)"
    ),
    "rules": _both("Rules", "หลักเกณฑ์"),
    "warnings": _both("Warnings", "ข้อควรระวัง"),
    "notices": _both("Notices", "ข้อสังเกตจากการอ่านไฟล์"),
    "assumptions": _both("Assumed, not in the source", "ข้อสมมติ ไม่ได้อยู่ในเอกสารต้นทาง"),
    "assumed-line": _both(
        "Assumed, not in the source: {about} (see `realloc check`).",
        "ข้อสมมติ ไม่ได้อยู่ในเอกสารต้นทาง: {about} (ดูรายละเอียดด้วย `realloc check`)",
    ),
    "more-rows": _both(
        "… and {n} more; --json and -o FILE have them all.",
        "… และอีก {n} รายการ ดูครบทุกรายการได้ด้วย --json หรือ -o FILE",
    ),
    # totals
    "budget": _both("Budget", "งบประมาณ"),
    "disbursed": _both("Disbursed", "เบิกจ่ายแล้ว"),
    "obligated": _both("Obligated, not yet paid", "ผูกพันแล้ว ยังไม่เบิกจ่าย"),
    "releasable": _both("Can be released", "โอนเปลี่ยนแปลงได้"),
    "asked": _both("Asked for by {n} eligible reserve projects", "โครงการสำรองที่พร้อม {n} โครงการ ขอรับ"),
    "transferred": _both("Transferred", "โอนเปลี่ยนแปลง"),
    "unplaced": _both("Can move, but finds no home", "โอนได้แต่ไม่มีโครงการรองรับ"),
    # why money is unplaced
    "unplaced-all-funded": _both(
        "Every eligible reserve project has all that it asks for.",
        "โครงการสำรองที่พร้อมทุกโครงการได้รับเงินเต็มจำนวนแล้ว",
    ),
    "unplaced-no-eligible": _both(
        "No reserve project can take money in this scenario.",
        "ไม่มีโครงการสำรองที่พร้อมรับเงินในสถานการณ์นี้",
    ),
    "unplaced-better": _both(
        "Reserve projects still ask for {left_amount}, but the plan gains nothing by moving more.",
        "โครงการสำรองยังขอรับอีก {left_amount} แต่การโอนเพิ่มไม่ทำให้ผลตามเป้าหมายดีขึ้น",
    ),
    "unplaced-limit": _both(
        "Reserve projects still ask for {left_amount}; the search ended before it was settled.",
        "โครงการสำรองยังขอรับอีก {left_amount} การค้นหาหยุดก่อนได้ข้อยุติ",
    ),
    "unplaced-rules": _both("Rules that bind: {rules}.", "หลักเกณฑ์ที่มีผลจำกัด: {rules}"),
    # column headings
    "h-id": _both("Id", "รหัส"),
    "h-from": _both("From", "จาก"),
    "h-to": _both("To", "ไปยัง"),
    "h-activity": _both("Activity", "กิจกรรม"),
    "h-reserve": _both("Reserve project", "โครงการสำรอง"),
    "h-amount": _both("Amount", "จำนวนเงิน"),
    "h-approval": _both("Approval", "ผู้อนุมัติ"),
    "h-budget": _both("Budget", "งบประมาณ"),
    "h-disbursed": _both("Disbursed", "เบิกจ่าย"),
    "h-releasable": _both("Releasable", "โอนได้"),
    "h-out": _both("Out (−)", "โอนออก (−)"),
    "h-after": _both("After", "งบใหม่"),
    "h-why": _both("Why", "เหตุผล"),
    "h-flag": _both("Standing", "สถานะ"),
    "h-asks": _both("Asks for", "ขอรับ"),
    "h-gets": _both("Gets (+)", "ได้รับ (+)"),
    "h-score": _both("Score", "คะแนน"),
    "h-rank": _both("Rank", "ลำดับ"),
    "h-asks-what": _both("Asks", "กำหนดให้"),
    "h-stage": _both("Stage", "เป้าหมาย"),
    "h-value": _both("Value", "ค่าที่ได้"),
    "h-bound": _both("Best possible", "ดีที่สุดที่เป็นไปได้"),
    "h-gap": _both("Gap", "ส่วนต่าง"),
    "h-proof": _both("Proof", "การพิสูจน์"),
    "h-rule": _both("Rule", "หลักเกณฑ์"),
    "h-title": _both("What it says", "สาระสำคัญ"),
    "h-cite": _both("Source", "ที่มา"),
    "h-basis": _both("Basis", "สถานะที่มา"),
    "h-used": _both("Used", "ใช้ไป"),
    "h-limit": _both("Limit", "เกณฑ์"),
    "h-binding": _both("State", "สถานะ"),
    "h-about": _both("About", "เรื่อง"),
    "h-note": _both("Assumption", "ข้อสมมติ"),
    "h-money": _both("Money", "งบ"),
    "h-spent": _both("Disbursed", "เบิกจ่าย"),
    "h-spent-obligated": _both("Disbursed and obligated", "เบิกจ่ายและผูกพัน"),
    "h-actual": _both("Actual %", "ร้อยละ"),
    "h-target": _both("Target %", "เป้าหมาย (ร้อยละ)"),
    "h-points": _both("Points below", "ต่ำกว่า\u200bเป้าหมาย (จุดร้อยละ)"),
    "h-shortfall": _both("Short by", "ขาดอีก"),
    "h-scenario": _both("Scenario", "สถานการณ์"),
    "h-status": _both("Status", "ผล"),
    "h-moved": _both("Moved", "โอน"),
    "h-unplaced": _both("No home", "ไม่มีที่รองรับ"),
    "h-funded": _both("Reserve projects funded", "โครงการสำรองที่ได้รับเงิน"),
    # rule states
    "room": _both("room left", "ยังไม่เต็มเกณฑ์"),
    "binding": _both("binding", "เต็มเกณฑ์"),
    "just-met": _both("just met", "ครบตามเกณฑ์พอดี"),
    "spare": _both("met with {spare_amount} to spare", "เกินเกณฑ์ขั้นต่ำ {spare_amount}"),
    "forbidding": _both("in force", "มีผลบังคับ"),
    "broken": _both("not kept", "ไม่เป็นไปตามเกณฑ์"),
    "approval-lines": _both("at least {level} · {n} transfers", "อย่างน้อย {level} · {n} รายการ"),
    "approval-line": _both("at least {level} · 1 transfer", "อย่างน้อย {level} · 1 รายการ"),
    "approval-highest": _both(
        "A transfer that falls under several approval rules needs the highest of their levels.",
        "รายการโอนที่เข้าหลักเกณฑ์อำนาจอนุมัติหลายข้อ ใช้ระดับสูงสุดในข้อเหล่านั้น",
    ),
    "unused-scopes": _both("… and {n} more with nothing", "… และอีก {n} รายที่ยังไม่ได้ใช้"),
    # what a rule asks for
    "asks-at-most": _both("at most {amount}", "ไม่เกิน {amount}"),
    "asks-at-least": _both("at least {amount}", "อย่างน้อย {amount}"),
    "asks-at-most-share": _both("at most {share} % of {share_basis}", "ไม่เกินร้อยละ {share} ของ{share_basis}"),
    "asks-at-least-share": _both(
        "at least {share} % of {share_basis}", "อย่างน้อยร้อยละ {share} ของ{share_basis}"
    ),
    "asks-count": _both("at most {n} {counted}", "{counted}ไม่เกิน {n}"),
    "asks-each": _both("{asks} for each {per}", "{asks} ต่อแต่ละ {per}"),
    # check
    "contents": _both(
        "{activities} activities ({by_status}), {reserves} reserve projects, {rules} rules.",
        "กิจกรรม {activities} กิจกรรม ({by_status}) โครงการสำรอง {reserves} โครงการ หลักเกณฑ์ {rules} ข้อ",
    ),
    "n-status": _both("{n} {activity_status}", "{activity_status} {n}"),
    "files-fine": _both("The files can be read: no errors.", "อ่านไฟล์ได้ครบถ้วน ไม่พบข้อผิดพลาด"),
    "errors-found": _both("{n} errors in the files:", "พบข้อผิดพลาด {n} รายการในไฟล์"),
    "error-found": _both("1 error in the files:", "พบข้อผิดพลาด 1 รายการในไฟล์"),
    "against-target": _both("Disbursement against the target at {as_of}", "ผลการเบิกจ่ายเทียบเป้าหมาย ณ {as_of}"),
    "target-source": _both("The targets: {note} ({basis})", "ที่มาของเป้าหมาย: {note} ({basis})"),
    "stalled": _both("Stalled, or with money to release ({n})", "กิจกรรมที่ติดขัดหรือมีเงินโอนได้ ({n} กิจกรรม)"),
    "candidates": _both(
        "Reserve projects ({eligible} of {n} can take money)",
        "โครงการสำรอง (พร้อมรับเงิน {eligible} จาก {n} โครงการ)",
    ),
    # compare
    "compared": _both("{n} scenarios side by side", "เปรียบเทียบ {n} สถานการณ์"),
    "compared-one": _both("1 scenario", "1 สถานการณ์"),
    "no-plan": _both(
        "{scenario} · NO PLAN, rules in conflict: {rules}", "{scenario} · ไม่มีแผน หลักเกณฑ์ที่ขัดกัน: {rules}"
    ),
    "grid": _both("What each reserve project gets", "เงินที่โครงการสำรองแต่ละโครงการได้รับ"),
    "grid-key": _both(
        "= the same as in {scenario}; – not funded.", "= เท่ากับสถานการณ์ {scenario} · – ไม่ได้รับเงิน"
    ),
    "never-funded": _both("Funded in no scenario: {reserves}.", "ไม่ได้รับเงินในสถานการณ์ใดเลย: {reserves}"),
    "common": _both(
        "Funded in every scenario that has a plan: {reserves}.",
        "ได้รับเงินในทุกสถานการณ์ที่มีแผน: {reserves}",
    ),
    "common-none": _both(
        "No reserve project is funded in every scenario that has a plan.",
        "ไม่มีโครงการสำรองใดได้รับเงินในทุกสถานการณ์ที่มีแผน",
    ),
    "common-amount": _both("{id} (at least {amount})", "{id} (อย่างน้อย {amount})"),
    # verify
    "verified": _both(
        "The plan holds: checked against {case}, scenario {scenario}.",
        "แผนถูกต้อง: ตรวจสอบกับ {case} สถานการณ์ {scenario} แล้ว",
    ),
    "proven-by-certificate": _both(
        "The certificate proves, in exact arithmetic, that no plan is better in: {stages}.",
        "ใบรับรองพิสูจน์ด้วยเลขจำนวนเต็มแล้วว่าไม่มีแผนใดดีกว่านี้ในด้าน: {stages}",
    ),
    "no-plan-by-certificate": _both(
        "The certificate proves, in exact arithmetic, that no plan keeps every rule.",
        "ใบรับรองพิสูจน์ด้วยเลขจำนวนเต็มแล้วว่าไม่มีแผนใดเป็นไปตามหลักเกณฑ์ทุกข้อ",
    ),
    "refused": _both("The plan does not hold: {n} problems.", "แผนไม่ถูกต้อง: พบ {n} ข้อ"),
    "refused-one": _both("The plan does not hold: 1 problem.", "แผนไม่ถูกต้อง: พบ 1 ข้อ"),
    # the command line's own words
    "written": _both("Written to {file}.", "บันทึกที่ {file} แล้ว"),
    "still-searching": _both(
        "Still searching. Ctrl-C ends the search with the best plan found so far; "
        "--time-limit sets when it ends.",
        "ยังค้นหาอยู่ กด Ctrl-C เพื่อหยุดและใช้แผนที่ดีที่สุดที่พบแล้ว หรือกำหนดเวลาด้วย --time-limit",
    ),
    "created": _both("Created {file}.", "สร้าง {file} แล้ว"),
}

REASONS |= catalogue_choices.REASONS
TEXTS |= catalogue_choices.TEXTS
WORDS |= catalogue_choices.WORDS
REASONS |= catalogue_explain.REASONS
TEXTS |= catalogue_explain.TEXTS
TEXTS |= catalogue_verify.TEXTS
TEXTS |= catalogue_files.TEXTS | catalogue_paper.TEXTS | catalogue_pages.TEXTS
TEXTS |= {key: _both(*texts) for key, texts in catalogue_study.TEXTS.items()}
TEXTS |= {key: _both(*texts) for key, texts in catalogue_hedge.TEXTS.items()}
TEXTS |= {key: _both(*texts) for key, texts in catalogue_risk.TEXTS.items()}
