"""Texts without end are read in stretches, and the ways between a text and its folded form hold everywhere."""

import pytest
from hypothesis import given

from annotate.prelabel.lexicon.folding import Folding
from annotate.prelabel.lexicon.sentences import sentences
from tests.prelabel.engine import events
from tests.strategies import texts


@pytest.mark.parametrize(("text", "spaced", "longest"), [("again and ", True, 1_200), ("雨落在老城上，", False, 400)])
def test_no_sentence_is_endless(text: str, spaced: bool, longest: int) -> None:
    """A line without stops is cut at its marks and spaces, and nothing of it is lost."""
    line = text * 1_000
    found = [line[start:end] for start, end in sentences(line, frozenset(), spaced=spaced)]
    assert "".join(found) == line
    assert all(len(one) <= longest for one in found)
    assert all(one[-1] in " ，" for one in found)


def test_a_word_without_end_is_cut_too() -> None:
    """Where no mark or space is near, the stretch is as long as it may be."""
    assert [end - start for start, end in sentences("a" * 3_000, frozenset())] == [1_200, 1_200, 600]


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("en", "Russia sent 300 soldiers to Kenya and "),
        ("hi", "रूस ने केन्या में 300 सैनिक भेजे और "),
        ("ar", "أرسلت روسيا 300 جندي إلى كينيا و"),
        ("es", "Rusia envió 300 soldados a Kenia y "),
        ("ru", "Россия направила 300 солдат в Кению и "),
        ("zh", "俄罗斯向肯尼亚派遣300名士兵和"),
    ],
)
def test_what_an_endless_line_tells_is_found(language: str, clause: str) -> None:
    """At most one clause a stretch is cut in two."""
    found = [event.split(":")[0] for event in events(clause * 120, language)]
    assert len(found) >= 110
    assert {event.split()[0] for event in found} == {"troop_deployment"}


@given(texts())
def test_a_folded_text_is_aligned_with_what_is_written(text: str) -> None:
    """Each character of the folded text stands for one that is kept, and leads back to it."""
    folded = Folding().fold(text)
    assert len(folded.cased) == len(folded.text)
    for at, character in enumerate(folded.cased):
        start, end = folded.back(at, at + 1)
        assert text[start] == character
        assert start < end
    assert folded.back(0, len(folded.text))[1] == len(text)
