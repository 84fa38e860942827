"""`/browse/quotes/{id}/versions`: one utterance as each outlet printed it, with what each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from api.http import links
from api.http.dependencies import service
from api.pages.listing import as_json
from api.pages.palette import voices
from api.pages.templating import PageRoute, render
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/browse/quotes/{id}/versions")
async def versions(request: Request) -> Response:
    """The words as they are at this address, and the difference of all others from them, the earliest first."""
    row, similar = await service(request).run_in_thread(_versions, request.path_params["id"])
    [quote] = as_json([row], links.of(request))
    copies = sorted(similar.quotes, key=lambda copy: (copy.published is None, copy.published or "", copy.id))
    return render(
        request,
        "versions.html",
        quote=quote,
        voices=voices([quote]),
        copies=copies,
        first_seen=similar.first_seen,
        outlets=similar.outlets,
        same=[copy.id for copy in copies if all(change.op == "same" for change in copy.difference)],
    )


def _versions(connection: Connection, quote_id: str) -> tuple[Any, Any]:
    from quotes.store import quotes, utterances

    row = quotes.get(connection, quote_id)
    similar = utterances.similar(connection, quote_id)
    if row is None or similar is None:
        raise NotFound(f"There is no quotation {quote_id[:100]!r} here: look for its words on the search page.")
    return row, similar
