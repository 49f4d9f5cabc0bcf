"""What stands between two spaces: words recur, so what is once told of a run is kept with it."""

from collections.abc import Container, Sequence

from annotate.article import Range
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.openings import Leads
from annotate.prelabel.lexicon.senses import Form, Senses
from annotate.prelabel.lexicon.sentences import LONGEST_SENTENCE, ends, stretches

Marks = int
"""What words could be, a bit each; `Outlook` says which."""
Phrase = tuple[str, Marks]
"""A phrase of several tokens, and its marks."""
Phrases = tuple[Phrase, ...]
KEPT = 32_768  # runs of a language that are remembered at most: a hundred articles have 8,000 to 16,000
NUMBERS = 2_048  # those with digits in them, of which there is no end
_LONGEST = 100  # code points of a run that is remembered: what is longer is a line without spaces


class Token:
    """A word, number or mark in a run: where it stands there, what it is, the phrases that it `leads`."""

    __slots__ = ("end", "form", "leads", "start")

    def __init__(self, start: int, end: int, form: Form, leads: Leads | None) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.leads = leads


Hit = tuple[int, int, Senses, int]
"""Where a known word starts and ends, what it means, how many letters at its end are a suffix."""

Part = tuple[int, int, Form]
"""Start and end of what is cut apart, and what it is."""


class Reading:
    """What a token may be where words are written together: the words in it, and the phrases that it may lead.

    `edges` are where these start, what they have before them there, and the phrases; `parts` are its pieces if it is
    part of no phrase, none if the article tells what is cut off it; `titled` if it ends with a title; `suffixes` are
    how many letters at its end may be one.
    """

    __slots__ = ("edges", "end", "hits", "parts", "start", "suffixes", "titled")

    def __init__(
        self, start: int, end: int, hits: list[Hit], edges: list[tuple[int, int, Leads]],
        parts: list[Part], suffixes: tuple[int, ...],
    ) -> None:  # fmt: skip
        self.start = start
        self.end = end
        self.hits = hits
        self.edges = edges
        self.parts = parts
        self.suffixes = suffixes
        self.titled = any("titles" in senses.classes for _, _, senses, _ in hits[:1])


Known = tuple[int, int, int]
"""The number of a word of the lexicon, and where it starts and ends in the folded text of the article."""


class Run:
    """A run as it is `written`, without what folding drops, and what was told of it, if it was.

    `ends` are where sentences end in it if a space follows, and it `stops` if one ends behind it where a line does.
    `known` are all known words in it where spaces part none, whether or not one can be cut out beside the other; it
    `may_trigger` an event if one of them may. `glimpsed` are its marks at a first look (none yet below 0). `sure` are
    those of its words by themselves, without the `rare` ones, which the first look leaves out, and `phrases` those that
    it may be part of. `tokens` is what it is cut into, or `readings`, and the `words` in these.
    """

    __slots__ = (
        "ends", "glimpsed", "known", "may_trigger", "phrases", "rare", "readings", "stops", "sure", "tokens", "words",
        "written",
    )  # fmt: skip

    def __init__(self, written: str, ends: tuple[int, ...] = (), *, stops: bool = False) -> None:
        self.written = written
        self.ends = ends
        self.stops = stops
        self.known: Sequence[Known] = ()
        self.may_trigger = False
        self.glimpsed: Marks = -1
        self.sure: Marks = 0
        self.rare: Marks = 0
        self.phrases: Phrases | None = None
        self.tokens: list[Token] | None = None
        self.readings: list[Reading] | None = None
        self.words: list[str] | None = None


Sentences = tuple[list[Range], list[list[Run]]]
"""Start and end of each sentence of a text, in code points, and its runs, which a space or the end of a line parts.

A line without words has no runs, and a sentence after a space begins with an empty one. In a language without spaces a
sentence is one run.
"""


class Runs:
    """The runs of one language that were met last, 450 to 1,000 bytes each.

    They are of two generations, of which the older makes room; those with digits are kept apart, and are fewer.
    """

    def __init__(self, language: Language, abbreviations: Container[str]) -> None:
        """A full stop after one of the folded `abbreviations` ends no sentence."""
        self._language = language
        self._abbreviations = abbreviations
        self._known: dict[str, Run] = {}
        self._older: dict[str, Run] = {}
        self._numbers: dict[str, Run] = {}

    def sentences(self, written: str, folded: str) -> Sentences:
        """The sentences of a text: where they end is read of its `folded` form, the runs are of what is `written`.

        A line ends a sentence, and so do some of its runs: wherever they stand, so that is asked once of each.
        """
        found: Sentences = ([], [])
        runs: list[Run] = []
        start = at = 0
        for line in written.split("\n"):
            if not line:
                at += 1
                continue
            if at > start:
                self._close(found, (start, at), runs, written, folded)
                start, runs = at, []
            for text in line.split(" "):
                run = self._known.get(text) or self._met(text)
                if run.ends:
                    done = 0
                    for end in run.ends:
                        runs.append(self._of(text[done:end]))
                        self._close(found, (start, at + end), runs, written, folded)
                        start, done, runs = at + end, end, []
                    run = self._of(text[done:])
                runs.append(run)
                at += len(text) + 1
            if run.stops and start < at - 1:
                self._close(found, (start, at - 1), runs, written, folded)
                start, runs = at - 1, []
        if start < len(written):
            self._close(found, (start, len(written)), runs, written, folded)
        return found

    def _close(self, found: Sentences, place: Range, runs: list[Run], written: str, folded: str) -> None:
        """Adds a sentence and its runs, or what one is cut into that is too long."""
        ranges, cut = found
        if place[1] - place[0] <= LONGEST_SENTENCE:
            ranges.append(place)
            cut.append(runs)
        else:
            for start, end in stretches(folded, *place):
                ranges.append((start, end))
                cut.append([self._of(text) for text in written[start:end].split(" ")])

    def _of(self, text: str) -> Run:
        return self._known.get(text) or self._met(text)

    def _met(self, text: str) -> Run:
        """A run that was not met of late, or has digits."""
        run = self._numbers.get(text)
        if run is not None:
            return run
        run = self._older.get(text) or self._new(text)
        if len(text) > _LONGEST:
            return run
        if any(map(str.isdigit, text)):
            if len(self._numbers) >= NUMBERS:
                self._numbers = {}
            self._numbers[text] = run
            return run
        if len(self._known) >= KEPT // 2:
            self._known, self._older = {}, self._known
        self._known[text] = run
        return run

    def _new(self, text: str) -> Run:
        folded = self._language.fold(text)
        before_space, before_line = (ends(folded + behind, self._abbreviations) for behind in (" ", "\n"))
        return Run(text, tuple(before_space), stops=len(text) in before_line)
