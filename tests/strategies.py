"""A vocabulary of cases: hypothesis strategies that build `Case` records, valid by construction.

Categories are few, so that rules bite; money is odd, tiny, round and beyond 10^8 baht, so that rounding does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy as Strategy

from realloc.case.records import (
    CATEGORIES,
    COUNTED,
    DEFAULT_LEVELS,
    DEFAULT_RELEASE,
    FLAGS,
    NATURES,
    PLAN_STATUSES,
    RELEASE_FLAGS,
    RULE_TYPES,
    SHARE_BASES,
    STAGES,
    STATUSES,
    Activity,
    Calendar,
    Case,
    Comparison,
    Condition,
    Covid,
    GatheringCap,
    Reserve,
    Rule,
    Selector,
)

UNITS = (1, 100, 10_000)
PROJECTS = ("tourism", "society")
AGENCIES = ("ที่ทำการปกครอง", "สนง.เกษตร", "agency, 3")
TAGS = ("road", "น้ำ")
CAPS = (5, 50, 100)
TIES = ("project", "agency", "category", "tags")
FROM_PER = ("id", "project", "agency", "category", "status", "feasibility", "participants")
TO_PER = ("id", "project", "agency", "category", "plan_status", "available", "cost")
DECISION = date(2021, 6, 1)
CLOSE = date(2021, 9, 30)
LAST_LEAD = (CLOSE - DECISION).days

SHARES = st.sampled_from([Fraction(n, 6) for n in (6, 5, 4, 3, 2, 1, 0)])
SCORES = st.one_of(st.integers(0, 100).map(Decimal), st.integers(0, 10**6).map(lambda n: Decimal(n) / 10_000))
TAG_LISTS = st.sampled_from([(), TAGS[:1], TAGS[1:], TAGS])
SPENDING = st.sampled_from([(0, 0), (0, 0), (0, 0), (2, 0), (1, 3), (6, 0)])  # sixths: disbursed, obligated
LEAST = st.sampled_from([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 10)])  # of a reserve's cost
LIVELY = st.sampled_from([True, True, True, False])
RELEASES = st.dictionaries(st.sampled_from(FLAGS), SHARES, max_size=2)
PERS = st.one_of(
    st.none(),
    st.sampled_from([("from", name) for name in FROM_PER]),
    st.sampled_from([("to", name) for name in TO_PER]),
)


@cache
def units_of(unit: int, most: int = 60) -> Strategy[int]:
    """Satang amounts, whole multiples of `unit`: a few units mostly, sometimes beyond 10^8 baht."""
    few = st.integers(1, most).map(lambda n: n * unit)
    many = st.integers(10**10 // unit, 3 * 10**10 // unit).map(lambda n: n * unit)
    return st.one_of(*[few] * 7, many)


@cache
def odd_satang(unit: int) -> Strategy[int]:
    """Satang amounts that need not be whole multiples of `unit`."""
    return st.one_of(units_of(unit), st.integers(0, 60 * unit), st.integers(10**10, 3 * 10**10))


@cache
def budgets(unit: int) -> Strategy[int]:
    """Satang amounts as odd as any, mostly such that one activity can pay for a reserve or two."""
    return st.one_of(st.integers(20 * unit, 200 * unit), st.integers(20 * unit, 200 * unit), odd_satang(unit))


@cache
def activity_fields(unit: int) -> Strategy[dict]:
    return st.fixed_dictionaries(
        {
            "project": st.sampled_from(PROJECTS),
            "agency": st.sampled_from(AGENCIES),
            "category": st.sampled_from(CATEGORIES[:3]),
            "nature": st.sampled_from(["gathering"] * 3 + list(NATURES)),
            "status": st.sampled_from(["not_started", "in_progress", *STATUSES]),
            "budget": budgets(unit),
            "keep": st.sampled_from([0, 0, 0, 0, unit, 10**12]),
            "feasibility": st.sampled_from([*["infeasible"] * 5, *[None] * 5, *FLAGS]),
            "participants": st.sampled_from([40, 500, 5, None]),
            "min_participants": st.sampled_from([5, None]),
            "online": st.booleans(),
            "planned": st.sampled_from([None, date(2021, 5, 1), date(2021, 6, 15), CLOSE]),
            "lead_days": st.sampled_from([0, 0, 10, LAST_LEAD, LAST_LEAD + 1]),
            "run_days": st.sampled_from([1, 3, 60]),
            "release_share": st.one_of(st.none(), SHARES),
            "tags": TAG_LISTS,
        }
    )


@cache
@st.composite
def activities(draw: st.DrawFn, number: int, unit: int) -> Activity:
    """One activity, `A01` and on; most of its money is free."""
    fields = draw(activity_fields(unit))
    spent, committed = draw(SPENDING)
    return Activity(
        id=f"A{number:02d}",
        name=f"กิจกรรม {number}",
        disbursed=fields["budget"] * spent // 6,
        obligated=fields["budget"] * committed // 6,
        **fields,
    )


def free_to_give(activity: Activity) -> Activity:
    free = {"status": "not_started", "feasibility": "infeasible", "release_share": Fraction(1)}
    return replace(activity, **free, disbursed=0, obligated=0, keep=0)


def free_to_take(reserve: Reserve) -> Reserve:
    return replace(reserve, available=True, lead_days=0, requires=())


@cache
def reserve_fields(number: int, count: int, unit: int) -> Strategy[dict]:
    others = [f"R{n:02d}" for n in range(1, count + 1) if n != number]
    some = st.lists(st.sampled_from(others), max_size=1).map(tuple) if others else st.just(())
    return st.fixed_dictionaries(
        {
            "project": st.sampled_from(PROJECTS),
            "agency": st.sampled_from(AGENCIES),
            "category": st.sampled_from(CATEGORIES[:3]),
            "cost": units_of(unit),
            "score": SCORES,
            "lead_days": st.sampled_from([0, 0, 0, LAST_LEAD, LAST_LEAD, LAST_LEAD + 1]),
            "requires": st.one_of(st.just(()), st.just(()), some),
            "excludes": st.one_of(st.just(()), st.just(()), some),
            "plan_status": st.sampled_from(PLAN_STATUSES),
            "available": st.sampled_from([True] * 6 + [False]),
            "tags": TAG_LISTS,
        }
    )


@cache
@st.composite
def reserves(draw: st.DrawFn, number: int, count: int, unit: int, whole_only: bool) -> Reserve:
    """One reserve of `count`, `R01` and on; now and then too late, taken, or tied to another."""
    fields = draw(reserve_fields(number, count, unit))
    least = 1 if whole_only else draw(LEAST)
    fields["min_cost"] = max(1, int(fields["cost"] // unit * least)) * unit
    if fields["excludes"] == fields["requires"]:
        fields["excludes"] = ()
    return Reserve(id=f"R{number:02d}", name=f"โครงการสำรอง {number}", rank=number, **fields)


def comparisons(values: Strategy) -> Strategy[Comparison]:
    return st.builds(Comparison, st.sampled_from([">=", "<=", ">", "<"]), values)


def among(attribute: str, values: Strategy) -> Strategy[Condition]:
    """A condition that one or two of `values` meet."""
    return st.builds(Condition, st.just(attribute), st.lists(values, min_size=1, max_size=2).map(tuple))


@cache
def conditions(end: str, unit: int) -> Strategy[Condition]:
    """One attribute of a selector of the `from` or the `to` end, of every kind that there is."""
    both = [
        among("project", st.sampled_from(PROJECTS)),
        among("agency", st.sampled_from(AGENCIES)),
        among("category", st.sampled_from(CATEGORIES[:3])),
        among("tags", st.sampled_from(TAGS)),
        among("lead_days", comparisons(st.integers(0, 122))),
    ]
    if end == "from":
        return st.one_of(
            *both,
            among("feasibility", st.sampled_from(RELEASE_FLAGS)),
            among("status", st.sampled_from(STATUSES)),
            among("budget", comparisons(odd_satang(unit))),
            among("planned", comparisons(st.just(date(2021, 6, 15)))),
            among("participants", comparisons(st.integers(1, 500))),
            among("release_share", comparisons(SHARES)),
            among("online", st.booleans()),
        )
    return st.one_of(
        *both,
        among("plan_status", st.sampled_from(PLAN_STATUSES)),
        among("cost", comparisons(units_of(unit))),
        among("score", comparisons(SCORES)),
        among("rank", st.integers(1, 6)),
        among("id", st.sampled_from(["R01", "R02"])),
        among("requires", st.sampled_from(["R01", "R02"])),
    )


@cache
def selectors(end: str, unit: int) -> Strategy[Selector]:
    found = st.lists(conditions(end, unit), max_size=2, unique_by=lambda condition: condition.attribute)
    return st.builds(Selector, found.map(tuple))


@cache
def rule_fields(unit: int) -> Strategy[dict]:
    return st.fixed_dictionaries(
        {
            "source": selectors("from", unit),
            "target": selectors("to", unit),
            "same": st.sampled_from([(), (), (), *((name,) for name in TIES)]),
            "different": st.sampled_from([(), (), (), (), ("id",), *((name,) for name in TIES)]),
            "severity": st.sampled_from(["block", "block", "block", "warn"]),
            "enabled": st.sampled_from([True, True, True, False]),
        }
    )


@cache
def rule_bounds(kind: str, unit: int) -> Strategy[dict]:
    """The keys that only rules of this type take."""
    if kind in ("limit", "require"):
        amount = st.fixed_dictionaries({"per": PERS, "amount": odd_satang(unit)})
        share = st.fixed_dictionaries({"per": PERS, "share": SHARES, "of": st.sampled_from(SHARE_BASES)})
        return st.one_of(amount, share)
    if kind == "count":
        counted = {"per": PERS, "what": st.sampled_from(COUNTED), "max": st.integers(0, 4)}
        return st.fixed_dictionaries(counted)
    return st.fixed_dictionaries({"level": st.sampled_from(DEFAULT_LEVELS)} if kind == "approval" else {})


@cache
@st.composite
def rules(draw: st.DrawFn, number: int, unit: int, types: tuple[str, ...] = RULE_TYPES) -> Rule:
    """One rule of one of `types`, with the keys that its type takes and no others."""
    fields = draw(rule_fields(unit))
    if fields["different"] == fields["same"]:
        fields["different"] = ()
    kind = types[draw(st.integers(0, len(types) - 1))]
    return Rule(id=f"rule-{number}", type=kind, **fields, **draw(rule_bounds(kind, unit)))


@cache
def covids() -> Strategy[Covid]:
    caps = st.builds(
        GatheringCap,
        st.integers(-30, 125).map(lambda days: DECISION + timedelta(days)),
        st.sampled_from(CAPS),
    )
    by_date = st.lists(caps, max_size=3, unique_by=lambda cap: cap.start)
    return st.builds(
        Covid,
        caps=by_date.map(lambda found: tuple(sorted(found, key=lambda cap: cap.start))),
        cap=st.sampled_from([None, None, *CAPS]),
        reopening=st.sampled_from([None, None, date(2021, 5, 1), date(2021, 7, 1), CLOSE]),
    )


@cache
def stage_lists(stages: tuple[str, ...] = STAGES) -> Strategy[tuple[str, ...]]:
    """Some of `stages`, each once, in any order."""
    return st.lists(st.sampled_from(stages), min_size=1, max_size=4, unique=True).map(tuple)


@cache
@st.composite
def cases(
    draw: st.DrawFn,
    max_activities: int = 6,
    max_reserves: int = 6,
    rules: tuple[str, ...] = RULE_TYPES,
    stages: tuple[str, ...] = STAGES,
    whole_only: bool = False,
    max_rules: int = 4,
) -> Case:
    """A whole case: at least one activity and one reserve; mostly one pair at least could carry money.

    `rules` are the rule types it may use (none: no rules), `stages` the stages; `whole_only` makes every
    reserve all or nothing.
    """
    unit = draw(st.sampled_from(UNITS))
    givers = draw(st.integers(1, max_activities))
    takers = draw(st.integers(1, max_reserves))
    made = draw(st.integers(0, max_rules)) if rules else 0
    gives = tuple(draw(activities(n, unit)) for n in range(1, givers + 1))
    takes = tuple(draw(reserves(n, takers, unit, whole_only)) for n in range(1, takers + 1))
    if draw(LIVELY):
        gives, takes = (free_to_give(gives[0]), *gives[1:]), (free_to_take(takes[0]), *takes[1:])
    return Case(
        name="generated",
        title="กรณีทดสอบ",
        unit=unit,
        calendar=Calendar(as_of=date(2021, 4, 30), decision=DECISION, close=CLOSE),
        activities=gives,
        reserves=takes,
        release=DEFAULT_RELEASE | draw(RELEASES),
        covid=draw(covids()),
        stages=draw(stage_lists(stages)),
        rules=tuple(draw(_rules(n, unit, rules)) for n in range(1, made + 1)),
        fingerprint="sha256:test",
    )


_rules = rules  # `cases` has a parameter of that name
