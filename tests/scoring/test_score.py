"""Scores counted by hand, and the laws that hold for all of them."""

import json
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotation import Annotation
from annotate.errors import Faults
from annotate.scoring import Level, Scores, score, to_json

TEXT = "Modi visited Paris and met Macron in Paris."
MENTIONS = {"Modi": 0, "Paris": 13, "Macron": 27, "Paris2": 37}


def reading(*events: dict[str, object], name: str = "a", **more: object) -> Annotation:
    """A reading of TEXT with four mentions and the given events."""
    mentions = [_span(word, at) | {"id": word, "type": "x"} for word, at in MENTIONS.items()]
    return Annotation.model_validate({"id": name, "text": TEXT, "mentions": mentions, "events": events, **more})


def _span(word: str, at: int) -> dict[str, object]:
    surface = word.rstrip("2")
    return {"start": at, "end": at + len(surface), "text": surface}


def event(
    word: str, kind: str, *, name: str = "", attributes: dict[str, str] | None = None, **roles: str
) -> dict[str, object]:
    """An event of type `kind` triggered by `word`; further keywords are roles, each with its filler."""
    return {
        "id": name or f"{kind}:{word}",
        "type": kind,
        "trigger": _span(word, TEXT.index(word)),
        "arguments": [{"role": role, "filler": filler} for role, filler in roles.items()],
        "attributes": attributes or {},
    }


GOLD = reading(
    event("visited", "visit", visitor="Modi", destination="Paris"),
    event("met", "meeting", participant="Modi", place="Paris2"),
)


def counts(scores: Scores) -> dict[str, tuple[int, int, int]]:
    """Right, predicted, gold at the levels that do not ask which event an argument is attached to."""
    return {name: (level.tp, level.predicted, level.gold) for name, level in scores.levels.items() if "+" not in name}


def test_a_reading_agrees_with_itself_at_every_level() -> None:
    """Gold scored against gold is right at all levels, and no draw of articles says otherwise."""
    levels = score([GOLD], [GOLD]).levels
    assert list(levels) == ["TI", "TC", "AI", "AC", "AI+", "AC+"]
    assert all(
        level.precision == level.recall == level.f1 == level.low == level.high == 1.0 for level in levels.values()
    )


def test_a_trigger_of_another_type_is_identified_but_not_classified() -> None:
    """`met` as a visit counts at TI; at TC, AI and AC its type is wrong."""
    found = reading(event("met", "visit", participant="Modi", place="Paris2"))
    assert counts(score([found], [GOLD])) == {"TI": (1, 1, 2), "TC": (0, 1, 2), "AI": (1, 2, 4), "AC": (0, 2, 4)}


def test_an_argument_in_another_role_is_identified_but_not_classified() -> None:
    """`Paris` as the origin of a visit has the right span at AI and the wrong role at AC."""
    found = reading(event("visited", "visit", visitor="Modi", origin="Paris"))
    assert counts(score([found], [GOLD])) == {"TI": (1, 1, 2), "TC": (1, 1, 2), "AI": (2, 2, 4), "AC": (1, 2, 4)}


def test_the_same_words_elsewhere_are_another_argument() -> None:
    """The second `Paris` is no destination: spans are compared by their place, not by their words."""
    found = reading(event("visited", "visit", destination="Paris2"))
    assert counts(score([found], [GOLD]))["AI"] == (0, 1, 4)


def test_an_argument_counts_without_its_trigger() -> None:
    """AI and AC compare event type and argument; the trigger's own place is no part of them."""
    found = reading(event("Macron", "visit", visitor="Modi"))
    assert counts(score([found], [GOLD])) == {"TI": (0, 1, 2), "TC": (0, 1, 2), "AI": (1, 1, 4), "AC": (1, 1, 4)}


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    """One of two predicted and one of four gold tuples right: 1/2, 1/4, and 2 * 1 / (2 + 4)."""
    level = Level(tp=1, predicted=2, gold=4, low=0.0, high=1.0)
    assert (level.precision, level.recall, level.f1) == (0.5, 0.25, 2 / 6)


