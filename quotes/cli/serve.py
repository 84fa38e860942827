"""`quotes serve`: the API and the pages. The one place where `quotes` imports `api`."""

from __future__ import annotations

import contextlib
import socket
from typing import Annotated
from urllib.parse import quote

import typer

from quotes.cli.console import read_settings
from quotes.errors import BadInput


def run(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Serve with so many processes.")] = 1,
) -> None:
    """Serve the API, its documentation and the pages."""
    from api.server import serve

    # looked at here, so that a wrong setting or a taken port is one sentence and not a stack of every worker
    settings = read_settings()
    _check_port(host, port)
    _say_where(settings.database_url, host, port)
    serve(host=host, port=port, workers=workers)


def _check_port(host: str, port: int) -> None:
    """A taken port is said in one sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"{host}:{port} cannot be listened on ({error.strerror}); choose another: --port {port + 1}, "
                f"or make run PORT={port + 1}"
            ) from None


def _say_where(database_url: str, host: str, port: int) -> None:
    """Three addresses to try; the third asks for whoever is quoted most."""
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    print(f"quotes serves on {base} until Ctrl-C. Try:\n  {base}/\n  {base}/docs", flush=True)
    print(f"  {base}/quotes{_most_quoted(database_url)}", flush=True)


def _most_quoted(database_url: str) -> str:
    from quotes.store import open_store, speakers

    with contextlib.suppress(Exception):  # an address to try is a courtesy: it must not end the server
        with open_store(database_url).read() as connection:
            rows = speakers.page(connection, limit=1).rows
        return f"?speaker={quote(rows[0].name)}" if rows else ""
    return ""
