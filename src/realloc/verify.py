"""A plan against its case, from scratch, in whole satang.

Everything the plan states is worked out again here from the case's records and the plan's own transfers,
with code that shares nothing with the model, the solver or `situation`: what can be released, who may
receive, which rules a transfer meets, every total, every objective value. What only the plan can say, the
transfers and the bounds, is read with suspicion: any JSON whatever gives problems, never an exception.

Every pass is linear in activities + reserves + transfers for each rule. Which pairs a rule reaches is decided
between classes of rows that no rule tells apart, so 100,000 x 20,000 pairs are never walked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import compress, zip_longest
from operator import ge, gt, le, lt
from typing import Any

from realloc.case.records import Activity, Case, Comparison, Condition, Covid, Reserve, Rule, Selector

SCHEMA = "realloc.plan/1"
PROOFS = ("exact", "solver", "none")
STATUSES = ("optimal", "feasible", "infeasible")
MINIMISED = frozenset({"escalation", "activities", "lines"})
MONEY_STAGES = frozenset({"amount", "escalation", "same_project", "same_agency"})
MONEY_ATTRIBUTES = frozenset({"budget", "disbursed", "obligated", "keep", "cost", "min_cost"})

# Amounts longer than this are nobody's budget, and int() refuses text of more than 4,300 digits.
_MONEY = re.compile(r"(?:0|[1-9][0-9]{0,29})\.[0-9]{2}", re.ASCII)
_SCORE = re.compile(r"(?:0|[1-9][0-9]{0,29})\.[0-9]{4}", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,29}", re.ASCII)
_ALWAYS = 10**9  # a day number after every date there is


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold.

    `code` is a key of `MESSAGES`, `where` a path in the document; `found` and `expected` are values as a plan
    writes them, amounts in baht.
    """

    code: str
    where: str
    found: str = ""
    expected: str = ""

    def render(self, lang: str = "en") -> str:
        """The problem as one sentence, in Thai where `lang` is "th"; what would not show is made visible."""
        template = MESSAGES[self.code][1 if lang == "th" else 0]
        shown = visible if self.code == "form" else _grouped
        return template.format(
            where=visible(self.where), found=shown(self.found), expected=shown(self.expected)
        )


def check_plan(case: Case, document: Any) -> list[Problem]:
    """Everything in a plan (the parsed JSON of `realloc plan --json`) that its case does not bear out.

    An empty list means that the plan holds. Never raises, whatever `document` is.
    """
    if not isinstance(document, dict):
        return [Problem("not-object", "document", show(document))]
    return list(_problems(derive(case), document))


def _problems(facts: Facts, document: dict) -> Iterator[Problem]:
    yield from _check_header(facts.case, document)
    moved, unreadable = _read_transfers(facts, document)
    yield from unreadable
    yield from _check_transfers(facts, moved)
    yield from _check_releases(facts, moved)
    yield from _check_receipts(facts, moved)
    yield from _check_companions(facts, moved)
    reached = _reached(facts, moved)
    levels = _approval_levels(facts, moved, reached)
    yield from _check_approvals(facts, moved, levels)
    yield from _check_forbidden(facts, reached)
    yield from _check_activities(facts, moved, document)
    yield from _check_reserves(facts, moved, document)
    yield from _check_totals(facts, moved, document)
    yield from _check_conservation(document)
    if document.get("status") == "infeasible":
        yield from _check_infeasible(facts.case, document)
    else:
        uses = list(_rule_uses(facts, moved, reached))
        yield from _check_bounded(uses)
        yield from _check_rows("rules", [_use_row(use) for use in uses], ("id", "scope"), document)
        yield from _check_objective(facts, moved, levels, document)


# What follows from the case: contract, "From files to an answer", 1 to 3.


@dataclass(frozen=True, slots=True)
class Facts:
    """A case and what follows from it, by row number. `releasable` in satang."""

    case: Case
    flags: list[str]
    releasable: list[int]
    eligible: list[bool]
    activity_at: dict[str, int]
    reserve_at: dict[str, int]
    columns: dict[tuple[str, str], list] = field(default_factory=dict)

    def column(self, end: str, attribute: str) -> list:
        """An attribute of every activity (`from`) or reserve (`to`); `feasibility` is the worked-out flag."""
        key = (end, attribute)
        if key not in self.columns:
            rows: Sequence[Activity | Reserve] = self.case.activities if end == "from" else self.case.reserves
            worked_out = key == ("from", "feasibility")
            self.columns[key] = self.flags if worked_out else [getattr(row, attribute) for row in rows]
        return self.columns[key]


def derive(case: Case) -> Facts:
    """What can be released and who may receive, worked out from the case."""
    caps = _caps_by_period(case.covid)
    decision, close = case.calendar.decision.toordinal(), case.calendar.close.toordinal()
    flags = [_flag(activity, caps, decision, close) for activity in case.activities]
    return Facts(
        case=case,
        flags=flags,
        releasable=[_releasable(a, flag, case) for a, flag in zip(case.activities, flags, strict=True)],
        eligible=[r.available and decision + r.lead_days <= close for r in case.reserves],
        activity_at={activity.id: i for i, activity in enumerate(case.activities)},
        reserve_at={reserve.id: j for j, reserve in enumerate(case.reserves)},
    )


