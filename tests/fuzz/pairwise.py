"""The contract written down a second time, pair by pair and in whole units, for any solver that PuLP knows.

Nothing here is shared with `realloc.model`: what a case means is `oracle`'s word. A solver's answer counts
only once it is rounded and `oracle` has found that it keeps every rule, so that it shows a lower bound on
what is possible whatever the solver's arithmetic did on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import oracle
import pulp
from oracle import Pair

from realloc.case.records import Case

SENSES = {"escalation": -1, "activities": -1, "lines": -1}
SECONDS = 5  # for a solver that is stuck on a small case; what it has by then is no less a plan


def installed() -> list[str]:
    return pulp.listSolvers(onlyAvailable=True)


def rival(case: Case, stage: str, held: Sequence[tuple[str, Any]], solver: str) -> dict[Pair, int] | None:
    """The solver's best transfers for `stage` (satang) that keep the stages `held` at their values.

    None where the solver has no answer, or one that breaks a rule once it is rounded.
    """
    model = _Model(case)
    for name, value in held:
        model.hold(name, value)
    model.aim(stage)
    options: dict[str, Any] = {"msg": False, "timeLimit": SECONDS}
    if solver == "HiGHS":
        options |= {"gapRel": 0.0, "gapAbs": 0.0, "threads": 1}
    try:
        stats = model.lp.solve(pulp.getSolver(solver, **options))
    except pulp.PulpSolverError:
        return None
    if not stats.has_solution:
        return None
    moved = {pair: round(x.varValue or 0) * case.unit for pair, x in model.x.items()}
    transfers = {pair: amount for pair, amount in moved.items() if amount}
    return transfers if oracle.holds(case, transfers) else None


class _Model:
    """x[i,j] units moved, y[j] funded, and a switch for whatever a rule or a stage counts."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lp = pulp.LpProblem("pairwise", pulp.LpMaximize)
        self.number = 0
        self.ends = {(a.id, r.id): (a, r) for a, r in oracle.permitted_pairs(case)}
        self.give = {a.id: oracle.releasable(case, a) // case.unit for a in case.activities}
        self.take = {r.id: r.cost // case.unit for r in case.reserves}
        self.x = {
            (i, j): self._variable(min(self.give[i], self.take[j]), pulp.LpInteger) for i, j in self.ends
        }
        self.y = {r.id: self._variable(1, pulp.LpBinary) for r in case.reserves if oracle.eligible(case, r)}
        self.switches: dict[tuple[Any, ...], Any] = {}
        self._money()
        self._companions()
        for rule in oracle.live(case, "limit", "require", "count"):
            if rule.severity == "block":
                self._rule(rule)

    def _variable(self, upper: int, kind: str) -> Any:
        self.number += 1
        return self.lp.add_variable(f"v{self.number}", 0, upper, kind)

    def _sum(self, terms: Iterable[tuple[Any, Any]]) -> Any:
        return pulp.lpSum_vars_coefs((variable, float(coefficient)) for variable, coefficient in terms)

    def _at_most(self, terms: Iterable[tuple[Any, Any]], bound: Any) -> None:
        self.number += 1
        self.lp.addConstraint(self._sum(terms) <= float(bound), f"c{self.number}")

    def _money(self) -> None:
        for i, most in self.give.items():
            self._at_most(((x, 1) for pair, x in self.x.items() if pair[0] == i), most)
        for r in self.case.reserves:
            if r.id in self.y:
                arrives = [x for pair, x in self.x.items() if pair[1] == r.id]
                least, y = r.min_cost // self.case.unit, self.y[r.id]
                self._at_most([*((x, 1) for x in arrives), (y, -self.take[r.id])], 0)
                self._at_most([*((x, -1) for x in arrives), (y, least)], 0)

    def _companions(self) -> None:
        for r in self.case.reserves:
            if r.id in self.y:
                y = self.y[r.id]
                for other in r.requires:
                    self._at_most([(y, 1)] + ([(self.y[other], -1)] if other in self.y else []), 0)
                for other in r.excludes:
                    self._at_most([(y, 1)] + ([(self.y[other], 1)] if other in self.y else []), 1)

    def _rule(self, rule: Any) -> None:
        case = self.case
        matching = [pair for pair, ends in self.ends.items() if oracle.matches(case, rule, *ends)]
        for scope in oracle.scopes(case, rule):
            mine = [p for p in matching if oracle.scope_of(case, rule, *self.ends[p]) == scope]
            if rule.type == "count":
                things = {self._switch(rule.what, rule.id, str(scope), mine, pair) for pair in mine}
                self._at_most(((thing, 1) for thing in things), rule.max)
                continue
            sign = 1 if rule.type == "limit" else -1
            if rule.of == "transferred":
                share = Fraction(rule.share)
                weights = {p: sign * ((p in mine) * share.denominator - share.numerator) for p in self.x}
                self._at_most(((self.x[p], weight) for p, weight in weights.items()), 0)
            else:
                bound = sign * oracle.exact_bound(case, rule, scope, 0) / case.unit
                self._at_most(((self.x[p], sign) for p in mine), bound.__floor__())

    def _switch(self, what: str, rule: str, scope: str, mine: Sequence[Pair], pair: Pair) -> Any:
        """1 if the activity or reserve of this pair, or the pair itself, moves money within `mine`."""
        same = {
            "activities": lambda other: other[0] == pair[0],
            "reserves": lambda other: other[1] == pair[1],
            "lines": lambda other: other == pair,
        }[what]
        pairs = tuple(other for other in mine if same(other))
        key = (what, rule, scope, pairs)
        if key not in self.switches:
            most = {"activities": self.give[pair[0]], "reserves": self.take[pair[1]], "lines": None}[what]
            most = self.x[pair].upBound if most is None else most
            switch = self.switches[key] = self._variable(1, pulp.LpBinary)
            self._at_most([*((self.x[other], 1) for other in pairs), (switch, -most)], 0)
        return self.switches[key]

    def _terms(self, stage: str) -> list[tuple[Any, Any]]:
        if stage == "reserves":
            return [(y, 1) for y in self.y.values()]
        if stage == "rank":
            ranks = {r.id: r.rank or 0 for r in self.case.reserves}
            return [(y, 2 ** (len(ranks) - ranks[j])) for j, y in self.y.items()]
        if stage in ("activities", "lines"):
            every = list(self.x)
            return [(s, 1) for s in {self._switch(stage, "", "", every, pair) for pair in every}]
        return [(self.x[pair], weight) for pair, weight in oracle.stage_weights(self.case, stage).items()]

    def hold(self, stage: str, value: Any) -> None:
        """Keep a stage at `value`, in the unit of `StageResult`."""
        sign, terms = SENSES.get(stage, 1), self._terms(stage)
        if stage == "rank":
            value = sum(2 ** (len(self.case.reserves) - rank) for rank in value)
        self._at_most([(variable, -sign * weight) for variable, weight in terms], -sign * value)

    def aim(self, stage: str) -> None:
        sign = SENSES.get(stage, 1)
        self.lp.setObjective(self._sum((v, sign * weight) for v, weight in self._terms(stage)))
