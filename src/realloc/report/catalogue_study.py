"""What reports of studies say, in English and Thai: see `catalogue`."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "rate": ("{rate} a second", "{rate} กรณีต่อวินาที"),
    "rows-kept": (
        "{n} of {total} what-ifs are done and kept in {file}; --resume goes on from there.",
        "คำนวณแล้ว {n} จาก {total} กรณี เก็บไว้ใน {file} ทำต่อได้ด้วย --resume",
    ),
    "rows-written": ("{n} what-ifs are in {file}.", "บันทึก {n} กรณีไว้ใน {file} แล้ว"),
    "resumed": ("{n} of {total} what-ifs were in {file} already.", "มีผล {n} จาก {total} กรณีอยู่แล้วใน {file}"),
    # compare
    "against": ("Against {scenario}", "ความต่างจากสถานการณ์ {scenario}"),
    "h-gained": ("Funded as well", "ได้รับเงินเพิ่มเติม"),
    "h-lost": ("No longer funded", "ไม่ได้รับเงินแล้ว"),
    "common-transfers": (
        "Every plan makes the same {n} transfers, of at least {total_amount} baht together.",
        "ทุกแผนมีรายการโอนร่วมกัน {n} รายการ รวมอย่างน้อย {total_amount} บาท",
    ),
    "only-some": (
        "Funded in some of the {n} plans only: {reserves}.",
        "ได้รับเงินเฉพาะบางแผนจาก {n} แผน: {reserves}",
    ),
    "funded-in": ("{id} ({n})", "{id} ({n} แผน)"),
    "regret": (
        "Regret, in {stages}: one plan decided on, another scenario comes true",
        "ค่าเสียโอกาสด้าน{stages}: ตัดสินใจตามแผนหนึ่ง แต่เกิดอีกสถานการณ์หนึ่ง",
    ),
    "regret-key": (
        "A row for the plan decided on, a column for the scenario that comes true: how much less is reached"
        " than with that scenario's own plan, when as much of the decision is carried out as the rules permit"
        " there and the best is made of the rest.",
        "แถวคือแผนที่ตัดสินใจ คอลัมน์คือสถานการณ์ที่เกิดขึ้นจริง ค่าในตารางคือส่วนที่ขาดไปจากแผนที่ดีที่สุดของสถานการณ์นั้น"
        " เมื่อโอนตามที่ตัดสินใจไว้เท่าที่หลักเกณฑ์ยอมให้ แล้ววางแผนส่วนที่เหลือให้ดีที่สุด",
    ),
    "h-greatest": ("Greatest", "มากที่สุด"),
    "h-decided": ("Decided on", "แผนที่ตัดสินใจ"),
    "h-fingerprint": ("Fingerprint", "ลายนิ้วมือข้อมูล"),
    "sheet-scenarios": ("Scenarios", "สถานการณ์"),
    "sheet-reserves": ("Reserve projects", "โครงการสำรอง"),
    "sheet-regret": ("Regret", "ค่าเสียโอกาส"),
    "least-regret": (
        "The least of the greatest regrets: {scenario}, {value}.",
        "ค่าเสียโอกาสสูงสุดต่ำที่สุด: {scenario} ({value})",
    ),
    "regret-of-ranks": (
        "– Where ranks come first in the objective, there is no difference to state.",
        "– เมื่อเป้าหมายแรกเป็นลำดับ ไม่มีผลต่างเป็นตัวเลข",
    ),
    # charts
    "chart-flows": ("{amount} baht in {n} transfers", "โอน {amount} บาท {n} รายการ"),
    "chart-frontier": ("nothing is better in both", "ไม่มีกรณีใดดีกว่าทั้งสองด้าน"),
    "millions-of-baht": ("million baht", "ล้านบาท"),
    # sweep
    "what-ifs": ("{n} what-ifs", "คำนวณ {n} กรณี"),
    "what-if-one": ("1 what-if", "คำนวณ 1 กรณี"),
    "from-to": ("{n} values from {first} to {last}", "{n} ค่า ตั้งแต่ {first} ถึง {last}"),
    "each-what-if": ("Each what-if", "ผลของแต่ละกรณี"),
    "by-value": ("By the value of {path}", "จำแนกตามค่าของ {path}"),
    "rows-infeasible": ("{n} have no plan; the rules in conflict:", "ไม่มีแผน {n} กรณี หลักเกณฑ์ที่ขัดกัน:"),
    "rows-refused": ("{n} cannot be read together:", "ค่าใช้ร่วมกันไม่ได้ {n} กรณี:"),
    "rows-unknown": ("{n} were not settled in time:", "ไม่ได้ข้อยุติภายในเวลา {n} กรณี:"),
    "row-refused": ("cannot be read", "อ่านไม่ได้"),
    "row-unknown": ("not settled", "ไม่ได้ข้อยุติ"),
    "map": (
        "Score over {down} (down) and {across} (across)",
        "คะแนนตาม {down} (แนวตั้ง) และ {across} (แนวนอน)",
    ),
    "map-key": (
        "From {first} on the left to {last} on the right ({low} to {high}).",
        "ซ้ายสุด {first} ขวาสุด {last} ({low} ถึง {high})",
    ),
    "how-often": (
        "How often each reserve project is funded, in {n} plans",
        "โครงการสำรองแต่ละโครงการได้รับเงินกี่ครั้ง จาก {n} แผน",
    ),
    "always-funded": ("Funded in every plan: {reserves}.", "ได้รับเงินในทุกแผน: {reserves}"),
    "none-always": (
        "No reserve project is funded in every plan.",
        "ไม่มีโครงการสำรองใดได้รับเงินในทุกแผน",
    ),
    "h-line-count": ("Lines", "รายการโอน"),
    "h-what-ifs": ("What-ifs", "กรณี"),
    "h-times": ("Times", "ครั้ง"),
    "h-score-least": ("Least score", "คะแนน ต่ำสุด"),
    "h-score-most": ("Most score", "คะแนน สูงสุด"),
    "h-score-middle": ("Median score", "คะแนน มัธยฐาน"),
    "h-unplaced-least": ("Least without a home", "ไม่มีที่รองรับ ต่ำสุด"),
    "h-unplaced-most": ("Most without a home", "ไม่มีที่รองรับ สูงสุด"),
    # thresholds
    "thresholds": ("Where the plan changes along {path}: {n}", "จุดที่แผนเปลี่ยนตาม {path}: {n} จุด"),
    "thresholds-key": (
        "A plan changes where other reserve projects are funded, or where there is none. Both sides of each"
        " change were planned and verified; {n} values were planned in all.",
        "ถือว่าแผนเปลี่ยนเมื่อโครงการสำรองที่ได้รับเงินเปลี่ยน หรือไม่มีแผน ทั้งสองด้านของทุกจุดคำนวณและตรวจสอบแล้ว"
        " คำนวณทั้งหมด {n} ค่า",
    ),
    "no-threshold": (
        "The plan funds the same reserve projects at every value that was planned.",
        "ทุกค่าที่คำนวณ แผนให้เงินแก่โครงการสำรองชุดเดียวกัน",
    ),
    "h-until": ("Until", "ถึง"),
    "h-from-value": ("From", "ตั้งแต่"),
    "h-turning": ("What changes", "สิ่งที่เปลี่ยน"),
    "h-score-before": ("Score before", "คะแนนก่อน"),
    "h-score-after": ("Score after", "คะแนนหลัง"),
    "h-moved-before": ("Moved before", "โอนก่อน"),
    "h-moved-after": ("Moved after", "โอนหลัง"),
    "curve": ("Score along {path}", "คะแนนตาม {path}"),
}
