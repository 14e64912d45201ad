"""A certificate against its case and plan: the proof that no plan is better, checked in whole numbers.

The format and the linear program that a certificate speaks of are in docs/certificate.md. The program is
written again here from the case's records, with code that shares nothing with the model or the solver; of a
certificate only multipliers, classes and the way that it divides the plans are used. Any JSON whatever gives
problems, never an exception.

Multipliers are integers over the certificate's denominator, coefficients are fractions made whole column by
column, and a column's part in a bound is rounded up to 2**-60 of the denominator: the sum stays a bound.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import repeat
from math import ceil, floor, gcd
from typing import Any, Literal, NamedTuple, NoReturn

from realloc.case.records import Case, Rule
from realloc.verify import MINIMISED, MONEY_STAGES, Facts, Reach, derive, reach_of, read_stage, show, visible

SCHEMA = "realloc.certificate/1"

_NUMBER = re.compile(r"0|[1-9][0-9]{0,399}", re.ASCII)
_SIGNED = re.compile(r"0|-?[1-9][0-9]{0,399}", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,399})(\.[0-9]{1,40})?", re.ASCII)
_FORMS = {_NUMBER: "301", _SIGNED: "-301", _DECIMAL: "301.5"}
_FINE = 60
_LISTS_AT_HAND = 64
_MOST_PAIRS = 4_000_000

Number = int | Fraction
Terms = dict[int, Number]
Pair = tuple[int, int]
Sense = Literal["<=", ">=", "=="]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a certificate that does not hold.

    `code` is a key of `MESSAGES`, `where` a path in the document (the nodes of a tree are counted from 0 as
    they are written, a node before what is below it, down before up).
    """

    code: str
    where: str
    found: str = ""
    expected: str = ""

    def render(self, lang: str = "en") -> str:
        """The problem as one sentence, in Thai where `lang` is "th"; what would not show is made visible."""
        template = MESSAGES[self.code][1 if lang == "th" else 0]
        return template.format(
            where=visible(self.where), found=visible(self.found), expected=visible(self.expected)
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a certificate, and the stages that it proves: `shortfall` where no plan exists."""

    problems: list[Problem]
    proven: tuple[str, ...]


def check_certificate(case: Case, plan: dict[str, Any], certificate: Any) -> list[Problem]:
    """Everything that keeps `certificate` from proving `plan`, the parsed document of a plan that holds.

    An empty list means that each stage that the plan calls exact, its value at its bound, is proven; for an
    infeasible plan, that there is none. `certificate` is parsed JSON; never raises, whatever it is.
    """
    return examine(case, plan, certificate).problems


def examine(case: Case, plan: dict[str, Any], certificate: Any) -> Verdict:
    """As `check_certificate`, with the stages that are proven, up to the first that fails."""
    facts = derive(case)
    claims = _claims(facts, plan)
    proven: set[int] = set()
    try:
        denominator, stages = _read_header(case, certificate)
        _prove_all(facts, claims, denominator, stages, proven)
    except _Refused as refused:
        return Verdict([refused.problem], _proven(claims, proven))
    exact = dict.fromkeys(claim.stage for claim in claims if claim.exact)
    shown = _proven(claims, proven)
    return Verdict([Problem("missing", "stages", stage) for stage in exact if stage not in shown], shown)


def seal(document: dict[str, Any]) -> dict[str, Any]:
    """The certificate with its digest added, so that a change is noticed before it is looked into.

    Raises RecursionError for a tree too deep for JSON to be written.
    """
    return document | {"digest": _digest(document)}


def _digest(document: dict[str, Any]) -> str:
    rest = {key: value for key, value in document.items() if key != "digest"}
    text = json.dumps(rest, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + sha256(text.encode("ascii")).hexdigest()


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _refuse(code: str, where: str, found: str = "", expected: str = "") -> NoReturn:
    raise _Refused(Problem(code, where, found, expected))


# What the plan claims, and what the certificate says it proves of that.


@dataclass(frozen=True, slots=True)
class _Claim:
    """No plan is better in `stage`. `value` in the certificate's unit, None for a shortfall (any above 0).

    Stage `rank` makes a claim for each eligible reserve. `exact` tells whether the plan says so.
    """

    stage: str
    reserve: str | None
    value: int | None
    exact: bool

    @property
    def label(self) -> str:
        return self.stage if self.reserve is None else f"{self.stage} {self.reserve}"


def _claims(facts: Facts, plan: dict[str, Any]) -> list[_Claim]:
    if plan.get("status") == "infeasible":
        return [_Claim("shortfall", None, None, True)]
    claims = []
    for stage, row in zip(facts.case.stages, plan["objective"], strict=True):
        value = read_stage(stage, row["value"])
        exact = row["proof"] == "exact" and row["value"] == row["bound"]
        if stage == "rank":
            asked = [r for r, eligible in zip(facts.case.reserves, facts.eligible, strict=True) if eligible]
            asked.sort(key=lambda reserve: reserve.rank or 0)
            claims += [_Claim(stage, r.id, int(r.rank in value), exact) for r in asked]
        else:
            unit = facts.case.unit if stage in MONEY_STAGES else 1
            claims.append(_Claim(stage, None, value // unit, exact))
    return claims


def _proven(claims: list[_Claim], proven: set[int]) -> tuple[str, ...]:
    """The stages of which every claim is proven, in order."""
    stages = dict.fromkeys(claim.stage for claim in claims)
    for number, claim in enumerate(claims):
        if number not in proven:
            stages.pop(claim.stage, None)
    return tuple(stages)


def _read_header(case: Case, certificate: Any) -> tuple[int, list[Any]]:
    """The denominator and the stages of a certificate that is unaltered and of this case."""
    if not isinstance(certificate, dict):
        _refuse("not-object", "document", show(certificate))
    if certificate.get("schema") != SCHEMA:
        _refuse("schema", "schema", show(certificate.get("schema")), show(SCHEMA))
    try:
        digest = _digest(certificate)
    except (RecursionError, ValueError):  # ValueError: a number of more digits than Python writes
        _refuse("too-deep", "document")
    if certificate.get("digest") != digest:
        _refuse("altered", "digest")
    origin = certificate.get("case")
    fingerprint = origin.get("fingerprint") if isinstance(origin, dict) else None
    if fingerprint != case.fingerprint:
        _refuse("fingerprint", "case.fingerprint", show(fingerprint), show(case.fingerprint))
    if certificate.get("scenario") != case.scenario.name:
        _refuse("scenario", "scenario", show(certificate.get("scenario")), show(case.scenario.name))
    denominator = _denominator("denominator", certificate.get("denominator"))
    return denominator, _list("stages", certificate.get("stages"))


def _denominator(where: str, text: Any) -> int:
    denominator = _number(_NUMBER, where, text)
    if denominator == 0:
        _refuse("form", where, show("0"), show("1"))
    return denominator


def _prove_all(
    facts: Facts, claims: list[_Claim], denominator: int, stages: list[Any], proven: set[int]
) -> None:
    """Check the entries in order, up to the first that fails; `proven` takes in the claims that hold."""
    ground = _ground(facts)
    draft: _Draft | None = None
    shown: dict[int, list[_Shown]] = {}
    following = 0
    for number, entry in enumerate(stages):
        where = f"stages[{number}]"
        if not isinstance(entry, dict):
            _refuse("not-object", where, show(entry))
        at = _claim_of(claims, following, where, entry)
        claim = claims[at]
        following = at + 1
        value = _check_value(where, claim, entry.get("value"))
        classes = _read_classes(ground, where, entry.get("classes"), _stages_up_to(claims, at))
        if draft is None or draft.classes != classes:
            draft = _draft(ground, classes, where, elastic=claim.stage == "shortfall")
        _keep(draft, claims[:at], proven)
        sign = -1 if _minimised(claim.stage) else 1
        asked = _Asked(_asked(draft, where, claim, entry), sign, denominator)
        if "tree" in entry or not ("parts" in entry or "priced" in entry):
            _check_tree(draft.program, draft.program.rows.get, where, entry, asked, Fraction(value))
            proven.add(at)
        bounds: list[Fraction] = []
        if "parts" in entry:
            parts = _prove_parts(draft, claims, shown, f"{where}.parts", entry["parts"], asked)
            bounds.append(sign * sum((part.most for part in parts), Fraction()))
        if "priced" in entry:
            priced = entry["priced"]
            bounds.append(_prove_priced(draft, claims, shown, f"{where}.priced", priced, asked))
        if "parts" in entry:
            shown[at] = parts
        if bounds and floor(min(bounds)) <= sign * value:
            proven.add(at)
        elif at not in proven and claim.exact:
            _refuse("bound", where, str(sign * floor(min(bounds))), str(value))


def _claim_of(claims: list[_Claim], following: int, where: str, entry: dict[str, Any]) -> int:
    """The number of the claim that an entry is about: the next, or a later one where some are not proven."""
    stage, reserve = entry.get("stage"), entry.get("reserve")
    for number in range(following, len(claims)):
        if claims[number].stage == stage and claims[number].reserve == reserve:
            return number
    found = show(stage) if reserve is None else f"{show(stage)} {show(reserve)}"
    _refuse("order", where, found, claims[following].label if following < len(claims) else "-")


def _check_value(where: str, claim: _Claim, text: Any) -> int:
    value = _number(_NUMBER, f"{where}.value", text)
    if claim.value is None and value == 0:
        _refuse("shortfall", f"{where}.value", "0")
    if claim.value is not None and value != claim.value:
        _refuse("value", f"{where}.value", str(value), str(claim.value))
    return value


def _stages_up_to(claims: list[_Claim], at: int) -> set[str]:
    return {claim.stage for claim in claims[: at + 1]}


def _minimised(stage: str) -> bool:
    return stage in MINIMISED or stage == "shortfall"


# What follows from the case for any classes: bounds of single rows, and what each rule sees of a row.


@dataclass(frozen=True, slots=True)
class _Ground:
    """By row number, in units: what an activity can give, what a reserve can take and takes at the least.

    `seen` has, for each rule that looks at classes, what it sees of each row at its `from` and `to` end.
    """

    facts: Facts
    reaches: list[Reach]
    give: list[int]
    take: list[int]
    least: list[int]
    seen: dict[str, list[tuple[str, list[Any]]]]

    @property
    def case(self) -> Case:
        return self.facts.case


def _ground(facts: Facts) -> _Ground:
    case = facts.case
    reaches = [reach_of(rule, facts) for rule in case.rules if rule.enabled and rule.severity == "block"]
    looking = [reach for reach in reaches if not (_caps_rows(reach.rule) or _counts_funded(reach.rule))]
    return _Ground(
        facts=facts,
        reaches=reaches,
        give=_capped(facts, reaches, "from", [amount // case.unit for amount in facts.releasable]),
        take=_capped(facts, reaches, "to", [reserve.cost // case.unit for reserve in case.reserves]),
        least=[-(-reserve.min_cost // case.unit) for reserve in case.reserves],
        seen={
            end: [(reach.rule.id, _seen(facts, reach, end)) for reach in looking] for end in ("from", "to")
        },
    )


def _caps_rows(rule: Rule) -> bool:
    """A row cap: a limit on all that one activity gives, or that one reserve gets."""
    if rule.type != "limit" or rule.per not in (("from", "id"), ("to", "id")) or rule.of == "transferred":
        return False
    other = rule.target if rule.per[0] == "from" else rule.source
    return not (other.conditions or rule.same or rule.different)


def _counts_funded(rule: Rule) -> bool:
    """A count of reserves that matches a reserve whoever pays: it counts the funded ones."""
    of_reserves = rule.type == "count" and rule.what == "reserves"
    any_payer = not (rule.source.conditions or rule.same or rule.different)
    return of_reserves and any_payer and (rule.per is None or rule.per[0] == "to")


def _counts_rows(rule: Rule, end: str) -> bool:
    """Whether the rule counts single rows of that end, and so must see them one by one."""
    counted = ("lines", "activities" if end == "from" else "reserves")
    return rule.type == "count" and rule.what in counted


def _seen(facts: Facts, reach: Reach, end: str) -> list[Any]:
    """For each row None where the rule does not select it, else all that the rule goes by."""
    rule, selected = reach.rule, reach.selects(end)
    names = [*rule.same, *rule.different]
    if rule.per is not None and rule.per[0] == end:
        names.append(rule.per[1])
    columns: list[Sequence[Any]] = [facts.column(end, name) for name in names]
    if _counts_rows(rule, end):
        columns.append(range(len(selected)))
    views = zip(*columns, strict=True) if columns else repeat(())
    return [view if one else None for view, one in zip(views, selected, strict=False)]


def _capped(facts: Facts, reaches: list[Reach], end: str, bounds: list[int]) -> list[int]:
    """`bounds` in units, lowered by the row caps of that end."""
    for reach in reaches:
        if _caps_rows(reach.rule) and reach.rule.per == (end, "id"):
            bound = _bound(facts, reach)
            for row, (scope, selected) in enumerate(
                zip(facts.column(end, "id"), reach.selects(end), strict=True)
            ):
                if selected:
                    bounds[row] = min(bounds[row], floor(bound(scope)))
    return bounds


def _bound(facts: Facts, reach: Reach) -> Callable[[Any], Fraction]:
    """The fixed bound of a limit or require in units, for each value of its `per`."""
    rule, unit = reach.rule, facts.case.unit
    if rule.share is None:
        amount = Fraction(rule.amount or 0, unit)
        return lambda scope: amount
    money = facts.column("from", "budget") if rule.of == "budget" else facts.releasable
    apart = rule.per is not None and rule.per[0] == "from"
    values = facts.column("from", rule.per[1]) if rule.per and apart else [None] * len(money)
    totals: defaultdict[Any, int] = defaultdict(int)
    for value, amount_of_row, selected in zip(values, money, reach.source, strict=True):
        if selected:
            totals[value] += amount_of_row
    share = rule.share / unit
    return lambda scope: share * totals[scope if apart else None]


def _of_all_moved(rule: Rule) -> bool:
    return rule.type in ("limit", "require") and rule.share is not None and rule.of == "transferred"


# The classes.


@dataclass(frozen=True, slots=True)
class _Classes:
    """Rows by number, those of one class together: activities that can give, reserves that can receive."""

    sources: list[list[int]]
    targets: list[list[int]]

    @property
    def single(self) -> bool:
        return all(len(rows) == 1 for rows in (*self.sources, *self.targets))


def _read_classes(ground: _Ground, where: str, classes: Any, stages: set[str]) -> _Classes:
    """The classes of an entry, each row in one, its members alike to every rule and stage that looks."""
    where = f"{where}.classes"
    if not isinstance(classes, dict):
        _refuse("not-object", where, show(classes))
    facts = ground.facts
    giving = [amount > 0 for amount in facts.releasable]
    found = []
    for end, key, rows, part in (
        ("from", "activities", facts.activity_at, giving),
        ("to", "reserves", facts.reserve_at, facts.eligible),
    ):
        sorted_rows = _read_sorting(f"{where}.{key}", classes.get(key), rows, part)
        seen = ground.seen[end] + [
            (name, facts.column(end, name)) for name in ("project", "agency") if f"same_{name}" in stages
        ]
        _check_alike(f"{where}.{key}", sorted_rows, facts.column(end, "id"), seen)
        found.append(sorted_rows)
    return _Classes(*found)


def _read_sorting(where: str, classes: Any, rows: dict[str, int], part: list[bool]) -> list[list[int]]:
    missing = {row for row, takes_part in enumerate(part) if takes_part}
    found = []
    for number, members in enumerate(_list(where, classes)):
        here = f"{where}[{number}]"
        if not _list(here, members):
            _refuse("form", here, show(members), '["A02", "A17"]')
        sorted_in = []
        for name in members:
            row = rows.get(name) if isinstance(name, str) else None
            if row is None or row not in missing:
                _refuse("class-member", here, show(name))
            missing.remove(row)
            sorted_in.append(row)
        found.append(sorted_in)
    if missing:
        names = {row: name for name, row in rows.items()}
        _refuse("class-missing", where, show(names[min(missing)]))
    return found


def _check_alike(
    where: str, classes: list[list[int]], ids: list[str], seen: list[tuple[str, list[Any]]]
) -> None:
    for number, rows in enumerate(classes):
        for by, views in seen if len(rows) > 1 else ():
            first = views[rows[0]]
            for row in rows:
                if views[row] != first:
                    _refuse("unlike", f"{where}[{number}]", f"{ids[rows[0]]}, {ids[row]}", by)


# The program: columns and rows by name, coefficients whole.


class _Row(NamedTuple):
    terms: list[tuple[int, int]]
    sense: Sense
    bound: Number


@dataclass(slots=True)
class _Program:
    """A linear program over whole columns, none below 0.

    `scale` makes a column's coefficients whole: terms are held times the scale of their column. `ends` are
    the numbers of the classes that it belongs to, of activities and of reserves.
    """

    index: dict[str, int] = field(default_factory=dict)
    upper: list[int] = field(default_factory=list)
    scale: list[int] = field(default_factory=list)
    ends: list[tuple[int | None, int | None]] = field(default_factory=list)
    rows: dict[str, _Row] = field(default_factory=dict)

    def column(
        self, name: str, upper: int, scale: int = 1, *, source: int | None = None, target: int | None = None
    ) -> int:
        """The column 0 … `upper` of that name, added if it is new; of these classes, by number."""
        known = self.index.get(name)
        if known is None:
            known = self.index[name] = len(self.upper)
            self.upper.append(upper)
            self.scale.append(scale)
            self.ends.append((source, target))
        return known

    def row(self, name: str, terms: Terms, sense: Sense, bound: int) -> None:
        if name not in self.rows:
            self.rows[name] = _Row(self.whole(terms), sense, bound)

    def whole(self, terms: Terms) -> list[tuple[int, int]]:
        return [(column, int(c * self.scale[column])) for column, c in terms.items()]


def _name(*parts: str) -> str:
    return ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in parts)


@dataclass(slots=True)
class _Draft:
    """The program of a case over some classes, in units. `pairs` are the open pairs of classes."""

    ground: _Ground
    classes: _Classes
    pairs: list[Pair]
    give: list[int]
    take: list[int]
    elastic: bool
    program: _Program = field(default_factory=_Program)
    flow: dict[Pair, int] = field(default_factory=dict)
    funded: dict[int, int] = field(default_factory=dict)
    got: dict[int, tuple[int, int]] = field(default_factory=dict)  # column, and units for each of it
    shortfalls: list[int] = field(default_factory=list)
    kept: int = 0
    keeps: dict[str, tuple[int, Terms]] = field(default_factory=dict)  # by row: the claim, what it keeps

    def source(self, a: int) -> str:
        return self.ground.case.activities[self.classes.sources[a][0]].id

    def target(self, b: int) -> str:
        return self.ground.case.reserves[self.classes.targets[b][0]].id

    def covers(self, reach: Reach, pair: Pair) -> bool:
        return reach.covers(self.classes.sources[pair[0]][0], self.classes.targets[pair[1]][0])

    def by_scope(self, reach: Reach) -> list[tuple[Any, list[Pair]]]:
        """The rule's open pairs for each value of `per`; a rule without `per` has one group, always."""
        rule = reach.rule
        pairs = [pair for pair in self.pairs if self.covers(reach, pair)]
        if rule.per is None:
            return [(None, pairs)]
        end, attribute = rule.per
        column = self.ground.facts.column(end, attribute)
        groups = defaultdict(list)
        for a, b in pairs:
            row = self.classes.sources[a][0] if end == "from" else self.classes.targets[b][0]
            groups[column[row]].append((a, b))
        return list(groups.items())


def _draft(ground: _Ground, classes: _Classes, where: str, *, elastic: bool) -> _Draft:
    """Columns and rows that every stage has; `elastic` adds shortfalls to `require` rules."""
    number = len(classes.sources) * len(classes.targets)
    if number > _MOST_PAIRS:
        _refuse("too-large", f"{where}.classes", str(number), str(_MOST_PAIRS))
    forbids = [reach for reach in ground.reaches if reach.rule.type == "forbid"]
    pairs = [
        (a, b)
        for a, givers in enumerate(classes.sources)
        for b, takers in enumerate(classes.targets)
        if not any(forbid.covers(givers[0], takers[0]) for forbid in forbids)
    ]
    draft = _Draft(ground, classes, pairs, ground.give.copy(), ground.take.copy(), elastic)
    _tighten(draft)
    _add_columns(draft)
    _add_flows(draft)
    _add_receipts(draft)
    for reach in ground.reaches:
        if reach.rule.type in ("limit", "require") and not _caps_rows(reach.rule):
            _add_bounded(draft, reach)
        elif reach.rule.type == "count":
            _add_count(draft, reach)
    return draft


def _tighten(draft: _Draft) -> None:
    """A reserve takes at most what can reach it; then an activity gives at most what it can reach."""
    supply = [sum(draft.give[i] for i in rows) for rows in draft.classes.sources]
    reaching = [0] * len(draft.classes.targets)
    for a, b in draft.pairs:
        reaching[b] += supply[a]
    for rows, most in zip(draft.classes.targets, reaching, strict=True):
        for j in rows:
            draft.take[j] = min(draft.take[j], most)
    demand = [sum(draft.take[j] for j in rows) for rows in draft.classes.targets]
    reached = [0] * len(draft.classes.sources)
    for a, b in draft.pairs:
        reached[a] += demand[b]
    for rows, most in zip(draft.classes.sources, reached, strict=True):
        for i in rows:
            draft.give[i] = min(draft.give[i], most)


def _add_columns(draft: _Draft) -> None:
    program, least = draft.program, draft.ground.least
    supply = [sum(draft.give[i] for i in rows) for rows in draft.classes.sources]
    demand = [sum(draft.take[j] for j in rows) for rows in draft.classes.targets]
    for a, b in draft.pairs:
        name = _name("flow", draft.source(a), draft.target(b))
        draft.flow[a, b] = program.column(name, min(supply[a], demand[b]), source=a, target=b)
    for b, j in ((b, j) for b, rows in enumerate(draft.classes.targets) for j in rows):
        name, worth = draft.ground.case.reserves[j].id, _worth(draft.ground.case, j)
        if least[j] < draft.take[j]:
            draft.funded[j] = program.column(_name("funded", name), 1, target=b)
            column = program.column(_name("amount", name), draft.take[j], worth.denominator, target=b)
            draft.got[j] = (column, 1)
        else:
            scale = (worth * least[j]).denominator
            most = int(draft.take[j] == least[j])
            draft.funded[j] = program.column(_name("funded", name), most, scale, target=b)
            draft.got[j] = (draft.funded[j], least[j])


def _worth(case: Case, j: int) -> Fraction:
    """Ten-thousandths of a point for each unit that reserve j gets."""
    reserve = case.reserves[j]
    return Fraction(reserve.score or 0) * 10_000 * case.unit / reserve.cost if reserve.cost else Fraction(0)


def _add_flows(draft: _Draft) -> None:
    """leaves: Σ_b flow_ab ≤ Σ_i give_i; arrives: Σ_a flow_ab = Σ_j got_j"""
    leaving: list[Terms] = [{} for _ in draft.classes.sources]
    arriving: list[Terms] = [{} for _ in draft.classes.targets]
    for (a, b), column in draft.flow.items():
        leaving[a][column] = 1
        arriving[b][column] = 1
    for a, terms in enumerate(leaving):
        most = sum(draft.give[i] for i in draft.classes.sources[a])
        draft.program.row(_name("leaves", draft.source(a)), terms, "<=", most)
    for b, terms in enumerate(arriving):
        for j in draft.classes.targets[b]:
            column, units = draft.got[j]
            terms[column] = -units
        draft.program.row(_name("arrives", draft.target(b)), terms, "==", 0)


def _add_receipts(draft: _Draft) -> None:
    """least, most: least_j funded_j ≤ amount_j ≤ take_j funded_j; requires, excludes"""
    program, facts = draft.program, draft.ground.facts
    for j, funded in draft.funded.items():
        reserve = draft.ground.case.reserves[j]
        column, _ = draft.got[j]
        if column != funded:
            least = draft.ground.least[j]
            program.row(_name("least", reserve.id), {column: 1, funded: -least}, ">=", 0)
            program.row(_name("most", reserve.id), {column: 1, funded: -draft.take[j]}, "<=", 0)
        for other in reserve.requires:
            partner = draft.funded.get(facts.reserve_at[other])
            terms: Terms = {funded: 1} if partner is None else {funded: 1, partner: -1}
            program.row(_name("requires", reserve.id, other), terms, "<=", 0)
        for other in reserve.excludes:
            partner = draft.funded.get(facts.reserve_at[other])
            if partner is not None:
                name = _name("excludes", *sorted((reserve.id, other)))
                program.row(name, {funded: 1, partner: 1}, "<=", 1)


def _add_bounded(draft: _Draft, reach: Reach) -> None:
    """limit: Σ flow ≤ bound; require: Σ flow + shortfall ≥ bound; a share p/q of all: q Σ flow − p Σ all"""
    rule, program = reach.rule, draft.program
    sense: Sense = "<=" if rule.type == "limit" else ">="
    bound = None if _of_all_moved(rule) else _bound(draft.ground.facts, reach)
    for scope, pairs in draft.by_scope(reach):
        name = _name(rule.type, rule.id, _text(scope))
        if bound is None:
            program.row(name, _share_of_all(draft, rule, pairs), sense, 0)
            continue
        terms: Terms = {draft.flow[pair]: 1 for pair in pairs}
        limit = floor(bound(scope)) if rule.type == "limit" else ceil(bound(scope))
        if draft.elastic and rule.type == "require":
            shortfall = program.column(_name("shortfall", rule.id, _text(scope)), max(0, limit))
            draft.shortfalls.append(shortfall)
            terms[shortfall] = 1
        program.row(name, terms, sense, limit)


def _share_of_all(draft: _Draft, rule: Rule, pairs: list[Pair]) -> Terms:
    assert rule.share is not None
    terms: Terms = dict.fromkeys(draft.flow.values(), -rule.share.numerator)
    for pair in pairs:
        terms[draft.flow[pair]] += rule.share.denominator
    return terms


def _add_count(draft: _Draft, reach: Reach) -> None:
    """count: Σ of what is counted ≤ max: the funded reserves, switches of single rows, or lines"""
    rule, program = reach.rule, draft.program
    assert rule.max is not None
    if _counts_funded(rule):
        groups: defaultdict[Any, Terms] = defaultdict(dict)
        scopes = draft.ground.facts.column("to", rule.per[1]) if rule.per else None
        for j, funded in draft.funded.items():
            if reach.target[j]:
                groups[scopes[j] if scopes else None][funded] = 1
        for scope, terms in groups.items():
            program.row(_name("count", rule.id, _text(scope)), terms, "<=", rule.max)
        return
    for scope, pairs in draft.by_scope(reach):
        parts = (rule.id, _text(scope))
        switches = _lines(draft, pairs, *parts) if rule.what == "lines" else _uses(draft, rule, scope, pairs)
        program.row(_name("count", *parts), switches, "<=", rule.max)


def _uses(draft: _Draft, rule: Rule, scope: Any, pairs: list[Pair]) -> Terms:
    """uses: Σ flow of a single row ≤ what it can give or take × its switch"""
    end = 0 if rule.what == "activities" else 1
    flows: defaultdict[int, Terms] = defaultdict(dict)
    for pair in pairs:
        flows[pair[end]][draft.flow[pair]] = 1
    switches: Terms = {}
    for number, terms in flows.items():
        if end == 0:
            row, most = draft.source(number), draft.give[draft.classes.sources[number][0]]
        else:
            row, most = draft.target(number), draft.take[draft.classes.targets[number][0]]
        of = {"source": number} if end == 0 else {"target": number}
        use = draft.program.column(_name("use", rule.id, _text(scope), row), 1, **of)
        switches[use] = 1
        draft.program.row(_name("uses", rule.id, _text(scope), row), terms | {use: -most}, "<=", 0)
    return switches


def _lines(draft: _Draft, pairs: list[Pair], *parts: str) -> Terms:
    """opens: flow_ij ≤ min(give_i, take_j) line_ij, over pairs of single rows; covers, named after `parts`"""
    switches: Terms = {}
    for a, b in pairs:
        flow, ends = draft.flow[a, b], (draft.source(a), draft.target(b))
        line = draft.program.column(_name("line", *ends), 1, source=a, target=b)
        switches[line] = 1
        draft.program.row(_name("opens", *ends), {flow: 1, line: -draft.program.upper[flow]}, "<=", 0)
    _add_covers(draft, pairs, list(switches), parts)
    return switches


def _add_covers(draft: _Draft, pairs: list[Pair], lines: list[int], parts: tuple[str, ...]) -> None:
    """covers: Σ_i line_ij ≥ n_j funded_j, n_j the fewest that make what the payers without a line cannot"""
    needed = {b: draft.ground.least[rows[0]] for b, rows in enumerate(draft.classes.targets)}
    for a, b in set(draft.pairs) - set(pairs):
        needed[b] -= sum(draft.give[i] for i in draft.classes.sources[a])
    payers: defaultdict[int, list[int]] = defaultdict(list)
    covering: defaultdict[int, Terms] = defaultdict(dict)
    for (a, b), line in zip(pairs, lines, strict=True):
        payers[b].append(draft.give[draft.classes.sources[a][0]])
        covering[b][line] = 1
    for b, terms in covering.items():
        fewest = _fewest(payers[b], needed[b])
        if fewest:
            funded = draft.funded[draft.classes.targets[b][0]]
            draft.program.row(_name("covers", *parts, draft.target(b)), terms | {funded: -fewest}, ">=", 0)


# The stages: what each asks for, with the columns and rows that come with it, and how it is kept.


def _asked(draft: _Draft, where: str, claim: _Claim, entry: dict[str, Any]) -> Terms:
    """What an entry's stage makes large (or small)."""
    counting = entry.get("counting")
    if claim.stage == "lines" and counting == "reserves":
        return dict.fromkeys(draft.funded.values(), 1)
    if counting is not None:
        _refuse("counting", f"{where}.counting", show(counting))
    if claim.stage == "lines" and not draft.classes.single:
        _refuse("single", f"{where}.classes")
    return _objective(draft, claim)


def _objective(draft: _Draft, claim: _Claim) -> Terms:
    stage = claim.stage
    match stage:
        case "shortfall":
            return dict.fromkeys(draft.shortfalls, 1)
        case "score":
            worth = {j: _worth(draft.ground.case, j) for j in draft.got}
            return {column: worth[j] * units for j, (column, units) in draft.got.items() if worth[j] * units}
        case "rank":
            return {draft.funded[draft.ground.facts.reserve_at[claim.reserve or ""]]: 1}
        case "amount":
            return dict(draft.got.values())
        case "reserves":
            return dict.fromkeys(draft.funded.values(), 1)
        case "escalation":
            return _escalation(draft)
        case "same_project" | "same_agency":
            return _alike(draft, stage.removeprefix("same_"))
        case "activities":
            return _touched(draft)
        case _:
            return _lines(draft, draft.pairs)


def _escalation(draft: _Draft) -> Terms:
    """Σ level_ab flow_ab, the level the highest that any rule asks for"""
    levels = draft.ground.case.levels
    approvals = [
        (levels.index(reach.rule.level), reach)
        for reach in draft.ground.reaches
        if reach.rule.type == "approval" and reach.rule.level is not None
    ]
    terms: Terms = {}
    for pair, column in draft.flow.items():
        level = max((level for level, reach in approvals if draft.covers(reach, pair)), default=0)
        if level:
            terms[column] = level
    return terms


def _alike(draft: _Draft, attribute: str) -> Terms:
    theirs = draft.ground.facts.column("from", attribute)
    ours = draft.ground.facts.column("to", attribute)
    sources, targets = draft.classes.sources, draft.classes.targets
    return {
        column: 1 for (a, b), column in draft.flow.items() if theirs[sources[a][0]] == ours[targets[b][0]]
    }


def _touched(draft: _Draft) -> Terms:
    """touches: Σ_b flow_ab ≤ Σ_i give_i touched_i"""
    leaving: list[Terms] = [{} for _ in draft.classes.sources]
    for (a, _), column in draft.flow.items():
        leaving[a][column] = 1
    touched: Terms = {}
    for a, terms in enumerate(leaving):
        for i in draft.classes.sources[a]:
            name = _name("touched", draft.ground.case.activities[i].id)
            column = draft.program.column(name, 1, source=a)
            touched[column] = 1
            terms[column] = -draft.give[i]
        draft.program.row(_name("touches", draft.source(a)), terms, "<=", 0)
    return touched


def _fewest(amounts: list[int], least: int) -> int:
    """How many amounts make `least`, the largest first; one more than there are where all do not."""
    count = total = 0
    for amount in sorted(amounts, reverse=True):
        if total >= least:
            break
        total += amount
        count += 1
    return count if total >= least else count + 1


def _keep(draft: _Draft, claims: list[_Claim], proven: set[int]) -> None:
    """keep: the stages before reach the plan's values; and once `amount` is proven, what follows from it"""
    for number in range(draft.kept, len(claims)):
        claim = claims[number]
        if claim.stage == "lines" and not draft.classes.single:
            continue
        assert claim.value is not None
        sense: Sense = "<=" if _minimised(claim.stage) else ">="
        parts = ("keep", claim.stage) if claim.reserve is None else ("keep", claim.stage, claim.reserve)
        name, terms = _name(*parts), _objective(draft, claim)
        draft.keeps[name] = number, terms
        draft.program.row(name, terms, sense, claim.value)
        if claim.stage == "amount" and number in proven:
            _add_shares_of(draft, claim.value)
    draft.kept = len(claims)


def _add_shares_of(draft: _Draft, total: int) -> None:
    """limit-of-total, require-of-total: Σ flow ≤ ⌊share × total⌋, ≥ ⌈share × total⌉"""
    for reach in draft.ground.reaches:
        rule = reach.rule
        if _of_all_moved(rule) and rule.share is not None:
            for scope, pairs in draft.by_scope(reach):
                name = _name(f"{rule.type}-of-total", rule.id, _text(scope))
                terms: Terms = {draft.flow[pair]: 1 for pair in pairs}
                if rule.type == "limit":
                    draft.program.row(name, terms, "<=", floor(rule.share * total))
                else:
                    draft.program.row(name, terms, ">=", ceil(rule.share * total))


def _text(scope: Any) -> str:
    return "" if scope is None else str(scope)


# The proof of one stage.

Multipliers = list[tuple[_Row, int]]


Find = Callable[[str], _Row | None]
"""The row of that name, None where there is none."""


class _Asked(NamedTuple):
    """What a proof is about: `terms`, made large, or small where `sign` is -1; multipliers' denominator."""

    terms: Terms
    sign: int
    denominator: int


def _check_tree(
    program: _Program,
    rows: Find,
    where: str,
    entry: dict[str, Any],
    asked: _Asked,
    most: Fraction,
    *,
    apart: bool = False,
) -> None:
    """That an entry's tree shows that what is asked is at most `most` (of what is minimised, at least)."""
    lists = _read_lists(rows, where, entry.get("multipliers"))
    _Proof(program, *asked[:2], most, asked.denominator, lists, apart=apart).check(where, entry.get("tree"))


def _read_lists(rows: Find, where: str, lists: Any) -> list[Multipliers]:
    """Lists of multipliers, each of a row that there is and of the sign that the row asks for."""
    where = f"{where}.multipliers"
    return [
        list(_read_multipliers(rows, f"{where}[{number}]", multipliers))
        for number, multipliers in enumerate(_list(where, lists))
    ]


def _read_multipliers(rows: Find, where: str, multipliers: Any) -> Iterator[tuple[_Row, int]]:
    if not isinstance(multipliers, dict):
        _refuse("not-object", where, show(multipliers))
    for name, text in multipliers.items():
        row = rows(name)
        if row is None:
            _refuse("unknown-row", where, show(name))
        value = _number(_SIGNED, f"{where}.{name}", text)
        if (row.sense == "<=" and value < 0) or (row.sense == ">=" and value > 0):
            _refuse("sign", f"{where}.{name}", show(text), row.sense)
        yield row, value


class _Reduced(NamedTuple):
    """What a list leaves of the objective: each column's cost, and the largest value over the whole program.

    Costs are over denominator × the column's scale, `most` is over denominator × 2**60.
    """

    costs: dict[int, int]
    most: int


class _Box:
    """Bounds of the columns, narrowed on the way down a tree and taken back on the way up."""

    def __init__(self, program: _Program) -> None:
        self._upper = program.upper
        self.narrowed: dict[int, tuple[int, int]] = {}
        self._trail: list[tuple[int, tuple[int, int] | None]] = []

    def limits(self, column: int) -> tuple[int, int]:
        return self.narrowed.get(column) or (0, self._upper[column])

    def narrow(self, limits: dict[int, tuple[int, int]]) -> None:
        for column, pair in limits.items():
            self._trail.append((column, self.narrowed.get(column)))
            self.narrowed[column] = pair

    @property
    def depth(self) -> int:
        return len(self._trail)

    def widen(self, depth: int) -> None:
        """Take back everything since the box was that deep."""
        while len(self._trail) > depth:
            column, before = self._trail.pop()
            if before is None:
                del self.narrowed[column]
            else:
                self.narrowed[column] = before


class _Proof:
    """That no whole x within the rows makes `terms` larger than `most`, or smaller where `sign` is -1.

    A bound is rounded down where all coefficients are whole, and where the stage's value is rounded; a part's
    (`apart`) otherwise stands as it is, since parts are added up.
    """

    def __init__(
        self,
        program: _Program,
        terms: Terms,
        sign: int,
        most: Number,
        denominator: int,
        lists: list[Multipliers],
        *,
        apart: bool = False,
    ) -> None:
        self._program = program
        self._terms = {column: sign * c for column, c in terms.items()}
        self._sign = sign
        self._whole = all(c.denominator == 1 for c in terms.values())
        self._down = self._whole or not apart
        self._parts = 1 if self._down else most.denominator
        self._target = floor(sign * most * self._parts)
        self._denominator = denominator
        self._lists = lists
        scaled = {column: c * denominator for column, c in self._terms.items()}
        self._costs = dict(program.whole(scaled))
        self._box = _Box(program)
        self._reduced = lru_cache(_LISTS_AT_HAND)(self._reduce)

    def check(self, where: str, tree: Any) -> None:
        """Raises _Refused at the first node that does not hold."""
        todo: list[tuple[Any, int, dict[int, tuple[int, int]]]] = [(tree, 0, {})]
        number = 0
        while todo:
            node, depth, limits = todo.pop()
            self._box.widen(depth)
            self._box.narrow(limits)
            below = self._check_node(f"{where}.tree, node {number}", node)
            todo += [(child, self._box.depth, narrower) for child, narrower in reversed(below)]
            number += 1

    def _check_node(self, where: str, node: Any) -> list[tuple[Any, dict[int, tuple[int, int]]]]:
        """What is left to show after this node: the nodes below, each with the bounds that it adds."""
        match node:
            case {"bound": number} if len(node) == 1:
                self._check_bound(where, number)
                return []
            case {"empty": number} if len(node) == 1:
                if self._most(self._list(where, number, of_objective=False)) >= 0:
                    _refuse("empty", where, show(number))
                return []
            case {"column": name, "at": at, "down": down, "up": up} if len(node) == 4:
                column = self._column(where, name)
                lower, upper = self._box.limits(column)
                if not (_is_whole(at) and lower <= at < upper):
                    _refuse("at", where, show(at), f"{lower} … {upper}")
                return [(down, {column: (lower, at)}), (up, {column: (at + 1, upper)})]
            case {"fix": number, "columns": dict(columns), "then": then} if len(node) == 3:
                return [(then, self._fixed(where, number, columns))]
            case _:
                _refuse("node", where, show(node))

    def _check_bound(self, where: str, number: Any) -> None:
        bound = self._bound(self._most(self._list(where, number)))
        if bound > self._target:
            found, expected = (self._sign * Fraction(k, self._parts) for k in (bound, self._target))
            _refuse("bound", where, _shown(found), _shown(expected))

    def _fixed(self, where: str, number: Any, columns: dict[str, Any]) -> dict[int, tuple[int, int]]:
        """The columns at their values, where the list shows that the other value leaves nothing better."""
        reduced = self._list(where, number)
        most = self._most(reduced)
        fixed = {}
        for name, chosen in columns.items():
            column = self._column(where, name)
            lower, upper = self._box.limits(column)
            if not (_is_whole(chosen) and 0 <= lower <= chosen <= upper <= 1):
                _refuse("at", where, show(chosen), f"{lower} … {upper}")
            if lower < upper:
                cost = reduced.costs.get(column, 0)
                other = most + self._part(column, cost, (1 - chosen,) * 2)
                if not self._excluded(other - self._part(column, cost, (lower, upper)), column, 1 - chosen):
                    _refuse("fix", where, show(name), str(chosen))
            fixed[column] = (chosen, chosen)
        return fixed

    def _excluded(self, most: int, column: int, value: int) -> bool:
        """Whether nothing better is left with the column at that value."""
        depth = self._box.depth
        self._box.narrow({column: (value, value)})
        bound = self._bound(most)
        self._box.widen(depth)
        return bound <= self._target

    def _list(self, where: str, number: Any, *, of_objective: bool = True) -> _Reduced:
        if not (_is_whole(number) and 0 <= number < len(self._lists)):
            _refuse("unknown-list", where, show(number), str(len(self._lists)))
        return self._reduced(number, of_objective)

    def _column(self, where: str, name: Any) -> int:
        column = self._program.index.get(name) if isinstance(name, str) else None
        if column is None:
            _refuse("unknown-column", where, show(name))
        return column

    def _reduce(self, number: int, of_objective: bool) -> _Reduced:
        """d_k = c_k − Σ_r L_r a_rk, and Σ_r L_r b_r + Σ_k max d_k x_k over the whole program."""
        costs = self._costs.copy() if of_objective else {}
        total: Number = 0
        for row, multiplier in self._lists[number]:
            total += multiplier * row.bound
            for column, coefficient in row.terms:
                costs[column] = costs.get(column, 0) - multiplier * coefficient
        costs = {column: cost for column, cost in costs.items() if cost}
        upper = self._program.upper
        parts = sum(self._part(column, cost, (0, upper[column])) for column, cost in costs.items())
        return _Reduced(costs, ceil(total * (1 << _FINE)) + parts)

    def _part(self, column: int, cost: int, limits: tuple[int, int]) -> int:
        """max d x for x within `limits`, rounded up to 2**-60 of the denominator"""
        largest = cost * limits[cost > 0]
        return -((-largest << _FINE) // self._program.scale[column])

    def _most(self, reduced: _Reduced) -> int:
        """The largest value that the list leaves possible within the box."""
        most, upper = reduced.most, self._program.upper
        for column, limits in self._box.narrowed.items():
            cost = reduced.costs.get(column)
            if cost:
                most += self._part(column, cost, limits) - self._part(column, cost, (0, upper[column]))
        return most

    def _bound(self, most: int) -> int:
        """`most` as the target is counted: rounded down, where needed to what whole columns can reach."""
        one = self._denominator << _FINE
        if not self._down:
            return -(-most * self._parts // one)
        bound = most // one
        if bound <= self._target or not self._whole:
            return bound
        reached = step = 0
        for column, coefficient in self._terms.items():
            lower, upper = self._box.limits(column)
            if lower == upper:
                reached += int(coefficient) * lower
            else:
                step = gcd(step, int(coefficient))
        return reached + (bound - reached) // step * step if step else min(bound, reached)


# Parts that no row ties to each other: each proven by itself.


class _Shown(NamedTuple):
    """What a part is shown to have in a stage at the most, at the least where it is minimised; its rows.

    Rows by number: of activities as they are, of reserves from -1 down.
    """

    rows: frozenset[int]
    most: Fraction


@dataclass(slots=True)
class _Part:
    """Some classes of a draft, by number, the columns that are theirs alone, and the rows over those.

    `kept` has what is shown of the parts of earlier stages, by claim.
    """

    draft: _Draft
    claims: list[_Claim]
    kept: dict[int, list[_Shown]]
    sources: set[int]
    targets: set[int]
    rows: frozenset[int] = frozenset()
    found: dict[str, _Row | None] = field(default_factory=dict)

    def has(self, column: int) -> bool:
        source, target = self.draft.program.ends[column]
        return (source is None or source in self.sources) and (target is None or target in self.targets)

    def __post_init__(self) -> None:
        classes = self.draft.classes
        givers = (i for a in self.sources for i in classes.sources[a])
        takers = (-1 - j for b in self.targets for j in classes.targets[b])
        self.rows = frozenset((*givers, *takers))

    def row(self, name: str) -> _Row | None:
        """The row of that name, if it has no other columns; of one that keeps a stage, what it implies."""
        if name not in self.found:
            row = self.draft.program.rows.get(name)
            if name in self.draft.keeps:
                self.found[name] = self._keeping(*self.draft.keeps[name])
            else:
                self.found[name] = row if row and all(self.has(column) for column, _ in row.terms) else None
        return self.found[name]

    def _keeping(self, number: int, terms: Terms) -> _Row | None:
        """Σ of the part ≥ value − Σ of the most that the others have; ≤ and the least where minimised"""
        claim = self.claims[number]
        if claim.value is None or number not in self.kept:
            return None
        rest = Fraction(claim.value)
        for shown in self.kept[number]:
            if not shown.rows <= self.rows:
                if not shown.rows.isdisjoint(self.rows):
                    return None
                rest -= shown.most
        own = {column: c for column, c in terms.items() if self.has(column)}
        minimised = _minimised(claim.stage)
        bound: Number = rest
        if all(c.denominator == 1 for c in own.values()):
            bound = floor(rest) if minimised else ceil(rest)
        return _Row(self.draft.program.whole(own), "<=" if minimised else ">=", bound)


def _prove_parts(
    draft: _Draft,
    claims: list[_Claim],
    kept: dict[int, list[_Shown]],
    where: str,
    parts: Any,
    asked: _Asked,
) -> list[_Shown]:
    """What is shown of each part, where no class is in two and nothing that is asked is in none."""
    sources = {draft.source(a): a for a in range(len(draft.classes.sources))}
    targets = {draft.target(b): b for b in range(len(draft.classes.targets))}
    asks = {column: c for column, c in asked.terms.items() if c}
    found = []
    for number, entry in enumerate(_list(where, parts)):
        here = f"{where}[{number}]"
        if not isinstance(entry, dict):
            _refuse("not-object", here, show(entry))
        part = _Part(
            draft,
            claims,
            kept,
            _read_members(f"{here}.activities", entry.get("activities"), sources),
            _read_members(f"{here}.reserves", entry.get("reserves"), targets),
        )
        most = Fraction(_written(_DECIMAL, f"{here}.value", entry.get("value")))
        own = _Asked(
            {column: c for column, c in asks.items() if part.has(column)},
            asked.sign,
            _denominator(f"{here}.denominator", entry.get("denominator", str(asked.denominator))),
        )
        _check_tree(draft.program, part.row, here, entry, own, most, apart=True)
        for column in own.terms:
            del asks[column]
        found.append(_Shown(part.rows, most))
    for column in asks:
        _refuse("part-column", where, show(list(draft.program.index)[column]))
    return found


def _read_members(where: str, names: Any, classes: dict[str, int]) -> set[int]:
    """Classes by number, each of which is taken out of `classes`, so that it stands in no second part."""
    found = set()
    for name in _list(where, names):
        number = classes.pop(name, None) if isinstance(name, str) else None
        if number is None:
            _refuse("part-class", where, show(name))
        found.add(number)
    return found


def _prove_priced(
    draft: _Draft,
    claims: list[_Claim],
    kept: dict[int, list[_Shown]],
    where: str,
    priced: Any,
    asked: _Asked,
) -> Fraction:
    """The most that is left, shown by parts that pay for what rows over several parts hold.

    max c·x ≤ Σ_r L_r b_r + Σ over the parts of max (c − Σ_r L_r a_r)·x
    """
    if not isinstance(priced, dict):
        _refuse("not-object", where, show(priced))
    terms: Terms = {column: asked.sign * c for column, c in asked.terms.items()}
    total = Fraction()
    program = draft.program
    for row, multiplier in _read_multipliers(
        program.rows.get, f"{where}.multipliers", priced.get("multipliers")
    ):
        price = Fraction(multiplier, asked.denominator)
        total += price * row.bound
        for column, c in row.terms:
            terms[column] = terms.get(column, 0) - price * c / program.scale[column]
    own = _Asked(terms, 1, asked.denominator)
    parts = _prove_parts(draft, claims, kept, f"{where}.parts", priced.get("parts"), own)
    return total + sum(part.most for part in parts)


# Reading.


def _shown(value: Fraction) -> str:
    """A value of finitely many decimals, as text."""
    if value.denominator == 1:
        return str(value)
    digits = len(str(value.denominator))
    return f"{value:.{digits}f}".rstrip("0")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list(where: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        _refuse("not-list", where, show(value))
    return value


def _number(form: re.Pattern[str], where: str, text: Any) -> int:
    return int(_written(form, where, text))


def _written(form: re.Pattern[str], where: str, text: Any) -> str:
    if not (isinstance(text, str) and form.fullmatch(text)):
        _refuse("form", where, show(text), show(_FORMS[form]))
    return text


# The words: English, Thai.

MESSAGES = {
    "not-object": ("{where}: found {found}; expected an object.", "{where}: พบ {found} แต่ต้องเป็นออบเจกต์"),
    "not-list": ("{where}: found {found}; expected a list.", "{where}: พบ {found} แต่ต้องเป็นรายการ"),
    "form": (
        "{where}: found {found}; expected text of the form {expected}.",
        "{where}: พบ {found} แต่ต้องเป็นข้อความรูปแบบ {expected}",
    ),
    "schema": (
        "{where}: found {found}; this program checks certificates of schema {expected}.",
        "{where}: พบ {found} แต่โปรแกรมนี้ตรวจสอบใบรับรองตามรูปแบบ {expected}",
    ),
    "too-deep": (
        "{where}: nested too deeply, or with a number too long, to be read.",
        "{where}: ซ้อนกันลึกเกินไปหรือมีตัวเลขยาวเกินไปจนอ่านไม่ได้",
    ),
    "altered": (
        "{where}: the certificate was altered after it was written.",
        "{where}: ใบรับรองถูกแก้ไขหลังจากจัดทำ",
    ),
    "fingerprint": (
        "{where}: the certificate was made from other data, {found}; the case as it stands is {expected}.",
        "{where}: ใบรับรองนี้จัดทำจากข้อมูลชุดอื่น {found} ส่วนข้อมูลปัจจุบันคือ {expected}",
    ),
    "scenario": (
        "{where}: the certificate is for scenario {found}; the case was read as scenario {expected}.",
        "{where}: ใบรับรองนี้เป็นของสถานการณ์ {found} แต่ข้อมูลที่อ่านเป็นสถานการณ์ {expected}",
    ),
    "order": (
        "{where}: found stage {found}; the next stage of the plan to prove is {expected}.",
        "{where}: พบเป้าหมาย {found} แต่เป้าหมายของแผนที่ต้องพิสูจน์ถัดไปคือ {expected}",
    ),
    "missing": (
        "{where}: the plan calls stage {found} proven; the certificate has no proof of it.",
        "{where}: แผนระบุว่าเป้าหมาย {found} พิสูจน์แล้ว แต่ใบรับรองไม่มีบทพิสูจน์",
    ),
    "value": (
        "{where}: the certificate says {found}; the plan reaches {expected}.",
        "{where}: ใบรับรองระบุ {found} แต่แผนได้ {expected}",
    ),
    "shortfall": (
        "{where}: found {found}; where no plan exists, the rules are missed by more than 0.",
        "{where}: พบ {found} แต่ถ้าไม่มีแผนใดทำได้ จำนวนที่ขาดต้องมากกว่า 0",
    ),
    "class-member": (
        "{where}: {found} takes no part, or stands in a class already.",
        "{where}: {found} ไม่มีส่วนร่วม หรืออยู่ในกลุ่มอื่นแล้ว",
    ),
    "class-missing": (
        "{where}: {found} can take part and is in no class.",
        "{where}: {found} มีส่วนร่วมได้แต่ไม่อยู่ในกลุ่มใด",
    ),
    "unlike": (
        "{where}: {found} are not alike to {expected} and must not be taken together.",
        "{where}: {found} ไม่เหมือนกันตาม {expected} จึงรวมเป็นกลุ่มเดียวกันไม่ได้",
    ),
    "single": (
        "{where}: stage lines is proven over classes of one row each.",
        "{where}: เป้าหมาย lines ต้องพิสูจน์โดยแต่ละกลุ่มมีเพียงแถวเดียว",
    ),
    "counting": (
        "{where}: found {found}; only stage lines can count something else, reserves.",
        "{where}: พบ {found} แต่มีเพียงเป้าหมาย lines ที่นับอย่างอื่นได้ คือ reserves",
    ),
    "too-large": (
        "{where}: {found} pairs of classes; at most {expected} are checked.",
        "{where}: มีคู่ของกลุ่ม {found} คู่ ตรวจสอบได้ไม่เกิน {expected}",
    ),
    "part-class": (
        "{where}: {found} is no class of this stage, or stands in a part already.",
        "{where}: {found} ไม่ใช่กลุ่มของเป้าหมายนี้ หรืออยู่ในส่วนอื่นแล้ว",
    ),
    "part-column": (
        "{where}: {found} counts in this stage and stands in no part.",
        "{where}: {found} นับรวมในเป้าหมายนี้แต่ไม่อยู่ในส่วนใด",
    ),
    "unknown-row": (
        "{where}: there is no row {found} here.",
        "{where}: ไม่มีข้อจำกัด {found} ในที่นี้",
    ),
    "sign": (
        "{where}: found {found}; a multiplier of a {expected} row has the other sign.",
        "{where}: พบ {found} แต่ตัวคูณของข้อจำกัดแบบ {expected} ต้องมีเครื่องหมายตรงข้าม",
    ),
    "unknown-list": (
        "{where}: there is no list of multipliers {found}; there are {expected}, counted from 0.",
        "{where}: ไม่มีชุดตัวคูณ {found} มีทั้งหมด {expected} ชุด นับจาก 0",
    ),
    "unknown-column": (
        "{where}: this stage has no column {found}.",
        "{where}: เป้าหมายนี้ไม่มีตัวแปร {found}",
    ),
    "node": (
        "{where}: found {found}; expected the keys of a bound, empty, column or fix node.",
        "{where}: พบ {found} แต่ต้องมีคีย์ตามชนิด bound, empty, column หรือ fix",
    ),
    "at": (
        "{where}: found {found}; the column can be {expected} here.",
        "{where}: พบ {found} แต่ในจุดนี้ตัวแปรมีค่าได้ {expected}",
    ),
    "fix": (
        "{where}: it is not shown that {found} must be {expected}.",
        "{where}: ไม่ได้พิสูจน์ว่า {found} ต้องเป็น {expected}",
    ),
    "bound": (
        "{where}: plans as good as {found} are not ruled out; the plan reaches {expected}.",
        "{where}: ยังไม่ได้พิสูจน์ว่าไม่มีแผนที่ได้ถึง {found} ขณะที่แผนนี้ได้ {expected}",
    ),
    "empty": (
        "{where}: list {found} does not show that no plan is left here.",
        "{where}: ชุดตัวคูณ {found} ไม่ได้พิสูจน์ว่าไม่มีแผนเหลืออยู่ในส่วนนี้",
    ),
}
