"""`/quotes`: who said what."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import orjson
from fastapi import APIRouter, Request, Response

from api import schemas
from api.http import links, render
from api.http.dependencies import WRITES, QuoteId, WriterDep, service
from api.http.errors import declared, unknown
from api.http.json_route import JsonRoute
from api.http.plain_route import PlainRoute
from api.http.response import ReadyJson
from api.queries import correcting, exporting
from api.queries import quotes as queries
from api.queries.bodies import QuotePatch
from api.queries.parameters import Nothing, QuoteField, QuoteQuery
from api.queries.query_string import document, read
from api.schemas import examples
from api.service import ServiceDep
from quotes.errors import BadInput, NotFound
from quotes.io.columns import COLUMNS
from quotes.io.export import flat_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow
    from quotes.store.search.filters import QuoteFilter

router = APIRouter(tags=["quotes"], route_class=JsonRoute)
plain = APIRouter(tags=["quotes"], route_class=PlainRoute)

FIELDS: tuple[str, ...] = QuoteField.__args__  # type: ignore[attr-defined]
NESTED = ("article", "context", "cue", "links", "parts", "speaker")
_ID = ("id", "The quote's id.", str(examples.QUOTE.get("id", "q0123456789abcdef")))
LIST_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page of quotes; as CSV or NDJSON everything that matches.",
        "content": {
            "application/json": {},
            "text/csv": {"schema": {"type": "string"}, "example": examples.CSV},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
        "headers": {
            "Link": {"description": 'The next page, `rel="next"`.', "schema": {"type": "string"}},
            "ETag": {
                "description": "Send it as If-None-Match: 304 if nothing changed.",
                "schema": {"type": "string"},
            },
        },
    },
    304: {"description": "Nothing has changed since the answer whose ETag you sent."},
}


@plain.get(
    "/quotes",
    operation_id="list_quotes",
    summary="Quotes by speaker, words, article, outlet, date and more",
    response_model=schemas.QuotePage,
    responses={**LIST_CONTENT, **declared(400, 401, 422)},
    openapi_extra=document(QuoteQuery),
)
async def list_quotes(request: Request) -> Response:
    """Every filter combines with every other; a repeated one means any of its values.

    `next` (and the `Link` header) leads to the next page with all filters kept. The order is stable while
    articles come in: no quote is skipped or seen twice.
    """
    return await listing(request, read(QuoteQuery, request), links.of(request).base + "/quotes")


@plain.get(
    "/quotes/{id}",
    operation_id="get_quote",
    summary="One quote with its evidence",
    response_model=schemas.Quote,
    responses={304: LIST_CONTENT[304], **declared(400, 401, 404)},
    openapi_extra=document(Nothing, _ID),
)
async def get_quote(request: Request) -> Response:
    """The words, who said them, where exactly they stand in the article, and which rule decided why."""
    read(Nothing, request)
    row = await service(request).run_inline(quote_of, request.path_params["id"])
    return Response(render.quote(row, links.of(request)), media_type="application/json")


@plain.get(
    "/quotes/{id}/similar",
    operation_id="list_similar_quotes",
    summary="The same utterance in other articles",
    response_model=schemas.Similar,
    responses={304: LIST_CONTENT[304], **declared(400, 401, 404)},
    openapi_extra=document(Nothing, _ID),
)
async def similar(request: Request) -> Response:
    """Other articles that carry these words, the earliest first, with what each changed."""
    from quotes.store import utterances

    read(Nothing, request)
    quote_id = request.path_params["id"]
    found = await service(request).run_in_thread(utterances.similar, quote_id)
    if found is None:
        raise NotFound(_no_quote(quote_id))
    to = links.of(request)
    items = []
    for copy in found.quotes:
        item = copy.as_dict()
        item["links"] = {"self": to.quote(copy.id), "article": to.article(copy.article_id)}
        items.append(item)
    body: dict[str, Any] = {
        "items": items,
        "next": None,
        "resolved": {},
        "first_seen": found.first_seen,
        "outlets": list(found.outlets),
    }
    return Response(orjson.dumps(body), media_type="application/json")


@router.patch(
    "/quotes/{id}",
    operation_id="correct_quote",
    summary="Say who really speaks",
    response_model=schemas.Quote,
    responses=declared(400, 401, 403, 404, 409, 413, 415, 422),
    dependencies=WRITES,
)
async def correct_quote(id: QuoteId, patch: QuotePatch, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """Kept with who, when and why, and kept when the article is read again."""
    row = await to.write(_correct, id, patch, by)
    return Response(render.quote(row, links.of(request)), media_type="application/json")


async def listing(
    request: Request, query: QuoteQuery, address: str, *, speakers: tuple[int, ...] | None = None
) -> Response:
    """The answer to any query for quotes, in the format asked for; `speakers` narrows it to these keys."""
    here = service(request)
    check_fields(query.fields)
    if query.seed is not None and query.sample is None:
        raise BadInput("seed= draws a sample again: give sample=N with it.")
    if query.sample is not None and query.cursor is not None:
        raise BadInput("A sample has no pages: leave cursor= or sample= out.")
    version = request.scope["state"].get("version")
    wanted, resolved = await queries.quote_filter(here, query, version)
    named = resolved
    if speakers is not None:
        wanted, named = queries.narrowed(wanted, speakers), {}
    to = links.of(request)
    kind = exporting.wanted(query.format, _accept(request))
    flat = kind == "csv" and not query.fields
    columns = COLUMNS if flat else tuple(query.fields)
    if kind != "json" and query.sample is None and not {"limit", "cursor"} & query.model_fields_set:
        return exporting.streamed(here, _chunks(wanted, query, to, flat=flat), kind, columns)
    quick = await queries.quickest(here, wanted, query, named) if kind == "json" else None
    if quick is not None:
        following = queries.following(request, address, quick.next)
        body = render.said_page(quick, to, following=following, resolved=resolved)
        return ReadyJson(body, link=queries.link(following))
    headers: dict[str, str] = {}
    seed = query.seed
    if query.sample is not None:
        if seed is None:
            seed = secrets.randbelow(2**31)
            headers["Cache-Control"] = "no-store"
        resolved["seed"] = seed
    answer = await queries.answer(here, wanted, query, seed=seed)
    following = queries.following(request, address, answer.next)
    headers.update(queries.link_header(following))
    if kind != "json":
        found = await here.run_in_thread(_flat, answer.rows, to) if flat else _items(answer.rows, to, query.fields)
        return exporting.whole(found, kind, columns, headers)
    items = render.selected(answer.rows, to, query.fields) if query.fields else render.quotes(answer.rows, to)
    body = render.page(items, following=following, resolved=resolved, count=answer.count, facets=answer.facets)
    return Response(body, headers=headers, media_type="application/json")


def check_fields(fields: Sequence[str]) -> None:
    """`fields=` names members of a quote; a mistyped one is told its near one."""
    for field in fields:
        name, dot, _ = field.partition(".")
        if name not in FIELDS:
            raise unknown("field", field, FIELDS)
        if dot and name not in NESTED:
            raise BadInput(f"The field {name!r} has nothing inside it: ask for fields={name}.")


def _items(rows: Sequence[QuoteRow], to: links.Links, fields: Sequence[str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [orjson.loads(render.quote(row, to)) for row in rows]
    return [render.select(item, fields) for item in items] if fields else items


def _flat(connection: Connection, rows: Sequence[QuoteRow], to: links.Links) -> list[dict[str, Any]]:
    """Quotes as rows of the columns that every table has (docs/columns.md)."""
    return list(flat_rows(connection, rows, base=to.base))


def _chunks(wanted: QuoteFilter, query: QuoteQuery, to: links.Links, *, flat: bool) -> exporting.Pages:
    """The pages of an export of these quotes."""

    def chunk(connection: Connection, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        from quotes.store import quotes

        page = quotes.page(connection, wanted, sort=query.sort, limit=exporting.CHUNK, cursor=cursor)
        items = _flat(connection, page.rows, to) if flat else _items(page.rows, to, query.fields)
        return items, page.next

    return chunk


def quote_of(connection: Connection, quote_id: str) -> QuoteRow:
    """The quote of this id, one that is in no list any more too; NotFound where there never was one."""
    from quotes.store import quotes

    row = quotes.get(connection, quote_id)
    if row is None:
        raise NotFound(_no_quote(quote_id))
    return row


def _correct(connection: Connection, quote_id: str, patch: QuotePatch, by: str) -> QuoteRow:
    try:
        correcting.correct_speaker(connection, quote_id, patch.speaker, by=by, note=patch.note)
    except correcting.Several as error:
        raise correcting.several(error) from None
    return quote_of(connection, quote_id)


def _no_quote(quote_id: str) -> str:
    return f"There is no quote {quote_id[:100]!r}: look for its words with GET /quotes?q=."


def _accept(request: Request) -> bytes:
    for name, value in request.scope["headers"]:
        if name == b"accept":
            return bytes(value)
    return b""
