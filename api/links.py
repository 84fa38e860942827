"""Absolute addresses of everything the API answers with."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request

_SAFE_HOST = re.compile(r"[A-Za-z0-9._\-:\[\]]{1,255}")


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
    return Links(base_of(request.scope["headers"], request.scope, request.app.state.service.settings.base_url))


def base_of(headers: object, scope: object, setting: str | None) -> str:
    """The public address, without a slash at its end."""
    if setting:
        return setting.rstrip("/")
    host = ""
    for name, value in headers:  # type: ignore[attr-defined]
        if name == b"host":
            host = value.decode("latin-1")
            break
    if not _SAFE_HOST.fullmatch(host):
        # A Host that is no host would end up inside every link.
        server = scope.get("server") or ("127.0.0.1", 8000)  # type: ignore[attr-defined]
        host = f"{server[0]}:{server[1]}"
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}"  # type: ignore[attr-defined]
