"""What the committee's workbook and web page say beside the paper's own texts; `catalogue` takes it in."""

from __future__ import annotations


def _both(en: str, th: str) -> dict[str, str]:
    return {"en": en, "th": th}


PAGES = {
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
}
