"""Reads an article with a compiled lexicon: sentence by sentence, from triggers to events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotate.article import Article, Range
from annotate.prelabel.lexicon.arguments import Filled, fill
from annotate.prelabel.lexicon.attributes import read_attributes
from annotate.prelabel.lexicon.called import persons_among
from annotate.prelabel.lexicon.constructed import construct_mentions
from annotate.prelabel.lexicon.folding import fold
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.linked import linked
from annotate.prelabel.lexicon.matcher import Piece, cut
from annotate.prelabel.lexicon.measures import Measures
from annotate.prelabel.lexicon.mentions import free_of
from annotate.prelabel.lexicon.names import name_mentions
from annotate.prelabel.lexicon.nouns import noun_mentions
from annotate.prelabel.lexicon.persons import person_runs
from annotate.prelabel.lexicon.scene import Scene, chains, clause_numbers, joined
from annotate.prelabel.lexicon.sentences import sentences
from annotate.prelabel.lexicon.setting import is_set
from annotate.prelabel.lexicon.triggers import Candidate, candidates, trigger_pieces
from annotate.prelabel.lexicon.unspaced import counted, parted, without_organs, without_quoted


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as found: its trigger piece and type, its arguments, its attributes."""

    at: int
    event: str
    filled: tuple[Filled, ...]
    attributes: Mapping[str, str]
    candidate: Candidate

    @property
    def score(self) -> float:
        """How sure: half for the trigger, the rest by the arguments found."""
        best = sorted((one.score for one in self.filled), reverse=True)[:3]
        return min(0.95, 0.5 + sum(best) * 0.15)


class Reader:
    """Finds the happenings of texts in one language with one schema."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._measures = Measures(lexicon.language)

    def read(self, article: Article) -> tuple[list[Piece], list[Happening]]:
        """The pieces of an article, offsets in its text (code points), and what happens, in text order."""
        folded = fold(article.text, accents=self._lexicon.language.accents)
        lexicon = self._lexicon
        if lexicon.language.variants:
            folded = replace(folded, text=folded.text.translate(lexicon.language.variant_table))
        pieces = cut(article.text, folded, lexicon)
        if not lexicon.language.spaced:
            pieces = counted(parted(pieces, lexicon.language), lexicon.language, lexicon.schema.entities)
        placed = [
            piece._replace(start=start, end=end)
            for piece in pieces
            for start, end in [folded.back(piece.start, piece.end)]
        ]
        bounds = _sentence_bounds(pieces, sentences(folded.text, lexicon.abbreviations))
        body = [bound for bound in bounds if not _is_boilerplate(placed, bound, article.boilerplate)]
        found = list(self._happenings(pieces, body))
        return placed, found

    def _happenings(self, pieces: Sequence[Piece], bounds: Sequence[Range]) -> Iterator[Happening]:
        lexicon = self._lexicon
        triggers = {bound: trigger_pieces(pieces, *bound, lexicon) for bound in bounds}
        setting = frozenset(lexicon.schema.setting)
        triggers = {bound: at for bound, at in triggers.items() if at and is_set(pieces, bound, setting, lexicon.types)}
        if not triggers:
            return
        find = persons_among if lexicon.language.verb_first else person_runs
        persons = find(pieces, lexicon.language) if "person" in lexicon.types else {}
        for bound, at in triggers.items():
            yield from self._events(self._scene(pieces, bound, at, persons))

    def _scene(
        self, pieces: Sequence[Piece], bound: Range, triggers: Sequence[int], persons: Mapping[Range, str]
    ) -> Scene:
        lexicon = self._lexicon
        if lexicon.language.verb_first:
            return self._construct_scene(pieces, bound, triggers, persons)
        named = name_mentions(pieces, *bound, persons, lexicon.types, lexicon.language)
        measured = free_of(self._measures.find(pieces, *bound, lexicon.types), named)
        taken = {at for one in (*named, *measured) for at in range(one.first, one.last)}
        nouns = list(noun_mentions(pieces, *bound, taken, lexicon.schema, lexicon.language))
        inside = [one for one in named if one.kind != "title"]
        found = [
            *inside,
            *free_of([one for one in named if one.kind == "title"], nouns),
            *free_of(measured, nouns),
            *nouns,
        ]
        if not lexicon.language.spaced:
            found = without_quoted(pieces, without_organs(pieces, found))
        found = linked(pieces, found, *bound, lexicon.language) if lexicon.language.linkers else found
        clauses = clause_numbers(pieces, *bound, lexicon.language)
        return Scene(
            pieces, *bound, clauses, chains(pieces, found, lexicon.language), tuple(triggers), lexicon.language
        )

    def _construct_scene(
        self, pieces: Sequence[Piece], bound: Range, triggers: Sequence[int], persons: Mapping[Range, str]
    ) -> Scene:
        """A sentence of a language whose nouns stand before what belongs to them, unlinked."""
        lexicon, language = self._lexicon, self._lexicon.language
        measured = list(self._measures.find(pieces, *bound, lexicon.types))
        found = construct_mentions(pieces, bound, persons, measured, lexicon.schema, lexicon.types, language)
        clauses = clause_numbers(pieces, *bound, language)
        return Scene(pieces, *bound, clauses, chains(pieces, found, language), tuple(triggers), language)

    def _events(self, scene: Scene) -> list[Happening]:
        """What happens at each trigger piece, without what only fills another's role."""
        found: list[Happening] = []
        for _, readings in groupby(candidates(scene, self._lexicon), key=lambda candidate: candidate.at):
            able = [self._happening(scene, candidate) for candidate in readings]
            found += _together(scene, [happening for happening in able if happening is not None])
        return [one for one in found if not _is_only_filler(one, found)]

    def _happening(self, scene: Scene, candidate: Candidate) -> Happening | None:
        schema = self._lexicon.schema
        filled = _with_itself(fill(scene, candidate), candidate, scene)
        if not _has_needs(filled, candidate.trigger.needs, told=scene.has(candidate.at + 1, "pronouns")):
            return None
        attributes = read_attributes(scene, candidate.at, candidate.trigger, candidate.event, schema)
        return Happening(candidate.at, candidate.event, tuple(filled), attributes, candidate)


