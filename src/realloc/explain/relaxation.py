"""Ways out where no plan keeps every rule: the least change of each kind that alone restores one.

Only a rule of the conflict can be such a change, since any other leaves the conflict as it is; money added
can too. Each least change is found by trying: it admits a plan, one step less does not, and the changed case
is planned again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from time import monotonic

from realloc import money
from realloc.case.records import Activity, Case, Rule
from realloc.choice import Relaxation, Relaxations
from realloc.errors import NotFound
from realloc.explain.changes import with_activity, with_rule, without_rules
from realloc.explain.inputs import read_by
from realloc.explain.probe import OutOfEffort, Probe
from realloc.explain.reading import live
from realloc.model.conflict import conflicting, least_cuts
from realloc.model.optimise import Settings, feasible_lines
from realloc.result import Plan, Reason
from realloc.situation import assess
from realloc.situation.bounds import fixed_bounds
from realloc.situation.matching import Sides

MOST_SOLVES = 600
SECONDS = 10.0
_SHARES = 10_000  # shares are tried in hundredths of a percent


def relaxations(
    case: Case, conflict: Sequence[str], probe: Probe | None = None, *, seconds: float = SECONDS
) -> Relaxations:
    """The ways out of `conflict`, the ids that the case's plan names, cheapest first.

    Changes of money come first, by what they come to; then counts, shares of what the plan itself moves, and
    rules to switch off. The search is bounded by `seconds` and by a number of tries.
    """
    return _Search(case, probe or Probe(seconds=seconds), seconds).ways(conflict)


class _Search:
    def __init__(self, case: Case, probe: Probe, seconds: float) -> None:
        self._case = case
        self._probe = probe
        self._deadline = monotonic() + seconds
        self._solves = 0
        self._ended = False

    def ways(self, conflict: Sequence[str]) -> Relaxations:
        rules = [rule for rule in self._case.rules if rule.id in frozenset(conflict)]
        found = self._settled(*(partial(self._of_rule, rule) for rule in rules), self._money)
        if not self._ended and all(way.found == "none" for way in found):
            found += self._settled(self._together)
        found.sort(key=_price)
        return Relaxations(tuple(map(self._planned, found)), self._solves, self._ended)

    def _settled(self, *searches: Callable[[], Relaxation | None]) -> list[Relaxation]:
        """What these searches find; one that the effort does not suffice for is noted and left out."""
        found = []
        for search in searches:
            try:
                way = search()
            except OutOfEffort:
                self._ended = True
            else:
                found += [] if way is None else [way]
        return found

    def _admits(self, case: Case) -> bool:
        """Whether a plan keeps every rule of the case. Raises OutOfEffort where that is not known."""
        if self._solves >= MOST_SOLVES or monotonic() >= self._deadline:
            raise OutOfEffort
        self._solves += 1
        try:
            return feasible_lines(_blocking(case), Settings(deadline=self._deadline)) is not None
        except NotFound:
            raise OutOfEffort from None

    def _least(self, changed: Callable[[int], Case], bad: int, good: int, hint: int | None = None) -> int:
        """The number nearest to `bad` whose case admits a plan, as `good`'s does and `bad`'s does not.

        Between the two, cases that admit a plan lie on the side of `good`. `hint` is tried first.
        """
        towards = 1 if good > bad else -1
        if hint is not None and (hint - bad) * towards > 0 and (good - hint) * towards > 0:
            if self._admits(changed(hint)):
                good = hint
                if not self._admits(changed(hint - towards)):
                    return hint
                good = hint - towards
            else:
                bad = hint
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            if self._admits(changed(middle)):
                good = middle
            else:
                bad = middle
        return good

    def _of_rule(self, rule: Rule) -> Relaxation | None:
        off = without_rules(self._case, [rule.id])
        if not self._admits(off):
            rest, _ = conflicting(_blocking(off), Settings(deadline=self._deadline))
            why = Reason("relax-not-alone", {"rule": rule.id, "rest": tuple(rest)})
            return Relaxation("off", "none", rule.id, why, rest=tuple(rest))
        if rule.type == "forbid":
            why = Reason("relax-off", {"rule": rule.id})
            setting = (f"rules.{rule.id}.enabled", "false")
            return Relaxation("off", "least", rule.id, why, settings=(setting,))
        if rule.type == "count":
            return self._of_count(rule)
        return self._of_amount(rule) if rule.amount is not None else self._of_share(rule)

    def _of_count(self, rule: Rule) -> Relaxation:
        assert rule.max is not None
        rows = len(self._case.activities), len(self._case.reserves)
        enough = {"activities": rows[0], "reserves": rows[1], "lines": rows[0] * rows[1]}[rule.what or ""]
        most = self._least(lambda n: with_rule(self._case, rule.id, max=n), rule.max, enough)
        values = {"rule": rule.id, "counted": rule.what, "now": rule.max, "then": most}
        setting = (f"rules.{rule.id}.max", str(most))
        return Relaxation("max", "least", rule.id, Reason("relax-max", values), settings=(setting,))

    def _of_amount(self, rule: Rule) -> Relaxation:
        unit = self._case.unit
        assert rule.amount is not None

        def changed(units: int) -> Case:
            return with_rule(self._case, rule.id, amount=units * unit)

        if rule.type == "require":
            cut = self._cuts().get(rule.id)
            then = self._least(changed, -(-rule.amount // unit), 0, None if cut is None else cut // unit)
            code = "relax-require"
        else:
            everything = sum(standing.releasable for standing in assess(self._case).standings)
            then = self._least(changed, rule.amount // unit, everything // unit)
            code = "relax-limit"
        amount = then * unit
        values = {
            "rule": rule.id,
            "now_amount": rule.amount,
            "then_amount": amount,
            "change_amount": abs(amount - rule.amount),
        }
        setting = (f"rules.{rule.id}.amount", money.decimal(amount))
        return Relaxation(
            "amount", "least", rule.id, Reason(code, values), abs(amount - rule.amount), (setting,)
        )

    def _cuts(self) -> dict[str, int]:
        """By `require` rule, the satang that can be had where all fall short by as little as can be."""
        cuts: dict[str, int] = {}
        for cut in least_cuts(_blocking(self._case), Settings(deadline=self._deadline)):
            cuts[cut.rule] = min(cut.reachable, cuts.get(cut.rule, cut.reachable))
        return cuts

    def _of_share(self, rule: Rule) -> Relaxation:
        assert rule.share is not None
        now = rule.share * _SHARES
        lower = rule.type == "require"
        bad, good = (-(-now.numerator // now.denominator), 0) if lower else (now // 1, _SHARES)
        then = self._least(
            lambda part: with_rule(self._case, rule.id, share=Fraction(part, _SHARES)), int(bad), good
        )
        share = Fraction(then, _SHARES)
        values = {"rule": rule.id, "share_basis": rule.of, "now": rule.share, "then": share}
        setting = (f"rules.{rule.id}.share", f"{Decimal(then) / _SHARES:.4f}")
        code = "relax-share-down" if lower else "relax-share-up"
        cost = self._baht(rule, abs(share - rule.share))
        return Relaxation("share", "least", rule.id, Reason(code, values), cost, (setting,))

    def _baht(self, rule: Rule, share: Fraction) -> int | None:
        """What a share of the rule's base is in satang, over all values of `per`; None for what is moved."""
        if rule.of == "transferred":
            return None
        situation = assess(self._case)
        parts = fixed_bounds(situation, replace(rule, share=share), Sides.of(situation, [rule]).source[0])
        return int(sum(parts.values()))

    def _money(self) -> Relaxation | None:
        """The activity of which the least more budget gives a plan; None where no activity's does."""
        case, unit = self._case, self._case.unit
        wanted = sum(reserve.cost for reserve in case.reserves)
        best: tuple[Activity, int] | None = None
        for activity, standing in zip(case.activities, assess(case).standings, strict=True):
            if not standing.share:
                continue
            taken = activity.disbursed + activity.obligated + activity.keep - activity.budget
            enough = -(-int((wanted + unit) / standing.share + max(0, taken)) // unit) + 1

            def changed(units: int, activity: Activity = activity) -> Case:
                return with_activity(case, activity.id, budget=activity.budget + units * unit)

            most = enough if best is None else best[1] - 1
            if most and self._admits(changed(most)):
                best = (activity, self._least(changed, 0, most))
        if best is None:
            return None
        activity, units = best
        budget = activity.budget + units * unit
        values = {"activity": activity.id, "change_amount": units * unit, "then_amount": budget}
        return Relaxation(
            "budget",
            "least" if all(map(_is_steady, case.rules)) else "enough",
            activity.id,
            Reason("relax-budget", values),
            units * unit,
            ((f"activities.{activity.id}.budget", money.decimal(budget)),),
        )

    def _together(self) -> Relaxation | None:
        """All `require` rules that fall short cut to what can be had, where no change alone suffices."""
        case, total, settings, parts = self._case, 0, [], []
        cuts = self._cuts()
        for rule in case.rules:
            if rule.id not in cuts or rule.amount is None:
                continue
            case = with_rule(case, rule.id, amount=cuts[rule.id])
            total += rule.amount - cuts[rule.id]
            settings.append((f"rules.{rule.id}.amount", money.decimal(cuts[rule.id])))
            parts.append(rule.id)
        if not parts or not self._admits(case):
            return None
        why = Reason("relax-together", {"rules": tuple(parts), "change_amount": total})
        return Relaxation("together", "enough", "", why, total, tuple(settings))

    def _planned(self, way: Relaxation) -> Relaxation:
        """The way with the plan of the case that it changes."""
        if way.found == "none":
            return way
        try:
            plan: Plan | None = self._probe.plan(changed_by(self._case, way))
        except OutOfEffort:
            self._ended, plan = True, None
        return replace(way, plan=plan)


def changed_by(case: Case, way: Relaxation) -> Case:
    """The case with a relaxation's settings laid over it."""
    for path, value in way.settings:
        section, rest = path.split(".", 1)
        id_, key = rest.rsplit(".", 1)
        if section == "activities":
            case = with_activity(case, id_, budget=money.parse(value))
        elif key == "amount":
            case = with_rule(case, id_, amount=money.parse(value))
        elif key == "share":
            case = with_rule(case, id_, share=Fraction(value))
        elif key == "max":
            case = with_rule(case, id_, max=int(value))
        else:
            case = without_rules(case, [id_])
    return case


def _is_steady(rule: Rule) -> bool:
    """Whether more budget never makes the rule ask for more, nor speak of other rows."""
    asks = rule.type == "require" and rule.of in ("budget", "releasable")
    return not rule.enabled or not (asks or "budget" in read_by(rule))


def _blocking(case: Case) -> Sides:
    return Sides.of(assess(case), live(case))


def _price(way: Relaxation) -> tuple[int, int, str]:
    """What sorts the cheapest first."""
    kinds = ("amount", "budget", "share", "together", "max", "off")
    rank = 9 if way.found == "none" else 0 if way.cost is not None else 1 + kinds.index(way.kind)
    return rank, way.cost or 0, way.subject
