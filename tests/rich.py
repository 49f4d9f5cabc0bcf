"""A schema with everything the language has: relations, attributes of all four, flags, nested events, six scripts."""

from annotate.schema import Schema, parse_schema

RICH = """\
name: rich
version: 1.0.0
groups: {actor: [person, body]}
entities:
  person: {labels: {en: Person, hi: व्यक्ति, ar: شخص}}
  body: {labels: {en: Body, hi: निकाय, ar: هيئة}}
  place: {labels: {en: Place, hi: स्थान, ar: مكان}}
attributes:
  modality: {values: {asserted: {labels: {hi: घटित}}, planned: {}}, default: asserted, types: [visit]}
  doubt: {on: [event, mention], flag: true, labels: {en: Doubtful, hi: संदिग्ध}}
  level: {on: mention, values: {name: {}, nominal: {}}, required: false, types: [actor]}
  tone: {on: article, values: {calm: {}, sharp: {}}, required: false}
  breaking: {on: article, flag: true}
  certainty: {on: argument, values: {sure: {labels: {hi: निश्चित}}, guess: {}}, required: false, roles: [visitor, where]}
  indirect: {on: argument, flag: true, types: [visit], labels: {en: Indirect, ar: غير مباشر}}
events:
  visit:
    labels: {en: Visit, hi: दौरा}
    roles:
      visitor: {fillers: [actor], count: "+", labels: {en: Visitor, hi: आगंतुक, ar: الزائر}}
      where: {fillers: [place], labels: {en: Where, hi: कहाँ}}
      cause: {fillers: [report, visit], labels: {hi: कारण}}
  report: {roles: {reporter: {fillers: [actor], count: "?"}, topic: {fillers: [visit], count: "{1-2}"}}}
relations:
  same_entity: {ends: [{from: actor}, {from: place}], symmetric: true, transitive: true, labels: {hi: एक ही}}
  same_event: {ends: [{from: visit}, {from: report}], symmetric: true}
  before: {ends: {from: [visit, report], to: [visit, report]}}
"""


def rich_schema() -> Schema:
    """The schema with inheritance written out."""
    return parse_schema(RICH, "rich.yaml")
