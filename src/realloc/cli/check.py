"""`realloc check`: read everything, report every error at once, then what follows from the case."""

from __future__ import annotations

from realloc.case.load import load_case
from realloc.cli.outcome import DONE, NO, Request, deliver
from realloc.errors import Finding, InputError
from realloc.report.document import check_document, findings_document
from realloc.report.terminal.check import check_page, findings_page
from realloc.situation import assess
from realloc.situation.disbursement import disbursement


def run(request: Request, scenario: str) -> int:
    """Report on the case; 1 where its files have errors, which are then the report."""
    try:
        case = load_case(request.folder, scenario, request.pairs())
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
    situation = assess(case)
    spending = disbursement(case)
    deliver(
        request.out,
        request.lang,
        as_json=request.as_json,
        document=lambda: check_document(case, situation, spending, request.lang),
        text=lambda page: check_page(case, situation, spending, page),
    )
    return DONE


def _about_the_request(finding: Finding) -> bool:
    """Whether it is the command line that cannot be followed, not a file: no such folder, scenario, path."""
    if finding.file.startswith("--set"):
        return True
    asked = finding.code in ("scenario-unknown", "scenario-name") and not finding.file
    return asked or finding.code == "folder-missing"
