"""A linear program in whole numbers: what `formulation` writes, and what search, settling and proof read.

Amounts are counted in the case's unit, so every column is an integer; coefficients are exact (int or
Fraction). Floats appear only in `solve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Literal

Label = tuple[str, ...]
Number = int | Fraction
_WHOLE = 1e-6

Sense = Literal["<=", ">=", "=="]


@dataclass(slots=True)
class Column:
    """An integer variable. `money` columns count units and are scaled for the solver."""

    label: Label
    lower: int
    upper: int
    money: bool

    @property
    def binary(self) -> bool:
        return not self.money


@dataclass(slots=True)
class Row:
    """Sum of coefficient x column, compared with `rhs`. `money` rows count units.

    A row with `share` = p/q says that part of its columns, those with q - p before them where the others have
    -p, come to at most, or at least, that share of them all.
    """

    label: Label
    terms: dict[int, Number]
    sense: Sense
    rhs: Number
    money: bool = True
    share: Fraction | None = None

    def holds(self, values: Sequence[int]) -> bool:
        """Whether whole `values` of the columns keep this row, exactly."""
        activity = sum(coefficient * values[column] for column, coefficient in self.terms.items())
        if self.sense == "<=":
            return activity <= self.rhs
        if self.sense == ">=":
            return activity >= self.rhs
        return activity == self.rhs

    def at_total(self, total: int) -> Row:
        """What a share of all columns comes to, in whole numbers, once they add up to `total`."""
        assert self.share is not None
        part: dict[int, Number] = {k: 1 for k, c in self.terms.items() if c > -self.share.numerator}
        limit = self.share * total
        return Row(self.label, part, self.sense, floor(limit) if self.sense == "<=" else ceil(limit))


@dataclass(slots=True)
class Objective:
    """What a stage optimises, in units of the case or of the stage (see `result.StageResult`).

    `subject` is the id of the reserve that a step of stage `rank` asks about.
    """

    stage: str
    maximise: bool
    terms: dict[int, Number]
    subject: str = ""

    def exact(self, values: Sequence[int]) -> Number:
        return sum((coefficient * values[column] for column, coefficient in self.terms.items()), 0)

    def value(self, values: Sequence[int]) -> int:
        """The stage's value as it is reported and kept: whole, rounded against the plan."""
        exact = self.exact(values)
        return floor(exact) if self.maximise else -floor(-exact)

    def keep(self, value: int) -> Row:
        """The row that holds this stage at `value` while later stages are optimised."""
        label = ("keep", self.stage, self.subject) if self.subject else ("keep", self.stage)
        return Row(label, self.terms, ">=" if self.maximise else "<=", value, money=False)


@dataclass(slots=True)
class Program:
    """Columns and rows, by number and by label."""

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    index: dict[Label, int] = field(default_factory=dict)

    def column(self, label: Label, lower: int, upper: int, money: bool) -> int:
        """The column of that label, added if it is new."""
        known = self.index.get(label)
        if known is None:
            known = self.index[label] = len(self.columns)
            self.columns.append(Column(label, lower, upper, money))
        return known

    def take(self, column: Column) -> int:
        """The number of a column that another program has too, added here."""
        number = self.index[column.label] = len(self.columns)
        self.columns.append(column)
        return number

    def rounded_up(self, values: Sequence[float]) -> list[int]:
        """Amounts rounded, and every binary 1 of which `values` has a part."""
        return [
            ceil(value - _WHOLE) if column.binary else round(value)
            for column, value in zip(self.columns, values, strict=True)
        ]

    def violated(self, values: Sequence[int]) -> list[Row]:
        """Rows and bounds that whole `values` break."""
        broken = [row for row in self.rows if not row.holds(values)]
        broken += [
            Row(column.label, {number: 1}, "<=", column.upper)
            for number, column in enumerate(self.columns)
            if not column.lower <= values[number] <= column.upper
        ]
        return broken
