"""What is said of a reserve project is so: each sentence is planned again, with rules that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from explained import READ, as_good, barring, forcing, gets, laid, must_fund
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import cases

from realloc import money
from realloc.case.records import Case, Rule
from realloc.errors import Lang
from realloc.explain.probe import Probe
from realloc.explain.reserve import explain_reserve
from realloc.explanation import Figure, Remedy, ReserveExplanation
from realloc.planning import plan
from realloc.report.wording import say
from realloc.result import Plan, Reason

LANGUAGES: tuple[Lang, ...] = ("en", "th")
FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))


def explained(case: Case, id_: str, most: int = 120) -> ReserveExplanation:
    probe = Probe(most=most)
    return explain_reserve(case, id_, probe.plan(case), probe)


def some_reserve(case: Case, data: st.DataObject) -> str:
    return data.draw(st.sampled_from(case.reserves)).id


def said(found: ReserveExplanation) -> dict[str, dict[str, Any]]:
    return {reason.code: reason.values for reason in found.sentences}


def stage(found: Plan, name: str) -> Any:
    return next(result.value for result in found.objective if result.stage == name)


@FEW
@given(cases(max_activities=4, max_reserves=4, max_rules=3), st.data())
def test_every_sentence_is_so(case: Case, data: st.DataObject) -> None:
    id_ = some_reserve(case, data)
    found, best = explained(case, id_), plan(case)
    row = next(row for row in case.reserves if row.id == id_)
    result = next(result for result in best.reserves if result.id == id_)
    values = said(found)
    assert found.plan == best
    check_words([*found.sentences, *(remedy.why for remedy in found.remedies)])
    if found.answer == "no-plan":
        assert best.status == "infeasible"
    elif found.answer == "funded":
        assert gets(best, id_)
        check_funded(case, id_, best, values)
    elif found.answer == "not-eligible":
        assert not result.eligible
        check_not_ready(case, id_, values)
    elif found.answer == "no-room":
        assert plan(forcing(case, id_)).status == "infeasible"
        check_no_room(case, id_, values)
    else:
        forced = plan(forcing(case, id_))
        assert result.eligible and not result.funded and gets(forced, id_) >= row.min_cost
        assert (found.answer == "as-good") == as_good(forced, best)
        check_unfunded(best, forced, found.answer, values)


def check_words(reasons: Sequence[Reason]) -> None:
    """Each has its words in both languages, and all that they need."""
    assert all(say(reason, lang) for reason in reasons for lang in LANGUAGES)


def check_funded(case: Case, id_: str, best: Plan, values: dict[str, dict[str, Any]]) -> None:
    check_in_part(case, id_, best, values)
    without = plan(barring(case, id_))
    assert ("why-rules-need-it" in values) == (without.status == "infeasible")
    if without.status == "infeasible":
        return
    assert ("why-as-good-without" in values) == as_good(without, best)
    check_first_difference(best, without, values, "why-decided")


def check_in_part(case: Case, id_: str, best: Plan, values: dict[str, dict[str, Any]]) -> None:
    row = next(row for row in case.reserves if row.id == id_)
    full = row.cost // case.unit * case.unit
    if gets(best, id_) >= full:
        assert not any(code.startswith("in-full") for code in values)
        return
    whole = plan(forcing(case, id_, full))
    assert ("in-full-short" in values or "in-full-tied" in values) == (whole.status == "infeasible")
    if "in-full-short" in values:
        reachable = values["in-full-short"]["reachable_amount"]
        assert values["in-full-short"]["short_amount"] == full - reachable > 0
        assert plan(forcing(case, id_, reachable + case.unit)).status == "infeasible"
    if whole.status != "infeasible":
        assert ("in-full-as-good" in values) == as_good(whole, best)
        check_first_difference(best, whole, values, "in-full-costs")
        less = {s.split()[0] for s in values.get("in-full-gets-less", {}).get("others", ())}
        lost = {r.id for r in best.reserves if 0 < gets(whole, r.id) < r.amount}
        assert less == (lost if "in-full-as-good" not in values else set())


def check_first_difference(best: Plan, other: Plan, values: dict[str, dict[str, Any]], code: str) -> None:
    given = values.get(code) or values.get(f"{code}-rank")
    if given is None:
        assert as_good(other, best)
        return
    name = given["stage"]
    assert (given["now"], given["then"]) == (
        Figure(name, stage(best, name)),
        Figure(name, stage(other, name)),
    )
    assert given["now"] != given["then"]
    if "by" in given:
        assert given["by"].value == abs(given["now"].value - given["then"].value)
    before = best.objective[: [r.stage for r in best.objective].index(name)]
    assert all(result.value == stage(other, result.stage) for result in before)
    assert not as_good(other, best)


def check_not_ready(case: Case, id_: str, values: dict[str, dict[str, Any]]) -> None:
    row = next(row for row in case.reserves if row.id == id_)
    if "why-not-available" in values:
        assert not row.available
        return
    late = values["why-too-late"]["late_days"]
    assert case.calendar.decision + timedelta(row.lead_days - late) == case.calendar.close
    assert late > 0


def check_no_room(case: Case, id_: str, values: dict[str, dict[str, Any]]) -> None:
    row = next(row for row in case.reserves if row.id == id_)
    if "why-short" not in values:
        assert "why-tied" in values
        return
    given = values["why-short"]
    reachable = given["reachable_amount"]
    assert given["short_amount"] == row.min_cost - reachable > 0
    divisible = replace(row, min_cost=case.unit)
    rows = tuple(divisible if other.id == id_ else other for other in case.reserves)
    easier = replace(case, reserves=rows)
    assert plan(forcing(easier, id_, reachable + case.unit)).status == "infeasible"
    assert reachable == 0 or plan(forcing(easier, id_, reachable)).status != "infeasible"


def check_unfunded(best: Plan, forced: Plan, answer: str, values: dict[str, dict[str, Any]]) -> None:
    if answer == "better-uses":
        check_first_difference(best, forced, values, "why-better-uses")
    fallen = {s.split()[0] for s in values.get("why-falls", {}).get("others", ())}
    assert fallen == {r.id for r in best.reserves if r.funded and not gets(forced, r.id)}


@FEW
@given(cases(max_activities=4, max_reserves=4, max_rules=3), st.data())
def test_what_turns_the_answer_does_and_one_step_less_does_not(case: Case, data: st.DataObject) -> None:
    id_ = some_reserve(case, data)
    found = explained(case, id_)
    now = found.answer == "funded"
    for remedy in found.remedies:
        if remedy.found in ("least", "enough"):
            assert remedy.settings
            assert (gets(plan(laid(case, remedy.settings)), id_) > 0) is not now
            assert (gets(plan(laid(case, remedy.short)), id_) > 0) is now
        else:
            assert remedy.found in ("none", "open")


def steps_between(case: Case, settings: Sequence[tuple[str, str]], part: Fraction) -> Case | None:
    """The case with that part of a change of figures; None where it is all of it, or nothing."""
    changed = []
    for path, value in settings:
        section, *middle, name = path.split(".")
        if section not in ("activities", "reserves", "rules") or name in ("enabled", "available", "rank"):
            return None
        row = next(row for row in getattr(case, section) if row.id == ".".join(middle))
        now, then = Fraction(getattr(row, name)), Fraction(READ[name](value))
        step = Fraction(1, 10_000) if name in ("score", "share") else Fraction(1)
        if name in ("cost", "min_cost", "amount"):
            step = Fraction(case.unit)
        place = floor((now + part * (then - now)) / step) * step
        if place in (now, then):
            return None
        written = format(Decimal(place.numerator) / place.denominator, "f")
        money_like = name in ("cost", "min_cost", "amount", "budget")
        changed.append((path, money.decimal(int(place)) if money_like else written))
    return laid(case, changed)


PARTS = st.builds(Fraction, st.integers(1, 19), st.just(20))


@FEW
@given(cases(max_activities=4, max_reserves=4, max_rules=3), st.data())
def test_the_least_change_is_the_least(case: Case, data: st.DataObject) -> None:
    id_ = some_reserve(case, data)
    found = explained(case, id_)
    assume(found.answer not in ("funded", "no-plan"))
    for remedy in found.remedies:
        if remedy.found == "least":
            smaller = steps_between(case, remedy.settings, data.draw(PARTS))
            assert smaller is None or not must_fund(smaller, id_)


def whatever(case: Case, id_: str, remedy: Remedy, part: Fraction) -> Case:
    """Some change of the kind that is said not to do."""
    row = next(row for row in case.reserves if row.id == id_)
    if remedy.kind == "score":
        return laid(case, [(f"reserves.{id_}.score", f"{1_000_000 * part:.4f}")])
    if remedy.kind == "cost":
        cost = max(1, int(row.cost // case.unit * part)) * case.unit
        least = min(cost, row.min_cost)
        return laid(
            case,
            [(f"reserves.{id_}.{n}", money.decimal(v)) for n, v in (("cost", cost), ("min_cost", least))],
        )
    if remedy.kind == "decision":
        days = int((case.calendar.decision - case.calendar.as_of).days * part)
        return laid(case, [("calendar.decision", str(case.calendar.decision - timedelta(days)))])
    if remedy.kind == "money":
        place = remedy.subject or case.activities[int(len(case.activities) * part)].id
        budget = next(a.budget for a in case.activities if a.id == place)
        return laid(
            case, [(f"activities.{place}.budget", money.decimal(budget + int(200 * part) * case.unit))]
        )
    if remedy.kind == "rule":
        return relaxed(case, next(rule for rule in case.rules if rule.id == remedy.subject), part)
    if remedy.kind == "rank":
        others = sorted((r for r in case.reserves if r.id != id_), key=lambda r: r.rank or 0)
        others.insert(int((len(others) + 1) * part) % (row.rank or 1), row)
        return laid(case, [(f"reserves.{r.id}.rank", str(n)) for n, r in enumerate(others, 1)])
    return laid(case, remedy.settings)


def relaxed(case: Case, rule: Rule, part: Fraction) -> Case:
    path = f"rules.{rule.id}"
    if rule.type in ("forbid", "approval"):
        return laid(case, [(f"{path}.enabled", "false")])
    if rule.type == "count":
        return laid(case, [(f"{path}.max", str((rule.max or 0) + int(10 * part)))])
    if rule.share is not None:
        share = rule.share + part * (1 - rule.share) if rule.type == "limit" else rule.share * part
        return laid(case, [(f"{path}.share", str(share))])
    amount = rule.amount or 0
    amount = amount + int(200 * part) * case.unit if rule.type == "limit" else int(amount * part)
    return laid(case, [(f"{path}.amount", money.decimal(amount))])


@FEW
@given(cases(max_activities=4, max_reserves=4, max_rules=3), st.data())
def test_where_no_change_of_a_kind_does_none_does(case: Case, data: st.DataObject) -> None:
    id_ = some_reserve(case, data)
    found = explained(case, id_)
    assume(found.answer not in ("funded", "no-plan"))
    for remedy in found.remedies:
        if remedy.found == "none":
            assert not must_fund(whatever(case, id_, remedy, data.draw(PARTS)), id_), remedy
