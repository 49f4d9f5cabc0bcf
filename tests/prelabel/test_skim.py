"""Sentences are skimmed before they are cut: nothing is lost by it, and what is remembered stays bounded."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from annotate.annotation import read_annotations
from annotate.article import Article
from annotate.prelabel.lexicon import runs
from annotate.prelabel.lexicon.body import Body
from annotate.prelabel.lexicon.folding import Folding, fold_word
from annotate.prelabel.lexicon.language import read_language
from annotate.prelabel.lexicon.lexicon import compile_lexicon
from annotate.prelabel.lexicon.matcher import Matcher
from annotate.prelabel.lexicon.outlook import Outlook
from annotate.prelabel.lexicon.runs import Run, Runs
from annotate.prelabel.lexicon.sentences import sentences
from annotate.prelabel.lexicon.triggers import prospect
from annotate.schema import load_schema
from tests.conftest import FULL
from tests.strategies import texts

DATA = Path(__file__).parents[1] / "data"
ABBREVIATIONS = frozenset({"u.s", "mr", "aug", "डॉ"})
LANGUAGES = ("ar", "en", "es", "hi", "ru", "zh")


class Looking:
    """What looks at the sentences of one language."""

    def __init__(self, language: str) -> None:
        self.lexicon = compile_lexicon(load_schema("diplomacy"), language)
        self.matcher = Matcher(self.lexicon)
        self.outlook = Outlook(self.lexicon, self.matcher)

    def told(self, text: str) -> int:
        """How many sentences may tell of an event; a look that passes over one, or over the setting, is a fault."""
        outlook, found = self.outlook, 0
        body = Body(Article(text=text, language=self.lexicon.language.language), self.lexicon, self.matcher)
        for number in body.with_triggers():
            marks = outlook.marks(body.runs(number)), outlook.sure_marks(body.runs(number), body.text(number))
            if prospect(number, body.pieces(number), self.lexicon, outlook) is not None:
                found += 1
                assert all(map(outlook.promises, marks)), body.text(number)
            if outlook.is_set(body.pieces(number)):
                assert all(map(outlook.may_be_set, marks)), body.text(number)
        return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_tell_of_an_event_is_never_passed_over(language: str) -> None:
    """Each look at a sentence lets through all that the next, closer one could let through."""
    looking = Looking(language)
    assert sum(looking.told(article.text) for article in _articles(language)) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_is_it_in_sentences_of_chance(language: str) -> None:
    """The words of a trigger and of its company among others of the lexicon, with all that can be written to them."""
    looking, chance = Looking(language), Random(language)
    words = sorted(looking.lexicon.words)
    naming = [text for text in words if (word := looking.lexicon.words[text].plain).names or word.entities]
    triggers = [
        trigger for event in looking.lexicon.schema.events.values() for trigger in event.triggers.get(language, ())
    ]
    told = 0
    for _ in range(6_000 if FULL else 600):
        trigger = chance.choice(triggers)
        chosen = [chance.choice(trigger.words), *chance.choices(naming, k=3), *chance.choices(words, k=3), "Qasimov"]
        chosen += [chance.choice(trigger.beside)] if trigger.beside else []
        chance.shuffle(chosen)
        text = (" " if looking.lexicon.language.spaced else "").join(
            _written(word, language, chance) for word in chosen
        )
        told += looking.told(text)
    assert told > 100


def test_letters_may_be_cut_off_what_is_unknown() -> None:
    """What a closer look knows of an Arabic word is also what may be left of it, and that the article tells."""
    assert Looking("ar").told("جلس الرئيس المصري مع نظيره الروسي حول وفالطاولة.") == 1


def _written(word: str, language: str, chance: Random) -> str:
    """A word as it may stand in a text: in Arabic with letters before it and behind it."""
    if language != "ar" or chance.random() < 0.5:
        return word
    before = "".join(chance.choices(read_language("ar").proclitics, k=chance.randrange(3)))
    return before + chance.choice(("", "ال")) + word + chance.choice(("", *read_language("ar").suffixes))


def _articles(language: str) -> list[Article]:
    gold = [one.article for one in read_annotations(*sorted(DATA.glob(f"gold.{language}*.jsonl")))]
    near = (DATA / f"near.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [*gold, *(Article(text=line, language=language) for line in near)]


@given(texts())
def test_a_text_is_folded_at_once_as_it_is_by_the_character(text: str) -> None:
    """The table of code points says what the table of characters says, met before or not."""
    for accents in (False, True):
        folding = Folding(accents=accents)
        assert folding.fold(text).text == folding.fold(text).text == fold_word(text, accents=accents)


@given(texts())
def test_sentences_of_runs_are_those_of_the_text(text: str) -> None:
    """Where a sentence ends can be asked of each run by itself: the whole text says the same."""
    for language in ("en", "hi"):
        folded = read_language(language).folding.fold(text)
        ranges, runs = Runs(read_language(language), ABBREVIATIONS).sentences(folded.cased, folded.text)
        assert ranges == sentences(folded.text, ABBREVIATIONS)
        for (start, end), each in zip(ranges, runs, strict=True):
            assert folded.cased[start:end].rstrip("\n") == " ".join(run.written for run in each).rstrip("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_news_are_those_of_the_text(language: str) -> None:
    """The same with real abbreviations, initials and lines, and with a line that is cut because it is too long."""
    lexicon = compile_lexicon(load_schema("diplomacy"), language)
    matcher = Matcher(lexicon)
    lines = [article.text for article in _articles(language)]
    for text in (*lines, "\n".join(lines), "\n\n".join(lines), " ".join(lines), "".join(lines).replace(".", "")):
        body = Body(Article(text=text, language=language), lexicon, matcher)
        expected = sentences(body.folded.text, lexicon.abbreviations, spaced=lexicon.language.spaced)
        assert [body.text(number) for number in range(len(expected))] == [body.folded.text[a:b] for a, b in expected]


@pytest.mark.parametrize("letter", ["w", "7"])
def test_frequent_runs_are_remembered_and_rare_ones_forgotten(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is met again and again is the same one; of all others no more stay than may, and none that is long."""
    monkeypatch.setattr(runs, "KEPT", 20)
    monkeypatch.setattr(runs, "NUMBERS", 20)
    remembered = Runs(read_language("en"), frozenset())

    def of(text: str) -> list[Run]:
        _, (found,) = remembered.sentences(text, text)
        return found

    (first,) = of("the")
    rare: list[Run] = []
    for length in range(1, 95):
        again, one = of(f"the {letter * length}")
        assert again is first
        rare.append(one)
    assert of(letter * 94)[0] is rare[-1]
    assert of(letter * 1_000)[0] is not of(letter * 1_000)[0]
    assert of(letter)[0] is not rare[0]
