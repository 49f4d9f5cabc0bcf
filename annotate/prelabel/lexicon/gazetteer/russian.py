"""Russian case forms of names and of the words for peoples, by the regular declensions and a few exceptions.

A noun's forms come as five (nominative, genitive, dative, instrumental or accusative, prepositional or instrumental)
or four (nominative, oblique, accusative, instrumental); `_adjective` gives an adjective's forms in the same places.
"""

_HUSHING = "жчшщц"
_VELAR_OR_HUSHING = "гкхжчшщ"
_UNCHANGING = (*"оеуиыэё", "уа", "оа", "иа")
_POSSESSIVE_PLACES = ("ово", "ево", "ыно", "ино")
_ADJECTIVE_ENDINGS = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
_MASCULINE_IN_SOFT_SIGN = (
    "Израиль",
    "Тайвань",
    "Брюссель",
    "Базель",
    "Марсель",
    "Севастополь",
    "Симферополь",
    "Мариуполь",
    "Мелитополь",
    "Тернополь",
    "Ставрополь",
    "Чернобыль",
    "Браззавиль",
    "Либревиль",
    "Ярославль",
    "Пномпень",
    "Сахель",
    "Шэньчжэнь",
    "Тяньцзинь",
    "Далянь",
    "Ирпень",
    "Ухань",
)
_FLEETING = {"Египет": "Египт"}
_GENITIVE_PLURAL = {
    "Афины": "Афин",
    "Багамы": "Багам",
    "Балканы": "Балкан",
    "Гавайи": "Гавайев",
    "Голаны": "Голан",
    "Дарданеллы": "Дарданелл",
    "Карибы": "Кариб",
    "Коморы": "Комор",
    "Курилы": "Курил",
    "Мальдивы": "Мальдив",
    "Нидерланды": "Нидерландов",
    "Сейшелы": "Сейшел",
    "Сумы": "Сум",
    "Филиппины": "Филиппин",
    "Черкассы": "Черкасс",
    "Штаты": "Штатов",
    "Эмираты": "Эмиратов",
}


def russian_demonym(form: str) -> tuple[str, ...]:
    """All cases of an adjective in -ий or of a people's name: российский; россиянин, украинец, американка, француз."""
    if form.endswith("ий"):
        return tuple(form[:-2] + ending for ending in _ADJECTIVE_ENDINGS)
    if form.endswith("нка"):
        return (*_with(form[:-1], "а", "и", "е", "у", "ой", "ам", "ами", "ах"), f"{form[:-2]}ок")
    singular, plural, people = _people_stems(form)
    return (form, *_with(singular, "а", "у", _instrumental(singular), "е"), *_with(plural, "ам", "ами", "ах"), *people)


def _people_stems(form: str) -> tuple[str, str, tuple[str, ...]]:
    """The singular stem, the plural stem, and the nominative and genitive plural of a masculine people's name."""
    if form.endswith(("янин", "анин")):
        return form, form[:-2], (f"{form[:-2]}е", form[:-2])
    if form.endswith("ец"):
        stem = form[:-2] + ("йц" if form[-3] in "аеиоуя" else "ц")
        return stem, stem, (f"{stem}ы", f"{stem}ев")
    if form.endswith("ин") or form == "туркмен":
        return form, form, (f"{form}ы", form)
    return form, form, (f"{form}и" if form[-1] in _VELAR_OR_HUSHING else f"{form}ы", f"{form}ов")


def russian_cases(name: str) -> tuple[str, ...]:
    """The name in its cases, as far as rules reach: Северная Корея, Северной Корее; Киев, Киеву; Токио."""
    words = name.split(" ")
    if len(words) == 1:
        return _noun(name)
    adjective, noun = words[0], words[-1]
    if name == f"{adjective} {noun}" and adjective.endswith(("ая", "ий", "ый", "ой")):
        nouns = _noun(noun)
        adjectives = _adjective(adjective, len(nouns))
        return tuple(f"{left} {right}" for left, right in zip(adjectives, nouns, strict=False)) or (name,)
    return (name,)


def _adjective(form: str, cases: int) -> tuple[str, ...]:
    """The adjective's forms beside a noun of so many forms, none where their genders differ."""
    stem = form[:-2]
    if form.endswith("ая"):
        endings = {5: ("ой", "ой", "ую", "ой"), 4: ("ой", "ую", "ой")}.get(cases, ())
    else:
        instrumental = "им" if stem[-1] in _VELAR_OR_HUSHING else "ым"
        endings = {5: ("ого", "ому", instrumental, "ом")}.get(cases, ())
    return (form, *_with(stem, *endings)) if endings else ()


def _noun(name: str) -> tuple[str, ...]:
    if name in _GENITIVE_PLURAL:
        return (name, _GENITIVE_PLURAL[name], *_with(name[:-1], "ам", "ами", "ах"))
    if name.endswith(_POSSESSIVE_PLACES) and not name.endswith("Марино"):
        return _with(name[:-1], "о", "а", "у", "ом", "е")
    if name.endswith("ье"):
        return _with(name[:-1], "е", "я", "ю", "ем")
    if name.isupper() or name.endswith(_UNCHANGING):
        return (name,)
    return _feminine(name) if name[-1] in "ая" else _masculine(name)


def _feminine(name: str) -> tuple[str, ...]:
    if name.endswith("ия"):
        return _with(name[:-1], "я", "и", "ю", "ей")
    if name.endswith("я"):
        return _with(name[:-1], "я", "и", "е", "ю", "ей")
    genitive = "и" if name[-2] in _VELAR_OR_HUSHING else "ы"
    return _with(name[:-1], "а", genitive, "е", "у", "ей" if name[-2] in _HUSHING else "ой")


def _masculine(name: str) -> tuple[str, ...]:
    if name.endswith("ь"):
        masculine = name in _MASCULINE_IN_SOFT_SIGN
        return _with(name[:-1], "ь", "я", "ю", "ем", "е") if masculine else _with(name[:-1], "ь", "и", "ь", "ью")
    if name.endswith("й"):
        return _with(name[:-1], "й", "я", "ю", "ем", "е")
    stem = _FLEETING.get(name, name)
    return (name, *_with(stem, "а", "у", _instrumental(stem), "е"))


def _instrumental(stem: str) -> str:
    return "ем" if stem[-1] in _HUSHING else "ом"


def _with(stem: str, *endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in endings)
