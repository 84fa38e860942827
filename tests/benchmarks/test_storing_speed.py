"""What storing costs beside reading, and what it costs in a store that has grown.

    pytest -m benchmark tests/benchmarks/test_storing_speed.py -s
    BENCHMARK_ARTICLES=5000 pytest -m benchmark tests/benchmarks/test_storing_speed.py -s -k grown
    BENCHMARK_RESULTS=docs/measured/grown.json pytest -m benchmark ... -k grown && python docs/draw_scaling.py

Ratios of processor time within one run; 50,000 articles take some six minutes, in each of two orders.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from quotes.engine import Extractor
from quotes.io.batches import Batch, Ingested, keep_all
from quotes.models import Extraction
from quotes.store import Store, open_store
from quotes.store.backup import copy_store
from tests.benchmarks.news_made import news
from tests.databases import PostgresServer, binaries

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
BATCH = Batch().articles
ARTICLES = int(os.environ.get("BENCHMARK_ARTICLES", "50000"))
DAILY = 17  # articles a day: eight years of them, where they come in the order of publication


def seconds(store: Store, extractions: Sequence[Extraction], size: int = BATCH) -> float:
    """Processor seconds an article of storing these, in batches."""
    began = time.process_time()
    for at in range(0, len(extractions), size):
        assert all(isinstance(one, Ingested) for one in keep_all(store, extractions[at : at + size]))
    return (time.process_time() - began) / len(extractions)


def test_storing_costs_a_fraction_of_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extractor = Extractor()
    given = [one.document for one in news(7 * BATCH)]
    extractor.extract(given[0])
    began = time.process_time()
    read = [extractor.extract(document) for document in given]
    reading = (time.process_time() - began) / len(read)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    seconds(store, read[:BATCH])
    storing, alone = seconds(store, read[BATCH : 6 * BATCH]), seconds(store, read[6 * BATCH :], 1)
    store.close()
    with capsys.disabled():
        print(
            f"\nreading {reading * 1000:.1f} ms an article, storing {storing * 1000:.1f} ({storing / reading:.2f})",
            end="",
        )
        print(f", one by one {alone * 1000:.1f} ({alone / reading:.2f})")
    assert storing <= 0.3 * reading


@pytest.mark.parametrize("daily", [None, DAILY], ids=["shuffled", "in_order"])
def test_storing_in_a_grown_store_costs_what_it_did(
    daily: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what an article that comes alone costs there, as `POST /articles` stores it; and memory.

    In the end by turns with a copy of the store at the first mark: within the minutes that filling takes a machine may
    become half as fast.
    """
    url, small = f"sqlite:///{tmp_path / 'store.db'}", tmp_path / "small.db"
    store = open_store(url)
    made = news(ARTICLES, daily=daily)
    measured: list[dict[str, float]] = []
    marks = [1_000, 2_000, 5_000, *range(10_000, ARTICLES + 1, 10_000)]
    done = 0
    for mark in [mark for mark in marks if mark <= ARTICLES]:
        while mark - done > 700:  # a few at a time: they are not to count as memory
            seconds(store, list(itertools.islice(made, BATCH)))
            done += BATCH
        last = list(itertools.islice(made, mark - done))
        together, alone = seconds(store, last[:-32]), seconds(store, last[-32:], 1)
        done = mark
        measured.append(
            {"articles": mark, "together_ms": together * 1000, "alone_ms": alone * 1000, "memory_mb": resident()}
        )
        with capsys.disabled():
            first, now = measured[0], measured[-1]
            print(f"\nat {mark:,} articles {now['together_ms']:.1f} ms", end="")
            print(f" ({now['together_ms'] / first['together_ms']:.2f}), alone {now['alone_ms']:.1f}", end="")
            print(f" ms, {now['memory_mb']:.0f} MB", end="", flush=True)
        if mark == marks[0]:
            copy_store(url, small)
    if (into := os.environ.get("BENCHMARK_RESULTS")) and daily is None:
        Path(into).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    spent = _by_turns(store, small, tmp_path / "copy.db", daily)
    store.close()
    grown, little = (statistics.fmean(some) for some in spent)
    with capsys.disabled():
        print(f"\nby turns {little * 1000:.2f} and {grown * 1000:.2f} ms ({grown / little:.2f})", end="")
        print("; medians {1:.2f} and {0:.2f}".format(*(statistics.median(some) * 1000 for some in spent)))
    assert grown <= 1.2 * little


