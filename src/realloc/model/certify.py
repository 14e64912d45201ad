"""What a search has proven, written down for others to check: the format of docs/certificate.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from realloc.model.bound import DENOMINATOR
from realloc.model.formulation import Draft
from realloc.model.program import Label, Objective
from realloc.model.tree import Bounded, Empty, Fixed, Split, Tree

if TYPE_CHECKING:
    from realloc.schema.certificate import Node, StageProof, Unsealed

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


def stage(draft: Draft, objective: Objective, value: int, tree: Tree) -> StageProof:
    """One stage's proof that no value is better than `value`, itself in the stage's unit and not negated."""
    case, grouping = draft.case, draft.grouping
    lists: list[dict[str, str]] = []
    return {
        "stage": objective.stage,
        "reserve": objective.subject or None,
        "value": str(value),
        "classes": {
            "activities": [[case.activities[i].id for i in source.members] for source in grouping.sources],
            "reserves": [[case.reserves[j].id for j in target.members] for target in grouping.targets],
        },
        "tree": _written(draft, tree, lists),
        "multipliers": lists,
    }


def _written(draft: Draft, tree: Tree, lists: list[dict[str, str]]) -> Node:
    """The tree with columns by name and multipliers by number, `lists` gathering them; no recursion."""
    program = draft.program
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


def _name(label: Label) -> str:
    """A label as one text; colons within a part are told from those between by a backslash."""
    return ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in label)