def _together(scene: Scene, readings: Sequence[Happening]) -> list[Happening]:
    """The best reading of a trigger, and those of other types that it is joined with (sends *arms* and *troops*)."""
    ranked = sorted(readings, key=lambda one: -one.score)
    return [one for at, one in enumerate(ranked) if all(_stands_beside(scene, one, other) for other in ranked[:at])]


def _stands_beside(scene: Scene, one: Happening, other: Happening) -> bool:
    """Whether what both readings need is coordinated in the text, so that both are meant."""
    mine, theirs = ([a.found for a in each.filled if a.role in each.candidate.trigger.needs] for each in (one, other))
    pairs = [sorted((a, b), key=lambda found: found.first) for a in mine for b in theirs if one.event != other.event]
    return any(joined(scene.pieces, first.right, second.left) for first, second in pairs)


def _has_needs(filled: Sequence[Filled], needs: Sequence[str], *, told: bool) -> bool:
    """Whether each needed role has a sure filler; a pronoun (`told`) stands for any."""
    sure = [one.role for one in filled if one.sure or told]
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
    return [*(one for one in filled if one.role != role), Filled(role, own, own.types[0], 0.8, "trigger", True)]


def _is_only_filler(one: Happening, found: Sequence[Happening]) -> bool:
    """A treaty that another event signs is its filler, and no event of its own."""
    role = one.candidate.trigger.fills
    if role is None:
        return False
    others = [other for other in found if other.event == one.event and other.candidate.trigger.fills is None]
    fillers = [filled.found for other in others for filled in other.filled if filled.role == role]
    return any(filler.first <= one.at < filler.last for filler in fillers)


def _sentence_bounds(pieces: Sequence[Piece], ranges: Sequence[Range]) -> list[Range]:
    """First and last piece (exclusive) of each sentence."""
    bounds: list[Range] = []
    at = 0
    for _, end in ranges:
        first = at
        while at < len(pieces) and pieces[at].start < end:
            at += 1
        if at > first:
            bounds.append((first, at))
    return bounds


def _is_boilerplate(pieces: Sequence[Piece], bound: Range, boilerplate: Sequence[Range]) -> bool:
    """Whether the first piece of a sentence lies in a range that is not part of the body."""
    at = pieces[bound[0]].start
    return any(start <= at < end for start, end in boilerplate)
