"""Broken, hostile and huge files: a sentence or a result, in bounded memory, and nothing lost."""

import gzip
import io
import json
import logging
import sys
import tracemalloc
import zipfile

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from quotes.errors import QuotesError
from quotes.io.ingest import prepare
from quotes.io.sources import Notes, Options, Source, read_paths, read_stream
from quotes.models import Failure, RawArticle
from quotes.text.clean import to_document
from tests.io.make_files import BRIDGE, FILES, FLOOD

EVERY = sorted(FILES.iterdir())
OF_MANY = ["crawl.jsonl", "array.json", "spreadsheet.csv", "scraped.csv.gz", "crawl.jsonl.gz", "wordpress.rss"]


def read(content, name="", **options):
    stream = content if hasattr(content, "read") else io.BytesIO(content)
    return list(read_stream(Source(stream=stream, where="it", options=Options(**options)), name))


def texts(items):
    return [item.code if isinstance(item, Failure) else (item.text or item.html) for item in items]


def said(items):
    return " ".join(item.message for item in items if isinstance(item, Failure))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_said_or_read(path, part, caplog):
    content = path.read_bytes()
    items = read(content[: int(len(content) * part)], path.name)
    assert items, "neither a sentence nor a result"
    assert "internal" not in texts(items), said(items)
    for item in items:
        if isinstance(item, RawArticle):
            try:
                to_document(item)
            except QuotesError as error:
                assert error.code != "internal"


@pytest.mark.parametrize("name", OF_MANY)
def test_what_stands_before_the_cut_is_read_and_the_cut_is_said(name):
    content = (FILES / name).read_bytes()
    if name.endswith(".gz"):
        whole = gzip.decompress(content)
        content = gzip.compress(whole)[:-20]
    else:
        content = content[:-80]
    items = read(content, name)
    if not name.endswith(".gz"):
        assert any(BRIDGE[-20:] in text for text in texts(items)), "the first article is whole"
    assert said(items), "and it is said that the second is not"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_wrong_bytes_never_shows_a_fault(data):
    path = data.draw(st.sampled_from(EVERY))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    name = data.draw(st.sampled_from([path.name, ""]))
    logging.disable(logging.CRITICAL)
    try:
        items = read(bytes(content), name)
    finally:
        logging.disable(logging.NOTSET)
    assert "internal" not in texts(items), said(items)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "", "a.md"])
def test_words_are_the_same_in_every_encoding(encoding, name):
    if name == "a.csv":
        content = f'text\n"{FLOOD}"\n'
    elif name == "a.html":
        content = f"<html><body><p>{FLOOD}</p></body></html>"
    else:
        content = FLOOD
    [item] = read(content.encode(encoding), name)
    assert isinstance(item, RawArticle) and FLOOD in (item.text or item.html)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", ""])
def test_json_that_is_not_utf8_is_refused_with_the_line_that_turns_it(name):
    [item] = read(json.dumps({"text": FLOOD}, ensure_ascii=False).encode("cp1252"), name)
    assert texts([item]) == ["bad-input"] or name == ""
    assert name == "" or "iconv -f WINDOWS-1252 -t UTF-8" in item.message


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_in_utf16_is_read(name):
    assert texts(read(json.dumps({"text": FLOOD}, ensure_ascii=False).encode("utf-16-le"), name)) == [FLOOD]


def test_a_table_of_a_million_columns_is_refused(monkeypatch):
    assert "1,000,000 columns" in said(read(b"text" + b",c" * 999_999 + b"\nx\n", "a.csv"))
    monkeypatch.setattr("quotes.io.sources.records.MAX_COLUMNS", 100)
    made = io.BytesIO()
    parquet.write_table(pyarrow.table({f"c{number}": pyarrow.array([1]) for number in range(101)}), made)
    assert "101 columns" in said(read(made.getvalue(), "a.parquet"))


