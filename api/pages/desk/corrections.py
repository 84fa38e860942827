"""`/desk/quotes/{id}`: one quotation put right: who speaks, or that it is none; with its history, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from api.formats import addresses
from api.http import links
from api.http.dependencies import service
from api.pages.desk.session import DeskRoute, back, one, show
from api.pages.listing import as_json
from api.pages.palette import voices
from api.queries import correcting
from quotes.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.corrections import Correction

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

LONGEST_NAME = 500
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Put:
    """A quotation as the desk shows it."""

    row: Any
    history: list[Correction]
    stands: bool  # something that can be undone
    refused: bool


@router.get("/desk/quotes/{id}")
async def quotation(request: Request) -> Response:
    """The quotation with what can be said of it."""
    return await _page(request)


@router.post("/desk/quotes/{id}")
async def correct(request: Request) -> Response:
    """What somebody says of it: `do` is speaker, nobody, refuse or undo."""
    fields, quote_id = request.state.fields, request.path_params["id"]
    by, note = request.state.editor.name, note_of(fields)
    todo, named = one(fields, "do"), one(fields, "speaker_id") or one(fields, "speaker")
    if todo == "speaker" and not named:
        return await _page(request, status=422, error="Say who speaks: begin to type a name.")
    if len(named) > LONGEST_NAME:
        raise BadInput(f"A name has at most {LONGEST_NAME} letters: write it shorter.")

    def change(connection: Connection) -> None:
        from quotes.store import corrections
        from quotes.store.corrections import not_quotations

        if todo in ("speaker", "nobody"):
            correcting.correct_speaker(connection, quote_id, named if todo == "speaker" else None, by=by, note=note)
        elif todo == "refuse":
            not_quotations.refuse(connection, quote_id, by=by, note=note)
        elif todo == "undo":
            corrections.undo(connection, quote_id, by=by, note=note)
        else:
            raise BadInput("This form says nothing to do: reload the page and press one of its buttons.")

    try:
        await service(request).write(change)
    except correcting.Several as error:
        return await _page(request, status=422, several=error)
    return back(request, addresses.desk_quote("", quote_id) + f"?done={todo}")


def note_of(fields: dict[str, list[str]]) -> str | None:
    """The reason somebody gave, if any."""
    return one(fields, "note")[:LONGEST_NOTE] or None


async def _page(
    request: Request, *, status: int = 200, error: str | None = None, several: correcting.Several | None = None
) -> Response:
    put = await service(request).run_in_thread(_put, request.path_params["id"])
    [quote] = as_json([put.row], links.of(request))
    fields = getattr(request.state, "fields", {})
    return show(
        request,
        "desk_quote.html",
        status=status,
        quote=quote,
        voices=voices([quote]),
        history=put.history[::-1],
        stands=put.stands,
        refused=put.refused,
        gone=put.row.superseded and not put.refused,
        error=error,
        several=several,
        note=one(fields, "note"),
        done=request.query_params.get("done", ""),
    )


def _put(connection: Connection, quote_id: str) -> Put:
    from quotes.store import corrections, quotes
    from quotes.store.corrections import not_quotations

    row = quotes.get(connection, quote_id)
    if row is None:
        raise NotFound(f"There is no quotation {quote_id[:100]!r} here: look for its words on the search page.")
    history = corrections.history(connection, quote_id)
    stands = corrections.stands(connection, quote_id)
    return Put(row, history, stands, not_quotations.is_refused(connection, quote_id))
