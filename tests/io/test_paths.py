"""What lies under a path: folders, patterns, saved pages, web addresses, and what is passed over."""

import io
import os
from pathlib import Path
from threading import Thread

import pytest

from quotes.errors import BadInput
from quotes.io.bulk import Reader
from quotes.io.sources import Notes, Options, from_record, read_paths
from quotes.io.sources.number import number_of
from quotes.io.sources.records import field_named
from quotes.models import Failure, RawArticle
from tests.io.make_files import BRIDGE


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.html", "c.png", "d.png", "e.xlsx", "no-ending", ".hidden"):
        (tmp_path / name).write_text(BRIDGE)
    (tmp_path / "b_files").mkdir()
    (tmp_path / "b_files" / "advertisement.html").write_text("<p>Buy!")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "kept.txt").write_text(BRIDGE)
    return tmp_path


def read(*paths, **flags):
    notes = Notes()
    return list(read_paths(paths, options=Options(**flags), notes=notes)), notes


def ids(items):
    return [item.id for item in items]


def test_a_folder_says_what_it_passed_over_by_kind(folder):
    items, notes = read(folder)
    assert ids(items) == ["a", "b", "no-ending", "other_files-kept"]
    assert notes.sentences() == ["3 files of kinds not read here: .png 2, .xlsx 1."]


def test_a_pattern_that_no_shell_filled_in_is_filled_in(folder):
    items, notes = read(f"{folder}/?.*")
    assert ids(items) == ["a", "b"]
    assert notes.sentences() == ["3 files of kinds not read here: .png 2, .xlsx 1."]
    [none], _ = read(f"{folder}/*.docx")
    assert isinstance(none, Failure) and none.code == "not-found"
    (folder / "[odd].txt").write_text(BRIDGE)
    assert ids(read(f"{folder}/[odd].txt")[0]) == ["[odd]"], "a file of that very name comes first"


@pytest.fixture
def with_pipes(tmp_path):
    """A file, a link to it, and what hangs whoever opens it."""
    (tmp_path / "a.txt").write_text(BRIDGE)
    (tmp_path / "link.txt").symlink_to("a.txt")
    for name in ("b.txt", "c.jsonl", "no-ending"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    return tmp_path


@pytest.mark.parametrize("pattern", ["", "/*"])
def test_pipes_and_devices_of_a_folder_are_passed_over_and_counted(with_pipes, pattern):
    items, notes = read(f"{with_pipes}{pattern}")
    assert ids(items) == ["a", "link"]
    assert notes.sentences() == ["4 files of kinds not read here: named pipe 3, device 1."]
    assert number_of([with_pipes]) == 2
    assert read(f"{with_pipes}/b*")[0] == [], "a pattern of nothing else is no folder either"


def test_a_manifest_that_is_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "a.txt").write_text(BRIDGE)
    os.mkfifo(tmp_path / "manifest.jsonl")
    failure, article = read(tmp_path)[0]
    assert failure.message == f"{tmp_path / 'manifest.jsonl'}: it is a named pipe and no file; take it away."
    assert article.id == "a"


def test_a_pipe_that_is_named_itself_is_read_once(tmp_path):
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert number_of([pipe]) is None, "to count it would be to empty it"
    writer = Thread(target=pipe.write_text, args=('{"text": "One."}\n',))
    writer.start()
    [article], _ = read(pipe)
    writer.join()
    assert article.text == "One."


def test_a_saved_pages_folder_is_left_out_where_a_shell_names_it_too(folder):
    items, _ = read(folder / "a.txt", folder / "b.html", folder / "b_files")
    assert ids(items) == ["a", "b"]
    assert ids(read(folder / "b_files")[0]) == ["advertisement"], "by itself it is a folder like another"


def test_a_web_address_is_refused_with_the_line_that_does_it():
    [item], _ = read("https://ledger.example/a?b=1&c", fetch="quotes ingest -")
    assert isinstance(item, Failure)
    assert item.message.endswith("curl -sL 'https://ledger.example/a?b=1&c' | quotes ingest -")


def test_members_that_are_not_used_are_named_once_with_their_count():
    notes = Notes()
    for number in range(3):
        from_record({"text": "a", "section": "City", "tags": [], "n": number or None}, notes=notes)
    assert notes.sentences() == ["Not used: section 3, n 2; --map FIELD=NAME uses one."]


