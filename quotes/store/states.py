"""What is wrong with a database, in one sentence that says the mend."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from time import monotonic

from quotes.errors import StoreUnavailable

CHECK_SECONDS = 2.0  # of looking a file over; what a larger one hides is told at the first read that meets it
_DAMAGED = ("malformed", "not a database", "disk i/o error", "database corruption")
_READ_ONLY = ("readonly", "read-only")


def is_damaged(why: str) -> bool:
    """Whether the driver's words say that the file is broken, or is no database at all."""
    return any(words in why.lower() for words in _DAMAGED)


def damaged(why: str) -> StoreUnavailable:
    """The file itself is broken."""
    return StoreUnavailable(
        f"The database file is damaged or is no SQLite database ({why}): put a copy of it back, "
        "or name a new file in QUOTES_DATABASE_URL and ingest the articles again."
    )


def unavailable(why: str) -> StoreUnavailable:
    """The error for what a driver said while a store was open."""
    if is_damaged(why):
        return damaged(why)
    if any(words in why.lower() for words in _READ_ONLY):
        return StoreUnavailable(
            "The database can only be read: give its file and folder to the user that runs quotes, "
            "or write to another database."
        )
    return StoreUnavailable(f"The database did not answer ({why}): check that it is running and try again.")


def unopened(why: str) -> StoreUnavailable:
    """The error for what a driver said when a store was to be opened."""
    if is_damaged(why):
        return damaged(why)
    if any(words in why.lower() for words in _READ_ONLY):
        return StoreUnavailable(
            "The database can only be read, and opening it writes: give its file and folder to the user that runs "
            "quotes, or serve it as it is with sqlite:///file:PATH?immutable=1&uri=true in QUOTES_DATABASE_URL."
        )
    return StoreUnavailable(f"The database cannot be opened ({why}): check QUOTES_DATABASE_URL and that it is running.")


def newer(revision: str, known: str) -> StoreUnavailable:
    """The schema is of a later version than this one."""
    return StoreUnavailable(
        f"The database's schema ({revision}) is newer than this version of quotes, which knows up to {known}: "
        "update quotes, or name another database in QUOTES_DATABASE_URL."
    )


def look_over(connection: sqlite3.Connection, seconds: float = CHECK_SECONDS) -> None:
    """Raises `StoreUnavailable` where SQLite finds its file broken within so many seconds."""
    end = monotonic() + seconds
    connection.set_progress_handler(lambda: monotonic() > end, 10_000)
    try:
        with suppress(sqlite3.OperationalError):  # interrupted: the time is over
            [[found]] = connection.execute("PRAGMA quick_check(1)").fetchall()
            if found != "ok":
                raise damaged(" ".join(str(found).split()))
    except sqlite3.DatabaseError as error:
        raise damaged(str(error)) from None
    finally:
        connection.set_progress_handler(None, 0)