def _caps_by_period(covid: Covid) -> list[tuple[int, int, int]]:
    """(first day, last day, cap) in order of time, days as ordinals."""
    end = covid.reopening.toordinal() - 1 if covid.reopening else _ALWAYS
    if covid.cap is not None:
        return [(0, end, covid.cap)]
    caps = sorted(covid.caps, key=lambda cap: cap.start)
    periods = []
    for cap, following in zip_longest(caps, caps[1:]):
        last = following.start.toordinal() - 1 if following else _ALWAYS
        periods.append((cap.start.toordinal(), min(last, end), cap.cap))
    return periods


def _flag(activity: Activity, caps: list[tuple[int, int, int]], decision: int, close: int) -> str:
    """The COVID-19 flag, or the status of an activity that is over."""
    if activity.status in ("completed", "cancelled"):
        return activity.status
    if activity.feasibility is not None:
        return activity.feasibility
    if activity.nature != "gathering":
        return "feasible"
    start = _first_start(activity, activity.participants, caps, decision, close)
    if start is not None:
        in_time = activity.planned is None or start <= activity.planned.toordinal()
        return "feasible" if in_time else "postponed"
    if activity.online:
        return "online"
    least = activity.min_participants
    if least is not None and _first_start(activity, least, caps, decision, close) is not None:
        return "reduced"
    return "infeasible"


def _first_start(
    activity: Activity, people: int | None, caps: list[tuple[int, int, int]], decision: int, close: int
) -> int | None:
    """The first day from which a gathering of `people` (None = more than any cap) can run to its end."""
    start = decision + activity.lead_days
    for first, last, cap in caps:
        too_many = people is None or people > cap
        if too_many and first <= last and start <= last and first <= start + activity.run_days - 1:
            start = last + 1
    return start if start + activity.run_days - 1 <= close else None


def _releasable(activity: Activity, flag: str, case: Case) -> int:
    """share x (budget - disbursed - obligated - keep), not below 0, rounded down to the unit."""
    share = case.release[flag] if activity.release_share is None else activity.release_share
    free = max(0, activity.budget - activity.disbursed - activity.obligated - activity.keep)
    return share.numerator * free // (share.denominator * case.unit) * case.unit


# The transfers, as far as they can be read.


@dataclass(frozen=True, slots=True)
class _Move:
    """One transfer: `i` and `j` are row numbers, `amount` is in satang, `approval` is as written."""

    where: str
    i: int
    j: int
    amount: int
    approval: Any


@dataclass(frozen=True, slots=True)
class _Moved:
    """All that moves, and what that makes of each activity and reserve."""

    moves: list[_Move]
    out: list[int]
    received: list[int]
    total: int


def _read_transfers(facts: Facts, document: dict) -> tuple[_Moved, list[Problem]]:
    rows, problems = _read_list(document, "transfers")
    moves: list[_Move] = []
    for number, row in enumerate(rows):
        move = _read_transfer(facts, f"transfers[{number}]", row, problems)
        if move is not None:
            moves.append(move)
    out, received = [0] * len(facts.case.activities), [0] * len(facts.case.reserves)
    for move in moves:
        out[move.i] += move.amount
        received[move.j] += move.amount
    return _Moved(moves, out, received, sum(out)), problems


def _read_transfer(facts: Facts, where: str, row: Any, problems: list[Problem]) -> _Move | None:
    if not isinstance(row, dict):
        problems.append(Problem("not-object", where, show(row)))
        return None
    i = _lookup(facts.activity_at, row.get("from"))
    j = _lookup(facts.reserve_at, row.get("to"))
    amount = _read_number(_MONEY, row.get("amount"))
    if i is None:
        problems.append(Problem("unknown-activity", f"{where}.from", show(row.get("from"))))
    if j is None:
        problems.append(Problem("unknown-reserve", f"{where}.to", show(row.get("to"))))
    if amount is None:
        problems.append(Problem("form", f"{where}.amount", show(row.get("amount")), '"827300.00"'))
    if i is None or j is None or amount is None:
        return None
    return _Move(where, i, j, amount, row.get("approval"))


def _lookup(rows: dict[str, int], name: Any) -> int | None:
    return rows.get(name) if isinstance(name, str) else None


def _check_transfers(facts: Facts, moved: _Moved) -> Iterator[Problem]:
    """Each moves something, in whole units, and no pair twice."""
    unit = facts.case.unit
    seen = set()
    for move in moved.moves:
        if move.amount == 0:
            yield Problem("nothing-moved", f"{move.where}.amount", "0.00", _decimal(unit))
        if move.amount % unit:
            yield Problem("unit", f"{move.where}.amount", _decimal(move.amount), _decimal(unit))
        if (move.i, move.j) in seen:
            yield Problem("twice", move.where, _pair(facts, move))
        seen.add((move.i, move.j))


def _check_releases(facts: Facts, moved: _Moved) -> Iterator[Problem]:
    """Σ_j x_ij ≤ r_i"""
    for activity, out, most in zip(facts.case.activities, moved.out, facts.releasable, strict=True):
        if out > most:
            yield Problem("over-released", f"activities.{activity.id}", _decimal(out), _decimal(most))


