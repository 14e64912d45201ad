"""What the page of the odds says, in English and Thai: see `catalogue`."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "risk": (
        "The odds: {n} draws, {distinct} different cases planned, seed {seed}",
        "ความน่าจะเป็นของผล: สุ่ม {n} ครั้ง เป็นกรณีที่ต่างกัน {distinct} กรณี seed {seed}",
    ),
    "risk-scenarios": ("Scenarios drawn: {scenarios}.", "สถานการณ์ที่สุ่ม: {scenarios}"),
    "risk-scenario": ("{id} ({share} %)", "{id} (ร้อยละ {share})"),
    "risk-values": ("{path}: one of {values}", "{path}: ค่าใดค่าหนึ่งใน {values}"),
    "risk-even": ("{path}: from {low} to {high}, all alike", "{path}: ตั้งแต่ {low} ถึง {high} โอกาสเท่ากัน"),
    "risk-mode": (
        "{path}: from {low} to {high}, most likely {mode}",
        "{path}: ตั้งแต่ {low} ถึง {high} น่าจะเป็น {mode} มากที่สุด",
    ),
    "risk-percent": (
        "{path}: changed by {low} to {high} %, most likely {mode} %",
        "{path}: เปลี่ยนแปลงร้อยละ {low} ถึง {high} น่าจะเป็นร้อยละ {mode} มากที่สุด",
    ),
    "risk-happens": (
        "{said}; with a chance of {share} %, else as it is",
        "{said} ด้วยโอกาสร้อยละ {share} มิฉะนั้นคงเดิม",
    ),
    "risk-plan": ("A plan keeps the rules", "มีแผนที่เป็นไปตามหลักเกณฑ์"),
    "risk-reserves": ("How likely each reserve project is funded", "โอกาสที่โครงการสำรองแต่ละโครงการจะได้รับเงิน"),
    "risk-activities": (
        "How likely each activity gives money",
        "โอกาสที่แต่ละกิจกรรมจะถูกโอนเงินออก",
    ),
    "risk-outcomes": ("What it comes to", "ผลที่ได้"),
    "risk-outcomes-key": (
        "This part of the draws that have a plan comes to no more than the value; from and to enclose the "
        "true one with 95 % confidence.",
        "สัดส่วนของการสุ่มที่มีแผนซึ่งผลไม่เกินค่าที่แสดง ช่วงตั้งแต่–ถึงครอบคลุมค่าจริงด้วยความเชื่อมั่นร้อยละ 95",
    ),
    "risk-error": (
        "Where chances truly lie, with 95 % confidence, stands beside them (Wilson's interval): more --draws "
        "make it narrower. How likely the values themselves are is the case's own assumption.",
        "ข้างโอกาสแต่ละค่าคือช่วงที่ครอบคลุมค่าจริงด้วยความเชื่อมั่นร้อยละ 95 (ช่วงของ Wilson) เพิ่ม --draws เพื่อให้แคบลง "
        "ส่วนการแจกแจงของค่าที่ไม่แน่นอนเป็นข้อสมมติของกรณี",
    ),
    "risk-never": ("Never: {ids}.", "ไม่เคยเลย: {ids}"),
    "h-chance": ("Chance", "โอกาส"),
    "h-between": ("Between", "ช่วง"),
    "h-low": ("From", "ตั้งแต่"),
    "h-high": ("To", "ถึง"),
    "h-part": ("Part of draws", "สัดส่วน"),
}
