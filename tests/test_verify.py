"""How a draft's words relate to those on record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.verify import compare, difference, phrases, words

RECORD = "If anyone is unwilling to work and wants to leave, no one will harass you; the door is open."


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        (RECORD, "verbatim"),
        ("if anyone is unwilling to work and wants to leave no one will harass you, the door is open", "verbatim"),
        ("No one will harass you; the door is open.", "truncated"),
        ("If anyone is unwilling to work ... the door is open.", "truncated"),
        ("If anyone is unwilling to work […] no one will harass you", "truncated"),
        ("The door is open. If anyone is unwilling to work", "not-in-corpus"),
        ("If anyone is unwilling to work and wants to leave, everyone will harass you; the door is open.", "altered"),
        ("No one will ever harass you; the door is open.", "altered"),
        ("The weather in the capital will be fine tomorrow.", "not-in-corpus"),
        ("", "not-in-corpus"),
        ("…", "not-in-corpus"),
    ],
)
def test_the_relation_of_a_draft_to_the_record(draft: str, status: str) -> None:
    assert compare(draft, RECORD).status == status


def test_the_difference_leads_from_the_record_to_the_draft() -> None:
    steps = difference("The harbour is wide open", "The old harbour is open")
    assert [(step.op, step.words, step.instead) for step in steps] == [
        ("same", "The", None),
        ("missing", "old", None),
        ("same", "harbour is", None),
        ("added", "", "wide"),
        ("same", "open", None),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_compare(draft: str, recorded: str) -> None:
    comparison = compare(draft, recorded)
    assert 0 <= comparison.share <= 1
    if words(recorded):
        assert compare(recorded, recorded).status in ("verbatim", "not-in-corpus")


@given(st.lists(st.sampled_from(["sun", "moon", "star", "sea", "wind"]), min_size=1, max_size=60))
def test_phrases_are_runs_of_the_words(run: list[str]) -> None:
    text = " ".join(run)
    found = phrases(text)
    assert 1 <= len(found) <= 8
    assert all(phrase in text for phrase in found)
