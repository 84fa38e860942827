"""A copy of a SQLite store, taken while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from quotes.errors import BadInput, Conflict, NotFound, StoreUnavailable

PAGES_AT_ONCE = 2_000  # of 8 kB; between two portions a writer may go on


def copy_store(url: str, file: Path, *, progress: Callable[[float], None] | None = None) -> None:
    """Copy the SQLite store behind `url` to `file`, one state of it, whole or not at all.

    `progress` is told the share that is done, 0 to 1. Raises BadInput for a server's database (its own tools copy it),
    NotFound where there is no store, Conflict where `file` is there already, StoreUnavailable where the copy fails.
    """
    source = _file_of(url)
    if not source.is_file():
        raise NotFound(f"There is no store at {source}: check --database or QUOTES_DATABASE_URL.")
    if file.exists():
        raise Conflict(f"{file} is there already: name a new file, or remove it first.")
    unfinished = file.with_name(file.name + ".part")

    def step(_status: int, remaining: int, total: int) -> None:
        if progress is not None and total:
            progress(1 - remaining / total)

    try:
        # a backup holds what the store holds: nobody else on the machine may read it
        os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with (
            closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(unfinished)) as written,
        ):
            read.backup(written, pages=PAGES_AT_ONCE, progress=step, sleep=0.01)
            written.execute("PRAGMA journal_mode=DELETE")  # one file, without the write-ahead log beside it
        unfinished.replace(file)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StoreUnavailable(f"The copy could not be made ({error}): check the disk's space and {file}.") from error


def _file_of(url: str) -> Path:
    """The file of a SQLite database's URL."""
    try:
        found = make_url(url)
    except ArgumentError:
        raise BadInput("The database's URL cannot be read: check QUOTES_DATABASE_URL.") from None
    if found.get_backend_name() == "postgresql":
        raise BadInput(
            "A PostgreSQL database is copied by its own tool: pg_dump --format=custom --file=quotes.dump DATABASE "
            "(docs/operating.md has both ways)."
        )
    if found.get_backend_name() != "sqlite" or not found.database or found.database == ":memory:":
        raise BadInput("Only the file of a SQLite store can be copied: give --database sqlite:///FILE.")
    return Path(found.database)


def _quoted(path: Path) -> str:
    """The path as part of SQLite's file: address."""
    from urllib.parse import quote

    return quote(str(path.resolve()))
