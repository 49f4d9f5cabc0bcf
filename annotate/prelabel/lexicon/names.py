"""Names in an article: those of the gazetteer, persons after their titles, and both again where they recur."""

from collections.abc import Iterator, Mapping, Sequence

from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.mentions import Found, phrase_start

Run = tuple[int, int]
_LONGEST_NAME = 4


def person_runs(pieces: Sequence[Piece], language: Language) -> dict[Run, str]:
    """Where names of persons stand, each with the name: after titles, before subject markers, and where they recur."""
    named = dict(_titled(pieces, language))
    named.update((run, "") for run in _acting(pieces, language) if run not in named)
    known = _known_parts(pieces, named)
    taken = {index for run in named for index in range(*run)}
    for run in _runs(pieces, language):
        if taken.isdisjoint(range(*run)) and (parts := _recognised(pieces, run, known)):
            named[parts] = ""
    named = {part: "" for run in named for part in _pair(pieces, run)}
    return {run: known.get(pieces[run[1] - 1].text, pieces[run[1] - 1].text) for run in named}


def _pair(pieces: Sequence[Piece], run: Run) -> list[Run]:
    """Two names joined by a hyphen in front of what they do: the *Kim*-*Trump* summit."""
    start, end = run
    joined = (
        end - start == 3 and pieces[start + 1].text == "-" and end < len(pieces) and bool(pieces[end].senses.triggers)
    )
    return [(start, start + 1), (start + 2, end)] if joined else [run]


def _titled(pieces: Sequence[Piece], language: Language) -> Iterator[tuple[Run, str]]:
    for at, piece in enumerate(pieces):
        if piece.has("titles"):
            start = at + 1
            while start < len(pieces) and pieces[start].has("titles", "honorifics"):
                start += 1
            run = name_run(pieces, start, language)
            if run is None and language.capitals:
                run = _apposition(pieces, start, language)
            if run is not None:
                yield run, ""


def name_run(pieces: Sequence[Piece], start: int, language: Language) -> Run | None:
    """The longest name that begins at the piece `start`, if one does."""
    at = start
    while at < len(pieces) and at - start < 2 * _LONGEST_NAME and _continues_name(pieces, start, at, language):
        at += 1
    while at > start and not _may_end_name(pieces[at - 1], language):
        at -= 1
    return (start, at) if at > start else None


def _continues_name(pieces: Sequence[Piece], start: int, at: int, language: Language) -> bool:
    piece = pieces[at]
    if piece.text in ("-", "'", ".") and at > start:
        return piece.start == pieces[at - 1].end and _is_initial_stop(pieces, at)
    if piece.has("name_particles"):
        return at > start or piece.capital or not language.capitals
    if language.capitals:
        return piece.capital and piece.is_word and (piece.is_unknown or _is_name_inside(pieces, start, at))
    return piece.is_unknown and at - start < _LONGEST_NAME and not _looks_verbal(piece, language)


def _is_initial_stop(pieces: Sequence[Piece], at: int) -> bool:
    """A full stop continues a name only after an initial; a hyphen or apostrophe only before more of it."""
    if pieces[at].text == ".":
        return len(pieces[at - 1].text) <= 2
    return at + 1 < len(pieces) and pieces[at + 1].start == pieces[at].end and pieces[at + 1].is_word


def _is_name_inside(pieces: Sequence[Piece], start: int, at: int) -> bool:
    """A word that is something else too may continue a name after an unknown part: `Theresa *May*`."""
    piece = pieces[at]
    is_state = bool(piece.senses.names) and piece.senses.names[0][0] in ("country", "demonym", "organization")
    is_other = piece.has("titles", "weekdays", "auxiliaries", "pronouns", "reports") or bool(piece.senses.triggers)
    return at > start and not is_other and not is_state


def _may_end_name(piece: Piece, language: Language) -> bool:
    return piece.is_word and (not piece.has("name_particles") or not language.capitals)


def _looks_verbal(piece: Piece, language: Language) -> bool:
    return bool(language.verb_pattern and language.verb_pattern.search(piece.text))


def _apposition(pieces: Sequence[Piece], at: int, language: Language) -> Run | None:
    """`the president, Helena Duarte, said`: a name between commas after a title."""
    if at >= len(pieces) or pieces[at].text != ",":
        return None
    start = at + 1
    while start < len(pieces) and pieces[start].has("titles"):
        start += 1
    run = name_run(pieces, start, language)
    if run is None or run[1] - run[0] < 2:
        return None
    return run if run[1] >= len(pieces) or pieces[run[1]].text in (",", ".", "'s") else None


def _acting(pieces: Sequence[Piece], language: Language) -> Iterator[Run]:
    """Names that only their place shows: before a subject marker, or by their capitals."""
    for run in _runs(pieces, language):
        follower = pieces[run[1]].text if run[1] < len(pieces) else ""
        if language.capitals:
            if _stands_as_person(pieces, run):
                yield run
        elif run[1] - run[0] <= 3 and (follower in language.subjects or _is_whole(run, follower, language)):
            yield run


def _is_whole(run: Run, follower: str, language: Language) -> bool:
    """Two unknown words and more before a marker of companions are first and last name: ... *से मुलाकात*."""
    return follower in language.companions and run[1] - run[0] > 1


def _stands_as_person(pieces: Sequence[Piece], run: Run) -> bool:
    before = pieces[run[0] - 1] if run[0] else None
    after = pieces[run[1]] if run[1] < len(pieces) else None
    if before is None or before.text in ('"', ".", "!", "?", ":"):
        return after is not None and (
            after.has("auxiliaries", "reports") or after.text == "'s" or bool(after.senses.triggers)
        )
    is_place = before.has("places_before", "articles", "locatives") or (after and after.has("organs", "locatives"))
    return not is_place


