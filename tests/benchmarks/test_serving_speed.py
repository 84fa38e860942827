"""The API against Datasette over the same file of a million quotes: requests a second, as ratios in one run.

    pytest -m benchmark tests/benchmarks/test_serving_speed.py -s

QUOTES_BENCH_DB names a file made before (`python -m tests.benchmarks.corpus sqlite:////tmp/million.db 1000000`);
else one is made, which takes a few minutes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote as escape
from urllib.request import urlopen

import orjson
import pytest

from quotes.store import open_store
from quotes.store import quotes as stored
from quotes.store.search.filters import QuoteFilter
from tests.benchmarks.serving import Load, datasette, load, memory, our_server

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is missing: apt-get install wrk."),
]

QUOTES = int(os.environ.get("QUOTES_BENCH_QUOTES", "1000000"))
# Enough speakers that no answer is still kept when its turn comes again.
SPEAKERS = 1000
TURNS = 5
# The columns that a caller of our call gets, one statement, the index that fits.
LEANEST = """select q.id, q.body, q.speaker_evidence, s.slug, s.name, a.card, q.source_fragment from quotes q
join articles a on a.pk = q.article_pk left join speakers s on s.pk = q.speaker_pk
where q.speaker_pk = :speaker order by q.pk desc limit 50"""
# The lines our answers are made of, side by side in the file: no server's answer as they are, for their marks are
# not filled in; what Datasette makes of them is told for the record.
LINES = "select cast(line as text) as line from quote_lines where speaker_pk = :speaker order by pk desc limit 50"
TABLE = "/{stem}/quotes.json?_shape=array&_size=50&_sort_desc=pk&_nocount=1&_nofacet=1&speaker_pk={pk}"


@dataclass(frozen=True, slots=True)
class Corpus:
    path: Path
    speakers: tuple[tuple[int, str], ...]  # (pk, id): the most quoted first, all with at least 50 quotes

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    given = os.environ.get("QUOTES_BENCH_DB")
    path = Path(given) if given else tmp_path_factory.mktemp("corpus") / "million.db"
    if not given:
        from tests.benchmarks.corpus import make_corpus

        make_corpus(f"sqlite:///{path}", QUOTES)
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            """SELECT s.pk, s.slug FROM speakers s JOIN tallies t ON t.dim = 1 AND t.key = s.pk AND t.facet = 0
            AND t.value = 0 WHERE t.n >= 50 ORDER BY t.n DESC LIMIT ?""",
            (SPEAKERS,),
        ).fetchall()
    yield Corpus(path, tuple((int(pk), str(slug)) for pk, slug in found))


@pytest.fixture(scope="module")
def ours(corpus: Corpus) -> Iterator[tuple[str, int]]:
    with our_server(corpus.url) as found:
        yield found


@pytest.fixture(scope="module")
def speaker_paths(corpus: Corpus) -> list[str]:
    return [f"/quotes?limit=50&speaker={speaker}" for _, speaker in corpus.speakers]


@pytest.fixture(scope="module")
def by_turns(
    ours: tuple[str, int], corpus: Corpus, speaker_paths: list[str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Load]]:
    """Our answers, Datasette's leanest canned query and its table, for the same rows: measured in turn, since what a
    machine does in a second changes within minutes. The first turn brings the pages of the file into memory."""
    folder = tmp_path_factory.mktemp("turns")
    stem = corpus.path.stem
    with datasette(corpus.path, {"newest": LEANEST, "lines": LINES}, folder) as peer:
        base = peer[0]
        canned = [f"/{stem}/newest.json?_shape=array&speaker={pk}" for pk, _ in corpus.speakers]
        table = [TABLE.format(stem=stem, pk=pk) for pk, _ in corpus.speakers]
        for path in (canned[0], table[0]):
            with urlopen(base + path) as answer:
                assert len(orjson.loads(answer.read())) == 50
        lines = [path.replace("newest.json", "lines.json") for path in canned]
        found: dict[str, list[Load]] = {"ours": [], "canned": [], "table": [], "lines": []}
        for turn in range(TURNS + 1):
            # An empty parameter more each time: what is asked was not asked before, and no answer is a kept one.
            fresh = [path + "&" * turn for path in speaker_paths]
            for name, server, paths in (
                ("ours", ours, fresh), ("canned", peer, canned), ("table", peer, table), ("lines", peer, lines)
            ):  # fmt: skip
                found[name].append(load(server, paths, folder))
    assert not any(one.failed for loads in found.values() for one in loads)
    return {name: loads[1:] for name, loads in found.items()}


def _middle(loads: list[Load]) -> Load:
    return sorted(loads, key=lambda one: one.rate)[len(loads) // 2]


@pytest.fixture(scope="module")
def uncached(by_turns: dict[str, list[Load]]) -> Load:
    return _middle(by_turns["ours"])


def test_a_speakers_quotes_against_datasette(by_turns: dict[str, list[Load]]) -> None:
    for name, loads in by_turns.items():
        one = _middle(loads)
        print(f"\n{name}: {one.rate:.0f} a second of processor time, {one.seen:.0f} of the clock, p99 {one.p99:.1f} ms")
    ratios = {name: _times(by_turns, name) for name in ("canned", "table", "lines")}
    print("times Datasette: " + ", ".join(f"{name} {ratio:.1f}" for name, ratio in ratios.items()))
    assert ratios["canned"] >= 5
    assert ratios["table"] >= 8


def _times(by_turns: dict[str, list[Load]], peer: str) -> float:
    """How many of our answers take the time of one of the other's, in the middle one of the turns."""
    return median(one.rate / other.rate for one, other in zip(by_turns["ours"], by_turns[peer], strict=True))


