"""A schema as Python types: one pydantic class a type, for answers of language models and for reading datasets.

`to_models` writes the source of a module that needs pydantic and nothing of ours; `events_of` and `document_of` give a
reading in the form that its `AnyEvent` and `Document` take. What fills a role stands within the event, events too.

By default a role is a list of any length, and every role and attribute may be left out: how often a role is filled is
only in its description, for a reading that misses a count is incomplete, not wrong. `strict` classes hold complete
readings alone: a role of one filler at most is a value of its own, a list has its least and greatest length, and an
attribute that must be chosen must be there.

A field is called like the id in small letters (`startOrg`: `start_org`), its key in JSON is the id. Only where that
is taken (a role `type`, an attribute called like a role of the same event) the key ends in `_` too.
"""

from annotate.schema.models.nested import document_of, events_of
from annotate.schema.models.source import to_models

__all__ = ["document_of", "events_of", "to_models"]
