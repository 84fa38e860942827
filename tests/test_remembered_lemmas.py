"""What is remembered of the lemmatizer is what it would find."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

from quotes.attribution import remembered_lemmas
from quotes.attribution.parser import load, parse
from quotes.attribution.remembered_lemmas import RememberingLemmatizer

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
# here: what the rules treat in different ways
WORDS = ["said", "saying", "wolves", "Leaves", "leaves", "was", "better", "Best", "2026", "nothin'", "\n", "“"]
WORDS += ["data", "US", "us", "quicklier"]
PARTS = ["NOUN", "VERB", "AUX", "ADJ", "ADV", "PROPN", "PRON", "PUNCT", "SPACE", "X"]
FORMS = ["", "Number=Sing", "Number=Plur", "VerbForm=Inf", "Degree=Pos", "Degree=Sup", "Tense=Past|VerbForm=Fin"]


@pytest.fixture(scope="module")
def lemmatizer() -> EnglishLemmatizer:
    found = load().get_pipe("lemmatizer")
    assert isinstance(found, EnglishLemmatizer)
    return found


def lemmas(doc: Doc) -> list[str]:
    return [token.lemma_ for token in doc]


def test_the_pipeline_asks_the_memory_in_place_of_the_lemmatizer(lemmatizer: EnglishLemmatizer) -> None:
    assert load().pipe_names[-1] == "quotes_remembering_lemmatizer"
    assert RememberingLemmatizer(lemmatizer).remembers


def test_every_part_of_speech_and_form_gets_the_lemma_it_had(lemmatizer: EnglishLemmatizer) -> None:
    memory = RememberingLemmatizer(lemmatizer)
    for part, form, own in itertools.product(PARTS, FORMS, (False, True)):
        given = ["kept" if own and at % 2 else "" for at in range(len(WORDS))]
        asked, first, again = (
            Doc(lemmatizer.vocab, WORDS, pos=[part] * len(WORDS), morphs=[form] * len(WORDS), lemmas=given)
            for _ in range(3)
        )
        assert lemmas(memory(first)) == lemmas(lemmatizer(asked)), (part, form)
        assert lemmas(memory(again)) == lemmas(asked)


def test_news_gets_the_lemmas_it_had_whatever_came_before(
    lemmatizer: EnglishLemmatizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = load()
    lines = [line for seed in SEEDS for line in seed.read_text("utf-8").splitlines() if line.strip()]
    with nlp.select_pipes(disable=["quotes_remembering_lemmatizer"]):
        docs = parse(nlp, lines)
    expected = [lemmas(lemmatizer(doc.copy())) for doc in docs]
    memory = RememberingLemmatizer(lemmatizer)
    assert [lemmas(memory(doc.copy())) for doc in docs] == expected
    full = len(memory.remembered)
    assert [lemmas(memory(doc.copy())) for doc in reversed(docs)] == expected[::-1]
    assert len(memory.remembered) == full > 500
    monkeypatch.setattr(remembered_lemmas, "MAX_REMEMBERED", 100)
    assert [lemmas(memory(doc.copy())) for doc in docs] == expected
    assert len(memory.remembered) < full


def test_another_lemmatizer_is_asked_itself() -> None:
    class Other(EnglishLemmatizer):
        def rule_lemmatize(self, token: spacy.tokens.Token) -> list[str]:
            return [str(token.i)]

    other = Other(spacy.blank("en").vocab, None, mode="rule")
    other._validated = True
    memory = RememberingLemmatizer(other)
    assert not memory.remembers
    assert lemmas(memory(Doc(other.vocab, ["a", "a"]))) == ["0", "1"]
    assert not memory.remembered
