"""`/browse/quotes/{id}`: one quotation with its evidence, its citations, and what to paste elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from api.formats import addresses, annotation, citation, jsonld, snippet
from api.http import links
from api.http.dependencies import service
from api.pages.listing import as_json
from api.pages.palette import voices
from api.pages.templating import PageRoute, render
from quotes.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/browse/quotes/{id}")
async def quotation(request: Request) -> Response:
    """One quotation."""
    to = links.of(request)
    row, author, copies, refused = await service(request).run_in_thread(_quotation, request.path_params["id"])
    [quote] = as_json([row], to)
    citations = (
        ("Plain text", citation.plain(quote)),
        ("Markdown", citation.markdown(quote)),
        ("HTML", citation.html(quote)),
        ("BibTeX", citation.bibtex(quote, author=author)),
    )
    embeds = (
        ("Frame, no script", snippet.iframe(quote, to.base)),
        ("Web component", snippet.component(quote, to.base)),
    )
    return render(
        request,
        "quotation.html",
        quote=quote,
        voices=voices([quote]),
        refused=refused,
        superseded=bool(quote.get("superseded")),
        corrected=quote.get("corrected"),
        citations=citations,
        embeds=embeds,
        copies=copies,
        annotation=addresses.annotation(to.base, quote["id"]),
        annotation_type=annotation.MEDIA_TYPE,
        oembed=addresses.oembed(to.base, addresses.quote_page(to.base, quote["id"])),
        data=jsonld.quotation(quote, to.base),
    )


def _quotation(connection: Connection, quote_id: str) -> tuple[Any, str | None, list[Any], bool]:
    from quotes.store import articles, quotes, utterances
    from quotes.store.corrections import not_quotations

    row = quotes.get(connection, quote_id)
    if row is None:
        raise NotFound(f"There is no quotation {quote_id[:100]!r} here: look for its words on the search page.")
    article = articles.get(connection, row.article_id)
    similar = utterances.similar(connection, quote_id)
    copies = [copy for copy in similar.quotes if copy.id != quote_id] if similar else []
    refused = row.superseded and not_quotations.is_refused(connection, quote_id)
    return row, article.author if article else None, copies, refused
