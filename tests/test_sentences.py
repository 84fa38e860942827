"""Where sentences end: the one cut that marks, paragraphs, people and context share."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import lexicon
from quotes.coreference.grammatical_role import sentence_starts
from quotes.text.context import context
from quotes.text.sentences import ends_sentence, sentence_ends


def pieces(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in sentence_ends(text, 0, len(text))), len(text)]
    return [text[start:end].strip() for start, end in itertools.pairwise(cuts)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "It stopped."],
        ["Was it over?", "Nobody knew!", "The lamps went out…", "They went home."],
        ["“It rained.”", "“It did not.”", "They agreed."],
        ["(It had rained.)", "[Applause.]", "2,000 people came."],
        ["Mr. Roe, Lt. Gov. Ida Poe and J. P. Coe came.", "Nobody else did."],
        ["The U.S. Supreme Court sat on Nov. 4 in St. Louis.", "It rose at noon."],
        ["She paid 4.50 for it, i.e. too much.", "He paid less."],
        ["What did I say?", "So did I.", "So did she."],
        # a word is no short form because one is written like it
        ["She fell ill.", "He came to the mass.", "It was a near miss.", "The priest said no.", "He showed his card."],
        ["She lives in Springfield, Ill. and came on Mar. 3 to see Card. Roe at no. 5.", "It rained."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert pieces(" ".join(sentences)) == sentences


def test_quoted_words_that_are_hidden_end_sentences_as_they_did() -> None:
    view = "He left. \x01\x01\x01\x01.\x01 Ann Roe said.\n\x01\x01?\x01 she asked."
    assert [view[at : at + 3] for at in sentence_starts(view)] == ["He ", "\x01\x01\x01", "Ann", "\x01\x01?"]


@pytest.mark.parametrize(
    ("before", "ends"),
    [("It rained. ", True), ("“It rained!” ", True), ("It rained, ", False), ("it rained", False), ("", False)],
)
def test_what_ends_a_sentence(before: str, ends: bool) -> None:
    assert ends_sentence(before, 0, len(before)) is ends


def test_what_stands_before_the_start_does_not_count() -> None:
    text = "It rained. "
    assert not ends_sentence(text, text.index(" ", 4), len(text))


@given(st.text(alphabet="ab A.!?”“\x01\n", max_size=60))
def test_ends_are_in_order_and_between_words(text: str) -> None:
    last = 0
    for match in sentence_ends(text, 0, len(text)):
        assert match.start() >= last
        assert match.group(1).isspace()
        assert not text[match.end()].isspace()
        last = match.end()


def test_no_short_form_is_listed_twice() -> None:
    assert not lexicon.words("abbreviations") & lexicon.words("dotted_titles")


def test_context_is_cut_at_sentences_and_not_at_a_title() -> None:
    """The words before began at "Roe had said no." when a title's full stop was taken for an end."""
    quote = "“We stay,” Ann Poe said."
    before = f"{'Nobody came out of the long night. ' * 6}Then Mr. Roe had said no. "
    after = f" Dr. Coe agreed with her. {'The night went on for very long. ' * 8}"
    text = before + quote + after
    start, end = text.index("“"), text.index("”") + 1
    shown, behind = context(text, start, end)
    assert shown.startswith("Nobody came") and shown.endswith("Then Mr. Roe had said no. ")
    assert behind.startswith(" Ann Poe said. Dr. Coe agreed") and behind.endswith("very long.")
    text = "x" * 300 + ". Mr. Roe, as we are told, left at four. “No,” he said."
    shown, _ = context(text, text.index("“"), text.index("”") + 1)
    assert shown == "Mr. Roe, as we are told, left at four. "
