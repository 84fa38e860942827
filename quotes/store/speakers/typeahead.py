"""Speakers as somebody types: every word a beginning, in any spelling; and near names where nobody fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from quotes.linking import fold
from quotes.names.folding import may_open_alike, skeletons
from quotes.store.schema.speaker_tables import speaker_keys
from quotes.store.speakers.rows import ListedSpeaker, found, names_of

MOST_CANDIDATES = 5
_MOST_TYPED = 1000  # names that a typed beginning is matched with
_MOST_NEAR = 150  # names under one key that a candidate is looked for among
_MOST_WORDS = 8
_NEAR = 75  # of 100: how alike a candidate must be


def speakers_beginning_with(connection: Connection, q: str, type: str | None) -> list[ListedSpeaker]:
    """Quoted speakers with a word that begins with each word typed, as written or as it may sound."""
    words = fold(q).split()[:_MOST_WORDS][::-1]
    matching: set[int] = set()
    matched = ""
    for word in words:
        begins, all_of_them = _beginnings(connection, word)
        if not begins:
            return []
        if all_of_them or not matching:
            matching, matched = begins, word
        if all_of_them:
            # the last word, mostly the family name, has few: among them the others choose, and no thousands of a
            # Maria are read
            break
    others = [word for word in words if word != matched]
    rows = names_of(connection, matching)
    pks = {row.speaker_pk for row in rows if all(_has_beginning(row.folded, word) for word in others)}
    return [row for row in found(connection, pks) if row.quotes > 0 and type in (None, row.type)]


def near(connection: Connection, query: str) -> list[ListedSpeaker]:
    """Names that look like the query, for when it fits nobody."""
    wanted = fold(query)
    words = [word for word in wanted.split() if len(word) > 1][:4]
    pks: set[int] = set()
    for word in words:
        spelt: set[int] = set()
        for letters in range(len(word), 2, -1):  # the more there are, the nearer those that are looked at
            if len(spelt) >= _MOST_NEAR:
                break
            spelt |= _beginning(connection, [f"t:{word[:letters]}"], most=_MOST_NEAR)
        sounding = [f"k:{key}" for key in sorted(skeletons(word)) if len(key) > 1]
        pks |= spelt | _beginning(connection, sounding, most=_MOST_NEAR)
    scored: dict[int, float] = {}
    for row in names_of(connection, pks):
        score = fuzz.token_sort_ratio(wanted, row.folded)
        if len(words) == 1:
            score = max(score, *(fuzz.ratio(wanted, word) for word in row.folded.split()))
        if score >= _NEAR:
            scored[row.speaker_pk] = max(score, scored.get(row.speaker_pk, 0))
    rows = found(connection, scored)
    return sorted(rows, key=lambda row: (-scored[row.pk], -row.quotes, row.name, row.pk))[:MOST_CANDIDATES]


def _beginnings(connection: Connection, word: str) -> tuple[set[int], bool]:
    """The names with a word that begins so, and whether these are all: a very common beginning is cut off."""
    keys = [f"t:{word}", *_sounds(word)]
    under = [_beginning(connection, [key]) for key in keys]
    return set().union(*under), max(map(len, under)) < _MOST_TYPED


def _has_beginning(name: str, word: str) -> bool:
    """The same of one name."""
    parts = name.split()
    if any(part.startswith(word) for part in parts):
        return True
    sounds = _sounds(word)
    alike = [part for part in parts if len(part) > 3 and may_open_alike(part, word)] if sounds else []
    return any(f"k:{key}".startswith(sounds) for part in alike for key in skeletons(part))


@lru_cache(maxsize=4096)
def _sounds(word: str) -> tuple[str, ...]:
    """The keys of a typed beginning that is long enough to be recognised in another spelling."""
    return tuple(f"k:{key}" for key in sorted(skeletons(word)) if len(key) >= 3) if len(word) >= 4 else ()


def _beginning(connection: Connection, keys: Sequence[str], *, most: int = _MOST_TYPED) -> set[int]:
    matching: set[int] = set()
    for key in keys:
        column = speaker_keys.c.key
        some = select(speaker_keys.c.name_pk).where(column >= key, column < f"{key}\x7f").limit(most)
        matching.update(connection.execute(some).scalars().all())
    return matching
