"""What a sentence could tell of, by its words alone: which trigger may find there what it needs.

Whatever is said here is said too often and never too rarely, so that a sentence without hope need not be cut. Marks are
bits: one for each entity type that words could be mentions of; one each for unknown words, for what places follow, for
the setting of the schema, for what rules events out and for leaders; one for each kind of trigger, by what it needs;
one for each word that a trigger asks for.
"""

from collections.abc import Iterable, Sequence, Set
from functools import reduce
from operator import or_

from annotate.prelabel.lexicon.gazetteer import stands_for
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.matcher import Matcher, Piece, by_tokens
from annotate.prelabel.lexicon.mentions import STATES
from annotate.prelabel.lexicon.openings import TOKEN
from annotate.prelabel.lexicon.runs import Marks, Run
from annotate.prelabel.lexicon.senses import KEPT, UNKNOWN, Senses, Word
from annotate.prelabel.lexicon.skim import Skim

_Needs = tuple[tuple[Marks, ...], Marks]
"""What can fill each role that a trigger needs, and the words of which it asks for one beside it."""

_OF_PERSONS = ("titles", "given_names", "name_particles")
_OF_PLACES = ("places_before", "locatives", "datives")


class Outlook:
    """Looks at the sentences of one language."""

    def __init__(self, lexicon: Lexicon, matcher: Matcher) -> None:
        self._lexicon = lexicon
        self._bits = {name: 1 << at for at, name in enumerate(lexicon.schema.entities)}
        self._unknown, self._beside_place, self._set, self._vetoed, self._leaders = (
            1 << len(self._bits) + more for more in range(5)
        )
        needs = {key: (entry.needs, entry.beside) for key, entry in lexicon.entries.items()}
        first = 1 << len(self._bits) + 5
        kinds = {kind: first << at for at, kind in enumerate(dict.fromkeys(needs.values()))}
        self._triggers = {key: kinds[kind] for key, kind in needs.items()}
        company = sorted({word for _, beside in kinds for word in beside})
        self._company = {word: first << len(kinds) + at for at, word in enumerate(company)}
        self._kinds = {bit: self._as_marks(*kind) for kind, bit in kinds.items()}
        self._any_trigger = reduce(or_, self._triggers.values(), 0)
        self._always, self._persons, self._places = (
            self._of_kinds(kinds) for kinds in (("date", "quantity"), ("person",), ("place",))
        )
        self._known: dict[Senses, Marks] = {}
        self._inside = self._of_any_letters()
        self._short = self._read_senses(_STATE)
        known = {text: self._of_word(text, word) for text, word in lexicon.words.items()}
        for word in self._sole_vetoes():
            known[word] |= self._vetoed
        self._any_company = reduce(or_, self._company.values(), 0)
        more = self._with_unknown if by_tokens(lexicon.language) else self._with_letters
        self._skim = Skim(known, more, self._any_company, matcher)

    def marks(self, runs: Iterable[Run]) -> Marks:
        """What the words of a sentence could be."""
        found = self._skim.marks(runs)
        return found | self._any_company if found & self._any_trigger else found

    def sure_marks(self, runs: Iterable[Run], folded: str) -> Marks:
        """The same, looked at more closely: fewer marks, for more work."""
        return self._skim.sure_marks(runs, folded)

    def promises(self, marks: Marks) -> bool:
        """Whether a sentence with such marks may have what one of its trigger words needs."""
        triggers = marks & self._any_trigger
        if not triggers or marks & self._vetoed:
            return False
        types = self._types(marks)
        while triggers:
            kind = triggers & -triggers
            needs, beside = self._kinds[kind]
            if (not beside or beside & marks) and all(need & types for need in needs):
                return True
            triggers ^= kind
        return False

    def marks_among(self, pieces: Sequence[Piece]) -> Marks:
        """What each of the pieces could be a mention of, if all went well, and what it shows."""
        capitals = self._lexicon.language.capitals
        found = 0
        for piece in pieces:
            found |= self._of_senses(piece.senses)
            if piece.is_unknown and (piece.capital or not capitals):
                found |= self._unknown
        return found

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

    def _as_marks(self, needs: Sequence[Set[str]], beside: Iterable[str]) -> _Needs:
        company = reduce(or_, (self._company[word] for word in beside), 0)
        return tuple(self._of_types(need) for need in needs), company

    def _of_types(self, names: Iterable[str]) -> Marks:
        return reduce(or_, (self._bits.get(name, 0) for name in names), 0)

    def _of_kinds(self, kinds: Iterable[str]) -> Marks:
        types = self._lexicon.types
        return self._of_types(types[kind] for kind in kinds if kind in types)

    def _of_word(self, text: str, word: Word) -> Marks:
        found = self._of_senses(word.plain) | self._of_senses(word.proper) | self._company.get(text, 0)
        return reduce(or_, (self._triggers[key] for key in word.plain.triggers + word.proper.triggers), found)

    def _of_senses(self, senses: Senses) -> Marks:
        """What a word with these senses could be."""
        found = self._known.get(senses)
        if found is None:
            found = self._read_senses(senses)
            if len(self._known) < KEPT:
                self._known[senses] = found
        return found

    def _read_senses(self, senses: Senses) -> Marks:
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
        kinds = {"country" if kind in STATES else kind for kind, _ in senses.names}
        kinds |= {"country"} if "organs" in senses.classes else set()
        kinds |= {"person"} if "titles" in senses.classes else set()
        return {types[kind] for kind in kinds if kind in types} | senses.entities

    def _sole_vetoes(self) -> Set[str]:
        """The single words that rule events out and are part of no phrase, which could mean something else."""
        lexicon = self._lexicon
        if not by_tokens(lexicon.language):
            return frozenset()
        cut = (TOKEN.findall(text) for text in lexicon.words if not text.isalpha())
        inside = {token for tokens in cut if len(tokens) > 1 for token in tokens}
        return {word for word in lexicon.vetoes - inside if TOKEN.fullmatch(word)}

    def _with_unknown(self, run: str, found: Marks) -> Marks:
        """The marks of the words in a run where they begin and end with tokens, and whether one is unknown."""
        language, words = self._lexicon.language, self._lexicon.words
        if language.capitals and run.lower() == run:
            return found
        tokens = TOKEN.findall(language.fold(run))
        return found | self._unknown if any(token[0].isalpha() and token not in words for token in tokens) else found

    def _with_letters(self, text: str, found: Marks) -> Marks:
        """The marks of the words in a text where they are written together, and those of what no list has."""
        found |= self._inside
        language = self._lexicon.language
        for name, letters in language.counted_heads.items():
            bit = self._bits.get(name, 0)
            if bit & ~found and any(letter in text for letter in letters):
                found |= bit
        pattern = language.short_pattern
        if pattern is not None and self._short & ~found and pattern.search(text):
            found |= self._short
        return found

    def _of_any_letters(self) -> Marks:
        """What can be anywhere where words are written together: unknown ones, and prefixed prepositions."""
        clitics = self._lexicon.language.proclitics
        place = self._beside_place if clitics else 0
        return reduce(or_, (self._company.get(one, 0) for one in clitics), self._unknown | place)


_STATE = Senses(names=(("country", ""),))
