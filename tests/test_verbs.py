"""Which words report, and who the subject of a verb is, on parses built by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.subjects import is_passive, subject_of
from quotes.attribution.verbs import is_cue, is_cue_noun, is_document, is_speech_verb, is_stance_verb
from quotes.lexicon import words

VOCAB = spacy.blank("en").vocab


def doc(notation: str) -> Doc:
    """Tokens as `word/POS/TAG/dep/head/lemma`; the lemma may be left out."""
    cells = [[*cell.split("/"), ""][:6] for cell in notation.split()]
    return Doc(
        VOCAB,
        words=[cell[0] for cell in cells],
        pos=[cell[1] for cell in cells],
        tags=[cell[2] for cell in cells],
        deps=[cell[3] for cell in cells],
        heads=[int(cell[4]) for cell in cells],
        lemmas=[cell[5] or cell[0].lower() for cell in cells],
    )


SAID = doc("Lopez/PROPN/NNP/nsubj/1 said/VERB/VBD/ROOT/1/say")
PUT_IT = doc("Lopez/PROPN/NNP/nsubj/1 put/VERB/VBD/ROOT/1 it/PRON/PRP/dobj/1")
PUT = doc("Lopez/PROPN/NNP/nsubj/1 put/VERB/VBD/ROOT/1 bricks/NOUN/NNS/dobj/1/brick")
SMILED = doc("Lopez/PROPN/NNP/nsubj/1 smiled/VERB/VBD/ROOT/1/smile and/CCONJ/CC/cc/1 said/VERB/VBD/conj/1/say")
SAYING = doc("Lopez/PROPN/NNP/nsubj/1 left/VERB/VBD/ROOT/1/leave saying/VERB/VBG/advcl/1/say")
WHO = doc("Lopez/PROPN/NNP/ROOT/0 who/PRON/WP/nsubj/2 said/VERB/VBD/relcl/0/say")
AGENT = doc(
    "It/PRON/PRP/nsubjpass/2 was/AUX/VBD/auxpass/2/be called/VERB/VBN/ROOT/2/call by/ADP/IN/agent/2 "
    "Lopez/PROPN/NNP/pobj/3"
)
QUOTED = doc("Lopez/PROPN/NNP/nsubjpass/2 was/AUX/VBD/auxpass/2/be quoted/VERB/VBN/ROOT/2/quote")
STATEMENT = doc(
    "Lopez/PROPN/NNP/nsubj/1 issued/VERB/VBD/ROOT/1/issue a/DET/DT/det/3 statement/NOUN/NN/dobj/1 "
    "saying/VERB/VBG/acl/3/say"
)


def test_verbs_of_saying_and_of_judging_are_told_apart():
    assert is_speech_verb(SAID[1])
    assert not is_stance_verb(SAID[1])
    assert is_stance_verb(AGENT[2])
    assert is_cue(AGENT[2])
    assert not is_cue(SAID[0])


def test_some_verbs_report_only_with_their_particle():
    assert is_speech_verb(PUT_IT[1])
    assert not is_speech_verb(PUT[1])


def test_nouns_that_report_and_things_that_carry_words():
    claim = doc("claim/NOUN/NN/ROOT/0 bricks/NOUN/NNS/dep/0/brick")
    assert is_cue_noun(claim[0])
    assert not is_cue_noun(claim[1])
    assert is_document(STATEMENT[3])
    assert not is_document(claim[1])


@pytest.mark.parametrize(
    ("parsed", "verb", "subject"),
    [
        (SAID, 1, "Lopez"),
        (SMILED, 3, "Lopez"),
        (SAYING, 2, "Lopez"),
        (WHO, 2, "who"),
        (AGENT, 2, "Lopez"),
        (QUOTED, 2, "Lopez"),
        (STATEMENT, 4, "Lopez"),
    ],
)
def test_the_subject_is_found_through_participles_coordination_and_the_passive(parsed: Doc, verb: int, subject: str):
    found = subject_of(parsed[verb])
    assert found is not None
    assert found.text == subject


def test_a_passive_without_an_agent_has_no_speaker():
    called = doc("It/PRON/PRP/nsubjpass/2 was/AUX/VBD/auxpass/2/be called/VERB/VBN/ROOT/2/call")
    assert is_passive(called[2])
    assert subject_of(called[2]) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mayor/NOUN/NN/ROOT/0", True),
        ("Lopez/PROPN/NNP/ROOT/0", True),
        ("she/PRON/PRP/ROOT/0", True),
        ("report/NOUN/NN/ROOT/0", True),
        ("word/NOUN/NN/ROOT/0", False),
        ("there/PRON/EX/ROOT/0", False),
        ("Tuesday/PROPN/NNP/ROOT/0", False),
        ("quickly/ADV/RB/ROOT/0", False),
    ],
)
def test_who_can_speak(word: str, expected: bool):
    assert can_speak(doc(word)[0]) is expected


def test_a_mention_is_the_noun_phrase_without_its_apposition():
    parsed = doc(
        "Mayor/PROPN/NNP/compound/2 Ana/PROPN/NNP/compound/2 Lopez/PROPN/NNP/nsubj/6 ,/PUNCT/,/punct/2 "
        "a/DET/DT/det/5 builder/NOUN/NN/appos/2 said/VERB/VBD/ROOT/6/say"
    )
    first, last = mention_of(parsed[2])
    assert parsed[first.i : last.i + 1].text == "Mayor Ana Lopez"


@pytest.mark.parametrize("name", ["speech_verbs", "stance_verbs", "cue_nouns", "silent_nouns", "documents"])
def test_cue_lists_hold_lower_case_words(name: str):
    assert len(words(name)) > 100
    assert all(word == word.strip().lower() and " " not in word for word in words(name))
