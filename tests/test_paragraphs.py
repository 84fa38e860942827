"""Paragraphs, also where their breaks were lost on the way."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.text.paragraphs import LONG, MAX_CHARS, paragraphs
from quotes.text.quotation_marks import quoted_spans

NEWSY = st.text(st.sampled_from("abcdefgh ABC.,!?\"“”\n'’"), max_size=3_000)


def cut(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in paragraphs(text, quoted_spans(text))]


def test_line_ends_are_paragraphs_and_blank_ones_are_none():
    assert cut("One.\n\nTwo.\n   \nThree.") == ["One.", "Two.", "Three."]


FILLER = "The road had been closed since Monday and the buses went another way. " * 15


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        # a new voice opens a paragraph
        ("It was late. “We are tired,” said Ann Lee. The mayor left.", ["“We are tired,”", "The mayor left."]),
        # speech goes on after its attribution in the same paragraph
        ("It was late. “We are tired,” said Ann Lee. “We want to go home.” The mayor left.", ["The mayor left."]),
        # two quotations side by side have two voices
        ("It was late. “We are tired.” “So am I.” The mayor left.", ["“We are tired.”", "“So am I.”"]),
    ],
)
def test_a_long_line_is_cut_where_a_reporter_would_begin_a_paragraph(line: str, opens: list[str]):
    pieces = cut(FILLER + line)
    for opening in opens:
        assert any(piece.startswith(opening) for piece in pieces), pieces


def test_speech_that_goes_on_is_not_cut_off_its_attribution():
    pieces = cut(FILLER + "It was late. “We are tired,” said Ann Lee. “We want to go home.” The mayor left.")
    assert "“We are tired,” said Ann Lee. “We want to go home.”" in pieces


@pytest.mark.parametrize("title", ["Mr.", "Sen.", "Lt.", "J."])
def test_an_abbreviation_ends_no_sentence(title: str):
    pieces = cut(FILLER + f"Then {title} Smith told us “no” and {title} Brown told us “yes” and left.")
    assert any(f"{title} Smith" in piece and f"{title} Brown" in piece for piece in pieces)


def test_a_short_paragraph_is_left_as_it_is():
    text = "“Yes,” said Ann. He left. “No,” said Bob."
    assert len(text) < LONG
    assert cut(text) == [text]


@given(NEWSY)
def test_paragraphs_partition_the_text(text: str):
    found = quoted_spans(text)
    ranges = paragraphs(text, found)
    covered = "".join(text[start:end] for start, end in ranges)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(ranges))
    for start, end in ranges:
        assert not any(span.outer_start < cut < span.outer_end for span in found for cut in (start, end))


def test_one_huge_line_comes_in_pieces():
    ranges = paragraphs("word " * 100_000, ())
    assert max(end - start for start, end in ranges) <= MAX_CHARS