def test_names_without_end_are_counted_without_keeping_them():
    notes = Notes()
    for number in range(3000):
        from_record({"text": "a", f"n{number}": 1}, notes=notes)
    assert len(notes.unused) == 1001 and notes.unused["others"] == 2000
    assert len(notes.sentences()[0]) < 400


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Body": "a", "Publish Date": "2020-08-15"}, RawArticle(text="a", published="2020-08-15")),
        ({"text": "a", "body": "b"}, RawArticle(text="a")),
        ({"text": "", "body": "b"}, RawArticle(text="b")),
        ({"content": "<p>a</p>"}, RawArticle(html="<p>a</p>")),
        ({"text": "<p>a</p>"}, RawArticle(text="<p>a</p>")),
        ({"content": {"rendered": "<p>a</p>"}, "title": {"rendered": "T"}}, RawArticle(html="<p>a</p>", title="T")),
        ({"text": "a", "id": 12.0, "author": ["B", "C"]}, RawArticle(text="a", id="12", author="B, C")),
        ({"text": "a", "source": {"id": None, "name": "Wire"}}, RawArticle(text="a", outlet="Wire")),
        ({"text": "a", "published": float("nan")}, RawArticle(text="a")),
        ({"text": "a", "author": 5, "url": True}, RawArticle(text="a")),
        ({"paragraphs": "x", "body": ["a", "b"]}, RawArticle(text="a\n\nb")),
    ],
)
def test_members_are_known_by_the_names_people_use(record, expected):
    assert from_record(record) == expected


def test_a_mapped_column_is_that_and_nothing_else():
    options = Options(columns={"text": "title"})
    assert from_record({"title": "words", "headline": "H"}, options=options) == RawArticle(text="words", title="H")
    failed = from_record({"text": "a"}, options=options)
    assert isinstance(failed, Failure) and "'title' is not there" in failed.message


@pytest.mark.parametrize(("name", "field"), [("date", "published"), ("Headline", "title"), ("text", "text")])
def test_a_field_is_called_what_its_columns_are(name, field):
    assert field_named(name) == field


def test_a_field_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="it has text, html"):
        field_named("colour")


LOOKS = {
    "csv": (b"headline,body\nT,words\n", RawArticle(text="words", title="T")),
    "prose with commas": (b"Well, the text said, go.\n", None),
    "json on many lines": (b'{\n "text": "a"\n}', RawArticle(text="a")),
    "array": (b'[\n {"text": "a"}\n]', RawArticle(text="a")),
    "a page with json in it": (b'<html><head><script>\n{"text": "a"}\n</script></head><body><p>x', None),
    "a note in brackets": (b"[Photo: Ann Lee]\nWords.", None),
    "one line of a service": (b'{"status": "ok", "articles": [{"content": "a"}]}', RawArticle(text="a")),
}


@pytest.mark.parametrize("name", LOOKS)
def test_standard_input_is_told_by_its_look(name):
    content, expected = LOOKS[name]
    [item] = read_paths(["-"], stdin=io.BytesIO(content))
    words = content.decode()
    if expected is None:
        expected = RawArticle(html=words) if words.startswith("<html") else RawArticle(text=words)
        item = RawArticle(text=item.text, html=item.html)
    assert item == expected


class OneLineAtATime(io.RawIOBase):
    """A pipe whose writer waits until each line is read; asked for more than it has, it fails."""

    def __init__(self, lines):
        self.lines = list(lines)

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.lines:
            raise AssertionError("it was read ahead")
        line = self.lines.pop(0)
        buffer[: len(line)] = line
        return len(line)


def test_a_pipe_of_json_lines_gives_each_article_when_it_is_there():
    pipe = io.BufferedReader(OneLineAtATime([b'{"text": "a"}\n', b'{"text": "b"}\n']))
    articles = read_paths(["-"], stdin=pipe)
    assert next(articles) == RawArticle(text="a")
    assert next(articles) == RawArticle(text="b")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gone.txt", None),  # no such file
        ("paper.txt", b"%RTF"),  # one that is read, and refused as an article
        ("sheet.csv", b""),  # one that is refused as a file
        ("old.doc.txt", b"{\\rtf1 words"),
        ("empty.txt", b""),
    ],
)
def test_a_file_that_failed_is_called_by_its_path_as_it_was_given(tmp_path, monkeypatch, name, content):
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    given = f"news/../news/{name}"
    if content is not None:
        Path(given).write_bytes(content)
    [result] = Reader(max_chars=3).stream(read_paths([given]))
    assert isinstance(result, Failure)
    assert result.id == given


def test_an_article_that_failed_in_a_file_with_an_id_of_its_own_keeps_that(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "one", "text": "Words that are too many"}\n')
    [result] = Reader(max_chars=3).stream(read_paths([path]))
    assert result.id == "one"
