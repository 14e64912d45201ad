"""The tree of a search: how the plans were divided, and what is proven of each part."""

from __future__ import annotations

from dataclasses import dataclass

from realloc.model.bound import DENOMINATOR
from realloc.model.program import Objective, Program, Row
from realloc.model.relax import Bounds

_MOST_CARRIED = 2_000
_MOST_OPEN = 20

Multipliers = dict[int, int]
"""One a row, by number, over 2**80; none where no proof was asked for."""


@dataclass(slots=True)
class Tree:
    """A part of the plans, and how it ended; None while nothing is proven of it."""

    end: Bounded | Empty | Split | Fixed | None = None


@dataclass(frozen=True, slots=True)
class Bounded:
    """These multipliers prove that no plan here is worth `reach` + 1."""

    multipliers: Multipliers
    reach: int


@dataclass(frozen=True, slots=True)
class Empty:
    """These multipliers prove that there is no plan here."""

    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Split:
    """Divided: the column at most `at` on one side, at least `at` + 1 on the other."""

    column: int
    at: int
    down: Tree
    up: Tree


@dataclass(frozen=True, slots=True)
class Fixed:
    """These multipliers prove that the other choice for each of these binaries is no better.

    `columns` has the choice and what the other one can reach.
    """

    multipliers: Multipliers
    columns: dict[int, tuple[int, int]]
    then: Tree


Carried = tuple[Tree, list[tuple[Tree, Bounds]]]
"""A tree, and its open parts with their bounds."""


def untouched() -> Carried:
    """All plans, of which nothing is known."""
    tree = Tree()
    return tree, [(tree, {})]


def held(tree: Tree, program: Program, objective: Objective, value: int) -> Carried:
    """Hold a stage at `value` by a row of the program: what its search leaves for the next stage."""
    return held_by(tree, program, objective.keep(value))


def held_by(tree: Tree, program: Program, keep: Row, scale: int = 1) -> Carried:
    """The same, by this row; the stage was searched for in `scale` parts of what the row counts."""
    sign = scale if keep.sense == ">=" else -scale
    multiplier = {len(program.rows): -sign * DENOMINATOR}
    program.rows.append(keep)
    return carried(tree, program, int(sign * keep.rhs), multiplier)


def resumed(tree: Tree, program: Program, within: Bounds) -> Carried:
    """The tree of a search as one with the same objective, of fewer plans, goes on with it `within` bounds.

    What is empty stays empty, and what bounded a part still does: each part is open, with that at its end.
    """
    root = Tree()
    left: list[tuple[Tree, Bounds]] = []
    todo: list[tuple[Tree, Tree, Bounds]] = [(tree, root, within)]
    while todo:
        old, new, bounds = todo.pop()
        end = old.end
        if isinstance(end, Split):
            column = program.columns[end.column]
            lower, upper = bounds.get(end.column) or (column.lower, column.upper)
            new.end = split = Split(end.column, end.at, Tree(), Tree())
            if end.at < upper:
                todo.append((end.up, split.up, bounds | {end.column: (max(lower, end.at + 1), upper)}))
            if lower <= end.at:
                todo.append((end.down, split.down, bounds | {end.column: (lower, min(upper, end.at))}))
        elif isinstance(end, Fixed):
            for number, (choice, reach) in end.columns.items():
                if program.columns[number].upper:
                    chosen, other = Tree(), Tree(Bounded(end.multipliers, reach))
                    new.end = Split(number, 0, *((other, chosen) if choice else (chosen, other)))
                    left.append((other, bounds | {number: (1 - choice,) * 2}))
                    new, bounds = chosen, bounds | {number: (choice,) * 2}
            todo.append((end.then, new, bounds))
        else:
            new.end = end
            if not isinstance(end, Empty):
                left.append((new, bounds))
    return root, left


def carried(tree: Tree, program: Program, value: int, keep: Multipliers) -> Carried:
    """The tree of a stage as the next one can go on with it; all plans where too much is left to be worth it.

    Once the stage is held at `value`, whatever cannot reach that is empty: what proved the bound proves this,
    with the multiplier `keep` of the row that holds the stage.
    """
    root = Tree()
    left: list[tuple[Tree, Bounds]] = []
    todo: list[tuple[Tree, Tree, Bounds]] = [(tree, root, {})]
    seen = 0

    def close(part: Tree, multipliers: Multipliers, reach: int, bounds: Bounds) -> None:
        if reach < value:
            part.end = Empty(multipliers | keep)
        else:
            left.append((part, bounds))

    while todo:
        seen += 1
        if seen > _MOST_CARRIED:
            return untouched()
        old, new, bounds = todo.pop()
        end = old.end
        if isinstance(end, Split):
            column = program.columns[end.column]
            lower, upper = bounds.get(end.column) or (column.lower, column.upper)
            down, up = Tree(), Tree()
            new.end = Split(end.column, end.at, down, up)
            todo.append((end.up, up, bounds | {end.column: (end.at + 1, upper)}))
            todo.append((end.down, down, bounds | {end.column: (lower, end.at)}))
        elif isinstance(end, Fixed):
            for number, (choice, reach) in end.columns.items():
                if program.columns[number].upper:
                    chosen, other = Tree(), Tree()
                    new.end = Split(number, 0, *((other, chosen) if choice else (chosen, other)))
                    close(other, end.multipliers, reach, bounds | {number: (1 - choice,) * 2})
                    new, bounds = chosen, bounds | {number: (choice,) * 2}
            todo.append((end.then, new, bounds))
        elif isinstance(end, Empty):
            new.end = end
        elif isinstance(end, Bounded):
            close(new, end.multipliers, end.reach, bounds)
        else:
            left.append((new, bounds))
    return (root, left) if len(left) <= _MOST_OPEN else untouched()
