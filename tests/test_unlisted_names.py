"""Given names that no list has, beside a known surname or in a headline; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

import quotes
from quotes.attribution.english_words import english_words
from quotes.attribution.parser import load
from quotes.coreference.unlisted_names import may_be_a_given_name
from tests.test_whom_it_means import marked_range, named

BESIDE_ANOTHER = (
    # a second bearer of a surname, whose given name opens a sentence, is somebody else
    ("Tom Roe sat in his car. Gadatez Roe was heard yelling. “No,” ⟨she⟩ said.", "Gadatez Roe"),
    ("Tom Roe was president. Jebor Roe came later. “No,” said ⟨Jebor Roe⟩.", "Jebor Roe"),
    # a word of English, a place or an office before a surname is none of the name
    ("Tom Roe came. Crooked Roe lost it all. “No,” ⟨he⟩ said.", "Tom Roe"),
    ("Tom Roe came. Chasing Roe they ran. “No,” ⟨he⟩ said.", "Tom Roe"),
    ("Tom Roe came. Cornwall Roe left. “No,” said ⟨Roe⟩.", "Tom Roe"),
    # a double surname behind its given name is one person's
    ("Tom Ekeltan Roe came. Ekeltan Roe left. “No,” said ⟨Ekeltan Roe⟩.", "Tom Ekeltan Roe"),
)

HEADLINES = (
    ("Vikikef Brode Goes After Council As Vote Nears\n\nA vote is near. “No,” ⟨Brode⟩ said.", "Vikikef Brode"),
    ("Watch Vikikef Brode Talk About Council Vote\n\nA vote is near. “No,” ⟨Brode⟩ said.", "Vikikef Brode"),
    ("Angry Brode Goes After Council As Vote Nears\n\nA vote is near. “No,” ⟨Brode⟩ said.", "Brode"),
)

NO_BODIES = (
    # the article before a surname is that of the noun behind it
    ("That is what the Brode campaign hopes. A vote is near. “No,” ⟨Brode⟩ said.", "person"),
    ("That is what the Brode family hopes. A vote is near. “No,” ⟨Brode⟩ said.", "person"),
    ("They showed it to Speaker of the House Turu Brode. “No,” ⟨Brode⟩ said.", "person"),
    ("They met at the Brode. A vote is near. “No,” ⟨Brode⟩ said.", "organization"),
)


def kind_of(marked: str) -> str | None:
    text, mention = marked_range(marked)
    return quotes.read(text).people.who(mention).type


@pytest.mark.parametrize(("marked", "name"), (*BESIDE_ANOTHER, *HEADLINES))
def test_who_it_is(marked: str, name: str) -> None:
    assert named(marked) == name


@pytest.mark.parametrize(("marked", "kind"), NO_BODIES)
def test_what_it_is(marked: str, kind: str) -> None:
    assert kind_of(marked) == kind


@pytest.mark.parametrize("word", ("Vikikef", "Gadatez", "Jebor"))
def test_a_word_that_no_list_has_may_be_a_given_name(word: str) -> None:
    assert may_be_a_given_name(word, english_words(load()))


# a verb, an adjective, a place, an office, capitals, a word glued to another, one with a digit, an initial
@pytest.mark.parametrize("word", ("Chasing", "Crooked", "Cornwall", "Mayor", "VIKIKEF", "ShareVikikef", "Vik9", "Vi"))
def test_other_words_are_no_given_names(word: str) -> None:
    assert not may_be_a_given_name(word, english_words(load()))
