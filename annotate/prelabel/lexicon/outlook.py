"""What a sentence could tell of, by its words alone: which trigger may find there what it needs.

Whatever is said here is said too often and never too rarely, so that a sentence without hope need not be cut.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache, reduce
from operator import or_

from annotate.prelabel.lexicon.gazetteer import stands_for
from annotate.prelabel.lexicon.lexicon import UNKNOWN, Entry, Lexicon, Senses, Word
from annotate.prelabel.lexicon.matcher import KEPT, TOKEN, Piece, by_tokens, joined

Marks = int
"""A bit for each entity type that words could be mentions of, two for unknown words and for what places follow, and one
for each word that a trigger asks for beside it."""

_OF_PERSONS = ("titles", "given_names", "name_particles")
_OF_PLACES = ("places_before", "locatives", "datives")


class Outlook:
    """Looks at the sentences of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bits = {name: 1 << at for at, name in enumerate(lexicon.schema.entities)}
        self._unknown, self._beside_place = (1 << len(self._bits) + more for more in (0, 1))
        company = sorted({word for entry in lexicon.entries.values() for word in entry.beside})
        self._company = {word: 4 << len(self._bits) + at for at, word in enumerate(company)}
        self._always, self._persons, self._places = (
            self._of_kinds(kinds) for kinds in (("date", "quantity"), ("person",), ("place",))
        )
        self._asked = tuple(tuple(map(self._asks, entries)) for entries in lexicon.triggered)
        self._of_senses = lru_cache(KEPT)(self._read_senses)
        self._of_run = lru_cache(KEPT)(self._read_run)
        self._by_tokens = by_tokens(lexicon.language)
        self._joined = joined(lexicon.language)
        self._of_clitics = reduce(or_, (self._company.get(one, 0) for one in lexicon.language.proclitics), 0)
        known = {text: self._of_word(text, word) for text, word in lexicon.words.items()}
        self._patterns = () if self._by_tokens else tuple(known.values())
        self._tokens = _by_longest_token(known) if self._by_tokens else {}

    def promises(self, written: str, text: str, triggers: Iterable[int]) -> bool:
        """Whether a sentence may have what one of its trigger words needs: `written` with capitals, `text` folded."""
        found = reduce(or_, map(self._of_run, written.split(" ")), 0) if self._by_tokens else self._of_hits(text)
        types = self._types(found)
        asked = (each for trigger in triggers for each in self._asked[trigger])
        return any((not beside or beside & found) and all(need & types for need in needs) for needs, beside in asked)

    def types_among(self, pieces: Sequence[Piece]) -> Set[str]:
        """Every entity type that some of the pieces could be a mention of, if all went well."""
        capitals = self._lexicon.language.capitals
        unknown = any(piece.is_unknown and (piece.capital or not capitals) for piece in pieces)
        known = (self._of_senses(piece.senses) for piece in pieces if piece.senses is not UNKNOWN)
        types = self._types(reduce(or_, known, self._unknown if unknown else 0))
        return {name for name, bit in self._bits.items() if bit & types}

    def _types(self, found: Marks) -> Marks:
        """The entity types that can be mentioned among words with such marks; dates and quantities always can."""
        if not found & self._unknown:
            return found | self._always
        return found | self._always | self._persons | (self._places if found & self._beside_place else 0)

    def _asks(self, entry: Entry) -> tuple[tuple[Marks, ...], Marks]:
        """What can fill each role that an entry needs, and the words of which it asks for one beside it."""
        beside = reduce(or_, (self._company[word] for word in entry.beside), 0)
        return tuple(self._of_types(need) for need in entry.needs), beside

    def _of_types(self, names: Iterable[str]) -> Marks:
        return reduce(or_, (self._bits.get(name, 0) for name in names), 0)

    def _of_kinds(self, kinds: Iterable[str]) -> Marks:
        types = self._lexicon.types
        return self._of_types(types[kind] for kind in kinds if kind in types)

    def _of_word(self, text: str, word: Word) -> Marks:
        return self._of_senses(word.plain) | self._of_senses(word.proper) | self._company.get(text, 0)

    def _read_senses(self, senses: Senses) -> Marks:
        """What a word with these senses could be."""
        if senses is UNKNOWN:
            return 0
        kinds = {kind for name, _ in senses.names for kind in stands_for(name)}
        found = self._of_types(senses.entities) | self._of_kinds(kinds)
        if not senses.classes.isdisjoint(_OF_PERSONS):
            found |= self._persons
        return found if senses.classes.isdisjoint(_OF_PLACES) else found | self._beside_place

    def _read_run(self, run: str) -> Marks:
        """The marks of what stands between two spaces."""
        language = self._lexicon.language
        tokens = TOKEN.findall(language.fold(run))
        found = reduce(or_, (self._tokens.get(token, 0) for token in tokens), 0)
        named = not language.capitals or run.lower() != run
        unknown = named and any(token[0].isalpha() and token not in self._lexicon.words for token in tokens)
        return found | self._unknown if unknown else found

    def _of_hits(self, text: str) -> Marks:
        """The marks of all known words in a text whose words are written together, and of unknown ones."""
        language = self._lexicon.language
        before, after = self._joined
        found = self._unknown | self._of_types(language.counted_heads)
        found |= self._beside_place | self._of_clitics if language.proclitics else 0
        if language.short_pattern is not None and language.short_pattern.search(text):
            found |= self._of_kinds(("country",))
        for pattern, start, end in self._lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
            own = self._patterns[pattern]
            if own | found != found and not before.match(text, start) and not after.match(text, end):
                found |= own
        return found


def _by_longest_token(known: Mapping[str, Marks]) -> dict[str, Marks]:
    """The marks of words and phrases by their longest token, which stands wherever they do."""
    found: dict[str, Marks] = {}
    for text, own in known.items():
        if own:
            longest = text if text.isalpha() else max(TOKEN.findall(text), key=len)
            found[longest] = found.get(longest, 0) | own
    return found
