"""One answer on its way out: the common headers, its tag, gzip, and a copy for the next who asks."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.types import Message, Send

from api.http.caching import Bodies, Kept, RawHeaders, matches, tag_of
from api.http.headers import ALWAYS, API_POLICY

_PACKED = (
    b"text/", b"application/json", b"application/problem+json", b"application/x-ndjson", b"application/feed+json",
    b"application/atom+xml", b"application/xml", b"application/javascript", b"image/svg+xml",
)  # fmt: skip
_WORTH_PACKING = 1000
_LEVEL = 4
_POLICY = (b"content-security-policy", API_POLICY.encode())
_USUAL = (*ALWAYS, _POLICY, (b"vary", b"Accept, Accept-Encoding"))
_USUAL_NAMES = frozenset(name for name, _ in _USUAL)
_SIZED = (b"content-encoding", b"content-length")


class ReadyJson(Response):
    """JSON as bytes, without Starlette's look at what else an answer may be; its length and tag come on its way out."""

    def __init__(self, body: bytes, *, link: str | None = None) -> None:
        self.status_code = 200
        self.background = None
        self.body = body
        linked = [] if link is None else [(b"link", link.encode("latin-1"))]
        self.raw_headers = [*linked, (b"content-type", b"application/json")]


# What `OutgoingResponse.respond` can take as it is.
WHOLE = (Response, ReadyJson)


