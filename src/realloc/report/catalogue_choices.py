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

TEXTS: dict[str, Both] = {}