def _check_receipts(facts: Facts, moved: _Moved) -> Iterator[Problem]:
    """A reserve that receives is eligible, and gets between its least and its cost."""
    for reserve, amount, eligible in zip(facts.case.reserves, moved.received, facts.eligible, strict=True):
        where = f"reserves.{reserve.id}"
        if amount and not eligible:
            yield Problem("ineligible", where, _decimal(amount))
        if 0 < amount < reserve.min_cost:
            yield Problem("too-little", where, _decimal(amount), _decimal(reserve.min_cost))
        if amount > reserve.cost:
            yield Problem("too-much", where, _decimal(amount), _decimal(reserve.cost))


def _check_companions(facts: Facts, moved: _Moved) -> Iterator[Problem]:
    """What a funded reserve requires is funded, what it excludes is not."""
    funded = {r.id for r, amount in zip(facts.case.reserves, moved.received, strict=True) if amount}
    for reserve in facts.case.reserves:
        if reserve.id not in funded:
            continue
        for other in reserve.requires:
            if other not in funded:
                yield Problem("requires", f"reserves.{reserve.id}", reserve.id, other)
        for other in reserve.excludes:
            if other in funded:
                yield Problem("excludes", f"reserves.{reserve.id}", reserve.id, other)


# Rules: which pairs they reach, how far they are used, whether they hold.


@dataclass(frozen=True, slots=True)
class Reach:
    """The pairs that a rule speaks of, by row number."""

    rule: Rule
    source: list[bool]
    target: list[bool]
    ties: list[tuple[list, list, bool]]  # a column at either end, and whether they are to be equal

    @property
    def blocks(self) -> bool:
        return self.rule.severity == "block"

    def selects(self, end: str) -> list[bool]:
        return self.source if end == "from" else self.target

    def covers(self, i: int, j: int) -> bool:
        if not (self.source[i] and self.target[j]):
            return False
        return not self.ties or all((theirs[i] == ours[j]) is equal for theirs, ours, equal in self.ties)


def reach_of(rule: Rule, facts: Facts) -> Reach:
    """The rows that the rule selects at either end, and how it compares them."""
    return Reach(
        rule,
        _selected(rule.source, "from", facts),
        _selected(rule.target, "to", facts),
        [
            (facts.column("from", name), facts.column("to", name), name in rule.same)
            for name in (*rule.same, *rule.different)
        ],
    )


def _selected(selector: Selector, end: str, facts: Facts) -> list[bool]:
    """Which rows meet every condition."""
    selected = [True] * len(facts.case.activities if end == "from" else facts.case.reserves)
    for condition in selector.conditions:
        column = facts.column(end, condition.attribute)
        holds = {value: _holds(condition, value) for value in set(column)}
        selected = [so_far and holds[value] for so_far, value in zip(selected, column, strict=True)]
    return selected


def _holds(condition: Condition, value: Any) -> bool:
    return any(_meets(value, option) for option in condition.options)


def _meets(value: Any, option: Any) -> bool:
    if isinstance(option, Comparison):
        compare = {">=": ge, "<=": le, ">": gt, "<": lt}[option.operator]
        return value is not None and compare(value, option.value)
    if isinstance(value, tuple):
        return option in value
    return value == option


def _reached(facts: Facts, moved: _Moved) -> list[tuple[Reach, list[_Move]]]:
    """Each enabled rule with the transfers that it speaks of."""
    reaches = [reach_of(rule, facts) for rule in facts.case.rules if rule.enabled]
    return [(reach, [move for move in moved.moves if reach.covers(move.i, move.j)]) for reach in reaches]


def _approval_levels(facts: Facts, moved: _Moved, reached: list[tuple[Reach, list[_Move]]]) -> dict[str, int]:
    """For each transfer, by where it stands, the highest level that a blocking rule requires."""
    levels = dict.fromkeys((move.where for move in moved.moves), 0)
    for reach, moves in reached:
        if reach.rule.type == "approval" and reach.blocks:
            needed = facts.case.levels.index(reach.rule.level)
            for move in moves:
                levels[move.where] = max(levels[move.where], needed)
    return levels


def _check_approvals(facts: Facts, moved: _Moved, levels: dict[str, int]) -> Iterator[Problem]:
    for move in moved.moves:
        needed = facts.case.levels[levels[move.where]]
        if move.approval != needed:
            yield Problem("approval", f"{move.where}.approval", show(move.approval), show(needed))


def _check_forbidden(facts: Facts, reached: list[tuple[Reach, list[_Move]]]) -> Iterator[Problem]:
    for reach, moves in reached:
        if reach.rule.type == "forbid" and reach.blocks:
            for move in moves:
                yield Problem("forbid", move.where, _pair(facts, move), reach.rule.id)


@dataclass(frozen=True, slots=True)
class _Use:
    """How far a rule is used within one value of its `per`, in satang, or a number where it counts."""

    rule: Rule
    scope: str
    used: int
    limit: int
    binding: bool

    @property
    def holds(self) -> bool:
        return self.used >= self.limit if self.rule.type == "require" else self.used <= self.limit

    def write(self, number: int) -> str:
        return str(number) if self.rule.type == "count" else _decimal(number)


