"""Pieces: whole sentences, overlapping, with nothing lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotate.article import Article
from annotate.prelabel.pieces import numbered, pieces, sentence_at, stretches
from annotate.span import is_grapheme_edge
from tests.strategies import texts

STORY = "Modi came. He met Putin. They talked. Both left again."


def surfaces(article: Article, length: int, overlap: int) -> list[str]:
    return [article.text[start:end] for start, end in stretches(article, length, overlap)]


def test_a_short_article_is_one_piece() -> None:
    """Without the space around it."""
    assert surfaces(Article(text=f" {STORY}\n"), 800, 150) == [STORY]


def test_pieces_end_with_sentences_and_repeat_the_last_ones() -> None:
    """As many as the overlap has room for."""
    assert surfaces(Article(text=STORY), 38, 14) == [
        "Modi came. He met Putin. They talked.",
        "They talked. Both left again.",
    ]
    assert surfaces(Article(text=STORY), 38, 0) == ["Modi came. He met Putin. They talked.", "Both left again."]


def test_boilerplate_is_in_no_piece() -> None:
    """What stands on its two sides is in two pieces."""
    text = "Modi came. READ MORE: He left. They talked."
    start = text.index("READ")
    article = Article(text=text, boilerplate=((start, start + len("READ MORE: He left.")),))
    assert surfaces(article, 800, 150) == ["Modi came.", "They talked."]
    assert surfaces(Article(text="READ", boilerplate=((0, 4),)), 800, 150) == []


def test_a_long_sentence_is_cut_at_a_space() -> None:
    """And at the edge of a character where there is none."""
    assert surfaces(Article(text="one two three four"), 9, 0) == ["one two", "three", "four"]
    assert surfaces(Article(text="की" * 5), 5, 0) == ["कीकी", "कीकी", "की"]
    assert surfaces(Article(text="👩\u200d👩\u200d👧" * 2), 3, 0) == ["👩\u200d👩\u200d👧"] * 2


def test_a_sentence_is_found_by_a_place_in_it() -> None:
    """The end of one is the start of the next."""
    start, end = sentence_at(STORY, STORY.index("Putin"))
    assert STORY[start:end].strip() == "He met Putin."


@given(st.text(st.sampled_from("ab .।\nक\u094dष\u200d国。"), max_size=200), st.integers(1, 40), st.integers(0, 40))
def test_pieces_hold_every_sentence_in_order(text: str, length: int, overlap: int) -> None:
    """Nothing but space is left out, no piece is longer than it may be, and each brings something new."""
    whole = Article(id="a", text=text or "x", language="en")
    sentences, found = numbered(whole, length), pieces(whole, length, overlap)
    assert [each.number for each in sentences] == list(range(1, len(sentences) + 1))
    covered = "".join(whole.text[each.start : each.end] for each in sentences)
    assert [sign for sign in covered if not sign.isspace()] == [sign for sign in whole.text if not sign.isspace()]
    seen = 0
    for piece in found:
        assert [each.number for each in piece] == list(range(piece[0].number, piece[-1].number + 1))
        assert piece[0].number <= seen + 1 <= piece[-1].number
        seen = piece[-1].number
        assert len(piece) == 1 or piece[-1].end - piece[0].start <= length
    assert seen == len(sentences)


@given(texts(), st.integers(1, 40), st.integers(0, 60))
def test_pieces_hold_all_that_is_no_space(text: str, length: int, overlap: int) -> None:
    """In order, each with something new, no longer than asked for but for one grapheme cluster, cut inside none."""
    found = stretches(Article(text=text), length, overlap)
    held = {at for start, end in found for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in held)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(found))
    for start, end in found:
        whole = [at for at in range(start + 1, end) if is_grapheme_edge(text, at)]
        assert end - start <= length or not whole
        assert not {at for at in (start, end) if not is_grapheme_edge(text, at)} or _is_beside_space(text, start, end)


def _is_beside_space(text: str, start: int, end: int) -> bool:
    """A mark that stands on a space is parted from it, as the space is in no piece."""
    return text[start - 1 : start].isspace() or text[end : end + 1].isspace()
