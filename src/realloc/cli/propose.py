"""`realloc propose`: the paper for the committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from realloc.api.planfile import asked_for, read_plan
from realloc.case.dates import day as read_day
from realloc.case.load import Raw, load_folder
from realloc.case.overlay import BASE
from realloc.case.records import Case
from realloc.cli.outcome import DONE, NO, Request, complain, print_json, searching, write_file, written
from realloc.errors import Lang, NotPrinted, UsageError, ValueRefused
from realloc.report.document import paper_document
from realloc.report.paper.content import Paper
from realloc.report.paper.printing import WRITERS
from realloc.report.wording import text
from realloc.result import Plan


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
    """Plan, or take the plan of a file, check it, and print it; 1 where there is nothing to propose."""
    suffixes = [_suffix(file) for file in wanted.files]
    day = _day(wanted.day)
    raw = load_folder(request.folder)
    if wanted.plan is None:
        plan, case = _found(request, raw, scenario or BASE)
    else:
        plan, case = _given(request, raw, scenario, wanted.plan)
    if not plan.transfers:
        key = "p-no-plan" if plan.status == "infeasible" else "p-nothing"
        complain(text(key, request.lang, rules=plan.conflict))
        return NO
    compared = _compared(request, raw, wanted.compare, plan.settings)

    from realloc.report.paper.compose import paper as compose  # late: there may be nothing to print

    template = _template(request, case, wanted, suffixes)
    paper = compose(plan, case, lang=wanted.lang, thai_digits=wanted.thai_digits, day=day, compared=compared)
    contents = [_printed(paper, suffix, template) for suffix in suffixes]
    for file, content in zip(wanted.files, contents, strict=True):
        write_file(file, content)
        complain(written(file, request.lang))
    if request.as_json:
        files = [str(file) for file in wanted.files]
        print_json(paper_document(plan, case, paper.audit.plan_fingerprint, request.lang, files))
    return DONE


def _found(request: Request, raw: Raw, scenario: str) -> tuple[Plan, Case]:
    """The best plan for a scenario, which `planning` has verified."""
    settings = request.pairs()
    case = raw.case(scenario, settings)

    from realloc.planning import plan as find_plan  # late: a case that cannot be read needs no solver

    with searching(request.lang):
        return find_plan(case, settings=settings), case


def _given(request: Request, raw: Raw, scenario: str | None, file: Path) -> tuple[Plan, Case]:
    """The plan in a file, verified against the case as it stands now."""
    document = read_plan(file)
    name, settings = asked_for(document, file)
    if request.settings or scenario not in (None, name):
        raise UsageError(
            f"{file}: made for scenario {name}; --plan goes with neither another --scenario nor --set.",
            f"{file}: แผนนี้จัดทำสำหรับสถานการณ์ {name} จึงใช้ --plan ร่วมกับ --scenario อื่นหรือ --set ไม่ได้",
        )
    case = raw.case(name, settings)

    from realloc.accounts import restate
    from realloc.verify import check_plan

    problems = check_plan(case, document)
    if problems:
        raise NotPrinted(str(file), problems)
    return restate(case, document), case


def _compared(
    request: Request, raw: Raw, scenarios: str, settings: Sequence[tuple[str, str]]
) -> list[tuple[Plan, Case]]:
    """The plans of the other scenarios to show, under the same settings."""
    names = dict.fromkeys(name.strip() for name in scenarios.split(",") if name.strip())
    cases = [raw.case(name, settings) for name in names]
    if not cases:
        return []

    from realloc.study.compare import plans as plan_all
    from realloc.study.workers import local

    with local(len(cases)) as executor, searching(request.lang):
        return list(zip(plan_all(cases, executor, settings=settings), cases, strict=True))


def _template(request: Request, case: Case, wanted: Wanted, suffixes: Sequence[str]) -> Path | None:
    """The Word template to fill: the one asked for, else the case's own, else none."""
    if ".docx" in suffixes:
        return wanted.template or (request.folder / case.paper.template if case.paper.template else None)
    if wanted.template is not None:
        raise UsageError(
            "--template is for Word: write to a file that ends in .docx.",
            "--template ใช้กับ Word เท่านั้น โปรดเขียนลงไฟล์นามสกุล .docx",
        )
    return None


def _printed(paper: Paper, suffix: str, template: Path | None) -> bytes:
    if suffix == ".docx" and template is not None:
        from realloc.report.paper.template import write

        return write(paper, str(template), template.read_bytes())

    from realloc.report.paper.printing import printed

    return printed(paper, suffix)


def _suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix not in WRITERS:
        known = ", ".join(WRITERS)
        raise UsageError(
            f"{file}: the paper's form is told by the file's suffix; expected one of {known}.",
            f"{file}: รูปแบบเอกสารกำหนดจากนามสกุลไฟล์ ควรเป็นหนึ่งใน {known}",
        )
    return suffix


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return read_day(written)
    except ValueRefused as error:
        raise UsageError(f"--date: {error.message('en')}", f"--date: {error.message('th')}") from None
