"""Names of persons where no capitals show them but titles stand before: وزير الخارجية الروسي *سيرغي لافروف*."""

from collections.abc import Container, Iterator, Sequence

from annotate.prelabel.lexicon.construct import is_demonym, may_own
from annotate.prelabel.lexicon.language import Language
from annotate.prelabel.lexicon.matcher import Piece
from annotate.prelabel.lexicon.persons import Names, Run

_LONGEST_NAME = 4
_NO_NAMES = ("ه", "ها", "هم", "ة", "ات")


def name_run(pieces: Sequence[Piece], start: int, language: Language) -> int:
    """Where the name of a person ends that begins at `start`; `start` itself where none does."""
    at = start
    while at < len(pieces) and at - start < 2 * _LONGEST_NAME and _continues_name(pieces, start, at, language):
        at += 1
    while at > start and not pieces[at - 1].is_word:
        at -= 1
    return at


def _continues_name(pieces: Sequence[Piece], start: int, at: int, language: Language) -> bool:
    piece = pieces[at]
    if piece.text in "-'":
        return at > start and piece.start == pieces[at - 1].end
    if "given_names" in piece.classes:
        return True
    if "name_particles" in piece.classes:
        return at > start or (
            at + 1 < len(pieces) and (pieces[at + 1].is_unknown or pieces[at + 1].has("given_names", "name_particles"))
        )
    if (
        at > start
        and "name_particles" in pieces[at - 1].classes
        and piece.is_word
        and "adpositions" not in piece.classes
    ):
        return True
    if at > start + 1 and is_demonym(piece) and piece.text.startswith(language.article):
        return "given_names" in pieces[at - 1].classes or pieces[at - 1].is_unknown
    return piece.is_unknown and at - start < _LONGEST_NAME and (at == start or not language.ends_as_verb(piece.text))


def names_in(pieces: Sequence[Piece], language: Language) -> Names:
    """The names of a sentence; after titles, known names, and as who acts those of persons."""
    found: list[Run] = []
    taken: set[int] = set()
    for start in [*titled_names(pieces, language), *_given(pieces), *_acting(pieces, language)]:
        end = name_run(pieces, start, language)
        if end > start and taken.isdisjoint(range(start, end)):
            found.append((start, end))
            taken.update(range(start, end))
    free = [at for at, piece in enumerate(pieces) if at not in taken and _may_stand_alone(piece)]
    return Names(found, [(at, at + 1) for at in free])


def name_parts(pieces: Sequence[Piece], names: Names) -> set[str]:
    """The parts of the names shown that can stand for the whole elsewhere in the article, folded."""
    return {piece.text for run in names.shown for piece in pieces[run[0] : run[1]] if _may_stand_alone(piece)}


def _may_stand_alone(piece: Piece) -> bool:
    return (piece.is_unknown and len(piece.text) > 3) or "given_names" in piece.classes


def person_runs(pieces: Sequence[Piece], names: Names, known: Container[str]) -> list[Run]:
    """Where names of persons stand in a sentence: those it shows, and words that are `known` from others, joined."""
    found = list(names.shown)
    taken = {at for run in found for at in range(*run)}
    for at, piece in enumerate(pieces):
        if at not in taken and piece.text in known:
            end = at + 1
            while end < len(pieces) and end not in taken and pieces[end].text in known:
                end += 1
            found.append((at, end))
            taken.update(range(at, end))
    return found


def titled_names(pieces: Sequence[Piece], language: Language) -> Iterator[int]:
    """Where a name begins after a title and its possessors and adjectives."""
    for at, piece in enumerate(pieces):
        if "titles" in piece.classes:
            end = at + 1
            owns = may_own(piece, language)
            while end < len(pieces):
                if end + 1 < len(pieces) and pieces[end].text == language.contracts and _is_owner(pieces[end + 1]):
                    end += 2
                elif _describes_title(pieces, at, end, language, owns=owns):
                    end += 1
                else:
                    break
            while end < len(pieces) and pieces[end].has("titles", "honorifics"):
                end += 1
            yield end


def _is_owner(piece: Piece) -> bool:
    """Whether what a title is linked to is an organization or state: الأمين العام *للأمم المتحدة*."""
    return any(kind != "demonym" for kind, _ in piece.senses.names) or "organs" in piece.classes


def _describes_title(pieces: Sequence[Piece], head: int, at: int, language: Language, *, owns: bool) -> bool:
    piece = pieces[at]
    if piece.text in "\"'()":
        return False
    if is_demonym(piece) or piece.has("loose", "classifiers"):
        return "given_names" not in piece.classes
    beside = at + 1 < len(pieces) and (pieces[at + 1].is_unknown or "given_names" in pieces[at + 1].classes)
    pattern = language.adjective_pattern
    if (
        piece.is_unknown
        and piece.text.startswith(language.article)
        and beside
        and pattern is not None
        and pattern.search(piece.text)
    ):
        return True
    if not owns or "given_names" in piece.classes:
        return False
    if (
        piece.senses.names
        or piece.has("organs", "common", "locatives")
        or (piece.senses.entities and not piece.senses.triggers)
    ):
        return True
    return piece.is_unknown and piece.text.startswith(language.article) and at == head + 1


def _given(pieces: Sequence[Piece]) -> Iterator[int]:
    """Where a known first name or surname stands."""
    return (at for at, piece in enumerate(pieces) if "given_names" in piece.classes and not piece.senses.names)


def _acting(pieces: Sequence[Piece], language: Language) -> Iterator[int]:
    """Where an unknown word follows a verb that only persons are subject of, and before what no noun goes on with."""
    for at in range(1, len(pieces)):
        verb = pieces[at - 1]
        speaks = "reports" in verb.classes or ("verbs" in verb.classes and verb.text.startswith(("ي", "سي")))
        acts = speaks or (bool(verb.senses.triggers) and language.is_finite(verb.text))
        piece = pieces[at]
        if not acts or not piece.is_unknown or piece.text.startswith(language.article) or len(piece.text) < 4:
            continue
        if piece.text.endswith(_NO_NAMES):
            continue
        end = name_run(pieces, at, language)
        after = pieces[end] if end < len(pieces) else None
        if after is None or not after.is_word or after.has("adpositions", "subordinators", "conjunctions", "shifts"):
            yield at
