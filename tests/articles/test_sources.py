"""What a name on the command line stands for, and articles that come twice."""

from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from tests.articles.reading import read, write


def test_a_folder_leaves_out_what_is_no_article(tmp_path: Path) -> None:
    """A README under any suffix, hidden files, other kinds of files, folders within."""
    for name in ("a.TXT", "README.txt", "readme.html", ".b.txt", "._a.txt", "c.docx", "deep/d.txt"):
        write(tmp_path / name, f"Text of {name}")
    assert ([each.text for each in read(tmp_path)[0]], read(tmp_path)[1]) == (["Text of a.TXT"], [])


def test_a_pattern_leaves_out_what_is_no_article(tmp_path: Path) -> None:
    """`seeds/*` fits the README too, and that is no fault."""
    for name in ("b.txt", "a.txt", "README.md", "deep/d.txt"):
        write(tmp_path / name, f"Text of {name}")
    found, faults = read(tmp_path / "*")
    assert ([each.text for each in found], faults) == (["Text of a.txt", "Text of b.txt"], [])


def test_a_name_with_brackets_is_a_file_where_there_is_one(tmp_path: Path) -> None:
    """`news[1].txt` is what browsers call a second download."""
    assert [each.text for each in read(write(tmp_path / "news[1].txt", "Oslo"))[0]] == ["Oslo"]


@pytest.mark.parametrize("source", ["a**.txt", "x" * 5000 + ".txt"])
def test_a_name_that_cannot_be_looked_up_is_one_line(source: str, tmp_path: Path) -> None:
    """No traceback for a pattern (Python 3.13 takes it) or a name that the system refuses; the next source is read."""
    found, [fault] = read(source, write(tmp_path / "a.txt", "Oslo"))
    assert [each.text for each in found] == ["Oslo"]
    assert "cannot be looked up" in fault or "no file fits this pattern" in fault


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"format": "xml"}, r"--format: 'xml' cannot be read .*known: txt, jsonl, csv, html"),
        ({"language": "Hindi"}, r"--language: 'Hindi' is no language code"),
        ({"columns": {"txt": "x"}}, r"no field 'txt' .* did you mean 'text'"),
    ],
)
def test_an_option_that_cannot_be_meant_is_an_error(options: dict[str, object], told: str, tmp_path: Path) -> None:
    """Wrong usage is raised before anything is read, listener or not."""
    with pytest.raises(AnnotateError, match=told):
        read(write(tmp_path / "a.txt", "Oslo"), **options)


def test_the_same_file_by_two_names_is_read_once(tmp_path: Path) -> None:
    """A folder and a file of it, or a file twice: its articles come once."""
    path = write(tmp_path / "a.txt", "Oslo waits.")
    found, faults = read(path, path, tmp_path)
    assert ([each.text for each in found], faults) == (["Oslo waits."], [])


def test_one_text_under_two_ids_is_two_articles(tmp_path: Path) -> None:
    """Copies are looked for elsewhere."""
    path = write(tmp_path / "a.jsonl", '{"id": "1", "text": "Oslo"}\n{"id": "2", "text": "Oslo"}\n')
    assert [each.id for each in read(path)[0]] == ["1", "2"]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfOslo\r\nwaits.\r\n", b"Oslo\r\nwaits.\r\n"])
def test_plain_text_is_the_bytes_of_its_file(content: bytes, tmp_path: Path) -> None:
    """Line ends are kept; a byte order mark is no text and is dropped."""
    [article], _ = read(write(tmp_path / "a.txt", content))
    assert article.text == "Oslo\r\nwaits.\r\n"


def test_a_byte_order_mark_does_not_shift_the_byte_that_is_named(tmp_path: Path) -> None:
    """The offset is that of the file, as an editor of bytes counts."""
    [fault] = read(write(tmp_path / "a.txt", b"\xef\xbb\xbfZ\xfcrich"))[1]
    assert "not UTF-8 at byte 4;" in fault


def test_a_page_takes_no_date_from_its_small_print(tmp_path: Path) -> None:
    """`Copyright 2019` says nothing of when an article was published."""
    page = (
        "<html lang='hi-IN'><head><title>Oslo</title></head><body><article><p>The minister arrived in Oslo on Friday, "
        "officials said, for talks with the king.</p></article><footer>Copyright 2019 Daily</footer></body></html>"
    )
    [article], _ = read(write(tmp_path / "a.html", page))
    assert (article.published, article.language, article.text[:8]) == (None, "hi", "Oslo\n\nTh")
