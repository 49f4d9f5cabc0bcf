"""Cuts a sentence into pieces: known words and phrases (the longest wins), other words, numbers, punctuation."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import ahocorasick_rs
import regex

from annotate.prelabel.lexicon.clitics import Clitics
from annotate.prelabel.lexicon.cover import Cover, Hit
from annotate.prelabel.lexicon.folding import Folded
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import Lexicon
from annotate.prelabel.lexicon.openings import TOKEN, openings
from annotate.prelabel.lexicon.runs import Run, Runs, Sentences, Token
from annotate.prelabel.lexicon.senses import Form, Senses, Word, form_of, plain_senses

_UNSPACED = regex.compile(
    r"[a-z]+-?\d+[a-z]*|\p{N}+(?:[.,]\p{N}+)*|[\u3400-\u9fff〇]+|[\p{L}\p{M}--[\u3400-\u9fff]]+|[^\s\p{L}\p{M}\p{N}]",
    regex.V1,
)
_GOES_ON = regex.compile(r"(?<=[\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]|(?<=\p{N})[.,](?=\p{N})|(?<=\p{N}[.,])\p{N}")


class Piece:
    """A word, phrase, number or mark: its range in the folded text, and what its form says of it."""

    __slots__ = ("capital", "classes", "end", "is_unknown", "is_verbal", "is_word", "senses", "start", "text")

    def __init__(self, start: int, end: int, form: Form) -> None:
        self.start = start
        self.end = end
        self.text = form.text
        self.senses = form.senses
        self.classes = form.classes
        self.capital = form.capital
        self.is_word = form.is_word
        self.is_unknown = form.is_unknown
        self.is_verbal = form.is_verbal

    def has(self, *classes: str) -> bool:
        """Whether it belongs to one of several word classes."""
        return bool(self.classes) and not self.classes.isdisjoint(classes)


Forms = tuple[Form | None, Form | None]
"""What a word is in small letters and with a capital; None where it means nothing in that case."""


class Matcher:
    """Cuts the sentences of one language into pieces."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.language = lexicon.language
        self._by_tokens = by_tokens(lexicon.language)
        self._forms = {text: _forms(text, word) for text, word in lexicon.words.items() if self._by_tokens}
        self._openings = openings(self._forms)
        self._runs = Runs(lexicon.language, lexicon.abbreviations)
        self.apart = Apart(lexicon.language)
        self._cover = None if lexicon.language.spaced else Cover(lexicon)
        self._clitics = Clitics(lexicon) if lexicon.language.article else None

    def sentences(self, folded: Folded) -> Sentences:
        """The sentences of a text, in code points of its folded form, and their runs, with any capitals."""
        if self._cover is not None:
            return self._cover.sentences(folded.text)
        return self._runs.sentences(folded.cased, folded.text)

    def cut(self, text: str, base: int, runs: Iterable[Run], words: Callable[[], Set[str]]) -> list[Piece]:
        """The pieces of a folded sentence that begins at `base`, in order; `runs` are those of it.

        `words` gives the folded words of the whole article.
        """
        if self._by_tokens:
            return self._cut_runs(text, runs, base)
        if self._clitics is not None:
            return [Piece(base + at, base + end, form) for at, end, form in self._clitics.split(text, runs, words)]
        tokens = [match.span() for match in _UNSPACED.finditer(text)]
        known = [word for run in runs for word in run.known]
        hits = self._cover.best(text, base, tokens, known) if self._cover is not None else ()
        parts = _merge(tokens, hits)
        return [Piece(base + at, base + end, form_of(text[at:end], senses)) for at, end, senses in parts]

    def words_of(self, run: Run) -> list[str]:
        """What a run may be cut into where no phrase takes it, in a language in which words are written together."""
        return self._clitics.words_of(run) if self._clitics is not None else []

    def words(self, runs: Iterable[Run]) -> Set[str]:
        """The folded words of an article, in a language in which they are written together."""
        return self._clitics.words(runs) if self._clitics is not None else frozenset()

    def _cut_runs(self, text: str, runs: Iterable[Run], base: int) -> list[Piece]:
        """The longest known phrase at each token of a folded sentence that begins at `base`."""
        tokens: list[Token] = []
        starts: list[int] = []
        start = 0
        for run in runs:
            read = run.tokens
            if read is None:
                read = run.tokens = self._read(run.written)
            for token in read:
                tokens.append(token)
                starts.append(start)
            start += len(run.written) + 1
        found: list[Piece] = []
        done = 0
        for number, token in enumerate(tokens):
            at = starts[number] + token.start
            if at >= done:
                form, done = token.form, starts[number] + token.end
                if token.leads is not None and number + 1 < len(tokens):
                    behind = text[done : starts[number + 1] + tokens[number + 1].end]
                    phrase = self._phrase(text, at, token.leads.get(behind, ()), capital=form.capital)
                    if phrase is not None:
                        form, done = phrase, at + len(phrase.text)
                found.append(Piece(base + at, base + done, form))
        return found

    def _phrase(self, text: str, at: int, lengths: Iterable[int], *, capital: bool) -> Form | None:
        """The first known phrase of one of some lengths that stands at `at` and goes on in no longer word."""
        for length in lengths:
            form = self._forms.get(text[at : at + length], _NOTHING)[capital]
            if form is not None and _GOES_ON.match(text, at + length) is None:
                return form
        return None

    def _read(self, run: str) -> list[Token]:
        """The tokens of what stands between two spaces."""
        folded = self.language.fold(run)
        return [self._token(*match.span(), match[0], run[match.start()].isupper()) for match in TOKEN.finditer(folded)]

    def _token(self, start: int, end: int, text: str, capital: bool) -> Token:
        form = self._forms.get(text, _NOTHING)[capital] or Form(text, plain_senses(text), capital=capital)
        return Token(start, end, form, self._openings.get(text))


