"""What the lexicon engine has to find in the seed article."""

from pathlib import Path

import pytest

from annotate.annotation import Annotation
from annotate.articles import read_articles
from tests.prelabel.engine import ENGINE, SCHEMA, told

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seed() -> Annotation:
    return next(ENGINE.prelabel(read_articles([str(SEEDS)]), SCHEMA))


FOUND = {
    "the arrival of Shoigu": ("diplomatic_visit", "पहुंचे", {"visitor सर्गेई शोइगु", "destination प्योंगयांग"}, "asserted"),
    "its noun": ("diplomatic_visit", "आगमन", {"visitor शोइगु", "visitor प्रतिनिधिमंडल"}, "asserted"),
    "his visit, by a pronoun": ("diplomatic_visit", "यात्रा", {"visitor शोइगु"}, "asserted"),
    "the visit of Putin": (
        "diplomatic_visit", "दौरा", {"visitor व्लादिमीर पुतिन", "destination प्योंगयांग", "date जून 2024"}, "asserted",
    ),
    "Kim, heading": ("diplomatic_visit", "दौरा", {"visitor किम", "destination रूस"}, "hypothetical"),
    "the possible visit of Kim": ("diplomatic_visit", "यात्रा", {"visitor किम", "destination रूस"}, "hypothetical"),
    "Kim": ("diplomatic_visit", "दौरा", {"visitor किम जोंग उन", "destination रूस"}, "hypothetical"),
    "a deployment": ("troop_deployment", "भेजे", {"sender उत्तर कोरिया", "recipient रूस", "force सैनिक"}, "asserted"),
    "the deployment of 10,000 to 12,000": (
        "troop_deployment",
        "भेजे",
        {"sender उत्तर कोरिया", "recipient रूस", "quantity करीब 10,000 से 12,000", "force सैनिक", "date पिछले साल"},
        "asserted",
    ),
    "the deployment of 1,000 to 3,000": (
        "troop_deployment", "भेजे", {"sender उत्तर कोरियाई", "quantity करीब 1,000 से 3,000", "force सैनिकों"}, "asserted",
    ),
    "the supply of arms": (
        "arms_transfer", "मुहैया", {"supplier उत्तर कोरिया", "recipient रूस", "weapon पारंपरिक हथियार"}, "asserted",
    ),
    "soldiers on one trigger with arms": ("troop_deployment", "मुहैया", {"sender उत्तर कोरिया", "force सैनिक"}, "asserted"),
    "arms on that trigger": ("arms_transfer", "मुहैया", {"supplier उत्तर कोरिया", "weapon हथियार"}, "asserted"),
    "the defence treaty": (
        "treaty",
        "हस्ताक्षर",
        {"signatory व्लादिमीर पुतिन", "signatory किम", "agreement पारस्परिक रक्षा संधि", "date जून 2024"},
        "asserted",
    ),
    "the planned meeting with Kim": (
        "meeting", "मुलाकात", {"participant सर्गेई शोइगु", "participant किम जोंग उन"}, "planned",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_the_seed_holds(name: str, seed: Annotation) -> None:
    """Type, trigger, modality and at least these arguments of each event that a reader sees at once."""
    kind, trigger, arguments, modality = FOUND[name]
    surfaces = {mention.id: mention.text for mention in seed.mentions}
    like = [
        {f"{argument.role} {surfaces[argument.filler]}" for argument in event.arguments}
        for event in seed.events
        if (event.type, event.trigger.text, event.attributes["modality"]) == (kind, trigger, modality)
    ]
    assert any(arguments <= found for found in like), like


def test_the_link_to_another_story_holds_no_event(seed: Annotation) -> None:
    """Nothing is marked in the line that is not part of the body."""
    [(start, _)] = seed.boilerplate
    assert seed.text[start:].startswith("इसे भी पढें")
    assert max(event.trigger.end for event in seed.events) <= start


def test_help_received_is_no_transfer_of_arms(seed: Annotation) -> None:
    """`सैन्य सहायता प्राप्त` names no weapon."""
    assert [told(seed, event) for event in seed.events if event.trigger.text == "प्राप्त"] == []
