"""The gazetteer: what it knows, what it must not know, and that its files are what the builder makes."""

import gzip
from collections import Counter
from importlib.resources import files

import pytest

from annotate.prelabel.lexicon.gazetteer import Name, build, names
from annotate.prelabel.lexicon.gazetteer.russian import russian_cases, russian_demonym

PACKAGE = files("annotate.prelabel.lexicon.gazetteer")
KINDS = {"country", "capital", "demonym", "place", "organization"}

CODES = (
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
    "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
    "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
    "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC "
    "SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE "
    "ZA ZM ZW"
)
MEMBERS = set(CODES.split())

FACTS = {
    "en": (
        "country US: U.S., USA, United States, America",
        "country GB: UK, Britain, United Kingdom",
        "country KP: DPRK, North Korea",
        "country AE: UAE",
        "country TR: Turkey, Türkiye, Turkiye",
        "country CD: DRC, Democratic Republic of the Congo",
        "capital KP: Pyongyang",
        "capital UA: Kyiv, Kiev",
        "capital US: Washington, Washington DC",
        "demonym RU: Russian, Russians",
        "demonym CN: Chinese",
        "demonym PL: Polish, Poles",
        "place UA: Crimea, Kherson, Pokrovsk",
        "place PS: Gaza, West Bank, Khan Younis",
        "place : Red Sea, Middle East, Kashmir, Jerusalem",
        "organization : NATO, UN, Hamas, Kremlin, BRICS, IAEA",
    ),
    "hi": (
        "country US: अमेरिका, अमरीका, संयुक्त राज्य, यूनाइटेड स्टेट्स, यूएस",
        "country GB: ब्रिटेन, यूके",
        "country RU: रूस",
        "country KP: उत्तर कोरिया, नॉर्थ कोरिया",
        "country KR: दक्षिण कोरिया, साउथ कोरिया",
        "capital RU: मास्को, मॉस्को",
        "capital US: वाशिंगटन, वॉशिंगटन",
        "capital CN: बीजिंग",
        "capital KP: प्योंगयांग",
        "demonym RU: रूसी, रूसियों",
        "demonym US: अमेरिकी, अमेरिकियों",
        "demonym KP: उत्तर कोरियाई, उत्तर कोरियाइयों",
        "demonym SA: सऊदी",
        "place UA: क्रीमिया, डोनबास, खार्किव",
        "place PS: गाजा, वेस्ट बैंक",
        "place : लाल सागर, मध्य पूर्व, कश्मीर, कोरियाई प्रायद्वीप",
        "organization : संयुक्त राष्ट्र, नाटो, हमास, क्रेमलिन, शंघाई सहयोग संगठन",
    ),
    "ar": (
        "country US: الولايات المتحدة, أمريكا, أميركا",
        "country RU: روسيا",
        "country KP: كوريا الشمالية",
        "country AE: الإمارات",
        "capital UA: كييف",
        "capital JO: عمان",
        "capital KP: بيونغ يانغ, بيونغيانغ",
        "demonym RU: روسي, الروسية, الروس",
        "demonym PS: الفلسطينيين",
        "place PS: غزة, الضفة الغربية, رفح",
        "place : البحر الأحمر, الشرق الأوسط, القدس",
        "organization : الأمم المتحدة, حماس, حزب الله",
    ),
    "es": (
        "country US: Estados Unidos, EE. UU., EEUU",
        "country GB: Reino Unido, Gran Bretaña",
        "country KP: Corea del Norte",
        "country AE: Emiratos Árabes Unidos",
        "capital RU: Moscú",
        "capital CN: Pekín",
        "capital UA: Kiev",
        "demonym FR: francés, francesas, Franceses",
        "demonym IR: iraní, iraníes",
        "demonym US: estadounidense, estadounidenses",
        "place PS: Cisjordania, Franja de Gaza",
        "place : mar Rojo, Oriente Medio, Jerusalén",
        "organization : OTAN, ONU, Hamás, Kremlin",
    ),
    "ru": (
        "country US: США, Соединенных Штатов, Америке",
        "country KP: КНДР, Северной Кореей",
        "country EG: Египет, Египта",
        "country IL: Израилем",
        "capital UA: Киев, Киеве, Киевом",
        "capital KP: Пхеньяна",
        "capital CN: Пекине",
        "demonym RU: российский, российскими, Россиян",
        "demonym UA: украинцев, украинка",
        "place UA: Крыму, Донбассе, Мариуполем",
        "place RU: Курской области, Грозном",
        "place : Ближнем Востоке, Персидского залива, Красном море",
        "organization : ООН, НАТО, ХАМАС, Кремлем",
    ),
    "zh": (
        "country US: 美国, 美利坚合众国",
        "country KP: 朝鲜",
        "country KR: 韩国",
        "country AE: 阿联酋",
        "capital CN: 北京",
        "capital UA: 基辅",
        "capital KP: 平壤",
        "demonym RU: 俄罗斯人, 俄方",
        "place UA: 克里米亚, 顿巴斯, 马里乌波尔",
        "place PS: 加沙, 约旦河西岸",
        "place : 红海, 中东, 朝鲜半岛",
        "organization : 联合国, 北约, 哈马斯, 克里姆林宫",
    ),
}

