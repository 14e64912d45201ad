"""The calls that read, plan and check: each does what the command of its name does, and returns that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from realloc.api.cases import Case, Folder, case_of, read_case
from realloc.api.comparison import Comparison
from realloc.api.exact import Settings, check_seconds, laid
from realloc.api.planfile import asked_for, find_case, read_json, read_plan
from realloc.api.results import Check, Plan, Verification
from realloc.case import records
from realloc.case.load import load_folder, scenario_names
from realloc.case.overlay import BASE
from realloc.errors import PlanRefused, UsageError
from realloc.quiet import silenced
from realloc.situation import assess
from realloc.situation.disbursement import disbursement


def load_case(folder: Folder, scenario: str = BASE, settings: Settings | None = None) -> Case:
    """Read a case's folder under a scenario, with `settings`, values by dotted path, laid on top.

    `load_case(folder, "cap-50", {"calendar.decision": "2021-08-01", "unit": Decimal("1000")})`

    Raises InputError with everything that is wrong in the files at once, and UsageError for a setting that
    is a float: an amount has to be exact.
    """
    return read_case(folder, scenario, laid(settings))


def load_plan(plan: Mapping[str, Any] | Folder, case: Case | Folder | None = None) -> Plan:
    """The plan that a file, or a plan's document, holds, checked from scratch against its case.

    `case` is as `verify_plan` takes it. Raises InputError, UsageError for what is no plan, and PlanRefused
    for a plan that does not hold against the case as it stands.
    """
    return plan_in(*document_of(plan), case)


def plan_in(document: dict[str, Any], file: Path, case: Case | Folder | None) -> Plan:
    """The plan that a document read from a file holds; see `load_plan`."""
    case = case_for(document, file, case)

    from realloc.accounts import restate  # late: whoever only reads a case needs neither
    from realloc.verify import check_plan

    problems = check_plan(case.records, document)
    if problems:
        raise PlanRefused(str(file), problems)
    return Plan(restate(case.records, document), case)


def check(case: Case | Folder) -> Check:
    """What follows from a case: standings, releasable money, eligible reserve projects, spending.

    `case` may be a folder, which is read as `load_case` does. Raises InputError.
    """
    case = loaded(case)
    return Check(case, assess(case.records), disbursement(case.records))


def plan(
    case: Case | Folder,
    *,
    time_limit: float | None = None,
    solver: str | None = None,
    certificate: bool = False,
    relaxations: bool = True,
) -> Plan:
    """The best plan for a case, checked from scratch before it is returned.

    `time_limit` is in seconds; without one the search ends after a minute, and does not wait for the last of
    what is slow to prove. `solver` names a PuLP solver to search with. `certificate` adds what the proof
    rests on. A plan whose `status` is `infeasible` says which rules cannot hold together, and with
    `relaxations`, which take up to ten seconds more, what would give the case a plan.

    Raises InputError, UsageError for an unknown solver, NotFound where the time is up before there is a plan
    or a proof that there is none, and VerificationError for a defect of this program.
    """
    check_seconds(time_limit)
    from realloc.planning import plan as find  # late: it brings the solver

    case = loaded(case)
    with silenced():
        found = find(
            case.records,
            solver=solver,
            time_limit=time_limit,
            settings=case.settings,
            certificate=certificate,
        )
        if found.status != "infeasible" or not relaxations:
            return Plan(found, case)
        from realloc.explain import relaxation  # late: most cases have a plan

        seconds = min(relaxation.SECONDS, time_limit or relaxation.SECONDS)
        return Plan(found, case, relaxation.relaxations(case.records, found.conflict, seconds=seconds))


def compare(
    folder: Folder,
    scenarios: Sequence[str] = (),
    settings: Settings | None = None,
    *,
    baseline: str | None = None,
    regret: bool = False,
    workers: int | None = 1,
    dask: str | None = None,
) -> Comparison:
    """Plans of several scenarios of a case; without names, of `base` and every file in what-if.

    `settings` are laid on top of each. The `baseline` comes first, and `to_dict` has how far the others are
    from it. `regret` carries each scenario's plan out in every other one. `workers` is the number of
    processes, None one for each core, `dask` the address of a scheduler; the plans are the same whatever they
    are. Raises as `load_case` and `plan` do, and WorkersLost where the workers ended first.
    """
    pairs = laid(settings)
    return side_by_side(
        Path(folder), scenarios, pairs, baseline=baseline, regret=regret, workers=workers, dask=dask
    )


def side_by_side(
    folder: Path,
    scenarios: Sequence[str],
    settings: Sequence[tuple[str, str]],
    *,
    baseline: str | None,
    regret: bool,
    workers: int | None,
    dask: str | None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Comparison:
    """See `compare`; `meanwhile` is called once all files are read, while the workers plan."""
    from realloc.study.compare import compared
    from realloc.workers import check_workers, staff

    check_workers(workers)
    first = [] if baseline is None else [baseline]
    names = list(dict.fromkeys([*first, *(scenarios or scenario_names(folder))]))
    cases: list[Case] = []

    def read() -> Iterator[records.Case]:
        files = load_folder(folder)
        for name in names:
            cases.append(case_of(files, name, settings))
            yield cases[-1].records
        meanwhile()

    able = staff(workers, dask) if regret or dask is not None else None
    with silenced():
        plans, regrets = compared(
            read(), len(names), settings=settings, regret=regret, workers=workers, staff=able
        )
    found = tuple(Plan(plan, case) for plan, case in zip(plans, cases, strict=True))
    return Comparison(found, baseline, None if regrets is None else tuple(regrets))


def verify_plan(
    plan: Plan | Mapping[str, Any] | Folder,
    case: Case | Folder | None = None,
    certificate: Mapping[str, Any] | Folder | None = None,
) -> Verification:
    """Check a plan against its case from scratch, to the satang, knowing nothing of how it was found.

    `plan` is a plan, its document, a file that holds that, or a paper that `propose` printed. `case` is its
    case, already under the plan's scenario and settings, or the folder to read them from; without it, a
    plan's own, or the folder of the name that the document gives: beside the file, here, or in `scenarios`.
    With a `certificate`, the proof that no plan is better is checked too. Raises InputError, and UsageError
    for a file or a document that is no plan.
    """
    from realloc import certificate as proof
    from realloc import changed, verify
    from realloc.report.paper.reading import READERS

    if not isinstance(plan, Plan | Mapping) and Path(plan).suffix.lower() in READERS:
        if certificate is not None:
            raise UsageError(
                "--certificate goes with a plan, PLAN.json, not with a paper.",
                "--certificate ใช้กับไฟล์แผน PLAN.json ไม่ใช่กับเอกสาร",
            )
        from realloc.api.papers import check_paper  # late: a plan is no paper

        case, said = check_paper(Path(plan), case)
        since = changed.changes(case.records, None) if changed.is_of_other_data(said) else None
        return Verification(case, said, changes=since)
    document, file = document_of(plan)
    if case is None and isinstance(plan, Plan):
        case = plan.case
    case = case_for(document, file, case)
    problems = verify.check_plan(case.records, document)
    if certificate is None or problems:
        since = changed.changes(case.records, document) if changed.is_of_other_data(problems) else None
        return Verification(case, problems, changes=since)
    if not isinstance(certificate, Mapping):
        certificate = read_json(Path(certificate))
    verdict = proof.examine(case.records, document, certificate)
    return Verification(case, verdict.problems, verdict.proven)


def loaded(case: Case | Folder) -> Case:
    """The case, or the one in a folder as it stands. Raises InputError."""
    return case if isinstance(case, Case) else load_case(case)


def document_of(plan: Plan | Mapping[str, Any] | Folder, name: str = "plan") -> tuple[dict[str, Any], Path]:
    """A plan's document, and the file that it comes from, else `name` for messages. Raises UsageError."""
    if isinstance(plan, Plan):
        return plan.to_dict(), Path(name)
    if isinstance(plan, Mapping):
        return dict(plan), Path(name)
    return read_plan(Path(plan)), Path(plan)


def case_for(document: Mapping[str, Any], file: Path, case: Case | Folder | None) -> Case:
    """The case that a plan was made from: the one given, or read under the plan's scenario and settings."""
    if isinstance(case, Case):
        return case
    scenario, settings = asked_for(document, file)
    return read_case(find_case(document, file) if case is None else case, scenario, settings)
