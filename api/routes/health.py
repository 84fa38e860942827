"""`/health`, `/ready`, `/metrics`: for those who run the server."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from api import VERSION, schemas
from api.http.dependencies import service
from api.http.errors import declared
from api.http.plain_route import PlainRoute
from api.http.telemetry import METRICS_TYPE
from api.queries.parameters import Nothing
from api.queries.query_string import document, read
from quotes.errors import ModelMissing, QuotesError
from quotes.store.quotes import total

router = APIRouter(tags=["server"], route_class=PlainRoute)
_FOR_THE_STORE = 1.0  # seconds that /metrics waits for the one figure that the database has


@router.get(
    "/health",
    operation_id="get_health",
    summary="Is the server alive?",
    response_model=schemas.Health,
    responses=declared(400),
    openapi_extra=document(Nothing),
)
async def health(request: Request) -> Response:
    """Answers as long as the process does; asks nothing of the database."""
    read(Nothing, request)
    return _json({"status": "ok", "version": VERSION})


@router.get(
    "/ready",
    operation_id="get_readiness",
    summary="Can the server do its work?",
    response_model=schemas.Readiness,
    responses=declared(400, 503),
    openapi_extra=document(Nothing),
)
async def ready(request: Request) -> Response:
    """200 where the database answers and the language model is installed; else 503 with what is missing."""
    read(Nothing, request)
    here = service(request)
    await here.threaded(lambda: here.store.ping())
    missing = await here.threaded(here.engine.ready)
    if missing is not None:
        raise ModelMissing(missing)
    return _json({"status": "ready", "version": VERSION, "database": here.store.dialect, "model": "installed"})


@router.get(
    "/metrics",
    operation_id="get_metrics",
    summary="Figures for Prometheus",
    response_class=PlainTextResponse,
    responses={200: {"description": "Prometheus' text format."}, **declared(400, 401)},
    openapi_extra=document(Nothing),
)
async def metrics(request: Request) -> Response:
    """Requests by route and status, their time, answers saved by ETag and by kept bodies, articles read, quotes."""
    read(Nothing, request)
    here = service(request)
    with suppress(QuotesError, TimeoutError):  # figures are wanted most when the database is away
        async with asyncio.timeout(_FOR_THE_STORE):
            here.metrics.stored.set(await here.run_inline(total))
    return Response(here.metrics.render(), headers={"Content-Type": METRICS_TYPE})


def _json(body: dict[str, str]) -> Response:
    return Response(orjson.dumps(body), headers={"Cache-Control": "no-store"}, media_type="application/json")
