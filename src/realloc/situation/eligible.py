"""Which reserve projects can receive money: those available, and ready to obligate before the books close."""

from __future__ import annotations

from realloc.case.records import Calendar, Reserve
from realloc.result import Reason
from realloc.situation.feasibility import day


def prospect(reserve: Reserve, calendar: Calendar) -> tuple[bool, Reason]:
    """Whether the reserve project can receive money at all, and why (not)."""
    if not reserve.available:
        return False, Reason("not-available")
    ready = calendar.decision.toordinal() + reserve.lead_days
    values = {"ready": day(ready), "lead_days": reserve.lead_days, "close": calendar.close}
    if ready > calendar.close.toordinal():
        return False, Reason("ready-too-late", values)
    return True, Reason("ready", values)
