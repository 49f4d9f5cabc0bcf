"""Writes a schema as the YAML that `read` reads: what is not said in it stays unsaid."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import regex

from annotate.schema.model import Schema

_WIDTH = 120
_UNREADABLE = regex.compile(r"[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_MISREAD = regex.compile(r"^[?:]|  |[\x85\u2028\u2029\ufeff]")


def tree_of(schema: Schema) -> dict[str, Any]:
    """The plain tree of a schema, without defaults; a list of one item that may stand alone is that item."""
    tree: dict[str, Any] = _short(schema.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    return {"name": tree.pop("name"), "version": tree.pop("version"), **tree}


def to_yaml(tree: Mapping[str, Any], comment: str = "") -> str:
    """A plain tree as YAML 1.2, with `comment` above it; small mappings and lists on one line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.emitter import Emitter

    class Unbroken(Emitter):
        def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002  it breaks lines within escapes
            super().write_double_quoted(text, split=False)

    yaml = YAML(typ="rt", pure=True)
    yaml.Emitter = Unbroken
    yaml.width = _WIDTH
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(_styled(tree), out)
    head = "".join(f"# {_UNREADABLE.sub(_UNKNOWN, line)}\n" for line in comment.splitlines())
    return head + out.getvalue()


_ALONE = frozenset({"extends", "on", "from", "to", "ends", "formerly"})
_ALONE_WITHIN = frozenset({"codes", "examples", "counterexamples", "notes"})
"""Where one item may stand without a list: under these keys, and by language or ontology under those."""


def _short(node: Any, key: str = "", within: str = "") -> Any:
    if isinstance(node, dict):
        if key == "formerly" and set(node) == {"name"}:
            return node["name"]
        return {name: _short(value, name, key) for name, value in node.items()}
    if isinstance(node, list):
        items = [_short(value, key, within) for value in node]
        return items[0] if len(items) == 1 and (key in _ALONE or within in _ALONE_WITHIN) else items
    return node


def _styled(node: Any) -> Any:
    """Small parts in flow style, quotes only where YAML needs them; the rest a line a key."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(node, Mapping):
        styled = CommentedMap((_scalar(key), _styled(value)) for key, value in node.items())
        if node and _fits(node):
            styled.fa.set_flow_style()
        return styled
    if isinstance(node, Sequence) and not isinstance(node, str):
        listed = CommentedSeq(_styled(value) for value in node)
        if all(isinstance(value, str | int | float) for value in node):
            listed.fa.set_flow_style()
        return listed
    return _scalar(node)


def _scalar(value: Any) -> Any:
    """In double quotes what the YAML writer leaves bare, or breaks a line at, and a reader takes for something else."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(value) if isinstance(value, str) and _MISREAD.search(value) else value


_ON_A_LINE = 90


def _fits(node: Mapping[str, Any]) -> bool:
    """Whether a mapping of plain values and lists of them fits on a line."""
    flat = all(_is_flat(value) for value in node.values())
    return flat and sum(len(str(key)) + len(str(value)) + 4 for key, value in node.items()) <= _ON_A_LINE


def _is_flat(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )
