"""What the committee's paper says, in English and Thai; `catalogue` takes it in."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

TEXTS: dict[str, Both] = {
    # why there is no paper
    "p-nothing": _both(
        "The plan moves no money, so there is nothing to propose and no paper was printed.",
        "แผนนี้ไม่มีการโอนเปลี่ยนแปลง จึงไม่มีเรื่องเสนอและไม่ได้จัดพิมพ์เอกสาร",
    ),
    "p-no-plan": _both(
        "No plan keeps these rules together, so no paper was printed: {rules}.",
        "ไม่มีแผนใดเป็นไปตามหลักเกณฑ์เหล่านี้พร้อมกัน จึงไม่ได้จัดพิมพ์เอกสาร: {rules}",
    ),
    # the memo's frame
    "p-memo": _both("MEMORANDUM", "บันทึกข้อความ"),
    "p-office": _both("Office", "ส่วนราชการ"),
    "p-telephone": _both("Tel.", "โทร."),
    "p-reference": _both("Ref.", "ที่"),
    "p-date": _both("Date", "วันที่"),
    "p-subject-label": _both("Subject", "เรื่อง"),
    "p-to": _both("To", "เรียน"),
    "p-subject": _both(
        "Approval of a budget transfer: {title}", "ขอความเห็นชอบการโอนเปลี่ยนแปลงงบประมาณ {title}"
    ),
    "p-background": _both("Background", "เรื่องเดิม"),
    "p-facts": _both("Facts", "ข้อเท็จจริง"),
    "p-rules": _both("Rules relied on", "ระเบียบและหลักเกณฑ์ที่เกี่ยวข้อง"),
    "p-proposal": _both("Considerations and proposal", "ข้อพิจารณาและข้อเสนอ"),
    "p-closing": _both("Submitted for your consideration.", "จึงเรียนมาเพื่อโปรดพิจารณา"),
    "p-footer": _both("Plan {plan}", "แผน {plan}"),
    "p-page": _both("page {page} of {pages}", "หน้า {page} จาก {pages}"),
    # background and facts
    "p-budget": _both(
        "{title} has a budget of {budget_amount} baht ({budget_words}). At {as_of}, {disbursed_amount} baht"
        " had been disbursed, {share} % of it.",
        "{title} ได้รับงบประมาณ {budget_amount} บาท ({budget_words}) ณ วันที่ {as_of} เบิกจ่ายแล้ว"
        " {disbursed_amount} บาท คิดเป็นร้อยละ {share} ของงบประมาณ",
    ),
    "p-stalled": _both(
        "{n} of {all} activities cannot use the whole of their budget: {flags}. Within the shares set for"
        " each, {releasable_amount} baht ({releasable_words}) can be moved.",
        "มีกิจกรรมที่ใช้จ่ายงบประมาณไม่เต็มจำนวน {n} จาก {all} กิจกรรม ได้แก่ {flags}"
        " เงินที่โอนเปลี่ยนแปลงได้ตามสัดส่วนที่กำหนดรวม {releasable_amount} บาท ({releasable_words})",
    ),
    "p-flag-count": _both("{flag} {n}", "{flag} {n} กิจกรรม"),
    "p-asked": _both(
        "{n} of {all} reserve projects can be obligated by {close}."
        " Together they ask for {asked_amount} baht.",
        "โครงการสำรองที่พร้อมก่อหนี้ผูกพันได้ภายในวันที่ {close} มี {n} จาก {all} โครงการ"
        " ขอรับงบประมาณรวม {asked_amount} บาท",
    ),
    "p-scenario": _both(
        "The figures are those of the scenario “{scenario}”.",
        "ข้อมูลในบันทึกนี้เป็นไปตามสถานการณ์ “{scenario}”",
    ),
    "p-settings": _both("With these values changed: {settings}.", "โดยปรับค่า {settings}"),
    "p-assumed-facts": _both(
        "Part of the data is assumed and not in the source documents; annex {annex} lists it.",
        "ข้อมูลบางส่วนเป็นข้อสมมติซึ่งไม่ได้อยู่ในเอกสารต้นทาง รายละเอียดตามเอกสารแนบ {annex}",
    ),
    # rules
    "p-marked": _both("{what} [{basis}]", "{what} [{basis}]"),
    "p-cited": _both("{what} ({cite}) [{basis}]", "{what} ({cite}) [{basis}]"),
    "p-no-rules": _both("The case has no rules.", "กรณีนี้ไม่ได้กำหนดหลักเกณฑ์"),
    "p-rules-assumed": _both(
        "Rules marked [assumed] have not been checked against the law; check them before signing.",
        "หลักเกณฑ์ที่ระบุว่า [สมมติ] ยังไม่ได้ตรวจสอบกับตัวบทของระเบียบ โปรดตรวจสอบก่อนลงนาม",
    ),
    # the proposal
    "p-propose": _both(
        "It is proposed to move {amount} baht ({in_words}) from {gives} to {gets} in {n}"
        ", as in annexes 1 and 2.",
        "เห็นควรโอนเปลี่ยนแปลงงบประมาณจาก {gives} ไปยัง{gets} รวม {n}"
        " เป็นเงินทั้งสิ้น {amount} บาท ({in_words}) รายละเอียดตามเอกสารแนบ 1 และ 2",
    ),
    "p-activity": _both("1 activity", "1 กิจกรรม"),
    "p-activities": _both("{n} activities", "{n} กิจกรรม"),
    "p-reserve": _both("1 reserve project", "โครงการสำรอง 1 โครงการ"),
    "p-reserves": _both("{n} reserve projects", "โครงการสำรอง {n} โครงการ"),
    "p-transfer": _both("1 transfer", "1 รายการ"),
    "p-transfers": _both("{n} transfers", "{n} รายการ"),
    "p-levels": _both("Approval is needed from: {levels}.", "รายการโอนอยู่ในอำนาจอนุมัติของ {levels}"),
    "p-level": _both(
        "{approver} ({n} of the transfers, {amount} baht)", "{approver} จำนวน {n} รายการ เป็นเงิน {amount} บาท"
    ),
    "p-and-more": _both("{one}; {other}", "{one} และ {other}"),
    "p-unplaced": _both(
        "{amount} baht can be moved but finds no project that can use it within the rules.",
        "เงินที่โอนได้อีก {amount} บาท ยังไม่มีโครงการสำรองรองรับภายใต้หลักเกณฑ์",
    ),
    "p-all-placed": _both(
        "All the money that can be moved is moved.", "เงินที่โอนเปลี่ยนแปลงได้ได้รับการจัดสรรครบทั้งจำนวน"
    ),
    "p-left-out": _both(
        "Left out: {n}, asking for {amount} baht together; annex 3 says why.",
        "ไม่ได้จัดสรรให้{n}ในครั้งนี้ วงเงินรวม {amount} บาท เหตุผลตามเอกสารแนบ 3",
    ),
    "p-none-left-out": _both("Every reserve project gets money.", "โครงการสำรองทุกโครงการได้รับการจัดสรร"),
    "p-alternatives": _both(
        "Other scenarios that were considered are in annex 3.",
        "สถานการณ์อื่นที่ได้พิจารณาเปรียบเทียบแสดงในเอกสารแนบ 3",
    ),
    "p-proven": _both(
        "Within these rules, and by the objective in annex 6, no set of transfers is better: this was"
        " shown in exact arithmetic.",
        "ภายใต้หลักเกณฑ์ข้างต้นและเป้าหมายตามเอกสารแนบ 6 ไม่มีการโอนแบบอื่นที่ดีกว่านี้ ซึ่งพิสูจน์แล้วด้วยการคำนวณแม่นตรง",
    ),
    "p-unproven": _both(
        "Within these rules, and by the objective in annex 6, no better set of transfers is known;"
        " that there is none rests on a solver's word and is not proven.",
        "ภายใต้หลักเกณฑ์ข้างต้นและเป้าหมายตามเอกสารแนบ 6 ยังไม่พบการโอนแบบอื่นที่ดีกว่านี้"
        " แต่ข้อยืนยันมาจากตัวแก้ปัญหา ยังไม่ได้พิสูจน์ด้วยการคำนวณแม่นตรง",
    ),
    "p-open": _both(
        "The proposal keeps every rule, but the search was ended by a limit: by the objective in annex 6"
        " a better one may exist.",
        "ข้อเสนอนี้เป็นไปตามหลักเกณฑ์ทุกข้อ แต่การค้นหาหยุดที่ขีดจำกัดก่อนได้ข้อยุติ อาจมีการโอนที่ดีกว่านี้ตามเป้าหมายในเอกสารแนบ 6",
    ),
    "p-checked": _both(
        "Every amount was worked out again from the case's data, to the satang, before this"
        " paper was printed.",
        "จำนวนเงินทุกรายการได้ตรวจคำนวณซ้ำจากข้อมูลต้นทางจนถึงระดับสตางค์ก่อนจัดพิมพ์เอกสารนี้",
    ),
    # the resolution
    "p-resolution": _both("Draft resolution", "ร่างมติที่ประชุม"),
    "p-resolved": _both(
        "The committee, having considered the matter, resolves as follows:", "ที่ประชุมพิจารณาแล้ว มีมติดังนี้"
    ),
    "p-resolve-move": _both(
        "To agree to the transfer of {amount} baht ({in_words}) from {gives} to {gets},"
        " as in annexes 1 and 2.",
        "เห็นชอบให้โอนเปลี่ยนแปลงงบประมาณจาก {gives} ไปยัง{gets} เป็นเงินทั้งสิ้น"
        " {amount} บาท ({in_words}) ตามเอกสารแนบ 1 และ 2",
    ),
    "p-resolve-level": _both(
        "To submit {n} of the transfers, {amount} baht, to {approver} for approval before they are made.",
        "ให้เสนอ {approver} พิจารณาอนุมัติ จำนวน {n} รายการ เป็นเงิน {amount} บาท ก่อนดำเนินการโอน",
    ),
    "p-resolve-close": _both(
        "To have the agencies that receive money obligate it by {close}.",
        "ให้หน่วยงานที่ได้รับโอนงบประมาณก่อหนี้ผูกพันให้แล้วเสร็จภายในวันที่ {close}",
    ),
    # signatures
    "p-signatures": _both("Approval", "การพิจารณาและอนุมัติ"),
    "p-proposer": _both("Proposed by", "ผู้เสนอ"),
    "p-signed": _both("Signed", "ลงชื่อ"),
    "p-position": _both("Position", "ตำแหน่ง"),
    "p-approves": _both(
        "Approved / not approved: {n} of the transfers, {amount} baht ({in_words})",
        "อนุมัติ / ไม่อนุมัติ จำนวน {n} รายการ เป็นเงิน {amount} บาท ({in_words})",
    ),
    # annexes
    "p-annex": _both("Annex {annex}: {title}", "เอกสารแนบ {annex} {title}"),
    "p-table": _both("Table of transfers", "บัญชีโอนเปลี่ยนแปลงงบประมาณ"),
    "p-moves": _both("Transfers one by one", "รายการโอนเปลี่ยนแปลงรายคู่"),
    "p-considered": _both("What was considered and not chosen", "ทางเลือกที่พิจารณาแต่ไม่ได้เสนอ"),
    "p-considered-reserves": _both("Reserve projects that get nothing", "โครงการสำรองที่ไม่ได้รับการจัดสรร"),
    "p-considered-scenarios": _both("Scenarios compared", "การเปรียบเทียบสถานการณ์"),
    "p-sheets": _both("Project sheets", "รายละเอียดรายโครงการ"),
    "p-assumptions": _both("Assumptions", "ข้อสมมติ"),
    "p-audit": _both("Where the figures come from", "ที่มาและการตรวจสอบตัวเลข"),
    "p-no-assumptions": _both("The case states no assumptions.", "กรณีนี้ไม่ได้ระบุข้อสมมติ"),
    "p-legend": _both(
        "* Assumed, not in the source documents (annex 5).", "* ข้อสมมติ ไม่ได้อยู่ในเอกสารต้นทาง (เอกสารแนบ 5)"
    ),
    "p-assumptions-are": _both(
        "What follows is assumed: it is not in the source documents and has not been verified.",
        "รายการต่อไปนี้เป็นข้อสมมติ ไม่ได้อยู่ในเอกสารต้นทางและยังไม่ได้ตรวจสอบ",
    ),
    # column headings
    "h-number": _both("No.", "ที่"),
    "h-project-activity": _both("Project / activity", "โครงการ/กิจกรรม"),
    "h-agency": _both("Agency", "หน่วยงาน"),
    "h-category": _both("Expenditure", "งบรายจ่าย"),
    "h-before": _both("Budget before", "งบเดิม"),
    "h-less": _both("Out (−)", "โอนลด (−)"),
    "h-more": _both("In (+)", "โอนเพิ่ม (+)"),
    "h-new": _both("Budget after", "งบใหม่"),
    "h-level-why": _both("Why this approval", "เหตุที่ต้องอนุมัติระดับนี้"),
    "h-scope": _both("Within", "เฉพาะ"),
    "h-kind": _both("Kind", "ประเภท"),
    "h-lines": _both("Transfers", "รายการโอน"),
    "h-item": _both("Item", "รายการ"),
    "h-words": _both("In words", "ตัวอักษร"),
    "h-entry": _both("Entry", "ข้อมูล"),
    "p-gives-one": _both("Activity that gives", "กิจกรรมที่โอนลด"),
    "p-gets-one": _both("Reserve project that gets", "โครงการสำรองที่โอนเพิ่ม"),
    "p-total": _both("Total", "รวมทั้งสิ้น"),
    "p-total-gives": _both("Total given", "รวมโอนลด"),
    "p-total-gets": _both("Total received", "รวมโอนเพิ่ม"),
    "p-total-words": _both("{amount} baht ({in_words})", "{amount} บาท ({in_words})"),
    "p-met": _both("met", "เป็นไปตามเกณฑ์"),
    # a project's page
    "p-name": _both("Name", "ชื่อโครงการ/กิจกรรม"),
    "p-baht": _both("{amount} baht", "{amount} บาท"),
    "p-moved-to": _both("Transfer {n}, to", "รายการโอนที่ {n} โอนไปยัง"),
    "p-moved-from": _both("Transfer {n}, from", "รายการโอนที่ {n} รับโอนจาก"),
    "p-project": _both("Parent project", "โครงการหลัก"),
    "p-main-activity": _both("Main activity", "กิจกรรมหลัก"),
    "p-agency": _both("Agency", "หน่วยงานรับผิดชอบ"),
    "p-category": _both("Expenditure", "งบรายจ่าย"),
    "p-nature": _both("Kind of activity", "ลักษณะกิจกรรม"),
    "p-progress": _both("Progress", "สถานะการดำเนินงาน"),
    "p-participants": _both("Participants", "จำนวนผู้เข้าร่วม (คน)"),
    "p-planned": _both("Planned for", "กำหนดการเดิม"),
    "p-plan-status": _both("Standing in the plan", "สถานะในแผน"),
    "p-location": _both("Location", "สถานที่"),
    "p-lead-days": _both("Days until it can be obligated", "ระยะเวลาเตรียมการจนก่อหนี้ผูกพันได้ (วัน)"),
    "p-requires": _both("Needs", "ต้องดำเนินการคู่กับ"),
    "p-excludes": _both("Cannot go with", "ดำเนินการร่วมไม่ได้กับ"),
    "p-note": _both("Note", "หมายเหตุ"),
    "p-keep": _both("Kept back", "กันไว้"),
    "p-cost": _both("Asks for", "วงเงินที่ขอ"),
    "p-least": _both("The least that makes sense", "วงเงินขั้นต่ำ"),
    "p-short": _both("Still asks for", "ยังขาด"),
    # the audit
    "p-asked-total": _both("Asked for by eligible reserve projects", "โครงการสำรองที่พร้อมขอรับ"),
    "p-case": _both("Case", "กรณี"),
    "p-case-fingerprint": _both("Fingerprint of the case", "ลายนิ้วมือข้อมูล"),
    "p-plan-fingerprint": _both("Fingerprint of the plan", "ลายนิ้วมือแผน"),
    "p-scenario-name": _both("Scenario", "สถานการณ์"),
    "p-setting": _both("Value changed", "ปรับค่า"),
    "p-status": _both("Outcome of the search", "ผลการค้นหาแผน"),
    "p-how-to-verify": _both(
        "The command “realloc verify” reads the figures of this paper and checks them against the case.",
        "ตรวจสอบตัวเลขในเอกสารนี้กับข้อมูลต้นทางได้ด้วยคำสั่ง realloc verify",
    ),
    # what a paper that was read says otherwise
    "p-cell": _both(
        "{where}: found {found}; it should be {expected}.", "{where}: พบ {found} ที่ถูกต้องคือ {expected}"
    ),
    "p-text": _both(
        "In the text “{where}”: found {found}; it should be {expected}.",
        "ในข้อความ “{where}”: พบ {found} ที่ถูกต้องคือ {expected}",
    ),
    "p-row-missing": _both("{where}: the row {expected} is missing.", "{where}: ไม่พบแถว {expected}"),
    "p-row-extra": _both(
        "{where}: the row {found} is not of this plan.",
        "{where}: แถว {found} ไม่อยู่ในแผนนี้",
    ),
    "p-amount-unknown": _both(
        "{where}: found {found}, which is no amount of this paper; the nearest is {expected}.",
        "{where}: พบ {found} ซึ่งไม่ใช่จำนวนเงินในเอกสารนี้ จำนวนที่ใกล้เคียงคือ {expected}",
    ),
    "p-other-text": _both("In the text outside of the tables", "ในข้อความนอกตาราง"),
    "p-fingerprint-differs": _both(
        "{where}: found {found}; the transfers and the objective as printed come to {expected}."
        " More than one figure was changed, or the case.",
        "{where}: พบ {found} แต่รายการโอนและเป้าหมายตามที่พิมพ์คำนวณได้ {expected}"
        " มีการแก้ไขมากกว่าหนึ่งแห่ง หรือข้อมูลของกรณีเปลี่ยนไป",
    ),
    "p-unread": _both(
        "{where}: found {found}; expected {expected}.", "{where}: พบ {found} ควรเป็น {expected}"
    ),
    "p-an-activity": _both("an activity of the case", "กิจกรรมในกรณีนี้"),
    "p-a-reserve": _both("a reserve project of the case", "โครงการสำรองในกรณีนี้"),
    "p-an-amount": _both("an amount such as 827,300.00", "จำนวนเงิน เช่น 827,300.00"),
    "p-a-stage": _both("a stage of the objective with its figures", "เป้าหมายพร้อมค่าของเป้าหมาย"),
}
