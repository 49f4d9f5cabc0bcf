"""The handbook: everything an annotator must know is on the page, in their language, as text and never as markup."""

from typing import Any

import pytest
from lxml import html

from annotate.handbook import to_html
from annotate.schema import Schema, builtin_names, parse_written, read_written, schema_path

ODD = '<b>&amp; "x" </script> 👩‍🚀'
SMALL = """\
name: small
version: 1.2.0
changelog: {1.0.0: {en: First.}, 1.2.0: {en: Second.}, 1.10.0: {en: Tenth.}}
labels: {en: 'ODD'}
definitions: {en: 'ODD'}
groups: {who: [person, body]}
entities:
  person: {labels: {en: Person}, examples: {en: "[Ana]"}}
  body: {}
attributes:
  kind: {values: {a: {labels: {en: 'ODD'}}, b: {}}, types: [go], definitions: {en: What kind.}}
  sure: {flag: true, labels: {en: Sure}}
events:
  move: {abstract: true, labels: {en: Moving}, roles: {mover: {fillers: [who], count: "{1-3}"}}}
  go:
    parent: move
    labels: {en: Going}
    codes: {ACE: "Movement:Transport"}
    roles: {into: {fillers: [go], count: "?", definitions: {en: 'ODD'}}}
    examples: {en: ["[Ana]{mover} *went* home.", "*Gone*"], hi: "[अना]{mover} *गई*"}
    counterexamples: {en: The ODD went bad.}
    notes: {en: [One, Two]}
relations: {same: {ends: {from: person}, symmetric: true, labels: {en: Same}}}
""".replace("ODD", ODD)


def page(schema: Schema, language: str = "en") -> Any:
    return html.document_fromstring(to_html(schema, language))


def texts(tree: Any, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.xpath(path)]


def small(language: str = "en") -> Any:
    return page(parse_written(SMALL, "small.yaml"), language)


def test_odd_texts_are_texts() -> None:
    """Angle brackets, quotes, entities and emoji of a schema come out as they went in."""
    tree = small()
    assert tree.xpath("//script") == []
    assert texts(tree, "//h1") == [ODD]
    assert ODD in texts(tree, "//td")
    assert f"The {ODD} went bad." in texts(tree, "//p[@class='not']")


def test_an_event_has_its_roles_inherited_ones_too() -> None:
    """Role, who fills it, how often in figures that need no language, and what it means."""
    rows = [[cell.text_content() for cell in row.iter("td")] for row in small().xpath("(//article)[1]//tbody/tr")]
    assert rows == [["movermover", "Person, body", "1–3", ""], ["intointo", "Going", "0–1", ODD]]


def test_an_abstract_type_heads_those_under_it() -> None:
    """It is no label, so that it is named once above its children and nowhere to be chosen."""
    tree = small()
    assert texts(tree, "//div[@class='group']/h3") == ["Moving"]
    assert texts(tree, "//nav//a") == ["Going", "Person", "body", "Same", "kind", "Sure", "Keys"]


def test_examples_are_drawn_with_every_span_and_arc() -> None:
    """The figures hold the sentences to the letter, the label of the trigger and the role of each arc."""
    figures = texts(small(), "(//article)[1]//figure")
    assert len(figures) == 2
    assert all(word in figures[0] for word in ("Ana", "went", "home.", "Going", "mover"))
    [hindi] = texts(small("hi"), "(//article)[1]//figure")
    assert all(word in hindi for word in ("अना", "गई"))


def test_what_was_decided_and_what_it_is_called_elsewhere_stand_beside() -> None:
    """Notes as a list, codes of other ontologies beside the id, values with the default and the required mark."""
    tree = small()
    assert texts(tree, "(//article)[1]//li") == ["One", "Two"]
    assert texts(tree, "//h3[@id='event-go']/small") == ["go ACE Movement:Transport"]
    assert texts(tree, "//h3[@id='attribute-kind']/em") == ["must be chosen"]
    assert texts(tree, "//article[.//h3[@id='relation-same']]//li") == ["Person ↔ Person"]


def test_changes_are_told_newest_first() -> None:
    """By number, not by letter: 1.10 is newer than 1.2."""
    assert texts(small(), "//h2[.='Changes']/following-sibling::p") == [
        "1.10.0 Tenth.",
        "1.2.0 Second.",
        "1.0.0 First.",
    ]


def test_every_link_leads_somewhere() -> None:
    """The contents name only what is on the page."""
    for tree in (small(), page(read_written(schema_path("diplomacy")), "ru")):
        ids = set(tree.xpath("//@id"))
        assert {link.removeprefix("#") for link in tree.xpath("//nav//a/@href")} <= ids


@pytest.mark.parametrize("language", ["en", "hi", "ar", "es", "ru", "zh"])
def test_diplomacy_speaks_the_language_of_the_page(language: str) -> None:
    """Headings, labels, definitions and examples are in it; Arabic runs from the right."""
    schema = read_written(schema_path("diplomacy"))
    tree = page(schema, language)
    assert (tree.get("lang"), tree.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert schema.events["treaty"].labels[language] in tree.xpath("string(//h3[@id='event-treaty'])")
    assert schema.events["treaty"].roles["party"].definitions[language] in texts(tree, "//td")
    figures = tree.xpath("//figure")
    assert len(figures) >= len(schema.events) + len(schema.entities)


@pytest.mark.parametrize("name", builtin_names())
def test_a_page_needs_nothing_beside_it(name: str) -> None:
    """No script, no image, style sheet or font from elsewhere; the same schema makes the same page."""
    written = read_written(schema_path(name))
    tree = page(written)
    assert tree.xpath("//script | //link | //img | //@src") == []
    assert "url(" not in "".join(tree.xpath("//style/text()"))
    assert to_html(written) == to_html(written)
