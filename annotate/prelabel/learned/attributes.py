"""What the attribute models see: a trigger, mention or argument, and the words around it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotate.prelabel.learned.crf import Features, hashed
from annotate.prelabel.learned.features import affixes
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.spans import Marked

_NEAR, _FAR = 3, 6  # words on each side that are seen with their place, and without


def attribute_features(page: Page, marked: Marked, more: str = "") -> Features:
    """The hashed features of what is said of a span; `more` is a role, for an argument."""
    return [hashed(name) for name in ("bias", f"type={marked.label}", f"role={more}", *_seen(page, marked))]


def _seen(page: Page, marked: Marked) -> Iterator[str]:
    for at in range(marked.first, min(marked.last, marked.first + 3)):
        yield f"w={page.tokens[at].folded}"
        yield from affixes(page.tokens[at])
        yield from (f"k={what}" for what in page.known.get(at, ()) if "=" in what)
        yield from (f"sign={what}" for what in page.signs.get(at, ()))
    before = range(marked.first - 1, max(-1, marked.first - 1 - _FAR), -1)
    after = range(marked.last, min(len(page.tokens), marked.last + _FAR))
    for side, places in (("l", before), ("r", after)):
        yield from _signs(page, side, places)
        words = [page.tokens[at].folded for at in places]
        yield from (f"{side}={word}" for word in words)
        yield from (f"{side}{at}={word}" for at, word in enumerate(words[:_NEAR]))
        yield from (f"{side}={one}_{two}" for one, two in pairwise(words))


def _signs(page: Page, side: str, places: Sequence[int]) -> Iterator[str]:
    """The signs of attribute values on one side, and how near each is."""
    for step, at in enumerate(places):
        for what in page.signs.get(at, ()):
            yield f"sign={what}"
            yield f"{side}sign={what}"
            yield f"{side}{min(step, 4)}sign={what}"
