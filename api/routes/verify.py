"""`POST /verify`: are the quotations of a draft on record, word for word, from the one it names?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import orjson
from fastapi import APIRouter, Body, Request, Response

from api import schemas
from api.engine import Job, size_of
from api.http import links, render
from api.http.dependencies import OPEN, check_size
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.queries.bodies import DraftIn
from api.service import ServiceDep
from quotes.models import Quote, RawArticle
from quotes.store.quotes.verification import WHY, check

if TYPE_CHECKING:
    from sqlalchemy import Connection


router = APIRouter(tags=["verify"], route_class=JsonRoute)


@router.post(
    "/verify",
    operation_id="verify_draft",
    summary="Check a draft's quotations against the record",
    response_model=schemas.Verified,
    responses=declared(400, 401, 413, 415, 422),
    dependencies=OPEN,
)
async def verify_draft(draft: Annotated[DraftIn, Body()], request: Request, to: ServiceDep) -> Response:
    """Each quoted stretch comes back as `verbatim`, `truncated`, `altered` (with the difference),
    `other-speaker` or `not-in-corpus`, with the nearest quotation on record. Nothing is stored."""
    article = RawArticle(text=draft.text, html=draft.html)
    await check_size(request, size_of(article))
    extraction = await to.run_in_engine(request.scope, Job.extract, article)
    items = await to.run_in_thread(_check, extraction.quotes, links.of(request))
    summary = {status: sum(item["status"] == status for item in items) for status in WHY}
    return Response(orjson.dumps({"items": items, "summary": summary}), media_type="application/json")


def _check(connection: Connection, quotes: Sequence[Quote], to: links.Links) -> list[dict[str, Any]]:
    return [_item(connection, quote, to) for quote in quotes]


def _item(connection: Connection, quote: Quote, to: links.Links) -> dict[str, Any]:
    found = check(connection, quote)
    return {
        "text": quote.text,
        "parts": [part.as_dict() for part in quote.parts],
        "speaker": quote.speaker.name if quote.speaker else None,
        "status": found.status,
        "speaker_agrees": found.speaker_agrees,
        "share": found.comparison.share,
        "difference": [step.as_dict() for step in found.comparison.difference],
        "record": None if found.record is None else orjson.loads(render.quote(found.record, to)),
        "why": WHY[found.status],
    }
