"""The JSON Schema of schema files: what an editor checks and completes while one is written."""

from typing import Any

from annotate.schema.model import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) that every good schema file is valid under; names across parts it cannot check."""
    whole = Schema.model_json_schema(mode="validation")
    parts = whole.pop("$defs")
    own = {key: whole["properties"][key] for key in ("name", "version", "extends", "changelog")}
    properties = {key: own.get(key, {}) for key in whole["properties"]}
    extending = {"properties": properties, "required": ["name", "version"], "additionalProperties": False}
    return {
        "$schema": _DIALECT,
        "title": "An event schema of event-annotate",
        "$defs": parts,
        "type": "object",
        # What a file extends may give it any part, and `null` takes one away: only the whole can be checked.
        "if": {"required": ["extends"]},
        "then": extending,
        "else": whole,
    }
