"""What each column of the two tables holds, in English and Thai: the notes on a workbook's headings."""

from __future__ import annotations

type Both = dict[str, str]


def _both(en: str, th: str) -> Both:
    return {"en": en, "th": th}


COLUMNS: dict[str, Both] = {
    "id": _both(
        "A short code of its own, such as A01. No activity and no reserve project may share one.",
        "รหัสสั้น ๆ เช่น A01 ห้ามซ้ำกันทั้งกิจกรรมและโครงการสำรอง",
    ),
    "name": _both("What it is called.", "ชื่อกิจกรรมหรือโครงการ"),
    "project": _both("The parent project.", "โครงการหลักที่รายการนี้สังกัด"),
    "agency": _both("The agency that is responsible.", "หน่วยงานที่รับผิดชอบ"),
    "category": _both("The expenditure category. Choose from the list.", "งบรายจ่าย โปรดเลือกจากรายการ"),
    "nature": _both(
        "What kind of work it is. Gatherings are held against the COVID-19 caps. Choose from the list.",
        "ลักษณะงาน กิจกรรมที่รวมคนจะเทียบกับเพดานผู้เข้าร่วมช่วงโควิด-19 โปรดเลือกจากรายการ",
    ),
    "status": _both("How far it has come. Choose from the list.", "สถานะการดำเนินงาน โปรดเลือกจากรายการ"),
    "budget": _both("Its budget in baht, at most two decimals.", "งบประมาณ (บาท) ทศนิยมไม่เกินสองตำแหน่ง"),
    "disbursed": _both("Paid so far, in baht.", "เบิกจ่ายแล้ว (บาท)"),
    "obligated": _both("Signed commitments not yet paid, in baht.", "ก่อหนี้ผูกพันแล้วแต่ยังไม่เบิกจ่าย (บาท)"),
    "keep": _both("What must stay whatever happens, in baht.", "เงินที่ต้องกันไว้ ไม่ให้โอนออก (บาท)"),
    "feasibility": _both(
        "Whether COVID-19 allows it. Fill it in where the province has decided; else it is worked out.",
        "ดำเนินการได้หรือไม่ช่วงโควิด-19 โปรดกรอกเมื่อจังหวัดวินิจฉัยแล้ว หากเว้นว่างจะคำนวณให้",
    ),
    "participants": _both(
        "How many people come. A gathering without a number exceeds every cap.",
        "จำนวนผู้เข้าร่วม (คน) กิจกรรมรวมคนที่ไม่ระบุจำนวนถือว่าเกินทุกเพดาน",
    ),
    "min_participants": _both(
        "The fewest with whom it still makes sense.", "จำนวนผู้เข้าร่วมขั้นต่ำที่ยังคุ้มค่าจะจัด (คน)"
    ),
    "online": _both("Whether it can be held online.", "จัดแบบออนไลน์ได้หรือไม่"),
    "planned": _both(
        "The day it is planned to begin. A date, such as 2021-06-30 or 30/6/2564.",
        "วันที่กำหนดเริ่ม เช่น 30/6/2564 หรือ 2021-06-30",
    ),
    "lead_days": _both("Days of preparation from the decision on.", "จำนวนวันเตรียมการนับจากวันที่คณะกรรมการมีมติ"),
    "run_days": _both("How many days it lasts.", "จำนวนวันที่จัดกิจกรรม"),
    "release_share": _both(
        "The share of its uncommitted balance that can be moved, 0 to 1; 0.25 is a quarter.",
        "สัดส่วนของเงินคงเหลือที่โอนได้ ตั้งแต่ 0 ถึง 1 เช่น 0.25 คือหนึ่งในสี่",
    ),
    "name_en": _both("Its name in English.", "ชื่อภาษาอังกฤษ"),
    "main_activity": _both("The main activity it belongs to.", "กิจกรรมหลักที่สังกัด"),
    "tags": _both("Words to select it by, a semicolon between them.", "ป้ายกำกับสำหรับคัดเลือก คั่นด้วยอัฒภาค (;)"),
    "note": _both("Anything else worth knowing.", "หมายเหตุ"),
    "cost": _both(
        "What the project asks for, in baht: a whole multiple of the unit in case.toml.",
        "วงเงินที่ขอ (บาท) เป็นจำนวนเท่าของหน่วยโอนใน case.toml",
    ),
    "min_cost": _both(
        "The least that still makes sense, in baht. Blank: all or nothing.",
        "วงเงินขั้นต่ำที่ยังดำเนินการได้ (บาท) หากเว้นว่างคือให้เต็มจำนวนหรือไม่ให้เลย",
    ),
    "score": _both(
        "Its benefit, 0 or more, at most four decimals. Needed where the objective uses it.",
        "คะแนนประโยชน์ ตั้งแต่ 0 ทศนิยมไม่เกินสี่ตำแหน่ง จำเป็นเมื่อเป้าหมายใช้คะแนน",
    ),
    "rank": _both(
        "Its place in the order of priority: 1 is first, no two alike. Needed where the objective uses it.",
        "ลำดับความสำคัญ 1 คือลำดับแรก ห้ามซ้ำ จำเป็นเมื่อเป้าหมายใช้ลำดับ",
    ),
    "requires": _both(
        "Codes of reserve projects that must be funded too, a semicolon between them.",
        "รหัสโครงการสำรองที่ต้องได้รับเงินด้วย คั่นด้วยอัฒภาค (;)",
    ),
    "excludes": _both(
        "Codes of reserve projects that must not be funded with it, a semicolon between them.",
        "รหัสโครงการสำรองที่ห้ามได้รับเงินพร้อมกัน คั่นด้วยอัฒภาค (;)",
    ),
    "plan_status": _both(
        "Where it stands in the plan. Choose from the list.", "สถานะในแผน โปรดเลือกจากรายการ"
    ),
    "available": _both("Whether it may be considered.", "พร้อมให้พิจารณาหรือไม่"),
    "location": _both("Where it is carried out.", "พื้นที่ดำเนินการ"),
}
REQUIRED = _both("Every row needs it.", "ต้องกรอกทุกแถว")
DEFAULT = _both("Blank means {blank}.", "เว้นว่างหมายถึง {blank}")

# What Excel says where a cell does not take what was typed.
REFUSALS: dict[str, Both] = {
    "choice": _both("Choose one of the words in the list.", "โปรดเลือกคำใดคำหนึ่งจากรายการ"),
    "money": _both(
        "An amount in baht is expected, with at most two decimals.", "ควรเป็นจำนวนเงินบาท ทศนิยมไม่เกินสองตำแหน่ง"
    ),
    "integer": _both("A whole number is expected.", "ควรเป็นจำนวนเต็ม"),
    "date": _both("A date is expected.", "ควรเป็นวันที่"),
    "share": _both("A share from 0 to 1 is expected, such as 0.25.", "ควรเป็นสัดส่วนตั้งแต่ 0 ถึง 1 เช่น 0.25"),
    "number": _both("A number of 0 or more is expected.", "ควรเป็นตัวเลขตั้งแต่ 0"),
}
