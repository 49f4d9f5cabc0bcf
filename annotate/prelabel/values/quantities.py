"""Quantities as least and most: numbers in digits and words, ranges, bounds, and what is only about so many."""

from collections.abc import Sequence
from decimal import Decimal, DecimalException

from annotate.prelabel.values.amounts import TENS, Amount, amount
from annotate.prelabel.values.vocabulary import Json, Token, vocabulary

_COUNTS = frozenset({"number", "scale", "many", "few", "plus", "either"})
_HYPHEN = Token("join", "hyphen")
_LARGEST = Decimal(10) ** 15


def quantity_value(text: str, language: str) -> Json | None:
    """`{"kind": "quantity", "min", "max", "derived"}` of a number with its range words; None where it is not known.

    An end that is open is None. `exclusive` is there where the end itself is left out (more than 1,000), `approximate`
    where it is only about so many.
    """
    words = vocabulary(language, "quantity")
    try:
        tokens = words.scan(text) if words else None
        return _read(_cleared(tokens)) if tokens else None
    except (DecimalException, OverflowError):
        return None


def _cleared(tokens: Sequence[Token]) -> list[Token]:
    """Without the hyphen of twenty-five; a word for one thousand or for thousands is the first after a bound."""
    governed = any(token.kind in ("bound", "about") for token in tokens)
    kept = [token for at, token in enumerate(tokens) if not (token == _HYPHEN and _is_one_number(tokens, at))]
    return [token._replace(kind="scale" if governed else "many") if token.kind == "either" else token for token in kept]


def _is_one_number(tokens: Sequence[Token], at: int) -> bool:
    around = [token for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]) if token.kind == "number"]
    return len(around) == 2 and "digits" not in {token.value for token in around} and around[0].number in TENS  # noqa: PLR2004


def _read(tokens: Sequence[Token]) -> Json | None:
    counts = [at for at, token in enumerate(tokens) if token.kind in _COUNTS]
    if not counts:
        return None
    between = any(token.kind == "between" for token in tokens)
    inner = [at for at in range(counts[0] + 1, counts[-1]) if _joins(tokens[at], between=between)]
    if inner:
        return _range(tokens, inner[0])
    return None if between else _single(tokens)


def _joins(token: Token, *, between: bool) -> bool:
    joins = token.kind == "join" and (token.value != "and" or between)
    return joins or (token.kind, token.value) == ("bound", "most")


def _single(tokens: Sequence[Token]) -> Json | None:
    bounds = {token.value for token in tokens if token.kind == "bound"}
    found, loosely = _amount(tokens)
    if found is None or len(bounds) > 1 or found.high > _LARGEST:
        return None
    loosely = loosely or any(token.kind == "about" for token in tokens)
    return _written(found.low, found.high, _derived(tokens, bounds), loosely, bounds)


def _amount(tokens: Sequence[Token]) -> tuple[Amount | None, bool]:
    """The amount of the counting tokens; `some 2,000` says with a word for several that it is about so many."""
    counting = [token for token in tokens if token.kind in _COUNTS]
    if counting and counting[0].kind == "few" and any(token.kind == "number" for token in counting):
        return amount(counting[1:]), True
    return amount(counting), False


def _range(tokens: Sequence[Token], at: int) -> Json | None:
    """A range whole; the first number takes the scale of the second: 10 to 12 *thousand*."""
    if any(token.kind == "bound" and token.value in ("above", "below") for token in tokens):
        return None
    (left, _), (right, _) = _amount(tokens[:at]), _amount(tokens[at + 1 :])
    if left is None or right is None:
        return None
    scale = right.scale if left.scale == 1 and left.high < right.coefficient else Decimal(1)
    low, high = left.low * scale, right.high
    if low > high or high > _LARGEST:
        return None
    return _written(low, high, "range", any(token.kind == "about" for token in tokens), set())


def _derived(tokens: Sequence[Token], bounds: set[str]) -> str:
    """How the value came about: by what bound, and from digits or from words."""
    digits = any(token.kind == "number" and token.value == "digits" for token in tokens)
    open_words = any(token.kind in ("many", "few") for token in tokens) and not any(
        token.kind == "number" for token in tokens
    )
    form = "digits" if digits else "order of magnitude" if open_words else "words"
    said = {"above": "more than", "least": "at least", "below": "less than", "most": "at most"}
    return f"{said[next(iter(bounds))]}, {form}" if bounds else form


def _written(low: Decimal, high: Decimal, derived: str, approximate: bool, bounds: set[str]) -> Json:
    least = None if bounds & {"below", "most"} else _number(low)
    most = None if bounds & {"above", "least"} else _number(high)
    more = {"exclusive": True} if bounds & {"above", "below"} else {}
    return {
        "kind": "quantity", "min": least, "max": most, **more, **({"approximate": True} if approximate else {}),
        "derived": derived,
    }  # fmt: skip


def _number(size: Decimal) -> int | float:
    return int(size) if size == size.to_integral_value() else float(size)
