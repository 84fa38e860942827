"""The one ASGI layer around the routes: who may, how much, has it changed; then headers, ETag, gzip, log, metrics.

One class instead of a stack of middlewares: each layer of a stack costs every request a wrapped `send` and a
task switch, and the order of the steps below is the policy, readable from top to bottom.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from os import urandom
from typing import TYPE_CHECKING, Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import VERSION
from api.http import errors
from api.http.caching import Kept, matches, tag_of
from api.http.deadlines import Deadlines
from api.http.links import base_of
from api.http.plain_route import Endpoint
from api.http.response import WHOLE, OutgoingResponse
from quotes.errors import BadInput, NotFound, QuotesError

if TYPE_CHECKING:
    from api.service import Service

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._\-]{1,64}")
# Answers that do not come out of the store: their tag is made from the body.
_NOT_STORED = ("/health", "/ready", "/metrics", "/static", "/docs", "/redoc", "/openapi.json", "/rules")
# What a load balancer and a browser need before anyone has shown a key.
_ALWAYS_OPEN = (
    "/health", "/ready", "/static", "/docs", "/redoc", "/openapi.json", "/sign-in", "/robots.txt", "/favicon.ico",
)  # fmt: skip

# How the `Accept` of a person's browser begins: a program that reads HTML as well names it later.
_FOR_PEOPLE = (b"text/html", b"application/xhtml+xml")
# A problem document (status, body) of this request as a page.
PageOf = Callable[[Scope, int, bytes], Response]

# A load balancer asks by address.
_HOSTLESS = ("/health", "/ready", "/metrics")


class Middleware:
    """ASGI middleware that does for every request what no route should have to."""

    def __init__(
        self, app: ASGIApp, service: Service, endpoints: Mapping[str, Endpoint], page_of: PageOf | None = None
    ) -> None:
        self._app = app
        self._page_of = page_of
        self._endpoints = endpoints
        self._service = service
        settings = service.settings
        self._salt = f"{VERSION}|{settings.serve_text}".encode()
        self._deadlines = Deadlines(settings.request_timeout)
        self._caching = b"no-cache" if settings.public_read else b"private, no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        given: dict[bytes, bytes] = dict(scope["headers"])
        request_id = given.get(b"x-request-id")
        if request_id is None or not _REQUEST_ID.fullmatch(request_id):
            request_id = urandom(8).hex().encode()
        structlog.contextvars.bind_contextvars(request_id=request_id.decode())
        service = self._service
        outgoing = OutgoingResponse(
            send,
            given,
            request_id,
            method=scope["method"],
            bodies=service.bodies,
            cors=service.cors.headers(given.get(b"origin")),
        )
        state = dict(scope.get("state", ()))
        if scope["method"] == "HEAD":
            # A copy: the server goes by its own scope when it leaves the body out.
            scope = {**scope, "method": "GET"}
            state["head"] = True
        scope["state"] = state
        if self._page_of is not None and given.get(b"accept", b"").startswith(_FOR_PEOPLE):
            outgoing.page_of = partial(self._page_of, scope)
        metrics = self._service.metrics
        metrics.in_progress.inc()
        try:
            await self._answer(scope, receive, outgoing, given)
        finally:
            metrics.in_progress.dec()
            seconds = time.perf_counter() - started
            route = outgoing.route or _route(scope)
            metrics.observe(scope["method"], route, outgoing.status, seconds)
            self._log(scope, outgoing, seconds)

    async def _answer(
        self, scope: Scope, receive: Receive, outgoing: OutgoingResponse, given: dict[bytes, bytes]
    ) -> None:
        try:
            with self._deadlines.begin() as deadline:
                # A long export may go on; what has a limit is the wait for its beginning.
                outgoing.on_start = deadline.lift
                early = await self._before(scope, outgoing, given)
                if early is not None:
                    await outgoing.respond(early)
                    return
                if outgoing.answered:
                    return
                if scope["method"] not in ("GET", "OPTIONS"):
                    receive = _bounded(receive, given, self._service.settings.max_body_bytes)
                endpoint = self._endpoints.get(scope["path"]) if scope["method"] == "GET" else None
                if endpoint is None:
                    await self._app(scope, receive, outgoing.send)
                else:
                    # Matching routes one by one and FastAPI's own layers cost more than such a call does.
                    outgoing.route = scope["path"]
                    response = await endpoint(Request(scope, receive))
                    if type(response) in WHOLE and response.background is None:
                        await outgoing.respond(response)
                    else:
                        await response(scope, receive, outgoing.send)
        except ClientDisconnect:
            outgoing.status = 499
        except TimeoutError:
            await self._fail(
                outgoing,
                errors.Timeout(
                    f"This took longer than {self._service.settings.request_timeout:g} s: ask for less at once."
                ),
                scope,
            )
        except Exception as error:
            await self._fail(outgoing, error, scope)

    async def _before(self, scope: Scope, outgoing: OutgoingResponse, given: dict[bytes, bytes]) -> Response | None:
        """Everything that may answer in a route's place, cheapest first."""
        service = self._service
        method, path = scope["method"], scope["path"]
        if method == "OPTIONS" and b"access-control-request-method" in given:
            outgoing.route = "preflight"
            answer = Response(status_code=204)
            answer.raw_headers.extend(service.cors.preflight(given.get(b"origin")))
            return answer
        client = scope["client"][0] if scope.get("client") else None
        try:
            if service.limit.item is not None:
                seconds = await service.limit.wait(client or "unknown")
                if seconds is not None:
                    outgoing.route = "limited"
                    return errors.problem(
                        429, "too-many-requests", service.limit.sentence(seconds),
                        instance=path, headers={"Retry-After": str(seconds)},
                    )  # fmt: skip
            if not path.startswith(_HOSTLESS):
                _check_host(given, scope, service)
            if not service.settings.public_read and not path.startswith(_ALWAYS_OPEN):
                outgoing.reader = await service.gate.reader(given)
            if "\x00" in path:
                raise NotFound("There is nothing under an address that holds a NUL.")
        except Exception as error:
            if not isinstance(error, QuotesError):
                raise
            outgoing.route = "refused"
            return errors.of_exception(error, path)
        if method != "GET" or path.startswith(_NOT_STORED):
            return None
        return await self._unchanged(scope, outgoing, given)

    async def _unchanged(self, scope: Scope, outgoing: OutgoingResponse, given: dict[bytes, bytes]) -> Response | None:
        """A 304, or the body kept since the store last changed; else the tag for the answer to come."""
        version = await self._service.version()
        if version is None:
            return None
        scope["state"]["version"] = version
        base_address = base_of(scope, self._service, given.get(b"host", b""))
        scope["state"]["base"] = base_address
        base = base_address.encode()
        path = scope["path"].encode("utf-8", "replace")
        key = (path, scope["query_string"], given.get(b"accept", b""), base)
        tag = tag_of(version.encode(), self._salt, *key)
        outgoing.tag, outgoing.key, outgoing.cache_control = tag, key, self._caching
        asked = given.get(b"if-none-match")
        if asked is not None and matches(asked, tag):
            outgoing.route = "unchanged"
            self._service.metrics.saved_304.inc()
            return Response(status_code=304)
        kept: Kept | None = self._service.bodies.get(key, tag)
        if kept is not None:
            outgoing.route = kept.route
            self._service.metrics.saved_body.inc()
            await outgoing.repeat(kept)
        return None

    async def _fail(self, outgoing: OutgoingResponse, error: Exception, scope: Scope) -> None:
        response = errors.of_exception(error, scope["path"])
        if response.status_code == 500:
            self._service.log.error("request failed", path=scope["path"], exc_info=error)
        outgoing.on_start = None
        if outgoing.answered:
            # FastAPI's outermost layer answers, by our handler, and raises all the same.
            return
        if outgoing.started:
            # The status is out already: an answer cut off is the one honest sign left.
            raise error
        await outgoing.respond(response)

    def _log(self, scope: Scope, outgoing: OutgoingResponse, seconds: float) -> None:
        self._service.log.info(
            "request",
            method=scope["method"],
            path=scope["path"][:500],
            # A mistyped parameter may be a key in the wrong place.
            query=scope["query_string"].decode("latin-1")[:500] if outgoing.status < 400 else "",
            status=outgoing.status,
            ms=round(seconds * 1000, 2),
            bytes=outgoing.sent,
            client=scope["client"][0] if scope.get("client") else None,
            by=outgoing.reader,
        )