class Endless(io.RawIOBase):
    """So many bytes of a beginning and a piece that is repeated; it holds none of them."""

    def __init__(self, head, piece, size):
        self.head, self.piece, self.left, self.ready = head, piece * (65536 // len(piece) + 1), size, head

    def readable(self):
        return True

    def readinto(self, buffer):
        view = memoryview(buffer)
        if not self.ready and self.left > 0:
            self.ready, self.left = self.piece, self.left - len(self.piece)
        given, self.ready = self.ready[: len(view)], self.ready[len(view) :]
        view[: len(given)] = given
        return len(given)


ROW = f'"{FLOOD * 9}",x\n'.encode()
LINE = json.dumps({"text": FLOOD * 9}).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "head", "piece", "many"),
    [
        ("a.csv", b"text,other\n", ROW, True),
        ("a.jsonl", b"", LINE, True),
        ("a.json", b"[" + LINE, b"," + LINE, True),
        ("a.json", b'{"articles": [' + LINE, b"," + LINE, True),
        ("a.json", b'[{"text": "', b"x" * 1000, False),
        ("a.jsonl", b'{"text": "', b"x" * 1000, False),
        ("a.csv", b'text\n"', b"x" * 1000, False),
        ("a.csv", b'text\n"', (b"x" * 1000 + b"\n"), True),
        ("a.txt", b"", b"x" * 1000, False),
        ("a.html", b"<p>", b"x" * 1000, False),
        ("a.rss", b"<rss><channel>", b"<item/>" * 100, False),
        ("a.eml", b"From: a\nTo: b\nSubject: c\n\n", b"x" * 1000, False),
        ("", b"", b"x" * 1000, False),
        ("", b"", b"\x00" * 1000, False),
    ],
)
def test_a_long_stream_takes_the_memory_of_an_article(name, head, piece, many):
    """A megabyte of it, with a limit of twenty thousand bytes an article: as 2 GB are to 20 MB."""
    stream = io.BufferedReader(Endless(head, piece, 1_000_000))
    source = Source(stream=stream, where="it", options=Options(max_bytes=20_000))
    tracemalloc.start()
    try:
        articles = failures = 0
        for item in read_stream(source, name):
            articles += isinstance(item, RawArticle)
            failures += isinstance(item, Failure)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_500_000
    assert articles > 500 if many else (articles == 0 and failures >= 1)


def bomb(name="word/document.xml", **others):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w") as member:
            member.write(b"<w:document xmlns:w='x'>")
            for _ in range(40):
                member.write(b" " * 1_000_000)
    return made.getvalue()


def test_a_word_document_made_to_grow_is_refused_in_bounded_memory():
    content = bomb()
    assert len(content) < 100_000
    tracemalloc.start()
    try:
        assert texts(read(content, "a.docx", max_bytes=1_000_000)) == ["too-large"]
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_gzip_made_to_grow_is_refused_in_bounded_memory():
    content = gzip.compress(b" " * 40_000_000)
    tracemalloc.start()
    try:
        assert texts(read(content, "a.txt.gz", max_bytes=1_000_000)) == ["too-large"]
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
READS_A_FILE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, READS_A_FILE], ids=["entities", "another-file"])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.rss", "<rss><channel><item><title>&b;</title><description>&b;</description></item></channel></rss>"),
        ("a.nitf", "<nitf><body><body.content><p>&b;</p></body.content></body></nitf>"),
        ("a.newsml", "<newsItem><contentSet><inlineData>&b;</inlineData></contentSet></newsItem>"),
    ],
)
def test_entities_are_refused(name, body, doctype):
    items = read(f'<?xml version="1.0"?>{doctype}{body}'.encode(), name)
    assert "declares entities" in said(items) and texts(items) == ["bad-input"]
    wide = read(f'<?xml version="1.0" encoding="utf-16"?>{doctype}{body}'.encode("utf-16"), name)
    assert texts(wide) == ["bad-input"], "nor are they hidden in another encoding"


def test_entities_in_a_word_document_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"{LAUGHS}<x>&b;</x>")
    assert "declares entities" in said(read(made.getvalue(), "a.docx"))


BINARIES = {
    "letter.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
    "picture.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "rich.rtf": b"{\\rtf1\\ansi Hello}",
    "packed.zip": b"PK\x03\x04\x14\x00\x00\x00photo.jpg",
    "packed.bz2": b"BZh91AY",
    "noise": bytes(range(32)) * 20,
}


@pytest.mark.parametrize("content", BINARIES.values(), ids=list(BINARIES))
@pytest.mark.parametrize("name", ["", "a.txt"])
def test_what_is_no_text_is_refused_with_the_mend(content, name):
    items = read(content, name)
    assert texts(items) in (["unknown-format"], ["bad-input"]), texts(items)
    assert said(items).endswith(".")