def test_repeated_answers_against_datasette(
    ours: tuple[str, int], speaker_paths: list[str], by_turns: dict[str, list[Load]], tmp_path: Path
) -> None:
    canned = _middle(by_turns["canned"])
    base, path = ours[0], speaker_paths[0]
    with urlopen(base + path) as answer:
        tag = answer.headers["ETag"]
    kept = load(ours, [path], tmp_path)
    unchanged = load(ours, [path], tmp_path, headers={"If-None-Match": tag})
    print(f"\nkept body {kept.rate / canned.rate:.1f}, 304 {unchanged.rate / canned.rate:.1f} times the canned query")
    assert kept.failed == unchanged.failed == 0
    assert unchanged.rate >= 8 * canned.rate
    assert kept.rate >= 8 * canned.rate


def test_the_slowest_answers_are_bounded(ours: tuple[str, int], corpus: Corpus, speaker_paths: list[str]) -> None:
    """The 99th of 100 answers, asked for one at a time, and the 99th of the indexed query in process."""
    store = open_store(corpus.url)
    try:
        query = _percentile(lambda n: stored.page(store, QuoteFilter(speakers=(corpus.speakers[n][0],))))
    finally:
        store.close()

    def ask(number: int) -> None:
        connection.request("GET", speaker_paths[number])
        connection.getresponse().read()

    connection = HTTPConnection(ours[0].removeprefix("http://"))
    slowest = _percentile(ask)
    connection.close()
    print(f"\np99 {slowest:.2f} ms; of the query {query:.2f} ms")
    assert slowest <= 10 * query


def _percentile(call: Callable[[int], object], *, of_hundred: int = 99, calls: int = 1000) -> float:
    """Milliseconds that so many of a hundred calls take at most, in the second round of two."""
    times = []
    for number in [*range(calls), *range(calls)]:
        started = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - started)
    return sorted(times[calls:])[calls * of_hundred // 100] * 1000


def test_page_one_thousand_costs_what_page_one_costs(ours: tuple[str, int], tmp_path: Path) -> None:
    base = ours[0]
    address = f"{base}/quotes?limit=50&kind=direct"
    for _ in range(999):
        with urlopen(address) as answer:
            address = orjson.loads(answer.read())["next"]
    far = address.removeprefix(base)
    first = load(ours, _fresh("/quotes?limit=50&kind=direct"), tmp_path)
    thousandth = load(ours, _fresh(far), tmp_path)
    assert first.failed == thousandth.failed == 0
    print(f"\npage 1: {first.rate:.0f}/s, page 1,000: {thousandth.rate:.0f}/s")
    assert first.rate <= 1.5 * thousandth.rate


def _fresh(path: str, times: int = 3000) -> list[str]:
    """The same question in so many spellings that no answer is a kept one."""
    return [f"{path}&since=0001-01-01T00:00:00.{number:06d}" for number in range(times)]


def test_words_and_facets_against_the_plain_filter(
    ours: tuple[str, int], uncached: Load, corpus: Corpus, tmp_path: Path
) -> None:
    base = ours[0]
    with urlopen(f"{base}/quotes?limit=200&fields=text") as answer:
        texts = [item["text"] for item in orjson.loads(answer.read())["items"]]
    words = list(dict.fromkeys(word for text in texts for word in text.split()[:4]))
    searched = load(
        ours, [path for word in words for path in _fresh(f"/quotes?limit=50&q={escape(word)}", 5)], tmp_path
    )
    facets = "/quotes?limit=1&facets=speaker,outlet,month&speaker="
    faceted = load(ours, [facets + speaker for _, speaker in corpus.speakers], tmp_path)
    plain = uncached.rate
    print(f"\nof the plain filter's time: words {plain / searched.rate:.1f}, facets {plain / faceted.rate:.1f}")
    assert searched.failed == faceted.failed == 0
    assert uncached.rate <= 10 * searched.rate
    assert uncached.rate <= 10 * faceted.rate


def test_the_servers_memory_is_bounded(ours: tuple[str, int], uncached: Load) -> None:
    megabytes = memory(ours[1])
    print(f"\nat most {megabytes:.0f} MB")
    assert megabytes < 500
