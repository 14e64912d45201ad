"""The rules that leave no plan together: what each asks for, in baht, and where it comes from."""

from __future__ import annotations

from math import ceil, floor

from realloc.case.records import Case, Rule
from realloc.report.layout import visible
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import rule_title
from realloc.report.wording import word
from realloc.result import Plan
from realloc.situation import Situation, assess
from realloc.situation.bounds import fixed_bounds
from realloc.situation.matching import Sides


def conflict_table(page: Page, plan: Plan, case: Case) -> None:
    """The rules that a plan without transfers names as its conflict."""
    by_id = {rule.id: rule for rule in case.rules}
    rules = [by_id[id_] for id_ in plan.conflict]
    titled = any(rule_title(page, rule) for rule in rules)
    situation = assess(case)
    columns = [page.id_column("h-rule"), page.column("h-asks-what", least=20)]
    columns += [page.column("h-title", least=20)] if titled else []
    columns.append(page.column("h-cite"))

    def row(rule: Rule) -> list[str]:
        basis = word("basis", rule.basis, page.lang)
        source = f"{rule.cite} ({basis})" if rule.cite else basis
        said = [rule_title(page, rule)] if titled else []
        return [visible(rule.id), visible(_asks(page, situation, rule)), *said, visible(source)]

    page.table(columns, rules, row)


def _asks(page: Page, situation: Situation, rule: Rule) -> str:
    """What a rule asks for, in baht wherever that does not depend on the plan."""
    if rule.type == "count":
        asks = page.say("asks-count", counted=rule.what, n=rule.max)
    elif rule.type in ("limit", "require"):
        asks = _bound(page, situation, rule)
    else:
        return word("rule_type", rule.type, page.lang)
    if rule.per is None:
        return asks
    return page.say("asks-each", asks=asks, per=".".join(rule.per))


def _bound(page: Page, situation: Situation, rule: Rule) -> str:
    caps = rule.type == "limit"
    bounds = fixed_bounds(situation, rule, Sides.of(situation, [rule]).source[0])
    if len(bounds) == 1:
        bound = bounds[None]
        if caps:
            return page.say("asks-at-most", amount=floor(bound))
        return page.say("asks-at-least", amount=ceil(bound))
    # A share of what the plan itself decides, or of another amount for each value of `per`.
    key = "asks-at-most-share" if caps else "asks-at-least-share"
    return page.say(key, share=rule.share, share_basis=rule.of)
