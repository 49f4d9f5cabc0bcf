"""What a message says beside what is wrong."""

import pickle

import pytest

from annotate.errors import AnnotateError, Faults, suggest


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("persn", ["person", "place"], "(known: person, place); did you mean 'person'?"),
        ("zzz", ["person", "place"], "(known: person, place)"),
        ("persn", [], "(known: none)"),
        ("Person", ["person"], "(known: person); did you mean 'person'?"),
    ],
)
def test_an_unknown_name_is_told_with_the_known_ones_and_the_nearest(word: str, known: list[str], said: str) -> None:
    """A suggestion only where one name is near."""
    assert suggest(word, known) == said


def test_several_faults_are_one_error_with_a_line_each() -> None:
    """Whoever catches the one kind catches the other."""
    faults = Faults(f"a.yaml:{number}: wrong" for number in (1, 2))
    assert isinstance(faults, AnnotateError)
    assert faults.faults == ("a.yaml:1: wrong", "a.yaml:2: wrong")
    assert str(faults) == "a.yaml:1: wrong\na.yaml:2: wrong"


def test_faults_come_whole_from_another_process() -> None:
    """A worker's faults are still a line each."""
    faults: Faults = pickle.loads(pickle.dumps(Faults(["one", "two"])))  # noqa: S301  our own bytes
    assert (faults.faults, str(faults)) == (("one", "two"), "one\ntwo")
