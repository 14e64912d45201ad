"""What the page of a hedge says, in English and Thai: see `catalogue`."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "hedge": ("Decide now or wait? {n} scenarios", "ตัดสินใจวันนี้หรือรอ: {n} สถานการณ์"),
    "hedge-dates": (
        "Today is {today}. On {later} it is known which scenario has come true, and the rest is decided.",
        "วันตัดสินใจครั้งแรก {today} เมื่อทราบสถานการณ์แล้วจึงตัดสินใจส่วนที่เหลือในวันที่ {later}",
    ),
    "hedge-equal": (
        "No scenario has a probability: all count alike.",
        "ไม่มีสถานการณ์ใดระบุความน่าจะเป็น จึงให้น้ำหนักเท่ากัน",
    ),
    "hedge-scaled": (
        "Not every scenario is considered: the probabilities are those among the scenarios named.",
        "ไม่ได้พิจารณาครบทุกสถานการณ์ ความน่าจะเป็นที่แสดงเป็นสัดส่วนระหว่างสถานการณ์ที่เลือก",
    ),
    "hedge-chance": ("{scenario} · {share} %", "{scenario} · ร้อยละ {share}"),
    "hedge-today": ("Decide today: {amount}", "ตัดสินใจวันนี้: {amount}"),
    "hedge-nothing": (
        "Decide nothing today: no decision today does better than waiting.",
        "วันนี้ยังไม่ต้องตัดสินใจ: ไม่มีการตัดสินใจใดในวันนี้ที่ให้ผลดีกว่าการรอ",
    ),
    "hedge-ready": ("too late on {later} in {scenarios}", "วันที่ {later} จะก่อหนี้ไม่ทันใน {scenarios}"),
    "hedge-every": ("every scenario", "ทุกสถานการณ์"),
    "hedge-stands": (
        "so that today's decision keeps the rules by itself",
        "เพื่อให้การตัดสินใจวันนี้เป็นไปตามหลักเกณฑ์ได้เอง",
    ),
    "hedge-missed": (
        "Not begun today, and then too late: {reserves}.",
        "ไม่เริ่มวันนี้และจะก่อหนี้ไม่ทันเมื่อทราบสถานการณ์: {reserves}",
    ),
    "hedge-open": ("Keep open: what follows in each scenario", "ส่วนที่ยังเปิดไว้: การตัดสินใจภายหลังในแต่ละสถานการณ์"),
    "hedge-worth": ("What each way of deciding is worth", "ผลของทางเลือกในการตัดสินใจ"),
    "hedge-worth-key": (
        "{stage}. Expected, in each scenario, the greatest loss against that scenario's best, and the mean "
        "of the worst {share} % of outcomes.",
        "{stage}: ค่าคาดหมาย ค่าในแต่ละสถานการณ์ ส่วนที่ขาดจากค่าดีที่สุดของสถานการณ์นั้นมากที่สุด "
        "และค่าเฉลี่ยของผลที่แย่ที่สุดร้อยละ {share}",
    ),
    "way-hedge": ("This decision", "การตัดสินใจนี้"),
    "way-wait": ("Nothing today", "ไม่ตัดสินใจวันนี้"),
    "way-single": ("All for {scenario} today", "ตัดสินใจทั้งหมดตาม {scenario}"),
    "way-knowing": ("If the future were known", "หากทราบอนาคต"),
    "h-today": ("Today", "วันนี้"),
    "h-expected": ("Expected", "ค่าคาดหมาย"),
    "h-regret": ("Greatest regret", "ค่าเสียโอกาสสูงสุด"),
    "h-tail": ("Worst outcomes", "ผลที่แย่ที่สุด"),
    "hedge-evpi": (
        "Knowing the future today would be worth {value} more.",
        "หากทราบอนาคตตั้งแต่วันนี้ จะได้ค่าคาดหมายเพิ่มขึ้นอีก {value}",
    ),
    "hedge-vss": (
        "Against the best plan for one scenario, carried through: {value}.",
        "ผลต่างจากการตัดสินใจตามแผนของสถานการณ์เดียวที่ดีที่สุด: {value}",
    ),
    "hedge-vow": ("Against deciding nothing today: {value}.", "ผลต่างจากการไม่ตัดสินใจวันนี้: {value}"),
    "hedge-no-wait": (
        "Waiting is no choice: a scenario would be left without a plan.",
        "รอไม่ได้: จะมีสถานการณ์ที่ไม่มีแผนเป็นไปตามหลักเกณฑ์ได้",
    ),
    "hedge-by-expected": ("Best here: the greatest expected value.", "เกณฑ์ที่ใช้: ค่าคาดหมายสูงที่สุด"),
    "hedge-by-regret": ("Best here: the least greatest regret.", "เกณฑ์ที่ใช้: ค่าเสียโอกาสสูงสุดน้อยที่สุด"),
    "hedge-by-cvar": (
        "Best here: the greatest mean of the worst outcomes.",
        "เกณฑ์ที่ใช้: ค่าเฉลี่ยของผลที่แย่ที่สุดสูงที่สุด",
    ),
    "hedge-proven": (
        "Proven in exact arithmetic: no decision does better; of those found as good, this decides least.",
        "พิสูจน์แล้วด้วยการคำนวณแม่นตรง: ไม่มีการตัดสินใจใดดีกว่านี้ และในบรรดาทางที่พบว่าดีเท่ากัน ทางนี้ตัดสินใจวันนี้น้อยที่สุด",
    ),
    "hedge-gap": (
        "The search ended first: another decision may be better, by at most {value}.",
        "หยุดค้นหาก่อนพิสูจน์ครบ: อาจมีการตัดสินใจที่ดีกว่านี้ แต่ไม่เกิน {value}",
    ),
    "hedge-checked": (
        "Today's transfers and all that follows were checked as a plan of each scenario.",
        "ตรวจสอบรายการโอนวันนี้และส่วนที่ตามมาทั้งหมดแล้วว่าเป็นแผนที่ถูกต้องในทุกสถานการณ์",
    ),
    "hedge-none": (
        "No decision today leaves every scenario a plan. `realloc plan -s NAME` says which rules conflict.",
        "ไม่มีการตัดสินใจใดในวันนี้ที่ทำให้ทุกสถานการณ์มีแผนได้ ดูหลักเกณฑ์ที่ขัดกันด้วย `realloc plan -s ชื่อสถานการณ์`",
    ),
}
