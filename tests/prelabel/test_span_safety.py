"""From a row of a file to a line of annotations no text of any script, however broken, puts a span off or breaks it."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.annotation import Annotation, to_json
from annotate.articles.draft import to_article
from annotate.articles.sources import Row
from annotate.span import Span
from tests.conftest import FULL
from tests.prelabel.engine import ENGINE, SCHEMA
from tests.strategies import grapheme_edges, texts

EXAMPLES = 10_000 if FULL else 300
LANGUAGES = ("ar", "en", "es", "hi", "ru", "zh")
SENTENCES = {
    "ar": ["وصل الرئيس محمد علي إلى نيروبي أمس.", "أرسلت النرويج 300 جندي إلى لاتفيا."],
    "en": ["President Helena Duarte arrived in Nairobi on Tuesday.", "Norway sent 300 soldiers to Latvia."],
    "es": ["La presidenta Helena Duarte llegó a Nairobi el martes.", "Noruega envió 300 soldados a Letonia."],
    "hi": ["राष्ट्रपति हेलेना दुआर्ते मंगलवार को नैरोबी पहुंचीं।", "नॉर्वे ने लातविया में 300 सैनिक भेजे।"],
    "ru": ["Президент Елена Дуарте прибыла в Найроби во вторник.", "Норвегия направила 300 солдат в Латвию."],
    "zh": ["总统杜阿尔特星期二抵达内罗毕。", "挪威向拉脱维亚派遣了300名士兵。"],
}
GLUE = (
    "", "", " ", "\n", "\r\n", "\r", "\t", "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff",
    "\u2028", "\u0301", "\u0308\u0323", "\u093c", "\u094d", "\u0651", "\ufe0f", "\U000e0100",
    "\u20e3", "\u1160", "\u0600",
    "\u200e", "\u200f", "\u202a", "\u202e", "\u202c", "\u2066", "\u2067", "\u2069", "\u061c",
    "\U0001f1f3", "\U0001f1f3\U0001f1f4", "👩\u200d🚀", "👨\u200d👩\u200d👧", "👍🏽",
    "🏴\U000e0067\U000e0062\U000e007f",
    "<p>", "</p", "<b class='", "<br/>", "&amp;", "&#x", "&nbsp", "<!--", "-->", "]]>", "<script>", "{{", "\\u200d",
    "\u0378", "\u0e3b", "\ufdd0", "\uffff", "\U0001fffe", "\U0010ffff", "\ue000", "\ufffd", "\x01", "\x7f", "\x85",
    "İ", "ß", "ﬁ", "ǆ", "Ω", "\u1e9b\u0323", "가", "\u1112\u1161\u11ab", "が\u3099", "\u0e33", "०१२", "٣٠٠", "③", "½",
)  # fmt: skip


def triggers(language: str) -> Iterator[str]:
    """Every trigger word of the schema in a language."""
    return (
        word for event in SCHEMA.events.values() for each in event.triggers.get(language, ()) for word in each.words
    )


PIECES = tuple(sorted({piece for code in LANGUAGES for piece in (*triggers(code), *" ".join(SENTENCES[code]).split())}))
WHOLE = tuple(sentence for sentences in SENTENCES.values() for sentence in sentences)


def cut(sentence: str, at: float, glue: str) -> str:
    """A sentence with something in the middle of it, of a word and of a grapheme too."""
    place = int(at * len(sentence))
    return sentence[:place] + glue + sentence[place:]


def mixtures() -> st.SearchStrategy[str]:
    """Trigger words and sentences of six languages, whole and broken, with whatever may stand between them."""
    glue = st.sampled_from(GLUE)
    broken = st.builds(cut, st.sampled_from(WHOLE), st.floats(0, 1), glue)
    odd = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    word = st.sampled_from(PIECES)
    parts = st.one_of(word, glue, broken, st.sampled_from(WHOLE), word.map(lambda each: f" {each} "), odd, texts())
    return st.lists(parts, min_size=1, max_size=20).map("".join).filter(str.strip)


def checked(text: str, language: str | None, title: str | None) -> Annotation:
    """The reading of a row; every span of it holds its surface and begins and ends between graphemes."""
    article = to_article(Row("news.jsonl:1", {"text": text, "language": language, "title": title}), None)
    (made,) = ENGINE.prelabel([article], SCHEMA)
    assert Annotation.model_validate(json.loads(to_json(made))) == made
    edges = set(grapheme_edges(made.text))
    for span in spans(made):
        assert made.text[span.start : span.end] == span.text != ""
        assert {span.start, span.end} <= edges, span
    return made


def spans(reading: Annotation) -> list[Span]:
    return [*reading.mentions, *(event.trigger for event in reading.events)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=mixtures(),
    language=st.sampled_from([*LANGUAGES, None, "xx"]),
    title=st.none() | st.sampled_from(WHOLE) | texts(),
)
def test_no_span_is_off_and_nothing_breaks(text: str, language: str | None, title: str | None) -> None:
    """Emoji, joiners, combining marks, broken markup, line ends, bidi controls, code points that nobody assigned."""
    checked(text, language, title)


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_mixtures_hold_events(language: str) -> None:
    """The test above would be empty if the engine found nothing in such texts."""
    made = checked(f"<p>👩\u200d🚀\r\n{SENTENCES[language][1]}\u202e&nbsp</p", language, None)
    assert len(made.events) == 1
    assert {"quantity", "force", "destination"} <= {argument.role for argument in made.events[0].arguments}
