"""Which other sites' pages may read: all of a public server; of one on loopback none, unless a setting asks for it.

A page that a journalist visits can ask 127.0.0.1 for anything; whether it sees the answer is said here.
"""

from __future__ import annotations

import re

from api.http.caching import RawHeaders
from api.http.hosts import is_loopback
from quotes.config import Settings
from quotes.errors import BadInput

_ORIGIN = re.compile(r"https?://[A-Za-z0-9._\-\[\]:]{1,255}")
_EXPOSED = (b"access-control-expose-headers", b"Link, ETag, X-Request-ID, Retry-After")
_PREFLIGHT: RawHeaders = [
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Authorization, If-None-Match, X-API-Key, X-Request-ID"),
    (b"access-control-max-age", b"86400"),
]
_ALL: RawHeaders = [(b"access-control-allow-origin", b"*"), _EXPOSED]
_NONE: RawHeaders = []


class Cors:
    """The headers that let another site's page read an answer. They never become part of a kept answer."""

    def __init__(self, settings: Settings, *, listener: str | None) -> None:
        setting = settings.cors_origins
        if setting is None:
            setting = "*" if listener is not None and not is_loopback(listener) else ""
        names = {name.strip().rstrip("/").lower() for name in setting.split(",") if name.strip()}
        self._all = "*" in names
        for name in names - {"*"}:
            if not _ORIGIN.fullmatch(name):
                raise BadInput(
                    f"QUOTES_CORS_ORIGINS holds {name[:100]!r}, which is no origin: "
                    "write https://app.example, or * for all."
                )
        self._origins = frozenset(name.encode() for name in names)

    def headers(self, origin: bytes | None) -> RawHeaders:
        """What an answer to this `Origin` carries besides the rest."""
        if self._all:
            return _ALL
        if not self._origins:
            return _NONE
        varies = (b"vary", b"Origin")
        if origin is None or origin.lower() not in self._origins:
            return [varies]
        return [(b"access-control-allow-origin", origin), _EXPOSED, varies]

    def preflight(self, origin: bytes | None) -> RawHeaders:
        """The same of an answer to the question whether a page may ask: reading, never writing."""
        allowed = self._all or (origin is not None and origin.lower() in self._origins)
        return _PREFLIGHT if allowed else _NONE
