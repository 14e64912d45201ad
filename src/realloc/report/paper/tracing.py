"""The plan that a paper states: read out of its tables, and put right where one figure was changed.

A paper says everything more than once: each transfer stands in its own table and in the sums of both its
ends, and the plan's fingerprint is over all of them. Where the fingerprint does not fit, the one change is
looked for that makes it fit; then it is known which figure was changed, and what it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from realloc import money
from realloc.case.records import STAGES, Case
from realloc.errors import MoneyError
from realloc.report.paper.recognising import Row, Seen, Stated, compact, skeleton, spaced
from realloc.report.paper.voice import Voice
from realloc.report.titles import in_lang
from realloc.report.wording import word
from realloc.result import MONEY_STAGES

type Document = dict[str, Any]

PROOFS = ("exact", "solver", "none")

# How a document writes the value of each stage; of any other, a count.
_COUNT = re.compile(r"[0-9]{1,30}")
_STAGE_FORMS = dict.fromkeys(MONEY_STAGES, re.compile(r"[0-9]{1,30}\.[0-9]{2}")) | {
    "score": re.compile(r"[0-9]{1,30}\.[0-9]{4}"),
    "rank": re.compile(r"(?:[0-9]{1,9}(?: [0-9]{1,9})*)?"),
}


def document(seen: Seen, said: Stated, case: Case) -> Document:
    """What the paper states of its plan, as a plan document; what cannot be read stands as printed."""
    voice = Voice(seen.lang)
    sources = Names(voice, case.activities)
    targets = Names(voice, case.reserves)
    levels = {skeleton(word("level", level, seen.lang)): level for level in case.levels}
    return {
        "case": {"name": said.case, "fingerprint": said.case_fingerprint},
        "scenario": {"name": said.scenario},
        "settings": [{"path": path, "value": value} for path, value in said.settings],
        "objective": [_stage(row, seen) for row in seen.tables.get("stages", ())],
        "transfers": [
            {
                "from": sources.id(row.cells[1]),
                "to": targets.id(row.cells[2]),
                "amount": amount(row.cells[3]),
                "approval": levels.get(skeleton(row.cells[4]), spaced(row.cells[4])),
            }
            for row in moves(seen)
        ],
    }


def moves(seen: Seen) -> list[Row]:
    """The rows of the table of transfers that are transfers: its sum has no number."""
    return [row for row in seen.tables.get("moves", ()) if len(row.cells) >= 5 and row.cells[0].strip()]


class Names:
    """Which row of the case a cell names: by its id, a blank and its name."""

    def __init__(self, voice: Voice, rows: Iterable[Any]) -> None:
        self._whole: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        for row in rows:
            name = in_lang(row.name, row.name_en, voice.lang)
            self._ids[compact(voice.code(row.id))] = row.id
            self._whole[skeleton(f"{voice.code(row.id)} {voice.text(name)}")] = row.id

    def id(self, cell: str) -> str:
        """The id of the row, or as much as looks like one."""
        first = spaced(cell).split(" ")[0]
        return self._whole.get(skeleton(cell)) or self._ids.get(compact(first), first)


def amount(cell: str) -> str:
    """An amount as documents write it, or the cell as it is."""
    try:
        return money.decimal(money.parse(compact(cell)))
    except MoneyError:
        return spaced(cell)


def _stage(row: Row, seen: Seen) -> Document:
    stages = {skeleton(word("stage", stage, seen.lang)): stage for stage in STAGES}
    proofs = {skeleton(word("proof", proof, seen.lang)): proof for proof in PROOFS}
    name, value, bound, proof = (*row.cells, "", "", "", "")[:4]
    stage = stages.get(skeleton(name), spaced(name))
    return {
        "stage": stage,
        "value": _figure(stage, value),
        "bound": None if spaced(bound) in ("–", "") else _figure(stage, bound),
        "proof": proofs.get(skeleton(proof), spaced(proof)),
    }


def _figure(stage: str, cell: str) -> str:
    """A stage's value as documents write it: `412.0000`, `827300.00`, `14`, or ranks `1 2 5`."""
    if stage != "rank":
        return compact(cell).replace(",", "")
    ranks: list[int] = []
    for run in spaced(cell).split():
        first, _, last = run.partition("–")
        if not first.isdecimal() or len(run) > 12:
            return spaced(cell)
        ranks += range(int(first), int(last if last.isdecimal() else first) + 1)
    return " ".join(map(str, ranks))


