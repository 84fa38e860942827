"""The hashes that a store has put away, and all that it has filed."""

from __future__ import annotations

from quotes.store import Store
from quotes.store.utterances.hashes.pairs import KIND, of_bytes


def put_away(store: Store) -> list[tuple[int, int]]:
    """Hashes and keys of quotes, in order."""
    if store.dialect != "sqlite":
        return sorted(store.rows("SELECT hash, quote_pk FROM utterance_bands", {}))
    assert KIND == "<u8"
    assert store.rows("SELECT hash FROM utterance_bands LIMIT 1", {}) == []
    rows = store.rows("SELECT hashes, quote_pks FROM utterance_pages", {})
    return sorted(zip(*(column.tolist() for column in of_bytes(rows)), strict=True)) if rows else []


def filed(store: Store) -> list[tuple[int, int]]:
    """Hashes and keys of quotes that were put away or are recent, in order; without those of whole batches."""
    return sorted(put_away(store) + store.rows("SELECT hash, quote_pk FROM utterance_bands_recent", {}))
