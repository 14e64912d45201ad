"""`realloc verify`: a plan against its case, from scratch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realloc import certificate as proof
from realloc import changed, verify
from realloc.api.planfile import asked_for, find_case, read_json, read_plan
from realloc.case.load import load_case
from realloc.cli.outcome import DONE, NO, deliver
from realloc.errors import Lang, UsageError
from realloc.report.document import verification_document
from realloc.report.paper.reading import READERS
from realloc.report.terminal.verification import verification_page

if TYPE_CHECKING:
    from realloc.report.document import AnyProblem


def run(
    file: Path, folder: Path | None, certificate: Path | None, lang: Lang, *, as_json: bool, out: Path | None
) -> int:
    """Check the plan in `file`, and its proof in `certificate`; 1 where either does not hold."""
    problems: Sequence[AnyProblem]
    document: Any = None  # a paper has none of its own
    proven: tuple[str, ...] = ()
    if file.suffix.lower() in READERS:
        if certificate is not None:
            raise UsageError(
                "--certificate goes with a plan, PLAN.json, not with a paper.",
                "--certificate ใช้กับไฟล์แผน PLAN.json ไม่ใช่กับเอกสาร",
            )

        from realloc.cli.papers import check_paper  # late: a plan is no paper

        case, problems = check_paper(file, folder, lang)
    else:
        document = read_plan(file)
        scenario, settings = asked_for(document, file)
        case = load_case(folder or find_case(document, file), scenario, settings)
        problems = verify.check_plan(case, document)
        if certificate is not None and not problems:
            verdict = proof.examine(case, document, read_json(certificate))
            problems, proven = verdict.problems, verdict.proven
    since = changed.changes(case, document) if changed.is_of_other_data(problems) else None
    deliver(
        out,
        lang,
        as_json=as_json,
        document=lambda: verification_document(case, problems, proven, lang, since),
        text=lambda page: verification_page(case, problems, proven, page, since),
    )
    return NO if problems else DONE
