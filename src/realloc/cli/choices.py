"""`realloc plan --alternatives` and `--frontier`: plans beside the best one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from realloc.api.results import Plan
from realloc.case.records import Case
from realloc.cli.outcome import DONE, Request, deliver_result, searching, write_folder
from realloc.errors import UsageError


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
        if self.alternatives is not None:
            from realloc.api.choosing import check_count  # late: only where it is asked for

            check_count(self.alternatives)

    def stages(self, case: Case) -> tuple[str, str] | None:
        """The two stages to weigh. Raises UsageError where they are not two that the case has."""
        if self.frontier is None:
            return None
        from realloc.explain.frontier import stages_of  # late: only where it is asked for

        return stages_of(case, self.frontier)


def show(request: Request, best: Plan, asked: Choices, solver: str | None, time_limit: float | None) -> int:
    """Find what is asked for beside the best plan, show it, and write the plans where they are to go."""
    from realloc.api import choosing  # late: only where it is asked for

    with searching(request.lang):
        found = (
            choosing.frontier(best, asked.frontier, solver=solver, time_limit=time_limit)
            if asked.frontier is not None
            else choosing.alternatives(
                best, asked.alternatives or 0, within=asked.within, solver=solver, time_limit=time_limit
            )
        )
    if asked.plans is not None:
        documents = {f"{name}.json": plan.to_dict(request.lang) for name, plan in found.by_name.items()}
        write_folder(asked.plans, documents, request.lang)
    deliver_result(request, found)
    return DONE


def _apart(one: str, other: str) -> UsageError:
    return UsageError(
        f"{one} and {other} do not go together: ask for one at a time.",
        f"{one} และ {other} ใช้พร้อมกันไม่ได้ โปรดใช้ทีละอย่าง",
    )


def _needs(one: str, other: str) -> UsageError:
    return UsageError(f"{one} goes with {other}.", f"{one} ต้องใช้ร่วมกับ {other}")
