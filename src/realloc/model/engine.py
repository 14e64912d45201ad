"""PuLP: any solver it knows, asked for a good choice of what to fund. What it claims is a claim.

All that is known of solvers and their ways stands here and in `relax`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from realloc.errors import UsageError
from realloc.forking import can_fork
from realloc.model.program import Label, Objective, Program

if TYPE_CHECKING:
    import pulp

DEFAULT = "HiGHS"
_LONGEST_NAME = 80
_GRACE = 2.0  # seconds beyond its limit in which a solver has to come back


@dataclass(frozen=True, slots=True)
class Claim:
    """A solver's answer: its choice of binaries, and whether it says that none is better."""

    binaries: dict[int, int]
    optimal: bool


def problem(program: Program, objective: Objective) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The program in PuLP, money scaled by a power of ten: the largest amount is about ten thousand.

    Columns and rows are named by their labels, as far as the files that solvers read can take them.
    """
    import pulp

    money = 10.0 ** max(
        0, len(str(max((column.upper for column in program.columns if column.money), default=1))) - 5
    )
    lp = pulp.LpProblem(objective.stage, pulp.LpMaximize if objective.maximise else pulp.LpMinimize)
    variables, scales = [], []
    for number, column in enumerate(program.columns):
        scale = money if column.money else 1.0
        variables.append(
            lp.add_variable(
                _name(column.label, number),
                column.lower / scale,
                column.upper / scale,
                "Continuous" if column.money else "Integer",
            )
        )
        scales.append(scale)
    lp.setObjective(
        pulp.lpSum_vars_coefs(
            (variables[number], float(coefficient) * scales[number])
            for number, coefficient in objective.terms.items()
        )
    )
    for number, row in enumerate(program.rows):
        scale = money if row.money else 1.0
        left = pulp.lpSum_vars_coefs(
            (variables[column], float(coefficient) * scales[column] / scale)
            for column, coefficient in row.terms.items()
        )
        right = float(row.rhs) / scale
        relation = {"<=": left.__le__, ">=": left.__ge__, "==": left.__eq__}[row.sense]
        lp.addConstraint(relation(right), _name(row.label, number))
    return lp, variables


def _name(label: Label, number: int) -> str:
    """Letters, digits and underscores, not too long; unique by its number."""
    text = "".join(char if char.isascii() and char.isalnum() else "_" for char in "_".join(label))
    return f"{text[:_LONGEST_NAME]}_{number}"


def ask(program: Program, objective: Objective, solver: str, seconds: float | None) -> Claim | None:
    """What the solver of that PuLP name says, or None where it has no usable answer.

    Raises UsageError for a solver that PuLP does not know or that is not installed.
    """
    import pulp

    if solver != DEFAULT and solver not in (available := pulp.listSolvers(onlyAvailable=True)):
        known = ", ".join(available)
        raise UsageError(
            f"--solver: there is no solver {solver!r} here; choose one of {known}.",
            f"--solver: ไม่มีตัวแก้ปัญหา {solver!r} ในเครื่องนี้ ให้เลือกจาก {known}",
        )
    options: dict[str, Any] = {"msg": False}
    if seconds:
        options["timeLimit"] = seconds if solver == DEFAULT else ceil(seconds)  # GLPK takes whole ones only
    if solver == DEFAULT:
        options |= {"gapRel": 0.0, "gapAbs": 0.0, "mip_feasibility_tolerance": 1e-9, "threads": 1}
    if seconds and can_fork():
        return _in_a_copy(partial(_claim, program, objective, solver, options), seconds + _GRACE)
    return _claim(program, objective, solver, options)


def _claim(program: Program, objective: Objective, solver: str, options: dict[str, Any]) -> Claim | None:
    import pulp

    lp, variables = problem(program, objective)
    try:
        stats = lp.solve(pulp.getSolver(solver, **options))
    except pulp.PulpSolverError:
        return None
    if not stats.has_solution:
        return None
    binaries = {
        number: round(variables[number].varValue or 0)
        for number, column in enumerate(program.columns)
        if column.binary
    }
    return Claim(binaries, stats.status == pulp.LpSolveStatus.Optimal)


def _in_a_copy[T](work: Callable[[], T], seconds: float) -> T | None:
    """What the work comes to, done by a copy of this process that is ended when the time is up; None then.

    HiGHS has been seen to run on for minutes after its own limit, deaf to everything.
    """
    from multiprocessing import get_context  # late: few plans need a solver's help

    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=lambda: there.send(work()), daemon=True)
    copy.start()
    there.close()
    try:
        return here.recv() if here.poll(seconds) else None  # type: ignore[no-any-return]
    except EOFError:  # it ended without an answer
        return None
    finally:
        copy.kill()
        copy.join()
        here.close()
