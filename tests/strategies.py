"""Hypothesis strategies that several rooms use: texts in many scripts, spans on grapheme edges, valid readings."""

from collections.abc import Mapping
from itertools import accumulate
from typing import TypeVar

import regex
from hypothesis import strategies as st

from annotate.annotation import Annotation, Argument, Event, Mention, Origin, Relation, reading
from annotate.article import Article
from annotate.schema import Attribute, Schema
from annotate.span import Span

# Escapes where an editor might fold two spellings into one: nukta letters and accents, whole and in parts.
_DEVANAGARI = (
    "विदेश", "मंत्री", "पहुंचीं", "क्षत्रिय", "स्त्री", "हस्ताक्षर", "राष्ट्र\u200dपति", "१२,०००", "।",
    "\u095eौज", "फ\u093cौज", "ल\u0921\u093cाई", "ल\u095cाई", "क\u093c\u094dवा", "ॐ", "र्‍य",
)  # fmt: skip
_ARABIC = ("وَصَلَ", "الرَّئِيسُ", "مُعَاهَدَةٌ", "إلى", "الله", "لا\u200fم", "،", "؛", "۱۲", "\u0600۱۲", "پاکستان\u06d4")
_CJK = ("外交部长", "会议", "。", "，", "東京", "が\u3099", "한국", "\u1112\u1161\u11ab", "葛\U000e0100", "𠮷野家")
_LATIN = ("Duarte", "Kovač", "Kovac\u030c", "ﬁn", "S\u0323\u0307o", "na\u00efve", "I\u0307", "U.S.", "O'Neill", "3,500")
_CYRILLIC = ("Москва", "й", "и\u0306", "переговоры", "З\u0301а", "«", "»")
_EMOJI = ("👩‍🚀", "👨‍👩‍👧‍👦", "👍🏽", "👋🏿", "🇮🇳", "🇳🇴🇰🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "1️⃣", "🤝🏻")
_BREAKS = (" ", " ", "  ", "\n", "\n\n", "\r\n", "\t", ", ", ". ", "\u00a0", "\u200b", "\u3000", "\u2028", "\u0085")
_LOOSE = ("\u0301", "\u093f", "\u0902", "\u200d", "\ufe0f", "\u0600", "\U0001f1f3")  # join what stands beside them
Item = TypeVar("Item", Mention, Event)
_ORIGINS: tuple[Origin | None, ...] = (None, "prediction", "changed", "manual")


def texts() -> st.SearchStrategy[str]:
    """News-like texts, never empty, without NUL and lone surrogates; every text can be stored as UTF-8."""
    words = st.sampled_from(_DEVANAGARI + _ARABIC + _CJK + _LATIN + _CYRILLIC + _EMOJI)
    odd = st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from(_LOOSE)
    pieces = st.one_of(words, st.sampled_from(_BREAKS), words, odd)
    return st.lists(pieces, min_size=1, max_size=24).map("".join)


def grapheme_edges(text: str) -> list[int]:
    r"""Every offset between two matches of `\X`, with 0 and the length of `text`."""
    return [0, *accumulate(len(cluster) for cluster in regex.findall(r"\X", text))]


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of `text` (not empty) that starts and ends on grapheme edges."""
    edges = grapheme_edges(text)
    start = draw(st.integers(0, len(edges) - 2))
    end = draw(st.integers(start + 1, min(start + 8, len(edges) - 1)))
    return Span.of(text, edges[start], edges[end])


@st.composite
def annotations(draw: st.DrawFn, schema: Schema) -> Annotation:
    """A reading whose types, roles, fillers and attribute values are those of `schema`; counts are left aside.

    Mentions and events stand in text order, then by type and id; arguments of one filler stand together. An event is
    filled only by events drawn before it, so that no two fill each other.
    """
    text = draw(texts())
    names = draw(st.lists(_ids(), min_size=10, max_size=10, unique=True))
    mentions = tuple(
        draw(_mentions(schema, text, name)) for name in names[: draw(st.integers(0, 6 if schema.entities else 0))]
    )
    triggers = st.sampled_from(draw(st.lists(spans(text), min_size=1, max_size=3)))
    events: tuple[Event, ...] = ()
    for name in names[6 : 6 + draw(st.integers(0, 4))]:
        events += (draw(_events(schema, draw(triggers), name, (*mentions, *events))),)
    article = Article(text=text, language=draw(st.sampled_from([None, "hi", "ar", "zh"])))
    return reading(
        article,
        mentions=_in_order(mentions),
        events=_in_order(events),
        relations=draw(_relations(schema, (*mentions, *events))),
        attributes=draw(_attributes(schema.attributes_of("article"))),
        schema_id=schema.id,
    )


@st.composite
def _relations(draw: st.DrawFn, schema: Schema, ends: tuple[Mention | Event, ...]) -> tuple[Relation, ...]:
    """Some of the relations that the schema allows between any two; a pair's stand together."""
    able = [
        Relation(type=name, source=source.id, target=target.id)
        for source in ends
        for target in ends
        if source.id != target.id
        for name in schema.relations_for(source.type, target.type)
    ]
    chosen = draw(st.lists(st.integers(0, len(able) - 1), unique=True, max_size=4)) if able else []
    return tuple(able[index] for index in sorted(chosen))


def _ids() -> st.SearchStrategy[str]:
    return st.text("abzAZ019-_.:क", min_size=1, max_size=6)


@st.composite
def _mentions(draw: st.DrawFn, schema: Schema, text: str, name: str) -> Mention:
    span = draw(spans(text))
    kind = draw(st.sampled_from(sorted(schema.entities)))
    score, origin = draw(_scores()), draw(st.sampled_from(_ORIGINS))
    place = {"start": span.start, "end": span.end, "text": span.text}
    attributes = draw(_attributes(schema.attributes_of("mention", kind)))
    return Mention(id=name, type=kind, **place, attributes=attributes, score=score, origin=origin)


@st.composite
def _events(draw: st.DrawFn, schema: Schema, trigger: Span, name: str, fillers: tuple[Mention | Event, ...]) -> Event:
    kind = draw(st.sampled_from(sorted(schema.events)))
    return Event(
        id=name,
        type=kind,
        trigger=trigger,
        arguments=draw(_arguments(schema, kind, fillers)),
        attributes=draw(_attributes(schema.attributes_of("event", kind))),
        score=draw(_scores()),
        origin=draw(st.sampled_from(_ORIGINS)),
    )


@st.composite
def _arguments(
    draw: st.DrawFn, schema: Schema, kind: str, fillers: tuple[Mention | Event, ...]
) -> tuple[Argument, ...]:
    """For every filler any of the roles it may take, several of them at times.

    On the screen roles of one filler share an arc, and so what is said of it: it is drawn once a filler.
    """
    found: list[Argument] = []
    for filler in fillers:
        if roles := schema.roles_for(kind, filler.type):
            chosen = draw(st.lists(st.sampled_from(roles), unique=True, max_size=len(roles)))
            asked = {role: schema.attributes_of("argument", kind, role) for role in chosen}
            said = draw(_attributes({name: each for some in asked.values() for name, each in some.items()}))
            found += [
                Argument(role=role, filler=filler.id, attributes={n: v for n, v in said.items() if n in asked[role]})
                for role in chosen
            ]
    return tuple(found)


def _attributes(asked: Mapping[str, Attribute]) -> st.SearchStrategy[dict[str, str]]:
    choices = {name: st.sampled_from(list(attribute.choices)) for name, attribute in asked.items()}
    return st.fixed_dictionaries({}, optional=choices)


def _scores() -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(0, 1).map(lambda score: round(score, 3))


def _in_order(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=_place))


def _place(item: Mention | Event) -> tuple[int, int, str, str]:
    span = item.trigger if isinstance(item, Event) else item
    return span.start, span.end, item.type, item.id
