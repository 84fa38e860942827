"""`quotes serve`: the API and the pages. The one place where `quotes` imports `api`."""

from __future__ import annotations

import contextlib
import socket
import sys
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from quotes.cli.console import opened, read_settings
from quotes.errors import BadInput

if TYPE_CHECKING:
    from quotes.config import Settings


def run(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Serve with so many processes.")] = 1,
) -> None:
    """Serve the API, its documentation and the pages."""
    from api.server import check, serve

    # looked at here, so that a wrong setting or a taken port is one sentence and not a stack of every worker
    settings = read_settings()
    for warning in check(settings, host):
        print(f"quotes: warning: {warning}", file=sys.stderr, flush=True)
    _check_port(host, port)
    _say_where(settings.database_url, host, port)
    _say_key(settings, _base(host, port))
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
    base = _base(host, port)
    print(f"quotes serves on {base} until Ctrl-C. Try:\n  {base}/\n  {base}/docs", flush=True)
    print(f"  {base}/quotes{_most_quoted(database_url)}", flush=True)


def _base(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _say_key(settings: Settings, base: str) -> None:
    """Make the first start's key where there is none at all, and show it this once; later, where it is kept."""
    from quotes.store.keys import key_file

    if settings.api_key or settings.local_writes:
        return
    path = key_file.place(settings)
    if key_file.read(path) is not None:
        print(f"Writing needs a key; one is kept in {path}.", flush=True)
        return
    if _added_keys(settings.database_url):
        return
    try:
        key, made = key_file.make(path)
    except OSError as error:
        print(
            f"quotes: warning: no key could be kept in {path} ({error.strerror or error}), so nobody can write "
            "over HTTP: set QUOTES_KEY_FILE to a place that can be written to, or QUOTES_API_KEY.",
            file=sys.stderr,
            flush=True,
        )
        return
    if made:
        print(
            f"Writing needs a key. This one was made now, is shown this once, and is kept in {path}:\n  {key}\n"
            f"  curl -X POST {base}/articles -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' "
            f"""-d '{{"text": "“We stay,” said Olga Mar."}}'""",
            flush=True,
        )


def _added_keys(database_url: str) -> bool:
    """Whether `quotes keys add` has made any; no where the store cannot be asked, which the server will say itself."""
    from quotes.store import keys

    with contextlib.suppress(Exception), opened(database_url).read() as connection:
        return bool(keys.names(connection))
    return False


def _most_quoted(database_url: str) -> str:
    from quotes.store import speakers

    with contextlib.suppress(Exception):  # an address to try is a courtesy: it must not end the server
        with opened(database_url).read() as connection:
            rows = speakers.page(connection, limit=1).rows
        return f"?speaker={quote(rows[0].name)}" if rows else ""
    return ""