def _runs(pieces: Sequence[Piece], language: Language) -> Iterator[Run]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        is_start = piece.is_unknown and (piece.capital or not language.capitals)
        run = name_run(pieces, at, language) if is_start or piece.has("name_particles") else None
        if run is not None:
            yield run
        at = run[1] if run else at + 1


def _known_parts(pieces: Sequence[Piece], named: Mapping[Run, str]) -> dict[str, str]:
    """The parts of names that can stand for the whole, each with the name it stands for."""
    parts: dict[str, str] = {}
    for start, end in sorted(named, key=lambda run: run[0] - run[1]):
        whole = parts.get(pieces[end - 1].text, " ".join(piece.text for piece in pieces[start:end]))
        for piece in pieces[start:end]:
            if piece.is_word and len(piece.text) > 2 and (piece.is_unknown or piece.has("name_particles")):
                parts.setdefault(piece.text, whole)
    return parts


def _recognised(pieces: Sequence[Piece], run: Run, known: Mapping[str, str]) -> Run | None:
    """The part of an untitled run that consists of parts of known names."""
    start = next((at for at in range(*run) if pieces[at].text in known), None)
    if start is None:
        return None
    end = start + 1
    while end < run[1] and (pieces[end].text in known or pieces[end].text == "-"):
        end += 1
    return (start, end)


def name_mentions(
    pieces: Sequence[Piece],
    first: int,
    last: int,
    persons: Mapping[Run, str],
    types: Mapping[str, str],
    language: Language,
) -> list[Found]:
    """Persons, titles that stand for persons, and gazetteer names among the pieces `first` to `last` of a sentence."""
    found = [
        _person(pieces, run, first, name, types, language) for run, name in persons.items() if first <= run[0] < last
    ]
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
        elif piece.has("titles") and at not in spoken_for and "person" in types:
            left = phrase_start(pieces, at, first, language, name=False)
            found.append(Found("title", (types["person"],), at, at + 1, left, at + 1))
    return sorted((one for one in found if one.types), key=lambda one: one.first)


def _person(
    pieces: Sequence[Piece], run: Run, floor: int, name: str, types: Mapping[str, str], language: Language
) -> Found:
    start = run[0]
    while start - 1 > floor and pieces[start - 1].has("titles"):
        start -= 1
    if start - 1 > floor and pieces[start - 1].text == "," and pieces[start - 2].has("titles"):
        start -= 1
    left = phrase_start(pieces, start, floor, language, name=True)
    right = run[1] + 1 if run[1] < len(pieces) and pieces[run[1]].has("honorifics") else run[1]
    return Found("person", tuple(filter(None, [types.get("person")])), *run, left, right, name)


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
            and piece.has("places_before")
            and at + 1 < last
            and pieces[at + 1].capital
            and pieces[at + 1].is_unknown
        ):
            run = name_run(pieces, at + 1, language)
            if run is not None and not pieces[min(run[1], last - 1)].has("genitives"):
                yield Found("place", (types["place"],), *run, run[0], _locative_end(pieces, run[1], last))
        elif (
            piece.is_unknown
            and at + 1 < last
            and pieces[at + 1].has("locatives")
            and (piece.capital or not language.capitals)
        ):
            left = phrase_start(pieces, at, first, language, name=True)
            yield Found("place", (types["place"],), at, at + 1, left, _locative_end(pieces, at + 1, last))


def _gazetteer(
    pieces: Sequence[Piece], at: int, floor: int, ceiling: int, types: Mapping[str, str], language: Language
) -> Iterator[Found]:
    kind, code = _likeliest(pieces[at])
    wanted = {"capital": ("place", "country"), "demonym": ("country",)}.get(kind, (kind,))
    left = _unowned(pieces, phrase_start(pieces, at, floor, language, name=True), at)
    right = _organ_end(pieces, at + 1, ceiling) if kind != "organization" else at + 1
    right = _locative_end(pieces, right, ceiling) if kind in ("place", "capital") else right
    if kind == "capital" and right > at + 1 and pieces[right - 1].has("organs"):
        wanted = ("country",)
    yield Found(kind, tuple(types[one] for one in wanted if one in types), at, at + 1, left, right, code)


def _unowned(pieces: Sequence[Piece], left: int, at: int) -> int:
    """A state or place is no one's: without a noun for it (`the *capital* of`), a possessor owns what follows it."""
    owner = next((one for one in range(at - 1, left, -1) if pieces[one].has("genitives")), None)
    nouns = any(pieces[one].has("titles", "organs", "locatives") for one in range((owner or at) + 1, at))
    return left if owner is None or nouns else owner + 1


def _likeliest(piece: Piece) -> tuple[str, str]:
    order = ("country", "capital", "demonym", "organization", "place")
    return min(piece.senses.names, key=lambda name: order.index(name[0]))


def _organ_end(pieces: Sequence[Piece], at: int, ceiling: int) -> int:
    """A state acts through its organs: the phrase of `Bolivia` in `Bolivia's senate` ends after `senate`."""
    end = at
    while end < ceiling and end - at < 4:
        piece = pieces[end]
        if piece.has("organs"):
            return end + 1
        if not (
            (piece.has("genitives") and end == at) or (piece.is_unknown and not piece.capital) or piece.has("loose")
        ):
            return at
        end += 1
    return at


def _locative_end(pieces: Sequence[Piece], at: int, ceiling: int) -> int:
    """The phrase of a place ends after the noun that says what it is: अज़रक़ *अड्डे*."""
    while at < ceiling and pieces[at].has("locatives"):
        at += 1
    return at
