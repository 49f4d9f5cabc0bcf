"""What a sentence could tell of, by its words alone: which trigger may find there what it needs.

Whatever is said here is said too often and never too rarely, so that a sentence without hope need not be cut.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache, reduce
from operator import or_

import ahocorasick_rs

from annotate.prelabel.lexicon.gazetteer import stands_for
from annotate.prelabel.lexicon.lexicon import Entry, Lexicon
from annotate.prelabel.lexicon.matcher import KEPT, TOKEN, Piece, by_tokens, joined
from annotate.prelabel.lexicon.senses import UNKNOWN, Senses, Word

Marks = int
"""A bit for each entity type that words could be mentions of; one each for unknown words, for what places follow, for
the setting of the schema, for what rules events out and for leaders; one for each word that a trigger asks for."""

_OF_PERSONS = ("titles", "given_names", "name_particles")
_OF_PLACES = ("places_before", "locatives", "datives")
_STATES = frozenset({"country", "capital", "demonym"})


class Outlook:
    """Looks at the sentences of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bits = {name: 1 << at for at, name in enumerate(lexicon.schema.entities)}
        self._unknown, self._beside_place, self._set, self._vetoed, self._leaders = (
            1 << len(self._bits) + more for more in range(5)
        )
        company = sorted({word for entry in lexicon.entries.values() for word in entry.beside})
        self._company = {word: 32 << len(self._bits) + at for at, word in enumerate(company)}
        self._always, self._persons, self._places = (
            self._of_kinds(kinds) for kinds in (("date", "quantity"), ("person",), ("place",))
        )
        self._asked = tuple(tuple(map(self._asks, entries)) for entries in lexicon.triggered)
        self._of_senses = lru_cache(KEPT)(self._read_senses)
        self._of_run = lru_cache(KEPT)(self._read_run)
        self._by_tokens = by_tokens(lexicon.language)
        self._joined = joined(lexicon.language)
        self._of_clitics = reduce(or_, (self._company.get(one, 0) for one in lexicon.language.proclitics), 0)
        self._state = self._read_senses(Senses(names=(("country", ""),)))
        known = {text: self._of_word(text, word) for text, word in lexicon.words.items()}
        self._tokens, phrases = self._apart(known) if self._by_tokens else ({}, known)
        self._patterns = tuple(phrases.values())
        self._automaton = (
            ahocorasick_rs.AhoCorasick(list(phrases), store_patterns=False) if self._by_tokens else lexicon.automaton
        )

    def marks(self, written: str, text: str) -> Marks:
        """What the words of a sentence could be: `written` with capitals, `text` folded."""
        if self._by_tokens:
            return self._with_phrases(reduce(or_, map(self._of_run, written.split(" ")), 0), text)
        return self._with_phrases(self._of_letters(text), text)

    def promises(self, marks: Marks, triggers: Iterable[int]) -> bool:
        """Whether a sentence with such marks may have what one of its trigger words needs."""
        if marks & self._vetoed:
            return False
        types = self._types(marks)
        asked = (each for trigger in triggers for each in self._asked[trigger])
        return any((not beside or beside & marks) and all(need & types for need in needs) for needs, beside in asked)

    def marks_among(self, pieces: Sequence[Piece]) -> Marks:
        """What each of the pieces could be a mention of, if all went well, and what it shows."""
        capitals = self._lexicon.language.capitals
        found = reduce(or_, map(self._of_senses, {piece.senses for piece in pieces}), 0)
        unknown = any(piece.is_unknown and (piece.capital or not capitals) for piece in pieces)
        return found | self._unknown if unknown else found

    def types(self, marks: Marks) -> Set[str]:
        """The entity types that could be mentioned among words with such marks."""
        types = self._types(marks)
        return {name for name, bit in self._bits.items() if bit & types}

    def may_be_set(self, marks: Marks) -> bool:
        """Whether words with such marks may show the setting, as `is_set` has it."""
        return not self._lexicon.schema.setting or bool(marks & (self._set | self._leaders))

    def is_set(self, pieces: Sequence[Piece]) -> bool:
        """Whether the pieces show that the schema's actors are at work: a state, an army, an official.

        They do where a word names an entity type of the setting (any, where it is empty). A person is told by a title,
        for a name may be anybody's; or two persons by the names of leaders.
        """
        marks = self.marks_among(pieces)
        if not self._lexicon.schema.setting or marks & self._set:
            return True
        return bool(marks & self._leaders) and len({piece.text for piece in pieces if "leaders" in piece.classes}) > 1

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
        setting = self._lexicon.schema.setting
        kinds = {kind for name, _ in senses.names for kind in stands_for(name)}
        found = self._of_types(senses.entities) | self._of_kinds(kinds)
        if not senses.classes.isdisjoint(_OF_PERSONS):
            found |= self._persons
        if "leaders" in senses.classes:
            found |= self._unknown | (self._leaders if self._lexicon.types.get("person") in setting else 0)
        if not self._shown(senses).isdisjoint(setting):
            found |= self._set
        return found if senses.classes.isdisjoint(_OF_PLACES) else found | self._beside_place

    def _shown(self, senses: Senses) -> Set[str]:
        """The entity types that a word with these senses shows to be there."""
        types = self._lexicon.types
        kinds = {"country" if kind in _STATES else kind for kind, _ in senses.names}
        kinds |= {"country"} if "organs" in senses.classes else set()
        kinds |= {"person"} if "titles" in senses.classes else set()
        return {types[kind] for kind in kinds if kind in types} | senses.entities

    def _apart(self, known: Mapping[str, Marks]) -> tuple[dict[str, Marks], dict[str, Marks]]:
        """The marks of words by themselves, and those of phrases of several tokens.

        A word that rules events out is marked if it is part of no phrase, which could mean something else.
        """
        words = {text: own for text, own in known.items() if text.isalpha() or TOKEN.fullmatch(text)}
        phrases = {text: own for text, own in known.items() if text not in words}
        inside = {token for text in phrases for token in TOKEN.findall(text)}
        vetoes = self._lexicon.vetoes & words.keys() - inside
        words |= {text: words[text] | self._vetoed for text in vetoes}
        return {text: own for text, own in words.items() if own}, {text: own for text, own in phrases.items() if own}

    def _read_run(self, run: str) -> Marks:
        """The marks of what stands between two spaces."""
        language = self._lexicon.language
        tokens = TOKEN.findall(language.fold(run))
        found = reduce(or_, (self._tokens.get(token, 0) for token in tokens), 0)
        named = not language.capitals or run.lower() != run
        unknown = named and any(token[0].isalpha() and token not in self._lexicon.words for token in tokens)
        return found | self._unknown if unknown else found

    def _of_letters(self, text: str) -> Marks:
        """The marks of what no list has in a text whose words are written together."""
        language = self._lexicon.language
        found = self._unknown
        found |= self._beside_place | self._of_clitics if language.proclitics else 0
        for name, letters in language.counted_heads.items():
            if any(letter in text for letter in letters):
                found |= self._bits.get(name, 0)
        pattern = language.short_pattern
        return found | self._state if pattern is not None and pattern.search(text) else found

    def _with_phrases(self, found: Marks, text: str) -> Marks:
        """The marks `found` and those of what the automaton finds in the text."""
        before, after = self._joined
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            own = self._patterns[pattern]
            if own | found != found and not before.match(text, start) and not after.match(text, end):
                found |= own
        return found
