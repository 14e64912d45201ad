"""A plan as open data: a Fiscal Data Package (version 0.3), `datapackage.json` and its tables as CSV.

A budget line is an activity, or a reserve project that the plan funds. `approved` is its budget before the
plan, `adjusted` after it, `executed` what has been disbursed; what activities give is what reserve projects
get, so the first two add up to the same. Amounts are exact decimals in baht. The same plan gives the same
bytes.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO
from typing import Any

from realloc import money
from realloc.case.records import CATEGORIES, Case
from realloc.case.sheets import shield
from realloc.errors import Lang
from realloc.report.titles import case_title, in_lang, scenario_title
from realloc.report.wording import text
from realloc.result import Plan

DESCRIPTOR, BUDGET, TRANSFERS = "datapackage.json", "budget.csv", "transfers.csv"
FILES = (DESCRIPTOR, BUDGET, TRANSFERS)
GENERATOR = "realloc"

PHASES = ("approved", "adjusted", "executed")
_FIRST_MONTH = 10  # the Thai fiscal year begins in October

type Descriptor = dict[str, Any]


def fiscal_package(plan: Plan, case: Case, lang: Lang = "en") -> dict[str, bytes]:
    """Return the package's files by name. `plan` exists and is the case's own."""
    budget = _table(list(_BUDGET_FIELDS), _budget_rows(plan, case, lang))
    transfers = _table(
        list(_TRANSFER_FIELDS),
        ([t.source, t.target, money.decimal(t.amount), t.approval] for t in plan.transfers),
    )
    descriptor = _descriptor(plan, case, lang, budget, transfers)
    written = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: written.encode("utf-8"), BUDGET: budget, TRANSFERS: transfers}


def fiscal_year(case: Case) -> tuple[date, date]:
    """The first and last day of the case's fiscal year: that of its targets, else October to September."""
    close = case.calendar.close
    if case.targets is not None:
        start = case.targets.fiscal_year_start
    else:
        start = date(close.year - (close.month < _FIRST_MONTH), _FIRST_MONTH, 1)
    leap = start.month == 2 and start.day == 29
    return start, (start.replace(year=start.year + 1, day=28 if leap else start.day) - timedelta(days=1))


def _budget_rows(plan: Plan, case: Case, lang: Lang) -> Iterator[list[str]]:
    for activity, result in zip(case.activities, plan.activities, strict=True):
        names = [activity.name, activity.name_en, activity.project, _project(case, activity.project, lang)]
        kinds = [activity.main_activity, activity.agency, activity.category]
        amounts = (result.before, result.after, activity.disbursed)
        yield [activity.id, "activity", *names, *kinds, *map(money.decimal, amounts)]
    for reserve, got in zip(case.reserves, plan.reserves, strict=True):
        if got.funded:
            names = [reserve.name, reserve.name_en, reserve.project, _project(case, reserve.project, lang)]
            kinds = ["", reserve.agency, reserve.category]
            yield [reserve.id, "reserve", *names, *kinds, *map(money.decimal, (0, got.amount, 0))]


def _project(case: Case, name: str, lang: Lang) -> str:
    known = case.projects.get(name)
    return "" if known is None else in_lang(known.name, known.name_en, lang)


def _table(header: Sequence[str], rows: Iterator[list[str]]) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(list(map(shield, row)))
    return stream.getvalue().encode("utf-8")


def _text(title: str, description: str, **constraints: Any) -> Descriptor:
    field = {"title": title, "type": "string", "description": description}
    return field | ({"constraints": constraints} if constraints else {})


def _amount(title: str, description: str) -> Descriptor:
    field = {"title": title, "type": "number", "decimalChar": ".", "bareNumber": True}
    return field | {"description": description, "constraints": {"required": True, "minimum": 0}}


