"""Reads an article with a compiled lexicon: sentence by sentence, from triggers to events.

Most sentences tell of no event. So each step is asked only of what the cheaper step before leaves over: words that
trigger, the pieces of their sentences, their company, the mentions, the roles.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from annotate.article import Article, Range
from annotate.prelabel.lexicon.arguments import Filled, fill
from annotate.prelabel.lexicon.attributes import read_attributes
from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.constructed import construct_mentions
from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.happening import Happening
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.linked import linked
from annotate.prelabel.lexicon.looks import Looks
from annotate.prelabel.lexicon.matcher import Matcher, Piece
from annotate.prelabel.lexicon.measures import Measures
from annotate.prelabel.lexicon.mentions import Found, free_of
from annotate.prelabel.lexicon.named import find_persons
from annotate.prelabel.lexicon.names import name_mentions
from annotate.prelabel.lexicon.nouns import noun_mentions
from annotate.prelabel.lexicon.outlook import Outlook
from annotate.prelabel.lexicon.recall import recall, within_reach
from annotate.prelabel.lexicon.scene import Scene, by_end, chains, joined
from annotate.prelabel.lexicon.triggers import Candidate, Prospect, prospect
from annotate.prelabel.lexicon.unspaced import without_organs, without_quoted

Told = dict[int, list[Happening]]
"""What happens in sentences, by their number."""


class Reader:
    """Finds the happenings of texts in one language with one schema."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._matcher = Matcher(lexicon)
        self._outlook = Outlook(lexicon, self._matcher)
        self._measures = Measures(lexicon.language)

    def read(self, article: Article) -> tuple[Folded, list[Happening]]:
        """The folded text of an article, whose offsets its pieces have, and what happens in it, in text order."""
        body = Body(article, self._lexicon, self._matcher)
        triggering = body.with_triggers()
        prospects = list(self._prospects(body, triggering))
        told = self._told(body, prospects, {})
        told |= self._told(body, list(self._after(body, triggering, told, prospects)), told)
        return body.folded, [happening for _, each in sorted(told.items()) for happening in each]

    def _told(self, body: Body, prospects: Sequence[Prospect], known: Told) -> Told:
        """What happens in some sentences, by their number; `known` is what happens in others."""
        persons = find_persons(body, [one.number for one in prospects], self._lexicon)
        found: dict[int, list[Happening]] = {}
        for one, runs in zip(prospects, persons, strict=True):
            before = found.get(one.number - 1) or known.get(one.number - 1) or ()
            found[one.number] = self._events(self._scene(one, runs), before)
        return found

    def _prospects(self, body: Body, triggering: Iterable[int]) -> Iterator[Prospect]:
        """Those of the `triggering` sentences that may tell of an event, in text order."""
        looks, outlook = Looks(body, self._outlook), self._outlook
        for number in triggering:
            near = looks.promising(number)
            found = prospect(number, body.pieces(number), self._lexicon, outlook) if near else None
            is_set = found is not None and any(outlook.is_set(body.pieces(one)) for one in near)
            if found is not None and is_set and not body.is_boilerplate(number):
                yield found

    def _after(
        self, body: Body, triggering: Container[int], told: Told, prospects: Sequence[Prospect]
    ) -> Iterator[Prospect]:
        """The sentences right after an event that may tell of more, if they leave out what was said there."""
        known = {one.number: len(one.candidates) for one in prospects}  # what is given can only add to them
        for number in sorted(one for one, happenings in told.items() if happenings and one + 1 in triggering):
            given = within_reach(told[number], self._lexicon.schema)
            found = prospect(number + 1, body.pieces(number + 1), self._lexicon, self._outlook, given)
            more = found is not None and len(found.candidates) > known.get(number + 1, 0)
            if found is not None and more and not body.is_boilerplate(number + 1):
                yield found

    def _scene(self, found: Prospect, persons: Sequence[Range]) -> Scene:
        language = self._lexicon.language
        mentions = self._construct_mentions if language.verb_first else self._mentions
        linked_up = chains(found.pieces, mentions(found.pieces, persons), language)
        return Scene(
            found.pieces, found.clauses, linked_up, frozenset(found.triggers),
            acting=tuple(at for at in found.triggers if found.pieces[at].is_verbal),
            candidates=found.candidates, language=language, ending=by_end(linked_up),
        )  # fmt: skip

    def _mentions(self, pieces: Sequence[Piece], persons: Sequence[Range]) -> Sequence[Found]:
        lexicon, bound = self._lexicon, (0, len(pieces))
        named = name_mentions(pieces, *bound, persons, lexicon.types, lexicon.language)
        measured = free_of(self._measures.find(pieces, *bound, lexicon.types), named)
        taken = {at for one in [*named, *measured] for at in range(one.first, one.last)}
        nouns = list(noun_mentions(pieces, *bound, taken, lexicon.schema, lexicon.language))
        titles = [one for one in named if one.kind == "title"]
        others = [one for one in named if one.kind != "title"]
        found = [*others, *free_of(titles, nouns), *free_of(measured, nouns), *nouns]
        if not lexicon.language.spaced:
            found = without_quoted(pieces, without_organs(pieces, found))
        return linked(pieces, found, *bound, lexicon.language) if lexicon.language.linkers else found

    def _construct_mentions(self, pieces: Sequence[Piece], persons: Sequence[Range]) -> Sequence[Found]:
        """The same in a language whose nouns stand before what belongs to them, unlinked."""
        lexicon, bound = self._lexicon, (0, len(pieces))
        measured = list(self._measures.find(pieces, *bound, lexicon.types))
        return construct_mentions(pieces, bound, persons, measured, lexicon.schema, lexicon.types, lexicon.language)

    def _events(self, scene: Scene, before: Sequence[Happening]) -> list[Happening]:
        """What happens at each trigger piece, without what only fills another's role.

        `before` is what happens in the sentence before.
        """
        types = frozenset(kind for chain in scene.chains for kind in chain.types)
        given = within_reach(before, self._lexicon.schema)
        able = (one for one in scene.candidates if one.entry.finds_needs(types | given.get(one.event, frozenset())))
        found: list[Happening] = []
        for _, readings in groupby(able, key=lambda candidate: candidate.at):
            read = [self._happening(scene, candidate, found, before) for candidate in readings]
            found += _together(scene, [happening for happening in read if happening is not None])
        return [one for one in found if not _is_only_filler(one, found)]

    def _happening(
        self, scene: Scene, candidate: Candidate, here: Sequence[Happening], before: Sequence[Happening]
    ) -> Happening | None:
        schema = self._lexicon.schema
        filled = _with_itself(fill(scene, candidate), candidate, scene)
        more = recall(candidate, filled, here, before, schema)
        told = scene.has(candidate.at + 1, "pronouns")
        if not _has_needs(filled, candidate.trigger.needs, [one for _, one in more], told=told):
            return None
        attributes = read_attributes(scene, candidate.at, candidate.trigger, candidate.event, schema)
        return Happening(scene.pieces, candidate, tuple(filled), attributes, more)


