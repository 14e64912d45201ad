"""The memo in the office's own Word template; the annexes follow in the paper's own form.

A template is a file from someone: its Jinja runs in a sandbox, which lets it ask for fields and go through
lists and nothing else, and every value is text, escaped. The fields are in the guide.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

from realloc import reasons
from realloc.errors import UsageError, visible
from realloc.report.paper.content import Line, Move, Paper, Signature
from realloc.report.paper.docx import add_blocks, add_styles, saved
from realloc.report.paper.memo import annexes, rule_text
from realloc.report.paper.refusing import unpacked

FIELDS = (
    "office", "telephone", "reference", "date", "subject", "addressee", "title", "scenario", "dates",
    "background", "facts", "rules", "proposal", "warnings", "resolution", "lines", "moves", "left_out",
    "signatures", "assumptions", "budget", "budget_words", "disbursed", "disbursed_words", "releasable",
    "releasable_words", "asked", "asked_words", "transferred", "transferred_words", "unplaced",
    "unplaced_words", "status", "case", "case_fingerprint", "plan_fingerprint", "legend",
)  # fmt: skip


def write(paper: Paper, name: str, template: bytes) -> bytes:
    """The paper as a .docx file whose memo is made from a template, the file called `name`.

    Raises UsageError for what is no Word file, and for a template that asks for what there is not.
    """
    try:
        unpacked(template)
        filled = DocxTemplate(BytesIO(template))
        filled.init_docx()
    except Exception as error:  # python-docx breaks in as many ways as a file can be damaged
        raise _not_a_template(name) from error
    try:
        filled.render(fields(paper), _Fields(undefined=StrictUndefined, autoescape=True))
    except Exception as error:  # Jinja's own, and whatever Python says of what a template asks for
        known = ", ".join(FIELDS)
        why = visible(str(error) or type(error).__name__, 200).rstrip(".")
        thai = visible(reasons.template(str(error)), 200)
        raise UsageError(
            f"{name}: the template cannot be filled: {why}. The fields are: {known}.",
            f"{name}: เติมข้อมูลลงแม่แบบไม่ได้: {thai} ช่องข้อมูลที่ใช้ได้: {known}",
        ) from None
    document = filled.docx
    add_styles(document, paper)
    add_blocks(document, paper, annexes(paper), empty=False)
    return saved(document)


class _Fields(ImmutableSandboxedEnvironment):
    """Fields and loops over them: no function, and no sum that could come to more than there is room for."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.clear()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"{operator} is not allowed")


def fields(paper: Paper) -> dict[str, Any]:
    """What a template may ask for: texts, and lists of texts or of fields, all as they are to be printed."""
    head, sums, audit = paper.head, paper.sums, paper.audit
    made: dict[str, Any] = {
        "office": head.office,
        "telephone": head.telephone,
        "reference": head.reference,
        "date": head.date,
        "subject": head.subject,
        "addressee": head.addressee,
        "title": paper.title,
        "scenario": paper.scenario,
        "dates": paper.dates,
        "background": paper.background,
        "facts": paper.facts,
        "rules": [rule_text(paper, rule) for rule in paper.rules],
        "proposal": paper.proposal,
        "warnings": paper.warnings,
        "resolution": paper.resolution,
        "lines": [_line(paper, line) for line in paper.lines],
        "moves": [_move(paper, move) for move in paper.moves],
        "left_out": [
            {"id": r.id, "name": r.name, "agency": r.agency, "cost": paper.baht(r.cost), "why": r.why}
            for r in paper.left_out
        ],
        "signatures": [_signature(paper, who) for who in paper.signatures if who.level],
        "assumptions": [{"about": a.about, "note": a.note} for a in paper.assumptions],
        "status": paper.status,
        "case": audit.case,
        "case_fingerprint": audit.case_fingerprint,
        "plan_fingerprint": audit.plan_fingerprint,
        "legend": paper.legend,
    }
    for key in ("budget", "disbursed", "releasable", "asked", "transferred", "unplaced"):
        made[key] = paper.baht(getattr(sums, key))
        made[f"{key}_words"] = paper.words(getattr(sums, key))
    return made


def _line(paper: Paper, line: Line) -> dict[str, Any]:
    amounts = {key: paper.baht(getattr(line, key)) for key in ("before", "out", "into", "after")}
    texts = {key: getattr(line, key) for key in ("id", "name", "project", "agency", "category", "why")}
    return {"number": paper.count(line.number), "gives": line.side == "gives"} | texts | amounts


def _move(paper: Paper, move: Move) -> dict[str, Any]:
    keys = ("source", "source_name", "target", "target_name", "level_name", "why")
    texts = {key: getattr(move, key) for key in keys}
    return {"number": paper.count(move.number), "amount": paper.baht(move.amount)} | texts


def _signature(paper: Paper, who: Signature) -> dict[str, Any]:
    return {
        "level": who.level_name,
        "name": who.name,
        "position": who.position,
        "amount": paper.baht(who.amount),
        "words": paper.words(who.amount),
        "lines": paper.count(who.lines),
    }


def _not_a_template(name: str) -> UsageError:
    return UsageError(
        f"{name}: not a Word file (.docx); expected the office's template.",
        f"{name}: ไม่ใช่ไฟล์ Word (.docx) ควรเป็นแม่แบบของหน่วยงาน",
    )
