"""`/try`: paste a text, see who said what and why; nothing is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from api.engine import Job
from api.http.dependencies import check_size, service
from api.pages.highlight import paragraphs
from api.pages.palette import voices
from api.pages.templating import PageRoute, render
from quotes.errors import BadInput, QuotesError, TooLarge
from quotes.models import RawArticle

router = APIRouter(route_class=PageRoute, include_in_schema=False)

EXAMPLE = "\n\n".join(
    (
        "The harbour will not be sold, Mayor Ines Duarte told a packed town hall on Monday. “Not this year, not "
        "ever,” she said. “It belongs to the people who work in it.”",
        "Tom Okafor, who leads the dockers’ union, was not convinced. “We have heard that before,” he said, adding "
        "that his members would strike “until it is in writing.”",
        "According to a spokesman for Meridian Ports, the offer “remains on the table.”",
    )
)
_LONGEST = 200_000


@router.get("/try")
async def form(request: Request) -> Response:
    """The empty form."""
    return _page(request, "")


@router.post("/try")
async def read(request: Request) -> Response:
    """The form with what was found in the text. A browser with scripts takes the result alone out of this answer, so
    that there is one rendering, and it is the one that is escaped here; programs have POST /extract."""
    here = service(request)
    try:
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        return _page(request, "", error="The form has one field, the text: leave the others out.", status=400)
    text = fields.get("text", [""])[0].replace("\r\n", "\n")
    try:
        if not text.strip():
            raise BadInput("There is nothing to read yet: paste the text of an article.")
        if len(text) > _LONGEST:
            raise TooLarge(f"This text is longer than {_LONGEST:,} characters: POST /extract takes it.")
        await check_size(request, len(text))
        found = await here.work(request.scope, Job.extract, RawArticle(text=text))
    except QuotesError as error:
        return _page(request, text, error=str(error), status=error.status)
    quotes = [_shown(quote.as_dict(), found.document.id) for quote in found.quotes]
    return _page(request, text, quotes=quotes, read=found.document.text)


def _shown(quote: dict[str, Any], article_id: str) -> dict[str, Any]:
    return {**quote, "article": {"id": article_id}, "links": {}}


def _page(
    request: Request,
    text: str,
    *,
    quotes: list[dict[str, Any]] | None = None,
    read: str | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "try.html",
        status=status,
        text=text,
        example=EXAMPLE,
        quotes=quotes,
        voices=voices(quotes or []),
        paragraphs=paragraphs(read, quotes) if read is not None and quotes is not None else None,
        error=error,
        longest=_LONGEST,
        headers={"Cache-Control": "no-store"} if request.method == "POST" else None,
    )
