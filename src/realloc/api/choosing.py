"""The calls that explain a plan, show others beside it, and say what changed between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from realloc import money
from realloc.api.calls import case_for, document_of, loaded
from realloc.api.calls import plan as plan_case
from realloc.api.cases import Case, Folder
from realloc.api.comparison import Alternatives, Frontier
from realloc.api.exact import check_seconds, written
from realloc.api.explained import Difference, Explanation
from realloc.api.planfile import not_a_plan
from realloc.api.results import Plan
from realloc.case import records
from realloc.case.nearest import nearest
from realloc.errors import InputError, MoneyError, NoPlan, NotFound, UsageError
from realloc.explanation import ActivityExplanation, ReserveExplanation
from realloc.quiet import silenced
from realloc.workers import check_workers

RULES = "rules"
"""What is asked about where it is the rules."""
MOST_ALTERNATIVES = 20


def explain_plan(
    case: Case | Folder,
    about: str,
    *,
    time_limit: float | None = None,
    step: str | int | Decimal | None = None,
    workers: int | None = 1,
) -> Explanation:
    """Why a reserve project or an activity is as it is in the case's plan, and what would change that.

    `about` is its id, or `rules` for what each rule does to the plan; `step` is the baht by which a rule's
    amount is relaxed, 100,000 unless given. After `time_limit` seconds, a minute unless given, no plan is
    begun, and one under way ends its search. `workers` is the number of processes, None one for each core;
    the answer is the same whatever it is. An interrupt ends it without an answer. Raises InputError,
    UsageError for an id that the case does not have, and NotFound where the time is up before there is a
    plan.
    """
    check_seconds(time_limit)
    check_workers(workers)
    satang = None if step is None else _satang(written("--step", step))
    case = loaded(case)
    _check_known(case.records, about)

    from realloc.explain.probe import SECONDS, OutOfEffort, Probe  # late: bad requests need no solver

    probe = Probe(seconds=SECONDS if time_limit is None else time_limit, workers=workers)
    with silenced(), probe.interruptible():
        try:
            found = probe.plan(case.records, begun=True)
        except OutOfEffort:
            raise NotFound from None
        if about != RULES:
            return Explanation(_row(case.records, about, found, probe), case)
        from realloc.explain.relaxation import relaxations
        from realloc.explain.rules import STEP, explain_rules

        rules = explain_rules(case.records, found, probe, STEP if satang is None else satang)
        none = found.status == "infeasible"
        return Explanation(rules, case, relaxations(case.records, found.conflict, probe) if none else None)


def alternatives(
    case: Plan | Case | Folder,
    count: int,
    *,
    within: str | int | Decimal | None = None,
    solver: str | None = None,
    time_limit: float | None = None,
) -> Alternatives:
    """The best plan and up to `count` others as good, each as different as possible from those before it.

    With `within` they may be worse in the first stage of the objective: by a share, `"1%"`, or an amount in
    the stage's own unit. A plan that is there already is not looked for again. Raises as `plan` does,
    UsageError for a distance or a number that makes no sense, and NoPlan where the case has none.
    """
    check_count(count)
    distance = None if within is None else written("--within", within)
    best = _best(case, solver, time_limit)
    from realloc.explain.alternatives import alternatives as find  # late: only where it is asked for

    with silenced():
        found = find(
            best.case.records, best.record, count, within=distance, solver=solver, time_limit=time_limit
        )
    return Alternatives(found, (best, *(Plan(other.plan, best.case) for other in found.others)))


def frontier(
    case: Plan | Case | Folder,
    stages: str | Sequence[str],
    *,
    solver: str | None = None,
    time_limit: float | None = None,
) -> Frontier:
    """The trade-off between two stages of the objective, such as `("score", "lines")`: a plan a point.

    A plan that is there already is not looked for again. Raises as `plan` does, UsageError for stages that
    cannot be weighed, and NoPlan where the case has none.
    """
    from realloc.explain.frontier import frontier as find  # late: only where it is asked for
    from realloc.explain.frontier import stages_of

    read = case.case if isinstance(case, Plan) else loaded(case)
    pair = stages_of(read.records, stages if isinstance(stages, str) else ",".join(stages))
    best = _best(case if isinstance(case, Plan) else read, solver, time_limit)
    with silenced():
        found = find(read.records, best.record, pair, solver=solver, time_limit=time_limit)
    return Frontier(found, best, tuple(Plan(point.plan, read) for point in found.points))


def diff(
    first: Plan | Mapping[str, Any] | Folder,
    second: Plan | Mapping[str, Any] | Folder,
    *,
    case: Case | Folder | None = None,
    second_case: Case | Folder | None = None,
) -> Difference:
    """What changed from one plan to another, and which differences of their inputs made it.

    Each is a plan, its document, or the file that holds that. `case` is the first's, and the second's unless
    `second_case` is given; without it, a plan's own, or the folder that a document names, where it can be
    found: without their cases, no causes are looked for. Raises InputError for a case that was given and
    cannot be read, and UsageError for what is no plan.
    """
    given = [(first, case), (second, case if second_case is None else second_case)]
    read = [document_of(plan, name) for (plan, _), name in zip(given, ("first", "second"), strict=True)]
    cases = [
        _own_case(plan, document, file, place)
        for (plan, place), (document, file) in zip(given, read, strict=True)
    ]

    from realloc.explain.difference import difference  # late: a file that cannot be read needs no solver

    try:
        with silenced():
            found = difference(
                (read[0][0], read[1][0]),
                (str(read[0][1]), str(read[1][1])),
                (_records(cases[0]), _records(cases[1])),
            )
    except ValueError as error:
        raise not_a_plan(read[error.args[0]][1]) from None
    return Difference(found, (cases[0], cases[1]))


def check_count(count: int) -> None:
    """Raises UsageError for a number of alternatives that is not looked for."""
    if not isinstance(count, int) or not 1 <= count <= MOST_ALTERNATIVES:
        raise UsageError(
            f"--alternatives: expected a number from 1 to {MOST_ALTERNATIVES}.",
            f"--alternatives: ควรเป็นจำนวนจาก 1 ถึง {MOST_ALTERNATIVES}",
        )


def _best(case: Plan | Case | Folder, solver: str | None, time_limit: float | None) -> Plan:
    """The case's plan, and not looked for again where it is there. Raises NoPlan where it has none."""
    if not isinstance(case, Plan):
        case = plan_case(case, solver=solver, time_limit=time_limit, relaxations=False)
    if case.status == "infeasible":
        rules = ", ".join(case.conflict)
        raise NoPlan(
            f"No plan keeps these rules together: {rules}. There is nothing to choose between.",
            f"ไม่มีแผนใดเป็นไปตามหลักเกณฑ์เหล่านี้พร้อมกัน: {rules} จึงไม่มีแผนให้เลือก",
        )
    return case


