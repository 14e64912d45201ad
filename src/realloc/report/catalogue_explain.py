"""The texts of explanations: why, why not, and what it would take."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

REASONS: dict[str, Both] = {
    # a reserve that is funded
    "why-funded-in-full": _both(
        "It gets all of the {cost_amount} baht that it asks for, from {sources}.",
        "ได้รับเงินเต็มจำนวน {cost_amount} บาท จาก {sources}",
    ),
    "why-funded-in-part": _both(
        "It gets {amount} of the {cost_amount} baht that it asks for, from {sources}.",
        "ได้รับเงิน {amount} บาท จากที่ขอรับ {cost_amount} บาท โดยโอนจาก {sources}",
    ),
    "in-full-short": _both(
        "No plan can give it all: under the rules at most {reachable_amount} baht can reach it,"
        " {short_amount} less than it asks for.",
        "ไม่มีแผนใดให้เงินได้เต็มจำนวน: ภายใต้หลักเกณฑ์ เงินที่ไปถึงได้มีไม่เกิน {reachable_amount} บาท ขาดอีก"
        " {short_amount} บาท",
    ),
    "in-full-tied": _both(
        "No plan can give it all: the rules and the projects that it is tied to leave none.",
        "ไม่มีแผนใดให้เงินได้เต็มจำนวน: หลักเกณฑ์และโครงการที่เกี่ยวพันกันไม่เปิดทางให้",
    ),
    "in-full-stopped-by": _both(
        "What stops it: {rules}. Without any one of these, some plan could give it all.",
        "หลักเกณฑ์ที่ทำให้ไม่ได้รับเต็มจำนวน: {rules} หากยกเว้นข้อใดข้อหนึ่งในจำนวนนี้ จะมีแผนที่ให้เงินได้เต็มจำนวน",
    ),
    "in-full-as-good": _both(
        "A plan that gives it all is as good in every stage: the committee may prefer it.",
        "มีแผนที่ให้เงินเต็มจำนวนและให้ผลเท่ากันทุกเป้าหมาย คณะกรรมการอาจเลือกแผนนั้นแทนได้",
    ),
    "in-full-costs": _both(
        "The rest has better uses: in the best plan that gives it all the stage “{stage}” comes to {then}"
        " instead of {now}, {by} worse.",
        "เงินส่วนที่เหลือใช้ทางอื่นได้ผลดีกว่า: แผนที่ดีที่สุดซึ่งให้เงินเต็มจำนวนได้เป้าหมาย “{stage}” {then} แทนที่จะเป็น {now}"
        " ด้อยกว่า {by}",
    ),
    "in-full-costs-rank": _both(
        "The rest has better uses: in the best plan that gives it all the stage “{stage}” comes to {then}"
        " instead of {now}.",
        "เงินส่วนที่เหลือใช้ทางอื่นได้ผลดีกว่า: แผนที่ดีที่สุดซึ่งให้เงินเต็มจำนวนได้เป้าหมาย “{stage}” {then} แทนที่จะเป็น {now}",
    ),
    "in-full-falls": _both(
        "To give it all, these would lose all that they get: {others}.",
        "หากให้เต็มจำนวน โครงการที่จะไม่ได้รับเงินเลย ได้แก่ {others}",
    ),
    "in-full-gets-less": _both(
        "To give it all, these would get less: {others} less.",
        "หากให้เต็มจำนวน โครงการที่จะได้รับเงินน้อยลง ได้แก่ {others} (จำนวนที่ลดลง)",
    ),
    "why-decided": _both(
        "The stage “{stage}” decides it: {now} with it, {then} in the best plan without it, {by} worse.",
        "เป้าหมาย “{stage}” เป็นตัวตัดสิน: เมื่อรวมโครงการนี้ได้ {now} แผนที่ดีที่สุดซึ่งไม่มีโครงการนี้ได้ {then} ด้อยกว่า {by}",
    ),
    "why-decided-rank": _both(
        "The stage “{stage}” decides it: {now} with it, {then} in the best plan without it.",
        "เป้าหมาย “{stage}” เป็นตัวตัดสิน: เมื่อรวมโครงการนี้ได้ {now} แผนที่ดีที่สุดซึ่งไม่มีโครงการนี้ได้ {then}",
    ),
    "why-as-good-without": _both(
        "No stage decides it: the best plan without it is as good in every stage.",
        "ไม่มีเป้าหมายใดเป็นตัวตัดสิน: แผนที่ดีที่สุดซึ่งไม่มีโครงการนี้ให้ผลเท่ากันทุกเป้าหมาย",
    ),
    "why-rules-need-it": _both(
        "The rules decide it: without it no plan keeps them ({rules}).",
        "หลักเกณฑ์เป็นตัวตัดสิน: หากไม่มีโครงการนี้ จะไม่มีแผนใดเป็นไปตามหลักเกณฑ์ ({rules})",
    ),
    "why-displaces": _both(
        "Its money comes at the cost of others, which would get more without it: {others}.",
        "โครงการที่จะได้รับเงินเพิ่มหากไม่มีโครงการนี้ ได้แก่ {others}",
    ),
    "why-displaces-none": _both(
        "No other reserve project would get more without it.",
        "แม้ไม่มีโครงการนี้ ก็ไม่มีโครงการสำรองอื่นได้รับเงินเพิ่ม",
    ),
    # a reserve that is not
    "why-no-plan": _both(
        "No plan keeps every rule, so nothing is moved; in conflict: {rules}.",
        "ไม่มีแผนใดเป็นไปตามหลักเกณฑ์ทุกข้อ จึงไม่มีการโอน หลักเกณฑ์ที่ขัดกัน: {rules}",
    ),
    "why-not-available": _both(
        "It cannot take money: it is marked as not available.",
        "ยังรับเงินไม่ได้ เนื่องจากระบุว่ายังไม่พร้อมดำเนินการ",
    ),
    "why-too-late": _both(
        "It cannot take money: decided on {decision} it needs {lead_days}, and is ready {late_days} after the"
        " last day to obligate, {close}.",
        "ยังรับเงินไม่ได้ เนื่องจากหากอนุมัติ {decision} ต้องใช้เวลา {lead_days} จึงพร้อมหลังวันสุดท้ายที่ก่อหนี้ผูกพันได้"
        " ({close}) อยู่ {late_days}",
    ),
    "why-no-money": _both("No activity has money to release.", "ไม่มีกิจกรรมใดมีเงินที่โอนได้"),
    "why-no-source": _both(
        "The rules close every one of the {n} activities that have money to release to it.",
        "หลักเกณฑ์ไม่ยอมให้กิจกรรมที่มีเงินโอนได้ทั้ง {n} กิจกรรมโอนมายังโครงการนี้",
    ),
    "why-short": _both(
        "No plan can fund it: under the rules at most {reachable_amount} baht can reach it, {short_amount}"
        " less than the {needed_amount} that it needs at the least.",
        "ไม่มีแผนใดให้เงินโครงการนี้ได้: ภายใต้หลักเกณฑ์ เงินที่ไปถึงได้มีไม่เกิน {reachable_amount} บาท ขาดอีก"
        " {short_amount} บาท จากขั้นต่ำที่ต้องใช้ {needed_amount} บาท",
    ),
    "why-stopped-by": _both(
        "What stops it: {rules}. Without any one of these, some plan could fund it.",
        "หลักเกณฑ์ที่ทำให้เงินไปไม่ถึง: {rules} หากยกเว้นข้อใดข้อหนึ่งในจำนวนนี้ จะมีแผนที่ให้เงินได้",
    ),
    "why-tied": _both(
        "No plan can fund it: what it requires and excludes cannot be met.",
        "ไม่มีแผนใดให้เงินโครงการนี้ได้: ไม่อาจจัดให้เป็นไปตามโครงการที่ต้องทำคู่กันหรือห้ามทำพร้อมกัน",
    ),
    "why-requires": _both(
        "It needs {others} to be funded as well.", "ต้องให้เงินโครงการที่ต้องทำคู่กันด้วย ได้แก่ {others}"
    ),
    "why-better-uses": _both(
        "There are better uses for the money: in the best plan that funds it the stage “{stage}” comes to"
        " {then} instead of {now}, {by} worse.",
        "มีการใช้เงินที่ให้ผลดีกว่า: แผนที่ดีที่สุดซึ่งให้เงินโครงการนี้ได้เป้าหมาย “{stage}” {then} แทนที่จะเป็น {now} ด้อยกว่า {by}",
    ),
    "why-better-uses-rank": _both(
        "There are better uses for the money: in the best plan that funds it the stage “{stage}” comes to"
        " {then} instead of {now}.",
        "มีการใช้เงินที่ให้ผลดีกว่า: แผนที่ดีที่สุดซึ่งให้เงินโครงการนี้ได้เป้าหมาย “{stage}” {then} แทนที่จะเป็น {now}",
    ),
    "why-as-good": _both(
        "A plan that funds it is as good in every stage: the committee may prefer it.",
        "มีแผนที่ให้เงินโครงการนี้และให้ผลเท่ากันทุกเป้าหมาย คณะกรรมการอาจเลือกแผนนั้นแทนได้",
    ),
    "why-falls": _both(
        "To fund it, these would lose all that they get: {others}.",
        "หากให้เงินโครงการนี้ โครงการที่จะไม่ได้รับเงินเลย ได้แก่ {others}",
    ),
    "why-gets-less": _both(
        "To fund it, these would get less: {others} less.",
        "หากให้เงินโครงการนี้ โครงการที่จะได้รับเงินน้อยลง ได้แก่ {others} (จำนวนที่ลดลง)",
    ),
    "effort-spent": _both(
        "This was not settled within the time and plans allowed.",
        "ยังไม่ได้ข้อยุติภายในเวลาหรือจำนวนแผนที่กำหนด",
    ),
    # its score
    "score-loses": _both(
        "It would lose its money below a score of {least} (now {now}): with {short}, {others} would get it.",
        "จะไม่ได้รับเงินหากคะแนนต่ำกว่า {least} (ปัจจุบัน {now}): ที่คะแนน {short} เงินจะโอนไปยัง {others} แทน",
    ),
    "score-loses-to-none": _both(
        "It would lose its money below a score of {least} (now {now}); no other would get more for it.",
        "จะไม่ได้รับเงินหากคะแนนต่ำกว่า {least} (ปัจจุบัน {now}) โดยไม่มีโครงการอื่นได้รับเงินเพิ่ม",
    ),
    "score-always": _both(
        "No score is too low: with 0 it would still be funded.",
        "ไม่มีคะแนนใดต่ำเกินไป: แม้คะแนนเป็น 0 ก็ยังได้รับเงิน",
    ),
    "score-held-by-stage": _both(
        "No score is too low: the stage “{stage}”, which comes before the score, wants it funded.",
        "ไม่มีคะแนนใดต่ำเกินไป: เป้าหมาย “{stage}” ซึ่งมาก่อนคะแนน ต้องการให้ได้รับเงิน",
    ),
    "score-held-by-rules": _both(
        "No score is too low: the rules want it funded ({rules}).",
        "ไม่มีคะแนนใดต่ำเกินไป: หลักเกณฑ์กำหนดให้ต้องได้รับเงิน ({rules})",
    ),
    "score-loses-open": _both(
        "The score at which it would lose its money was not settled.", "ยังไม่ได้ข้อยุติว่าคะแนนเท่าใดจึงจะไม่ได้รับเงิน"
    ),
    "score-least": _both(
        "A score of {needed} instead of {now}, {more} more; {short} is not enough.",
        "คะแนน {needed} แทน {now} (เพิ่มขึ้น {more}) คะแนน {short} ยังไม่พอ",
    ),
    "score-enough": _both(
        "A score of {needed} instead of {now}, {more} more; {short} is not enough. The rules look at scores,"
        " so that some lower score might do.",
        "คะแนน {needed} แทน {now} (เพิ่มขึ้น {more}) คะแนน {short} ยังไม่พอ แต่หลักเกณฑ์อ้างถึงคะแนน"
        " คะแนนอื่นที่ต่ำกว่านี้จึงอาจเพียงพอ",
    ),
    "score-no-room": _both(
        "No score: no plan can fund it, whatever it is worth.",
        "เพิ่มคะแนนเท่าใดก็ไม่เพียงพอ: ไม่มีแผนใดให้เงินโครงการนี้ได้",
    ),
    "score-too-late": _both(
        "No score: the stage “{stage}”, which comes before the score, is against it.",
        "เพิ่มคะแนนเท่าใดก็ไม่เพียงพอ: เป้าหมาย “{stage}” ซึ่งมาก่อนคะแนน ไม่สนับสนุน",
    ),
    "score-open": _both("The score that would do was not settled.", "ยังไม่ได้ข้อยุติว่าคะแนนเท่าใดจึงเพียงพอ"),
    # its rank
    "rank-loses": _both(
        "It would lose its money behind rank {least} (now {now}).",
        "จะไม่ได้รับเงินหากอยู่หลังลำดับ {least} (ปัจจุบัน {now})",
    ),
    "rank-always": _both(
        "No rank is too low: as the last it would still be funded.",
        "ไม่มีลำดับใดต่ำเกินไป: แม้เป็นลำดับสุดท้ายก็ยังได้รับเงิน",
    ),
    "rank-held-by-stage": _both(
        "No rank is too low: the stage “{stage}”, which comes before the ranks, wants it funded.",
        "ไม่มีลำดับใดต่ำเกินไป: เป้าหมาย “{stage}” ซึ่งมาก่อนลำดับ ต้องการให้ได้รับเงิน",
    ),
    "rank-held-by-rules": _both(
        "No rank is too low: the rules want it funded ({rules}).",
        "ไม่มีลำดับใดต่ำเกินไป: หลักเกณฑ์กำหนดให้ต้องได้รับเงิน ({rules})",
    ),
    "rank-least": _both(
        "Rank {needed} instead of {now}, those that it passes one lower; the rank behind is not enough.",
        "ลำดับที่ {needed} แทนลำดับที่ {now} โดยโครงการที่ถูกแซงเลื่อนลงหนึ่งลำดับ ลำดับถัดลงไปยังไม่พอ",
    ),
    "rank-none": _both(
        "No rank: even as the first it is not funded.", "ไม่มีลำดับใดเพียงพอ: แม้เป็นลำดับแรกก็ไม่ได้รับเงิน"
    ),
    "rank-no-room": _both(
        "No rank: no plan can fund it, whatever its rank.", "ไม่มีลำดับใดเพียงพอ: ไม่มีแผนใดให้เงินได้ ไม่ว่าลำดับใด"
    ),
    "rank-too-late": _both(
        "No rank: the stage “{stage}”, which comes before the ranks, is against it.",
        "ไม่มีลำดับใดเพียงพอ: เป้าหมาย “{stage}” ซึ่งมาก่อนลำดับ ไม่สนับสนุน",
    ),
    "rank-open": _both("The rank that would do was not settled.", "ยังไม่ได้ข้อยุติว่าลำดับใดจึงเพียงพอ"),
    # its cost
    "cost-least": _both(
        "A cost of {needed_amount} instead of {now_amount}, {less_amount} less; {short_amount} is too much.",
        "วงเงิน {needed_amount} แทน {now_amount} (ลดลง {less_amount}) วงเงิน {short_amount} ยังสูงเกินไป",
    ),
    "cost-enough": _both(
        "A cost of {needed_amount} instead of {now_amount}, {less_amount} less; {short_amount} is too much."
        " That some cost between that and {open_amount} would do is not ruled out.",
        "วงเงิน {needed_amount} แทน {now_amount} (ลดลง {less_amount}) วงเงิน {short_amount} ยังสูงเกินไป"
        " แต่ยังไม่อาจยืนยันว่าไม่มีวงเงินอื่นระหว่างนั้นถึง {open_amount} ที่เพียงพอ",
    ),
    "cost-none": _both(
        "No lower cost: however little it cost, it would not be funded.", "ลดวงเงินเท่าใดก็ไม่เพียงพอ"
    ),
    "cost-open": _both(
        "What cost would do was not settled; above {open_amount} none does.",
        "ยังไม่ได้ข้อยุติว่าวงเงินเท่าใดจึงเพียงพอ วงเงินที่สูงกว่า {open_amount} ไม่เพียงพอ",
    ),
    # money
    "money-least": _both(
        "{more_amount} more to release in {activity} (its budget {budget_amount}); {short_amount} is not"
        " enough.",
        "กิจกรรม {activity} มีเงินโอนได้เพิ่ม {more_amount} (งบประมาณเป็น {budget_amount})"
        " เพิ่ม {short_amount} ยังไม่พอ",
    ),
    "money-enough": _both(
        "{more_amount} more to release in {activity} (its budget {budget_amount}); {short_amount} is not"
        " enough. Less than {open_amount} never is; between the two, some amount might be.",
        "กิจกรรม {activity} มีเงินโอนได้เพิ่ม {more_amount} (งบประมาณเป็น {budget_amount}) เพิ่ม {short_amount} ยังไม่พอ"
        " เพิ่มน้อยกว่า {open_amount} ไม่พอแน่นอน ส่วนจำนวนระหว่างนั้นอาจเพียงพอ",
    ),
    "money-none": _both(
        "No amount of money: whichever activity had more to release, it would not be funded without loss.",
        "เพิ่มเงินเท่าใดก็ไม่เพียงพอ: ไม่ว่ากิจกรรมใดมีเงินโอนได้เพิ่ม",
    ),
    "money-none-there": _both(
        "No amount of money more to release in {activity} is enough.",
        "เพิ่มเงินโอนได้ในกิจกรรม {activity} เท่าใดก็ไม่เพียงพอ",
    ),
    "money-none-alone": _both(
        "No amount of money in one activity is enough, whichever it is; it would take several.",
        "เพิ่มเงินโอนได้ในกิจกรรมใดกิจกรรมเดียวเท่าใดก็ไม่เพียงพอ ต้องเพิ่มในหลายกิจกรรมพร้อมกัน",
    ),
    "money-no-giver": _both(
        "No amount of money: no activity may release any.", "เพิ่มเงินเท่าใดก็ไม่เพียงพอ: ไม่มีกิจกรรมใดโอนเงินออกได้"
    ),
    "money-open-there": _both(
        "How much more to release in {activity} would do was not settled; less than {open_amount} does not.",
        "ยังไม่ได้ข้อยุติว่ากิจกรรม {activity} ต้องมีเงินโอนได้เพิ่มเท่าใด เพิ่มน้อยกว่า {open_amount} ไม่เพียงพอ",
    ),
    "money-open": _both(
        "How much more money would do was not settled.", "ยังไม่ได้ข้อยุติว่าต้องเพิ่มเงินเท่าใดจึงเพียงพอ"
    ),
    # time
    "decision-least": _both(
        "A decision on {needed} instead of {now}, {n_days} earlier; on {short} it is too late.",
        "อนุมัติ {needed} แทน {now} (เร็วขึ้น {n_days}) หากอนุมัติ {short} ช้าเกินไป",
    ),
    "decision-none": _both(
        "No earlier decision: on no day back to {as_of} would it be funded.",
        "อนุมัติเร็วขึ้นไม่ช่วย: แม้ย้อนไปถึง {as_of} ก็ยังไม่ได้รับเงิน",
    ),
    "decision-open": _both(
        "Which earlier decision would do was not settled; after {day}, none does.",
        "ยังไม่ได้ข้อยุติว่าต้องอนุมัติเร็วขึ้นถึงวันใด หลัง {day} ไม่มีวันใดเพียงพอ",
    ),
    "lead-least": _both(
        "A lead time of {needed_days} instead of {now_days}; {short_days} is too long.",
        "เวลาเตรียมการ {needed_days} แทน {now_days} หากใช้ {short_days} นานเกินไป",
    ),
    "lead-not-enough": _both(
        "A lead time of {needed_days} instead of {now_days} makes it ready, but there are better uses.",
        "เวลาเตรียมการ {needed_days} แทน {now_days} ทำให้พร้อมรับเงิน แต่ยังมีการใช้เงินที่ให้ผลดีกว่า",
    ),
    "lead-none": _both(
        "No lead time: the decision itself is after the last day to obligate, {close}.",
        "ลดเวลาเตรียมการไม่ช่วย: วันอนุมัติอยู่หลังวันสุดท้ายที่ก่อหนี้ผูกพันได้ {close}",
    ),
    "lead-open": _both("What a shorter lead time would do was not settled.", "ยังไม่ได้ข้อยุติเรื่องเวลาเตรียมการ"),
    "available-least": _both("Once it is available, it is funded.", "เมื่อพร้อมดำเนินการแล้วจะได้รับเงิน"),
    "available-not-enough": _both(
        "To be available is not enough: there are better uses.", "แม้พร้อมดำเนินการก็ยังไม่พอ: มีการใช้เงินที่ให้ผลดีกว่า"
    ),
    "available-open": _both(
        "Whether it would be funded once available was not settled.", "ยังไม่ได้ข้อยุติว่าเมื่อพร้อมแล้วจะได้รับเงินหรือไม่"
    ),
    "not-ready-whatever": _both(
        "Score, cost, money and rules do not help: as it stands it cannot take money.",
        "คะแนน วงเงิน เงินเพิ่ม และการผ่อนปรนหลักเกณฑ์ไม่ช่วย: โครงการนี้ยังรับเงินไม่ได้",
    ),
    # rules
    "rule-off": _both("Rule {rule} switched off.", "ยกเว้นหลักเกณฑ์ {rule}"),
    "rule-off-none": _both("Rule {rule} switched off is not enough.", "แม้ยกเว้นหลักเกณฑ์ {rule} ก็ยังไม่พอ"),
    "rule-amount-least": _both(
        "Rule {rule} at {needed_amount} instead of {now_amount}; {short_amount} is not enough.",
        "หลักเกณฑ์ {rule} เป็น {needed_amount} บาท แทน {now_amount} บาท หากเป็น {short_amount} บาทยังไม่พอ",
    ),
    "rule-amount-enough": _both(
        "Rule {rule} at {needed_amount} instead of {now_amount}; {short_amount} is not enough. Something"
        " between that and {open_amount} might be.",
        "หลักเกณฑ์ {rule} เป็น {needed_amount} บาท แทน {now_amount} บาท หากเป็น {short_amount} บาทยังไม่พอ"
        " แต่บางจำนวนระหว่างนั้นถึง {open_amount} บาทอาจเพียงพอ",
    ),
    "rule-share-least": _both(
        "Rule {rule} at {needed} % instead of {now} %; {short} % is not enough.",
        "หลักเกณฑ์ {rule} เป็นร้อยละ {needed} แทนร้อยละ {now} หากเป็นร้อยละ {short} ยังไม่พอ",
    ),
    "rule-share-enough": _both(
        "Rule {rule} at {needed} % instead of {now} %; {short} % is not enough. Something between that and"
        " {open} % might be.",
        "หลักเกณฑ์ {rule} เป็นร้อยละ {needed} แทนร้อยละ {now} หากเป็นร้อยละ {short} ยังไม่พอ"
        " แต่บางค่าระหว่างนั้นถึงร้อยละ {open} อาจเพียงพอ",
    ),
    "rule-count-least": _both(
        "Rule {rule} at {needed} instead of {now}; {short} is not enough.",
        "หลักเกณฑ์ {rule} เป็น {needed} แทน {now} หากเป็น {short} ยังไม่พอ",
    ),
    "rule-count-enough": _both(
        "Rule {rule} at {needed} instead of {now}; {short} is not enough. Something between that and {open}"
        " might be.",
        "หลักเกณฑ์ {rule} เป็น {needed} แทน {now} หากเป็น {short} ยังไม่พอ แต่บางค่าระหว่างนั้นถึง {open} อาจเพียงพอ",
    ),
    "rule-none": _both(
        "Rule {rule}, however far relaxed, is not enough.", "แม้ผ่อนปรนหลักเกณฑ์ {rule} เพียงใดก็ยังไม่พอ"
    ),
    "rule-open": _both(
        "By how much rule {rule} would have to give way was not settled.",
        "ยังไม่ได้ข้อยุติว่าต้องผ่อนปรนหลักเกณฑ์ {rule} เพียงใด",
    ),
    # an activity
    "activity-stands": _both("It stands as: {flag}.", "สถานะของกิจกรรม: {flag}"),
    "activity-by-calendar": _both(
        "By the calendar alone it would stand as: {flag}.", "หากพิจารณาตามปฏิทินอย่างเดียว สถานะจะเป็น: {flag}"
    ),
    "activity-balance": _both(
        "Of its budget of {budget_amount}, {disbursed_amount} is paid, {obligated_amount} is under contract"
        " and {keep_amount} must stay: {balance_amount} is left.",
        "งบประมาณ {budget_amount} บาท เบิกจ่ายแล้ว {disbursed_amount} ผูกพัน {obligated_amount}"
        " กันไว้ {keep_amount} คงเหลือ {balance_amount}",
    ),
    "activity-no-balance": _both(
        "It has nothing left to move: of its budget of {budget_amount}, {disbursed_amount} is paid,"
        " {obligated_amount} is under contract and {keep_amount} must stay.",
        "ไม่มีเงินคงเหลือให้โอน: งบประมาณ {budget_amount} บาท เบิกจ่ายแล้ว {disbursed_amount} ผูกพัน {obligated_amount}"
        " กันไว้ {keep_amount}",
    ),
    "activity-share": _both(
        "An activity that stands as {flag} may release {share} % of that: {amount}, and no more.",
        "กิจกรรมที่มีสถานะ{flag}โอนได้ร้อยละ {share} ของเงินคงเหลือ เป็นเงินไม่เกิน {amount} บาท",
    ),
    "activity-share-own": _both(
        "By its own release_share (it stands as {flag}) it may release {share} % of that: {amount}, and no"
        " more.",
        "กำหนด release_share ไว้เฉพาะกิจกรรมนี้ (สถานะ{flag}) โอนได้ร้อยละ {share} ของเงินคงเหลือ"
        " เป็นเงินไม่เกิน {amount} บาท",
    ),
    "activity-rounded": _both(
        "The amount is rounded down to whole {unit_amount}.", "จำนวนเงินปัดลงให้เป็นจำนวนเท่าของ {unit_amount} บาท"
    ),
    "activity-gives": _both(
        "It gives {amount} of the {releasable_amount} that it can: {targets}.",
        "โอนออก {amount} บาท จากที่โอนได้ {releasable_amount} บาท ไปยัง {targets}",
    ),
    "activity-left": _both(
        "The other {left_amount} finds no home: no plan within the rules is better for moving more of it.",
        "อีก {left_amount} บาทไม่มีโครงการรองรับ: ภายใต้หลักเกณฑ์ การโอนเพิ่มไม่ทำให้แผนดีขึ้น",
    ),
    "activity-unused": _both(
        "It gives nothing: no plan within the rules is better for moving any of its {amount}.",
        "ไม่มีการโอนออก: ภายใต้หลักเกณฑ์ การโอนเงิน {amount} บาทนี้ไม่ทำให้แผนดีขึ้น",
    ),
    "activity-needed": _both(
        "Were it to keep everything, the stage “{stage}” would come to {then} instead of {now}, {by} worse.",
        "หากไม่โอนออกเลย เป้าหมาย “{stage}” จะเป็น {then} แทน {now} ด้อยลง {by}",
    ),
    "activity-needed-rank": _both(
        "Were it to keep everything, the stage “{stage}” would come to {then} instead of {now}.",
        "หากไม่โอนออกเลย เป้าหมาย “{stage}” จะเป็น {then} แทน {now}",
    ),
    "activity-as-good": _both(
        "Were it to keep everything, a plan as good in every stage would do without it.",
        "หากไม่โอนออกเลย ก็ยังมีแผนที่ให้ผลเท่ากันทุกเป้าหมาย",
    ),
    "activity-rules-need-it": _both(
        "Were it to keep everything, no plan would keep the rules ({rules}).",
        "หากไม่โอนออกเลย จะไม่มีแผนใดเป็นไปตามหลักเกณฑ์ ({rules})",
    ),
    "activity-falls": _both(
        "Without its money these would get nothing: {others}.",
        "หากไม่มีเงินนี้ โครงการที่จะไม่ได้รับเงินเลย ได้แก่ {others}",
    ),
    "activity-gets-less": _both(
        "Without its money these would get less: {others} less.",
        "หากไม่มีเงินนี้ โครงการที่จะได้รับเงินน้อยลง ได้แก่ {others} (จำนวนที่ลดลง)",
    ),
    "keeps-reopening": _both(
        "No cap from {day} on: the gathering can then be held in full.",
        "ไม่จำกัดการรวมกลุ่มตั้งแต่ {day} จัดได้เต็มรูปแบบ",
    ),
    "keeps-reopening-not": _both(
        "No cap from {day} on, the last day on which it could start, does not keep its money.",
        "แม้ไม่จำกัดการรวมกลุ่มตั้งแต่ {day} ซึ่งเป็นวันสุดท้ายที่เริ่มได้ เงินก็ยังถูกโอนออก",
    ),
    "keeps-cap": _both(
        "A cap of {cap} on every day: the gathering can then be held in full.",
        "เพดานการรวมกลุ่ม {cap} คนทุกวัน จัดได้เต็มรูปแบบ",
    ),
    "keeps-cap-not": _both(
        "A cap of {cap} on every day does not keep its money.",
        "แม้เพดานการรวมกลุ่มเป็น {cap} คนทุกวัน เงินก็ยังถูกโอนออก",
    ),
    "keeps-too-late": _both(
        "No cap, however high: it cannot end by {close} at all.",
        "ผ่อนเพดานการรวมกลุ่มเพียงใดก็ไม่ช่วย: จัดให้เสร็จภายใน {close} ไม่ทัน",
    ),
    "keeps-decision-least": _both(
        "A decision on {needed} instead of {now}, {n_days} earlier; on {short} it is too late.",
        "อนุมัติ {needed} แทน {now} (เร็วขึ้น {n_days}) หากอนุมัติ {short} ช้าเกินไป",
    ),
    "keeps-decision-none": _both(
        "No earlier decision: on no day back to {as_of} would its money stay.",
        "อนุมัติเร็วขึ้นไม่ช่วย: แม้ย้อนไปถึง {as_of} เงินก็ยังถูกโอนออก",
    ),
    "keeps-decision-open": _both(
        "Which earlier decision would keep its money was not settled; after {day}, none does.",
        "ยังไม่ได้ข้อยุติว่าต้องอนุมัติเร็วขึ้นถึงวันใด หลัง {day} ไม่มีวันใดเพียงพอ",
    ),
    "keeps-flag": _both("The province's word that it is feasible.", "จังหวัดยืนยันว่าดำเนินการได้"),
    "keeps-flag-not": _both(
        "The province's word that it is feasible does not keep its money.",
        "แม้จังหวัดยืนยันว่าดำเนินการได้ เงินก็ยังถูกโอนออก",
    ),
    "keeps-keep": _both(
        "{needed_amount} to be kept back instead of {now_amount}; with {short_amount}, some is still taken.",
        "กันเงินไว้ {needed_amount} บาท แทน {now_amount} บาท หากกันไว้ {short_amount} บาทยังถูกโอนออกบางส่วน",
    ),
    # what rules do
    "rules-everything": _both("Forbids everything by itself: {rules}.", "ห้ามการโอนทั้งหมดโดยลำพัง: {rules}"),
    "rules-decides": _both(
        "The plan would be better without any one of these: {rules}.",
        "หากไม่มีข้อใดข้อหนึ่งต่อไปนี้ แผนจะดีขึ้น: {rules}",
    ),
    "rules-needed": _both(
        "Without any one of these there would be no plan: {rules}.",
        "หากไม่มีข้อใดข้อหนึ่งต่อไปนี้ จะไม่มีแผนใดเป็นไปได้: {rules}",
    ),
    "rules-as-good": _both(
        "Without any one of these the plan would be another, and no better: {rules}.",
        "หากไม่มีข้อใดข้อหนึ่งต่อไปนี้ จะได้แผนอื่นที่ให้ผลเท่ากัน: {rules}",
    ),
    "rules-idle": _both(
        "These change nothing; without any one of them the plan would be the same: {rules}.",
        "หลักเกณฑ์ที่ไม่มีผลต่อแผน หากไม่มีข้อใดข้อหนึ่งแผนคงเดิม: {rules}",
    ),
    "rules-warns": _both("Only warned of: {rules}.", "ใช้เตือนเท่านั้น: {rules}"),
    "rules-open": _both("Not settled within the effort: {rules}.", "ยังไม่ได้ข้อยุติ: {rules}"),
    "rule-is-off": _both("Switched off.", "ปิดใช้งาน"),
    "rule-warns": _both("Only warned of where it is broken.", "เตือนเมื่อไม่เป็นไปตามเกณฑ์เท่านั้น"),
    "rule-matches-nothing": _both(
        "Speaks of no transfer that could be made.", "ไม่เกี่ยวกับรายการโอนใดที่อาจเกิดขึ้น"
    ),
    "rule-only-approves": _both(
        "Only says who approves: {n} transfers, at least {level}.",
        "กำหนดผู้อนุมัติเท่านั้น: {n} รายการ อย่างน้อย {level}",
    ),
    "rule-keeps-a-plan": _both(
        "Without it there would be no plan: {rules} would ask for more than can be had.",
        "หากไม่มีหลักเกณฑ์นี้จะไม่มีแผนใดเป็นไปได้ เพราะ {rules} จะกำหนดเกินกว่าที่ทำได้",
    ),
    "rule-changes-nothing": _both("Changes nothing.", "ไม่มีผลต่อแผน"),
    "rule-as-good": _both(
        "Without it another plan, as good in every stage.", "หากไม่มีข้อนี้ จะได้แผนอื่นที่ให้ผลเท่ากันทุกเป้าหมาย"
    ),
    "rule-decides": _both(
        "Without it the stage “{stage}” would be {then} instead of {now}.",
        "หากไม่มีข้อนี้ เป้าหมาย “{stage}” จะเป็น {then} แทน {now}",
    ),
    "rule-forbids-everything": _both("By itself it lets no money move at all.", "ข้อนี้ข้อเดียวทำให้โอนเงินไม่ได้เลย"),
    "step-amount": _both("{sign}{amount}", "{sign}{amount}"),
    "step-share": _both("{sign}{share} points", "{sign}{share} จุดร้อยละ"),
    "step-count": _both("{sign}{n}", "{sign}{n}"),
}

TEXTS: dict[str, Both] = {
    "answer-funded": _both("{id} is funded: {name}", "{id} ได้รับเงิน: {name}"),
    "answer-as-good": _both(
        "{id} is not funded, though it could be at no loss: {name}",
        "{id} ไม่ได้รับเงิน แต่ให้เงินได้โดยไม่เสียผล: {name}",
    ),
    "answer-better-uses": _both(
        "{id} is not funded, as there are better uses: {name}",
        "{id} ไม่ได้รับเงิน เนื่องจากมีการใช้เงินที่ให้ผลดีกว่า: {name}",
    ),
    "answer-no-room": _both(
        "{id} is not funded, as no plan can: {name}", "{id} ไม่ได้รับเงิน เนื่องจากไม่มีแผนใดให้เงินได้: {name}"
    ),
    "answer-not-eligible": _both("{id} cannot take money: {name}", "{id} ยังรับเงินไม่ได้: {name}"),
    "answer-no-plan": _both(
        "{id} gets nothing, as there is no plan: {name}", "{id} ไม่ได้รับเงิน เนื่องจากไม่มีแผน: {name}"
    ),
    "answer-open": _both("{id} is not funded: {name}", "{id} ไม่ได้รับเงิน: {name}"),
    "instead-without": _both("The plan beside the best one without it", "แผนนี้เทียบกับแผนที่ดีที่สุดซึ่งไม่มีโครงการนี้"),
    "instead-with": _both("The plan beside the best one that funds it", "แผนนี้เทียบกับแผนที่ดีที่สุดซึ่งให้เงินโครงการนี้"),
    "what-loses": _both("What would take its money away", "สิ่งที่จะทำให้ไม่ได้รับเงิน"),
    "what-helps": _both("Each of these alone would make it a yes", "การเปลี่ยนแปลงที่เพียงอย่างเดียวทำให้ได้รับเงิน"),
    "what-helps-not": _both("None of these would, alone", "การเปลี่ยนแปลงที่เพียงอย่างเดียวยังไม่พอ"),
    "what-helps-open": _both("Not settled", "ยังไม่ได้ข้อยุติ"),
    "rules-none": _both(
        "No rule relaxed or switched off alone: {rules}.", "การผ่อนปรนหรือยกเว้นหลักเกณฑ์ข้อใดข้อหนึ่ง: {rules}"
    ),
    "h-now": _both("Now", "ปัจจุบัน"),
    "h-then": _both("Then", "แผนเทียบ"),
    "h-change": _both("Change", "เปลี่ยนแปลง"),
    "h-needed": _both("What it takes", "สิ่งที่ต้องเปลี่ยน"),
    "h-setting": _both("To see it", "คำสั่งเพื่อดูผล"),
    "closed": _both("Activities that may not give to it ({n})", "กิจกรรมที่หลักเกณฑ์ไม่ยอมให้โอนมา ({n} กิจกรรม)"),
    "h-closed-by": _both("Closed by", "หลักเกณฑ์ที่ห้าม"),
    "effort": _both(
        "Found by solving and checked by {n} plans.", "ได้จากการคำนวณ และตรวจสอบด้วยการจัดทำแผน {n} แผน"
    ),
    "effort-unproven": _both(
        "{n} of them were not proven the best there are: what rests on them is the best found.",
        "ในจำนวนนี้ {n} แผนยังไม่ได้พิสูจน์ว่าดีที่สุด ข้อสรุปที่อาศัยแผนเหล่านี้เป็นผลที่ดีที่สุดเท่าที่พบ",
    ),
    "still-explaining": _both(
        "Still planning again and again to answer. Ctrl-C ends this without an answer; --time-limit ends it"
        " with what is known by then.",
        "ยังคำนวณแผนเพื่อหาคำตอบอยู่ กด Ctrl-C เพื่อหยุดโดยไม่มีคำตอบ หรือกำหนดเวลาด้วย --time-limit"
        " เพื่อรับคำตอบเท่าที่ทราบเมื่อครบเวลา",
    ),
    "effort-ended": _both(
        "The search ended at a limit, after {n} plans: the time allowed (`--time-limit`) or the most plans"
        " for one question. What is not settled is said so.",
        "การค้นหาหยุดเมื่อถึงขีดจำกัดเวลา (`--time-limit`) หรือจำนวนแผนต่อหนึ่งคำถาม หลังจัดทำแผน {n} แผน"
        " ส่วนที่ยังไม่ได้ข้อยุติได้ระบุไว้",
    ),
    "activity-answer-gives": _both("{id} gives money: {name}", "{id} โอนเงินออก: {name}"),
    "activity-answer-unused": _both(
        "{id} gives nothing, though it could: {name}", "{id} ไม่มีการโอนออก แม้โอนได้: {name}"
    ),
    "activity-answer-nothing": _both("{id} has nothing to give: {name}", "{id} ไม่มีเงินที่โอนได้: {name}"),
    "activity-answer-no-plan": _both(
        "{id} gives nothing, as there is no plan: {name}", "{id} ไม่มีการโอนออก เนื่องจากไม่มีแผน: {name}"
    ),
    "cap-days": _both("The days on which it could have run", "วันที่อาจจัดได้"),
    "h-first": _both("From", "ตั้งแต่"),
    "h-last": _both("To", "ถึง"),
    "h-cap": _both("Largest allowed", "รวมกลุ่มได้สูงสุด"),
    "h-fits": _both("Is there room", "จัดได้หรือไม่"),
    "cap-none": _both("any size", "ไม่จำกัด"),
    "fits": _both("yes", "ได้"),
    "fits-smaller": _both("for its smallest form", "ได้เฉพาะขนาดเล็กที่สุด"),
    "fits-not": _both("no", "ไม่ได้"),
    "destinations": _both("Where its money goes, and why there", "เงินไปที่ใดและเพราะเหตุใด"),
    "h-if-not": _both("If it could not give there", "หากโอนไปที่นั่นไม่ได้"),
    "dest-as-good": _both("As good: others would pay", "ให้ผลเท่ากัน: กิจกรรมอื่นโอนแทนได้"),
    "dest-worse": _both("{stage}: {then} instead of {now}", "{stage}: {then} แทน {now}"),
    "dest-rules": _both("No plan would keep the rules", "ไม่มีแผนใดเป็นไปตามหลักเกณฑ์"),
    "instead-kept": _both(
        "The plan beside the best one in which it keeps everything", "แผนนี้เทียบกับแผนที่ดีที่สุดซึ่งกิจกรรมนี้ไม่โอนออก"
    ),
    "what-keeps": _both("What would keep its money", "สิ่งที่จะทำให้เงินไม่ถูกโอนออก"),
    "rules-answer": _both("What the rules do", "ผลของหลักเกณฑ์"),
    "h-left": _both("Left", "คงเหลือ"),
    "h-does": _both("What it does", "ผลต่อแผน"),
    "rules-worth": _both(
        "What each rule is worth in each stage: one step more of it, and without it",
        "มูลค่าของหลักเกณฑ์แต่ละข้อต่อเป้าหมาย",
    ),
    "worth-without": _both("without it", "หากไม่มี"),
}
