"""Whether two quotes are one utterance: pairs of words."""

from __future__ import annotations

import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.min_hash import signature
from quotes.matching.utterance import Speakers, differences, filed_under, one_utterance, words_of

WHOLE = "There is a need to contact Putin so that I can talk to him now, because it is not a threat to just us anymore."
PLEDGE = "We will rebuild every bridge that the flood has carried away before the first snow falls"


@pytest.mark.parametrize(
    ("a", "b", "speakers", "same"),
    [
        # copies and light variants
        (WHOLE, WHOLE.upper(), "same", True),
        (WHOLE, WHOLE.replace("it is", "it’s").replace("anymore", "any more"), "same", True),
        (PLEDGE, PLEDGE.replace("carried away", "swept away"), "unknown", True),
        # cuts: the beginning, the middle, with words left out
        ("There is a need to contact Putin", WHOLE, "same", True),
        ("a need to contact Putin so that I can talk to him now", WHOLE, "unknown", True),
        ("We will rebuild every bridge ... before the first snow falls", PLEDGE, "same", True),
        # the same words in two mouths: only when there are many, and telling ones
        (PLEDGE, PLEDGE, "different", True),
        ("I do not think that this is the case", "I do not think that this is the case", "different", False),
        ("Thank you very much", "Thank you very much", "different", False),
        ("Thank you very much", "Thank you very much", "unknown", False),
        ("Thank you very much", "Thank you very much", "same", True),
        ("Yes", "Yes", "unknown", False),
        # few words within a long quote are chance
        ("this is not", "I have said that this is not what I meant by it", "same", False),
        # other words
        (WHOLE, PLEDGE, "same", False),
        ("We will win the war this year", "We will win the vote next week", "same", False),
        ("I am proud of what my team has done today", "I am proud of what my country has done for you", "same", False),
    ],
)
def test_one_utterance_or_two(a: str, b: str, speakers: Speakers, same: bool) -> None:
    for mine, theirs in ((a, b), (b, a)):
        assert one_utterance(words_of(mine), words_of(theirs), speakers) is same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (WHOLE, WHOLE.lower()),
        ("There is a need to contact Putin", WHOLE),
        ("I can talk to him now, because it is", WHOLE),
        (PLEDGE, PLEDGE.replace("carried away", "swept away")),
        ("We will rebuild each bridge that the floods have carried away before the first snow falls", PLEDGE),
    ],
)
def test_copies_and_cuts_are_filed_together(a: str, b: str) -> None:
    assert filed_under(words_of(a)) & filed_under(words_of(b))


def test_the_differences_word_by_word() -> None:
    said = [(c.op, c.words, c.instead) for c in differences("We will never give up", "We shall never, ever give up")]
    assert said == [
        ("same", "We", None),
        ("changed", "will", "shall"),
        ("same", "never", None),
        ("added", "ever", None),
        ("same", "give up", None),
    ]


TEXT = st.lists(st.sampled_from(["we", "the", "will", "not", "bridge", "flood", "Putin", "say"]), max_size=30).map(
    " ".join
)


@given(TEXT, TEXT)
def test_differences_tell_both_texts_whole(a: str, b: str) -> None:
    changes = differences(a, b)
    assert " ".join(c.words for c in changes if c.op != "added") == a
    mine = [c.words if c.op in ("same", "added") else c.instead for c in changes]
    assert " ".join(words for words in mine if words) == b


@given(TEXT, TEXT, st.sampled_from(["same", "unknown", "different"]))
def test_it_does_not_matter_which_comes_first(a: str, b: str, speakers: Speakers) -> None:
    assert one_utterance(words_of(a), words_of(b), speakers) == one_utterance(words_of(b), words_of(a), speakers)


@given(TEXT)
def test_the_less_is_known_of_the_speakers_the_more_it_takes(a: str) -> None:
    words = words_of(a)
    judged = [one_utterance(words, words, speakers) for speakers in ("same", "unknown", "different")]
    assert judged == sorted(judged, reverse=True)


@given(st.lists(st.binary(max_size=12), min_size=1, max_size=40), st.integers(1, 40))
def test_signatures_are_those_that_datasketch_gives(said, numbers):
    known = MinHash(num_perm=numbers, seed=1)
    known.update_batch(said)
    assert signature(said, numbers) == known.hashvalues.tolist()
