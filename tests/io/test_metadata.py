"""What a text's first lines, its file's name and a page's JSON-LD say of the article."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.io.sources import read_paths
from quotes.models import RawArticle
from quotes.text.clean import file_id, to_document
from quotes.text.first_lines import author_of, date_in_name, date_of, title_of
from quotes.text.linked_data import about_article

BODY = "The bridge was opened on Monday, and hundreds came to see it although it rained all day. " * 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Bridge opens\n\n{BODY}", "Bridge opens"),
        (f"\n\nBridge opens\n{BODY}", "Bridge opens"),
        (f"Will it last?\n\n{BODY}", "Will it last?"),
        (f"# Bridge opens #\n{BODY}", "Bridge opens"),
        (f"“We waited long enough”\n\n{BODY}", "“We waited long enough”"),
        (f"Bridge opens\nBy Ann Lee\n\n{BODY}", "Bridge opens"),
        ("Bridge opens", None),
        (f"It was late.\n\n{BODY}", None),
        ("“Go,” she said.\n\nShe left.", None),
        ("The mayor of the town said on Tuesday\nthat the bridge would open,\nand left.", None),
        (f"August 15, 2020\n\n{BODY}", None),
        (f"By Ann Lee\n\n{BODY}", None),
        (BODY, None),
        ("", None),
    ],
)
def test_a_short_first_line_apart_is_the_title(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("August 15, 2020", "2020-08-15"),
        ("Published on Saturday, August 15, 2020", "2020-08-15"),
        ("Updated September 12th, 2020 at 02:54 IST", "2020-09-12"),
        ("By Ann Lee | 15 Aug 2020 | 09:30", "2020-08-15"),
        ("2020-08-15", "2020-08-15"),
        (f"MINSK, Aug. 15, 2020 (Wire) — {BODY}", "2020-08-15"),
        ("The war ended on May 8, 1945.", None),
        ("Remembering May 8, 1945", None),
        (f"On August 15, 2020, {BODY}", None),
        ("15/08/2020 or so", None),
        ("In 2020", None),
    ],
)
def test_a_line_that_is_a_date_gives_the_date(line, day):
    assert date_of(f"Bridge opens\n\n{line}\n\n{BODY}") == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("2020-08-15-bridge", "2020-08-15"), ("bridge_20200815", "2020-08-15"), ("bridge.2020.08.15", "2020-08-15"),
     ("20200231", None), ("120200815", None), ("bridge-2020", None)],
)  # fmt: skip
def test_a_date_in_the_name_of_a_file(name, day):
    assert date_in_name(name) == day


def test_a_byline_gives_the_author():
    assert author_of(f"Bridge opens\n\nBy Ann Lee and Bo Ek\n\n{BODY}") == "Ann Lee and Bo Ek"
    assert author_of(f"By the time it opened\n\n{BODY}") is None


def test_a_text_file_has_all_of_it_and_keeps_its_words(tmp_path):
    words = f"Bridge opens\nBy Ann Lee\n\n{BODY}"
    (tmp_path / "2020-08-15 bridge.txt").write_text(words)
    (tmp_path / "named.txt").write_text(words)
    (tmp_path / "manifest.jsonl").write_text('{"file": "named.txt", "title": "Given", "published": "2021"}')
    first, second = read_paths([tmp_path])
    assert first == RawArticle(
        text=words, id="2020-08-15 bridge", title="Bridge opens", author="Ann Lee", published="2020-08-15"
    )
    assert (second.title, second.published) == ("Given", "2021"), "what the manifest says comes first"


@given(st.text(max_size=300))
def test_any_first_lines_are_looked_at(text):
    assert title_of(text) is None or title_of(text) in text
    assert date_of(text) is None or len(date_of(text)) == 10


PERSON = {"@type": "Person", "name": "Ann Lee"}


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "author": PERSON},
        {"@type": ["ReportageNewsArticle"], "author": [PERSON, "https://x.test/ann"]},
        [{"@type": "WebPage"}, {"@type": "Article", "author": "Ann Lee"}],
        {"@graph": [{"@type": "Article", "author": {"@id": "#ann"}}, {**PERSON, "@id": "#ann"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "creator": ["Ann Lee"]}},
    ],
)
def test_the_author_is_taken_from_json_ld(data):
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body><p>{BODY}</p></body>'
    )
    assert about_article(page)["author"] == "Ann Lee"
    assert to_document(RawArticle(html=page)).author == "Ann Lee"
    assert to_document(RawArticle(html=page, author="Given")).author == "Given"


@pytest.mark.parametrize("script", ["{broken", "[" * 100_000, "null", '{"@type": "Article", "author": {"name": 5}}'])
def test_json_ld_that_says_nothing_is_passed_over(script):
    assert about_article(f'<script type="application/ld+json">{script}</script>') == {}


@pytest.mark.parametrize("odd", ["junk 2019", "<span class='date'>sometime in 2019</span>", "<time>2019</time>"])
def test_the_date_of_a_page_is_not_guessed(odd):
    page = f"<html><body><article><p>{odd}</p><p>{BODY}</p></article></body></html>"
    assert to_document(RawArticle(html=page)).published is None


def test_a_date_in_the_words_of_a_page_is_read():
    page = f"<html><body><article><h1>Bridge opens</h1><p>August 15, 2020</p><p>{BODY}</p></article></body></html>"
    assert to_document(RawArticle(html=page)).published == "2020-08-15"


def test_an_odd_date_loads_no_library_of_every_languages_dates():
    """That costs seconds, once a process."""
    page = f"<article><p class='date'>Vendredi 15 quelque 2019</p><p>{BODY}</p></article>"
    program = (
        "import sys; from quotes.text.clean import to_document; from quotes.models import RawArticle\n"
        f"to_document(RawArticle(html={page!r}))\n"
        "print([name for name in sys.modules if name.startswith('dateparser.data.date_translation')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_id_of_a_file_is_the_same_stored_or_not(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(BODY)
    [raw] = read_paths([path])
    document = to_document(raw)
    assert document.id == file_id(str(path)) and document.file_name == "article"
