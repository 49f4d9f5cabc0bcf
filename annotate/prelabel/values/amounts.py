"""How much number words say: sums of products, and what is left open by hundreds, several, ten-odd."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotate.prelabel.values.vocabulary import Token

_HALF = Decimal("0.5")
TENS = frozenset(map(Decimal, range(20, 100, 10)))
"""Twenty to ninety."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The least and the most that is said; `coefficient` is the number before the `scale` that ends it."""

    low: Decimal
    high: Decimal
    coefficient: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)


def amount(tokens: Sequence[Token]) -> Amount | None:
    """The amount of tokens of numbers, scales and words that leave it open; None where they are none."""
    if not tokens:
        return None
    kinds = [token.kind for token in tokens]
    if "few" in kinds:
        return _of_few(tokens, kinds.index("few"))
    if kinds[0] == "many":
        return _of_many(tokens)
    return _exact(_with_fractions(tokens))


def _of_few(tokens: Sequence[Token], at: int) -> Amount | None:
    """Several hundred is 200 to 999; ten-odd (十几) is 11 to 19."""
    before, after = tokens[:at], tokens[at + 1 :]
    if after and not before and all(token.kind in ("scale", "many") for token in after):
        scale = _product(after)
        return Amount(2 * scale, 10 * scale - 1)
    if before and not after and (known := _exact(before)) and known.scale == Decimal(10):
        return Amount(known.low + 1, known.low + 9)
    return None


def _of_many(tokens: Sequence[Token]) -> Amount | None:
    """Hundreds are 100 to 999, tens of thousands 10,000 to 99,999: at least the unit, less than ten of it."""
    if any(token.kind not in ("scale", "many") for token in tokens):
        return None
    scale = _product(tokens)
    return Amount(scale, 10 * scale - 1)


def _product(tokens: Sequence[Token]) -> Decimal:
    product = Decimal(1)
    for token in tokens:
        product *= token.number
    return product


def _with_fractions(tokens: Sequence[Token]) -> list[Token]:
    """With words for a half or a quarter more (साढ़े तीन, सवा लाख) added to the number they stand before."""
    made: list[Token] = []
    for token in tokens:
        more = made.pop().number if made and made[-1].kind == "plus" and token.kind in ("number", "scale") else None
        if more is None:
            made.append(token)
        elif token.kind == "number":
            made.append(token._replace(number=token.number + more))
        else:
            made += [Token("number", "", 1 + more), token]
    return made


def _exact(tokens: Sequence[Token]) -> Amount | None:
    """Numbers add up, and a scale multiplies what is smaller before it: 2 lakh 50 thousand, 一亿二千万."""
    parts: list[Decimal] = []
    scale = coefficient = Decimal(0)
    for token in tokens:
        if token.kind == "number":
            if token.number == _HALF and parts and scale:
                parts.append(scale * _HALF)  # a million and a half
            elif not _add(parts, token.number):
                return None
        elif token.kind in ("scale", "many"):
            if parts and not parts[-1]:
                return None
            scale, coefficient = token.number, _scaled(parts, token.number)
        elif token.kind != "fill":
            return None
    last = scale if tokens[-1].kind in ("scale", "many") else Decimal(1)
    total = sum(parts, Decimal(0))
    return Amount(total, total, coefficient, last) if parts and total != _HALF else None  # half of what?


def _add(parts: list[Decimal], number: Decimal) -> bool:
    """Puts a number behind those before it, if it fits under them (twenty, five) or stands before its tens."""
    if parts and 0 < parts[-1] < Decimal(10) and number in TENS:
        parts[-1] += number  # five and twenty, خمسة وعشرون
        return True
    if parts and not number:
        return parts[-1] > 0  # 一百零五
    if parts and (number < 0 or not parts[-1] or parts[-1] % Decimal(10) ** len(str(int(number)))):
        return False
    parts.append(number)
    return True


def _scaled(parts: list[Decimal], scale: Decimal) -> Decimal:
    """Multiplies the numbers at the end that are smaller than the scale by it; returns their sum."""
    coefficient = Decimal(0)
    while parts and parts[-1] < scale:
        coefficient += parts.pop()
    parts.append((coefficient or Decimal(1)) * scale)
    return coefficient
