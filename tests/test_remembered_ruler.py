"""What is remembered of the attribute ruler is what it would answer, for every pattern that the model's ruler has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from quotes.attribution import remembered_ruler
from quotes.attribution.parser import load, parse
from quotes.attribution.remembered_ruler import COMPARABLE, RememberingRuler, view_of

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SET = ("tag", "pos", "morph", "lemma", "dep")
# here: words that no pattern has, and what expressions must tell apart
OTHER_WORDS = ["Senator", "nothin'", "nuthin'", "y'", "y", "all", "n't", "nt", "\n", " ", "-", "2026", "I", "Do"]
PAIRS = [[], ["gon", "na"], ["got", "ta"], ["let", "'s"], ["c'm", "on"], ["ai", "n't"], ["y'", "all"], ["there", "'s"]]


@pytest.fixture(scope="module")
def ruler() -> AttributeRuler:
    """The ruler of the model that is installed, as it came."""
    found = load().get_pipe("attribute_ruler")
    assert isinstance(found, AttributeRuler)
    return found


def conditions(ruler: AttributeRuler) -> Iterator[tuple[int, str, Any]]:
    """Every condition of every pattern: the place beside the token that is changed, the attribute, what is wanted."""
    for entry in ruler.patterns:
        for pattern in entry["patterns"]:
            for position, token in enumerate(pattern):
                for name, wanted in token.items():
                    yield position - entry["index"], name, wanted


def wanted_values(ruler: AttributeRuler, attribute: str) -> list[str]:
    found: set[str] = set()
    for _, name, wanted in conditions(ruler):
        if name == attribute and not isinstance(wanted, bool):
            found.update([wanted] if isinstance(wanted, str) else wanted.get("IN", wanted.get("NOT_IN", [])))
    return sorted(found - {""})


def states(doc: Doc) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(token, name if name == "morph" else f"{name}_")) for name in SET) for token in doc]


def test_the_key_covers_all_that_any_pattern_looks_at(ruler: AttributeRuler) -> None:
    view = view_of(ruler.patterns, ruler.vocab)
    assert view is not None
    looked = list(conditions(ruler))
    assert len(looked) > 250
    for place, name, wanted in looked:
        compared = view[place][COMPARABLE[name]]
        if isinstance(wanted, dict):
            assert set(wanted) <= {"IN", "NOT_IN", "REGEX"}
            for values in (wanted.get("IN", []), wanted.get("NOT_IN", [])):
                assert {ruler.vocab.strings[value] for value in values} <= compared.values
            if "REGEX" in wanted:
                assert wanted["REGEX"] in {one.pattern for one in compared.expressions}
        else:
            assert (int(wanted) if isinstance(wanted, bool) else ruler.vocab.strings[wanted]) in compared.values
    assert set(view) == {0, *(place for place, _, _ in looked)}


def test_the_pipeline_asks_the_memory_in_place_of_the_ruler() -> None:
    names = load().pipe_names
    assert "quotes_remembering_ruler" in names
    assert "attribute_ruler" not in names


@pytest.mark.parametrize("seed", range(4))
def test_any_words_tags_and_relations_get_what_the_ruler_sets(ruler: AttributeRuler, seed: int) -> None:
    chance = random.Random(seed)
    memory = RememberingRuler(ruler)
    words = wanted_values(ruler, "LOWER") + OTHER_WORDS
    tags, deps = [*wanted_values(ruler, "TAG"), "ODD"], [*wanted_values(ruler, "DEP"), "nsubj", "odd", ""]
    for _ in range(150):
        some = [chance.choice(words) for _ in range(chance.randrange(1, 9))] + chance.choice(PAIRS)
        some = [word.upper() if chance.random() < 0.1 else word for word in some]
        tagged, related = [chance.choice(tags) for _ in some], [chance.choice(deps) for _ in some]
        asked, remembered = (Doc(ruler.vocab, words=some, tags=tagged, deps=related) for _ in range(2))
        assert states(memory(remembered)) == states(ruler(asked))


def test_news_gets_what_the_ruler_sets_whatever_came_before(
    ruler: AttributeRuler, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = load()
    lines = [line for seed in SEEDS for line in seed.read_text("utf-8").splitlines() if line.strip()]
    with nlp.select_pipes(disable=["quotes_remembering_ruler", "lemmatizer"]):
        docs = parse(nlp, lines)
    expected = [states(ruler(doc.copy())) for doc in docs]
    memory = RememberingRuler(ruler)
    assert [states(memory(doc.copy())) for doc in docs] == expected
    full = len(memory.remembered)
    assert full > 200
    assert [states(memory(doc.copy())) for doc in reversed(docs)] == expected[::-1]
    assert len(memory.remembered) == full
    # forgetting in the middle changes nothing, and bounds what is kept
    monkeypatch.setattr(remembered_ruler, "MAX_REMEMBERED", 50)
    assert [states(memory(doc.copy())) for doc in docs] == expected
    assert len(memory.remembered) < full


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        ([{"LOWER": "very", "OP": "+"}, {"LOWER": "old"}], {"POS": "ADV"}),
        ([{"LOWER": {"FUZZY": "old"}}], {"POS": "ADV"}),
        ([{"SHAPE": "Xxx"}], {"POS": "ADV"}),
        ([{"TAG": {"REGEX": "^N"}}], {"POS": "ADV"}),
        ([{"_": {"odd": True}}], {"POS": "ADV"}),
        ([{"LENGTH": {">=": 3}}], {"POS": "ADV"}),
        ([{"LOWER": {"REGEX": {"IN": ["^o"]}}}], {"POS": "ADV"}),
        ([{"LOWER": "old"}], {"NORM": "aged"}),
    ],
)
def test_a_ruler_that_looks_at_anything_else_is_asked_itself(
    pattern: list[dict[str, Any]], sets: dict[str, str]
) -> None:
    Doc.set_extension("odd", default=None, force=True)
    spacy.tokens.Token.set_extension("odd", default=True, force=True)
    ruler = AttributeRuler(spacy.blank("en").vocab)
    ruler.add([pattern], sets)
    memory = RememberingRuler(ruler)
    assert memory.view is None
    words = ["Her", "very", "very", "old", "oldd", "New", "hat"]
    for _ in range(2):
        asked, remembered = Doc(ruler.vocab, words=words), Doc(ruler.vocab, words=words)
        assert states(memory(remembered)) == states(ruler(asked))
    assert not memory.remembered


def test_a_place_of_any_word_is_told_from_the_end_of_the_text() -> None:
    ruler = AttributeRuler(spacy.blank("en").vocab)
    ruler.add([[{"LOWER": "old"}, {}, {"LOWER": {"NOT_IN": ["hat"]}}]], {"POS": "ADV"})
    ruler.add([[{"LOWER": {"NOT_IN": ["hat"]}}, {"LOWER": "old"}]], {"TAG": "X"}, index=-1)
    memory = RememberingRuler(ruler)
    assert memory.view is not None
    for words in ("old", "old one", "old one hat", "old one cap", "hat old", "cap old hat cap", "old old old"):
        asked, remembered = (Doc(ruler.vocab, words=words.split()) for _ in range(2))
        assert states(memory(remembered)) == states(ruler(asked)), words
