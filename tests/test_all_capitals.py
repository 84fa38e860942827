"""Articles in capitals throughout are read as if they were not, and served as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotes
from quotes.attribution.english_words import english_words
from quotes.attribution.parser import load
from quotes.coreference import capitals
from quotes.engine import Extractor
from quotes.text.all_capitals import in_small_letters


def read(text: str) -> str:
    letters = list(text)
    for start, end, word in in_small_letters(text, english_words(load())):
        letters[start:end] = word
    return "".join(letters)


@pytest.mark.parametrize(
    "written",
    [
        "Mayor Petra Voss said on Monday he would not resign.",
        '"I have done nothing wrong," said Petra Voss, the mayor. "Let them sue."',
        "President Aleksander Nowak, in power since 1994, told NATO and the U.S. that nobody wanted war.",
        "“We don't want it,” Mr. Rose of New York told the FBI.",
        "Anna King's lawyer, James O'Brien, said that he'd been there on Aug. 9 in Minsk.",
        "Mark Grant, a fisherman, was hit by a Russian car: “I've seen worse,” Grant said.",
        "She added:",
    ],
)
def test_names_keep_their_capitals_and_words_lose_them(written: str) -> None:
    assert read(written.upper()) == written


def test_a_wrapped_line_goes_on_with_its_sentence() -> None:
    written = (
        "The mayor of the town, Petra Voss, said on Monday that the\nharbour would stay shut until the year was out."
    )
    assert read(written.upper()) == written


@pytest.mark.parametrize(
    "text", ["MAYOR QUITS AFTER VOTE", "THE BBC SAID SO. Nobody else did so, as we know.", "", "漢字 12"]
)
def test_headlines_and_other_texts_stay(text: str) -> None:
    assert read(text) == text


def test_the_quotes_of_an_article_in_capitals_have_names_and_their_own_words() -> None:
    text = (
        "THE MAYOR OF LEEDS, PETRA VOSS, SAID ON MONDAY: “WE WILL NOT PAY FOR THIS.”\n\nSHE ADDED: “NOT A CENT.”\n\n"
        "“WE WILL SEE,” SAID JACK O'DELL, A LAWYER FOR THE STATE."
    )
    found = quotes.extract(text)
    assert [(quote.text, quote.speaker and quote.speaker.name) for quote in found] == [
        ("WE WILL NOT PAY FOR THIS.", "Petra Voss"),
        ("NOT A CENT.", "Petra Voss"),
        ("WE WILL SEE,", "Jack O'Dell"),
    ]
    for quote in found:
        assert quote.speaker is not None and quote.speaker.mention is not None
        for part in (*quote.parts, quote.speaker.mention):
            assert text[part.start : part.end] == part.text


@given(st.text(alphabet="AB SAID.İŉǅß“”'\n:,9", max_size=80))
def test_every_word_keeps_its_place_and_length(text: str) -> None:
    end = 0
    for start, stop, word in in_small_letters(text, lambda word: frozenset()):
        assert start >= end and stop - start == len(word)
        assert text[start:stop].lower() == word.lower()
        end = stop


def test_an_article_in_capitals_leaves_nothing_of_its_length_behind() -> None:
    remembered = capitals._parts.remembers  # type: ignore[attr-defined]
    remembered.cache_clear()
    Extractor().extract("Ana Lopez " * 2_000)
    assert remembered.cache_info().currsize == 0
    Extractor().extract("In May Ana Lopez came.")
    assert remembered.cache_info().currsize > 0
