"""Plans for others: the committee's paper, open data, and the schemas of what programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from realloc.api.calls import loaded
from realloc.api.calls import plan as plan_case
from realloc.api.cases import Case, Folder, case_of
from realloc.api.exact import dated
from realloc.api.filed import Paper
from realloc.api.results import Plan
from realloc.case import records
from realloc.case.nearest import nearest
from realloc.errors import Lang, NoPlan, UsageError
from realloc.quiet import silenced
from realloc.report.paper.content import Paper as Content
from realloc.report.paper.printing import WRITERS, printed
from realloc.report.wording import text
from realloc.result import Plan as PlanRecord
from realloc.writing import replace_folder, write_file

_SCHEMAS = Path(__file__).parent.parent / "schema"


def propose(
    plan: Plan | Case | Folder,
    *files: Folder,
    lang: Lang = "th",
    thai_digits: bool = False,
    day: str | date | None = None,
    template: Folder | None = None,
    compare: Sequence[str] = (),
) -> Paper:
    """Print a plan as the committee's paper into files: .docx, .xlsx, .html, .pdf or .md, all or none.

    A case, or a folder, is planned first. `day` is the paper's date, the case's decision unless given,
    `template` the office's own Word template, and `compare` names the scenarios shown as what else was
    considered. Raises as `plan` does, UsageError for files of other kinds, a day that is none and a template
    that cannot be filled, and NoPlan where there is nothing to propose.
    """
    paths = [Path(file) for file in files]
    suffixes, written_on = check_request(paths, day, template)
    if not isinstance(plan, Plan):
        plan = plan_case(loaded(plan), relaxations=False)
    record, case = plan.record, plan.case
    if not record.transfers:
        key, rules = "p-no-plan" if plan.status == "infeasible" else "p-nothing", plan.conflict
        raise NoPlan(text(key, "en", rules=rules), text(key, "th", rules=rules))
    compared = _compared(case, compare, record.settings)

    from realloc.report.paper.compose import paper as compose  # late: there may be nothing to print

    word = Path(template) if template is not None else _own_template(case)
    paper = compose(
        record, case.records, lang=lang, thai_digits=thai_digits, day=written_on, compared=compared
    )
    contents = [_printed(paper, suffix, word) for suffix in suffixes]
    for file, content in zip(paths, contents, strict=True):
        write_file(file, content)
    return Paper(plan, paper.audit.plan_fingerprint, tuple(paths))


def export(
    plan: Plan | Case | Folder, out: Folder, *, time_limit: float | None = None, lang: Lang = "en"
) -> Path:
    """Write a plan as open data, a Fiscal Data Package, into a new folder or one that was exported before.

    A case, or a folder, is planned first. Raises as `plan` does, UsageError for a folder that holds anything
    else, and NoPlan where no plan keeps the rules.
    """
    from realloc.report.fiscal import fiscal_package

    folder = Path(out)
    check_folder(folder)
    if not isinstance(plan, Plan):
        plan = plan_case(loaded(plan), time_limit=time_limit, relaxations=False)
    if plan.status == "infeasible":
        rules, key = ", ".join(plan.conflict), "export-no-plan"
        raise NoPlan(text(key, "en", rules=rules), text(key, "th", rules=rules))
    replace_folder(folder, fiscal_package(plan.record, plan.case.records, lang))
    return folder


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a result, such as `plan`, of `case` or of a `scenario`. Raises UsageError."""
    schema: dict[str, Any] = json.loads(published(name))
    return schema


def published(name: str) -> bytes:
    """A schema as it is published. Raises UsageError with the nearest that there is."""
    known = sorted(path.stem for path in _SCHEMAS.glob("*.json"))
    if name not in known:
        near, names = nearest(name, known), ", ".join(known)
        hint, thai = (f' Did you mean "{near}"?', f' หมายถึง "{near}" หรือไม่') if near else ("", "")
        raise UsageError(
            f'there is no schema "{name}".{hint} Use one of: {names}.',
            f'ไม่มีสคีมา "{name}"{thai} โปรดใช้: {names}',
        )
    return (_SCHEMAS / f"{name}.json").read_bytes()


def _compared(
    case: Case, scenarios: Sequence[str], settings: Sequence[tuple[str, str]]
) -> list[tuple[PlanRecord, records.Case]]:
    """The plans of the other scenarios to show, under the same settings."""
    cases = [case_of(case.files, name, settings).records for name in dict.fromkeys(scenarios)]
    if not cases:
        return []

    from realloc.study.compare import plans
    from realloc.workers import local

    with silenced(), local(len(cases)) as executor:
        return list(zip(plans(cases, executor, settings=settings), cases, strict=True))


def _own_template(case: Case) -> Path | None:
    """The case's own Word template."""
    own = case.records.paper.template
    return case.files.folder / own if own else None


def _printed(paper: Content, suffix: str, template: Path | None) -> bytes:
    if suffix == ".docx" and template is not None:
        from realloc.report.paper.template import write

        return write(paper, str(template), template.read_bytes())
    return printed(paper, suffix)


def check_request(
    files: Sequence[Path], day: str | date | None, template: Folder | None
) -> tuple[list[str], date | None]:
    """The suffixes of a paper's files, and its day. Raises UsageError for what cannot be printed."""
    suffixes = [_suffix(file) for file in files]
    if template is not None and ".docx" not in suffixes:
        raise UsageError(
            "--template is for Word: write to a file that ends in .docx.",
            "--template ใช้กับ Word เท่านั้น โปรดเขียนลงไฟล์นามสกุล .docx",
        )
    return suffixes, dated("--date", day)


def _suffix(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix not in WRITERS:
        known = ", ".join(WRITERS)
        raise UsageError(
            f"{file}: the paper's form is told by the file's suffix; expected one of {known}.",
            f"{file}: รูปแบบเอกสารกำหนดจากนามสกุลไฟล์ ควรเป็นหนึ่งใน {known}",
        )
    return suffix


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but a package that was exported before."""
    from realloc.report.fiscal import DESCRIPTOR, FILES, GENERATOR

    if not folder.exists():
        return
    others = [] if not folder.is_dir() else [path.name for path in folder.iterdir() if path.name not in FILES]
    if (
        folder.is_dir()
        and not others
        and (not any(folder.iterdir()) or _made_here(folder / DESCRIPTOR, GENERATOR))
    ):
        return
    raise UsageError(
        f"{folder}: holds something else. Give a new folder, or one that was exported before.",
        f"{folder}: มีข้อมูลอื่นอยู่ โปรดระบุโฟลเดอร์ใหม่ หรือโฟลเดอร์ที่เคยส่งออกไว้",
    )


def _made_here(descriptor: Path, generator: str) -> bool:
    try:
        return generator in json.loads(descriptor.read_bytes())
    except (OSError, ValueError, RecursionError, TypeError):
        return False
