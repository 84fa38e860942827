"""`/`: search, and before that what there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.formats import addresses, jsonld, snippet
from api.http import links
from api.http.dependencies import service
from api.pages import exploring
from api.pages.listing import as_json, following, given, lenient
from api.pages.palette import voices
from api.pages.templating import PageRoute, render
from api.pages.timeline import timeline
from api.queries import quotes as queries
from api.queries.parameters import QuoteFilters, Sort
from quotes.errors import QuotesError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteFilter, QuoteRow
    from quotes.store.speakers import ListedSpeaker

router = APIRouter(route_class=PageRoute, include_in_schema=False)

PAGE = 20
_LISTED = 10
CONFIDENCES = (("0.5", "50%"), ("0.7", "70%"), ("0.8", "80%"), ("0.9", "90%"), ("0.95", "95%"))
SORTS = (("-published", "Newest first"), ("published", "Oldest first"), ("relevance", "Best match"),
         ("-confidence", "Surest first"))  # fmt: skip


class SearchQuery(QuoteFilters):
    """The query string of the search page: all filters of `GET /quotes`."""

    sort: Sort = "-published"
    cursor: str | None = Field(None, max_length=1000)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the page shows: a page of quotations, and the counts around them."""

    rows: list[QuoteRow] = field(default_factory=list)
    next: str | None = None
    count: int = 0
    outlets: list[Any] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    within_outlets: list[Any] = field(default_factory=list)
    months: list[Any] = field(default_factory=list)
    speakers: list[ListedSpeaker] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    more: bool = False
    counted: int | None = None  # of so many of the newest alone


@router.get("/")
async def search(request: Request) -> Response:
    """The search form with its results; without a question, the newest quotations and who is quoted most."""
    here, to = service(request), links.of(request)
    error: QuotesError | None = None
    resolved: dict[str, Any] = {}
    query = SearchQuery()
    try:
        query = lenient(SearchQuery, request)
        wanted, resolved = await queries.quote_filter(here, query, request.scope["state"].get("version"))
        found = await here.run_in_thread(_find, wanted, query)
    except QuotesError as refused:
        if refused.status >= 500:
            raise
        error, found = refused, await here.run_in_thread(_find, None, query)
    quotes = as_json(found.rows, to)
    asked = [(name, value) for name, value in given(SearchQuery, request) if name not in ("cursor", "sort")]
    form = dict(given(SearchQuery, request))
    return render(
        request,
        "search.html" if asked or error else "home.html",
        status=error.status if error else 200,
        error=str(error).removeprefix("query ") if error else None,
        quotes=quotes,
        voices=voices(quotes),
        found=found,
        form=form,
        asked=asked,
        resolved=resolved.get("speaker", []),
        next=following(SearchQuery, request, f"{links.root_of(request)}/", found.next),
        confidences=CONFIDENCES,
        sorts=SORTS,
        feeds=feeds(to.base, asked),
        frame=snippet.list_iframe(addresses.embed_list(to.base, asked), "Quotations"),
        oembed=addresses.oembed(to.base, addresses.search_page(to.base, asked)) if asked else None,
        data=jsonld.listed(quotes, to.base, "Quotations"),
        **_explored(request, found, asked, query),
    )


def _explored(request: Request, found: Finding, asked: list[tuple[str, str]], query: SearchQuery) -> dict[str, Any]:
    """What there is to click beside the results, and the same search for programs."""
    root, base = links.root_of(request), links.of(request).base
    order = [("sort", query.sort)] if query.sort != "-published" else []
    return {
        "drawn": timeline([], {facet.value: facet.count for facet in found.months}),
        "between": exploring.within(root, asked),
        "chosen": exploring.without(root, asked),
        "who": exploring.choices(root, asked, "speaker", found.people),
        "where": exploring.choices(root, asked, "outlet", found.within_outlets),
        "when": exploring.months(root, asked, found.months),
        "taken": exploring.taken(base, "/quotes", [*asked, *order], addresses.search_page(base, [*asked, *order])),
        "found_words": exploring.found_words(query.q),
    }


def feeds(base: str, asked: list[tuple[str, str]]) -> dict[str, str]:
    """The feeds of the same question."""
    return {kind: addresses.feed(base, kind, asked) for kind in ("atom", "json")}


def _find(connection: Connection, wanted: QuoteFilter | None, query: SearchQuery) -> Finding:
    from quotes.store import articles, quotes, speakers
    from quotes.store.search.facets import facets
    from quotes.store.search.filters import QuoteFilter
    from quotes.store.search.quick_counts import glance

    everything = QuoteFilter()
    outlets = facets(connection, everything, ("outlet",), limit=200)["outlet"]
    if wanted is None:
        return Finding(outlets=outlets)
    if wanted == everything:
        # the first page is for whole statements: fragments are half a sentence without their context
        whole = QuoteFilter(kinds=("direct",), attributed=True)
        page = quotes.page(connection, whole, limit=PAGE)
        totals = {
            "quotes": quotes.total(connection),
            "speakers": speakers.count(connection),
            "articles": articles.count(connection),
        }
        top = list(speakers.page(connection, limit=12).rows)
        return Finding(list(page.rows), None, totals["quotes"], outlets, speakers=top, totals=totals)
    page = quotes.page(connection, wanted, sort=query.sort, limit=PAGE, cursor=query.cursor)
    seen = glance(connection, wanted, limit=_LISTED)
    return Finding(
        list(page.rows),
        page.next,
        seen.count,
        outlets,
        seen.facets["speaker"],
        within_outlets=seen.facets["outlet"],
        months=seen.facets["month"],
        more=seen.more,
        counted=seen.of,
    )
