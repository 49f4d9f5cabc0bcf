"""What annotators stumble over in a schema that is formally good: each a warning, no fault."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from annotate.schema.model import Described, Schema


def advice(schema: Schema) -> Iterator[str]:
    """Warnings, one line each with its path in the schema: texts that are missing or alike, types of no use."""
    parts = dict(_parts(schema))
    yield from _missing_texts(parts)
    yield from _alike_labels({"entities": schema.entities, "events": schema.events})
    yield from _roles_called_otherwise(schema)
    yield from _unused_types(schema)
    yield from _wordless_events(schema)
    if schema.changelog and schema.version not in schema.changelog:
        yield f"changelog: nothing is said of {schema.version}; say what it changed"


def _parts(schema: Schema) -> Iterator[tuple[str, Described]]:
    """Everything that annotators read of, by its path."""
    yield "schema", schema
    yield from ((f"entities.{name}", part) for name, part in schema.entities.items())
    for name, attribute in schema.attributes.items():
        yield f"attributes.{name}", attribute
        yield from ((f"attributes.{name}.values.{value}", part) for value, part in attribute.values.items())
    yield from ((f"relations.{name}", part) for name, part in schema.relations.items())
    for name, event in schema.events.items():
        yield f"events.{name}", event
        yield from ((f"events.{name}.roles.{role}", part) for role, part in event.roles.items())


def _missing_texts(parts: Mapping[str, Described]) -> Iterator[str]:
    """A text that one part has in a language, every part should have in it; a definition every part should have."""
    languages = sorted({language for part in parts.values() for language in (*part.labels, *part.definitions)})
    for path, part in parts.items():
        if not part.definitions:
            yield f"{path}: no definition; annotators will each make up their own"
        for kind, texts in (("label", part.labels), ("definition", part.definitions)):
            missing = [language for language in languages if language not in texts]
            if texts and missing:
                yield f"{path}: no {kind} in {', '.join(missing)}; there is one in {', '.join(sorted(texts))}"


def _alike_labels(groups: Mapping[str, Mapping[str, Described]]) -> Iterator[str]:
    """Two types of one kind whose labels a hurried reader takes for the same."""
    for group, parts in groups.items():
        seen: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name, part in parts.items():
            for language, label in part.labels.items():
                seen[language, _bare(label)].append(name)
        for (language, _), names in seen.items():
            if len(names) > 1:
                yield f"{group}: {' and '.join(names)} have nearly the same label in {language}; tell them apart"


def _roles_called_otherwise(schema: Schema) -> Iterator[str]:
    """One role id with two labels in a language: the screen has one list of roles, where the first label stands."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for name, event in schema.events.items():
        for role, part in event.roles.items():
            for language, label in part.labels.items():
                other, shown = first.setdefault((role, language), (name, label))
                if shown != label:
                    told = f"{label!r} in {language}, but {shown!r} in {other}; the screen shows the first"
                    yield f"events.{name}.roles.{role}: {told}"


def _bare(label: str) -> str:
    """A label without case, spaces and punctuation; a plural `s` is soon overlooked."""
    return "".join(character for character in label.casefold() if character.isalnum()).removesuffix("s")


def _unused_types(schema: Schema) -> Iterator[str]:
    fillers = {filler for event in schema.events.values() for role in event.roles.values() for filler in role.fillers}
    joined = {end for each in schema.relations.values() for ends in each.ends for end in (*ends.source, *ends.target)}
    for name in schema.entities:
        if name not in fillers | joined:
            yield f"entities.{name}: fills no role; name it in a role's fillers, or leave it out"


def _wordless_events(schema: Schema) -> Iterator[str]:
    """A language in which some events have trigger words and others have none."""
    languages = sorted({language for event in schema.events.values() for language in event.triggers})
    for name, event in schema.events.items():
        missing = [language for language in languages if not event.triggers.get(language)]
        if missing:
            yield f"events.{name}: no trigger words in {', '.join(missing)}; nothing is pre-labelled there"
