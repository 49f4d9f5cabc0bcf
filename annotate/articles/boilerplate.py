"""Lines of an article that are not part of its body: links to other stories."""

import unicodedata

import regex

from annotate.article import Range

_OPENERS = (
    "read also", "also read", "read more", "see also", "related", "more on this", "recommended",
    "इसे भी पढें", "इसे भी पढे", "यह भी पढें", "ये भी पढें", "यह भी देखें", "ये भी देखें", "और पढें", "संबंधित खबर", "संबंधित खबरें",
    "اقرأ أيضا", "اقرأ المزيد", "اقرأ ايضا", "شاهد أيضا", "طالع أيضا",
    "lea tambien", "leer tambien", "lee tambien", "ver tambien", "te puede interesar", "le puede interesar",
    "читайте также", "смотрите также", "читать также", "по теме",
    "延伸阅读", "相关阅读", "相关新闻", "阅读更多", "推荐阅读",
)  # fmt: skip
_MARKS = regex.compile(r"[\p{Mn}\p{Cf}]")
_KEPT = frozenset("\u0901\u0902\u0903\u0941\u0942\u0943\u0945\u0947\u0948\u094d")
_LEAD = regex.compile(r"^[\W_]+")  # a bullet, an arrow, a bracket
_AFTER = regex.compile(r"\s*(?:[:：|»>…–—]|$)|\s+-|-(?!\p{Latin})")  # `also read-only` is a word
_APART = regex.compile(r"\s")
_STOPS = frozenset(".।。۔؟")  # end a sentence; headlines have none
_TAIL = regex.compile(r"(?r)\W*")  # backwards from the end: forwards each of many stops would be tried to the end
_LINE = regex.compile(r"\S(?:[^\r\n]*\S)?")


def boilerplate_ranges(text: str) -> tuple[Range, ...]:
    """Start and end, in code points, of each line that only sends readers to another story; outer blanks left out.

    Such a line begins with words like *Read also* and a colon or dash, or consists of them. At the very end of a text
    the words are enough, if what follows them is no sentence.
    """
    lines = list(_LINE.finditer(text))
    return tuple(line.span() for line in lines if _sends_away(line.group(), is_last=line is lines[-1] is not lines[0]))


def _sends_away(line: str, *, is_last: bool) -> bool:
    folded = _LEAD.sub("", _fold(line))
    after = (folded[len(opener) :] for opener in _FOLDED if folded.startswith(opener))
    return any(_AFTER.match(rest) or (is_last and _is_headline(rest)) for rest in after)


def _is_headline(rest: str) -> bool:
    tail = _TAIL.match(rest)
    return bool(_APART.match(rest)) and not (tail and _STOPS.intersection(tail.group()))


def _fold(text: str) -> str:
    """Lower case, without nukta, accents and Arabic vowel signs: writers use them at will."""
    lower = unicodedata.normalize("NFD", text.strip().lower())
    return _MARKS.sub(lambda mark: mark[0] if mark[0] in _KEPT else "", lower)


_FOLDED = tuple(dict.fromkeys(map(_fold, _OPENERS)))
