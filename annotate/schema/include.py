"""Schemas that extend others: every file on its own, then merged, the nearer one over the farther.

A mapping is merged with the one under it key by key; anything else takes the place of what is under it, and `null`
takes away. What a file says of itself (`name`, `version`, `changelog`) is not handed on.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.errors import AnnotateError
from annotate.files import read_text
from annotate.schema.builtin import builtin_path
from annotate.schema.source import Source, load_source
from annotate.workspace import find_workspace

_OWN = frozenset({"name", "version", "changelog", "extends"})


@dataclass(frozen=True, slots=True)
class Assembled:
    """The plain tree of a schema with all it extends, and the files it came from, the schema's own first."""

    tree: Any
    sources: tuple[Source, ...]


def assemble(path: Path) -> Assembled:
    """The schema file at `path` with all files that it extends, directly or by others.

    AnnotateError where one is missing, is outside the workspace, or extends itself in the end.
    """
    return _assembled(path, _root(path), (), {})


def _root(path: Path) -> Path:
    """Includes stay in here: the workspace; without one the working directory, or else the schema's own folder."""
    folder = path.resolve().parent
    workspace = find_workspace(folder)
    if workspace is not None:
        return workspace.root.resolve()
    here = Path.cwd().resolve()
    return here if folder.is_relative_to(here) else folder


def _assembled(path: Path, root: Path, chain: tuple[Path, ...], known: dict[Path, Assembled]) -> Assembled:
    real = path.resolve()
    if real not in known:
        source = load_source(read_text(path), str(path))
        bases = [_assembled(base, root, (*chain, real), known) for base in _bases(source, path, root, (*chain, real))]
        if chain and not isinstance(source.plain, Mapping):
            raise AnnotateError(
                f"{source.place}:1:1: {chain[-1].name} extends it, but it is no mapping; is it a schema?"
            )
        tree = _over(bases, source.plain)
        under = {each.place: each for base in reversed(bases) for each in base.sources}
        known[real] = Assembled(tree, (source, *under.values()))
    return known[real]


def _over(bases: Sequence[Assembled], own: Any) -> Any:
    if not isinstance(own, Mapping) or not bases:
        return own
    tree: dict[str, Any] = {}
    for base in bases:
        tree = merged(tree, {key: value for key, value in base.tree.items() if key not in _OWN})
    return merged(tree, {key: value for key, value in own.items() if key != "extends"})


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid on `under`: mappings key by key, anything else replaced, a `null` over a key takes it away."""
    tree = dict(under)
    for key, value in over.items():
        if value is None and key in under:
            del tree[key]
        elif isinstance(value, Mapping) and isinstance(under.get(key), Mapping):
            tree[key] = merged(under[key], value)
        else:
            tree[key] = value
    return tree


def _bases(source: Source, path: Path, root: Path, chain: Sequence[Path]) -> Iterator[Path]:
    """The files that a schema names in `extends`: paths from its own folder, or names of shipped schemas."""
    named = source.plain.get("extends") if isinstance(source.plain, Mapping) else None
    for index, name in enumerate([named] if isinstance(named, str) else named if isinstance(named, list) else ()):
        at = source.at(("extends", index) if isinstance(named, list) else ("extends",))
        if not isinstance(name, str) or not name.isprintable():
            raise AnnotateError(f"{at}: extends: a path is needed (found: {name!r:.60})")
        yield _base(name, at, path, root, chain)


def _base(name: str, at: str, path: Path, root: Path, chain: Sequence[Path]) -> Path:
    """The file that `name`, which stands `at` a place in the schema at `path`, means."""
    shipped = builtin_path(name)
    base = shipped or path.parent / name
    real = Path(os.path.realpath(base))  # unlike `resolve`, for links in a circle too
    if not shipped and not real.is_relative_to(root):
        raise AnnotateError(f"{at}: extends: {name!r} is outside {root}; copy it into the workspace")
    if not os.path.isfile(base):  # noqa: PTH113  unlike `Path.is_file`, for names too long for a file too
        raise AnnotateError(f"{at}: extends: no file {str(base)!r:.200}, nor a shipped schema of that name")
    if real in chain:
        circle = " -> ".join(each.name for each in (*chain, real))
        raise AnnotateError(f"{at}: extends: {name!r} extends this file in turn ({circle}); cut the circle")
    return base