def _by_turns(store: Store, small: Path, copy: Path, daily: int | None) -> tuple[list[float], list[float]]:
    """Seconds an article, batch by batch, of storing in the grown store and in a small one.

    As many batches as come between two times that hashes are put away, so that this counts as often as it happens; the
    small store is copied anew twice, so that it stays small.
    """
    later = news(10**6, start=ARTICLES, daily=daily), news(10**6, start=1_000, daily=daily)
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(3):
        shutil.copy(small, copy)
        little = open_store(f"sqlite:///{copy}")
        for turn in range(11):
            for into, made, taken in zip((store, little), later, spent, strict=True):
                took = seconds(into, list(itertools.islice(made, BATCH)))
                if turn:  # the first finds nothing in memory
                    taken.append(took)
        little.close()
    return spent


def resident() -> float:
    """Megabytes of memory that this process has now."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * resource.getpagesize() / 1e6


STORE = """
import statistics, sys, time
from contextlib import contextmanager
from quotes.io.batches import Batch, keep_all
from quotes.store import database, open_store
from tests.benchmarks.news_made import news
exclusive, held = database._exclusive, []
@contextmanager
def timed(engine, first=None):
    with exclusive(engine, first) as connection:
        began = time.perf_counter(), time.process_time()
        yield connection
    held.append((time.perf_counter() - began[0], time.process_time() - began[1]))
database._exclusive = timed
url, start, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store, made = open_store(url), list(news(number, start=start))
size = Batch().articles
keep_all(store, list(news(size, start=start + 500_000)))
print("ready", flush=True)
sys.stdin.readline()
held.clear()
before = time.process_time()
for at in range(0, number, size):
    keep_all(store, made[at : at + size])
print(time.process_time() - before, *map(statistics.median, zip(*held)), flush=True)
"""


def _processor_time(server: PostgresServer) -> float:
    """Seconds that the server and its processes have used of all cores."""
    root, ticks = server.pid, 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if root in (int(status.parent.name), int(told[1])):
            # its own, and of the first process also what those that have ended had used
            ticks += sum(map(int, told[11:15] if int(status.parent.name) == root else told[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(binaries() is None, reason="needs a PostgreSQL server")
def test_two_processes_store_into_one_server(capsys: pytest.CaptureFixture[str]) -> None:
    folder = binaries()
    assert folder is not None
    server, number, rates, spent, held = PostgresServer(folder), 1280, [], [], []
    try:
        url = server.create()
        open_store(url, migrate=True).close()
        for together in (1, 2):
            arguments = [[url, str(10_000 * (10 * together + at)), str(number)] for at in range(together)]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
            processes = [subprocess.Popen([sys.executable, "-c", STORE, *one], **pipes) for one in arguments]  # type: ignore[call-overload]
            for process in processes:
                process.stdout.readline()
            began, served = time.perf_counter(), _processor_time(server)
            for process in processes:
                process.stdin.write("\n")
                process.stdin.flush()
            told = [[float(one) for one in process.stdout.readline().split()] for process in processes]
            stored = sum(one[0] for one in told)
            held.append([1000 * max(one[at] for one in told) for at in (1, 2)])
            spent.append([1000 * each / (together * number) for each in (stored, _processor_time(server) - served)])
            rates.append(together * number / (time.perf_counter() - began))
            for process in processes:
                process.communicate(timeout=60)
    finally:
        server.stop()
    with capsys.disabled():
        print(f"\ninto one PostgreSQL: one process {rates[0]:.0f} articles a second, two {rates[1]:.0f}", end="")
        for together, (client, own), (clock, ours) in zip((1, 2), spent, held, strict=True):
            print(f"; CPU with {together}: {client:.1f} ms an article and the server's {own:.1f}", end="")
            print(f", the lock is held {clock:.0f} ms for a batch, {ours:.0f} of them the client's CPU", end="")
        print(f": two quiet cores would store {2000 / sum(spent[1]):.0f} a second (load {os.getloadavg()[0]:.1f})")
    assert sum(spent[1]) <= 1.5 * sum(spent[0])  # to wait for the other costs nothing
    if os.getloadavg()[0] < 2.5:  # on a busy machine the clock says nothing
        assert rates[1] >= rates[0]
