"""How the store's reading grows with its size, as ratios within one run.

    pytest -m benchmark tests/benchmarks/test_store_speed.py -s

`QUOTES_BENCHMARK_QUOTES` sets the size (a million by default; PostgreSQL gets a fifth of it).
"""

from __future__ import annotations

import itertools
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quotes.store import Store, open_store, speakers
from quotes.store import quotes as stored
from quotes.store.quotes import QuoteFilter, json_lines, sampling
from tests.benchmarks.corpus import make_corpus
from tests.databases import PostgresServer

pytestmark = pytest.mark.benchmark
SIZE = int(os.environ.get("QUOTES_BENCHMARK_QUOTES", "1000000"))


@pytest.fixture(scope="session")
def million(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The large SQLite store."""
    yield from made(f"sqlite:///{tmp_path_factory.mktemp('corpus')}/large.db", SIZE)


@pytest.fixture(scope="session")
def tenth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One a tenth of its size."""
    yield from made(f"sqlite:///{tmp_path_factory.mktemp('corpus')}/small.db", SIZE // 10)


@pytest.fixture(scope="session")
def on_server(postgres_server: PostgresServer) -> Iterator[Store]:
    """A PostgreSQL store of a fifth of its size."""
    yield from made(postgres_server.create(), SIZE // 5)


def made(url: str, quotes: int) -> Iterator[Store]:
    start = time.perf_counter()
    make_corpus(url, quotes)
    store = open_store(url)
    print(f"\n{store.dialect}: {quotes:,} quotes made in {time.perf_counter() - start:.0f} s")
    yield store
    store.close()


def milliseconds(
    call: Callable[[], Any],
    *,
    times: int = 200,
    most_seconds: float = 5.0,
    clock: Callable[[], float] = time.thread_time,
) -> float:
    """The median time of a call once it has been made a few times.

    SQLite works in the thread that asks, so that its own time is what the call costs, whatever else runs.
    """
    for _ in range(3):
        call()
    taken: list[float] = []
    start = time.perf_counter()
    while len(taken) < times and (len(taken) < 5 or time.perf_counter() - start < most_seconds):
        before = clock()
        call()
        taken.append(clock() - before)
    return statistics.median(taken) * 1000


def page(store: Store, asked: QuoteFilter, **options: Any) -> Callable[[], Any]:
    return lambda: stored.page(store, asked, **options)


def reading(store: Store, function: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    def call() -> Any:
        with store.read() as connection:
            return function(connection, *arguments)

    return call


def told(name: str, time: float, than: float, limit: float) -> bool:
    print(f"{name:55} {time:9.3f} ms  {time / than:6.2f} times (at most {limit})")
    return time / than < limit


SPEAKER = QuoteFilter(speakers=(1,))


# as rows, and as the lines that the server sends
WAYS = pytest.mark.parametrize("read", [stored.page, json_lines.page], ids=["rows", "lines"])


@WAYS
def test_a_speakers_quotes_cost_the_same_in_a_store_ten_times_as_large(
    tenth: Store, million: Store, read: Callable[..., Any]
):
    # by turns, so that what else the machine does falls on both
    rounds = [tuple(milliseconds(partial(read, one, SPEAKER)) for one in (tenth, million)) for _ in range(5)]
    small, large = (min(times) for times in zip(*rounds, strict=True))
    assert told("a speaker's newest 50, ten times the quotes", large, small, 1.3)


@WAYS
def test_page_one_thousand_costs_what_page_one_does(million: Store, read: Callable[..., Any]):
    cursor = None
    for _ in range(min(1_000, SIZE // 1_000) - 1):
        cursor = read(million, SPEAKER, cursor=cursor).next
        assert cursor is not None
    rounds = [
        tuple(milliseconds(partial(read, million, SPEAKER, cursor=start)) for start in (None, cursor)) for _ in range(5)
    ]
    first, late = (min(times) for times in zip(*rounds, strict=True))
    assert told("page 1,000 of a speaker", late, first, 1.5)


@pytest.mark.parametrize("which", ["million", "on_server"])
def test_words_and_facets_stay_near_the_plain_filter(which: str, request: pytest.FixtureRequest):
    store: Store = request.getfixturevalue(which)
    print(f"\n{store.dialect}")
    clock = time.thread_time if store.dialect == "sqlite" else time.perf_counter
    with store.read() as connection:
        texts = [stored.row_as_dict(row)["text"].split() for row in sampling.sample(connection, SPEAKER, 40, 1)]
    often = [words[0] for words in texts]
    common, rare = max(often, key=often.count), max((word for words in texts for word in words), key=len)
    plain = milliseconds(page(store, SPEAKER), clock=clock)
    told("a speaker's newest 50", plain, plain, 1)
    near: dict[str, Callable[[], Any]] = {
        f"newest with the common word {common}": page(store, QuoteFilter(q=common)),
        f"newest with the word {rare}": page(store, QuoteFilter(q=rare)),
        "newest with a phrase": page(store, QuoteFilter(q=f'"{" ".join(texts[0][:2])}"')),
        "newest of three speakers": page(store, QuoteFilter(speakers=(1, 70, 900))),
        "surest of all": page(store, QuoteFilter(), sort="-confidence"),
        "facets of all": lambda: stored.facets(store, QuoteFilter()),
        "facets of a speaker": lambda: stored.facets(store, SPEAKER),
        "facets of an outlet": lambda: stored.facets(store, QuoteFilter(outlets=("Outlet 3",))),
        "count of a speaker": lambda: stored.count(store, SPEAKER),
    }
    slow = [name for name, call in near.items() if not told(name, milliseconds(call, times=50, clock=clock), plain, 10)]
    print("what is counted or ranked over all matches, for the record:")
    far: dict[str, Callable[[], Any]] = {
        "a speaker by name": reading(store, speakers.resolve, "Ada Bababa"),
        "most relevant for the common word": page(store, QuoteFilter(q=common), sort="relevance"),
        f"facets of the word {rare}": reading(store, stored.facets, QuoteFilter(q=rare)),
        "facets of a kind": reading(store, stored.facets, QuoteFilter(kinds=("fragment",))),
        "count of a kind": reading(store, stored.count, QuoteFilter(kinds=("fragment",))),
        "a sample of all": reading(store, sampling.sample, QuoteFilter(), 20, 3),
    }
    for name, call in far.items():
        told(name, milliseconds(call, times=5, clock=clock), plain, float("inf"))
    assert slow == []


def test_the_version_costs_next_to_nothing(million: Store):
    plain = milliseconds(page(million, SPEAKER))
    assert told("the store's version", milliseconds(million.version, times=2_000), plain, 0.2)


def test_all_quotes_stream_through_little_memory(million: Store):
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20

    if not Path("/proc/self/statm").exists():
        pytest.skip("Reading the memory in use takes Linux's /proc.")
    with million.read() as connection:
        rows = stored.stream(connection)
        for _ in range(1_000):
            next(rows)
        before = resident()
        number = sum(1 for _ in itertools.islice(rows, 200_000))
        grown = resident() - before
    print(f"memory grew by {grown} MB over {number:,} quotes")
    assert grown < 60
