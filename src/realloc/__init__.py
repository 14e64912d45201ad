"""realloc: move stalled budget to reserve projects, exact, proven and explained.

    import realloc
    case = realloc.load_case("scenarios/phetchaburi-2564", "cap-50")
    plan = realloc.plan(case)
    plan.to_pandas("transfers")

docs/python.md describes what is listed in `__all__`; nothing else is meant for other programs. Each name is
imported when it is first used, so that `import realloc` takes no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realloc.api.calls import check, compare, load_case, plan, verify_plan
    from realloc.api.results import Case, Check, Comparison, Plan, Verification
    from realloc.errors import InputError, NotFound, ReallocError, UsageError, VerificationError

    __version__: str

__all__ = [
    "Case",
    "Check",
    "Comparison",
    "InputError",
    "NotFound",
    "Plan",
    "ReallocError",
    "UsageError",
    "Verification",
    "VerificationError",
    "__version__",
    "check",
    "compare",
    "load_case",
    "plan",
    "verify_plan",
]

_HOMES = {
    "realloc.api.calls": ("check", "compare", "load_case", "plan", "verify_plan"),
    "realloc.api.results": ("Case", "Check", "Comparison", "Plan", "Verification"),
    "realloc.errors": ("InputError", "NotFound", "ReallocError", "UsageError", "VerificationError"),
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
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
