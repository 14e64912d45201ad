"""`realloc check`: read everything, report every error at once, then what follows from the case."""

from __future__ import annotations

from realloc.api import calls
from realloc.api.cases import read_case
from realloc.cli.outcome import DONE, NO, Request, deliver, deliver_result
from realloc.errors import Finding, InputError
from realloc.report.document import findings_document
from realloc.report.terminal.check import findings_page


def run(request: Request, scenario: str) -> int:
    """Report on the case; 1 where its files have errors, which are then the report."""
    try:
        case = read_case(request.folder, scenario, request.pairs())
    except InputError as error:
        if any(map(_about_the_request, error.findings)):
            raise
        findings = error.findings
        deliver(
            request.out,
            request.lang,
            as_json=request.as_json,
            document=lambda: findings_document(findings, request.lang),
            text=lambda page: findings_page(findings, page),
        )
        return NO
    deliver_result(request, calls.check(case))
    return DONE


def _about_the_request(finding: Finding) -> bool:
    """Whether it is the command line that cannot be followed, not a file: no such folder, scenario, path."""
    if finding.file.startswith("--set"):
        return True
    asked = finding.code in ("scenario-unknown", "scenario-name") and not finding.file
    return asked or finding.code == "folder-missing"
