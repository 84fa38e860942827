"""Stores as earlier versions left them."""

from __future__ import annotations

from sqlalchemy import text

from quotes.store import Store


def leave_as_version(number: str, store: Store, *statements: str) -> None:
    """Undo by these statements what came after the schema of that number, and close the store."""
    with store.write() as connection:
        for statement in (*statements, f"UPDATE alembic_version SET version_num = '{number}'"):
            connection.execute(text(statement))
    store.close()
