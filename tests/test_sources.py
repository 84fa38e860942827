"""Files, folders, standard input -> raw articles, the broken ones in their places."""

import io
import json
import os

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from quotes.io.sources import from_record, read_paths
from quotes.models import Failure, RawArticle


def read(*paths, **options):
    return list(read_paths(paths, **options))


def from_stdin(content: bytes, **options):
    return read("-", stdin=io.BytesIO(content), **options)


def shape(items):
    """A raw article as its words, a failure as its code."""
    return [item.code if isinstance(item, Failure) else item.text or item.html for item in items]


def test_a_file_is_an_article_named_by_its_stem(tmp_path):
    (tmp_path / "one.txt").write_text("“Go,” she said.", encoding="utf-8")
    (tmp_path / "two.HTML").write_text("<p>“Go,” she said.", encoding="utf-8")
    assert read(tmp_path / "one.txt", tmp_path / "two.HTML") == [
        RawArticle(text="“Go,” she said.", id="one"),
        RawArticle(html="<p>“Go,” she said.", id="two"),
    ]


def test_a_folder_is_read_by_name_with_what_its_manifest_says(tmp_path):
    for name in ("b.txt", "a.txt", "skipped.css", ".hidden.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("in a")
    (tmp_path / "manifest.jsonl").write_text(
        '{"file": "b.txt", "id": "bee", "outlet": "The Hive", "text": "not this"}\nbroken\n{"file": "gone.txt"}\n'
    )
    items = read(tmp_path)
    assert [item for item in items if isinstance(item, RawArticle)] == [
        RawArticle(text="a.txt", id="a"),
        RawArticle(text="b.txt", id="bee", outlet="The Hive"),
        RawArticle(text="in a", id="in-a"),
    ]
    said = " ".join(item.message for item in items if isinstance(item, Failure))
    assert "manifest.jsonl line 2" in said and "'gone.txt'" in said


def test_a_file_by_itself_has_the_same_metadata_as_in_its_folder(tmp_path):
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "manifest.jsonl").write_text('{"file": "b.txt", "id": "bee", "title": "T"}')
    assert read(tmp_path / "b.txt") == read(tmp_path) == [RawArticle(text="b", id="bee", title="T")]


def test_a_page_and_its_text_side_by_side_do_not_share_an_id(tmp_path):
    (tmp_path / "x.txt").write_text("text")
    (tmp_path / "x.html").write_text("page")
    assert [item.id for item in read(tmp_path)] == ["x.html", "x.txt"]


LINES = b"""{"text": "a", "id": "one", "outlet": "O", "more": [1]}

{broken
[1, 2]
{"id": 3, "html": 5}
{"id": 4, "title": "neither"}
{"text": "\xff"}
{"html": "<p>b", "published": "2020-08-15"}"""


def test_each_line_is_an_article_or_a_failure_in_its_place(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(LINES)
    items = read(path)
    assert items[0] == RawArticle(text="a", id="one", outlet="O")
    assert items[-1] == RawArticle(html="<p>b", published="2020-08-15")
    failures = items[1:-1]
    assert [(item.id, item.code) for item in failures] == [
        (None, "bad-input"),
        (None, "bad-input"),
        ("3", "bad-input"),
        ("4", "bad-input"),
        (None, "bad-input"),
    ]
    for item, number in zip(failures, (3, 4, 5, 6, 7), strict=True):
        assert f"line {number}:" in item.message and item.message.endswith(".")
    assert from_stdin(LINES)[0] == items[0] and shape(from_stdin(LINES)) == shape(items)


def test_a_line_over_the_limit_is_passed_over_whole(tmp_path):
    lines = [{"text": "a"}, {"text": "y" * 500}, {"text": "c"}]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert shape(read(path, max_bytes=100)) == ["a", "too-large", "c"]
    assert "line 2:" in read(path, max_bytes=100)[1].message
    assert shape(from_stdin(path.read_bytes(), max_bytes=100)) == ["a", "too-large", "c"]


@pytest.mark.parametrize(
    ("content", "items"),
    [
        (b"\xe2\x80\x9cGo,\xe2\x80\x9d she said.\n", ["“Go,” she said.\n"]),
        (b"<!DOCTYPE html><p>page", ["<!DOCTYPE html><p>page"]),
        (b'  {"text": "a"}\n{"text": "b"}', ["a", "b"]),
        (b'\xef\xbb\xbf{"text": "a"}', ["a"]),
        (b'oops\n{"text": "b"}', ["bad-input", "b"]),
        (b"{curly} is how this begins", ["{curly} is how this begins"]),
        (b" \n", ["bad-input"]),
    ],
)
def test_standard_input_is_told_by_its_look(content, items):
    assert shape(from_stdin(content)) == items


def test_html_on_standard_input_is_read_as_html():
    assert from_stdin(b"\n<html><body>x") == [RawArticle(html="\n<html><body>x")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("“é”".encode("utf-8-sig"), "“é”"),
        ("“é”".encode("utf-16"), "“é”"),
        (b"\x93caf\xe9\x94", "“café”"),
    ],
)
def test_characters_are_told_by_their_bytes(tmp_path, content, text):
    (tmp_path / "x.txt").write_bytes(content)
    assert read(tmp_path / "x.txt")[0].text == text


def test_a_page_is_decoded_as_it_says(tmp_path):
    (tmp_path / "x.html").write_bytes('<meta charset="windows-1251"><p>Минск'.encode("cp1251"))
    assert read(tmp_path / "x.html")[0].html.endswith("Минск")


def test_parquet_rows_are_articles(tmp_path):
    table = pyarrow.table({"text": ["a", None, "c"], "id": ["1", "2", None], "n": [1, 2, 3]})
    parquet.write_table(table, tmp_path / "x.parquet")
    items = read(tmp_path / "x.parquet")
    assert (items[0], items[2]) == (RawArticle(text="a", id="1"), RawArticle(text="c"))
    assert items[1].id == "2" and "row 2" in items[1].message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.txt", None, "not-found"),
        ("gone", None, "not-found"),
        ("n" * 300 + ".txt", None, "bad-input"),
        ("x.docx", b"PK", "unknown-format"),
        ("x.parquet", b"not parquet", "bad-input"),
        ("x.txt", b"y" * 101, "too-large"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_text('{"text": "good"}')
    items = read(tmp_path / name, tmp_path / "good.jsonl", max_bytes=100)
    assert shape(items) == [code, "good"]
    assert name in items[0].message


def test_a_folder_that_cannot_be_opened_is_said(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("a")
    opened = os.scandir

    def refusing(path):
        if str(path).endswith("in"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr("os.scandir", refusing)
    items = read(tmp_path)
    assert shape(items) == ["a", "bad-input"] and "Permission denied" in items[1].message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "html", "id", "url"]), inner),
)


@given(JSON)
def test_any_json_value_is_an_article_or_a_failure(value):
    item = from_record(value)
    if isinstance(item, RawArticle):
        assert item.text is not None or item.html is not None
    else:
        assert item.message


@given(st.binary(max_size=300))
def test_any_bytes_on_standard_input_are_read_or_refused(content):
    assert from_stdin(content, max_bytes=200)
