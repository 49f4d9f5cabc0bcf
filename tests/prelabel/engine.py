"""What the tests of the lexicon engine share: readings as lines that can be asserted."""

from annotate.annotation import Annotation, Event
from annotate.article import Article
from annotate.prelabel import load_engine
from annotate.schema import load_schema

SCHEMA = load_schema("diplomacy")
ENGINE = load_engine("lexicon")


def read(text: str, language: str) -> Annotation:
    """The engine's reading of a text."""
    return next(ENGINE.prelabel([Article(text=text, language=language)], SCHEMA))


def told(reading: Annotation, event: Event) -> str:
    """One event in one line, arguments in alphabetical order: `treaty signed: party Chad; asserted positive`."""
    surfaces = {mention.id: mention.text for mention in reading.mentions}
    filled = sorted(f"{argument.role} {surfaces[argument.filler]}" for argument in event.arguments)
    return f"{event.type} {event.trigger.text}: {', '.join(filled)}; {' '.join(event.attributes.values())}"


def events(text: str, language: str) -> list[str]:
    """Every event of a text, one line each."""
    reading = read(text, language)
    return [told(reading, event) for event in reading.events]
