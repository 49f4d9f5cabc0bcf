"""What stands between two spaces: words recur, so what is once told of a run is kept with it."""

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.openings import Leads
from annotate.prelabel.lexicon.senses import KEPT, Form, Senses

Marks = int
"""What words could be, a bit each; `Outlook` says which."""
Phrases = tuple[tuple[str, Marks], ...]
"""Phrases of several tokens, and the marks of each."""


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
    part of no phrase, none if it is unknown; `titled` if it ends with a title.
    """

    __slots__ = ("edges", "end", "hits", "parts", "start", "titled")

    def __init__(
        self, start: int, end: int, hits: list[Hit], edges: list[tuple[int, int, Leads]],
        parts: list[Part],
    ) -> None:  # fmt: skip
        self.start = start
        self.end = end
        self.hits = hits
        self.edges = edges
        self.parts = parts
        self.titled = any("titles" in senses.classes for _, _, senses, _ in hits[:1])


class Run:
    """A run as it is `written`, without what folding drops, and what was told of it, if it was.

    `glimpsed` are its marks at a first look (none yet below 0), `sure` those of its words by themselves, and the
    phrases that it may be part of; `tokens` is what it is cut into, or `readings`.
    """

    __slots__ = ("glimpsed", "readings", "sure", "tokens", "written")

    def __init__(self, written: str) -> None:
        self.written = written
        self.glimpsed: Marks = -1
        self.sure: tuple[Marks, Phrases] | None = None
        self.tokens: list[Token] | None = None
        self.readings: list[Reading] | None = None


class Runs:
    """The runs of one language that were met last, 450 to 1,000 bytes each.

    They are of two generations, of which the older makes room.
    """

    def __init__(self, language: Language) -> None:
        self._is_spaced = language.spaced
        self._known: dict[str, Run] = {}
        self._older: dict[str, Run] = {}

    def of(self, text: str) -> list[Run]:
        """The runs of a sentence; without spaces in the language, all of it is one."""
        if not self._is_spaced:
            return [Run(text)]
        known = self._known
        found: list[Run] = []
        for written in text.split(" "):
            run = known.get(written)
            if run is None:
                run = known[written] = self._older.get(written) or Run(written)
            found.append(run)
        if len(known) >= KEPT // 2:
            self._known, self._older = {}, known
        return found
