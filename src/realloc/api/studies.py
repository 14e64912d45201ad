"""The calls that plan many what-ifs: grids, decisions before the future is known, and odds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from json import dumps
from pathlib import Path
from typing import Any, get_args

from realloc.ahead import By
from realloc.api.calls import loaded
from realloc.api.cases import Case, Folder, case_of
from realloc.api.exact import Settings, Value, check_seconds, dated, laid, refused, written
from realloc.api.results import Plan
from realloc.api.studied import Hedge, Risk, Sweep
from realloc.case.load import load_folder, scenario_names
from realloc.case.values import share
from realloc.errors import Lang, NoPlan, UsageError, ValueRefused
from realloc.quiet import silenced
from realloc.report.wording import text
from realloc.result import Plan as PlanRecord

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")

type Vary = Mapping[str, str | Value | Iterable[Value]]
type Progress = Callable[[int], Callable[[], Any]]


def sweep(
    case: Case | Folder,
    vary: Vary,
    *,
    paired: bool = False,
    thresholds: bool = False,
    workers: int | None = 1,
    dask: str | None = None,
    out: Folder | None = None,
    resume: bool = False,
    lang: Lang = "en",
    progress: Progress | None = None,
) -> Sweep:
    """Plan a grid of what-ifs over a case, or find where along a range the plan changes.

    `vary` has values by dotted path: a list of exact ones, or what follows the path in the command's
    `--vary`, such as `"2021-05-01..2021-08-31/7d"` or `"±20%"`. Every combination is planned, the first path
    changing fastest; `paired`, all change together. `workers` and `dask` are as `compare` takes them.
    `out` is a file, .csv or .parquet, that keeps each row as soon as it is known, and `resume` goes on with
    the rows that it has. What cannot be planned is a row that says so, in `lang`. `progress` is told how many
    plans there are to make, where that is known before (not for `thresholds`), and what it returns is called
    after each: `lambda n: tqdm(total=n).update`.

    Raises InputError, UsageError for what cannot be varied and for an `out` that is there already, and
    WorkersLost where the workers ended first.
    """
    from realloc.study.collect import collect, no_row_file, prepare, row_file
    from realloc.workers import check_workers, staff

    check_workers(workers)
    if resume and out is None:
        raise no_row_file()
    asked = [f"{path}={spec(path, values)}" for path, values in vary.items()]
    case = loaded(case)
    ready = prepare(
        case.files,
        case.records,
        case.settings,
        asked,
        paired=paired,
        thresholds=thresholds,
        resume=resume,
        lang=lang,
    )
    file = None if out is None else row_file(ready, Path(out), resume=resume)

    @contextmanager
    def watch(total: int, done: int) -> Iterator[Callable[[], None]]:
        yield (lambda: None) if progress is None else progress(total - done)

    with silenced():
        return Sweep(collect(ready, file, lambda: staff(workers, dask), watch), case)


def spec(path: str, values: str | Value | Iterable[Value]) -> str:
    """Values of a path as `--vary` has them. Raises UsageError for one that is not exact."""
    if isinstance(values, str):
        return values
    listed: Any = values if isinstance(values, Iterable) and not isinstance(values, bytes) else [values]
    return ",".join(_in_list(written(path, value)) for value in listed)


def hedge(
    folder: Folder,
    scenarios: Sequence[str] = (),
    settings: Settings | None = None,
    *,
    by: By = "expected",
    level: str | Decimal = "0.2",
    today: str | date | None = None,
    later: str | date | None = None,
    time_limit: float | None = None,
) -> Hedge:
    """What to transfer today when several scenarios may come true; without names, those with a probability.

    `settings` are laid on top of each. `by` says what makes a decision the best: the `expected` value, the
    greatest `regret`, or `cvar`, the mean of the share `level` of worst outcomes. The future is known and the
    rest decided `later`; dates default to the case's. The search ends after `time_limit` seconds.

    Raises InputError, UsageError for scenarios that cannot be weighed, NotFound where the time is up, and
    NoPlan where no decision leaves every scenario a plan.
    """
    from realloc.study.hedge import dates
    from realloc.study.hedge import hedge as find
    from realloc.study.weights import weigh

    check_seconds(time_limit)
    if by not in get_args(By):
        raise UsageError(
            f'by: "{by}"; expected one of {", ".join(get_args(By))}.',
            f'by: "{by}" ควรเป็นหนึ่งใน {", ".join(get_args(By))}',
        )
    tail = _share("--level", level)
    given = [dated(option, day) for option, day in (("--today", today), ("--later", later))]
    pairs, files, named = laid(settings), load_folder(Path(folder)), list(dict.fromkeys(scenarios))
    base = files.case(settings=pairs)
    cases = [case_of(files, name, pairs) for name in named or scenario_names(files)]
    if not named:
        cases = _likely(cases) or cases
    all_ = [case.records for case in cases]
    probabilities, weighed = weigh(all_, chosen=bool(named))
    now, then = dates(base, all_, *given)
    with silenced():
        found = find(
            all_,
            probabilities,
            today=now,
            later=then,
            by=by,
            level=tail,
            weighed=weighed,
            settings=pairs,
            time_limit=time_limit,
        )
    if found is None:
        raise NoPlan(text("hedge-none", "en"), text("hedge-none", "th"))

    def plans(some: Sequence[PlanRecord]) -> tuple[Plan, ...]:
        return tuple(Plan(plan, case_of(files, plan.scenario, plan.settings)) for plan in some)

    return Hedge(found, tuple(cases), plans(found.today), plans(found.plans))


def risk(
    folder: Folder,
    scenario: str | None = None,
    settings: Settings | None = None,
    *,
    draws: int = 1000,
    seed: int = 1,
    workers: int | None = 1,
    dask: str | None = None,
    lang: Lang = "en",
    progress: Progress | None = None,
) -> Risk:
    """Draw what is not known, and a scenario, many times, and plan each distinct case that comes of it.

    Without a `scenario` it is drawn too, among those with a probability. The same `seed` draws the same.
    `workers`, `dask`, `lang` and `progress` are as `sweep` takes them.

    Raises InputError, UsageError for what cannot be drawn, and WorkersLost where the workers ended first.
    """
    from realloc.study.risk import odds
    from realloc.study.sweep import Question
    from realloc.study.weights import weigh
    from realloc.workers import check_workers, staff

    check_workers(workers)
    pairs, files = laid(settings), load_folder(Path(folder))
    names = scenario_names(files) if scenario is None else [scenario]
    cases = [case_of(files, name, pairs) for name in names]
    if scenario is None:
        cases = _likely(cases) or cases[:1]
    all_ = [case.records for case in cases]
    probabilities = [Fraction(1)] if len(cases) == 1 else weigh(all_, chosen=False)[0]
    with silenced(), staff(workers, dask) as able:
        found = odds(
            files,
            all_,
            probabilities,
            able,
            draws=draws,
            seed=seed,
            settings=pairs,
            question=Question.of(files, cases[0].scenario, pairs, (), lang),
            begun=progress or (lambda count: lambda: None),
        )
    return Risk(found, cases[0])


def _likely(cases: Sequence[Case]) -> list[Case]:
    """Those that have a probability."""
    return [case for case in cases if case.records.scenario.probability is not None]


def _in_list(value: str) -> str:
    """A value as one of a list: an amount without commas, what would be several in quotation marks."""
    if _GROUPED.fullmatch(value):
        return value.replace(",", "")
    return dumps(value, ensure_ascii=False) if set(",±[]{}") & set(value) or ".." in value else value


def _share(option: str, value: str | Decimal) -> Fraction:
    try:
        return share(written(option, value).strip())
    except ValueRefused as error:
        raise refused(option, error) from None
