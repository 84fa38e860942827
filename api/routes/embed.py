"""`/embed/quotes`: cards to show in a frame on any page, and the quotation as a W3C Web Annotation."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import orjson
from fastapi import APIRouter, Request, Response
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

import api
from api.formats import addresses, annotation, jsonld
from api.http import links
from api.http.dependencies import service
from api.http.errors import declared
from api.http.plain_route import PlainRoute
from api.pages.listing import as_json
from api.pages.templating import PageRoute, render
from api.queries import quotes as queries
from api.queries.parameters import Nothing, QuoteFilters, Sort
from api.queries.query_string import document, read
from api.schemas import examples
from quotes.errors import NotFound, QuotesError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow


class CardQuery(BaseModel):
    """The parameters of `GET /embed/quotes/{id}`."""

    model_config = ConfigDict(extra="forbid")

    theme: Literal["light", "dark", "auto"] = Field(
        "light", description="The colours: `light`, `dark`, or `auto`: as the reader's system has it."
    )


class EmbedQuery(CardQuery, QuoteFilters):
    """The parameters of `GET /embed/quotes`: all filters of `GET /quotes`."""

    sort: Sort = Field("-published", description="Newest first (the default), oldest first, best match, surest first.")
    limit: int = Field(10, ge=1, le=50, description="Cards at most.")


class CardRoute(PageRoute):
    """Like a page's; what went wrong is a card too."""

    def sorry(self, request: Request, error: QuotesError) -> Response:
        return _cards(request, [], title="quotes", status=error.status, message=str(error))


router = APIRouter(tags=["embeds"], route_class=CardRoute)
plain = APIRouter(tags=["embeds"], route_class=PlainRoute)

_ID = ("id", "The quote's id.", str(examples.QUOTE.get("id", "q0123456789abcdef")))
_UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing has changed since the answer whose ETag you sent."}
}
_HTML: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page that any other page may show in a frame; it runs no script and loads nothing.",
        "content": {"text/html": {"schema": {"type": "string"}}},
    },
    **_UNCHANGED,
}


@router.get(
    "/embed/quotes",
    operation_id="embed_quotes",
    summary="Quotes as cards in one frame",
    response_class=Response,
    responses={**_HTML, **declared(400, 401, 422)},
    openapi_extra=document(EmbedQuery),
)
async def embed_quotes(request: Request) -> Response:
    """The quotes of any filter, newest first, as a page to be framed: `<iframe src=".../embed/quotes?speaker=...">`."""
    here, to = service(request), links.of(request)
    query = read(EmbedQuery, request)
    wanted, resolved = await queries.quote_filter(here, query, request.scope["state"].get("version"))
    rows = await here.run_in_thread(_page, wanted, query)
    quotes = as_json(rows, to)
    names = [one["speakers"][0]["name"] for one in resolved.get("speaker", []) if len(one["speakers"]) == 1]
    title = f"What {' and '.join(names)} said" if names else "Quotations"
    data = jsonld.listed(quotes, to.base, title)
    return _cards(request, quotes, title=title, heading=title, data=data, theme=query.theme)


@router.get(
    "/embed/quotes/{id}",
    operation_id="embed_quote",
    summary="One quote as a card",
    response_class=Response,
    responses={**_HTML, **declared(400, 401, 404, 422)},
    openapi_extra=document(CardQuery, _ID),
)
async def embed_quote(request: Request) -> Response:
    """The words, who said them, where and when, with a way to the source and to the evidence."""
    query = read(CardQuery, request)
    to = links.of(request)
    row = await service(request).run_inline(_get, request.path_params["id"])
    [quote] = as_json([row], to)
    address = addresses.oembed(to.base, addresses.embed_card(to.base, quote["id"]))
    data = jsonld.quotation(quote, to.base)
    return _cards(request, [quote], title="A quotation", oembed=address, data=data, theme=query.theme)


@plain.get(
    "/quotes/{id}/annotation",
    operation_id="get_quote_annotation",
    summary="One quote as a W3C Web Annotation",
    response_class=Response,
    responses={
        200: {
            "description": "The annotation: TextQuoteSelector and TextPositionSelector for each part.",
            "content": {annotation.MEDIA_TYPE: {"schema": {"type": "object"}}},
        },
        **_UNCHANGED,
        **declared(400, 401, 404),
    },
    openapi_extra=document(Nothing, _ID),
)
async def get_annotation(request: Request) -> Response:
    """For annotation tools and archives. Positions count characters of the text as it is stored here."""
    read(Nothing, request)
    to = links.of(request)
    row = await service(request).run_inline(_get, request.path_params["id"])
    [quote] = as_json([row], to)
    return Response(orjson.dumps(annotation.annotation(quote, to.base)), media_type=annotation.MEDIA_TYPE)


def _cards(request: Request, quotes: list[dict[str, Any]], **values: Any) -> Response:
    """Cards with their one style sheet inside: a frame asks for nothing else, and may be shown by anybody."""
    style, policy = _style()
    values = {"heading": None, "oembed": None, "data": None, "message": "Nothing fits.", "theme": "light", **values}
    return render(request, "card.html", policy=policy, quotes=quotes, style=Markup(style), **values)  # noqa: S704 - our own file


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """The style sheet, and the policy that allows it by its hash and nothing besides."""
    style = (Path(api.__file__).parent / "templates" / "card.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    return style, policy


def _page(connection: Connection, wanted: Any, query: EmbedQuery) -> list[QuoteRow]:
    from quotes.store import quotes

    return quotes.page(connection, wanted, sort=query.sort, limit=query.limit).rows


def _get(connection: Connection, quote_id: str) -> QuoteRow:
    from quotes.store import quotes

    row = quotes.get(connection, quote_id)
    if row is None:
        raise NotFound(f"There is no quote {quote_id[:100]!r}: look for its words with GET /quotes?q=.")
    return row
