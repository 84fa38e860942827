"""`/sign-in` and `/sign-out`: a key is asked for once, and kept in a cookie that no script can read."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.http import links
from api.http.dependencies import service
from api.http.errors import Forbidden, Unauthorized
from api.http.keys import COOKIE, cookie_of
from api.pages.desk.session import STALE, fields_of, one
from api.pages.templating import PageRoute, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_DAYS = 30


@router.get("/sign-in")
async def form(request: Request) -> Response:
    """The form that asks for a key."""
    return _form(request, request.query_params.get("then", ""))


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Keep the key, and go where it was asked for."""
    _check_ours(request)
    fields = await fields_of(request)
    key, then = one(fields, "key"), one(fields, "then")
    try:
        await service(request).gate.name(key)
    except Unauthorized as wrong:
        return _form(request, then, status=401, message=str(wrong))
    response = RedirectResponse(links.root_of(request) + _within(then), 303)
    place, secure = _cookie(request)
    response.set_cookie(
        COOKIE, cookie_of(key), max_age=_DAYS * 86_400, path=place, secure=secure, httponly=True, samesite="strict"
    )
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Forget the key."""
    _check_ours(request)
    response = RedirectResponse(f"{links.root_of(request)}/sign-in", 303)
    place, secure = _cookie(request)
    response.delete_cookie(COOKIE, path=place, secure=secure, httponly=True, samesite="strict")
    return response


def _cookie(request: Request) -> tuple[str, bool]:
    """The path that the cookie is sent under, and whether over TLS alone."""
    base = service(request).settings.base_url or ""
    secure = base.startswith("https:") or request.scope.get("scheme") == "https"
    return links.root_of(request) or "/", secure


def _check_ours(request: Request) -> None:
    """Another site's page may neither sign anybody in nor out."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden(STALE)


def _within(then: str) -> str:
    """A path of this server; anything else is the desk."""
    plain = then.startswith("/") and not then.startswith(("//", "/\\")) and then.isprintable() and "\\" not in then
    return then if plain else "/desk"


def _form(request: Request, then: str, *, status: int = 200, message: str = "") -> Response:
    return render(
        request,
        "sign_in.html",
        status=status,
        then=_within(then),
        wrong=status == 401,
        closed=not service(request).settings.public_read,
        message=message,
        headers={"Cache-Control": "no-store"},
    )
