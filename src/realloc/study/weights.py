"""How likely scenarios are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from realloc.ahead import Weighed
from realloc.case.records import Case
from realloc.errors import UsageError


def weigh(cases: Sequence[Case], *, chosen: bool) -> tuple[list[Fraction], Weighed]:
    """The probabilities of scenarios, adding up to 1, and where they come from.

    Where no scenario has any, all are equally likely. Scenarios that were `chosen` among others are weighed
    among themselves. Raises UsageError where some have none, or all that there are do not add up to 1.
    """
    given = [case.scenario.probability for case in cases]
    known = [probability for probability in given if probability is not None]
    if not known:
        return [Fraction(1, len(cases))] * len(cases), "equal"
    if len(known) < len(cases):
        without = ", ".join(case.scenario.name for case in cases if case.scenario.probability is None)
        raise UsageError(
            f"no probability: {without}. Give one in each scenario's file (probability = 0.25), "
            "or name only scenarios that have one.",
            f"ไม่มีความน่าจะเป็น: {without} โปรดระบุในไฟล์ของแต่ละสถานการณ์ (probability = 0.25) "
            "หรือเลือกเฉพาะสถานการณ์ที่มีความน่าจะเป็น",
        )
    total = sum(known)
    if total == 1:
        return known, "given"
    if not chosen or not 0 < total < 1:
        names = ", ".join(case.scenario.name for case in cases)
        raise UsageError(
            f"the probabilities of {names} add up to {float(total):g}, not 1. Change them in the scenarios' "
            "files, or name the scenarios to weigh among themselves.",
            f"ความน่าจะเป็นของ {names} รวมกันได้ {float(total):g} ไม่เท่ากับ 1 โปรดแก้ในไฟล์สถานการณ์ "
            "หรือระบุชื่อสถานการณ์ที่ต้องการเทียบกันเอง",
        )
    return [probability / total for probability in known], "scaled"
