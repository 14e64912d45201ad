"""The calls of the Python interface: each does what the command of its name does, and returns that."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from realloc.api.planfile import asked_for, find_case, read_json, read_plan
from realloc.api.results import Case, Check, Comparison, Plan, Verification
from realloc.case.load import load_folder, scenario_names
from realloc.case.overlay import BASE
from realloc.errors import UsageError
from realloc.quiet import silenced
from realloc.situation import assess
from realloc.situation.disbursement import disbursement

type Folder = str | os.PathLike[str]
type Value = str | int | Decimal | date | bool
type Settings = Mapping[str, Value]


def load_case(folder: Folder, scenario: str = BASE, settings: Settings | None = None) -> Case:
    """Read a case's folder under a scenario, with `settings`, values by dotted path, laid on top.

    `load_case(folder, "cap-50", {"calendar.decision": "2021-08-01", "unit": Decimal("1000")})`

    Raises InputError with everything that is wrong in the files at once, and UsageError for a setting that
    is a float: an amount has to be exact.
    """
    laid = _laid(settings)
    return Case(load_folder(Path(folder)).case(scenario, laid), laid)


def check(case: Case | Folder) -> Check:
    """What follows from a case: standings, releasable money, eligible reserve projects, spending.

    `case` may be a folder, which is read as `load_case` does. Raises InputError.
    """
    case = _loaded(case)
    return Check(case, assess(case.records), disbursement(case.records))


def plan(
    case: Case | Folder,
    *,
    time_limit: float | None = None,
    solver: str | None = None,
    certificate: bool = False,
) -> Plan:
    """The best plan for a case, checked from scratch before it is returned.

    `time_limit` is in seconds; without one the search ends after a minute, and does not wait for the last of
    what is slow to prove. `solver` names a PuLP solver to search with. `certificate` adds what the proof
    rests on. A plan whose `status` is `infeasible` says which rules cannot hold together.

    Raises InputError, UsageError for an unknown solver, NotFound where the time is up before there is a plan
    or a proof that there is none, and VerificationError for a defect of this program.
    """
    from realloc.planning import plan as find  # late: it brings the solver

    case = _loaded(case)
    with silenced():
        found = find(
            case.records,
            solver=solver,
            time_limit=time_limit,
            settings=case.settings,
            certificate=certificate,
        )
    return Plan(found, case)


def compare(
    folder: Folder,
    scenarios: Sequence[str] = (),
    settings: Settings | None = None,
    *,
    workers: int | None = 1,
) -> Comparison:
    """Plans of several scenarios of a case; without names, of `base` and every file in what-if.

    `settings` are laid on top of each. `workers` is the number of processes, None one for each core; the
    plans are the same whatever it is. Raises as `load_case` and `plan` do.
    """
    from realloc.study.compare import plans as find
    from realloc.study.workers import local

    laid = _laid(settings)
    raw = load_folder(Path(folder))
    names = list(dict.fromkeys(scenarios)) or scenario_names(raw)
    cases = [Case(raw.case(name, laid), laid) for name in names]
    with silenced(), local(len(cases), workers) as executor:
        found = find([case.records for case in cases], executor, settings=laid)
    return Comparison(tuple(Plan(plan, case) for plan, case in zip(found, cases, strict=True)))


def verify_plan(
    plan: Plan | Mapping[str, Any] | Folder,
    case: Case | Folder | None = None,
    certificate: Mapping[str, Any] | Folder | None = None,
) -> Verification:
    """Check a plan against its case from scratch, to the satang, knowing nothing of how it was found.

    `plan` is a plan, its document, or a file that holds that. `case` is its case, already under the plan's
    scenario and settings, or the folder to read them from; without it, a plan's own, or the folder of the
    name that the document gives: beside the file, here, or in `scenarios`. With a `certificate`, the proof
    that no plan is better is checked too. Raises InputError, and UsageError for a document that is no plan.
    """
    from realloc import certificate as proof
    from realloc import changed, verify

    file = Path("plan")
    if isinstance(plan, Plan):
        document, case = plan.to_dict(), case or plan.case
    elif isinstance(plan, Mapping):
        document = dict(plan)
    else:
        file = Path(plan)
        document = read_plan(file)
    if not isinstance(case, Case):
        scenario, settings = asked_for(document, file)
        folder = find_case(document, file) if case is None else Path(case)
        case = Case(load_folder(folder).case(scenario, settings), tuple(settings))
    problems: list[verify.Problem | proof.Problem] = list(verify.check_plan(case.records, document))
    if certificate is None or problems:
        since = changed.changes(case.records, document) if changed.is_of_other_data(problems) else None
        return Verification(case, problems, changes=since)
    if not isinstance(certificate, Mapping):
        certificate = read_json(Path(certificate))
    verdict = proof.examine(case.records, document, certificate)
    return Verification(case, verdict.problems, verdict.proven)


def _loaded(case: Case | Folder) -> Case:
    return case if isinstance(case, Case) else load_case(case)


def _laid(settings: Settings | None) -> tuple[tuple[str, str], ...]:
    """Settings as the command line has them."""
    return tuple((path, _written(path, value)) for path, value in (settings or {}).items())


def _written(path: str, value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str | int | date):
        return str(value)
    raise UsageError(
        f"{path}: {value!r} is no exact value. Give text, a whole number, a Decimal, a date, True or False.",
        f"{path}: {value!r} ไม่ใช่ค่าที่แน่นอน โปรดให้เป็นข้อความ จำนวนเต็ม Decimal วันที่ หรือ True False",
    )
