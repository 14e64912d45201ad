"""Studies as the documents that other programs read; see `document`."""

from __future__ import annotations

from collections.abc import Sequence

from realloc.case.records import Case
from realloc.errors import Lang
from realloc.report.document import Document
from realloc.report.rows import documents
from realloc.report.titles import case_title, scenario_title
from realloc.whatif import Study

SWEEP_SCHEMA = "realloc.sweep/1"


def sweep_document(
    study: Study, case: Case, settings: Sequence[tuple[str, str]], lang: Lang = "en"
) -> Document:
    """A sweep as `realloc sweep --json` writes it, schema `realloc.sweep/1`.

    `case` is the one that everything was laid on. `rows` come in the order of the points. `thresholds` has,
    for each change, the number of the row before it and of the row after it.
    """
    return {
        "schema": SWEEP_SCHEMA,
        "case": {"name": case.name, "title": case_title(case, lang), "fingerprint": case.fingerprint},
        "scenario": {"name": case.scenario.name, "title": scenario_title(case, lang)},
        "settings": [{"path": path, "value": value} for path, value in settings],
        "vary": [{"path": axis.path, "asked": axis.spec, "values": list(axis.values)} for axis in study.axes],
        "paired": study.paired,
        "thresholds": [
            {
                "path": found.axis.path,
                "changes": [
                    {"before": change.before.number, "after": change.after.number} for change in found.changes
                ],
            }
            for found in study.thresholds
        ],
        "rows": list(documents(study.rows, study.axes)),
    }
