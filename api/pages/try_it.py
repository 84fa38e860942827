"""`/try`: paste a text, see who said what and why; nothing is kept."""

from __future__ import annotations

import re
from typing import Any, BinaryIO
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from api.engine import Job
from api.http.dependencies import check_size, service
from api.pages.highlight import paragraphs
from api.pages.palette import voices
from api.pages.templating import PageRoute, render
from api.uploads import name_of
from quotes.errors import BadInput, QuotesError, TooLarge
from quotes.io.sources.records import is_markup
from quotes.models import Failure, RawArticle

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
_ADDRESS = re.compile(r"\s*(https?://|www\.)\S+\s*", re.IGNORECASE)


@router.get("/try")
async def form(request: Request) -> Response:
    """The empty form."""
    return _page(request, "")


@router.post("/try")
async def read(request: Request) -> Response:
    """The form with what was found in the text. A browser with scripts takes the result alone out of this answer, so
    that there is one rendering, and it is the one that is escaped here; programs have POST /extract."""
    here = service(request)
    text = ""
    try:
        text, article = await _given(request)
        await check_size(request, len(article.text or article.html or ""))
        found = await here.run_in_engine(request.scope, Job.extract, article)
    except QuotesError as error:
        return _page(request, text, error=str(error), status=error.status)
    quotes = [_shown(quote.as_dict(), found.document.id) for quote in found.quotes]
    return _page(request, text, quotes=quotes, read=found.document.text)


async def _given(request: Request) -> tuple[str, RawArticle]:
    """The text that was pasted ("" for a file), and the article in it or in the file."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form(max_files=1, max_fields=20, max_part_size=4 * _LONGEST) as sent:
            text, file = sent.get("text", ""), sent.get("file")
            if isinstance(file, UploadFile) and file.size:
                return "", await service(request).threaded(_of_file, file.file, name_of(file.filename))
            return _of_text(text if isinstance(text, str) else "")
    try:
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise BadInput("The form has one field, the text: leave the others out.") from None
    return _of_text(fields.get("text", [""])[0])


def _of_text(given: str) -> tuple[str, RawArticle]:
    text = given.replace("\r\n", "\n")
    if not text.strip():
        raise BadInput("There is nothing to read yet: paste the text of an article, or choose a file.")
    if len(text) > _LONGEST:
        raise TooLarge(f"This text is longer than {_LONGEST:,} characters: POST /extract takes it.")
    if _ADDRESS.fullmatch(text):
        raise BadInput(
            "This is the address of a page, and this server fetches nothing from the web: what it could reach, anybody "
            "could have it reach. Open the page, select all, copy and paste it here; or save it and choose the file."
        )
    return text, RawArticle(html=text) if is_markup(text) else RawArticle(text=text)


def _of_file(stream: BinaryIO, name: str) -> RawArticle:
    """The first article of a file of any kind that is read; raises BadInput with the mend."""
    from quotes.io.sources import Source, read_stream

    first = next(iter(read_stream(Source(stream=stream, where=name, id=None), name)), None)
    if isinstance(first, Failure):
        raise BadInput(first.message)
    if first is None:
        raise BadInput(f"{name}: there is no article in it; choose another file.")
    if len(first.text or first.html or "") > 10 * _LONGEST:
        raise TooLarge(f"{name} is longer than {10 * _LONGEST:,} characters: quotes extract takes it.")
    return first


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
