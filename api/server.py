"""The server process: uvicorn with our log lines, and an end that lets requests under way finish."""

from __future__ import annotations

import os

import uvicorn

from api import observe
from api.protocol import LimitedProtocol, Limits
from quotes.config import settings

# Requests under way get this long to end before the process does.
GRACE_SECONDS = 20
FACTORY = "api.server:application"


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve until told to stop (SIGINT or SIGTERM)."""
    observe.configure(settings().log_format)
    uvicorn.run(
        FACTORY,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        # What it grants is in the settings, which worker processes read for themselves.
        http=LimitedProtocol,
        backlog=Limits.of(settings()).backlog,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # Whoever passes requests on is named in FORWARDED_ALLOW_IPS; nobody else's X-Forwarded-For is believed.
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
    )


def application() -> object:
    """The application of one worker process."""
    from api.app import create_app

    observe.configure(settings().log_format)
    return create_app()
