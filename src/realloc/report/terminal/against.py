"""How far each scenario's plan is from a baseline's, what all plans share, and what only some do."""

from __future__ import annotations

from collections.abc import Sequence

from realloc import money
from realloc.case.records import Case
from realloc.report.figures import Figures, figures
from realloc.report.layout import visible
from realloc.report.sharing import common_transfers, existing, only_in_some
from realloc.report.terminal.page import Page
from realloc.report.terminal.parts import stage_text
from realloc.report.wording import word
from realloc.result import Plan


def differences(page: Page, plans: Sequence[Plan], cases: Sequence[Case]) -> list[list[str]]:
    """Rows of a label and, for each plan after the first, how far it is from the first."""
    shown = [
        None if plan.status == "infeasible" else figures(plan, case)
        for plan, case in zip(plans, cases, strict=True)
    ]
    base = shown[0]
    labels = [page.say(key) for key in ("h-releasable", "h-moved", "h-unplaced")]
    labels += [word("stage", stage, page.lang) for stage in ("score", "escalation", "lines")]
    labels += [page.say("h-gained"), page.say("h-lost")]
    columns = [_against(one, base) for one in shown[1:]]
    return [[label, *cells] for label, *cells in zip(labels, *columns, strict=True)]


def _against(one: Figures | None, base: Figures | None) -> list[str]:
    if one is None or base is None:
        return ["–"] * 8
    scores = one.score is None or base.score is None
    return [
        signed_baht(one.releasable - base.releasable),
        signed_baht(one.moved - base.moved),
        signed_baht(one.unplaced - base.unplaced),
        "–" if scores else signed("score", (one.score or 0) - (base.score or 0)),
        signed_baht(one.escalation - base.escalation),
        f"{one.lines - base.lines:+,}" if one.lines != base.lines else "=",
        " ".join(visible(id_) for id_ in one.funded if id_ not in base.funded) or "–",
        " ".join(visible(id_) for id_ in base.funded if id_ not in one.funded) or "–",
    ]


def signed_baht(satang: int) -> str:
    """A difference in baht with its sign; `=` where there is none."""
    return "=" if satang == 0 else f"{'+' if satang > 0 else '−'}{money.baht(abs(satang))}"


def signed(stage: str, value: int) -> str:
    """A difference in a stage's value with its sign; `=` where there is none."""
    return "=" if value == 0 else f"{'+' if value > 0 else '−'}{stage_text(stage, abs(value))}"


def shared(page: Page, plans: Sequence[Plan]) -> None:
    """The transfers that all plans make, and the reserves that only some of them fund."""
    there = existing(plans)
    if len(there) < 2:
        return
    common = common_transfers(plans)
    if common:
        total = sum(least for _, _, least in common)
        page.line(page.say("common-transfers", n=len(common), total_amount=total))
    some = only_in_some(plans)
    if some:
        listed = ", ".join(
            page.say("funded-in", id=visible(id_), n=len(scenarios)) for id_, scenarios in some
        )
        page.line(page.say("only-some", n=len(there), reserves=listed))
