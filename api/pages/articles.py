"""`/browse/articles`: what was read, and one article with its quotations where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.formats import code, jsonld
from api.http import links
from api.http.dependencies import service
from api.pages import exploring
from api.pages.highlight import paragraphs
from api.pages.listing import as_json, following, lenient
from api.pages.palette import voices
from api.pages.search import feeds
from api.pages.templating import PageRoute, render
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

router = APIRouter(route_class=PageRoute, include_in_schema=False)


class ArticleListQuery(BaseModel):
    """The query string of the list of articles."""

    q: str | None = Field(None, max_length=1000)
    outlet: str | None = Field(None, max_length=500)
    cursor: str | None = Field(None, max_length=1000)


@router.get("/browse/articles")
async def article_list(request: Request) -> Response:
    """The articles, newest first; `q` are words of the title."""
    query = lenient(ArticleListQuery, request)
    page, outlets = await service(request).run_in_thread(_list, query)
    path = f"{links.root_of(request)}/browse/articles"
    return render(
        request,
        "articles.html",
        articles=page.rows,
        outlets=outlets,
        form={"q": query.q or "", "outlet": query.outlet or ""},
        taken=_list_taken(request, query),
        next=following(ArticleListQuery, request, path, page.next),
    )


@router.get("/browse/articles/{id:path}")
async def article(request: Request) -> Response:
    """One article: its text with the quotations marked where it may be shown, else the quotations in context."""
    here, to = service(request), links.of(request)
    found, rows, text = await here.run_in_thread(_article, request.path_params["id"], here.settings.serve_text)

    def shown() -> Response:
        quotes = as_json(rows, to)
        return render(
            request,
            "article.html",
            article=found,
            quotes=quotes,
            voices=voices(quotes),
            paragraphs=paragraphs(text, quotes) if text is not None else None,
            feeds=feeds(to.base, [("article", found.id)]),
            data=jsonld.listed(quotes, to.base, found.title or "Quotations"),
        )

    return await here.threaded(shown)  # an article may be long: others are answered meanwhile


def _list_taken(request: Request, query: ArticleListQuery) -> exploring.Taken:
    base = links.of(request).base
    asked = [(name, value) for name, value in (("q", query.q), ("outlet", query.outlet)) if value]
    return exploring.taken(base, "/articles", asked, code.data_address(f"{base}/browse/articles", asked))


def _list(connection: Connection, query: ArticleListQuery) -> tuple[Any, list[Any]]:
    from quotes.store import articles
    from quotes.store.search.facets import facets
    from quotes.store.search.filters import QuoteFilter

    outlet = (query.outlet,) if query.outlet else ()
    page = articles.page(connection, outlet=outlet, q=query.q, limit=40, cursor=query.cursor)
    return page, facets(connection, QuoteFilter(), ("outlet",), limit=200)["outlet"]


def _article(connection: Connection, article_id: str, serve_text: bool) -> tuple[Any, list[Any], str | None]:
    from quotes.store import articles, quotes

    found = articles.get(connection, article_id)
    if found is None:
        raise NotFound(f"There is no article {article_id[:100]!r} here: the page of all articles lists them.")
    rows = quotes.of_article(connection, article_id)
    return found, rows, articles.text(connection, article_id) if serve_text else None
