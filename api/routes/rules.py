"""`GET /rules`: how speakers are found, in words and by example."""

from __future__ import annotations

from functools import lru_cache

import orjson
from fastapi import APIRouter, Request, Response

from api import schemas
from api.http.dependencies import service
from api.http.errors import declared
from api.http.plain_route import PlainRoute
from api.queries.parameters import Nothing
from api.queries.query_string import document, read

router = APIRouter(tags=["rules"], route_class=PlainRoute)


@router.get(
    "/rules",
    operation_id="list_rules",
    summary="The rules that say who speaks",
    response_model=schemas.Rules,
    responses=declared(400, 401),
    openapi_extra=document(Nothing),
)
async def list_rules(request: Request) -> Response:
    """Strongest first. `rule` in a quote is one of these names."""
    read(Nothing, request)
    return Response(await service(request).threaded(_rules), media_type="application/json")


@lru_cache(maxsize=1)
def _rules() -> bytes:
    # Imported at the first request: a server that only reads need not load the engine.
    from quotes.attribution.rules import RULES

    items = [
        {
            "name": rule.name,
            "meaning": rule.meaning,
            "examples": [{"text": example.text, "speaker": example.speaker} for example in rule.examples],
        }
        for rule in RULES
    ]
    return orjson.dumps({"items": items})
