"""Two labelling configs as one, whose screen can show what was annotated under either."""

from copy import deepcopy
from typing import TYPE_CHECKING

from annotate.studio.config import parse_config, stored_value

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTROLS = ("Labels", "Choices", "Relations", "TextArea")


def united(old: str, new: str) -> str:
    """The new config with every control, label, choice and relation that only the old one has."""
    from lxml import etree

    root, before = parse_config(new), parse_config(old)
    known = _controls(root)
    for name, control in _controls(before).items():
        if name not in known:
            view = etree.SubElement(root, "View", {"style": "display:none"})
            hidden = deepcopy(control)
            hidden.set("required", "false")  # no one can choose what is not shown
            view.append(hidden)
            continue
        there = {stored_value(item) for item in known[name]}
        for item in control:
            if isinstance(item.tag, str) and stored_value(item) not in there:
                known[name].append(deepcopy(item))
    return str(etree.tostring(root, encoding="unicode", pretty_print=True)).strip()


def _controls(root: "_Element") -> dict[str, "_Element"]:
    return {str(tag.get("name", "relation")): tag for tag in root.iter(*_CONTROLS)}