_NOTHING: Forms = (None, None)


def by_tokens(language: Language) -> bool:
    """Whether known words begin and end where tokens do."""
    return language.spaced and not language.article


class Apart:
    """Searches folded texts of one language for words that may be cut out as they stand."""

    def __init__(self, language: Language) -> None:
        before, after = (2, max(map(len, language.suffixes))) if language.article else (0, 0)
        letter = r"[\p{L}\p{M}]"
        self._is_spaced = language.spaced
        self._before = regex.compile(f"(?<={letter}{{{before + 1}}}){letter}")
        self._after = regex.compile(f"(?<={letter}){letter}{{{after + 1}}}")

    def find(self, automaton: ahocorasick_rs.AhoCorasick, text: str) -> Iterator[tuple[int, int]]:
        """Which words of an automaton are in a text, and where each begins."""
        for word, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if self.stands(text, start, end):
                yield word, start

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether a word may be cut out of a text.

        Where spaces part words, none is part of what is written together but for a language's clitics and suffixes.
        """
        if not self._is_spaced:
            return True
        if start and text[start - 1] != " " and self._before.match(text, start):
            return False
        return end == len(text) or text[end] == " " or not self._after.match(text, end)


def _forms(text: str, word: Word) -> Forms:
    plain, proper = word.senses(capital=False), word.senses(capital=True)
    return (
        Form(text, plain) if plain is not None else None,
        Form(text, proper, capital=True) if proper is not None else None,
    )


def _merge(tokens: Sequence[tuple[int, int]], hits: Iterable[Hit]) -> Iterator[tuple[int, int, Senses | None]]:
    """Hits, and what of the tokens they leave over."""
    at = 0
    waiting = iter(hits)
    hit = next(waiting, None)
    for start, end in tokens:
        at = max(start, at)
        while hit is not None and hit[0] < end:
            if at < hit[0]:
                yield at, hit[0], None
            yield hit
            at = hit[1]
            hit = next(waiting, None)
        if at < end:
            yield at, end, None
            at = end
