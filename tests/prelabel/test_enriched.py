"""Engines with values and proposals: the same engine, other pre-labels, another fingerprint."""

from annotate.article import Article
from annotate.prelabel import load_engine
from annotate.prelabel.enriched import Enriched, load_enriched
from annotate.schema import load_schema
from annotate.schema.read import parse_schema
from tests.prelabel.test_same import SCHEMA as TALKS

DIPLOMACY = load_schema("diplomacy")
TEXT = "President Helena Duarte arrived in Nairobi on Tuesday."
ARTICLE = Article(id="a", text=TEXT, language="en", published="2024-06-12")


def test_an_enriched_engine_adds_values_to_what_the_engine_reads() -> None:
    """Nothing else of a reading changes."""
    plain = next(iter(load_engine("lexicon").prelabel([ARTICLE], DIPLOMACY)))
    rich = next(iter(load_enriched("lexicon").prelabel([ARTICLE], DIPLOMACY)))
    values = {mention.text: (mention.value or {}).get("start") for mention in rich.mentions}
    assert values == {"Helena Duarte": None, "Nairobi": None, "Tuesday": "2024-06-11"}
    bare = tuple(mention.model_copy(update={"value": None}) for mention in rich.mentions)
    assert rich.model_copy(update={"mentions": bare, "fingerprint": plain.fingerprint}) == plain


def test_its_fingerprint_is_the_one_its_readings_carry() -> None:
    """`push` knows a pre-label with values from one without."""
    engine = load_enriched("lexicon")
    assert next(iter(engine.prelabel([ARTICLE], DIPLOMACY))).fingerprint == engine.fingerprint(DIPLOMACY)
    assert engine.fingerprint(DIPLOMACY).startswith(load_engine("lexicon").fingerprint(DIPLOMACY) + " values/")
    assert engine.name == "lexicon"


def test_only_what_the_schema_has_is_in_the_fingerprint() -> None:
    """A schema without dates and without relations leaves the engine as it is."""
    bare = parse_schema("name: a\nversion: 1.0.0\nentities: {person: {}}\nevents: {b: {}}", "a.yaml")
    inner = load_engine("lexicon")
    assert Enriched(inner).fingerprint(bare) == inner.fingerprint(bare)
    assert Enriched(inner).fingerprint(TALKS).endswith(" proposals/1")
    assert "proposals" not in Enriched(inner, proposals=False).fingerprint(TALKS)
    assert "values" not in Enriched(inner, values=False).fingerprint(TALKS)


def test_without_both_it_is_the_engine_itself() -> None:
    """Nothing is wrapped for nothing."""
    assert not isinstance(load_enriched("lexicon", values=False, proposals=False), Enriched)
