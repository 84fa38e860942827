"""`/speakers/suggestions`: who may be one person, left to people to decide; and the answer that they are two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api import schemas
from api.http import links, render
from api.http.dependencies import WRITES, SpeakerId, WriterDep, service
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.http.plain_route import PlainRoute
from api.queries import exporting
from api.queries import quotes as queries
from api.queries.bodies import ApartIn
from api.queries.parameters import Format
from api.queries.query_string import document, read
from api.routes.quotes import LIST_CONTENT
from api.routes.speakers import changed
from api.service import ServiceDep

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import SuggestionPage

router = APIRouter(tags=["speakers"], route_class=JsonRoute)
plain = APIRouter(tags=["speakers"], route_class=PlainRoute)


class SuggestionQuery(BaseModel):
    """The parameters of `GET /speakers/suggestions`."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=200, description="Suggestions a page.")
    cursor: str | None = Field(None, max_length=1000, description="From `next` of the page before, as it is.")
    format: Format | None = Field(None, description="`csv` or `ndjson`; else as `Accept` says.")


@plain.get(
    "/speakers/suggestions",
    operation_id="list_suggestions",
    summary="Who may be one person, where the evidence does not decide",
    response_model=schemas.SuggestionPage,
    responses={**LIST_CONTENT, **declared(400, 401, 422)},
    openapi_extra=document(SuggestionQuery),
)
async def list_suggestions(request: Request) -> Response:
    """To be answered with `merge` where they are one, with `apart` where they are two."""
    query = read(SuggestionQuery, request)
    here, to = service(request), links.of(request)
    kind = exporting.wanted(query.format, request.headers.get("accept", "").encode("latin-1"))
    page = await here.run_in_thread(_page, query)
    following = queries.following(request, to.base + "/speakers/suggestions", page.next)
    headers = queries.link_header(following)
    items = [one.as_dict() for one in page.rows]
    if kind != "json":
        return exporting.whole(items, kind, exporting.SUGGESTION_COLUMNS, headers)
    body = render.page(orjson.dumps(items)[1:-1], following=following, resolved={}, count=None)
    return Response(body, headers=headers, media_type="application/json")


@router.post(
    "/speakers/{id}/apart",
    operation_id="keep_speakers_apart",
    summary="Say that others are not this speaker",
    response_model=schemas.SpeakerDetail,
    responses={**declared(400, 401, 403, 404, 409, 413, 415, 422)},
    dependencies=WRITES,
)
async def keep_apart(id: SpeakerId, apart: ApartIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """They are never joined again, nor suggested. Outlives any re-extraction."""

    def change(connection: Connection) -> None:
        from quotes.store import speakers

        for other in apart.ids:
            speakers.keep_apart(connection, id, other, by=by, note=apart.note)

    return await changed(to, request, id, change)


def _page(connection: Connection, query: SuggestionQuery) -> SuggestionPage:
    from quotes.store import speakers

    return speakers.suggestions(connection, limit=query.limit, cursor=query.cursor)
