"""The texts of imports and exports, in English and Thai."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

TEXTS: dict[str, Both] = {
    # import: what the report comes to
    "import-title": _both("{report} into {case}", "นำเข้า {report} สู่ {case}"),
    "import-rows": _both(
        "Rows of the report: {used} used, {left} left out. Activities: {n}.",
        "แถวในรายงาน: ใช้ {used} แถว เว้น {left} แถว · รวมเป็น {n} กิจกรรม",
    ),
    "import-unused": _both("Headings not used: {headings}.", "หัวคอลัมน์ที่ไม่ได้ใช้: {headings}"),
    "import-left": _both("Rows left out ({n})", "แถวที่เว้น ({n} แถว)"),
    "left-above": _both("above the headings", "อยู่เหนือหัวคอลัมน์"),
    "left-blank": _both("blank", "แถวว่าง"),
    "left-is": _both("{heading} is “{wanted}”", "{heading} เป็น “{wanted}”"),
    "left-starts": _both("{heading} starts with “{wanted}”", "{heading} ขึ้นต้นด้วย “{wanted}”"),
    "left-ends": _both("{heading} ends with “{wanted}”", "{heading} ลงท้ายด้วย “{wanted}”"),
    "left-contains": _both("{heading} contains “{wanted}”", "{heading} มีคำว่า “{wanted}”"),
    "left-like": _both("{heading} is like “{wanted}”", "{heading} มีรูปแบบ “{wanted}”"),
    "import-sums": _both(
        "The rows add up to the report's own total (row {row})", "ยอดรวมตรงกับแถวรวมของรายงาน (แถว {row})"
    ),
    "import-unchecked": _both(
        "No total row was compared, so the sums are not checked against the report's own.",
        "ไม่มีแถวรวมให้เทียบ จึงยังไม่ได้กระทบยอดกับรายงาน",
    ),
    # import: the difference
    "import-counts": _both(
        "{added} new, {changed} changed, {unchanged} unchanged, {missing} not in the report.",
        "เพิ่ม {added} กิจกรรม เปลี่ยน {changed} กิจกรรม คงเดิม {unchanged} กิจกรรม ไม่อยู่ในรายงาน {missing} กิจกรรม",
    ),
    "import-amounts": _both("Amounts that change ({n})", "จำนวนเงินที่เปลี่ยน ({n} ช่อง)"),
    "import-others": _both("Other cells that change ({n})", "ข้อมูลอื่นที่เปลี่ยน ({n} ช่อง)"),
    "import-added": _both("New activities ({n})", "กิจกรรมใหม่ ({n} กิจกรรม)"),
    "import-missing": _both(
        "In the case, not in the report ({n}): they stay as they are",
        "มีในกรณีแต่ไม่อยู่ในรายงาน ({n} กิจกรรม) คงไว้ตามเดิม",
    ),
    "h-row": _both("Row", "แถว"),
    "h-text": _both("What it says", "ข้อความ"),
    "h-column": _both("Column", "คอลัมน์"),
    "h-was": _both("Before", "เดิม"),
    "h-becomes": _both("After", "ใหม่"),
    "h-by": _both("Difference", "ส่วนต่าง"),
    "h-imported": _both("Rows imported", "แถวที่นำเข้า"),
    "h-stated": _both("Report's total", "ยอดรวมในรายงาน"),
    # export
    "export-description": _both(
        "{title}: approved, adjusted and executed budget by line, with the transfers between lines. A"
        " proposal worked out by realloc, not a decision.",
        "{title}: งบประมาณที่ได้รับอนุมัติ งบหลังโอนเปลี่ยนแปลง และผลการเบิกจ่ายรายรายการ พร้อมรายการโอน"
        " เป็นข้อเสนอที่คำนวณด้วย realloc ยังไม่ใช่มติ",
    ),
    "export-no-plan": _both(
        "No plan keeps these rules together: {rules}. Nothing was written.",
        "ไม่มีแผนใดเป็นไปตามหลักเกณฑ์เหล่านี้พร้อมกัน: {rules} ยังไม่ได้บันทึกสิ่งใด",
    ),
    # import: how it ends
    "import-dry": _both("Nothing was written (--dry-run).", "ยังไม่ได้บันทึกสิ่งใด (--dry-run)"),
    "import-same": _both("Nothing changes; nothing was written.", "ไม่มีสิ่งใดเปลี่ยน จึงไม่ได้บันทึก"),
}
