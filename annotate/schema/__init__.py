"""Event schemas: the model, its YAML form, and the schemas that ship."""

from annotate.schema.builtin import builtin_folder, builtin_names, load_schema
from annotate.schema.model import Attribute, Choice, Count, EntityType, EventType, Role, Schema, Trigger, Type
from annotate.schema.read import parse_schema, read_schema

__all__ = [
    "Attribute",
    "Choice",
    "Count",
    "EntityType",
    "EventType",
    "Role",
    "Schema",
    "Trigger",
    "Type",
    "builtin_folder",
    "builtin_names",
    "load_schema",
    "parse_schema",
    "read_schema",
]
