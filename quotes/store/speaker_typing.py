"""Speakers as somebody types: every word a beginning, in any spelling; and near names where nobody fits."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from quotes.identity import fold
from quotes.identity.folding import skeletons
from quotes.store.speaker_rows import Found, found, names_of
from quotes.store.speaker_tables import speaker_keys

MOST_CANDIDATES = 5
_MOST_TYPED = 1000  # names that a typed beginning is matched with
_MOST_WORDS = 8
_NEAR = 75  # of 100: how alike a candidate must be


def typed(connection: Connection, q: str, type: str | None) -> list[Found]:
    """Quoted speakers with a word that begins with each word typed, as written or as it may sound."""
    matching: set[int] | None = None
    for word in fold(q).split()[:_MOST_WORDS]:
        begins = _beginning(connection, [f"t:{word}"])
        if len(word) >= 4:
            begins |= _beginning(connection, [f"k:{key}" for key in sorted(skeletons(word)) if len(key) >= 3])
        matching = begins if matching is None else matching & begins
        if not matching:
            return []
    pks = {row.speaker_pk for row in names_of(connection, matching or ())}
    return [row for row in found(connection, pks) if row.quotes > 0 and type in (None, row.type)]


def near(connection: Connection, query: str) -> list[Found]:
    """Names that look like the query, for when it fits nobody."""
    wanted = fold(query)
    words = [word for word in wanted.split() if len(word) > 1][:4]
    pks: set[int] = set()
    for word in words:
        keys = [f"t:{word[:3]}", *(f"k:{key}" for key in sorted(skeletons(word)) if len(key) > 1)]
        pks |= _beginning(connection, keys)
    scored: dict[int, float] = {}
    for row in names_of(connection, pks):
        score = fuzz.token_sort_ratio(wanted, row.folded)
        if len(words) == 1:
            score = max(score, *(fuzz.ratio(wanted, word) for word in row.folded.split()))
        if score >= _NEAR:
            scored[row.speaker_pk] = max(score, scored.get(row.speaker_pk, 0))
    rows = found(connection, scored)
    return sorted(rows, key=lambda row: (-scored[row.pk], -row.quotes, row.name, row.pk))[:MOST_CANDIDATES]


def _beginning(connection: Connection, keys: Sequence[str]) -> set[int]:
    matching: set[int] = set()
    for key in keys:
        column = speaker_keys.c.key
        some = select(speaker_keys.c.name_pk).where(column >= key, column < f"{key}\x7f").limit(_MOST_TYPED)
        matching.update(connection.execute(some).scalars())
    return matching
