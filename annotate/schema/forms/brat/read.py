"""From a brat configuration to the plain tree of a schema."""

from annotate.schema.forms.brat.attributes import read_attributes
from annotate.schema.forms.brat.conf import Record, read_conf
from annotate.schema.forms.brat.meaning import Lists
from annotate.schema.forms.brat.relations import read_relations
from annotate.schema.forms.brat.roles import read_roles
from annotate.schema.forms.brat.types import Tree, read_types
from annotate.schema.forms.brat.visual import dress
from annotate.schema.forms.foreign import Foreign


def from_brat(
    conf: str,
    place: str,
    visual: str = "",
    name: str = "imported",
    language: str = "en",
    visual_place: str = "visual.conf",
) -> Foreign:
    """The schema called `name` in an `annotation.conf`, with the labels (taken for `language`) of a `visual.conf`.

    `place` and `visual_place` name the two in what is said of their lines. Macros become groups, `<ENTITY>`, `<EVENT>`
    and `<ANY>` groups of these names. Raises AnnotateError with the line for what brat itself would refuse.
    """
    record = Record(place)
    read = read_conf(conf, record)
    types = read_types(read, record)
    lists = Lists(types)
    called = {**types.called, "roles": read_roles(read, types, lists, record)}
    relations, called["relations"] = read_relations(read, lists, set(called["roles"].values()), record)
    attributes, called["attributes"] = read_attributes(read, types, lists, record)
    lists.rest()
    parts = {**types.trees, "relations": relations, "attributes": attributes, "groups": types.groups}
    tree: Tree = {"name": name, "version": "1.0.0", **{kind: part for kind, part in parts.items() if part}}
    seen = Record(visual_place)
    dress(tree, called, visual, language, seen)
    return Foreign(tree, (*record.told(record.lost), *seen.told(seen.lost)))
