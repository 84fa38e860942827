"""Quotations that a page marks by its tags alone are read as a reader of the page sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotes
from quotes.models import RawArticle
from quotes.text.clean import to_document
from quotes.text.quoting_markup import with_quotation_marks

BEFORE, AFTER = "<p>The mayor of Leeds answered on Monday.</p>", "<p>It was late when the council rose.</p>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p><q>We are ready,</q> Ana Lopez said.</p>", [("We are ready,", "Ana Lopez")]),
        ("<p><q>“We are ready,”</q> Ana Lopez said.</p>", [("We are ready,", "Ana Lopez")]),
        ("<p>Ana Lopez said: <q>He told us <q>never</q> to go.</q></p>", [("He told us ‘never’ to go.", "Ana Lopez")]),
        (
            "<blockquote><p>Nobody knows what comes.</p><footer>Ana Lopez, mayor</footer></blockquote>",
            [("Nobody knows what comes.", "Ana Lopez")],
        ),
        (
            "<blockquote>Nobody knows what comes. <cite>— Ana Lopez</cite></blockquote>",
            [("Nobody knows what comes.", "Ana Lopez")],
        ),
        (
            "<figure><blockquote><p>Nobody knows <i>what</i> comes.</p></blockquote>"
            "<figcaption>Ana Lopez, in <cite>Letters Home</cite></figcaption></figure>",
            [("Nobody knows what comes.", "Ana Lopez")],
        ),
        (
            '<blockquote class="twitter-tweet"><p>We stay <a href="x">here</a></p>&mdash; Ana Lopez (@ana) '
            '<a href="x">May 4, 2020</a></blockquote>',
            [("We stay here", "Ana Lopez")],
        ),
        (
            "<p>Ana Lopez wrote:</p><blockquote><p>We stay.</p><p>We <b>all</b> do.</p></blockquote>",
            [("We stay. We all do.", "Ana Lopez")],
        ),
        # what is in marks already keeps its own, and a quotation inside keeps its place
        ("<blockquote><p>“We stay here,” Ana Lopez said.</p></blockquote>", [("We stay here,", "Ana Lopez")]),
        (
            "<blockquote><p>“Nobody knows what comes.”</p><footer>Ana Lopez</footer></blockquote>",
            [("Nobody knows what comes.", "Ana Lopez")],
        ),
    ],
)
def test_what_tags_mark_is_a_quotation(html: str, said: list[tuple[str, str]]) -> None:
    text = to_document(RawArticle(html=BEFORE + html + AFTER)).text
    assert [(quote.text, quote.speaker and quote.speaker.name) for quote in quotes.extract(text)] == said
    assert text.startswith("The mayor") and text.endswith("council rose.")


@pytest.mark.parametrize(
    "html",
    [
        "<p>No marks at all, and a < b.</p>",
        "<blockquote><p>Words of the article, set large once more.</p></blockquote>",  # nobody says that it quotes
        "<blockquote><p>Indented.</p><footer>" + "A whole paragraph stands under it. " * 6 + "</footer></blockquote>",
    ],
)
def test_a_page_that_quotes_nobody_stays_as_it_is(html: str) -> None:
    assert with_quotation_marks(html) == html


TAGS = ["<q>", "</q>", "<blockquote>", "</blockquote>", "<footer>", "</footer>", "<cite>", "<figure>", "<figcaption>"]
WORDS = ["<p>", "</p>", "— Ana", "Go.", "<!-- x -->", "\0", "“", "&mdash;"]


@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=25))
def test_no_markup_fails_or_loses_a_word(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert with_quotation_marks(html).count("Go.") == html.count("Go.")


def test_many_quotations_are_marked_and_deep_ones_do_no_harm() -> None:
    wide = "<blockquote><p>Go.</p><cite>Ana</cite></blockquote>" * 3_000
    assert with_quotation_marks(wide).count("“Go.”") == 3_000
    deep = "<blockquote><q>" * 3_000 + "Go." + "</q></blockquote>" * 3_000  # parsers give up below some 250 tags
    assert with_quotation_marks(f"<p>Stay.</p>{deep}").count("Stay.") == 1
