"""What `verify` says of a plan whose case has changed; `catalogue` takes it in."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

TEXTS: dict[str, Both] = {
    "v-changed": _both(
        "The plan does not hold: the case has changed since it was made.",
        "แผนไม่ถูกต้องแล้ว: ข้อมูลของกรณีเปลี่ยนไปหลังจากจัดทำแผนนี้",
    ),
    "v-changes": _both(
        "What has changed (in the plan → in the case):",
        "ข้อมูลที่เปลี่ยน (ในแผน → ในกรณี):",
    ),
    "v-change": _both("{path}: {plan} → {case}", "{path}: {plan} → {case}"),
    "v-none": _both("not there", "ไม่มี"),
    "v-untold": _both(
        "What has changed cannot be told from it: dates, scores and shares, for example, leave no trace in a"
        " plan. The case's files of that time would tell.",
        "บอกไม่ได้ว่าเปลี่ยนที่ใด เพราะแผนไม่ได้เก็บค่าไว้ทั้งหมด เช่น วันที่ คะแนน หรือสัดส่วน ต้องเทียบกับไฟล์ข้อมูลในเวลานั้น",
    ),
    "v-holds-else": _both(
        "Everything that the plan says still follows from the case.",
        "ข้อความและตัวเลขทั้งหมดในแผนยังตรงกับข้อมูลปัจจุบัน",
    ),
    "v-follows": _both("What therefore no longer holds ({n}):", "สิ่งที่ไม่ถูกต้องแล้วเพราะเหตุนั้น ({n} ข้อ):"),
    "v-more": _both("and {n} more; --json shows all.", "และอีก {n} ข้อ ดูทั้งหมดได้ด้วย --json"),
    "v-anew": _both(
        "Plan again with `realloc plan`; `realloc diff` of both plans shows what becomes of the change.",
        "โปรดจัดทำแผนใหม่ด้วย `realloc plan` แล้วใช้ `realloc diff` เทียบสองแผนเพื่อดูผลของการเปลี่ยนแปลง",
    ),
}
