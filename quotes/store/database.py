"""The open store: connections for reading, one transaction at a time for writing, the version counter."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from quotes.errors import StoreUnavailable
from quotes.store.connections.connecting import engine_of, for_reading
from quotes.store.connections.damaged_file import damaged, is_damaged
from quotes.store.connections.locked_file import LockNotice
from quotes.store.connections.per_thread import KeptConnections
from quotes.store.connections.reading import ConnectionReader, version
from quotes.store.connections.sqlite_settings import keep_much, write_much
from quotes.store.schema import migration
from quotes.store.schema.migration import HEAD, revision, run_missing_migrations

# Any fixed number: whoever holds this lock of a PostgreSQL database is its one writer.
WRITER_LOCK = 7_106_834_205


def open_store(
    url: str | None = None,
    *,
    migrate: bool | None = None,
    seconds: float | None = None,
    tell: Callable[[str], None] | None = None,
) -> Store:
    """The store behind `url` (None: the setting QUOTES_DATABASE_URL).

    An embedded SQLite file is made and brought to this version's schema by itself; a server's database is
    so only with `migrate=True`, and is otherwise refused when its schema is another. `seconds` is how long a
    server's database may take over one statement, one connection or one unacknowledged packet (None: any time, as
    an ingest may need). `tell` hears what takes long: that a schema is brought up to date, and, once, that writing
    waits for a SQLite file that another process holds.
    """
    if url is None:
        from quotes.config import settings

        url = settings().database_url
    engine = engine_of(url, seconds)
    embedded = engine.dialect.name == "sqlite"
    waiting = nullcontext if tell is None or not embedded else LockNotice(tell).while_waiting
    try:
        if (found := revision(engine)) != HEAD:
            if not (embedded if migrate is None else migrate):
                raise StoreUnavailable(
                    "The database's schema is not the one this version needs: run `quotes migrate` once."
                )
            if tell is not None and found is not None:
                tell("The store is brought to the schema of this version; a large one takes minutes.")
            _bring_up_to_date(engine, waiting, None if found is None else tell)
    except SQLAlchemyError as error:
        engine.dispose()
        if is_damaged(error):
            raise damaged(_plain(error)) from error
        mend = "check QUOTES_DATABASE_URL and that it is running"
        if embedded:
            mend = "let QUOTES_DATABASE_URL name a file, there or new, in a folder that is there, writable and not full"
        raise StoreUnavailable(f"The database cannot be opened ({_plain(error)}): {mend}.") from error
    return Store(engine, waiting)


def _bring_up_to_date(
    engine: Engine, waiting: Callable[[], AbstractContextManager[None]], tell: Callable[[str], None] | None
) -> None:
    """Run the migrations that are missing, again from the first while somebody's long read is in their way."""
    while True:
        try:
            with _exclusive(engine, waiting=waiting) as connection:
                run_missing_migrations(connection, tell)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != migration.LOCKED:
                raise
        else:
            return
        if tell is not None:
            tell("The store is read in one long transaction (an export, a copy), which is waited for.")
        time.sleep(migration.SECONDS)


def migrate(url: str | None = None, *, tell: Callable[[str], None] | None = None) -> str:
    """Bring the database to this version's schema; its revision. Doing it again changes nothing.

    `tell` hears what takes long.
    """
    store = open_store(url, migrate=True, tell=tell)
    try:
        with store.read() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    finally:
        store.close()


