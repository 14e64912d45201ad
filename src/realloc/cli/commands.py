"""What each command does with its options: one function a command, which returns the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from realloc.cli.outcome import Request, ended, language
from realloc.errors import Lang


def init(folder: Path, *, example: bool = False, xlsx: bool = False, lang: Lang | None = None) -> int:
    """Start a new case."""

    def work() -> int:
        from realloc.cli.init import run

        return run(folder, example=example, xlsx=xlsx, lang=language(lang))

    return ended(language(lang), work)


def check(
    case: Path,
    *,
    scenario: str = "base",
    settings: Sequence[str] = (),
    lang: Lang | None = None,
    as_json: bool = False,
    out: Path | None = None,
) -> int:
    """Report on a case."""

    def work() -> int:
        from realloc.cli.check import run

        return run(Request(case, settings, language(lang), as_json, out), scenario)

    return ended(language(lang), work)


def plan(
    case: Path,
    *,
    scenario: str = "base",
    settings: Sequence[str] = (),
    solver: str | None = None,
    time_limit: float | None = None,
    certificate: Path | None = None,
    lang: Lang | None = None,
    as_json: bool = False,
    out: Path | None = None,
) -> int:
    """Plan one scenario."""

    def work() -> int:
        from realloc.cli.plan import run

        request = Request(case, settings, language(lang), as_json, out)
        return run(request, scenario, solver=solver, time_limit=time_limit, certificate=certificate)

    return ended(language(lang), work)


def compare(
    case: Path,
    *,
    scenarios: Sequence[str] = (),
    settings: Sequence[str] = (),
    lang: Lang | None = None,
    as_json: bool = False,
    out: Path | None = None,
) -> int:
    """Plan several scenarios; all of them where none is named."""

    def work() -> int:
        from realloc.cli.compare import run

        return run(Request(case, settings, language(lang), as_json, out), scenarios)

    return ended(language(lang), work)


def verify(
    plan: Path,
    *,
    case: Path | None = None,
    certificate: Path | None = None,
    lang: Lang | None = None,
    as_json: bool = False,
    out: Path | None = None,
) -> int:
    """Check a plan against its case."""

    def work() -> int:
        from realloc.cli.verify import run

        return run(plan, case, certificate, language(lang), as_json=as_json, out=out)

    return ended(language(lang), work)
