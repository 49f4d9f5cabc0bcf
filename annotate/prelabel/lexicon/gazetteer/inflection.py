"""Inflected demonyms that an exact matcher has to know, by regular rules only; Russian has its own module."""

_ENGLISH_UNCOUNTED = ("ese", "ish", "ss", "ois", "nch", "tch", "ic", "z", "y", "Philippine", "Hellenic", "I-Kiribati")


def english_demonym(form: str) -> tuple[str, ...]:
    """The form, and its plural in -s where it names people: Russian, Russians; but Chinese."""
    return (form,) if form.endswith(_ENGLISH_UNCOUNTED) else (form, f"{form}s")


def hindi_demonym(form: str) -> tuple[str, ...]:
    """The form and its oblique plural: रूसी, रूसियों; कोरियाई, कोरियाइयों; जर्मन, जर्मनों."""
    if form.endswith("ई"):
        return form, f"{form[:-1]}इयों", f"{form[:-1]}ईयों"
    if form.endswith("ी"):
        return form, f"{form[:-1]}ियों"
    return (form,) if form[-1] in "ािीुूेैोौृंँ" else (form, f"{form}ों")


def arabic_demonym(form: str) -> tuple[str, ...]:
    """A nisba in both genders, both numbers, with and without the article; tanwin is left out (روسيا is Russia)."""
    forms = [form + ending for ending in ("", "ة", "ون", "ين", "ات")]
    return (*forms, *(f"ال{one}" for one in forms))


def spanish_demonym(form: str) -> tuple[str, ...]:
    """Both genders, both numbers: ruso, rusa, rusos, rusas; francés, francesa; iraní, iraníes; belga, belgas."""
    if form.endswith("o"):
        return tuple(form[:-1] + ending for ending in ("o", "a", "os", "as"))
    if form.endswith(("í", "ú")):
        return form, f"{form}es", f"{form}s"
    if form.endswith(("e", "a", "á")):
        return form, f"{form}s"
    stem = form[:-2] + form[-2].translate(str.maketrans("áéíóú", "aeiou")) + form[-1]
    return form, *(stem + ending for ending in ("a", "es", "as"))


def capitalized(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms, and each with a capital, as at the start of a sentence."""
    return (*forms, *(form[0].upper() + form[1:] for form in forms))
