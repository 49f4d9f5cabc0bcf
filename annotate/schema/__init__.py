"""Event schemas: the model, its YAML form, and the schemas that ship."""

from annotate.schema.builtin import builtin_folder, builtin_names, schema_path
from annotate.schema.count import Count
from annotate.schema.model import (
    Attribute,
    Choice,
    EntityType,
    EventType,
    RelationType,
    Role,
    Schema,
    Trigger,
    Type,
)
from annotate.schema.read import load_schema, parse_schema, parse_written, read_schema, read_written

__all__ = [
    "Attribute",
    "Choice",
    "Count",
    "EntityType",
    "EventType",
    "RelationType",
    "Role",
    "Schema",
    "Trigger",
    "Type",
    "builtin_folder",
    "builtin_names",
    "load_schema",
    "parse_schema",
    "parse_written",
    "read_schema",
    "read_written",
    "schema_path",
]