def test_duplicates_count_once() -> None:
    """Two events alike, or two arguments alike, are one tuple: an article holds sets."""
    twice = reading(event("met", "meeting", a="Modi", name="one"), event("met", "meeting", a="Modi", name="two"))
    once = reading(event("met", "meeting", a="Modi"))
    assert counts(score([twice], [once])) == dict.fromkeys(("TI", "TC", "AI", "AC"), (1, 1, 1))


def test_an_event_that_fills_a_role_stands_where_its_trigger_stands() -> None:
    """A meeting that caused a visit is found even where the prediction names the trigger as a mention."""
    gold = reading(event("met", "meeting", name="m"), event("visited", "visit", cause="m"))
    met = _span("met", TEXT.index("met")) | {"id": "met", "type": "x"}
    found = Annotation.model_validate(
        {"id": "a", "text": TEXT, "mentions": [met], "events": [event("visited", "visit", cause="met")]}
    )
    assert counts(score([found], [gold])) == {"TI": (1, 1, 2), "TC": (1, 1, 2), "AI": (1, 1, 1), "AC": (1, 1, 1)}


def test_a_missing_prediction_is_an_empty_one() -> None:
    """Every gold article counts: the second, without a prediction, halves recall and leaves precision."""
    scores = score([GOLD], [GOLD, GOLD.model_copy(update={"id": "b"})])
    assert counts(scores)["TC"] == (2, 2, 4)
    assert (scores.articles, scores.missing) == (2, 1)


def test_counts_are_summed_before_ratios_are_taken() -> None:
    """Micro average: one event right of one, and one of three, is two of four, not the mean of 1 and 1/3."""
    long = reading(*(event(word, "visit") for word in ("visited", "met", "Macron")), name="b")
    short, found = reading(event("met", "visit")), reading(event("met", "visit"), name="b")
    assert score([short, found], [short, long]).levels["TC"].recall == 0.5


def test_nothing_to_find_and_nothing_found_is_zero() -> None:
    """A ratio over nothing is 0, also in the interval, and with no article at all."""
    for gold in ([reading()], []):
        assert {(level.f1, level.low, level.high) for level in score(gold, gold).levels.values()} == {(0.0,) * 3}


def test_predictions_against_an_empty_article_cost_precision() -> None:
    """What is predicted where the gold holds no event is wrong."""
    empty = reading(name="b")
    scores = score([GOLD, GOLD.model_copy(update={"id": "b"})], [GOLD, empty])
    assert counts(scores)["TC"] == (2, 4, 2)


def test_without_types_those_of_the_gold_are_scored() -> None:
    """A predicted meeting is left out and listed where the gold holds visits only."""
    gold = reading(event("visited", "visit"))
    scores = score([GOLD], [gold])
    assert counts(scores)["TI"] == (1, 1, 1)
    assert scores.other_types == {"meeting": 1}


def test_given_types_are_scored_and_no_others() -> None:
    """With the types of a schema, the other events of both sides are left out and listed."""
    scores = score([GOLD], [GOLD], types=["visit", "treaty"])
    assert counts(scores)["TC"] == (1, 1, 1)
    assert list(scores.types) == ["treaty", "visit"]
    assert scores.other_types == scores.other_gold_types == {"meeting": 1}


def test_a_type_may_bear_the_name_of_a_level() -> None:
    """An event type called TI has its own score beside the level."""
    gold = reading(event("visited", "TI"), event("met", "meeting"))
    scores = score([reading(event("visited", "TI"))], [gold])
    assert (scores.types["TI"].gold, scores.levels["TI"].gold) == (1, 2)


def test_languages_are_scored_apart() -> None:
    """Each language of the gold has its levels; an article without one is `und`."""
    gold = [GOLD.model_copy(update={"id": name, "language": name}) for name in ("hi", "en")] + [GOLD]
    languages = score([gold[0]], gold).languages
    assert {name: levels["TC"].f1 for name, levels in languages.items()} == {"en": 0.0, "hi": 1.0, "und": 0.0}


def test_attributes_are_compared_on_matched_triggers() -> None:
    """Of two matched events one has the gold modality; the unmatched third says nothing of attributes."""
    words = ("visited", "met", "Macron")
    gold = reading(*(event(word, "visit", attributes={"modality": "asserted"}) for word in words))
    found = reading(
        event("visited", "visit", attributes={"modality": "planned"}),
        event("met", "visit", attributes={"modality": "asserted"}),
        event("Macron", "meeting", attributes={"modality": "asserted"}),
    )
    accuracy = score([found], [gold], types=["visit", "meeting"]).attributes["modality"]
    assert (accuracy.equal, accuracy.matched, accuracy.accuracy) == (1, 2, 0.5)


