"""`/docs`, `/redoc` and `/openapi.json`, whole without a network; `api.generate` writes what is committed of it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.staticfiles import StaticFiles

from api import VERSION, schemas
from api.http import links

TITLE = "quotes"
SUMMARY = "Who said what: direct quotations and their speakers, with the evidence for each."
DESCRIPTION = """
Every quotation comes with the words, who said them, where exactly they stand (`article.text[start:end]` is the
part, in characters), which rule decided why, and how sure it is. `speaker: null` means that the article does not
say; nothing is ever guessed.

**Reading** needs no key unless the server says otherwise. **Writing** needs `Authorization: Bearer KEY`.
Errors are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem documents. Lists carry `next`, also in the
`Link` header. Every GET has an `ETag`: send it back as `If-None-Match`, and an unchanged answer costs nothing.
Any list comes as CSV or NDJSON too: `format=csv`, or `Accept: text/csv`.
"""
TAGS = [
    {"name": "quotes", "description": "Who said what, with the evidence."},
    {"name": "speakers", "description": "Who is quoted, under which names; corrections by people."},
    {"name": "articles", "description": "What was read, and reading more."},
    {"name": "extract", "description": "Quotes out of articles, nothing stored."},
    {"name": "verify", "description": "A draft's quotations against the record."},
    {"name": "feeds", "description": "Any question to follow in a feed reader."},
    {"name": "embeds", "description": "Quotes in other pages: cards, oEmbed, Web Annotation."},
    {"name": "rules", "description": "How speakers are found."},
    {"name": "server", "description": "For those who run it."},
]
# Swagger UI styles elements in line; its one script of our own stands in a file.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'"
)
ASSETS = "/static/docs"


def install(app: FastAPI) -> None:
    """Add the specification and the two pages that show it."""
    kept: dict[str, bytes] = {}

    def specification() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build(app)
        return app.openapi_schema

    app.openapi = specification  # type: ignore[method-assign]

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi(request: Request) -> Response:
        root = links.root_of(request)
        if root not in kept:
            kept[root] = orjson.dumps(app.openapi() | ({"servers": [{"url": root}]} if root else {}))
        return Response(kept[root], media_type="application/json")

    @app.get("/docs", include_in_schema=False)
    async def swagger(request: Request) -> Response:
        return _page(request, "Swagger UI", "swagger-ui.css", ("swagger-ui-bundle.js", "start-swagger.js"))

    @app.get("/redoc", include_in_schema=False)
    async def redoc(request: Request) -> Response:
        return _page(request, "ReDoc", None, ("redoc.standalone.js", "start-redoc.js"))

    # The bundles come with fastapi-offline; the two starting scripts are ours.
    app.mount(f"{ASSETS}/bundled", StaticFiles(packages=[("fastapi_offline", "static")]), name="docs-bundled")
    app.mount(ASSETS, StaticFiles(directory=str(files("api").joinpath("docs_static"))), name="docs-static")


def build(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of an application."""
    document = get_openapi(
        title=TITLE,
        version=VERSION,
        summary=SUMMARY,
        description=DESCRIPTION.strip(),
        routes=app.routes,
        tags=TAGS,
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    components = document.setdefault("components", {}).setdefault("schemas", {})
    problem = schemas.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components.update(problem.pop("$defs", {}))
    components["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    return document


def _page(request: Request, name: str, style: str | None, scripts: tuple[str, str]) -> Response:
    root = links.root_of(request)
    bundled, ours = f"{root}{ASSETS}/bundled/{scripts[0]}", f"{root}{ASSETS}/{scripts[1]}"
    link = f'<link rel="stylesheet" href="{root}{ASSETS}/bundled/{style}">' if style else ""
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}: {name}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="{root}{ASSETS}/bundled/favicon.png">{link}</head>'
        f'<body><nav style="padding: .75rem; font-family: sans-serif"><a href="{root}/">To the quotations</a> · '
        f'<a href="{root}/guide/">Guide</a></nav><div id="docs" data-spec="{root}/openapi.json"></div>'
        f'<script src="{bundled}"></script><script src="{ours}"></script></body></html>'
    )
    return Response(html, headers={"Content-Security-Policy": POLICY}, media_type="text/html")


def rendered(app: FastAPI) -> bytes:
    """The specification as it is committed: indented, keys in the order of writing."""
    return orjson.dumps(build(app), option=orjson.OPT_INDENT_2) + b"\n"