def readable(case: Case, stated: Document) -> bool:
    """Whether every transfer and stage can be read, so that the plan can be drawn up again."""
    activities, reserves = {a.id for a in case.activities}, {r.id for r in case.reserves}
    transfers = stated["transfers"]
    pairs = {(t["from"], t["to"]) for t in transfers}
    return (
        len(pairs) == len(transfers)
        and all(t["from"] in activities and t["to"] in reserves and _is_amount(t) for t in transfers)
        and all(_is_stage(row) for row in stated["objective"])
    )


def _is_amount(transfer: Document) -> bool:
    satang = _satang(transfer)
    return satang > 0 and transfer["amount"] == money.decimal(satang)


def _is_stage(row: Document) -> bool:
    form = _STAGE_FORMS.get(row["stage"], _COUNT)
    named = row["stage"] in STAGES and row["proof"] in PROOFS
    values = [row["value"], *([] if row["bound"] is None else [row["bound"]])]
    return named and all(value is not None and form.fullmatch(value) for value in values)


def mended(stated: Document, seen: Seen, case: Case) -> Iterator[Document]:
    """The documents that differ from this one where the paper's other tables say otherwise, in one place."""
    transfers: list[Document] = stated["transfers"]
    yield from _kept(stated, seen)
    lines = _line_amounts(seen, case)
    for end, column in (("from", "out"), ("to", "into")):
        sums: dict[str, int] = defaultdict(int)
        for transfer in transfers:
            sums[transfer[end]] += _satang(transfer)
        off = {id_: lines[column].get(id_, 0) - sums[id_] for id_ in {*lines[column], *sums}}
        off = {id_: by for id_, by in off.items() if by}
        for number, transfer in enumerate(transfers):
            here, moved = transfer[end], _satang(transfer)
            if here in off and moved + off[here] > 0:
                yield _with(stated, "transfers", number, amount=money.decimal(moved + off[here]))
            if here in off or here not in lines[column]:
                for other, by in off.items():
                    if by == moved and other != here:
                        yield _with(stated, "transfers", number, **{end: other})
    for number, stage in enumerate(stated["objective"]):
        yield _with(stated, "objective", number, bound=stage["value"])
        yield _with(stated, "objective", number, bound=None)
        for name in STAGES:
            yield _with(stated, "objective", number, stage=name)
        for proof in PROOFS:
            yield _with(stated, "objective", number, proof=proof)


def _kept(stated: Document, seen: Seen) -> Iterator[Document]:
    """The document with the amounts that a workbook keeps for its checks: its sums follow what is changed."""
    kept = [row for row in seen.tables.get("move-figures", ()) if row.cells[0].strip()]
    transfers = stated["transfers"]
    if len(kept) == len(transfers):
        amounts = [amount(row.cells[2]) for row in kept]
        yield stated | {
            "transfers": [t | {"amount": kept_as} for t, kept_as in zip(transfers, amounts, strict=True)]
        }


def _with(stated: Document, table: str, number: int, **cells: Any) -> Document:
    rows: Sequence[Document] = stated[table]
    return stated | {table: [row | cells if n == number else row for n, row in enumerate(rows)]}


def _satang(transfer: Document) -> int:
    try:
        return money.parse(transfer["amount"])
    except MoneyError:
        return 0


def _line_amounts(seen: Seen, case: Case) -> dict[str, dict[str, int]]:
    """What leaves each activity and reaches each reserve project by the transfer table, in satang."""
    voice = Voice(seen.lang)
    found: dict[str, dict[str, int]] = {"out": {}, "into": {}}
    ends = (("out", 5, Names(voice, case.activities)), ("into", 6, Names(voice, case.reserves)))
    for row in seen.tables.get("lines", ()):
        if len(row.cells) < 7 or not row.cells[0].strip():
            continue
        for column, place, names in ends:
            try:
                found[column][names.id(row.cells[1])] = money.parse(compact(row.cells[place]))
            except MoneyError:
                continue  # the other end's column has a dash here
    return found