def _rule_uses(facts: Facts, moved: _Moved, reached: list[tuple[Reach, list[_Move]]]) -> Iterator[_Use]:
    """Rules in the case's order, the values of each one's `per` in theirs."""
    forbids = [reach for reach, _ in reached if reach.rule.type == "forbid" and reach.blocks]
    for reach, moves in reached:
        if reach.rule.type == "forbid":
            used = sum(move.amount for move in moves)
            yield _Use(reach.rule, "", used, 0, _reaches_any(facts, reach))
        elif reach.rule.type != "approval":
            yield from _scoped_uses(facts, reach, moves, moved, forbids)


def _scoped_uses(
    facts: Facts, reach: Reach, moves: list[_Move], moved: _Moved, forbids: list[Reach]
) -> Iterator[_Use]:
    rule = reach.rule
    scopes = [None] if rule.per is None else _permitted_values(facts, reach, rule.per, forbids)
    moves_in = defaultdict(list)
    for move in moves:
        moves_in[_scope_of(facts, rule, move)].append(move)
    base = _share_base(facts, reach, moved)
    for scope in scopes:
        used = _used(rule, moves_in[scope])
        limit = _limit(rule, base(scope))
        yield _Use(rule, _label(rule, scope), used, limit, _binding(rule, used, limit, facts.case.unit))


def _scope_of(facts: Facts, rule: Rule, move: _Move) -> Hashable:
    if rule.per is None:
        return None
    end, attribute = rule.per
    return facts.column(end, attribute)[move.i if end == "from" else move.j]


def _used(rule: Rule, moves: list[_Move]) -> int:
    if rule.type != "count":
        return sum(move.amount for move in moves)
    if rule.what == "lines":
        return len(moves)
    return len({move.i if rule.what == "activities" else move.j for move in moves})


def _share_base(facts: Facts, reach: Reach, moved: _Moved) -> Callable[[Hashable], int]:
    """What a `share` is a share of, in satang, for each value of `per`.

    Money of the activities that `from` matches, of those alike where `per` is of the `from` end; or all
    that is transferred, which is never split.
    """
    rule = reach.rule
    if rule.of in (None, "transferred"):
        return lambda scope: moved.total
    money = facts.column("from", "budget") if rule.of == "budget" else facts.releasable
    if rule.per is None or rule.per[0] == "to":
        total = sum(amount for amount, matches in zip(money, reach.source, strict=True) if matches)
        return lambda scope: total
    totals: Counter = Counter()
    for value, amount, matches in zip(facts.column(*rule.per), money, reach.source, strict=True):
        if matches:
            totals[value] += amount
    return totals.__getitem__


def _limit(rule: Rule, base: int) -> int:
    """The bound: a limit's rounded down, a require's up, which for whole satang is exact."""
    if rule.share is not None:
        numerator, denominator = rule.share.numerator * base, rule.share.denominator
        return numerator // denominator if rule.type == "limit" else -(-numerator // denominator)
    limit = rule.max if rule.type == "count" else rule.amount
    assert limit is not None  # no such rule is read
    return limit


def _binding(rule: Rule, used: int, limit: int, unit: int) -> bool:
    """Whether one more unit (or one more counted) would break a cap, or one less a floor."""
    if rule.type == "count":
        return used >= limit
    return used - limit < unit if rule.type == "require" else limit - used < unit


def _label(rule: Rule, value: Any) -> str:
    """A value of `per` as the tables write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return _decimal(value) if rule.per and rule.per[1] in MONEY_ATTRIBUTES else str(value)


def _check_bounded(uses: list[_Use]) -> Iterator[Problem]:
    """Every blocking limit, require and count holds."""
    for use in uses:
        if use.rule.severity == "block" and use.rule.type != "forbid" and not use.holds:
            where = f"rules.{use.rule.id}" + (f"[{use.scope}]" if use.scope else "")
            yield Problem(use.rule.type, where, use.write(use.used), use.write(use.limit))


def _use_row(use: _Use) -> dict[str, Any]:
    return {
        "id": use.rule.id,
        "type": use.rule.type,
        "scope": use.scope,
        "used": use.write(use.used),
        "limit": use.write(use.limit),
        "binding": use.binding,
        "severity": use.rule.severity,
        "holds": use.holds,
    }


def _reaches_any(facts: Facts, reach: Reach) -> bool:
    """Whether the rule reaches any pair of a giving activity and an eligible reserve."""
    partners = _partners(facts, reach, "from", [reach])
    return any(
        reach.covers(rows[0], j) for rows in _classes(facts, "from", [reach]) for j in partners(rows[0])
    )


def _permitted_values(facts: Facts, reach: Reach, per: tuple[str, str], forbids: list[Reach]) -> list[Any]:
    """The values of `per` over the pairs that the rule reaches and no rule forbids, in order."""
    end, attribute = per
    column = facts.column(end, attribute)
    partners = _partners(facts, reach, end, [reach, *forbids])
    values: set[Any] = set()
    for rows in _classes(facts, end, [reach, *forbids]):
        new = {column[row] for row in rows} - values
        if new and any(_permits(reach, forbids, end, rows[0], other) for other in partners(rows[0])):
            values |= new
    return sorted(values, key=lambda value: (value is not None, value))


def _permits(reach: Reach, forbids: list[Reach], end: str, near: int, far: int) -> bool:
    i, j = (near, far) if end == "from" else (far, near)
    return reach.covers(i, j) and not any(forbid.covers(i, j) for forbid in forbids)


def _partners(facts: Facts, reach: Reach, end: str, told_apart_by: list[Reach]) -> Callable[[int], list[int]]:
    """For a row at `end`, one row of each class at the other end that the rule's `same` could match."""
    other = "to" if end == "from" else "from"
    alike = defaultdict(list)
    for rows in _classes(facts, other, told_apart_by):
        if reach.selects(other)[rows[0]]:
            alike[tuple(facts.column(other, name)[rows[0]] for name in reach.rule.same)].append(rows[0])
    near = [facts.column(end, name) for name in reach.rule.same]
    return lambda row: alike.get(tuple(column[row] for column in near), [])