def _row(case: records.Case, about: str, found: Any, probe: Any) -> ReserveExplanation | ActivityExplanation:
    if about in {row.id for row in case.reserves}:
        from realloc.explain.reserve import explain_reserve

        return explain_reserve(case, about, found, probe)
    from realloc.explain.activity import explain_activity

    return explain_activity(case, about, found, probe)


def _satang(step: str) -> int:
    """The satang in `--step`."""
    try:
        satang = money.parse(step)
    except MoneyError:
        satang = 0
    if not satang:
        raise UsageError(
            f'--step "{step}": expected an amount of baht above 0, such as 100000.',
            f'--step "{step}": ควรเป็นจำนวนเงินบาทที่มากกว่า 0 เช่น 100000',
        )
    return satang


def _check_known(case: records.Case, about: str) -> None:
    known = [*(row.id for row in case.activities), *(row.id for row in case.reserves)]
    if about in known or about == RULES:
        return
    near = nearest(about, [*known, RULES])
    raise UsageError(
        f'"{about}": expected the id of an activity or a reserve project, or "{RULES}".'
        + (f' Did you mean "{near}"?' if near else ""),
        f'"{about}": ควรเป็นรหัสกิจกรรมหรือรหัสโครงการสำรอง หรือ "{RULES}"'
        + (f' หมายถึง "{near}" หรือไม่' if near else ""),
    )


def _own_case(
    plan: Plan | Mapping[str, Any] | Folder,
    document: Mapping[str, Any],
    file: Path,
    given: Case | Folder | None,
) -> Case | None:
    """The case that a plan was made from; None where none was named and none can be found and read."""
    if given is None and isinstance(plan, Plan):
        return plan.case
    if given is not None:
        return case_for(document, file, given)
    try:
        return case_for(document, file, None)
    except (UsageError, InputError):
        return None


def _records(case: Case | None) -> records.Case | None:
    return None if case is None else case.records
