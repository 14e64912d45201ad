"""Feasibility, releasable money, eligible reserves and spending: the contract's steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CALENDAR, CASE, FAIR, ROAD, SCREENING, TRAINING

from realloc.case.records import Activity, Calendar, Covid, GatheringCap, Targets
from realloc.report.wording import say
from realloc.situation import assess
from realloc.situation.disbursement import disbursement, target_share
from realloc.situation.feasibility import cap_spans, judge

WAVES = Covid(
    tuple(GatheringCap(date(2021, m, d), cap) for m, d, cap in [(5, 1, 50), (6, 21, 100), (8, 3, 5)])
)
MEETING = replace(TRAINING, participants=60, min_participants=None, online=False, planned=None, run_days=1)


def verdict(activity: Activity, covid: Covid = WAVES, calendar: Calendar = CALENDAR) -> tuple[str, str]:
    flag, why = judge(calendar, covid)(activity)
    return flag, why.code


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_status_stands_in_for_the_flag_whatever_the_flag_says(status):
    assert verdict(replace(MEETING, status=status, feasibility="infeasible")) == (status, f"status-{status}")


def test_an_explicit_flag_wins():
    assert verdict(replace(MEETING, participants=10**6, feasibility="feasible")) == ("feasible", "flag-given")
    assert verdict(replace(ROAD, feasibility="postponed")) == ("postponed", "flag-given")


def test_what_is_not_a_gathering_is_feasible():
    assert verdict(replace(ROAD, lead_days=1000)) == ("feasible", "not-a-gathering")


@pytest.mark.parametrize(
    ("changes", "flag", "code"),
    [
        ({}, "feasible", "held"),
        ({"planned": date(2021, 6, 21)}, "feasible", "held-as-planned"),
        ({"planned": date(2021, 6, 20)}, "postponed", "held-later"),
        ({"participants": 50, "planned": date(2021, 6, 1)}, "feasible", "held-as-planned"),
        ({"participants": 101}, "infeasible", "infeasible-caps"),
        ({"participants": 101, "online": True, "min_participants": 5}, "online", "online-caps"),
        ({"participants": 101, "min_participants": 100}, "reduced", "reduced-caps"),
        ({"participants": 101, "min_participants": 101}, "infeasible", "infeasible-caps"),
        ({"run_days": 43}, "feasible", "held"),
        ({"run_days": 44}, "infeasible", "infeasible-run"),
        ({"run_days": 44, "online": True}, "online", "online-run"),
        ({"run_days": 44, "min_participants": 50}, "reduced", "reduced-run"),
        ({"participants": 5, "lead_days": 121}, "feasible", "held"),
        ({"participants": 5, "lead_days": 122}, "infeasible", "infeasible-close"),
        ({"participants": 5, "lead_days": 120, "run_days": 3}, "infeasible", "infeasible-close"),
        ({"lead_days": 10**9, "online": True}, "online", "online-close"),
        ({"participants": None}, "infeasible", "infeasible-size"),
        ({"participants": None, "min_participants": 5}, "reduced", "reduced-size"),
        ({"participants": None, "online": True}, "online", "online-size"),
    ],
)
def test_a_gathering_is_judged_by_caps_dates_and_size(changes, flag, code):
    assert verdict(replace(MEETING, **changes)) == (flag, code)


def test_a_gathering_without_participants_exceeds_every_cap_but_is_free_where_there_is_none():
    crowd = replace(MEETING, participants=None)
    assert verdict(crowd, Covid()) == ("feasible", "held")
    assert verdict(crowd, Covid(cap=10**9)) == ("infeasible", "infeasible-size")
    assert verdict(crowd, Covid(cap=10, reopening=date(2021, 9, 30))) == ("feasible", "held")


def test_one_cap_replaces_the_others_until_reopening():
    assert verdict(MEETING, replace(WAVES, cap=59)) == ("infeasible", "infeasible-caps")
    reopened = replace(WAVES, cap=59, reopening=date(2021, 7, 1))
    _, why = judge(CALENDAR, reopened)(MEETING)
    assert (why.code, why.values["start"]) == ("held", date(2021, 7, 1))


def test_before_the_first_cap_there_is_none():
    early = Calendar(date(2021, 4, 1), date(2021, 4, 2), date(2021, 9, 30))
    _, why = judge(early, WAVES)(replace(MEETING, participants=10**6))
    assert (why.code, why.values["start"]) == ("held", date(2021, 4, 2))


caps = st.lists(
    st.builds(
        GatheringCap,
        st.dates(date(2021, 5, 1), date(2021, 10, 30)),
        st.sampled_from([0, 5, 25, 50, 100]),
    ),
    max_size=5,
    unique_by=lambda cap: cap.start,
)
covids = st.builds(
    Covid,
    caps.map(tuple),
    st.none() | st.sampled_from([5, 50]),
    st.none() | st.dates(date(2021, 5, 1), date(2021, 10, 30)),
)
gatherings = st.builds(
    replace,
    st.just(MEETING),
    participants=st.none() | st.integers(0, 120),
    min_participants=st.none() | st.integers(0, 60),
    online=st.booleans(),
    planned=st.none() | st.dates(date(2021, 5, 20), date(2021, 10, 10)),
    lead_days=st.integers(0, 130),
    run_days=st.integers(1, 60),
)


def day_by_day(activity: Activity, covid: Covid) -> str:
    """The contract's first step, read word for word, one day after another."""

    def cap_on(day: date) -> int | None:
        if covid.reopening is not None and day >= covid.reopening:
            return None
        if covid.cap is not None:
            return covid.cap
        return max(((c.start, c.cap) for c in covid.caps if c.start <= day), default=(None, None))[1]

    def first_day(size: int | None) -> date | None:
        start = CALENDAR.decision + timedelta(activity.lead_days)
        while start + timedelta(activity.run_days - 1) <= CALENDAR.close:
            days = [cap_on(start + timedelta(n)) for n in range(activity.run_days)]
            if all(cap is None or (size is not None and size <= cap) for cap in days):
                return start
            start += timedelta(1)
        return None

    start = first_day(activity.participants)
    if start is not None:
        return "feasible" if activity.planned is None or start <= activity.planned else "postponed"
    if activity.online:
        return "online"
    if activity.min_participants is not None and first_day(activity.min_participants) is not None:
        return "reduced"
    return "infeasible"


