"""What goes wrong as a page, where a browser asked: the sentence that says the mend, and a way on."""

from __future__ import annotations

import orjson
from fastapi import Request, Response
from starlette.types import Scope

from api.pages.templating import render

_TITLES = {
    401: "Sign in",
    404: "Not here",
    405: "Not this way",
    413: "Too large",
    429: "Too many at once",
    503: "Not just now",
}


def page_of(scope: Scope, status: int, problem: bytes) -> Response:
    """A problem document as a page; where a key is needed, with the form that takes one."""
    request = Request(scope)
    told = orjson.loads(problem)
    message = str(told.get("detail", ""))
    if status == 404 and message.startswith("There is nothing at this address"):
        message = "There is no page at this address. Search, or look through the speakers and articles."
    asked = scope["path"]
    if scope["query_string"]:
        asked += "?" + scope["query_string"].decode("latin-1")
    return render(
        request,
        "sign_in.html" if status == 401 else "error.html",
        status=status,
        title=_TITLES.get(status, "That did not work"),
        message=message,
        code=status,
        then=asked if scope["method"] == "GET" else "/",
        closed=status == 401,
        wrong=status == 401 and "not known" in message,
        headers={"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding, Cookie"},
    )
