"""Reads an article with trained models: triggers and mentions, then roles between them, then attributes."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from annotate.annotation import Annotation
from annotate.article import Article, Range
from annotate.prelabel.learned.attributes import attribute_features
from annotate.prelabel.learned.crf import Features, Tagger
from annotate.prelabel.learned.features import MENTIONS, TRIGGERS, Sight, token_features
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.pairs import NONE, REACH, pair_features
from annotate.prelabel.learned.spans import Marked, from_marginals
from annotate.prelabel.learned.write import Filled, written
from annotate.schema.model import Carrier, Schema

Parts = Mapping[str, bytes]
"""The trained models by name: `triggers`, `mentions`, `roles`, and one an attribute, as `event.modality`."""

FLOOR = 0.05
"""How likely anything must be to be told at all; thresholds come after."""

UNSET = "-"
"""The label of an attribute that has no value."""


class Reader:
    """Finds all that is likely enough; what is said is for thresholds to choose from."""

    def __init__(self, parts: Parts, schema: Schema) -> None:
        self._taggers = {name: Tagger(content) for name, content in parts.items()}
        self._schema = schema
        self._admitted: dict[tuple[str, str], tuple[str, ...]] = {}

    def read(self, article: Article, page: Page) -> Annotation:
        """The raw reading of an article: scores are probabilities, everything above the floor is there."""
        triggers, mentions = self.spans(page)
        filled = {trigger: self.roles(page, trigger, [*mentions, *triggers]) for trigger in triggers}
        return written(article, page, filled, self.attributes)

    def spans(self, page: Page) -> tuple[list[Marked], list[Marked]]:
        """The triggers and the mentions of a page."""
        triggers: list[Marked] = []
        mentions: list[Marked] = []
        for stretch in page.stretches:
            triggers += self._marked("triggers", page, stretch, TRIGGERS)
            mentions += self._marked("mentions", page, stretch, MENTIONS)
        return triggers, mentions

    def _marked(self, name: str, page: Page, stretch: Range, sight: Sight) -> list[Marked]:
        marginals = self._taggers[name].marginals(token_features(page, stretch, sight))
        return from_marginals(marginals, stretch, FLOOR)

    def roles(self, page: Page, trigger: Marked, fillers: Sequence[Marked]) -> list[Filled]:
        """The likeliest role of each filler that may have one."""
        found: list[Filled] = []
        able = near(trigger, fillers)
        for filler in able:
            roles = self.admitted(trigger, filler)
            if roles:
                [chances] = self._taggers["roles"].marginals([pair_features(page, trigger, filler, able)])
                found += _likeliest(filler, roles, chances)
        return found

    def admitted(self, trigger: Marked, filler: Marked) -> tuple[str, ...]:
        """The roles that the schema has for such a pair; no event fills a role of its own."""
        key = trigger.label, filler.label
        if key not in self._admitted:
            self._admitted[key] = self._schema.roles_for(*key)
        return () if trigger == filler else self._admitted[key]

    def attributes(self, page: Page, carrier: Carrier, marked: Marked, kind: str, role: str = "") -> dict[str, str]:
        """The likeliest value of each attribute that is asked here."""
        asked = self._schema.attributes_of(carrier, kind, role)
        taggers = {name: self._taggers.get(f"{carrier}.{name}") for name in asked}
        if not any(taggers.values()):
            return {}
        features: Features = attribute_features(page, marked, role)
        said = {name: _best(tagger, features, asked[name].choices) for name, tagger in taggers.items() if tagger}
        return {name: value for name, value in said.items() if value != UNSET}


def near(trigger: Marked, fillers: Sequence[Marked]) -> list[Marked]:
    """The fillers within reach of a trigger, in text order."""
    ordered = sorted(fillers)
    low = bisect_left(ordered, (trigger.first - REACH,))
    high = bisect_left(ordered, (trigger.last + REACH,))
    return ordered[low:high]


def _likeliest(filler: Marked, roles: Sequence[str], chances: Mapping[str, float]) -> Iterator[Filled]:
    """The likeliest admitted role, or roles where the model learned that they go together."""
    able = [label for label in sorted(chances) if label != NONE and set(label.split("+")) <= set(roles)]
    best = max(able, key=lambda label: chances[label], default=None)
    if best is not None and chances[best] >= FLOOR:
        yield from (Filled(role, filler, chances[best]) for role in best.split("+"))


def _best(tagger: Tagger, features: Features, choices: Mapping[str, object]) -> str:
    [chances] = tagger.marginals([features])
    able = [value for value in sorted(chances) if value == UNSET or value in choices]
    return max(able, key=lambda value: chances[value], default=UNSET)
