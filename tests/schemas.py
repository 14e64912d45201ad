"""JSON Schemas made of the types in `realloc.schema`: what the package publishes must be this."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NotRequired, TypeAliasType, get_args, get_origin, get_type_hints, is_typeddict

from jsonschema import Draft202012Validator, ValidationError
from pydantic import TypeAdapter

from realloc.schema import certificate, choices, documents, explanation, settings, study

FOLDER = Path(settings.__file__).parent
TYPES: dict[str, Any] = {
    "plan": documents.PlanDocument,
    "alternatives": choices.AlternativesDocument,
    "frontier": choices.FrontierDocument,
    "explanation": explanation.ExplanationDocument,
    "comparison": study.ComparisonDocument,
    "sweep": study.SweepDocument,
    "hedge": study.HedgeDocument,
    "risk": study.RiskDocument,
    "difference": choices.DifferenceDocument,
    "check": documents.CheckDocument | documents.FindingsDocument,
    "verification": documents.VerificationDocument,
    "import": documents.ImportDocument,
    "paper": documents.PaperDocument,
    "certificate": certificate.CertificateDocument,
    "case": settings.CaseFile,
    "scenario": settings.ScenarioFile,
}
READ = ("case", "scenario")  # what planners write: a key that is not known is an error
RESULTS = sorted(TYPES.keys() - READ)

type Schema = dict[str, Any]


def made(name: str) -> Schema:
    """The schema of this name."""
    schema = TypeAdapter(TYPES[name]).json_schema(ref_template="#/$defs/{model}")
    for part in objects(schema):
        # A title that is only the field's name again says nothing; those in Thai are ours.
        if part.get("title", "ก").isascii():
            del part["title"]
        if name in READ and "properties" in part:
            part["additionalProperties"] = False
        if name == "scenario":  # only what differs is said
            part.pop("required", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:realloc:{name}:1",
        "title": f"realloc.{name}/1",
    }
    return head | schema


def objects(schema: Any) -> Iterator[Schema]:
    """Every schema within a schema, itself included."""
    if isinstance(schema, list):
        for item in schema:
            yield from objects(item)
    elif isinstance(schema, dict):
        yield schema
        for key, item in schema.items():
            if key in ("properties", "$defs"):
                for part in item.values():
                    yield from objects(part)
            elif isinstance(item, dict | list) and key not in ("enum", "required", "examples"):
                yield from objects(item)


def written(name: str) -> str:
    return json.dumps(made(name), ensure_ascii=False, indent=2) + "\n"


def closed(schema: Schema) -> Schema:
    """The schema with no room for fields that it does not name."""
    copy: Schema = json.loads(json.dumps(schema))
    for part in objects(copy):
        if "properties" in part:
            part["additionalProperties"] = False
    return copy


def published(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return schema


def faults(name: str, document: Any, strict: bool = True) -> list[str]:
    """What a schema finds wrong with a document; `strict` allows only fields that it names."""
    schema = closed(published(name)) if strict and name not in READ else published(name)
    errors = [_inmost(error) for error in validator(schema).iter_errors(document)]
    return [f"{error.json_path}: {error.message}" for error in errors]


def _inmost(error: ValidationError) -> ValidationError:
    """Where the nearest of several forms goes wrong, not that none fits."""
    forms: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        forms.setdefault(inner.schema_path[0], []).append(inner)
    return _inmost(min(forms.values(), key=len)[0]) if forms else error


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def optional(name: str, fields: set[str]) -> set[str]:
    """The fields that a type of this document, the one with just these fields, says may be left out."""
    return next(
        {field for field, hint in hints.items() if get_origin(hint) is NotRequired}
        for hints in _all_hints(TYPES[name])
        if set(hints) == fields
    )


def _all_hints(start: Any) -> Iterator[dict[str, Any]]:
    """The fields of every typed dict that a type is made of."""
    seen: list[Any] = []
    todo = [start]
    while todo:
        kind = todo.pop()
        if kind in seen:
            continue
        seen.append(kind)
        if isinstance(kind, TypeAliasType):
            todo.append(kind.__value__)
        if is_typeddict(kind):
            hints = get_type_hints(kind, include_extras=True)
            yield hints
            todo += hints.values()
        todo += get_args(kind)
