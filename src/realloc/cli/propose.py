"""`realloc propose`: the paper for the committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from realloc.api import calls, publishing
from realloc.api.cases import Case, read_case
from realloc.api.planfile import asked_for, read_plan
from realloc.api.results import Plan
from realloc.case.overlay import BASE
from realloc.cli.outcome import DONE, Request, complain, print_json, searching, written
from realloc.errors import Lang, UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the paper is to be printed; None and "" stand for what the case says."""

    files: Sequence[Path]
    lang: Lang = "th"
    thai_digits: bool = False
    day: str = ""
    template: Path | None = None
    compare: str = ""
    plan: Path | None = None


def run(request: Request, scenario: str | None, wanted: Wanted) -> int:
    """Plan, or take the plan of a file, check it, and print it."""
    day = wanted.day or None
    publishing.check_request(wanted.files, day, wanted.template)
    what: Case | Plan
    if wanted.plan is None:
        what = read_case(request.folder, scenario or BASE, request.pairs())
    else:
        what = _given(request, scenario, wanted.plan)
    names = [name.strip() for name in wanted.compare.split(",") if name.strip()]
    with searching(request.lang):
        paper = publishing.propose(
            what,
            *wanted.files,
            lang=wanted.lang,
            thai_digits=wanted.thai_digits,
            day=day,
            template=wanted.template,
            compare=names,
        )
    for file in paper.files:
        complain(written(file, request.lang))
    if request.as_json:
        print_json(paper.to_dict(request.lang))
    return DONE


def _given(request: Request, scenario: str | None, file: Path) -> Plan:
    """The plan in a file, verified against the case as it stands now."""
    document = read_plan(file)
    name, _ = asked_for(document, file)
    if request.settings or scenario not in (None, name):
        raise UsageError(
            f"{file}: made for scenario {name}; --plan goes with neither another --scenario nor --set.",
            f"{file}: แผนนี้จัดทำสำหรับสถานการณ์ {name} จึงใช้ --plan ร่วมกับ --scenario อื่นหรือ --set ไม่ได้",
        )
    return calls.plan_in(document, file, request.folder)
