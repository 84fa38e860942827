"""Who may write, and read where reading is closed: a key, wherever the caller sits."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from api.app import create_app
from api.routes import ROUTERS
from quotes.errors import BadInput
from quotes.store import Store
from tests.api.conftest import made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import KEY, WRITING, serving

Served = Callable[..., Any]


WRITES = (
    ("POST", "/articles", {"text": "“Yes,” Ana Lopez said."}),
    ("DELETE", "/articles/a1", None),
    ("PATCH", "/quotes/q1", {"speaker": "Ana Lopez"}),
    ("PATCH", "/speakers/ana-lopez", {"name": "Ana López"}),
    ("POST", "/speakers/ana-lopez/merge", {"ids": ["bo-chen"]}),
    ("POST", "/speakers/ana-lopez/split", {"names": ["Ana Lopez"]}),
    ("POST", "/speakers/ana-lopez/apart", {"ids": ["bo-chen"]}),
    ("POST", "/speakers/ana-lopez/undo", {}),
    ("POST", "/quotes/q1/refuse", {}),
    ("POST", "/quotes/q1/undo", {}),
)


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_every_write_needs_the_key(sqlite_client: httpx.Client, method: str, path: str, body: Any) -> None:
    wrong = ({}, {"X-API-Key": "wrong"}, {"Authorization": f"Basic {KEY}"}, {"Authorization": "Bearer"})
    for headers in (*wrong, {"X-API-Key": KEY + "x"}):
        refused = sqlite_client.request(method, path, json=body, headers=headers)
        assert refused.status_code == 401, (headers, refused.text)
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.json()["code"] == "unauthorized"
    for headers in (WRITING, {"X-API-Key": KEY}):
        assert sqlite_client.request(method, path, json=body, headers=headers).status_code not in (401, 403)


# Who may call these without a key: readers of texts that are not kept, and who signs in. The desk's own routes show the
# page to sign in on.
_OPEN = {"/extract", "/verify", "/try", "/sign-in", "/sign-out"}
_NO_BODY_OF_OURS = (
    ("application/json", b'{"text": '),
    ("application/json", b"\xff\xfe"),
    ("application/json", b'{"no": "such member"}'),
    ("text/plain", b"words"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("", b""),
)


def writing_routes() -> list[tuple[str, str]]:
    """(method, path) of every route that changes something, as the application has them."""
    routes = {
        (method, re.sub(r"\{[^}]*\}", "q1", route.path))
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods - {"GET", "HEAD"}
    }
    return sorted(one for one in routes if one[1] not in _OPEN and not one[1].startswith("/desk"))


def test_every_writing_route_is_found() -> None:
    found = set(writing_routes())
    assert {(method, re.sub(r"(ana-lopez|a1)", "q1", path)) for method, path, _ in WRITES} <= found


@pytest.mark.parametrize(("method", "path"), writing_routes())
def test_the_key_is_asked_for_before_the_body_is_looked_at(sqlite_client: httpx.Client, method: str, path: str) -> None:
    for kind, body in _NO_BODY_OF_OURS:
        headers = {"Content-Type": kind} if kind else {}
        for wrong in ({}, {"X-API-Key": "wrong"}):
            for address in (path, f"{path}?no=such"):
                refused = sqlite_client.request(method, address, content=body, headers=headers | wrong)
                assert refused.status_code == 401, (kind, body, address, refused.text)
    known = sqlite_client.request(
        method, path, content=b'{"text": ', headers=WRITING | {"Content-Type": "application/json"}
    )
    assert known.status_code in (404, 422), known.text


def first_line(client: httpx.Client, method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """The first line of the answer to a request that stops after so much of its body."""
    address = client.base_url
    with socket.create_connection((address.host, address.port), timeout=10) as connection:
        lines = (f"{method} {path} HTTP/1.1", f"Host: {address.host}", "Content-Type: application/json", *headers)
        connection.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode() + body)
        return connection.recv(4096).split(b"\r\n")[0]


# a body that is small, one far over QUOTES_MAX_BODY_BYTES, one of any length
_BODIES = ("Content-Length: 1000", "Content-Length: 1000000000000", "Transfer-Encoding: chunked")


@pytest.mark.parametrize(("method", "path"), writing_routes())
def test_the_body_of_whoever_has_no_key_is_not_waited_for(sqlite_client: httpx.Client, method: str, path: str) -> None:
    for body in _BODIES:
        for wrong in ((), ("X-API-Key: wrong",), ("Expect: 100-continue",)):
            assert b" 401 " in first_line(sqlite_client, method, path, body, *wrong), (body, wrong)


def test_a_body_over_the_limit_is_refused_before_it_comes(served: Served) -> None:
    with served(max_body_bytes=2000) as client:
        known = [f"{name}: {value}" for name, value in WRITING.items()]
        for path, headers in (("/articles", known), ("/extract", [])):
            for more in ((), ("Expect: 100-continue",)):
                assert b" 413 " in first_line(client, "POST", path, "Content-Length: 2001", *headers, *more)
            chunk = b"7d1\r\n" + b"x" * 2001 + b"\r\n"  # and others may follow
            assert b" 413 " in first_line(client, "POST", path, "Transfer-Encoding: chunked", *headers, body=chunk)
        assert b" 401 " in first_line(client, "POST", "/articles", "Transfer-Encoding: chunked", body=chunk)


def test_a_stranger_who_sends_much_is_told_to_show_a_key(served: Served) -> None:
    with served(max_body_bytes=2000) as client:
        body = b'{"text": "' + b"x" * 3000 + b'"}'
        for content in (body, iter([body[:1500], body[1500:]])):
            kind = {"Content-Type": "application/json"}
            assert client.post("/articles", content=content, headers=kind).status_code == 401


def test_without_any_key_nobody_writes(served: Served) -> None:
    with served(api_key=None, listener="127.0.0.1") as client:
        for method, path, body in WRITES:
            answer = client.request(method, path, json=body)
            assert answer.status_code == 403, answer.text
            assert "quotes keys" in answer.json()["detail"]
        assert client.get("/quotes").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"X-Forwarded-For": "127.0.0.1"}, 403),
        ({"Forwarded": "for=203.0.113.9"}, 403),
        ({"X-Real-IP": "203.0.113.9"}, 403),
        ({"Via": "1.1 proxy"}, 403),
        ({"X-API-Key": "wrong"}, 401),
        ({"Host": "quotes.example"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400),
    ],
)
def test_local_writes_are_for_programs_of_this_machine(served: Served, headers: dict[str, str], status: int) -> None:
    with served(api_key=None, listener="127.0.0.1", local_writes=True, allowed_hosts="") as client:
        answer = client.post("/articles", json={"text": "“Yes,” Ana Lopez said."}, headers=headers)
        assert answer.status_code == status, answer.text


@pytest.mark.parametrize("listener", [None, "", "0.0.0.0", "::", "203.0.113.9", "10.0.0.7", "no.such.host.invalid"])
def test_local_writes_are_refused_on_any_other_listener(listener: str | None) -> None:
    with pytest.raises(BadInput, match="QUOTES_LOCAL_WRITES"):
        create_app(made_settings(local_writes=True), listener=listener)


@pytest.mark.parametrize("listener", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "::ffff:127.0.0.1"])
def test_what_is_a_loopback_listener(listener: str) -> None:
    create_app(made_settings(local_writes=True), listener=listener)


def test_reading_can_be_closed(served: Served) -> None:
    with served(public_read=False) as client:
        for path in ("/quotes", "/speakers", "/articles", "/rules", "/metrics", "/quotes?format=csv"):
            refused = client.get(path)
            assert refused.status_code == 401, path
            assert client.get(path, headers=WRITING).status_code == 200, path
        assert client.post("/extract", json={"text": "x"}).status_code == 401
        for path in ("/health", "/ready", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200, path
        tag = client.get("/quotes", headers=WRITING).headers["etag"]
        assert client.get("/quotes", headers={"If-None-Match": tag}).status_code == 401
        assert "private" in client.get("/quotes", headers=WRITING).headers["cache-control"]


def test_several_keys_have_names_and_may_be_hashes(served: Served) -> None:
    import hashlib

    hashed = hashlib.sha256(b"second").hexdigest()
    with served(api_key=f"one:first,two:sha256:{hashed}") as client:
        for key in ("first", "second"):
            made = client.post("/articles", json={"text": f"“Yes {key},” Ana Lopez said."}, headers={"X-API-Key": key})
            assert made.status_code == 201
        assert client.post("/articles", json={"text": "“No”"}, headers={"X-API-Key": hashed}).status_code == 401


@pytest.mark.parametrize("api_key", [None, "other:key"])
@pytest.mark.parametrize("public_read", [True, False])
def test_a_key_of_the_store_opens_writing_and_reading(
    store: Store, extractor: PlainExtractor, api_key: str | None, public_read: bool
) -> None:
    from quotes.store import keys

    with store.write() as connection:
        key = keys.add(connection, "desk")
    body = {"text": "“Yes,” Ana Lopez said."}
    settings = made_settings(api_key=api_key, public_read=public_read)
    with serving(create_app(settings, store=store, extractor=extractor)) as client:
        assert client.post("/articles", json=body).status_code in (401, 403)
        assert client.get("/quotes").status_code == (200 if public_read else 401)
        for headers in ({"X-API-Key": key}, {"Authorization": f"Bearer {key}"}):
            assert client.post("/articles", json=body, headers=headers).status_code in (200, 201)
            for path in ("/quotes", "/speakers", "/metrics", "/"):
                assert client.get(path, headers=headers).status_code == 200, path
        with store.write() as connection:
            keys.remove(connection, "desk")
        assert client.post("/articles", json=body, headers=headers).status_code == 401
        assert client.get("/quotes", headers=headers).status_code == (200 if public_read else 401)
