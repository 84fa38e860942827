"""`/oembed`: what to put in a page for the address of a quotation, a speaker or a search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlencode, urlsplit

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.formats import addresses, snippet
from api.formats.words import speaker_name
from api.http import links
from api.http.dependencies import service
from api.http.errors import declared
from api.http.plain_route import PlainRoute
from api.pages.listing import as_json, lenient
from api.queries.parameters import QuoteFilters
from api.queries.query_string import document, pairs_of
from api.schemas import examples
from quotes.errors import NotFound, QuotesError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow

router = APIRouter(tags=["embeds"], route_class=PlainRoute)

_QUOTE = re.compile(r"/(?:browse/|embed/)?quotes/(?P<id>[^/]+)")
_SPEAKER = re.compile(r"/(?:browse/)?speakers/(?P<id>[^/]+)")
_LIST = re.compile(r"/(?:embed/quotes|quotes|)")
_NAMES = frozenset(QuoteFilters.model_fields) | {"sort", "limit", "theme"}
_OWN = str(examples.QUOTE.get("id", "q0123456789abcdef"))


class NoSuchFormat(QuotesError):
    """A format of the answer that is not made here: oEmbed's 501."""

    status = 501
    code = "not-implemented"


class OEmbedQuery(BaseModel):
    """The parameters of `GET /oembed`; consumers send others along (`dnt`), which change nothing."""

    url: str = Field(
        max_length=4000,
        description="The address to embed: of a quotation, a speaker or a search here.",
        examples=[f"http://127.0.0.1:8000/quotes/{_OWN}"],
    )
    maxwidth: int | None = Field(None, ge=1, le=100_000, description="At most so many pixels wide.")
    maxheight: int | None = Field(None, ge=1, le=100_000, description="At most so many pixels high.")
    format: Literal["json"] = Field("json", description="oEmbed's other format, `xml`, is a 501, as it says itself.")


@router.get(
    "/oembed",
    operation_id="oembed",
    summary="What to embed for an address (oEmbed)",
    response_class=Response,
    responses={
        200: {
            "description": "oEmbed 1.0, type `rich`: an iframe that runs no script.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        304: {"description": "Nothing has changed since the answer whose ETag you sent."},
        501: {**declared(500)[500], "description": "No such format."},
        **declared(400, 401, 404, 422),
    },
    openapi_extra=document(OEmbedQuery),
)
async def oembed(request: Request) -> Response:
    """For editors that turn a pasted address into a card. Pages here name it in a `<link rel="alternate">`."""
    if request.query_params.get("format") == "xml":
        raise NoSuchFormat("oEmbed answers come as JSON only: ask for format=json.")
    query, to = lenient(OEmbedQuery, request), links.of(request)
    path, pairs = _place(query.url, to.base)
    width = min(snippet.WIDTH, query.maxwidth or snippet.WIDTH)
    theme = next((value for name, value in pairs if name == "theme" and value in ("light", "dark", "auto")), None)
    found: dict[str, Any] | None = None
    if match := _QUOTE.fullmatch(path):
        row = await service(request).run_inline(_get, unquote(match["id"]))
        [quote] = as_json([row], to)
        found = _of_quote(quote, to.base, width, query.maxheight, theme)
    elif match := _SPEAKER.fullmatch(path):
        speaker_id, name = await service(request).run_in_thread(_speaker, unquote(match["id"]))
        found = _of_list([("speaker", speaker_id)], to.base, width, query.maxheight, title=f"What {name} said")
    elif _LIST.fullmatch(path) and pairs:
        found = _of_list(pairs, to.base, width, query.maxheight)
    if found is None:
        raise NotFound(
            "There is nothing to embed at this address: give one of a quotation, a speaker or a search here."
        )
    return Response(orjson.dumps(found), media_type="application/json")


def _place(url: str, base: str) -> tuple[str, list[tuple[str, str]]]:
    """The path under this server's own root, and the filters; NotFound for an address elsewhere."""
    try:
        asked, own = urlsplit(url.strip()), urlsplit(base)
    except ValueError:
        raise NotFound("This is no web address: give one of this server.") from None
    if asked.scheme not in ("http", "https") or asked.netloc.lower() != own.netloc.lower():
        raise NotFound(f"This address is not of this server: give one under {base}.")
    if not asked.path.startswith(own.path):
        raise NotFound(f"This address is not of this server: give one under {base}.")
    pairs = pairs_of(asked.query)
    path = asked.path.removeprefix(own.path)
    return path or "/", [(name, value) for name, value in pairs if name in _NAMES]


def _of_quote(quote: dict[str, Any], base: str, width: int, most: int | None, theme: str | None) -> dict[str, Any]:
    tall = min(snippet.height(quote["text"], width), most or 100_000)
    speaker = quote.get("speaker") or {}
    return snippet.oembed(
        html=snippet.iframe(quote, base, width=width, tall=tall, theme=theme),
        title=f"{speaker_name(quote)}, quoted",
        author=speaker_name(quote) if speaker.get("name") else None,
        author_url=addresses.speaker_page(base, speaker["id"]) if speaker.get("id") else None,
        base=base,
        width=width,
        tall=tall,
    )


def _of_list(
    pairs: list[tuple[str, str]], base: str, width: int, most: int | None, *, title: str = "Quotations"
) -> dict[str, Any]:
    tall = min(snippet.LIST_HEIGHT, most or 100_000)
    frame = snippet.list_iframe(f"{base}/embed/quotes?{urlencode(pairs)}", title, width=width, tall=tall)
    return snippet.oembed(html=frame, title=title, author=None, author_url=None, base=base, width=width, tall=tall)


def _get(connection: Connection, quote_id: str) -> QuoteRow:
    from quotes.store import quotes

    row = quotes.get(connection, quote_id)
    if row is None:
        raise NotFound(f"There is no quote {quote_id[:100]!r}: look for its words with GET /quotes?q=.")
    return row


def _speaker(connection: Connection, speaker_id: str) -> tuple[str, str]:
    from quotes.store import speakers

    found = speakers.get(connection, speaker_id)
    while isinstance(found, speakers.Moved):
        found = speakers.get(connection, found.id)
    if found is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r}: look for a name with GET /speakers?q=.")
    return found.id, found.name
