"""`realloc verify`: a plan against its case, from scratch."""

from __future__ import annotations

from pathlib import Path

from realloc import certificate as proof
from realloc import verify
from realloc.case.load import load_case
from realloc.cli.documents import asked, find_case, read_json, read_plan
from realloc.cli.outcome import DONE, NO, deliver
from realloc.errors import Lang
from realloc.report.document import verification_document
from realloc.report.terminal.verification import verification_page

type AnyProblem = verify.Problem | proof.Problem


def run(
    file: Path, folder: Path | None, certificate: Path | None, lang: Lang, *, as_json: bool, out: Path | None
) -> int:
    """Check the plan in `file`, and its proof in `certificate`; 1 where either does not hold."""
    document = read_plan(file)
    scenario, settings = asked(document, file)
    case = load_case(folder or find_case(document, file), scenario, settings)
    problems: list[AnyProblem] = list(verify.check_plan(case, document))
    proven: tuple[str, ...] = ()
    if certificate is not None and not problems:
        verdict = proof.examine(case, document, read_json(certificate))
        problems, proven = list(verdict.problems), verdict.proven
    deliver(
        out,
        lang,
        as_json=as_json,
        document=lambda: verification_document(case, problems, proven, lang),
        text=lambda page: verification_page(case, problems, proven, page),
    )
    return NO if problems else DONE
