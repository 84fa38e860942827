"""A quotation of a draft against those on record: the nearest one, and how the two differ."""

from __future__ import annotations

from typing import NamedTuple

import orjson
from rapidfuzz import fuzz
from sqlalchemy import Connection

from quotes.matching import verify
from quotes.matching.verify import Comparison
from quotes.models import Quote
from quotes.store import speakers
from quotes.store.quotes.lookup import QuoteRow, page
from quotes.store.search.filters import QuoteFilter

CANDIDATES = 20
SAME_NAME = 85
WHY = {
    "verbatim": "On record word for word.",
    "truncated": "On record, and shortened here.",
    "altered": "On record in other words: see the difference.",
    "other-speaker": "The words are on record, and somebody else said them.",
    "not-in-corpus": "Nothing like it is on record here, which does not mean that it was not said.",
}


class Verdict(NamedTuple):
    """What became of one quotation: a key of `WHY`, and the record it is nearest to (None: there is none)."""

    status: str
    speaker_agrees: bool | None = None  # None where either does not say who speaks
    comparison: Comparison = Comparison("not-in-corpus", 0.0)
    record: QuoteRow | None = None


def check(connection: Connection, quote: Quote) -> Verdict:
    """A draft's quotation against the store."""
    named = quote.speaker.name if quote.speaker else None
    ranked = []
    for row, text in _candidates(connection, quote.text):
        comparison = verify.compare(quote.text, text)
        if comparison.status != "not-in-corpus":
            agrees = _same_speaker(connection, named, row)
            # Of two records of the same words the one that agrees on the speaker is the one meant.
            ranked.append(((verify.rank(comparison), agrees is not False), agrees, comparison, row))
    if not ranked:
        return Verdict("not-in-corpus")
    _, agrees, comparison, row = max(ranked, key=lambda one: one[0])
    other = agrees is False and comparison.status in ("verbatim", "truncated")
    return Verdict("other-speaker" if other else comparison.status, agrees, comparison, row)


def _candidates(connection: Connection, text: str) -> list[tuple[QuoteRow, str]]:
    """Quotes on record that share a run of words with the draft's, or all of its words."""
    found: dict[str, tuple[QuoteRow, str]] = {}
    for phrase in verify.phrases(text):
        for row in page(connection, QuoteFilter(q=f'"{phrase}"'), sort="-published", limit=CANDIDATES).rows:
            if row.id not in found:
                found[row.id] = (row, str(orjson.loads(f"{{{row.body}}}")["text"]))
    return list(found.values())


def _same_speaker(connection: Connection, named: str | None, row: QuoteRow) -> bool | None:
    """Whether the draft names whom the record names; None where either is silent."""
    if named is None or row.speaker_name is None:
        return None
    if row.speaker_id is not None and any(
        found.id == row.speaker_id for found in speakers.resolve(connection, named).speakers
    ):
        return True
    return bool(fuzz.token_set_ratio(named.casefold(), row.speaker_name.casefold()) >= SAME_NAME)
