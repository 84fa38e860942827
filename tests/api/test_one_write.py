"""An answer's head and body leave together, and nothing waits for what does not come."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, cast

import httpx
import pytest

from api.http.one_write import OneWrite
from tests.api.conftest import add, article
from tests.api.serving import WRITING

HEAD, BODY = b"HTTP/1.1 200 OK\r\n\r\n", b"{}"


class _Transport:
    def __init__(self) -> None:
        self.calls: list[Any] = []

    def write(self, data: bytes) -> None:
        self.calls.append(data)

    def writelines(self, pieces: Any) -> None:
        self.calls.append(tuple(pieces))

    def close(self) -> None:
        self.calls.append("close")

    def is_closing(self) -> bool:
        return False

    def abort(self) -> None:
        self.calls.append("abort")


@pytest.fixture
def inner() -> _Transport:
    return _Transport()


@pytest.fixture
def one(inner: _Transport) -> OneWrite:
    return OneWrite(cast("asyncio.Transport", inner))


def test_a_head_goes_out_with_what_follows(one: OneWrite, inner: _Transport) -> None:
    for _ in range(2):
        one.begin()
        for piece in (HEAD, BODY, BODY):
            one.write(piece)
        one.flush()
    assert inner.calls == [(HEAD, BODY), BODY] * 2


def test_a_head_by_itself_goes_out_at_the_end(one: OneWrite, inner: _Transport) -> None:
    one.begin()
    one.write(HEAD)
    one.flush()
    one.begin()
    one.write(HEAD)
    one.close()
    one.abort()
    assert inner.calls == [HEAD, HEAD, "close", "abort"]


def test_a_request_that_comes_early_takes_no_piece_away(one: OneWrite, inner: _Transport) -> None:
    one.begin()
    one.write(HEAD)
    one.begin()
    one.write(BODY)
    one.write(HEAD)
    one.write(BODY)
    assert b"".join(piece if isinstance(piece, bytes) else b"".join(piece) for piece in inner.calls) == (
        (HEAD + BODY) * 2
    )


def _exchange(client: httpx.Client, *sent: bytes) -> list[bytes]:
    """What comes back for each piece that is sent over one connection."""
    url = client.base_url
    with socket.create_connection((url.host, url.port), timeout=10) as connection:
        found = []
        for piece in sent:
            connection.sendall(piece)
            found.append(connection.recv(65_536))
    return found


def test_who_waits_for_100_continue_is_told_to_go_on(sqlite_client: httpx.Client) -> None:
    body = b'{"text": "\\u201cGo,\\u201d said Ann Bell."}'
    head = (
        f"POST /extract HTTP/1.1\r\nHost: localhost\r\nAuthorization: {WRITING['Authorization']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    first, answer = _exchange(sqlite_client, head.encode(), body)
    assert first == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


def test_answers_without_a_body_do_not_wait_for_one(sqlite_client: httpx.Client) -> None:
    add(sqlite_client, article(1))
    tag = sqlite_client.get("/quotes").headers["etag"]
    host = f"Accept: */*\r\nHost: {sqlite_client.base_url.netloc.decode()}"
    head, unchanged, gone = _exchange(
        sqlite_client,
        f"HEAD /quotes HTTP/1.1\r\n{host}\r\n\r\n".encode(),
        f"GET /quotes HTTP/1.1\r\n{host}\r\nIf-None-Match: {tag}\r\n\r\n".encode(),
        f"HEAD /nothing HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n".encode(),
    )
    assert head.startswith(b"HTTP/1.1 200 OK\r\n") and head.endswith(b"\r\n\r\n")
    assert unchanged.startswith(b"HTTP/1.1 304 Not Modified\r\n") and unchanged.endswith(b"\r\n\r\n")
    assert gone.startswith(b"HTTP/1.1 404 Not Found\r\n")
