"""What one running application holds: settings, keys, the store and the engine, opened when first needed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Depends
from starlette.types import Scope

from api.engine import Engine
from api.http.caching import Bodies
from api.http.cors import Cors
from api.http.dependencies import service
from api.http.errors import Busy
from api.http.hosts import Hosts, check
from api.http.keys import Gate
from api.http.limiting import Limit, Places, client_of
from api.http.telemetry import Metrics, logger
from api.uploads import Uploads
from quotes.config import Settings
from quotes.errors import StoreUnavailable
from quotes.store.connections import reading

if TYPE_CHECKING:
    from quotes.store import Store
    from quotes.store.pipeline import AwaitedStore

T = TypeVar("T")
_MANY_READS = "More is being asked than can be read soon: try again in a few seconds."

READERS = 8
WRITERS = 2  # one writes, one waits for it: a queue of writers must not take the readers' threads
# A read that nobody has begun is refused at once where so many wait, and after so many seconds of waiting for others:
# a client that is told to come back is served sooner than one at the end of a queue that only grows. A read that found
# a thread free is never refused: seconds it lost to a slow machine say nothing of a queue.
MOST_READS_WAITING = 64
PATIENCE = 2.0
# Requests that wait for the engine, of all clients and of one.
MOST_WAITING = 64
MOST_OF_ONE = 8


class Service:
    """The state of one application, at `app.state.service`."""

    def __init__(
        self, settings: Settings, *, store: Store | None = None, extractor: Any = None, listener: str | None = None
    ) -> None:
        check(settings, listener=listener)
        self.settings = settings
        self.gate = Gate(settings, self._stored_key)
        self.hosts = Hosts(settings, listener=listener)
        self.cors = Cors(settings, listener=listener)
        self.limit = Limit(settings.rate_limit)
        self.exports = Places("exports", settings.max_exports, max(1, settings.max_exports // 2))
        self.articles = Places("requests with articles to read", MOST_WAITING, MOST_OF_ONE)
        self.metrics = Metrics()
        self.bodies = Bodies()
        self.log = logger()
        self.engine = Engine(settings, extractor)
        self.uploads = Uploads(self)
        self._store = store
        self._opened_here = store is None
        # of an embedded store, for what has come by now, once somebody has asked for it
        self._version_now: str | None = None
        self._lock = Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._reads = 0  # handed to the pool and not ended yet; counted by the event loop's thread alone
        self._writers: ThreadPoolExecutor | None = None
        self._workers: ThreadPoolExecutor | None = None
        self._awaited: AwaitedStore | None = None
        self._resolved_at: str | None = None
        self._resolved: dict[str, Any] = {}

    @property
    def store(self) -> Store:
        """The store, opened at its first use; the schema of an embedded file is brought up to date."""
        if self._store is None:
            with self._lock:
                if self._store is None:
                    from quotes.store import open_store

                    self._store = open_store(
                        self.settings.database_url, seconds=self.settings.request_timeout, tell=self.log.warning
                    )
        return self._store

    @property
    def _read_here(self) -> Store | None:
        """The store where it is an embedded file: a quick read is quicker done in the event loop than in a thread."""
        return self._store if self._store is not None and self._store.dialect == "sqlite" else None

    async def version(self) -> str | None:
        """The store's version, or None while the store cannot be reached.

        An embedded store is asked once for all requests that have come by then: they are answered in one turn of the
        event loop, and whatever comes later is in the loop's queue behind what forgets the version.
        """
        if self._version_now is not None:
            return self._version_now
        try:
            found = await self.run_quickly(reading.version)
        except StoreUnavailable:
            return None
        if self._read_here is not None:
            self._version_now = found
            asyncio.get_running_loop().call_soon(self._forget_version)
        return found

    def _forget_version(self) -> None:
        self._version_now = None

    def resolutions(self, version: str | None) -> dict[str, Any]:
        """Whom names meant so far, while the store is of this version; an empty one for an unknown version."""
        if version is None:
            return {}
        if version != self._resolved_at:
            self._resolved_at, self._resolved = version, {}
        return self._resolved

    async def run_quickly(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`function(reader, ...)` that indexes answer at once: without a thread where that can be done.

        On an embedded file in the event loop itself; a server's answer is awaited.
        """
        if self._read_here is not None:
            return function(self._read_here, *args, **kwargs)
        if self._awaited is not None:
            with suppress(self._awaited.unanswered):
                return await self._awaited.read(function, *args, **kwargs)
        return await self.reading(lambda: function(self.store, *args, **kwargs))

    async def run_inline(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`function(connection, ...)` of well under a millisecond: on an embedded file in the event loop itself."""
        if self._read_here is not None:
            return self._read(function, *args, **kwargs)
        return await self.reading(self._read, function, *args, **kwargs)

    async def run_in_thread(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`function(connection, ...)` that may take longer, in a thread, so that others are answered meanwhile."""
        return await self.reading(self._read, function, *args, **kwargs)

    async def run_in_engine(self, scope: Scope, function: Callable[..., T], *args: Any) -> T:
        """`function(job, ...)` with the engine, in a thread of its own kind, so that articles hold up no reader.

        `job` has the engine's `extract`, `stream` and `key_terms`. When the request's time is over, or its task is
        cancelled, so is the job; the place it took is free when the thread has noticed. Raises Busy where too many
        wait.
        """
        if self._workers is None:
            self._workers = ThreadPoolExecutor(MOST_WAITING, thread_name_prefix="quotes-work")
        client = client_of(scope)
        self.articles.take(client)
        job = self.engine.job()
        loop = asyncio.get_running_loop()
        future = self._workers.submit(partial(function, job, *args))

        def done(_: object) -> None:
            with suppress(RuntimeError):  # the loop has ended before the thread
                loop.call_soon_threadsafe(self.articles.give_back, client)

        future.add_done_callback(done)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            job.cancel()
            raise

    async def write(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """`function(connection, ...)` in one transaction, in a thread."""
        if self._writers is None:
            self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="quotes-write")
        run = partial(self._write, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._writers, run)

    async def reading(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """As `threaded`; raises Busy where more reads wait than can be done soon."""
        # The queue itself is asked: what a time limit has given up on stays in it while a database hangs.
        if self._pool is not None and self._pool._work_queue.qsize() >= MOST_READS_WAITING:
            raise Busy(_MANY_READS)
        waits, asked = self._reads >= READERS, time.monotonic()

        def run() -> T:
            if waits and time.monotonic() - asked > PATIENCE:
                raise Busy(_MANY_READS)
            return function(*args, **kwargs)

        return await self.threaded(run)

    async def threaded(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Any blocking function, in a thread."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="quotes-read")
        loop = asyncio.get_running_loop()
        future = self._pool.submit(partial(function, *args, **kwargs))
        self._reads += 1

        def done(_: object) -> None:
            with suppress(RuntimeError):  # the loop has ended before the thread
                loop.call_soon_threadsafe(self._read_ended)

        # The thread's own future, not the request's: what a time limit has given up on holds its thread until it ends.
        future.add_done_callback(done)
        return await asyncio.wrap_future(future)

    def _read_ended(self) -> None:
        self._reads -= 1

    async def start(self) -> None:
        """Open the store, and ready it for being read by the event loop itself."""
        await self.threaded(lambda: self.store.ping())
        if self._read_here is not None:
            self.store.read_most_here()
            return
        from quotes.store.pipeline import AwaitedStore

        self._awaited = AwaitedStore(self.store)
        await self._awaited.open()

    async def finish(self) -> None:
        """`close` at the end of the application, without holding up the event loop."""
        if self._awaited is not None:
            self._awaited.close()
            self._awaited = None
        await asyncio.get_running_loop().run_in_executor(None, self.close)

    def close(self) -> None:
        """Let go of threads, the engine's process and the store (a store that was handed in stays open)."""
        self.uploads.close()
        for pool in (self._workers, self._writers, self._pool):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._workers = self._writers = None
        self.engine.close()
        if self._opened_here and self._store is not None:
            self._store.close()
            self._store = None

    async def _stored_key(self, key: str) -> str | None:
        from quotes.store import keys

        return await self.run_inline(keys.who, key)

    def _read(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        with self.store.read() as connection:
            return function(connection, *args, **kwargs)

    def _write(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        with self.store.write() as connection:
            return function(connection, *args, **kwargs)


# for a route that declares it; `api.http.dependencies.service` is the same for one that has its request
ServiceDep = Annotated[Service, Depends(service)]
