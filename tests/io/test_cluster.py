"""Articles read by a real Dask cluster on this machine: the same answers, whatever dies on the way."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from api.app import create_app
from quotes.engine import Extractor
from quotes.errors import BadInput, ClusterUnavailable
from quotes.io import cluster
from quotes.io.bulk import Reader
from quotes.io.cluster import address_of, spread
from quotes.io.cluster_reader import ClusterReader
from quotes.io.export import article_line
from quotes.io.ingest import Batch, ingest
from quotes.io.sources import read_paths
from quotes.models import Extraction, Failure, RawArticle
from quotes.store import Store, open_store
from tests.api.conftest import made_settings
from tests.api.serving import WRITING, serving
from tests.io.cluster_reads import Odd
from tests.store.whole_store import told_of

pytest.importorskip("distributed", reason="needs Dask: pip install 'quotes[cluster]'")

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds, for a machine that is busy
PIECES = {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard", "--host", "127.0.0.1"],
        env={**os.environ, **PIECES},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def started_scheduler(port: int) -> subprocess.Popen[bytes]:
    scheduler = started("scheduler", "--port", str(port))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return scheduler
        except OSError:
            time.sleep(0.1)
    ended(scheduler)
    raise AssertionError("the scheduler did not start")


@contextmanager
def workers(port: int, count: int = 2) -> Iterator[None]:
    some = [started("worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1") for _ in range(count)]
    try:
        yield
    finally:
        for one in some:
            ended(one)


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """A scheduler with two workers, which are started anew where they die."""
    port = free_port()
    scheduler = started_scheduler(port)
    try:
        with workers(port):
            yield f"127.0.0.1:{port}"
    finally:
        ended(scheduler)


@pytest.fixture
def engine(running: str) -> str:
    """The same with both workers there, whatever the test before did to them."""
    from distributed import Client

    with Client(running, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
    return f"dask://{running}"


@pytest.fixture
def odd(tmp_path: Path) -> Odd:
    return Odd(tmp_path)


def articles(*words: str) -> list[RawArticle]:
    return [RawArticle(id=str(number), text=word) for number, word in enumerate(words)]


def shapes(results: list[Extraction | Failure]) -> list[str]:
    """Each answer's id, or its code where it is a failure."""
    return [one.code if isinstance(one, Failure) else one.document.id for one in results]


def test_the_command_prints_what_one_process_reads(engine: str, tmp_path: Path) -> None:
    seed = sorted((ROOT / "seeds").glob("*.txt"))[0].read_text("utf-8")
    news = tmp_path / "news.jsonl"
    lines = [{"id": "1", "text": seed}, {"id": "2"}, {"id": "3", "text": "“No,” said Ann Lee.\n\nShe left."}]
    news.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    here = b"".join(article_line(one) for one in Reader().stream(read_paths([str(news)])))
    command = [sys.executable, "-m", "quotes.cli", "extract", str(news), "--format", "jsonl", "--engine", engine]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **PIECES})
    assert done.stdout == here
    assert here.count(b"\n") == 3
    assert b"2 could not be read" not in done.stderr and b"1 could not be read" in done.stderr


def test_answers_come_in_order_and_failures_pass_through(engine: str, odd: Odd) -> None:
    some = [*articles(*["word"] * 40), Failure("bad", "bad-input", "No words."), *articles("word")]
    results = list(spread(some, odd, engine=engine))
    assert shapes(results) == [*map(str, range(40)), "bad-input", "0"]


def test_what_a_killed_worker_had_is_read_by_another(engine: str, odd: Odd) -> None:
    results = list(spread(articles("word", "once", "word"), odd, engine=engine))
    assert shapes(results) == ["0", "1", "2"]
    assert len(set(odd.tries("once"))) == 2


def test_an_article_that_kills_its_workers_is_set_aside_alone(engine: str, odd: Odd) -> None:
    results = list(spread(articles("word", "kills"), odd, engine=engine))
    assert shapes(results) == ["0", "worker-killed"]
    assert len(odd.tries("kills")) == 4  # twice with its neighbour, as this scheduler allows, then by itself


@pytest.mark.parametrize(("word", "said"), [("faults", "odd"), ("raises", "3 workers could not read")])
def test_what_one_worker_cannot_read_another_tries_three_times_in_all(
    engine: str, odd: Odd, word: str, said: str
) -> None:
    results = list(spread(articles("word", word, "word"), odd, engine=engine))
    assert shapes(results) == ["0", "internal", "2"]
    assert isinstance(results[1], Failure) and said in results[1].message
    tries = odd.tries(word)
    assert len(tries) == cluster.TRIES
    assert len(set(tries)) == 2


def test_a_scheduler_that_is_started_anew_is_handed_what_was_under_way(odd: Odd) -> None:
    port = free_port()
    scheduler = started_scheduler(port)
    results: list[Extraction | Failure] = []
    run = threading.Thread(
        target=lambda: results.extend(spread(articles("waits", "word"), odd, engine=f"dask://127.0.0.1:{port}"))
    )
    try:
        with workers(port, 1):
            run.start()
            until = time.monotonic() + PATIENCE
            while not odd.tries("waits") and time.monotonic() < until:
                time.sleep(0.05)
            assert odd.tries("waits")
            scheduler.kill()
            scheduler.wait()
        scheduler = started_scheduler(port)
        (odd.notes / "go").touch()
        with workers(port, 1):
            run.join(PATIENCE)
            assert not run.is_alive()
    finally:
        ended(scheduler)
    assert shapes(results) == ["0", "1"]
    assert len(odd.tries("waits")) == 2


