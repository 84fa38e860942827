"""Kept going under load: what clients can hold open has an end, and beside it others are answered."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from structlog.testing import capture_logs

from api import server
from api.app import create_app
from api.http import protocol
from api.http.protocol import Limits
from api.queries import exporting
from quotes.store import Store, quotes
from tests.api.conftest import add, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import serving

Served = Callable[..., Any]
# a request whose body never comes
HALF = b"Host: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"


@contextmanager
def connections(client: httpx.Client, number: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many open connections that sent this and read nothing."""
    with ExitStack() as stack:
        found = []
        for _ in range(number):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(10)
            one.connect((client.base_url.host, client.base_url.port))
            one.sendall(sent)
            found.append(one)
        yield found


def is_ended(one: socket.socket) -> bool:
    """Whether the server ends a connection within ten seconds."""
    try:
        while one.recv(65_536):
            pass
    except TimeoutError:
        return False
    except ConnectionResetError:
        return True
    return True


@pytest.fixture
def stocked(sqlite_store: Store) -> Iterator[httpx.Client]:
    """A server with 40 quotes that grants 4 exports at once, two for a client, and a second for each write."""
    app = create_app(made_settings(max_exports=4, write_timeout=1), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(1000, write_seconds=1)) as client:
        add(client, article(1, *[(f"The harbour stays open on day {day}", "Ana Lopez") for day in range(40)]))
        yield client


def test_exports_that_nobody_reads_hold_up_nobody(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = b"GET /quotes?format=ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n"
    page = quotes.page
    # so long a time to read in that the stalled ones are there still when the others are answered
    app = create_app(made_settings(max_exports=4, write_timeout=5), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(1000, write_seconds=5)) as stocked, ExitStack() as stack:
        add(stocked, article(1, *[(f"The harbour stays open on day {day}", "Ana Lopez") for day in range(40)]))
        # an export without an end: no socket's buffer takes it in whole
        monkeypatch.setattr(
            quotes, "page", lambda *given, **named: page(*given, **{**named, "cursor": None})._replace(next="more")
        )
        stalled = stack.enter_context(connections(stocked, 110, asked))
        time.sleep(0.3)
        assert stocked.get("/speakers", params={"q": "Lop"}).json()["items"]
        refused = stocked.get("/quotes", params={"format": "ndjson"})
        assert refused.status_code == 503
        assert refused.json()["code"] == "busy"
        assert int(refused.headers["retry-after"]) > 0
        time.sleep(6)
        monkeypatch.undo()
        heads = [one.recv(12) for one in stalled]
        assert heads.count(b"HTTP/1.1 200") == 2  # one client has half the places
        assert heads.count(b"HTTP/1.1 503") == 108
        reading = [one for one, head in zip(stalled, heads, strict=True) if head.endswith(b"200")]
        assert all(is_ended(one) for one in reading)
        again = stocked.get("/quotes", params={"format": "ndjson"})
        assert (again.status_code, len(again.text.splitlines())) == (200, 40)


@pytest.mark.parametrize("kind", ["ndjson", "csv"])
@pytest.mark.parametrize("sort", ["-published", "published", "-confidence", "relevance"])
def test_an_export_in_chunks_holds_every_quote_once(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, kind: str, sort: str
) -> None:
    monkeypatch.setattr(exporting, "CHUNK", 7)
    add(client, article(1, *[(f"The harbour stays open on day {day}", "Ana Lopez") for day in range(40)]))
    lines = client.get("/quotes", params={"format": kind, "sort": sort, "q": "harbour", "fields": "id"}).text
    ids = lines.split()[kind == "csv" :]
    assert len(ids) == len(set(ids)) == 40


@pytest.mark.parametrize(("path", "number"), [("/articles", 20), ("/speakers", 20)])
def test_lists_of_articles_and_speakers_come_in_chunks_too(
    sqlite_client: httpx.Client, monkeypatch: pytest.MonkeyPatch, path: str, number: int
) -> None:
    monkeypatch.setattr(exporting, "CHUNK", 7)
    names = ("Ana", "Ben", "Cleo", "Dora", "Emil")
    for at in range(number):
        add(sqlite_client, article(at, ("The harbour stays open", f"{names[at % 5]} {names[at // 5 % 4]}sen")))
    lines = sqlite_client.get(path, params={"format": "ndjson"}).text.splitlines()
    assert len(lines) == len(set(lines)) == number


def test_the_head_of_an_export_reads_nothing(stocked: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: Any, **__: Any) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(quotes, "page", nobody)
    found = stocked.head("/quotes", params={"format": "csv"})
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /health HT",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /he",
        b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    ],
    ids=["nothing", "half a line", "half a head", "half of the next one", "half a body"],
)
def test_a_connection_that_stops_halfway_is_ended(served: Served, sqlite_store: Store, sent: bytes) -> None:
    app = create_app(made_settings(request_timeout=0.5), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(1000, head_seconds=0.5)) as client, connections(client, 1, sent) as (one,):
        began = time.monotonic()
        assert is_ended(one)
        assert time.monotonic() - began < 30


