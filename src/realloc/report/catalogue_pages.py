"""What the committee's workbook and web page say beside the paper's own texts; `catalogue` takes it in."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

TEXTS: dict[str, Both] = {
    # the web page
    "w-skip": _both("Skip to the content", "ข้ามไปยังเนื้อหา"),
    "w-contents": _both("Contents", "สารบัญ"),
    "w-summary": _both("Summary", "สรุป"),
    "w-flow": _both("Where the money goes", "เส้นทางของเงินที่โอน"),
    "w-flow-told": _both(
        "On the left the activities that give ({gives}), on the right the reserve projects that get ({gets}):"
        " {amount} baht in all. The broader a band, the more money. Annex 2 has the same figures in a table.",
        "ซ้ายคือกิจกรรมที่โอนลด {gives} กิจกรรม ขวาคือโครงการสำรองที่โอนเพิ่ม {gets} โครงการ รวมเงิน {amount} บาท"
        " แถบยิ่งหนา เงินยิ่งมาก ตัวเลขเดียวกันแสดงเป็นตารางในเอกสารแนบ 2",
    ),
    "w-flow-rest": _both("{n} others", "รายการอื่นอีก {n} รายการ"),
    "w-band": _both("{source} → {target}: {amount} baht", "{source} → {target}: {amount} บาท"),
    "w-bars": _both("Budgets before and after", "งบประมาณก่อนและหลังการโอน"),
    "w-bars-told": _both(
        "The upper bar of each project is its budget before, the lower one its budget after."
        " The table of this annex has the same figures.",
        "แถบบนของแต่ละโครงการคืองบเดิม แถบล่างคืองบใหม่ ตัวเลขเดียวกันแสดงในตารางของเอกสารแนบนี้",
    ),
    "w-bars-part": _both(
        "Shown are the {n} of {all} projects whose budgets change most.",
        "แสดงเฉพาะ {n} จาก {all} โครงการที่งบประมาณเปลี่ยนแปลงมากที่สุด",
    ),
    "w-after-gives": _both("after, where it gives", "งบใหม่ของกิจกรรมที่โอนลด"),
    "w-after-gets": _both("after, where it gets", "งบใหม่ของโครงการสำรองที่โอนเพิ่ม"),
    "w-sort-up": _both("sorted, smallest first", "เรียงจากน้อยไปมาก"),
    "w-sort-down": _both("sorted, largest first", "เรียงจากมากไปน้อย"),
    # the workbook
    "x-summary": _both("Summary", "สรุป"),
    "x-lines": _both("1 Table", "1 บัญชีโอน"),
    "x-moves": _both("2 Transfers", "2 รายการโอน"),
    "x-considered": _both("3 Not chosen", "3 โครงการที่ไม่ได้เสนอ"),
    "x-scenarios": _both("3 Scenarios", "3 เปรียบเทียบสถานการณ์"),
    "x-resolution": _both("4 Resolution", "4 ร่างมติ"),
    "x-assumptions": _both("5 Assumptions", "5 ข้อสมมติ"),
    "x-audit": _both("6 Audit", "6 ตรวจสอบ"),
    "x-projects": _both("7 Projects", "7 รายโครงการ"),
    "x-agrees": _both("Every figure agrees with the plan.", "ตัวเลขทุกช่องตรงกับแผน"),
    "x-differs": _both(
        "Figures differ from the plan: see the red cells, and the checks on the sheet “{sheet}”.",
        "มีตัวเลขไม่ตรงกับแผน โปรดดูช่องสีแดงและการตรวจยอดในแผ่นงาน “{sheet}”",
    ),
    "x-check": _both("Check", "ตรวจกับแผน"),
    "x-checks": _both("Checks", "การตรวจยอด"),
    "x-checked": _both("What is checked", "รายการที่ตรวจ"),
    "x-live": _both("In this workbook", "ในสมุดงานนี้"),
    "x-plan": _both("In the plan", "ตามแผน"),
    "x-rows-differ": _both("Rows that differ: {table}", "จำนวนแถวที่ไม่ตรง: {table}"),
    "x-rule": _both("Rule relied on", "หลักเกณฑ์ที่ใช้"),
    "x-rules": _both("Rules, and where each comes from", "หลักเกณฑ์และที่มา"),
    "x-line-figures": _both(
        "The plan's figures, which the checks of annex 1 compare with",
        "ตัวเลขตามแผนที่ใช้ตรวจเอกสารแนบ 1",
    ),
    "x-move-figures": _both(
        "The plan's figures, which the checks of annex 2 compare with",
        "ตัวเลขตามแผนที่ใช้ตรวจเอกสารแนบ 2",
    ),
    "x-row": _both("Row of annex 1", "ที่ในเอกสารแนบ 1"),
    "x-transfer": _both("Row of annex 2", "ที่ในเอกสารแนบ 2"),
    "x-ends": _both("From → to", "จาก → ไปยัง"),
    "x-from-row": _both("From row", "จากที่"),
    "x-to-row": _both("To row", "ไปที่"),
}
