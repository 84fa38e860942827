"""Absolute addresses of everything the API answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.types import Scope

if TYPE_CHECKING:
    from api.service import Service


class Links:
    """Builds links under one base address (no slash at its end)."""

    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        self.base = base

    def quote(self, quote_id: str) -> str:
        return f"{self.base}/quotes/{quote_id}"

    def article(self, article_id: str) -> str:
        return f"{self.base}/articles/{quote(article_id, safe='')}"

    def speaker(self, speaker_id: str) -> str:
        return f"{self.base}/speakers/{quote(speaker_id, safe='')}"

    def embed(self, quote_id: str) -> str:
        return f"{self.base}/embed/quotes/{quote_id}"


def of(request: Request) -> Links:
    """The links of this request: under the `base_url` setting, else under the request's own address."""
    known = request.scope.get("state", {}).get("base")
    if known is not None:
        return Links(known)
    host = next((value for name, value in request.scope["headers"] if name == b"host"), b"")
    return Links(base_of(request.scope, request.app.state.service, host))


def base_of(scope: Scope, service: Service, given: bytes) -> str:
    """The public address, without a slash at its end: the setting's, else the request's own where the `Host` that was
    given is believed."""
    setting = service.settings.base_url
    if setting:
        return setting.rstrip("/")
    own, port = scope.get("server") or ("127.0.0.1", 8000)
    host = given.decode("latin-1")
    if not service.hosts.believes(host, own):
        # Anybody can send any Host, and it would end up inside every link, in shared caches too.
        host = f"[{own}]:{port}" if ":" in own else f"{own}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}"


def root_of(request: Request) -> str:
    """The path that the pages stand under, without a slash at its end: that of the `base_url` setting, else the
    server's own. The application is asked without it: the proxy that serves it under a path takes the path away."""
    setting = request.app.state.service.settings.base_url
    path = urlsplit(setting).path if setting else str(request.scope.get("root_path", ""))
    return path.rstrip("/")
