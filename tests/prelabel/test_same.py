"""Proposals of same entities and same events: what is proposed, and above all what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation, Relation
from annotate.prelabel.same import with_proposals
from annotate.prelabel.values import with_values
from annotate.schema import Schema, load_schema
from annotate.schema.read import parse_schema
from tests.prelabel.marked import marked

TALKS = """
name: talks
version: 1.0.0
entities:
  person: {}
  country: {}
  place: {}
  organization: {words: {en: [delegation], hi: [प्रतिनिधिमंडल], zh: [代表团]}}
  date: {}
attributes:
  modality: {values: {asserted: {}, planned: {}}, default: asserted}
events:
  visit:
    roles:
      visitor: {fillers: [person, country, organization]}
      destination: {fillers: [country, place]}
      date: {fillers: [date]}
  meeting: {roles: {participant: {fillers: [person, country]}, date: {fillers: [date]}}}
relations:
  same_entity:
    ends: [{from: person}, {from: country}, {from: organization}, {from: place}]
    symmetric: true
    transitive: true
  same_event: {ends: [{from: visit}, {from: meeting}], symmetric: true, transitive: true}
"""
SCHEMA = parse_schema(TALKS, "talks.yaml")

ENTITIES = {
    "a surname is the person's whose name holds it": (
        "en", "[Sergei Shoigu]{person} left. [Shoigu]{person} said so.", ["Shoigu = Sergei Shoigu"],
    ),
    "a surname that two persons have is nobody's": (
        "en", "[Kim Jong Un]{person} and [Kim Yo Jong]{person} left. [Kim]{person} said so. [Kim]{person} smiled.", [],
    ),
    "a family name may stand first": ("en", "[Xi Jinping]{person} left. [Xi]{person} said so.", ["Xi = Xi Jinping"]),
    "the headline's surname comes before the name": (
        "en", "[Shoigu]{person} leaves. [Sergei Shoigu]{person} left.", ["Sergei Shoigu = Shoigu"],
    ),
    "a country by its name, its people and its capital": (
        "en",
        "[Russia]{country} sent men. [Russian]{country} tanks came. [Moscow]{country} denied it.",
        ["Russian = Russia", "Moscow = Russian"],
    ),
    "a capital that is gone to is a place": ("en", "[Russia]{country} won. They went to [Moscow]{place}.", []),
    "two countries": ("en", "[North Korea]{country} and [South Korea]{country}", []),
    "a noun is no name": ("en", "A [delegation]{organization} came. A [delegation]{organization} left.", []),
    "nor at the start of a sentence": (
        "en", "[Delegation]{organization} came. [Delegation]{organization} left.", [],
    ),
    "dates are no entities": ("en", "On [Tuesday]{date} he came, on [Tuesday]{date} he left.", []),
    "types are not mixed": ("en", "[Washington]{person} left. [Washington]{place} is a city.", []),
    "Russian cases": (
        "ru",
        "[Сергей Лавров]{person} прибыл. С [Лавровым]{person} едут. В [Минске]{place} ждут, из [Минска]{place} нет.",
        ["Лавровым = Сергей Лавров", "Минска = Минске"],
    ),
    "Russian countries in their cases": (
        "ru", "[Россия]{country} и [Турция]{country}; с [Турцией]{country}", ["Турцией = Турция"],
    ),
    "Arabic clitics": (
        "ar", "وصل [سامر الحداد]{person}. وقال [الحداد]{person}. [العراق]{country} [للعراق]{country}",
        ["الحداد = سامر الحداد", "للعراق = العراق"],
    ),
    "Hindi spellings": (
        "hi", "[फ़्रांस]{country} और [फ्रांस]{country}; [हेलेना दुआर्ते]{person} आईं। [दुआर्ते]{person} बोलीं।",
        ["फ्रांस = फ़्रांस", "दुआर्ते = हेलेना दुआर्ते"],
    ),
    "Hindi nouns": ("hi", "[प्रतिनिधिमंडल]{organization} आया। [प्रतिनिधिमंडल]{organization} गया।", []),
    "Spanish": (
        "es", "[Lucía Armendáriz]{person} llegó. [Armendáriz]{person} habló.", ["Armendáriz = Lucía Armendáriz"],
    ),
    "Chinese": (
        "zh", "[谢尔盖·绍伊古]{person}抵达。[绍伊古]{person}说。[代表团]{organization}来。[代表团]{organization}走。",
        ["绍伊古 = 谢尔盖·绍伊古"],
    ),
}  # fmt: skip

EVENTS = {
    "two fillers are shared": (
        "en",
        (
            "[Ana Kovac]{person} *visited*{visit visitor=1 destination=2} [Oslo]{place}. Aides said "
            "nothing. Then [Kovac]{person} *visits*{visit visitor=3 destination=4} [Oslo]{place}."
        ),
        ["visits = visited"],
    ),
    "two are not enough where the words differ": (
        "en",
        (
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=1 participant=2}. "
            "[Chad]{country} often *talks*{meeting participant=3 participant=4} to [Niger]{country}."
        ),
        [],
    ),
    "a plural takes up no single event": (
        "es", "[Lucía Armendáriz]{person} *llegó*{visit visitor=1} a Quito. Las *visitas*{visit} son caras.", [],
    ),
    "one filler is not enough": (
        "en",
        (
            "[Ana Kovac]{person} *visited*{visit visitor=1 destination=2} [Oslo]{place}. "
            "[Kovac]{person} once *visited*{visit visitor=3} her aunt."
        ),
        [],
    ),
    "another destination": (
        "en",
        (
            "[Ana Kovac]{person} *visited*{visit visitor=1 destination=2} [Oslo]{place}. "
            "[Kovac]{person} *visited*{visit visitor=3 destination=4} [Riga]{place}."
        ),
        [],
    ),
    "another day": (
        "en",
        (
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=1 participant=2 date=3} on [Monday]{date}. "
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=4 participant=5 date=6} on [Tuesday]{date}."
        ),
        [],
    ),
    "a day of the month told": (
        "en",
        (
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=1 participant=2 date=3} [May 2024]{date}. "
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=4 participant=5 date=6} [3 May 2024]{date}."
        ),
        ["met = met"],
    ),
    "another guest": (
        "en",
        (
            "[Chad]{country} *met*{meeting participant=1 participant=2} [Niger]{country}. "
            "[Chad]{country} *met*{meeting participant=3 participant=4} [Mali]{country}."
        ),
        [],
    ),
    "a noun takes up what was told": (
        "en",
        (
            "[Ana Kovac]{person} will *visit*{visit visitor=1 destination=2 modality:planned} [Oslo]{place}. "
            "The *trip*{visit modality:asserted} is her first."
        ),
        ["trip = visit"],
    ),
    "but not from afar": (
        "en",
        "[Ana Kovac]{person} *visited*{visit visitor=1} Oslo. It rained. It snowed. The *trip*{visit} was her first.",
        [],
    ),
    "nor where it may be one of two": (
        "en",
        (
            "[Kovac]{person} *visited*{visit visitor=1} Oslo. [Duarte]{person} *visited*{visit visitor=2} Riga. "
            "The *trip*{visit} was long."
        ),
        [],
    ),
    "nor another's": (
        "en",
        "[Ana Kovac]{person} *visited*{visit visitor=1} Oslo. The *trip*{visit visitor=2} of [Helena Duarte]{person}.",
        [],
    ),
    "a noun without a word before it takes nothing up": (
        "en", "[Ana Kovac]{person} *visited*{visit visitor=1} Oslo. A *trip*{visit} is costly.", [],
    ),
    "types are not mixed": (
        "en", "[Ana Kovac]{person} *visited*{visit visitor=1} Oslo. The *talks*{meeting} were short.", [],
    ),
    "planned is not held": (
        "en",
        (
            "[Chad]{country} and [Niger]{country} *met*{meeting participant=1 participant=2 modality:asserted}. "
            "[Chad]{country} and [Niger]{country} will *meet*{meeting participant=3 participant=4 modality:planned}."
        ),
        [],
    ),
    "Russian": (
        "ru", "[Ирина Савельева]{person} *прибыла*{visit visitor=1} в Минск. Этот *визит*{visit} — первый.",
        ["визит = прибыла"],
    ),
    "Arabic": (
        "ar", "*وصل*{visit visitor=1} [سامر الحداد]{person} إلى دكار. *الزيارة*{visit} هي الأولى.", ["الزيارة = وصل"],
    ),
    "Hindi": (
        "hi", "[हेलेना दुआर्ते]{person} ओस्लो *पहुंचीं*{visit visitor=1}। इस *यात्रा*{visit} पर सबकी नजर है।",
        ["यात्रा = पहुंचीं"],
    ),
    "Spanish": (
        "es", "[Lucía Armendáriz]{person} *llegó*{visit visitor=1} a Quito. La *visita*{visit} es la primera.",
        ["visita = llegó"],
    ),
    "Chinese": ("zh", "[陈志远]{person}*抵达*{visit visitor=1}首都。此次*访问*{visit}为期两天。", ["访问 = 抵达"]),
}  # fmt: skip


def proposed(reading: Annotation, kind: str, schema: Schema = SCHEMA) -> list[str]:
    """The proposals of one kind by surface, the later first."""
    made = with_proposals(with_values(reading, schema), schema)
    surfaces = {one.id: one.text for one in made.mentions} | {one.id: one.trigger.text for one in made.events}
    return [f"{surfaces[one.source]} = {surfaces[one.target]}" for one in made.relations if one.type == kind]


@pytest.mark.parametrize(("language", "text", "wanted"), ENTITIES.values(), ids=ENTITIES)
def test_entities(language: str, text: str, wanted: list[str]) -> None:
    """Each later mention goes to the nearest one before it that names the same."""
    assert proposed(marked(text, language), "same_entity") == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), EVENTS.values(), ids=EVENTS)
def test_events(language: str, text: str, wanted: list[str]) -> None:
    """An event is told again where two fillers are shared, or a noun takes it up and nothing speaks against it."""
    assert proposed(marked(text, language), "same_event") == wanted


def test_a_proposal_says_how_sure_it_is_and_why() -> None:
    """It is a prediction like any other, for a person to take or leave."""
    made = with_proposals(marked("[Sergei Shoigu]{person} left. [Shoigu]{person} said so.", "en"), SCHEMA)
    assert made.relations[0].origin == "prediction"
    assert made.relations[0].model_extra == {"score": 0.75, "why": "part of the name Sergei Shoigu"}


def test_nothing_is_proposed_that_the_schema_lacks() -> None:
    """A schema without these relations has readings as they were."""
    reading = marked("[Sergei Shoigu]{person} left. [Shoigu]{person} said so.", "en")
    assert with_proposals(reading, load_schema("diplomacy")) is reading


def test_what_a_person_joined_is_left_alone() -> None:
    """No second arc between what is joined already, whichever way and over whatever it is joined."""
    reading = marked("[Shoigu]{person} left. [Shoigu]{person} went. [Shoigu]{person} came.", "en")
    by_hand = [Relation(type="same_entity", source=one, target=other) for one, other in (("m1", "m2"), ("m1", "m3"))]
    joined = reading.model_copy(update={"relations": tuple(by_hand)})
    assert with_proposals(joined, SCHEMA) is joined


@given(st.lists(st.sampled_from([*ENTITIES.values(), *EVENTS.values()]), min_size=1, max_size=4))
def test_twice_is_once(picked: list[tuple[str, str, list[str]]]) -> None:
    """A second run proposes nothing more, and ends are always of the reading."""
    for language, text, _ in picked:
        once = with_proposals(with_values(marked(text, language), SCHEMA), SCHEMA)
        assert with_proposals(once, SCHEMA) is once
        assert Annotation.model_validate(once.model_dump()) == once
