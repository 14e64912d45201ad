"""The linear relaxation, solved warm by HiGHS: fast numbers that steer the search and are never believed.

Money is scaled to about ten thousand, rows and objective likewise: HiGHS calls badly scaled models optimal
when they are not. Whatever comes out of here is either checked in whole numbers or thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from realloc.model.program import Objective, Program, Row
from realloc.quiet import silenced

if TYPE_CHECKING:
    import highspy

_LARGEST = 1 << 13
_TOLERANCES = ("primal_feasibility_tolerance", "dual_feasibility_tolerance")
_TIGHT = 1e-10

Bounds = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the solver says of one relaxation.

    `values` are in the columns' own units; `multipliers` one a row, in the objective's unit per unit of the
    row: the dual solution where `status` is optimal, a ray where it is infeasible, else empty.
    """

    status: Literal["optimal", "infeasible", "unknown"]
    objective: float
    values: list[float]
    multipliers: list[float]


class Relaxation:
    """A program's relaxation, held in HiGHS; columns and rows that the program gains are added."""

    def __init__(self, program: Program) -> None:
        import highspy

        self._program = program
        self._highspy = highspy
        self._solver: highspy.Highs = quiet_solver()
        largest = max((column.upper for column in program.columns if column.money), default=1)
        self.money = float(1 << max(0, largest.bit_length() - _LARGEST.bit_length()))
        self._row_scales: list[float] = []
        self._objective_scale = 1.0
        self._column_scales: list[float] = []
        self._bounds: Bounds = {}

    def maximise(self, objective: Objective) -> None:
        """Take this objective (turned round if it is to be made small) for the solves that follow."""
        sign = -1.0 if objective.maximise else 1.0
        self.minimise({column: sign * float(cost) for column, cost in objective.terms.items()})

    def minimise(self, prices: Mapping[int, float]) -> None:
        """Take these costs of the columns for the solves that follow."""
        self._grow()
        costs = [0.0] * len(self._column_scales)
        for column, price in prices.items():
            costs[column] = price * self._column_scales[column]
        self._objective_scale = (max((abs(cost) for cost in costs), default=0.0) or 1.0) / _LARGEST
        numpy = self._numpy()
        self._solver.changeColsCost(
            len(self._column_scales),
            numpy.arange(len(self._column_scales), dtype=numpy.int32),
            numpy.array(costs) / self._objective_scale,
        )

    def solve(self, bounds: Bounds) -> Relaxed:
        """Solve within the program's bounds, narrowed to `bounds` where a column is named there."""
        self._grow()
        self._move_bounds(bounds)
        solver, status = self._solver, self._highspy.HighsModelStatus
        solver.run()
        found = solver.getModelStatus()
        if found == status.kOptimal:
            solution = solver.getSolution()
            return Relaxed(
                "optimal",
                -solver.getInfo().objective_function_value * self._objective_scale,
                [value * scale for value, scale in zip(solution.col_value, self._column_scales, strict=True)],
                self._unscale(solution.row_dual, self._objective_scale),
            )
        if found in (status.kInfeasible, status.kUnboundedOrInfeasible):
            _, exists, ray = solver.getDualRay()  # type: ignore[attr-defined]  # missing in highspy's stubs
            return Relaxed(
                "infeasible", float("-inf"), [], self._unscale(ray.tolist(), 1.0) if exists else []
            )
        return Relaxed("unknown", float("inf"), [], [])

    def solve_aside(self, bounds: Bounds) -> Relaxed:
        """The same, for bounds far from those of the search, which then goes on from where it was."""
        basis = self._solver.getBasis()
        self._solver.clearSolver()
        self._solver.setOptionValue("presolve", "choose")
        try:
            return self.solve(bounds)
        finally:
            self._solver.setOptionValue("presolve", "off")
            self._solver.setBasis(basis)

    def solve_again(self, bounds: Bounds) -> Relaxed:
        """The same from scratch, with HiGHS's own tolerances: for an answer that does not hold."""
        self._solver.clearSolver()
        for tolerance in _TOLERANCES:
            self._solver.setOptionValue(tolerance, 1e-7)
        try:
            return self.solve(bounds)
        finally:
            for tolerance in _TOLERANCES:
                self._solver.setOptionValue(tolerance, _TIGHT)

    def _unscale(self, duals: list[float], objective_scale: float) -> list[float]:
        return [
            -dual * objective_scale / scale if dual else 0.0
            for dual, scale in zip(duals, self._row_scales, strict=True)
        ]

    def _move_bounds(self, bounds: Bounds) -> None:
        """Change only what differs from the last solve, so that HiGHS starts from its last basis."""
        changed = [column for column in self._bounds if column not in bounds]
        changed += [column for column, limits in bounds.items() if self._bounds.get(column) != limits]
        if changed:
            numpy = self._numpy()
            limits = [
                bounds.get(column)
                or (self._program.columns[column].lower, self._program.columns[column].upper)
                for column in changed
            ]
            scales = [self._column_scales[column] for column in changed]
            self._solver.changeColsBounds(
                len(changed),
                numpy.array(changed, dtype=numpy.int32),
                numpy.array([lower / scale for (lower, _), scale in zip(limits, scales, strict=True)]),
                numpy.array([upper / scale for (_, upper), scale in zip(limits, scales, strict=True)]),
            )
        self._bounds = dict(bounds)

    def moved(self, number: int) -> None:
        """Hand over the right side of a row that has changed, if the solver has the row yet."""
        if number >= len(self._row_scales):
            return
        row = self._program.rows[number]
        self._solver.changeRowBounds(number, *self._sides(row, float(row.rhs) / self._row_scales[number]))

    def drop_last_row(self) -> None:
        """Take the program's last row back, which it is about to lose."""
        if len(self._row_scales) == len(self._program.rows):
            self._row_scales.pop()
            self._solver.deleteRows(1, self._numpy().array([len(self._row_scales)], dtype="int32"))

    def _sides(self, row: Row, rhs: float) -> tuple[float, float]:
        """What a row's activity lies between, as the solver sees it."""
        infinity = self._highspy.kHighsInf
        return -infinity if row.sense == "<=" else rhs, infinity if row.sense == ">=" else rhs

    def _grow(self) -> None:
        """Hand over the columns and rows that the program has gained."""
        numpy = self._numpy()
        new = self._program.columns[len(self._column_scales) :]
        if new:
            scales = [self.money if column.money else 1.0 for column in new]
            self._column_scales += scales
            none = numpy.zeros(0, dtype=numpy.int32)
            self._solver.addCols(
                len(new),
                numpy.zeros(len(new)),
                numpy.array([column.lower / scale for column, scale in zip(new, scales, strict=True)]),
                numpy.array([column.upper / scale for column, scale in zip(new, scales, strict=True)]),
                0,
                none,
                none,
                numpy.zeros(0),
            )
        rows = self._program.rows[len(self._row_scales) :]
        if rows:
            starts: list[int] = []
            indices: list[int] = []
            coefficients: list[float] = []
            lowers, uppers = [], []
            for row in rows:
                scale, scaled, rhs = self._scaled(row)
                self._row_scales.append(scale)
                starts.append(len(indices))
                indices.extend(column for column in row.terms if self._program.columns[column].upper)
                coefficients.extend(scaled)
                lower, upper = self._sides(row, rhs)
                lowers.append(lower)
                uppers.append(upper)
            self._solver.addRows(
                len(rows),
                numpy.array(lowers),
                numpy.array(uppers),
                len(indices),
                numpy.array(starts, dtype=numpy.int32),
                numpy.array(indices, dtype=numpy.int32),
                numpy.array(coefficients),
            )

    def _scaled(self, row: Row) -> tuple[float, list[float], float]:
        """A row's scale, coefficients and right side as the solver sees them.

        Without the columns that are always 0: what they would cost, were they not, can dwarf all else.
        """
        coefficients = [
            float(coefficient) * self._column_scales[column]
            for column, coefficient in row.terms.items()
            if self._program.columns[column].upper
        ]
        scale = self.money if row.money else max((abs(c) for c in coefficients), default=0.0) or 1.0
        return scale, [coefficient / scale for coefficient in coefficients], float(row.rhs) / scale

    @staticmethod
    def _numpy():  # type: ignore[no-untyped-def]
        import numpy

        return numpy


def quiet_solver() -> highspy.Highs:
    """HiGHS with tolerances as tight as it allows, one thread, and nothing printed."""
    import highspy

    with silenced():  # the banner comes before it can be told not to
        solver = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "presolve": "off",
        "simplex_dual_edge_weight_strategy": 1,  # Devex: few iterations a solve, so cheap weights pay
        "small_matrix_value": 1e-12,  # or what a great amount adds to a score is taken for nothing
        **dict.fromkeys(_TOLERANCES, _TIGHT),
    }
    for option, value in options.items():
        solver.setOptionValue(option, value)
    return solver
