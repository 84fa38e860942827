"""Every page and list over a large store: milliseconds that half and 99 in 100 of the answers take at most.

    pytest -m benchmark tests/benchmarks/test_page_speed.py -s

QUOTES_BENCH_URL names a store made before (`python -m tests.benchmarks.corpus sqlite:////tmp/million.db 1000000`, or
a server's database); else one of QUOTES_BENCH_QUOTES quotations (a million) is made, which takes a few minutes.
QUOTES_BENCH_ONLY: only kinds whose name holds these letters.

Before each request something is committed to the store, so that no answer is a kept one. What counts is the server's
processor time, which a quiet machine's clock shows too (but for a server's database, whose own time is not in it); the
clock's is printed beside it.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote as escape

import pytest
from sqlalchemy import text

from quotes.store import Store, open_store
from tests.benchmarks.serving import our_server

pytestmark = pytest.mark.benchmark

QUOTES = int(os.environ.get("QUOTES_BENCH_QUOTES", "1000000"))
ONLY = os.environ.get("QUOTES_BENCH_ONLY", "")
TIMES = int(os.environ.get("QUOTES_BENCH_TIMES", "100"))
P50, P99 = 60, 300  # milliseconds: the goal
_MOST_QUOTED = """SELECT s.slug FROM speakers s JOIN tallies t ON t.dim = 1 AND t.key = s.pk AND t.facet = 0
AND t.value = 0 ORDER BY t.n DESC LIMIT 2000"""


@dataclass(frozen=True, slots=True)
class Sample:
    """What addresses are made of: the most quoted speakers first, the words of quotations as they stand in them."""

    speakers: list[str]
    outlets: list[str]
    articles: list[str]
    quotes: list[str]
    texts: list[list[str]]


def sample(store: Store) -> Sample:
    """Of a store, with a tenth of the speakers drawn from the ten most quoted."""
    draw = random.Random(7)
    with store.read() as connection:
        speakers = list(connection.execute(text(_MOST_QUOTED)).scalars())
        last = connection.execute(text("SELECT max(pk) FROM articles")).scalar_one()
        outlets = list(connection.execute(text("SELECT name FROM outlets")).scalars())
        pks = [draw.randint(1, last) for _ in range(TIMES)]
        listed = ",".join(map(str, pks))
        articles = list(connection.execute(text(f"SELECT id FROM articles WHERE pk IN ({listed})")).scalars())
        quotes = connection.execute(text(f"SELECT id, text FROM quotes WHERE article_pk IN ({listed})")).all()
    draw.shuffle(quotes)
    some = [draw.choice(speakers[:10] if number % 10 == 0 else speakers) for number in range(TIMES)]
    return Sample(some, outlets, articles, [one.id for one in quotes], [one.text.split() for one in quotes])


def kinds(of: Sample) -> dict[str, list[str]]:
    """Addresses by the kind of page; `%` is what differs from one to the next."""
    words = [escape(max(said, key=len)) for said in of.texts]
    first = [escape(said[0]) for said in of.texts]
    phrases = [escape(f'"{" ".join(said[:2])}"') for said in of.texts]
    outlets = [escape(name) for name in of.outlets]
    years = [f"20{18 + n % 6}" for n in range(TIMES)]
    found: dict[str, tuple[str, list[str]]] = {
        "home": ("/", [""]),
        "search word": ("/?q=%", first),
        "search long word": ("/?q=%", words),
        "search phrase": ("/?q=%", phrases),
        "search relevance": ("/?sort=relevance&q=%", first),
        "search kind": ("/?kind=%", ["direct", "fragment"]),
        "search kind, sure": ("/?kind=direct&min_confidence=0.%", [str(n) for n in range(10, 100)]),
        "search confidence": ("/?min_confidence=0.%", [str(n) for n in range(10, 100)]),
        "search attributed": ("/?attributed=%", ["true", "false"]),
        "search rule": ("/?rule=%", ["subject-of-cue", "same-paragraph", "according-to"]),
        "search year": ("/?since=%-01-01&until=%-12-31", years),
        "search since": ("/?since=%-03-01", years),
        "search outlet": ("/?outlet=%", outlets),
        "search outlet, kind": ("/?kind=direct&outlet=%", outlets),
        "search speaker": ("/?speaker=%", of.speakers),
        "search speaker, kind": ("/?kind=direct&speaker=%", of.speakers),
        "search speaker, word": (f"/?q={first[0]}&speaker=%", of.speakers),
        "speakers": ("/browse/speakers", [""]),
        "speakers typed": ("/browse/speakers?q=%", [one[:3] for one in of.speakers]),
        "speaker": ("/browse/speakers/%", of.speakers),
        "speaker around": ("/browse/speakers/%/around", of.speakers),
        "compare": ("/browse/compare?speaker=%&speaker=" + of.speakers[0], of.speakers[1:]),
        "articles": ("/browse/articles", [""]),
        "articles outlet": ("/browse/articles?outlet=%", outlets),
        "articles word": ("/browse/articles?q=%", [str(n) for n in range(10, 100)]),
        "articles no word": ("/browse/articles?q=%", ["nowhere", "nothing"]),
        "article": ("/browse/articles/%", of.articles),
        "quote": ("/browse/quotes/%", of.quotes[:TIMES]),
        "versions": ("/browse/quotes/%/versions", of.quotes[:TIMES]),
        "desk": ("/desk", [""]),
        "suggestions": ("/suggestions", [""]),
        "api quotes": ("/quotes?kind=%", ["direct", "fragment"]),
        "api word": ("/quotes?q=%", first),
        "api relevance": ("/quotes?sort=relevance&q=%", first),
        "api speaker": ("/quotes?speaker=%", of.speakers),
        "api facets": ("/quotes?facets=speaker,outlet,month&count=true", [""]),
        "api facets speaker": ("/quotes?facets=speaker,outlet,month&count=true&speaker=%", of.speakers),
        "api facets word": ("/quotes?facets=speaker,outlet,month&count=true&q=%", first),
        "api facets kind": ("/quotes?facets=speaker,outlet,month&count=true&kind=%", ["direct", "fragment"]),
        "api count kind": ("/quotes?count=true&kind=%", ["direct", "fragment"]),
        "api count year": ("/quotes?count=true&since=%-02-01", years),
        "api sample": ("/quotes?sample=10&seed=%", [str(n) for n in range(100)]),
        "api speakers": ("/speakers", [""]),
        "api speakers counted": ("/speakers?count=true", [""]),
        "api speaker detail": ("/speakers/%", of.speakers),
        "api articles": ("/articles", [""]),
        "api articles counted": ("/articles?count=true", [""]),
        "api articles word": ("/articles?q=%", [str(n) for n in range(10, 100)]),
        "api article": ("/articles/%", of.articles),
        "api similar": ("/quotes/%/similar", of.quotes[:TIMES]),
        "feed": ("/feeds/quotes.atom?speaker=%", of.speakers),
        "feed word": ("/feeds/quotes.json?q=%", first),
        "embed list": ("/embed/quotes?speaker=%", of.speakers),
    }
    return {
        name: [pattern.replace("%", value) for value in values] for name, (pattern, values) in found.items() if values
    }


def processor(process: int) -> float:
    """Milliseconds of processor time that a process has used so far, all its threads together."""
    return sum(int(one.read_text().split()[0]) for one in Path(f"/proc/{process}/task").glob("*/schedstat")) / 1e6


def percentiles(times: list[float]) -> tuple[float, float]:
    """What half and 99 in 100 of the times are at most."""
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[(len(ordered) * 99 - 1) // 100]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    if given := os.environ.get("QUOTES_BENCH_URL"):
        return given
    from tests.benchmarks.corpus import make_corpus

    made: Path = tmp_path_factory.mktemp("corpus") / "large.db"
    return make_corpus(f"sqlite:///{made}", QUOTES).url


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


def test_every_page_of_a_large_store_is_quick(url: str, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    slow = []
    with our_server(url) as (base, process):
        asking = HTTPConnection(base.removeprefix("http://"), timeout=120)
        for name, addresses in kinds(sample(store)).items():
            if ONLY not in name:
                continue
            times, clock, status, began = [], [], 0, time.perf_counter()
            for number in range(-2, TIMES):  # two to warm up
                if number > 4 and time.perf_counter() - began > 40:
                    break
                with store.write():  # another version: nothing kept is an answer to it
                    pass
                started, used = time.perf_counter(), processor(process)
                asking.request("GET", addresses[number % len(addresses)])
                answer = asking.getresponse()
                answer.read()
                clock.append((time.perf_counter() - started) * 1000)
                times.append(processor(process) - used)
                status = max(status, answer.status)
            (p50, p99), seen = percentiles(times[2:]), percentiles(clock[2:])
            if p50 > P50 or p99 > P99:
                slow.append(name)
            with capsys.disabled():
                shown = f"{name:24} {status} {p50:8.1f} {p99:8.1f}   clock {seen[0]:8.1f} {seen[1]:8.1f}"
                print(f"\n{shown}{'  <--' if name in slow else ''}", end="", flush=True)
        asking.close()
    assert not slow
