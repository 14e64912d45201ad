"""What each rule does to the plan, and what more of it would be worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from realloc import money
from realloc.case.records import Case, Rule
from realloc.choice import Relaxations
from realloc.explanation import Instead, RuleEffect, RulesExplanation, Setting
from realloc.report.layout import Column, visible
from realloc.report.terminal import explain_parts as parts
from realloc.report.terminal.conflict import conflict_table
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import rule_title, title
from realloc.report.terminal.relaxation import relaxations_part
from realloc.report.wording import say, stage_text, word
from realloc.result import Plan, RuleUse


def explain_rules_page(
    found: RulesExplanation,
    case: Case,
    settings: Sequence[Setting],
    page: Page,
    ways: Relaxations | None = None,
) -> str:
    """Each rule with what is used of it and what it does; or why there is no plan, and the ways out."""
    title(page, case, settings)
    page.heading(page.say("rules-answer"))
    parts.sentences(page, found.sentences)
    if found.plan.status == "infeasible":
        conflict_table(page, found.plan, case)
    else:
        _uses(page, found, case)
        _worth(page, found)
    if ways is not None:
        relaxations_part(page, ways, case)
    parts.effort(page, found.effort)
    return page.render()


def _uses(page: Page, found: RulesExplanation, case: Case) -> None:
    by_id = {rule.id: rule for rule in case.rules}
    columns = [page.column("h-rule", least=20)] + [
        page.amount(key) for key in ("h-used", "h-limit", "h-left")
    ]
    if page.wide:
        columns += [
            page.column("h-binding", least=7),
            page.column("h-does", least=16),
            page.column("h-cite", least=16),
        ]
    rows = [row for effect in found.rules for row in _rows(page, found.plan, effect, by_id[effect.id])]
    page.line("")
    page.table(columns, rows, list)


def _rows(page: Page, plan: Plan, effect: RuleEffect, rule: Rule) -> Iterator[list[str]]:
    """A row for each value of `per` that is used or full, the first with what the rule says and does."""
    uses = [use for use in plan.rules if use.id == rule.id]
    shown = [use for use in uses if use.used or use.binding or not use.scope] or uses[:1]
    source = f"{visible(rule.cite)} ({word('basis', rule.basis, page.lang)})" if rule.cite else ""
    does = visible(say(effect.why, page.lang))
    said = [visible(rule.id), rule_title(page, rule), *([] if page.wide else [source, does])]
    label, more = "\n".join(filter(None, said)), [does, source] if page.wide else []
    blank = [""] * len(more)
    if not shown:
        kind = word("rule_type", rule.type, page.lang)
        yield [label, "", kind, "", *([""] if page.wide else []), *more]
    for use in shown:
        first = use is shown[0]
        scope = f"[{visible(use.scope)}]" if use.scope else ""
        name = "\n".join(filter(None, [label if first else "", scope]))
        yield [name, *_figures(page, use), *(more if first else blank)]
    if len(shown) < len(uses):
        rest = page.say("unused-scopes", n=len(uses) - len(shown))
        yield [rest, money.baht(0), "", "", *([""] if page.wide else []), *blank]


def _figures(page: Page, use: RuleUse) -> list[str]:
    """Used, limit, left and, on a wide page, whether it binds."""
    kind = word("rule_type", use.type, page.lang)
    if use.type == "forbid":
        state = page.say("forbidding") if use.binding else ""
        return ["", kind, "", state] if page.wide else ["", kind, state]
    show = (lambda n: f"{n:,}") if use.counts else money.baht
    left = show(use.used - use.limit if use.type == "require" else use.limit - use.used)
    limit = f"{kind} {show(use.limit)}" if page.wide else f"{kind}\n{show(use.limit)}"
    full = "just-met" if use.type == "require" else "binding"
    state = page.say(full if use.binding else "room")
    return [show(use.used), limit, left, state] if page.wide else [show(use.used), limit, f"{left}\n{state}"]


def _worth(page: Page, found: RulesExplanation) -> None:
    """By how much each stage changes with one step more of a rule, and without it."""
    stages = [result.stage for result in found.plan.objective]
    rows = [row for effect in found.rules for row in _differences(page, effect)]
    if not rows:
        return
    page.heading(page.say("rules-worth"))
    columns = [page.id_column("h-rule"), page.column("h-change", least=12)]
    columns += [Column(word("stage", stage, page.lang), right=True, least=13) for stage in stages]
    page.table(columns, rows, list)


def _differences(page: Page, effect: RuleEffect) -> Iterator[list[str]]:
    if effect.step is not None and effect.more is not None:
        yield [visible(effect.id), say(effect.step, page.lang), *_changes(effect.more)]
    if effect.without is not None:
        yield [visible(effect.id), page.say("worth-without"), *_changes(effect.without)]


def _changes(instead: Instead) -> list[str]:
    return [
        stage_text(then.stage, then.value) if isinstance(then.value, tuple) else parts.difference(now, then)
        for now, then in instead.stages
    ]
