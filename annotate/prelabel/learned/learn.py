"""Trains the models on examples, and reads every example with models that did not see its document."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from annotate.annotation import Annotation, Event
from annotate.prelabel.folds import folds
from annotate.prelabel.learned import features
from annotate.prelabel.learned.attributes import attribute_features
from annotate.prelabel.learned.crf import Features, Labelled, train_crf
from annotate.prelabel.learned.examples import Example
from annotate.prelabel.learned.pairs import NONE, pair_features
from annotate.prelabel.learned.read import UNSET, Parts, Reader, near
from annotate.prelabel.learned.spans import Marked, to_labels
from annotate.schema.model import Attribute, Carrier, Schema

INNER = 4
"""Parts that the training data is cut into to see what the models do with documents they did not learn from."""

_UNKNOWN = -1.0  # the score of a mention that no model found: nobody knows what it would have been

Found = Mapping[str, Sequence[Marked]]
"""By article id, the mentions that were found by a model that did not see its document."""


@dataclass(frozen=True)
class Learned:
    """Trained models, and the raw reading of each example by models that did not see its document, sorted by id.

    `unseen` is empty where all examples are of one document.
    """

    parts: Parts
    unseen: tuple[Annotation, ...]


@dataclass(frozen=True)
class _Round:
    """Examples held out, and the models of the rest."""

    held: Sequence[Example]
    rest: Sequence[Example]
    spans: Parts


def learn(given: Sequence[Example], schema: Schema, seed: int) -> Learned:
    """The models of all the examples; the same examples and seed give the same bytes.

    Role models learn from mentions as they are found in unseen documents, not only from those that people marked.
    """
    rounds = [_Round(held, rest, _train_spans(rest)) for held, rest in _parts(given, seed)]
    found = {name: mentions for each in rounds for name, mentions in _mentions(each, schema)}
    unseen = [reading for each in rounds for reading in _readings(each, schema, found)]
    parts = {**_train_spans(given), **_train_relations(given, schema, found)}
    return Learned(parts, tuple(sorted(unseen, key=lambda reading: reading.id)))


def _parts(given: Sequence[Example], seed: int) -> Iterator[tuple[list[Example], list[Example]]]:
    by_id = {each.reading.id: each for each in given}
    cut = [[by_id[reading.id] for reading in part] for part in folds([e.reading for e in given], INNER, seed)]
    if len(cut) > 1:
        for held in cut:
            inside = {each.reading.id for each in held}
            yield held, [each for each in given if each.reading.id not in inside]


def _mentions(part: _Round, schema: Schema) -> Iterator[tuple[str, list[Marked]]]:
    reader = Reader(part.spans, schema)
    for each in part.held:
        yield each.reading.id, reader.spans(each.page)[1]


def _readings(part: _Round, schema: Schema, found: Found) -> Iterator[Annotation]:
    reader = Reader({**part.spans, **_train_relations(part.rest, schema, found)}, schema)
    for each in part.held:
        yield reader.read(each.reading.article, each.page)


def _train_spans(given: Sequence[Example]) -> dict[str, bytes]:
    """The two models that find spans."""
    triggers = (_labelled(each, each.events.values(), features.TRIGGERS) for each in given)
    mentions = (_labelled(each, each.mentions.values(), features.MENTIONS) for each in given)
    return {
        "triggers": train_crf(chain.from_iterable(triggers), c1=0.05, c2=0.05),
        "mentions": train_crf(chain.from_iterable(mentions), c1=0.1, c2=0.02),
    }


def _labelled(each: Example, marked: Collection[Marked], sight: features.Sight) -> Iterator[Labelled]:
    """The stretches of an example, each with its labels."""
    for stretch in each.page.stretches:
        yield features.token_features(each.page, stretch, sight), to_labels(marked, stretch)


def _train_relations(given: Sequence[Example], schema: Schema, found: Found) -> dict[str, bytes]:
    """The models of roles and of attributes."""
    pairs = [pair for each in given for pair in _pairs(each, schema, found.get(each.reading.id, ()))]
    roles = {"roles": train_crf((([seen], [role]) for seen, role in pairs), c1=0.05, c2=0.1)}
    carriers: tuple[Carrier, ...] = ("event", "mention", "argument")
    for carrier in carriers:
        for name, attribute in schema.attributes_on(carrier).items():
            said = [pair for each in given for pair in _values(each, carrier, name, attribute)]
            roles[f"{carrier}.{name}"] = train_crf((([seen], [value]) for seen, value in said), c1=0.2, c2=0.1)
    return roles


def _pairs(each: Example, schema: Schema, found: Sequence[Marked]) -> Iterator[tuple[Features, str]]:
    """Every trigger with all that might fill a role of it, and the role that it fills."""
    reader = Reader({}, schema)
    fillers = _candidates(each, found)
    for event in each.reading.events:
        trigger = each.events.get(event.id)
        if trigger is None:
            continue
        roles = _roles(each, event)
        able = near(trigger, fillers)
        for filler in able:
            if reader.admitted(trigger, filler):
                yield pair_features(each.page, trigger, filler, able), roles.get(filler[:3], NONE)


def _candidates(each: Example, found: Sequence[Marked]) -> list[Marked]:
    """What was found, what people marked beside it, and the triggers; what only touches a marked span is left out."""
    marked = {mention[:3]: mention._replace(score=_UNKNOWN) for mention in each.mentions.values()}
    for one in found:
        if one[:3] in marked or not any(_touch(one, other) for other in each.mentions.values()):
            marked[one[:3]] = one
    return [*marked.values(), *each.events.values()]


def _touch(one: Marked, other: Marked) -> bool:
    return one.first < other.last and other.first < one.last


def _roles(each: Example, event: Event) -> dict[tuple[int, int, str], str]:
    """The roles of each filler of an event, joined where there are several (`host+destination`)."""
    fillers = each.fillers
    roles: dict[tuple[int, int, str], set[str]] = {}
    for argument in event.arguments:
        filler = fillers.get(argument.filler)
        if filler is not None:
            roles.setdefault(filler[:3], set()).add(argument.role)
    return {filler: "+".join(sorted(names)) for filler, names in roles.items()}


def _values(each: Example, carrier: Carrier, name: str, attribute: Attribute) -> Iterator[tuple[Features, str]]:
    """What is said of each thing that an attribute is asked of; its default where nothing is said."""
    for marked, kind, role, said in _carriers(each, carrier):
        if attribute.asked_of(carrier, kind, role):
            yield attribute_features(each.page, marked, role), said.get(name) or attribute.default or UNSET


def _carriers(each: Example, carrier: Carrier) -> Iterator[tuple[Marked, str, str, Mapping[str, str]]]:
    """Where each event, mention or argument stands, its type (of an argument: its event's), role and attributes."""
    if carrier == "mention":
        for mention in each.reading.mentions:
            if mention.id in each.mentions:
                yield each.mentions[mention.id], mention.type, "", mention.attributes
        return
    for event in each.reading.events:
        if event.id in each.events and carrier == "event":
            yield each.events[event.id], event.type, "", event.attributes
        elif event.id in each.events:
            for argument in event.arguments:
                if argument.filler in each.fillers:
                    yield each.fillers[argument.filler], event.type, argument.role, argument.attributes