def test_no_scheduler_is_one_sentence_that_says_how_to_start_one(odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    with pytest.raises(ClusterUnavailable, match=r"at 127.0.0.1:\d+: start one there with `dask scheduler`"):
        list(spread(articles("word"), odd, engine=f"dask://127.0.0.1:{free_port()}"))


def test_without_the_extra_the_command_says_how_to_install_it(odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match=r"pip install 'quotes\[cluster\]'"):
        list(spread(articles("word"), odd, engine="dask://127.0.0.1:8786"))


def test_nothing_to_read_needs_no_scheduler(odd: Odd) -> None:
    assert list(spread([], odd, engine="dask://127.0.0.1:9")) == []


def test_a_worker_that_ends_at_once_is_a_sentence(odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of memory, say: it was a traceback of sixty lines that ended with "Nanny failed to start"."""
    monkeypatch.setattr("distributed.nanny.WorkerProcess._run", os._exit)
    with pytest.raises(ClusterUnavailable, match="take fewer"):
        list(spread(articles("word"), odd, engine="dask://local"))


def test_a_run_whose_own_workers_are_gone_ends(odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask gives one up that is killed while it is started anew, and then waited for ever for another."""

    async def give_up(nanny: object, exitcode: int) -> None:
        return None

    monkeypatch.setattr("distributed.nanny.Nanny._on_worker_exit", give_up)
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 2.0)
    with pytest.raises(ClusterUnavailable, match="No worker is left"):
        list(spread(articles("word", "kills"), odd, engine="dask://local"))


def test_two_runs_with_workers_of_their_own_do_not_meet(odd: Odd) -> None:
    """The second one began with a warning that port 8787 is in use."""
    with socket.socket() as other, warnings.catch_warnings():
        warnings.simplefilter("error")
        with suppress(OSError):  # taken already, by a scheduler of this machine's
            other.bind(("127.0.0.1", 8787))
            other.listen()
        assert shapes(list(spread(articles("word"), odd, engine="dask://local"))) == ["0"]


@pytest.mark.parametrize("engine", ["", "local", "ray://h:1", "dask://", "dask://host", "dask://:8786", "dask://h:x"])
def test_an_engine_that_is_none_is_told_so(engine: str) -> None:
    with pytest.raises(BadInput, match="take dask://HOST:PORT"):
        address_of(engine)


SAID = ("The harbour stays open", "Nobody asked the people of the valley", "We shall rebuild the bridge by winter")
WHO = ("Olga Mar", "Ivo Stan", "Minister Olga Mar", "O. Mar", "Ivo Stan, a farmer", "Mar")


def some_news() -> list[dict[str, str]]:
    """Articles that share people and words, some without a date."""
    made = []
    for at in range(10):
        who, other = WHO[at % len(WHO)], WHO[(at * 5 + 1) % len(WHO)]
        text = f"“{SAID[at % 3]}, number {at // 2},” said {who}.\n\n“{SAID[(at + 1) % 3]},” {other} said on Monday.\n"
        dated = {} if at % 4 == 3 else {"published": f"2021-03-{at + 1:02}"}
        made.append({"id": f"n{at}", "text": text, "title": f"News {at}", "outlet": ("Star", "star")[at % 2], **dated})
    return made


def test_a_store_is_the_same_whoever_reads_for_it(engine: str, sqlite_template: Path, tmp_path: Path) -> None:
    """One process, two, a cluster through the command, and requests one by one, each in another order."""
    made = some_news()

    def told(way: str, put: Callable[[Store, list[dict[str, str]]], None]) -> dict[str, list[str]]:
        random.Random(way).shuffle(made)
        (tmp_path / "news.jsonl").write_text("".join(json.dumps(one) + "\n" for one in made), "utf-8")
        shutil.copyfile(sqlite_template, tmp_path / f"{way}.db")
        store = open_store(f"sqlite:///{tmp_path / way}.db")
        try:
            put(store, made)
            return told_of(store)
        finally:
            store.close()

    def by(jobs: int, size: int) -> Callable[[Store, list[dict[str, str]]], None]:
        def put(store: Store, _: list[dict[str, str]]) -> None:
            articles = read_paths([str(tmp_path / "news.jsonl")])
            batch = Batch(articles=size, aside=jobs > 1)
            assert [one.change for one in ingest(store, Reader(jobs=jobs), articles, batch=batch)] == ["new"] * 10  # type: ignore[union-attr]

        return put

    def by_cluster(store: Store, _: list[dict[str, str]]) -> None:
        words = ["ingest", str(tmp_path / "news.jsonl"), "--engine", engine, "--database", str(store.engine.url)]
        done = subprocess.run([sys.executable, "-m", "quotes.cli", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "10 articles (10 new)" in done.stdout, done.stderr

    def by_requests(store: Store, given: list[dict[str, str]]) -> None:
        with serving(create_app(made_settings(), store=store, extractor=Extractor())) as client:
            for one in given:
                assert client.post("/articles", json=one, headers=WRITING).status_code == 201

    whole = told("one", by(1, 64))
    assert len(whole["export"]) == 20 and len(whole["speakers"]) < 6
    for way, put in (("two", by(2, 3)), ("cluster", by_cluster), ("requests", by_requests)):
        assert told(way, put) == whole, way


def test_an_engine_that_is_not_known_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="take dask://HOST:PORT"):
        ClusterReader(Reader(), "ray://here:1")
