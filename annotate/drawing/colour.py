"""Shades of a colour `#rrggbb` for print: a tint to lie under black text, an ink to be read on white."""

from functools import cache

_READABLE = 4.5
"""The least contrast of small text (WCAG 2.2, 1.4.3)."""
_DARK = 10
"""Up to it sRGB is linear."""


def tint(colour: str, strength: float) -> str:
    """The colour thinned with white; `strength` 0 is white, 1 the colour itself."""
    return _hex(tuple(round(255 + (part - 255) * strength) for part in _parts(colour)))


@cache
def ink(colour: str) -> str:
    """The colour itself, or so much darker that small text in it can be read on white."""
    parts = _parts(colour)
    while contrast(_hex(parts), "#ffffff") < _READABLE:
        parts = tuple(int(part * 0.95) for part in parts)
    return _hex(parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted(_luminance(_parts(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    """Relative luminance of sRGB (WCAG 2.2), 0 to 1."""
    linear = [part / 255 / 12.92 if part <= _DARK else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _hex(parts: tuple[int, ...]) -> str:
    return "#" + bytes(parts).hex()
