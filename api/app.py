"""The application: routes, one error handler, one layer around them, and what they share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from api import pages
from api.assets import Assets
from api.docs import documentation, guide
from api.http import errors, telemetry
from api.http.middleware import Middleware
from api.http.plain_route import endpoints
from api.routes import ROUTERS
from api.service import Service
from quotes.config import Settings
from quotes.config import settings as read_settings

if TYPE_CHECKING:
    from quotes.store import Store


class Application(FastAPI):
    """FastAPI with the middleware around the whole of it, ahead of its own layers."""

    middleware_around: Middleware

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["app"] = self
            await self.middleware_around(scope, receive, send)
        else:
            await self.inside(scope, receive, send)

    async def inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What FastAPI itself does with a request."""
        await super().__call__(scope, receive, send)


def create_app(
    settings: Settings | None = None,
    *,
    store: Store | None = None,
    extractor: Any = None,
    listener: str | None = None,
    on_start: Callable[[], None] | None = None,
    on_stop: Callable[[], None] | None = None,
) -> Application:
    """The API and its pages over one store.

    `store` and `extractor` may be handed in; else the store of the settings is opened at start, and the engine
    at the first article. `listener` is the address that the server listens on: what is safe on loopback alone is
    refused where it is not known. `on_start` is called when the application is ready to answer, `on_stop` when the
    server begins to let go of what it holds.
    """
    settings = settings or read_settings()
    service = Service(settings, store=store, extractor=extractor, listener=listener)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        telemetry.configure(settings.log_format)
        await service.start()
        if on_start is not None:
            on_start()
        service.log = telemetry.logger().bind()
        service.log.info("ready to answer", database=service.store.url)
        yield
        service.log.info("stopping")
        if on_stop is not None:
            on_stop()
        await service.finish()

    app = Application(
        title=documentation.TITLE,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    documentation.install(app)
    guide.install(app)
    app.mount("/static", Assets(), name="static")
    app.middleware_around = Middleware(app.inside, service, endpoints(ROUTERS), pages.page_of)
    return app