class Store:
    """An open store. Threads may share it; a connection belongs to one thread at a time."""

    def __init__(self, engine: Engine, waiting: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        # SQLite's transactions are snapshots as they are
        self._reading = engine
        if self.dialect == "postgresql":
            self._reading = engine.execution_options(isolation_level="REPEATABLE READ")
        # without its query, which may hold a password too
        self.url = engine.url.set(query={}).render_as_string(hide_password=True)
        self._lock = threading.Lock()
        self._writing = threading.local()
        self._waiting = waiting
        self._kept = KeptConnections(partial(for_reading, engine))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose reads all see the same state; it never waits for a writer."""
        with self._answering(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, much: bool = False, first: Callable[[Connection], None] | None = None) -> Iterator[Connection]:
        """One transaction, the only one that writes; committed at the end, undone by an exception.

        `much` is to be written: see `sqlite_settings.write_much`.
        `first` is run in the same transaction on PostgreSQL, before it waits for its turn: see `file_ahead`.

        A caller that finds nothing to do calls `connection.rollback()`: then the version stays.
        """
        if getattr(self._writing, "now", False):
            raise RuntimeError("store.write() inside store.write(): pass the open connection on instead.")
        with self._lock, self._answering(), _exclusive(self.engine, first, self._waiting) as connection:
            self._writing.now = True
            if much and self.dialect == "sqlite":
                write_much(connection.connection.driver_connection)
            try:
                yield connection
                if connection.in_transaction():
                    connection.execute(text("UPDATE state SET version = version + 1"))
            finally:
                self._writing.now = False

    def version(self) -> str:
        """The store's name and the number of its last committed write, whichever process made it."""
        return version(self)

    def ping(self) -> None:
        """Raises StoreUnavailable unless the database answers."""
        self.version()

    def rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of one SELECT in the driver's own SQL, without SQLAlchemy's layer over the result.

        That layer costs as much as the whole query does when a page of quotes is read.
        """
        if self.dialect == "sqlite":
            try:
                found: list[tuple[Any, ...]] = self._kept.get().execute(sql, parameters).fetchall()
            except sqlite3.DatabaseError as error:
                if is_damaged(error):
                    raise damaged(str(error)) from error
                if isinstance(error, sqlite3.OperationalError):
                    raise _unavailable(str(error), self.dialect) from error
                raise
            return found
        with self._answering():
            return self._rows_of_server(sql, parameters)

    def parts(self, sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of one SELECT in the driver's own SQL, some at a time."""
        with self.read() as connection:
            yield from ConnectionReader(connection).parts(sql, parameters)

    def _rows_of_server(self, sql: str, parameters: dict[str, Any], *, again: bool = False) -> list[tuple[Any, ...]]:
        connection = None
        try:
            connection = self._kept.get()
            return list(connection.execute(sql, parameters).fetchall())
        except self.engine.dialect.loaded_dbapi.OperationalError as error:
            if again or connection is None or not connection.closed:
                raise _unavailable(" ".join(str(error).split()), self.dialect) from error
        # the server was started again since: what reads may be asked once more
        self._kept.forget()
        return self._rows_of_server(sql, parameters, again=True)

    def read_most_here(self) -> None:
        """Let the connection that this thread reads by keep more of a SQLite file in memory than the others do."""
        if self.dialect == "sqlite":
            keep_much(self._kept.get())

    def close(self) -> None:
        """Give every connection back; the store cannot be used afterwards."""
        self._kept.close()
        self.engine.dispose()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if is_damaged(error):
                raise damaged(_plain(error)) from error
            if isinstance(error, OperationalError):
                raise _unavailable(_plain(error), self.dialect) from error
            raise
        except PoolTimeoutError as error:
            raise StoreUnavailable("All connections to the database are in use: try again in a few seconds.") from error


def _unavailable(why: str, dialect: str) -> StoreUnavailable:
    mend = "check that it is running"
    if dialect == "sqlite":
        mend = "check that its file may be written, that its disk has room and that nobody else holds it"
        if "locked" in why:
            mend = "wait for the process that holds its file, or end it (`fuser FILE` shows which)"
    return StoreUnavailable(f"The database did not answer ({why}): {mend}, and try again.")


@contextmanager
def _exclusive(
    engine: Engine,
    first: Callable[[Connection], None] | None = None,
    waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Iterator[Connection]:
    """A transaction that is the database's only writing one; on a server but for what `first` does in it."""
    with engine.connect().execution_options(quotes_writing=True) as connection:
        with waiting():
            transaction = connection.begin()
        try:
            if engine.dialect.name == "postgresql":
                if first is not None:
                    first(connection)
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection
        except BaseException:
            if transaction.is_active:
                transaction.rollback()
            raise
        if transaction.is_active:
            transaction.commit()


def _plain(error: SQLAlchemyError) -> str:
    """The driver's own words in one line, without the statement and a link to SQLAlchemy's pages."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