def _classes(facts: Facts, end: str, told_apart_by: list[Reach]) -> list[list[int]]:
    """The rows that money could leave (or reach), those that all these rules treat alike together."""
    open_rows = [amount > 0 for amount in facts.releasable] if end == "from" else facts.eligible
    columns = [reach.selects(end) for reach in told_apart_by]
    for name in {name for reach in told_apart_by for name in (*reach.rule.same, *reach.rule.different)}:
        columns.append(_told_apart(facts, end, name))
    classes = defaultdict(list)
    for row, key in compress(enumerate(zip(*columns, strict=True)), open_rows):
        classes[key].append(row)
    return list(classes.values())


def _told_apart(facts: Facts, end: str, name: str) -> list:
    """The column, with one blank for all values that the other end lacks: there, none of them equals any."""
    known = set(facts.column("to" if end == "from" else "from", name))
    return [value if value in known else _ABSENT for value in facts.column(end, name)]


# The rows that the plan states, against the rows that its transfers make.


def _check_header(case: Case, document: dict) -> Iterator[Problem]:
    if not _same(document.get("schema"), SCHEMA):
        yield Problem("schema", "schema", show(document.get("schema", _ABSENT)), show(SCHEMA))
    yield from _check_origin(document, "case", "fingerprint", case.fingerprint)
    yield from _check_origin(document, "scenario", "name", case.scenario.name)
    if document.get("status") not in STATUSES:
        yield Problem("choice", "status", show(document.get("status", _ABSENT)), ", ".join(STATUSES))


def _check_origin(document: dict, name: str, key: str, expected: str) -> Iterator[Problem]:
    """The plan was made from this case, under this scenario."""
    part = document.get(name, _ABSENT)
    if not isinstance(part, dict):
        yield Problem("not-object", name, show(part))
    elif not _same(part.get(key), expected):
        code = "fingerprint" if name == "case" else "scenario"
        yield Problem(code, f"{name}.{key}", show(part.get(key, _ABSENT)), show(expected))


def _check_activities(facts: Facts, moved: _Moved, document: dict) -> Iterator[Problem]:
    expected = (
        {
            "id": activity.id,
            "feasibility": flag,
            "releasable": _decimal(releasable),
            "out": _decimal(out),
            "before": _decimal(activity.budget),
            "after": _decimal(activity.budget - out),
        }
        for activity, flag, releasable, out in zip(
            facts.case.activities, facts.flags, facts.releasable, moved.out, strict=True
        )
    )
    return _check_rows("activities", expected, ("id",), document)


def _check_reserves(facts: Facts, moved: _Moved, document: dict) -> Iterator[Problem]:
    expected = (
        {
            "id": reserve.id,
            "eligible": eligible,
            "funded": amount > 0,
            "cost": _decimal(reserve.cost),
            "amount": _decimal(amount),
        }
        for reserve, eligible, amount in zip(facts.case.reserves, facts.eligible, moved.received, strict=True)
    )
    return _check_rows("reserves", expected, ("id",), document)


def _check_totals(facts: Facts, moved: _Moved, document: dict) -> Iterator[Problem]:
    totals = document.get("totals")
    if not isinstance(totals, dict):
        yield Problem("not-object", "totals", show(document.get("totals", _ABSENT)))
        return
    releasable = sum(facts.releasable)
    expected = {
        "budget": _decimal(sum(activity.budget for activity in facts.case.activities)),
        "disbursed": _decimal(sum(activity.disbursed for activity in facts.case.activities)),
        "releasable": _decimal(releasable),
        "transferred": _decimal(moved.total),
        "unplaced": _decimal(releasable - moved.total),
    }
    yield from _check_cells("totals", expected, totals)


def _check_conservation(document: dict) -> Iterator[Problem]:
    """Σ before = Σ after + Σ reserves' amounts, over the plan's own figures."""
    before, after = _sum(document, "activities", "before"), _sum(document, "activities", "after")
    arrived = _sum(document, "reserves", "amount")
    if before is None or after is None or arrived is None:
        return
    if before != after + arrived:
        yield Problem("conservation", "activities", _decimal(before), _decimal(after + arrived))