_BUDGET_FIELDS = {
    "line": _text("รหัส", "Id of the activity or reserve project", required=True, unique=True),
    "kind": _text(
        "ชนิด", "An activity, or a reserve project that the plan funds", required=True,
        enum=["activity", "reserve"],
    ),
    "name": _text("ชื่อ", "Name, in Thai", required=True),
    "name_en": _text("ชื่อภาษาอังกฤษ", "Name, in English"),
    "project": _text("รหัสโครงการ", "Parent project, code", required=True),
    "project_name": _text("โครงการ", "Parent project, name"),
    "main_activity": _text("กิจกรรมหลัก", "Main activity, of an activity"),
    "agency": _text("หน่วยงาน", "Agency in charge", required=True),
    "category": _text("งบรายจ่าย", "Expenditure category", required=True, enum=list(CATEGORIES)),
    "approved": _amount("งบเดิม", "Budget before the plan, in baht"),
    "adjusted": _amount("งบใหม่", "Budget after the plan, in baht"),
    "executed": _amount("เบิกจ่าย", "Disbursed by the date of the figures, in baht"),
}  # fmt: skip
_TRANSFER_FIELDS = {
    "from": _text("จาก", "Activity that gives", required=True),
    "to": _text("ไปยัง", "Reserve project that gets", required=True),
    "amount": _amount("จำนวนเงิน", "Amount transferred, in baht"),
    "approval": _text("ผู้อนุมัติ", "Lowest level that may approve it", required=True),
}


def _descriptor(plan: Plan, case: Case, lang: Lang, budget: bytes, transfers: bytes) -> Descriptor:
    start, end = fiscal_year(case)
    scenario = scenario_title(case, lang) or plan.scenario
    return {
        "profile": "tabular-data-package",
        "name": _slug(case.name, plan.scenario),
        "title": case_title(case, lang),
        "description": text("export-description", lang, title=scenario),
        "keywords": ["budget", "reallocation", "งบประมาณ", "โอนเปลี่ยนแปลง"],
        "countryCode": "TH",
        "granularity": "aggregated",
        "fiscalPeriod": {"start": start.isoformat(), "end": end.isoformat()},
        GENERATOR: {
            "plan": "realloc.plan/1",
            "case": plan.case_name,
            "fingerprint": plan.fingerprint,
            "scenario": plan.scenario,
            "settings": [{"path": path, "value": value} for path, value in plan.settings],
            "status": plan.status,
            "asOf": case.calendar.as_of.isoformat(),
            "decision": case.calendar.decision.isoformat(),
            "assumptions": [
                {"about": a.about, "note": in_lang(a.note, a.note_en, lang)} for a in plan.assumptions
            ],
        },
        "resources": [
            _resource("budget", BUDGET, budget, _BUDGET_FIELDS, {"primaryKey": ["line"]}),
            _resource(
                "transfers",
                TRANSFERS,
                transfers,
                _TRANSFER_FIELDS,
                {
                    "primaryKey": ["from", "to"],
                    "foreignKeys": [
                        {"fields": [end], "reference": {"resource": "budget", "fields": ["line"]}}
                        for end in ("from", "to")
                    ],
                },
            ),
        ],
        "model": {
            "measures": {phase: _measure(phase, case.currency) for phase in PHASES},
            "dimensions": _DIMENSIONS,
        },
    }


def _resource(
    name: str, path: str, content: bytes, fields: dict[str, Descriptor], keys: Descriptor
) -> Descriptor:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {"fields": [{"name": field} | about for field, about in fields.items()], **keys},
    }


def _measure(phase: str, currency: str) -> Descriptor:
    return {
        "source": phase,
        "resource": "budget",
        "currency": currency,
        "factor": 1,
        "direction": "expenditure",
        "phase": phase,
    }


def _dimension(key: str, kind: str, label: str = "", **more: str) -> Descriptor:
    attributes: Descriptor = {key: {"source": key, "resource": "budget"}}
    if label:
        attributes[label] = {"source": label, "resource": "budget", "labelfor": key}
    return {"dimensionType": kind, **more, "primaryKey": [key], "attributes": attributes}


_DIMENSIONS = {
    "line": _dimension("line", "activity", "name"),
    "kind": _dimension("kind", "other"),
    "project": _dimension("project", "activity", "project_name"),
    "main_activity": _dimension("main_activity", "activity"),
    "administrator": _dimension("agency", "entity"),
    "category": _dimension("category", "classification", classificationType="economic"),
}


def _slug(*names: str) -> str:
    """A package's name: small Latin letters, digits and `-`; what cannot be said in them is left out."""
    parts = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in names]
    return "-".join(filter(None, ["realloc", *parts]))