@given(gatherings, covids)
def test_spans_of_caps_say_what_looking_at_every_day_says(activity, covid):
    flag, why = judge(CALENDAR, covid)(activity)
    assert flag == day_by_day(activity, covid)
    assert all(say(why, lang).strip() for lang in ("th", "en"))


@given(covids)
def test_spans_of_caps_cover_the_calendar_without_gap_or_overlap(covid):
    spans = cap_spans(covid)
    assert spans[0][0] == 1
    assert spans[-1][1] == date.max.toordinal()
    assert all(before[1] + 1 == after[0] for before, after in zip(spans, spans[1:], strict=False))


money = st.integers(0, 10**14)


@given(money, money, money, money, st.fractions(0, 1), st.sampled_from([1, 100, 10_000, 7]))
def test_releasable_is_the_share_of_the_free_balance_rounded_down_to_the_unit(a, b, c, d, share, unit):
    activity = replace(ROAD, budget=a, disbursed=b, obligated=c, keep=d, release_share=share)
    (standing,) = assess(replace(CASE, unit=unit, activities=(activity,))).standings
    free = max(0, a - b - c - d)
    assert standing.releasable % unit == 0
    assert 0 <= share * free - standing.releasable < unit


def test_the_share_comes_from_the_flag_unless_the_row_has_its_own():
    case = replace(CASE, activities=(FAIR, replace(FAIR, id="A9", release_share=Fraction(1, 4))))
    whole, quarter = assess(case).standings
    assert (whole.share, whole.releasable) == (Fraction(1), 956_150_000)
    assert (quarter.share, quarter.releasable) == (Fraction(1, 4), 239_030_000)


@pytest.mark.parametrize(
    ("changes", "eligible", "code"),
    [
        ({"lead_days": 121}, True, "ready"),
        ({"lead_days": 122}, False, "ready-too-late"),
        ({"lead_days": 10**9}, False, "ready-too-late"),
        ({"available": False}, False, "not-available"),
    ],
)
def test_a_reserve_is_eligible_when_available_and_ready_by_the_close(changes, eligible, code):
    (prospect,) = assess(replace(CASE, reserves=(replace(SCREENING, **changes),))).prospects
    assert (prospect.eligible, prospect.why.code) == (eligible, code)


QUARTERS = tuple(map(Fraction, ("0.32", "0.54", "0.77", "1")))


@pytest.mark.parametrize(
    ("months", "share"),
    [
        (0, "0"),
        (1, "8/75"),
        (3, "0.32"),
        (6, "0.54"),
        (7, "37/60"),
        (Fraction(13, 2), "347/600"),
        (12, "1"),
        (30, "1"),
    ],
)
def test_targets_are_linear_by_month_within_a_quarter(months, share):
    assert target_share(QUARTERS, Fraction(months)) == Fraction(share)


def test_spending_is_held_against_the_target_for_the_date():
    overall, capital = disbursement(CASE).progress
    assert (overall.kind, overall.budget, overall.spent) == ("overall", 4_082_730_000, 1_013_320_000)
    assert overall.target == Fraction(37, 60)
    assert overall.points == Fraction(37, 60) - Fraction(1_013_320_000, 4_082_730_000)
    assert overall.shortfall == 1_504_363_500
    assert (capital.kind, capital.spent, capital.target) == ("capital", 961_200_000, Fraction(31, 60))


def test_obligations_count_where_the_case_says_so():
    case = replace(CASE, targets=replace(CASE.targets, count_obligations=True))
    assert disbursement(case).progress[0].spent == 2_913_320_000


def test_without_targets_or_money_there_is_nothing_to_hold_spending_against():
    assert disbursement(replace(CASE, targets=None)) is None
    nothing = replace(CASE, activities=(), targets=Targets(date(2020, 10, 1), QUARTERS))
    assert disbursement(nothing).progress == ()


def test_a_date_within_a_month_counts_by_its_days():
    calendar = replace(CALENDAR, as_of=date(2021, 4, 15))
    assert disbursement(replace(CASE, calendar=calendar)).progress[0].target == Fraction(347, 600)
    before = replace(CALENDAR, as_of=date(2020, 9, 1))
    assert disbursement(replace(CASE, calendar=before)).progress[0].target == 0
