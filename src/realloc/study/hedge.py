"""Decide now or wait? One decision today for several scenarios, and what follows once one has come true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from math import ceil, floor, lcm
from time import monotonic

from realloc.accounts import draw_up
from realloc.ahead import By, Hedge, Way, Weighed
from realloc.case.fingerprint import fingerprint
from realloc.case.records import Case, Rule
from realloc.errors import NotFound, UsageError, VerificationError
from realloc.model.joint import MAXIMISED, MEASURED, Decision, Future, Joint, at_risk, join
from realloc.model.optimise import Settings as How
from realloc.model.optimise import feasible_lines
from realloc.model.program import Objective
from realloc.model.split import Lines
from realloc.model.stagewise import MOST_NODES, Stagewise, Step
from realloc.planning import TIME_LIMIT
from realloc.report.document import plan_document
from realloc.result import MONEY_STAGES, Plan, StageResult
from realloc.situation import assess
from realloc.situation.matching import Sides
from realloc.verify import check_plan

Pairs = tuple[tuple[str, str], ...]

WAIT_DAYS = 30
"""How long it takes until the future is known, where neither the request nor a scenario says so."""
LEVEL = Fraction(1, 5)
"""The share of outcomes that `cvar` looks at: the worst fifth."""

_NEAR = Fraction(
    1, 10_000
)  # a share of what is only compared with, or is as little as can be: not worth a search
_LATER_NODES = 150
_TODAY_NODES = 600  # how little today is worth more than the last bit of what only tells equals apart
_ASIDE_NODES = 40


@dataclass(frozen=True, slots=True)
class Course:
    """A scenario with its two dates.

    `today` is the case of today's decision alone, `whole` that of all that is decided by the end, while
    nothing is left out for being too late; `settings` make each of them from the scenario's files.
    """

    case: Case
    weight: int
    today: Case
    whole: Case
    late: frozenset[int]
    days: int
    today_settings: Pairs
    whole_settings: Pairs

    @property
    def future(self) -> Future:
        return Future(_blocking(self.today), _blocking(self.whole), self.late)

    def ended(self, begun: Iterable[int]) -> tuple[Case, Pairs]:
        """The case at the end, where projects that only today could fund and did not begin are too late.

        What is decided later starts `days` later, which counts as so much more lead time.
        """
        missed = self.late - set(begun)
        reserves = list(self.whole.reserves)
        for j in missed:
            reserves[j] = replace(reserves[j], lead_days=reserves[j].lead_days + self.days)
        pairs = [(f"reserves.{reserves[j].id}.lead_days", str(reserves[j].lead_days)) for j in sorted(missed)]
        case = replace(self.whole, reserves=tuple(reserves), fingerprint="")
        return replace(case, fingerprint=fingerprint(case)), (*self.whole_settings, *pairs)


def hedge(
    cases: Sequence[Case],
    probabilities: Sequence[Fraction],
    *,
    today: date,
    later: date,
    by: By = "expected",
    level: Fraction = LEVEL,
    weighed: Weighed = "given",
    settings: Sequence[tuple[str, str]] = (),
    time_limit: float | None = None,
) -> Hedge | None:
    """The best decision for `today` when the scenario that comes true is known only on `later`.

    `cases` are scenarios of one case, `probabilities` theirs, adding up to 1. `by` says what is best in the
    first stage of the objective: the greatest expected value, the least greatest regret, or the greatest mean
    of the worst `level` of outcomes; expected values of all stages, in order, tell equals apart, and of those
    still alike the one that decides least money today is taken. Returns None where no decision leaves every
    scenario a plan. Raises UsageError where the scenarios cannot be weighed against each other, NotFound
    where the time is up, VerificationError for a plan that does not hold.
    """
    _check_request(cases, today, later, level)
    how = How(
        deadline=monotonic() + (TIME_LIMIT if time_limit is None else time_limit),
        patient=time_limit is not None,
    )
    whole = lcm(*(p.denominator for p in probabilities))
    weights = [int(p * whole) for p in probabilities]
    order = sorted(range(len(cases)), key=lambda number: cases[number].scenario.name)
    courses = [_course(cases[k], weights[k], today, later, tuple(settings)) for k in order]
    found = _Study(courses, how, by, level).run()
    if found is None:
        return None
    decision, ways, steps = found
    asked = [order.index(k) for k in range(len(cases))]
    return Hedge(
        by=by,
        level=level,
        stage=cases[0].stages[0],
        decided=today,
        known=later,
        probabilities=tuple(probabilities),
        weighed=weighed,
        today=tuple(_drawn_today(courses[k], decision.today) for k in asked),
        plans=tuple(_drawn(courses[k], decision.today, decision.whole[k]) for k in asked),
        late=tuple(frozenset(courses[k].case.reserves[j].id for j in courses[k].late) for k in asked),
        ways=tuple(
            replace(way, worths=tuple(way.worths[k] for k in asked))
            for way in sorted(ways, key=partial(_shown_at, [case.scenario.name for case in cases]))
        ),
        gap=_gap(steps[0], by, level, whole) * (cases[0].unit if cases[0].stages[0] in MONEY_STAGES else 1),
    )


class _Study:
    """Every way of deciding, worked out over the same courses, which stand in order of name."""

    def __init__(self, courses: Sequence[Course], how: How, by: By, level: Fraction) -> None:
        self.courses = courses
        self.how = how
        self.by: By = by
        self.level = level
        self.weights = [course.weight for course in courses]
        self.futures = [course.future for course in courses]
        self.stages = [stage for stage in courses[0].case.stages if stage in MEASURED]
        self._measures = [join([future]) for future in self.futures]
        self._after: dict[tuple[int, frozenset[tuple[tuple[int, int], int]]], Lines] = {}

    def run(self) -> tuple[Decision, list[Way], list[Step]] | None:
        """The hedge, every way beside it, and what was settled; None where there is no plan."""
        scenarios = range(len(self.courses))
        waits = [self._waiting(s) for s in scenarios]
        best: list[Lines] = []
        tops: list[int] = []
        for s, wait in enumerate(waits):
            alone = self._alone(s, wait)
            if alone is None:
                return None
            best.append(alone[0].whole[0])
            tops.append(alone[1][0].bound or 0)
        ways: list[tuple[str, str, Decision]] = []
        possible = [wait for wait in waits if wait is not None]
        if len(possible) == len(waits):
            ways.append(("wait", "", Decision({}, tuple(possible))))
        for t, course in enumerate(self.courses):
            aims = partial(self._for_one, t)
            single = self._solve(self.futures, aims, [decision for _, _, decision in ways], near=_NEAR)
            if single is None:
                return None
            ways.append(("single", course.case.scenario.name, self._followed(single[0])))
        known = [decision for _, _, decision in ways]
        most = [
            max([floor(self._worth(s, one)) for one in (best[s], *(d.whole[s] for d in known))])
            for s in scenarios
        ]
        found = self._solve(self.futures, partial(self._for_all, most, max(tops)), known)
        assert found is not None  # a plan for one that leaves the others a plan is one for all
        decision, steps = self._followed(found[0]), found[1]
        every = [("hedge", "", decision), *ways, ("knowing", "", Decision({}, tuple(best)))]
        most = [max(top, floor(self._worth(s, decision.whole[s]))) for s, top in enumerate(most)]
        return decision, [self._way(kind, name, one, most) for kind, name, one in every], steps

    def _waiting(self, s: int) -> Lines | None:
        """What one scenario comes to where nothing has been decided before; None where it has no plan."""
        case, _ = self.courses[s].ended(())
        first = feasible_lines(_blocking(case), self.how)
        return None if first is None else self._following(s, {}, first)

    def _alone(self, s: int, wait: Lines | None) -> tuple[Decision, list[Step]] | None:
        """The best for one scenario where it is known today that it comes."""
        known = [] if wait is None else [Decision({}, (wait,))]
        return self._solve([self.futures[s]], lambda joint: self._stages(joint, [1]), known)

    def _followed(self, decision: Decision) -> Decision:
        """The same decision today, followed in each scenario by the best that it leaves."""
        today = decision.today
        return Decision(
            today, tuple(self._following(s, today, lines) for s, lines in enumerate(decision.whole))
        )

    def _following(self, s: int, today: Lines, known: Lines) -> Lines:
        """The best that a decision leaves in a scenario, in which `known` is one way to go on."""
        key = (s, frozenset(today.items()))
        if key not in self._after:
            found = self._solve(
                [self.futures[s]], lambda joint: self._stages(joint, [1]), [Decision(today, (known,))], today
            )
            assert found is not None
            self._after[key] = found[0].whole[0]
        return self._after[key]

    def _stages(self, joint: Joint, weights: Sequence[int]) -> list[Objective]:
        return [joint.expected(stage, weights) for stage in self.stages]

    def _for_one(self, t: int, joint: Joint) -> list[Objective]:
        """All for one scenario, and all of it today: whoever is sure of the future does not wait."""
        weights = [int(s == t) for s in range(len(self.courses))]
        return [*self._stages(joint, weights), joint.decided_today(most=True)]

    def _for_all(self, best: Sequence[int], most: int, joint: Joint) -> list[Objective]:
        """What `by` asks for; then expected values; then as little today as they allow."""
        lead = []
        if self.by == "regret":
            lead.append(joint.regret(self.stages[0], best))
        elif self.by == "cvar":
            lead.append(joint.tail(self.stages[0], self.weights, self.level, most))
        return [*lead, *self._stages(joint, self.weights), joint.decided_today(most=False)]

    def _solve(
        self,
        futures: Sequence[Future],
        aims: Callable[[Joint], list[Objective]],
        known: Sequence[Decision],
        today: Lines | None = None,
        near: Fraction = Fraction(0),
    ) -> tuple[Decision, list[Step]] | None:
        """The best decision for these aims, in order, from those `known` on; `today` is kept, if given."""
        joint = join(futures)
        if today is not None:
            joint.fix(today)
        objectives = aims(joint)
        stagewise = Stagewise(joint.program, self.how, joint.priority)
        values = [joint.values(decision) for decision in known]
        values = [one for one in values if not joint.program.violated(one)]
        if not values:
            first = self._possible(futures)
            if first is None:
                return None
            values = [joint.values(first)]
        for number, objective in enumerate(objectives):
            last = objective.stage == "today"
            nodes = _ASIDE_NODES if near else _TODAY_NODES if last else _LATER_NODES
            enough = _NEAR if last else near
            values = [stagewise.best(objective, values, nodes if number else MOST_NODES, enough)]
        flows = joint.flows_today() if today is None else joint.flows_whole()
        return joint.decision(stagewise.thinned(values[0], flows), today), stagewise.steps

    def _possible(self, futures: Sequence[Future]) -> Decision | None:
        """Any decision that leaves each future a plan; None where it is proven that there is none.

        Only what a `require` asks for by the end can be in the way. Raises NotFound where neither is known.
        """
        joint = join(futures, elastic=True)
        nothing = joint.values(Decision({}, ({},) * len(futures)))
        objective = joint.shortfall()
        for column in objective.terms:
            nothing[column] = joint.program.columns[column].upper
        stagewise = Stagewise(joint.program, self.how, joint.priority)
        values = stagewise.best(objective, [nothing])
        short = stagewise.steps[0]
        if short.value and short.bound:
            return None
        if short.value:
            raise NotFound
        return joint.decision(values)

    def _worth(self, s: int, lines: Lines) -> Fraction:
        """What transfers are worth in one scenario's leading stage, exactly, in the model's unit."""
        joint = self._measures[s]
        worth = joint.worth(0, self.stages[0])
        return Fraction(worth.exact(joint.values(Decision({}, (lines,)))))

    def _way(self, kind: str, scenario: str, decision: Decision, best: Sequence[int]) -> Way:
        exact = [self._worth(s, lines) for s, lines in enumerate(decision.whole)]
        worths = list(map(floor, exact))
        total = sum(self.weights)
        quantile = at_risk(worths, self.weights, self.level)
        below = sum(w * max(0, quantile - worth) for w, worth in zip(self.weights, worths, strict=True))
        unit = self.courses[0].case.unit
        factor = unit if self.stages[0] in MONEY_STAGES else 1
        return Way(
            kind=kind,  # type: ignore[arg-type]
            scenario=scenario,
            today=None if kind == "knowing" else sum(decision.today.values()) * unit,
            worths=tuple(worth * factor for worth in worths),
            expected=floor(factor * sum(w * e for w, e in zip(self.weights, exact, strict=True)) / total),
            regret=factor * max(top - worth for top, worth in zip(best, worths, strict=True)),
            tail=floor(factor * (quantile - below / (self.level * total))),
        )


def dates(
    base: Case, cases: Sequence[Case], today: date | None = None, later: date | None = None
) -> tuple[date, date]:
    """The day of today's decision and that of the rest.

    Unless given, the committee's day in the case as it stands, and the latest day of any scenario; where that
    is no later, the books' close or 30 days on, whichever comes first.
    """
    today = today or base.calendar.decision
    if later is None:
        later = max(case.calendar.decision for case in cases)
        if later <= today:
            closing = min(case.calendar.close for case in cases)
            later = max(today, min(closing, today + timedelta(WAIT_DAYS)))
    return today, later


def _gap(step: Step, by: By, level: Fraction, weights: int) -> int:
    """By how much the leading value could be better, in its own unit, rounded up."""
    scale = {"expected": weights, "regret": 1, "cvar": level.numerator * weights}[by]
    return 0 if step.bound is None else ceil(Fraction(abs(step.bound - step.value), scale))


def _check_request(cases: Sequence[Case], today: date, later: date, level: Fraction) -> None:
    """Raises UsageError where the scenarios cannot be weighed together, or the dates make no sense."""
    if later < today:
        raise UsageError(
            f"--later {later}: before today, {today}. Give the day on which the future is known.",
            f"--later {later}: ก่อนวันตัดสินใจ {today} โปรดระบุวันที่ทราบสถานการณ์แล้ว",
        )
    closing = min(case.calendar.close for case in cases)
    if later > closing:
        raise UsageError(
            f"{later}, when the rest is decided, is after the books close on {closing}. "
            "Give earlier days with --today and --later.",
            f"วันที่ตัดสินใจส่วนที่เหลือ {later} อยู่หลังวันสิ้นสุดการก่อหนี้ {closing} "
            "โปรดระบุวันที่เร็วกว่านี้ด้วย --today และ --later",
        )
    if not 0 < level <= 1:
        raise UsageError(
            "--level: expected a share above 0 and at most 1, such as 0.2.",
            "--level: ควรเป็นสัดส่วนที่มากกว่า 0 และไม่เกิน 1 เช่น 0.2",
        )
    first = cases[0]
    for case in cases[1:]:
        if case.stages != first.stages or case.unit != first.unit:
            name, other = first.scenario.name, case.scenario.name
            raise UsageError(
                f"{name} and {other} differ in what they maximise or in their unit, so they cannot be "
                "weighed against each other. Leave one of them out, or set objective.stages with --set.",
                f"{name} และ {other} มีเป้าหมายหรือหน่วยเงินต่างกัน จึงชั่งน้ำหนักกันไม่ได้ "
                "โปรดตัดออกสถานการณ์หนึ่ง หรือกำหนด objective.stages ด้วย --set",
            )
    if first.stages[0] not in MAXIMISED:
        known = ", ".join(MAXIMISED)
        raise UsageError(
            f"The objective begins with {first.stages[0]}, of which there is no expected value. Begin with "
            f'one of {known}, for example --set \'objective.stages=["score", "amount"]\'.',
            f"เป้าหมายแรกคือ {first.stages[0]} ซึ่งไม่มีค่าคาดหมาย โปรดเริ่มด้วย {known} "
            f'เช่น --set \'objective.stages=["score", "amount"]\'',
        )


def _course(case: Case, weight: int, today: date, later: date, settings: Pairs) -> Course:
    now = _decided_on(case, today)
    standings, prospects = assess(now).standings, assess(now).prospects
    then = assess(_decided_on(case, later))
    flags = {
        i: standing.flag
        for i, (before, standing) in enumerate(zip(standings, then.standings, strict=True))
        if before.flag != standing.flag
    }
    activities = tuple(
        replace(activity, feasibility=flags[i]) if i in flags else activity
        for i, activity in enumerate(case.activities)
    )
    late = {
        j
        for j, (before, prospect) in enumerate(zip(prospects, then.prospects, strict=True))
        if before.eligible and not prospect.eligible
    }
    by_the_end = [rule.id for rule in case.rules if _asks_an_amount(rule)]
    rules = tuple(replace(rule, enabled=False) if rule.id in by_the_end else rule for rule in case.rules)
    alone = replace(now, rules=rules)
    on_day = (*settings, ("calendar.decision", today.isoformat()))
    return Course(
        case=case,
        weight=weight,
        today=replace(alone, fingerprint=fingerprint(alone)),
        whole=replace(now, activities=activities),
        late=frozenset(late),
        days=(later - today).days,
        today_settings=(*on_day, *((f"rules.{name}.enabled", "false") for name in by_the_end)),
        whole_settings=(
            *on_day,
            *((f"activities.{case.activities[i].id}.feasibility", flag) for i, flag in flags.items()),
        ),
    )


def _decided_on(case: Case, day: date) -> Case:
    return replace(case, calendar=replace(case.calendar, decision=day))


def _asks_an_amount(rule: Rule) -> bool:
    """Whether it asks for an amount that only all that is decided can be expected to reach."""
    blocks = rule.enabled and rule.severity == "block"
    return blocks and rule.type == "require" and rule.of != "transferred"


def _blocking(case: Case) -> Sides:
    sides = Sides.of(assess(case), (rule for rule in case.rules if rule.enabled))
    return sides.only(lambda rule: rule.severity == "block")


def _drawn_today(course: Course, today: Lines) -> Plan:
    """Today's part as a plan of one scenario, which is asked for no amounts before the end."""
    return _checked(course.today, today, course.today_settings)


def _drawn(course: Course, today: Lines, whole: Lines) -> Plan:
    """All that is decided in one scenario as a plan of it."""
    case, settings = course.ended(j for _, j in today)
    return _checked(case, whole, settings)


def _checked(case: Case, lines: Lines, settings: Pairs) -> Plan:
    """A plan that `verify` has nothing against; no bound, as it need not be the best of its case alone."""
    stages = [StageResult(stage, 0, None, "none") for stage in case.stages]
    sides = Sides.of(assess(case), (rule for rule in case.rules if rule.enabled))
    plan = draw_up(sides, lines, stages, settings=settings)
    problems = check_plan(case, plan_document(plan))
    if problems:
        raise VerificationError(problems)
    return replace(plan, warnings=tuple(w for w in plan.warnings if w.code != "stage-open"))


def _shown_at(names: Sequence[str], way: Way) -> tuple[int, int]:
    kinds = ("hedge", "wait", "single", "knowing")
    return kinds.index(way.kind), names.index(way.scenario) if way.scenario else 0
