"""Addresses that people and their browsers try by themselves: near misses of pages, the robots' file, the icon."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.http import links
from api.http.dependencies import service

router = APIRouter(include_in_schema=False)

_NEAR = {
    "/search": "/",
    "/try/": "/try",
    "/docs/": "/docs",
    "/redoc/": "/redoc",
    "/browse": "/",
    "/browse/": "/",
    "/browse/quotes": "/",
    "/browse/speakers/": "/browse/speakers",
    "/browse/articles/": "/browse/articles",
    "/desk/": "/desk",
}
_ICON = Path(__file__).parent.parent / "static" / "favicon.svg"
# Addresses that change something, or that a crawler would follow without end.
_CLOSED = ("/desk", "/sign-in", "/try", "/quotes", "/speakers", "/articles", "/embed", "/feeds", "/oembed")


async def near(request: Request) -> Response:
    """The page that was meant, with what was asked."""
    asked = request.scope["query_string"].decode("latin-1")
    place = links.root_of(request) + _NEAR[request.scope["path"]]
    return RedirectResponse(f"{place}?{asked}" if asked else place, 308)


for _path in _NEAR:
    router.add_api_route(_path, near, include_in_schema=False)


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Crawlers may read the pages where everybody may; the same as data they need not."""
    root = links.root_of(request)
    closed = [f"{root}{path}" for path in _CLOSED] if service(request).settings.public_read else ["/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return Response("\n".join(lines) + "\n", media_type="text/plain")


@router.get("/favicon.ico")
async def icon() -> Response:
    """The icon, for what asks for it where it has always been."""
    return Response(_ICON.read_bytes(), media_type="image/svg+xml")
