"""Whether an activity can still be held: its flag, and the reason for it.

Days are counted as ordinals (`date.toordinal`), so that no lead time, however long, leaves the calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from realloc.case.records import Activity, Calendar, Covid
from realloc.result import Reason

# first day, last day, the largest gathering allowed (None = no cap)
type Span = tuple[int, int, int | None]
type Verdict = tuple[str, Reason]

_LAST_DAY = date.max.toordinal()


def day(ordinal: int) -> date:
    """The date of an ordinal; anything past the end of the calendar is its last day."""
    return date.fromordinal(min(ordinal, _LAST_DAY))


def cap_spans(covid: Covid) -> tuple[Span, ...]:
    """The gathering caps as spans of days that follow each other without a gap over the whole calendar."""
    if covid.cap is not None:
        starts: list[tuple[int, int | None]] = [(1, covid.cap)]
    else:
        starts = [(1, None)]
        starts += [(c.start.toordinal(), c.cap) for c in sorted(covid.caps, key=lambda c: c.start)]
    if covid.reopening is not None:
        reopening = covid.reopening.toordinal()
        starts = [(first, cap) for first, cap in starts if first < reopening]
        starts.append((reopening, None))
    ends = [first - 1 for first, _ in starts[1:]] + [_LAST_DAY]
    return tuple((first, last, cap) for (first, cap), last in zip(starts, ends, strict=True) if first <= last)


def first_start(spans: tuple[Span, ...], size: int | None, earliest: int, run: int, close: int) -> int | None:
    """The first day from `earliest` on which `size` people may meet on `run` days running, ending by `close`.

    `size` None exceeds every cap. Returns an ordinal, or None when there is no such day.
    """
    start = earliest
    for first, last, cap in spans:
        if start + run - 1 < first:
            break
        if start <= last and not _admits(cap, size):
            start = last + 1
    return start if start + run - 1 <= close else None


def _admits(cap: int | None, size: int | None) -> bool:
    return cap is None or (size is not None and size <= cap)


def judge(calendar: Calendar, covid: Covid) -> Callable[[Activity], Verdict]:
    """A function from an activity to its flag and the reason, under one calendar and one set of caps.

    For a completed or cancelled activity the flag is its status. Activities alike in everything that
    matters share one verdict, so a large case costs little more than the few kinds of rows in it.
    """
    spans = cap_spans(covid)
    known: dict[tuple[Any, ...], Verdict] = {}

    def verdict(activity: Activity) -> Verdict:
        key = (
            activity.status, activity.feasibility, activity.nature, activity.participants,
            activity.min_participants, activity.online, activity.planned, activity.lead_days,
            activity.run_days,
        )  # fmt: skip
        found = known.get(key)
        if found is None:
            found = known[key] = _verdict(activity, calendar, spans)
        return found

    return verdict


def _verdict(activity: Activity, calendar: Calendar, spans: tuple[Span, ...]) -> Verdict:
    if activity.status in ("completed", "cancelled"):
        return activity.status, Reason(f"status-{activity.status}")
    if activity.feasibility is not None:
        return activity.feasibility, Reason("flag-given", {"flag": activity.feasibility})
    if activity.nature != "gathering":
        return "feasible", Reason("not-a-gathering", {"nature": activity.nature})
    return _gathering(activity, calendar, spans)


def _gathering(activity: Activity, calendar: Calendar, spans: tuple[Span, ...]) -> Verdict:
    earliest = calendar.decision.toordinal() + activity.lead_days
    close = calendar.close.toordinal()
    run = activity.run_days
    start = first_start(spans, activity.participants, earliest, run, close)
    if start is not None:
        return _held_in_full(activity, start)

    caps = _caps_between(spans, earliest, close)
    if earliest + run - 1 > close:
        cause = "close"
    elif any(_admits(cap, activity.participants) for _, cap in caps):
        cause = "run"
    elif activity.participants is None:
        cause = "size"
    else:
        cause = "caps"
    seen = {
        "participants": activity.participants,
        "run_days": run,
        "earliest": day(earliest),
        "close": calendar.close,
        "caps": caps,
    }
    if activity.online:
        return "online", Reason(f"online-{cause}", seen)
    if activity.min_participants is not None:
        smaller = first_start(spans, activity.min_participants, earliest, run, close)
        if smaller is not None:
            fewer = {"min_participants": activity.min_participants, "start": day(smaller)}
            return "reduced", Reason(f"reduced-{cause}", seen | fewer)
    return "infeasible", Reason(f"infeasible-{cause}", seen)


def _held_in_full(activity: Activity, start: int) -> Verdict:
    values = {"participants": activity.participants, "start": day(start)}
    if activity.planned is None:
        return "feasible", Reason("held", values)
    values["planned"] = activity.planned
    if start <= activity.planned.toordinal():
        return "feasible", Reason("held-as-planned", values)
    return "postponed", Reason("held-later", values)


def _caps_between(spans: tuple[Span, ...], first: int, last: int) -> tuple[tuple[date, int | None], ...]:
    """The caps in force from `first` to `last`, each with the day from which it counts there."""
    return tuple((day(max(start, first)), cap) for start, end, cap in spans if start <= last and end >= first)
