"""How a store's database is connected to: what its URL means, and how long a server may keep one waiting."""

from __future__ import annotations

import math
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from quotes.errors import BadInput
from quotes.store.connections.sqlite_settings import BUSY_SECONDS, set_up

# to connect to a server's database, and to wait for one of the pooled connections
CONNECT_SECONDS = 10
POOL_SECONDS = 5


def engine_of(url: str, seconds: float | None = None) -> Engine:
    """The pool of connections to the database that a URL names; BadInput where it names none.

    `seconds` is how long a server may take, as in `open_store`.
    """
    try:
        parsed = make_url(url)
        if "@" in (parsed.host or ""):  # the rest of a password: the driver would name the host it cannot find
            raise ValueError("no host")
    except (ArgumentError, ValueError):
        # neither the URL nor the parser's words about it: both may hold its password
        raise BadInput(
            "QUOTES_DATABASE_URL is not a database URL: write sqlite:///quotes.db or "
            "postgresql+psycopg://user:password@host/name, with %40 for @, %2F for / and %3A for : in the password."
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise BadInput("A store in memory cannot be shared by threads: name a file, sqlite:///quotes.db.")
        engine = create_engine(parsed, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=90)
        event.listen(engine, "connect", lambda connection, _: set_up(connection))
        event.listen(engine, "begin", _begin)
        return engine
    if backend == "postgresql":
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=10,
            max_overflow=40,
            pool_pre_ping=True,
            pool_timeout=POOL_SECONDS if seconds is None else min(POOL_SECONDS, seconds),
            connect_args={name: value for name, value in _limits(seconds).items() if name not in parsed.query},
        )
        if seconds is not None:
            event.listen(engine, "connect", lambda connection, _: _limit_statements(connection, seconds))
        return engine
    raise BadInput(
        f"Stores are SQLite or PostgreSQL, not {backend}: let QUOTES_DATABASE_URL be sqlite:///quotes.db or "
        "postgresql+psycopg://user:password@host/name."
    )


def for_reading(engine: Engine) -> Any:
    """A connection of the driver itself that reads, each statement by itself, and belongs to no pool."""
    if engine.dialect.name == "sqlite":
        made = sqlite3.connect(
            str(engine.url.database), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
        )
        set_up(made)
        made.execute("PRAGMA query_only=ON")
        return made
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()
    connection.rollback()
    connection.autocommit = True
    return connection


def _limits(seconds: float | None) -> dict[str, int]:
    """libpq's own limits, in its own units."""
    if seconds is None:
        return {"connect_timeout": CONNECT_SECONDS}
    whole = math.ceil(seconds)
    return {
        # 2 is the least that libpq takes
        "connect_timeout": max(2, min(CONNECT_SECONDS, whole)),
        "tcp_user_timeout": whole * 1000,
        "keepalives_idle": whole,
        "keepalives_interval": max(1, whole // 3),
        "keepalives_count": 3,
    }


def _limit_statements(connection: Any, seconds: float) -> None:
    # not libpq's `options`, which poolers such as PgBouncer refuse
    connection.execute(f"SET statement_timeout = {math.ceil(seconds * 1000)}")
    connection.commit()


def _begin(connection: Connection) -> None:
    # A transaction that turns from reading to writing may find the file changed and must then fail: a writer
    # asks for the lock at the start, and waits for it there.
    writing = connection.get_execution_options().get("quotes_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
