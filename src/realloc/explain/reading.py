"""What the rules of a case look at, and so whether a change does more than it says."""

from __future__ import annotations

from realloc.case.records import Case, Rule
from realloc.model.grouping import taking_part
from realloc.situation import assess
from realloc.situation.matching import Sides, meets


def live(case: Case) -> list[Rule]:
    """The rules that plans keep: enabled, and not only warned of."""
    return [rule for rule in case.rules if rule.enabled and rule.severity == "block"]


def reads(case: Case, side: str, *attributes: str) -> bool:
    """Whether a rule tells rows of this side ("from" or "to") apart by one of these attributes.

    Approval rules aside: they let every plan be, and only weigh it in the stage `escalation`.
    """
    return any(bool(_named(rule, side) & set(attributes)) for rule in live(case) if rule.type != "approval")


def weighs(case: Case, side: str, *attributes: str) -> bool:
    """Whether an approval rule does."""
    return "escalation" in case.stages and any(
        bool(_named(rule, side) & set(attributes)) for rule in live(case) if rule.type == "approval"
    )


def counts_on_all_money(case: Case) -> bool:
    """Whether moving less money can break a rule."""
    return any(rule.type == "require" or rule.of == "transferred" for rule in live(case))


def shares_of_the_budget(case: Case) -> bool:
    """Whether a rule's bound grows with what activities have or can release."""
    return any(rule.of in ("budget", "releasable") for rule in live(case))


def asks_more_of_more_pairs(case: Case) -> bool:
    """Whether a rule asks for something of each value that some permitted transfer has.

    Where a transfer becomes possible that was not, such a rule can ask for more than it did.
    """
    return any(rule.type == "require" and rule.per is not None for rule in live(case))


def speaks_of_some_pair(case: Case, rule: Rule) -> bool:
    """Whether the rule matches some pair of an activity that can release and a reserve that can take."""
    situation = assess(case)
    givers, takers = taking_part(situation)
    sides = Sides.of(situation, [rule])
    sources = {sides.source[0][i] for i in givers}
    targets = {sides.target[0][j] for j in takers}
    return any(meets(source, target) for source in sources for target in targets)


def _named(rule: Rule, side: str) -> set[str]:
    """The attributes of a row that a rule looks at."""
    selector = rule.source if side == "from" else rule.target
    named = {condition.attribute for condition in selector.conditions} | {*rule.same, *rule.different}
    return named | ({rule.per[1]} if rule.per is not None and rule.per[0] == side else set())
