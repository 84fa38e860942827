"""The server's side of one connection, with an end to each state in which a client can leave it.

uvicorn ends a connection that is silent after an answer, and nothing else: one on which nothing was ever asked, one
whose request stops in its head, and one whose answer is not read, it keeps for ever. Here

- a request's head must be there `head_seconds` after the connection was opened, or after its own first byte;
- a connection is kept `idle_seconds` for the next request after an answer;
- an answer that the connection's buffer cannot take must move on within `write_seconds`;
- a connection above `connections` takes the place of the one that has waited longest without a request; where all
  are at work, it is answered 503.

(A body that does not come, and a route that takes long, fall under `QUOTES_REQUEST_TIMEOUT`: see `middleware.py`.)
uvicorn's own `limit_concurrency` is not used: it counts idle connections as work, and refuses whoever comes next.
"""

from __future__ import annotations

import asyncio
import resource
from itertools import count
from typing import Any, ClassVar, NamedTuple, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http import telemetry
from api.http.one_write import OneWrite
from quotes.config import Settings, settings

HEAD_SECONDS = 10.0
# Longer than clients and proxies keep a connection that they do not use (5 seconds: httpx; 60: nginx, load balancers).
# Whoever gives up first must be the client: a request that meets the server's end of the connection fails.
IDLE_SECONDS = 75.0
# Descriptors for what is no client's connection: the store's files, the database, the engine's pipes, log files.
OTHER_DESCRIPTORS = 60
# So many connections may be accepted before the loop comes to count them.
BURST = 90
# The log is told of connections above the limit at once, and then no more often than this: a flood must not fill it.
TELL_SECONDS = 60.0

_BODY = b'{"type":"urn:quotes:problem:busy","title":"Too busy","status":503,"code":"busy","detail":"All connections are at work: try again in a few seconds."}'  # noqa: E501
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nretry-after: 5\r\n"
    b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


class Limits(NamedTuple):
    """What one server process grants its clients."""

    connections: int
    head_seconds: float = HEAD_SECONDS
    idle_seconds: float = IDLE_SECONDS
    write_seconds: float = 30.0
    backlog: int = 2048

    @classmethod
    def of(cls, given: Settings) -> Limits:
        """The settings' limits, no more connections than the process may have descriptors."""
        descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if descriptors == resource.RLIM_INFINITY:
            descriptors = 1 << 30
        connections = min(given.max_connections, max(16, descriptors - OTHER_DESCRIPTORS - BURST))
        backlog = min(2048, max(BURST, descriptors - OTHER_DESCRIPTORS - connections))
        return cls(connections, write_seconds=given.write_timeout, backlog=backlog)


class Crowd:
    """Tells the log that clients had more connections than are kept: of the first at once, then once a minute."""

    def __init__(self) -> None:
        self._counted = {"ended": 0, "refused": 0}
        self._timer: asyncio.TimerHandle | None = None

    def count(self, what: str, limit: int) -> None:
        """One connection was "ended" while idle, to make room, or "refused" because all are at work."""
        self._counted[what] += 1
        if self._timer is None:
            self._tell(limit)

    def _tell(self, limit: int) -> None:
        self._timer = None
        if not any(self._counted.values()):
            return
        telemetry.logger().warning(
            "More connections than this process keeps: idle ones are ended, and new ones refused where all are at "
            "work; raise QUOTES_MAX_CONNECTIONS and `ulimit -n`, or let a proxy hold them.",
            limit=limit,
            **self._counted,
        )
        self._counted = dict.fromkeys(self._counted, 0)
        self._timer = asyncio.get_running_loop().call_later(TELL_SECONDS, self._tell, limit)


_ARRIVALS = count()


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol within `Limits` (None: those of the settings)."""

    limits: ClassVar[Limits | None] = None
    crowd: ClassVar[Crowd] = Crowd()
    # None while a request is at work
    _waiting_since: float | None = None
    # the first bytes of a request are here, and its last are not
    _halfway = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._writing = OneWrite(transport)
        self.transport = cast("asyncio.Transport", self._writing)
        self._limits = self.limits or Limits.of(settings())
        self.timeout_keep_alive = self._limits.idle_seconds  # type: ignore[assignment]
        self._wait(self._limits.head_seconds)
        self._unread: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = self.loop.call_later(self._limits.head_seconds, self._look)
        if len(self.connections) > self._limits.connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone, whoever ended it."""
        for timer in (self._watch, self._unread):
            if timer is not None:
                timer.cancel()
        self._watch = self._unread = None
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """The first byte of a request is there."""
        self._halfway = True
        if self._waiting_since is not None:
            self._wait(self._limits.head_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A request's head is there."""
        self._waiting_since = None
        if not self.expect_100_continue:
            self._writing.begin()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request is there, to its end."""
        self._halfway = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is out; the next request may be here already."""
        self._writing.flush()  # the answer to HEAD is nothing else
        if not self.pipeline:
            self._wait(self._limits.head_seconds if self._halfway else self._limits.idle_seconds)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client does not read as fast as it is sent to."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(self._limits.write_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read on."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def _wait(self, seconds: float) -> None:
        """Wait so long for a request's head from now on."""
        self._waiting_since = self.loop.time()
        self._patience = seconds
        # the loop's clock is the same for all that come in one of its turns
        self._waits_behind = next(_ARRIVALS)

    def _look(self) -> None:
        """End the connection if it has waited too long; else look again when that may be."""
        if self.transport.is_closing():
            # asked to close a while ago, but the client does not read what is left in the buffer
            self.transport.abort()
            return
        left = self._limits.head_seconds
        if self._waiting_since is not None:
            left = self._patience - (self.loop.time() - self._waiting_since)
        if left <= 0:
            self.transport.close()
            left = self._limits.head_seconds
        # no later than this, since a request may begin, and its head has so long
        self._watch = self.loop.call_later(min(max(left, 0.01), self._limits.head_seconds), self._look)

    def _make_room(self) -> None:
        waiting: list[Any] = [other for other in self.connections if other is not self and _is_idle(other)]
        oldest = min(waiting, key=_waits_behind, default=None)
        if oldest is not None:
            self.crowd.count("ended", self._limits.connections)
            oldest.transport.abort()
            return
        self.crowd.count("refused", self._limits.connections)
        self.transport.write(_BUSY)
        self.transport.close()


def _is_idle(connection: Any) -> bool:
    # one that was ended in this turn of the loop is counted until the next, and makes no more room
    return getattr(connection, "_waiting_since", None) is not None and not connection.transport.is_closing()


def _waits_behind(connection: Any) -> int:
    return int(connection._waits_behind)
