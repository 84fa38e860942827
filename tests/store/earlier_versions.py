"""Stores as earlier versions left them."""

from __future__ import annotations

from sqlalchemy import text

from quotes.store import Store

# of a SQLite file before the schema 0017 that has put no hashes away
HASHES_BY_ROW = (
    "DROP TABLE utterance_pages",
    "DROP TABLE utterance_levels",
    "CREATE TABLE utterance_filters (pk INTEGER PRIMARY KEY, token INTEGER NOT NULL, hashes INTEGER NOT NULL, "
    "bits BLOB NOT NULL)",
)


def leave_as_version(number: str, store: Store, *statements: str) -> None:
    """Undo by these statements what came after the schema of that number, and close the store."""
    with store.write() as connection:
        for statement in (*statements, f"UPDATE alembic_version SET version_num = '{number}'"):
            connection.execute(text(statement))
    store.close()
