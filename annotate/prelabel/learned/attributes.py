"""What the attribute models see: a trigger, mention or argument, and the words around it."""

from collections.abc import Iterator

from annotate.prelabel.learned.crf import Features, hashed
from annotate.prelabel.learned.features import affixes
from annotate.prelabel.learned.page import Page
from annotate.prelabel.learned.spans import Marked

_NEAR, _FAR = 3, 8  # words on each side that are seen with their place, and without


def attribute_features(page: Page, marked: Marked, more: str = "") -> Features:
    """The hashed features of what is said of a span; `more` is a role, for an argument."""
    return [hashed(name) for name in ("bias", f"type={marked.label}", f"role={more}", *_seen(page, marked))]


def _seen(page: Page, marked: Marked) -> Iterator[str]:
    for at in range(marked.first, min(marked.last, marked.first + 3)):
        yield f"w={page.tokens[at].folded}"
        yield from affixes(page.tokens[at])
        yield from (f"k={what}" for what in page.known.get(at, ()))
    for side, places in (("l", range(marked.first - 1, -1, -1)), ("r", range(marked.last, len(page.tokens)))):
        words = [page.tokens[at].folded for at in places[:_FAR]]
        yield from (f"{side}={word}" for word in words)
        yield from (f"{side}{at}={word}" for at, word in enumerate(words[:_NEAR]))
        yield from (f"{side}{at}end={word[-size:]}" for at, word in enumerate(words[:_NEAR]) for size in (1, 2, 3))
        yield from (f"{side}={one}_{two}" for one, two in zip(words, words[1:], strict=False))