def test_a_head_that_trickles_is_ended(sqlite_store: Store) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(1000, head_seconds=0.5)) as client, connections(client, 1) as (one,):
        one.settimeout(0.05)
        for byte in b"GET /health HTTP/1.1\r\nX-Slow: " + b"x" * 100:
            try:
                one.sendall(bytes([byte]))
                assert not one.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            break
        else:
            pytest.fail("the whole head was let in")


def test_a_slow_route_and_a_kept_connection_are_not_ended(sqlite_store: Store) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())

    @app.get("/slow")
    async def slow() -> str:
        import asyncio

        await asyncio.sleep(1)
        return "done"

    with serving(app, limits=Limits(1000, head_seconds=0.4)) as client:
        for _ in range(2):
            assert client.get("/slow").json() == "done"
            time.sleep(0.2)


GIVES_UP_FIRST = 60.0  # seconds that nginx keeps a connection to a server it passes requests on to


def test_a_client_gives_up_an_idle_connection_before_the_server_does() -> None:
    """Else a request now and then meets the end of the connection that it is sent over, and fails."""
    assert Limits.of(made_settings()).idle_seconds > GIVES_UP_FIRST


ASKED = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("then", "least", "most"),
    [(b"", 2.5, 30), (b"GET /he", 0.8, 2.5)],
    ids=["idle", "half of the next one"],
)
def test_a_connection_is_kept_after_an_answer_and_the_next_head_must_come(
    sqlite_store: Store, then: bytes, least: float, most: float
) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    limits = Limits(1000, head_seconds=0.3, idle_seconds=3)
    with serving(app, limits=limits) as client, connections(client, 1, ASKED) as (one,):
        assert one.recv(65_536).startswith(b"HTTP/1.1 200")
        time.sleep(0.7)  # longer than a head may take
        one.sendall(ASKED)
        assert one.recv(65_536).startswith(b"HTTP/1.1 200")
        answered = time.monotonic()
        if then:
            time.sleep(0.6)
            one.sendall(then)
        assert is_ended(one)
        assert least <= time.monotonic() - answered < most


def test_the_longest_idle_connection_makes_room_for_a_new_one(sqlite_store: Store) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(20, head_seconds=60)) as client, connections(client, 50) as idle:
        assert client.get("/health").status_code == 200
        assert is_ended(idle[0])
        idle[-1].settimeout(0.2)
        assert not is_ended(idle[-1])


def test_of_a_crowd_that_comes_at_once_the_last_stay(sqlite_store: Store) -> None:
    """All in one turn of the event loop, whose clock is then the same for all."""
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())

    @app.get("/held")
    async def held() -> str:
        time.sleep(0.5)
        return "held"

    with serving(app, limits=Limits(20, head_seconds=60)) as client, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(client.get, "/held")
        time.sleep(0.1)
        with connections(client, 50) as idle:
            assert answer.result().status_code == 200
            assert all(is_ended(one) for one in idle[:30])
            for one in idle[31:]:  # the other client's has a place, too
                one.settimeout(0.01)
                assert not is_ended(one)


@pytest.mark.parametrize(
    ("sent", "ended"),
    [
        (b"", True),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ", True),
        (b"POST /extract HTTP/1.1\r\n" + HALF, False),
    ],
    ids=["idle", "half a head", "at work"],
)
def test_the_log_tells_of_too_many_connections_and_no_flood_fills_it(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, sent: bytes, ended: bool
) -> None:
    monkeypatch.setattr(protocol, "TELL_SECONDS", 0.5)
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app, limits=Limits(5, head_seconds=60)) as client, capture_logs() as lines:
        with connections(client, 25, sent):
            time.sleep(1.3)  # the first line at once, the second half a second later, then none: nothing happened
        told = [line for line in lines if "QUOTES_MAX_CONNECTIONS" in line["event"]]
    assert len(told) == 2
    assert all((line["log_level"], line["limit"]) == ("warning", 5) for line in told)
    assert sum(line["ended"] for line in told) == 20 * ended
    assert sum(line["refused"] for line in told) == 20 * (not ended)


def test_where_all_connections_are_at_work_a_new_one_is_told_so(sqlite_store: Store) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    half = b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    with serving(app, limits=Limits(5)) as client, connections(client, 5, half):
        time.sleep(0.2)
        found = client.get("/health")
        assert found.status_code == 503
        assert found.json()["code"] == "busy"
        assert found.headers["retry-after"] == "5"


def test_a_process_keeps_fewer_connections_than_it_may_have_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    for descriptors in (100, 300, 1024, 20_000):
        monkeypatch.setattr("resource.getrlimit", lambda _, n=descriptors: (n, n))
        found = Limits.of(made_settings())
        assert 16 <= found.connections <= 1000
        if descriptors >= 300:
            assert found.connections + found.backlog < descriptors


def test_a_ready_server_spares_the_collector_of_garbage_what_stays(sqlite_store: Store) -> None:
    settled = []
    app = create_app(made_settings(), store=sqlite_store, on_start=lambda: settled.append(app.state.service.store))
    assert not settled
    with serving(app):
        assert settled == [sqlite_store]
    with patch("quotes.io.workers.gc.freeze") as freeze, patch("api.app.create_app") as made:
        server.application()
        made.call_args.kwargs["on_start"]()
    freeze.assert_called_once_with()
