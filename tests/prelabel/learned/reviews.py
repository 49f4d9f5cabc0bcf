"""Small reviewed readings that the tests of the learned engine train on, made of sentence patterns."""

from itertools import product

from annotate.annotation import Annotation, Argument, Event, Mention, reading
from annotate.article import Article
from annotate.schema import load_schema
from annotate.schema.example import parse_example

SCHEMA = load_schema("diplomacy")

_TYPES = {
    "visitor": "person", "participant": "person", "destination": "place", "place": "place", "date": "date",
    "sender": "country", "force": "armed_force",
}  # fmt: skip
_PATTERNS = (
    ("en", "diplomatic_visit", "asserted", "[{0}]{{visitor}} *visited* [{1}]{{destination}} on [Tuesday]{{date}}."),
    ("en", "diplomatic_visit", "planned", "[{0}]{{visitor}} will *visit* [{1}]{{destination}} soon."),
    ("en", "meeting", "asserted", "[{0}]{{participant}} held *talks* in [{1}]{{place}}."),
    ("en", "", "", "{0} bought an old house near {1}."),
    ("hi", "diplomatic_visit", "asserted", "[{0}]{{visitor}} [{1}]{{destination}} *पहुंचे*।"),
    ("ar", "diplomatic_visit", "asserted", "و*زار* [{0}]{{visitor}} [{1}]{{destination}} أمس."),
    ("zh", "diplomatic_visit", "asserted", "[{0}]{{visitor}}昨天*访问*了[{1}]{{destination}}。"),
)
_NAMES = {
    "en": (("Helena Duarte", "Omar Nasser", "Ivan Petrov"), ("Nairobi", "Warsaw", "Lima")),
    "hi": (("राजेश शर्मा", "लियोनिद कोवाच", "मीरा नायर"), ("काठमांडू", "ढाका", "मॉस्को")),
    "ar": (("كريم حداد", "ليلى منصور", "سامي خليل"), ("القاهرة", "بغداد", "عمان")),
    "zh": (("王伟", "李娜", "张强"), ("河内", "东京", "开罗")),
}


def review(marked: str, kind: str, modality: str, language: str, name: str) -> Annotation:
    """The review of one marked-up sentence (see `annotate.schema.example`)."""
    example = parse_example(marked)
    mentions = [
        Mention(id=f"m{at}", type=_TYPES[mark.role or ""], **mark.span.model_dump(include={"start", "end", "text"}))
        for at, mark in enumerate(example.marks)
    ]
    arguments = tuple(Argument(role=mark.role or "", filler=f"m{at}") for at, mark in enumerate(example.marks))
    attributes = {"modality": modality, "polarity": "positive"}
    events = [
        Event(id="e1", type=kind, trigger=trigger, arguments=arguments, attributes=attributes)
        for trigger in example.triggers
    ]
    article = Article(id=name, text=example.text, language=language)
    return reading(article, mentions=mentions, events=events, annotator="ana", state="submitted")


def reviews() -> list[Annotation]:
    """Sixty-three short readings in four languages, every one of a document of its own."""
    return [
        review(pattern.format(person, place), kind, modality, language, f"{language}-{number}-{at}")
        for number, (language, kind, modality, pattern) in enumerate(_PATTERNS)
        for at, (person, place) in enumerate(product(*_NAMES[language]))
    ]
