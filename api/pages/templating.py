"""Templates to pages: everything escaped, no script or style in the page itself, nothing from another host."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.formats import addresses, jsonld
from api.formats.words import day, headline, month_name, printable, shortened, source_address, speaker_name, web_address
from api.http import links
from api.http.headers import PAGE_POLICY
from api.pages.palette import voice_key
from quotes.errors import QuotesError

FILTER_NAMES = {
    "speaker": "Speaker", "q": "Words", "outlet": "Outlet", "since": "From", "until": "To", "kind": "Kind",
    "min_confidence": "At least", "article": "Article", "rule": "Rule", "attributed": "Attributed",
}  # fmt: skip
_STATIC = Path(__file__).parent.parent / "static"


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    policy: str = PAGE_POLICY,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    """A page. Links in it are relative to the application's root, so that they hold behind any host name."""
    root = links.root_of(request)
    base = values.get("base", root)
    body = (
        environment()
        .get_template(template)
        .render(
            root=root,
            static=partial(_static, root),
            quote_page=partial(addresses.quote_page, root),
            speaker_page=partial(addresses.speaker_page, root),
            article_page=partial(addresses.article_page, root),
            desk_quote=partial(addresses.desk_quote, root),
            desk_speaker=partial(addresses.desk_speaker, root),
            search_page=partial(_search_page, root),
            compare_page=partial(_compare_page, root),
            filter_names=FILTER_NAMES,
            **{**values, "base": base},
        )
    )
    # a lone surrogate cannot be sent: printable() has replaced what stands in texts, this is the last resort
    written = body.encode("utf-8", "replace")
    sent = {"content-security-policy": policy, **(headers or {})}
    return Response(written, status, sent, "text/html; charset=utf-8")


class PageRoute(APIRoute):
    """A route for people: `async (request) -> Response`, and an error is a page too where HTML is asked for."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint

        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except QuotesError as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                return self.sorry(request, error)

        return answer

    def sorry(self, request: Request, error: QuotesError) -> Response:
        """The page that says what went wrong and what to do."""
        title = "Not here" if error.status == 404 else "That did not work"
        return render(request, "error.html", status=error.status, title=title, message=str(error), code=error.status)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; a value that is not there is an error, and every value is escaped and printable."""
    made = Environment(
        loader=PackageLoader("api", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day,
        month=month_name,
        short=shortened,
        tail=_tail,
        speaker=speaker_name,
        source=source_address,
        web=web_address,
        voice=voice_key,
        headline=headline,
        by_id=lambda quotes: {quote["id"]: quote for quote in quotes},
        percent=lambda confidence: f"{round(confidence * 100)}%",
        jsonld=lambda value: Markup(jsonld.in_script(value)),  # noqa: S704 - in_script escapes what could end it
    )
    return made


def _tail(text: str, length: int) -> str:
    """The end of a text, cut at a word."""
    return text if len(text) <= length else "…" + text[-length:].partition(" ")[2]


def _printed(value: Any) -> Any:
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _search_page(root: str, **parameters: Any) -> str:
    return addresses.search_page(root, [(name, str(value)) for name, value in parameters.items() if value])


def _compare_page(root: str, choices: Any) -> str:
    """The page that compares the first four speakers of a facet."""
    return addresses.compare_page(root, [choice.value for choice in choices[:4]])


@lru_cache(maxsize=64)
def _static(root: str, name: str) -> str:
    """A bundled file's address, with a sign of its content, so that it may be kept for ever."""
    digest = hashlib.blake2b((_STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"{root}/static/{name}?v={digest}"
