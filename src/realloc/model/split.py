"""Between transfers, line by line, and the columns of a program: whole numbers both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from realloc.model.formulation import Draft

Lines = dict[tuple[int, int], int]
"""Units moved, by position of the activity and of the reserve."""


def split(draft: Draft, values: Sequence[int]) -> Lines:
    """Turn flows between classes into transfers between their members.

    Each class is poured in a fixed order (givers: largest first; takers: by id), so that the lines number at
    most members touched + members funded in each connected part of the flows.
    """
    grouping, index = draft.grouping, draft.program.index
    give: list[list[list[int]]] = []
    for source in grouping.sources:
        touched = [index.get(("touched", draft.case.activities[i].id)) for i in source.members]
        usable = [
            i for i, column in zip(source.members, touched, strict=True) if column is None or values[column]
        ]
        usable.sort(key=lambda i: (-draft.give[i], draft.case.activities[i].id))
        give.append([[i, draft.give[i]] for i in reversed(usable)])
    take: list[list[list[int]]] = []
    for target in grouping.targets:
        amounts = [
            (j, int(sum(coefficient * values[column] for column, coefficient in draft.received(j).items())))
            for j in target.members
        ]
        take.append([[j, amount] for j, amount in reversed(amounts) if amount])
    lines: Lines = defaultdict(int)
    for (a, b), column in draft.flow.items():
        _pour(give[a], take[b], values[column], lines)
    return dict(lines)


def _pour(give: list[list[int]], take: list[list[int]], flow: int, lines: Lines) -> None:
    """Move `flow` from the top of one stack to the top of the other."""
    while flow:
        giver, taker = give[-1], take[-1]
        moved = min(flow, giver[1], taker[1])
        if moved:
            lines[giver[0], taker[0]] += moved
        for stack, end in ((give, giver), (take, taker)):
            end[1] -= moved
            if not end[1]:
                stack.pop()
        flow -= moved


def assign(draft: Draft, lines: Lines) -> list[int]:
    """The values of the draft's columns that these transfers mean."""
    grouping, program = draft.grouping, draft.program
    values = [0] * len(program.columns)
    class_of_source = {i: a for a, source in enumerate(grouping.sources) for i in source.members}
    class_of_target = {j: b for b, target in enumerate(grouping.targets) for j in target.members}
    out: dict[str, int] = defaultdict(int)
    for (i, j), units in lines.items():
        values[draft.flow[class_of_source[i], class_of_target[j]]] += units
        values[draft.funded[j]] = 1
        if j in draft.partial:
            values[draft.partial[j]] += units
        out[draft.case.activities[i].id] += units
    for row in program.rows:
        if row.label[0] in {"uses", "opens"}:
            (switch,) = (column for column in row.terms if program.columns[column].binary)
            values[switch] = int(any(values[column] for column in row.terms if column != switch))
    for label, column in program.index.items():
        if label[0] == "touched":
            values[column] = int(out.get(label[1], 0) > 0)
    return values
