"""A paper checked: its figures read back and held to the case that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from realloc import verify
from realloc.accounts import restate
from realloc.api.cases import Case, Folder, case_of
from realloc.api.planfile import find_case
from realloc.case import records
from realloc.case.load import Raw, load_folder, scenario_names
from realloc.errors import UsageError
from realloc.quiet import silenced
from realloc.report.document import plan_document
from realloc.report.paper.comparing import Difference, differences
from realloc.report.paper.compose import paper as compose
from realloc.report.paper.fingerprint import plan_fingerprint
from realloc.report.paper.reading import read
from realloc.report.paper.recognising import Seen, Stated, compact, recognised, spaced, stated
from realloc.report.paper.tracing import Document, document, mended, moves, readable
from realloc.report.paper.voice import Voice
from realloc.report.wording import text
from realloc.result import Plan

type AnyProblem = verify.Problem | Difference


def check_paper(file: Path, given: Case | Folder | None) -> tuple[Case, list[AnyProblem]]:
    """The case that a paper was made from, and everything in the paper that it does not bear out."""
    seen = recognised(read(file))
    said = None if seen is None else stated(seen)
    if seen is None or said is None or not moves(seen):
        raise _not_a_paper(file)
    if isinstance(given, Case):
        raw = given.files
    else:
        raw = load_folder(Path(find_case({"case": {"name": said.case}}, file) if given is None else given))
    named = case_of(raw, said.scenario, said.settings)
    case = named.records
    as_printed = document(seen, said, case)
    plan = _stated_plan(as_printed, said, seen, case)
    if plan is None:
        return named, list(_unread(as_printed, seen, case))
    problems, compared = _scenarios(raw, seen, said)
    found = list(differences(compose(plan, case, lang=seen.lang, compared=compared), seen))
    whole: dict[str, Any] = dict(plan_document(plan))
    fits = plan_fingerprint(whole) == said.plan_fingerprint
    if not fits:
        # No single change explains it, so what is printed is checked as it is.
        whole |= {key: as_printed[key] for key in ("case", "transfers")}
    problems = [*verify.check_plan(case, whole), *problems]
    if not fits and (problems or len(found) > 1):
        problems.append(_fingerprint_differs(said, plan, seen))
    return named, [*problems, *found]


def _fingerprint_differs(said: Stated, plan: Plan, seen: Seen) -> Difference:
    where, come_to = text("p-plan-fingerprint", seen.lang), plan_fingerprint(plan_document(plan))
    return Difference("p-fingerprint-differs", where, said.plan_fingerprint, come_to)


def _stated_plan(as_printed: Document, said: Stated, seen: Seen, case: records.Case) -> Plan | None:
    """The plan whose fingerprint the paper bears, as printed or but for one change; else the one printed."""
    first = None
    for tried in (as_printed, *mended(as_printed, seen, case)):
        if readable(case, tried):
            plan = restate(case, tried)
            if plan_fingerprint(plan_document(plan)) == said.plan_fingerprint:
                return plan
            first = first or (plan if tried is as_printed else None)
    return first


def _unread(as_printed: Document, seen: Seen, case: records.Case) -> Iterator[Difference]:
    """What of the transfers and the objective cannot be read."""
    ids = {"from": {a.id for a in case.activities}, "to": {r.id for r in case.reserves}}
    title = text("p-moves", seen.lang)

    def cell(number: int, heading: str, found: Any, expected: str) -> Difference:
        where = f"{title}, {number}, {text(heading, seen.lang)}"
        return Difference("p-unread", where, str(found) or "–", text(expected, seen.lang))

    pairs = set()
    for number, row in enumerate(as_printed["transfers"], 1):
        pair = (row["from"], row["to"])
        if pair in pairs:
            yield Difference("p-row-extra", title, f"{number} {row['from']} → {row['to']}")
        pairs.add(pair)
        if row["from"] not in ids["from"]:
            yield cell(number, "h-from", row["from"], "p-an-activity")
        if row["to"] not in ids["to"]:
            yield cell(number, "h-to", row["to"], "p-a-reserve")
        if not readable(case, {"transfers": [row], "objective": []}):
            yield cell(number, "h-amount", row["amount"], "p-an-amount")
    for row in as_printed["objective"]:
        if not readable(case, {"transfers": [], "objective": [row]}):
            where = f"{text('objective', seen.lang)}, {row['stage']}"
            found = " ".join(str(row[key]) for key in ("value", "bound", "proof"))
            yield Difference("p-unread", where, found, text("p-a-stage", seen.lang))


def _scenarios(
    raw: Raw, seen: Seen, said: Stated
) -> tuple[list[AnyProblem], list[tuple[Plan, records.Case]]]:
    """The scenarios that the paper compares, planned again, since it says too little of them to check."""
    problems: list[AnyProblem] = []
    cases = []
    for row in seen.tables.get("alternatives", ())[1:]:
        name = _scenario(raw, row.cells[0])
        if name is None:
            title = text("p-considered-scenarios", seen.lang)
            problems.append(Difference("p-row-extra", title, spaced(row.cells[0])))
        else:
            cases.append(raw.case(name, said.settings))
    if not cases:
        return problems, []

    from realloc.study.compare import plans as plan_all  # late: only comparisons are planned again
    from realloc.workers import local

    with local(len(cases)) as executor, silenced():
        return problems, list(zip(plan_all(cases, executor, settings=said.settings), cases, strict=True))


def _scenario(raw: Raw, cell: str) -> str | None:
    """The scenario that a cell begins with: the longest such name."""
    voice = Voice("en")
    known = [name for name in scenario_names(raw) if compact(cell).startswith(compact(voice.code(name)))]
    return max(known, key=len, default=None)


def _not_a_paper(file: Path) -> UsageError:
    return UsageError(
        f"{file}: not a paper that `realloc propose` printed: no transfers, or not what they come from.",
        f"{file}: ไม่ใช่เอกสารที่ `realloc propose` จัดพิมพ์ เพราะไม่พบรายการโอนหรือที่มาของตัวเลข",
    )
