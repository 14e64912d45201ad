"""realloc: move stalled budget to reserve projects, exact, proven and explained.

    import realloc
    case = realloc.load_case("scenarios/phetchaburi-2564", "cap-50")
    plan = realloc.plan(case)
    plan.to_pandas("transfers")

docs/python.md describes what is listed in `__all__`; nothing else is meant for other programs. Each name is
imported when it is first used, so that `import realloc` takes no time.
"""

from __future__ import annotations

from sys import modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realloc.api.calls import check, compare, load_case, load_plan, plan, verify_plan
    from realloc.api.cases import Case
    from realloc.api.choosing import alternatives, diff, explain_plan, frontier
    from realloc.api.comparison import Alternatives, Comparison, Frontier
    from realloc.api.converting import convert, new_case
    from realloc.api.explained import Difference, Explanation
    from realloc.api.filed import Import, Paper
    from realloc.api.importing import import_report
    from realloc.api.publishing import export, json_schema, propose
    from realloc.api.results import Check, Plan, Verification
    from realloc.api.studied import Hedge, Risk, Sweep
    from realloc.api.studies import hedge, risk, sweep
    from realloc.errors import (
        InputError,
        NoPlan,
        NotFound,
        PlanRefused,
        ReallocError,
        UsageError,
        VerificationError,
    )
    from realloc.workers import WorkersLost

    __version__: str

__all__ = [
    "Alternatives",
    "Case",
    "Check",
    "Comparison",
    "Difference",
    "Explanation",
    "Frontier",
    "Hedge",
    "Import",
    "InputError",
    "NoPlan",
    "NotFound",
    "Paper",
    "Plan",
    "PlanRefused",
    "ReallocError",
    "Risk",
    "Sweep",
    "UsageError",
    "Verification",
    "VerificationError",
    "WorkersLost",
    "__version__",
    "alternatives",
    "check",
    "compare",
    "convert",
    "diff",
    "explain_plan",
    "export",
    "frontier",
    "hedge",
    "import_report",
    "json_schema",
    "load_case",
    "load_plan",
    "new_case",
    "plan",
    "propose",
    "risk",
    "sweep",
    "verify_plan",
]

_HOMES = {
    "realloc.api.calls": ("check", "compare", "load_case", "load_plan", "plan", "verify_plan"),
    "realloc.api.choosing": ("alternatives", "diff", "explain_plan", "frontier"),
    "realloc.api.studies": ("hedge", "risk", "sweep"),
    "realloc.api.publishing": ("export", "json_schema", "propose"),
    "realloc.api.converting": ("convert", "new_case"),
    "realloc.api.importing": ("import_report",),
    "realloc.api.cases": ("Case",),
    "realloc.api.results": ("Check", "Plan", "Verification"),
    "realloc.api.comparison": ("Alternatives", "Comparison", "Frontier"),
    "realloc.api.explained": ("Difference", "Explanation"),
    "realloc.api.studied": ("Hedge", "Risk", "Sweep"),
    "realloc.api.filed": ("Import", "Paper"),
    "realloc.errors": (
        "InputError",
        "NoPlan",
        "NotFound",
        "PlanRefused",
        "ReallocError",
        "UsageError",
        "VerificationError",
    ),
    "realloc.workers": ("WorkersLost",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("realloc")
    for home, names in _HOMES.items():
        if name in names:
            globals()[name] = getattr(import_module(home), name)
            return globals()[name]
    # With what was looked for, Python says which name comes close: explain_plan for explain.
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=modules[__name__])


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
