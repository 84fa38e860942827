"""The server process: uvicorn with our log lines, and an end that lets requests under way finish."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from threading import Timer

import uvicorn

from api.http import cors, hosts, keys, telemetry
from api.http.protocol import LimitedProtocol, Limits
from quotes.config import Settings, settings
from quotes.io.workers import spare_what_stays

# Requests under way get this long to end before the process does.
GRACE_SECONDS = 20
# ... and what it holds so long to be let go of: a thread that waits for a database that hangs never is.
LAST_SECONDS = 5
# How the worker processes learn what `serve` listens on.
_LISTENER = "_QUOTES_LISTENER"
FACTORY = "api.server:application"


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve until told to stop (SIGINT or SIGTERM)."""
    telemetry.configure(settings().log_format)
    os.environ[_LISTENER] = host
    with ExitStack() as stack:
        if workers > 1:
            # made before the processes are: each reads it when it first imports prometheus_client
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="quotes-figures-"))
            os.environ[telemetry.SHARED_FIGURES] = folder
        _run(host, port, workers)


def _run(host: str, port: int, workers: int) -> None:
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


def check(settings: Settings, host: str) -> list[str]:
    """What is worth a warning in these settings before a server listens on `host`; BadInput for what is unsafe."""
    hosts.check(settings, listener=host)
    cors.Cors(settings, listener=host)
    keys.known_keys(settings)
    found = []
    if settings.local_writes:
        found.append(
            f"QUOTES_LOCAL_WRITES is on: every program and user of this machine may write, and so may the whole world "
            f"where a proxy or a tunnel leads to {host}; unset it and write with a key."
        )
    if not hosts.is_loopback(host) and not settings.base_url and not settings.allowed_hosts:
        found.append(
            f"listening on {host} without QUOTES_BASE_URL or QUOTES_ALLOWED_HOSTS: links, to the next page too, "
            "then lead to this machine's address; set QUOTES_BASE_URL to the public one."
        )
    return found


def application() -> object:
    """The application of one worker process."""
    from api.app import create_app

    telemetry.configure(settings().log_format)
    telemetry.forget_dead_processes()
    return create_app(listener=os.environ.get(_LISTENER), on_start=spare_what_stays, on_stop=_end_soon)


def _end_soon() -> None:
    """End the process in a while, whatever still waits in it; a transaction that was not ended is rolled back."""

    def end() -> None:
        telemetry.logger().warning("ended while something still waited, for the database most likely")
        os._exit(0)

    timer = Timer(LAST_SECONDS, end)
    timer.daemon = True
    timer.start()
