"""`/speakers`: who is quoted, under which names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson
from fastapi import APIRouter, Request, Response

from api import schemas
from api.engine import Job
from api.http import links
from api.http.dependencies import WRITES, SpeakerId, WriterDep, service
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.http.plain_route import PlainRoute
from api.queries import exporting
from api.queries import quotes as queries
from api.queries.bodies import MergeIn, SpeakerPatch, SplitIn
from api.queries.listing import listed
from api.queries.parameters import DetailQuery, QuoteQuery, SpeakerFilteredQuery, SpeakerQuery
from api.queries.query_string import document, read
from api.routes.quotes import LIST_CONTENT, listing
from api.schemas import examples
from api.service import ServiceDep
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import Detail, ListedSpeaker

router = APIRouter(tags=["speakers"], route_class=JsonRoute)
plain = APIRouter(tags=["speakers"], route_class=PlainRoute)

_ID = ("id", "The speaker's id.", str(examples.SPEAKER.get("id", "alexander-lukashenko")))
_NEWEST = 200
_MOVED: dict[int | str, dict[str, Any]] = {
    301: {
        "description": "Merged: the speaker lives under the id in `Location` now.",
        "headers": {"Location": {"schema": {"type": "string"}}},
    }
}
_CHANGES = {**declared(400, 401, 403, 404, 409, 413, 415, 422)}


@plain.get(
    "/speakers",
    operation_id="list_speakers",
    summary="Everybody quoted, most quoted first",
    response_model=schemas.SpeakerPage,
    responses={**LIST_CONTENT, **declared(400, 401, 422)},
    openapi_extra=document(SpeakerQuery),
)
async def list_speakers(request: Request) -> Response:
    """`q` is for typing ahead: how any part of a name begins, in any spelling."""
    query = read(SpeakerQuery, request)
    columns = exporting.SPEAKER_COLUMNS
    return await listed(request, query, "/speakers", columns=columns, page=_page, item=_brief, chunk=_chunk)


@plain.get(
    "/speakers/{id}",
    operation_id="get_speaker",
    summary="One speaker: spellings, roles, outlets, first and last quoted",
    response_model=schemas.SpeakerDetail,
    responses={304: LIST_CONTENT[304], **_MOVED, **declared(400, 401, 404, 422)},
    openapi_extra=document(DetailQuery, _ID),
)
async def get_speaker(request: Request) -> Response:
    """With the corrections people made, and who may be the same person, left for people to decide."""
    query = read(DetailQuery, request)
    here, to = service(request), links.of(request)
    found = await here.run_in_thread(_get, request.path_params["id"])
    if isinstance(found, str):
        return _moved(to.speaker(found))
    if not query.terms:
        return _detail(found, to)
    texts = await here.run_in_thread(_newest, found.pk)
    return _detail(found, to, terms=await here.run_in_engine(request.scope, Job.key_terms, texts))


@plain.get(
    "/speakers/{id}/quotes",
    operation_id="list_speaker_quotes",
    summary="What a speaker said",
    response_model=schemas.QuotePage,
    responses={**LIST_CONTENT, **_MOVED, **declared(400, 401, 404, 422)},
    openapi_extra=document(SpeakerFilteredQuery, _ID),
)
async def list_speaker_quotes(request: Request) -> Response:
    """As `GET /quotes` with the speaker given: all its other parameters work here."""
    query = read(SpeakerFilteredQuery, request)
    to = links.of(request)
    found = await service(request).run_inline(_key, request.path_params["id"])
    if isinstance(found, str):
        asked = request.scope["query_string"].decode("latin-1")
        return _moved(f"{to.speaker(found)}/quotes" + (f"?{asked}" if asked else ""))
    pk, speaker_id = found
    wide = QuoteQuery.model_construct(query.model_fields_set, **query.__dict__, speaker=[])
    return await listing(request, wide, f"{to.speaker(speaker_id)}/quotes", speakers=(pk,))


@router.patch(
    "/speakers/{id}",
    operation_id="rename_speaker",
    summary="Give a speaker a better name",
    response_model=schemas.SpeakerDetail,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def rename_speaker(
    id: SpeakerId, patch: SpeakerPatch, request: Request, to: ServiceDep, by: WriterDep
) -> Response:
    """The id stays, so that no link breaks."""

    def change(connection: Connection) -> None:
        from quotes.store import speakers

        speakers.rename(connection, id, patch.name, by=by, note=patch.note)

    return await changed(to, request, id, change)


@router.post(
    "/speakers/{id}/merge",
    operation_id="merge_speakers",
    summary="Say that others are this speaker",
    response_model=schemas.SpeakerDetail,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def merge_speakers(id: SpeakerId, merge: MergeIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """Their ids answer 301 from then on. Outlives any re-extraction."""

    def change(connection: Connection) -> None:
        from quotes.store import speakers

        speakers.merge(connection, id, merge.ids, by=by, note=merge.note)

    return await changed(to, request, id, change)


@router.post(
    "/speakers/{id}/split",
    operation_id="split_speaker",
    summary="Say that some spellings or articles mean somebody else",
    status_code=201,
    response_model=schemas.SpeakerDetail,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def split_speaker(id: SpeakerId, split: SplitIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """The new speaker comes back. Outlives any re-extraction."""

    def change(connection: Connection) -> str:
        from quotes.store import speakers

        return speakers.split(connection, id, names=split.names, articles=split.articles, by=by, note=split.note).id

    return await changed(to, request, id, change, status=201)


async def changed(
    to: ServiceDep, request: Request, speaker_id: str, change: Callable[[Connection], str | None], *, status: int = 200
) -> Response:
    """Make a correction and answer with the speaker as it is then, both in one transaction."""

    def run(connection: Connection) -> Detail:
        shown = change(connection) or speaker_id
        found = _get(connection, shown)
        while isinstance(found, str):
            found = _get(connection, found)
        return found

    return _detail(await to.write(run), links.of(request), status=status)


def _page(connection: Connection, query: SpeakerQuery) -> tuple[Any, int | None]:
    from quotes.store import speakers

    page = speakers.page(connection, q=query.q, limit=query.limit, cursor=query.cursor)
    if not query.count:
        return page, None
    return page, speakers.count(connection, q=query.q) if page.of is None else page.of


def _chunk(connection: Connection, query: SpeakerQuery, cursor: str | None) -> Any:
    from quotes.store import speakers

    page = speakers.page(connection, q=query.q, limit=exporting.CHUNK, cursor=cursor)
    return page.rows, page.next


def _get(connection: Connection, speaker_id: str) -> Detail | str:
    """The speaker, or the id that it was merged into."""
    from quotes.store import speakers

    found = speakers.get(connection, speaker_id)
    if found is None:
        raise NotFound(f"There is no speaker {speaker_id[:100]!r}: look for a name with GET /speakers?q=.")
    return found.id if isinstance(found, speakers.Moved) else found


def _key(connection: Connection, speaker_id: str) -> tuple[int, str] | str:
    found = _get(connection, speaker_id)
    return found if isinstance(found, str) else (found.pk, found.id)


def _brief(found: ListedSpeaker, to: links.Links) -> dict[str, Any]:
    return {**queries.brief(found), "links": _links(found.id, to)}


def _links(speaker_id: str, to: links.Links) -> dict[str, str]:
    return {"self": to.speaker(speaker_id), "quotes": to.speaker(speaker_id) + "/quotes"}


def _newest(connection: Connection, pk: int) -> list[str]:
    """The words of a speaker's newest quotes."""
    from quotes.store import quotes
    from quotes.store.search.filters import QuoteFilter

    rows = quotes.page(connection, QuoteFilter(speakers=(pk,)), limit=_NEWEST).rows
    return [str(orjson.loads(f"{{{row.body}}}")["text"]) for row in rows]


def _detail(
    found: Detail, to: links.Links, *, status: int = 200, terms: list[dict[str, Any]] | None = None
) -> Response:
    body = found.as_dict()
    if terms is not None:
        body["terms"] = terms
    body["links"] = _links(found.id, to)
    headers = {"Location": to.speaker(found.id)} if status == 201 else {}
    return Response(orjson.dumps(body), status, headers, "application/json")


def _moved(address: str) -> Response:
    return Response(status_code=301, headers={"Location": address})
