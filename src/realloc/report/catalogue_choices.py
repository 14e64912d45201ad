"""The texts about choosing: other plans, trade-offs, what changed between plans, ways out of a conflict."""

from __future__ import annotations

from realloc.report.both import Both
from realloc.report.both import both as _both

REASONS: dict[str, Both] = {
    "gives-way": _both(
        "This plan was asked for beside the best one: it gives way in the stage “{stage}”.",
        "แผนนี้เป็นทางเลือกข้างแผนที่ดีที่สุด จึงยอมลดผลตามเป้าหมาย “{stage}”",
    ),
}

TEXTS: dict[str, Both] = {}
