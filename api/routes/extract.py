"""`POST /extract`: quotes out of articles, nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Request, Response

from api import schemas
from api.engine import Job, size_of
from api.http.dependencies import OPEN, check_size
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.queries.bodies import ArticleIn, OneOrMany
from api.schemas import examples
from api.service import Service, ServiceDep
from quotes.errors import QuotesError
from quotes.models import Extraction, Failure, RawArticle

router = APIRouter(tags=["extract"], route_class=JsonRoute)

ARTICLES_BODY: Any = Body(
    description="One article, or a list of them.",
    openapi_examples={
        "one": {"summary": "One article", "value": examples.ARTICLE_IN},
        "several": {"summary": "Several", "value": [examples.ARTICLE_IN]},
    },
)


@router.post(
    "/extract",
    operation_id="extract_quotes",
    summary="Read articles and give their quotes back",
    response_model=schemas.ExtractedArticle | schemas.ExtractedMany,
    responses=declared(400, 401, 413, 415, 422),
    dependencies=OPEN,
)
async def extract_quotes(articles: Annotated[OneOrMany, ARTICLES_BODY], request: Request, to: ServiceDep) -> Response:
    """One article (an object) or several (a list, answered in its order). Nothing is stored."""
    several = isinstance(articles, list)
    raws = raw_articles(articles)
    await check_size(request, sum(size_of(raw) for raw in raws if not isinstance(raw, Failure)))
    results = await to.run_in_engine(request.scope, _extract, to, raws)
    if several:
        return _json({"items": [result.as_dict() for result in results]})
    if isinstance(results[0], Failure):
        raise of_failure(results[0])
    return _json(results[0].as_dict())


def raw_articles(given: ArticleIn | list[ArticleIn]) -> list[RawArticle | Failure]:
    """The articles of a body for the engine; what is wrong with one of a list stands in its place."""
    members: list[ArticleIn | Failure] = [*given] if isinstance(given, list) else [given]
    return [one if isinstance(one, Failure) else one.raw() for one in members]


def of_failure(failure: Failure) -> QuotesError:
    """A failure of the only article as the error of the request."""
    error = QuotesError(failure.message)
    error.status, error.code = failure.status, failure.code
    return error


def _extract(job: Job, to: Service, given: Sequence[RawArticle | Failure]) -> list[Extraction | Failure]:
    results = list(job.stream(given))
    to.metrics.extracted.inc(sum(isinstance(result, Extraction) for result in results))
    to.metrics.failed.inc(sum(isinstance(result, Failure) for result in results))
    return results


def _json(body: dict[str, Any]) -> Response:
    return Response(orjson.dumps(body), media_type="application/json")
