"""The examples of a schema as a test of an engine: does it find what the schema's author marked?"""

from collections.abc import Iterator

from annotate.annotation import Annotation, Event
from annotate.article import Article
from annotate.prelabel import Engine
from annotate.schema.example import Example, parse_example
from annotate.schema.model import Schema


def try_examples(engine: Engine, schema: Schema) -> Iterator[str]:
    """What the engine makes otherwise than the schema's examples, one line a difference with its path."""
    for name, event in schema.events.items():
        for language, marked in _sentences(event.examples):
            if event.triggers and language not in event.triggers:
                continue  # the guidelines speak more languages than the words
            example = parse_example(marked)
            found = _read(engine, schema, example.text, language)
            for line in _differences(example, name, found):
                yield f"events.{name}.examples.{language}: {line}"
        for language, text in _sentences(event.counterexamples):
            for each in _of_type(_read(engine, schema, text, language), name):
                yield f"events.{name}.counterexamples.{language}: {each.trigger.text!r} is taken for one"


def _sentences(texts: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((language, text) for language, several in texts.items() for text in several)


def _read(engine: Engine, schema: Schema, text: str, language: str) -> Annotation:
    return next(engine.prelabel([Article(text=text, language=language)], schema))


def _of_type(reading: Annotation, name: str) -> list[Event]:
    return [event for event in reading.events if event.type == name]


def _differences(example: Example, name: str, reading: Annotation) -> Iterator[str]:
    """The trigger not found, else arguments missing and arguments too many."""
    [trigger] = example.triggers
    event = next((each for each in _of_type(reading, name) if each.trigger == trigger), None)
    if event is None:
        yield f"the trigger {trigger.text!r} is not found"
        return
    wanted = {(mark.role, mark.span.start, mark.span.end) for mark in example.marks}
    found = {(role, start, end) for role, start, end in _arguments(reading, event)}
    for kind, places in (("missing", wanted - found), ("too much", found - wanted)):
        for role, start, end in sorted(places, key=lambda place: place[1]):
            yield f"{kind}: {role} {example.text[start:end]!r}"


def _arguments(reading: Annotation, event: Event) -> Iterator[tuple[str | None, int, int]]:
    for argument in event.arguments:
        mention = reading.mention(argument.filler)
        if mention is not None:
            yield argument.role, mention.start, mention.end
