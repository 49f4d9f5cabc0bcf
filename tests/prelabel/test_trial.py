"""A schema's examples as a test of an engine."""

from annotate.prelabel.trial import try_examples
from annotate.schema.model import Schema
from tests.prelabel.engine import ENGINE, SCHEMA


def with_examples(*examples: str, counter: tuple[str, ...] = ()) -> Schema:
    """The shipped schema with examples for deployments alone."""
    update = {"examples": {"en": examples}, "counterexamples": {"en": counter}}
    deployment = SCHEMA.events["troop_deployment"].model_copy(update=update)
    return SCHEMA.model_copy(update={"events": {"troop_deployment": deployment}})


def test_the_lexicon_engine_reads_every_example_that_ships_as_it_is_marked() -> None:
    """Two languages, five event types: the trigger and all arguments, none too much."""
    assert list(try_examples(ENGINE, SCHEMA)) == []


def test_each_difference_is_a_line_with_its_path() -> None:
    """A trigger that is not found, an argument missing, one too much, a counter-example taken for an event."""
    schema = with_examples(
        "[Norway]{sender} *sent* [300]{quantity} soldiers to [Latvia]{recipient}.",
        "[Norway]{sender} *wished* [soldiers]{force} well.",
        counter=("Norway sent 300 soldiers to Latvia.", "The striker signed a new deal."),
    )
    assert list(try_examples(ENGINE, schema)) == [
        "events.troop_deployment.examples.en: missing: recipient 'Latvia'",
        "events.troop_deployment.examples.en: too much: force 'soldiers'",
        "events.troop_deployment.examples.en: too much: destination 'Latvia'",
        "events.troop_deployment.examples.en: the trigger 'wished' is not found",
        "events.troop_deployment.counterexamples.en: 'sent' is taken for one",
    ]
