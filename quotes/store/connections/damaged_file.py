"""A SQLite file that is no store, or no longer: cut off by a full disk, overwritten, copied while it was written."""

from __future__ import annotations

import sqlite3

from quotes.errors import StoreDamaged


def is_damaged(error: BaseException) -> bool:
    """Whether an error of SQLite's or of SQLAlchemy's says so."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def damaged(why: str) -> StoreDamaged:
    """The error to raise for it, with SQLite's own words."""
    return StoreDamaged(
        f"The store's file is damaged, or is no store ({why}): put a backup in its place, or name another; "
        "`quotes ingest` of the same articles makes a new one."
    )
