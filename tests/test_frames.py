"""Masked paragraphs, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.frames import CLAUSE, frames
from quotes.marks import stretches


def frame_of(text: str):
    (frame,) = frames(text, stretches(text))
    return frame


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
    for frame in frames(text, stretches(text)):
        masked = [offset for start, end in frame.slots for offset in range(start, end)]
        for offset, character in enumerate(frame.text):
            if offset not in masked and not character.isspace():
                assert text[frame.to_source(offset)] == character


@given(st.text(max_size=400))
def test_every_stretch_has_one_slot(text: str):
    found = stretches(text)
    numbers = [number for frame in frames(text, found) for number in frame.stretches]
    assert numbers == list(range(len(found)))
