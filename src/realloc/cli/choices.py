"""`realloc plan --alternatives` and `--frontier`: plans beside the best one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc.case.records import Case
from realloc.cli.outcome import DONE, Request, deliver, searching, write_folder
from realloc.errors import UsageError
from realloc.report import choices
from realloc.result import Plan

if TYPE_CHECKING:
    from realloc.report.terminal.page import Page

MOST_ALTERNATIVES = 20


@dataclass(frozen=True, slots=True)
class Choices:
    """What of `realloc plan`'s options asks for more than the best plan."""

    alternatives: int | None = None
    within: str | None = None
    frontier: str | None = None
    plans: Path | None = None

    @property
    def wanted(self) -> bool:
        return self.alternatives is not None or self.frontier is not None

    def check(self, certificate: Path | None) -> None:
        """Raises UsageError for options that do not go together."""
        if self.alternatives is not None and self.frontier is not None:
            raise _apart("--alternatives", "--frontier")
        if self.wanted and certificate is not None:
            raise _apart("--certificate", "--alternatives / --frontier")
        if self.alternatives is None and self.within is not None:
            raise _needs("--within", "--alternatives")
        if not self.wanted and self.plans is not None:
            raise _needs("--plans", "--alternatives / --frontier")
        if self.alternatives is not None and not 1 <= self.alternatives <= MOST_ALTERNATIVES:
            raise UsageError(
                f"--alternatives: expected a number from 1 to {MOST_ALTERNATIVES}.",
                f"--alternatives: ควรเป็นจำนวนจาก 1 ถึง {MOST_ALTERNATIVES}",
            )

    def stages(self, case: Case) -> tuple[str, str] | None:
        """The two stages to weigh. Raises UsageError where they are not two that the case has."""
        if self.frontier is None:
            return None
        from realloc.explain.frontier import stages_of  # late: only where it is asked for

        return stages_of(case, self.frontier)


def show(
    request: Request, case: Case, best: Plan, asked: Choices, solver: str | None, time_limit: float | None
) -> int:
    """Find what is asked for beside the best plan, show it, and write the plans where they are to go."""
    stages = asked.stages(case)
    if stages is not None:
        document, text, plans = _frontier(request, case, best, stages, solver, time_limit)
    else:
        document, text, plans = _alternatives(request, case, best, asked, solver, time_limit)
    if asked.plans is not None:
        write_folder(asked.plans, plans(), request.lang)
    deliver(request.out, request.lang, as_json=request.as_json, document=document, text=text)
    return DONE


type _Shown = tuple[
    Callable[[], Mapping[str, Any]], Callable[[Page], str], Callable[[], Mapping[str, Mapping[str, Any]]]
]


def _alternatives(
    request: Request, case: Case, best: Plan, asked: Choices, solver: str | None, time_limit: float | None
) -> _Shown:
    from realloc.explain.alternatives import alternatives  # late: only where it is asked for
    from realloc.report.terminal.alternatives import alternatives_page

    assert asked.alternatives is not None
    with searching(request.lang):
        found = alternatives(
            case, best, asked.alternatives, within=asked.within, solver=solver, time_limit=time_limit
        )
    return (
        lambda: choices.alternatives_document(found, request.lang, case),
        lambda page: alternatives_page(found, case, page),
        lambda: choices.named_plans(choices.alternative_names(found), found.plans, request.lang, case),
    )


def _frontier(
    request: Request,
    case: Case,
    best: Plan,
    stages: tuple[str, str],
    solver: str | None,
    time_limit: float | None,
) -> _Shown:
    from realloc.explain.frontier import frontier  # late: only where it is asked for
    from realloc.report.terminal.frontier import frontier_page

    with searching(request.lang):
        found = frontier(case, best, stages, solver=solver, time_limit=time_limit)
    plans = [point.plan for point in found.points]
    return (
        lambda: choices.frontier_document(found, request.lang, case),
        lambda page: frontier_page(found, best, case, page),
        lambda: choices.named_plans(choices.point_names(found), plans, request.lang, case),
    )


def _apart(one: str, other: str) -> UsageError:
    return UsageError(
        f"{one} and {other} do not go together: ask for one at a time.",
        f"{one} และ {other} ใช้พร้อมกันไม่ได้ โปรดใช้ทีละอย่าง",
    )


def _needs(one: str, other: str) -> UsageError:
    return UsageError(f"{one} goes with {other}.", f"{one} ต้องใช้ร่วมกับ {other}")
