"""Many at once, and killed in the middle: nothing is lost, nothing is half there, nobody is told to come back."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from quotes.store import Store, articles, open_store
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter
from tests.store.articles_made import article, everything, put

ROOT = Path(__file__).parents[2]
WRITERS, EACH = 3, 12

WRITE = """
import sys
from quotes.store import open_store
from tests.store.articles_made import article, put
store = open_store(sys.argv[1])
name, number = sys.argv[2], int(sys.argv[3])
for n in range(number):
    said = [(f"Word {place} of {n} by {name}", "Ann Lee") for place in range(5)]
    put(store, article(f"{name}-{n}", *said, outlet="BBC", published="2020-08-09"))
    print(n, flush=True)
"""


def writer(url: str, name: str, number: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, url, name, str(number)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def consistent(store: Store) -> int:
    """The number of articles, each of them whole, and the kept counts equal to what is counted."""
    with store.read() as connection:
        listed, cursor = articles.page(connection, limit=10_000)
        assert cursor is None
        for one in listed:
            rows = stored.of_article(connection, one.id)
            assert len(rows) == one.quotes == 5
            assert articles.text(connection, one.id) is not None
        counted = len(list(stored.stream(connection)))
        assert counted == stored.total(connection) == 5 * len(listed)
        assert stored.count(connection, QuoteFilter(q="word")) == counted, "the words are all filed"
        facets = stored.facets(connection, QuoteFilter())
        assert sum(facet.count for facet in facets["month"]) == counted
    return len(listed)


def test_threads_that_write_and_read_at_once_lose_nothing(store: Store):
    errors: list[BaseException] = []
    done = threading.Event()

    def write(name: str) -> None:
        try:
            for n in range(EACH):
                put(store, article(f"{name}-{n}", *((f"Word {p} of {n} by {name}", "Ann Lee") for p in range(5))))
        except BaseException as error:
            errors.append(error)

    def read() -> None:
        try:
            last = 0
            while not done.is_set():
                found = len(everything(store, limit=200))
                assert found >= last and found % 5 == 0, "an article is seen whole, and does not go away"
                last = found
                store.version()
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(WRITERS)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert errors == []
    assert len(everything(store, limit=200)) == WRITERS * EACH * 5


def test_processes_that_write_at_once_lose_nothing(store: Store, database_url: str):
    processes = [writer(database_url, f"p{n}", EACH) for n in range(WRITERS)]
    for process in processes:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
    assert consistent(store) == WRITERS * EACH
    assert store.version().endswith(f"-{WRITERS * EACH}"), "each article was one committed write"


def test_a_killed_ingest_leaves_each_article_whole_or_absent(store: Store, database_url: str):
    done = 0
    for attempt in range(3):
        process = writer(database_url, f"k{attempt}", 10_000)
        assert process.stdout is not None
        for _ in range(4 + attempt):
            assert process.stdout.readline(), process.stderr and process.stderr.read()
        time.sleep(0.003 * attempt)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=30)
        done += 4 + attempt + len(rest.split())
    reopened = open_store(database_url)
    try:
        there = consistent(reopened)
        assert done <= there <= done + 3, "what was said to be stored is; at most the one after it as well"
        put(reopened, article("after", *((f"Word {place}", "Ann Lee") for place in range(5)), published="2020"))
        assert consistent(reopened) == there + 1
    finally:
        reopened.close()


def test_a_reader_keeps_its_view_while_others_write(store: Store):
    put(store, article("a1", ("One word", "Ann Lee")))
    with store.read() as connection:
        before = stored.total(connection)
        put(store, article("a2", ("Two words", "Ann Lee")))
        assert stored.total(connection) == before
        assert len(list(stored.stream(connection))) == before
    with store.read() as connection:
        assert stored.total(connection) == before + 1


def test_a_write_inside_a_write_is_refused_at_once(store: Store):
    with store.write(), pytest.raises(RuntimeError, match="inside"), store.write():
        pass


def test_the_version_is_seen_by_other_processes_and_says_which_store(store: Store, database_url: str, tmp_path: Path):
    other = open_store(database_url)
    elsewhere = open_store(f"sqlite:///{tmp_path}/elsewhere.db")
    try:
        before = other.version()
        assert before == store.version() != elsewhere.version()
        put(store, article("a1", ("One word", "Ann Lee")))
        assert other.version() == store.version() != before
        with other.write() as connection:
            connection.rollback()
        assert other.version() == store.version()
    finally:
        other.close()
        elsewhere.close()
