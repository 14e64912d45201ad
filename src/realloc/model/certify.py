"""What a search has proven, written down for others to check: the format of docs/certificate.md."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, cast

from realloc.model.bound import DENOMINATOR
from realloc.model.formulation import Draft
from realloc.model.parts import GRAIN, Priced, Run
from realloc.model.program import Label, Objective, Program
from realloc.model.tree import Bounded, Empty, Fixed, Split, Tree

if TYPE_CHECKING:
    from realloc.schema.certificate import Node, PartProof, StageProof, TreeProof, Unsealed

SCHEMA: Final = "realloc.certificate/1"


def document(name: str, fingerprint: str, scenario: str, stages: Sequence[StageProof]) -> Unsealed:
    """The certificate of a plan's proven stages, without its digest."""
    return {
        "schema": SCHEMA,
        "case": {"name": name, "fingerprint": fingerprint},
        "scenario": scenario,
        "denominator": str(DENOMINATOR),
        "stages": list(stages),
    }


def stage(
    draft: Draft,
    objective: Objective,
    value: int,
    tree: Tree | None,
    runs: Sequence[Run] | None = None,
    priced: Priced | None = None,
) -> StageProof:
    """One stage's proof that no value is better than `value`, itself in the stage's unit and not negated.

    By a tree, or by what the searches of independent parts have shown of each, free or at prices.
    """
    case, grouping = draft.case, draft.grouping
    entry: StageProof = {
        "stage": objective.stage,
        "reserve": objective.subject or None,
        "value": str(value),
        "classes": {
            "activities": [[case.activities[i].id for i in source.members] for source in grouping.sources],
            "reserves": [[case.reserves[j].id for j in target.members] for target in grouping.targets],
        },
    }
    if tree is not None:
        entry.update(_proof(draft.program, tree))
    if runs is not None:
        entry["parts"] = [_part(draft, run) for run in runs]
    if priced is not None:
        prices = {_name(label): str(price) for label, price in priced.prices.items()}
        entry["priced"] = {"multipliers": prices, "parts": [_part(draft, run) for run in priced.runs]}
    return entry


def _part(draft: Draft, run: Run) -> PartProof:
    """What is shown of one part: its classes, and that it has no better value than `value`."""
    part, grouping = run.part, draft.grouping
    paying = {a for a, _ in part.worker.draft.flow}
    proof: PartProof = {
        "activities": [
            source.name
            for a, source in enumerate(grouping.sources)
            if a in paying or ("touched", draft.case.activities[source.members[0]].id) in part.program.index
        ],
        "reserves": [
            target.name for target in grouping.targets if not part.takers.isdisjoint(target.members)
        ],
        "value": _decimal(run.most),
        **_proof(part.program, run.search.shown()),
    }
    if run.scale != 1:
        proof["denominator"] = str(DENOMINATOR * run.scale)
    return proof


def _proof(program: Program, tree: Tree) -> TreeProof:
    lists: list[dict[str, str]] = []
    return {"tree": _written(program, tree, lists), "multipliers": lists}


def _written(program: Program, tree: Tree, lists: list[dict[str, str]]) -> Node:
    """The tree with columns by name and multipliers by number, `lists` gathering them; no recursion."""
    known: dict[int, int] = {}

    def number(multipliers: dict[int, int]) -> int:
        if id(multipliers) not in known:
            known[id(multipliers)] = len(lists)
            lists.append({_name(program.rows[row].label): str(value) for row, value in multipliers.items()})
        return known[id(multipliers)]

    def column(of: int) -> str:
        return _name(program.columns[of].label)

    root: dict[str, Any] = {}
    todo = [(tree, root)]
    while todo:
        node, written = todo.pop()
        match node.end:
            case Split(of, at, down, up):
                written |= {"column": column(of), "at": at, "down": {}, "up": {}}
                todo += [(up, written["up"]), (down, written["down"])]
            case Fixed(multipliers, columns, then):
                choices = {column(of): choice for of, (choice, _) in columns.items()}
                written |= {"fix": number(multipliers), "columns": choices, "then": {}}
                todo.append((then, written["then"]))
            case Empty(multipliers):
                written["empty"] = number(multipliers)
            case Bounded(multipliers):
                written["bound"] = number(multipliers)
    return cast("Node", root)


def _decimal(value: Fraction) -> str:
    """A value of at most six decimals, as text."""
    whole, rest = divmod(abs(value), 1)
    text = f"{whole}.{int(rest * GRAIN):06}" if rest else str(whole)
    return f"-{text}" if value < 0 else text


def _name(label: Label) -> str:
    """A label as one text; colons within a part are told from those between by a backslash."""
    return ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in label)
