"""Articles out of files: every form, every refusal, and the text never altered."""

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.articles import read_articles
from annotate.articles.draft import titled
from annotate.errors import AnnotateError
from tests.articles.reading import read, write
from tests.strategies import texts

ROOT = Path(__file__).parents[2]


def write_json(path: Path, rows: list[dict[str, Any]]) -> Path:
    return write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def write_csv(path: Path, rows: list[dict[str, Any]]) -> Path:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return write(path, out.getvalue())


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


TABLES: dict[str, Callable[[Path, list[dict[str, Any]]], Path]] = {
    "a.jsonl": write_json,
    "a.csv": write_csv,
    "a.parquet": write_parquet,
}


def test_the_seed_is_read_to_the_letter_and_its_last_line_is_marked() -> None:
    """The text is the file's, the language Hindi, and the link to another story is no part of the body."""
    [seed], faults = read(ROOT / "seeds")
    [source] = (ROOT / "seeds").glob("*.txt")
    assert (seed.text.encode(), seed.language, faults) == (source.read_bytes(), "hi", [])
    [(start, end)] = seed.boilerplate
    assert (seed.text[start:].startswith("इसे भी पढें:-हिंदू"), seed.text[start - 1], end) == (True, "\n", len(seed.text))


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(texts().filter(str.strip), min_size=1, max_size=4, unique=True))
def test_a_table_gives_the_texts_that_were_put_in(name: str, found: list[str], tmp_path: Path) -> None:
    """Ids and texts come back from JSON Lines, CSV and Parquet, whatever the script, the marks or the line ends."""
    rows = [{"id": f"a{number}", "text": text} for number, text in enumerate(found)]
    articles, faults = read(TABLES[name](tmp_path / name, rows))
    assert ([(each.id, each.text) for each in articles], faults) == ([(row["id"], row["text"]) for row in rows], [])


@pytest.mark.parametrize("name", TABLES)
def test_columns_that_mean_something_are_fields_and_others_are_kept(name: str, tmp_path: Path) -> None:
    """Known columns by their names, the text by a given one, the rest in `meta`."""
    row = {"id": 7, "body": "Oslo waits.", "language": "en-GB", "url": "https://a.example/1", "desk": "north"}
    [article], faults = read(TABLES[name](tmp_path / name, [row]), columns={"text": "body"})
    assert (article.id, article.text, article.language, article.url) == (
        "7",
        "Oslo waits.",
        "en",
        "https://a.example/1",
    )
    assert (article.meta, faults) == ({"desk": "north"}, [])


def test_a_date_column_becomes_a_date_in_iso_form(tmp_path: Path) -> None:
    """Parquet has dates, articles have text."""
    [article], _ = read(write_parquet(tmp_path / "a.parquet", [{"text": "x y", "published": date(2026, 3, 1)}]))
    assert article.published == "2026-03-01"


def test_a_title_is_joined_in_front(tmp_path: Path) -> None:
    """Title, empty line, text; once, and not where the text begins with the title already."""
    rows = [{"text": "Talks go on.", "title": "Oslo"}, {"text": "Oslo\nTalks.", "title": "Oslo"}]
    found, _ = read(write_json(tmp_path / "a.jsonl", rows))
    assert [(each.title, each.text) for each in found] == [("Oslo", "Oslo\n\nTalks go on."), ("Oslo", "Oslo\nTalks.")]


@given(title=texts().filter(str.strip), text=texts().filter(str.strip))
def test_the_title_rule_is_stable(title: str, text: str) -> None:
    """Joining twice changes nothing more, and the text is always whole at the end."""
    joined = titled(title, text)
    assert titled(title, joined) == joined
    assert joined.endswith(text)


