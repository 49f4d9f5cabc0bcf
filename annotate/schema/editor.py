"""The JSON Schema of schema files: what an editor checks and completes while one is written."""

from typing import Any

from annotate.schema.model import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that every good schema file is valid under; names across parts it cannot check."""
    described = Schema.model_json_schema(mode="validation")
    return {"$schema": _DIALECT, **described, "title": "An event schema of event-annotate"}
