"""The model is loaded once, and made anew before the places of words that went fill the memory."""

from __future__ import annotations

import gc
import weakref

import pytest

from quotes import Extractor
from quotes.attribution import parser
from quotes.attribution.english_words import english_words
from quotes.errors import TooLarge
from quotes.io.workers import spare_what_stays


def test_somebodys_own_process_has_all_its_garbage_collected() -> None:
    parser.load.cache_clear()
    parser.load()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_of_garbage_waits_for_an_article_and_is_then_as_it_was(before: bool) -> None:
    extractor = Extractor()
    try:
        (gc.enable if before else gc.disable)()
        with parser.one_article(extractor._nlp):
            assert not gc.isenabled()
            extractor.extract("“It rained all day,” said Ana Lopez.")
            assert not gc.isenabled(), "an article that is read within another has woken it"
        assert gc.isenabled() is before
        with pytest.raises(TooLarge), parser.one_article(extractor._nlp):
            raise TooLarge("no matter what goes wrong")
        assert gc.isenabled() is before
    finally:
        gc.enable()


@pytest.mark.parametrize("spared", [False, True])
def test_a_model_through_which_many_words_have_passed_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, spared: bool
) -> None:
    text = "“It rained all day,” said Ana Lopez, the mayor of Leeds."
    extractor, another = Extractor(), Extractor()
    before = extractor.extract(text)
    model = parser.current()
    assert parser.current() is model is another._nlp
    if spared:
        request.addfinalizer(gc.unfreeze)
        spare_what_stays()
    english_words(model)("rain")
    monkeypatch.setattr(parser, "MOST_WORDS", len(model.vocab))
    with parser.one_article(model), model.memory_zone():
        assert parser.current() is model  # the article that is read keeps its model
    gone = weakref.ref(model)
    del model
    assert extractor.extract(text) == before
    assert another._nlp is parser.load("auto")
    english_words(parser.load("auto"))("rain")
    gc.collect()
    assert (gc.get_freeze_count() > 0) is spared
    assert gone() is None, "the model that was given up is still held"
