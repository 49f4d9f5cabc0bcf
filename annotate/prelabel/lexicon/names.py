"""Mentions by name: persons, and states, places and organizations of the gazetteer."""

from collections.abc import Iterator, Mapping, Sequence

from annotate.prelabel.lexicon.gazetteer import stands_for
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found, phrase_start
from annotate.prelabel.lexicon.name_forms import title_before
from annotate.prelabel.lexicon.persons import Run, follows_locative, name_run
from annotate.prelabel.lexicon.unspaced import is_place_like


def name_mentions(
    pieces: Sequence[Piece],
    first: int,
    last: int,
    persons: Sequence[Run],
    types: Mapping[str, str],
    language: Language,
) -> list[Found]:
    """Persons, titles that stand for persons, and gazetteer names among the pieces `first` to `last` of a sentence."""
    found = [_person(pieces, run, first, types, language) for run in persons]
    taken = {at for one in found for at in range(one.first, one.last)}
    found += [
        one
        for one in _named_places(pieces, first, last, types, language)
        if taken.isdisjoint(range(one.first, one.last))
    ]
    taken = {at for one in found for at in range(one.first, one.right if one.kind == "place" else one.last)}
    spoken_for = {at for one in found for at in range(one.left, one.last)}
    for at in range(first, last):
        piece = pieces[at]
        if at in taken:
            continue
        if piece.senses.names:
            found += _gazetteer(pieces, at, first, last, types, language)
        elif "titles" in piece.classes and at not in spoken_for and "person" in types:
            left = phrase_start(pieces, at, first, language, name=False)
            found.append(Found("title", (types["person"],), at, at + 1, left, at + 1))
    return sorted((one for one in found if one.types), key=lambda one: one.first)


def _person(pieces: Sequence[Piece], run: Run, floor: int, types: Mapping[str, str], language: Language) -> Found:
    start = run[0]
    while start - 1 > floor and "titles" in pieces[start - 1].classes:
        start -= 1
    if start - 1 > floor and pieces[start - 1].text == "," and "titles" in pieces[start - 2].classes:
        start -= 1
    if language.possessors_follow:
        start = title_before(pieces, start, floor, language)
    left = phrase_start(pieces, start, floor, language, name=not language.possessors_follow)
    right = run[1] + 1 if run[1] < len(pieces) and "honorifics" in pieces[run[1]].classes else run[1]
    if _is_of_state(pieces, right, language):
        right += 2
    kinds = [types.get("person")]
    if language.linkers and run[1] == run[0] + 1 and start == run[0] > 0 and "datives" in pieces[start - 1].classes:
        kinds.append(types.get("place"))
    return Found("person", tuple(filter(None, kinds)), *run, left, right)


def _is_of_state(pieces: Sequence[Piece], at: int, language: Language) -> bool:
    """Whether a name goes on with the state of who has it, before another name: Ana Prado *of Peru* and Luis Vega."""
    if not language.capitals or language.linkers or language.possessors_follow or at + 2 >= len(pieces):
        return False
    state, joint = pieces[at + 1], pieces[at + 2]
    named = any(kind == "country" for kind, _ in state.senses.names)
    return "of" in pieces[at].classes and named and ("conjunctions" in joint.classes or joint.text == ",")


def _named_places(
    pieces: Sequence[Piece], first: int, last: int, types: Mapping[str, str], language: Language
) -> Iterator[Found]:
    """Unknown names that a noun or, with capitals, an adposition shows to be places: अज़रक़ *अड्डे*, *in* Foz do Iguaçu."""
    if "place" not in types:
        return
    for at in range(first, last):
        piece = pieces[at]
        if (
            language.capitals
            and "places_before" in piece.classes
            and at + 1 < last
            and pieces[at + 1].capital
            and pieces[at + 1].is_unknown
        ):
            run = name_run(pieces, at + 1, language)
            if run is not None and "genitives" not in pieces[min(run[1], last - 1)].classes:
                left = run[0]
                if language.possessors_follow:
                    left = phrase_start(pieces, left, first, language, name=True)
                yield Found("place", (types["place"],), *run, left, _locative_end(pieces, run[1], last))
        elif is_place_like(pieces, at, first, last, language):
            yield Found("place", (types["place"],), at, at + 1, at, _locative_end(pieces, at + 1, last))
        elif language.linkers and piece.capital and piece.is_unknown and follows_locative(pieces, at, language):
            run = name_run(pieces, at, language) or (at, at + 1)
            yield Found("place", (types["place"],), *run, at, run[1])
        elif (
            piece.is_unknown
            and at + 1 < last
            and "locatives" in pieces[at + 1].classes
            and (piece.capital or not language.capitals)
        ):
            left = phrase_start(pieces, at, first, language, name=True)
            yield Found("place", (types["place"],), at, at + 1, left, _locative_end(pieces, at + 1, last))


def _gazetteer(
    pieces: Sequence[Piece], at: int, floor: int, ceiling: int, types: Mapping[str, str], language: Language
) -> Iterator[Found]:
    kind = _likeliest(pieces[at])
    wanted = stands_for(kind)
    left = _unowned(pieces, phrase_start(pieces, at, floor, language, name=True), at)
    if language.possessors_follow and left > floor and "organs" in pieces[left - 1].classes:
        left = phrase_start(pieces, left - 1, floor, language, name=False)
    right = _organ_end(pieces, at + 1, ceiling) if kind != "organization" else at + 1
    right = _locative_end(pieces, right, ceiling) if kind in ("place", "capital") else right
    if kind == "capital" and right > at + 1 and "organs" in pieces[right - 1].classes:
        wanted = ("country",)
    yield Found(kind, tuple(types[one] for one in wanted if one in types), at, at + 1, left, right)


def _unowned(pieces: Sequence[Piece], left: int, at: int) -> int:
    """A state or place is no one's: without a noun for it (`the *capital* of`), a possessor owns what follows it."""
    owner = next((one for one in range(at - 1, left, -1) if "genitives" in pieces[one].classes), None)
    nouns = any(pieces[one].has("titles", "organs", "locatives") for one in range((owner or at) + 1, at))
    return left if owner is None or nouns else owner + 1


def _likeliest(piece: Piece) -> str:
    order = ("country", "capital", "demonym", "organization", "place")
    return min((kind for kind, _ in piece.senses.names), key=order.index)


def _organ_end(pieces: Sequence[Piece], at: int, ceiling: int) -> int:
    """A state acts through its organs: the phrase of `Bolivia` in `Bolivia's senate` ends after `senate`."""
    end = at
    while end < ceiling and end - at < 4:
        piece = pieces[end]
        if "organs" in piece.classes:
            return end + 1
        if not (
            ("genitives" in piece.classes and end == at)
            or (piece.is_unknown and not piece.capital)
            or "loose" in piece.classes
        ):
            return at
        end += 1
    return at


def _locative_end(pieces: Sequence[Piece], at: int, ceiling: int) -> int:
    """The phrase of a place ends after the noun that says what it is: अज़रक़ *अड्डे*."""
    while at < ceiling and "locatives" in pieces[at].classes:
        at += 1
    return at
