"""The real engine behind the API: in a process of its own, over the seeds, and after it was killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest

from api import schemas
from api.app import create_app
from api.engine import Engine
from api.engine_process import Cancelled
from quotes.io.sources import read_paths
from quotes.models import Extraction, Failure, RawArticle
from quotes.store import Store
from tests.api.conftest import made_settings
from tests.api.serving import WRITING, serving

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = Engine(made_settings())
    yield found
    found.close()


def test_the_seeds_come_in_over_http_and_answer(sqlite_store: Store) -> None:
    seeds = [asdict(raw) for raw in read_paths([SEEDS]) if isinstance(raw, RawArticle)]
    given = [{name: value for name, value in seed.items() if value is not None} for seed in seeds]
    assert len(given) == 5
    with serving(create_app(made_settings(serve_text=True, request_timeout=120), store=sqlite_store)) as client:
        client.timeout = httpx.Timeout(120)
        stored = client.post("/articles", json=given, headers=WRITING)
        assert stored.status_code == 201, stored.text
        schemas.StoredMany.model_validate(stored.json())
        page = client.get("/quotes", params={"speaker": "Lukashenko", "limit": 200}).json()
        schemas.QuotePage.model_validate(page)
        assert len(page["items"]) >= 10
        texts = {item["id"]: item["text"] for item in stored.json()["items"]}
        for item in page["items"]:
            assert "uka" in item["speaker"]["name"]
            for part in item["parts"]:
                assert texts[item["article"]["id"]][part["start"] : part["end"]] == part["text"]
        # One man under the spellings of several outlets.
        assert len({item["article"]["id"] for item in page["items"]}) >= 3
        again = client.post("/articles", json=given, headers=WRITING)
        assert (again.status_code, {item["change"] for item in again.json()["items"]}) == (200, {"same"})


def test_a_killed_engine_is_started_anew(engine: Engine) -> None:
    article = RawArticle(text="“The harbour stays open,” Ana Lopez said.", id="one")
    first = engine.extract(article)
    process = engine.short.process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    assert engine.extract(article) == first
    assert first.quotes[0].speaker is not None
    assert first.quotes[0].speaker.name == "Ana Lopez"


def test_a_users_own_module_is_not_taken_for_the_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`quotes serve` in a folder that has an `api.py`: it was run, and what it printed was taken for answers."""
    (tmp_path / "api.py").write_text("print('somebody else' * 99)")
    monkeypatch.chdir(tmp_path)
    engine = Engine(made_settings())
    try:
        assert engine.extract(RawArticle(**SMALL)).quotes
    finally:
        engine.close()


def test_a_process_that_answers_nonsense_is_replaced(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(channel: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("api.engine_process.receive", too_long)
        with pytest.raises(MemoryError):
            engine.extract(RawArticle(**SMALL))
    assert engine.short.process is None
    assert engine.extract(RawArticle(**SMALL)).quotes


def test_an_unreadable_article_leaves_the_engine_alone(engine: Engine) -> None:
    good = RawArticle(text="“The harbour stays open,” Ana Lopez said.", id="good")
    results = list(engine.stream([good, RawArticle(text=" ", id="blank"), Failure("x", "c", "m"), good]))
    assert [type(result) for result in results] == [Extraction, Failure, Failure, Extraction]


def test_an_article_that_takes_too_long_ends_the_engines_process_and_not_the_server() -> None:
    slow = Engine(made_settings(request_timeout=0.05))
    started = time.monotonic()
    try:
        (result,) = slow.stream([RawArticle(text="“Yes,” Ana Lopez said.", id="slow")])
    finally:
        slow.close()
    assert isinstance(result, Failure)
    assert result.code == "engine-failed"
    assert result.status == 503
    assert time.monotonic() - started < 30


def test_key_terms_come_from_the_engines_process(engine: Engine) -> None:
    said = ["The harbour must stay open for the fishermen.", "Without the harbour the fishermen have no work."]
    terms = {term["term"]: term["quotes"] for term in engine.key_terms(said)}
    assert terms.get("harbour") == 2
    assert engine.key_terms([]) == []


SMALL = {"text": "“The harbour stays open,” Ana Lopez said."}
LONG_TEXT = "“The harbour stays open,” Ana Lopez said. It rained over the old town all day.\n\n" * 24_000


def test_long_articles_hold_up_no_short_one_and_end_with_their_requests(sqlite_store: Store) -> None:
    hog = {"text": LONG_TEXT[:1_900_000]}
    app = create_app(made_settings(request_timeout=12), store=sqlite_store)
    with serving(app) as client, ThreadPoolExecutor(4) as pool:
        client.timeout = httpx.Timeout(40)
        assert client.post("/extract", json=hog).status_code == 413  # without a key
        assert client.post("/extract", json=SMALL).status_code == 200
        hogs = [pool.submit(client.post, "/extract", json=hog, headers=WRITING) for _ in range(4)]
        time.sleep(2)
        assert client.post("/extract", json=SMALL).json()["quotes"]
        assert not any(one.done() for one in hogs)
        assert [one.result().status_code for one in hogs] == [503] * 4
        engine = app.state.service.engine
        deadline = time.monotonic() + 30
        while engine.long.process is not None:
            assert time.monotonic() < deadline, "the work goes on after its client got the 503"
            time.sleep(0.05)
        assert client.post("/extract", json=SMALL).status_code == 200


def test_a_process_that_has_grown_is_replaced_and_one_that_has_not_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """It remembers words, so many of them but however long: two hundred articles of two such took 70 MB for good."""
    engine = Engine(made_settings())
    try:
        first, again = [(engine.extract(RawArticle(**SMALL)), engine.short.process) for _ in range(2)]
        assert first[1] is again[1] is not None
        monkeypatch.setattr("api.engine_process.MOST_MEGABYTES", 50)
        assert engine.extract(RawArticle(**SMALL)).quotes
        assert engine.short.process is None
        assert engine.extract(RawArticle(**SMALL)).quotes
    finally:
        engine.close()


def test_an_article_that_is_ended_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, started = Engine(made_settings(request_timeout=0.3)), []
    running = slow.short._running
    monkeypatch.setattr(slow.short, "_running", lambda: started.append(1) or running())
    try:
        (result,) = slow.stream([RawArticle(text="“Yes,” Ana Lopez said.", id="slow")])
    finally:
        slow.close()
    assert isinstance(result, Failure)
    assert len(started) == 1


def test_a_cancelled_job_lets_go_what_waits_and_what_is_read() -> None:
    engine = Engine(made_settings())
    reading, waiting, other = engine.job(), engine.job(), engine.job()
    with ThreadPoolExecutor(3) as pool:
        try:
            article = RawArticle(text=LONG_TEXT[:19_000])
            first = pool.submit(reading.extract, article)
            time.sleep(0.3)
            second = pool.submit(waiting.extract, article)
            third = pool.submit(other.extract, RawArticle(text=SMALL["text"]))
            time.sleep(0.1)
            waiting.cancel()
            with pytest.raises(Cancelled):
                second.result(2)
            reading.cancel()
            with pytest.raises(Cancelled):
                first.result(10)
            assert third.result(60).quotes
        finally:
            engine.close()
