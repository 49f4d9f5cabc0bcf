"""Where names of persons stand: after titles, before subject markers, and again where they recur."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.linked import is_link, phrase_end
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.name_forms import is_first_of_two, is_inflected_alone
from annotate.prelabel.lexicon.unspaced import acting_runs

Run = tuple[int, int]
_LONGEST_NAME, _SHORT = 4, 2
_INFINITIVES = ("ना", "ने", "नी")


class Names(NamedTuple):
    """Where names stand in a sentence: those that it shows to be of persons, and others that may be."""

    shown: Sequence[Run]
    doubtful: Sequence[Run]


def names_in(pieces: Sequence[Piece], language: Language) -> Names:
    """The names of a sentence; after titles and before subject markers those of persons."""
    runs = list(_runs(pieces, language))
    shown = list(dict.fromkeys((*_titled(pieces, language), *_acting(pieces, runs, language))))
    taken = {at for run in shown for at in range(*run)}
    return Names(shown, [run for run in runs if taken.isdisjoint(range(*run))])


def name_parts(pieces: Sequence[Piece], names: Names) -> set[str]:
    """The parts of the names shown that can stand for the whole elsewhere in the article, folded."""
    named = (piece for run in names.shown for piece in pieces[run[0] : run[1]])
    return {piece.text for piece in named if _may_stand_alone(piece)}


def _may_stand_alone(piece: Piece) -> bool:
    return piece.is_word and len(piece.text) > _SHORT and (piece.is_unknown or "name_particles" in piece.classes)


def doubtful_parts(pieces: Sequence[Piece], names: Names) -> set[str]:
    """The words that are names of persons if another sentence of the article shows it."""
    words = (piece for run in names.doubtful for piece in pieces[run[0] : run[1]])
    return {piece.text for piece in words if piece.is_word and len(piece.text) > _SHORT}


def person_runs(pieces: Sequence[Piece], names: Names, known: Container[str]) -> list[Run]:
    """Where names of persons stand in a sentence: those it shows, and runs with parts that are `known` from others."""
    again = (_recognised(pieces, run, known) for run in names.doubtful)
    named = dict.fromkeys((*names.shown, *(run for run in again if run is not None)))
    return list(dict.fromkeys(part for run in named for part in _pair(pieces, run)))


def _pair(pieces: Sequence[Piece], run: Run) -> list[Run]:
    """Two names joined by a hyphen in front of what they do: the *Kim*-*Trump* summit."""
    start, end = run
    joined = (
        end - start == 3 and pieces[start + 1].text == "-" and end < len(pieces) and bool(pieces[end].senses.triggers)
    )
    return [(start, start + 1), (start + 2, end)] if joined else [run]


def _titled(pieces: Sequence[Piece], language: Language) -> Iterator[Run]:
    for at, piece in enumerate(pieces):
        if "titles" in piece.classes:
            start = at + 1
            while start < len(pieces) and pieces[start].has("titles", "honorifics"):
                start += 1
            if language.linkers:
                start = phrase_end(pieces, start, len(pieces), language)
            run = name_run(pieces, start, language)
            if run is None and language.capitals:
                run = _apposition(pieces, start, language)
            if run is not None:
                yield run


def name_run(pieces: Sequence[Piece], start: int, language: Language) -> Run | None:
    """The longest name that begins at the piece `start`, if one does."""
    at = start
    while at < len(pieces) and at - start < 2 * _LONGEST_NAME and _continues_name(pieces, start, at, language):
        at += 1
    while at > start and not _may_end_name(pieces[at - 1], language):
        at -= 1
    return (start, at) if at > start else None


def _continues_name(pieces: Sequence[Piece], start: int, at: int, language: Language) -> bool:
    piece, inside = pieces[at], at > start
    if inside and piece.text == "·" and not language.spaced:
        return at + 1 < len(pieces) and pieces[at + 1].is_unknown
    if inside and language.linkers and pieces[at - 1].text == "-":
        return piece.is_word
    if inside and piece.text in ("-", "'", "."):
        return piece.start == pieces[at - 1].end and _is_initial_stop(pieces, at)
    if "name_particles" in piece.classes:
        return inside or piece.capital or not language.capitals
    if inside and language.linkers and "name_particles" in pieces[at - 1].classes:
        return piece.capital and piece.is_unknown
    return _is_name_part(pieces, start, at, language)


def _is_name_part(pieces: Sequence[Piece], start: int, at: int, language: Language) -> bool:
    """Whether a word is a part of a name by its capital, or as a word that no list has."""
    piece = pieces[at]
    if language.capitals:
        return piece.capital and piece.is_word and (piece.is_unknown or _is_name_inside(pieces, start, at))
    if not piece.is_unknown or at - start >= _LONGEST_NAME:
        return False
    if not language.ends_as_verb(piece.text) or "leaders" in piece.classes:
        return True
    return _is_governed_name(pieces, at, language) if at > start else _is_first_name(pieces, at, language)


def _is_first_name(pieces: Sequence[Piece], at: int, language: Language) -> bool:
    """Whether a word that ends as verbs do follows a title and goes on with a name: विशेष दूत *हन्ना* टेटेह."""
    if at == 0 or at + 1 >= len(pieces) or "titles" not in pieces[at - 1].classes:
        return False
    return pieces[at + 1].is_unknown and not language.ends_as_verb(pieces[at + 1].text)


def _is_governed_name(pieces: Sequence[Piece], at: int, language: Language) -> bool:
    """Whether a word that ends as verbs do goes on with a name: after an initial, or before a postposition.

    एस. *जयशंकर*, अल्बिन *कुर्ती* से; of verbs only infinitives stand before one: *मिलने* से.
    """
    if pieces[at - 1].text == ".":
        return True
    follows = language.postpositions and at + 1 < len(pieces) and pieces[at + 1].has("adpositions", "genitives")
    return follows and not pieces[at].text.endswith(_INFINITIVES)


def _is_initial_stop(pieces: Sequence[Piece], at: int) -> bool:
    """A full stop continues a name only after an initial; a hyphen or apostrophe only before more of it."""
    if pieces[at].text == ".":
        return len(pieces[at - 1].text) <= 2
    return at + 1 < len(pieces) and pieces[at + 1].start == pieces[at].end and pieces[at + 1].is_word


def _is_name_inside(pieces: Sequence[Piece], start: int, at: int) -> bool:
    """A word that is something else too may continue a name after an unknown part: `Theresa *May*`."""
    piece = pieces[at]
    is_state = bool(piece.senses.names) and piece.senses.names[0][0] in ("country", "demonym", "organization")
    is_other = piece.has("weekdays", "auxiliaries", "pronouns", "reports") or bool(piece.senses.triggers)
    is_title = "titles" in piece.classes and at + 1 < len(pieces) and pieces[at + 1].capital
    return at > start and not is_other and not is_title and not is_state


def _may_end_name(piece: Piece, language: Language) -> bool:
    return piece.is_word and ("name_particles" not in piece.classes or not language.capitals)


def _apposition(pieces: Sequence[Piece], at: int, language: Language) -> Run | None:
    """`the president, Helena Duarte, said`: a name between commas after a title."""
    if at >= len(pieces) or pieces[at].text != ",":
        return None
    start = at + 1
    while start < len(pieces) and "titles" in pieces[start].classes:
        start += 1
    run = name_run(pieces, start, language)
    if run is None or run[1] - run[0] < 2:
        return None
    return run if run[1] >= len(pieces) or pieces[run[1]].text in (",", ".", "'s") else None


def _acting(pieces: Sequence[Piece], runs: Iterable[Run], language: Language) -> Iterator[Run]:
    """Names that only their place shows: before a subject marker, or by their capitals."""
    if not language.spaced:
        yield from acting_runs(pieces, language)
        return
    for run in runs:
        follower = pieces[run[1]].text if run[1] < len(pieces) else ""
        if any("leaders" in piece.classes for piece in pieces[run[0] : run[1]]):
            yield run
        elif language.capitals:
            if _stands_as_person(pieces, run, language):
                yield run
        elif run[1] - run[0] <= 3 and (follower in language.subjects or _is_whole(run, follower, language)):
            yield run


def _is_whole(run: Run, follower: str, language: Language) -> bool:
    """Two unknown words and more before a marker of companions are first and last name: ... *से मुलाकात*."""
    return follower in language.companions and run[1] - run[0] > 1


def _stands_as_person(pieces: Sequence[Piece], run: Run, language: Language) -> bool:
    before = pieces[run[0] - 1] if run[0] else None
    opens = before is None or before.text in ('"', ".", "!", "?", ":")
    after = pieces[run[1]] if run[1] < len(pieces) else None
    if language.possessors_follow and is_inflected_alone(pieces, run, opens=opens, language=language):
        return False
    if language.possessors_follow and opens and (run[1] - run[0] > 1 or is_first_of_two(pieces, run[1])):
        return True
    if before is None or before.text in ('"', ".", "!", "?", ":"):
        long = after is not None and (run[1] - run[0] > 1 or "common" in after.classes)
        if language.linkers and long and not language.ends_as_verb(pieces[run[0]].text):
            return True
        return after is not None and (
            after.has("auxiliaries", "reports") or after.text == "'s" or bool(after.senses.triggers)
        )
    if language.linkers and follows_locative(pieces, run[0], language):
        return False
    is_place = before.has("places_before", "articles", "locatives") or (after and after.has("organs", "locatives"))
    return not is_place


def follows_locative(pieces: Sequence[Piece], start: int, language: Language) -> bool:
    """`base de Morón`: a name linked to a noun for a place."""
    return start > 1 and is_link(pieces[start - 1], language) and "locatives" in pieces[start - 2].classes


def _runs(pieces: Sequence[Piece], language: Language) -> Iterator[Run]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        is_start = piece.is_unknown and (piece.capital or not language.capitals)
        run = name_run(pieces, at, language) if is_start or "name_particles" in piece.classes else None
        if run is not None:
            yield run
        at = run[1] if run else at + 1


def _recognised(pieces: Sequence[Piece], run: Run, known: Container[str]) -> Run | None:
    """The part of an untitled run that consists of parts of known names."""
    start = next((at for at in range(*run) if pieces[at].text in known), None)
    if start is None:
        return None
    end = start + 1
    while end < run[1] and (pieces[end].text in known or pieces[end].text == "-"):
        end += 1
    return (start, end)