def test_a_page_gives_its_body(tmp_path: Path) -> None:
    """Body text, title in front, address, date and the language the page names; no menu."""
    page = (
        '<html lang="fr-FR"><head><title>Visite</title><meta property="og:url" content="https://x.example/a">'
        '<meta property="article:published_time" content="2024-05-01"></head><body><nav><a href="/">Accueil</a></nav>'
        "<article><h1>Visite</h1><p>Le ministre est arrivé hier à Oslo pour une visite de deux jours, selon un "
        "communiqué du gouvernement.</p><p>Il verra le roi demain.</p></article></body></html>"
    )
    [article], faults = read(write(tmp_path / "a.html", page))
    assert article.text.startswith("Visite\nLe ministre est arrivé")
    assert "Accueil" not in article.text
    assert (article.language, article.published, article.title, faults) == ("fr", "2024-05-01", "Visite", [])


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads what is piped in, in the format that is named, plain text if none is."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Oslo waits."}\n')))
    assert [each.text for each in read("-", format="jsonl")[0]] == ["Oslo waits."]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Oslo waits.\r\n")))
    assert [each.text for each in read("-")[0]] == ["Oslo waits.\r\n"]
    with pytest.raises(AnnotateError, match=r"--format: 'parquet' cannot be read from standard input \(known: txt"):
        read("-", format="parquet")


def test_a_folder_and_a_glob_are_read_in_order(tmp_path: Path) -> None:
    """The direct children of a folder, by name; a pattern, by name; other files are not articles."""
    for name in ("b.txt", "a.txt", "README.md"):
        write(tmp_path / name, f"The text of {name}.")
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "c.txt", "The text of c.")
    assert [each.text[12:17] for each in read(tmp_path)[0]] == ["a.txt", "b.txt"]
    assert [each.text[12:13] for each in read(tmp_path / "**" / "*.txt")[0]] == ["a", "b", "c"]


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "a lone surrogate": ("a.jsonl", rb'{"text": "Oslo \ud800"}', "a.jsonl:1: the text has a lone surrogate U+D800"),
    "a NUL": ("a.txt", b"Oslo\0waits", "a.txt: not text: NUL at 4"),
    "an empty text": ("a.jsonl", b'{"id": "1", "text": ""}', "a.jsonl:1: there is no text in it"),
    "an empty file": ("a.txt", b"", "a.txt: there is no text in it"),
    "blanks only": ("a.txt", b" \n\t", "a.txt: there is no text in it"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "a.txt: not UTF-8 at byte 0; convert it"),
    "another encoding": ("a.txt", "Zürich".encode("latin-1"), "a.txt: not UTF-8 at byte 1; convert it"),
    "another encoding, a line": ("a.jsonl", '{"text": "Zürich"}'.encode("latin-1"), "a.jsonl:1: not UTF-8 at byte 11"),
    "another encoding in a table": ("a.csv", "text\nZürich\n".encode("latin-1"), "a.csv:2: not UTF-8 at byte 6;"),
    "a number as text": ("a.jsonl", b'{"text": 7}', "a.jsonl:1: the text is of type int, not a string"),
    "a list": ("a.jsonl", b"[1]", "a.jsonl:1: a JSON list, not an object"),
    "half a line": ("a.jsonl", b'{"text": "Os', "a.jsonl:1: not JSON: Unterminated string"),
    "no text column": ("a.csv", b"id,txt\n1,Oslo\n", "a.csv: no column 'text' (known: id, txt); did you mean 'txt'?"),
    "a field too many": ("a.csv", b"id,text\n1,Oslo,x\n", "a.csv:2: more fields than the header has"),
    "a broken Parquet": ("a.parquet", b"PAR1 no", "a.parquet: not readable as Parquet"),
    "a page without a body": ("a.html", b"<html><body></body></html>", "a.html: no body text was found"),
    "a file of another kind": ("a.docx", b"x", "a.docx: not an article file (known: .txt"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_one_line_and_the_others_go_on(what: str, tmp_path: Path) -> None:
    """One line with the place and the remedy; the next file is read."""
    name, content, line = REFUSED[what]
    found, faults = read(write(tmp_path / name, content), write(tmp_path / "good.txt", "Oslo waits."))
    assert [each.text for each in found] == ["Oslo waits."]
    [fault] = faults
    assert fault.startswith(f"{tmp_path}/{line}"), fault
    assert "\n" not in fault


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("missing.txt", "missing.txt: cannot be read: No such file or directory"),
        ("empty", "empty: no articles in this folder"),
        ("*.txt", "*.txt: no file fits this pattern"),
    ],
)
def test_a_source_without_articles_is_told(
    source: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, an empty folder, a pattern that nothing fits."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    found, [fault] = read(source)
    assert (found, fault.startswith(line)) == ([], True), fault


def test_a_mapped_column_must_exist(tmp_path: Path) -> None:
    """A field that articles do not have is wrong usage; a column that the file does not have is told with its place."""
    path = write_json(tmp_path / "a.jsonl", [{"text": "Oslo waits.", "headline": "x"}])
    with pytest.raises(AnnotateError, match=r"an article has no field 'titel' .* did you mean 'title'"):
        read(path, columns={"titel": "headline"})
    assert read(path, columns={"title": "head"})[1] == [
        f"{path}: no column 'head' for --column title=head (known: text, headline); did you mean 'headline'?"
    ]


def test_one_id_has_one_text(tmp_path: Path) -> None:
    """The same again is read once, silently; another text under the id is refused and names both places."""
    rows = [{"id": "1", "text": "Oslo."}, {"id": "1", "text": "Oslo."}, {"id": "1", "text": "Bergen."}]
    path = write_json(tmp_path / "a.jsonl", rows)
    found, faults = read(path)
    assert [each.text for each in found] == ["Oslo."]
    assert faults == [f"{path}:3: id '1' has another text than in {path}:1; give each article an id of its own"]


def test_without_a_listener_the_first_fault_is_raised(tmp_path: Path) -> None:
    """A caller who does not listen is not left to believe that all was read."""
    with pytest.raises(AnnotateError, match="there is no text in it"):
        list(read_articles([str(write(tmp_path / "a.txt", ""))]))


def test_reading_is_a_stream(tmp_path: Path) -> None:
    """The first article is there before the second line is looked at."""
    path = write(tmp_path / "a.jsonl", '{"text": "Oslo waits."}\nno json\n')
    faults: list[str] = []
    stream = read_articles([str(path)], on_fault=faults.append)
    assert (next(stream).text, faults) == ("Oslo waits.", [])
    assert (list(stream), len(faults)) == ([], 1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("رئيس الوزراء يصل إلى القاهرة في زيارة رسمية", "ar"),
        ("Премьер-министр прибыл в столицу с визитом", "ru"),
        ("总理抵达首都进行正式访问", "zh"),
        ("El primer ministro llegó a la capital en visita oficial", "es"),
        ("7", None),
    ],
)
def test_the_language_is_found_where_none_is_named(text: str, language: str | None, tmp_path: Path) -> None:
    """A library tells the language of a text, and says nothing of a number."""
    assert read(write(tmp_path / "a.txt", text))[0][0].language == language


