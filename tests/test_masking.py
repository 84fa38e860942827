"""Masked paragraphs, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.text.masking import CLAUSE, masked_paragraphs
from quotes.text.quotation_marks import quoted_spans


def frame_of(text: str):
    (paragraph,) = masked_paragraphs(text, quoted_spans(text))
    return paragraph


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("“We are all very tired of this rain,” said Ann Lee.", f"“{CLAUSE},” said Ann Lee."),
        ('"We are all very tired of this rain," said Ann Lee.', f"“{CLAUSE},” said Ann Lee."),
        ("Ann Lee said: “We are all tired.”", f"Ann Lee said: “{CLAUSE}.”"),
        ("“Are we not all very tired?” she asked.", f"“{CLAUSE},” she asked."),
        ("Ann Lee called it “a bad day” for all.", "Ann Lee called it “a bad day” for all."),
        (
            "She said it was “a day so bad that nobody who saw it will ever forget how it rained”.",
            "“a day so bad that nobody”",
        ),
    ],
)
def test_speech_is_masked_and_a_fragment_keeps_its_grammar(text: str, masked: str):
    assert masked in frame_of(text).text


@given(
    st.lists(
        st.sampled_from(["“We go home now,”", " said Ann", " ", "no “such thing” here. ", '"', "x", "”", "\n", "’s"]),
        max_size=30,
    )
)
def test_what_lies_outside_the_masks_maps_back_exactly(pieces: list[str]):
    text = "".join(pieces)
    for paragraph in masked_paragraphs(text, quoted_spans(text)):
        masked = [offset for start, end in paragraph.masks for offset in range(start, end)]
        for offset, character in enumerate(paragraph.text):
            if offset not in masked and not character.isspace():
                assert text[paragraph.to_source(offset)] == character


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("MINSK -- A defiant mayor said “no” again.", "A defiant"),
        ("TBILISI (Reuters) - The mayor said “no” again.", "The mayor"),
        ("NEW YORK, Nov. 3 (AP) — The mayor said “no” again.", "The mayor"),
        ("Mumbai: The High Court said “no” again.", "The High"),
        ("Chennai/New Delhi, May 3: The High Court said “no” again.", "The High"),
        ("Reacting, the minister’s aide said “no” again.", "Reacting"),
        ("Reacting, Roe’s aide said “no” again.", "Roe’s aide"),
        ("Speaking further, Ann Lee said “no” again.", "Ann Lee"),
        # a speaker's label, and names that end as participles do
        ("Marston: The High Court said “no” again.", "Marston: "),
        ("Fleming, Ann Lee’s aide, said “no” again.", "Fleming"),
        ("Beijing, Moscow and Delhi said “no” again.", "Beijing"),
        ("EU - wide rules are “odd”, said Ann Lee.", "EU - wide"),
        ("ANN LEE said “no” again.", "ANN LEE"),
        ("Minsk - the capital - was “calm”.", "Minsk"),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, begins: str):
    assert frame_of(text).text.startswith(begins)


def test_a_dash_the_tokenizer_does_not_know_is_read_as_one():
    assert "public — Lee said" in frame_of("It was made public ― Lee said it was “bad”.").text


@given(st.text(max_size=400))
def test_every_stretch_has_one_slot(text: str):
    found = quoted_spans(text)
    numbers = [number for paragraph in masked_paragraphs(text, found) for number in paragraph.spans]
    assert numbers == list(range(len(found)))
