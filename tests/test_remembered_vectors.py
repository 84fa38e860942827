"""The vectors that the parser reads are spaCy's, and no vector hangs on what was read before or beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest
import spacy
from thinc.api import Model

from quotes.attribution import remembered_vectors
from quotes.attribution.parser import load
from quotes.attribution.remembered_vectors import RememberingModel, WordVectors, is_known

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
LINES = [line for seed in SEEDS for line in seed.read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def original() -> Model[Any, Any]:
    model: Model[Any, Any] = load().get_pipe("tok2vec").model.layers[0]
    return model


def test_the_pipeline_asks_the_memory_in_place_of_the_layers(original: Model[Any, Any]) -> None:
    assert load().get_pipe("tok2vec").model.name == "remembering_tok2vec"
    assert is_known(original)


def test_news_gets_the_vectors_it_had(original: Model[Any, Any]) -> None:
    nlp = load()
    docs = [nlp.make_doc(line) for line in [*LINES, "It rained.\n", "“"]]
    memory = RememberingModel(original)
    for batch in (docs, docs[-1:], docs[2:9]):
        for ours, theirs in zip(memory(batch), original.predict(batch), strict=True):
            numpy.testing.assert_allclose(ours, theirs, atol=1e-4)
    assert [len(one) for one in memory([nlp.make_doc(""), docs[0]])] == [0, len(docs[0])]


def test_a_words_vector_is_the_same_to_the_bit_whatever_came_before(
    original: Model[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = load()
    docs = [nlp.make_doc(line) for line in LINES]
    alone = [WordVectors(original.layers[0])([doc]).tobytes() for doc in docs[:5]]
    memory = WordVectors(original.layers[0])
    together = memory(docs).tobytes()
    assert b"".join(memory([doc]).tobytes() for doc in docs) == together
    assert [memory([doc]).tobytes() for doc in docs[:5]] == alone
    full = len(memory.remembered)
    assert full > 500
    monkeypatch.setattr(remembered_vectors, "MAX_REMEMBERED", 200)
    small = WordVectors(original.layers[0])
    assert b"".join(small([doc]).tobytes() for doc in docs) == together
    assert small(docs).tobytes() == together  # more kinds at once than it may have
    assert 0 < len(small.remembered) <= 200


def test_arithmetic_that_has_places_is_asked_for_fewer_rows_at_a_time(
    original: Model[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    products = WordVectors._products

    def placed(words: WordVectors, rows: remembered_vectors.Vectors) -> remembered_vectors.Vectors:
        found = products(words, rows)
        found[2:] += 1e-3
        return found

    assert WordVectors(original.layers[0])._at_once > 2  # or this test says nothing
    monkeypatch.setattr(WordVectors, "_products", placed)
    assert WordVectors(original.layers[0])._at_once == 2
    docs = [load().make_doc(line) for line in LINES[:6]]
    backwards = b"".join(WordVectors(original.layers[0])([doc]).tobytes() for doc in docs[::-1])
    assert WordVectors(original.layers[0])(docs[::-1]).tobytes() == backwards


def test_another_models_layers_are_left_as_they_are() -> None:
    nlp = spacy.blank("en")
    wide = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "window_size": 2,
        "maxout_pieces": 3,
        "depth": 1,
    }
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM"],
        "rows": [50],
        "include_static_vectors": False,
    }
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": wide}})
    nlp.initialize()
    model = nlp.get_pipe("tok2vec").model
    assert not is_known(model)
    assert remembered_vectors.remember_vectors(nlp).get_pipe("tok2vec").model is model
