"""Who is signed in to the pages, and that a form that changes something is one of ours.

The cookie holds the key itself: so signing in holds in every worker and after a restart, and ends at once when the key
is taken away; no script can read it, and no other site's page can have it sent (SameSite=Strict). A form carries a
token made of the key as well, so that neither alone does anything.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse

from api.http import links
from api.http.dependencies import service
from api.http.errors import Forbidden
from api.http.keys import kept
from api.pages.templating import render
from quotes.errors import BadInput, QuotesError

MOST_FIELDS = 50
STALE = "This form is too old or was not one of this server's: go back, reload the page and try again."


@dataclass(frozen=True, slots=True)
class Editor:
    """Who is signed in; `token` is what each of their forms carries."""

    name: str
    token: str


async def editor_of(request: Request) -> Editor | None:
    """Who is signed in, or None."""
    headers = dict(request.scope["headers"])
    name = await service(request).gate.editor(headers)
    if name is None:
        return None
    return Editor(name, hmac.new((kept(headers) or "").encode(), b"a form of the desk", hashlib.sha256).hexdigest())


def check_token(request: Request, editor: Editor, given: str) -> None:
    """Raises Forbidden for a form that is not one that this server made for this editor."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden(STALE)
    if not hmac.compare_digest(editor.token.encode(), given.encode()):
        raise Forbidden(STALE)


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The fields of a form, each with all its values; blank ones are left out."""
    try:
        return parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadInput("This form has more fields than any of this server's: reload the page.") from None


class DeskRoute(APIRoute):
    """A route of the desk: `async (request) -> Response` with the editor at `request.state.editor`.

    Whoever is not signed in is asked to, and then comes back. A form is checked to be ours before the endpoint sees
    it (`request.state.fields`); one of several parts checks its own token. Nothing here is kept by any cache.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[[Request], Awaitable[Response]] = self.endpoint

        async def answer(request: Request) -> Response:
            try:
                return await _answer(request, endpoint)
            except QuotesError as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                return sorry(request, error)

        return answer


async def _answer(request: Request, endpoint: Callable[[Request], Awaitable[Response]]) -> Response:
    editor = await editor_of(request)
    if editor is None:
        then = request.scope["path"] if request.method == "GET" else "/desk"
        return RedirectResponse(f"{links.root_of(request)}/sign-in?then={quote(then, safe='')}", 303)
    request.state.editor = editor
    if request.method == "POST" and not request.headers.get("content-type", "").startswith("multipart/"):
        fields = await fields_of(request)
        check_token(request, editor, one(fields, "token"))
        request.state.fields = fields
    response = await endpoint(request)
    response.headers["cache-control"] = "no-store"
    return response


def one(fields: Mapping[str, list[str]], name: str) -> str:
    """The one value of a field, without the blanks around it; "" where it was left empty."""
    return fields.get(name, [""])[0].strip()


def show(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of the desk."""
    editor: Editor = request.state.editor
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding, Cookie"}
    return render(request, template, status=status, headers=headers, editor=editor, **values)


def back(request: Request, place: str) -> Response:
    """After a change: the page that shows it, by a GET."""
    return RedirectResponse(f"{links.root_of(request)}{place}", 303)


def sorry(request: Request, error: QuotesError) -> Response:
    """What went wrong, as a page."""
    return render(
        request,
        "error.html",
        status=error.status,
        title="Not here" if error.status == 404 else "That did not work",
        message=str(error),
        code=error.status,
        headers={"Cache-Control": "no-store"},
    )
