"""Quantities and dates: runs of numbers, months and little words that fit the phrases of a language."""

from collections.abc import Iterator, Mapping, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found
from annotate.prelabel.lexicon.phrases import Phrases


class Measures:
    """The date and quantity phrases of one language, compiled once."""

    def __init__(self, language: Language) -> None:
        self._dates = Phrases(language.dates)
        self._quantities = Phrases(language.quantities)

    def find(self, pieces: Sequence[Piece], first: int, last: int, types: Mapping[str, str]) -> Iterator[Found]:
        """Dates, then the quantities that are no part of them, among the pieces `first` to `last`."""
        dates = list(self._dates.find(pieces, first, last)) if "date" in types or "quantity" in types else []
        taken = {at for run in dates for at in range(*run)}
        if "date" in types:
            yield from (Found("date", (types["date"],), *run, *run) for run in dates)
        if "quantity" in types:
            for run in self._quantities.find(pieces, first, last):
                if taken.isdisjoint(range(*run)) and not _counts_something_else(pieces, run, last):
                    yield Found("quantity", (types["quantity"],), *run, *run)


def _counts_something_else(pieces: Sequence[Piece], run: tuple[int, int], last: int) -> bool:
    """Money, percentages, ages, `21-gun`, `F-16`: numbers that count no members of anything."""
    start, end = run
    before = pieces[start - 1] if start else None
    after = pieces[end] if end < last else None
    if after is not None and ("uncounted" in after.classes or after.text in "%-/" or after.text == "°"):
        return True
    if before is not None and before.is_unknown and before.end == pieces[start].start:
        return True
    return before is not None and before.text in "$€£₹#/-№第"