def test_a_default_stands_for_an_attribute_not_named() -> None:
    """An event without a polarity has the schema's default, on either side."""
    gold, found = reading(event("met", "visit", attributes={"polarity": "positive"})), reading(event("met", "visit"))
    assert score([found], [gold]).attributes["polarity"].equal == 0
    assert score([found], [gold], defaults={"visit": {"polarity": "positive"}}).attributes["polarity"].equal == 1


def test_events_on_one_trigger_are_matched_by_their_attributes() -> None:
    """Two visits on one trigger, asserted and planned, match each its like, whatever their order."""
    two = [event("met", "visit", name=m, attributes={"modality": m, "polarity": "p"}) for m in ("asserted", "planned")]
    for order in (two, two[::-1]):
        assert score([reading(*order)], [reading(*two)]).attributes["modality"].equal == 2


@pytest.mark.parametrize(
    ("predicted", "gold", "said"),
    [
        ([reading(name="b"), reading(name="c")], [reading()], ["'b' is not in the gold", "'c' is not in the gold"]),
        ([reading(), reading()], [reading()], ["predicted: id 'a' stands 2 times"]),
        ([], [reading(), reading()], ["gold: id 'a' stands 2 times"]),
        (
            [Annotation(id="a", text=TEXT[:8] + "मिला")],
            [reading()],
            ["'a' has another text than the gold (from code point 8"],
        ),
    ],
    ids=["unknown", "twice", "twice in gold", "other text"],
)
def test_what_cannot_be_aligned_is_refused(
    predicted: list[Annotation], gold: list[Annotation], said: list[str]
) -> None:
    """An id too much, or twice, or with another text is refused, one line for each."""
    with pytest.raises(Faults) as refused:
        score(predicted, gold)
    assert len(refused.value.faults) == len(said)
    assert all(part in fault for part, fault in zip(said, refused.value.faults, strict=True))


WORDS = ("visited", "met", "Macron", "Paris")
some_events = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["visit", "meeting"])), max_size=4)


def readings(drawn: Sequence[Sequence[tuple[str, str]]]) -> list[Annotation]:
    """One article for each list of (trigger, type)."""
    return [
        reading(
            *(event(*one, name=str(at), who="Modi") for at, one in enumerate(events)), name=str(number), language="en"
        )
        for number, events in enumerate(drawn)
    ]


@given(st.lists(st.tuples(some_events, some_events), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(drawn: list[tuple[list[tuple[str, str]], ...]], random: Random) -> None:
    """Predictions and gold in any order give the same scores and the same intervals, which hold the F1."""
    predicted, gold = readings([ours for ours, _ in drawn]), readings([theirs for _, theirs in drawn])
    before = score(predicted, gold, samples=100)
    random.shuffle(predicted)
    random.shuffle(gold)
    assert score(predicted, gold, samples=100) == before
    assert all(level.low <= level.f1 <= level.high for level in before.levels.values())


def test_the_interval_is_reproducible_and_depends_on_the_seed() -> None:
    """The same seed gives the same interval, and another one another."""
    drawn = [[(word, "visit")] for word in WORDS] * 5
    gold, predicted = readings(drawn), readings(drawn[:12])
    first, second, other = (score(predicted, gold, samples=200, seed=seed).levels["TC"] for seed in (1, 1, 2))
    assert first == second != other
    assert 0.5 < first.low < first.f1 < first.high < 1.0


def test_to_json_holds_the_contract() -> None:
    """The document has the agreed keys, and every level its ratios, interval and counts."""
    document = json.loads(json.dumps(to_json(score([GOLD], [GOLD]))))
    assert {"levels", "languages", "types", "attributes", "other_types"} <= set(document)
    assert document["levels"]["AC"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "low": 1.0, "high": 1.0, "tp": 4, "predicted": 4, "gold": 4,
    }  # fmt: skip
    assert document["languages"]["und"]["TI"]["f1"] == document["types"]["visit"]["f1"] == 1.0
