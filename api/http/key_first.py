"""Whoever may not write is told so before anything else of a request is looked at."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.http.dependencies import writer

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def key_first(route: APIRoute, handler: Handler) -> Handler:
    """A route's handler; of a route that asks who writes, one that asks before the body is read and parsed."""
    if all(asked.call is not writer for asked in route.dependant.dependencies):
        return handler

    async def guarded(request: Request) -> Response:
        await writer(request)
        return await handler(request)

    return guarded
