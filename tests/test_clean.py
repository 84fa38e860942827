"""Raw text and pages -> documents: what is stored is safe, and offsets go on fitting."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import BadInput, TooLarge
from quotes.models import RawArticle
from quotes.text.clean import clean_text, derive_id, mend_page_text, read_html, to_document
from quotes.text.dates import parse_published

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY_TEXT)
def test_plain_text_keeps_its_length_and_becomes_storable(text):
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert "\0" not in cleaned and "\r" not in cleaned
    assert json.loads(json.dumps(cleaned)) == cleaned
    cleaned.encode("utf-8")


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANY_TEXT.filter(str.isprintable))
def test_a_clean_text_comes_back_as_it_is(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("“Go,” she said.\r\n\r\nHe went.", "“Go,” she said. \n \nHe went."),
        ("one\rtwo\u2028three\u2029four", "one\ntwo\nthree\nfour"),
        ("a\0b\x07c\td", "a b c\td"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\ufeffstart", " start"),
        (
            "non-breaking\u00a0space, soft\u00adhyphen and é stay",
            "non-breaking\u00a0space, soft\u00adhyphen and é stay",
        ),
    ],
)
def test_characters_that_cannot_stay_are_replaced_one_for_one(raw, cleaned):
    assert clean_text(raw) == cleaned


PAGE = """<html><head><title>Tides | The Ferry Post</title>
<meta property="og:title" content="Tides rise"><meta property="og:site_name" content="The Ferry Post">
<meta name="author" content="Ada Quill"><meta property="article:published_time" content="2021-03-04T05:06:07Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Tides rise</h1>
<p>“The water\u00a0came <em>fast</em>,” <a href="/olga">Olga Mar</a> said.</p>
<p>“We ran,”<br>she added.</p><script>alert("no")</script></article></body></html>"""


def test_a_page_gives_its_paragraphs_and_what_it_says_of_itself():
    document = to_document(RawArticle(html=PAGE))
    assert document.text.split("\n") == [
        "Tides rise",
        "“The water came fast,” Olga Mar said.",
        "“We ran,”",
        "she added.",
    ]
    assert (document.title, document.outlet, document.author) == ("Tides rise", "The Ferry Post", "Ada Quill")
    assert document.published == "2021-03-04"


def test_what_was_given_wins_over_what_the_page_says():
    document = to_document(RawArticle(html=PAGE, id="mine", title="Given", published="2020-01-02", outlet="Other"))
    assert (document.id, document.title, document.published, document.outlet) == (
        "mine",
        "Given",
        "2020-01-02",
        "Other",
    )


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>“Go,” she <a href=x>said</a>.</p><p>“No,” <b>he</b> said.</p>", ["“Go,” she said.", "“No,” he said."]),
        ("“Go,” she said.<br>“No,” he said.", ["“Go,” she said.", "“No,” he said."]),
        ("<div>“Go,” she said.</div><div>“No,” he said.", ["“Go,” she said.", "“No,” he said."]),
        ("<blockquote>“Go,” she said.</blockquote>", ["“Go,” she said."]),
    ],
)
def test_a_piece_of_markup_keeps_its_paragraphs_and_never_breaks_at_a_link(html, lines):
    assert to_document(RawArticle(html=html)).text.split("\n") == lines


def test_text_of_a_page_is_composed_and_its_spaces_are_plain():
    decomposed = "Tijano\u0301vskaya\u200b  sa\u00adid\u00a0so\n\n\nand left "
    assert mend_page_text(decomposed) == "Tijanóvskaya said so\nand left"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (None, None),
        ("  ", None),
        ("2020-08-15", "2020-08-15"),
        ("20200815", "2020-08-15"),
        ("2020-08-15 10:00", "2020-08-15T10:00:00"),
        ("2020-08-15T10:00:00Z", "2020-08-15T10:00:00Z"),
        ("2020-08-15T01:00:00+03:00", "2020-08-14T22:00:00Z"),
        ("Sat, 15 Aug 2020 10:00:00 +0200", "2020-08-15T08:00:00Z"),
    ],
)
def test_dates_are_stored_so_that_they_sort(written, stored):
    assert parse_published(written) == stored


@pytest.mark.parametrize("written", ["yesterday", "2020", "2020-13-01", "0001-01-01T00:00:00+05:00"])
def test_a_date_that_cannot_be_read_is_refused_with_the_mend(written):
    with pytest.raises(BadInput, match=r"2020-08-15|years"):
        parse_published(written)


def test_an_id_follows_the_url_else_the_words_and_not_their_spacing():
    one = to_document(RawArticle(text="“Go,” she said.\r\nShe left."))
    other = to_document(RawArticle(text="“Go,” she said.\nShe left."))
    assert one.id == other.id and one.id.startswith("a") and len(one.id) == 13
    assert derive_id("x", "https://example.org/1") == derive_id("y", "https://example.org/1")
    assert derive_id("x") != derive_id("y")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (RawArticle(), BadInput),
        (RawArticle(text=""), BadInput),
        (RawArticle(text=" \n\0 "), BadInput),
        (RawArticle(html="<script>a</script>"), BadInput),
        (RawArticle(text="x", id="i" * 201), BadInput),
        (RawArticle(text="x", title="t" * 2001), BadInput),
        (RawArticle(text="x" * 101), TooLarge),
        (RawArticle(html="<p>" + "x" * 101), TooLarge),
    ],
)
def test_what_cannot_be_read_is_refused(raw, error):
    with pytest.raises(error) as caught:
        to_document(raw, max_chars=100)
    assert str(caught.value)[0].isupper() and str(caught.value).endswith(".")


def test_metadata_is_kept_on_one_line_and_storable():
    document = to_document(RawArticle(text="x", id=" a\n1 ", title="Two\r\nlines\0", author="", outlet="\ud800"))
    assert (document.id, document.title, document.author, document.outlet) == ("a 1", "Two lines", None, "\ufffd")


@pytest.mark.parametrize(
    ("markup", "what"), [('<a href="/x">word</a> ' * 16_000, "links"), ("<b>word</b> " * 40_000, "tags")]
)
def test_a_page_of_more_markup_than_any_article_is_refused_at_once(markup, what):
    html = f"<html><body><article><p>{markup}</p></article></body></html>"
    with pytest.raises(TooLarge, match=f"{what} and the limit is"):
        read_html(html, RawArticle(html=html))
