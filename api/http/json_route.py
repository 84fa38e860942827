"""A route whose body is JSON, and which says so to whoever sends something else."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.http.key_first import Handler, key_first
from quotes.errors import UnknownFormat


class JsonRoute(APIRoute):
    """Like FastAPI's own; whoever may not write is told so first, then a body of another media type is a 415
    (UnknownFormat)."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()
        if self.body_field is None:
            return key_first(self, handler)

        async def checked(request: Request) -> Response:
            given = request.headers.get("content-type", "")
            kind = given.partition(";")[0].strip().lower()
            if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
                shown = f"not {kind[:80]}" if kind else "and say so"
                raise UnknownFormat(f"Send JSON, {shown}: with the header Content-Type: application/json.")
            return await handler(request)

        return key_first(self, checked)
