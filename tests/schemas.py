"""JSON Schemas made of the types in `realloc.schema`: what the package publishes must be this."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from realloc.schema import documents, settings

FOLDER = Path(settings.__file__).parent
TYPES: dict[str, Any] = {
    "plan": documents.PlanDocument,
    "comparison": documents.ComparisonDocument,
    "check": documents.CheckDocument | documents.FindingsDocument,
    "verification": documents.VerificationDocument,
    "import": documents.ImportDocument,
    "case": settings.CaseFile,
    "scenario": settings.ScenarioFile,
}
READ = ("case", "scenario")  # what planners write: a key that is not known is an error

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
