"""A database that hangs, is slow or has no connection left: an answer within the limit, and early where many wait."""

from __future__ import annotations

import os
import re
import select
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.app import create_app
from api.service import MOST_READS_WAITING, READERS
from quotes.errors import StoreUnavailable
from quotes.store import Store, open_store, quotes
from tests.api.conftest import add, answers_again, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import serving
from tests.api.test_load import connections
from tests.api.test_proxy import quotes_serve
from tests.databases import PostgresServer

LIMIT = 3.0
ASKED = ("/quotes", "/quotes?q=harbour", "/speakers?q=Ana", "/articles", "/ready", "/", "/quotes?format=csv")


STOP_SECONDS = 40  # TimeoutStopSec of docs/deploy/quotes.service


def children() -> list[int]:
    """The processes that this one started."""
    own = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in own]


def command_of(pid: int) -> bytes:
    """The command line of a process; nothing where it is gone or waits to be buried."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def stopped(server: PostgresServer) -> Iterator[None]:
    """All processes of a PostgreSQL server stopped (SIGSTOP), as on a machine that hangs."""
    parent = server._process.pid
    found = [parent]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    for pid in found:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in found:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.postgres
def test_a_database_that_hangs_is_told_of_within_the_limit(postgres_server: PostgresServer, postgres_url: str) -> None:
    stocked = open_store(postgres_url)  # whatever a busy machine needs for it
    with serving(create_app(made_settings(), store=stocked, extractor=PlainExtractor())) as client:
        add(client, article())
    stocked.close()
    store = open_store(postgres_url, seconds=LIMIT)
    app = create_app(made_settings(request_timeout=LIMIT), store=store, extractor=PlainExtractor())
    with serving(app) as client:
        answers_again(client)
        known = client.get("/metrics").text
        assert "quotes_stored " in known
        with stopped(postgres_server):
            began = time.monotonic()
            with ThreadPoolExecutor(len(ASKED)) as pool:
                answers = list(pool.map(client.get, ASKED))
            assert time.monotonic() - began < 5 * LIMIT
            for path, found in zip(ASKED, answers, strict=True):
                assert found.status_code == 503, path
                assert int(found.headers["retry-after"]) > 0, path
            assert client.get("/health").status_code == 200
            figures = client.get("/metrics")
            assert figures.status_code == 200  # with the number of quotes as it was last known
            assert re.findall("^quotes_stored .*", figures.text, re.MULTILINE) == re.findall(
                "^quotes_stored .*", known, re.MULTILINE
            )
        answers_again(client)
    store.close()


@pytest.mark.postgres
def test_a_statement_of_a_server_has_a_limit_and_one_of_an_ingest_has_none(postgres_url: str) -> None:
    slow = text("SELECT pg_sleep(1)")
    server, ingest = open_store(postgres_url, seconds=0.3), open_store(postgres_url)
    try:
        with pytest.raises(StoreUnavailable), server.read() as connection:
            connection.execute(slow)
        with ingest.read() as connection:
            connection.execute(slow)
    finally:
        server.close()
        ingest.close()


@pytest.mark.postgres
def test_connections_that_are_all_in_use_are_503(postgres_url: str) -> None:
    store = open_store(postgres_url, seconds=2)
    app = create_app(made_settings(), store=store, extractor=PlainExtractor())
    with serving(app) as client, ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(store.read())
        assert client.get("/quotes").status_code == 200, "read by a thread's own connection, which is none of these"
        found = client.get("/speakers")
        assert (found.status_code, found.json()["code"]) == (503, "store-unavailable")
        assert int(found.headers["retry-after"]) > 0
        stack.close()
        assert client.get("/quotes").status_code == 200
    store.close()


def test_reads_beyond_capacity_are_refused_early(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    page, go_on = quotes.page, threading.Event()

    def slow(*given: Any, **named: Any) -> Any:
        assert go_on.wait(60)
        return page(*given, **named)

    monkeypatch.setattr(quotes, "page", slow)
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app) as client, ExitStack() as stack:
        stack.callback(go_on.set)
        asked = [f"GET /quotes?q=harbour{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for number in range(150)]
        waiting = {stack.enter_context(connections(client, 1, one))[0] for one in asked}
        answers: list[bytes] = []
        while len(answers) < 150 - READERS - MOST_READS_WAITING:  # while not one read has ended
            ready, _, _ = select.select(list(waiting), [], [], 50)
            assert ready, "nobody is refused before the reads end"
            answers += [one.recv(65_536) for one in ready]
            waiting -= set(ready)
        assert all(answer.startswith(b"HTTP/1.1 503") and b"retry-after: " in answer for answer in answers)
        go_on.set()
        answers += [one.recv(65_536) for one in waiting]
        done = sum(answer.startswith(b"HTTP/1.1 200") for answer in answers)
        assert done >= READERS
        assert done + sum(answer.startswith(b"HTTP/1.1 503") for answer in answers) == 150


def test_a_read_that_waits_for_nobody_is_answered_however_late_its_thread_begins(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stalled machine is no queue: one client's one request was refused as "busy" on it."""
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    monkeypatch.setattr("api.service.PATIENCE", -1.0)  # every thread begins later than that
    with serving(app) as client:
        for _ in range(20):  # one after the other: ended reads leave no trace in the count
            assert client.get("/browse/speakers", params={"q": "scr"}).status_code == 200


def test_writers_that_wait_do_not_hold_up_readers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app) as client, ExitStack() as stack:
        add(client, article())
        gone = b"DELETE /articles/none HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-key-for-tests\r\n\r\n"
        with sqlite_store.write():
            for _ in range(20):
                stack.enter_context(connections(client, 1, gone))
            time.sleep(0.2)
            assert client.get("/quotes", params={"q": "harbour"}, timeout=httpx.Timeout(40)).status_code == 200


@pytest.mark.postgres
def test_a_server_ends_while_its_database_hangs(
    postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    """SIGTERM with requests under way that nobody will answer: gone before systemd's TimeoutStopSec kills it."""
    open_store(postgres_url, migrate=True).close()
    settings = {"QUOTES_DATABASE_URL": postgres_url, "QUOTES_REQUEST_TIMEOUT": "2"}
    with ExitStack() as stack:
        port, _ = stack.enter_context(quotes_serve(tmp_path, **settings))
        base = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{base}/quotes?q=a", timeout=60).status_code == 200
        pool = stack.enter_context(ThreadPoolExecutor(12))
        stack.enter_context(stopped(postgres_server))
        asked = [pool.submit(httpx.get, f"{base}{path}", timeout=60) for path in ASKED + ASKED[:4]]
        wait(asked, timeout=1)
        [pid] = [process for process in children() if b"quotes.cli\0serve" in command_of(process)]
        os.kill(pid, signal.SIGTERM)
        began = time.monotonic()
        while b"quotes.cli\0serve" in command_of(pid) and time.monotonic() - began < STOP_SECONDS:
            time.sleep(0.2)
        assert b"quotes.cli\0serve" not in command_of(pid), f"it still runs {STOP_SECONDS} s after SIGTERM"