class OutgoingResponse:
    """The state of one answer; `send` stands in the place of the server's own."""

    __slots__ = (
        "_bodies", "_cors", "_given", "_head", "_packer", "_pending", "_request_id", "_send", "answered",
        "cache_control", "key", "on_start", "page_of", "reader", "reads", "route", "sent", "started",
        "status", "tag",
    )  # fmt: skip

    def __init__(
        self,
        send: Send,
        given: dict[bytes, bytes],
        request_id: bytes,
        *,
        method: str,
        bodies: Bodies,
        cors: RawHeaders,
    ) -> None:
        self._send = send
        self._given = given
        self._request_id = request_id
        self._head = method == "HEAD"
        self._bodies = bodies
        self._cors = cors
        self._pending: Message | None = None
        self._packer: Any = None
        self.tag: bytes | None = None
        self.key: tuple[object, ...] | None = None
        self.cache_control: bytes | None = None
        self.on_start: Callable[[], None] | None = None
        # Set where a person's browser asked: makes a page of a problem document.
        self.page_of: Callable[[int, bytes], Response] | None = None
        self.route: str | None = None
        self.reader: str | None = None
        self.reads = method in ("GET", "HEAD")
        self.status = 0
        self.sent = 0
        self.started = False
        self.answered = False

    async def respond(self, response: Response) -> None:
        """A whole answer of our own."""
        self._pending = None
        await self._whole(response.status_code, list(response.raw_headers), bytes(response.body))

    async def repeat(self, kept: Kept) -> None:
        """An answer given before."""
        body = kept.body
        raw = kept.headers
        if self._wants_gzip() and len(body) >= _WORTH_PACKING and _is_packable(dict(raw)):
            if kept.packed is None:
                self._bodies.pack(kept, _gzip(body))
            body = kept.packed or body
            raw = [*raw, (b"content-encoding", b"gzip")]
        await self._finish(200, [*raw, (b"content-length", b"%d" % len(body))], body)

    async def send(self, message: Message) -> None:
        """The `send` that the routes see."""
        if message["type"] == "http.response.start":
            # Held until the first piece of the body: a whole one gets its length, tag and gzip form.
            self._pending = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        more = message.get("more_body", False)
        body = message.get("body", b"")
        if self._pending is None:
            await self._stream(body, more=more)
        elif more:
            await self._begin_stream(body)
        else:
            status, given = self._pending["status"], list(self._pending["headers"])
            self._pending = None
            await self._whole(status, given, body)

    async def _whole(self, status: int, given: RawHeaders, body: bytes) -> None:
        if self.page_of is not None and status >= 400 and (b"content-type", b"application/problem+json") in given:
            page = self.page_of(status, body)
            body = bytes(page.body)
            given = _without(given, b"content-type", b"content-length") + page.raw_headers
        said = dict(given)
        raw = _without(given, b"content-length")
        self._dress(raw, said, status)
        if status == 200 and self.reads:
            tag = said.get(b"etag")
            if tag is None:
                tag = (self.tag if self._is_versioned(said) else None) or tag_of(body)
                raw.append((b"etag", tag))
            asked = self._given.get(b"if-none-match")
            if asked is not None and matches(asked, tag):
                await self._finish(304, _without(raw, b"content-type", b"content-encoding"), b"")
                return
            self._keep(tag, raw, body)
        if self._is_worth_packing(body, said):
            body = _gzip(body)
            raw.append((b"content-encoding", b"gzip"))
        if status not in (204, 304):
            raw.append((b"content-length", b"%d" % len(body)))
        await self._finish(status, raw, body)

    def _keep(self, tag: bytes, raw: RawHeaders, body: bytes) -> None:
        """Keep an answer to be given again, where its tag is the one that the next request will ask for."""
        if self.key is not None and tag == self.tag and self._bodies.worth_keeping(tag, len(body)):
            self._bodies.put(self.key, Kept(tag, list(raw), body, self.route or "kept"))

    def _is_worth_packing(self, body: bytes, said: dict[bytes, bytes]) -> bool:
        long_enough = len(body) >= _WORTH_PACKING and b"content-encoding" not in said
        return long_enough and self._wants_gzip() and _is_packable(said)

    async def _begin_stream(self, body: bytes) -> None:
        assert self._pending is not None  # noqa: S101 - send() looked
        status, raw = self._pending["status"], list(self._pending["headers"])
        self._pending = None
        said = dict(raw)
        self._dress(raw, said, status)
        if status == 200 and self.reads and b"etag" not in said and self._is_versioned(said):
            raw.append((b"etag", self.tag or b""))
        if self._wants_gzip() and _is_packable(said) and said.keys().isdisjoint(_SIZED):
            self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
            raw.append((b"content-encoding", b"gzip"))
        await self._send(self._start(status, raw))
        await self._stream(body, more=True, first=True)

    async def _stream(self, body: bytes, *, more: bool, first: bool = False) -> None:
        """Send a piece; what is being packed may have none yet. The `first` is sent all the same: see `OneWrite`."""
        if self._packer is not None:
            body = self._packer.compress(body)
            if not more:
                body += self._packer.flush()
        if self._head:
            body = b""
        if body or first or not more:
            self.sent += len(body)
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
        self.answered = self.answered or not more

    def _dress(self, raw: RawHeaders, said: dict[bytes, bytes], status: int) -> None:
        """The headers of every answer, but for those that the route has set itself."""
        # A browser writes a 304's headers over those it keeps: a page would lose its own policy on a second visit.
        if status != 304 and said.keys().isdisjoint(_USUAL_NAMES):
            raw.extend(_USUAL)
        else:
            raw.extend(pair for pair in _USUAL if pair[0] not in said and (status != 304 or pair[0] != _POLICY[0]))
        if b"cache-control" not in said:
            good = self.cache_control is not None and status in (200, 301, 304)
            raw.append((b"cache-control", self.cache_control or b"" if good else b"no-store"))
        if status == 304 and self.tag is not None:
            raw.append((b"etag", self.tag))

    def _is_versioned(self, said: dict[bytes, bytes]) -> bool:
        """Whether the answer is a function of the store's version and the request: not where it says no-store."""
        return self.tag is not None and b"no-store" not in said.get(b"cache-control", b"")

    def _wants_gzip(self) -> bool:
        return b"gzip" in self._given.get(b"accept-encoding", b"")

    async def _finish(self, status: int, raw: RawHeaders, body: bytes) -> None:
        await self._send(self._start(status, raw))
        if self._head:
            body = b""
        self.sent += len(body)
        await self._send({"type": "http.response.body", "body": body})
        self.answered = True

    def _start(self, status: int, raw: RawHeaders) -> Message:
        """The message that begins the answer, to be sent now."""
        if self.on_start is not None:
            self.on_start()
        self.started = True
        self.status = status
        # The request's own id, and what its Origin is told, are never part of a kept answer.
        own = [*raw, *self._cors, (b"x-request-id", self._request_id)]
        return {"type": "http.response.start", "status": status, "headers": own}


def _is_packable(said: dict[bytes, bytes]) -> bool:
    return said.get(b"content-type", b"").startswith(_PACKED)


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()


def _without(headers: RawHeaders, *names: bytes) -> RawHeaders:
    return [pair for pair in headers if pair[0] not in names]
