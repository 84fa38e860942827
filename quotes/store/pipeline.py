"""A PostgreSQL server read from an event loop: no thread waits for its answers, and many may be under way at once.

To hand a question to a thread and its answer back takes longer than the server takes for most of them. Here they go
out at once by one connection, in libpq's pipeline mode, and come back in their order. A question that is given up
keeps its place until its answer has come. Whatever goes wrong, the caller asks by a thread's own connection instead,
which says what is the matter.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from quotes.store.connections.connecting import for_reading

if TYPE_CHECKING:
    from quotes.store.database import Store

T = TypeVar("T")
Rows = list[tuple[Any, ...]]
# Who comes while so many questions have no answer goes to the threads, where too many are refused.
MOST_UNDER_WAY = 64
# The server keeps so many statements ready for a connection; others it reads anew each time.
MOST_PREPARED = 200
_PAUSE = 1.0  # seconds between two attempts to connect
# GNU's malloc gives freed memory back to the system until a larger piece was freed once: a page had to ask for its
# memory anew, 65 faults of the processor.
_ROOM = "SELECT length(repeat('x', 4000000))"
# bytes come as they are, not as twice as many digits
_BINARY = 1
_GIVEN = re.compile(r"%\((\w+)\)s")


class Unanswered(Exception):
    """The connection is gone, is not there yet, or has too much to do."""


class AwaitedStore:
    """A server's store for one event loop: the functions that read with a `Reader`, awaited instead of waited for."""

    unanswered = Unanswered

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loop = asyncio.get_running_loop()
        self._pipeline: Pipeline | None = None
        self._opening: asyncio.Task[None] | None = None
        self._opened = -_PAUSE
        self._closed = False

    async def read(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`function(reader, ...)`, which asks few questions and does nothing else; Unanswered where none can be asked.

        It is begun anew with each answer, the earlier ones at hand.
        """
        known: list[Rows] = []
        while True:
            try:
                return function(_Known(known), *args, **kwargs)
            except _Asks as question:
                asked = question
            known.append(await self._now().rows(asked.sql, asked.parameters))

    async def open(self) -> None:
        """Connect, unless that was done or tried just now."""
        if self._closed or self._loop.time() - self._opened < _PAUSE:
            return
        self._opened = self._loop.time()
        with suppress(Exception):  # whoever asks meanwhile learns from a thread's own connection what is the matter
            connection = await self._loop.run_in_executor(None, _connection, self._store)
            if self._closed:
                connection.close()
            else:
                self._pipeline = Pipeline(connection)

    def close(self) -> None:
        """Let go of the connection, in the event loop."""
        self._closed = True
        if self._pipeline is not None:
            self._pipeline.close()

    def _now(self) -> Pipeline:
        if self._loop is not asyncio.get_running_loop():
            raise Unanswered
        if self._pipeline is None or self._pipeline.closed:
            if self._opening is None or self._opening.done():
                self._opening = self._loop.create_task(self.open())
            raise Unanswered
        return self._pipeline


class Pipeline:
    """One connection, from now on this event loop's alone."""

    def __init__(self, connection: Any) -> None:
        from psycopg.adapt import Transformer
        from psycopg.pq import ExecStatus

        self._status = ExecStatus
        self.closed = False
        self._connection = connection
        self._libpq = connection.pgconn
        self._socket = connection.pgconn.socket
        self._decoded = Transformer(connection)
        self._prepared: dict[str, tuple[bytes, tuple[str, ...]]] = {}  # by the SQL: name, parameters
        self._under_way: deque[_UnderWay] = deque()
        self._loop = asyncio.get_running_loop()
        self._libpq.nonblocking = 1
        self._libpq.enter_pipeline_mode()
        self._loop.add_reader(self._socket, self._receive)

    async def rows(self, sql: str, parameters: dict[str, Any]) -> Rows:
        """All rows of one SELECT in the driver's own SQL."""
        if self.closed or len(self._under_way) >= MOST_UNDER_WAY:
            raise Unanswered
        asked = _UnderWay(self._loop.create_future())
        try:
            self._ask(sql, parameters)
            self._libpq.pipeline_sync()
            self._under_way.append(asked)
            self._send()
        except Exception as error:
            self.close()
            raise Unanswered from error
        return await asked.future

    def close(self) -> None:
        """Close the connection; what has no answer yet gets none."""
        if self.closed:
            return
        self.closed = True
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        with suppress(Exception):
            self._connection.close()
        while self._under_way:
            self._under_way.popleft().fail()

    def _ask(self, sql: str, parameters: dict[str, Any]) -> None:
        ready = self._prepared.get(sql)
        if ready is None:
            numbered, names = _numbered(sql)
            if len(self._prepared) >= MOST_PREPARED:
                self._libpq.send_query_params(numbered, _values(parameters, names), result_format=_BINARY)
                return
            ready = self._prepared[sql] = b"quotes%d" % len(self._prepared), names
            self._libpq.send_prepare(ready[0], numbered)
        self._libpq.send_query_prepared(ready[0], _values(parameters, ready[1]), result_format=_BINARY)

    def _send(self) -> None:
        """Send what has not gone out yet, now and whenever the server takes more."""
        if self._libpq.flush():
            self._loop.add_writer(self._socket, self._go_on)
        else:
            self._loop.remove_writer(self._socket)

    def _go_on(self) -> None:
        try:
            self._send()
        except Exception:
            self.close()

    def _receive(self) -> None:
        """Give out the answers that have come."""
        try:
            self._libpq.consume_input()
            for result in self._results():
                self._take(result)
        except Exception:
            self.close()

    def _results(self) -> Iterator[Any]:
        while self._under_way and not self._libpq.is_busy():
            result = self._libpq.get_result()
            if result is not None:  # None stands between two statements
                yield result

    def _take(self, result: Any) -> None:
        first = self._under_way[0]
        if result.status == self._status.TUPLES_OK:
            if not first.future.done():
                self._decoded.set_pgresult(result)
                first.rows = self._decoded.load_rows(0, result.ntuples, tuple)
        elif result.status == self._status.PIPELINE_SYNC:
            self._under_way.popleft().end()
        elif result.status != self._status.COMMAND_OK:
            # of a connection with an error behind it nobody need know what it still can do
            self.close()


def _connection(store: Store) -> Any:
    """A connection whose process at the server keeps the memory of a page for the next one."""
    connection = for_reading(store.engine)
    connection.execute(_ROOM)
    return connection


class _UnderWay:
    """A question that was sent, and its answer as far as it has come."""

    __slots__ = ("future", "rows")

    def __init__(self, future: asyncio.Future[Rows]) -> None:
        self.future = future
        self.rows: Rows = []

    def end(self) -> None:
        if not self.future.done():
            self.future.set_result(self.rows)

    def fail(self) -> None:
        if not self.future.done():
            self.future.set_exception(Unanswered())


class _Asks(Exception):
    """A function's next question, of which the answer is not known yet."""

    def __init__(self, sql: str, parameters: dict[str, Any]) -> None:
        self.sql = sql
        self.parameters = parameters


class _Known:
    """A `Reader` of the answers that are known; the first question beyond them it raises."""

    dialect = "postgresql"

    def __init__(self, answers: list[Rows]) -> None:
        self._answers = iter(answers)

    def rows(self, sql: str, parameters: dict[str, Any]) -> Rows:
        """All rows of one SELECT."""
        for answer in self._answers:
            return answer
        raise _Asks(sql, parameters)

    def parts(self, sql: str, parameters: dict[str, Any]) -> Iterator[Rows]:
        """All rows of one SELECT, at once."""
        yield self.rows(sql, parameters)


def _values(parameters: dict[str, Any], names: Iterable[str]) -> list[bytes]:
    return [str(parameters[name]).encode() for name in names]


def _numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """A statement with numbers for its parameters' names, and the names in the order of their numbers."""
    places: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return places.setdefault(found[1], f"${len(places) + 1}")

    return _GIVEN.sub(number, sql).replace("%%", "%").encode(), tuple(places)
