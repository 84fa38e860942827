"""`/articles`: what was read, and reading more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote as escape

import orjson
from fastapi import APIRouter, Request, Response

from api import schemas
from api.engine import Job
from api.http import links, render
from api.http.dependencies import WRITES, ArticleId, WriterDep, service
from api.http.errors import declared
from api.http.json_route import JsonRoute
from api.http.links import Links
from api.http.plain_route import PlainRoute
from api.queries import exporting
from api.queries.bodies import OneOrMany
from api.queries.listing import listed
from api.queries.parameters import ArticleQuery, Nothing
from api.queries.query_string import document, read
from api.routes.extract import ARTICLES_BODY, of_failure, raw_articles
from api.routes.quotes import LIST_CONTENT
from api.schemas import examples
from api.service import Service, ServiceDep
from quotes.errors import NotFound
from quotes.models import Failure, RawArticle
from quotes.text.web_address import is_web_address

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.io.ingest import Ingested
    from quotes.store.articles import Article
    from quotes.store.quotes import QuoteRow

router = APIRouter(tags=["articles"], route_class=JsonRoute)
plain = APIRouter(tags=["articles"], route_class=PlainRoute)

_ID = ("id", "The article's id.", str(examples.ARTICLE.get("id", "a0123456789ab")))


@plain.get(
    "/articles",
    operation_id="list_articles",
    summary="The articles, newest first",
    response_model=schemas.ArticlePage,
    responses={**LIST_CONTENT, **declared(400, 401, 422)},
    openapi_extra=document(ArticleQuery),
)
async def list_articles(request: Request) -> Response:
    """Metadata and how many quotes each holds."""
    query = read(ArticleQuery, request)
    columns = exporting.ARTICLE_COLUMNS
    return await listed(request, query, "/articles", columns=columns, page=_page, item=_metadata, chunk=_chunk)


@plain.get(
    "/articles/{id:path}",
    operation_id="get_article",
    summary="One article with its quotes",
    response_model=schemas.ArticleDetail,
    responses={304: LIST_CONTENT[304], **declared(400, 401, 404)},
    openapi_extra=document(Nothing, _ID),
)
async def get_article(request: Request) -> Response:
    """The quotes in the order of the text. The text itself only where the server may show it; every offset
    indexes it, in characters."""
    read(Nothing, request)
    here = service(request)
    article, rows, text = await here.run_in_thread(_get, request.path_params["id"], here.settings.serve_text)
    return Response(_whole(article, rows, links.of(request), text=text), media_type="application/json")


@router.post(
    "/articles",
    operation_id="add_articles",
    summary="Read articles and keep their quotes",
    status_code=201,
    response_model=schemas.StoredArticle | schemas.StoredMany,
    responses={
        200: {"model": schemas.StoredArticle | schemas.StoredMany, "description": "All of it was here already."},
        **declared(400, 401, 403, 409, 413, 415, 422),
    },
    dependencies=WRITES,
)
async def add_articles(
    articles: Annotated[OneOrMany, ARTICLES_BODY], request: Request, to: ServiceDep, _by: WriterDep
) -> Response:
    """One article (an object) or several (a list). The same again changes nothing and answers 200; another text
    under the same `url` or `id` is a new revision, and links to its old quotes go on answering. Files of any kind
    that `quotes ingest` reads are taken too, as `multipart/form-data` (`curl -F file=@story.docx`, with the metadata as
    further fields); their answer is a list."""
    several = isinstance(articles, list)
    results: list[Ingested | Failure] = await to.run_in_engine(request.scope, _ingest, to, raw_articles(articles))
    to.metrics.extracted.inc(sum(not isinstance(result, Failure) for result in results))
    to.metrics.failed.inc(sum(isinstance(result, Failure) for result in results))
    if not several and isinstance(results[0], Failure):
        raise of_failure(results[0])
    items = await to.run_in_thread(stored, results, links.of(request), to.settings.serve_text)
    new = any(not isinstance(result, Failure) and result.change == "new" for result in results)
    body = b'{"items":[' + b",".join(items) + b"]}" if several else items[0]
    headers = {}
    if new and not several and not isinstance(results[0], Failure):
        headers["Location"] = links.of(request).article(results[0].id)
    return Response(body, 201 if new else 200, headers, "application/json")


@router.delete(
    "/articles/{id:path}",
    operation_id="delete_article",
    summary="Forget an article and its quotes",
    status_code=204,
    responses=declared(400, 401, 403, 404, 422),
    dependencies=WRITES,
)
async def delete_article(id: ArticleId, to: ServiceDep, _by: WriterDep) -> Response:
    """Speakers that only this article quoted go with it. Corrections made by hand are kept, should it return."""
    await to.write(_remove, id)
    return Response(status_code=204)


def _ingest(job: Job, here: Service, given: Sequence[RawArticle | Failure]) -> list[Ingested | Failure]:
    from quotes.io.ingest import ingest

    return list(ingest(here.store, job, given))


def stored(connection: Connection, results: Iterable[Ingested | Failure], to: Links, serve_text: bool) -> list[bytes]:
    """What storing some articles did, one JSON object each, in their order."""
    found = []
    for result in results:
        if isinstance(result, Failure):
            found.append(orjson.dumps(result.as_dict()))
        else:
            article, rows, text = _get(connection, result.id, serve_text)
            found.append(_whole(article, rows, to, text=text, change=result.change))
    return found


def _wanted(query: ArticleQuery) -> dict[str, Any]:
    return {"outlet": tuple(query.outlet), "q": query.q, "since": query.since, "until": query.until}


def _chunk(connection: Connection, query: ArticleQuery, cursor: str | None) -> Any:
    from quotes.store import articles

    return articles.page(connection, **_wanted(query), limit=exporting.CHUNK, cursor=cursor)


def _page(connection: Connection, query: ArticleQuery) -> tuple[Any, int | None]:
    from quotes.store import articles

    wanted = _wanted(query)
    page = articles.page(connection, **wanted, limit=query.limit, cursor=query.cursor)
    return page, articles.count(connection, **wanted) if query.count else None


def _get(connection: Connection, article_id: str, serve_text: bool) -> tuple[Article, list[QuoteRow], str | None]:
    from quotes.store import articles, quotes

    article = articles.get(connection, article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id[:100]!r}: GET /articles lists them.")
    rows = quotes.of_article(connection, article_id)
    return article, rows, articles.text(connection, article_id) if serve_text else None


def _remove(connection: Connection, article_id: str) -> None:
    from quotes.store import articles

    if not articles.delete(connection, article_id):
        raise NotFound(f"There is no article {article_id[:100]!r}: GET /articles lists them.")


def _metadata(article: Article, to: Links) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "revision": article.revision,
        "quote_count": article.quotes,
        "added_at": article.added_at,
        "updated_at": article.updated_at,
        "links": {
            "self": to.article(article.id),
            "quotes": f"{to.base}/quotes?article={escape(article.id, safe='')}",
            "source": article.url if is_web_address(article.url) else None,
        },
    }


def _whole(
    article: Article, rows: Sequence[QuoteRow], to: Links, *, text: str | None, change: str | None = None
) -> bytes:
    body = _metadata(article, to)
    if text is not None:
        body["text"] = text
    if change is not None:
        body["change"] = change
    return b'%b,"quotes":[%b]}' % (orjson.dumps(body)[:-1], render.quotes(rows, to))