def test_pdf_without_its_extra_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    [item] = read_paths([FILES / "letter.pdf"])
    assert isinstance(item, Failure) and "pip install 'quotes[pdf]'" in item.message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"a,b,c,d\n", "bad-input"),
        (b"a\n", "a"),
        (b'"a ""b"" c",x\n', 'a "b" c'),
        (b"\x00a,x\n", " a"),
    ],
)
def test_a_broken_row_costs_that_row(row, code):
    items = read(b"text,title\n" + row + b"good,x\n", "a.csv")
    assert texts(items) == [code, "good"]


@pytest.mark.parametrize(
    ("content", "name"), [(b'{"title": "x", "body": ""}', "a.jsonl"), (b"title,body\nx,\n", "a.csv")]
)
def test_what_is_there_and_empty_is_said_to_be_empty(content, name):
    """It was "it has neither text nor html; there is title, body"."""
    assert said(read(content, name)).endswith(
        " body is empty; put the article's words there, or say which holds them: --map text=NAME."
    )


@pytest.mark.parametrize(
    ("content", "name"), [(b'{"text": "%s"}' % (b"x" * 99), "a.jsonl"), (b"text\nxxxxxx\n", "a.csv")]
)
def test_an_article_without_an_id_is_called_by_its_place(content, name):
    [article] = read(content, name)
    failure = prepare(None, article, max_chars=3)
    assert failure.code == "too-large" and failure.id.startswith("it ")


@pytest.mark.parametrize(
    ("first", "problem"),
    [
        (b"title\rx,text", "its first line has a carriage return outside of quotation marks"),
        (b"x" * 2_000 + b",text", "its first line, which names the columns, is over 1,000 bytes"),
        (b'title,"text', "its first line cannot be read"),
    ],
)
def test_a_first_line_that_names_no_columns_is_told_as_that(first, problem, caplog):
    """It was a fault in quotes, to be reported with its traceback."""
    items = read(first + b"\n" + b"a,Words\n" * 500, "a.csv", max_bytes=1_000)
    assert problem in said(items) and len(items) == 1
    assert not caplog.records


def test_an_encoding_that_cannot_be_costs_no_message_of_a_mailbox(caplog):
    mail = b"From a@b.c Sat Aug 15 09:30:00 2020\nFrom: a@b.c\nContent-Type: text/plain; charset=%s\n\n%s\n\n"
    names = (b"utf-8", b"x\x00y", b"no-such", b"idna", b"utf-8")
    items = read(b"".join(mail % (name, b"Words %d" % at) for at, name in enumerate(names)), "a.mbox")
    assert [one.strip() for one in texts(items)] == [f"Words {at}" for at in range(5)]
    assert not caplog.records


def test_a_feed_of_an_encoding_that_cannot_be_is_broken(caplog):
    for name in (b"u\xfftf-8", b"utf\x00-8"):
        feed = b'<?xml version="1.0" encoding="%s"?><rss><channel><item><title>A</title></item></channel></rss>'
        items = read(feed % name, "a.rss")
        assert len(items) == 1
    assert not caplog.records


def test_names_of_members_do_not_fill_the_memory():
    """A thousand names of 20 MB each were kept, to be told at the end in one sentence."""
    lines = (json.dumps({"text": "Words", f"{n}" + "x" * 200_000: 1}).encode() + b"\n" for n in range(100))
    notes = Notes()
    tracemalloc.start()
    try:
        for line in lines:
            list(read_stream(Source(stream=io.BytesIO(line), where="it", notes=notes), "a.jsonl"))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2_000_000
    assert len(notes.unused) == 100 and len(" ".join(notes.sentences())) < 3_000


def test_a_mark_that_is_not_closed_says_where_and_loses_no_other_row():
    rows = b'text,title\nfirst,x\n"second,x\n' + b"third,x\n" * 50
    items = read(rows, "a.csv", max_bytes=200)
    assert texts(items)[:3] == ["first", "too-large", "third"] and "line 3" in items[1].message
    items = read(rows, "a.csv")
    assert texts(items) == ["first", "bad-input"] and "line 3" in items[1].message
    assert "third" in str(items[1].article), "what was not read is kept whole"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"[]", b"{}", b"null"])
@pytest.mark.parametrize(
    "name", ["a.json", "a.csv", "a.jsonl", "a.rss", "a.parquet", "a.docx", "a.pdf", "a.warc", "a.eml"]
)
def test_an_empty_file_never_shows_a_fault(name, content):
    assert "internal" not in texts(read(content, name))