def _sum(document: dict, table: str, key: str) -> int | None:
    """The sum of a column, or None where a cell is no amount (which `_check_rows` reports)."""
    rows = document.get(table)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    amounts = [_read_number(_MONEY, row.get(key)) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _check_rows(
    table: str, expected: Iterable[dict[str, Any]], names: tuple[str, ...], document: dict
) -> Iterator[Problem]:
    """The table has the expected rows, in order, and each the expected cells; `names` name a row.

    From the first row out of place on, the rest would only say the same again.
    """
    rows, problems = _read_list(document, table)
    yield from problems
    if problems:
        return
    no_row: dict[str, Any] = {}
    for number, (row, wanted) in enumerate(zip_longest(rows, expected, fillvalue=no_row)):
        if not isinstance(row, dict):
            yield Problem("not-object", f"{table}[{number}]", show(row))
            continue
        if wanted and all(map(_same, map(row.get, wanted), wanted.values())):
            continue
        if not wanted or not all(_same(row.get(name), wanted[name]) for name in names):
            yield Problem("row", f"{table}[{number}]", _row_name(row, names), _row_name(wanted, names))
            return
        scope = f"[{wanted['scope']}]" if wanted.get("scope") else ""
        yield from _check_cells(f"{table}.{wanted[names[0]]}{scope}", wanted, row)


def _row_name(row: dict, names: tuple[str, ...]) -> str:
    return " ".join(show(row.get(name, _ABSENT)) for name in names if row) or show(_ABSENT)


def _check_cells(where: str, expected: dict[str, Any], row: dict) -> Iterator[Problem]:
    for key, value in expected.items():
        found = row.get(key, _ABSENT)
        if not _same(found, value):
            yield Problem("value", f"{where}.{key}", show(found), show(value))


# The objective and the status.


def _check_objective(
    facts: Facts, moved: _Moved, levels: dict[str, int], document: dict
) -> Iterator[Problem]:
    """The case's stages in order, each with its value, and the status that values and bounds make."""
    if document.get("conflict", []) != []:
        yield Problem("not-empty", "conflict", show(document["conflict"]), show(document.get("status")))
    values = [_stage_value(stage, facts, moved, levels) for stage in facts.case.stages]
    expected = [
        {"stage": stage, "value": _write_stage(stage, value)}
        for stage, value in zip(facts.case.stages, values, strict=True)
    ]
    yield from _check_rows("objective", expected, ("stage",), document)
    rows, _ = _read_list(document, "objective")
    met = len(rows) == len(values)
    for stage, value, row in zip(facts.case.stages, values, rows, strict=False):
        if isinstance(row, dict):
            yield from _check_bound(stage, value, row)
            met = met and _same(row.get("bound"), _write_stage(stage, value))
    status = "optimal" if met else "feasible"
    if document.get("status") in STATUSES and document["status"] != status:
        yield Problem("value", "status", show(document["status"]), show(status))


def _check_bound(stage: str, value: Any, row: dict) -> Iterator[Problem]:
    where = f"objective.{stage}"
    if row.get("proof") not in PROOFS:
        yield Problem("choice", f"{where}.proof", show(row.get("proof", _ABSENT)), ", ".join(PROOFS))
    written = row.get("bound", _ABSENT)
    if written is None:
        if row.get("proof") != "none":
            yield Problem("no-bound", f"{where}.bound", show(None), show("none"))
        return
    bound = read_stage(stage, written)
    if bound is None:
        yield Problem("form", f"{where}.bound", show(written), show(_example(stage)))
    elif _merit(stage, value) > _merit(stage, bound):
        yield Problem("bound", where, _write_stage(stage, value), _write_stage(stage, bound))


def _stage_value(stage: str, facts: Facts, moved: _Moved, levels: dict[str, int]) -> Any:
    """A stage's value in its smallest unit: ten-thousandths, satang, a number, or the ranks funded."""
    funded = [(r, amount) for r, amount in zip(facts.case.reserves, moved.received, strict=True) if amount]
    match stage:
        case "score":
            return _floor_score(funded)
        case "rank":
            return tuple(sorted(reserve.rank for reserve, _ in funded if reserve.rank is not None))
        case "amount":
            return moved.total
        case "reserves":
            return len(funded)
        case "escalation":
            return sum(move.amount * levels[move.where] for move in moved.moves)
        case "same_project" | "same_agency":
            attribute = stage.removeprefix("same_")
            theirs, ours = facts.column("from", attribute), facts.column("to", attribute)
            return sum(move.amount for move in moved.moves if theirs[move.i] == ours[move.j])
        case "activities":
            return sum(1 for out in moved.out if out)
        case _:
            return len(moved.moves)


def _floor_score(funded: list[tuple[Reserve, int]]) -> int:
    """Σ score x amount / cost, in ten-thousandths, rounded down once at the end."""
    terms = []
    for reserve, amount in funded:
        if reserve.score is not None and reserve.cost:
            share = Fraction(amount, reserve.cost)
            numerator, denominator = reserve.score.as_integer_ratio()
            terms.append((10_000 * numerator * share.numerator, denominator * share.denominator))
    numerator, denominator = _sum_ratios(terms)
    return numerator // denominator


def _sum_ratios(terms: list[tuple[int, int]]) -> tuple[int, int]:
    """The sum of numerator/denominator pairs, halves first: thousands of unlike denominators stay quick."""
    if not terms:
        return 0, 1
    if len(terms) == 1:
        return terms[0]
    (a, b), (c, d) = _sum_ratios(terms[: len(terms) // 2]), _sum_ratios(terms[len(terms) // 2 :])
    return (a + c, b) if b == d else (a * d + c * b, b * d)


def _write_stage(stage: str, value: Any) -> str:
    if stage == "score":
        return f"{value // 10_000}.{value % 10_000:04d}"
    if stage == "rank":
        return " ".join(str(rank) for rank in value)
    return _decimal(value) if stage in MONEY_STAGES else str(value)


def read_stage(stage: str, text: Any) -> Any:
    """A bound as written, or None where it is not written as this stage's values are."""
    if stage == "rank":
        return _read_ranks(text)
    if stage == "score":
        return _read_number(_SCORE, text)
    return _read_number(_MONEY if stage in MONEY_STAGES else _NUMBER, text)


def _read_ranks(text: Any) -> tuple[int, ...] | None:
    if not isinstance(text, str):
        return None
    words = text.split(" ") if text else []
    ranks = [int(word) for word in words if _NUMBER.fullmatch(word)]
    return tuple(ranks) if len(ranks) == len(words) and ranks == sorted(set(ranks)) else None


def _example(stage: str) -> str:
    if stage == "rank":
        return "1 2 5"
    return "412.0000" if stage == "score" else "827300.00" if stage in MONEY_STAGES else "3"


def _merit(stage: str, value: Any) -> Any:
    """The value turned so that more is better; ranks so that 1 counts before 2, and any more after that."""
    if stage == "rank":
        return tuple(-rank for rank in value)
    return -value if stage in MINIMISED else value


def _check_infeasible(case: Case, document: dict) -> Iterator[Problem]:
    """No plan: nothing moves, nothing is achieved, and the rules in conflict are named."""
    for table in ("transfers", "objective", "rules"):
        if document.get(table) != []:
            yield Problem("not-empty", table, show(document.get(table, _ABSENT)), show("infeasible"))
    names = document.get("conflict")
    if not isinstance(names, list) or not names:
        yield Problem("no-conflict", "conflict", show(document.get("conflict", _ABSENT)), show("infeasible"))
        return
    blocking = {rule.id for rule in case.rules if rule.enabled and rule.severity == "block"}
    for number, name in enumerate(names):
        if not isinstance(name, str) or name not in blocking:
            yield Problem("conflict-rule", f"conflict[{number}]", show(name))
        else:
            blocking.remove(name)


# Reading and writing. Amounts are written here by this file's own hand: the plan's writer is on trial too.

_ABSENT: Any = object()


def _read_list(document: dict, key: str) -> tuple[list, list[Problem]]:
    value = document.get(key, _ABSENT)
    return (value, []) if isinstance(value, list) else ([], [Problem("not-list", key, show(value))])


def _read_number(form: re.Pattern[str], text: Any) -> int | None:
    """A number in the form's smallest unit, or None where `text` is not written that way."""
    return int(text.replace(".", "")) if isinstance(text, str) and form.fullmatch(text) else None


def _decimal(satang: int) -> str:
    sign, size = ("-", -satang) if satang < 0 else ("", satang)
    return f"{sign}{size // 100}.{size % 100:02d}"


def _same(found: Any, expected: Any) -> bool:
    """Equal and of one type: in Python 1 == True, in a plan it is not."""
    return type(found) is type(expected) and found == expected


def _pair(facts: Facts, move: _Move) -> str:
    return f"{facts.case.activities[move.i].id} -> {facts.case.reserves[move.j].id}"


def show(value: Any) -> str:
    """A JSON value in brief. Nothing is descended into: it may be nested beyond Python's depth."""
    if value is _ABSENT:
        return "-"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else f"{value:#x}"
    if isinstance(value, float):
        return repr(value)
    return "[...]" if isinstance(value, list) and value else "[]" if value == [] else "{...}"


def visible(text: str) -> str:
    """At most 120 characters of the text, those that would not show (or turn the line around) escaped."""
    cut = text if len(text) <= 120 else text[:119] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def _grouped(text: str) -> str:
    """The text made visible; an amount as people read it, `827,300.00`."""
    amount = text.strip('"')
    if _MONEY.fullmatch(amount) is None:
        return visible(text)
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}.{part}"


# The words: English, Thai.

MESSAGES = {
    "not-object": ("{where}: found {found}; expected an object.", "{where}: พบ {found} แต่ต้องเป็นออบเจกต์"),
    "not-list": ("{where}: found {found}; expected a list.", "{where}: พบ {found} แต่ต้องเป็นรายการ"),
    "form": (
        "{where}: found {found}; expected text of the form {expected}.",
        "{where}: พบ {found} แต่ต้องเป็นข้อความรูปแบบ {expected}",
    ),
    "choice": (
        "{where}: found {found}; expected one of {expected}.",
        "{where}: พบ {found} แต่ต้องเป็นค่าใดค่าหนึ่งใน {expected}",
    ),
    "schema": (
        "{where}: found {found}; this program checks plans of schema {expected}.",
        "{where}: พบ {found} แต่โปรแกรมนี้ตรวจสอบแผนตามรูปแบบ {expected}",
    ),
    "fingerprint": (
        "{where}: the plan was made from other data, {found}; the case as it stands is {expected}.",
        "{where}: แผนนี้จัดทำจากข้อมูลชุดอื่น {found} ส่วนข้อมูลปัจจุบันคือ {expected}",
    ),
    "scenario": (
        "{where}: the plan is for scenario {found}; the case was read as scenario {expected}.",
        "{where}: แผนนี้เป็นของสถานการณ์ {found} แต่ข้อมูลที่อ่านเป็นสถานการณ์ {expected}",
    ),
    "value": (
        "{where}: the plan says {found}; worked out from the case it is {expected}.",
        "{where}: แผนระบุ {found} แต่คำนวณจากข้อมูลได้ {expected}",
    ),
    "row": (
        "{where}: found {found}; expected {expected} in this place.",
        "{where}: พบ {found} แต่ลำดับนี้ต้องเป็น {expected}",
    ),
    "unknown-activity": (
        "{where}: the case has no activity {found}.",
        "{where}: ไม่มีกิจกรรม {found} ในข้อมูล",
    ),
    "unknown-reserve": (
        "{where}: the case has no reserve project {found}.",
        "{where}: ไม่มีโครงการสำรอง {found} ในข้อมูล",
    ),
    "nothing-moved": (
        "{where}: the transfer moves {found}; the least that can move is {expected}.",
        "{where}: รายการโอนมีวงเงิน {found} แต่ต้องโอนอย่างน้อย {expected}",
    ),
    "unit": (
        "{where}: {found} is not a whole multiple of the unit, {expected}.",
        "{where}: {found} ไม่เป็นจำนวนเท่าของหน่วยโอน {expected}",
    ),
    "twice": (
        "{where}: a transfer for {found} stands above already; expected one for each pair.",
        "{where}: มีรายการโอน {found} อยู่ก่อนแล้ว แต่ละคู่ต้องมีเพียงรายการเดียว",
    ),
    "approval": (
        "{where}: the plan says {found}; the rules require {expected}.",
        "{where}: แผนระบุผู้อนุมัติ {found} แต่หลักเกณฑ์กำหนดให้เป็น {expected}",
    ),
    "over-released": (
        "{where}: {found} leaves the activity; at most {expected} can be released.",
        "{where}: โอนออก {found} แต่โอนออกได้ไม่เกิน {expected}",
    ),
    "ineligible": (
        "{where}: receives {found}; the reserve project is not eligible.",
        "{where}: ได้รับ {found} ทั้งที่โครงการสำรองนี้ไม่มีสิทธิรับโอน",
    ),
    "too-little": (
        "{where}: receives {found}; a funded project gets at least {expected}.",
        "{where}: ได้รับ {found} แต่โครงการที่ได้รับเงินต้องได้อย่างน้อย {expected}",
    ),
    "too-much": (
        "{where}: receives {found}; the project costs only {expected}.",
        "{where}: ได้รับ {found} แต่โครงการใช้วงเงินเพียง {expected}",
    ),
    "requires": (
        "{where}: {found} is funded; it requires {expected}, which is not.",
        "{where}: {found} ได้รับเงิน แต่ต้องมี {expected} ได้รับเงินด้วย",
    ),
    "excludes": (
        "{where}: {found} is funded; it excludes {expected}, which is funded too.",
        "{where}: {found} ได้รับเงิน จึงต้องไม่ให้เงินแก่ {expected} ซึ่งได้รับเงินด้วย",
    ),
    "forbid": (
        "{where}: {found} moves where rule {expected} forbids it.",
        "{where}: โอน {found} ซึ่งหลักเกณฑ์ {expected} ห้ามไว้",
    ),
    "limit": (
        "{where}: {found} moves; the rule allows at most {expected}.",
        "{where}: โอนรวม {found} แต่หลักเกณฑ์ให้โอนได้ไม่เกิน {expected}",
    ),
    "require": (
        "{where}: {found} moves; the rule requires at least {expected}.",
        "{where}: โอนรวม {found} แต่หลักเกณฑ์กำหนดให้โอนอย่างน้อย {expected}",
    ),
    "count": (
        "{where}: the plan has {found}; the rule allows at most {expected}.",
        "{where}: แผนมี {found} แต่หลักเกณฑ์ให้มีได้ไม่เกิน {expected}",
    ),
    "conservation": (
        "{where}: money is not conserved: the budgets come to {found} before; afterwards, with what the "
        "reserve projects get, to {expected}.",
        "{where}: ยอดเงินไม่สมดุล งบประมาณรวมก่อนโอน {found} แต่หลังโอนรวมเงินโครงการสำรองเป็น {expected}",
    ),
    "bound": (
        "{where}: the value, {found}, is better than the bound, {expected}.",
        "{where}: ค่า {found} ดีกว่าขอบเขต {expected} ซึ่งเป็นไปไม่ได้",
    ),
    "no-bound": (
        "{where}: found {found}; only a stage with proof {expected} may go without a bound.",
        "{where}: พบ {found} แต่จะไม่มีขอบเขตได้เฉพาะเมื่อ proof เป็น {expected}",
    ),
    "not-empty": (
        "{where}: found {found}; a plan with status {expected} has none.",
        "{where}: พบ {found} แต่แผนที่มีสถานะ {expected} ต้องไม่มี",
    ),
    "no-conflict": (
        "{where}: found {found}; a plan with status {expected} names the rules in conflict.",
        "{where}: พบ {found} แต่แผนที่มีสถานะ {expected} ต้องระบุหลักเกณฑ์ที่ขัดกัน",
    ),
    "conflict-rule": (
        "{where}: found {found}; expected an enabled rule of the case that blocks, each named once.",
        "{where}: พบ {found} แต่ต้องเป็นหลักเกณฑ์ในข้อมูลที่เปิดใช้และมีผลบังคับ ระบุหลักเกณฑ์ละครั้งเดียว",
    ),
}
