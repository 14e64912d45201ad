"""The texts about choosing: other plans, trade-offs, what changed between plans, ways out of a conflict."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

REASONS: dict[str, Both] = {
    "gives-way": _both(
        "This plan was asked for beside the best one: it gives way in the stage “{stage}”.",
        "แผนนี้เป็นทางเลือกข้างแผนที่ดีที่สุด จึงยอมลดผลตามเป้าหมาย “{stage}”",
    ),
    # ways out of a conflict
    "relax-require": _both(
        "Lower what rule {rule} asks for by {change_amount} baht, from {now_amount} to {then_amount}.",
        "ลดจำนวนที่หลักเกณฑ์ {rule} กำหนดลง {change_amount} บาท จาก {now_amount} เหลือ {then_amount}",
    ),
    "relax-limit": _both(
        "Raise the limit of rule {rule} by {change_amount} baht, from {now_amount} to {then_amount}.",
        "เพิ่มเพดานของหลักเกณฑ์ {rule} ขึ้น {change_amount} บาท จาก {now_amount} เป็น {then_amount}",
    ),
    "relax-share-down": _both(
        "Lower the share that rule {rule} asks for from {now} % to {then} % of {share_basis}.",
        "ลดสัดส่วนที่หลักเกณฑ์ {rule} กำหนดจากร้อยละ {now} เหลือร้อยละ {then} ของ{share_basis}",
    ),
    "relax-share-up": _both(
        "Raise the share that rule {rule} allows from {now} % to {then} % of {share_basis}.",
        "เพิ่มสัดส่วนที่หลักเกณฑ์ {rule} ยอมให้จากร้อยละ {now} เป็นร้อยละ {then} ของ{share_basis}",
    ),
    "relax-max": _both(
        "Let rule {rule} allow {then} {counted} instead of {now}.",
        "ให้หลักเกณฑ์ {rule} ยอมให้มี{counted}ได้ {then} จากเดิม {now}",
    ),
    "relax-off": _both("Switch off rule {rule}.", "ปิดหลักเกณฑ์ {rule}"),
    "relax-budget": _both(
        "Add {change_amount} baht to the budget of activity {activity}, making it {then_amount}.",
        "เพิ่มงบประมาณของกิจกรรม {activity} อีก {change_amount} บาท เป็น {then_amount}",
    ),
    "relax-together": _both(
        "Lower what the rules {rules} ask for, by {change_amount} baht in all.",
        "ลดจำนวนที่หลักเกณฑ์ {rules} กำหนดลงพร้อมกัน รวม {change_amount} บาท",
    ),
    "relax-not-alone": _both(
        "Rule {rule}, even switched off, is not enough: without it, {rest} still leave no plan.",
        "แม้ปิดหลักเกณฑ์ {rule} ก็ยังไม่พอ เพราะ {rest} ยังทำให้ไม่มีแผน",
    ),
}

WORDS: dict[str, dict[str, Both]] = {
    "verdict": {
        "whole": _both("it alone does all of it", "ข้อนี้ข้อเดียวทำให้ต่างทั้งหมด"),
        "part": _both("does part of it", "มีผลส่วนหนึ่ง"),
        "joint": _both("only together with others", "มีผลเมื่อรวมกับข้ออื่นเท่านั้น"),
        "spare": _both("the others do the same without it", "ไม่มีข้อนี้ผลก็เหมือนเดิม"),
        "payers": _both("only which activities pay", "เปลี่ยนเฉพาะกิจกรรมต้นทาง"),
        "none": _both("changes nothing", "ไม่มีผล"),
        "unknown": _both("not known", "ยังไม่ทราบ"),
    },
}

TEXTS: dict[str, Both] = {
    # ways out of a conflict
    "ways-out": _both(
        "Ways out, cheapest first: each alone gives a plan",
        "ทางออก เรียงจากที่ใช้เงินน้อยที่สุด แก้เพียงข้อใดข้อหนึ่งก็มีแผนได้",
    ),
    "ways-out-together": _both(
        "No single change gives a plan; these together do:", "แก้ข้อเดียวไม่ทำให้มีแผน แต่แก้ข้อเหล่านี้พร้อมกันได้"
    ),
    "ways-out-none": _both(
        "No single rule or amount gives a plan when it alone is changed:",
        "ไม่มีหลักเกณฑ์หรือจำนวนเงินใดที่แก้เพียงข้อเดียวแล้วทำให้มีแผน",
    ),
    "ways-out-least": _both(
        "Each is the least of its kind: one step less was tried and leaves no plan. Each was planned again.",
        "แต่ละข้อเป็นการแก้ที่น้อยที่สุดของประเภทนั้น ลองลดลงอีกหนึ่งขั้นแล้วไม่มีแผน และทุกข้อได้วางแผนซ้ำเพื่อยืนยันแล้ว",
    ),
    "ways-out-ended": _both(
        "The search for ways out was ended by a limit: there may be others.",
        "การค้นหาทางออกหยุดที่ขีดจำกัด อาจยังมีทางอื่น",
    ),
    "h-way": _both("Change", "สิ่งที่แก้"),
    "h-cost": _both("Comes to", "คิดเป็นเงิน"),
    "h-after-stage": _both("Then: {stage}", "ผลหลังแก้: {stage}"),
    # alternatives
    "alternatives-some": _both("{n} OTHER PLANS", "แผนทางเลือก {n} แผน"),
    "alternatives-one": _both("1 OTHER PLAN", "แผนทางเลือก 1 แผน"),
    "alternatives-none": _both(
        "NO OTHER PLAN: none within the distance funds other reserve projects.",
        "ไม่มีแผนทางเลือก: ไม่มีแผนใดในระยะที่กำหนดที่ให้เงินโครงการสำรองชุดอื่น",
    ),
    "alternatives-none-found": _both(
        "No other plan was found before the search ended.", "ยังไม่พบแผนทางเลือกก่อนการค้นหาหยุด"
    ),
    "alternatives-equal": _both(
        "As good as the best plan in every stage; they differ in the reserve projects funded.",
        "ดีเท่าแผนที่ดีที่สุดทุกเป้าหมาย ต่างกันที่โครงการสำรองที่ได้รับเงิน",
    ),
    "alternatives-within": _both(
        "Within the distance asked for: {stage} at least as good as {least} (the best: {best});"
        " they differ in the reserve projects funded.",
        "อยู่ในระยะที่กำหนด: {stage} ไม่ด้อยกว่า {least} (ดีที่สุด {best}) ต่างกันที่โครงการสำรองที่ได้รับเงิน",
    ),
    "alternative": _both(
        "{name}: differs from every plan before it in at least {n} of the reserve projects.",
        "{name}: ต่างจากทุกแผนก่อนหน้าอย่างน้อย {n} โครงการสำรอง",
    ),
    "alternative-open": _both("That none differs in more is not proven.", "ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ต่างมากกว่านี้"),
    "alternatives-key": _both(
        "● funded in every plan shown; – not funded.", "● ได้รับเงินในทุกแผนที่แสดง · – ไม่ได้รับเงิน"
    ),
    "alternatives-plans": _both(
        "`--plans DIR` writes each as a plan of its own, for `realloc verify` and `realloc diff`.",
        "`--plans DIR` บันทึกแต่ละแผนเป็นไฟล์แยก เพื่อใช้กับ `realloc verify` และ `realloc diff`",
    ),
    "alternatives-always": _both(
        "Proven: every plan within the distance funds exactly these: {reserves}.",
        "พิสูจน์แล้ว: ทุกแผนในระยะที่กำหนดให้เงินโครงการชุดนี้เท่านั้น: {reserves}",
    ),
    "alternatives-complete": _both(
        "Proven: no other plan within the distance funds other reserve projects than one of these."
        " Every one of them funds: {reserves}.",
        "พิสูจน์แล้ว: ไม่มีแผนอื่นในระยะที่กำหนดที่ให้เงินโครงการชุดอื่นนอกจากชุดเหล่านี้ ทุกแผนให้เงิน: {reserves}",
    ),
    "alternatives-more": _both(
        "There may be more plans within the distance. Those shown all fund: {reserves}.",
        "อาจมีแผนอื่นในระยะที่กำหนดอีก แผนที่แสดงทุกแผนให้เงิน: {reserves}",
    ),
    "alternatives-ended": _both(
        "The search was ended by a limit: there may be more plans. Those shown all fund: {reserves}.",
        "การค้นหาหยุดที่ขีดจำกัด อาจมีแผนอื่นอีก แผนที่แสดงทุกแผนให้เงิน: {reserves}",
    ),
    "searches": _both("Searches: {n}.", "ค้นหา {n} ครั้ง"),
    # the trade-off
    "frontier": _both(
        "The trade-off between {first} and {second} ({n})", "ได้อย่างเสียอย่างระหว่าง{first}กับ{second} ({n} จุด)"
    ),
    "frontier-key": _both(
        "Each row is a plan; in one of the two, none is better without being worse in the other.",
        "แต่ละแถวคือแผนหนึ่งแผน ไม่มีแผนใดดีกว่าในเป้าหมายหนึ่งโดยไม่ด้อยกว่าในอีกเป้าหมายหนึ่ง",
    ),
    "frontier-open": _both("not proven: {stage} may reach {bound}", "ยังไม่พิสูจน์: {stage} อาจถึง {bound}"),
    "frontier-unknown": _both("not proven: {stage}", "ยังไม่พิสูจน์: {stage}"),
    "frontier-gap": _both("… there may be more between", "… อาจมีจุดอื่นคั่นอยู่"),
    "frontier-complete": _both(
        "These are all: every row is proven to be part of the trade-off, and that there are no others.",
        "ครบทุกจุด: พิสูจน์แล้วว่าทุกแถวอยู่ในกลุ่มนี้จริง และไม่มีจุดอื่นอีก",
    ),
    "frontier-inexact": _both(
        "Every step was searched; where a row is not proven, a better plan may exist within what it says.",
        "ค้นหาครบทุกขั้นแล้ว แถวที่ยังไม่พิสูจน์อาจมีแผนที่ดีกว่าภายในขอบเขตที่ระบุ",
    ),
    "frontier-ended": _both(
        "The search was ended by a limit: there may be more points.", "การค้นหาหยุดที่ขีดจำกัด อาจมีจุดอื่นอีก"
    ),
    "frontier-more": _both(
        "There are, or may be, more points than are shown: “…” marks where.",
        "มีหรืออาจมีจุดมากกว่าที่แสดง เครื่องหมาย “…” บอกว่าอยู่ตรงไหน",
    ),
    "frontier-plans": _both(
        "`--plans DIR` writes each point as a plan, for `realloc verify` and `realloc diff`.",
        "`--plans DIR` บันทึกแต่ละจุดเป็นแผน เพื่อใช้กับ `realloc verify` และ `realloc diff`",
    ),
    "h-point": _both("Plan", "แผน"),
    # what changed between two plans
    "diff": _both("What changed from plan 1 to plan 2", "สิ่งที่เปลี่ยนจากแผน 1 เป็นแผน 2"),
    "diff-same": _both("The two plans move the same money.", "แผนทั้งสองโอนเงินเหมือนกันทุกรายการ"),
    "diff-side": _both(
        "{label}: {file}, case {case}, scenario {scenario}, {status}",
        "{label}: {file} กรณี {case} สถานการณ์ {scenario} ({status})",
    ),
    "diff-reserves": _both(
        "Reserve projects that get something else ({n}; {unchanged} others unchanged)",
        "โครงการสำรองที่ได้รับเงินต่างไป ({n} โครงการ อีก {unchanged} โครงการเท่าเดิม)",
    ),
    "diff-activities": _both(
        "Activities that give something else ({n}; {unchanged} others unchanged)",
        "กิจกรรมที่โอนออกต่างไป ({n} กิจกรรม อีก {unchanged} กิจกรรมเท่าเดิม)",
    ),
    "diff-transfers": _both(
        "Transfers that changed ({n}; {unchanged} others unchanged)",
        "รายการโอนที่เปลี่ยน ({n} รายการ อีก {unchanged} รายการเท่าเดิม)",
    ),
    "h-plan-1": _both("Plan 1", "แผน 1"),
    "h-plan-2": _both("Plan 2", "แผน 2"),
    "h-difference": _both("Change", "เปลี่ยน"),
    "diff-causes": _both("What made it", "สาเหตุ"),
    "diff-same-inputs": _both(
        "Both plans come from the same inputs: they are different choices.",
        "แผนทั้งสองมาจากข้อมูลชุดเดียวกัน ต่างกันที่การเลือก",
    ),
    "diff-same-all": _both("Both plans come from the same inputs.", "แผนทั้งสองมาจากข้อมูลชุดเดียวกัน"),
    "diff-no-case": _both(
        "The inputs differ, but the cases were not found; --case says where they are.",
        "ข้อมูลต่างกัน แต่ไม่พบกรณีของแผน โปรดระบุด้วย --case",
    ),
    "diff-stale": _both(
        "The inputs differ, and the files are no longer those that these plans were made from: {files}."
        " Give the folder of each plan, as it was, with --case, once for each.",
        "ข้อมูลต่างกัน และไฟล์ไม่ตรงกับที่ใช้ทำแผนเหล่านี้แล้ว: {files} โปรดระบุโฟลเดอร์เดิมของแต่ละแผนด้วย --case ตามลำดับ",
    ),
    "diff-not-best": _both(
        "{file} is not the plan that planning gives (another choice, or a search that was cut short);"
        " the causes are those of the best plans.",
        "{file} ไม่ใช่แผนที่การวางแผนให้ผล (เป็นทางเลือกอื่นหรือการค้นหาถูกตัดสั้น) สาเหตุที่แสดงจึงเป็นของแผนที่ดีที่สุด",
    ),
    "h-input": _both("Difference of the inputs", "ข้อมูลที่ต่างกัน"),
    "h-verdict": _both("What it does", "ผล"),
    "h-alone": _both("By itself, from plan 1", "แก้ข้อนี้ข้อเดียวจากแผน 1"),
    "h-back": _both("Taken back, from plan 2", "ย้อนข้อนี้ข้อเดียวจากแผน 2"),
    "input-column": _both("{path} ({n} rows)", "{path} ({n} แถว)"),
    "input-added": _both("{path}: added ({name})", "{path}: เพิ่มใหม่ ({name})"),
    "input-removed": _both("{path}: removed ({name})", "{path}: ตัดออก ({name})"),
    "input-rows-added": _both("{path}: {n} rows added", "{path}: เพิ่ม {n} แถว"),
    "input-rows-removed": _both("{path}: {n} rows removed", "{path}: ตัดออก {n} แถว"),
    "effect-unknown": _both("cannot be planned by itself", "วางแผนแยกข้อนี้ไม่ได้"),
    "effect-plan": _both("there is a plan again", "กลับมามีแผน"),
    "effect-no-plan": _both("no plan any more", "ไม่มีแผนอีกต่อไป"),
    "effect-gained": _both("now funded: {reserves}", "ได้รับเงินเพิ่ม: {reserves}"),
    "effect-lost": _both("no longer funded: {reserves}", "ไม่ได้รับเงินแล้ว: {reserves}"),
    "effect-changed": _both("funded otherwise: {reserves}", "ได้รับเงินต่างไป: {reserves}"),
    "effect-none": _both("nothing", "ไม่มี"),
    "effect-payers": _both("only which activities pay", "เฉพาะกิจกรรมต้นทาง"),
    "diff-together": _both(
        "The changes act on each other: in the stage “{stage}” they come to {one_by_one} one by one,"
        " and to {together} together.",
        "การเปลี่ยนแปลงส่งผลต่อกัน: ในเป้าหมาย “{stage}” หากแก้ทีละข้อรวมได้ {one_by_one} แต่เมื่อแก้พร้อมกันได้ {together}",
    ),
    "diff-others": _both(
        "{n} other differences are in titles, notes and the like, which no plan depends on.",
        "ต่างกันอีก {n} จุดในชื่อเรื่อง หมายเหตุ และข้อความที่ไม่มีผลต่อแผน",
    ),
    "diff-ended": _both(
        "A limit was reached before every difference was planned.", "ถึงขีดจำกัดการคำนวณก่อนวางแผนซ้ำครบทุกข้อ"
    ),
    "diff-replans": _both("Planned again {n} times.", "วางแผนซ้ำ {n} ครั้ง"),
}