def _route(scope: Scope) -> str:
    """The template of the route that answered, so that metrics have as many lines as there are routes."""
    route: Any = scope.get("route")
    path = getattr(route, "path", None)
    return str(path) if path else "unmatched"


def _check_host(given: dict[bytes, bytes], scope: Scope, service: Service) -> None:
    host = given.get(b"host", b"").decode("latin-1")
    own = (scope.get("server") or ("",))[0]
    if service.hosts.refuses(host, own):
        raise BadInput(
            "This server does not answer under the name that was asked for: whoever runs it names it in "
            "QUOTES_ALLOWED_HOSTS or QUOTES_BASE_URL."
        )


def _bounded(receive: Receive, given: dict[bytes, bytes], limit: int) -> Receive:
    """`receive` that refuses a body over the limit: by its Content-Length before any of it is read, or as it comes.

    No sooner than a route asks for the body: whoever may not write is told that first.
    """
    length = given.get(b"content-length", b"0")
    told = int(length) if length.isdigit() else 0
    came = 0

    async def bounded() -> Message:
        nonlocal came
        message: Message = {} if told > limit else await receive()
        if message.get("type") == "http.request":
            came += len(message.get("body", b""))
        if max(told, came) > limit:
            raise HTTPException(413, f"The body is larger than {limit} bytes: send fewer articles at once.")
        return message

    return bounded
