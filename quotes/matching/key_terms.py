"""What somebody talks about: the key terms of their quotations, by textacy's graph ranking.

textacy costs over a second to import, so it is imported where its work is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quotes.attribution.parser import load

MAX_WORDS = 20_000  # of the newest quotations: what somebody talks about now, at a bounded cost


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A noun phrase somebody keeps coming back to; `quotes` counts the quotations that hold it."""

    term: str
    quotes: int

    def as_dict(self) -> dict[str, Any]:
        return {"term": self.term, "quotes": self.quotes}


def key_terms(texts: Iterable[str], *, model: str = "auto", limit: int = 10) -> tuple[KeyTerm, ...]:
    """The terms that matter most in some quotations, best first; empty where they say too little.

    `texts`: the quoted words, newest first; at most `MAX_WORDS` words of them are read.
    """
    kept = list(_bounded(texts))
    if not kept:
        return ()
    from textacy.extract.keyterms import textrank

    # what is talked about needs the words' classes and no syntax
    (doc,) = load(model).pipe(["\n\n".join(kept)], disable=["parser", "lemmatizer"])
    ranked = textrank(doc, normalize="lower", include_pos=("NOUN", "PROPN", "ADJ"), topn=limit * 2, position_bias=False)
    lowered = [text.lower() for text in kept]
    terms = (KeyTerm(term, sum(term in text for text in lowered)) for term, _ in ranked if len(term) > 2)
    return tuple(islice((term for term in terms if term.quotes), limit))


def _bounded(texts: Iterable[str]) -> Iterable[str]:
    left = MAX_WORDS
    for text in texts:
        left -= text.count(" ") + 1
        if left < 0:
            return
        yield text