# In each language: words, given names and adjectives that are also a place somewhere.
EVERYDAY = {
    "en": "Of Nice Reading Most Man Mobile Split Best Bar March Say Police University Orange Bath Mary Kennedy Bush "
    "Kim Putin Modi Victoria Male Hit Hub Surprise Independence Toyota Vladimir Ann Sale us it and",
    "hi": "कल पर में का आम सूरत सोची दिली सागर भावना मोबाइल कोरोना सफेद काली आरा मान मरी बारी कोटा हिन्दी पुतिन मोदी किम",
    "ar": "مالي صور مشهد الجديدة البيضاء ميدان قوم ميل ليل ثورة سارة بشار دار بيت",
    "es": "Sale Van Nada Reunión Libertad Victoria Mercedes Tiro Colonia Rota Mauricio Bush Kennedy Guadalupe",
    "ru": "Того того Владимир Метро Роза Орёлом Путин русь",
    "zh": "南 北 东 西 果敢 维多利亚 法方 亚历山大 中非",
}


def facts(language: str) -> list[Name]:
    """The facts above as names, from lines of `kind CODE: text, text`."""
    split = (fact.split(": ", 1) for fact in FACTS[language])
    return [Name(text, *head.split(" ")) for head, texts in split for text in texts.split(", ")]


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_knows_what_the_news_names(language: str) -> None:
    """Countries, capitals, demonyms, places and organizations of the news are there, each with its kind and country."""
    assert [fact for fact in facts(language) if fact not in names(language)] == []


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_leaves_everyday_words_out(language: str) -> None:
    """A word that is mostly something else in a language is no name there, though some town bears it."""
    assert {name.text for name in names(language)} & set(EVERYDAY[language].split(" ")) == set()


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_every_text_stands_once_in_order_and_is_longer_than_a_letter(language: str) -> None:
    """Texts are sorted, unlike each other, of two letters or more and without space around them."""
    texts = [name.text for name in names(language)]
    assert texts == sorted(set(texts))
    assert [text for text in texts if len(text) < 2 or text != text.strip() or "|" in text or "=" in text] == []


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_kinds_and_codes_are_well_formed(language: str) -> None:
    """A country or capital has a code of two letters, an organization none, anything else either."""
    wrong = [name for name in names(language) if name.kind not in KINDS or len(name.code) not in (0, 2)]
    wrong += [name for name in names(language) if name.kind == "organization" and name.code]
    wrong += [name for name in names(language) if name.kind in ("country", "capital") and not name.code.isupper()]
    assert wrong == []


