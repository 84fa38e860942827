"""`/feeds/quotes.json` and `.atom`: any question to `/quotes` as a feed to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.formats import addresses, atom, jsonfeed
from api.formats.feed import Feed
from api.formats.words import moment, shortened
from api.http import links
from api.http.dependencies import service
from api.http.errors import declared
from api.http.plain_route import PlainRoute
from api.pages.listing import as_json
from api.queries import quotes as queries
from api.queries.parameters import QuoteFilters
from api.queries.query_string import document, read

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import Page

router = APIRouter(tags=["feeds"], route_class=PlainRoute)


class FeedQuery(QuoteFilters):
    """The parameters of a feed: all filters of `GET /quotes`."""

    limit: int = Field(50, ge=1, le=200, description="Quotes a page.")
    cursor: str | None = Field(None, max_length=1000, description="Older ones: from the feed's link to its next page.")


def _responses(media_type: str, schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "description": "The newest quotes that match, and a link to the page before them.",
            "content": {media_type: {"schema": schema}},
            "headers": {"ETag": {"description": "For If-None-Match.", "schema": {"type": "string"}}},
        },
        304: {"description": "Nothing new since the answer whose ETag you sent."},
        **declared(400, 401, 422),
    }


@router.get(
    "/feeds/quotes.json",
    operation_id="json_feed",
    summary="Quotes as a JSON Feed 1.1",
    response_class=Response,
    responses=_responses(jsonfeed.MEDIA_TYPE, {"type": "object"}),
    openapi_extra=document(FeedQuery),
)
async def json_feed(request: Request) -> Response:
    """Any question to `GET /quotes`, newest first, for feed readers. Poll it with `If-None-Match`."""
    return Response(orjson.dumps(jsonfeed.json_feed(await _feed(request, "json"))), media_type=jsonfeed.MEDIA_TYPE)


@router.get(
    "/feeds/quotes.atom",
    operation_id="atom_feed",
    summary="Quotes as an Atom feed",
    response_class=Response,
    responses=_responses(atom.MEDIA_TYPE, {"type": "string"}),
    openapi_extra=document(FeedQuery),
)
async def atom_feed(request: Request) -> Response:
    """The same as Atom (RFC 4287), with its older pages behind `rel="next"`."""
    return Response(atom.atom(await _feed(request, "atom")), media_type=atom.MEDIA_TYPE)


async def _feed(request: Request, kind: str) -> Feed:
    here, to = service(request), links.of(request)
    query = read(FeedQuery, request)
    wanted, resolved = await queries.quote_filter(here, query, request.scope["state"].get("version"))
    page, added = await here.run_in_thread(_page, wanted, query)
    given = parse_qsl(request.scope["query_string"].decode("latin-1"))
    asked = [(name, value) for name, value in given if name not in ("cursor", "limit")]
    kept = [(name, value) for name, value in given if name != "cursor"]
    title = _title(asked, resolved)
    return Feed(
        title=f"Quotes: {title}" if title else "Quotes",
        description="Who said what, newest first; each with its source and the reason for its speaker.",
        address=addresses.feed(to.base, kind, given),
        home=addresses.search_page(to.base, asked),
        base=to.base,
        quotes=as_json(page.rows, to),
        next=addresses.feed(to.base, kind, [*kept, ("cursor", page.next)]) if page.next else None,
        added=added,
    )


def _title(asked: list[tuple[str, str]], resolved: dict[str, Any]) -> str:
    """The question in words: speakers by the name they were found under."""
    names = {one["query"]: one["speakers"][0]["name"] for one in resolved.get("speaker", []) if one["speakers"]}
    words = [names.get(value, value) if name == "speaker" else value for name, value in asked]
    return shortened(", ".join(words), 120)


def _page(connection: Connection, wanted: Any, query: FeedQuery) -> tuple[Page, dict[str, str]]:
    """The page, and when the articles without a date of their own came in."""
    from quotes.store import articles, quotes

    page = quotes.page(connection, wanted, limit=query.limit, cursor=query.cursor)
    added = {}
    for row in page.rows:
        if row.article_id in added or moment(orjson.loads(row.article)["published"]):
            continue
        article = articles.get(connection, row.article_id)
        if article is not None:
            added[row.article_id] = article.added_at
    return page, added
