"""One article read with a model: asked in pieces, what it answers placed, fillers typed, attributes chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotate.annotation import Argument, Event, Mention
from annotate.article import Article, Range
from annotate.prelabel.gliner.answers import Answer, Happening, Place, Placing, merged, values
from annotate.prelabel.gliner.questions import (
    Form,
    Question,
    attribute_form,
    entity_fillers,
    entity_form,
    mixed_fillers,
    questions,
)
from annotate.prelabel.gliner.settings import Settings
from annotate.prelabel.pieces import sentence_at, stretches
from annotate.schema.model import Schema
from annotate.span import Span

Ask = Callable[[Sequence[str], Sequence[Form]], Sequence[Answer]]
"""What answers one question about each of some texts."""

Typed = tuple[int, int, str]
"""Start and end in code points, and an entity or event type."""


@dataclass(frozen=True)
class Reading:
    """The reading of one article with one schema; `refused` counts by reason what of the answers was not taken."""

    article: Article
    schema: Schema
    ask: Ask
    settings: Settings
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def language(self) -> str:
        """The language of the labels that the model is shown."""
        return self.article.language or "en"

    @cached_property
    def pieces(self) -> list[Range]:
        """What is asked about at once."""
        return stretches(self.article, self.settings.piece, self.settings.overlap)

    @cached_property
    def happenings(self) -> list[Happening]:
        """The events in text order, their fillers not typed."""
        asked = [(piece, each) for piece in self.pieces for each in self._questions]
        answers = self._ask([piece for piece, _ in asked], [question.form for _, question in asked])
        found: list[Happening] = []
        for (piece, question), answer in zip(asked, answers, strict=True):
            found += self._placing(piece).happenings(answer, question)
        return merged(found, self.schema)

    @cached_property
    def named(self) -> list[tuple[str, Place]]:
        """Mentions in the pieces where the schema leaves open what a filler is: a second pass, of entities."""
        open_ones = [(each, {*self._open_types(each)}) for each in self.happenings]
        asked: list[tuple[Range, Form]] = []
        for piece in self.pieces:
            types = set[str]().union(*(types for each, types in open_ones if _holds(piece, each.at.range)))
            if types:
                asked.append((piece, entity_form(self.schema, types, self.language)))
        answers = self._ask([piece for piece, _ in asked], [form for _, form in asked])
        placed = zip(asked, answers, strict=True)
        return [each for (piece, _), answer in placed for each in self._placing(piece).mentions(answer)]

    def written(self) -> tuple[list[Mention], list[Event]]:
        """Mentions m1, m2, ... in text order, events e1, e2, ... in the order of their triggers."""
        typed = [list(self._typed(each)) for each in self.happenings]
        scores: dict[Typed, float] = {}
        for _, place, score in (one for filled in typed for one in filled if one[1][2] in self.schema.entities):
            scores[place] = max(score, scores.get(place, 0.0))
        ids = {place: f"m{number}" for number, place in enumerate(sorted(scores), start=1)}
        mentions = [
            Mention(id=ids[place], type=place[2], score=round(scores[place], 3), **self._span(place).model_dump())
            for place in sorted(scores)
        ]
        ids |= {(*one.at.range, one.event): f"e{number}" for number, one in enumerate(self.happenings, start=1)}
        events = zip(self.happenings, typed, self._attributes(), strict=True)
        return mentions, [self._event(one, filled, chosen, ids) for one, filled, chosen in events]

    @cached_property
    def _questions(self) -> list[Question]:
        return questions(self.schema, self.language, self.settings.prompt)

    def _placing(self, piece: Range) -> Placing:
        return Placing(self.article.text, piece, self.refused)

    def _ask(self, places: Sequence[Range], forms: Sequence[Form]) -> Sequence[Answer]:
        return self.ask([self.article.text[start:end] for start, end in places], forms) if places else []

    def _open_types(self, one: Happening) -> Iterator[str]:
        return mixed_fillers(self.schema, one.event, (role for role, places in one.fillers.items() if places))

    def _typed(self, one: Happening) -> Iterator[tuple[str, Typed, float]]:
        """The role, place and confidence of each filler that the schema allows."""
        for role, places in one.fillers.items():
            for place in places:
                found = self._event_at(one, role, place) or self._entity_at(one.event, role, place)
                if found is None:
                    self.refused["filler that is no event"] += 1
                else:
                    yield role, found, place.score

    def _event_at(self, one: Happening, role: str, place: Place) -> Typed | None:
        """The event that a role takes: one whose trigger is in the place, the surest."""
        types = self.schema.events[one.event].roles[role].fillers
        others = [each for each in self.happenings if each is not one and each.event in types]
        inside = [each for each in others if place.overlaps(each.at)]
        best = max(inside, key=lambda each: (each.at.range == place.range, each.at.score), default=None)
        return (*best.at.range, best.event) if best else None

    def _entity_at(self, event: str, role: str, place: Place) -> Typed | None:
        """The entity type of a filler: the only one there is, else the surest that was found there, else the first."""
        types = entity_fillers(self.schema, event, role)
        if not types:
            return None
        found = [(at.range == place.range, at.score, kind) for kind, at in self._named_if(types) if at.overlaps(place)]
        kind = max(((*rank, kind) for *rank, kind in found if kind in types), default=(types[0],))[-1]
        return (*place.range, str(kind))

    def _named_if(self, types: Sequence[str]) -> Iterable[tuple[str, Place]]:
        return self.named if len(types) > 1 else ()

    def _attributes(self) -> Iterator[dict[str, str]]:
        """The attributes of each event, asked about the sentence of its trigger."""
        forms = [attribute_form(self.schema, one.event, self._span(one.at.range).text, self.language)
                 for one in self.happenings]  # fmt: skip
        asked = [(self._around(one.at), form) for one, form in zip(self.happenings, forms, strict=True) if form]
        answers = iter(self._ask([place for place, _ in asked], [form for _, form in asked]))
        for one, form in zip(self.happenings, forms, strict=True):
            yield values(next(answers), self.schema, one.event, self.settings.threshold) if form else {}

    def _around(self, at: Place) -> Range:
        """The sentence of a trigger, as far as it lies in the first piece that holds the trigger."""
        piece = next(each for each in self.pieces if _holds(each, at.range))
        start, end = sentence_at(self.article.text, at.start)
        return max(start, piece[0]), max(min(end, piece[1]), at.end)

    def _event(
        self, one: Happening, filled: Sequence[tuple[str, Typed, float]], chosen: Mapping[str, str],
        ids: Mapping[Typed, str],
    ) -> Event:  # fmt: skip
        """An event; `why` is its trigger's surface, then each argument with the model's confidence."""
        arguments = [Argument(role=role, filler=ids[place], score=round(score, 3)) for role, place, score in filled]
        trigger = self._span(one.at.range)
        why = [trigger.text, *(f"{role}: {self._span(place).text} ({score:.2f})" for role, place, score in filled)]
        return Event.model_validate(
            {"id": ids[(*one.at.range, one.event)], "type": one.event, "trigger": trigger, "arguments": arguments,
             "attributes": dict(chosen), "score": round(one.at.score, 3), "why": why}
        )  # fmt: skip

    def _span(self, place: Range | Typed) -> Span:
        return Span.of(self.article.text, place[0], place[1])


def _holds(piece: Range, place: Range) -> bool:
    return piece[0] <= place[0] and place[1] <= piece[1]
