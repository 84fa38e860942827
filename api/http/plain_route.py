"""A route without FastAPI's dependency machinery, for the calls that are asked for most."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def endpoints(routers: Iterable[APIRouter]) -> dict[str, Endpoint]:
    """The plain GET endpoints whose path holds no parameter, by path: these the middleware calls by itself."""
    return {
        route.path: route.endpoint
        for router in routers
        for route in router.routes
        if isinstance(route, PlainRoute) and "{" not in route.path and route.methods == {"GET"}
    }


class PlainRoute(APIRoute):
    """Documented like every other, but its endpoint is `async (request) -> Response` and called as it is.

    Solving dependencies costs as much as a query does; these endpoints read their parameters themselves, by
    the very model that documents them (`api.queries.parameters`).
    """

    def get_route_handler(self) -> Endpoint:
        endpoint: Endpoint = self.endpoint
        return endpoint
