"""What the values of an attribute are called in brat."""

import regex

from annotate.schema.forms.brat.names import unique
from annotate.schema.model import Attribute


def value_names(attribute: Attribute) -> dict[str, str]:
    """The name in brat of each value, by its own; none for a flag."""
    found: dict[str, str] = {}
    for value in attribute.values:
        found[value] = unique(regex.sub(r"[\s,|<>]+", "_", value) or "_", found.values())
    return found