def _together(scene: Scene, readings: Sequence[Happening]) -> list[Happening]:
    """The best reading of a trigger, and those of other types that it is joined with (sends *arms* and *troops*)."""
    ranked = sorted(readings, key=lambda one: -one.score)
    return [one for at, one in enumerate(ranked) if all(_stands_beside(scene, one, other) for other in ranked[:at])]


def _stands_beside(scene: Scene, one: Happening, other: Happening) -> bool:
    """Whether what both readings need is coordinated in the text, so that both are meant."""
    mine, theirs = ([a.found for a in each.filled if a.role in each.candidate.trigger.needs] for each in (one, other))
    pairs = [sorted((a, b), key=lambda found: found.first) for a in mine for b in theirs if one.event != other.event]
    return any(joined(scene.pieces, first.right, second.left) for first, second in pairs)


def _has_needs(filled: Sequence[Filled], needs: Sequence[str], more: Sequence[Filled], *, told: bool) -> bool:
    """Whether each needed role has a sure filler; a pronoun (`told`) stands for any.

    Beside a sure one, a noun of the schema (troops, a treaty) needs no cue: there is little else it can be there for;
    nor does what an earlier event names (`more`).
    """
    able = [one for one in filled if one.sure or told]
    sure = [one.role for one in (filled if able else ()) if one in able or one.found.kind == "noun"]
    sure += [one.role for one in (more if able else ())]
    return all(sum(role in need.split("|") for role in sure) >= needs.count(need) for need in needs)


def _with_itself(filled: list[Filled], candidate: Candidate, scene: Scene) -> list[Filled]:
    """With the mention the trigger stands in as filler of the role it fills itself."""
    role, at = candidate.trigger.fills, candidate.at
    if role is None:
        return [one for one in filled if not one.found.first <= at < one.found.last]
    nouns = (one for chain in scene.chains for one in chain.members if one.kind == "noun")
    own = next((noun for noun in nouns if noun.first <= at < noun.last), None)
    if own is None:
        return filled
    if scene.language.linkers and own.first != at:
        return []
    return [*(one for one in filled if one.role != role), Filled(role, own, own.types[0], 0.8, "trigger", sure=True)]


def _is_only_filler(one: Happening, found: Sequence[Happening]) -> bool:
    """A treaty that another event signs is its filler, and no event of its own."""
    role = one.candidate.trigger.fills
    if role is None:
        return False
    others = [other for other in found if other.event == one.event and other.candidate.trigger.fills is None]
    fillers = [filled.found for other in others for filled in other.filled if filled.role == role]
    return any(filler.first <= one.candidate.at < filler.last for filler in fillers)
