"""The bundled files of the pages, with how long a browser may keep them."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

# Pages name a file with a sign of its content (?v=), so that under that address it never changes.
_FOR_EVER = "public, max-age=31536000, immutable"
# Other sites name quote-card.js without one: a new version reaches them within the hour.
_AN_HOUR = "public, max-age=3600"


class Assets(StaticFiles):
    """`api/static/`."""

    def __init__(self) -> None:
        super().__init__(directory=Path(__file__).parent / "static")

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 304."""
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            versioned = scope["query_string"].startswith(b"v=")
            response.headers["cache-control"] = _FOR_EVER if versioned else _AN_HOUR
        return response
