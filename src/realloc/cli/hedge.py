"""`realloc hedge`: what to decide today when several scenarios may come true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from realloc.ahead import By
from realloc.case.dates import day
from realloc.case.load import load_folder, scenario_names
from realloc.case.values import share
from realloc.cli.outcome import DONE, NO, Request, complain, deliver, searching
from realloc.errors import UsageError, ValueRefused
from realloc.report.document_hedge import hedge_document
from realloc.report.terminal.hedge import hedge_page
from realloc.report.wording import text
from realloc.study.hedge import dates, hedge
from realloc.study.weights import weigh


@dataclass(frozen=True, slots=True)
class Asked:
    """What a hedge is asked for beside the case."""

    scenarios: Sequence[str]
    by: By
    level: str
    today: str | None
    later: str | None
    time_limit: float | None


def run(request: Request, asked: Asked) -> int:
    """Find what to decide today; 1 where no decision leaves every scenario a plan."""
    settings = request.pairs()
    level = _level(asked.level)
    given = [_day(name, value) for name, value in (("--today", asked.today), ("--later", asked.later))]
    raw = load_folder(request.folder)
    base = raw.case(settings=settings)
    named = list(dict.fromkeys(asked.scenarios))
    cases = [raw.case(name, settings) for name in named or scenario_names(raw)]
    if not named:
        cases = [case for case in cases if case.scenario.probability is not None] or cases
    probabilities, weighed = weigh(cases, chosen=bool(named))
    today, later = dates(base, cases, *given)
    with searching(request.lang):
        found = hedge(
            cases,
            probabilities,
            today=today,
            later=later,
            by=asked.by,
            level=level,
            weighed=weighed,
            settings=settings,
            time_limit=asked.time_limit,
        )
    if found is None:
        complain(text("hedge-none", request.lang))
        return NO
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: hedge_document(found, cases, settings, request.lang),
        text=lambda page: hedge_page(found, cases, settings, page),
    )
    return DONE


def _level(written: str) -> Fraction:
    try:
        return share(written.strip())
    except ValueRefused as error:
        raise _refused("--level", error) from None


def _day(option: str, written: str | None) -> date | None:
    try:
        return None if written is None else day(written.strip())
    except ValueRefused as error:
        raise _refused(option, error) from None


def _refused(option: str, error: ValueRefused) -> UsageError:
    return UsageError(f"{option}: {error.message('en')}", f"{option}: {error.message('th')}")
