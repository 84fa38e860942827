"""A real HTTP server around an application, for as long as a test needs it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from api.http.protocol import Crowd, LimitedProtocol, Limits

KEY = "a-key-for-tests"
WRITING = {"Authorization": f"Bearer {KEY}"}


@contextmanager
def serving(app: Any, *, limits: Limits | None = None, **options: Any) -> Iterator[httpx.Client]:
    """uvicorn in a thread on a free port, within `limits`; the client's addresses are relative to it."""
    protocol = type("Protocol", (LimitedProtocol,), {"limits": limits or Limits(1000), "crowd": Crowd()})
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", server_header=False, http=protocol)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("The server did not start: see its log above.")
        time.sleep(0.005)
    port = listener.getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, **options) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
