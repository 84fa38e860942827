"""A route without FastAPI's dependency machinery, for the calls that are asked for most."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class PlainRoute(APIRoute):
    """Documented like every other, but its endpoint is `async (request) -> Response` and called as it is.

    Solving dependencies costs as much as a query does; these endpoints read their parameters themselves, by
    the very model that documents them (`api.parameters`).
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint
