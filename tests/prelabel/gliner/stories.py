"""A small schema with all that the engine asks for, and texts with what cuts words and shifts offsets."""

from annotate.article import Article
from annotate.schema import Schema, parse_schema

SCHEMA = """\
name: small
version: 1.0.0
entities:
  person: {labels: {en: Person, hi: व्यक्ति}, definitions: {en: A named human being.}}
  country: {labels: {en: Country, hi: देश}}
  place: {labels: {en: Place, hi: स्थान}}
attributes:
  modality: {values: {asserted: {definitions: {en: It has happened.}}, planned: {}}, default: asserted}
  doubtful: {flag: true, types: [visit], definitions: {en: The text doubts it.}}
events:
  visit:
    labels: {en: Visit, hi: यात्रा}
    definitions: {en: Somebody goes to a place., hi: कोई कहीं जाता है।}
    roles:
      visitor: {fillers: [person, country], count: "+", labels: {en: Visitor, hi: आगंतुक}}
      where: {fillers: [place], count: "?", labels: {en: Where}}
  report:
    roles:
      topic: {fillers: [visit]}
      reporter: {fillers: [person]}
"""

HINDI = "प्रधानमंत्री ने शुक्रवार को दिल्ली की यात्रा की।"

TEXTS = {
    "Hindi with vowel signs and conjuncts": (HINDI, "hi"),
    "Hindi with joiners and nuktas": ("राष्ट्र\u200dपति क्\u200dष ज\u093cमीन \u095eौज पहुंचीं", "hi"),
    "Arabic with proclitics": ("وقالت الوزارةُ للرئيسِ إنها ستزور بالقاهرة.", "ar"),
    "Chinese": ("习近平访问了俄罗斯。", "zh"),
    "emoji": ("Modi 👩\u200d👩\u200d👧 visited 🇮🇳🇺🇸 Oslo 👍🏽", "en"),
    "line ends of Windows": ("Modi visited Oslo.\r\n\r\nHe left\r\nNepal.\r\n", "en"),
    "no full stop at the end": ("Modi visited Oslo", "en"),
    "marks of the model in the text": ("Modi [SEP_TEXT] visited [E] Oslo [P] ( [C] trigger", "en"),
    "letters that grow in lower case": ("İİİ İstanbul visited", "tr"),
    "marks that stand on a space": (" \u0301Modi \u0301 visited \u0600१", "en"),
}


def small_schema() -> Schema:
    """The schema as it is read."""
    return parse_schema(SCHEMA, "small.yaml")


def articles() -> list[Article]:
    """The texts above as articles with the language of each."""
    return [Article(text=text, language=language) for text, language in TEXTS.values()]
