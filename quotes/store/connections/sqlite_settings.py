"""How a connection to a SQLite file is set: for everybody, for whoever reads most, for whoever stores batches."""

from __future__ import annotations

from typing import Any

BUSY_SECONDS = 60
MUCH_CACHE_KB = 96_000  # at most, of the one connection that stores batches, and of a server's one that reads most
LEAST_LOGGED = 1_000  # pages, as SQLite has it by itself
PRAGMAS = (
    # of a new file: what one row of quote_lines holds is to fit into its page, which may be filled to a quarter
    "PRAGMA page_size=8192",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # in WAL mode a killed process loses nothing it has committed
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA temp_store=MEMORY",
    # of each connection; mapping the file instead was measured to be no faster
    "PRAGMA cache_size=-16000",
)


def set_up(connection: Any) -> None:
    """Set a connection of the driver's own as every connection is to be."""
    # the driver's own BEGINs are put aside: whoever begins a transaction says which kind it is to be
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def keep_much(connection: Any) -> None:
    """Let a connection of the driver's own keep more of the file in memory than the others do."""
    connection.execute(f"PRAGMA cache_size=-{MUCH_CACHE_KB}").close()


def write_much(connection: Any) -> None:
    """Let a connection of the driver's own keep much in memory, and bring what it writes into the file seldom.

    A batch writes a page here and there in all indexes, and the next batches many of the same pages. They stand in the
    log until it holds an eighth of the file, and each is written into it once for several batches.
    """
    keep_much(connection)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA wal_autocheckpoint={max(LEAST_LOGGED, pages // 8)}").close()
