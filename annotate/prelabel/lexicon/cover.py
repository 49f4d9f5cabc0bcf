"""Which known words a text without spaces consists of: the cover that leaves the fewest letters and words over."""

from collections.abc import Iterator, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.lexicon import Senses

Hit = tuple[int, int, Senses]

_TRIGGER, _KNOWN, _SINGLE, _PARTICLE, _JOINER, _STATE = 5, 6, 10, 8, 4, 7
_LETTER, _NAME_LETTER, _OPENING, _MARK = 10, 9, 5, 3  # of an unknown word: each letter, and that there is one more
_NEVER = 10**9


def is_letter(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def short_names(text: str, language: Language) -> Iterator[Hit]:
    """States named by one letter, in company that shows it: *美* in 美军 and 访美, *中* and *俄* in 中俄."""
    pattern = language.short_pattern
    for found in pattern.finditer(text) if pattern is not None else ():
        yield found.start(), found.end(), Senses(names=(("country", language.short_names[found[0]]),))


def best_cover(text: str, tokens: Sequence[tuple[int, int]], hits: Sequence[Hit], language: Language) -> list[Hit]:
    """The hits that cover a text most cheaply, in text order; `tokens` are its runs of letters, digits and marks."""
    whole = {end: start for start, end in tokens if not is_letter(text[start])}
    inside = {at for end, start in whole.items() for at in range(start + 1, end)}
    ending: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit[0] not in inside and hit[1] not in inside:
            ending.setdefault(hit[1], []).append(hit)
    return _walked(_steps(text, whole, ending, frozenset(language.name_letters)))


def _steps(
    text: str, whole: dict[int, int], ending: dict[int, list[Hit]], letters: frozenset[str]
) -> list[tuple[int, Hit | None]]:
    """For each offset the best last step to it: where it starts, and the hit it is (None: something unknown)."""
    costs = [0]
    unknown, opened = _NEVER, 0  # what the best unknown word that ends here costs, and where it starts
    steps: list[tuple[int, Hit | None]] = [(0, None)]
    for at, character in enumerate(text, start=1):
        if is_letter(character):
            unknown, opened = min((costs[-1] + _OPENING, at - 1), (unknown, opened))
            unknown += _NAME_LETTER if character in letters else _LETTER
            cost, back = unknown, opened
        else:
            back = whole.get(at, at - 1)
            cost, unknown = costs[back] + _MARK, _NEVER
        step: tuple[int, Hit | None] = (back, None)
        for hit in reversed(ending.get(at, ())):
            price = costs[hit[0]] + _price(hit, text, letters)
            if price <= cost:
                cost, step = price, (hit[0], hit)
        costs.append(cost)
        steps.append(step)
    return steps


def _walked(steps: Sequence[tuple[int, Hit | None]]) -> list[Hit]:
    found: list[Hit] = []
    at = len(steps) - 1
    while at > 0:
        at, hit = steps[at]
        if hit is not None:
            found.append(hit)
    return found[::-1]


def _price(hit: Hit, text: str, letters: frozenset[str]) -> int:
    first = text[hit[0]]
    if not is_letter(first):
        return _MARK
    if hit[1] - hit[0] == 1:
        if hit[2].names or first in letters:
            return _STATE if hit[2].names else _SINGLE
        return _JOINER if "conjunctions" in hit[2].classes else _PARTICLE
    return _TRIGGER if hit[2].triggers else _KNOWN
