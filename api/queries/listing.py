"""A list of speakers or articles: one page as JSON, CSV or NDJSON, or all of it streamed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from fastapi import Request, Response

from api.http import links, render
from api.http.dependencies import service
from api.http.links import Links
from api.queries import exporting
from api.queries import quotes as queries

if TYPE_CHECKING:
    from sqlalchemy import Connection


async def listed(
    request: Request,
    query: Any,
    path: str,
    *,
    columns: Sequence[str],
    page: Callable[[Connection, Any], tuple[Any, int | None]],
    item: Callable[[Any, Links], dict[str, Any]],
    chunk: Callable[[Connection, Any, str | None], Any],
) -> Response:
    """The answer to a list's `query`; `page` is one page and the count, if asked for, `chunk` a page of an export.

    A table without `limit` and `cursor` is everything, streamed; with either it is that page.
    """
    here, to = service(request), links.of(request)
    kind = exporting.wanted(query.format, request.headers.get("accept", "").encode("latin-1"))
    if kind != "json" and not {"limit", "cursor"} & query.model_fields_set:

        def pages(connection: Connection, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
            rows, following = chunk(connection, query, cursor)
            return [item(row, to) for row in rows], following

        return exporting.streamed(here, pages, kind, columns)
    found, count = await here.run_in_thread(page, query)
    following = queries.following(request, to.base + path, found.next)
    headers = queries.link_header(following)
    items = [item(row, to) for row in found.rows]
    if kind != "json":
        return exporting.whole(items, kind, columns, headers)
    body = render.page(orjson.dumps(items)[1:-1], following=following, resolved={}, count=count)
    return Response(body, headers=headers, media_type="application/json")
