"""What is no quotation, undo, and the history of a quote: what the desk can do beside naming people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson
from fastapi import APIRouter, Request, Response

from api import schemas
from api.http import links, render
from api.http.dependencies import WRITES, QuoteId, SpeakerId, WriterDep, service
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.http.plain_route import PlainRoute
from api.queries.bodies import NoteIn, UndoIn
from api.queries.parameters import Nothing
from api.queries.query_string import document, read
from api.routes.quotes import LIST_CONTENT, quote_of
from api.routes.speakers import changed
from api.schemas import examples
from api.service import Service, ServiceDep
from quotes.errors import Conflict, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow

router = APIRouter(route_class=JsonRoute)
plain = APIRouter(tags=["quotes"], route_class=PlainRoute)

_ID = ("id", "The quote's id.", str(examples.QUOTE.get("id", "q0123456789abcdef")))
_CHANGES = {**declared(400, 401, 403, 404, 409, 413, 415, 422)}


@plain.get(
    "/quotes/{id}/corrections",
    operation_id="list_corrections",
    summary="What people corrected in a quote",
    response_model=schemas.QuoteCorrections,
    responses={304: LIST_CONTENT[304], **declared(400, 401, 404)},
    openapi_extra=document(Nothing, _ID),
)
async def list_corrections(request: Request) -> Response:
    """The oldest first, those that were taken back too."""
    read(Nothing, request)
    items = await service(request).run_in_thread(_history, request.path_params["id"])
    return Response(orjson.dumps({"items": items, "next": None, "resolved": {}}), media_type="application/json")


@router.post(
    "/quotes/{id}/refuse",
    operation_id="refuse_quote",
    summary="Say that these words are no quotation",
    tags=["quotes"],
    response_model=schemas.Quote,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def refuse_quote(id: QuoteId, said: NoteIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """It leaves every list, search and count; its own address goes on answering. Outlives any re-extraction."""

    def change(connection: Connection) -> None:
        from quotes.store.corrections import not_quotations

        if not_quotations.is_refused(connection, id):
            raise Conflict("Somebody said so already: undo takes it back.")
        not_quotations.refuse(connection, id, by=by, note=said.note)

    return await _changed(to, request, id, change)


@router.post(
    "/quotes/{id}/undo",
    operation_id="undo_quote_correction",
    summary="Take the last correction of a quote back",
    tags=["quotes"],
    response_model=schemas.Quote,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def undo_quote_correction(id: QuoteId, said: NoteIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """The one before it holds again, at last what the article says. The history keeps both; 409 where none stands."""

    def change(connection: Connection) -> None:
        from quotes.store import corrections

        corrections.undo(connection, id, by=by, note=said.note)

    return await _changed(to, request, id, change)


@router.post(
    "/speakers/{id}/undo",
    operation_id="undo_decision",
    summary="Take a decision about a speaker back",
    tags=["speakers"],
    response_model=schemas.SpeakerDetail,
    responses=_CHANGES,
    dependencies=WRITES,
)
async def undo_decision(id: SpeakerId, undo: UndoIn, request: Request, to: ServiceDep, by: WriterDep) -> Response:
    """A merge, split, rename or apart, in any order; what others decided since stays. The history keeps both."""

    def change(connection: Connection) -> str:
        from quotes.store import speakers

        decisions = speakers.marked(connection, speakers.history(connection, id))
        standing = [one.pk for one in decisions if one.kind != "undo" and not one.what.get("undone")]
        if undo.decision is None and not standing:
            raise Conflict("Nothing that people decided about this speaker stands: there is nothing to undo.")
        wanted = standing[-1] if undo.decision is None else undo.decision
        if wanted not in {one.pk for one in decisions}:
            raise NotFound(f"There is no decision {wanted} about this speaker: its `decisions` have their ids.")
        return speakers.undo(connection, wanted, by=by, note=undo.note)

    return await changed(to, request, id, change)


async def _changed(to: Service, request: Request, quote_id: str, change: Callable[[Connection], None]) -> Response:
    """The quote as it is after a change, all in one transaction; 404 before anything changes where there is none."""

    def write(connection: Connection) -> QuoteRow:
        quote_of(connection, quote_id)
        change(connection)
        return quote_of(connection, quote_id)

    return Response(render.quote(await to.write(write), links.of(request)), media_type="application/json")


def _history(connection: Connection, quote_id: str) -> list[dict[str, Any]]:
    from quotes.store import corrections

    quote_of(connection, quote_id)
    return [one.as_dict() for one in corrections.history(connection, quote_id)]
