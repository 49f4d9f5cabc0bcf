"""How often a role is filled: `1`, `?`, `+`, `*`, `{2}`, `{2-}`, `{1-3}`."""

from dataclasses import dataclass
from typing import Annotated, Any

import regex
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_SIGNS = {"1": (1, 1), "?": (0, 1), "+": (1, None), "*": (0, None)}
_BRACED = regex.compile(r"\{(?P<low>\d+)(?P<to>-(?P<high>\d*))?\}")
_FORM = {"anyOf": [{"type": "string", "pattern": r"^([1?+*]|\{\d+(-\d*)?\})$"}, {"const": 1}], "default": "*"}


@dataclass(frozen=True, slots=True)
class Count:
    """How many fillers a role takes: at least `low`, at most `high` (None: any number)."""

    sign: str
    low: int
    high: int | None

    @classmethod
    def parse(cls, given: Any) -> "Count":
        """Reads `1 ? + * {2} {2-} {1-3}`; ValueError for anything else."""
        sign = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
        if sign in _SIGNS:
            return cls(sign, *_SIGNS[sign])
        found = _BRACED.fullmatch(sign)
        if not found:
            raise ValueError('a count is one of "1" "?" "+" "*" "{2}" "{2-}" "{1-3}", in quotes')
        low = int(found["low"])
        high = low if not found["to"] else int(found["high"]) if found["high"] else None
        if high is not None and high < max(low, 1):
            raise ValueError(f"the count {sign} cannot be met")
        return cls(sign, low, high)

    def admits(self, number: int) -> bool:
        """Whether a role with `number` fillers is as it should be."""
        return self.low <= number and (self.high is None or number <= self.high)


CountField = Annotated[
    Count, BeforeValidator(Count.parse), PlainSerializer(lambda count: count.sign), WithJsonSchema(_FORM)
]
ANY_NUMBER = Count("*", 0, None)