def test_a_named_language_is_taken_at_its_word(tmp_path: Path) -> None:
    """The column wins over the option, the option over the text."""
    path = write_json(tmp_path / "a.jsonl", [{"text": "Oslo waits.", "language": "nb"}, {"text": "Bergen waits."}])
    assert [each.language for each in read(path, language="sv")[0]] == ["nb", "sv"]


LINKS = [
    "Read also: Talks stall", "इसे भी पढ़ें- नई खबर", "यह भी पढें: खबर", "اقرأ أيضًا: خبر", "Lea también: otra",
    "Читайте также", "延伸阅读：新闻",
]  # fmt: skip


@pytest.mark.parametrize("line", LINKS)
def test_a_link_to_another_story_is_no_part_of_the_body(line: str, tmp_path: Path) -> None:
    """Lines that send readers on are marked to the letter, in six languages."""
    [article], _ = read(write(tmp_path / "a.txt", f"Oslo waits.\r\n{line}\r\nMore text."))
    assert [article.text[start:end] for start, end in article.boilerplate] == [line]


@pytest.mark.parametrize("line", ["Read also means to peruse.", "Related companies gained.", "इसे भी पढें और समझें।"])
def test_an_ordinary_sentence_is_body(line: str, tmp_path: Path) -> None:
    """Without a colon or dash after them the same words are a sentence like others."""
    assert read(write(tmp_path / "a.txt", f"Oslo waits.\n{line}\n"))[0][0].boilerplate == ()