@pytest.mark.parametrize("language", build.LANGUAGES)
def test_names_every_member_state_of_the_united_nations(language: str) -> None:
    """Each of the 193 members has a name in each language."""
    assert len(MEMBERS) == 193
    assert MEMBERS - {name.code for name in names(language) if name.kind == "country"} == set()


@pytest.mark.parametrize(("language", "shared"), [("en", {"CG", "DM"}), ("hi", {"CG"})])
def test_has_a_demonym_of_every_member_state(language: str, shared: set[str]) -> None:
    """English and Hindi have a demonym of each member, save two that share theirs (Congolese, Dominican)."""
    assert MEMBERS - {name.code for name in names(language) if name.kind == "demonym"} == shared


@pytest.mark.parametrize("language", ["", "xx", "EN", "../en", "en.tsv"])
def test_another_language_has_no_names(language: str) -> None:
    """A language without a file gives an empty tuple, whatever its code looks like."""
    assert names(language) == ()


def test_disputed_land_belongs_to_no_country() -> None:
    """Kashmir, Jerusalem and the Golan Heights are places without a code."""
    disputed = {"Kashmir", "Jerusalem", "Golan Heights"}
    assert {(name.kind, name.code) for name in names("en") if name.text in disputed} == {("place", "")}


def test_russian_names_are_declined_by_rule() -> None:
    """Soft signs, fleeting vowels, adjectives and unchanging names each keep to their rule."""
    assert russian_cases("Израиль") == ("Израиль", "Израиля", "Израилю", "Израилем", "Израиле")
    assert russian_cases("Казань") == ("Казань", "Казани", "Казань", "Казанью")
    assert russian_cases("Южный Судан")[1:] == ("Южного Судана", "Южному Судану", "Южным Суданом", "Южном Судане")
    assert russian_cases("Саудовская Аравия")[2:] == ("Саудовскую Аравию", "Саудовской Аравией")
    assert russian_cases("Токио") == russian_cases("Токио")[:1] == ("Токио",)
    assert {"корейца", "корейцев"} <= set(russian_demonym("кореец"))


def test_hand_written_names_have_one_reading() -> None:
    """No alias stands under two countries or kinds, and none is also listed as ambiguous: the builder would drop it."""
    rows = [line.split("\t") for line in PACKAGE.joinpath("aliases.tsv").read_text("utf-8").splitlines()[1:]]
    aliases = Counter((row[0], text.lstrip("=")) for row in rows for text in row[3].split("|"))
    lines = [line.split("\t") for line in PACKAGE.joinpath("ambiguous.tsv").read_text("utf-8").splitlines()[1:]]
    ambiguous = {(language, word) for language, words in lines for word in words.split("|")}
    assert [alias for alias, count in aliases.items() if count > 1 or alias in ambiguous] == []


def test_files_are_what_the_builder_makes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Built again, every file unpacks to the same bytes, and the counts are those that the README states."""
    folder = tmp_path_factory.mktemp("gazetteer")
    readme = PACKAGE.joinpath("README.md").read_text("utf-8")
    for language, total in build.write(folder).items():
        shipped, rebuilt = (
            PACKAGE.joinpath(f"{language}.tsv.gz").read_bytes(),
            (folder / f"{language}.tsv.gz").read_bytes(),
        )
        assert gzip.decompress(rebuilt) == gzip.decompress(shipped)
        assert rebuilt[4:8] == shipped[4:8] == bytes(4)  # no time of building
        assert f"| {language} | {' | '.join(str(total[kind]) for kind in build.KINDS)} | {total.total()} |" in readme


def test_ships_in_less_than_a_megabyte_and_a_half() -> None:
    """All that the package carries of it, sources included, stays small."""
    assert sum(len(file.read_bytes()) for file in PACKAGE.iterdir() if file.is_file()) < 1_500_000
